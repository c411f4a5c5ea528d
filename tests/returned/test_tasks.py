"""Out to departments and back: newly monitored households become 任务清单, what departments did becomes history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from flows.screen.explained import several
from reports.explain import explain, of_person
from sources.errors import PolicyError
from tasks.dispatch import dispatch
from tests.ledgers import fill_in, listed, rows_of, run, take_and_list
from tests.ledgers import numbers as numbers_of
from tests.support import SmallCounty, county_at, county_of, id_number, name
from warehouse.engine import Engine
from warehouse.policy.load import load_policy

FIRST, SECOND = "2026-10", "2026-11"
TODAY, LATER = dt.date(2026, 11, 30), dt.date(2026, 12, 28)
ILL, DISABLED, WELL = 1, 2, 3
PROCEDURE = {
    "入户核实日期": "2026-11-09", "民主评议日期": "2026-11-11", "信息比对日期": "2026-11-12", "村级公示结束日期": "2026-11-20", "录入系统日期": "2026-11-23",
}  # fmt: skip
YES = {"是否符合认定标准": "是", "核查人员": "甲乙丙", "办结日期": "2026-11-24"}
DONE = {"帮扶措施": "办理两项补贴", "落实日期": "2026-12-05", "落实情况": "已落实", "经办人": "丁戊己"}


def send_disabled(county: SmallCounty, orders: Iterable[int] = (DISABLED,)) -> None:
    county.send(FIRST, "残联", "新办理重度残疾人证.csv", [
        {"姓名": name(order), "身份证号": id_number(order), "残疾类别": "肢体", "残疾等级": "一级", "办理类型": "新办", "批准日期": "2026-10-10"}
        for order in orders
    ])  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county in which two households were recognised in November, and whose November lists are out."""
    county = county_of(tmp_path_factory.mktemp("tasks") / "county", (ILL, DISABLED, WELL))
    county.send(FIRST, "医保局", "个人负担.csv", [
        {"姓名": name(order), "身份证号": id_number(order), "年度累计个人负担": yuan} for order, yuan in ((ILL, "30000"), (WELL, "40000"))
    ])  # fmt: skip
    send_disabled(county)
    run(county, FIRST)
    numbers = {str(row["subject_name"]): str(row["number"]) for row in county.ask("SELECT * FROM handling.register")}
    ill, disabled, well = (numbers[name(order)] for order in (ILL, DISABLED, WELL))
    no = {
        "是否符合认定标准": "否",
        "不符合认定标准的主要原因": "收入稳定",
        "核查人员": "甲乙丙",
        "办结日期": "2026-11-24",
    }
    ledger = listed(county, FIRST)
    fill_in(
        ledger, county.home.returns(FIRST) / ledger.name,
        {"预警信息台账": {ill: YES, disabled: YES, well: no}, "办理过程": {ill: PROCEDURE, disabled: PROCEDURE}},
    )  # fmt: skip
    counts = take_and_list(county, FIRST, TODAY)
    assert counts["done"] == 3
    run(county, SECOND)
    return county


@pytest.fixture
def county(asked: SmallCounty, tmp_path: Path) -> SmallCounty:
    return asked.copy(tmp_path / "county")


def path_of(county: SmallCounty, department: str, kind: str = "任务清单", month: str = SECOND) -> Path:
    return county.home.outbox(month) / "部门" / department / f"{kind}_{department}_{month}.xlsx"


def send_back(county: SmallCounty, said: dict[str, str], department: str = "残联", file: str = "") -> str:
    """The department's list with its one row filled in; the number of that row."""
    (row,) = rows_of(path_of(county, department), "任务清单")
    target = county.home.returns(SECOND) / (file or f"{department}报回.xlsx")
    fill_in(path_of(county, department), target, {"任务清单": {str(row["任务编号"]): said}}, "任务编号")
    return str(row["任务编号"])


def measures(county: SmallCounty) -> list[tuple[object, ...]]:
    rows = county.ask(
        "SELECT happened_on, value, is_retracted FROM handling.event WHERE step = 'measure' ORDER BY ordinal"
    )
    return [tuple(row.values()) for row in rows]


def test_each_need_goes_to_the_department_that_the_policy_names(county: SmallCounty) -> None:
    for department, order, need in (
        ("残联", DISABLED, "残疾人补贴"),
        ("医保局", ILL, "医疗救助"),
        ("卫健局", ILL, "大病专项救治"),
    ):
        (row,) = rows_of(path_of(county, department), "任务清单")
        assert (row["户主姓名"], row["身份证(户主)"]) == (name(order), id_number(order)) and need in str(
            row["帮扶需求"]
        )
        assert isinstance(row["录入系统日期"], dt.datetime) and row["录入系统日期"].date() == dt.date(2026, 11, 23)
    assert not path_of(county, "民政局").exists()
    assert not path_of(county, "残联", month=FIRST).exists()


def test_a_department_that_sends_nothing_still_gets_its_list(county: SmallCounty) -> None:
    assert {file.name for file in path_of(county, "卫健局").parent.glob("任务*")} == {f"任务清单_卫健局_{SECOND}.xlsx"}


def test_who_was_asked_for_is_not_asked_again_and_a_month_again_gives_the_same(county: SmallCounty) -> None:
    before = path_of(county, "残联").read_bytes()
    run(county, SECOND)
    assert path_of(county, "残联").read_bytes() == before
    assert len(county.ask("SELECT * FROM handling.task")) == 3


def test_a_measure_becomes_part_of_the_warnings_history(county: SmallCounty) -> None:
    send_back(county, DONE)
    counts = take_and_list(county, SECOND, LATER)
    assert (counts["task_cells"], counts["task_cells_refused"], counts["unread"]) == (4, 0, [])
    assert measures(county) == [(dt.date(2026, 12, 5), "残联：办理两项补贴", False)]
    take_and_list(county, SECOND, LATER)
    assert len(measures(county)) == 1
    send_back(county, DONE | {"帮扶措施": "办理两项补贴和轮椅"})
    take_and_list(county, SECOND, LATER)
    assert measures(county)[-1] == (dt.date(2026, 12, 5), "残联：办理两项补贴和轮椅", False)
    (county.home.returns(SECOND) / "残联报回.xlsx").unlink()
    take_and_list(county, SECOND, LATER)
    assert measures(county)[-1][2] is True


def test_two_departments_each_tell_their_own_measure(county: SmallCounty) -> None:
    send_back(county, DONE | {"帮扶措施": "医疗救助3200元"}, "医保局")
    send_back(county, {"落实情况": "不能落实", "备注": "不属专项病种", "经办人": "丁戊己"}, "卫健局")
    take_and_list(county, SECOND, LATER)
    assert {row[1] for row in measures(county)} == {"医保局：医疗救助3200元", "卫健局：不属专项病种（不能落实）"}


REFUSED = {
    "没有写落实日期": DONE | {"落实日期": ""},
    "没有写经办人": DONE | {"经办人": ""},
    "从下拉框选一项，不写": DONE | {"落实情况": "差不多了"},
    "这一天还没有到": DONE | {"落实日期": "2027-12-05"},
    "写成 2026-11-20 这样": DONE | {"落实日期": "12月初"},
    "在备注中写明原因": {"落实情况": "不能落实", "经办人": "丁戊己"},
    "落实情况却不是": DONE | {"落实情况": "正在落实"},
    "没有选落实情况": DONE | {"落实情况": ""},
    "没有写帮扶措施": DONE | {"帮扶措施": ""},
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county in which the department says each of these of a household of its own."""
    orders = range(1, len(REFUSED) + 1)
    county = county_of(tmp_path_factory.mktemp("refused") / "county", orders)
    send_disabled(county, orders)
    run(county, FIRST)
    ledger, numbers = listed(county, FIRST), numbers_of(county, FIRST).values()
    answers = {"预警信息台账": dict.fromkeys(numbers, YES), "办理过程": dict.fromkeys(numbers, PROCEDURE)}
    fill_in(ledger, county.home.returns(FIRST) / ledger.name, answers)
    assert take_and_list(county, FIRST, TODAY)["done"] == len(orders)
    run(county, SECOND)
    asked, said = (
        rows_of(path_of(county, "残联"), "任务清单"),
        dict(zip(map(name, orders), REFUSED.values(), strict=True)),
    )
    answered = {str(row["任务编号"]): said[str(row["户主姓名"])] for row in asked}
    fill_in(path_of(county, "残联"), county.home.returns(SECOND) / "残联报回.xlsx", {"任务清单": answered}, "任务编号")
    take_and_list(county, SECOND, LATER)
    return county


@pytest.mark.parametrize(("order", "reason"), enumerate(REFUSED, start=1), ids=list(REFUSED))
def test_what_cannot_be_taken_goes_back_marked(refused: SmallCounty, order: int, reason: str) -> None:
    (number,) = (
        row["任务编号"] for row in rows_of(path_of(refused, "残联"), "任务清单") if row["户主姓名"] == name(order)
    )
    assert measures(refused) == []
    back = path_of(refused, "残联", "退回补正_任务清单")
    (told,) = (row for row in rows_of(back, "退回原因") if row["任务编号"] == number)
    assert reason in str(told["原因和怎样改"])
    page = openpyxl.load_workbook(back)["任务清单"]
    (row,) = (row for row in page.iter_rows(min_row=3) if number in [cell.value for cell in row])
    notes = [cell.comment.text for cell in row if cell.comment]
    assert len(notes) == 1 and reason in notes[0]


def test_the_corrected_copy_is_taken_back(county: SmallCounty) -> None:
    number = send_back(county, DONE | {"落实日期": "12月初"})
    take_and_list(county, SECOND, LATER)
    mended = county.home.returns("2026-12") / "残联补正.xlsx"
    fill_in(
        path_of(county, "残联", "退回补正_任务清单"),
        mended,
        {"任务清单": {number: {"落实日期": "2026-12-05"}}},
        "任务编号",
    )
    run(county, "2026-12")
    counts = take_and_list(county, "2026-12", LATER)
    assert counts["task_cells_refused"] == 0 and measures(county) == [
        (dt.date(2026, 12, 5), "残联：办理两项补贴", False)
    ]


def test_the_corrected_copy_goes_before_what_it_corrects(county: SmallCounty) -> None:
    number = send_back(county, DONE | {"落实情况": "正在落实"})
    assert take_and_list(county, SECOND, LATER)["task_cells_refused"] == 1
    back, beside = path_of(county, "残联", "退回补正_任务清单"), county.home.returns(SECOND) / "残联补正.xlsx"
    fill_in(back, beside, {"任务清单": {number: {"落实情况": "已落实"}}}, "任务编号")
    assert take_and_list(county, SECOND, LATER)["task_cells_refused"] == 0
    assert measures(county)[-1] == (dt.date(2026, 12, 5), "残联：办理两项补贴", False)


def test_a_row_with_anothers_number_is_refused_cell_by_cell(county: SmallCounty) -> None:
    (row,) = rows_of(path_of(county, "卫健局"), "任务清单")
    send_back(county, DONE | {"任务编号": str(row["任务编号"])})
    counts = take_and_list(county, SECOND, LATER)
    assert (counts["task_cells"], counts["task_cells_refused"]) == (0, 4)
    reasons = county.ask("SELECT DISTINCT reason, department FROM handling.task_refusal")
    assert [row["reason"] for row in reasons] == ["这是别的部门的任务；请只填本部门的清单"]


def test_copies_that_say_two_things_are_not_believed(county: SmallCounty) -> None:
    send_back(county, DONE)
    send_back(county, DONE | {"帮扶措施": "配轮椅"}, file="另一份.xlsx")
    take_and_list(county, SECOND, LATER)
    (told,) = county.ask("SELECT DISTINCT item, reason FROM handling.task_refusal")
    assert told["item"] == "measure" and "填的不一样" in str(told["reason"]) and measures(county) == []


def test_what_was_under_way_is_done_in_a_later_folder(county: SmallCounty) -> None:
    """A task is not asked again: the department fills in the same list once more."""
    number = send_back(county, DONE | {"落实情况": "正在落实", "落实日期": ""})
    take_and_list(county, SECOND, LATER)
    assert measures(county)[-1] == (None, "残联：办理两项补贴（正在落实）", False)
    again = county.home.returns("2026-12") / "残联报回.xlsx"
    fill_in(path_of(county, "残联"), again, {"任务清单": {number: DONE}}, "任务编号")
    run(county, "2026-12")
    assert take_and_list(county, "2026-12", LATER)["task_cells_refused"] == 0
    assert measures(county)[-1] == (dt.date(2026, 12, 5), "残联：办理两项补贴", False)
    assert take_and_list(county, SECOND, LATER)["retracted"] == 0


def test_a_list_printed_before_the_head_changed_is_taken(county: SmallCounty) -> None:
    """The check code tells whose row it is; the register has the new head since October was run again."""
    household = "37021500000000002"
    county.persons[DISABLED] = {"户编号": household, "与户主关系": "配偶", "家庭人口数": "2"}
    county.persons[9] = {"户编号": household, "人编号": household + "02", "家庭人口数": "2"}
    send_back(county, DONE)
    county.load_base("2026-11-30")
    run(county, FIRST)
    assert county.ask("SELECT head_id FROM handling.register WHERE subject_id = ?", id_number(DISABLED)) == [
        {"head_id": id_number(9)}
    ]
    counts = take_and_list(county, SECOND, LATER)
    assert (counts["task_cells"], counts["task_cells_refused"]) == (4, 0) and len(measures(county)) == 1


def test_nothing_goes_back_of_a_household_that_does_not_meet_the_standard_after_all(county: SmallCounty) -> None:
    send_back(county, DONE | {"落实日期": ""})
    assert take_and_list(county, SECOND, LATER)["task_cells_refused"] == 1
    ledger = next(county.home.returns(FIRST).iterdir())
    number = county.ask("SELECT number FROM handling.register WHERE subject_id = ?", id_number(DISABLED))[0]["number"]
    said = {"是否符合认定标准": "否", "不符合认定标准的主要原因": "收入稳定"}
    fill_in(ledger, ledger, {"预警信息台账": {str(number): said}})
    take_and_list(county, FIRST, LATER)
    assert take_and_list(county, SECOND, LATER)["task_cells_refused"] == 0
    assert not path_of(county, "残联", "退回补正_任务清单").exists()


DECEMBER = "2026-12"


def test_what_is_not_answered_is_in_the_next_list_until_it_is(county: SmallCounty) -> None:
    number = send_back(county, DONE | {"落实情况": "正在落实", "落实日期": ""})
    take_and_list(county, SECOND, LATER)
    run(county, DECEMBER)
    (row,) = rows_of(path_of(county, "残联", month=DECEMBER), "任务清单")
    assert row["任务编号"] == number and row["提示"] == "2026-11推送，还没有办结；上次答复：办理两项补贴（正在落实）"
    (silent,) = rows_of(path_of(county, "卫健局", month=DECEMBER), "任务清单")
    assert silent["提示"] == "2026-11推送，还没有办结"
    before = path_of(county, "残联", month=DECEMBER).read_bytes()
    target = county.home.returns(DECEMBER) / "残联.xlsx"
    fill_in(path_of(county, "残联", month=DECEMBER), target, {"任务清单": {number: DONE}}, "任务编号")
    assert take_and_list(county, DECEMBER, dt.date(2027, 1, 28))["task_cells_refused"] == 0
    assert path_of(county, "残联", month=DECEMBER).read_bytes() == before
    run(county, "2027-01")
    assert not path_of(county, "残联", month="2027-01").exists() and path_of(county, "卫健局", month="2027-01").exists()
    with Engine(county.home.warehouse) as engine:
        told = explain(engine, number)
    assert told is not None and (told["department"], told["outcome"], told["is_asked"]) == ("残联", "已落实", True)


def test_the_dispatch_tells_each_departments_tasks_and_what_the_base_lacks(county: SmallCounty) -> None:
    send_back(county, DONE)
    take_and_list(county, SECOND, LATER)
    county.load_base("2026-12-31")
    dispatch.fn(county_at(county.root), SECOND, dt.date(2027, 1, 4))
    book = county.home.outbox(SECOND) / "县级" / f"月调度_{SECOND}.xlsx"
    told = {row["部门"]: (row["任务数"], row["已落实"], row["没有答复"]) for row in rows_of(book, "部门任务")}
    assert {one: told[one] for one in ("残联", "医保局", "卫健局")} == {
        "残联": (1, 1, 0),
        "医保局": (1, 0, 1),
        "卫健局": (1, 0, 1),
    }
    (row,) = rows_of(book, "措施核对")
    assert row["与户库核对"] == "户库中没有登记任何措施，请在系统中录入"


def test_a_task_that_is_void_is_told_to_its_department(county: SmallCounty) -> None:
    ledger = next(county.home.returns(FIRST).iterdir())
    number = county.ask("SELECT number FROM handling.register WHERE subject_id = ?", id_number(DISABLED))[0]["number"]
    (task,) = rows_of(path_of(county, "残联"), "任务清单")
    said = {"是否符合认定标准": "否", "不符合认定标准的主要原因": "收入稳定"}
    fill_in(ledger, county.home.returns(SECOND) / "更正.xlsx", {"预警信息台账": {str(number): said}})
    (county.home.returns(FIRST) / ledger.name).unlink()
    take_and_list(county, FIRST, LATER)
    take_and_list(county, SECOND, LATER)
    (row,) = rows_of(path_of(county, "残联"), "已撤销任务")
    assert row["任务编号"] == task["任务编号"] and rows_of(path_of(county, "残联"), "任务清单") == []
    run(county, DECEMBER)
    assert not path_of(county, "残联", month=DECEMBER).exists()


def test_who_gets_help_first_is_asked_for_as_soon_as_the_ledger_says_so(asked: SmallCounty, tmp_path: Path) -> None:
    county = SmallCounty(tmp_path / "county", dict(asked.persons))
    county.load_base()
    send_disabled(county)
    run(county, FIRST)
    (row,) = county.ask("SELECT number FROM handling.register")
    file = listed(county, FIRST)
    said = {"办理过程": {str(row["number"]): {"绿色通道": "是", "入户核实日期": "2026-11-09"}}}
    fill_in(file, county.home.returns(FIRST) / file.name, said)
    take_and_list(county, FIRST, TODAY)
    (task,) = rows_of(path_of(county, "残联", month=FIRST), "任务清单")
    assert task["录入系统日期"] is None and str(task["提示"]).startswith("绿色通道")
    take_and_list(county, FIRST, TODAY)
    run(county, SECOND)
    assert len(county.ask("SELECT * FROM handling.task")) == 1


def test_a_person_is_explained_by_name_or_number(county: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    with Engine(county.home.warehouse) as engine:
        by_name, by_number = of_person(engine, name(ILL)), of_person(engine, id_number(ILL).lower())
    assert by_name == by_number and len(by_name) == 1 and str(by_name[0]["number"]).startswith("YB01")
    several([*by_name, *by_name], as_json=False)
    said = capsys.readouterr().out
    assert "请用编号再查" in said and id_number(ILL) not in said


def test_departments_get_the_list_of_those_monitored(county: SmallCounty) -> None:
    file = county.home.outbox(SECOND) / "县级" / f"监测帮扶人员名单_{SECOND}.xlsx"
    rows = rows_of(file, "监测帮扶人员名单")
    assert {(row["姓名"], row["本月新增"]) for row in rows} == {(name(ILL), "新增"), (name(DISABLED), "新增")}


def test_a_policy_names_a_department_for_every_risk(tmp_path: Path) -> None:
    own = tmp_path / "policy.toml"
    own.write_text(
        'extends = "jimo"\n[[rule]]\ncode = "GD01"\nfeed = "petition"\nwhen = "TRUE"\nnew = "each_event"\nrisk = "因婚"\ngrade = "黄"\nsays = "x"\n',
        encoding="utf-8",
    )
    assert load_policy(own).help["其他"]
    text = (Path(__file__).parents[2] / "policies" / "jimo.toml").read_text(encoding="utf-8")
    own.write_text("\n".join(line for line in text.splitlines() if not line.startswith('"其他" = {')), encoding="utf-8")
    with pytest.raises(PolicyError, match="没有风险类型“其他”"):
        load_policy(own)
