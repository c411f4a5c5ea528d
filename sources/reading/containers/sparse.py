"""An xlsx sheet read cell by cell: for sheets with a stray cell so far out that their rectangle fills the memory."""

from __future__ import annotations

import re
from typing import Any

from sources.reading.containers.cells import Table, moment
from sources.reading.containers.marks import column_of
from sources.reading.containers.xml import forget, local, said, steps, tree
from sources.reading.containers.zipped import Parts

DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Numbers of the built-in formats that show a date or a time, the Chinese ones included."""


def read(xml: bytes, parts: Parts, is_1904: bool) -> Table:
    """The filled rows of a sheet, each as wide as its own last cell."""
    strings, dates = _strings(parts), _date_styles(parts)
    table, row, cells = Table("", [], []), 0, dict[int, Any]()
    for when, element in steps(xml, ("row", "c")):
        if local(element) == "c" and when == "end":
            place = column_of(element.get("r")) if element.get("r") else max(cells, default=-1) + 1
            cells[place] = _value(element, strings, dates, is_1904)
        elif local(element) == "row" and when == "start":
            row, cells = int(element.get("r") or row + 1), {}
        elif local(element) == "row":
            forget(element)
            _keep(table, row, cells)
    return table


def _keep(table: Table, number: int, cells: dict[int, Any]) -> None:
    filled = {place: cell for place, cell in cells.items() if cell != ""}
    if filled:
        table.numbers.append(number)
        table.rows.append([filled.get(place, "") for place in range(max(filled) + 1)])


def _value(cell: Any, strings: list[str], dates: set[int], is_1904: bool) -> Any:
    """The typed value of a cell; errors are left blank, as `marks` puts them in."""
    kind, value = cell.get("t") or "n", next((part.text or "" for part in cell if local(part) == "v"), "")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter() if local(part) == "t")
    if value == "" or kind == "e":
        return ""
    if kind == "s":
        return strings[int(value)]
    if kind == "b":
        return value == "1"
    if kind != "n":
        return value
    return moment(float(value), is_1904=is_1904) if int(cell.get("s") or 0) in dates else float(value)


def _strings(parts: Parts) -> list[str]:
    """The shared strings, without their phonetic readings."""
    found = []
    for element in tree(parts.read("xl/sharedStrings.xml") or b"<sst/>"):
        if local(element) == "si":
            runs = [part for part in element.iter() if local(part) == "t" and local(part.getparent()) != "rPh"]
            found.append("".join(run.text or "" for run in runs))
    return found


def _date_styles(parts: Parts) -> set[int]:
    """The places of the cell styles that show a date."""
    styles = tree(parts.read("xl/styles.xml") or b"<styleSheet/>")
    own = {
        int(said(one, "numFmtId") or 0): _shows_date(said(one, "formatCode") or "")
        for one in styles.iter()
        if local(one) == "numFmt"
    }
    formats = next((one for one in styles.iter() if local(one) == "cellXfs"), ())
    numbers = [int(said(one, "numFmtId") or 0) for one in formats]
    return {place for place, number in enumerate(numbers) if own.get(number, number in DATE_FORMATS)}


def _shows_date(code: str) -> bool:
    return re.search(r"[ymdhs]", re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.lower())) is not None
