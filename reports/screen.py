"""What the clerk reads on the screen: the month's figures, what must be looked at, where things stand."""

from __future__ import annotations

from typing import Any

from reports.county.dispatch import PROGRESS
from reports.facts import Facts
from reports.queries import ask
from warehouse.engine import Engine
from warehouse.policy.words import Policy
from warehouse.tables import states

OUTCOMES = states.labels(states.OUTCOMES)
"""The ways a row can go, in the order in which they are told."""
LIFE_OF_ANOMALY = states.labels(states.HAPPENED, states.ANOMALIES, states.ENDS)
"""What can happen to an anomaly, and how it then stands."""


def conservation_of(engine: Engine, month: str) -> list[dict[str, Any]]:
    """For each file of the month: rows in, and rows by outcome."""
    counted = ", ".join(
        f"COALESCE(SUM(row_count) FILTER (outcome = '{name}'), 0)::BIGINT AS {name}" for name in OUTCOMES
    )
    return engine.rows(
        f"SELECT department, file_name, SUM(row_count)::BIGINT AS rows_in, {counted} FROM ops.conservation "
        "WHERE month = ? GROUP BY department, file_name, file_id ORDER BY department, file_name, file_id",
        [month],
    )


def reasons_of(engine: Engine, month: str) -> list[dict[str, Any]]:
    """Of the whole month: how many rows went which way for which reason, most first."""
    return engine.rows(
        "SELECT outcome, reason, SUM(row_count)::BIGINT AS row_count FROM ops.conservation WHERE month = ? "
        "GROUP BY outcome, reason ORDER BY outcome, row_count DESC, reason",
        [month],
    )


def progress_of(engine: Engine, month: str, policy: Policy) -> list[dict[str, Any]]:
    """How far each township has come with the month's ledger, as 月调度 tells it."""
    return ask(engine, PROGRESS.query, PROGRESS.takes, Facts(month, policy))


def drawn_of(engine: Engine, month: str) -> tuple[list[str], int]:
    """The townships drawn for guidance on the spot, and how many households are checked again."""
    drawn = engine.rows("SELECT kind, township FROM handling.draw WHERE month = ? ORDER BY kind, ordinal", [month])
    townships = [row["township"] for row in drawn if row["kind"] == "township"]
    return townships, len(drawn) - len(townships)


def attention_of(engine: Engine, month: str) -> list[dict[str, Any]]:
    """What a person must look at, as the last run of the month left it."""
    return engine.rows(
        "SELECT department, location AS place, what, todo FROM ops.attention WHERE month = ? ORDER BY department, place, what",
        [month],
    )


def fired_by_rule(engine: Engine) -> dict[str, dict[str, Any]]:
    """Of each cleaning rule: in how many months it ran and fired, the anomalies of the last month, and how that went."""
    rows = engine.rows(
        """
        SELECT
            rule_code,
            COUNT(*) FILTER (state IN ('fired', 'clean'))::BIGINT AS months_run,
            COUNT(*) FILTER (state = 'fired')::BIGINT AS months_fired,
            ARG_MAX(rows_failed, month)::BIGINT AS found_last,
            ARG_MAX(state, month) AS state_last
        FROM anomaly.rule_result
        GROUP BY rule_code
        """
    )
    return {row.pop("rule_code"): row for row in rows}


def arrivals_of(engine: Engine, month: str) -> list[dict[str, Any]]:
    """The month's files as registered, and the feeds still awaited, as the last collecting left them."""
    return engine.rows(
        """
        SELECT department, file_name, state, feeds, rows_in, note, todo FROM ops.feed_file WHERE month = $1
        UNION ALL
        SELECT department, '', 'missing', label, 0, note, todo
        FROM draft.arrival
        WHERE month = $1 AND state IN ('missing', 'unreadable')
        ORDER BY ALL
        """,
        [month],
    )


def board_of(engine: Engine, month: str) -> list[dict[str, Any]]:
    """Each awaited feed: whether it has come and looks as usual, as the last collecting left it; whom to ask."""
    return engine.rows(
        """
        SELECT arrival.* EXCLUDE (month), contact.contact
        FROM draft.arrival AS arrival
        LEFT JOIN ops.contact AS contact ON contact.department = arrival.department
        WHERE arrival.month = $1
        ORDER BY LIST_POSITION($2::VARCHAR[], arrival.department) NULLS LAST, arrival.department, arrival.label
        """,
        [month, [department.name for department in engine.catalogue.departments]],
    )


FINISHED = """
WITH handled AS (
    SELECT
        month,
        SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END) AS open,
        SUM(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS done,
        SUM(CASE WHEN state = 'withdrawn' THEN 1 ELSE 0 END) AS withdrawn
    FROM handling.standing
    GROUP BY month
),
last_run AS (
    SELECT month, policy, policy_version, rows_in, warnings, households, suspected, anomalies, attention
    FROM ops.run
    QUALIFY ROW_NUMBER() OVER (PARTITION BY month ORDER BY run_id DESC) = 1
)
SELECT
    last_run.*, CAST(COALESCE(handled.open, 0) AS BIGINT) AS open, CAST(COALESCE(handled.done, 0) AS BIGINT) AS done,
    CAST(COALESCE(handled.withdrawn, 0) AS BIGINT) AS withdrawn
FROM last_run
LEFT JOIN handled ON handled.month = last_run.month
ORDER BY last_run.month DESC
"""


def standing(engine: Engine) -> dict[str, Any]:
    """The base in force and the months that were finished, newest first, each with its warnings done and in hand."""
    base = engine.rows(
        "SELECT COUNT(*) AS persons, COUNT(DISTINCT household_id) AS households, "
        "CAST(MAX(as_of) AS VARCHAR) AS as_of FROM base.person"
    )[0]
    return {"base": base, "months": engine.rows(FINISHED)}
