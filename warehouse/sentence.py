"""What a rule says of a row: a sentence with `{columns}`, as SQL that writes it for all rows at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from string import Formatter

UNITS = ("元", "公里", "亩", "平方米")


BLANK = "未填"


def sentence(says: str, columns: Collection[str], written: Callable[[str, str], str], blank: str = BLANK) -> str:
    """`本户有{heads}名户主` as a SQL expression; a blank value reads 未填, or as `blank` says.

    columns: those that may be named; written: how a column's value is written, given its name and the format behind the
    colon. Raises KeyError for a column that is not there.
    """
    parts = []
    for text, name, spec, _ in Formatter().parse(says):
        if text:
            parts.append(quoted(text))
        if name is None:
            continue
        if name not in columns:
            raise KeyError(f"says 中的列 {name} 不存在")
        parts.append(f"COALESCE({written(name, spec or '')}, {quoted(blank)})")
    return " || ".join(parts) or "''"


def brief(says: str, columns: Collection[str], written: Callable[[str, str], str]) -> str:
    """Like `sentence`, but what is blank is left out with its clause: 重度残疾人证，二级 of {event}重度残疾人证，{kind}{grade}级，{school}.

    In the first clause, which says what it is about, a blank reads 未填 unless it stands at the very beginning.
    """
    first, *clauses = says.split("，")
    opening = re.match(r"\{[^}]*\}(?=.)", first)
    begin = opening.group() if opening else ""
    parts = [sentence(begin, columns, written, blank="")] if begin else []
    parts += [sentence(first[len(begin) :], columns, written)] if first[len(begin) :] or not parts else []
    return " || ".join([*parts, *(_clause(one, columns, written) for one in clauses)])


def _clause(says: str, columns: Collection[str], written: Callable[[str, str], str]) -> str:
    whole = sentence(says, columns, written, blank="")
    named = [(name, spec or "") for _, name, spec, _ in Formatter().parse(says) if name is not None]
    told = f"'，' || TRIM({whole})"
    if not named:
        return told
    return f"CASE WHEN COALESCE({', '.join(written(*one) for one in named)}) IS NULL THEN '' ELSE {told} END"


def as_text(value: str) -> str:
    """The SQL of a value as people write it: 36000 and 3公里, not 36000.0 and 3.0公里; 是 and 否, not true and false."""
    text = f"CAST({value} AS STRING)"
    whole = f"REGEXP_REPLACE({text}, '\\.0({'|'.join(UNITS)}|$)', '\\1', 'g')"
    return f"CASE {text} WHEN 'true' THEN '是' WHEN 'false' THEN '否' ELSE {whole} END"


def quoted(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"
