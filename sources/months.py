"""Months as commands, folders and policies name them: `2026-10`."""

from __future__ import annotations

import calendar
import datetime as dt
import re


def month_named(text: str) -> str | None:
    """`2026-10`, also from 202610, 2026年10月 and 2026/10, as commands and folders say it; None where it is no month."""
    found = re.fullmatch(r"(20\d{2})[-/.年]?(0?[1-9]|1[0-2])月?份?", text)
    return f"{found.group(1)}-{int(found.group(2)):02d}" if found else None


def month_end(month: str) -> dt.date:
    """The last day of `2026-10`."""
    year, number = (int(part) for part in month.split("-"))
    return dt.date(year, number, calendar.monthrange(year, number)[1])


def shift(month: str, by: int) -> str:
    """`2026-10` moved by so many months."""
    year, number = (int(part) for part in month.split("-"))
    index = year * 12 + number - 1 + by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"
