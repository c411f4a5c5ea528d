"""Find the anomalous records: every rule of the library over the facts, counted by Great Expectations, listed by SQL.

One text a rule is the truth: Great Expectations gives the verdict and the count, and the same text fills
`anomaly.found` with every failing row. Where the two do not agree, or either does not run, the rule is said to have
crashed, and the others go on. What is found then meets what was known before: since when, what was answered, what ended.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expectations.completeness import measure_completeness
from expectations.exports import Exports
from expectations.gx import Check, CheckOutcome, Inspector
from expectations.library import FACT_OF, Rule, columns_of_facts, failing, shown
from sources.errors import CheckCrashed
from warehouse import models, tables
from warehouse.engine import Engine, SqlError
from warehouse.sentence import quoted

KEY_OF = {
    "feed_row": ("fact.household_id", "fact.person_key", "fact.feed"), "village": ("fact.township", "fact.village"),
}  # fmt: skip
"""What an anomaly's number is made of beside the rule, where it is not household and person."""
FAILING = "fact.failing"
"""The rows of its fact table that the rule in hand finds: asked once, then counted and listed."""
NOT_THE_DATA = "规则未能运行，不是数据问题"
FLOODING = "几乎对所有记录触发，多半是导出缺列或口径变了，暂不下发镇街"
OF_WHOM = ("household_id", "person_key", "township", "village", "head_name", "person_name", "person_number")


def make_facts(engine: Engine) -> dict[str, int]:
    """Make the fact tables that rules judge; how many rows each has."""
    return models.run_models(engine, models.FACTS)


@dataclass(frozen=True)
class RuleCounts:
    """How many cleaning rules fired, found nothing, did not run, and do not apply this month; and how many anomalies there are."""

    fired: int
    clean: int
    crashed: int
    not_applicable: int
    anomalies: int


def find_anomalies(engine: Engine, rules: Sequence[Rule]) -> RuleCounts:
    """Fill the anomaly drafts of the month in progress; how many."""
    make_facts(engine)
    engine.run("DELETE FROM anomaly.found")
    results = _run_rules(engine, rules)
    engine.run("DELETE FROM draft.rule_result")
    engine.insert(tables.RULE_RESULT, results, into="draft.rule_result")
    models.run_models(engine, models.KNOWN)
    models.run_drafts(engine, models.CONCLUDED)
    measure_completeness(engine)
    states = Counter(str(result["state"]) for result in results)
    found = int(engine.value("SELECT COUNT(*) FROM draft.anomaly"))
    return RuleCounts(states["fired"], states["clean"], states["crashed"], states["not_applicable"], found)


def _run_rules(engine: Engine, rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Run every rule that applies; a row of `rule_result` for each rule, its anomalies in `anomaly.found`."""
    exports, columns = Exports(engine, rules), columns_of_facts(engine)
    month, last_day = engine.rows("SELECT month, today_of_month FROM ops.period")[0].values()
    bounds = next(iter(engine.rows("SELECT flood_share, flood_from FROM anomaly.cleaning")), None)
    refusals = {rule.code: _not_applicable(exports, rule, last_day) for rule in rules}
    outcomes = inspect(engine, [rule for rule in rules if not refusals[rule.code]])
    results = []
    for rule in rules:
        row = {"month": month, **_about(rule), "message": refusals[rule.code]}
        if rule.code in outcomes:
            row |= _listed(engine, rule, columns[rule.fact], outcomes[rule.code])
        if row["state"] in ("fired", "clean"):
            row |= _weighed(int(row["rows_failed"]), exports, rule, bounds)
        results.append(row)
    return results


def inspect(engine: Engine, rules: Sequence[Rule]) -> dict[str, CheckOutcome]:
    """What Great Expectations says of each rule: one suite an object, one expectation a rule."""
    outcomes: dict[str, CheckOutcome] = {}
    with Inspector(engine) as inspector:
        for fact in FACT_OF.values():
            outcomes |= inspector.check_table(fact, [_check(rule) for rule in rules if rule.fact == fact])
    return outcomes


def _check(rule: Rule) -> Check:
    return Check(rule.code, "CleaningRule", {"unexpected_rows_query": failing(rule), "description": rule.label})


def _not_applicable(exports: Exports, rule: Rule, last_day: dt.date) -> str:
    """Why the rule does not apply this month; blank where it does."""
    if last_day < rule.holds_from:
        return f"自{rule.holds_from}起执行"
    missing = exports.missing(rule)
    return f"户库没有“{'”“'.join(missing)}”" if missing else ""


def _about(rule: Rule) -> dict[str, Any]:
    """What `rule_result` says of a rule that has not run."""
    return {
        "rule_code": rule.code, "label": rule.label, "object": rule.object, "category": rule.category, "severity": rule.severity,
        "corrects": rule.corrects, "exempt_months": rule.exempt_months, "condition": rule.when.strip(), "state": "not_applicable",
        "rows_judged": 0, "rows_failed": 0, "is_flooding": False,
    }  # fmt: skip


def _listed(engine: Engine, rule: Rule, columns: tuple[str, ...], outcome: CheckOutcome) -> dict[str, Any]:
    """List the rule's anomalies: fired or clean and how many, or crashed."""
    try:
        found = _list_failing(engine, rule, columns, outcome)
    except (SqlError, CheckCrashed) as error:  # its text may hold a value: only its kind is told
        engine.run("DELETE FROM anomaly.found WHERE rule_code = ?", [rule.code])
        return {"state": "crashed", "message": f"{NOT_THE_DATA}（{type(error).__name__}）"}
    return {"state": "fired" if found else "clean", "rows_failed": found}


def _weighed(found: int, exports: Exports, rule: Rule, bounds: Mapping[str, float] | None) -> dict[str, Any]:
    """How many rows were judged, and whether the rule fires on nearly all: then the export or the rule is wrong."""
    judged = exports.rows_judged(rule)
    is_flooding = bounds is not None and found >= bounds["flood_from"] and found > bounds["flood_share"] * judged
    told = [FLOODING if is_flooding else "", exports.told(rule)]
    return {"rows_judged": judged, "is_flooding": is_flooding, "message": "；".join(filter(None, told))}


def _list_failing(engine: Engine, rule: Rule, columns: tuple[str, ...], outcome: CheckOutcome) -> int:
    """List the rows that fail; how many anomalies they make. Raises CheckCrashed where the two counts differ."""
    failed = engine.make(FAILING, failing(rule).format(batch=rule.fact))
    if outcome.verdict().failed != failed:
        raise CheckCrashed("两种方式数出的条数不同", rule.code)
    if not failed:
        return 0
    targets = ", ".join(tables.FOUND.columns)
    return int(engine.value(f"INSERT INTO anomaly.found ({targets}) {anomalies_of(rule, columns)}"))


def anomalies_of(rule: Rule, columns: tuple[str, ...]) -> str:
    """The SELECT of the rule's anomalies in the columns of `anomaly.found`; one row a number, the first. Which rows fail stands in FAILING.

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
        f"INNER JOIN {FAILING} AS failing ON failing.fact_row = fact.fact_row "
        "QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY fact.fact_row) = 1"
    )
