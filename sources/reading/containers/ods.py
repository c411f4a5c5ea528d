"""Inside an OpenDocument sheet: hidden and filtered rows and columns, error cells, formulas without a result."""

from __future__ import annotations

from typing import Any

from sources.reading.containers.cells import NO_RESULT, Table
from sources.reading.containers.marks import Marks
from sources.reading.containers.xml import forget, local, said, steps
from sources.reading.containers.zipped import Parts

TELLING = (b"visibility=", b":formula=", b'"error"', b"#N/A")
TAGS = ("table", "table-row", "table-column", "table-cell", "covered-table-cell")
ROWS_AT_MOST, COLUMNS_AT_MOST = 1_048_576, 16_384


class Inside:
    """The content of one .ods. Its serial days are dates in writing, so 1904 makes no difference."""

    is_1904 = False

    def __init__(self, data: bytes) -> None:
        self._content = Parts(data).read("content.xml") or b""
        self._seen: dict[str, Marks] | None = None

    def marks(self, sheet: str) -> Marks:
        """What is hidden, and what holds no value."""
        if not any(word in self._content for word in TELLING):
            return Marks()
        if self._seen is None:
            self._seen = _marks(self._content)
        return self._seen[sheet]

    def cells(self, sheet: str) -> Table | None:
        """None: the sheet is read as a whole."""
        return None


def _marks(content: bytes) -> dict[str, Marks]:
    found, marks, row, column = dict[str, Marks](), Marks(), 0, 0
    for when, element in steps(content, TAGS):
        match local(element), when:
            case "table", "start":
                marks, row, column = Marks(), 0, 0
                found[said(element, "name") or ""] = marks
            case "table-column", "start":
                times = _times(element, "number-columns-repeated", COLUMNS_AT_MOST - column)
                if _is_hidden(element):
                    marks.hidden_columns |= set(range(column, column + times))
                column += times
            case "table-row", "start":
                column = 0
            case (("table-cell" | "covered-table-cell"), "end"):
                fault = _fault(element)
                if fault:
                    marks.faults[row + 1, column] = fault
                column += _times(element, "number-columns-repeated", COLUMNS_AT_MOST)
            case "table-row", "end":
                times = _times(element, "number-rows-repeated", ROWS_AT_MOST - row)
                if _is_hidden(element):
                    marks.hidden_rows |= set(range(row + 1, row + times + 1))
                row += times
                forget(element)
    return found


def _times(element: Any, attribute: str, at_most: int) -> int:
    return max(0, min(int(said(element, attribute) or 1), at_most))


def _is_hidden(element: Any) -> bool:
    return said(element, "visibility") in ("collapse", "filter")


def _fault(cell: Any) -> str | None:
    """The error that a cell shows; NO_RESULT for a formula that shows nothing and is not an empty text."""
    shown = "".join(cell.itertext()).strip()
    kinds = {value for name, value in cell.attrib.items() if name.endswith("value-type")}
    if "error" in kinds or (said(cell, "formula") is not None and shown.startswith(("#", "Err:"))):
        return shown or "#N/A"
    if said(cell, "formula") is not None and not kinds and not shown:
        return NO_RESULT
    return None
