"""The closed loop when months, bases and folders change between issue and return: no answer is lost, every warning has one state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from reports.bulletin.figures import Figures, figures_of
from reports.bulletin.quarter import quarter_or_refuse
from reports.screen import progress_of
from tasks.dispatch import dispatch
from tests import ledgers as on
from tests.ledgers import MONTH, NEXT, NO, TOWNSHIP, answer, fill, give_back, labels, numbers, opened, run, take
from tests.support import SmallCounty, county_at, county_of, id_number, name, torn
from warehouse import models
from warehouse.engine import Engine
from warehouse.policy.load import load_policy

ILL, ASKED, OTHER = 1, 2, 3
AFTER = dt.date(2026, 12, 30)
YES = on.YES | on.STEPS


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose October ledger is out: two of a department, one who asked himself."""
    county = county_of(tmp_path_factory.mktemp("state") / "county", (ILL, ASKED, OTHER))
    on.warn_of(county, {ILL: "部门", ASKED: "申报", OTHER: "部门"})
    return county


@pytest.fixture
def county(october: SmallCounty, tmp_path: Path) -> Iterator[SmallCounty]:
    """A copy of it; in the end each warning has exactly one state."""
    county = october.copy(tmp_path / "county")
    yield county
    assert_adds_up(county)


def assert_adds_up(county: SmallCounty) -> None:
    """issued = open + done + withdrawn."""
    rows = county.ask(
        "SELECT register.number, COUNT(standing.state) AS states FROM handling.register AS register "
        "LEFT JOIN handling.standing AS standing ON standing.number = register.number GROUP BY register.number"
    )
    assert {row["states"] for row in rows} == {1}


def figures(county: SmallCounty) -> Figures:
    with Engine(county.home.warehouse) as engine:
        return figures_of(engine, quarter_or_refuse("2026Q4"), load_policy("jimo"))


def told(figures: Figures, kind: str) -> list[tuple[str, int]]:
    return [(row["place"], row["times"]) for row in figures.problems if row["kind"] == kind]


def on_register(county: SmallCounty, number: str) -> dict[str, object]:
    return county.ask("SELECT * FROM handling.register WHERE number = ?", number)[0]


# --- a new base between issue and return ------------------------------------------------------------------------------


def test_who_was_recognised_stays_newly_recognised_when_a_later_base_has_it(county: SmallCounty) -> None:
    """That the next base has the household monitored is what came of the warning, not how it stood when it was issued."""
    number = numbers(county)
    answer(county, {number[ILL]: YES})
    county.person(ILL, **on.MONITORED)
    county.load_base("2026-12-31")
    run(county, MONTH)
    assert on_register(county, number[ILL])["is_monitored"] is False
    assert [row["entered"] for row in figures(county).townships] == [1]


def test_an_open_warning_learns_from_a_later_base_that_its_household_is_monitored(county: SmallCounty) -> None:
    county.person(OTHER, **on.MONITORED)
    county.load_base("2026-10-31")
    run(county, MONTH)
    assert on_register(county, numbers(county)[OTHER])["is_monitored"] is True


@pytest.mark.parametrize(
    "said",
    [{"乡镇（街道）": "金口镇"}, {"乡镇（街道）": "田横新镇"}, {"姓名": "赵新名"}, {"行政村": "西村庄"}],
    ids=["moved", "renamed", "another-name", "another-village"],
)
def test_a_ledger_printed_before_the_new_base_is_taken_whole(county: SmallCounty, said: dict[str, str]) -> None:
    number = numbers(county)
    before = fill(opened(county), {number[ILL]: YES, number[OTHER]: NO})
    for order in (ILL, OTHER):
        county.person(order, **said | {"证件号码": id_number(order)})
    county.load_base("2026-11-30")
    run(county, MONTH)
    give_back(county, before)
    assert take(county)["cells_refused"] == 0
    assert labels(county) == {ILL: "办结（符合）", OTHER: "办结（不符合）", ASKED: "已反馈"}


def test_a_township_that_was_renamed_since_has_returned_its_ledger(county: SmallCounty) -> None:
    """月调度 knows its file by the numbers in it: its own mark says the old name."""
    number = numbers(county)
    before = fill(opened(county), {number[ILL]: NO})
    for order in (ILL, ASKED, OTHER):
        county.person(order, **{"乡镇（街道）": "田横新镇"})
    county.load_base("2026-11-30")
    run(county, MONTH)
    give_back(county, before)
    take(county)
    dispatch.fn(county_at(county.root), MONTH, dt.date(2036, 12, 4))
    with Engine(county.home.warehouse) as engine:
        (row,) = progress_of(engine, MONTH, load_policy("jimo"))
    assert (row["township"], row["done"]) == ("田横新镇", 1) and row["came_on"] is not None


# --- a month run again ------------------------------------------------------------------------------------------------


def test_what_is_at_fault_in_an_answer_is_asked_although_the_month_no_longer_gives_the_warning(
    county: SmallCounty,
) -> None:
    """A township that has begun to answer keeps it in hand."""
    number = numbers(county)
    answer(county, {number[ASKED]: NO | {"原因": "", "告知": "是"}})
    assert {number for number, *_ in on.refused(county)} == {number[ASKED]}
    letter = county.home.inbox(MONTH) / "热线" / "自主申报.csv"
    kept = letter.read_bytes()
    letter.unlink()
    run(county, MONTH)
    assert take(county)["cells_refused"] == 1 and labels(county)[ASKED] == "已反馈"
    letter.write_bytes(kept)
    run(county, MONTH)
    assert take(county)["cells_refused"] == 1 and labels(county)[ASKED] == "已反馈"


def test_a_closed_warning_that_its_month_no_longer_gives_stays_closed(county: SmallCounty) -> None:
    number = numbers(county)
    answer(county, {number[ASKED]: NO | {"告知": "是"}})
    letter = county.home.inbox(MONTH) / "热线" / "自主申报.csv"
    kept = letter.read_bytes()
    letter.unlink()
    run(county, MONTH)
    assert labels(county)[ASKED] == "办结（不符合）"
    assert county.ask("SELECT code FROM handling.mark") == [{"code": "corrected"}]
    letter.write_bytes(kept)
    run(county, MONTH)
    assert labels(county)[ASKED] == "办结（不符合）"


@pytest.mark.parametrize(
    ("since", "where", "label"),
    [("moved", "金口镇", "办结（不符合）：已有稳定收入"), ("corrected", TOWNSHIP, "办结（不符合）：已有稳定收入")],
)
def test_a_household_that_was_drawn_is_still_told(county: SmallCounty, since: str, where: str, label: str) -> None:
    """What is drawn stays drawn; without its row the county would look in vain for one of the households that it drew."""
    number = numbers(county)
    answer(county, {number[ASKED]: NO | {"告知": "是"}})
    dispatch.fn(county_at(county.root), MONTH, dt.date(2026, 12, 4))
    if since == "moved":
        county.person(ASKED, **{"乡镇（街道）": "金口镇"})
        county.load_base("2026-11-30")
    else:
        (county.home.inbox(MONTH) / "热线" / "自主申报.csv").unlink()
    run(county, MONTH)
    dispatch.fn(county_at(county.root), MONTH, dt.date(2026, 12, 5))
    (row,) = on.rows_of(county.home.outbox(MONTH) / "县级" / f"月调度_{MONTH}.xlsx", "抽查户")
    assert (row["镇街"], row["办理结果"]) == (where, label)


# --- folders of returns -----------------------------------------------------------------------------------------------


def test_ledgers_in_any_order_of_arrival_give_the_same_state(county: SmallCounty, tmp_path: Path) -> None:
    """Two files of October and one of November that goes on with October's warnings: whichever is taken in first."""
    number = numbers(county)
    run(county, NEXT)
    files = {
        ("a.xlsx", MONTH): fill(opened(county), {number[ILL]: YES, number[ASKED]: NO}),
        ("b.xlsx", MONTH): fill(opened(county), {number[OTHER]: NO | {"原因": ""}, number[ILL]: {"核查": "王五"}}),
        ("c.xlsx", NEXT): fill(
            opened(county, NEXT), {number[ILL]: {"核查": "周吴"}, number[ASKED]: {"告知": "是"}, number[OTHER]: NO}
        ),
    }
    came: dict[tuple[tuple[str, str], ...], SmallCounty] = {(): county}
    for count in range(1, len(files) + 1):  # what came before the last file is taken in once for all that may follow
        for order in permutations(files, count):
            copy = came[order] = came[order[:-1]].copy(tmp_path / str(len(came)))
            file, month = order[-1]
            give_back(copy, files[file, month], file, month)
            take(copy, month, today=AFTER)
            assert_adds_up(copy)
    orders = list(permutations(files))
    states = [state_of(came[order]) for order in orders]
    for order in (orders[0], orders[-1]):
        copy = came[order]
        take(copy, MONTH, today=AFTER)
        states.append(state_of(copy))
    assert all(state == states[0] for state in states)
    assert set(labels(copy).values()) == {"办结（符合）", "办结（不符合）"}


def state_of(county: SmallCounty) -> tuple[Any, ...]:
    return (
        county.ask("SELECT number, state, label, meets, closed_on, is_green FROM handling.standing ORDER BY ALL"),
        county.ask("SELECT number, item, reason, township FROM handling.refusal ORDER BY ALL"),
    )


def test_answers_whose_file_was_taken_away_are_retracted_and_that_is_told(county: SmallCounty) -> None:
    number = numbers(county)
    assert answer(county, {number[ILL]: YES, number[OTHER]: NO})["retracted"] == 0
    (county.home.returns(MONTH) / "报回.xlsx").unlink()
    assert take(county)["retracted"] == 7
    assert take(county)["retracted"] == 0


def test_a_day_before_the_last_one_retracts_and_that_is_told(county: SmallCounty) -> None:
    number = numbers(county)
    answer(county, {number[OTHER]: NO})
    assert take(county, today=dt.date(2026, 11, 15))["retracted"] == 1
    assert take(county)["retracted"] == 0 and labels(county)[OTHER] == "办结（不符合）"


def test_the_correction_of_a_correction_goes_before_it_where_only_suspected_matches_were_answered(
    tmp_path: Path,
) -> None:
    county = county_of(tmp_path / "county", (ILL,))
    row = {"姓名": name(ILL), "身份证号": torn(ILL), "残疾类别": "肢体", "残疾等级": "一级", "发证时间": "2026-10-12"}
    county.send(MONTH, "残联", "残疾.csv", [row])
    run(county, MONTH)
    for file, kind, same, by in (
        ("报回.xlsx", on.LISTS, "是", "是"), ("补正1.xlsx", on.SENT_BACK, "否", "本人"), ("补正2.xlsx", on.SENT_BACK, "是", "陈明"),
    ):  # fmt: skip
        copy = on.Copy(county, MONTH, kind)
        copy.fill("疑似匹配", 0, {"是否同一人": same, "核查人员": by})
        copy.send(file)
        on.take_and_list(county)
    assert on.refused(county) == []
    assert county.ask("SELECT is_same, checked_by FROM handling.verdict") == [{"is_same": True, "checked_by": "陈明"}]


# --- the bulletin -----------------------------------------------------------------------------------------------------


def test_a_ledger_in_a_later_months_folder_has_come(county: SmallCounty) -> None:
    number = numbers(county)
    run(county, NEXT)
    assert told(figures(county), "ledger_missing") == [(TOWNSHIP, 3)]
    give_back(county, fill(opened(county), {number[ILL]: YES}), month=NEXT)
    take(county, NEXT)
    assert told(figures(county), "ledger_missing") == []


def test_who_is_monitored_already_is_not_overdue_for_recognition(county: SmallCounty) -> None:
    assert told(figures(county), "overdue") == [(TOWNSHIP, 3)]
    county.person(OTHER, **on.MONITORED)
    county.load_base()
    run(county, MONTH)
    assert told(figures(county), "overdue") == [(TOWNSHIP, 2)]


# --- lines of the township's own --------------------------------------------------------------------------------------


def test_a_line_that_a_department_has_sent_too_is_not_withdrawn_with_its_file(tmp_path: Path) -> None:
    """The department's row was not warned of because of the line: without either the household would be in nobody's hands."""
    county = county_of(tmp_path / "county", (ILL,))
    run(county, MONTH)
    copy = on.Copy(county, MONTH)
    whom = {"户主姓名": name(ILL), "身份证": id_number(ILL)}
    copy.add("镇村上报", whom | {"预警方式": "干部排查", "具体预警信息": "突发疾病住院", "发现日期": "2026-11-12"})
    copy.send()
    take(county)
    row = {"姓名": name(ILL), "身份证号": id_number(ILL), "排查情况": "突发疾病住院", "排查日期": "2026-11-12"}
    sent = county.send(NEXT, "镇村", "干部排查.csv", [row])
    run(county, NEXT)
    assert county.outcomes(NEXT) == {("干部排查.csv", 2): "suppressed"}
    (county.home.returns(MONTH) / "报回.xlsx").unlink()
    take(county)
    assert set(labels(county).values()) == {"已反馈"}
    sent.unlink()
    run(county, NEXT)
    take(county)
    assert set(labels(county).values()) == {"已撤销"}
    assert_adds_up(county)


def test_a_base_is_loaded_whole_or_not_at_all(county: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    """People without their households would be a month in which nobody is found."""

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    counts = "SELECT (SELECT COUNT(*) FROM base.person) AS people, (SELECT COUNT(*) FROM base.household) AS households"
    before = county.ask(counts)
    county.person(OTHER + 1)
    with monkeypatch.context() as patched:
        patched.setattr(models, "run_models", stops)
        with pytest.raises(KeyboardInterrupt):
            county.load_base()
    assert county.ask(counts) == before
    county.load_base()
    assert county.ask(counts) == [{"people": 4, "households": 4}]
