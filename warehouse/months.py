"""What is written of a month outside the SQL models: its period, its rules, its rows, its commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sources.catalogue import Catalogue
from sources.errors import ConservationError, RefusedFile
from sources.months import month_end, shift
from warehouse import account, belated, due, handling, measures, models, tables
from warehouse.engine import Engine
from warehouse.listing import set_lists
from warehouse.policy import deadlines
from warehouse.policy.deadlines import Deadlines
from warehouse.policy.rule_query import select_of
from warehouse.policy.versions import keep_text
from warehouse.policy.words import ArrivalBounds, Policy
from warehouse.seen import now_in_china, see_base

DRAFTED = (
    tables.ARRIVAL, tables.RULE, tables.WARNING, tables.SUSPECTED, tables.OUTCOME, tables.ROSTER, tables.CONSERVATION,
    tables.ANOMALY, tables.CLOSED, tables.RULE_RESULT, tables.COMPLETENESS, tables.QUALITY, tables.WATCHED_HOUSEHOLD, tables.SURGE,
    tables.INCLUSION, tables.GATE, tables.ATTENTION, tables.handling.REPEATED, tables.account.ENTRY, tables.account.GAP,
    tables.account.SUMMARY, tables.listing.HAPPENING, tables.listing.HOUSEHOLD, tables.listing.LINE,
)  # fmt: skip
"""What a commit replaces, in one transaction; the run's own row comes last."""


YEAR = 366


def begin_month(
    engine: Engine,
    month: str,
    policy: Policy,
    deliveries: Mapping[str, str],
    on: dt.date | None = None,
    as_known_then: bool = False,
    reason: str = "",
    together: Sequence[str] = (),
) -> None:
    """Set the period, the rules and the feeds that are awaited; empty the drafts.

    deliveries: feed -> new or roster, where the county's settings differ from the policy. on: the day on which the lists are handed
    over, where that is not the policy's; what was given to a township before keeps its day. as_known_then: the base is seen as it was
    when the month's lists first went out, else as it is known now (`warehouse/seen.py`). reason: why the month is run again; together:
    the months that one command runs.
    """
    handed_on = deadlines.handed_on(month, policy.deadlines, on)
    limits = _limits(engine, handed_on, policy.deadlines)
    period = {
        "month": month,
        "previous_month": shift(month, -1),
        "today_of_month": month_end(month),
        "feedback_on": handed_on,
        **belated.why(engine, month, reason, handed_on > deadlines.feedback_on(month, policy.deadlines)),
        "run_since": min(together, default=month),
        "run_until": max(together, default=month),
        "is_as_known_then": as_known_then,
        "policy_version": policy.called,
        "policy_since": policy.in_force_from,
        "income_line_yuan": _line_of(month, policy),
        "income_line_before_yuan": _line_of(shift(month, -12), policy),
        "account_since": shift(month, 1 - account.MONTHS),
        **_memory(month, policy),
        "is_calendar_known": deadlines.is_published(deadlines.since(handed_on, policy.deadlines).visit_by.year),
    }
    with engine.transaction():
        engine.run("DELETE FROM ops.period")
        engine.insert(tables.PERIOD, [period])
        see_base(engine, month, as_known_then)
        engine.run("DELETE FROM ops.limits")
        engine.insert(tables.LIMITS, limits)
        engine.run("DELETE FROM handling.spoken_way")
        engine.insert(tables.handling.SPOKEN_WAY, _spoken_ways(policy))
        empty_drafts(engine)
        engine.insert(tables.RULE, _rules(month, policy, deliveries, engine.catalogue), into="draft.rule")
        engine.run("DELETE FROM ops.expected_feed")
        engine.insert(tables.EXPECTED_FEED, _expected(month, policy, deliveries, engine.catalogue))
        engine.run("DELETE FROM ops.outside_feed")
        outside = [{"feed": feed.code} for feed in engine.catalogue.feeds if feed.lists_outsiders]
        engine.insert(tables.OUTSIDE_FEED, outside)
        engine.run("DELETE FROM ops.arrival_bound")
        engine.insert(tables.ARRIVAL_BOUND, _bounds(policy.arrival))
        engine.run("DELETE FROM anomaly.cleaning")
        engine.insert(tables.CLEANING, [policy.cleaning.model_dump()])
        handling.settle(engine)
        handling.set_risks(engine, policy)
        set_lists(engine, policy, month)


def conditions(engine: Engine) -> dict[str, list[str]]:
    """Feed -> the conditions of its rules, as SQL, of the month that is being run."""
    found: dict[str, list[str]] = {}
    for row in engine.rows("SELECT feed, condition FROM draft.rule ORDER BY rule_code"):
        found.setdefault(row["feed"], []).append(row["condition"])
    return found


def _line_of(month: str, policy: Policy) -> float | None:
    """Below which income a household is looked at; of a line that is about so much, the upper end."""
    band = policy.monitoring.band_of(int(month[:4]))
    return None if band is None else band[1]


def _memory(month: str, policy: Policy) -> dict[str, object]:
    """How long what earlier months said spares a visit or a comparison, and from when on it counts as warned before."""
    memory = policy.memory
    return {
        "verified_within_days": memory.verified_within_days,
        "verified_within": memory.verified_within,
        "compared_within_days": memory.compared_within_days,
        "repeated_since": shift(month, -memory.repeated_within_months),
        "repeated_from": memory.repeated_from,
    }


def _limits(engine: Engine, handed_on: dt.date, days: Deadlines) -> list[dict[str, object]]:
    """The time limits from each day from which one may count: this run's, those of earlier runs, and of a year back where limits
    count from the day on which somebody spoke."""
    given = engine.rows(
        "SELECT feedback_on AS day FROM handling.register UNION SELECT spoke_on AS day FROM handling.register"
    )
    back = YEAR if days.counts_from_spoken else 0
    starts = {row["day"] for row in given if row["day"]} | {handed_on - dt.timedelta(days=by) for by in range(back + 1)}
    return [asdict(deadlines.since(day, days)) for day in sorted(starts)]


def _spoken_ways(policy: Policy) -> list[dict[str, object]]:
    """The ways of which it is known when somebody spoke, or found the clue, and whether time limits count from that day."""
    counted = policy.deadlines.counts_from_spoken
    return [
        {"way": way, "is_counted_from": way in counted} for way in dict.fromkeys((*policy.ledger.told_ways, *counted))
    ]


def empty_drafts(engine: Engine) -> None:
    """Make the drafts of a month anew, with nothing in them."""
    for table in DRAFTED:
        engine.run(f"CREATE OR REPLACE TABLE draft.{table.name} AS SELECT * FROM {table.full_name} WHERE FALSE")


def keep_drafts(engine: Engine, month: str) -> None:
    """Put the drafts in the place of the month's rows. In a transaction of the caller's."""
    for table in DRAFTED:
        columns = ", ".join(table.columns)
        engine.run(f"DELETE FROM {table.full_name} WHERE month = ?", [month])
        engine.run(f"INSERT INTO {table.full_name} ({columns}) SELECT {columns} FROM draft.{table.name}")


def _rules(month: str, policy: Policy, deliveries: Mapping[str, str], catalogue: Catalogue) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for rule in policy.rule:
        feed = catalogue.feed_of_code(rule.feed)
        assert feed is not None  # load_policy has refused any other
        rows.append(
            {
                "month": month, "rule_code": rule.code, "feed": rule.feed, "label": feed.label, "about": feed.about,
                "happens": rule.new, "on_change": rule.on_change,
                "delivery": deliveries.get(rule.feed, policy.delivery_of(rule.feed)), "condition": rule.when, "risk": rule.risk, "grade": rule.grade, "way": rule.way,
                "department": feed.department, "is_compared_already": rule.compared_already, "is_risk_from_words": rule.risk_from_words, "source": policy.source,
                "policy_version": policy.called,
            }
        )  # fmt: skip
    return rows


def _expected(
    month: str, policy: Policy, deliveries: Mapping[str, str], catalogue: Catalogue
) -> list[dict[str, object]]:
    """The feeds that are due each month and that some rule reads. One of several classes (孤儿、困境儿童) is a roster where any of them is."""
    expected: dict[str, dict[str, object]] = {}
    for rule in policy.rule:
        feed = catalogue.feed_of_code(rule.feed)
        assert feed is not None  # load_policy has refused any other
        if not policy.awaits(feed):
            continue
        row = expected.setdefault(
            feed.code,
            {
                "feed": feed.code, "label": feed.label, "department": feed.department, "delivery": "new",
                "send_by": deadlines.send_by(month, policy.deadlines),
                "restarts_each_year": False, "history_months": policy.arrival.history_months,
            },
        )  # fmt: skip
        if deliveries.get(rule.feed, policy.delivery_of(rule.feed)) == "roster":
            row["delivery"] = "roster"
        row["restarts_each_year"] = row["restarts_each_year"] or rule.new == "first_time_in_year"
    return list(expected.values())


def _bounds(arrival: ArrivalBounds) -> list[dict[str, object]]:
    said = arrival.model_dump()
    names = tables.ARRIVAL_BOUND.columns[1:]
    usual: dict[str, object] = {"delivery": "new"} | {name: said[name] for name in names}
    return [usual, {"delivery": "roster"} | {name: said[f"roster_{name}"] for name in names}]


def replace_arrivals(
    engine: Engine,
    month: str,
    files: Sequence[dict[str, object]],
    sheets: Sequence[dict[str, object]],
    headings: Sequence[dict[str, object]],
) -> None:
    """The month's register of files, of their sheets and of their headings, in place of the one before; the board's draft."""
    told = [file | {"arrival_note": file.get("note")} for file in files]
    registers = ((tables.FEED_FILE, told), (tables.FEED_SHEET, sheets), (tables.FEED_HEADING, headings))
    with engine.transaction():
        for table, rows in registers:
            engine.run(f"DELETE FROM {table.full_name} WHERE month = ?", [month])
            engine.insert(table, rows)
        models.run_models(engine, models.ARRIVAL)
        models.run_drafts(engine, ("ops.arrival",))


def replace_rows(engine: Engine, month: str, staged: Path) -> None:
    """The month's rows, values and problems from the staged Parquet, in one transaction."""
    with engine.transaction():
        engine.replace_from_parquet(tables.FEED_ROW, sorted(staged.glob("*/*.rows.parquet")), month)
        engine.replace_from_parquet(tables.FEED_MEMBER, sorted(staged.glob("*/*.members.parquet")), month)
        engine.replace_from_parquet(tables.PROBLEM, sorted(staged.glob("*/*.problems.parquet")), month)
        for feed in engine.catalogue.feeds:
            files = sorted((staged / feed.code).glob("*.values.parquet"))
            engine.replace_from_parquet(tables.feed_table(feed), files, month)


def say_corrected(engine: Engine, month: str, corrected: Mapping[str, int]) -> None:
    """Say in the register how many cells of each file were read by a reviewed correction, in place of what it said before."""
    engine.run("UPDATE ops.feed_file SET note = arrival_note WHERE month = ? AND state = 'read'", [month])
    for file_id, cells in corrected.items():
        if not cells:
            continue
        engine.run(
            "UPDATE ops.feed_file SET note = CONCAT_WS('；', NULLIF(arrival_note, ''), ?) "
            "WHERE month = ? AND file_id = ? AND state = 'read'",
            [f"按已审核的更正表更正{cells}处", month, file_id],
        )


def refuse_after_all(engine: Engine, month: str, refused: Mapping[str, RefusedFile]) -> None:
    """Of files that were read, and over which cleaning broke: the register and the board say so. Their rows stay counted, as
    rejected for that reason."""
    if not refused:
        return
    with engine.transaction():
        for file_id, trouble in refused.items():
            engine.run(
                "UPDATE ops.feed_file SET state = 'refused', note = ?, todo = ? WHERE month = ? AND file_id = ?",
                [trouble.what, trouble.do, month, file_id],
            )
            for table in (tables.FEED_SHEET, tables.FEED_HEADING):
                engine.run(f"DELETE FROM {table.full_name} WHERE month = ? AND file_id = ?", [month, file_id])
        models.run_models(engine, models.ARRIVAL)
        models.run_drafts(engine, ("ops.arrival",))


def make_qualified(engine: Engine, policy: Policy) -> int:
    """Which rows each rule of the policy holds for."""
    selects = [select_of(rule, policy, engine.catalogue) for rule in policy.rule]
    return engine.make("warning.qualified", " UNION ALL ".join(selects))


def check_conservation(engine: Engine) -> int:
    """Rows in = rows out, for every file of the month; the number of rows. Raises ConservationError where it is off."""
    off = engine.rows(models.select_of_model("ops.not_conserved"))
    if off:
        where = "；".join(
            f"{row['department']} {row['file_name']}：来{row['rows_in']}行，去{row['rows_out']}行" for row in off
        )
        raise ConservationError("来文行数与去向不符，本月不予发布", where, "请把本条告知维护人员，数据没有丢失。")
    return int(engine.value("SELECT COALESCE(SUM(row_count), 0) FROM draft.conservation"))


@dataclass(frozen=True)
class MonthCounts:
    """What a month gives, as its row in `ops.run` holds it. rows_in: rows sent; households: those with a warning; suspected: likely
    matches for a human; anomalies: those that somebody is asked about; attention: matters that a person must look at. Of a month
    whose lists were out before: belated: warnings that it gives only now; withdrawn, restored, corrected: what became of those before."""

    rows_in: int
    warnings: int
    households: int
    suspected: int
    anomalies: int
    attention: int
    belated: int = 0
    withdrawn: int = 0
    restored: int = 0
    corrected: int = 0


def commit_month(
    engine: Engine,
    run_id: str,
    month: str,
    policy: Policy,
    recorded_on: dt.date | None = None,
    reason: str = "",
    in_force: Policy | None = None,
) -> MonthCounts:
    """Put the drafts in the place of the month, its warnings on the register, and write the run's row last, all in one
    transaction; the counts. in_force: the policy in force, where the month is run under an earlier one."""
    counts = _counts(engine, month)
    run: dict[str, object] = {
        "run_id": run_id, "month": month, "policy": policy.code, "policy_version": policy.version,
        "policy_hash": policy.digest, "reason": reason, "is_listed": False, "base_as_of": engine.value("SELECT MAX(as_of) FROM seen.held_person"),
        "base_load": engine.value("SELECT MAX(load) FROM seen.load"), "is_as_known_then": engine.value("SELECT is_as_known_then FROM ops.period"),
    }  # fmt: skip
    before = handling.last_event(engine)
    with engine.transaction():
        handling.register_month(engine, month, policy, recorded_on, in_force)
        measures.issue_tasks(engine, month, policy)
        keep_drafts(engine, month)
        due.look_at(engine, policy, recorded_on or deadlines.feedback_on(month, policy.deadlines))
        counts = replace(counts, **belated.counted_since(engine, before))
        keep_text(engine, policy)
        engine.run("DELETE FROM ops.run WHERE run_id = ?", [run_id])
        engine.insert(tables.RUN, [run | asdict(counts)])
    return counts


def finish_month(engine: Engine, run_id: str) -> None:
    """Say that the run's lists are out. Until then the month is committed, but nobody has been told."""
    engine.run("UPDATE ops.run SET is_listed = TRUE, finished_at = ? WHERE run_id = ?", [now_in_china(), run_id])


def _counts(engine: Engine, month: str) -> MonthCounts:
    questions = {
        "rows_in": "SELECT COALESCE(SUM(row_count), 0) FROM draft.conservation",
        "warnings": "SELECT COUNT(*) FROM draft.warning",
        "households": "SELECT COUNT(DISTINCT household_id) FROM draft.warning",
        "suspected": "SELECT COUNT(*) FROM draft.suspected",
        "anomalies": "SELECT COUNT(*) FROM draft.anomaly WHERE is_asked",
        "attention": "SELECT COUNT(*) FROM draft.attention",
    }
    return MonthCounts(**{name: int(engine.value(question)) for name, question in questions.items()})
