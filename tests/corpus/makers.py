"""Makes files of every container from rows of cells, and dirt that no writer makes by itself. All bytes, no paths."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlsxwriter
import xlwt

Rows = Sequence[Sequence[object]]
PLAIN: Rows = [["姓名", "号码", "金额"], ["甲", "370282198001011009", 800.5], ["乙", "370282198001011017", 12]]


def xlsx(rows: Rows = PLAIN, sheet: str = "Sheet1", finish: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """An xlsx by openpyxl. finish: what else to do to the book."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    if finish:
        finish(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def xlsx_of(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """An xlsx by XlsxWriter."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        write(book)
    return made.getvalue()


def xls(
    rows: Rows = PLAIN,
    finish: Callable[[xlwt.Workbook, xlwt.Worksheet], None] | None = None,
    is_1904: bool = False,
) -> bytes:
    """An old .xls. finish: what else to do to it."""
    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    sheet = book.add_sheet("Sheet1")
    days = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(at, place, cell, *([days] if isinstance(cell, dt.date) else []))
    if finish:
        finish(book, sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip; names outside ASCII carry the mark of UTF-8."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return made.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped_in_gbk(members: Mapping[str, bytes]) -> bytes:
    """A zip as a Chinese Windows makes it: names in GBK, without a mark."""
    stand_ins = {f"{place:0{len(name.encode('gb18030'))}d}": name for place, name in enumerate(members)}
    data = zipped({stand_in: members[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gb18030"))
    return data


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return zipped({n: change(opened.read(n)) if n == part else opened.read(n) for n in opened.namelist()})


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">'
    "<office:body><office:spreadsheet>"
)


def ods(rows: Rows = PLAIN, before: str = "", after: str = "", sheet: str = "Sheet1") -> bytes:
    """An OpenDocument sheet. before, after: XML of columns and rows around the rows."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f"{ODS_HEAD}<table:table table:name={quoteattr(sheet)}>{before}{body}{after}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def _ods_cell(cell: object) -> str:
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    said = escape(str(cell))
    return f'<table:table-cell office:value-type="string"><text:p>{said}</text:p></table:table-cell>'


def _record(number: int, body: bytes = b"") -> bytes:
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    size = len(body)
    length = bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])
    return head + length + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: Rows = PLAIN, hidden: Sequence[int] = (), errors: Mapping[tuple[int, int], int] = {}) -> bytes:  # noqa: B006
    """The least xlsb that there is. hidden: numbers of rows; errors: (row, column from 0) -> BIFF's error code."""
    sheet = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, 9)) + _record(145)
    for number, row in enumerate(rows):
        flags = 0x10 if number + 1 in hidden else 0
        sheet += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0))
        for place, cell in enumerate(row):
            head = struct.pack("<II", place, 0)
            if (number, place) in errors:
                sheet += _record(3, head + bytes([errors[number, place]]))
            elif isinstance(cell, int | float):
                sheet += _record(5, head + struct.pack("<d", cell))
            else:
                sheet += _record(6, head + _wide(str(cell)))
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet1"))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "xl/workbook.bin": book + _record(144) + _record(132), "xl/_rels/workbook.bin.rels": relations.encode(),
            "xl/worksheets/sheet1.bin": sheet + _record(146) + _record(130),
        }
    )  # fmt: skip


def webpage(tables: str, charset: str = "gb2312", head: str = "") -> bytes:
    """A web page as a reporting program writes it, called .xls."""
    encoding = "gb18030" if charset.startswith("gb") else charset
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">'
    return f"<html><head>{meta}{head}</head><body>{tables}</body></html>".encode(encoding)


def table_of(rows: Rows) -> str:
    """Rows as an HTML table."""
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


def xml_table(sheets: Mapping[str, str], encoding: str = "utf-8") -> bytes:
    """SpreadsheetML of 2003. sheets: name -> the XML within Table."""
    said = "".join(f'<Worksheet ss:Name="{name}"><Table>{inner}</Table></Worksheet>' for name, inner in sheets.items())
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{said}</Workbook>'
    )
    return text.encode("gb18030" if encoding.startswith("gb") else encoding)


def xml_row(*cells: object, row: str = "") -> str:
    """A Row of strings and numbers; a cell that begins with `<` is taken as it is. row: attributes."""
    made = [
        str(cell) if str(cell).startswith("<")
        else f'<Cell><Data ss:Type="{"Number" if isinstance(cell, int | float) else "String"}">{cell}</Data></Cell>'
        for cell in cells
    ]  # fmt: skip
    return f"<Row{row}>{''.join(made)}</Row>"


def webarchive(sheets: Mapping[str, str]) -> bytes:
    """Excel's “single file web page”. sheets: name -> HTML table."""
    listed = "".join(
        f'<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef=3D"sheet{at:03d}.htm"/></x:ExcelWorksheet>'
        for at, name in enumerate(sheets, start=1)
    ).replace("3D", "")
    pages = {"book.htm": f"<html><!--[if gte mso 9]><xml>{listed}</xml><![endif]--><frameset></frameset></html>"}
    pages |= {f"sheet{at:03d}.htm": f"<html><body>{table}</body></html>" for at, table in enumerate(sheets.values(), 1)}
    pages["tabstrip.htm"] = "<html><body><table><tr><td>Sheet1</td></tr></table></body></html>"
    parts = [
        f"------=_Next\r\nContent-Location: file:///C:/x/{place}\r\nContent-Transfer-Encoding: 8bit\r\n"
        f'Content-Type: text/html; charset="utf-8"\r\n\r\n{page}\r\n'
        for place, page in pages.items()
    ]
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Next"\r\n\r\n'
    return (head + "".join(parts) + "------=_Next--\r\n").encode()


def csv_of(rows: Rows = PLAIN, encoding: str = "utf-8", sign: str = ",") -> bytes:
    """Delimited text."""
    return "\r\n".join(sign.join(str(cell) for cell in row) for row in rows).encode(encoding)
