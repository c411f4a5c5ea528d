"""Months as the office names them, and the clock, which is read here and passed down."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sources.errors import UsageError
from sources.months import month_named, shift

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """The time in China."""
    return dt.datetime.now(CHINA)


def last_month() -> str:
    """The month before this one: the month whose events are being reported."""
    return shift(now().strftime("%Y-%m"), -1)


def month_or_refuse(text: str) -> str:
    """`2026-10`, also from 202610, 2026年10月 and 2026/10. Raises UsageError for anything else."""
    month = month_named(text.strip())
    if month is None:
        raise UsageError(f"“{text[:20]}”不是月份", do="请写成 2026-10 这样。")
    return month


def months_between(first: str, last: str) -> list[str]:
    """All months from `first` to `last`, both included, in order."""
    start, end = month_or_refuse(first), month_or_refuse(last)
    if start > end:
        raise UsageError("起始月份在截止月份之后", do="请把较早的月份写在前面。")
    months = [start]
    while months[-1] < end:
        months.append(shift(months[-1], 1))
    return months


def day_as_said(text: str) -> str:
    """`2026-10-31` as it is, and nothing where no day is said. Raises UsageError for anything else."""
    return date_or_refuse(text).isoformat() if text.strip() else ""


def date_or_refuse(text: str) -> dt.date:
    """`2026-10-31`. Raises UsageError for anything else."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"“{text[:20]}”不是日期", do="请写成 2026-10-31 这样。") from error
