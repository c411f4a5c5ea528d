"""What is true of a month for one reader: the dates that the policy sets, and the words for titles and notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import get_args

from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import Catalogue, routed_codes
from sources.forms.catalogue import LABELS
from sources.months import shift
from warehouse.policy import deadlines
from warehouse.policy.lists import ListCode
from warehouse.policy.words import Policy


@dataclass(frozen=True)
class Facts:
    """A month under a policy, for one place: a township, a department, or nobody in particular."""

    month: str
    policy: Policy
    place: str = ""

    @property
    def low_income(self) -> float:
        """The second line of the month's year, 元 a head."""
        return self.policy.income.low_of(int(self.month[:4]))

    def values(self, catalogue: Catalogue) -> dict[str, object]:
        """What a query may take. catalogue: of the county whose warehouse is asked."""
        coded = [(code, feed) for feed in catalogue.every_feed for code in routed_codes(feed)]
        own_names = {code: name for feed in catalogue.feeds for name, code in feed.routes.items()}
        return {
            "month": self.month,
            "place": self.place,
            "previous_month": shift(self.month, -1),
            "send_by": deadlines.send_by(self.month, self.policy.deadlines),
            "back_by": deadlines.ledgers_back_by(self.month, self.policy.deadlines),
            "townships": list(self.policy.townships),
            "departments": [department.name for department in catalogue.departments],
            "feed_codes": [code for code, _ in coded],
            "feed_labels": [feed.label for _, feed in coded],
            "feed_names": [own_names.get(code, feed.label) for code, feed in coded],
            "feed_departments": [feed.department for _, feed in coded],
            **{f"list_{code}": code for code in get_args(ListCode)},
            **{f"apart_by_{kind}": kind for kind in ("rule", "department", "township")},
            **{f"by_{cause}": cause for cause in ("life", "line")},
            "gap_share": self.policy.cleaning.gap_share,
            "gap_from": self.policy.cleaning.gap_from,
            "base_columns": [column.name for column in HOUSEHOLD_BASE.columns],
            "base_headings": [column.headings[0] for column in HOUSEHOLD_BASE.columns],
            "item_names": list(LABELS),
            "item_labels": list(LABELS.values()),
            "low_income": self.low_income,
            "awaited_labels": [feed.label for feed in catalogue.feeds if self.policy.awaits(feed)],
        }

    def words(self, shown_place: str) -> dict[str, str]:
        """What a title or a note may say."""
        days = self.policy.deadlines
        dates = {
            "back_by": deadlines.ledgers_back_by(self.month, days),
            "send_by": deadlines.send_by(self.month, days),
            "dispatch_by": deadlines.dispatch_by(self.month, self.policy.dispatch.by_day, days),
        }
        year, number = self.month.split("-")
        return {name: chinese_date(day) for name, day in dates.items()} | {
            "place": shown_place,
            "county": self.policy.name,
            "source": self.policy.source,
            "ledger_form": self.policy.ledger.form,
            "month": f"{year}年{int(number)}月",
            "gap": f"{10 * self.policy.cleaning.gap_share:g}成",
            "gap_from": str(self.policy.cleaning.gap_from),
            "repeated_from": str(self.policy.memory.repeated_from),
            "repeated_within": str(self.policy.memory.repeated_within_months),
            "low_income": f"{self.low_income:g}",
            "visit_days": days.visit_words,
            "decide_days": days.decide_words,
            "closing": CLOSING if self.policy.procedure.closing_needs == "every_step" else "",
            "decide_from": "收到线索" if days.decide_clock_starts == "clue" else "入户核实",
            **self.limits(deadlines.feedback_on(self.month, days)),
        }

    def limits(self, given_on: dt.date, more: bool = False) -> dict[str, str]:
        """Words for the day on which lines were given to townships, and for the time limits from it. more: others came later."""
        limits = deadlines.since(given_on, self.policy.deadlines)
        later = LATER if more else ""
        return {
            "feedback_on": chinese_date(given_on) + later,
            "visit_by": chinese_date(limits.visit_by) + later,
            "decide_by": chinese_date(limits.decide_by) + later,
            "calendar": ""
            if deadlines.is_published(limits.visit_by.year)
            else "（当年节假日安排未公布，暂按周末推算）",
        }


CLOSING = "选“是”的，《办理过程》中各步日期填齐才算办结；走绿色通道的先帮扶，程序后补，补齐再填。"
LATER = "（补发的见各行）"
"""Behind a day that is not every line's."""


def chinese_date(day: dt.date) -> str:
    """2026年11月7日."""
    return f"{day.year}年{day.month}月{day.day}日"
