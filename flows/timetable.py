"""What falls due when, in Beijing time: said here once. `prefect.yaml`, the help and the READMEs are held against it by a test.

Without Prefect, so that the screen can tell it at once; `flows.schedule` has the flows.
"""

from __future__ import annotations

from dataclasses import dataclass

TIMEZONE = "Asia/Shanghai"
WEEKDAYS = "日一二三四五六"


@dataclass(frozen=True)
class Due:
    """name: as Prefect and the clerk call it; cron: minute, hour, days and months, or weekday; does: what it does, in a clerk's words."""

    name: str
    cron: str
    does: str = ""

    @property
    def words(self) -> str:
        """When it is due: 每月4日至7日8时, 1、4、7、10月8日9时, 每周一8时."""
        _, hour, days, months, weekday = self.cron.split()
        if weekday != "*":
            return f"每周{WEEKDAYS[int(weekday)]}{hour}时"
        when = "每月" if months == "*" else f"{months.replace(',', '、')}月"
        return f"{when}{'日至'.join(days.split('-'))}日{hour}时"


COLLECT = Due("收件", "0 8 4-7 * *", "收上个月的来文")
DISPATCH = Due("月调度", "0 9 4 * *", "调度上月底前报回的台账")
MONTH = Due("出清单", "0 14 7 * *")
RETURNS = Due("收台账", "0 20 28-31 * *", "收已放入 returns 的台账和清单")
BULLETIN = Due("季通报", "0 9 8 1,4,7,10 *", "写上个季度的通报")
DUTIES = Due("限期工作提醒", "0 8 * * 1", "过期没有登记的、将到期的")
BACKFILL = "补跑"
"""What is served too and falls due never: somebody sets it going, and says which months and why."""
TIMETABLE = (COLLECT, DISPATCH, MONTH, RETURNS, BULLETIN, DUTIES)
