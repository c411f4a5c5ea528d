"""What was taken for what: each heading of a sheet, where it stands, and which of our columns it was read as.

The one place that looks into a `Header` for the register of headings, so that a change of the header's making is felt here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sources.contract import NamedColumn, NamedFeed
from sources.feeds.common import SHARED
from sources.reading.headers.header import Header
from sources.reading.headers.plain import plain
from sources.reading.rows.rows import SheetRows


@dataclass(frozen=True)
class TakenHeading:
    """One heading of a sheet.

    column_letter: its column as Excel shows it; heading: as written, line breaks left out; heading_key: for comparison.
    use: read, ignored (by name, in the contract) or unknown; column_name: ours, with its usual heading as label, where read;
    is_of_feed: one of the feed's own columns, which its rules may judge by; numbers stand in for one another and do not count.
    """

    column_letter: str
    heading: str
    heading_key: str
    use: Literal["read", "ignored", "unknown"]
    column_name: str = ""
    label: str = ""
    is_of_feed: bool = False


def taken_headings(sheet: SheetRows) -> list[TakenHeading]:
    """Every heading of a sheet, from left to right."""
    header = sheet.header
    columns, read = _columns_of(header.feed), _read(header)
    headings = _headings(header)
    people = header.people_places()
    return [
        _of_member(letter_of(sheet, place), headings[place])
        if place in people and place not in read
        else _as_taken(letter_of(sheet, place), headings[place], columns.get(read.get(place, "")), header)
        for place in sorted(headings)
    ]


def _read(header: Header) -> dict[int, str]:
    """Place -> our column, of those that a heading names."""
    own = {place: name for name, place in header.places.items() if name not in header.told}
    return own | {place: name for name, places in header.more.items() for place in places}


def _of_member(letter: str, heading: str) -> TakenHeading:
    return TakenHeading(letter, "".join(heading.split()), plain(heading), "read", "member", "家庭其他成员")


def _as_taken(letter: str, heading: str, column: NamedColumn | None, header: Header) -> TakenHeading:
    written, key = "".join(heading.split()), plain(heading)
    if column is None:
        return TakenHeading(letter, written, key, "unknown" if key in header.unknown else "ignored")
    is_of_feed = column.kind != "id" and any(column is own for own in header.feed.columns)
    return TakenHeading(letter, written, key, "read", column.name, column.headings[0], is_of_feed)


def _headings(header: Header) -> Mapping[int, str]:
    """Place -> heading as written, of the columns that have one."""
    written = {place: heading for place, heading in enumerate(header.headings) if heading.strip()}
    return written | {place: header.taken[name] for name, place in header.places.items() if name not in header.told}


def _columns_of(feed: NamedFeed) -> dict[str, NamedColumn]:
    return {column.name: column for column in (*SHARED, *feed.columns)}


def letters_of(sheet: SheetRows, *columns: str) -> str:
    """Where our columns stand, as Excel shows it: `C`, or `C、F` for several; empty where the sheet has none of them."""
    places = (sheet.header.places[name] for name in columns if name in sheet.header.places)
    return "、".join(letter_of(sheet, place) for place in places)


def letter_of(sheet: SheetRows, place: int) -> str:
    """The column of a place of the header, as Excel shows it."""
    return column_letter(sheet.columns[place] if place < len(sheet.columns) else place)


def column_letter(number: int) -> str:
    """The so-many-th column, from 0, as Excel shows it: A, B, … Z, AA."""
    letter = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        letter, number = chr(ord("A") + rest) + letter, number - 1
    return letter
