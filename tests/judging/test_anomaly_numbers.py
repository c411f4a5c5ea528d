"""Anomalies: numbers that live for years, months that are counted, and crashes that are no bad data."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from expectations import anomalies
from expectations.anomalies import RuleCounts, find_anomalies
from expectations.gx import CheckOutcome, Verdict
from expectations.library import RULES, Rule, load_rules
from reports.queries import query_of
from sources.errors import PolicyError
from sources.identity import check_digit, identify, name_key
from sources.months import month_end, shift
from warehouse import models, months, tables
from warehouse.engine import Engine

CHOSEN = ("A05", "A14", "B01", "M01")
SECRET = "甲某密"


def number(serial: int, *, sound: bool = True) -> str:
    first = f"37028219800101{serial:03d}"
    right = str(pl.select(check_digit(pl.lit(first))).item())
    return first + (right if sound else ("1" if right == "0" else "0"))


def person(place: int, **changed: object) -> dict[str, object]:
    return {
        "household_id": "1001", "person_id": f"p{place}", "person_name": f"{SECRET}{'甲乙丙丁'[place]}",
        "person_id_number": number(place), "relation": "之兄弟姐妹", "ethnicity": "汉族", "is_head": False,
        "township": "甲镇", "village": "乙村", "file_name": "导出.xlsx",
    } | changed  # fmt: skip


BASE = [
    person(0, relation="户主", is_head=True),
    person(1, relation="户主", is_head=True),
    person(2, person_id_number=number(2, sound=False)),
    person(3, ethnicity=None),
]


def load_base(engine: Engine, people: list[dict[str, object]]) -> None:
    frame = pl.DataFrame(people, infer_schema_length=None).with_row_index("row_number", 2)
    frame = identify(frame, "person_id_number", pl.lit(False)).with_columns(
        name_key(pl.col("person_name")).alias("name_key"), pl.col("person_id").alias("person_key")
    )
    engine.run("DELETE FROM base.person")
    engine.insert(tables.PERSON, frame.to_dicts())
    models.run_models(engine, models.BASE)


def begin(engine: Engine, month: str) -> None:
    engine.run("DELETE FROM ops.period")
    row = {"month": month, "previous_month": shift(month, -1), "today_of_month": month_end(month)}
    engine.insert(tables.PERIOD, [row])
    months.empty_drafts(engine)
    models.run_models(engine, models.MATCH)


def run_month(engine: Engine, month: str, *rules: Rule) -> RuleCounts:
    """Find, and keep what was found in place of the month."""
    begin(engine, month)
    counts = find_anomalies(engine, rules or chosen())
    months.keep_drafts(engine, month)
    return counts


@cache
def library() -> tuple[Rule, ...]:
    return load_rules()


def chosen() -> list[Rule]:
    return [rule for rule in library() if rule.code in CHOSEN]


def seen(engine: Engine, code: str = "A14") -> list[tuple[str, int]]:
    rows = engine.rows("SELECT first_month, months_seen FROM draft.anomaly WHERE rule_code = ?", [code])
    return [(row["first_month"], row["months_seen"]) for row in rows]


def states(engine: Engine) -> dict[str, str]:
    return {row["rule_code"]: row["state"] for row in engine.rows("SELECT * FROM draft.rule_result")}


def numbers(engine: Engine) -> set[str]:
    return {row["number"] for row in engine.rows("SELECT number FROM draft.anomaly")}


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(None) as engine:
        load_base(engine, BASE)
        yield engine


def test_every_shipped_rule_runs_and_both_ways_of_counting_agree(engine: Engine) -> None:
    counts = run_month(engine, "2026-10", *library())
    assert counts.crashed == 0
    assert {code: state for code, state in states(engine).items() if state == "fired"} == dict.fromkeys(
        ("A05", "A14", "B01"), "fired"
    )
    assert states(engine)["A13"] == "not_applicable"


def test_a_number_is_a_function_of_rule_household_and_person_alone(engine: Engine) -> None:
    run_month(engine, "2026-10")
    digest = hashlib.md5(b"A14|1001|p3").hexdigest()[:14].upper()
    assert f"A14-{digest}" in numbers(engine)
    household = hashlib.md5(b"B01|1001").hexdigest()[:14].upper()
    assert f"B01-{household}" in numbers(engine)


def test_a_village_has_numbers_of_its_own_and_stands_in_its_townships_list(engine: Engine) -> None:
    load_base(engine, [one | {"village": "未写村"} for one in BASE])
    run_month(engine, "2026-10", *chosen(), *(rule for rule in library() if rule.code == "N04"))
    digest = hashlib.md5("N04|甲镇|未写村".encode()).hexdigest()[:14].upper()
    rows = engine.rows(query_of("anomalies"), ["2026-10", "甲镇"])
    assert rows[0]["number"] == f"N04-{digest}" and len(rows) > 1
    assert [rows[0][name] for name in ("household_id", "head_name", "person_name")] == [None] * 3


def test_numbers_outlive_the_order_of_rows_the_name_of_the_file_and_the_month(engine: Engine) -> None:
    run_month(engine, "2026-10")
    before = numbers(engine)
    load_base(engine, [one | {"file_name": "另一个文件.xlsx"} for one in reversed(BASE)])
    run_month(engine, "2026-11")
    assert numbers(engine) == before


def test_months_on_end_are_counted_and_a_gap_starts_again(engine: Engine) -> None:
    run_month(engine, "2026-08")
    run_month(engine, "2026-09")
    assert seen(engine) == [("2026-08", 2)]
    load_base(engine, [*BASE[:3], person(3)])
    run_month(engine, "2026-10")
    assert seen(engine) == []
    load_base(engine, BASE)
    run_month(engine, "2026-11")
    assert seen(engine) == [("2026-08", 1)]


def test_a_month_run_again_says_the_same(engine: Engine) -> None:
    run_month(engine, "2026-09")
    run_month(engine, "2026-10")
    first = engine.rows("SELECT * FROM draft.anomaly ORDER BY number")
    run_month(engine, "2026-10")
    assert engine.rows("SELECT * FROM draft.anomaly ORDER BY number") == first
    assert seen(engine) == [("2026-09", 2)]


def test_an_earlier_month_run_later_does_not_take_its_first_month_from_the_future(engine: Engine) -> None:
    run_month(engine, "2026-10")
    run_month(engine, "2026-06")
    assert seen(engine) == [("2026-06", 1)]


def test_several_rows_of_one_feed_make_one_anomaly(engine: Engine) -> None:
    for place, feed in enumerate(("dibao", "dibao", "tekun")):
        row = {
            "month": "2026-10", "row_key": f"r{place}", "feed": feed, "department": "民政局", "file_name": "来文.xlsx",
            "row_number": place, "subject_name": "另名", "name_key": "另名", "id_state": "valid", "id18": number(0),
            "status": "kept",
        }  # fmt: skip
        engine.insert(tables.FEED_ROW, [row])
    run_month(engine, "2026-10")
    rows = engine.rows("SELECT * FROM draft.anomaly WHERE rule_code = 'M01' ORDER BY provenance")
    assert [row["provenance"] for row in rows] == ["民政局 来文.xlsx 第0行", "民政局 来文.xlsx 第2行"]
    assert rows[0]["reference_value"] == "另名" and "另名" not in rows[0]["says"]


def broken(when: str, code: str = "Z01") -> Rule:
    return chosen()[1].model_copy(update={"code": code, "when": when, "needs": ()})


@pytest.mark.parametrize("when", ["no_such_column = 1", "CAST(person_name AS INTEGER) = 1", "LENGTH(person_name) = )"])
def test_a_rule_that_crashes_is_said_and_stops_no_other(
    engine: Engine, when: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    run_month(engine, "2026-10")
    others = numbers(engine)
    counts = run_month(engine, "2026-10", *chosen(), broken(when))
    assert counts.crashed == 1 and states(engine)["Z01"] == "crashed"
    assert numbers(engine) == others
    message = engine.value("SELECT message FROM draft.rule_result WHERE rule_code = 'Z01'")
    assert message.startswith("规则未能运行，不是数据问题")
    assert SECRET not in message + caplog.text + "".join(capsys.readouterr())


def test_a_rule_whose_value_cannot_be_told_is_said_and_stops_no_other(engine: Engine) -> None:
    run_month(engine, "2026-10")
    others = numbers(engine)
    untold = broken("is_head").model_copy(update={"base_value": "CAST(person_name AS INTEGER)"})
    assert run_month(engine, "2026-10", *chosen(), untold).crashed == 1
    assert states(engine)["Z01"] == "crashed" and numbers(engine) == others


def test_counts_that_differ_are_a_crash(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {rule.code: CheckOutcome(rule.code, Verdict(False, 99, 99)) for rule in chosen()}
    monkeypatch.setattr(anomalies, "inspect", lambda engine, rules: wrong)
    assert run_month(engine, "2026-10").crashed == len(CHOSEN)
    assert numbers(engine) == set()


def test_an_export_without_a_needed_column_is_left_out_and_said(engine: Engine) -> None:
    elsewhere = person(2, household_id="2002", ethnicity=None, file_name="缺列.xlsx")
    load_base(engine, [*BASE[:2], BASE[3], elsewhere])
    run_month(engine, "2026-10")
    found = engine.rows("SELECT person_key FROM draft.anomaly WHERE rule_code = 'A14'")
    assert [row["person_key"] for row in found] == ["p3"]
    message = engine.value("SELECT message FROM draft.rule_result WHERE rule_code = 'A14'")
    assert message == "有1个户库导出文件没有所需的列，未按本规则检查"


def test_a_rule_does_not_apply_before_its_time_or_without_its_columns(engine: Engine) -> None:
    load_base(engine, [one | {"ethnicity": None} for one in BASE])
    later = chosen()[0].model_copy(update={"code": "Z02", "holds_from": dt.date(2027, 1, 1)})
    run_month(engine, "2026-10", *chosen(), later)
    rows = engine.rows("SELECT rule_code, message FROM draft.rule_result WHERE state = 'not_applicable'")
    assert {tuple(row.values()) for row in rows} == {("A14", "户库没有“民族”"), ("Z02", "自2027-01-01起执行")}


def test_a_result_holds_nobodys_data(engine: Engine) -> None:
    run_month(engine, "2026-10", *library())
    told = str(engine.rows("SELECT * FROM draft.rule_result")) + str(engine.rows("SELECT says FROM draft.anomaly"))
    assert SECRET not in told and number(2, sound=False) not in told


REFUSED = {
    "条件或语句不能执行": ('when = "ethnicity IS NULL"', 'when = "no_such_column IS NULL"'),
    "条件中不能有": ('when = "ethnicity IS NULL"', 'when = "ethnicity IS NULL; DROP TABLE base.person"'),
    "says 中的列 no_such 不存在": ('says = "民族未填"', 'says = "民族{no_such}"'),
    "姓名和号码另有专列": ('says = "民族未填"', 'says = "{person_name}的民族未填"'),
    "needs、corrects 中的列": ('needs = ["ethnicity"]', 'needs = ["nation"]'),
    "Extra inputs": ('needs = ["ethnicity"]', 'need = ["ethnicity"]'),
    "severity": ('severity = "低"', 'severity = "轻"'),
    "规则编号重复": ('code = "A14"', 'code = "A13"'),
}


@pytest.mark.parametrize(("reason", "change"), REFUSED.items(), ids=list(REFUSED))
def test_a_wrong_rule_is_refused_with_its_reason(reason: str, change: tuple[str, str], tmp_path: Path) -> None:
    text = (RULES / "identity.toml").read_text(encoding="utf-8")
    kept = text[text.index('[[rule]]\ncode = "A13"') : text.index('[[rule]]\ncode = "A15"')]
    assert change[0] in kept
    before, after = kept.rsplit(change[0], 1)
    (tmp_path / "own.toml").write_text(before + change[1] + after, encoding="utf-8")
    with pytest.raises(PolicyError, match=reason) as error:
        load_rules(tmp_path)
    assert error.value.where.startswith("own.toml 规则A1")


def test_the_library_is_large_enough_to_be_of_use() -> None:
    about_the_base = [rule for rule in library() if rule.object != "feed_row"]
    assert len(about_the_base) >= 20
