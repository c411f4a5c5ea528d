"""Gates: what stops a feed, what only tells a person, and what is an ordinary month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from expectations import gates
from expectations.gates import Gate, Subject, base_subject, close_gates, subject_of_feed
from expectations.gx import Check, check_counts
from sources.catalogue import routed_codes, usual_catalogue
from sources.contract import Column, Feed
from sources.errors import CheckCrashed, FangpinError
from tasks import judge
from tasks.home import Home
from tests.support import county_at
from warehouse import models, months, tables
from warehouse.engine import Engine

MONTH, LAST_DAY = "2026-10", dt.date(2026, 10, 31)
DIBAO, TEKUN = usual_catalogue().by_code["dibao"], usual_catalogue().by_code["tekun"]
Values = dict[str, Any]
NAME, NUMBER = "甲某", "370282198001010012"


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(None) as engine:
        engine.insert(tables.PERIOD, [{"month": MONTH, "previous_month": "2026-09", "today_of_month": LAST_DAY}])
        engine.run("CREATE TABLE draft.gate AS SELECT * FROM ops.gate WHERE FALSE")
        add_people(engine, 30)
        yield engine


def add_people(engine: Engine, count: int, **changed: Any) -> None:
    row: Values = {
        "household_id": "1", "person_name": NAME, "person_id_number": NUMBER, "id18": NUMBER,
        "township": "甲镇", "village": "乙村",
    }  # fmt: skip
    for place in range(count):
        engine.insert(tables.PERSON, [row | {"person_key": f"p{place}"} | changed])


def add_rows(engine: Engine, feed: Feed, count: int, values: Values | None = None, **changed: Any) -> None:
    """Kept rows of a feed, sound unless `changed` says otherwise; values: of the feed's own columns."""
    before = engine.value("SELECT COUNT(*) FROM raw.feed_row")
    for place in range(before, before + count):
        row: Values = {
            "month": MONTH, "row_key": f"r{place}", "feed": routed_codes(feed)[-1], "name_key": NAME,
            "id_state": "valid", "id18": NUMBER, "status": "kept",
        }  # fmt: skip
        engine.insert(tables.FEED_ROW, [row | changed])
        own: Values = {"month": MONTH, "row_key": f"r{place}"}
        engine.insert(tables.feed_table(feed), [own | (values or {})])


def unmet(engine: Engine) -> dict[tuple[str, str], str]:
    rows = engine.rows("SELECT subject, expectation, consequence FROM draft.gate WHERE NOT is_met")
    return {(row["subject"], row["expectation"]): row["consequence"] for row in rows}


def statuses(engine: Engine, code: str) -> set[tuple[str, str | None]]:
    rows = engine.rows("SELECT status, reject_reason FROM raw.feed_row WHERE feed = ?", [code])
    return {(row["status"], row["reject_reason"]) for row in rows}


NOBODY: Values = {"name_key": "", "id_state": "blank", "id18": None}
BROKEN: Values = {"id_state": "broken", "id18": None}


def test_a_critical_gate_stops_its_own_feed_and_no_other(engine: Engine) -> None:
    add_rows(engine, DIBAO, 19)
    add_rows(engine, DIBAO, 21, **NOBODY)
    add_rows(engine, TEKUN, 40)
    counts = close_gates(engine)
    reason = "质量门禁未通过：应当至少半数的行写明姓名或号码"
    assert unmet(engine)[("农村低保", "至少半数的行写明姓名或号码")] == "critical"
    assert statuses(engine, "dibao") == {("rejected", reason)}
    assert statuses(engine, "tekun") == {("kept", None)}
    assert (counts.feeds_stopped, counts.rows_rejected) == (1, 40)
    assert engine.value("SELECT COUNT(*) FROM raw.feed_row") == 80


def test_more_rows_than_the_declaration_allows_stop_the_feed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Feed("dibao", "农村低保", "民政局", "household", (), ("低保",), "", rows_at_most=5)
    monkeypatch.setattr(engine, "catalogue", replace(engine.catalogue, feeds=(small,)))
    add_rows(engine, DIBAO, 6)
    assert close_gates(engine).rows_rejected == 6
    assert unmet(engine) == {("农村低保", "有1至5行"): "critical"}


def test_a_second_look_says_the_same(engine: Engine) -> None:
    add_rows(engine, DIBAO, 25, **NOBODY)
    first = close_gates(engine), unmet(engine), statuses(engine, "dibao")
    assert (close_gates(engine), unmet(engine), statuses(engine, "dibao")) == first


def test_rows_that_were_rejected_before_keep_their_own_reason(engine: Engine) -> None:
    add_rows(engine, DIBAO, 24, **NOBODY)
    add_rows(engine, DIBAO, 1, status="rejected", reject_reason="“等级”空白", **NOBODY)
    close_gates(engine)
    assert ("rejected", "“等级”空白") in statuses(engine, "dibao")


@pytest.mark.parametrize(("rows", "damaged"), [(1, 1), (2, 2), (5, 2), (15, 2)])
def test_a_small_file_with_a_damaged_number_or_two_is_ordinary(engine: Engine, rows: int, damaged: int) -> None:
    add_rows(engine, DIBAO, rows - damaged)
    add_rows(engine, DIBAO, damaged, **BROKEN)
    close_gates(engine)
    assert unmet(engine) == {}


def test_a_small_file_in_which_every_number_is_damaged_is_said(engine: Engine) -> None:
    add_rows(engine, DIBAO, 6, **BROKEN)
    close_gates(engine)
    assert unmet(engine) == {("农村低保", "至少半数的行号码可用"): "warning"}
    assert statuses(engine, "dibao") == {("kept", None)}


def test_values_that_the_declaration_does_not_allow_are_said_and_stay(engine: Engine) -> None:
    add_rows(engine, DIBAO, 30, {"change_kind": "新增", "monthly_yuan": 500.0, "approved_on": dt.date(2026, 10, 8)})
    add_rows(engine, DIBAO, 3, {"change_kind": "其他", "monthly_yuan": -1.0, "approved_on": dt.date(2062, 10, 8)})
    close_gates(engine)
    said = {expectation for _, expectation in unmet(engine)}
    assert said == {"“变更类型”都在目录之内", "“月保障金额”合乎常理", "“批准时间”不晚于2026-12-01"}
    assert statuses(engine, "dibao") == {("kept", None)}


def test_a_clerk_reads_counts_and_nobodys_data(engine: Engine) -> None:
    add_rows(engine, DIBAO, 6, **BROKEN)
    close_gates(engine)
    row = engine.rows("SELECT * FROM draft.gate WHERE NOT is_met")[0]
    assert row["observed"] == "6行中6行不符"
    assert row["message"] == "“农村低保”6行中6行不符：号码空白或有误的太多，请该部门从原系统按文本重新导出"
    assert NAME not in str(row) and NUMBER not in str(row)


def test_a_feed_without_rows_is_skipped(engine: Engine) -> None:
    add_rows(engine, DIBAO, 3, month="2026-09")
    close_gates(engine)
    assert {row["subject"] for row in engine.rows("SELECT subject FROM draft.gate")} == {"户库"}


def test_the_base_is_judged_by_its_own_declaration(engine: Engine) -> None:
    add_people(engine, 5, person_key="p1", id18=None, township="未写镇街", household_id="无户编号-1")
    close_gates(engine)
    assert {expectation for _, expectation in unmet(engine)} == {
        "一人一行", "至少九成五的人证件号码可靠", "至少九成五的人有“乡镇（街道）”", "至少九成五的人有“户编号”",
    }  # fmt: skip


SAMPLE: dict[str, object] = {"yuan": 1.0, "count": 1, "date": LAST_DAY, "yes_no": True, "grade": 1}


def a_value(column: Column) -> Any:
    return next(iter(column.codes), None) or SAMPLE.get(column.kind, "某")


def test_every_declared_feed_can_be_judged_and_sound_rows_pass(engine: Engine) -> None:
    for feed in usual_catalogue().feeds:
        add_rows(engine, feed, 3, {column.name: a_value(column) for column in feed.columns})
    close_gates(engine)
    judged = {row["subject"] for row in engine.rows("SELECT subject FROM draft.gate")}
    assert judged == {feed.label for feed in usual_catalogue().feeds} | {"户库"}
    assert unmet(engine) == {}


@pytest.mark.parametrize("subject", [*(subject_of_feed(feed, MONTH, LAST_DAY) for feed in usual_catalogue().feeds), base_subject()],
                         ids=lambda subject: subject.label)  # fmt: skip
def test_no_two_gates_of_a_subject_are_called_the_same(subject: Subject) -> None:
    labels = [gate.label for gate in subject.gates]
    assert len(labels) == len(set(labels))


def test_a_check_that_does_not_run_is_no_verdict(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    impossible = Gate("有“某列”", "", fails="no_such_column IS NULL", least=0.5)
    monkeypatch.setattr(gates, "_whom", lambda: (impossible,))
    add_rows(engine, DIBAO, 6)
    with pytest.raises(CheckCrashed) as error:
        close_gates(engine)
    assert NUMBER not in str(error.value)
    assert engine.value("SELECT COUNT(*) FROM draft.gate") == 0
    assert statuses(engine, "dibao") == {("kept", None)}


def test_great_expectations_names_what_is_unexpected() -> None:
    rows = [{"place": place, "failed": failed} for place, failed in enumerate((0, 7, 0, 2, None), start=1)]
    check = Check("sound", "ExpectColumnValuesToBeBetween", {"column": "failed", "max_value": 0})
    verdict = check_counts(rows, "place", [check])["sound"].verdict()
    assert (verdict.is_met, verdict.judged, verdict.failed) == (False, 4, 2)
    assert [dict(row) for row in verdict.rows] == [{"place": 2, "failed": 7}, {"place": 4, "failed": 2}]


def test_a_check_of_what_is_not_there_has_no_verdict() -> None:
    check = Check("sound", "ExpectColumnValuesToBeBetween", {"column": "no_such_column", "max_value": 0})
    outcome = check_counts([{"place": 1}], "place", [check])["sound"]
    with pytest.raises(CheckCrashed):
        outcome.verdict()


def test_the_steps_judge_the_month_that_has_begun(tmp_path: Path) -> None:
    with Engine(Home(tmp_path).warehouse) as engine:
        engine.insert(tables.PERIOD, [{"month": MONTH, "previous_month": "2026-09", "today_of_month": LAST_DAY}])
        months.empty_drafts(engine)
        add_people(engine, 3)
        models.run_models(engine, (*models.BASE, *models.MATCH))
    assert judge.gate.fn(county_at(tmp_path), MONTH).feeds_stopped == 0
    assert judge.find_anomalies.fn(county_at(tmp_path), MONTH).crashed == 0
    with pytest.raises(FangpinError, match="2026-09还没有开始"):
        judge.gate.fn(county_at(tmp_path), "2026-09")
