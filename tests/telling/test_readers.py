"""What each township or department is asked alike is asked once for all of them, and each gets what it would get alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from reports import readers as readers_of
from reports.catalogue import workbooks
from reports.facts import Facts
from reports.outbox import question_of
from reports.queries import PLACE, Question, ask
from reports.readers import Readers
from reports.township.letters import LETTERS
from reports.workbooks.columns import OF_PLACE
from sources.catalogue import usual_catalogue
from tests.support import pipe_table
from warehouse import tables
from warehouse.engine import Engine
from warehouse.models import ARRIVAL, run_models
from warehouse.policy.load import load_policy
from warehouse.publish import declare_masks

MONTH = "2026-10"
POLICY = load_policy("jimo")
SHEETS = [sheet for book in workbooks(POLICY) for sheet in book.sheets]
OF_ONE = sorted(
    {
        LETTERS,
        *(question_of(sheet) for sheet in SHEETS if PLACE in sheet.takes and sheet.query),
        *(Question(sheet.said, OF_PLACE) for sheet in SHEETS if sheet.said),
    },
    key=lambda question: question.table,
)
TOWNSHIPS = ("南镇", "北镇", "空镇")
WRONG = pipe_table("""
| 镇   | 村   | 户 | 规则 | 程度 |
|------|------|----|------|------|
| 南镇 | 西村 | 3  | A02  | 低   |
| 北镇 | 东村 | 2  | B01  | 中   |
| 南镇 | 东村 | 1  | A02  | 低   |
| 北镇 | 东村 | 2  | A01  | 高   |
| 南镇 | 东村 | 1  | A01  | 高   |
""")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """Two townships with anomalies, their rows mixed, and one that has none."""
    with Engine(None, usual_catalogue()) as engine:
        declare_masks(engine)
        run_models(engine, ARRIVAL)
        engine.insert(tables.ANOMALY, [
            {
                "month": MONTH, "number": f"{row['规则']}-{row['户']}", "township": row["镇"], "village": row["村"], "acts": "镇街", "is_asked": True,
                "household_id": row["户"], "rule_code": row["规则"], "severity": row["程度"], "category": "基础信息", "says": "不对", "months_seen": 1,
                "guidance": "请核对",
            }
            for row in WRONG
        ])  # fmt: skip
        yield engine


@pytest.mark.parametrize("question", OF_ONE, ids=lambda question: question.name)
def test_each_gets_what_he_would_get_alone(engine: Engine, question: Question) -> None:
    """DuckDB takes no FULL JOIN there, and keeps no order that the rows do not say themselves (`line`)."""
    with Readers(engine, MONTH, TOWNSHIPS) as readers:
        for place in TOWNSHIPS:
            alone = ask(engine, question.name, question.takes, Facts(MONTH, POLICY, place), question.asked)
            found = readers.ask(question, Facts(MONTH, POLICY, place))
            assert found == [{"whose": place, **row} for row in alone]
            assert [row["line"] for row in alone] == list(range(1, len(alone) + 1))


@pytest.mark.parametrize("together", [0, 3, 5_000])
def test_rows_of_several_are_kept_apart_in_the_order_of_each(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    """Whether they are taken in one go or reader by reader."""
    monkeypatch.setattr(readers_of, "TOGETHER_AT_MOST", together)
    question = next(one for one in OF_ONE if one.name == "anomalies")
    with Readers(engine, MONTH, TOWNSHIPS) as readers:
        found = {
            place: [row["number"] for row in readers.ask(question, Facts(MONTH, POLICY, place))] for place in TOWNSHIPS
        }
        worst = [row["number"] for row in readers.ask_worst(question, Facts(MONTH, POLICY, "南镇"), 1)]
    assert found == {"南镇": ["A01-1", "A02-1", "A02-3"], "北镇": ["A01-2", "B01-2"], "空镇": []}
    assert worst == ["A01-1"]


def test_a_question_is_asked_once_and_leaves_nothing_behind(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    run, asked = Engine.run, Counter[bool]()

    def count(engine: Engine, sql: str, values: object = ()) -> None:
        asked["anomaly.anomaly" in sql] += 1
        run(engine, sql, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "run", count)
    question = next(one for one in OF_ONE if one.name == "anomalies")
    with Readers(engine, MONTH, TOWNSHIPS) as readers:
        for place in TOWNSHIPS:
            readers.ask(question, Facts(MONTH, POLICY, place))
            readers.ask_worst(question, Facts(MONTH, POLICY, place), 1)
    assert asked[True] == 1
    assert engine.rows("SELECT table_name FROM duckdb_tables() WHERE temporary") == []
