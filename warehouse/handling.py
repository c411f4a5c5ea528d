"""The closed loop: warnings are put on the register when they are issued, and what townships say of them is kept for good.

What was returned is judged as a whole each time, so that neither the order of arrival nor a second run changes anything;
what has changed by it is appended to the history, and nothing of the history is ever changed or taken out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sources.forms.visits import GREEN
from warehouse import due, models
from warehouse.engine import Engine
from warehouse.policy import deadlines
from warehouse.policy.procedures import STEPS, forget_unanswered, set_procedure
from warehouse.policy.words import Policy
from warehouse.tables import Table, states
from warehouse.tables import handling as t

EVENTS = {
    "issued": "反馈镇街", **{step: label for label, step in STEPS.items()}, "green": GREEN.heading, "responsible": "落实帮扶责任人",
    "plan": "制定帮扶计划", "placed": "分派镇街", "rechecked": "抽查复核", "risk": "改定风险类型", "told": "告知本人", "closed": "办结", "withdrawn": "撤销", "corrected": "依据已更正", "measure": "部门帮扶",
}  # fmt: skip
"""What each kind of event is called."""
PLACED = ("handling.place", "handling.standing", "handling.mark", "handling.returned_ledger")
"""Where each warning is, how it stands, what a run again made of it, whose ledger has come: all change with the base, too."""
JUDGED = (
    "handling.place",
    "handling.spread",
    "handling.whose_cell",
    "handling.cell",
    "handling.verdict",
    "handling.recheck",
    "handling.step_fault",
    "handling.answer",
    "handling.row_fault",
    "handling.refusal",
)
OWN = (
    "handling.recognised",
    "handling.own_said",
    "handling.own_placed",
    "handling.own_judged",
    "handling.own_sent",
    "handling.own",
)
"""What townships added to their ledgers themselves, and what of it can be taken."""
BEGUN = ("handling.begun",)
"""Which warnings a township has in hand: those are not withdrawn."""
REGISTERED = ("handling.event_issued", "handling.event_withdrawn", "handling.event_corrected")
"""What the history tells of the register itself."""
UNPLACED = states.UNPLACED.label
"""Where a line stands that names no township of the county: the county keeps its ledger, and finds the township."""
DEPARTMENTS_WAY = states.BY_DEPARTMENT.label
"""The one way by which a township adds nothing itself."""


def register_month(
    engine: Engine, month: str, policy: Policy, recorded_on: dt.date | None, in_force: Policy | None = None
) -> None:
    """Put the month's drafted warnings on the register, and say which are withdrawn. In a transaction of the caller's. in_force: the policy
    in force, where the month is run under an earlier one.

    A warning withdrawn from one month that another gives is that month's from then on.
    """
    columns = ", ".join(t.REGISTER.columns)
    models.run_models(engine, BEGUN)
    engine.run(f"CREATE OR REPLACE TEMP TABLE registered AS {models.select_of_model('handling.register')}")
    engine.run("DELETE FROM handling.register WHERE month = ? OR number IN (SELECT number FROM registered)", [month])
    engine.run(f"INSERT INTO handling.register ({columns}) SELECT {columns} FROM registered")
    listed_in = str(engine.value("SELECT listed_in FROM ops.period"))
    for event in REGISTERED:
        append_events(engine, models.select_of_model(event), month, recorded_on, listed_in)
    forget_unanswered(engine, month)
    set_procedure(engine, policy, in_force)
    models.run_models(engine, PLACED)


@dataclass(frozen=True)
class LedgerCounts:
    """What came of the ledgers in a month's folder of returns. cells: accepted; cells_refused: places at fault; done, open: warnings of
    the month; told_needlessly: cells that nobody needed to fill in (本人是否知晓); unrecorded: warnings that meet the standard without
    the days of their steps."""

    cells: int
    cells_refused: int
    done: int
    open: int
    told_needlessly: int
    unrecorded: int


def replace_returned(
    engine: Engine,
    month: str,
    files: Sequence[Path],
    lines: Sequence[Path],
    policy: Policy,
    today: dt.date,
    unread: Sequence[str] = (),
    in_force: Policy | None = None,
) -> LedgerCounts:
    """Take in the cells of a month's folder of returns, judge all cells of all months, and go on with the history.

    lines: those that townships added themselves; they are put on the register first, so that what else their rows say finds them.
    unread: names of files that could not be read this time: what they said before stands, so that no trouble of ours takes a step back.
    in_force: as of `register_month`. Counts: cells taken and refused, warnings done and open, of that folder's month.
    """
    with engine.transaction():
        engine.replace_from_parquet(t.RETURNED, files, month, unread)
        engine.run("DELETE FROM handling.today")
        engine.insert(t.TODAY, [{"today": today}])
        engine.replace_from_parquet(t.OWN_LINE, lines, month, unread)
        set_risks(engine, policy)
        _register_own(engine, month, policy, today)
        set_procedure(engine, policy, in_force)
        models.run_models(engine, JUDGED)
        _restore_answered(engine, month, today)
        settle(engine)
        _amend(engine, policy, today)
        engine.make("handling.wanted", models.select_of_model("handling.wanted"))
        append_events(engine, models.select_of_model("handling.event_changed"), month, today)
        models.run_models(engine, PLACED)
        due.look_at(engine, policy, today)
    return _counts(engine, month)


def _restore_answered(engine: Engine, month: str, today: dt.date) -> None:
    """A warning that was withdrawn while its township was at work on it: the answer says so now, and it stands again."""
    models.run_models(engine, BEGUN)
    answered = "is_withdrawn AND origin <> 'township' AND number IN (SELECT number FROM handling.begun)"
    if not engine.value(f"SELECT COUNT(*) FROM handling.register WHERE {answered}"):
        return
    engine.run(f"UPDATE handling.register SET is_withdrawn = FALSE WHERE {answered}")
    for event in REGISTERED:
        append_events(engine, models.select_of_model(event), month, today)
    models.run_models(engine, JUDGED)  # what is at fault in its row goes back, too


def settle(engine: Engine) -> None:
    """Remember what a human said of suspected matches: for good, until a human says otherwise. In a transaction of the caller's."""
    columns = ", ".join(t.SETTLED.columns)
    engine.run(f"CREATE OR REPLACE TEMP TABLE judged AS {models.select_of_model('handling.settled')}")
    engine.run("DELETE FROM handling.settled WHERE number IN (SELECT number FROM judged)")
    engine.run(f"INSERT INTO handling.settled ({columns}) SELECT {columns} FROM judged")


def set_risks(engine: Engine, policy: Policy) -> None:
    """The risks that the policy knows, what else they are called, and the words that tell them; the classes of households: as tables that the models read."""
    others = {other: risk for risk, said in policy.risk_aliases.items() for other in said}
    called = others | {risk: risk for risk in policy.risks}
    _replace(engine, t.RISK, [{"risk": said, "means": risk} for said, risk in called.items()])
    words: list[dict[str, object]] = [
        {"risk": risk, "word": word} for risk, said in policy.risk_words.items() for word in said
    ]
    _replace(engine, t.RISK_WORD, words)
    classes = {other: one.name for one in policy.household_class for other in (one.name, *one.also)}
    _replace(engine, t.HOUSEHOLD_CLASS, [{"written": said, "means": name} for said, name in classes.items()])


def _amend(engine: Engine, policy: Policy, today: dt.date) -> None:
    """Keep what townships and the county set right on the register: the risk, the township of a line that named none. That one is given
    the line only now."""
    columns = ", ".join(t.AMENDED.columns)
    engine.run(f"CREATE OR REPLACE TEMP TABLE amends AS {models.select_of_model('handling.amended')}")
    engine.run("DELETE FROM handling.amended WHERE (number, item) IN (SELECT (number, item) FROM amends)")
    engine.run(f"INSERT INTO handling.amended ({columns}) SELECT {columns} FROM amends")
    _give_placed(engine, policy, today)
    for column, item in (("risk", "risk"), ("township", "placed")):
        engine.run(
            f"UPDATE handling.register SET {column} = amended.value FROM handling.amended AS amended "
            "WHERE amended.number = register.number AND amended.item = ?",
            [item],
        )


def _give_placed(engine: Engine, policy: Policy, today: dt.date) -> None:
    """The lines that the county places now reach their townships with the ledgers written today."""
    placed = engine.rows(
        "SELECT number, GREATEST(feedback_on, ?) AS given_on FROM handling.register "
        "WHERE township = ? AND number IN (SELECT number FROM handling.amended WHERE item = 'placed')",
        [today, UNPLACED],
    )
    for row in placed:
        limits = deadlines.since(row["given_on"], policy.deadlines)
        engine.run(
            "UPDATE handling.register SET feedback_on = ?, visit_by = ?, decide_by = ? WHERE number = ?",
            [limits.starts_on, limits.visit_by, limits.decide_by, row["number"]],
        )


def townships_of(engine: Engine) -> list[str]:
    """The townships of the base and of the register."""
    question = "SELECT township FROM base.household UNION SELECT township FROM handling.register ORDER BY township"
    return [str(row["township"]) for row in engine.rows(question) if row["township"]]


def last_event(engine: Engine) -> int:
    """How far the history goes."""
    return int(engine.value("SELECT COALESCE(MAX(ordinal), 0) FROM handling.event"))


def retracted_since(engine: Engine, ordinal: int) -> int:
    """How many steps that once stood were taken back behind that step of the history: their file is gone, or says otherwise."""
    question = "SELECT COUNT(*) FROM handling.event WHERE ordinal > ? AND is_retracted AND step NOT IN ('withdrawn', 'corrected')"
    return int(engine.value(question, [ordinal]))


def replace_ledger_files(
    engine: Engine, month: str, files: Sequence[dict[str, object]], passed_over: Sequence[tuple[str, str]]
) -> None:
    """The ledgers in a month's folder of returns, and what of its files was not read and why, in place of those before."""
    told = [
        {"month": month, "ordinal": ordinal, "file_name": file, "what": what}
        for ordinal, (file, what) in enumerate(passed_over, start=1)
    ]
    with engine.transaction():
        for table, rows in ((t.LEDGER_FILE, files), (t.PASSED_OVER, told)):
            engine.run(f"DELETE FROM {table.full_name} WHERE month = ?", [month])
            engine.insert(table, rows)


def drawn_townships(engine: Engine) -> dict[str, str]:
    """指导编号 -> the township that was drawn for guidance on the spot."""
    rows = engine.rows("SELECT number, township FROM handling.draw WHERE number IS NOT NULL")
    return {str(row["number"]): str(row["township"]) for row in rows}


def replace_guidance(engine: Engine, month: str, files: Sequence[Path], unread: Sequence[str] = ()) -> None:
    """What was found in them, in place of what the month's folder said before; of files in `unread` it stands."""
    with engine.transaction():
        engine.replace_from_parquet(t.GUIDANCE, files, month, unread)


def _register_own(engine: Engine, month: str, policy: Policy, recorded_on: dt.date) -> None:
    """Put the lines that townships added themselves on the register; one that no returned ledger holds any longer is withdrawn,
    unless a department has sent the same since and was told that it is in hand there."""
    _replace(engine, t.OWN_WAY, _own_ways(policy))
    models.run_models(engine, OWN)
    days = engine.rows("SELECT DISTINCT feedback_on FROM handling.own WHERE reason IS NULL ORDER BY feedback_on")
    _replace(engine, t.OWN_DEADLINE, [asdict(deadlines.since(row["feedback_on"], policy.deadlines)) for row in days])
    columns = ", ".join(t.REGISTER.columns)
    found = models.select_of_model("handling.own_register")
    engine.run(f"INSERT INTO handling.register ({columns}) SELECT {columns} FROM ({found}) AS found")
    engine.run(
        "UPDATE handling.register SET is_withdrawn = number NOT IN (SELECT number FROM handling.own WHERE reason IS NULL "
        "UNION ALL SELECT number FROM warning.outcome WHERE number IS NOT NULL) WHERE origin = 'township'"
    )
    for event in REGISTERED:
        append_events(engine, models.select_of_model(event), month, recorded_on)


def _own_ways(policy: Policy) -> list[dict[str, object]]:
    """The ways that townships may report by themselves, each with the rule under which the same comes from elsewhere."""
    ways = [way for way in policy.ledger.ways if way != DEPARTMENTS_WAY]
    rules = {way: next((rule for rule in policy.rule if rule.way == way), None) for way in ways}
    return [
        {
            "way": way,
            "rule_code": rule.code,
            "risk": rule.risk,
            "grade": rule.grade,
            "is_risk_from_words": rule.risk_from_words,
        }
        if rule
        else {
            "way": way,
            "rule_code": f"ZB{place:02d}",
            "risk": "其他",
            "grade": states.GRADES[1].label,
            "is_risk_from_words": True,
        }
        for place, (way, rule) in enumerate(rules.items(), start=1)
    ]


def _replace(engine: Engine, table: Table, rows: Sequence[dict[str, object]]) -> None:
    engine.run(f"DELETE FROM {table.full_name}")
    engine.insert(table, rows)


def append_events(engine: Engine, events: str, month: str, recorded_on: dt.date | None, listed_in: str = "") -> None:
    """Append to the history what a query of events gives, in an order of its own; columns that it does not name stay empty.

    listed_in: the month in whose lists it is told, where that is not `month`.
    """
    engine.run(
        "INSERT INTO handling.event BY NAME SELECT ? AS month, ? AS recorded_on, ? AS listed_in, happened.*, (SELECT COALESCE(MAX(ordinal), 0) "
        "FROM handling.event) + ROW_NUMBER() OVER (ORDER BY happened.happened_on, happened.number, happened.step) AS ordinal "
        f"FROM ({events}) AS happened",
        [month, recorded_on, listed_in or month],
    )


def _counts(engine: Engine, month: str) -> LedgerCounts:
    questions = {
        "cells": "SELECT COUNT(*) FROM handling.cell WHERE month = ? AND reason IS NULL",
        "cells_refused": "SELECT COUNT(*) FROM handling.refusal WHERE month = ?",
        "done": "SELECT COUNT(*) FROM handling.standing WHERE month = ? AND state = 'done'",
        "open": "SELECT COUNT(*) FROM handling.standing WHERE month = ? AND state = 'open'",
        "told_needlessly": "SELECT COUNT(*) FROM handling.cell WHERE month = ? AND item = 'told' AND reason IS NULL AND value IS NULL",
        "unrecorded": "SELECT COUNT(*) FROM handling.standing AS standing INNER JOIN handling.answer AS answer ON answer.number = standing.number "
        "WHERE standing.month = ? AND standing.meets AND answer.missing IS NOT NULL",
    }
    return LedgerCounts(**{name: int(engine.value(question, [month])) for name, question in questions.items()})
