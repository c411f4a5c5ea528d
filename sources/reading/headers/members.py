"""Whom a row names beside its subject: further subjects, or dependants of the household that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.contract import PartedFeed
from sources.reading.headers.blocks import Block, blocks_of, is_numbered, whose
from sources.reading.headers.headings import id_columns, subject_numbers


def further_people(
    feed: PartedFeed, headings: Sequence[str], parents: Sequence[str], places: dict[str, int]
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
    if places.get("relation") in places_of(
        (*subjects, *(one for one in dependants if one.number not in places.values()))
    ):
        del places["relation"]
    return tuple(subjects), tuple(dependants)


def _block(places: Mapping[str, int], number: str) -> Block:
    """A person whom the header names beside the subject: 姓名, 身份证号 beside 户主姓名, 户主身份证号."""
    name = "head_name" if number == "head_id_number" else "person_name"
    return Block(places.get(name), places[number], places.get("relation"), "", "")


def _is_subject(feed: PartedFeed, block: Block, called: str, parents: Sequence[str], headings: Sequence[str]) -> bool:
    """儿童1, 儿童2 are subjects alike; so is everybody in a row of a feed whose members are subjects."""
    if feed.members == "subjects":
        return True
    alike = called != "" and block.whose == called and is_numbered(parents[block.number], headings[block.number])
    return alike and feed.about == "person"


def places_of(blocks: Sequence[Block]) -> set[int]:
    return {place for block in blocks for place in (block.name, block.number, block.relation) if place is not None}
