"""What a file really is, by its first bytes: suffixes lie (an xlsx called .xls, a web page called .xls)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sources.containers.ole import WORKBOOK, names_in
from sources.containers.package import kind_elsewhere
from sources.containers.wide import is_utf16
from sources.containers.zipped import entries_of, is_workbook
from sources.errors import RefusedFile

Container = Literal[
    "xlsx",
    "xlsb",
    "ods",
    "flat_ods",
    "xls",
    "bare_xls",
    "locked",
    "webpage",
    "webarchive",
    "xml_table",
    "text",
    "archive",
]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE_BIFF = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")  # fmt: skip
"""A workbook's records without the usual wrapping, as some old reporting programs write them."""
SAVE_AS = "请用 Excel 或 WPS 打开后“另存为”.xlsx 再报送。"
SEND_TABLE = "请报送电子表格（.xlsx、.xls 或 .csv）。"
DAMAGED = "请部门用 Excel 或 WPS 打开核对，另存为 .xlsx 后重新报送。"
REPACK = "请改用 zip 压缩，或解压后直接报送表格。"
PASTE = "请把表格粘贴到 Excel 或 WPS 表格中再报送。"
NO_TABLE: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"%PDF",), "这是 PDF 文件，不是电子表格", SEND_TABLE),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF"),
        "这是图片，不是电子表格",
        SEND_TABLE,
    ),
    ((b"Rar!",), "这是 rar 压缩包，读不了", REPACK),
    ((b"7z\xbc\xaf\x27\x1c",), "这是 7z 压缩包，读不了", REPACK),
    ((b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "这是压缩包（gz、bz2、xz），读不了", REPACK),
    ((b"{\\rtf",), "这是 Word 文档（RTF），不是电子表格", PASTE),
    ((b"MZ",), "这是程序文件，不是电子表格", "请勿打开，向报送人核实；" + SEND_TABLE),
)
DBF = re.compile(rb"[\x02\x03\x30-\x32\x43\x63\x83\x8b\xcb\xf5\xfb].[\x01-\x0c][\x01-\x1f]", re.DOTALL)
"""A dBASE table: its version, then year, month and day in a byte each."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
CONTROL_AT_MOST = 0.02
"""A text may hold a stray NUL; where more of its bytes are such, it is none."""
OLE_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "这是 Word 文档，不是电子表格", PASTE),
    ("PowerPoint Document", "这是演示文稿，不是电子表格", PASTE),
    ("__properties_version1.0", "这是邮件，不是电子表格", "请把邮件里的附件另存后报送。"),
)


def sniff(data: bytes) -> Container:
    """The kind of a file by its bytes. Refuses what is no table, by name of the trouble."""
    if not data.strip(b"\x00\r\n\t "):
        raise RefusedFile("文件是空的", do="请部门核对后重新报送；确无新增的，请来函说明。")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(data)
    if data[:8] == OLE:
        return _ole_kind(data)
    if data.startswith(BARE_BIFF):
        return "bare_xls"
    for starts, what, do in NO_TABLE:
        found = next((start for start in starts if data.startswith(start)), b"")
        # a text may begin with the letters BM, MZ, RIFF; it holds no NUL
        if found and (not found.isalnum() or b"\x00" in data[:4096]):
            raise RefusedFile(what, do=do)
    if DBF.match(data) and len(data) > 32 and 32 < int.from_bytes(data[8:10], "little") <= len(data):
        raise RefusedFile("这是 dBASE（.dbf）文件，读不了", do=SAVE_AS)
    return _text_kind(data)


def _zip_kind(data: bytes) -> Container:
    names = {entry.filename.replace("\\", "/").lower() for entry in entries_of(data)}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "word/document.xml" in names:
        raise RefusedFile("这是 Word 文档，不是电子表格", do=PASTE)
    if "ppt/presentation.xml" in names:
        raise RefusedFile("这是演示文稿，不是电子表格", do=PASTE)
    if "ofd.xml" in names:
        raise RefusedFile("这是 OFD 版式文件，不是电子表格", do=SEND_TABLE)
    if is_workbook(names):
        return "ods"
    return kind_elsewhere(data) if "_rels/.rels" in names else "archive"


def _ole_kind(data: bytes) -> Container:
    try:
        names = names_in(data)
    except Exception:  # olefile raises anything over a damaged directory
        raise RefusedFile("文件已损坏，读不下去", do=DAMAGED) from None
    if "EncryptedPackage" in names:
        return "locked"
    if names.intersection(WORKBOOK):
        return "xls"
    for stream, what, do in OLE_STREAMS:
        if stream in names:
            raise RefusedFile(what, do=do)
    raise RefusedFile("文件已损坏，里面没有工作簿", do=DAMAGED)


MARKUP = re.compile(
    r"\s*(<\?xml|<!doctype|<!--|<(html|head|meta|body|table|style|div|title|link|script)\b)", re.IGNORECASE
)


def _text_kind(data: bytes) -> Container:
    head = _head(data)
    if re.match(r"\s*MIME-Version:|\s*From:.*\bMIME-Version:", head, re.IGNORECASE | re.DOTALL):
        return "webarchive"
    if MARKUP.match(head):
        return _markup_kind(head, data)
    shown = data[:4096].rstrip(b"\x00")
    if len(CONTROL.findall(shown)) > CONTROL_AT_MOST * len(shown) and not is_utf16(data):
        raise RefusedFile("认不出的文件格式", do=SAVE_AS)
    return "text"


def _head(data: bytes) -> str:
    encoding = is_utf16(data) or "latin-1"
    return data[:8192].decode(encoding, errors="ignore").removeprefix("\ufeff").removeprefix("\xef\xbb\xbf")


def _markup_kind(head: str, data: bytes) -> Container:
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and not re.search(r"<html\b", head, re.IGNORECASE):
        return "xml_table"
    if "<office:document " in head and b"<office:spreadsheet" in data:
        return "flat_ods"
    if re.search(r"<office:document\b|<pkg:package\b", head):
        raise RefusedFile("这是平面 XML 格式的文档，读不了", do=SAVE_AS)
    if _holds(data, ("<table",)):
        return "webpage"
    if _holds(data, ("<frameset", "<frame ")):
        raise RefusedFile("这是网页的框架，数据在旁边的“.files”文件夹里，没有一起报送", do=SAVE_AS)
    raise RefusedFile("这是网页或 XML 文件，里面没有表格", do=SAVE_AS)


def _holds(data: bytes, words: Sequence[str]) -> bool:
    lowered = data.replace(b"\x00", b"").lower()
    return any(word.encode() in lowered for word in words)
