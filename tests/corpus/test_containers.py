"""Every container, each made file with what must come of it beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from sources.containers.ole import workbook_in
from tests.corpus import locks
from tests.corpus import makers as m
from tests.corpus.outcomes import outcome

SHOWN = ["1: 姓名 | 号码 | 金额", "2: 甲 | 370282198001011009 | 800.5#", "3: 乙 | 370282198001011017 | 12#"]
WORDS = [line.replace("#", "") for line in SHOWN]
UTF16 = "utf-16"
DAY = dt.date(2026, 10, 9)


def _hide(book: openpyxl.Workbook) -> None:
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["C"].hidden = True


def _hide_old(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True


def _at_fault_old(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    sheet.row(3).set_cell_text(0, "丙")
    sheet.row(3).set_cell_error(1, 0x2A)
    sheet.write(3, 2, xlwt.Formula("SUM(1,2)"))


def _formulas(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["甲", "乙", "丙", "丁"])
    sheet.write_formula(1, 0, "=NA()", None, "#N/A")
    sheet.write_formula(1, 1, "=1+1", None, 2)
    sheet.write_formula(1, 2, '=T("")', None, "")
    sheet.write_formula(1, 3, "=1-1")


def _cached(data: bytes) -> bytes:
    """As Excel saves it: computed, so a nought is a nought, and an empty text is an empty text."""
    book = m.replaced(data, "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    return m.replaced(book, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="C2"', b'<c r="C2" t="str"'))


def _sheets(book: openpyxl.Workbook) -> None:
    second = book.create_sheet("二")
    second.append(["乙"])
    second.sheet_state = "hidden"
    book.create_chartsheet("图")


def _merged(book: openpyxl.Workbook) -> None:
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("A4:B4")


def _typed(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    forms = [
        book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "0.0%", "¥#,##0.00", "yyyy年m月d日", "h:mm")
    ]
    for place, value in enumerate([46304, 0.125, 1234.5, 46304, 0.5]):
        sheet.write_number(0, place, value, forms[place])
    sheet.write_boolean(0, 5, True)


def _far(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    for at, row in enumerate(m.PLAIN):
        sheet.write_row(at, 0, row)
    sheet.write_datetime(3, 0, dt.datetime(2026, 10, 9), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_boolean(3, 1, True)
    sheet.write_formula(3, 2, "=NA()", None, "#N/A")
    sheet.write_string(1_048_575, 16_383, "x")


def _note_far_below(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["甲"])
    sheet.write_string(1_048_575, 25, "x")


CASES: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    # workbooks, whatever they are called
    "xlsx": (m.xlsx, SHOWN),
    "xls、et": (m.xls, SHOWN),
    "xlsb": (m.xlsb, SHOWN),
    "ods": (m.ods, SHOWN),
    "没有 OLE 外壳的 xls": (lambda: workbook_in(m.xls()), SHOWN),
    "标注尺寸有误的 xlsx": (lambda: _sized(m.xlsx()), SHOWN),
    "多个工作表，一个隐藏，一个图表": (
        lambda: m.xlsx([["甲"]], finish=_sheets), ["【Sheet1】", "1: 甲", "【二】（隐藏）", "1: 乙"],
    ),
    "竖向合并的文字向下填，横向的和金额不填": (
        lambda: m.xlsx([["甲", 1], ["", 2], ["", ""], ["丙", ""], ["", 4]], finish=_merged),
        ["1: 甲 | 1#", "2: 甲 | 2#", "4: 丙 |", "5:  | 4#"],
    ),
    "日期、百分比、货币、时间、真假": (
        lambda: m.xlsx_of(_typed), ["1: 2026-10-09@ | 0.125# | 1234.5# | 2026-10-09@ | 12:00:00@ | True?"],
    ),
    # hidden rows and columns
    "隐藏行列 xlsx": (
        lambda: m.xlsx(finish=_hide), [*SHOWN, "* 第2行是隐藏的或被筛选掉的，已照常读取", "* C列是隐藏的，已照常读取"],
    ),
    "隐藏行列 xls": (
        lambda: m.xls(finish=_hide_old), [*SHOWN, "* 第2行是隐藏的或被筛选掉的，已照常读取", "* C列是隐藏的，已照常读取"],
    ),
    "隐藏行 xlsb": (lambda: m.xlsb(hidden=[2, 3]), [*SHOWN, "* 第2、3行是隐藏的或被筛选掉的，已照常读取"]),
    "隐藏列、筛选行 ods": (
        lambda: m.ods(
            [["甲", "乙"]],
            '<table:table-column/><table:table-column table:visibility="collapse"/>',
            '<table:table-row table:visibility="filter" table:number-rows-repeated="4"><table:table-cell '
            'office:value-type="string"><text:p>丙</text:p></table:table-cell></table:table-row>',
        ),
        ["1: 甲 | 乙", "2: 丙 |", "3: 丙 |", "4: 丙 |", "5: 丙 |", "* 第2至5行是隐藏的或被筛选掉的，已照常读取",
         "* B列是隐藏的，已照常读取"],
    ),
    # errors and formulas without a result
    "未计算的公式 xlsx": (
        lambda: m.xlsx([["甲", "=1+1", "#N/A"]]),
        ["1: 甲 | （公式没有结果）! | #N/A!", "* B、C列第1行是公式错误或没有结果的公式，按读不出处理"],
    ),
    "程序写的公式，结果都是 0": (
        lambda: m.xlsx_of(_formulas),
        ["1: 甲 | 乙 | 丙 | 丁", "2: #N/A! | 2# | （公式没有结果）! | （公式没有结果）!",
         "* A、C、D列第2行是公式错误或没有结果的公式，按读不出处理"],
    ),
    "Excel 算过的公式，0 就是 0，空就是空": (
        lambda: _cached(m.xlsx_of(_formulas)),
        ["1: 甲 | 乙 | 丙 | 丁", "2: #N/A! | 2# |  | 0#", "* A列第2行是公式错误或没有结果的公式，按读不出处理"],
    ),
    "公式错误 xls": (
        lambda: m.xls(finish=_at_fault_old).replace(b"\x03\0\0\0\0\0\xff\xff\0\0", b"\0" * 8 + b"\2\0"),
        [*SHOWN, "4: 丙 | #N/A! | （公式没有结果）!", "* B、C列第4行是公式错误或没有结果的公式，按读不出处理"],
    ),
    "公式错误 xlsb": (
        lambda: m.xlsb(errors={(1, 1): 0x2A}),
        [SHOWN[0], "2: 甲 | #N/A! | 800.5#", SHOWN[2], "* B列第2行是公式错误或没有结果的公式，按读不出处理"],
    ),
    "公式错误 ods": (
        lambda: m.ods(
            [["甲", "乙"]], "",
            '<table:table-row><table:table-cell table:formula="of:=NA()" office:value-type="string" '
            'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
            '<table:table-cell table:formula="of:=1+1"/></table:table-row>',
        ),
        ["1: 甲 | 乙", "2: #N/A! | （公式没有结果）!", "* A、B列第2行是公式错误或没有结果的公式，按读不出处理"],
    ),
    # 1904
    "1904 xlsx": (lambda: m.xlsx([[DAY]], finish=lambda book: setattr(book, "epoch", CALENDAR_MAC_1904)), ["1: 2026-10-09@"]),
    "1904 xls": (lambda: m.xls([[DAY, "甲"]], is_1904=True), ["1: 2026-10-09@ | 甲"]),
    # far cells
    "XFD1048576 有一个字": (
        lambda: m.xlsx_of(_far),
        [*(f"{line} |" for line in SHOWN), "4: 2026-10-09@ | True? | #N/A! |", "1048576:  |  |  | x",
         "* C列第4行是公式错误或没有结果的公式，按读不出处理"],
    ),
    "Z1048576 有一个字": (lambda: m.xlsx_of(_note_far_below), ["1: 甲 |", "1048576:  | x"]),
    # web pages called .xls
    "网页 gb2312": (lambda: m.webpage(m.table_of(m.PLAIN)), WORDS),
    "网页 utf-8 有 BOM": (lambda: b"\xef\xbb\xbf" + m.webpage(m.table_of(m.PLAIN), "utf-8"), WORDS),
    "网页 声明 utf-8 实为 GBK": (lambda: m.webpage(m.table_of(m.PLAIN)).replace(b"gb2312", b"utf-8"), WORDS),
    "网页 utf-16": (lambda: m.webpage(m.table_of(m.PLAIN), "utf-8").decode().encode(UTF16), WORDS),
    "只有 table 的网页": (lambda: m.table_of(m.PLAIN).encode("gbk"), WORDS),
    "网页 跨行跨列": (
        lambda: m.webpage("<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>"),
        ["1: 甲 | 乙 |", "2: 甲 | 丙 | 丁"],
    ),
    "网页 Excel 的数字、文本、错误、换行、空格": (
        lambda: m.webpage(
            "<table><tr><td x:num='370282198001011000'>3.70282E+17<td style='mso-number-format:\"\\@\"'>370282198001011009"
            "<td x:num>1,234.50<td x:num='46304'>2026/10/9<td x:err='#N/A'>#N/A<td>a<br>b&nbsp;c   d<td x:bool='TRUE'>TRUE"
        ),
        ["1: 370282198001011008# | 370282198001011009 | 1234.5# | 2026/10/9 | #N/A! | a\nb\xa0c d | True?"],
    ),
    "网页 几个表": (
        lambda: m.webpage("<table><tr><td>甲</table><table><tr><td>乙</table>"), ["【表1】", "1: 甲", "【表2】", "1: 乙"],
    ),
    "网页 Excel 注明表名": (
        lambda: m.webpage(
            "<table><tr><td>甲</table><table><tr><td>乙</table>", "utf-8",
            "<!--[if gte mso 9]><xml><x:Name>田横镇</x:Name><x:Name>金口镇</x:Name></xml><![endif]-->",
        ),
        ["【田横镇】", "1: 甲", "【金口镇】", "1: 乙"],
    ),
    "网页 排版用的外层表": (
        lambda: m.webpage("<table><tr><td> <table><tr><td>甲<td>乙</table> </table>"), ["1: 甲 | 乙"],
    ),
    "网页 隐藏行列": (
        lambda: m.webpage("<table><col><col style='display:none'><tr><td>甲<td>乙<tr style='DISPLAY:none'><td>丙<td>丁</table>"),
        ["1: 甲 | 乙", "2: 丙 | 丁", "* 第2行是隐藏的或被筛选掉的，已照常读取", "* B列是隐藏的，已照常读取"],
    ),
    "网页框架": (lambda: m.webpage("<frameset><frame src=a.htm></frameset>"), ["拒收：这是网页的框架，数据在旁边的“.files”文件夹里，没有一起报送"]),
    "没有表的网页": (lambda: m.webpage("<p>登录超时</p>"), ["拒收：这是网页或 XML 文件，里面没有表格"]),
    "网页档案 mht": (
        lambda: m.webarchive({"田横镇": m.table_of([["甲"]]), "金口镇": m.table_of([["乙"]])}),
        ["【田横镇】", "1: 甲", "【金口镇】", "1: 乙"],
    ),
    # SpreadsheetML
    "XML 表格": (lambda: m.xml_table({"Sheet1": "".join(m.xml_row(*row) for row in m.PLAIN)}), SHOWN),
    "XML 表格 gb2312": (lambda: m.xml_table({"Sheet1": "".join(m.xml_row(*row) for row in m.PLAIN)}, "gb2312"), SHOWN),
    "XML 表格 跳格、合并、隐藏、错误、日期": (
        lambda: m.xml_table(
            {
                "一": '<Column/><Column ss:Hidden="1"/>'
                + m.xml_row('<Cell ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell>', "乙", 3, row=' ss:Index="3"')
                + m.xml_row('<Cell ss:Index="3"><Data ss:Type="Error">#REF!</Data></Cell>', row=' ss:Hidden="1"')
                + m.xml_row('<Cell ss:MergeAcross="1"><Data ss:Type="DateTime">2026-10-09T00:00:00.000</Data></Cell>',
                            '<Cell ss:Formula="=1"/>', row=' ss:Index="6"'),
                "二": m.xml_row("丙"),
            }
        ),
        ["【一】", "3: 甲 | 乙 | 3#", "4: 甲 |  | #REF!!", "6: 2026-10-09@ |  | （公式没有结果）!",
         "* 第4行是隐藏的或被筛选掉的，已照常读取", "* B列是隐藏的，已照常读取",
         "* C列第4、6行是公式错误或没有结果的公式，按读不出处理", "【二】", "1: 丙"],
    ),
    "XML 表格 实体炸弹": (
        lambda: m.xml_table({"一": m.xml_row("&a;")}).replace(b"?><W", b'?><!DOCTYPE W [<!ENTITY a "aaaa">]><W'),
        ["拒收：文件里有可疑的实体声明，为安全起见未读取"],
    ),
    "网页 几百个表": (lambda: m.webpage("<table><tr><td>甲</table>" * 501), ["拒收：网页里有501个表，不像名单"]),
    # delimited text
    "csv utf-8": (m.csv_of, WORDS),
    "csv utf-8 BOM": (lambda: m.csv_of(encoding="utf-8-sig"), WORDS),
    "csv gb18030": (lambda: m.csv_of(encoding="gb18030"), WORDS),
    "txt utf-16 制表符": (lambda: m.csv_of(encoding=UTF16, sign="\t"), WORDS),
    "txt utf-16-le 无 BOM": (lambda: m.csv_of(encoding="utf-16-le", sign="\t"), WORDS),
    "txt utf-16-be 无 BOM": (lambda: m.csv_of(encoding="utf-16-be", sign=";"), WORDS),
    "csv 竖线": (lambda: m.csv_of(sign="|"), WORDS),
    "csv 分号": (lambda: m.csv_of(sign=";"), WORDS),
    "csv sep= 行": (lambda: b"sep=;\r\n" + m.csv_of(sign=";"), [f"{n + 2}{line[1:]}" for n, line in enumerate(WORDS)]),
    "csv 引号里有逗号和换行": (
        lambda: '姓名,住址,金额\r\n甲,"镇,村\r\n5号",8\r\n乙,"""东""村",9'.encode(),
        ["1: 姓名 | 住址 | 金额", "2: 甲 | 镇,村\r\n5号 | 8", '4: 乙 | "东"村 | 9'],
    ),
    "BM 开头的 csv": (lambda: b"BMI,a\r\n1,2", ["1: BMI | a", "2: 1 | 2"]),
    # what is no table
    "Word": (lambda: m.zipped({"word/document.xml": b"<a/>"}), ["拒收：这是 Word 文档，不是电子表格"]),
    "OFD": (lambda: m.zipped({"OFD.xml": b"<a/>"}), ["拒收：这是 OFD 版式文件，不是电子表格"]),
    "PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3", ["拒收：这是 PDF 文件，不是电子表格"]),
    "图片": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", ["拒收：这是图片，不是电子表格"]),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00", ["拒收：这是 rar 压缩包，读不了"]),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c\x00\x04", ["拒收：这是 7z 压缩包，读不了"]),
    "空文件": (lambda: b"\r\n", ["拒收：文件是空的"]),
    "半个 xlsx": (lambda: m.xlsx()[:2000], ["拒收：文件已损坏，打不开"]),
    "展开后庞大的 xlsx": (
        lambda: m.replaced(m.xlsx(), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 60_000_000),
        ["拒收：文件展开后异常庞大，为安全起见未读取"],
    ),
    # passwords
    "加密，未给密码": (lambda: locks.locked(m.xlsx(), "密码1"), ["拒收：文件有打开密码"]),
    "Excel 自带密码": (lambda: locks.locked(m.xlsx(), "VelvetSweatshop"), SHOWN),
}  # fmt: skip


def _sized(data: bytes) -> bytes:
    return m.replaced(
        data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<dimension ref="A1:C3"', b'<dimension ref="B2"')
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case))
def test_a_container_gives_what_stands_beside_it(case: str) -> None:
    make, expected = CASES[case]
    assert outcome(make()) == expected


@pytest.mark.parametrize(
    "lock",
    [lambda word: locks.locked(m.xlsx(), word), lambda word: locks.locked(m.xlsb(), word), lambda word: locks.xls_locked(m.xls(), word)],
    ids=["xlsx", "xlsb", "xls"],
)  # fmt: skip
def test_a_password_opens_a_workbook_whatever_else_is_tried_before(lock: Callable[[str], bytes]) -> None:
    data = lock("镇2026")
    assert outcome(data, ["别的", "镇2026"]) == SHOWN
    assert outcome(data, ["别的"]) == ["拒收：文件有打开密码，已有的密码都不对"]
    assert outcome(data) == ["拒收：文件有打开密码"]
