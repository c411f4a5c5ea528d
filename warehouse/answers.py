"""The answers to a month's anomalies: judged against the list that went out, and kept in the place of those before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sources.errors import FangpinError
from warehouse import models, tables
from warehouse.engine import Engine


def answer_rules(engine: Engine, month: str) -> list[dict[str, object]]:
    """Of each rule of the month's list: which column a corrected value belongs to, and for how many months 属实 holds.

    Raises FangpinError where no list of that month has gone out: its answers would all be refused.
    """
    if not engine.value("SELECT COUNT(*) FROM ops.run WHERE month = ?", [month]):
        raise FangpinError(f"{month}还没有完成的运行，没有清单可答复", do="请核对月份；清单标题中写着是哪个月的。")
    return engine.rows("SELECT rule_code, corrects, exempt_months FROM anomaly.rule_result WHERE month = ?", [month])


@dataclass(frozen=True)
class AnswerCounts:
    """How many anomalies of a month's list were answered, and how. by_result: those accepted, by 核实结果; repeated: answered again;
    unanswered: asked of townships, and not answered yet."""

    accepted: int
    refused: int
    repeated: int
    by_result: Mapping[str, int]
    unanswered: int

    def flat(self) -> dict[str, object]:
        """Each under one name, as a script reads it."""
        counts = {"accepted": self.accepted, "refused": self.refused, "repeated": self.repeated}
        return {**counts, **self.by_result, "unanswered": self.unanswered}


def replace_answers(engine: Engine, month: str, files: Sequence[Path], unread: Sequence[str] = ()) -> AnswerCounts:
    """Judge what came back and keep it; how many.

    All that came back for the month is judged together, each time: an answer that was left out of a later copy of the
    list is gone only if every file that held it is gone from the folder of returns. unread: files that could not be read this
    time: what was accepted of them before stands.
    """
    columns = ", ".join(tables.ANSWER.columns)
    with engine.transaction():
        engine.replace_from_parquet(tables.RETURNED, files, None)
        engine.run("CREATE OR REPLACE TEMP TABLE stands AS SELECT * FROM anomaly.answer WHERE month = ?", [month])
        engine.run("DELETE FROM anomaly.answer WHERE month = ?", [month])
        engine.run(f"INSERT INTO anomaly.answer ({columns}) {models.select_of_model('anomaly.answer')}")
        engine.run(
            f"INSERT INTO anomaly.answer ({columns}) SELECT {columns} FROM stands WHERE state = 'accepted' "
            "AND list_contains(?, file_name) AND number NOT IN (SELECT number FROM anomaly.answer WHERE month = ?)",
            [[*unread], month],
        )
    states = engine.rows(
        "SELECT state, result, COUNT(*) AS answers FROM anomaly.answer WHERE month = ? GROUP BY state, result", [month]
    )
    counts = {"accepted": 0, "refused": 0, "repeated": 0}
    for row in states:
        counts[row["state"]] += int(row["answers"])
    by_result = {row["result"]: int(row["answers"]) for row in states if row["state"] == "accepted"}
    return AnswerCounts(**counts, by_result=by_result, unanswered=_unanswered(engine, month))


def _unanswered(engine: Engine, month: str) -> int:
    return int(
        engine.value(
            "SELECT COUNT(*) FROM anomaly.anomaly AS anomaly "
            "ANTI JOIN (SELECT number FROM anomaly.answer WHERE month = $1 AND state = 'accepted') AS answer "
            "ON answer.number = anomaly.number "
            "WHERE anomaly.month = $1 AND anomaly.is_asked AND anomaly.acts = '镇街'",
            [month],
        )
    )
