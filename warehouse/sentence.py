"""What a rule says of a row: a sentence with `{columns}`, as SQL that writes it for all rows at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from string import Formatter

UNITS = ("元", "公里", "亩", "平方米")


def sentence(says: str, columns: Collection[str], written: Callable[[str, str], str]) -> str:
    """`本户有{heads}名户主` as a SQL expression; a blank value reads 未填.

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
        parts.append(f"COALESCE({written(name, spec or '')}, '未填')")
    return " || ".join(parts) or "''"


def as_text(value: str) -> str:
    """The SQL of a value as people write it: 36000 and 3公里, not 36000.0 and 3.0公里; 是 and 否, not true and false."""
    text = f"CAST({value} AS STRING)"
    for unit in UNITS:
        text = f"REPLACE({text}, '.0{unit}', '{unit}')"
    return (
        f"CASE {text} WHEN 'true' THEN '是' WHEN 'false' THEN '否' ELSE "
        f"CASE WHEN {text} LIKE '%.0' THEN SUBSTRING({text}, 1, LENGTH({text}) - 2) ELSE {text} END END"
    )


def quoted(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"
