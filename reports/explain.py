"""One warning, suspected match, task or anomaly, explained: the rule and its version, the file, sheet and row, what became of it."""

from __future__ import annotations

from typing import Any

from sources.catalogue import feed_of_code
from sources.forms.catalogue import LABELS
from sources.forms.ledger import OWN_LINES
from warehouse.engine import Engine
from warehouse.handling import EVENTS

WARNING = f"""
SELECT
    warning.number, warning.month, '预警' AS kind, warning.township, warning.village, warning.subject_name,
    warning.says, warning.provenance, warning.policy_version, warning.rule_code, warning.tier, warning.hints,
    warning.row_key, CAST(warning.visit_by AS VARCHAR) AS visit_by, '' AS clue
FROM warning.warning AS warning WHERE warning.number = $1
UNION ALL
SELECT
    suspected.number, suspected.month, '疑似匹配' AS kind, suspected.township, suspected.village, suspected.likely_name,
    suspected.says, suspected.provenance, suspected.policy_version, suspected.rule_code, 'suspected' AS tier, '' AS hints,
    suspected.row_key, NULL AS visit_by, suspected.clue
FROM warning.suspected AS suspected WHERE suspected.number = $1
UNION ALL
SELECT
    register.number, register.month, '{OWN_LINES}' AS kind, register.township, register.village, register.subject_name,
    register.says, register.provenance, '' AS policy_version, register.rule_code, 'exact' AS tier, register.hints,
    '' AS row_key, CAST(register.visit_by AS VARCHAR) AS visit_by, '' AS clue
FROM handling.register AS register WHERE register.number = $1 AND register.origin = 'township'
ORDER BY month
"""
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
FROM handling.event WHERE number = ? ORDER BY place
"""
SENT_BACK = """
SELECT month, item, written, reason, CONCAT_WS(' ', file_name, sheet, '第' || CAST(row_number AS VARCHAR) || '行') AS provenance
FROM handling.refusal WHERE number = ? ORDER BY month, file_name, sheet, row_number, item
"""
RULE = "SELECT feed, label, condition, risk, grade, source FROM warning.rule WHERE month = ? AND rule_code = ?"
ROW = "SELECT department, file_name, sheet, row_number, feed FROM raw.feed_row WHERE month = ? AND row_key = ?"
SINCE = """
SELECT outcome.month, outcome.outcome, outcome.reason, feed_row.department, feed_row.file_name, feed_row.sheet,
    feed_row.row_number
FROM warning.outcome AS outcome
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = outcome.month AND feed_row.row_key = outcome.row_key
WHERE outcome.number = ?
ORDER BY outcome.month, feed_row.file_name, feed_row.row_number
"""
ANOMALY = """
SELECT number, month, '异常数据' AS kind, township, village, person_name AS subject_name, says, provenance, rule_code,
    base_value, reference_value, guidance, first_month, months_seen
FROM anomaly.anomaly WHERE number = ? ORDER BY month
"""
LIFE_OF_ANOMALY = """
SELECT month, 1 AS step, 'anomaly' AS outcome, standing AS reason, '' AS file_name, NULL AS row_number
FROM anomaly.anomaly WHERE number = $1
UNION ALL
SELECT
    month, 2 AS step, 'answer_' || state AS outcome,
    CONCAT_WS('；', result, corrected_value, explanation, reason) AS reason, file_name, row_number
FROM anomaly.answer WHERE number = $1
UNION ALL
SELECT month, 3 AS step, 'closed' AS outcome, how AS reason, '' AS file_name, NULL AS row_number FROM anomaly.closed WHERE number = $1
ORDER BY month, step, file_name, row_number
"""


TASK_KIND = "帮扶任务"
TASK = f"""
SELECT
    task.task AS number, MIN(task.month) AS month, '{TASK_KIND}' AS kind, MIN(task.department) AS department, MIN(register.township) AS township,
    MIN(register.village) AS village, MIN(register.head_name) AS subject_name, STRING_AGG(DISTINCT task.need, '；' ORDER BY task.need) AS says,
    STRING_AGG(DISTINCT task.number, '、' ORDER BY task.number) AS warnings,
    STRING_AGG(DISTINCT standing.label, '、' ORDER BY standing.label) AS label,
    BOOL_OR((standing.state = 'done' AND standing.meets) OR (standing.state = 'open' AND standing.is_green)) AS is_asked,
    MIN(measure.outcome) AS outcome, MIN(measure.measure) AS measure, CAST(MIN(measure.measured_on) AS VARCHAR) AS measured_on,
    MIN(measure.handled_by) AS handled_by, MIN(measure.note) AS note, MIN(measure.provenance) AS provenance
FROM handling.task AS task
INNER JOIN handling.register AS register ON register.number = task.number
INNER JOIN handling.standing AS standing ON standing.number = task.number
LEFT JOIN handling.measure AS measure ON measure.number = task.task
WHERE task.task = ?
GROUP BY task.task
"""
TASK_SENT_BACK = """
SELECT month, item, written, reason, CONCAT_WS(' ', file_name, sheet, '第' || CAST(row_number AS VARCHAR) || '行') AS provenance
FROM handling.task_refusal WHERE number = ? ORDER BY month, file_name, sheet, row_number, item
"""
OF_PERSON = """
WITH people AS (
    SELECT person_key, household_id FROM base.person WHERE id18 = $1 OR name_key = $2
),
known AS (
    SELECT number, month, '预警' AS kind, township, village, says, subject_name
    FROM handling.register
    WHERE subject_id = $1 OR head_id = $1 OR subject_name = $3 OR head_name = $3
        OR household_id IN (SELECT household_id FROM people)
    UNION ALL
    SELECT number, month, '疑似匹配' AS kind, township, village, says, likely_name AS subject_name
    FROM warning.suspected
    WHERE number NOT IN (SELECT number FROM handling.register)
        AND (likely_id = $1 OR likely_name = $3 OR sent_name = $3 OR person_key IN (SELECT person_key FROM people))
    UNION ALL
    SELECT number, MAX(month) AS month, '异常数据' AS kind, MIN(township) AS township, MIN(village) AS village, MAX(says) AS says,
        MIN(person_name) AS subject_name
    FROM anomaly.anomaly
    WHERE person_key IN (SELECT person_key FROM people)
    GROUP BY number
)
SELECT DISTINCT number, month, kind, township, village, says, subject_name FROM known ORDER BY month DESC, kind, number
"""


def of_person(engine: Engine, said: str) -> list[dict[str, Any]]:
    """The numbers that concern a person, by certificate number or name: `number`, `month`, `kind`, `township`, `village`, `says`,
    `subject_name`; a household's head and members count as one another."""
    text = "".join(said.split())
    return engine.rows(OF_PERSON, [text.upper(), text, text])


def explain(engine: Engine, number: str) -> dict[str, Any] | None:
    """All that is known of a number; None where there is no such number."""
    found = engine.rows(WARNING, [number])
    if found:
        return _with_origin(engine, found[0])
    tasks = engine.rows(TASK, [number])
    if tasks:
        sent_back = [
            row | {"label": LABELS.get(row["item"], row["item"])} for row in engine.rows(TASK_SENT_BACK, [number])
        ]
        return tasks[0] | {"sent_back": sent_back}
    months = engine.rows(ANOMALY, [number])
    if months:
        return months[-1] | {"since": engine.rows(LIFE_OF_ANOMALY, [number])}
    return None


def _with_origin(engine: Engine, warning: dict[str, Any]) -> dict[str, Any]:
    """Add the rule as it stood, the row that it read, and every row of any month that says the same."""
    rule = engine.rows(RULE, [warning["month"], warning["rule_code"]])
    origin = engine.rows(ROW, [warning["month"], warning["row_key"]])
    values: dict[str, Any] = {}
    if origin:
        values = _values(engine, warning, origin[0]["feed"])
    since = engine.rows(SINCE, [warning["number"]])
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
    feed = feed_of_code(code)
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
