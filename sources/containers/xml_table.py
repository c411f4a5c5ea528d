"""SpreadsheetML of 2003: one XML file, often called .xls, that reporting programs write and Excel opens."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from lxml import etree

from sources.containers.cells import NO_RESULT, CellError, SheetCells
from sources.containers.placed import Placed
from sources.containers.webpage import decode_declared
from sources.containers.xml import ends, forget, local, said, without_controls, without_entities
from sources.errors import RefusedFile

TAGS = ("Column", "Row", "Visible", "Worksheet")
AWAY_AT_MOST = 16_384
FIRST_DAY = dt.datetime(1900, 1, 1)


def read_xml_table(data: bytes) -> list[SheetCells]:
    """Each worksheet with its typed cells."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_declared(data))
    try:
        return without_controls(_sheets, without_entities(text.encode("utf-8", errors="replace")))
    except (etree.LxmlError, ValueError):
        raise RefusedFile("XML 表格已损坏，读不下去", do="请部门重新导出，或用 Excel 打开后另存为 .xlsx。") from None


def _sheets(xml: bytes) -> list[SheetCells]:
    """What other workbooks said (`SupBook`) is written in rows too; those of a sheet stand in its table."""
    tables, placed, is_hidden, row, column = list[SheetCells](), Placed(), False, 0, 0
    for element in ends(xml, TAGS):
        match local(element), local(element.getparent()):
            case "Column", "Table":
                column = _take_column(element, column, placed)
            case "Row", "Table":
                row = _count(element, "Index") or row + 1
                _take_row(element, row, placed)
                row += _count(element, "Span")
                forget(element)
            case "Visible", _:
                is_hidden = "Hidden" in (element.text or "")
            case "Worksheet", _:
                tables.append(placed.table(said(element, "Name") or "", is_hidden=is_hidden))
                placed, is_hidden, row, column = Placed(), False, 0, 0
    return tables


def _take_column(element: Any, last: int, placed: Placed) -> int:
    """The number of the last column that a Column speaks of."""
    first = _count(element, "Index") or last + 1
    last = first + min(_count(element, "Span"), AWAY_AT_MOST)
    if said(element, "Hidden") == "1":
        placed.hidden_columns |= set(range(first - 1, last))
    return last


def _take_row(element: Any, number: int, placed: Placed) -> None:
    cells, place = dict[int, Any](), -1
    for cell in element.iterchildren("{*}Cell"):
        place = min(max(place + 1, _count(cell, "Index") - 1), AWAY_AT_MOST)
        across, down = (min(_count(cell, f"Merge{way}"), AWAY_AT_MOST) for way in ("Across", "Down"))
        value = _value(cell)
        if value != "":
            cells[place] = value
        if down:
            placed.merged.append((number, place, number + down, place + across))
        place += across
    if said(element, "Hidden") == "1":
        placed.hidden_rows.add(number)
    placed.put(number, cells)


def _count(element: Any, attribute: str) -> int:
    text = said(element, attribute) or ""
    return int(text) if text.isdecimal() else 0


def _value(cell: Any) -> Any:
    data = next(cell.iterchildren("{*}Data"), None)
    if data is None:
        return CellError(NO_RESULT) if said(cell, "Formula") is not None else ""
    text = "".join(data.itertext())
    try:
        return _typed(text, said(data, "Type"))
    except ValueError:
        return text  # against its own kind: what stands there


def _typed(text: str, kind: str | None) -> Any:
    match kind:
        case "Error":
            return CellError(text or "#N/A")
        case _ if not text.strip():
            return text
        case "Number":
            return int(text) if text.strip().isdecimal() else float(text)
        case "DateTime":
            when = dt.datetime.fromisoformat(text)
            if when < FIRST_DAY:  # a time of day
                return when.time()
            return when if when.time() != dt.time() else when.date()
        case "Boolean":
            return text.strip() in ("1", "true")
    return text
