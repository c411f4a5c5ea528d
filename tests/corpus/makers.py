"""Makes files of every container from rows of cells, and dirt that no writer makes by itself. All bytes, no paths."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import msoffcrypto.format.ooxml as locked_ooxml
import openpyxl
import xlsxwriter
import xlwt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sources.reading.containers.ole import workbook_in

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


def locked(data: bytes, password: str) -> bytes:
    """An xlsx or xlsb with an opening password. The library locks nothing below 4 KB: filled up with a part of noise."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    data = zipped(parts | {"docProps/noise.bin": random.Random(1).randbytes(5_000)})
    made = io.BytesIO()
    locked_ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, made)
    return made.getvalue()


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


def zipped_with_aes(name: str, data: bytes, password: str) -> bytes:
    """A zip of one member that WinZip's AES-256 locks."""
    salt, packed = b"0123456789abcdef", zlib.compress(data)[2:-4]
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1_000, 66)
    counters = b"".join(number.to_bytes(16, "little") for number in range(1, len(packed) // 16 + 2))
    stream = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor().update(counters)
    body = bytes(one ^ other for one, other in zip(packed, stream, strict=False))
    raw = salt + keys[64:] + body + hmac.new(keys[32:64], body, "sha1").digest()[:10]
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
    said = name.encode()
    common = struct.pack("<HHHHHIIIHH", 51, 0x801, 99, 0, 0x5A21, 0, len(raw), len(data), len(said), len(extra))
    local = b"PK\x03\x04" + common + said + extra + raw
    central = b"PK\x01\x02" + struct.pack("<H", 51) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + said + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def zipped_with_old_lock(name: str, data: bytes, password: str) -> bytes:
    """A zip of one member with the old ZipCrypto lock (PKWARE's appnote, 6.1)."""
    table = [_crc_step(number) for number in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    def shut(byte: int) -> int:
        mixed = (keys[2] & 0xFFFF) | 2
        shown = byte ^ ((mixed * (mixed ^ 1) >> 8) & 0xFF)
        turn(byte)
        return shown

    for byte in password.encode():
        turn(byte)
    crc = zlib.crc32(data)
    raw = bytes(shut(byte) for byte in b"0" * 11 + bytes([crc >> 24]) + data)
    said = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0x801, 0, 0, 0x5A21, crc, len(raw), len(data), len(said), 0)
    local = b"PK\x03\x04" + common + said + raw
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + said
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def _crc_step(number: int) -> int:
    for _ in range(8):
        number = (number >> 1) ^ 0xEDB88320 if number & 1 else number >> 1
    return number


def xls_locked(data: bytes, password: str) -> bytes:
    """An .xls with an opening password, RC4 as Excel 97 to 2003 lock it (MS-OFFCRYPTO 2.3.6, MS-XLS 2.2.10)."""
    salt, verifier = b"fangpin-of-tests", b"0123456789abcdef"
    short = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    base = hashlib.md5((short + salt) * 16).digest()[:5]
    first = _rc4(_block_key(base, 0), 32)
    sealed = bytes(a ^ b for a, b in zip(verifier + hashlib.md5(verifier).digest(), first, strict=True))
    lock = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + sealed
    stream = workbook_in(data)
    head = 4 + int.from_bytes(stream[2:4], "little")
    lock += b"\x42\0\2\0\xb0\4" * (
        -(_end(stream) + len(lock)) % 4 // 2
    )  # the library wants the padding in whole records
    opened = bytearray(stream[:head] + lock + stream[head:])
    keys = b"".join(_rc4(_block_key(base, block), 1024) for block in range(len(opened) // 1024 + 1))
    _shut_records(opened, keys, len(lock))
    made = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(made, bytes(opened))
    return made.getvalue()


def _end(stream: bytes) -> int:
    """Where the records end and the padding of the box begins."""
    at = last = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        at += 4 + length
        last = at if number else last
    return last


def _shut_records(stream: bytearray, keys: bytes, shift: int) -> None:
    """Encrypt each record's body in place; the places of sheets move by `shift` and stay readable."""
    at = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        start, end = at + 4, at + 4 + length
        if number == 0x85:
            stream[start : start + 4] = struct.pack("<I", int.from_bytes(stream[start : start + 4], "little") + shift)
            start += 4
        if number not in (0x0809, 0x2F, 0xE1):
            stream[start:end] = bytes(a ^ b for a, b in zip(stream[start:end], keys[start:end], strict=True))
        at = end


def _block_key(base: bytes, block: int) -> bytes:
    return hashlib.md5(base + struct.pack("<I", block)).digest()


def _rc4(key: bytes, length: int) -> bytes:
    state, mixed, out = list(range(256)), 0, bytearray()
    for place in range(256):
        mixed = (mixed + state[place] + key[place % len(key)]) % 256
        state[place], state[mixed] = state[mixed], state[place]
    one = other = 0
    for _ in range(length):
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        out.append(state[(state[one] + state[other]) % 256])
    return bytes(out)
