"""Find the header of a sheet and tell which feed it is: by its headings first, then by what the file is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from sources.catalogue import Catalogue, never_words
from sources.contract import Feed, FilledColumn, PartedFeed, SoughtFeed
from sources.feeds.common import IGNORED
from sources.reading.headers.blocks import COUNTER, NAME, Block, is_number
from sources.reading.headers.headings import (
    free_places,
    further_places,
    id_columns,
    map_headings,
    name_beside,
    names_somebody,
    subject_numbers,
)
from sources.reading.headers.levels import joined, parents
from sources.reading.headers.members import further_people, places_of
from sources.reading.headers.plain import plain

HEADER_WITHIN = 20
"""The header stands within the first so many rows that hold anything."""
HEADER_ROWS_AT_MOST = 3
CELLS_AT_MOST = 6_000
"""So many cells are tried as headings of people, row by row from the top: ten readings of the widest sheet, more of any other."""
HALF_A_HEADER = 15
"""What speaks against a header under which another row of headings stands."""


@dataclass(frozen=True)
class Header:
    """A header as understood.

    first, last: its rows, as places in the grid; places: our column -> place in the sheet; taken: our column -> the
    heading as written; unknown: headings that no contract knows; titles: what the file is called and what
    stands above; sheet: the sheet's name; score: how sure. more: our column -> further places of it (诊断2, 诊断3).
    subjects: further people of a row who are subjects like the first; dependants: who live in the household that the row
    is about. headings: what each column of the sheet is called; told: columns that small titles within the sheet tell;
    above: the titles over the header alone; ticked: our column -> the places of its values, each a heading to tick (集中 | 分散).
    """

    feed: Feed
    first: int
    last: int
    places: Mapping[str, int]
    taken: Mapping[str, str]
    unknown: tuple[str, ...]
    titles: str
    sheet: str
    score: float
    more: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    subjects: tuple[Block, ...] = ()
    dependants: tuple[Block, ...] = ()
    headings: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    ticked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    above: str = ""

    def people_places(self) -> set[int]:
        """The columns of further people."""
        return places_of((*self.subjects, *self.dependants))

    def adds(self, column: FilledColumn) -> bool:
        """True where the amount of another column of the sheet belongs to this one's."""
        wanted = column.plus in self.places and re.search(column.plus_where, self.taken.get(column.name, ""))
        return bool(column.plus and wanted)

    def in_ten_thousands(self, column: str) -> bool:
        """True where the amounts of a column are given in 万元: by its heading, or by 单位：万元 above it."""
        heading = self.taken[column]
        return "万元" in heading or (
            "元" not in heading and re.search(r"单位[:：]?\s*(人民币)?\s*万元", self.titles) is not None
        )


@cache
def _commonness(feeds: tuple[Feed, ...]) -> Counter[str]:
    """In how many feeds a heading is an own one: 类别 says little, 供养方式 says all."""
    return Counter(plain(heading) for feed in feeds for column in feed.columns for heading in column.headings)


def read_header(
    rows: Sequence[Sequence[str]], feeds: Sequence[Feed], called: str, catalogue: Catalogue, sheet: str = ""
) -> list[Header]:
    """Every way to read the top of a sheet, best first: which row is the header, and of which feed.

    rows: the first rows as text; called: the file's name; catalogue: by which a heading is common or rare. Titles above the header count too; a sheet that bears a
    feed's name itself is not judged by the name of its file (低保、特困、临时救助.xlsx with a sheet each).
    """
    found: list[Header] = []
    commonness = _commonness(catalogue.feeds)
    looked = 0
    for first in range(min(HEADER_WITHIN, len(rows))):
        above = _title_of(rows[:first])
        titles = f"{called} {above}"
        for depth in range(1, min(HEADER_ROWS_AT_MOST, len(rows) - first) + 1):
            headings = joined(rows[first : first + depth])
            if looked > CELLS_AT_MOST or not names_somebody(headings, tuple(feeds)):
                continue
            looked += len(headings)
            above_them = parents(rows[first : first + depth])
            for feed in feeds:
                spoken = sheet if any(word in sheet for word in feed.words) else f"{titles} {sheet}"
                if any(word in spoken for word in never_words(feed)):
                    continue
                header = _as_header(feed, headings, above_them, spoken, sheet, first, depth, commonness)
                if header is not None:
                    below = rows[first + depth] if first + depth < len(rows) else []
                    half = HALF_A_HEADER if names_people(below) else 0
                    found.append(replace(header, above=above, score=header.score - half))
    return sorted(found, key=lambda header: -header.score)


def _title_of(rows: Sequence[Sequence[str]]) -> str:
    """What stands above the header, less the notes: a note tells of those who are not in the list."""
    lines = ("".join(cell for cell in row) for row in rows)
    return " ".join(line for line in lines if not re.match(r"\s*(注(?!销|册)|备注|说明|附注|填表说明)", line))


def _as_header(
    feed: Feed,
    headings: Sequence[str],
    above_them: Sequence[str],
    titles: str,
    sheet: str,
    first: int,
    depth: int,
    commonness: Mapping[str, int],
) -> Header | None:
    """These headings as the header of that feed; None where they name nobody."""
    found = _placed(feed, tuple(headings), tuple(above_them))
    if found is None:
        return None
    places = dict(found.places)
    _name_parts(feed, f"{titles} {sheet}", places)
    taken = {name: headings[place].strip() for name, place in places.items()}
    taken |= {name: "、".join(headings[place].strip() for place in options) for name, options in found.ticked.items()}
    score = _score(feed, headings, places, titles, commonness) - 0.1 * depth - 0.01 * first
    return Header(
        feed, first, first + depth - 1, places, taken, found.unknown, titles, sheet, score, found.more, found.subjects,
        found.dependants, tuple(headings), ticked=found.ticked,
    )  # fmt: skip


@dataclass(frozen=True)
class _Placed:
    """What headings alone tell, in the words of `Header`."""

    places: Mapping[str, int]
    unknown: tuple[str, ...]
    more: Mapping[str, tuple[int, ...]]
    subjects: tuple[Block, ...]
    dependants: tuple[Block, ...]
    ticked: Mapping[str, tuple[int, ...]]


@lru_cache(1 << 12)
def _placed(feed: Feed, headings: tuple[str, ...], above_them: tuple[str, ...]) -> _Placed | None:
    """Which columns these are; None where they name nobody. Kept: every township sends back the same headings."""
    places, _ = map_headings(feed, headings)
    subjects, dependants = further_people(feed, headings, above_them, places)
    if len(places) < 2 or not any(name in places for name in (*id_columns(feed), "person_name", "head_name")):
        return None
    more = further_places(feed, headings, places)
    ticked = _ticked(feed, headings, places)
    places |= {name: options[0] for name, options in ticked.items()}
    claimed = {place for further in (*more.values(), *ticked.values()) for place in further} | places_of(
        (*subjects, *dependants)
    )
    known = _ignored(feed)
    free = (p for p in free_places(headings, places) if p not in claimed and _is_unknown(headings[p], known))
    unknown = tuple(dict.fromkeys(plain(headings[p]) for p in free))
    return _Placed(places, unknown, more, subjects, dependants, ticked)


@cache
def _ignored(feed: Feed) -> frozenset[str]:
    return frozenset(plain(heading) for heading in (*IGNORED, *feed.ignored))


def _ticked(feed: Feed, headings: Sequence[str], places: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """The code columns whose values are headings of their own, to be ticked: 供养方式 over 集中 | 分散."""
    found = {}
    for column in feed.columns:
        if column.kind == "code" and not column.keep_unlisted and column.name not in places:
            code_of = {plain(word): code for code, words in column.codes.items() for word in words}
            options = [p for p in free_places(headings, places) if plain(headings[p]) in code_of]
            if len({code_of[plain(headings[p])] for p in options}) > 1:
                found[column.name] = tuple(options)
    return found


def _is_unknown(heading: str, known: frozenset[str]) -> bool:
    """True where neither the heading nor, in a block of people, what it ends in is ignored by name."""
    text = plain(heading)
    if text in known:
        return False
    if not COUNTER.search(text):
        return True
    return COUNTER.sub("", text) not in known and not any(len(word) >= 2 and text.endswith(word) for word in known)


def _name_parts(feed: PartedFeed, called: str, places: dict[str, int]) -> None:
    """A total in a file or sheet that is called 住院 alone is the total of that part."""
    parts = {column for word, column in feed.parts.items() if word in called}
    if feed.total in places and len(parts) == 1 and not set(feed.parts.values()) & set(places):
        places[parts.pop()] = places.pop(feed.total)


def _score(
    feed: SoughtFeed, headings: Sequence[str], places: Mapping[str, int], called: str, commonness: Mapping[str, int]
) -> float:
    score, own = 0.0, {column.name for column in feed.columns}
    for name, place in places.items():
        common = max(1, commonness.get(plain(headings[place]), 0))
        score += (10 if name in feed.marks else 2) / common if name in own else 1
    score -= 8 * _repeated(feed, headings, places)  # whose is it? before or after what? the row above may tell
    hits = [len(feed.words) - rank for rank, word in enumerate(feed.words) if word in called]
    score += 6 + max(hits) if hits else 0
    return score - 12 * any(word in called for word in feed.not_words)


def _repeated(feed: SoughtFeed, headings: Sequence[str], places: Mapping[str, int]) -> int:
    """How many headings of the subject's name and number, and of the feed's marks, stand in the header more than once."""
    numbers = subject_numbers(feed, places)[:1]
    own = [*numbers, *(name for number in numbers if (name := name_beside(number, places)))]
    own += [column.name for column in feed.columns if column.name in feed.marks and not column.several]
    said = [plain(heading) for heading in headings]
    return sum(said.count(plain(headings[places[name]])) > 1 for name in own if name in places)


def names_people(row: Sequence[str]) -> bool:
    """True for a row of words that call a name and a number: a header, or the lower half of one."""
    words = [plain(cell) for cell in row if cell.strip()]
    if any(re.search(r"\d{8}", word) or len(word) > 20 for word in words):
        return False
    return any(NAME.search(word) for word in words) and any(is_number(word) for word in words)


def is_recognised(header: Header) -> bool:
    """Sure enough: a heading of its own, or called by its name."""
    feed, called = header.feed, header.titles + header.sheet
    return any(name in header.places for name in feed.marks) or any(word in called for word in feed.words)
