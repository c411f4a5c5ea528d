"""Inside an xlsb (BIFF12): the records that tell of hidden rows and columns, errors and cells far out."""

from __future__ import annotations

from collections.abc import Iterator

from sources.errors import RefusedFile
from sources.reading.containers.cells import Table
from sources.reading.containers.marks import Marks, letters
from sources.reading.containers.xls import ERRORS
from sources.reading.containers.xlsx import RECTANGLE_AT_MOST, targets_of
from sources.reading.containers.zipped import Parts

ROW, BLANK, CELL_ERROR, FORMULA_ERROR, COLUMNS, BOOK, SHEET = 0, 1, 3, 11, 60, 153, 156
CELLS = range(2, 12)


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, body) of each record. Both number and length are written seven bits a byte."""
    at = 0
    while at < len(part):
        number, at = part[at], at + 1
        if number & 0x80:
            number, at = (number & 0x7F) | (part[at] << 7), at + 1
        length = shift = 0
        while True:
            byte, at = part[at], at + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield number, part[at : at + length]
        at += length


class Inside:
    """The parts of one xlsb."""

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data)
        self.is_1904 = False
        targets = targets_of(self._parts.read("xl/_rels/workbook.bin.rels") or b"")
        self._paths: dict[str, str] = {}
        for number, body in records(self._parts.read("xl/workbook.bin") or b""):
            if number == BOOK:
                self.is_1904 = bool(body[0] & 0x01)
            elif number == SHEET:
                relation, at = _string(body, 8)
                self._paths[_string(body, at)[0]] = targets[relation]
        self._seen: dict[str, Marks] = {}

    def marks(self, sheet: str) -> Marks:
        """What is hidden, and what holds an error. Refuses a sheet whose rectangle would not fit into memory."""
        if sheet not in self._seen:
            self._seen[sheet] = _marks(self._parts.read(self._paths[sheet]) or b"")
        return self._seen[sheet]

    def cells(self, sheet: str) -> Table | None:
        """None; but looks at the sheet first, and refuses it where it does not fit."""
        self.marks(sheet)
        return None


def _string(body: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : end].decode("utf-16-le"), end


def _marks(part: bytes) -> Marks:
    marks, row, widest = Marks(), 0, 0
    for number, body in records(part):
        if number == ROW:
            row = int.from_bytes(body[:4], "little") + 1
            if body[11] & 0x10:
                marks.hidden_rows.add(row)
        elif number in CELLS:
            column = int.from_bytes(body[:4], "little")
            widest = max(widest, column + 1)
            if row * widest > RECTANGLE_AT_MOST:
                what = f"第{row}行附近或{letters(widest - 1)}列有一个孤立的单元格，离表格太远"
                raise RefusedFile(what, do="请删去末尾多余的行列，另存后重新报送。")
            if number in (CELL_ERROR, FORMULA_ERROR):
                marks.faults[row, column] = ERRORS.get(body[8], "#N/A")
        elif number == COLUMNS and body[16] & 0x01:
            first, last = int.from_bytes(body[:4], "little"), int.from_bytes(body[4:8], "little")
            marks.hidden_columns |= set(range(first, min(last, 16_383) + 1))
    return marks
