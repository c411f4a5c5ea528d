"""Find the anomalous records: every rule of the library over the facts, counted by Great Expectations, listed by SQL.

One text a rule is the truth: Great Expectations gives the verdict and the count, and the same text fills
`draft.anomaly` with every failing row. Where the two do not agree, or either does not run, the rule is said to have
crashed, and the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from expectations.gx import Check, Inspector, Outcome
from expectations.library import FACT_OF, FACTS, Rule, columns_of_facts, failing, quoted, shown
from sources.catalogue import own_columns
from sources.errors import CheckCrashed
from sources.household_base import HOUSEHOLD_BASE
from warehouse import models, tables
from warehouse.engine import Engine, SqlError

KEY_OF = {
    "feed_row": ("fact.household_id", "fact.person_key", "fact.feed"), "village": ("fact.township", "fact.village"),
}  # fmt: skip
"""What an anomaly's number is made of beside the rule, where it is not household and person."""
NOT_THE_DATA = "规则未能运行，不是数据问题"


def make_facts(engine: Engine) -> dict[str, int]:
    """Make the fact tables that rules judge; how many rows each has."""
    return models.run_models(engine, FACTS)


def find_anomalies(engine: Engine, rules: Sequence[Rule]) -> dict[str, int]:
    """Fill `draft.anomaly` and `draft.rule_result` of the month in progress; rules by state, and anomalies."""
    make_facts(engine)
    engine.run("DELETE FROM draft.anomaly")
    engine.run("DELETE FROM draft.rule_result")
    refusals = {rule.code: _not_applicable(engine, rule) for rule in rules}
    outcomes = inspect(engine, [rule for rule in rules if not refusals[rule.code]])
    columns = columns_of_facts(engine)
    results = [
        _result(engine, rule, columns[rule.fact], refusals[rule.code], outcomes.get(rule.code)) for rule in rules
    ]
    engine.insert(tables.RULE_RESULT, results, into="draft.rule_result")
    states = Counter(str(result["state"]) for result in results)
    found = int(engine.value("SELECT COUNT(*) FROM draft.anomaly"))
    return {state: states[state] for state in ("fired", "clean", "crashed", "not_applicable")} | {"anomalies": found}


def inspect(engine: Engine, rules: Sequence[Rule]) -> dict[str, Outcome]:
    """What Great Expectations says of each rule: one suite an object, one expectation a rule."""
    outcomes: dict[str, Outcome] = {}
    with Inspector(engine) as inspector:
        for fact in FACT_OF.values():
            outcomes |= inspector.check_table(fact, [_check(rule) for rule in rules if rule.fact == fact])
    return outcomes


def _check(rule: Rule) -> Check:
    return Check(rule.code, "UnexpectedRowsExpectation", {"unexpected_rows_query": failing(rule)})


def _not_applicable(engine: Engine, rule: Rule) -> str:
    """Why the rule does not apply this month; blank where it does."""
    if engine.value("SELECT MAX(today_of_month) FROM ops.period") < rule.holds_from:
        return f"自{rule.holds_from}起执行"
    missing = [name for name in rule.needs if not engine.value(f"SELECT COUNT({name}) FROM base.person")]
    headings = own_columns(HOUSEHOLD_BASE)
    return f"户库没有“{'”“'.join(headings[name].headings[0] for name in missing)}”" if missing else ""


def _unchecked_exports(engine: Engine, rule: Rule) -> str:
    """How many exports lack a column that the rule needs; blank where none does."""
    lacking = " OR ".join(f"COUNT({name}) = 0" for name in rule.needs)
    question = f"SELECT file_name FROM base.person GROUP BY file_name HAVING {lacking or 'FALSE'}"
    files = int(engine.value(f"SELECT COUNT(*) FROM ({question}) AS lacking"))
    return f"有{files}个户库导出文件没有所需的列，未按本规则检查" if files else ""


def _result(
    engine: Engine, rule: Rule, columns: tuple[str, ...], refusal: str, outcome: Outcome | None
) -> dict[str, Any]:
    """The rule's row of `rule_result`, its anomalies being listed on the way."""
    row: dict[str, Any] = {
        "month": engine.value("SELECT MAX(month) FROM ops.period"), "rule_code": rule.code, "label": rule.label,
        "state": "not_applicable", "rows_failed": 0, "message": refusal,
    }  # fmt: skip
    if refusal or outcome is None:
        return row
    try:
        found = _list_failing(engine, rule, columns, outcome)
    except (SqlError, CheckCrashed) as error:  # its text may hold a value: only its kind is told
        return row | {"state": "crashed", "message": f"{NOT_THE_DATA}（{type(error).__name__}）"}
    return row | {
        "state": "fired" if found else "clean", "rows_failed": found, "message": _unchecked_exports(engine, rule),
    }  # fmt: skip


def _list_failing(engine: Engine, rule: Rule, columns: tuple[str, ...], outcome: Outcome) -> int:
    """List the rows that fail; how many anomalies they make. Raises CheckCrashed where the two counts differ."""
    text = failing(rule).format(batch=rule.fact)
    failed = int(engine.value(f"SELECT COUNT(*) FROM ({text}) AS failing"))
    if outcome.verdict().failed != failed:
        raise CheckCrashed("两种方式数出的条数不同", rule.code)
    targets = ", ".join(tables.ANOMALY.columns)
    engine.run(f"INSERT INTO draft.anomaly ({targets}) {anomalies_of(rule, columns)}")
    return int(engine.value("SELECT COUNT(*) FROM draft.anomaly WHERE rule_code = ?", [rule.code]))


def anomalies_of(rule: Rule, columns: tuple[str, ...]) -> str:
    """The SELECT of the rule's anomalies in the columns of `anomaly.anomaly`.

    The number is a pure function of rule, household and person, and of the feed where one is compared; a village's is one of
    rule, township and village.
    """
    key = KEY_OF.get(rule.object, ("fact.household_id", "fact.person_key"))
    known = ("household_id", "person_key", "township", "village", "head_name", "person_name", "person_number")
    values = {
        "month": "period.month",
        "number": f"'{rule.code}-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', '{rule.code}', {', '.join(key)})), 1, 14))",
        "rule_code": quoted(rule.code), "category": quoted(rule.category), "severity": quoted(rule.severity),
        **{name: f"fact.{name}" for name in known}, **shown(rule, columns),
        "guidance": quoted(rule.guidance), "provenance": "fact.provenance",
    }  # fmt: skip
    named = ", ".join(f"{sql} AS {name}" for name, sql in values.items())
    return _with_history(
        f"SELECT {named}, fact.fact_row FROM {rule.fact} AS fact CROSS JOIN ops.period AS period "
        f"INNER JOIN ({failing(rule).format(batch=rule.fact)}) AS failing ON failing.fact_row = fact.fact_row"
    )


def _with_history(found: str) -> str:
    """Add when an anomaly was first seen, and for how many months on end; one row a number, the first."""
    history = {
        "first_month": "LEAST(COALESCE(seen.first_month, found.month), found.month)",
        "months_seen": "COALESCE(previous.months_seen, 0) + 1",
    }
    columns = ", ".join(f"{history.get(name, f'found.{name}')} AS {name}" for name in tables.ANOMALY.columns)
    return f"""
        SELECT {columns}
        FROM ({found}) AS found
        LEFT JOIN (
            SELECT anomaly.number, MIN(anomaly.month) AS first_month
            FROM anomaly.anomaly AS anomaly
            INNER JOIN ops.period AS period ON period.month <> anomaly.month
            GROUP BY anomaly.number
        ) AS seen ON seen.number = found.number
        LEFT JOIN (
            SELECT anomaly.number, anomaly.months_seen
            FROM anomaly.anomaly AS anomaly
            INNER JOIN ops.period AS period ON period.previous_month = anomaly.month
        ) AS previous ON previous.number = found.number
        QUALIFY ROW_NUMBER() OVER (PARTITION BY found.number ORDER BY found.fact_row) = 1"""
