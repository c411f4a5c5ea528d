"""Which of the declared wordings a file uses. Nothing is typed here that a declaration already says."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from sources.catalogue import own_columns
from sources.contract import Column, Feed
from sources.feeds.common import IGNORED, SHARED
from sources.synthetic.feeds.layouts import UNKNOWN_HEADINGS

WORDS_OF_ROLES = (
    "学生", "患者", "病人", "儿童", "持证", "残疾", "申请", "救助", "受助", "参保", "特困", "保障", "供养",
)  # fmt: skip
"""A heading with such a word suits only feeds of that kind: no school writes 患者姓名."""
ROLES: dict[str, tuple[str, ...]] = {
    "school_dropout": ("学生",),
    "education_aid": ("学生", "受助"),
    "temporary_aid": ("申请", "救助"),
    "tekun": ("特困", "供养"),
    "child_welfare": ("儿童",),
    "serious_disease": ("患者", "病人"),
    "medical_expense": ("参保", "保障"),
    "disability": ("持证", "残疾"),
}
FIRST_SHARE = 0.4


def headings(feed: Feed, columns: tuple[str, ...], rng: Random, breaks: str = "") -> list[str]:
    """One wording for each column, no two alike; `breaks` goes into the heading of the name."""
    header: list[str] = []
    for name in columns:
        wording = _wording(feed, name, rng, header)
        middle = (len(wording) + 1) // 2
        split = breaks and name in ("person_name", "head_name")
        header.append(wording[:middle] + breaks + wording[middle:] if split else wording)
    return header


def _wording(feed: Feed, name: str, rng: Random, taken: list[str]) -> str:
    if not name.isascii():
        assert name in (*IGNORED, *feed.ignored, *UNKNOWN_HEADINGS), f"{name}: neither declared nor meant to be unknown"
        return name
    fitting = [one for one in _fitting(feed, column_of(feed, name)) if one not in taken]
    return fitting[0] if rng.random() < FIRST_SHARE else rng.choice(fitting)


def column_of(feed: Feed, name: str) -> Column:
    """The feed's own column of that name, or the shared one."""
    return own_columns(feed).get(name) or next(column for column in SHARED if column.name == name)


def _fitting(feed: Feed, column: Column) -> list[str]:
    """Wordings that mean this column and no other one of the feed, and that its department would use."""
    others = {wording for other in _others(feed, column) for wording in other.headings}
    plain = [wording for wording in column.headings if wording not in others]
    if column not in SHARED:
        return plain
    foreign = [word for word in WORDS_OF_ROLES if word not in ROLES.get(feed.code, ())]
    return [wording for wording in plain if not any(word in wording for word in foreign)]


def _others(feed: Feed, column: Column) -> Iterator[Column]:
    return (other for other in (*feed.columns, *SHARED) if other is not column)
