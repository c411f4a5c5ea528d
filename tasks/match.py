"""Match the month's rows with the base, and make its warnings: SQL models, run in order."""

from __future__ import annotations

from tasks.county import County
from tasks.step import step
from warehouse import models, months
from warehouse.account import make_account
from warehouse.base_gaps import replace_base_gaps


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
    """What is new under the policy, and each household's account; rows by outcome. Fails where the rows in are not the rows out."""
    with county.warehouse() as engine:
        months.make_qualified(engine, county.policy)
        models.run_models(engine, models.LEADS)
        models.run_drafts(engine, models.ROSTERS)
        models.run_models(engine, models.DECIDED)
        models.run_drafts(engine)
        months.check_conservation(engine)
        make_account(engine)
        outcomes = engine.rows("SELECT outcome, COUNT(*) AS lines FROM draft.outcome GROUP BY outcome ORDER BY outcome")
    return {row["outcome"]: int(row["lines"]) for row in outcomes}
