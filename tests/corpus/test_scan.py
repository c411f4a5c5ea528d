"""The reader that cuts a sheet at all its cells at once: what it reads is what the reader that goes cell by cell reads, or it leaves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.containers import by_calamine, by_scan
from sources.containers.cells import SheetColumns
from sources.containers.xlsx import PackageSheet, XlsxBook
from sources.reading.grid import _grid
from tests.corpus import makers as m
from tests.corpus import odd
from tests.corpus.outcomes import outcome

STRINGS = "xl/sharedStrings.xml"


def book(*rows: str, strings: str = "", behind: str = "") -> bytes:
    """An xlsx whose sheet has these rows, as elements, and these shared strings."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    whole = "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, start=1))
    xml = f'<worksheet xmlns="{main}"><sheetData>{whole}</sheetData>{behind}</worksheet>'
    plain = m.xlsx_of(lambda made: made.add_worksheet("Sheet1").write_string(0, 0, "甲"))
    data = odd.sheet(lambda _: xml.encode(), plain)
    return m.replaced(data, STRINGS, lambda _: f'<sst xmlns="{main}">{strings}</sst>'.encode()) if strings else data


def scanned(data: bytes) -> SheetColumns | None:
    made = XlsxBook(data)
    return by_scan.read(made, made.sheets[0])


def days(cell: object) -> Callable[[], bytes]:
    return lambda: m.xlsx([["甲", cell]])


SHARED = "<si><t>甲</t></si><si><t>乙</t></si>"
RICH = "<si><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r><rPh><t>jia</t></rPh></si><si><t>丙</t></si>"
USUAL: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "Excel": (lambda: book('<c r="A1" s="0" t="s"><v>1</v></c><c r="C1"><v>12.5</v></c>', strings=SHARED), ["1: 乙 | 12.5#"]),
    "共享文字在后": (lambda: book('<c r="A1" t="s" s="0"><v>0</v></c>', strings=SHARED), ["1: 甲"]),
    "WPS 空白格": (
        lambda: book('<c r="A1" s="0"/><c r="B1" t="s"><v>0</v></c>', '<c r="A2" s="0"></c>', strings=SHARED), ["1: 甲"],
    ),
    "SXSSF": (
        lambda: book('<c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" t="n"><v>3</v></c>'), ["1: 甲 | 3#"],
    ),
    "引号和换行": (
        lambda: book('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 说"甲">\n乙 </t></is></c>'), ['1:  说"甲">\n乙'],
    ),
    "代替的字符": (
        lambda: book('<c r="A1" t="inlineStr"><is><t>甲&amp;乙&#10;&#x4E19;_x000D_&lt;</t></is></c>'), ["1: 甲&乙\n丙\r<"],
    ),
    "分段的文字": (lambda: book('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>', strings=RICH), ["1: 甲乙 | 丙"]),
    "空文字": (
        lambda: book('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>', strings="<si><t/></si><si><t>乙</t></si>"),
        ["1: 乙"],
    ),
    "只有空格的行和列": (
        lambda: book(
            '<c r="A1" t="inlineStr"><is><t> </t></is></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c>',
            '<c r="A2" t="inlineStr"><is><t>　</t></is></c>',
            '<c r="B3" t="inlineStr"><is><t>乙</t></is></c>',
        ),
        ["1: 甲", "3: 乙"],
    ),
    "小数": (
        lambda: book("".join(f'<c r="{place}1"><v>{said}</v></c>' for place, said in zip("ABCDEF", (
            "800.50", "1E-05", "-3", "0.1", "007", "1.23E+3",
        ), strict=True))),
        ["1: 800.5# | 1e-05# | -3# | 0.1# | 7# | 1230#"],
    ),
    "是否": (lambda: book('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>'), ["1: True? | False?"]),
    "公式的文字": (lambda: book('<c r="A1" t="str"><v>甲</v></c>'), ["1: 甲"]),
    "日期": (days(dt.date(2026, 10, 9)), ["1: 甲 | 2026-10-09@"]),
    "时刻": (days(dt.datetime(2026, 10, 9, 8, 30)), ["1: 甲 | 2026-10-09 08:30:00@"]),
    "横向合并": (
        lambda: book('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', behind='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'),
        ["1: 甲"],
    ),
    "十六位以上的数": (
        lambda: book('<c r="A1"><v>370282198001011009</v></c><c r="B1"><v>3.70282198001011E+17</v></c>'),
        ["1: 370282198001011009# | 370282198001011008#"],
    ),
    "超过 Z 列": (lambda: book('<c r="Z1"><v>1</v></c><c r="AA1"><v>2</v></c><c r="BA1"><v>3</v></c>'), ["1: 1# | 2# | 3#"]),
}  # fmt: skip
UNUSUAL: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "竖向合并": (
        lambda: book(
            '<c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>1</v></c>', '<c r="B2"><v>2</v></c>',
            behind='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
        ),
        ["1: 甲 | 1#", "2: 甲 | 2#"],
    ),
    "隐藏的行": (
        lambda: m.xlsx([["甲"], ["乙"]], finish=lambda made: made.active.row_dimensions.__getitem__(2).__setattr__("hidden", True)),
        ["1: 甲", "2: 乙", "* 第2行是隐藏的或被筛选掉的，已照常读取"],
    ),
    "错误值": (lambda: book('<c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c>'), ["1: 1# | #N/A!", "* B列第1行是公式错误或没有结果的公式，按读不出处理"]),
    "公式": (lambda: book('<c r="A1"><f>1+1</f><v>2</v></c>'), ["1: 2#"]),
    "别的属性": (lambda: book('<c r="A1" cm="1"><v>1</v></c>'), ["1: 1#"]),
    "没写位置": (lambda: book("<c><v>1</v></c>"), ["1: 1#"]),
    "注释": (lambda: book('<c r="A1"><v>1</v></c><!-- <c r="B1"><v>2</v></c> -->'), ["1: 1#"]),
    "位置倒置": (lambda: book('<c r="B1"><v>2</v></c><c r="A1"><v>1</v></c>'), ["1: 1# | 2#"]),
    "分段的内嵌文字": (
        lambda: book('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>'), ["1: 甲乙"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", USUAL)
def test_what_programs_usually_write_is_scanned(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else is asked, and what comes is what the reader that goes cell by cell reads."""
    make, expected = USUAL[case]
    with monkeypatch.context() as patch:
        patch.setattr(by_scan, "read", lambda *_: None)
        patch.setattr(XlsxBook, "is_plain", lambda *_: False)
        assert outcome(make()) == expected
    monkeypatch.setattr(by_calamine.CalamineReader, "read", lambda *_: pytest.fail())
    monkeypatch.setattr(XlsxBook, "read", lambda *_: pytest.fail())
    assert outcome(make()) == expected


@pytest.mark.parametrize("case", UNUSUAL)
def test_what_is_written_otherwise_is_left_to_another_reader(case: str) -> None:
    make, expected = UNUSUAL[case]
    assert scanned(make()) is None
    assert outcome(make()) == expected


def test_a_cell_that_the_scan_loses_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = by_scan._cells
    monkeypatch.setattr(by_scan, "_cells", lambda *words: usual(*words).head(-1))
    assert scanned(m.xlsx()) is None
    assert outcome(m.xlsx()) == [
        "1: 姓名 | 号码 | 金额",
        "2: 甲 | 370282198001011009 | 800.5#",
        "3: 乙 | 370282198001011017 | 12#",
    ]


def test_a_sheet_that_is_cut_in_many_parts_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: m.Rows = [["姓名", "金额", "日期"], *([f"名{at}", at / 4, dt.date(2026, 1, 1 + at % 28)] for at in range(60))]
    whole = outcome(m.xlsx(rows))
    monkeypatch.setattr(by_scan, "BYTES_AT_ONCE", 300)
    assert scanned(m.xlsx(rows)) is not None
    assert outcome(m.xlsx(rows)) == whole and len(whole) == 61


CELL = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8),
    st.integers(-(10**14), 10**14), st.floats(-1e9, 1e9, allow_nan=False), st.booleans(), st.just(""),
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_cells_are_read_as_cell_by_cell(rows: list[list[object]]) -> None:
    def write(made: object) -> None:
        sheet, day = made.add_worksheet(), made.add_format({"num_format": "yyyy-mm-dd"})  # type: ignore[attr-defined]
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, place, cell, day)
                elif isinstance(cell, bool):
                    sheet.write_boolean(at, place, cell)
                elif isinstance(cell, str):
                    sheet.write_string(at, place, cell)
                else:
                    sheet.write_number(at, place, cell)

    made = XlsxBook(m.xlsx_of(write))
    sheet: PackageSheet = made.sheets[0]
    found, expected = by_scan.read(made, sheet), made.read(sheet)
    assert found is not None
    one, other = _grid(found), _grid(expected)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.columns == other.columns
        assert one.cells().equals(other.cells()), pl.concat([one.cells(), other.cells()])
