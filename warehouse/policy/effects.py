"""What two policies make of the same months: how many warnings of each rule, closed cases and overdue time limits either gives.

Asked of a copy of the warehouse that is thrown away: a month is warned of anew under each, its returned ledgers are judged as if the months
had been issued under it. Counts alone leave this module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from warehouse import due, handling, models, months
from warehouse.base_gaps import replace_base_gaps
from warehouse.engine import Engine
from warehouse.policy import deadlines
from warehouse.policy.procedures import issue_again
from warehouse.policy.words import Policy
from warehouse.tables import LIMITS

BY_RULE = """
WITH side AS (
    SELECT rule_code, number, BOOL_OR(side = 'before') AS is_before, BOOL_OR(side = 'after') AS is_after FROM draft.tried GROUP BY ALL
)
SELECT
    rule_code, COUNT(*) FILTER (is_before) AS before, COUNT(*) FILTER (is_after) AS after, COUNT(*) FILTER (NOT is_before) AS only_after,
    COUNT(*) FILTER (NOT is_after) AS only_before
FROM side GROUP BY rule_code ORDER BY rule_code
"""
CLOSED = """
SELECT register.rule_code, COUNT(*) AS warnings
FROM handling.wanted AS wanted
INNER JOIN handling.register AS register ON register.number = wanted.number
WHERE wanted.step = 'closed' AND LIST_CONTAINS(?, register.month) AND NOT register.is_withdrawn
GROUP BY register.rule_code
"""
OVER = """
SELECT register.rule_code, COUNT(DISTINCT register.number) AS warnings
FROM handling.due AS due
INNER JOIN handling.register AS register ON register.number = due.number
WHERE due.state IN ('overdue', 'late') AND LIST_CONTAINS(?, register.month)
GROUP BY register.rule_code
"""
GIVEN = """
SELECT DISTINCT COALESCE(CASE WHEN LIST_CONTAINS(?, way) THEN spoke_on END, feedback_on) AS day
FROM handling.register WHERE LIST_CONTAINS(?, month)
"""
DUE_ANEW = """
UPDATE handling.register SET visit_by = CASE WHEN register.visit_by IS NULL THEN NULL ELSE limits.visit_by END, decide_by = limits.decide_by
FROM ops.limits AS limits
WHERE LIST_CONTAINS(?, register.month)
    AND limits.starts_on = COALESCE(CASE WHEN LIST_CONTAINS(?, register.way) THEN register.spoke_on END, register.feedback_on)
"""


@dataclass(frozen=True)
class RuleEffect:
    """Of one rule, before and after: warnings, cases closed, warnings with a time limit that is over or was kept too late. only_before,
    only_after: warnings that only one of the two policies gives."""

    rule_code: str
    warned: tuple[int, int]
    only_before: int
    only_after: int
    closed: tuple[int, int]
    over: tuple[int, int]


def newest_months(engine: Engine, how_many: int) -> list[str]:
    """The months that were run last, in order."""
    rows = engine.rows("SELECT DISTINCT month FROM ops.run ORDER BY month DESC LIMIT ?", [how_many])
    return sorted(str(row["month"]) for row in rows)


def effects(
    engine: Engine, before: Policy, after: Policy, asked: Sequence[str], deliveries: Mapping[str, str], today: dt.date
) -> list[RuleEffect]:
    """By rule, what either policy makes of the months `asked`. engine: a copy of the warehouse, which this spoils. today: the day on which
    time limits are seen."""
    engine.run("CREATE OR REPLACE TABLE draft.tried (side VARCHAR, number VARCHAR, rule_code VARCHAR)")
    sides = {"before": before, "after": after}
    for side, policy in sides.items():
        for month in asked:
            _warn_of(engine, month, policy, deliveries)
            engine.run("INSERT INTO draft.tried SELECT ? AS side, number, rule_code FROM draft.warning", [side])
    closed, over = {}, {}
    for side, policy in sides.items():
        closed[side] = _closed(engine, asked, policy)
        over[side] = _over(engine, asked, policy, today)
    warned = {str(row["rule_code"]): row for row in engine.rows(BY_RULE)}
    codes = sorted({*warned, *(code for counts in (*closed.values(), *over.values()) for code in counts)})
    return [
        RuleEffect(
            code,
            (_of(warned, code, "before"), _of(warned, code, "after")),
            _of(warned, code, "only_before"),
            _of(warned, code, "only_after"),
            (closed["before"].get(code, 0), closed["after"].get(code, 0)),
            (over["before"].get(code, 0), over["after"].get(code, 0)),
        )
        for code in codes
    ]


def _of(rows: Mapping[str, Mapping[str, int]], code: str, name: str) -> int:
    return int(rows[code][name]) if code in rows else 0


def _warn_of(engine: Engine, month: str, policy: Policy, deliveries: Mapping[str, str]) -> None:
    """The month's warnings under the policy, in the drafts; everything sent in it lies in the warehouse."""
    months.begin_month(engine, month, policy, deliveries)
    replace_base_gaps(engine)
    models.run_models(engine, models.MATCH)
    months.make_qualified(engine, policy)
    models.run_models(engine, models.LEADS)
    models.run_drafts(engine, models.ROSTERS)
    models.run_models(engine, models.DECIDED)
    models.run_drafts(engine)


def _closed(engine: Engine, asked: Sequence[str], policy: Policy) -> dict[str, int]:
    """By rule, how many warnings what was returned closes, had the months been issued under the policy."""
    issue_again(engine, asked, policy)
    handling.set_risks(engine, policy)
    models.run_models(engine, (*handling.JUDGED, "handling.wanted"))
    return _counted(engine, CLOSED, [list(asked)])


def _over(engine: Engine, asked: Sequence[str], policy: Policy, today: dt.date) -> dict[str, int]:
    """By rule, of how many warnings a time limit would be over, or was kept too late."""
    spoken = list(policy.deadlines.counts_from_spoken)
    days = engine.rows(GIVEN, [spoken, list(asked)])
    limits = [deadlines.since(row["day"], policy.deadlines) for row in days]
    engine.run("DELETE FROM ops.limits")
    engine.insert(LIMITS, [asdict(one) for one in limits])
    engine.run(DUE_ANEW, [list(asked), spoken])
    due.look_at(engine, policy, today)
    return _counted(engine, OVER, [list(asked)])


def _counted(engine: Engine, question: str, values: list[object]) -> dict[str, int]:
    return {str(row["rule_code"]): int(row["warnings"]) for row in engine.rows(question, values)}
