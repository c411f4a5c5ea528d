"""Find the anomalous records: every rule of the library over the facts, counted by Great Expectations, listed by SQL.

One text a rule is the truth: Great Expectations gives the verdict and the count, and the same text fills
`anomaly.found` with every failing row. Where the two do not agree, or either does not run, the rule is said to have
crashed, and the others go on. What is found then meets what was known before: since when, what was answered, what ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from expectations import exports
from expectations.completeness import measure_completeness
from expectations.gx import Check, Inspector, Outcome
from expectations.library import FACT_OF, FACTS, Rule, columns_of_facts, failing, quoted, shown, within_exports
from sources.errors import CheckCrashed
from warehouse import models, tables
from warehouse.engine import Engine, SqlError

KEY_OF = {
    "feed_row": ("fact.household_id", "fact.person_key", "fact.feed"), "village": ("fact.township", "fact.village"),
}  # fmt: skip
"""What an anomaly's number is made of beside the rule, where it is not household and person."""
NOT_THE_DATA = "规则未能运行，不是数据问题"
FLOODING = "几乎对所有记录触发，多半是导出缺列或口径变了，暂不下发镇街"
OF_WHOM = ("household_id", "person_key", "township", "village", "head_name", "person_name", "person_number")


def make_facts(engine: Engine) -> dict[str, int]:
    """Make the fact tables that rules judge; how many rows each has."""
    return models.run_models(engine, FACTS)


def find_anomalies(engine: Engine, rules: Sequence[Rule]) -> dict[str, int]:
    """Fill the anomaly drafts of the month in progress; rules by state, and anomalies."""
    make_facts(engine)
    for table in ("anomaly.found", "draft.rule_result"):
        engine.run(f"DELETE FROM {table}")
    exports.set_unjudged_aside(engine, rules)
    refusals = {rule.code: _not_applicable(engine, rule) for rule in rules}
    outcomes = inspect(engine, [rule for rule in rules if not refusals[rule.code]])
    columns = columns_of_facts(engine)
    results = [
        _result(engine, rule, columns[rule.fact], refusals[rule.code], outcomes.get(rule.code)) for rule in rules
    ]
    engine.insert(tables.RULE_RESULT, results, into="draft.rule_result")
    models.run_models(engine, models.KNOWN)
    models.run_drafts(engine, models.CONCLUDED)
    measure_completeness(engine)
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
    return Check(rule.code, "CleaningRule", {"unexpected_rows_query": failing(rule), "description": rule.label})


def _not_applicable(engine: Engine, rule: Rule) -> str:
    """Why the rule does not apply this month; blank where it does."""
    if engine.value("SELECT MAX(today_of_month) FROM ops.period") < rule.holds_from:
        return f"自{rule.holds_from}起执行"
    missing = exports.missing_in_all(engine, rule)
    return f"户库没有“{'”“'.join(missing)}”" if missing else ""


def _result(
    engine: Engine, rule: Rule, columns: tuple[str, ...], refusal: str, outcome: Outcome | None
) -> dict[str, Any]:
    """The rule's row of `rule_result`, its anomalies being listed on the way."""
    row: dict[str, Any] = {
        "month": engine.value("SELECT MAX(month) FROM ops.period"), "rule_code": rule.code, "label": rule.label, "object": rule.object,
        "category": rule.category, "severity": rule.severity, "corrects": rule.corrects, "exempt_months": rule.exempt_months,
        "condition": rule.when.strip(), "state": "not_applicable", "rows_judged": 0, "rows_failed": 0, "is_flooding": False,
        "message": refusal,
    }  # fmt: skip
    if refusal or outcome is None:
        return row
    try:
        found = _list_failing(engine, rule, columns, outcome)
        judged = int(engine.value(f"SELECT COUNT(*) FROM {rule.fact} WHERE TRUE{within_exports(rule)}"))
    except (SqlError, CheckCrashed) as error:  # its text may hold a value: only its kind is told
        engine.run("DELETE FROM anomaly.found WHERE rule_code = ?", [rule.code])
        return row | {"state": "crashed", "message": f"{NOT_THE_DATA}（{type(error).__name__}）"}
    is_flooding = _is_flooding(engine, found, judged)
    told = [FLOODING] if is_flooding else []
    told += filter(None, [exports.told(engine, rule)])
    return row | {
        "state": "fired" if found else "clean", "rows_judged": judged, "rows_failed": found, "is_flooding": is_flooding,
        "message": "；".join(told),
    }  # fmt: skip


def _is_flooding(engine: Engine, found: int, judged: int) -> bool:
    """True where the rule fires on nearly everything: then something is wrong with the export or the rule."""
    bounds = engine.rows("SELECT flood_share, flood_from FROM anomaly.cleaning")
    return bool(bounds) and found >= bounds[0]["flood_from"] and found > bounds[0]["flood_share"] * judged


def _list_failing(engine: Engine, rule: Rule, columns: tuple[str, ...], outcome: Outcome) -> int:
    """List the rows that fail; how many anomalies they make. Raises CheckCrashed where the two counts differ."""
    text = failing(rule).format(batch=rule.fact)
    failed = int(engine.value(f"SELECT COUNT(*) FROM ({text}) AS failing"))
    if outcome.verdict().failed != failed:
        raise CheckCrashed("两种方式数出的条数不同", rule.code)
    if failed:
        targets = ", ".join(tables.FOUND.columns)
        engine.run(f"INSERT INTO anomaly.found ({targets}) {anomalies_of(rule, columns)}")
    return int(engine.value("SELECT COUNT(*) FROM anomaly.found WHERE rule_code = ?", [rule.code]))


def anomalies_of(rule: Rule, columns: tuple[str, ...]) -> str:
    """The SELECT of the rule's anomalies in the columns of `anomaly.found`; one row a number, the first.

    The number is a pure function of rule, household and person, and of the feed where one is compared; a village's is one of
    rule, township and village.
    """
    key = KEY_OF.get(rule.object, ("fact.household_id", "fact.person_key"))
    values = {
        "number": f"'{rule.code}-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', '{rule.code}', {', '.join(key)})), 1, 14))",
        "rule_code": quoted(rule.code), "category": quoted(rule.category), "severity": quoted(rule.severity),
        **{name: f"fact.{name}" for name in OF_WHOM}, **shown(rule, columns), "guidance": quoted(rule.guidance),
        "acts": "fact.department" if rule.acts == "部门" else quoted(rule.acts), "provenance": "fact.provenance",
    }  # fmt: skip
    listed = ", ".join(f"{values[name]} AS {name}" for name in tables.FOUND.columns)
    return (
        f"SELECT {listed} FROM {rule.fact} AS fact "
        f"INNER JOIN ({failing(rule).format(batch=rule.fact)}) AS failing ON failing.fact_row = fact.fact_row "
        "QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY fact.fact_row) = 1"
    )
