"""The workbooks of a small county: headings to the letter, locks and checks, whose people stand where, same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.catalogue import workbooks
from reports.facts import Facts
from reports.names import safe_names
from reports.queries import Question, query_of, values_of
from reports.township.lists import warnings_of
from reports.workbooks.layout import Sheet
from reports.workbooks.measure import lines_of
from sources.errors import FangpinError, TransientError
from tasks.lists import write_lists
from tasks.outbox import swap_in
from tests.ledgers import TOLD
from tests.support import SmallCounty, county_at, id_number, name
from warehouse import tables
from warehouse.engine import Engine
from warehouse.policy.load import load_policy
from warehouse.policy.words import Policy
from warehouse.publish import declare_masks

MONTH = "2026-10"
EFFECT = "发出条数 涉及户数 撤销 在办 办结 符合 命中率% 不符合 不符合的主要原因（前三） 反馈到入户（天） 反馈到办结（天） 有退回的"
HEADINGS = {
    "预警信息台账": (
        "镇街 村 户主姓名 身份证 预警方式 预警信息来源 具体预警信息 信息反馈日期 "
        "是否符合认定标准 不符合认定标准的主要原因 办理结果是否已告知本人（仅自主申报户和信访户填写） 核查人员 办结日期 "
        "预警编号 预警对象 预警对象身份证 与户主关系 风险类型 等级 入户核实期限 提示 数据出处 校验码"
    ),
    "镇村上报": (
        "村 户主姓名 身份证 预警对象 预警对象身份证 预警方式 预警信息来源 具体预警信息 发现日期 "
        "是否符合认定标准 不符合认定标准的主要原因 办理结果是否已告知本人 核查人员 办结日期"
    ),
    "入户清单": (
        "镇街 村 户主姓名 身份证(户主) 家庭人数 联系电话 预警条数 最高等级 "
        "具体预警信息 入户核实期限 提示 近12个月收支 入户日期 入户人 家庭情况简述 预警编号 校验码"
    ),
    "办理过程": (
        "镇街 村 户主姓名 身份证(户主) 具体预警信息 提示 同办预警 入户核实日期 核实方式 民主评议日期 信息比对日期 村级公示结束日期 录入系统日期 "
        "绿色通道 帮扶责任人 落实责任人日期 制定帮扶计划日期 预警编号 校验码"
    ),
    "疑似匹配": (
        "疑似编号 镇街 村 户主姓名 部门 所报姓名 所报号码 疑似人员 疑似人员身份证 "
        "判断依据 具体预警信息 数据出处 是否同一人 核查人员 校验码"
    ),
    "填写说明": "事项 说明",
    "异常数据清单": (
        "序号 镇街 村 户主姓名 户编号 姓名 身份证 规则编号 问题类别 问题描述 "
        "系统内值 参考值 处理建议 严重程度 首次发现 连续月数 数据出处 核实结果 更正后值 说明 异常编号"
    ),
    "怎样改": "序号 问题 处数 在哪里 怎样更正",
    "数据问题": "文件 工作表 行号 列 值 问题 怎样更正",
    "未匹配": "文件 工作表 行号 姓名 号码 未匹配原因 是否达到预警条件",
    "退回的行": "文件 工作表 行号 姓名 号码 原因",
    "文件情况": "文件 状态 识别为 行数 说明 下一步",
    "守恒核对": "部门 文件 来文行数 已预警 合并 不再重复预警 未达条件 未匹配 退回 合计 是否相符",
    "名册变化": "部门 信息 镇街 村 户主姓名 姓名 号码 变化 上次 本次",
    "到报情况": "部门 信息 应报日期 状态 收到日期 文件 行数 上月行数 前几月中位数 提示 说明 下一步 联系人",
    "分镇街": "镇街 预警条数 户数 红 橙 黄 疑似 异常",
    "多次预警未识别": "镇街 村 户主姓名 此前次数 此前预警 本月预警 预警编号",
    "比对疑点": "数据出处 姓名 号码 疑点 来文所写 户库所写 请怎样处理 连续月数",
    "质量分镇街": "名次 镇街 户数 人数 高 中 低 多月未改 本月消除 核实属实 质量分 上次 增减",
    "质量分村": "镇街 村 户数 人数 高 中 低 多月未改 本月消除 核实属实 质量分 上次 增减",
    "规则运行": "规则编号 规则 问题类别 严重程度 本月情况 检查条数 异常条数 触发过的月数 运行过的月数 答复属实 答复更正 说明",
    "完整性": "列 人数 已填人数 填写率% 户数 户主已填 户主填写率% 填得最少的镇街 其填写率% 偏少的镇街数 约少填人数 提示",
    "完整性偏少": "镇街 列 列数 人数 已填人数 填写率% 全县填写率% 约少填人数 户数 户主已填 提示",
    "纳入情况": (
        "镇街 村 户数 人数 大病人数 重残人数 低保人数 特困人数 失学人数 危房户数 饮水户数 重点户数 "
        "曾纳入户数 曾纳入人数 在监测户数 本年新纳户数 按全县平均应纳户数 曾纳入户比重点户% 提示 核实"
    ),
    "监测户进出": "镇街 村 相比月份 原有 新纳入 风险消除 不在名单 现有 提示",
    "多月未改": "镇街 村 户主姓名 姓名 规则编号 问题描述 严重程度 首次发现 连续月数 最近答复 异常编号",
    "成效分规则": f"部门 规则编号 信息类别 {EFFECT}",
    "成效分部门": f"部门 {EFFECT}",
    "成效分镇街": f"镇街 {EFFECT}",
    "不符合原因": "部门 规则编号 信息类别 镇街所写的主要原因 条数 镇街数",
    "核实属实": "镇街 村 姓名 规则编号 问题描述 理由 有效至 异常编号",
}
HEADINGS["往月未办结"] = HEADINGS["预警信息台账"]
HEADINGS["附件2"] = HEADINGS["预警信息台账"].split(" 预警编号")[0]
HEADINGS["全县台账"] = HEADINGS["附件2"] + " 预警编号 预警对象 预警对象身份证 风险类型 等级 办到哪一步 数据出处"
RESULT = {"是否符合认定标准", "不符合认定标准的主要原因", TOLD, "核查人员", "办结日期"}
FILL_IN = {
    "预警信息台账": RESULT | {"风险类型"},
    "附件2": RESULT,
    "办理过程": {
        "同办预警",
        "入户核实日期",
        "核实方式",
        "民主评议日期",
        "信息比对日期",
        "村级公示结束日期",
        "录入系统日期",
        "绿色通道",
        "帮扶责任人",
        "落实责任人日期",
        "制定帮扶计划日期",
    },
    "镇村上报": set(HEADINGS["镇村上报"].split()),
    "入户清单": {"入户日期", "入户人", "家庭情况简述"},
    "疑似匹配": {"是否同一人", "核查人员"},
    "异常数据清单": {"核实结果", "更正后值", "说明"},
    "填写说明": set(),
}
IN_TIME = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC).timestamp()
SALT_LAKE, GOLDEN = "田横镇", "金口镇"


def filled_county(root: Path) -> SmallCounty:
    """Three townships, one without a warning; a household with two; damaged, rejected, refused and repeated rows."""
    county = SmallCounty(root)
    injected = county.person(1, 姓名="=1+1", 联系电话="13800000001")
    head = county.person(2, **{"乡镇（街道）": GOLDEN, "行政村": "西村庄", "联系电话": "13800000002"})
    home = {"乡镇（街道）": GOLDEN, "行政村": "西村庄", "户编号": "37021500000000002"}
    child = county.person(3, **home, 与户主关系="之子")
    other = county.person(4, **{"乡镇（街道）": GOLDEN, "行政村": "东村庄"})
    county.person(5, **{"乡镇（街道）": "大信街道"})
    torn = county.person(6)
    county.person(7, 户编号="", 人编号="", 姓名="甄户号")
    county.load_base()
    disease = {"病种": "肺癌", "救治医院": "区人民医院", "确诊日期": "2026-10-09"}
    strangers = ((name(90), ""), (name(91), id_number(91)))
    county.send(MONTH, "卫健局", "大病.csv", [
        {"姓名": who, "身份证号": number, **disease}
        for who, number in (head, other, injected, (torn[0], torn[1][:-2] + "0"), *strangers)
    ])  # fmt: skip
    dropout = {"学校": "区一中", "年级": "八年级", "辍学时间": "2026-10-12", "辍学原因": "厌学"}
    county.send(MONTH, "教体局", "失学辍学名单.csv", [{"姓名": child[0], "身份证号": child[1], **dropout}])
    aid = {"救助原因": f"{other[0]}遭遇车祸，电话13900001111", "救助金额": "800", "救助日期": "2026-10-20"}
    county.send(MONTH, "民政局", "临时救助.csv", [
        {"姓名": other[0], "身份证号": other[1], **aid}, {"姓名": "", "身份证号": "", **aid},
    ])  # fmt: skip
    county.send(MONTH, "民政局", "临时救助（再报）.csv", [
        {"姓名": other[0], "身份证号": other[1], **aid}, {"姓名": "", "身份证号": "", **aid},
    ])  # fmt: skip
    (county.home.inbox(MONTH) / "残联").mkdir()
    (county.home.inbox(MONTH) / "残联" / "坏文件.xlsx").write_bytes(b"PK\x03\x04")
    for file in county.home.inbox(MONTH).rglob("*.*"):
        os.utime(file, (IN_TIME, IN_TIME))
    county.run(MONTH)
    with Engine(county.home.warehouse) as engine:
        found = [anomaly(3, 2, GOLDEN, "中"), anomaly(2, 2, GOLDEN, "高"), anomaly(1, 1, SALT_LAKE, "低")]
        engine.insert(tables.ANOMALY, found)
    return county


def anomaly(order: int, head: int, township: str, severity: str) -> dict[str, object]:
    return {
        "month": MONTH, "number": f"A01-{order:014}", "rule_code": "A01", "category": "身份", "severity": severity,
        "household_id": f"3702150000{head:07d}", "person_key": f"{order}", "township": township, "village": "西村庄",
        "head_name": name(head), "person_name": name(order), "person_number": id_number(order), "says": "校验码不对",
        "base_value": id_number(order), "guidance": "请核对", "acts": "镇街", "standing": "new", "is_asked": True, "first_month": MONTH, "months_seen": 1,
        "provenance": "户库.csv 第2行",
    }  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = filled_county(tmp_path_factory.mktemp("county"))
    lists = write_lists.fn(county_at(county.root), MONTH)
    assert lists.counts.townships == 3
    return county


def books(county: SmallCounty) -> list[Path]:
    return sorted(county.home.outbox(MONTH).rglob("*.xlsx"))


def book(county: SmallCounty, path: str) -> Any:
    return openpyxl.load_workbook(county.home.outbox(MONTH) / path)


def of_township(kind: str, township: str) -> str:
    return f"{township}/{kind}_{township}_{MONTH}.xlsx"


def headings(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[2]]


def rows(sheet: Any) -> list[dict[str, Any]]:
    names = headings(sheet)
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=3, values_only=True)]


@pytest.fixture
def ledger(county: SmallCounty) -> Any:
    return book(county, of_township("预警信息清单", GOLDEN))["预警信息台账"]


def test_headings_are_those_of_the_contract_in_every_book(county: SmallCounty) -> None:
    seen = set()
    for path in books(county):
        for sheet in openpyxl.load_workbook(path).worksheets:
            if sheet.title in HEADINGS:
                assert " ".join(headings(sheet)) == HEADINGS[sheet.title], path.name
                seen.add(sheet.title)
    assert seen == set(HEADINGS)


def test_every_column_that_a_sheet_shows_is_filled_by_its_query(county: SmallCounty) -> None:
    policy = load_policy("jimo")
    with Engine(county.home.warehouse, read_only=True) as engine:
        declare_masks(engine)
        unfilled = [
            f"{book.kind} {sheet.name}: {column.field}"
            for book in workbooks(policy)
            for sheet in book.sheets
            if sheet.query
            for column in sheet.columns
            if not column.fill_in and column.field not in (*_given(engine, sheet, policy), "seal")
        ]
    assert unfilled == []


def _given(engine: Engine, sheet: Sheet, policy: Policy) -> tuple[str, ...]:
    """The columns of a sheet's query, whether or not it has a row."""
    question = Question(sheet.query, sheet.takes, sheet.asked)
    engine.run(query_of(sheet.query), values_of(engine, question, Facts(MONTH, policy, GOLDEN)))
    return tuple(column[0] for column in engine.connection.description or ())


def test_sheets_stand_in_the_order_of_the_contract(county: SmallCounty) -> None:
    found = book(county, of_township("预警信息清单", GOLDEN)).sheetnames
    assert found == [
        "预警信息台账", "附件2", "入户清单", "办理过程", "往月未办结", "疑似匹配", "镇村上报", "填写说明", "_meta",
    ]  # fmt: skip
    assert book(county, of_township("异常数据清单", GOLDEN)).sheetnames == ["异常数据清单", "_meta"]
    names = book(county, f"部门/民政局/数据问题反馈_民政局_{MONTH}.xlsx").sheetnames
    assert names == ["怎样改", "数据问题", "未匹配", "比对疑点", "退回的行", "文件情况", "列名对照", "_meta"]


def test_every_township_with_a_household_gets_its_folder_and_an_empty_ledger_says_so(county: SmallCounty) -> None:
    folders = {path.name for path in county.home.outbox(MONTH).iterdir() if path.is_dir()}
    assert folders == {SALT_LAKE, GOLDEN, "大信街道", "部门", "县级"}
    sheet = book(county, of_township("预警信息清单", "大信街道"))["预警信息台账"]
    assert sheet.max_row == 2
    assert "共0条" in sheet["A1"].value and "大信街道" in sheet["A1"].value


def test_only_the_columns_to_fill_in_are_unlocked(county: SmallCounty) -> None:
    for path in (of_township("预警信息清单", GOLDEN), of_township("异常数据清单", GOLDEN)):
        for sheet in book(county, path).worksheets[:-1]:
            assert sheet.protection.sheet and not sheet.protection.autoFilter
            for row in sheet.iter_rows(min_row=3):
                open_ = {headings(sheet)[place] for place, cell in enumerate(row) if not cell.protection.locked}
                assert open_ == FILL_IN[sheet.title]


def test_yes_no_and_choices_have_drop_downs_and_dates_a_check(county: SmallCounty, ledger: Any) -> None:
    def checks(sheet: Any) -> dict[str, Any]:
        found = {}
        for rule in sheet.data_validations.dataValidation:
            for cells in rule.sqref.ranges:
                found[headings(sheet)[cells.min_col - 1]] = rule
        return found

    found = checks(ledger)
    for heading in ("是否符合认定标准", TOLD):
        assert found[heading].type == "list" and found[heading].formula1 == '"是,否"'
    assert found["办结日期"].type == "date" and "日期" in found["办结日期"].error
    anomalies = checks(book(county, of_township("异常数据清单", GOLDEN))["异常数据清单"])
    assert anomalies["核实结果"].formula1 == '"已更正,情况属实无需更正,无法核实"'
    doubtful = checks(book(county, of_township("预警信息清单", SALT_LAKE))["疑似匹配"])
    assert doubtful["是否同一人"].formula1 == '"是,否"'
    assert checks(book(county, of_township("预警信息清单", GOLDEN))["入户清单"])["入户日期"].type == "date"


def test_sheets_print_on_a4_across_with_title_header_and_page_numbers(county: SmallCounty) -> None:
    for path in books(county):
        for sheet in openpyxl.load_workbook(path).worksheets[:-1]:
            page = sheet.page_setup
            assert (page.orientation, int(page.paperSize)) == ("landscape", 9)
            assert (page.fitToWidth or 1, int(page.fitToHeight)) == (1, 0)  # one page wide, as many down as it takes
            assert sheet.print_title_rows == "$1:$2" and (
                sheet.print_area or sheet.title == "镇村上报"
            )  # as long as it is filled
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text
            assert sheet["A1"].value and sheet.freeze_panes.endswith("3")


def test_rows_of_one_household_stand_together_the_gravest_first(ledger: Any) -> None:
    found = [(row["村"], row["户主姓名"], row["等级"]) for row in rows(ledger)]
    assert found == [
        ("东村庄", name(4), "橙"), ("东村庄", name(4), "黄"), ("西村庄", name(2), "红"), ("西村庄", name(2), "橙"),
    ]  # fmt: skip


def test_anomalies_of_one_household_stand_together_the_gravest_first(county: SmallCounty) -> None:
    found = rows(book(county, of_township("异常数据清单", GOLDEN))["异常数据清单"])
    assert [(row["序号"], row["严重程度"], row["姓名"]) for row in found] == [(1, "高", name(2)), (2, "中", name(3))]


def test_a_household_is_visited_once_with_all_its_signals(county: SmallCounty) -> None:
    found = rows(book(county, of_township("预警信息清单", GOLDEN))["入户清单"])
    home = next(row for row in found if row["村"] == "西村庄")
    assert (home["家庭人数"], home["联系电话"], home["预警条数"], home["最高等级"]) == (2, "13800000002", 2, "红")
    assert [line[:2] for line in home["具体预警信息"].split("\n")] == ["1.", "2."]
    assert len(found) == 2


def test_a_folder_holds_its_own_township_only(county: SmallCounty) -> None:
    own = {SALT_LAKE: (1, 6), GOLDEN: (2, 3, 4), "大信街道": (5,)}
    for township in own:
        text = "\n".join(
            str(cell)
            for path in books(county) if path.parent.name == township
            for sheet in openpyxl.load_workbook(path).worksheets
            for row in sheet.iter_rows(values_only=True) for cell in row
        )  # fmt: skip
        for other, orders in own.items():
            for order in orders if other != township else ():
                assert id_number(order) not in text and (order == 1 or name(order) not in text)


def test_a_formula_in_a_name_stays_text(county: SmallCounty) -> None:
    sheet = book(county, of_township("预警信息清单", SALT_LAKE))["预警信息台账"]
    cell = next(row for row in sheet.iter_rows(min_row=3))[headings(sheet).index("预警对象")]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    number = next(row for row in sheet.iter_rows(min_row=3))[headings(sheet).index("身份证")]
    assert (number.value, number.data_type, number.number_format) == (id_number(1), "s", "@")


def test_rows_in_are_rows_out_file_by_file(county: SmallCounty) -> None:
    sheet = book(county, f"县级/守恒核对_{MONTH}.xlsx")
    *files, total = rows(sheet["守恒核对"])
    ways = ("已预警", "合并", "不再重复预警", "未达条件", "未匹配", "退回")
    for row in (*files, total):
        assert row["来文行数"] == row["合计"] == sum(row[way] for way in ways)
    assert total["来文行数"] == sum(row["来文行数"] for row in files) == 11
    assert {row["是否相符"] for row in files} == {"相符"}
    assert rows(sheet["原因"])[-1]["行数"] == 11


def test_the_summary_adds_up(county: SmallCounty) -> None:
    summary = book(county, f"县级/汇总表_{MONTH}.xlsx")
    *townships, total = rows(summary["分镇街"])
    assert [row["镇街"] for row in townships] == ["大信街道", GOLDEN, SALT_LAKE]  # the policy's order
    for figure in ("预警条数", "户数", "红", "橙", "黄", "疑似", "异常"):
        assert total[figure] == sum(row[figure] for row in townships)
    assert (total["预警条数"], total["户数"], total["疑似"], total["异常"]) == (5, 3, 1, 3)
    assert total["预警条数"] == total["红"] + total["橙"] + total["黄"]
    *rules, sum_ = rows(summary["分部门和规则"])
    assert sum_["预警条数"] == 5 and sum_["来文行数"] == 9  # eleven less the repeated file's two
    assert {row["规则编号"] for row in rules} >= {"MZ05", "WJ01", "CL01"}  # those that never fired, too


def test_a_department_hears_of_its_own_rows_with_numbers_masked(county: SmallCounty) -> None:
    health = book(county, f"部门/卫健局/数据问题反馈_卫健局_{MONTH}.xlsx")
    unmatched = rows(health["未匹配"])
    assert [row["行号"] for row in unmatched] == [5, 6, 7]
    assert unmatched[2]["号码"] == f"{id_number(91)[:6]}********{id_number(91)[-4:]}"
    assert id_number(91) not in str([row for sheet in health.worksheets for row in rows(sheet)])
    assert [row["行号"] for row in rows(health["数据问题"])] == ["第5行", "第6行"]
    civil = book(county, f"部门/民政局/数据问题反馈_民政局_{MONTH}.xlsx")
    assert [row["行号"] for row in rows(civil["退回的行"])] == [3]
    files = rows(civil["文件情况"])
    assert [row["状态"] for row in files[:2]] == ["已读", "重复文件"]
    assert {"农村低保", "分散供养特困"} <= {row["识别为"] for row in files if row["状态"] == "未报"}


def test_who_was_awaited_and_has_not_sent_is_told(county: SmallCounty) -> None:
    states = {row["信息"]: row["状态"] for row in rows(book(county, f"县级/到报情况_{MONTH}.xlsx")["到报情况"])}
    assert states["30种大病专项救治"] == "已报" and states["农村低保"] == "未报"
    assert states["残疾人证新办及变更"] == "未能读取"  # the department's one file, of its one kind of information
    assert (county.home.outbox(MONTH) / "部门" / "医保局").is_dir()  # awaited, though it sent nothing


def test_identical_problems_are_told_in_one_line(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(1)
    county.load_base()
    blank = [{"姓名": name(order), "身份证号": "", "病种": "肺癌"} for order in (8, 9)]
    county.send(MONTH, "卫健局", "大病.csv", blank)
    county.run(MONTH)
    write_lists.fn(county_at(county.root), MONTH)
    found = rows(book(county, f"部门/卫健局/数据问题反馈_卫健局_{MONTH}.xlsx")["数据问题"])
    assert [row["行号"] for row in found] == ["第2、3行"]


def test_a_ledger_says_what_it_is(county: SmallCounty) -> None:
    workbook = book(county, of_township("预警信息清单", GOLDEN))
    properties = {prop.name: prop.value for prop in workbook.custom_doc_props.props}
    expected = {"fangpin.month": MONTH, "fangpin.kind": "warnings", "fangpin.version": "1", "fangpin.township": GOLDEN}
    assert properties == expected
    assert dict(workbook["_meta"].iter_rows(values_only=True)) == expected
    assert workbook["_meta"].sheet_state != "visible"


def test_the_notes_tell_the_dates(county: SmallCounty) -> None:
    notes = {row["事项"]: row["说明"] for row in rows(book(county, of_township("预警信息清单", GOLDEN))["填写说明"])}
    assert "2026年11月11日前" in notes["一、入户核实期限"] and "2026年11月26日" in notes["二、认定期限"]
    assert "2026年11月30日前" in notes["三、台账报回"] and "（盖章）" in notes["盖章"]


def test_a_second_run_gives_the_same_bytes(county: SmallCounty) -> None:
    def prints() -> dict[str, str]:
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in books(county)}

    before = prints()
    write_lists.fn(county_at(county.root), MONTH)
    assert prints() == before
    assert [path.name for path in county.home.outbox(MONTH).parent.iterdir()] == [MONTH]


def test_a_month_that_is_not_finished_has_no_lists(county: SmallCounty) -> None:
    with pytest.raises(FangpinError, match="还没有完成的运行"):
        write_lists.fn(county_at(county.root), "2026-11")
    assert not county.home.outbox("2026-11").exists()


def test_a_list_that_is_open_keeps_the_old_outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, fresh = tmp_path / MONTH, tmp_path / f".{MONTH}.new"
    for folder in (old, fresh):
        folder.mkdir()
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == fresh:
            raise PermissionError
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(TransientError, match="请关闭"):
        swap_in(fresh, old)
    assert old.is_dir() and fresh.is_dir()


def test_no_two_places_share_a_folder() -> None:
    names = safe_names(["甲/乙", "甲:乙", "", "部门", "CON", "丙 ."], taken=("部门", "县级"))
    assert list(names.values()) == ["甲_乙", "甲_乙(2)", "未注明", "部门(2)", "CON_", "丙"]


def test_another_notice_has_its_own_ledger() -> None:
    policy = load_policy("jimo")
    columns = ("乡镇", "户主", "风险类型", "是否纳入", "回访日期", "备注")
    ledger = policy.ledger.model_copy(update={"columns": columns})
    sheet = warnings_of(policy.model_copy(update={"ledger": ledger})).sheets[0]
    found = [(column.heading, column.field, column.kind, column.fill_in) for column in sheet.columns]
    assert found[:6] == [
        ("乡镇", "township", "text", False), ("户主", "head_name", "text", False), ("风险类型", "risk", "choice", True),
        ("是否纳入", "是否纳入", "yes_no", True), ("回访日期", "回访日期", "date", True), ("备注", "returned_ledger_remark", "words", True),
    ]  # fmt: skip
    assert [heading for heading, *_ in found].count("风险类型") == 1 and found[6][0] == "预警编号"


def test_text_is_measured_as_it_wraps() -> None:
    assert lines_of("", 10, 9) == 1
    assert lines_of("一二三四五六", 5.2, 9) == 2
    assert lines_of("一\n二", 10, 9) == 2
    assert lines_of("民政局 2026.10.1-2026.xls", 12, 9) == 3
