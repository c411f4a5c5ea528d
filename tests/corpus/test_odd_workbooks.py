"""Workbooks written otherwise than an office's programs write them: what stands in them is read, or named sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
import xlwt

from sources.containers import by_calamine, by_scan, xlsx
from sources.containers.cells import SheetCells
from sources.containers.ole import workbook_in
from sources.errors import RefusedFile
from sources.reading import grid
from tests.corpus import makers as m
from tests.corpus import odd
from tests.corpus.outcomes import outcome
from tests.corpus.test_containers import CASES, SHOWN

TAIWAN: m.Rows = [["姓名", "金額"], ["陳大文", 5]]
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
AGAIN = "* 文件里有几行同为第2行，已按先后逐行读取，其后的行号顺延"


def _rows(*rows: str) -> bytes:
    """An xlsx with these row elements; `A2=甲` stands for an inline text."""

    def cells(text: str) -> str:
        return "".join(
            f'<c{f" r={chr(34)}{place}{chr(34)}" if place else ""} t="inlineStr"><is><t>{said}</t></is></c>'
            for place, _, said in (cell.partition("=") for cell in text.split())
        )

    made = (f"<row{attributes}>{cells(text)}</row>" for attributes, _, text in (row.partition("|") for row in rows))
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{"".join(made)}</sheetData></worksheet>'
    return odd.sheet(lambda _: xml.encode())


def _with_sheet(element: str, relation: str = "", **parts: bytes) -> bytes:
    """An xlsx whose book lists one more sheet, as the element says, and points to a part that is not there, or is."""
    data = odd.book(b"</sheets>", element.replace("{R}", TYPES).encode() + b"</sheets>")
    if relation:
        data = odd.book(b"</Relationships>", relation.encode() + b"</Relationships>", data, odd.BOOK_RELS)
    return m.zipped(m.unzipped(data) | parts)


def _relation(target: str, kind: str = "worksheet") -> str:
    return f'<Relationship Id="rId77" Type="{TYPES}/{kind}" Target="{target}"/>'


def _sharing(rename: str) -> bytes:
    """An xlsx whose shared strings lie elsewhere."""
    data = odd.renamed({"xl/sharedStrings.xml": rename}, _shared())
    return odd.book(b'"sharedStrings.xml', b'"/' + rename.encode(), data, odd.BOOK_RELS)


def _shared() -> bytes:
    """An xlsx whose texts are shared strings, as Excel writes it."""

    def write(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for at, row in enumerate(m.PLAIN):
            sheet.write_row(at, 0, row)

    return m.xlsx_of(write)


def _pointing(target: bytes, name: str = odd.SHEET1) -> bytes:
    """An xlsx whose book points to its sheet in other words, where it lies under another name."""
    return odd.book(b"/xl/worksheets/sheet1.xml", target, odd.renamed({odd.SHEET1: name}), odd.BOOK_RELS)


def _book_elsewhere() -> bytes:
    data = odd.renamed({odd.BOOK: "tables/book.xml", odd.BOOK_RELS: "tables/_rels/book.xml.rels"})
    return odd.book(b"xl/workbook.xml", b"tables/book.xml", data, "_rels/.rels")


ODS_CELL = "<table:table-row><table:table-cell {}>{}</table:table-cell></table:table-row>"
CASES_HERE: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    # rows and cells of an xlsx
    "两行同号": (
        lambda: _rows(' r="1"|A1=姓名 B1=号码', ' r="2"|A2=甲 B2=1', ' r="2"|A2=乙 B2=2', ' r="4"|A4=丙'),
        ["1: 姓名 | 号码", "2: 甲 | 1", "3: 乙 | 2", "4: 丙 |", AGAIN],
    ),
    "三行同号，后面的顺延": (
        lambda: _rows(' r="2"|A2=甲', ' r="2"|A2=乙', ' r="2"|A2=丙', ' r="3"|A3=丁', ' r="9"|A9=戊'),
        ["2: 甲", "3: 乙", "4: 丙", "5: 丁", "9: 戊", AGAIN],
    ),
    "一行分两段写": (lambda: _rows(' r="2"|A2=甲', ' r="2"|B2=1', ' r="3"|A3=乙'), ["2: 甲 | 1", "3: 乙 |"]),
    "两个 sheetData": (
        lambda: odd.sheet(lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + xml[xml.index(b"<sheetData>") : xml.index(b"</sheetData>") + 12])),
        [*SHOWN, *(f"{n + 3}{SHOWN[n - 1][1:]}" for n in (1, 2, 3)),
         "* 文件里有几行同为第1至3行，已按先后逐行读取，其后的行号顺延"],
    ),
    "行号倒着写": (lambda: _rows(' r="3"|A3=丙', ' r="1"|A1=甲', ' r="2"|A2=乙'), ["1: 甲", "2: 乙", "3: 丙"]),
    "单元格不写位置": (lambda: _rows(' r="1"|=姓名 =号码', ' r="3"|=甲 =1'), ["1: 姓名 | 号码", "3: 甲 | 1"]),
    "行也不写行号": (lambda: _rows("|=姓名 =号码", "|=甲 =1"), ["1: 姓名 | 号码", "2: 甲 | 1"]),
    "一行里同一格写两次": (lambda: _rows(' r="2"|A2=甲 A2=乙 B2=1'), ["2: 甲 |", "3: 乙 | 1", AGAIN]),
    "单元格属于别的行": (lambda: _rows(' r="1"|A1=甲 A2=乙', ' r="3"|A3=丙'), ["1: 甲", "2: 乙", "3: 丙"]),
    "标签带前缀": (lambda: odd.sheet(odd.with_prefix), SHOWN),
    "空的共享字符串": (lambda: m.xlsx([["甲", ""], ["", "乙"]]), ["1: 甲 |", "2:  | 乙"]),
    "数字单元格写着十八位": (
        lambda: odd.sheet(lambda xml: xml.replace(b"<v>800.5</v>", b"<v>370282198001011009</v>")),
        [SHOWN[0], "2: 甲 | 370282198001011009 | 370282198001011009#", SHOWN[2]],
    ),
    "文字里有控制字符": (lambda: _rows(' r="1"|A1=甲\x07&#x1;乙'), ["1: 甲\x07\x01乙"]),
    # one odd thing in an xlsx
    "#SPILL!": (
        lambda: odd.sheet(lambda xml: xml.replace(b' t="n"><v>12<', b' t="e"><v>#SPILL!<')),
        [*SHOWN[:2], "3: 乙 | 370282198001011017 | #SPILL!!", "* C列第3行是公式错误或没有结果的公式，按读不出处理"],
    ),
    "合并 K:L": (
        lambda: odd.sheet(lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="K:L"/></mergeCells>')),
        SHOWN,
    ),
    "尺寸 A:I": (lambda: odd.sheet(lambda xml: xml.replace(b'<dimension ref="A1:C3"', b'<dimension ref="A:I"')), SHOWN),
    "空的 r:id": (lambda: _with_sheet('<sheet xmlns:r="{R}" name="二" sheetId="2" r:id=""/>'), SHOWN),
    "宏模块表": (lambda: _with_sheet('<sheet xmlns:r="{R}" name="Module1" sheetId="2" r:id="" state="veryHidden"/>'), SHOWN),
    "宏表": (lambda: _with_sheet('<sheet xmlns:r="{R}" name="宏" sheetId="2" r:id="rId77"/>', _relation("macrosheets/sheet1.xml", "xlMacrosheet")), SHOWN),
    "缺一个部分": (
        lambda: _with_sheet('<sheet xmlns:r="{R}" name="二" sheetId="2" r:id="rId77"/>', _relation("worksheets/sheet2.xml")),
        ["【Sheet1】", *SHOWN, "【二】没有读出：工作表的内容不在文件里"],
    ),
    "缺关系": (
        lambda: _with_sheet('<sheet xmlns:r="{R}" name="二" sheetId="2" r:id="rId78"/>'),
        ["【Sheet1】", *SHOWN, "【二】没有读出：工作表的内容不在文件里"],
    ),
    "有一个工作表断了": (
        lambda: _with_sheet('<sheet xmlns:r="{R}" name="二" sheetId="2" r:id="rId77"/>', _relation("worksheets/sheet2.xml"),
                            **{"xl/worksheets/sheet2.xml": m.unzipped(m.xlsx())[odd.SHEET1][:-60]}),
        ["【Sheet1】", *SHOWN, "【二】没有读出：工作表已损坏，读不下去"],
    ),
    "缺共享字符串": (lambda: odd.without("xl/sharedStrings.xml", _shared()), ["拒收：工作表的文字不在文件里"]),
    "缺样式": (lambda: odd.without("xl/styles.xml", m.xlsx()), SHOWN),
    "共享字符串在别处": (lambda: _sharing("xl/texts/all.xml"), SHOWN),
    "目标是百分号写法": (lambda: _pointing(b"worksheets/%E5%90%8D%E5%8D%95%201.xml", "xl/worksheets/名单 1.xml"), SHOWN),
    "目标从根写起": (lambda: _pointing(b"/tables/one.xml", "tables/one.xml"), SHOWN),
    "目标用反斜杠": (lambda: _pointing(b"worksheets\\sheet1.xml"), SHOWN),
    "目标往上写": (lambda: _pointing(b"../one.xml", "one.xml"), SHOWN),
    "UTF-16 的部分": (lambda: odd.in_utf16(m.xlsx()), SHOWN),
    "工作簿在别处": (_book_elsewhere, SHOWN),
    # old .xls
    **{f"CODEPAGE {page}": (lambda page=page: odd.with_code_page(m.xls(), page), SHOWN) for page in (0, 437, 936, 950, 1252, 10008, 32769)},  # type: ignore[misc]
    **{f"BIFF5 {page}": (lambda page=page: odd.ole({"Book": odd.biff5(code_page=page)}), SHOWN) for page in (936, 1252, 10000, 10008, 1200)},  # type: ignore[misc]
    "BIFF5 big5": (
        lambda: odd.ole({"Book": odd.biff5(TAIWAN, 950, "cp950")}), ["1: 姓名 | 金額", "2: 陳大文 | 5#"],
    ),
    "BIFF5 没有外壳": (odd.biff5, SHOWN),
    "BIFF5 西文": (lambda: odd.ole({"Book": odd.biff5([["Café", 5]], 1252, "cp1252")}), ["1: Café | 5#"]),
    "里面嵌着另一个工作簿": (lambda: odd.with_embedded(m.xls(), m.xls([["别的", "表"]])), SHOWN),
    "嵌着的一样大": (lambda: odd.with_embedded(m.xls(), m.xls([["别的", "表", 1]] * 3)), SHOWN),
    **{f"公式记录 {number:04x}": (
        lambda number=number: odd.with_old_formula(m.xls([["姓名", "号码", "金额"], ["甲", "1", xlwt.Formula("1+6")]]), number),  # type: ignore[misc]
        ["1: 姓名 | 号码 | 金额", "2: 甲 | 1 | 7#"],
    ) for number in (0x0006, 0x0206, 0x0406)},
    "记录断了": (lambda: _cut_xls(), ["拒收：工作表不完整，后面的内容丢失"]),
    # SpreadsheetML
    "XML 表格 外部链接": (
        lambda: m.xml_table({"一": m.xml_row("甲", 1)}).replace(
            b"<Worksheet", b"<SupBook><Path>x.xls</Path><SheetName>S</SheetName><Xct><Count>1</Count><Crn><Row>1</Row>"
            b"<ColFirst>0</ColFirst><Number>5</Number></Crn></Xct></SupBook><Worksheet", 1),
        ["1: 甲 | 1#"],
    ),
    "XML 表格 时长、空数字、写错的数字、负日期": (
        lambda: m.xml_table({"一": m.xml_row(
            "甲", '<Cell><Data ss:Type="DateTime">1899-12-31T12:30:00.000</Data></Cell>', '<Cell><Data ss:Type="Number"></Data></Cell>',
            '<Cell><Data ss:Type="Number">无</Data></Cell>', '<Cell><Data ss:Type="DateTime">1900-01-01T36:00:00</Data></Cell>')}),
        ["1: 甲 | 12:30:00@ | 无 | 1900-01-01T36:00:00"],
    ),
    "XML 表格 同一行写两次": (
        lambda: m.xml_table({"一": m.xml_row("甲", row=' ss:Index="2"') + m.xml_row("乙", row=' ss:Index="2"')}),
        ["2: 甲", "3: 乙", AGAIN],
    ),
    "XML 表格 控制字符": (lambda: m.xml_table({"一": m.xml_row("甲\x01&#7;")}), ["1: 甲"]),
    "XML 表格 表外有行": (lambda: m.xml_table({"一": m.xml_row("甲")}).replace(b"</Workbook>", b"<Row/></Workbook>"), ["1: 甲"]),
    # .ods
    "ods 值与类型不符": (
        lambda: m.ods([["甲"]], after="".join(ODS_CELL.format(attributes, shown) for attributes, shown in (
            ('office:value-type="date" office:date-value="2026-13-45"', "<text:p>十三月</text:p>"),
            ('office:value-type="float"', "<text:p>5 元</text:p>"),
            ('office:value-type="void"', ""), ('office:value-type="time" office:time-value="P1D"', "<text:p>一天</text:p>"),
            ('office:value-type="boolean" office:boolean-value="true"', ""), ("", "<text:p>无类型</text:p>"),
            ('office:value-type="time" office:time-value="PT25H30M0S"', ""),
            ('office:value-type="date" office:date-value="2026-10-09"', "")))),
        ["1: 甲", "2: 十三月", "3: 5 元", "5: 一天", "6: True?", "7: 无类型", "8: 1 day, 1:30:00@", "9: 2026-10-09@"],
    ),
    "ods 批注不是内容，空格和换行是": (
        lambda: m.ods([["甲"]], after=ODS_CELL.format(
            'office:value-type="string"',
            "<office:annotation><text:p>批注</text:p></office:annotation><text:p>一<text:s text:c=\"2\"/>二</text:p><text:p>三</text:p>")),
        ["1: 甲", "2: 一  二\n三"],
    ),
    "ods 有密码": (
        lambda: m.replaced(m.ods(), "META-INF/manifest.xml", lambda xml: xml.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")),
        ["拒收：文件有打开密码"],
    ),
    "ods 一格重复几百万次": (
        lambda: m.ods([["甲"]], after='<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
                      'table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'),
        ["拒收：工作表里同样的内容重复了几百万格，不像名单"],
    ),
    "ods 空行重复到底": (
        lambda: m.ods(after='<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'),
        SHOWN,
    ),
    "ods 行分组、表头行": (
        lambda: m.replaced(m.ods(), "content.xml", lambda xml: xml.replace(b"<table:table-row>", b"<table:table-header-rows><table:table-row>", 1)
                           .replace(b"</table:table-row>", b"</table:table-row></table:table-header-rows>", 1)),
        SHOWN,
    ),
    "fods": (
        lambda: b'<?xml version="1.0"?>' + m.unzipped(m.ods())["content.xml"].replace(b"office:document-content", b"office:document"), SHOWN,
    ),
    # .xlsb
    "xlsb 孤立的远处单元格": (
        lambda: m.xlsb([*m.PLAIN, *[[]] * 90_000, [*[""] * 3, "x"]]),
        [*(f"{line} |" for line in SHOWN), "90004:  |  |  | x"],
    ),
    "xlsb 断了": (
        lambda: m.replaced(m.xlsb(), "xl/worksheets/sheet1.bin", lambda part: part[: part.index(b"8\x002\x001\x00")]),
        ["拒收：工作表不完整，后面的内容丢失"],
    ),
}  # fmt: skip


def _cut_xls() -> bytes:
    """An .xls whose last row of records breaks off."""
    stream = workbook_in(m.xls())
    return odd.ole({"Workbook": stream[: stream.rindex(b"\x0a\0\0\0", 0, len(stream.rstrip(b"\0")) + 3) - 60]})


@pytest.mark.parametrize("case", CASES_HERE, ids=lambda case: str(case))
def test_an_odd_workbook_gives_what_stands_beside_it(case: str) -> None:
    make, expected = CASES_HERE[case]
    assert outcome(make()) == expected


USUAL_XLSX = [case for case in CASES if CASES[case][0]()[:2] == b"PK" and not CASES[case][1][0].startswith("拒收")]


@pytest.mark.parametrize("case", USUAL_XLSX)
def test_the_reader_for_odd_sheets_reads_the_usual_ones_alike(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_scan, "read", lambda *_: None)
    monkeypatch.setattr(xlsx.XlsxBook, "is_plain", lambda *_: False)
    make, expected = CASES[case]
    assert outcome(make()) == expected


@pytest.mark.parametrize("case", USUAL_XLSX)
def test_calamine_reads_the_usual_ones_alike(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_scan, "read", lambda *_: None)
    make, expected = CASES[case]
    assert outcome(make()) == expected


def _forgetful(sheet: Any) -> SheetCells:
    """The fast reader, as if it lost the last cell."""
    table = WHOLE(sheet)
    if table.rows:
        table.rows[-1][-1] = ""
    return table


WHOLE = by_calamine._rectangle


@pytest.mark.parametrize(
    "make", [m.xlsx, m.xls, lambda: m.xlsx([["甲", ""], ["乙", 5]])], ids=["xlsx", "xls", "空字符串"]
)
def test_a_cell_that_the_fast_reader_loses_is_noticed(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = outcome(make())
    monkeypatch.setattr(by_calamine, "_rectangle", _forgetful)
    monkeypatch.setattr(by_scan, "read", lambda *_: None)
    assert outcome(make()) == expected


def test_a_sheet_that_no_reader_reads_whole_is_named_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def second(book: xlwt.Workbook, _: xlwt.Worksheet) -> None:
        book.add_sheet("二").write(0, 0, "丁")

    monkeypatch.setattr(by_calamine, "_rectangle", lambda _: SheetCells("", [], []))
    monkeypatch.setattr("sources.containers.by_xlrd._table", _losing_the_first_sheet)
    assert outcome(m.xls(finish=second)) == ["【Sheet1】没有读出：工作表有9格内容，没有全部读出", "【二】", "1: 丁"]


def _losing_the_first_sheet(book: Any, place: int) -> tuple[SheetCells, int]:
    return (SheetCells("二", [["丁"]], [1]) if place else SheetCells("Sheet1", [["甲"]], [1])), 0


def test_what_our_own_readers_stumble_over_is_the_files_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_: bytes) -> list[SheetCells]:
        raise IndexError

    monkeypatch.setitem(grid.READERS, "xml_table", stumble)
    with pytest.raises(RefusedFile, match="文件的内部结构读不懂（IndexError）"):
        grid.read_tables(m.xml_table({}))
