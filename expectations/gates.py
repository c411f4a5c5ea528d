"""The gates: what must hold of each feed and of the base before the month is judged, built from their declarations.

Critical is only what makes judging meaningless: the rows of that feed are set aside as rejected, each with the reason,
so that the sum of the month still comes out. Everything else tells a person and stops nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from expectations.completeness import filled
from expectations.gx import Check, Inspector, Verdict
from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import routed_codes
from sources.contract import Column, Feed
from warehouse import tables
from warehouse.engine import Engine
from warehouse.sentence import quoted

FEW, FEWEST = 20, 3
"""Below FEW rows a share says little: one damaged number of five is an ordinary month. Such a check is unmet only where
every row fails, and is not made at all below FEWEST."""
DAYS_AHEAD = 31
"""How far behind the month's end a date may lie: departments send in the following month."""
REJECTED = "质量门禁未通过："


@dataclass(frozen=True)
class Gate:
    """One expectation in a clerk's words. counted: the column whose filled rows are judged; blank: all rows are.

    least: the share that must hold. unmet: what it means where it does not.
    """

    label: str
    kind: str
    arguments: dict[str, Any]
    unmet: str
    severity: Literal["critical", "warning"] = "warning"
    counted: str = ""
    least: float | None = None


@dataclass(frozen=True)
class Subject:
    """Whose gates these are: query: a feed's rows of the month, or the base; codes: the feed's, as rows carry them."""

    label: str
    query: str
    gates: tuple[Gate, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class GateCounts:
    """What the gates came to. checks: expectations judged, and unmet: those of them that do not hold; feeds_stopped: feeds set aside, and
    rows_rejected: their rows."""

    checks: int
    unmet: int
    feeds_stopped: int
    rows_rejected: int


def close_gates(engine: Engine) -> GateCounts:
    """Fill `draft.gate`; stop the feeds whose critical expectations are unmet."""
    month, last_day = engine.rows("SELECT month, today_of_month FROM ops.period")[0].values()
    subjects = [subject_of_feed(feed, month, last_day) for feed in _feeds_of_month(engine, month)] + [base_subject()]
    with Inspector(engine) as inspector:
        rows = [row | {"month": month} for one in subjects for row in _judge(engine, inspector, one)]
    with engine.transaction():
        engine.run("DELETE FROM draft.gate")
        engine.insert(tables.GATE, rows, into="draft.gate")
        stopped = [one for one in subjects if _stop(engine, one, month, rows)]
        rejected = engine.value("SELECT COUNT(*) FROM raw.feed_row WHERE month = ? AND reject_reason LIKE ?",
                                [month, f"{REJECTED}%"])  # fmt: skip
    unmet = sum(not row["is_met"] for row in rows)
    return GateCounts(len(rows), unmet, len(stopped), int(rejected))


def _feeds_of_month(engine: Engine, month: str) -> list[Feed]:
    present = {row["feed"] for row in engine.rows("SELECT DISTINCT feed FROM raw.feed_row WHERE month = ?", [month])}
    return [feed for feed in engine.catalogue.feeds if present.intersection(routed_codes(feed))]


def _judge(engine: Engine, inspector: Inspector, subject: Subject) -> Iterator[dict[str, Any]]:
    """A row of `ops.gate` for each expectation that can be judged. Raises CheckCrashed where one did not run."""
    counted = {gate.counted for gate in subject.gates if gate.counted}
    filled = "".join(f", COUNT({name}) AS {name}" for name in sorted(counted))
    counts = engine.rows(f"SELECT COUNT(*) AS all_rows{filled} FROM ({subject.query}) AS subject")[0]
    gates = {gate.label: gate for gate in subject.gates if _can_judge(gate, counts)}
    checks = [Check(gate.label, gate.kind, _arguments(gate, counts)) for gate in gates.values()]
    outcomes = inspector.check_query(subject.label, subject.query, checks)
    for label, gate in gates.items():
        yield _row(subject, gate, outcomes[label].verdict())


def _judged_rows(gate: Gate, counts: dict[str, int]) -> int:
    return counts[gate.counted or "all_rows"]


def _can_judge(gate: Gate, counts: dict[str, int]) -> bool:
    return gate.least is None or _judged_rows(gate, counts) >= FEWEST


def _arguments(gate: Gate, counts: dict[str, int]) -> dict[str, Any]:
    if gate.least is None:
        return gate.arguments
    rows = _judged_rows(gate, counts)
    return gate.arguments | {"mostly": gate.least if rows >= FEW else 0.5 / rows}


def _row(subject: Subject, gate: Gate, verdict: Verdict) -> dict[str, Any]:
    is_count = gate.least is None
    observed = f"{verdict.judged}行" if is_count else f"{verdict.judged}行中{verdict.failed}行不符"
    return {
        "subject": subject.label, "expectation": gate.label, "consequence": gate.severity, "is_met": verdict.is_met,
        "observed": observed, "message": "" if verdict.is_met else f"“{subject.label}”{observed}：{gate.unmet}",
    }  # fmt: skip


def _stop(engine: Engine, subject: Subject, month: str, rows: Sequence[dict[str, Any]]) -> bool:
    """Set the feed's rows aside where a critical expectation is unmet."""
    reasons = [row["expectation"] for row in rows
               if row["subject"] == subject.label and row["consequence"] == "critical" and not row["is_met"]]  # fmt: skip
    if not reasons or not subject.codes:
        return False
    marks = ", ".join("?" for _ in subject.codes)
    engine.run(
        "UPDATE raw.feed_row SET status = 'rejected', reject_reason = ? "
        f"WHERE month = ? AND status = 'kept' AND feed IN ({marks})",
        [f"{REJECTED}应当{'、'.join(reasons)}", month, *subject.codes],
    )
    return True


def subject_of_feed(feed: Feed, month: str, last_day: dt.date) -> Subject:
    """The gates of a feed: its size, whom its rows are about, and its columns one by one."""
    values = "".join(f", own.{column.name}" for column in feed.columns)
    codes = routed_codes(feed)
    query = (
        "SELECT NULLIF(feed_row.name_key, '') AS subject_name, feed_row.id18 AS subject_number, "
        "CASE WHEN feed_row.name_key <> '' OR feed_row.id_state <> 'blank' THEN 1 END AS subject_said"
        f"{values} FROM raw.feed_row AS feed_row LEFT JOIN raw.{feed.code} AS own "
        "ON own.row_key = feed_row.row_key AND own.month = feed_row.month "
        f"WHERE feed_row.month = {quoted(month)} AND feed_row.feed IN ({', '.join(map(quoted, codes))})"
    )
    own = (gate for column in feed.columns for gate in _column_gates(column, last_day))
    return Subject(feed.label, query, (_size(feed, "critical"), *_whom(), *own), codes)


def _size(feed: Feed, severity: Literal["critical", "warning"]) -> Gate:
    arguments = {"min_value": 1, "max_value": feed.rows_at_most}
    unmet = "行数太多，可能拼错了文件或整表重复，请核对后重新报送"
    return Gate(f"有1至{feed.rows_at_most}行", "ExpectTableRowCountToBeBetween", arguments, unmet, severity)


def _whom() -> Iterator[Gate]:
    nobody = "这些行既没有姓名也没有号码，可能认错了表头，请按模板重新报送"
    yield _filled("subject_said", "至少半数的行写明姓名或号码", 0.5, nobody, "critical")
    unsound = "号码空白或有误的太多，请该部门从原系统按文本重新导出"
    yield _filled("subject_number", "至少半数的行号码可用", 0.5, unsound)
    yield _filled("subject_name", "至少九成的行有姓名", 0.9, "姓名空白的太多，请该部门补填")


def _filled(
    column: str, label: str, least: float, unmet: str, severity: Literal["critical", "warning"] = "warning"
) -> Gate:
    return Gate(label, "ExpectColumnValuesToNotBeNull", {"column": column}, unmet, severity, least=least)


def _column_gates(column: Column, last_day: dt.date) -> Iterator[Gate]:
    """What a column's own declaration expects of its values."""
    heading, name = column.headings[0], column.name
    if column.codes and column.kind != "labels" and not column.keep_unlisted:
        listed = {"column": name, "value_set": list(column.codes)}
        unmet = "有目录以外的值，请核对写法"
        yield Gate(f"“{heading}”都在目录之内", "ExpectColumnValuesToBeInSet", listed, unmet, counted=name, least=1.0)
    if column.at_least is not None or column.at_most is not None:
        bounds = {"column": name, "min_value": column.at_least, "max_value": column.at_most}
        unmet = "数值不合常理的太多，请核对单位和小数点"
        yield Gate(f"“{heading}”合乎常理", "ExpectColumnValuesToBeBetween", bounds, unmet, counted=name, least=0.99)
    if column.kind == "date":
        latest = last_day + dt.timedelta(days=DAYS_AHEAD)
        before = {"column": name, "max_value": latest}
        unmet = "还没有到来的日期太多，请核对年份"
        label = f"“{heading}”不晚于{latest}"
        yield Gate(label, "ExpectColumnValuesToBeBetween", before, unmet, counted=name, least=0.95)


def base_subject() -> Subject:
    """The gates of the household base: its size, its keys, and the columns without which nobody can be found."""
    needed = [column for column in HOUSEHOLD_BASE.columns if (column.name,) in HOUSEHOLD_BASE.needs]
    chosen = ", ".join(f"{filled(column.name)} AS {column.name}" for column in needed)
    unmet = "空白太多，请重新导出户库后再运行本月"
    all_filled = (_filled(column.name, f"至少九成五的人有“{column.headings[0]}”", 0.95, unmet) for column in needed)
    return Subject(
        HOUSEHOLD_BASE.department,
        f"SELECT base.person_key, base.id18, {chosen} FROM seen.held_person AS base",
        (_size(HOUSEHOLD_BASE, "warning"), _unique_persons(), _sound_numbers(), *all_filled),
    )


def _unique_persons() -> Gate:
    unmet = "同一人不止一行，可能重复导出，比对时只用第一行，请核对"
    key = "person_key"
    return Gate("一人一行", "ExpectColumnValuesToBeUnique", {"column": key}, unmet, counted=key, least=1.0)


def _sound_numbers() -> Gate:
    unmet = "号码不可靠的太多，这些人比对不上，请重新导出户库（不要用Excel另存），或按异常数据清单更正"
    return _filled("id18", "至少九成五的人证件号码可靠", 0.95, unmet)
