"""One warning, suspected match, task or anomaly, explained: the rule and its version, the file, sheet and row, what became of it."""

from __future__ import annotations

from typing import Any

from reports.queries import query_of
from sources.forms.catalogue import LABELS
from warehouse.engine import Engine
from warehouse.handling import EVENTS

TASK_KIND = "帮扶任务"
VERDICT = """
SELECT is_same, checked_by, list_month AS month, provenance FROM handling.settled WHERE number = ?
"""
STANDING = (
    "SELECT state, label, CAST(closed_on AS VARCHAR) AS closed_on, is_green FROM handling.standing WHERE number = ?"
)
PLACE = "SELECT township, village, moved_from, has_left_base FROM handling.place WHERE number = ?"
HANDLED = """
SELECT
    month, step, CAST(happened_on AS VARCHAR) AS happened_on, value, is_retracted, CAST(recorded_on AS VARCHAR) AS recorded_on,
    provenance
FROM handling.event WHERE number = ? ORDER BY ordinal
"""
SENT_BACK = """
SELECT month, item, written, reason, CONCAT_WS(' ', file_name, sheet, '第' || CAST(row_number AS VARCHAR) || '行') AS provenance
FROM handling.refusal WHERE number = ? ORDER BY month, file_name, sheet, row_number, item
"""
RULE = "SELECT feed, label, condition, risk, grade, source FROM warning.rule WHERE month = ? AND rule_code = ?"
ROW = "SELECT department, file_name, sheet, row_number, feed FROM raw.feed_row WHERE month = ? AND row_key = ?"
HOUSEHOLD = """
SELECT household_id FROM handling.register WHERE number = ?
UNION ALL SELECT household_id FROM warning.suspected WHERE number = ?
UNION ALL SELECT household_id FROM anomaly.anomaly WHERE number = ?
UNION ALL SELECT register.household_id FROM handling.task AS task INNER JOIN handling.register AS register ON register.number = task.number
WHERE task.task = ?
LIMIT 1
"""
ACCOUNT = """
SELECT
    month, members, household_kind, is_monitored, income_per_head_yuan, last_income_per_head_yuan, transfer_income_yuan, rigid_spending_yuan,
    CAST(as_of AS VARCHAR) AS as_of, expense_yuan, at_most_yuan, relief_yuan, received_yuan, burden_yuan, income_line_yuan,
    income_line_before_yuan, reference_per_head_yuan, without_transfers_per_head_yuan, cause, is_propped, rows_in_doubt, spent, received, lacking
FROM account.summary WHERE household_id = ? AND month = ?
"""
MISSING = "SELECT sent_month, department, label FROM account.gap WHERE month = ? ORDER BY sent_month, department, feed"
"""What of which month nobody has sent; a month that was never run has no department."""
ANOMALY = """
SELECT number, month, '异常数据' AS kind, township, village, person_name AS subject_name, says, provenance, rule_code,
    base_value, reference_value, guidance, first_month, months_seen
FROM anomaly.anomaly WHERE number = ? ORDER BY month
"""


TASK_SENT_BACK = """
SELECT month, item, written, reason, CONCAT_WS(' ', file_name, sheet, '第' || CAST(row_number AS VARCHAR) || '行') AS provenance
FROM handling.task_refusal WHERE number = ? ORDER BY month, file_name, sheet, row_number, item
"""


def of_person(engine: Engine, said: str) -> list[dict[str, Any]]:
    """The numbers that concern a person, by certificate number or name: `number`, `month`, `kind`, `township`, `village`, `says`,
    `subject_name`; a household's head and members count as one another."""
    text = "".join(said.split())
    return engine.rows(query_of("numbers_of_person"), [text.upper(), text, text])


def households_of(engine: Engine, said: str, found: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The households of the base that are meant by 户编号, certificate number or name; of what was found by its number, its own."""
    text = "".join(said.split())
    own = engine.value(HOUSEHOLD, [found["number"]] * 4) if found else text
    asked: list[object] = [None, None, own] if found else [text.upper(), text, text]
    return engine.rows(query_of("households_of"), asked)


def account_of(engine: Engine, household: dict[str, Any]) -> dict[str, Any] | None:
    """A household's account of the last twelve months (家庭收支), by the month that was run last: its summary, `entries` with the row that
    says each, and what is `missing` for everybody. None where nothing is known."""
    month = engine.value("SELECT MAX(month) FROM ops.run")
    summary = engine.rows(ACCOUNT, [household["household_id"], month])
    if not summary:
        return None
    entries = engine.rows(query_of("account_entries"), [household["household_id"], month])
    return household | summary[0] | {"entries": entries, "missing": engine.rows(MISSING, [month])}


def explain(engine: Engine, number: str) -> dict[str, Any] | None:
    """All that is known of a number; None where there is no such number."""
    found = engine.rows(query_of("explained_warning"), [number])
    if found:
        return _with_origin(engine, found[0])
    tasks = engine.rows(query_of("explained_task"), [number])
    if tasks:
        sent_back = [
            row | {"label": LABELS.get(row["item"], row["item"])} for row in engine.rows(TASK_SENT_BACK, [number])
        ]
        return tasks[0] | {"kind": TASK_KIND, "sent_back": sent_back}
    months = engine.rows(ANOMALY, [number])
    if months:
        return months[-1] | {"since": engine.rows(query_of("explained_anomaly"), [number])}
    return None


def _with_origin(engine: Engine, warning: dict[str, Any]) -> dict[str, Any]:
    """Add the rule as it stood, the row that it read, and every row of any month that says the same."""
    rule = engine.rows(RULE, [warning["month"], warning["rule_code"]])
    origin = engine.rows(ROW, [warning["month"], warning["row_key"]])
    values: dict[str, Any] = {}
    if origin:
        values = _values(engine, warning, origin[0]["feed"])
    since = engine.rows(query_of("explained_rows"), [warning["number"]])
    return (
        warning
        | {"rule": rule[0] if rule else {}, "row": origin[0] if origin else {}, "values": values, "since": since}
        | _handling(engine, warning["number"])
    )


def _handling(engine: Engine, number: str) -> dict[str, Any]:
    """Where a warning stands, every step that was ever said of it, and what was sent back and is not mended yet."""
    handled = [row | {"label": EVENTS.get(row["step"], row["step"])} for row in engine.rows(HANDLED, [number])]
    sent_back = [row | {"label": LABELS.get(row["item"], row["item"])} for row in engine.rows(SENT_BACK, [number])]
    standing = next(iter(engine.rows(STANDING, [number])), {})
    verdict = next(iter(engine.rows(VERDICT, [number])), {})
    place = next(iter(engine.rows(PLACE, [number])), {})
    return {"place": place, "standing": standing, "handled": handled, "sent_back": sent_back, "verdict": verdict}


def _values(engine: Engine, warning: dict[str, Any], code: str) -> dict[str, Any]:
    """The row's own columns by their headings; the certificate number stays out."""
    feed = engine.catalogue.feed_of_code(code)
    if feed is None:
        return {}
    shown = [column for column in feed.columns if column.kind not in ("id", "key", "name")]
    names = ", ".join(column.name for column in shown)
    found = engine.rows(
        f"SELECT {names} FROM raw.{feed.code} WHERE month = ? AND row_key = ?", [warning["month"], warning["row_key"]]
    )
    if not found:
        return {}
    return {column.headings[0]: found[0][column.name] for column in shown if found[0][column.name] is not None}
