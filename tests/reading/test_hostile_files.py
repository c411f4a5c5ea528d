"""What other counties sent and what it must not do: stop the month, swallow a household, warn of the wrong one."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter

from sources.catalogue import usual_catalogue
from sources.errors import FangpinError
from sources.reading.intake import Intake, take_in
from sources.transports.landing import pull
from tests.support import SmallCounty, county_of, id_number, name
from tests.together import Came, county_of_cases, first_of, folder_of, run_together, written

MONTH = "2026-10"
Cells = Sequence[Sequence[object]]


def book(path: Path, sheets: Mapping[str, Cells], merged: Sequence[tuple[int, int, int, int, str]] = ()) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            for cells in merged:
                sheet.merge_range(*cells)
    return path


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return county_of(tmp_path, range(8))


def who(order: int) -> list[str]:
    return [name(order), id_number(order)]


WHO = ["@0", "#0"]
"""Person 0 of a case, by name and number."""


@dataclass(frozen=True, eq=False)
class Sent:
    """A workbook that one department sends in a case, its sheets by name. In a cell `#0|.` is the number parted by dots."""

    department: str
    file: str
    sheets: Mapping[str, Cells]


CASES: list[Sent] = []


def sent(department: str, file: str, *rows: Sequence[object], **sheets: Cells) -> Sent:
    """Declare a case's workbook, of one sheet or of several by name: all that are declared lie in one county's month."""
    CASES.append(Sent(department, f"{file}.xlsx", sheets or {"Sheet1": rows}))
    return CASES[-1]


def named(case: object) -> str | None:
    """What a case is called among the tests."""
    return case.file.removesuffix(".xlsx") if isinstance(case, Sent) else None


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[Sent, Came]:
    """What came of each case."""
    county = county_of_cases(tmp_path_factory.mktemp("hostile"), len(CASES), 8)
    for place, case in enumerate(CASES):
        path = folder_of(county, place, case.department) / case.file
        book(path, {title: _of(place, rows) for title, rows in case.sheets.items()})
    return dict(zip(CASES, run_together(county, len(CASES)), strict=True))


def _of(case: int, rows: Cells) -> Cells:
    """The cells of a case's sheet as they are sent."""
    return [[_sent(cell, case) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _sent(cell: str, case: int) -> str:
    return re.sub(r"(\d{6})(\d{8})(\d{3}[\dX])\|(.)", r"\1\4\2\4\3", written(cell, first_of(case)))


def warned(county: SmallCounty, month: str = MONTH) -> set[str]:
    return {
        str(row["subject_name"])
        for row in county.ask("SELECT subject_name FROM warning.warning WHERE month = ?", month)
    }


def taken(county: SmallCounty) -> dict[str, Intake]:
    arrivals = pull([county.home.inbox(MONTH)], county.root / "landing", usual_catalogue())
    return {intake.arrival.name: intake for intake in take_in(arrivals, county.root / "grids", usual_catalogue())}


def test_flipped_bytes_are_refused_or_read_and_the_others_go_on(county: SmallCounty) -> None:
    folder = county.home.inbox(MONTH) / "民政局"
    sound = book(
        folder / "临时救助.xlsx", {"Sheet1": [["姓名", "身份证号", "救助原因", "救助金额"], [*who(0), "火灾", 800]]}
    )
    chance, data = random.Random(7), sound.read_bytes()
    for number in range(20):
        flipped = bytearray(data)
        flipped[chance.randrange(30, len(data))] ^= 1 << chance.randrange(8)
        (folder / f"临时救助坏{number}.xlsx").write_bytes(bytes(flipped))
    (folder / "临时救助半.xlsx").write_bytes(data[: len(data) // 2])
    found = taken(county)
    assert len(found) == 22
    assert found["临时救助.xlsx"].sheets
    assert all(intake.sheets or intake.refused for intake in found.values())


def test_a_csv_of_nothing_but_a_mark_is_empty(county: SmallCounty) -> None:
    file = county.home.inbox(MONTH) / "民政局" / "临时救助.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes("\ufeff\r\n\r\n".encode())
    assert taken(county)["临时救助.csv"].refused is not None


def test_a_quote_that_nobody_closed_swallows_no_row(county: SmallCounty) -> None:
    file = county.home.inbox(MONTH) / "民政局" / "临时救助.csv"
    file.parent.mkdir(parents=True)
    lines = ["姓名,身份证号,救助原因,救助金额", f'{name(0)},{id_number(0)},"重病,800']
    lines += [f"{name(order)},{id_number(order)},火灾,800" for order in range(1, 6)]
    file.write_text("\n".join(lines), encoding="utf-8")
    county.run(MONTH)
    assert warned(county) == {name(order) for order in range(6)}


def test_a_later_file_cancels_only_what_it_corrects(county: SmallCounty) -> None:
    folder = county.home.inbox(MONTH) / "卫健局"
    heading = ["姓名", "身份证号", "病种", "救治医院"]
    first = book(
        folder / "区医院30种大病.xlsx", {"Sheet1": [heading, [*who(0), "肺癌", "区医院"], [*who(1), "肝癌", "区医院"]]}
    )
    os.utime(first, (1_000_000, 1_000_000))
    torn = id_number(1)[:-2] + id_number(1)[-1]
    book(
        folder / "中医院30种大病.xlsx",
        {"Sheet1": [heading, [*who(0), "慢性胃炎", "中医院"], [name(1), torn, "肝癌", "中医院"]]},
    )
    county.run(MONTH)
    assert warned(county) == {name(0), name(1)}


def paid(*rows: Sequence[object]) -> Sent:
    return sent("医保局", "个人负担", *rows)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (paid(["名单"], ["姓名", "身份证号", "年度累计个人负担（万元）"], [*WHO, 2.35]), True),
        (paid(["单位：万元"], ["姓名", "身份证号", "年度累计个人负担"], [*WHO, 2.35]), True),
        (paid(["单位：元"], ["姓名", "身份证号", "年度累计个人负担"], [*WHO, 2.35]), False),
    ],
    ids=named,
)  # fmt: skip
def test_ten_thousands_are_ten_thousands(came: dict[Sent, Came], case: Sent, expected: bool) -> None:
    assert bool(came[case].warned) == expected


@pytest.mark.parametrize(
    "case",
    [
        paid(
            ["姓名", "身份证号", "住院个人负担合计", "门诊慢特病个人负担合计", "总计"],
            [*WHO, 15000, 8000, 23000],
            ["@1", "#1", 15000, 1000, 16000],
        )
    ],
    ids=named,
)
def test_the_total_is_the_total_and_not_its_first_part(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of(0)


@pytest.mark.parametrize(
    "case",
    [
        paid(
            ["姓名", "身份证号", "住院个人负担累计", "门诊慢特病个人负担累计"],
            [*WHO, 15000, 8000],
            ["@1", "#1", 15000, 1000],
        )
    ],
    ids=named,
)
def test_parts_without_a_total_are_added(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of(0)


def test_a_name_merged_over_several_stays_counts_for_each(county: SmallCounty) -> None:
    rows: list[list[object]] = [
        ["姓名", "身份证号", "结算单号", "结算日期", "个人负担"],
        [*who(0), "A1", "2026-03-01", 15000],
        ["", "", "A2", "2026-04-01", 9000],
    ]
    merged = [(1, 0, 2, 0, name(0)), (1, 1, 2, 1, id_number(0))]
    book(county.home.inbox(MONTH) / "医保局" / "个人负担.xlsx", {"Sheet1": rows}, merged)
    county.run(MONTH)
    assert warned(county) == {name(0)}


def test_the_number_goes_with_the_name(county: SmallCounty) -> None:
    heading = ["患者姓名", "患者身份证号码", "申请人姓名", "申请人身份证号", "病种"]
    book(county.home.inbox(MONTH) / "卫健局" / "30种大病.xlsx", {"Sheet1": [heading, [*who(0), *who(1), "肺癌"]]})
    county.run(MONTH)
    assert warned(county) == {name(0)}


def test_two_levels_of_headings_tell_the_head_from_the_patient(county: SmallCounty) -> None:
    rows: list[list[object]] = [
        ["户主信息", "", "患者信息", "", "病种"],
        ["姓名", "身份证号", "姓名", "身份证号", ""],
        [*who(1), *who(0), "肺癌"],
    ]
    book(county.home.inbox(MONTH) / "卫健局" / "30种大病.xlsx", {"Sheet1": rows})
    county.run(MONTH)
    assert warned(county) == {name(0)}


def test_a_damaged_patient_is_never_replaced_by_the_head(county: SmallCounty) -> None:
    heading = ["姓名", "身份证号", "户主姓名", "户主身份证号", "病种"]
    book(county.home.inbox(MONTH) / "卫健局" / "30种大病.xlsx", {"Sheet1": [heading, [name(0), "", *who(1), "肺癌"]]})
    county.run(MONTH)
    assert warned(county) == set()
    assert len(county.ask("SELECT * FROM warning.suspected")) == 1


def about(department: str, file: str, heading: list[str], values: list[object]) -> Sent:
    """A list of person 0 alone, who stands beside these values."""
    return sent(department, file, ["姓名", "身份证号", *heading], [*WHO, *values])


def worded(department: str, file: str, heading: list[str], values: list[object]) -> Sent:
    """The same, name and number called otherwise."""
    return sent(department, file, ["姓 名", "身份证号码\n（18位）", *heading], [*WHO, *values])


@pytest.mark.parametrize(
    "case",
    [
        about("住建局", "住房安全鉴定", ["鉴定等级（A/B/C/D）", "是否为唯一住房（是/否）"], ["D级（整栋危房）", "否"]),
        about("民政局", "特困人员", ["供养方式（集中/分散）", "批准日期"], ["集中", "2026-10-01"]),
        about("民政局", "农村低保", ["低保类别", "变更类型(新增/停发)"], ["A", "停发（死亡）"]),
        about("民政局", "农村低保", ["低保类别", "变动情况"], ["A", "退保"]),
        about("残联", "残疾人证", ["残疾等级", "办理类型（新办/变更/注销）"], ["一级", "注销（死亡）"]),
        about("民政局", "低保停发名单", ["低保类别", "批准时间"], ["A", "2026-10-01"]),
        about("残联", "残疾人证注销名单", ["残疾等级", "发证日期"], ["一级", "2026-10-01"]),
        about("卫健局", "30种大病", ["病种", "医院"], ["疑似肺癌待排", "区医院"]),
        about("民政局", "高龄津贴发放表", ["金额", "发放时间"], [100, "2026-10-01"]),
        about("残联", "重度残疾人护理补贴发放表", ["残疾等级", "补贴金额"], ["一级", 100]),
    ],
    ids=named,
)
def test_what_is_not_new_or_not_meant_is_not_warned(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of()


@pytest.mark.parametrize(
    "case",
    [
        worded("住建局", "住房安全鉴定", ["房屋鉴定等级(C/D)", "是否为唯一住房（是/否）"], ["C级（局部危房）", "✓"]),
        worded("住建局", "农村危房名单", ["住房安全等级", "唯一住房"], ["鉴定为D级", "是（唯一）"]),
        worded("残联", "残疾人证", ["残疾类别等级", "办理类型"], ["肢体二级", "首次申领"[:2]]),
        worded("卫健局", "30种大病", ["主要诊断", "就诊医院"], ["左肺癌术后", "区医院"]),
        worded("医保局", "个人负担", ["全年个人自付总额"], [30000]),
        worded("民政局", "农村低保", ["低保类别", "变更类型"], ["A", "新增"]),
        worded("民政局", "孤儿花名册", ["年龄", "纳入时间"], [10, "2026-10-01"]),
    ],
    ids=named,
)
def test_other_wordings_of_what_is_meant_are_warned(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of(0)


def among(number: str) -> Sent:
    return sent("民政局", "临时救助", ["姓名", "身份证号", "救助原因", "救助金额"], ["@0", number, "火灾", 800])


@pytest.mark.parametrize(
    "case",
    [among(cell) for cell in ("#0。", "身份证：#0", "#0（已故）", "#0|.", "#0/13800000000", "#0[残]", "#0|·")],
    ids=named,
)
def test_a_number_among_other_words_is_still_a_number(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of(0)


def child(*heading: str) -> Sent:
    """A child beside somebody else: whatever heading is not the child's own is person 1's."""
    own = {"姓名": "@0"} | dict.fromkeys(("身份证号", "公民身份号码", "证件号码", "本人身份证号码"), "#0")
    row = [own.get(one, "@1" if "姓名" in one else "#1") for one in heading]
    return sent("民政局", "孤儿花名册", [*heading, "儿童类别"], [*row, "孤儿"])


@pytest.mark.parametrize(
    "case",
    [
        child("姓名", "身份证号", "监护人姓名", "身份证号码（监护人）"),
        child("姓名", "监护人姓名", "身份证号（监护人）", "公民身份号码"),
        child("姓名（联系人）", "身份证号码（联系人）", "姓名", "证件号码"),
        child("父身份证号", "母身份证号", "本人身份证号码", "姓名"),
    ],
    ids=["后", "前", "联系人", "父母"],
)
def test_a_guardians_number_is_never_the_childs(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of(0)


@pytest.mark.parametrize(
    "case",
    [
        about(
            "医保局", "个人负担", ["医疗总费用", "统筹支付", "大病保险", "医疗救助", "合计", "个人自付"],
            [40000, 20000, 3000, 2000, 25000, 5000],
        ),
        about("医保局", "个人负担", ["大病保险支付合计", "医疗救助支付合计", "个人自付合计"], [25000, 4000, 9000]),
    ],
    ids=["合计", "支付合计"],
)  # fmt: skip
def test_what_others_paid_is_not_what_the_person_paid(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of()


@pytest.mark.parametrize(
    "case",
    [
        about("卫健局", "30种大病", ["病种"], [diagnosis])
        for diagnosis in (
            "1.胃癌 2.良性前列腺增生",
            "肺癌；陈旧性脑梗死",
            "宫颈癌（两癌筛查发现）",
            "乳腺癌（体检发现）",
        )
    ],
    ids=named,
)
def test_a_doubt_about_one_diagnosis_is_none_about_the_other(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of(0)


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        (about("住建局", "住房鉴定", ["鉴定等级"], ["D级（不安全）"]), "warned"),
        (about("住建局", "住房鉴定", ["鉴定等级"], ["C级（原B级）"]), "warned"),
        (about("住建局", "住房鉴定", ["鉴定等级"], ["由B级变为D级"]), "rejected"),
        (about("残联", "残疾人证", ["残疾等级"], ["三级变更为一级"]), "rejected"),
        (about("残联", "残疾人证", ["残疾等级"], ["肢体三级、智力一级"]), "rejected"),
        (about("民政局", "特困人员", ["供养方式"], ["分散转集中"]), "rejected"),
        (about("民政局", "特困人员", ["供养方式"], ["非集中"]), "rejected"),
    ],
    ids=named,
)  # fmt: skip
def test_two_codes_in_one_cell_are_for_a_human(came: dict[Sent, Came], case: Sent, outcome: str) -> None:
    assert came[case].rows == {2: outcome}


def called(department: str, file: str, heading: list[str], values: list[object], sheet: str = "Sheet1") -> Sent:
    """A list of person 0 alone on a sheet of that name."""
    rows: Cells = [["姓名", "身份证号", *heading], [*WHO, *values]]
    return sent(department, file, **{sheet: rows})


@pytest.mark.parametrize(
    "case",
    [
        called("残联", "残疾人证新办变更注销情况表", ["残疾等级", "办理类型"], ["一级", "新办"]),
        called("教体局", "义务教育失学辍学学生劝返台账", ["辍学时间", "原因"], ["2026-10-01", "厌学"]),
        called("民政局", "新认定孤儿（父母双方死亡）名单", ["年龄", "纳入时间"], [9, "2026-10-01"]),
        called("民政局", "2026年10月低保、特困、临时救助新增", ["低保类别", "月保障金额"], ["A", 500], "农村低保"),
        called("民政局", "特困（集中供养、分散供养）", ["自理能力", "批准日期"], ["全自理", "2026-10-01"], "分散供养"),
        called("民政局", "孤儿及事实无人抚养儿童", ["年龄", "纳入时间"], [9, "2026-10-01"], "事实无人抚养儿童"),
        called("残联", "残疾人证新办及两项补贴", ["残疾等级", "发证日期"], ["一级", "2026-10-01"], "残疾人证新办"),
        called("民政局", "困难群众临时救助（含特困）", ["救助原因", "救助金额"], ["火灾", 800]),
    ],
    ids=named,
)  # fmt: skip
def test_a_good_list_with_a_doubtful_name_is_read(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].warns_of(0)


def test_quoted_cells_with_breaks_and_commas_stay_one_cell(county: SmallCounty) -> None:
    file = county.home.inbox(MONTH) / "卫健局" / "30种大病.csv"
    file.parent.mkdir(parents=True)
    lines = [
        "姓名,身份证号,住址,病种,备注",
        f'{name(0)},{id_number(0)},"镇，村,户",肺癌,"说明：\n甲,乙,丙,丁,戊"',
        f'{name(1)},{id_number(1)},"镇,村",肝癌,',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    county.run(MONTH)
    assert warned(county) == {name(0), name(1)}


def test_a_row_that_begins_with_its_month_is_a_row(county: SmallCounty) -> None:
    rows: list[list[object]] = [
        ["上报月份", "姓名", "身份证号", "救助原因", "救助金额"],
        ["2026年10月", name(0), f"{id_number(0)[:6]} {id_number(0)[6:14]} {id_number(0)[14:]}", "火灾", 800],
        ["2026年10月", name(1), "", "火灾", 800],
    ]
    path = book(county.home.inbox(MONTH) / "民政局" / "临时救助.xlsx", {"Sheet1": rows})
    county.run(MONTH)
    assert county.outcomes(MONTH) == {(path.name, 2): "warned", (path.name, 3): "疑似"}


def test_an_amount_merged_over_two_lines_is_paid_once(county: SmallCounty) -> None:
    rows: list[list[object]] = [
        ["姓名", "身份证号", "结算日期", "个人负担", "诊断"],
        [*who(0), "2026-03-01", 12000, "甲"],
        ["", "", "", "", "乙"],
    ]
    path = county.home.inbox(MONTH) / "医保局" / "个人负担.xlsx"
    path.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for place, value in enumerate([*who(0), "2026-03-01"]):
            sheet.merge_range(1, place, 2, place, value)
        sheet.merge_range(1, 3, 2, 3, 12000)
    county.run(MONTH)
    assert warned(county) == set()


def test_a_correction_of_the_parts_replaces_them(county: SmallCounty) -> None:
    heading, folder = (
        ["姓名", "身份证号", "住院个人负担累计", "门诊慢特病个人负担累计"],
        county.home.inbox(MONTH) / "医保局",
    )
    first = book(folder / "个人负担.xlsx", {"Sheet1": [heading, [*who(0), 9000, 3000]]})
    os.utime(first, (1_000_000, 1_000_000))
    book(folder / "个人负担更正.xlsx", {"Sheet1": [heading, [*who(0), 9500, 3000]]})
    county.run(MONTH)
    assert warned(county) == set()


@pytest.mark.parametrize(
    "how",
    [
        {"户编号": "37021500000000001", "人编号": "1"},
        {"户编号": "7", "乡镇（街道）": "金口镇"},
    ],
    ids=["人编号不唯一", "户编号按镇编"],
)  # fmt: skip
def test_keys_that_are_not_unique_send_nobody_to_another_township(tmp_path: Path, how: dict[str, str]) -> None:
    county = SmallCounty(tmp_path)
    county.person(0, **({"户编号": "37021500000000000", "人编号": "1"} if "人编号" in how else {"户编号": "7"}))
    county.person(1, **how)
    county.load_base()
    rows: list[list[object]] = [
        ["姓名", "身份证号", "救助原因", "救助金额"],
        [*who(0), "火灾", 800],
        [*who(1), "火灾", 800],
    ]
    book(county.home.inbox(MONTH) / "民政局" / "临时救助.xlsx", {"Sheet1": rows})
    county.run(MONTH)
    found = county.ask("SELECT subject_name, township FROM warning.warning ORDER BY subject_name")
    towns = {name(0): "田横镇", name(1): how.get("乡镇（街道）", "田横镇")}
    assert {str(row["subject_name"]): row["township"] for row in found} == towns
    assert len(found) == 2


def test_the_same_export_twice_is_one_base(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(0)
    county.load_base()
    again = county.home.base_inbox / "户库（副本）.csv"
    again.write_bytes((county.home.base_inbox / "户库.csv").read_bytes() + b"\r\n")
    told = county.load_base()
    assert told.base.persons == 1
    assert any("重复" in item for item in told.attention)


def test_one_export_with_damaged_household_numbers_does_not_stop_the_others(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(0)
    heading = ["乡镇", "行政村", "户编号", "姓名", "证件号码", "与户主关系"]
    book(
        county.home.base_inbox / "金口镇.xlsx",
        {"Sheet1": [heading, ["金口镇", "西村", 3702150000000001, *who(1), "户主"]]},
    )
    told = county.load_base()
    assert told.base.persons == 1
    assert any("金口镇.xlsx" in item and "户编号" in item for item in told.attention)
    county.run(MONTH)
    matters = county.ask("SELECT what FROM ops.attention WHERE location = '户库 金口镇.xlsx'")
    assert len(matters) == 1 and "户编号" in str(matters[0]["what"])


def test_household_numbers_that_excel_rounded_and_saved_as_text_are_refused(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    for order in range(12):
        county.person(order, 户编号=f"37021500000{order:04d}00")
    with pytest.raises(FangpinError, match="第16位起全是0"):
        county.load_base()


def test_a_township_written_in_two_ways_is_one(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(0, **{"乡镇（街道）": "北安 街道"})
    county.person(1, **{"乡镇（街道）": "北安街道"})
    county.load_base()
    assert [row["township"] for row in county.ask("SELECT DISTINCT township FROM base.person")] == ["北安街道"]


@pytest.mark.parametrize("folder", ["202610", "2026年10月", "2026.10"])
def test_a_months_folder_may_be_named_in_other_ways(county: SmallCounty, folder: str) -> None:
    rows: list[list[object]] = [["姓名", "身份证号", "救助原因", "救助金额"], [*who(0), "火灾", 800]]
    book(county.home.root / "inbox" / folder / "民政局" / "临时救助.xlsx", {"Sheet1": rows})
    county.run(MONTH)
    assert warned(county) == {name(0)}


def test_what_lies_in_no_months_folder_is_told(county: SmallCounty) -> None:
    rows: list[list[object]] = [["姓名", "身份证号", "救助原因", "救助金额"], [*who(0), "火灾", 800]]
    book(county.home.root / "inbox" / "临时救助.xlsx", {"Sheet1": rows})
    book(county.home.root / "inbox" / "民政局" / "临时救助.xlsx", {"Sheet1": rows})
    county.run(MONTH)
    told = {row["file_name"] for row in county.ask("SELECT file_name FROM ops.feed_file WHERE state = 'unreachable'")}
    assert told == {"inbox/临时救助.xlsx", "inbox/民政局"}
