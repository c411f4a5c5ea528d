"""Web archives (MHTML): Excel's “single file web page”, one part a sheet."""

from __future__ import annotations

import email
import html
import re
from email.message import Message

from sources.containers.cells import SheetCells
from sources.containers.webpage import NAME, decode_declared, read_webpage
from sources.errors import RefusedFile

SOURCE = re.compile(r"<x:WorksheetSource\s+HRef=3?D?\"?([^\"\s>/]+)", re.IGNORECASE)
SHEET = re.compile(r"<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>", re.IGNORECASE | re.DOTALL)


def read_webarchive(data: bytes) -> list[SheetCells]:
    """The sheets of an archive, under the names that its first page gives them."""
    pages = {_location(part): _body(part) for part in email.message_from_bytes(data).walk() if _is_page(part)}
    sheets = _sheets(pages)
    found: list[SheetCells] = []
    for place, page in pages.items():
        if b"<table" in page.lower().replace(b"\x00", b"") and place != "tabstrip.htm":
            name, is_hidden = sheets.get(place, (None, False))
            tables = read_webpage(page, (name,) if name else None)
            for table in tables:
                table.is_hidden = is_hidden
            found += tables
    if not found:
        raise RefusedFile("这是网页档案，里面没有表格", do="请用 Excel 或 WPS 打开后“另存为”.xlsx 再报送。")
    return found


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")


def _location(part: Message) -> str:
    return re.split(r"[/\\]", str(part.get("Content-Location") or ""))[-1]


def _body(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _sheets(pages: dict[str, bytes]) -> dict[str, tuple[str, bool]]:
    """Page of a sheet -> (the sheet's name, whether Excel hides it)."""
    found = {}
    for page in pages.values():
        for about in SHEET.findall(decode_declared(page)):
            name, source = NAME.search(about), SOURCE.search(about)
            if name and source:
                found[source.group(1)] = (html.unescape(name.group(1).strip()), "<x:Visible>SheetHidden" in about)
    return found
