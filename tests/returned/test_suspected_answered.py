"""What townships answer to 疑似匹配, and what the next months make of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.screen.explained import explained
from reports.explain import explain
from tasks.lists import write_lists
from tests import ledgers as on
from tests.ledgers import LISTS, SENT_BACK, Copy, run, take_and_list
from tests.support import SmallCounty, county_at, county_of, id_number, name, torn
from warehouse.engine import Engine

OCTOBER, NOVEMBER, DECEMBER = "2026-10", "2026-11", "2026-12"
AT_END = {OCTOBER: dt.date(2026, 12, 1), NOVEMBER: dt.date(2026, 12, 30)}
SHEET = "疑似匹配"
PERSON = 1
YES, NO = {"是否同一人": "是", "核查人员": "陈明"}, {"是否同一人": "否", "核查人员": "陈明"}


def disabled(number: str, day: str = "2026-10-12", grade: str = "一级") -> dict[str, str]:
    return {"姓名": name(PERSON), "身份证号": number, "残疾类别": "肢体", "残疾等级": grade, "发证时间": day}


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county in whose October somebody is suspected."""
    county = county_of(tmp_path_factory.mktemp("suspected") / "county", (PERSON, 2))
    county.send(OCTOBER, "残联", "残疾.csv", [disabled(torn(PERSON))])
    run(county, OCTOBER)
    assert len(suspected(county, OCTOBER)) == 1 and warned(county) == []
    return county


@pytest.fixture
def county(october: SmallCounty, tmp_path: Path) -> SmallCounty:
    return october.copy(tmp_path / "county")


@pytest.fixture(scope="module")
def answered(october: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """October's suspicion is confirmed."""
    county = october.copy(tmp_path_factory.mktemp("answered") / "county")
    answer(county, YES)
    return county


@pytest.fixture(scope="module")
def warned_of(answered: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """November is run after that, and warns of the person."""
    county = answered.copy(tmp_path_factory.mktemp("november") / "county")
    run(county, NOVEMBER)
    return county


@pytest.fixture
def confirmed(answered: SmallCounty, tmp_path: Path) -> SmallCounty:
    return answered.copy(tmp_path / "county")


@pytest.fixture
def november(warned_of: SmallCounty, tmp_path: Path) -> SmallCounty:
    return warned_of.copy(tmp_path / "county")


def answer(county: SmallCounty, said: dict[str, str], file: str = "报回.xlsx", kind: str = LISTS) -> None:
    copy = Copy(county, OCTOBER, kind)
    copy.fill(SHEET, 0, said)
    copy.send(file)
    take_and_list(county, OCTOBER, AT_END[OCTOBER])


def suspected(county: SmallCounty, month: str) -> list[str]:
    return [str(row["number"]) for row in county.ask("SELECT number FROM warning.suspected WHERE month = ?", month)]


def warned(county: SmallCounty) -> list[tuple[object, ...]]:
    rows = county.ask("SELECT month, number, tier FROM warning.warning ORDER BY month, number")
    return [tuple(row.values()) for row in rows]


def test_the_person_is_warned_of_next_month_under_the_same_number_once(november: SmallCounty) -> None:
    (number,) = suspected(november, OCTOBER)
    assert warned(november) == [(NOVEMBER, number, "confirmed")]
    (row,) = november.ask("SELECT * FROM handling.register")
    assert (row["origin"], row["number"], row["subject_id"]) == ("suspected", number, id_number(PERSON))
    assert str(row["hints"]).startswith("上月疑似，经镇街核对") and "残疾.csv" in str(row["provenance"])
    assert [one["预警编号"] for one in Copy(november, NOVEMBER).rows("预警信息台账")] == [number]
    run(november, DECEMBER)
    assert len(warned(november)) == 1


def test_months_run_again_keep_what_they_gave(october: SmallCounty, november: SmallCounty) -> None:
    before = on.listed(october, OCTOBER).read_bytes()
    first = warned(november)
    for month in (OCTOBER, NOVEMBER, OCTOBER):
        run(november, month)
    assert (
        warned(november) == first
        and len(suspected(november, OCTOBER)) == 1
        and on.listed(november, OCTOBER).read_bytes() == before
    )
    assert november.ask("SELECT is_withdrawn FROM handling.register") == [{"is_withdrawn": False}]


def test_an_answer_that_comes_late_counts_in_the_month_after(county: SmallCounty) -> None:
    run(county, NOVEMBER)
    answer(county, YES)
    run(county, DECEMBER)
    assert [row[0] for row in warned(county)] == [DECEMBER]
    run(county, NOVEMBER)
    assert [row[0] for row in warned(county)] == [DECEMBER]
    assert "2026-10疑似" in str(county.ask("SELECT hints FROM handling.register")[0]["hints"])


def test_the_damaged_row_sent_again_is_known_and_a_new_matter_is_warned_of_at_once(confirmed: SmallCounty) -> None:
    (number,) = suspected(confirmed, OCTOBER)
    confirmed.send(NOVEMBER, "残联", "残疾.csv", [disabled(torn(PERSON))])
    confirmed.send(NOVEMBER, "残联", "又一份.csv", [disabled(torn(PERSON), "2026-11-12", "二级")])
    run(confirmed, NOVEMBER)
    assert suspected(confirmed, NOVEMBER) == []
    found = warned(confirmed)
    assert len(found) == 2 and (NOVEMBER, number, "confirmed") in found and {row[2] for row in found} == {"confirmed"}
    outcomes = confirmed.ask("SELECT outcome, number FROM warning.outcome WHERE month = ? ORDER BY outcome", NOVEMBER)
    assert [row["outcome"] for row in outcomes] == ["suppressed", "warned"] and outcomes[0]["number"] == number


def test_a_sound_row_of_the_same_matter_makes_no_second_warning(confirmed: SmallCounty) -> None:
    confirmed.send(NOVEMBER, "残联", "残疾.csv", [disabled(id_number(PERSON))])
    run(confirmed, NOVEMBER)
    run(confirmed, NOVEMBER)
    assert [row[1] for row in warned(confirmed)] == suspected(confirmed, OCTOBER)


def test_a_matter_backfilled_with_a_sound_number_makes_no_second_warning(november: SmallCounty) -> None:
    november.send("2026-09", "残联", "残疾.csv", [disabled(id_number(PERSON))])
    run(november, "2026-09")
    assert [row[0] for row in warned(november)] == [NOVEMBER]
    assert len(november.ask("SELECT number FROM handling.register")) == 1


def test_somebody_else_is_never_suspected_for_that_number_again(county: SmallCounty) -> None:
    answer(county, NO)
    county.send(NOVEMBER, "残联", "残疾.csv", [disabled(torn(PERSON)), disabled(torn(PERSON), "2026-11-12")])
    run(county, NOVEMBER)
    assert suspected(county, NOVEMBER) == [] and warned(county) == [] and len(suspected(county, OCTOBER)) == 1


def test_a_roster_row_that_was_confirmed_is_warned_of_once(tmp_path: Path) -> None:
    county = county_of(tmp_path, (PERSON, 2))
    rows = {"2026-09": [2], OCTOBER: [2, PERSON], NOVEMBER: [2, PERSON], DECEMBER: [2, PERSON]}
    for month, orders in rows.items():
        county.send(month, "民政局", "农村低保花名册.csv", [
            {"姓名": name(order), "身份证号": torn(order) if order == PERSON else id_number(order), "低保类别": "A", "月保障金额": "500"}
            for order in orders
        ])  # fmt: skip
    for month in rows:
        county.run(month, deliveries={"dibao": "roster"})
        if month == OCTOBER:
            write_lists.fn(county_at(county.root), month)
            answer(county, YES)
    assert [row[0] for row in warned(county)] == [NOVEMBER]


REFUSALS = {
    "no_name": ([{"是否同一人": "是"}], "核查人员", "没有写核查人员"),
    "no_answer": ([{"核查人员": "陈明"}], "是否同一人", "没有选是否同一人"),
    "two_answers": ([YES, NO], "是否同一人", "几份表里填的不一样"),
    "neither": ([{"是否同一人": "可能", "核查人员": "陈明"}], "是否同一人", "只能填"),
}


@dataclass(frozen=True)
class SentBack:
    """The county in whose November all is answered, and what went back before: the reasons, and the lines to answer them in."""

    county: SmallCounty
    reasons: list[dict[str, Any]]
    lines: list[dict[str, Any]]


@pytest.fixture(scope="module")
def sent_back(tmp_path_factory: pytest.TempPathFactory) -> SentBack:
    """Each of the refusals is said of a person of its own; then all are confirmed in what went back."""
    orders = range(1, len(REFUSALS) + 1)
    county = county_of(tmp_path_factory.mktemp("refusals") / "county", orders)
    county.send(OCTOBER, "残联", "残疾.csv", [disabled(torn(order)) | {"姓名": name(order)} for order in orders])
    run(county, OCTOBER)
    said = dict(zip(map(name, orders), (copies for copies, *_ in REFUSALS.values()), strict=True))
    for place in (0, 1):
        copy = Copy(county, OCTOBER)
        for at, line in enumerate(copy.rows(SHEET)):
            copy.fill(SHEET, at, dict(*said[line["户主姓名"]][place : place + 1]))
        copy.send(f"{place}.xlsx")
    take_and_list(county, OCTOBER, AT_END[OCTOBER])
    copy = Copy(county, OCTOBER, SENT_BACK)
    told = SentBack(county, copy.rows("退回原因"), copy.rows(SHEET))
    for place in (0, 1):
        (county.home.returns(OCTOBER) / f"{place}.xlsx").unlink()
    for at in range(len(told.lines)):
        copy.fill(SHEET, at, YES)
    copy.send()
    take_and_list(county, OCTOBER, AT_END[OCTOBER])
    run(county, NOVEMBER)
    return told


@pytest.mark.parametrize("order", range(1, len(REFUSALS) + 1), ids=list(REFUSALS))
def test_what_cannot_be_taken_goes_back_and_is_answered_there(sent_back: SentBack, order: int) -> None:
    _, item, reason = list(REFUSALS.values())[order - 1]
    told = [row for row in sent_back.reasons if row["户主姓名"] == name(order)]
    assert {row["哪一项"] for row in told} == {item} and reason in told[0]["原因和怎样改"]
    (line,) = (row for row in sent_back.lines if row["户主姓名"] == name(order))
    (found,) = sent_back.county.ask(
        "SELECT suspected.number, warning.month FROM warning.suspected AS suspected INNER JOIN warning.warning AS warning "
        "ON warning.number = suspected.number WHERE suspected.month = ? AND suspected.likely_id = ?",
        OCTOBER,
        id_number(order),
    )
    assert found == {"number": line["疑似编号"], "month": NOVEMBER}
    assert sent_back.county.ask("SELECT * FROM handling.refusal WHERE number = ?", line["疑似编号"]) == []


def test_the_number_tells_who_judged_it(november: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    (number,) = suspected(november, OCTOBER)
    with Engine(november.home.warehouse) as engine:
        found = explain(engine, number)
    assert found is not None and found["verdict"]["is_same"] and found["verdict"]["checked_by"] == "陈明"
    explained(found, as_json=False)
    assert "是同一人，陈明" in capsys.readouterr().out.replace("\n", "")


BASE_LATER = "2026-11-30"


def base_renumbered(county: SmallCounty) -> None:
    """The next export numbers households and people anew."""
    for order in county.persons:
        county.persons[order] = {"户编号": f"99{order:014d}", "人编号": f"99{order:014d}01"}
    county.load_base(BASE_LATER)


def base_with_a_double(county: SmallCounty) -> None:
    """Somebody of the same name and nearly the same number has come into the base."""
    number = id_number(PERSON)[:-2] + ("2" if id_number(PERSON)[-2] not in "12" else "7") + id_number(PERSON)[-1]
    county.person(3, 姓名=name(PERSON), 证件号码=number)
    county.load_base(BASE_LATER)


def late_file(county: SmallCounty) -> None:
    county.send(NOVEMBER, "残联", "迟到.csv", [{**disabled(id_number(2), "2026-11-03"), "姓名": name(2)}])
    county.run(NOVEMBER)


def ledger_of_november(county: SmallCounty) -> None:
    """November's ledger comes back with October's untouched."""
    Copy(county, NOVEMBER).send(month=NOVEMBER)
    take_and_list(county, NOVEMBER, AT_END[NOVEMBER])


def ledger_gone(county: SmallCounty) -> None:
    """The office has cleared the folder of returns: what a human said, was said."""
    for file in county.home.returns(OCTOBER).iterdir():
        file.unlink()
    take_and_list(county, OCTOBER, AT_END[OCTOBER])


LATER: dict[str, Callable[[SmallCounty], object]] = {
    "returns": lambda county: take_and_list(county, OCTOBER, AT_END[OCTOBER]),
    "returns_next": ledger_of_november,
    "october": lambda county: county.run(OCTOBER),
    "november": lambda county: county.run(NOVEMBER),
    "late": late_file,
    "gone": ledger_gone,
    "double": base_with_a_double,
    "renumbered": base_renumbered,
}
"""What may happen after a suspicion was answered and November was run."""
ORDERS = [("double", "late", "returns", "november"), ("renumbered", "gone", "october")]
MANY_ORDERS = [tuple(random.Random(seed).choices(list(LATER), k=6)) for seed in range(30)]
SOME = [*ORDERS, *(pytest.param(order, marks=pytest.mark.slow) for order in MANY_ORDERS)]


@pytest.mark.parametrize("order", SOME)
def test_whom_a_human_confirmed_stays_confirmed_whatever_is_run_again(
    order: tuple[str, ...], november: SmallCounty
) -> None:
    (said,) = warned(november)
    for step in order:
        LATER[step](november)
    november.run(NOVEMBER)
    assert said in warned(november) and len({row[1] for row in warned(november)}) <= 2
    assert november.ask("SELECT is_withdrawn FROM handling.register WHERE number = ?", said[1]) == [
        {"is_withdrawn": False}
    ]
    november.send(DECEMBER, "残联", "残疾.csv", [disabled(torn(PERSON), "2026-12-09")])
    november.run(DECEMBER)
    assert suspected(november, DECEMBER) == [] and [row[2] for row in warned(november) if row[0] == DECEMBER] == [
        "confirmed"
    ]


@pytest.mark.parametrize("order", [ORDERS[0], *SOME[2:8]])
def test_whom_a_human_told_apart_stays_apart_whatever_is_run_again(order: tuple[str, ...], county: SmallCounty) -> None:
    answer(county, NO)
    run(county, NOVEMBER)
    for step in order:
        LATER[step](county)
    county.send(DECEMBER, "残联", "残疾.csv", [disabled(torn(PERSON), "2026-12-09")])
    county.run(DECEMBER)
    whom = {row["subject_id"] for row in county.ask("SELECT subject_id FROM handling.register")}
    assert id_number(PERSON) not in whom
    likely = {
        row["likely_id"] for row in county.ask("SELECT likely_id FROM warning.suspected WHERE month = ?", DECEMBER)
    }
    assert id_number(PERSON) not in likely


def test_another_answer_by_a_human_changes_the_first(november: SmallCounty) -> None:
    answer(november, NO)
    november.run(NOVEMBER)
    assert warned(november) == []
    assert november.ask("SELECT is_withdrawn FROM handling.register") == [{"is_withdrawn": True}]
