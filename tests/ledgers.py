"""Ledgers as townships give them back: the outbox's own workbooks, filled in by warning and short heading (`fill`) or by row and heading
as it is printed (`Copy`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl

from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.support import SmallCounty, county_at, hold, id_number, name

MONTH, NEXT = "2026-10", "2026-11"
TODAY = dt.date(2026, 12, 1)
TOWNSHIP = "田横镇"
LISTS, SENT_BACK = "预警信息清单", "退回补正_预警信息清单"
"""Workbooks of a township."""
LEDGER, PROGRESS, VISITS, CARRIED, SUSPECTED = "预警信息台账", "办理过程", "入户清单", "往月未办结", "疑似匹配"
HEADER_ROW = 2
TOLD = "办理结果是否已告知本人（仅自主申报户和信访户填写）"
SHORT = {
    "符合": "是否符合认定标准", "原因": "不符合认定标准的主要原因", "告知": TOLD, "核查": "核查人员",
    "办结": "办结日期", "入户": "入户核实日期", "方式": "核实方式", "评议": "民主评议日期", "比对": "信息比对日期", "公示": "村级公示结束日期",
    "镇审": "乡镇审核日期", "县审": "县级审定日期", "录入": "录入系统日期", "绿色": "绿色通道", "责任人": "帮扶责任人", "责任人日期": "落实责任人日期", "计划": "制定帮扶计划日期",
    "入户日期": "入户日期", "入户人": "入户人", "情况": "家庭情况简述", "同一人": "是否同一人", "风险": "风险类型",
}  # fmt: skip
Said = Mapping[str, object]
KINDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "部门": ("卫健局", "大病.csv", {"病种": "肺癌", "救治医院": "区人民医院", "确诊日期": "2026-10-09"}),
    "监测": ("卫健局", "大病.csv", {"病种": "肺癌", "救治医院": "区人民医院", "确诊日期": "2026-10-09"}),
    "低保": ("民政局", "农村低保.csv", {"保障类别": "B", "低保类型": "农村", "保障人数": "1", "月保障金额": "500", "批准日期": "2026-10-10"}),
    "申报": ("热线", "自主申报.csv", {"申报原因": "家中困难", "申报渠道": "12317", "申报日期": "2026-10-11"}),
    "信访": ("信访局", "信访.csv", {"反映问题": "家中困难", "信访渠道": "来访", "信访日期": "2026-10-12"}),
}  # fmt: skip
"""A way to be warned of -> the department, its file, and a row of it less the person."""
MONITORED = {"监测对象类别": "边缘易致贫户", "风险是否已消除": "否"}
NO = {"符合": "否", "原因": "已有稳定收入", "核查": "周吴", "办结": "11-20"}
STEPS = {"入户": "11-09", "评议": "11-12", "比对": "11-13", "公示": "11-22", "录入": "11-25"}
YES = {"符合": "是", "核查": "周吴", "办结": "11-25"}
"""What a township answers, by short heading; who meets the standard needs the steps too."""


def warn_of(county: SmallCounty, kinds: Mapping[int, str], month: str = MONTH) -> None:
    """Send a letter that warns of each person in the way named; run the month and write its lists."""
    files: dict[tuple[str, str], list[dict[str, str]]] = {}
    for order, kind in kinds.items():
        department, file, row = KINDS[kind]
        whom = {"姓名": name(order), "身份证号": county.persons[order].get("来文号码", id_number(order))}
        files.setdefault((department, file), []).append(whom | row)
    for (department, file), rows in files.items():
        county.send(month, department, file, rows)
    run(county, month)


def run(county: SmallCounty, month: str) -> None:
    """The month, also one without letters: run and listed."""
    county.home.inbox(month).mkdir(parents=True, exist_ok=True)
    county.run(month)
    write_lists.fn(county_at(county.root), month)


def listed(county: SmallCounty, month: str = MONTH, kind: str = LISTS, township: str = TOWNSHIP) -> Path:
    return county.home.outbox(month) / township / f"{kind}_{township}_{month}.xlsx"


def opened(county: SmallCounty, month: str = MONTH, kind: str = LISTS, township: str = TOWNSHIP) -> Any:
    return openpyxl.load_workbook(listed(county, month, kind, township))


def columns_of(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[2] if cell.value}


def rows_of(file: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet that goes out, by heading."""
    with closing(openpyxl.load_workbook(file, read_only=True)) as book:  # its other sheets are not read
        headings, *rows = book[sheet].iter_rows(min_row=2, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]


class Copy:
    """A township's copy of one of its workbooks, to be filled in and sent back."""

    def __init__(self, county: SmallCounty, month: str, kind: str = LISTS, township: str = TOWNSHIP) -> None:
        self.county, self.month = county, month
        self.book = opened(county, month, kind, township)

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """The filled rows of a sheet, by heading."""
        headings, *rows = self.book[sheet].iter_rows(min_row=HEADER_ROW, values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows if any(cell is not None for cell in row)]

    def fill(self, sheet: str, row: int, said: Said) -> None:
        """Write into the row-th row (from 0) below the header."""
        columns = columns_of(self.book[sheet])
        for heading, value in said.items():
            self.book[sheet].cell(HEADER_ROW + 1 + row, columns[heading]).value = value

    def add(self, sheet: str, said: Said) -> None:
        """Write into the first row that is blank."""
        self.fill(sheet, len(self.rows(sheet)), said)

    def send(self, file: str = "报回.xlsx", month: str = "") -> None:
        give_back(self.county, self.book, file, month or self.month)


def numbers(county: SmallCounty, month: str = MONTH) -> dict[int, str]:
    """order of the person -> the number of the warning of that month."""
    orders = {id_number(order): order for order in range(200)}
    found = county.ask("SELECT number, subject_id FROM handling.register WHERE month = ?", month)
    return {orders[str(row["subject_id"])]: str(row["number"]) for row in found}


def written(value: object) -> object:
    """`11-20` as a real day, ~ as a space; anything else as it stands."""
    text = str(value)
    if len(text) == 5 and text[2] == "-" and text[:2].isdigit():
        return dt.datetime(2026, int(text[:2]), int(text[3:]))
    return text.replace("~", " ") if isinstance(value, str) else value


def fill(book: Any, said: Mapping[str, Said], sheets: Iterable[str] = (LEDGER, PROGRESS, CARRIED)) -> Any:
    """Write what is said of each number (by short heading) wherever its sheet has that column and row."""
    for sheet in (book[one] for one in sheets if one in book.sheetnames):
        columns = columns_of(sheet)
        at = columns.get("预警编号") or columns["疑似编号"]
        for row in range(3, sheet.max_row + 1):
            for number in str(sheet.cell(row, at).value or "").split("、"):
                for short, value in said.get(number, {}).items():
                    if SHORT[short] in columns:
                        sheet.cell(row, columns[SHORT[short]]).value = written(value)
    return book


def give_back(county: SmallCounty, book: Any, file: str = "报回.xlsx", month: str = MONTH) -> Path:
    target = county.home.returns(month) / file
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def take(county: SmallCounty, month: str = MONTH, policy: str = "jimo", today: dt.date = TODAY) -> dict[str, Any]:
    (county.home.returns(month)).mkdir(parents=True, exist_ok=True)
    hold(county.home.warehouse)
    return take_returns.fn(county_at(county.root, policy), month, today).flat()


def take_and_list(county: SmallCounty, month: str = MONTH, today: dt.date = TODAY) -> dict[str, Any]:
    """Taken in, and the lists written anew: beside them stands what goes back."""
    counts = take(county, month, today=today)
    write_lists.fn(county_at(county.root), month)
    return counts


def answer(
    county: SmallCounty, said: Mapping[str, Said], file: str = "报回.xlsx", month: str = MONTH,
    mend: Callable[[Any], object] | None = None, sheets: Iterable[str] = (LEDGER, PROGRESS, CARRIED),
) -> dict[str, Any]:  # fmt: skip
    """The township's own workbook, filled in and changed by `mend`, given back and taken in."""
    book = fill(opened(county, month), said, sheets)
    if mend:
        mend(book)
    give_back(county, book, file, month)
    return take(county, month)


def labels(county: SmallCounty, month: str = MONTH) -> dict[int, str]:
    """order of the person -> where the warning stands."""
    found = {str(row["number"]): str(row["label"]) for row in county.ask("SELECT number, label FROM handling.standing")}
    return {order: found[number] for order, number in numbers(county, month).items()}


def refused(county: SmallCounty) -> list[tuple[str, str, str]]:
    """number, item, reason of what goes back."""
    rows = county.ask("SELECT number, item, reason FROM handling.refusal ORDER BY ALL")
    return [(str(row["number"]), str(row["item"]), str(row["reason"])) for row in rows]


def filled_cells(book: Any) -> int:
    """How many cells of a workbook's sheets to fill in say something, counted once for each number of the row. The
    risk is printed, and says nothing as it stands."""
    count = 0
    for sheet in (book[one] for one in (LEDGER, PROGRESS, VISITS, CARRIED, SUSPECTED) if one in book.sheetnames):
        columns = columns_of(sheet)
        number = columns.get("预警编号") or columns["疑似编号"]
        asked = [columns[heading] for heading in set(SHORT.values()) - {SHORT["风险"]} if heading in columns]
        for row in range(3, sheet.max_row + 1):
            filled = sum(str(sheet.cell(row, at).value or "").strip() not in ("", "/", "—", "--") for at in asked)
            count += filled * len(str(sheet.cell(row, number).value or "").split("、"))
    return count


def fill_in(
    workbook: Path, target: Path, sheets: Mapping[str, Mapping[str, Mapping[str, str]]], key: str = "预警编号"
) -> Path:
    """Save a copy of `workbook` with what is said of its rows. sheets: sheet -> row -> heading -> value."""
    book = openpyxl.load_workbook(workbook)
    for title, said in sheets.items():
        page = book[title]
        columns = {cell.value: cell.column for cell in page[2]}
        for row in range(3, page.max_row + 1):
            for heading, value in said.get(str(page.cell(row, columns[key]).value), {}).items():
                page.cell(row, columns[heading]).value = value
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target
