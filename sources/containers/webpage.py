"""Web pages called .xls: each table of the page is a sheet. Layout tables around other tables are looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from sources.containers.cells import CellError, Merged, SheetCells, fill_down, says
from sources.containers.marks import Marks, apply
from sources.containers.wide import is_utf16
from sources.errors import RefusedFile

CELLS_ACROSS_AT_MOST, ROWS_DOWN_AT_MOST, TABLES_AT_MOST = 1_000, 65_536, 500
NAME = re.compile(r"<x:Name>(.*?)</x:Name>", re.IGNORECASE | re.DOTALL)
"""Excel writes the sheets' names into a comment."""


def read_webpage(data: bytes, names: tuple[str, ...] | None = None) -> list[SheetCells]:
    """Every table of a page that says something. names: the sheets', where they are said elsewhere."""
    text = decode_declared(data)
    called = names if names is not None else tuple(name.strip() for name in NAME.findall(text))
    elements = _data_tables(text)
    if len(elements) > TABLES_AT_MOST:
        raise RefusedFile(f"网页里有{len(elements)}个表，不像名单", do="请只保留名单，另存为 .xlsx 后重新报送。")
    found = [table for table in map(_table, elements) if table.rows]
    if not found:
        raise RefusedFile("这是网页文件，里面的表格没有内容", do="请用 Excel 或 WPS 打开后“另存为”.xlsx 再报送。")
    for number, table in enumerate(found, start=1):
        usual = f"表{number}" if len(found) > 1 else ""
        table.name = called[number - 1] if len(called) == len(found) else usual
    return found


def decode_declared(data: bytes) -> str:
    """Markup by the charset that it declares (gb2312 stands for all of GB18030), else by trial."""
    encoding = is_utf16(data)
    declared = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    said = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    said = "gb18030" if said.startswith(("gb", "x-gbk", "cp936", "hz")) else said
    for attempt in (encoding,) if encoding else ("utf-8-sig" if said == "utf-8" else said, "utf-8-sig", "gb18030"):
        try:
            return data.decode(attempt).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(said if said in ("utf-8", "gb18030") else "gb18030", errors="replace")


def _data_tables(text: str) -> list[Any]:
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise RefusedFile("网页文件已损坏，读不下去", do="请用 Excel 或 WPS 打开后“另存为”.xlsx 再报送。") from None
    return list(page.iter("table"))


def _own(table: Any, tag: str) -> Iterator[Any]:
    """The rows (or columns) of a table that are not those of a table within it."""
    for element in table.iter(tag):
        if next(element.iterancestors("table")) is table:
            yield element


def _table(element: Any) -> SheetCells:
    table, marks, merged = SheetCells("", [], []), Marks(), list[Merged]()
    taken: dict[int, int] = {}  # column -> the last row that a cell from above covers
    for number, tr in enumerate(_own(element, "tr"), start=1):
        row = _row(tr, number, taken, merged)
        if any(map(says, row)):
            table.rows.append(row)
            table.numbers.append(number)
        if _is_hidden(tr):
            marks.hidden_rows.add(number)
    fill_down(table, merged)
    marks.hidden_columns = _hidden_columns(element)
    apply(marks, table)
    return table


def _row(tr: Any, number: int, taken: dict[int, int], merged: list[Merged]) -> list[Any]:
    row: list[Any] = []
    for cell in tr.iterchildren("td", "th"):
        while taken.get(len(row), 0) >= number:
            row.append("")
        place = len(row)
        across, down = _span(cell, "colspan", CELLS_ACROSS_AT_MOST), _span(cell, "rowspan", ROWS_DOWN_AT_MOST)
        row += [_value(cell), *[""] * (across - 1)]
        if down > 1:
            taken |= dict.fromkeys(range(place, place + across), number + down - 1)
            merged.append((number, place, number + down - 1, place + across - 1))
    return row


def _span(cell: Any, attribute: str, at_most: int) -> int:
    said = re.match(r"\s*(\d{1,6})", cell.get(attribute) or "")
    return max(1, min(int(said.group(1)), at_most)) if said else 1


def _value(cell: Any) -> Any:
    """A cell's value: a number only where Excel says that it was one (`x:num`), for else its digits are all there."""
    shown = _shown(cell)
    if cell.get("x:err") is not None:
        return CellError(cell.get("x:err") or shown or "#N/A")
    if cell.get("x:bool") is not None:
        return (cell.get("x:bool") or shown).upper() == "TRUE"
    if cell.get("x:num") is None or _number(shown) is None:
        return shown
    exact = _number(cell.get("x:num") or "")
    return exact if exact is not None else _number(shown)


def _number(text: str) -> float | None:
    """A number as shown, 370,282 or 12% or ¥5; None for anything else, a date for instance."""
    digits = re.sub(r"[,，¥￥\s]", "", text)
    share = digits.endswith("%")
    try:
        return float(digits.rstrip("%")) / (100 if share else 1)
    except ValueError:
        return None


def _shown(cell: Any) -> str:
    """The text of a cell without that of tables within it; a line break where the page has one."""
    parts = list(_texts(cell))
    lines = "".join(parts).split("\x0b")
    return "\n".join(re.sub(r"[ \t\r\n\f]+", " ", line).strip(" ") for line in lines).strip("\n")


def _texts(cell: Any) -> Iterator[str]:
    depth = 0
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        inner = element.tag in ("table", "script", "style")
        depth += inner and event == "start"
        if event == "start" and not depth:
            yield "\x0b" if element.tag == "br" else ""
            yield element.text or ""
        depth -= inner and event == "end"
        if event == "end" and not depth and element is not cell:
            yield "\x0b" if element.tag in ("p", "div") and element.getnext() is not None else ""
            yield element.tail or ""


def _is_hidden(element: Any) -> bool:
    return re.search(r"display\s*:\s*none", element.get("style") or "", re.IGNORECASE) is not None


def _hidden_columns(table: Any) -> set[int]:
    found, place = set[int](), 0
    for column in _own(table, "col"):
        times = _span(column, "span", CELLS_ACROSS_AT_MOST)
        if _is_hidden(column):
            found |= set(range(place, place + times))
        place += times
    return found
