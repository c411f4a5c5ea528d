"""What a file really is, by its first bytes: suffixes lie (an xlsx called .xls, a web page called .xls)."""

from __future__ import annotations

import codecs
import io
import zipfile
from typing import Literal

from sources.errors import RefusedFile

Container = Literal["workbook", "text"]

ZIP_ENTRIES_AT_MOST = 5_000
ZIP_BYTES_AT_MOST = 1_500_000_000
ZIP_RATIO_AT_MOST = 400
SAVE_AS = "请用 Excel 或 WPS 打开后“另存为”.xlsx 再报送。"


def sniff(data: bytes) -> Container:
    """workbook for xlsx, xlsb, ods, xls, et; text for csv and txt. Refuses what is neither, by name of the trouble."""
    if not data.strip(b"\x00\r\n\t "):
        raise RefusedFile("文件是空的", do="请部门核对后重新报送；确无新增的，请来函说明。")
    if data[:2] == b"PK":
        _check_zip(data)
        return "workbook"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "workbook"
    if data.lstrip()[:512].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"\xef\xbb\xbf<")):
        raise RefusedFile("这是一个网页文件，只是改了后缀名", do=SAVE_AS)
    if data[:4] in (b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0", b"Rar!", b"7z\xbc\xaf"):
        raise RefusedFile("不是表格文件（PDF、图片或压缩包）", do="请报送电子表格（.xlsx、.xls 或 .csv）。")
    if b"\x00" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise RefusedFile("认不出的文件格式", do=SAVE_AS)
    return "text"


def _check_zip(data: bytes) -> None:
    """A workbook of a few kilobytes can unfold to gigabytes; the directory tells before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise RefusedFile("文件已损坏，打不开", do="请部门重新导出后报送。") from error
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > ZIP_ENTRIES_AT_MOST
        or unpacked > ZIP_BYTES_AT_MOST
        or unpacked > ZIP_RATIO_AT_MOST * max(len(data), 20_000)
    ):
        raise RefusedFile("文件展开后异常庞大，为安全起见未读取", do="请检查表格末尾是否有多余内容，另存后重新报送。")
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        raise RefusedFile("这是 Word 文档，不是电子表格", do="请把表格粘贴到 Excel 或 WPS 表格中再报送。")
    if not any(name in names for name in ("xl/workbook.xml", "xl/workbook.bin", "content.xml")):
        raise RefusedFile("这是压缩包，不是表格文件", do="请解压后放入文件夹，逐个报送表格。")


def decode(data: bytes) -> str:
    """Text as UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030, the Chinese office's own."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedFile("文字编码认不出", do="请用 Excel 或 WPS 打开后另存为“CSV UTF-8”或 .xlsx 再报送。")
