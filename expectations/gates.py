"""The gates: what must hold of each feed and of the base before the month is judged, built from their declarations.

Critical is only what makes judging meaningless: the rows of that feed are set aside as rejected, each with the reason,
so that the sum of the month still comes out. Everything else tells a person and stops nothing.

DuckDB counts for each gate how many rows are judged and how many do not fit, each subject read once; Great Expectations judges
these counts, all gates at once: is the share that must hold there, are there as many rows as there may be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from expectations.completeness import filled
from expectations.gx import TELL_US, Check, check_counts
from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import routed_codes
from sources.contract import Column, Feed
from sources.errors import CheckCrashed
from warehouse import tables
from warehouse.engine import Engine, SqlError
from warehouse.sentence import quoted

FEW, FEWEST = 20, 3
"""Below FEW rows a share says little: one damaged number of five is an ordinary month. Such a check is unmet only where
every row fails, and is not made at all below FEWEST."""
DAYS_AHEAD = 31
"""How far behind the month's end a date may lie: departments send in the following month."""
REJECTED = "质量门禁未通过："
COUNTED = "fact.gate"
"""What was counted for each gate: its place among all of them, its rows, and what is asked of them."""
JUDGED = (
    "SELECT place, rows_judged, rows_failed, rows_at_least, rows_at_most, "
    "CAST((rows_judged - rows_failed) / NULLIF(rows_judged, 0) AS DOUBLE) AS share_held, "
    f"CAST(CASE WHEN rows_judged >= {FEW} THEN share_at_least WHEN share_at_least IS NOT NULL THEN 0.5 / NULLIF(rows_judged, 0) END "
    f"AS DOUBLE) AS share_at_least FROM {COUNTED} WHERE share_at_least IS NULL OR rows_judged >= {FEWEST} ORDER BY place"
)
"""The gates that can be judged, with the share that holds and the one that must."""
CHECKS = tuple(
    Check(name, "ExpectColumnPairValuesAToBeGreaterThanB",
          {"column_A": greater, "column_B": less, "or_equal": True, "ignore_row_if": "either_value_is_missing"})
    for name, greater, less in (
        ("所占比例够", "share_held", "share_at_least"),
        ("行数够", "rows_judged", "rows_at_least"),
        ("行数不太多", "rows_at_most", "rows_judged"),
    )
)  # fmt: skip
"""What Great Expectations asks of every gate at once; what a gate does not ask is blank."""


@dataclass(frozen=True)
class Gate:
    """One expectation in a clerk's words. fails: SQL over a row of the subject, true where the row does not fit; counted: the column whose
    filled rows are judged; blank: all rows are.

    least: the share that must hold; rows_at_most: how many rows there may be, of at least one. unmet: what it means where it does not.
    """

    label: str
    unmet: str
    severity: Literal["critical", "warning"] = "warning"
    fails: str = "FALSE"
    counted: str = "*"
    least: float | None = None
    rows_at_most: int | None = None


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
    rows = [row | {"month": month} for row in _judge(engine, subjects)]
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


def _judge(engine: Engine, subjects: Sequence[Subject]) -> Iterator[dict[str, Any]]:
    """A row of `ops.gate` for each expectation that can be judged. Raises CheckCrashed where one did not run."""
    gates = [(subject, gate) for subject in subjects for gate in subject.gates]
    _count(engine, subjects)
    counted = engine.rows(JUDGED)
    outcomes = check_counts(counted, "place", CHECKS)
    unmet = {row["place"] for outcome in outcomes.values() for row in outcome.verdict().rows}
    for row in counted:
        subject, gate = gates[row["place"]]
        yield _row(subject, gate, row["rows_judged"], row["rows_failed"], row["place"] not in unmet)


def _count(engine: Engine, subjects: Sequence[Subject]) -> None:
    """Fill COUNTED: each subject is read once for all its gates. Raises CheckCrashed with whose gates did not run."""
    engine.run(
        f"CREATE OR REPLACE TABLE {COUNTED} (place BIGINT, rows_judged BIGINT, rows_failed BIGINT, "
        "share_at_least DOUBLE, rows_at_least BIGINT, rows_at_most BIGINT)"
    )
    first = 0
    for subject in subjects:
        try:
            engine.run(f"INSERT INTO {COUNTED} {_counts_of(subject, first)}")
        except SqlError as error:  # its text may hold a value: only its kind is told
            raise CheckCrashed(f"检查未能运行（{type(error).__name__}）", subject.label, TELL_US) from None
        first += len(subject.gates)


def _counts_of(subject: Subject, first: int) -> str:
    """The SELECT of the counts of a subject's gates, a row a gate; first: the place of the first of them."""
    gates = subject.gates
    judged = ", ".join(f"COUNT({gate.counted})" for gate in gates)
    failed = ", ".join(f"COUNT(CASE WHEN {gate.fails} THEN 1 END)" for gate in gates)
    least = ", ".join(_literal(gate.least) for gate in gates)
    fewest = ", ".join(_literal(None if gate.rows_at_most is None else 1) for gate in gates)
    most = ", ".join(_literal(gate.rows_at_most) for gate in gates)
    places = ", ".join(str(first + place) for place in range(len(gates)))
    lists = ", ".join(f"UNNEST([{values}])" for values in (places, judged, failed, least, fewest, most))
    return f"SELECT {lists} FROM ({subject.query}) AS subject"


def _literal(value: float | None) -> str:
    return "NULL" if value is None else str(value)


def _row(subject: Subject, gate: Gate, judged: int, failed: int, is_met: bool) -> dict[str, Any]:
    observed = f"{judged}行" if gate.least is None else f"{judged}行中{failed}行不符"
    return {
        "subject": subject.label, "expectation": gate.label, "consequence": gate.severity, "is_met": is_met,
        "observed": observed, "message": "" if is_met else f"“{subject.label}”{observed}：{gate.unmet}",
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
    unmet = "行数太多，可能拼错了文件或整表重复，请核对后重新报送"
    return Gate(f"有1至{feed.rows_at_most}行", unmet, severity, rows_at_most=feed.rows_at_most)


def _whom() -> Iterator[Gate]:
    nobody = "这些行既没有姓名也没有号码，可能认错了表头，请按模板重新报送"
    yield _filled("subject_said", "至少半数的行写明姓名或号码", 0.5, nobody, "critical")
    unsound = "号码空白或有误的太多，请该部门从原系统按文本重新导出"
    yield _filled("subject_number", "至少半数的行号码可用", 0.5, unsound)
    yield _filled("subject_name", "至少九成的行有姓名", 0.9, "姓名空白的太多，请该部门补填")


def _filled(
    column: str, label: str, least: float, unmet: str, severity: Literal["critical", "warning"] = "warning"
) -> Gate:
    return Gate(label, unmet, severity, f"{column} IS NULL", least=least)


def _column_gates(column: Column, last_day: dt.date) -> Iterator[Gate]:
    """What a column's own declaration expects of its values."""
    heading, name = column.headings[0], column.name
    if column.codes and column.kind != "labels" and not column.keep_unlisted:
        unlisted = f"{name} NOT IN ({', '.join(map(quoted, column.codes))})"
        unmet = "有目录以外的值，请核对写法"
        yield Gate(f"“{heading}”都在目录之内", unmet, fails=unlisted, counted=name, least=1.0)
    if column.at_least is not None or column.at_most is not None:
        bounds = [f"{name} < {column.at_least}"] if column.at_least is not None else []
        bounds += [f"{name} > {column.at_most}"] if column.at_most is not None else []
        unmet = "数值不合常理的太多，请核对单位和小数点"
        yield Gate(f"“{heading}”合乎常理", unmet, fails=" OR ".join(bounds), counted=name, least=0.99)
    if column.kind == "date":
        latest = last_day + dt.timedelta(days=DAYS_AHEAD)
        unmet = "还没有到来的日期太多，请核对年份"
        label = f"“{heading}”不晚于{latest}"
        yield Gate(label, unmet, fails=f"{name} > DATE '{latest}'", counted=name, least=0.95)


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
    repeated = "SELECT person_key FROM seen.held_person GROUP BY person_key HAVING COUNT(*) > 1"
    return Gate("一人一行", unmet, fails=f"person_key IN ({repeated})", counted="person_key", least=1.0)


def _sound_numbers() -> Gate:
    unmet = "号码不可靠的太多，这些人比对不上，请重新导出户库（不要用Excel另存），或按异常数据清单更正"
    return _filled("id18", "至少九成五的人证件号码可靠", 0.95, unmet)
