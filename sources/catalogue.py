"""Every department and every feed, in one list. A new department's feed is one literal and one line here."""

from __future__ import annotations

from collections.abc import Iterator

from sources import civil_affairs, disability, education, health, housing, insurance
from sources.contract import Column, Department, Feed

DEPARTMENTS: tuple[Department, ...] = (
    Department("教体局", ("教体局", "教育局", "教育和体育局", "教育体育局", "教育")),
    Department("民政局", ("民政局", "民政")),
    Department("住建局", ("住建局", "住房和城乡建设局", "住房城乡建设局", "住建")),
    Department("卫健局", ("卫健局", "卫生健康局", "卫健委", "卫生健康委员会", "卫健")),
    Department("医保局", ("医保局", "医疗保障局", "医保")),
    Department("残联", ("残联", "残疾人联合会")),
)

FEEDS: tuple[Feed, ...] = (
    *education.FEEDS,
    *civil_affairs.FEEDS,
    *housing.FEEDS,
    *health.FEEDS,
    *insurance.FEEDS,
    *disability.FEEDS,
)

NOT_OURS = ("津贴", "高龄", "优抚", "丧葬")
"""What lists are called that no feed is about, whatever their headings look like."""

FEED_BY_CODE: dict[str, Feed] = {feed.code: feed for feed in FEEDS}


def department_of(folder: str) -> str | None:
    """The department that a folder's name stands for; None if it is nobody's folder."""
    for department in DEPARTMENTS:
        if any(alias in folder for alias in department.aliases):
            return department.name
    return None


def feeds_of(department: str | None) -> tuple[Feed, ...]:
    """The feeds that a department sends; all feeds where the department is not known."""
    return tuple(feed for feed in FEEDS if department in (None, feed.department))


def routed_codes(feed: Feed) -> tuple[str, ...]:
    """The codes that rows of this feed may carry: its own, or those that its class column routes to."""
    return tuple(feed.routes.values()) or (feed.code,)


def feed_of_code(code: str) -> Feed | None:
    """The declared feed whose rows carry this code (`orphan` is found in `child_welfare`)."""
    return next((feed for feed in FEEDS if code in routed_codes(feed)), None)


def all_codes() -> Iterator[str]:
    """Codes of every feed as rules and settings name them."""
    for feed in FEEDS:
        yield from routed_codes(feed)


def own_columns(feed: Feed) -> dict[str, Column]:
    """The feed's own columns by name."""
    return {column.name: column for column in feed.columns}
