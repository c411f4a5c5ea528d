"""Find the anomalous records: every rule of the library over the facts, judged by Great Expectations, listed by SQL.

One text a rule is the truth: it is asked once, of all rows, and what it finds is kept in FAILING. There Great Expectations counts
and says which rules find something, and from there `anomaly.found` is filled with every failing row. Where the counts do not
agree, or a rule does not run, it is said to have crashed, and the others go on. What is found then meets what was known before:
since when, what was answered, what ended.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from expectations.completeness import measure_completeness
from expectations.exports import Exports
from expectations.gx import Check, CheckOutcome, Verdict, check_counts
from expectations.library import FACT_OF, Rule, catching, crashing, failing, shown
from sources.errors import CheckCrashed
from warehouse import models, tables
from warehouse.engine import Engine
from warehouse.sentence import quoted

KEY_OF = {
    "feed_row": ("fact.household_id", "fact.person_key", "fact.feed"), "village": ("fact.township", "fact.village"),
}  # fmt: skip
"""What an anomaly's number is made of beside the rule, where it is not household and person."""
FAILING = "fact.failing"
"""The rows of its fact table that each rule finds: asked once, then counted and listed."""
CAUGHT = "fact.caught"
"""The rows of one fact table that any rule finds, as wide as they are: what is listed of them is not asked of the whole base again."""
NO_ROW_FAILS = "没有一条规则查出异常"
NOT_THE_DATA = "规则未能运行，不是数据问题"
FLOODING = "几乎对所有记录触发，多半是导出缺列或口径变了，暂不下发镇街"
RULE_SAYS = ("category", "severity", "guidance", "acts")
"""What an anomaly's row has as its rule has it."""
OF_WHOM = ("household_id", "person_key", "township", "village", "head_name", "person_name", "person_number")


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
    models.make_facts(engine)
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
    exports = Exports(engine, rules)
    month, last_day = engine.rows("SELECT month, today_of_month FROM ops.period")[0].values()
    bounds = next(iter(engine.rows("SELECT flood_share, flood_from FROM anomaly.cleaning")), None)
    refusals = {rule.code: _not_applicable(exports, rule, last_day) for rule in rules}
    crashed = _find(engine, [rule for rule in rules if not refusals[rule.code]])
    found = _counts(engine, "anomaly.found")
    results = []
    for rule in rules:
        row = {"month": month, **_about(rule), "message": refusals[rule.code]}
        if rule.code in crashed:  # its text may hold a value: only its kind is told
            row |= {"state": "crashed", "message": f"{NOT_THE_DATA}（{type(crashed[rule.code]).__name__}）"}
        elif not refusals[rule.code]:
            row |= _weighed(found.get(rule.code, 0), exports, rule, bounds)
        results.append(row)
    return results


def _find(engine: Engine, rules: Sequence[Rule]) -> dict[str, Exception]:
    """Fill `anomaly.found`; which rules crash, and how. Of those nothing is listed."""
    crashed: dict[str, Exception] = {}
    engine.run(f"CREATE OR REPLACE TABLE {FAILING} (rule_code STRING, fact_row BIGINT)")
    for fact in FACT_OF.values():
        caught: list[Rule] = []
        with engine.in_any_order():
            crashed |= crashing([rule for rule in rules if rule.fact == fact], partial(_catch, engine, caught))
        if caught:
            engine.run(f"INSERT INTO {FAILING} {failing(caught, CAUGHT)}")
            crashed |= crashing(caught, partial(_list, engine, engine.columns_of(CAUGHT)))
    crashed |= _miscounted(engine, [rule for rule in rules if rule.code not in crashed])
    if crashed:
        engine.run("DELETE FROM anomaly.found WHERE LIST_CONTAINS(?, rule_code)", [list(crashed)])
    return crashed


def _catch(engine: Engine, caught: list[Rule], rules: Sequence[Rule]) -> None:
    """Put what the rules catch beside what others of their fact table have caught; the first make the table, for planning a wide fact costs
    a small county more than asking it."""
    into = f"INSERT INTO {CAUGHT}" if caught else f"CREATE OR REPLACE TABLE {CAUGHT} AS"
    engine.run(f"{into} {catching(rules)}")
    caught += rules


def _list(engine: Engine, columns: tuple[str, ...], rules: Sequence[Rule]) -> None:
    targets = ", ".join(tables.FOUND.columns)
    engine.run(f"INSERT INTO anomaly.found ({targets}) {anomalies_of(rules, columns)}")


def _counts(engine: Engine, table: str) -> dict[str, int]:
    """Rule -> its rows in a table."""
    rows = engine.rows(f"SELECT rule_code, COUNT(*) AS rows FROM {table} GROUP BY rule_code")
    return {row["rule_code"]: int(row["rows"]) for row in rows}


def _miscounted(engine: Engine, rules: Sequence[Rule]) -> dict[str, Exception]:
    """The rules of which Great Expectations has no verdict, or counts other rows than we do."""
    if not rules:
        return {}
    outcomes, ours = inspect(engine, rules), _counts(engine, FAILING)
    crashed: dict[str, Exception] = {}
    for rule in rules:
        try:
            if outcomes[rule.code].verdict().failed != ours.get(rule.code, 0):
                raise CheckCrashed("两种方式数出的条数不同", rule.code)
        except CheckCrashed as error:
            crashed[rule.code] = error
    return crashed


def inspect(engine: Engine, rules: Sequence[Rule]) -> dict[str, CheckOutcome]:
    """What Great Expectations says of each rule: whether it finds a row, and how many."""
    codes = ", ".join(f"({quoted(rule.code)})" for rule in rules)
    counted = (
        f"SELECT asked.rule_code, COUNT(failing.fact_row) AS rows_failed FROM (VALUES {codes}) AS asked(rule_code) "
        f"LEFT JOIN {FAILING} AS failing ON failing.rule_code = asked.rule_code GROUP BY asked.rule_code"
    )
    check = Check(NO_ROW_FAILS, "ExpectColumnValuesToBeBetween", {"column": "rows_failed", "max_value": 0})
    outcome = check_counts(engine.rows(counted), "rule_code", [check])[NO_ROW_FAILS]
    if outcome.found is None:
        return {rule.code: CheckOutcome(rule.code, None) for rule in rules}
    failed = {row["rule_code"]: int(row["rows_failed"]) for row in outcome.found.rows}
    return {rule.code: _verdict(rule.code, failed.get(rule.code, 0)) for rule in rules}


def _verdict(code: str, failed: int) -> CheckOutcome:
    return CheckOutcome(code, Verdict(not failed, failed, failed))


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


def _weighed(found: int, exports: Exports, rule: Rule, bounds: Mapping[str, float] | None) -> dict[str, Any]:
    """Of a rule that ran: what it found among how many rows, and whether it fires on nearly all: then the export or the rule is wrong."""
    judged = exports.rows_judged(rule)
    is_flooding = bounds is not None and found >= bounds["flood_from"] and found > bounds["flood_share"] * judged
    told = [FLOODING if is_flooding else "", exports.told(rule)]
    return {
        "state": "fired" if found else "clean", "rows_failed": found, "rows_judged": judged, "is_flooding": is_flooding,
        "message": "；".join(filter(None, told)),
    }  # fmt: skip


def anomalies_of(rules: Sequence[Rule], columns: tuple[str, ...]) -> str:
    """The SELECT of the anomalies of rules of one fact table, in the columns of `anomaly.found`; one row a number, the first. Which rows
    fail stands in FAILING, what is known of them in CAUGHT.

    The number is a pure function of rule, household and person, and of the feed where one is compared; a village's is one of
    rule, township and village.
    """
    key = ", ".join(KEY_OF.get(rules[0].object, ("fact.household_id", "fact.person_key")))
    told = {rule.code: shown(rule, columns) for rule in rules}
    values = {
        "rule_code": "failing.rule_code",
        "number": f"failing.rule_code || '-' || UPPER(SUBSTRING(MD5(CONCAT_WS('|', failing.rule_code, {key})), 1, 14))",
        **{name: f"fact.{name}" for name in OF_WHOM}, "provenance": "fact.provenance",
        **{name: _by_rule({code: of[name] for code, of in told.items()}) for name in ("says", "base_value", "reference_value")},
        **{name: f"rule.{name}" for name in RULE_SAYS},
        "acts": "CASE WHEN rule.acts = '部门' THEN fact.department ELSE rule.acts END" if "department" in columns else "rule.acts",
    }  # fmt: skip
    listed = ", ".join(f"{values[name]} AS {name}" for name in tables.FOUND.columns)
    of_rules = ", ".join(
        f"({', '.join(quoted(getattr(rule, name)) for name in ('code', *RULE_SAYS))})" for rule in rules
    )
    return (
        f"SELECT {listed} FROM {CAUGHT} AS fact INNER JOIN {FAILING} AS failing "
        "ON failing.fact_row = fact.fact_row AND LIST_CONTAINS(fact.rule_codes, failing.rule_code) "
        f"INNER JOIN (VALUES {of_rules}) AS rule(rule_code, {', '.join(RULE_SAYS)}) ON rule.rule_code = failing.rule_code "
        "QUALIFY ROW_NUMBER() OVER (PARTITION BY number ORDER BY fact.fact_row) = 1"
    )


def _by_rule(values: Mapping[str, str]) -> str:
    """The SQL of what each rule says in its own way."""
    return (
        f"CASE failing.rule_code {' '.join(f'WHEN {quoted(code)} THEN {value}' for code, value in values.items())} END"
    )
