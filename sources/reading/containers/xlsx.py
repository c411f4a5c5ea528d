"""Inside an xlsx: hidden rows and columns, error cells, formulas that nobody has computed, cells far out."""

from __future__ import annotations

import re
from posixpath import join, normpath

from sources.reading.containers import sparse
from sources.reading.containers.cells import NO_RESULT, Table
from sources.reading.containers.marks import Marks, column_of
from sources.reading.containers.xml import forget, local, said, steps, tree
from sources.reading.containers.zipped import Parts

RECTANGLE_AT_MOST = 100_000_000
"""More cells than this, blank ones included, are read one by one: the reader would hold the whole rectangle."""
TELLING = (b"hidden=", b't="e"', b"<f")
"""Where none of these is in a sheet as Excel writes it, nothing is hidden and nothing is at fault."""
USUAL = b'<row r="'
"""Excel's own way of writing; another program's sheet is looked through element by element."""
BEYOND_Z = re.compile(rb' r="[A-Z]{2}')
WIDTHS = ((re.compile(rb' r="[A-Z]{3}'), 16_384), (re.compile(rb' r="[B-Z][A-Z]'), 702))


class Inside:
    """The parts of one xlsx."""

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data)
        book = tree(self._parts.read("xl/workbook.xml") or b"")
        targets = targets_of(self._parts.read("xl/_rels/workbook.xml.rels") or b"")
        self.is_1904, self._is_computed, self._paths = False, True, dict[str, str]()
        for element in book.iter():
            match local(element):
                case "workbookPr":
                    self.is_1904 = said(element, "date1904") in ("1", "true")
                case "calcPr":
                    self._is_computed = said(element, "fullCalcOnLoad") not in ("1", "true")
                case "sheet":
                    self._paths[said(element, "name") or ""] = targets.get(said(element, "id") or "", "")
        self._read: tuple[str, bytes] = ("", b"")

    def _sheet(self, name: str) -> bytes:
        if self._read[0] != name:
            self._read = (name, self._parts.read(self._paths[name]) or b"")
        return self._read[1]

    def marks(self, sheet: str) -> Marks:
        """What is hidden, and what holds no value."""
        xml = self._sheet(sheet)
        is_clean = USUAL in xml and not any(word in xml for word in TELLING)
        return Marks() if is_clean else _marks(xml, self._is_computed)

    def cells(self, sheet: str) -> Table | None:
        """The sheet cell by cell, where its rectangle is too large; else None."""
        xml = self._sheet(sheet)
        if _rectangle(xml) <= RECTANGLE_AT_MOST:
            return None
        return sparse.read(xml, self._parts, self.is_1904)


def targets_of(relations: bytes) -> dict[str, str]:
    """Id of a relation -> the part it points to, from the root of the zip."""
    found = {}
    for element in tree(relations).iter():
        if local(element) == "Relationship":
            found[said(element, "Id") or ""] = normpath(join("/xl", said(element, "Target") or ""))
    return found


def _rectangle(xml: bytes) -> int:
    """At most so many cells are in the rectangle that holds all cells of the sheet."""
    last = re.match(rb"""[^>]*?\br=["'](\d+)""", xml[xml.rfind(b"<row") :] if b"<row" in xml else b"")
    rows = int(last.group(1)) if last else 0
    if rows * 16_384 <= RECTANGLE_AT_MOST:
        return rows
    if not BEYOND_Z.search(xml):
        return rows * 26
    return rows * next((width for pattern, width in WIDTHS if pattern.search(xml)), 52)


def _marks(xml: bytes, is_computed: bool) -> Marks:
    marks, row, column = Marks(), 0, -1
    for when, element in steps(xml, ("row", "c", "col")):
        name = local(element)
        if name == "row" and when == "start":
            row, column = int(element.get("r") or row + 1), -1
            if element.get("hidden") in ("1", "true"):
                marks.hidden_rows.add(row)
        elif name == "row":
            forget(element)
        elif name == "c" and when == "end":
            column = column_of(element.get("r")) if element.get("r") else column + 1
            fault = _fault(element, is_computed)
            if fault:
                marks.faults[row, column] = fault
        elif name == "col" and when == "end" and element.get("hidden") in ("1", "true"):
            marks.hidden_columns |= set(range(int(element.get("min")) - 1, min(int(element.get("max")), 16_384)))
    return marks


def _fault(cell: object, is_computed: bool) -> str | None:
    """The error that a cell shows; NO_RESULT for a formula without one; else None.

    A workbook that asks to be computed on opening was written by a program that left 0 behind each formula.
    """
    parts = {local(part): part.text or "" for part in cell}  # type: ignore[attr-defined]
    kind = cell.get("t")  # type: ignore[attr-defined]
    if kind == "e":
        return parts.get("v") or "#N/A"
    if "f" not in parts or "is" in parts:
        return None
    value = parts.get("v")
    if value is None or (value == "" and kind != "str") or (value == "0" and not is_computed and kind in (None, "n")):
        return NO_RESULT
    return None
