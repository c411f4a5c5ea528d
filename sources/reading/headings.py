"""Find the header of a sheet and tell which feed it is: by its headings first, then by what the file is called."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sources.catalogue import FEEDS, NOT_OURS
from sources.common import IGNORED, OTHER_PEOPLE, SHARED
from sources.contract import Column, Feed

HEADER_WITHIN = 20
"""The header stands within the first so many rows that hold anything."""
HEADER_ROWS_AT_MOST = 3
UNITS = re.compile(r"[(（](元|人|万元|元/年|元/月|年|月|人民币|必填|选填|下拉选择|格式.*?|仅.*?填写)[)）]$")


@dataclass(frozen=True)
class Header:
    """A header as understood.

    first, last: its rows, as places in the grid; places: our column -> place in the sheet; taken: our column -> the
    heading as written; unknown: headings that no contract knows; titles: what the file is called and what
    stands above; sheet: the sheet's name; score: how sure; headings: every heading, by its place.
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
    headings: tuple[str, ...] = ()

    def in_ten_thousands(self, column: str) -> bool:
        """True where the amounts of a column are given in 万元: by its heading, or by 单位：万元 above it."""
        heading = self.taken[column]
        return "万元" in heading or ("元" not in heading and re.search(r"单位[:：]?\s*万元", self.titles) is not None)


@cache
def plain(heading: str) -> str:
    """A heading for comparison: half width, without spaces, line breaks, stars and units."""
    text = re.sub(r"[\s*＊:：、,，\u200b]", "", unicodedata.normalize("NFKC", heading))
    return UNITS.sub("", text)


@cache
def unbracketed(heading: str) -> str:
    """A plain heading without what stands in brackets: 是否唯一住房（是/否）, 户主（申请人）身份证号.

    Brackets that name somebody else keep their heading apart: 身份证号（监护人）.
    """
    text = plain(heading)
    if re.search(OTHER_PEOPLE, text):
        return text
    return re.sub(r"[(\[【][^)\]】]*[)\]】]?", "", text)


@cache
def _wordings(feed: Feed) -> dict[str, tuple[Column, int]]:
    """Plain heading -> (column, how good a wording it is); a feed's own columns come before the shared ones."""
    found: dict[str, tuple[Column, int]] = {}
    shared = () if feed.department == "户库" else SHARED
    for column in (*feed.columns, *shared):
        for rank, heading in enumerate(column.headings):
            found.setdefault(plain(heading), (column, rank))
    return found


@cache
def _commonness() -> Counter[str]:
    """In how many feeds a heading is an own one: 类别 says little, 供养方式 says all."""
    return Counter(plain(heading) for feed in FEEDS for column in feed.columns for heading in column.headings)


def map_headings(feed: Feed, headings: Sequence[str]) -> tuple[dict[str, int], list[int]]:
    """Our columns -> place in the sheet, for one row of headings; and the places that nothing claims."""
    wordings, best = _wordings(feed), dict[str, tuple[int, int]]()
    for place, heading in enumerate(headings):
        known = (wordings.get(plain(heading)) or wordings.get(unbracketed(heading))) if heading.strip() else None
        if known and known[1] < best.get(known[0].name, (10**6, 0))[0]:
            best[known[0].name] = (known[1], place)
    places = {name: place for name, (_, place) in best.items()}
    shared = () if feed.department == "户库" else SHARED
    for column in (*feed.columns, *shared):
        if column.pattern and column.name not in places:
            hit = next((p for p in _free(headings, places) if _fits(column, headings[p], wordings)), None)
            if hit is not None:
                places[column.name] = hit
    _pair_name_with_number(headings, places)
    return places, _free(headings, places)


def _free(headings: Sequence[str], places: Mapping[str, int]) -> list[int]:
    return [place for place, heading in enumerate(headings) if heading.strip() and place not in places.values()]


def _fits(column: Column, heading: str, wordings: Mapping[str, object]) -> bool:
    return plain(heading) not in wordings and re.search(column.pattern, plain(heading)) is not None


def _pair_name_with_number(headings: Sequence[str], places: dict[str, int]) -> None:
    """患者姓名 goes with 患者身份证号, whatever other number stands nearer to our usual wording."""
    if "person_name" not in places:
        return
    whose = re.sub(r"(姓名|名字)$", "", plain(headings[places["person_name"]]))
    for place, heading in enumerate(headings):
        if whose and plain(heading).startswith(whose) and re.search(r"身份证|证件号|身份号", plain(heading)):
            if place not in places.values():
                places["person_id_number"] = place
            return


def id_columns(feed: Feed) -> tuple[str, ...]:
    """The columns that may hold the number of whom the row is about, best first."""
    own = tuple(column.name for column in feed.columns if column.kind == "id")
    if feed.about == "household":
        return ("head_id_number", "person_id_number", *own)
    return ("person_id_number", *own, "head_id_number")


def subject_numbers(feed: Feed, places: Mapping[str, int]) -> list[str]:
    """Those of `id_columns` that a header has. Where a person is named beside the head, the head's number is not his."""
    found = [name for name in id_columns(feed) if name in places]
    if feed.about == "person" and ("person_name" in places or len(found) > 1):
        found = [name for name in found if name != "head_id_number"]
    return found


def _score(feed: Feed, headings: Sequence[str], places: Mapping[str, int], called: str) -> float:
    score = 0.0
    for name, place in places.items():
        common = max(1, _commonness()[plain(headings[place])])
        score += (10 if name in feed.marks else 2) / common if name in {c.name for c in feed.columns} else 1
        if (
            name in ("person_name", *id_columns(feed))
            and [plain(h) for h in headings].count(plain(headings[place])) > 1
        ):
            score -= 8  # whose is it? the row above may tell
    hits = [len(feed.words) - rank for rank, word in enumerate(feed.words) if word in called]
    score += 6 + max(hits) if hits else 0
    return score - 12 * any(word in called for word in feed.not_words)


def is_recognised(header: Header) -> bool:
    """Sure enough: a heading of its own, or called by its name."""
    feed, called = header.feed, header.titles + header.sheet
    return any(name in header.places for name in feed.marks) or any(word in called for word in feed.words)


def read_header(rows: Sequence[Sequence[str]], feeds: Sequence[Feed], called: str, sheet: str = "") -> list[Header]:
    """Every way to read the top of a sheet, best first: which row is the header, and of which feed.

    rows: the first rows as text; called: the file's name. Titles above the header count too; a sheet that bears a
    feed's name itself is not judged by the name of its file (低保、特困、临时救助.xlsx with a sheet each).
    """
    found: list[Header] = []
    for first in range(min(HEADER_WITHIN, len(rows))):
        titles = f"{called} {_title_of(rows[:first])}"
        for depth in range(1, min(HEADER_ROWS_AT_MOST, len(rows) - first) + 1):
            headings = _joined(rows[first : first + depth])
            for feed in feeds:
                spoken = sheet if any(word in sheet for word in feed.words) else f"{titles} {sheet}"
                if any(word in spoken for word in (*feed.never_words, *NOT_OURS)):
                    continue
                header = _as_header(feed, headings, spoken, sheet, first, depth)
                found += [header] if header is not None else []
    return sorted(found, key=lambda header: -header.score)


def _title_of(rows: Sequence[Sequence[str]]) -> str:
    """What stands above the header, less the notes: a note tells of those who are not in the list."""
    lines = ("".join(cell for cell in row) for row in rows)
    return " ".join(line for line in lines if not re.match(r"\s*(注|备注|说明|附注|填表说明)", line))


def _as_header(feed: Feed, headings: Sequence[str], titles: str, sheet: str, first: int, depth: int) -> Header | None:
    """These headings as the header of that feed; None where they name nobody."""
    places, free = map_headings(feed, headings)
    if len(places) < 2 or not any(name in places for name in (*id_columns(feed), "person_name", "head_name")):
        return None
    known = {plain(heading) for heading in (*IGNORED, *feed.ignored)}
    unknown = tuple(plain(headings[place]) for place in free if plain(headings[place]) not in known)
    taken = {name: headings[place].strip() for name, place in places.items()}
    score = _score(feed, headings, places, titles) - 0.1 * depth - 0.01 * first
    return Header(feed, first, first + depth - 1, places, taken, unknown, titles, sheet, score, tuple(headings))


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading a column: the lowest cell that says anything; where it says the same as another, with what is above it.

    户主信息 and 患者信息 over 姓名 and 身份证号 each: 户主姓名, 户主身份证号, 患者姓名, 患者身份证号.
    """
    lowest = [next((cell for cell in reversed(cells) if cell.strip()), "") for cells in zip(*rows, strict=True)]
    if len(rows) == 1:
        return lowest
    above = _spread(rows[-2])
    often = Counter(plain(heading) for heading in lowest)
    return [
        re.sub(r"(基本)?(信息|情况)$", "", plain(parent)) + heading
        if often[plain(heading)] > 1 and parent != heading
        else heading
        for parent, heading in zip(above, lowest, strict=True)
    ]


def _spread(row: Sequence[str]) -> list[str]:
    """A row of merged headings: each cell says what the last filled one to its left says."""
    said, spread = "", []
    for cell in row:
        said = cell if cell.strip() else said
        spread.append(said)
    return spread
