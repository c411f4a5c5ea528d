"""附件2 alone, thirteen columns and nothing else: filled in, stamped, accepted back; and the county's one ledger of all townships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import ledgers as on
from tests.support import SmallCounty, name
from warehouse.policy.load import load_policy

NOTICE = load_policy("jimo").ledger.columns
NO = {"是否符合认定标准": "否", "不符合认定标准的主要原因": "收入稳定", "核查人员": "陈明", "办结日期": "2026-11-20"}
ILL, POOR, ASKS, TWIN = 1, 2, 3, 4


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A household ill, one poor, one who asks for help; and one of whom the same is told of two people."""
    county = SmallCounty(tmp_path_factory.mktemp("notice") / "county")
    for order in (ILL, POOR, ASKS):
        county.person(order)
    county.person(TWIN, 家庭人口数="2")
    county.person(5, 户编号=f"3702150000{TWIN:07d}", 与户主关系="之子", 家庭人口数="2")
    county.load_base()
    on.warn_of(county, {ILL: "部门", POOR: "低保", ASKS: "申报", TWIN: "部门", 5: "部门"})
    return county


@pytest.fixture
def county(listed: SmallCounty, tmp_path: Path) -> SmallCounty:
    return listed.copy(tmp_path / "county")


def alone(
    county: SmallCounty,
    said: dict[int, dict[str, str]],
    title: str = "防止返贫监测预警信息办理情况汇总表（田横镇，2026年10月）",
) -> Any:
    """附件2 in a workbook of its own, typed over by somebody: no number, no check code, no marks."""
    sheet = openpyxl.load_workbook(on.listed(county))["附件2"]
    book = openpyxl.Workbook()
    book.active.append([title])
    names = {name(order): words for order, words in said.items()}
    for row in sheet.iter_rows(min_row=2, values_only=True):
        filled = dict(zip(NOTICE, row, strict=True)) | (names.get(str(row[2]), {}))
        book.active.append([filled[heading] if row[2] != "户主姓名" else heading for heading in NOTICE])
    return book


def states(county: SmallCounty) -> dict[str, str]:
    rows = county.ask(
        "SELECT register.subject_name, standing.state FROM handling.standing AS standing "
        "INNER JOIN handling.register AS register ON register.number = standing.number"
    )
    return {str(row["subject_name"]): str(row["state"]) for row in rows}


def test_it_is_a_sheet_of_its_own_and_comes_back_by_itself(county: SmallCounty) -> None:
    said = {ILL: NO, POOR: NO | {"办结日期": "2026.11.21"}, ASKS: NO | {on.TOLD: "是"}}
    on.give_back(county, alone(county, said), "附件2盖章.xlsx")
    counts = on.take(county)
    assert counts["cells_refused"] == 0 and on.refused(county) == []
    assert {who for who, state in states(county).items() if state == "done"} == {name(ILL), name(POOR), name(ASKS)}
    assert len(county.ask("SELECT * FROM handling.register")) == 5
    on.take(county)
    assert len(county.ask("SELECT * FROM handling.register")) == 5


def test_what_nobody_can_tell_apart_goes_back_by_name(county: SmallCounty) -> None:
    on.give_back(county, alone(county, {TWIN: NO}), "附件2.xlsx")
    on.take(county)
    assert set(states(county).values()) == {"open"}
    told = {reason for _, _, reason in on.refused(county)}
    assert len(told) == 1 and told.pop().startswith(f"{name(TWIN)}户有2条预警文字相同")


def test_a_line_typed_below_it_is_the_townships_own(county: SmallCounty) -> None:
    book = alone(county, {})
    last = [cell.value for cell in book.active[3]]
    book.active.append([*last[:4], "干部排查", "村委", "突发疾病住院", "2026-11-12", *[None] * 5])
    on.give_back(county, book, "附件2.xlsx")
    on.take(county)
    assert county.ask("SELECT origin, risk FROM handling.register WHERE way = '干部排查'") == [
        {"origin": "township", "risk": "因病"}
    ]


def test_the_county_has_one_ledger_of_what_came_back(county: SmallCounty) -> None:
    on.give_back(county, alone(county, {ILL: NO}), "附件2.xlsx")
    on.take(county)
    on.run(county, on.MONTH)
    book = county.home.outbox(on.MONTH) / "县级" / f"预警信息台账_即墨区_{on.MONTH}.xlsx"
    rows = on.rows_of(book, "全县台账")
    assert len(rows) == 5 and {row["是否符合认定标准"] for row in rows if row["户主姓名"] == name(ILL)} == {"否"}
    sheet = openpyxl.load_workbook(book)["附件2"]
    assert tuple(cell.value for cell in sheet[2]) == NOTICE
