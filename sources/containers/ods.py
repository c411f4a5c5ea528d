"""An OpenDocument sheet, cell by cell, with hidden and filtered rows and columns, error cells, formulas without a result."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sources.containers.cells import NO_RESULT, CellError, SheetCells
from sources.containers.placed import Placed
from sources.containers.xml import ends, forget, local, said, without_controls, without_entities
from sources.containers.zipped import Parts
from sources.errors import RefusedFile

TAGS = ("style", "table-column", "table-row", "table-source", "table")
ROWS_AT_MOST, COLUMNS_AT_MOST = 1_048_576, 16_384
FILLED_AT_MOST = 20_000_000
"""A few letters can stand for a million equal rows; more filled cells than this are no list of people."""
ASK = "请部门取消密码后重新报送。"
ASIDE = ("annotation", "frame", "custom-shape", "shapes")
"""What is in a cell and is not what it says: a comment, a picture."""
LENGTH = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


def read(data: bytes) -> list[SheetCells]:
    """Each sheet of an .ods. Serial days are dates in writing here, so 1904 makes no difference."""
    parts = Parts(data)
    if b"encryption-data" in (parts.read("META-INF/manifest.xml") or b""):
        raise RefusedFile("文件有打开密码", do=ASK)
    return without_controls(_read_content, parts.read("content.xml") or b"")


def read_flat(data: bytes) -> list[SheetCells]:
    """Each sheet of an .fods, the same content as one XML file."""
    return without_controls(_read_content, without_entities(data))


def _read_content(content: bytes) -> list[SheetCells]:
    """Each sheet of the content, in whatever document it stands."""
    found, sheet, hidden = list[SheetCells](), _Sheet(), set[str]()
    for element in ends(content, TAGS):
        match local(element):
            case "style" if any(said(one, "display") == "false" for one in element.iter("{*}table-properties")):
                hidden.add(said(element, "name") or "")
            case "table-column":
                sheet.take_columns(element)
            case "table-row":
                sheet.take_rows(element)
                forget(element)
            case "table-source":
                sheet.is_copy = True
            case "table":
                if not sheet.is_copy:
                    found.append(sheet.table(said(element, "name") or "", said(element, "style-name") in hidden))
                sheet = _Sheet()
                forget(element)
    return found


class _Sheet:
    """A sheet while it is being read. is_copy: it only keeps what another file said, and is shown nowhere."""

    def __init__(self) -> None:
        self.is_copy, self._placed, self._row, self._column, self._filled = False, Placed(), 0, 0, 0

    def take_columns(self, element: Any) -> None:
        times = _times(element, "number-columns-repeated", COLUMNS_AT_MOST - self._column)
        if _is_hidden(element):
            self._placed.hidden_columns |= set(range(self._column, self._column + times))
        self._column += times

    def take_rows(self, element: Any) -> None:
        """A row, as many times as it says; nothing beyond the last row that a sheet can have."""
        times = _times(element, "number-rows-repeated", ROWS_AT_MOST - self._row)
        cells = self._cells(element)
        self._filled += len(cells) * times
        if self._filled <= FILLED_AT_MOST and cells:
            for number in range(self._row + 1, self._row + times + 1):
                self._placed.put(number, cells)
                if _is_hidden(element):
                    self._placed.hidden_rows.add(number)
        self._row += times

    def _cells(self, element: Any) -> dict[int, Any]:
        cells, column = dict[int, Any](), 0
        for cell in element:
            if not local(cell).endswith("table-cell"):
                continue
            said = {name.rpartition("}")[2]: value for name, value in cell.items()}
            times = _whole(said.get("number-columns-repeated"), COLUMNS_AT_MOST - column)
            value = _value(cell, said) if said or len(cell) else ""
            if value != "":
                self._merge(said, column)
                for place in range(column, column + times):
                    cells[place] = value
            column += times
        return cells

    def _merge(self, said: Mapping[str, str], column: int) -> None:
        down, across = (_whole(said.get(f"number-{way}-spanned"), ROWS_AT_MOST) for way in ("rows", "columns"))
        if down > 1:
            self._placed.merged.append((self._row + 1, column, self._row + down, column + across - 1))

    def table(self, name: str, is_hidden: bool) -> SheetCells:
        if self._filled > FILLED_AT_MOST:
            trouble = RefusedFile("工作表里同样的内容重复了几百万格，不像名单", do="请删去多余的行列，另存后重新报送。")
            return SheetCells(name, [], [], is_hidden, trouble=trouble)
        return self._placed.table(name, is_hidden=is_hidden)


def _value(cell: Any, said: dict[str, str]) -> Any:
    """said: the attributes without their namespaces. An error is told by a program's own kind, beside the common one."""
    is_error = "error" in cell.values() and "error" in (
        kind for name, kind in cell.items() if name.endswith("value-type")
    )
    if is_error or "formula" in said:
        fault = _fault(_shown(cell).strip(), is_error, "value-type" in said)
        if fault:
            return CellError(fault)
    try:
        return _typed(cell, said)
    except (ValueError, OverflowError):
        return _shown(cell)  # a value against its own kind: what the program showed


def _typed(cell: Any, said: dict[str, str]) -> Any:
    match said.get("value-type"):
        case "float" | "currency" | "percentage" if "value" in said:
            return int(said["value"]) if said["value"].isdecimal() else float(said["value"])
        case "date" if "date-value" in said:
            when = dt.datetime.fromisoformat(said["date-value"])
            return when if when.time() != dt.time() else when.date()
        case "time" if "time-value" in said:
            return _length(said["time-value"])
        case "boolean" if "boolean-value" in said:
            return said["boolean-value"] == "true"
        case "string" if "string-value" in said:
            return said["string-value"]
    return _shown(cell)


def _length(text: str) -> Any:
    """`PT12H30M00S` as a time of day, where it is below one."""
    found = LENGTH.fullmatch(text)
    if found is None:
        raise ValueError("no length of time")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (dt.datetime(2000, 1, 1) + length).time() if length < dt.timedelta(days=1) else length


def _fault(shown: str, is_error: bool, has_kind: bool) -> str | None:
    """The error that a cell shows; NO_RESULT for a formula that shows nothing and is not an empty text."""
    if is_error or shown.startswith(("#", "Err:")):
        return shown or "#N/A"
    return None if has_kind or shown else NO_RESULT


def _shown(cell: Any) -> str:
    """The text of a cell: its paragraphs, a line each."""
    if len(cell) == 1 and not len(cell[0]) and local(cell[0]) == "p":
        return cell[0].text or ""
    return "\n".join("".join(_texts(part)) for part in cell.iterchildren("{*}p", "{*}h"))


def _texts(element: Any) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        match local(part):
            case "s":
                yield " " * _times(part, "c", 1_000)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case name if name not in ASIDE:
                yield from _texts(part)
        yield part.tail or ""


def _times(element: Any, attribute: str, at_most: int) -> int:
    return _whole(said(element, attribute), at_most)


def _whole(text: str | None, at_most: int) -> int:
    """So many times as an attribute says; once, where it says nothing."""
    return max(0, min(int(text) if text and text.isdecimal() else 1, at_most))


def _is_hidden(element: Any) -> bool:
    return said(element, "visibility") in ("collapse", "filter")
