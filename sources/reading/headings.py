"""Find the header of a sheet and tell which feed it is: by its headings first, then by what the file is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from sources.catalogue import feeds as all_feeds
from sources.catalogue import never_words
from sources.common import IGNORED, SHARED
from sources.contract import Column, Feed
from sources.reading.blocks import COUNTER, NAME, REACH, Block, blocks_of, is_number, is_numbered, whose
from sources.reading.plain import plain, unbracketed

HEADER_WITHIN = 20
"""The header stands within the first so many rows that hold anything."""
HEADER_ROWS_AT_MOST = 3
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
    above: the titles over the header alone.
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
    above: str = ""

    def people_places(self) -> set[int]:
        """The columns of further people."""
        return _places_of((*self.subjects, *self.dependants))

    def in_ten_thousands(self, column: str) -> bool:
        """True where the amounts of a column are given in 万元: by its heading, or by 单位：万元 above it."""
        heading = self.taken[column]
        return "万元" in heading or (
            "元" not in heading and re.search(r"单位[:：]?\s*(人民币)?\s*万元", self.titles) is not None
        )


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
def _commonness(feeds: tuple[Feed, ...]) -> Counter[str]:
    """In how many feeds a heading is an own one: 类别 says little, 供养方式 says all."""
    return Counter(plain(heading) for feed in feeds for column in feed.columns for heading in column.headings)


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
    _take_name_beside_number(headings, places, wordings)
    _take_latest_year(headings, places)
    _take_joint_column(headings, places)
    return places, _free(headings, places)


def _take_name_beside_number(
    headings: Sequence[str], places: dict[str, int], wordings: Mapping[str, tuple[Column, int]]
) -> None:
    """Of 特困人员姓名, 身份证号, 姓名, 身份证号 the first name goes with the first number, though 姓名 is the usual wording."""
    number, named = places.get("person_id_number"), places.get("person_name")
    if number is None or named is None or named == number:
        return
    between = headings[min(number, named) + 1 : max(number, named)]
    if named < number and not any(is_number(heading) for heading in between):
        return
    for place in range(number - 1, max(-1, number - 1 - REACH), -1):
        known = wordings.get(plain(headings[place]))
        if is_number(headings[place]):
            return
        if known and known[0].name == "person_name":
            places["person_name"] = place
            return


def _take_latest_year(headings: Sequence[str], places: dict[str, int]) -> None:
    """Of 2025年度累计个人负担 beside 2026年度累计个人负担 the later one is this year's."""
    undated = [re.sub(r"(19|20)\d{2}", "", plain(heading)) for heading in headings]
    for name, place in places.items():
        if undated[place] != plain(headings[place]):
            alike = [p for p in (place, *_free(headings, places)) if undated[p] == undated[place]]
            places[name] = max(alike, key=lambda p: plain(headings[p]))


JOINT = re.compile(r"(姓名|名字).{0,3}(身份证|证件号|公民身份)|(身份证|证件号).{0,6}(姓名|名字)")


def _take_joint_column(headings: Sequence[str], places: dict[str, int]) -> None:
    """姓名及身份证号 in one column: it is both."""
    for name, number in (("person_name", "person_id_number"), ("head_name", "head_id_number")):
        of_head = "户主" if name == "head_name" else ""
        if name in places and number in places:
            continue
        for place, heading in enumerate(headings):
            text = plain(heading)
            taken = {at for key, at in places.items() if key not in (name, number)}
            if JOINT.search(text) and place not in taken and (of_head in text if of_head else "户主" not in text):
                places.setdefault(name, place)
                places.setdefault(number, place)
                break


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
    if feed.about == "household" and "head_name" not in places and {"person_name", "person_id_number"} <= set(places):
        found.sort(key=lambda name: name != "person_id_number")  # the applicant is named, the head is not
    if feed.about == "person" and ("person_name" in places or len(found) > 1):
        found = [name for name in found if name != "head_id_number"]
    return found


def name_beside(number: str, places: Mapping[str, int]) -> str | None:
    """The name that goes with a number: 户主 with 户主身份证号, 姓名 with 身份证号; else the only name there is."""
    order = ("head_name", "person_name") if number == "head_id_number" else ("person_name", "head_name")
    return next((name for name in order if name in places), None)


def _score(feed: Feed, headings: Sequence[str], places: Mapping[str, int], called: str) -> float:
    score, own = 0.0, {column.name for column in feed.columns}
    for name, place in places.items():
        common = max(1, _commonness(all_feeds())[plain(headings[place])])
        score += (10 if name in feed.marks else 2) / common if name in own else 1
    score -= 8 * _repeated_subjects(feed, headings, places)  # whose is it? the row above may tell
    hits = [len(feed.words) - rank for rank, word in enumerate(feed.words) if word in called]
    score += 6 + max(hits) if hits else 0
    return score - 12 * any(word in called for word in feed.not_words)


def _repeated_subjects(feed: Feed, headings: Sequence[str], places: Mapping[str, int]) -> int:
    """How many of the subject's own headings, name and number, stand in the header more than once."""
    numbers = subject_numbers(feed, places)[:1]
    own = [*numbers, *(name for number in numbers if (name := name_beside(number, places)))]
    said = [plain(heading) for heading in headings]
    return sum(said.count(plain(headings[places[name]])) > 1 for name in own)


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


def read_header(rows: Sequence[Sequence[str]], feeds: Sequence[Feed], called: str, sheet: str = "") -> list[Header]:
    """Every way to read the top of a sheet, best first: which row is the header, and of which feed.

    rows: the first rows as text; called: the file's name. Titles above the header count too; a sheet that bears a
    feed's name itself is not judged by the name of its file (低保、特困、临时救助.xlsx with a sheet each).
    """
    found: list[Header] = []
    for first in range(min(HEADER_WITHIN, len(rows))):
        above = _title_of(rows[:first])
        titles = f"{called} {above}"
        for depth in range(1, min(HEADER_ROWS_AT_MOST, len(rows) - first) + 1):
            headings = _joined(rows[first : first + depth])
            for feed in feeds:
                spoken = sheet if any(word in sheet for word in feed.words) else f"{titles} {sheet}"
                if any(word in spoken for word in never_words(feed)):
                    continue
                parents = _parents(rows[first : first + depth])
                header = _as_header(feed, headings, parents, spoken, sheet, first, depth)
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
    feed: Feed, headings: Sequence[str], parents: Sequence[str], titles: str, sheet: str, first: int, depth: int
) -> Header | None:
    """These headings as the header of that feed; None where they name nobody."""
    places, _ = map_headings(feed, headings)
    subjects, dependants = _further_people(feed, headings, parents, places)
    if len(places) < 2 or not any(name in places for name in (*id_columns(feed), "person_name", "head_name")):
        return None
    more = _further_places(feed, headings, places)
    _name_parts(feed, f"{titles} {sheet}", places)
    claimed = {place for further in more.values() for place in further} | _places_of((*subjects, *dependants))
    known = {plain(heading) for heading in (*IGNORED, *feed.ignored)}
    unknown = tuple(
        dict.fromkeys(
            plain(headings[p]) for p in _free(headings, places) if p not in claimed and _is_unknown(headings[p], known)
        )
    )
    taken = {name: headings[place].strip() for name, place in places.items()}
    score = _score(feed, headings, places, titles) - 0.1 * depth - 0.01 * first
    return Header(
        feed, first, first + depth - 1, places, taken, unknown, titles, sheet, score, more, subjects, dependants,
        tuple(headings),
    )  # fmt: skip


def _is_unknown(heading: str, known: set[str]) -> bool:
    """True where neither the heading nor, in a block of people, what it ends in is ignored by name."""
    text = plain(heading)
    if text in known or COUNTER.sub("", text) in known:
        return False
    return not any(len(word) >= 2 and text.endswith(word) and COUNTER.search(text) for word in known)


def _places_of(blocks: Sequence[Block]) -> set[int]:
    return {place for block in blocks for place in (block.name, block.number, block.relation) if place is not None}


def _further_people(
    feed: Feed, headings: Sequence[str], parents: Sequence[str], places: dict[str, int]
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The further subjects and the dependants of a row; what a block claims is no column of the subject any more."""
    number = places.get("person_id_number")
    if number is not None and "head_id_number" in places and is_numbered(parents[number], headings[number]):
        places.pop("person_id_number")  # 户主 beside 成员1, 成员2: the first member is no other subject than the others
        places.pop("person_name", None)
    blocks = blocks_of(parents, headings, [place for name, place in places.items() if name != "relation"])
    own = next((places[name] for name in id_columns(feed) if name in places), None)
    called = whose(parents[own], headings[own]) if own is not None else ""
    subjects = [block for block in blocks if _is_subject(feed, block, called, parents, headings)]
    dependants = []
    if feed.members == "dependants":
        beside = subject_numbers(feed, places)[1:]
        dependants = [_block(places, number) for number in beside] + [one for one in blocks if one not in subjects]
    if places.get("relation") in _places_of(
        (*subjects, *(one for one in dependants if one.number not in places.values()))
    ):
        del places["relation"]
    return tuple(subjects), tuple(dependants)


def _block(places: Mapping[str, int], number: str) -> Block:
    """A person whom the header names beside the subject: 姓名, 身份证号 beside 户主姓名, 户主身份证号."""
    name = "head_name" if number == "head_id_number" else "person_name"
    return Block(places.get(name), places[number], places.get("relation"), "", "")


def _is_subject(feed: Feed, block: Block, called: str, parents: Sequence[str], headings: Sequence[str]) -> bool:
    """儿童1, 儿童2 are subjects alike; so is everybody in a row of a feed whose members are subjects."""
    if feed.members == "subjects":
        return True
    alike = called != "" and block.whose == called and is_numbered(parents[block.number], headings[block.number])
    return alike and feed.about == "person"


def _further_places(feed: Feed, headings: Sequence[str], places: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """诊断2, 诊断3 beside 诊断1: further places of a column that takes several."""
    found, wordings = {}, _wordings(feed)
    for column in feed.columns:
        if column.several and column.name in places:
            free = _free(headings, places)
            alike = [
                p
                for p in free
                if _means(column, headings[p], wordings) or _means(column, COUNTER.sub("", headings[p]), wordings)
            ]
            if alike:
                found[column.name] = tuple(alike)
    return found


def _means(column: Column, heading: str, wordings: Mapping[str, tuple[Column, int]]) -> bool:
    known = wordings.get(plain(heading))
    return known[0] is column if known else bool(column.pattern) and _fits(column, heading, wordings)


def _name_parts(feed: Feed, called: str, places: dict[str, int]) -> None:
    """A total in a file or sheet that is called 住院 alone is the total of that part."""
    parts = {column for word, column in feed.parts.items() if word in called}
    if feed.total in places and len(parts) == 1 and not set(feed.parts.values()) & set(places):
        places[parts.pop()] = places.pop(feed.total)


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


def _parents(rows: Sequence[Sequence[str]]) -> list[str]:
    """What stands above the lowest heading of each column: the nearest wording that says something else."""
    above = [_spread(row) for row in rows[:-1]]
    lowest = _joined(rows)
    found = []
    for place, heading in enumerate(lowest):
        texts = [row[place] for row in reversed(above) if row[place].strip() and plain(row[place]) != plain(heading)]
        found.append(texts[0] if texts else "")
    return found


def _spread(row: Sequence[str]) -> list[str]:
    """A row of merged headings: each cell says what the last filled one to its left says."""
    said, spread = "", []
    for cell in row:
        said = cell if cell.strip() else said
        spread.append(said)
    return spread
