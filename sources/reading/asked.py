"""Columns that decide and that no heading names: the sender is asked for each by name, so that none is taken as absent unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sources.contract import Column, FilledColumn, NamedColumn
from sources.reading.headers.header import Header
from sources.reading.headers.headings import id_columns
from sources.reading.headers.plain import plain
from sources.reading.intake import Remark

SAYS_LITTLE = "是否|有无|情况|日期|时间|名称|类型|类别|[?()]"
"""Words that many headings share; that two share them is no likeness."""


def ask(header: Header, conditions: Sequence[str]) -> Iterator[Remark]:
    """What to say to the sender of the columns that decide and are not there; a matter to look at where an unknown heading may be one."""
    missing = _deciding(header, conditions)
    if not missing:
        return
    names = "”“".join(column.headings[0] for column in missing)
    where = f"工作表“{header.sheet}”" if header.sheet else "文件"
    alike = "”“".join(_resembling(header, missing))
    do = f"请核对“{alike}”是不是“{names}”，是的请改用这个列名后重新报送。" if alike else ""
    yield Remark(f"{where}没有“{names}”列，无法据以排除，各行照报；原表有这一项的请补上", do)


def _deciding(header: Header, conditions: Sequence[str]) -> list[Column]:
    """The feed's own columns that a rule's condition asks for and that nothing in the header gives.

    conditions: those of the feed's rules, as SQL. A column that is one of several ways to say the same (`needs`, `else_from`, the
    certificate's twentieth character) is not missing where another of them is there; `if_absent` is told by intake itself.
    """
    asked = set(re.findall(r"\w+", " ".join(conditions)))
    return [c for c in header.feed.columns if c.name in asked and c.if_absent is None and not _is_given(c, header)]


def _is_given(column: FilledColumn, header: Header) -> bool:
    others = [name for group in header.feed.needs if column.name in group for name in group]
    others += id_columns(header.feed) if column.from_certificate else ()
    return any(name in header.places for name in (column.name, *others, *column.else_from))


def _resembling(header: Header, columns: Sequence[NamedColumn]) -> Iterator[str]:
    """The unknown headings that may be one of these columns under another name."""
    said = [_telling(heading) for column in columns for heading in column.headings]
    for unknown in header.unknown:
        own = _telling(unknown)
        if any(SequenceMatcher(None, own, one, autojunk=False).find_longest_match().size >= 2 for one in said):
            yield unknown


def _telling(heading: str) -> str:
    return re.sub(SAYS_LITTLE, "|", plain(heading))
