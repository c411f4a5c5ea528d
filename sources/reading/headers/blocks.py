"""The further people of a wide roster's row: 成员1姓名, 成员1身份证号, 与户主关系, 成员2姓名, … each a block of columns.

Real 备案表 hold one household a row, dependants' numbers in up to nine further columns (domain notes, 0, finding 2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sources.reading.headers.plain import plain

NUMBER = re.compile(r"^(?!.*(类型|类别|有效|残疾人?证(?!.*身份证))).*(身份证|证件号|公民身份|身份号)")
NAME = re.compile(r"(姓名|名字)$")
RELATION = re.compile(r"关系$")
COUNTER = re.compile(r"[0-9一二三四五六七八九十①-⑩()]+")
MEMBER = re.compile(r"成员|家庭人口|家属|共同生活|供养人员|保障对象|受益人")
RELATIVE = re.compile(r"配偶|妻|丈夫|父|母|子女|儿子|女儿|长子|长女|次子|次女|孙|儿媳|女婿|兄|弟|姐|妹|公公|婆婆")
OUTSIDER = re.compile(
    r"监护|照料|照护|护理|陪护|抚养|赡养|扶养|联系|经办|代办|代理|代领|持卡|担保|委托|亲属|医生|责任|开户|账户|银行|填报|审核|帮扶|包联|"
    r"干部|网格|村委|户主|房东|学校|教师"
)
"""Whoever is called so is not one of the household for being named in its row."""
REACH = 5
"""So many columns may lie between a person's name and number."""


@dataclass(frozen=True)
class Block:
    """Where a further person of the row stands. says: the relation where the heading itself tells it (配偶姓名); whose: what
    the heading calls them, less its counter."""

    name: int | None
    number: int
    relation: int | None
    says: str
    whose: str


@lru_cache(1 << 16)
def is_number(heading: str) -> bool:
    """True for the heading of a column of ID numbers, whoever's."""
    return NUMBER.search(plain(heading)) is not None


@lru_cache(1 << 16)
def is_name(heading: str) -> bool:
    """True for the heading of a column of names; 成员1 and 配偶 alone are such too."""
    text = plain(heading)
    bare = COUNTER.sub("", text)
    return bool(NAME.search(text)) or bare in ("成员", "家庭成员") or RELATIVE.fullmatch(bare) is not None


@lru_cache(1 << 16)
def whose(parent: str, heading: str) -> str:
    """What a heading, with the one above it, calls its person: 家庭成员, 配偶, or nothing."""
    own = re.sub(r"(的)?(居民|公民)?(身份证|身份|证件|姓名|名字).*$", "", plain(heading))
    above = "" if plain(parent) == plain(heading) else re.sub(r"(基本)?(信息|情况)$", "", plain(parent))
    return COUNTER.sub("", own) or COUNTER.sub("", above)


@lru_cache(1 << 16)
def is_numbered(parent: str, heading: str) -> bool:
    """True where the heading counts its people: 成员1姓名, 家庭成员（二）."""
    first = re.sub(r"(居民|公民)?(身份证|身份|证件|姓名|名字).*$", "", plain(heading)) or plain(parent)
    return COUNTER.search(first) is not None


def blocks_of(parents: Sequence[str], headings: Sequence[str], taken: Sequence[int]) -> list[Block]:
    """The blocks of further people among the columns that the subject has not `taken`."""
    numbers = [place for place, heading in enumerate(headings) if is_number(heading) and place not in taken]
    found = []
    for at, place in enumerate(numbers):
        called = whose(parents[place], headings[place])
        name = _name_of(place, parents, headings, taken)
        if not called and name is not None:
            called = whose(parents[name], headings[name])
        if OUTSIDER.search(called):
            continue
        end = min([*(other for other in numbers[at + 1 :]), place + REACH])
        relation = _relation_of(name if name is not None else place, end, parents, headings, taken)
        says = called if RELATIVE.search(called) and not MEMBER.search(called) else ""
        found.append(Block(name, place, relation, says, called))
    return found


def _name_of(place: int, parents: Sequence[str], headings: Sequence[str], taken: Sequence[int]) -> int | None:
    """The name that goes with a number: the nearest to the left before another number, else right behind it."""
    for other in range(place - 1, max(-1, place - 1 - REACH), -1):
        if is_number(headings[other]):
            break
        if is_name(headings[other]):
            return other if other not in taken and _alike(place, other, parents, headings) else None
    behind = place + 1
    if behind < len(headings) and is_name(headings[behind]) and behind not in taken:
        mine, theirs = whose(parents[place], headings[place]), whose(parents[behind], headings[behind])
        return behind if mine and mine == theirs else None
    return None


def _alike(place: int, other: int, parents: Sequence[str], headings: Sequence[str]) -> bool:
    mine, theirs = whose(parents[place], headings[place]), whose(parents[other], headings[other])
    same = mine == theirs or (mine != "" and theirs.endswith(mine))  # 家庭成员 beside 成员身份证号
    return not mine or not theirs or same or theirs == COUNTER.sub("", plain(headings[other]))


def _relation_of(
    start: int, end: int, parents: Sequence[str], headings: Sequence[str], taken: Sequence[int]
) -> int | None:
    """Where the relation stands: behind the name, but not below the next person's heading; else right before it."""
    between = range(start, min(end + 1, len(headings)))
    own = [p for p in between if not (parents[p] and parents[start]) or plain(parents[p]) == plain(parents[start])]
    after_name = [p for p in own if RELATION.search(plain(headings[p])) and p not in taken]
    before = start - 1
    if not after_name and before >= 0 and RELATION.search(plain(headings[before])) and before not in taken:
        return before
    return after_name[0] if after_name else None
