"""SpreadsheetML of 2003: one XML file, often called .xls, that reporting programs write and Excel opens."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from lxml import etree

from sources.errors import RefusedFile
from sources.reading.containers.cells import NO_RESULT, Fault, Merged, Table, fill_down
from sources.reading.containers.marks import Marks, apply
from sources.reading.containers.webpage import decode_declared
from sources.reading.containers.xml import forget, local, said, steps, without_entities

TAGS = ("Worksheet", "Column", "Row", "Visible")
AWAY_AT_MOST = 16_384


def read_xml_table(data: bytes) -> list[Table]:
    """Each worksheet with its typed cells."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_declared(data))
    try:
        return _sheets(without_entities(text.encode("utf-8", errors="replace")))
    except (etree.LxmlError, ValueError):
        raise RefusedFile("XML 表格已损坏，读不下去", do="请部门重新导出，或用 Excel 打开后另存为 .xlsx。") from None


def _sheets(xml: bytes) -> list[Table]:
    tables: list[Table] = []
    marks, merged, row, column = Marks(), list[Merged](), 0, 0
    for when, element in steps(xml, TAGS):
        match local(element), when:
            case "Worksheet", "start":
                tables.append(Table(said(element, "Name") or "", [], []))
                marks, merged, row, column = Marks(), [], 0, 0
            case "Column", "end":
                column = _take_column(element, column, marks)
            case "Row", "end":
                row = int(said(element, "Index") or row + 1)
                _take_row(element, row, tables[-1], marks, merged)
                row += int(said(element, "Span") or 0)
                forget(element)
            case "Visible", "end":
                tables[-1].is_hidden = "Hidden" in (element.text or "")
            case "Worksheet", "end":
                fill_down(tables[-1], merged)
                apply(marks, tables[-1])
    return tables


def _take_column(element: Any, last: int, marks: Marks) -> int:
    """The number of the last column that a Column speaks of."""
    first = int(said(element, "Index") or last + 1)
    last = first + min(int(said(element, "Span") or 0), AWAY_AT_MOST)
    if said(element, "Hidden") == "1":
        marks.hidden_columns |= set(range(first - 1, last))
    return last


def _take_row(element: Any, number: int, table: Table, marks: Marks, merged: list[Merged]) -> None:
    row: list[Any] = []
    for cell in element.iterchildren("{*}Cell"):
        place = min(int(said(cell, "Index") or len(row) + 1), AWAY_AT_MOST) - 1
        row += [""] * (place - len(row))
        across, down = (min(int(said(cell, f"Merge{way}") or 0), AWAY_AT_MOST) for way in ("Across", "Down"))
        row += [_value(cell), *[""] * across]
        if down:
            merged.append((number, place, number + down, place + across))
    if said(element, "Hidden") == "1":
        marks.hidden_rows.add(number)
    marks.faults |= {(number, place): str(cell) for place, cell in enumerate(row) if isinstance(cell, Fault)}
    if any(cell != "" for cell in row):
        table.rows.append(row)
        table.numbers.append(number)


def _value(cell: Any) -> Any:
    data = next(cell.iterchildren("{*}Data"), None)
    if data is None:
        return Fault(NO_RESULT) if said(cell, "Formula") is not None else ""
    text = "".join(data.itertext())
    match said(data, "Type"):
        case "Number":
            return float(text)
        case "DateTime":
            when = dt.datetime.fromisoformat(text)
            return when if when.time() != dt.time() else when.date()
        case "Boolean":
            return text.strip() in ("1", "true")
        case "Error":
            return Fault(text or "#N/A")
        case _:
            return text
