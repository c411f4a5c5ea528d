"""Match the month's rows with the base, and make its warnings: SQL models, run in order."""

from __future__ import annotations

import datetime as dt

from sources.errors import FangpinError
from tasks.county import County
from tasks.step import step
from warehouse import models, months
from warehouse.base_gaps import replace_base_gaps


@step("begin")
def begin(
    county: County,
    month: str,
    deliveries: dict[str, str] | None = None,
    needs_base: bool = True,
    on: dt.date | None = None,
) -> dict[str, int]:
    """Set the period and the rules; how many rules there are. Without a base there is nothing to match with.

    on: the day on which the lists are handed over; without it the policy's.
    """
    with county.warehouse() as engine:
        if needs_base and not engine.value("SELECT COUNT(*) FROM base.person"):
            raise FangpinError(
                "还没有户库", do="请把农户家庭成员信息导出放入 inbox/base，先运行 fangpin base load --as-of 日期。"
            )
        months.begin_month(engine, month, county.policy, deliveries or {}, on)
    return {"rules": len(county.policy.rule)}


@step("match")
def match(county: County) -> dict[str, int]:
    """Whom each row is about, those among them that the base itself gives rise to; rows by tier."""
    with county.warehouse() as engine:
        replace_base_gaps(engine)
        models.run_models(engine, models.MATCH)
        tiers = engine.rows("SELECT tier, COUNT(*) AS people FROM match.feed_person GROUP BY tier ORDER BY tier")
    return {row["tier"]: int(row["people"]) for row in tiers}


@step("warn")
def warn(county: County) -> dict[str, int]:
    """What is new under the policy; rows by outcome. Fails where the rows in are not the rows out."""
    with county.warehouse() as engine:
        months.make_qualified(engine, county.policy)
        models.run_models(engine, models.LEADS)
        models.run_drafts(engine, models.ROSTERS)
        models.run_models(engine, models.DECIDED)
        models.run_drafts(engine)
        months.check_conservation(engine)
        outcomes = engine.rows("SELECT outcome, COUNT(*) AS lines FROM draft.outcome GROUP BY outcome ORDER BY outcome")
    return {row["outcome"]: int(row["lines"]) for row in outcomes}


@step("commit")
def commit(county: County, month: str, run_id: str, reason: str = "", on: dt.date | None = None) -> months.MonthCounts:
    """Make the month's results the valid ones; the run's row comes last. on: the day, for the history of warnings."""
    with county.warehouse() as engine:
        models.run_drafts(engine, ("ops.attention",))
        return months.commit_month(engine, run_id, month, county.policy, on, reason)
