"""What a schema cannot see of a feed's declaration: names that become SQL, headings that nobody could find."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sources.contract import BASE, Column, Feed
from sources.feeds.common import SHARED

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST = 40


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SQL_WORDS = _words("""
    all analyse analyze and anti any array as asc asymmetric authorization both by case cast check collate column
    constraint create cross current_date current_time current_timestamp current_user default deferrable desc describe
    distinct do drop else end escape except exists false fetch filter for foreign from full grant group having in
    initially inner insert intersect interval into is join lambda lateral leading left like limit minus natural not null
    offset on only or order outer overlaps pivot pivot_longer pivot_wider placing primary qualify references returning
    right select semi session_user set show some summarize symmetric table then time to trailing true union unique unknown
    unpivot user using values variadic when where window with
""")
"""Words that SQL keeps for itself, on either engine."""
TAKEN = _words("""
    month row_key feed file_id file_order department file_name sheet row_number subject_name name_key id_raw id_text
    id_state id18 township_text village_text address_text relation head_name event_month matter content status reject_reason
    row person_name person_id_number head_id_number previous_month today_of_month feedback_on
    policy_version policy_since is_calendar_known income_line_yuan income_line_before_yuan account_since rule_code says told_by watched
    verified_within_days verified_within compared_within_days repeated_since repeated_from
    belated_because is_as_known_then listed_in run_because run_since run_until
""")
"""Columns that every feed has already, and what a rule may ask of the month."""
TAKEN_CODES = frozenset({"feed_row", "problem", "household_base", "base"})
NUMERIC = ("yuan", "count", "grade")
CODED: tuple[str, ...] = ("code", "labels")
YES_NO = ("是", "否")


def wrong_in(feed: Feed, aliases: Sequence[str]) -> Iterator[str]:
    """What is wrong with a declaration, in sentences; nothing where it is right."""
    yield from _wrong_in_names(feed, aliases)
    for column in feed.columns:
        yield from (f"列{column.name}：{wrong}" for wrong in _wrong_in_column(column))
    yield from _wrong_in_references(feed)


def _wrong_in_names(feed: Feed, aliases: Sequence[str]) -> Iterator[str]:
    if not _is_name(feed.code) or feed.code in TAKEN_CODES:
        yield f"code“{feed.code}”不能用：应是小写英文，如 power_use，也不能是系统已用的词"
    if re.search(r"[；;、]", feed.label) or not feed.label.strip():
        yield "label 不能空着，也不能有顿号和分号"
    if feed.department.strip() in ("", BASE) or re.search(r'[\\/:*?"<>|]', feed.department):
        yield "department 应是部门名称，不能有斜杠等文件名不许用的字符"
    if any(len(alias.strip()) < 2 for alias in (feed.department, *aliases)):
        yield "aliases 中的名称至少两个字，一个字会认错别的文件夹"
    if not feed.words or not all(word.strip() for word in feed.words):
        yield "words 至少写一个词：文件名或标题里怎么称呼这类信息"
    for names, what in ((_names(feed), "列名"), (_headings(feed), "列标题")):
        if twice := [name for name, times in Counter(names).items() if times > 1]:
            yield f"{what}“{twice[0]}”写了两次"


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST and NAME.fullmatch(name) is not None and name not in SQL_WORDS


def _names(feed: Feed) -> list[str]:
    return [column.name for column in feed.columns]


def _headings(feed: Feed) -> list[str]:
    return [re.sub(r"\s", "", heading) for column in feed.columns for heading in column.headings]


def _wrong_in_column(column: Column) -> Iterator[str]:
    if not _is_name(column.name) or column.name in TAKEN:
        yield "name 不能用：应是小写英文，如 zero_months，也不能是系统已用的词"
    if not column.headings or not all(heading.strip() for heading in column.headings):
        yield "headings 至少写一个列标题"
    shared = {heading for one in SHARED for heading in one.headings} & set(column.headings)
    if shared:
        yield f"“{min(shared)}”是各类信息共有的列，不必声明"
    if column.kind == "name":
        yield "kind 不能写 name：姓名是各类信息共有的列，不必声明"
    if (column.kind in CODED) != bool(column.codes):
        yield 'codes 只用于 kind = "code" 的列，且必须写出'
    if column.spellings and (column.kind != "yes_no" or not set(column.spellings) <= set(YES_NO)):
        yield 'spellings 只用于 kind = "yes_no" 的列，只能写“是”“否”各有哪些写法'
    if column.kind not in NUMERIC and (column.at_least, column.at_most) != (None, None):
        yield "at_least 和 at_most 只用于金额、数目和等级"
    if column.if_absent is not None and column.if_absent not in (*column.codes, *YES_NO):
        yield "if_absent 只能是 codes 中的一个，或“是”“否”"
    if not _compiles(column.pattern) or not _compiles(column.unless):
        yield "pattern 或 unless 不是正确的正则表达式"


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _wrong_in_references(feed: Feed) -> Iterator[str]:
    """Columns that the feed speaks of must be its own, and of the right kind."""
    kinds = {column.name: column.kind for column in feed.columns}
    spoken = {
        "marks": feed.marks, "matter": feed.matter, "needs": [name for group in feed.needs for name in group],
        "happened_on": [feed.happened_on], "told_by": [feed.told_by], "route_by": [feed.route_by],
        "watched": [feed.watched], "total": [feed.total], "parts": list(feed.parts.values()),
    }  # fmt: skip
    for word, names in spoken.items():
        for name in names:
            if name is not None and name not in kinds:
                yield f"{word} 中的“{name}”不是本信息声明的列"
    for word, name, kind in (("happened_on", feed.happened_on, "date"), ("told_by", feed.told_by, "code")):
        if name is not None and kinds.get(name, kind) != kind:
            yield f'{word} 指的列“{name}”应是 kind = "{kind}"'
    if bool(feed.route_by) != bool(feed.routes):
        yield "route_by 和 routes 要么都写，要么都不写"
    for code in feed.routes.values():
        if not _is_name(code):
            yield f"routes 中的“{code}”不能用：应是小写英文"
