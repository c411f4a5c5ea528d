"""How a sheet behaves: printed on A4, locked but for what is to be filled in, checked while it is filled in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reports.workbooks.layout import PrintedColumn, Sheet
from reports.workbooks.styles import Styles
from sources.reading.taken import column_letter

A4 = 9
TITLE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2
MESSAGE_AT_MOST, LARGEST = 250, 1e9
ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}


def set_page(page: Any, sheet: Sheet, last_row: int, words: dict[str, str]) -> None:
    """A4 across, one page wide, title and header on each page, page numbers, room for the seal."""
    last_column = len(sheet.columns) - 1
    page.set_paper(A4)
    page.set_landscape()
    page.set_margins(left=0.25, right=0.25, top=0.45, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(TITLE_ROW, HEADER_ROW)
    if not sheet.blank_rows:  # what will be filled in is printed, however long
        page.print_area(TITLE_ROW, 0, last_row, last_column)
    place = words["place"].replace("&", "&&")
    left = "填报单位（盖章）：" if sheet.stamp else f"{place} {words['month']}"
    right = "负责人：　　　　　　　填报人：　　　　　　　" if sheet.stamp else sheet.name
    page.set_footer(f"&L&10{left}&C&10第 &P 页 共 &N 页&R&10{right}", {"margin": 0.3})
    page.freeze_panes(FIRST_ROW, sheet.pinned)


def lock(page: Any) -> None:
    """Locked without a password: against slips of the hand, not against people."""
    page.protect("", ALLOWED)


def check_input(page: Any, sheet: Sheet, last_row: int, month: str, styles: Styles) -> None:
    """Drop-downs, date checks, and blanks that stand out, for the columns to fill in."""
    if last_row < FIRST_ROW:
        return
    for place, column in enumerate(sheet.columns):
        if not column.fill_in:
            continue
        if check := _check_of(column, month):
            page.data_validation(FIRST_ROW, place, last_row, place, check)
        if column.needed_where is not None:
            _show_missing(page, sheet, place, last_row, styles)


def _check_of(column: PrintedColumn, month: str) -> dict[str, object]:
    prompt: dict[str, object] = {}
    if column.prompt:
        prompt = {"input_title": column.heading[:32], "input_message": column.prompt}
    if column.kind == "date":
        return prompt | (_date_check(int(month[:4])) if month else ANY_DATE)
    if column.kind == "id":
        return prompt | ID_CHECK
    if column.kind in ("number", "amount"):
        return prompt | _number_check(column)
    choices = ("是", "否") if column.kind == "yes_no" else column.choices
    if choices:
        return prompt | {
            "validate": "list", "source": list(choices), "error_title": "请从下拉框中选",
            "error_type": "information" if column.is_open else "stop",
            "error_message": f"{'一般' if column.is_open else '只能'}填：{'、'.join(choices)}。"[:MESSAGE_AT_MOST],
        }  # fmt: skip
    return prompt | {"validate": "any"} if prompt else {}


ID_CHECK = {
    "validate": "length", "criteria": "between", "minimum": 18, "maximum": 22, "error_type": "warning",
    "error_title": "位数不对", "error_message": "身份证号码应为18位（残疾人证20位，换证的22位）。请核对。",
}  # fmt: skip
"""Only a warning: a number that is wrong is better sent than left out."""
ANY_DATE = {
    "validate": "date", "criteria": "between", "minimum": dt.date(1950, 1, 1), "maximum": dt.date(2099, 12, 31),
    "error_type": "warning", "error_title": "日期不对", "error_message": "请写成 2026-10-08 这样的日期。",
}  # fmt: skip


def _date_check(year: int) -> dict[str, object]:
    return {
        "validate": "date", "criteria": "between",
        "minimum": dt.date(year - 1, 1, 1), "maximum": dt.date(year + 2, 12, 31), "error_title": "日期不对",
        "error_message": f"请写成 {year}-11-20 这样的日期，年份在{year - 1}到{year + 2}之间。",
    }  # fmt: skip


def _number_check(column: PrintedColumn) -> dict[str, object]:
    """A number within its bounds; without bounds, any number."""
    least = -LARGEST if column.at_least is None else column.at_least
    most = LARGEST if column.at_most is None else column.at_most
    bounds = "" if column.at_least is None else f"，不小于{least:g}"
    bounds += "" if column.at_most is None else f"，不大于{most:.0f}"
    return {
        "validate": "decimal" if column.kind == "amount" else "integer", "criteria": "between", "minimum": least,
        "maximum": most, "error_type": "warning", "error_title": "数值不对", "error_message": f"应填数字{bounds}。",
    }  # fmt: skip


def _show_missing(page: Any, sheet: Sheet, place: int, last_row: int, styles: Styles) -> None:
    """A blank cell that another cell asks for has its own colour."""
    needed = sheet.columns[place].needed_where
    fields = [column.field for column in sheet.columns]
    if needed is None or needed[0] not in fields:
        return
    asking, own = column_letter(fields.index(needed[0])), column_letter(place)
    row = FIRST_ROW + 1
    formula = f'=AND(${asking}{row}="{needed[1]}",LEN(TRIM(${own}{row}))=0)'
    page.conditional_format(
        FIRST_ROW, place, last_row, place, {"type": "formula", "criteria": formula, "format": styles.missing()}
    )
