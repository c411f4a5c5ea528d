"""Which of our columns each heading of a sheet is, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from sources.contract import BASE, NamedFeed, SoughtColumn
from sources.feeds.common import SHARED
from sources.reading.headers.blocks import COUNTER, REACH, is_number
from sources.reading.headers.plain import plain, unbracketed


@cache
def _wordings(feed: NamedFeed) -> dict[str, tuple[SoughtColumn, int]]:
    """Plain heading -> (column, how good a wording it is); a feed's own columns come before the shared ones."""
    found: dict[str, tuple[SoughtColumn, int]] = {}
    shared = () if feed.department == BASE else SHARED
    for column in (*feed.columns, *shared):
        for rank, heading in enumerate(column.headings):
            found.setdefault(plain(heading), (column, rank))
    return found


@lru_cache(1 << 16)
def _said(heading: str) -> tuple[str, ...]:
    """What a heading may say, the nearest to what is written first: as it stands, without brackets, without a bare number in front."""
    return (plain(heading), unbracketed(heading), re.sub(r"^[0-9]{1,2}(?!月)", "", unbracketed(heading)))


@cache
def _of_people(feeds: tuple[NamedFeed, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The wordings and the patterns of the columns that name or number somebody."""
    own = {name for feed in feeds for name in (*id_columns(feed), "person_name", "head_name")}
    columns = [column for feed in feeds for column in (*feed.columns, *SHARED) if column.name in own]
    words = frozenset(plain(heading) for column in columns for heading in column.headings)
    return words, tuple(dict.fromkeys(column.pattern for column in columns if column.pattern))


def names_somebody(headings: Sequence[str], feeds: tuple[NamedFeed, ...]) -> bool:
    """A cheap look before `map_headings`, of which there is one a feed: False where none of the headings can name or number anybody,
    or they are longer together than any header."""
    if sum(map(len, headings)) > HEADER_AT_MOST:
        return False
    words, patterns = _of_people(feeds)
    return any(
        any(said in words for said in _said(heading))
        or any(_matches(pattern, plain(heading)) for pattern in (*patterns, JOINT.pattern))
        for heading in headings
        if heading.strip()
    )


@lru_cache(1 << 17)
def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


HEADER_AT_MOST = 20_000
"""So many characters."""


def map_headings(feed: NamedFeed, headings: Sequence[str]) -> tuple[dict[str, int], list[int]]:
    """Our columns -> place in the sheet, for one row of headings; and the places that nothing claims."""
    wordings, best = _wordings(feed), dict[str, tuple[int, int]]()
    for place, heading in enumerate(headings):
        known = next((wordings[said] for said in _said(heading) if said in wordings), None)
        if known and known[1] < best.get(known[0].name, (10**6, 0))[0]:
            best[known[0].name] = (known[1], place)
    places = {name: place for name, (_, place) in best.items()}
    shared = () if feed.department == BASE else SHARED
    for column in (*feed.columns, *shared):
        if column.pattern and column.name not in places:
            hit = next((p for p in free_places(headings, places) if _fits(column, headings[p], wordings)), None)
            if hit is not None:
                places[column.name] = hit
    _pair_name_with_number(headings, places)
    _take_name_beside_number(headings, places, wordings)
    _take_latest_year(headings, places)
    _take_joint_column(headings, places)
    return places, free_places(headings, places)


def _take_name_beside_number(
    headings: Sequence[str], places: dict[str, int], wordings: Mapping[str, tuple[SoughtColumn, int]]
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
            alike = [p for p in (place, *free_places(headings, places)) if undated[p] == undated[place]]
            places[name] = max(alike, key=lambda p: plain(headings[p]))


JOINT = re.compile(r"(姓名|名字).{0,3}(身份证|证件号|公民身份)|(身份证|证件号).{0,6}(姓名|名字)")


@lru_cache(1 << 16)
def _is_joint(text: str) -> bool:
    return JOINT.search(text) is not None


def _take_joint_column(headings: Sequence[str], places: dict[str, int]) -> None:
    """姓名及身份证号 in one column: it is both."""
    for name, number in (("person_name", "person_id_number"), ("head_name", "head_id_number")):
        of_head = "户主" if name == "head_name" else ""
        if name in places and number in places:
            continue
        taken = {at for key, at in places.items() if key not in (name, number)}
        for place, heading in enumerate(headings):
            text = plain(heading)
            if _is_joint(text) and place not in taken and (of_head in text if of_head else "户主" not in text):
                places.setdefault(name, place)
                places.setdefault(number, place)
                break


def free_places(headings: Sequence[str], places: Mapping[str, int]) -> list[int]:
    taken = set(places.values())
    return [place for place, heading in enumerate(headings) if place not in taken and heading.strip()]


def _fits(column: SoughtColumn, heading: str, wordings: Mapping[str, object]) -> bool:
    return plain(heading) not in wordings and _matches(column.pattern, plain(heading))


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


def id_columns(feed: NamedFeed) -> tuple[str, ...]:
    """The columns that may hold the number of whom the row is about, best first."""
    own = tuple(column.name for column in feed.columns if column.kind == "id")
    if feed.about == "household":
        return ("head_id_number", "person_id_number", *own)
    return ("person_id_number", *own, "head_id_number")


def subject_numbers(feed: NamedFeed, places: Mapping[str, int]) -> list[str]:
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


def further_places(feed: NamedFeed, headings: Sequence[str], places: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """诊断2, 诊断3 beside 诊断1: further places of a column that takes several."""
    found, wordings = {}, _wordings(feed)
    for column in feed.columns:
        if column.several and column.name in places:
            free = free_places(headings, places)
            alike = [
                p
                for p in free
                if _means(column, headings[p], wordings) or _means(column, COUNTER.sub("", headings[p]), wordings)
            ]
            if alike:
                found[column.name] = tuple(alike)
    return found


def _means(column: SoughtColumn, heading: str, wordings: Mapping[str, tuple[SoughtColumn, int]]) -> bool:
    known = wordings.get(plain(heading))
    return known[0] is column if known else bool(column.pattern) and _fits(column, heading, wordings)
