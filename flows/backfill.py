"""What a backfill is asked, on the command line or of a deployment, and what of it is refused: said once, in the same words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flows.clock import months_between
from flows.said import LONGEST, line_or_refuse
from sources.errors import UsageError
from sources.months import month_end

LONGEST_REASON = LONGEST
MONTH_PATTERN = r"^20\d{2}-(0[1-9]|1[0-2])$"
REASON_PATTERN = r"^(\d{0,10}\D)*\d{0,10}$"
"""No eleven digits in a row: of a phone, of a certificate."""
WHY = "请写明为什么补跑，如“集中排查后户库更正”；这句话随补发、撤销的预警告知镇街。"


@dataclass(frozen=True)
class Asked:
    """months: in order; reason: why, as townships read it."""

    months: list[str]
    reason: str


def asked_or_refuse(first: str, last: str, reason: str, today: dt.date) -> Asked:
    """The months from first to last, and why they are run again. Raises UsageError where the range is turned round, a month is not over on
    `today`, or the reason is blank, too long, or holds somebody's number."""
    months = months_between(first, last)
    if month_end(months[-1]) >= today:
        raise UsageError(
            f"{months[-1]}还没有过完，没有可补跑的", do="补跑的是已经过去的月份；本月的到时用 fangpin month。"
        )
    return Asked(months, reason_or_refuse(reason))


def reason_or_refuse(text: str) -> str:
    """The reason in one line. Raises UsageError where it is blank, too long, or holds somebody's number."""
    return line_or_refuse(text, "补跑的原因", WHY, "原因要写进清单和运行登记")
