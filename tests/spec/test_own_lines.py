"""Lines that townships add to their ledgers themselves: `own_lines.md` says which are taken, and what happens to the others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from flows.screen.explained import explained
from reports.explain import explain
from sources.identity import CHECK_DIGITS
from tests.ledgers import LISTS, SENT_BACK, Copy, run, take_and_list
from tests.support import SmallCounty, id_number, pipe_table
from warehouse.engine import Engine

LINES, SAME = (Path(__file__).parent / "own_lines.md").read_text(encoding="utf-8").split("## 同样的话")
SPEC, SAME_WORDS = pipe_table(LINES), pipe_table(SAME)
OCTOBER, NOVEMBER = "2026-10", "2026-11"
TODAY = dt.date(2026, 12, 1)
OWN, HOME, CARRIED = "镇村上报", "37021500000000001", "往月未办结"
NAMED = {"张甲": 1, "李乙": 2, "王丙": 3, "新人": 8, "新户": 9}


def number_of(who: str) -> str | None:
    if who == "错号":
        sound = id_number(1)
        return sound[:17] + CHECK_DIGITS[(CHECK_DIGITS.index(sound[17]) + 1) % 11]
    return id_number(NAMED[who]) if who else None


def line(**said: Any) -> dict[str, Any]:
    """A line of 镇村上报 as the specification has it."""
    return {
        "户主姓名": said.get("户主") or None, "身份证": number_of(said.get("户主", "")), "预警对象": said.get("预警对象") or None,
        "预警对象身份证": number_of(said.get("预警对象", "")), "预警方式": said.get("预警方式") or None,
        "具体预警信息": said.get("具体预警信息") or None, "发现日期": said.get("发现日期") or None,
    }  # fmt: skip


ILL = line(户主="张甲", 预警方式="干部排查", 具体预警信息="突发疾病住院", 发现日期="2026-11-12")
NOT_MET = {
    "是否符合认定标准": "否",
    "不符合认定标准的主要原因": "收入稳定",
    "核查人员": "陈明",
    "办结日期": dt.datetime(2026, 11, 20),
}


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose October is listed; one household of two, and one of another township."""
    county = SmallCounty(tmp_path_factory.mktemp("own") / "county")
    county.person(1, 户编号=HOME, 姓名="张甲", 家庭人口数="2")
    county.person(2, 户编号=HOME, 姓名="李乙", 与户主关系="配偶", 家庭人口数="2")
    county.person(3, 姓名="王丙", **{"乡镇（街道）": "金口镇"})
    county.load_base()
    county.send(OCTOBER, "残联", "残疾.csv", [
        {"姓名": "张甲", "身份证号": id_number(1), "残疾类别": "肢体", "残疾等级": "一级", "发证时间": "2026-10-12"},
        {"姓名": "王丙", "身份证号": id_number(3), "残疾类别": "肢体", "残疾等级": "一级", "发证时间": "2026-10-12"},
    ])  # fmt: skip
    county.send(OCTOBER, "镇村", "干部排查.csv", [
        {"姓名": "张甲", "身份证号": id_number(1), "排查情况": "房屋漏雨", "排查日期": "2026-10-20"},
    ])  # fmt: skip
    run(county, OCTOBER)
    return county


@pytest.fixture
def county(october: SmallCounty, tmp_path: Path) -> SmallCounty:
    return october.copy(tmp_path / "county")


def report(county: SmallCounty, *lines: dict[str, Any], file: str = "报回.xlsx") -> dict[str, object]:
    """The township's October workbook with these lines in 镇村上报."""
    copy = Copy(county, OCTOBER)
    for said in lines:
        copy.add(OWN, said)
    copy.send(file)
    return take_and_list(county, OCTOBER, TODAY)


def registered(county: SmallCounty) -> list[dict[str, object]]:
    return county.ask(
        "SELECT register.*, standing.state FROM handling.register AS register "
        "INNER JOIN handling.standing AS standing ON standing.number = register.number "
        "WHERE origin = 'township' ORDER BY register.number"
    )


def refused(county: SmallCounty) -> list[dict[str, object]]:
    return county.ask("SELECT * FROM handling.refusal WHERE number = '' ORDER BY file_name, sheet, row_number")


def test_each_line_of_the_specification(county: SmallCounty) -> None:
    report(county, *(line(**row) for row in SPEC))
    taken = {row["row_number"]: row for row in county.ask("SELECT * FROM handling.own")}
    for place, row in enumerate(SPEC, start=3):
        own = taken[place]
        assert (own["reason"] is None) == (row["结果"] == "采用"), row
        assert row["提示或原因"] in str(own["hints"] if row["结果"] == "采用" else own["reason"]), row
        assert row["反馈日期"] in ("", str(own["feedback_on"])), row
    kept = sum(row["结果"] == "采用" for row in SPEC)
    assert len(registered(county)) == kept and len(refused(county)) == len(SPEC) - kept
    assert all(row["township"] == "田横镇" for row in registered(county))


def test_a_line_gets_a_number_time_limits_and_its_answer_in_one_reading(county: SmallCounty) -> None:
    report(county, ILL | NOT_MET)
    (row,) = registered(county)
    assert str(row["number"]).startswith("GP01-") and row["month"] == OCTOBER and row["state"] == "done"
    assert (row["feedback_on"], row["visit_by"], row["decide_by"]) == (
        dt.date(2026, 11, 12), dt.date(2026, 11, 17), dt.date(2026, 12, 2),
    )  # fmt: skip
    events = county.ask("SELECT step, happened_on FROM handling.event WHERE number = ? ORDER BY ordinal", row["number"])
    assert [tuple(event.values()) for event in events] == [
        ("issued", dt.date(2026, 11, 12)), ("closed", dt.date(2026, 11, 20)),
    ]  # fmt: skip


def test_reading_again_and_copies_change_nothing(county: SmallCounty) -> None:
    report(county, ILL)
    first, events = registered(county), county.ask("SELECT * FROM handling.event")
    report(county, ILL, file="副本.xlsx")
    county.load_base("2026-11-30")
    take_and_list(county, OCTOBER, dt.date(2026, 12, 9))
    assert registered(county) == first and county.ask("SELECT * FROM handling.event") == events


def test_two_matters_of_one_person_are_two(county: SmallCounty) -> None:
    report(county, ILL, ILL | {"具体预警信息": "家里失火"}, ILL | {"发现日期": "2026-11-13"})
    assert len({row["number"] for row in registered(county)}) == 3


def test_a_row_without_number_in_the_ledger_is_such_a_line_too(county: SmallCounty) -> None:
    copy = Copy(county, OCTOBER)
    said = {heading: value for heading, value in ILL.items() if heading != "发现日期"}
    copy.add("预警信息台账", said | NOT_MET | {"信息反馈日期": dt.datetime(2026, 11, 12)})
    copy.send()
    take_and_list(county, OCTOBER, TODAY)
    first = [(row["number"], row["state"]) for row in registered(county)]
    assert len(first) == 1 and first[0][1] == "done"
    report(county, ILL, file="又一份.xlsx")
    assert [(row["number"], row["state"]) for row in registered(county)] == first


def test_a_row_whose_number_alone_was_deleted_is_no_new_line(county: SmallCounty) -> None:
    copy = Copy(county, OCTOBER)
    copy.fill("预警信息台账", 0, {"预警编号": None} | NOT_MET)
    copy.send()
    counts = take_and_list(county, OCTOBER, TODAY)
    assert registered(county) == [] and int(str(counts["cells_refused"])) == 4


def test_what_a_department_has_sent_is_one_with_the_line(county: SmallCounty) -> None:
    copy = Copy(county, OCTOBER)
    copy.add(OWN, line(户主="张甲", 预警方式="干部排查", 具体预警信息="房屋漏雨", 发现日期="2026-10-21") | NOT_MET)
    copy.send()
    take_and_list(county, OCTOBER, TODAY)
    assert registered(county) == []
    done = county.ask("SELECT number FROM handling.standing WHERE state = 'done'")
    sent = county.ask("SELECT number FROM warning.warning WHERE rule_code = 'GP01'")
    assert done == sent and len(sent) == 1


def test_what_a_department_sends_later_is_known(county: SmallCounty) -> None:
    report(county, ILL)
    county.send(NOVEMBER, "镇村", "干部排查.csv", [
        {"姓名": "张甲", "身份证号": id_number(1), "排查情况": "突发疾病，住院", "排查日期": "2026-11-14"},
        {"姓名": "张甲", "身份证号": id_number(1), "排查情况": "房屋着火", "排查日期": "2026-11-15"},
    ])  # fmt: skip
    run(county, NOVEMBER)
    outcomes = county.ask(
        "SELECT outcome, reason, number FROM warning.outcome WHERE month = ? ORDER BY outcome", NOVEMBER
    )
    assert [row["outcome"] for row in outcomes] == ["suppressed", "warned"]
    assert outcomes[0]["number"] == registered(county)[0]["number"] and "镇街" in str(outcomes[0]["reason"])


def test_the_same_words_are_one_whoever_says_them_first(tmp_path: Path) -> None:
    county, orders = SmallCounty(tmp_path / "county"), range(len(SAME_WORDS))
    first_sent, first_told = ([county.person(order + more) for order in orders] for more in (11, 31))
    county.load_base()
    for month, whom in ((OCTOBER, first_sent), (NOVEMBER, first_told)):
        county.send(month, "镇村", "干部排查.csv", [
            {"姓名": who, "身份证号": number, "排查情况": row["部门来文"], "排查日期": f"{month}-14"}
            for (who, number), row in zip(whom, SAME_WORDS, strict=True)
        ])  # fmt: skip
    run(county, OCTOBER)
    report(county, *(
        {"户主姓名": who, "身份证": number, "预警方式": "干部排查", "具体预警信息": row["镇街所写"], "发现日期": f"{month}-20"}
        for month, whom in ((OCTOBER, first_sent), (NOVEMBER, first_told))
        for (who, number), row in zip(whom, SAME_WORDS, strict=True)
    ))  # fmt: skip
    run(county, NOVEMBER)
    asked = county.ask("SELECT head_id, COUNT(*) AS times FROM handling.register GROUP BY head_id")
    times = {row["head_id"]: row["times"] for row in asked}
    for place, row in enumerate(SAME_WORDS):
        for _, number in (first_sent[place], first_told[place]):
            assert times[number] == (1 if row["是一条"] == "是" else 2), row


def test_an_open_line_is_in_the_next_months_ledger_and_answered_there(county: SmallCounty) -> None:
    report(county, ILL)
    run(county, NOVEMBER)
    copy = Copy(county, NOVEMBER)
    places = [
        place
        for place, row in enumerate(copy.rows(CARRIED))
        if row["预警方式"] == "干部排查" and "疾病" in row["具体预警信息"]
    ]
    row = copy.rows(CARRIED)[places[0]]
    assert len(places) == 1 and row["预警编号"] == registered(county)[0]["number"] and row["校验码"]
    copy.fill(CARRIED, places[0], NOT_MET)
    copy.send()
    take_and_list(county, NOVEMBER, dt.date(2026, 12, 30))
    assert [row["state"] for row in registered(county)] == ["done"]


def test_a_month_run_again_after_its_lines_gives_the_same_ledger(county: SmallCounty) -> None:
    path = county.home.outbox(OCTOBER) / "田横镇" / f"{LISTS}_田横镇_{OCTOBER}.xlsx"
    before = path.read_bytes()
    report(county, ILL)
    run(county, OCTOBER)
    assert path.read_bytes() == before and [row["is_withdrawn"] for row in registered(county)] == [False]


def test_a_refused_line_is_mended_on_the_copy_that_comes_back(county: SmallCounty) -> None:
    wrong = line(户主="错号", 预警方式="干部排查", 具体预警信息="突发疾病住院", 发现日期="2026-11-12")
    report(county, wrong | NOT_MET)
    copy = Copy(county, OCTOBER, SENT_BACK)
    told = [row for row in copy.rows("退回原因") if row["哪一项"] == "身份证"]
    assert len(told) == 1 and told[0]["预警编号"] is None and (told[0]["工作表"], told[0]["行号"]) == (OWN, 3)
    back = copy.rows(OWN)
    assert (
        len(back) == 1
        and back[0]["具体预警信息"] == "突发疾病住院"
        and back[0]["不符合认定标准的主要原因"] == "收入稳定"
    )
    copy.fill(OWN, 0, {"身份证": id_number(1)})
    copy.send("补正.xlsx")
    take_and_list(county, OCTOBER, TODAY)
    assert [row["state"] for row in registered(county)] == ["done"] and refused(county) == []


def test_a_taken_line_whose_answer_is_at_fault_goes_back_with_its_number(county: SmallCounty) -> None:
    report(county, ILL | {"是否符合认定标准": "是", "核查人员": "陈明", "办结日期": dt.datetime(2026, 10, 1)})
    copy = Copy(county, OCTOBER, SENT_BACK)
    number = registered(county)[0]["number"]
    row = next(row for row in copy.rows("预警信息台账") if row["预警编号"] == number)
    steps = copy.rows("办理过程")
    assert row["校验码"] and [one["预警编号"] for one in steps] == [number]


def test_a_line_that_was_taken_out_again_is_withdrawn_and_may_come_back(county: SmallCounty) -> None:
    report(county, ILL)
    (county.home.returns(OCTOBER) / "报回.xlsx").unlink()
    report(county, file="空.xlsx")
    assert [row["state"] for row in registered(county)] == ["withdrawn"]
    report(county, ILL)
    assert [row["state"] for row in registered(county)] == ["open"]
    said = county.ask("SELECT is_retracted FROM handling.event WHERE step = 'withdrawn' ORDER BY ordinal")
    assert [row["is_retracted"] for row in said] == [False, True]


def test_the_number_of_a_line_tells_its_life(county: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    report(county, ILL | NOT_MET)
    number = str(registered(county)[0]["number"])
    with Engine(county.home.warehouse) as engine:
        found = explain(engine, number)
    assert found is not None and found["kind"] == OWN
    explained(found, as_json=False)
    assert "办结（不符合）" in capsys.readouterr().out
