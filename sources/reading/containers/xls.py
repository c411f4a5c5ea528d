"""Inside an old .xls (BIFF5, BIFF8): the records that tell of hidden rows and columns, errors and 1904."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sources.errors import RefusedFile
from sources.reading.containers.cells import NO_RESULT, Table
from sources.reading.containers.marks import Marks
from sources.reading.containers.ole import workbook_in

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
FORMULA, EOF, DATE_MODE, PASSWORD, COLUMNS, SHEET, CELL_ERROR, ROW, BOF = (
    0x0006, 0x000A, 0x0022, 0x002F, 0x007D, 0x0085, 0x0205, 0x0208, 0x0809,
)  # fmt: skip
HEAD = struct.Struct("<HH")
Record = tuple[int, memoryview]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """(number, body) of each record from `start` to the end of that sheet; a chart within it included."""
    view, at, depth = memoryview(stream), start, 0
    while at + 4 <= len(view):
        number, length = HEAD.unpack_from(view, at)
        yield number, view[at + 4 : at + 4 + length]
        depth += (number == BOF) - (number == EOF)
        if number == EOF and depth <= 0:
            return
        at += 4 + length


def has_password(data: bytes) -> bool:
    """True where the workbook's records are encrypted."""
    return any(number == PASSWORD for number, _ in records(workbook_in(data)))


class Inside:
    """The records of one .xls."""

    def __init__(self, data: bytes) -> None:
        self._stream = workbook_in(data)
        self.is_1904 = False
        self._starts: dict[str, int] = {}
        for number, body in records(self._stream):
            if number == DATE_MODE:
                self.is_1904 = body[0] == 1
            elif number == SHEET:
                self._starts[_name(body)] = int.from_bytes(body[:4], "little")
            elif number == PASSWORD:
                raise RefusedFile("文件有打开密码", do="请部门取消密码后重新报送。")

    def marks(self, sheet: str) -> Marks:
        """What is hidden, and what holds no value."""
        marks = Marks()
        start = self._starts[sheet] if sheet in self._starts else next(iter(self._starts.values()))
        for number, body in records(self._stream, start):
            if number in MARKING:
                MARKING[number](marks, bytes(body))
        return marks

    def cells(self, sheet: str) -> Table | None:
        """None: the rectangle of an .xls fits."""
        return None


def _name(body: memoryview) -> str:
    length, wide = body[6], body[7]
    if wide == 0:
        return bytes(body[8 : 8 + length]).decode("latin-1")
    if wide == 1:
        return bytes(body[8 : 8 + 2 * length]).decode("utf-16-le")
    return bytes(body[7 : 7 + length]).decode("gb18030", errors="replace")  # BIFF5 says no width


def _row(marks: Marks, body: bytes) -> None:
    if body[12] & 0x20:
        marks.hidden_rows.add(int.from_bytes(body[:2], "little") + 1)


def _columns(marks: Marks, body: bytes) -> None:
    first, last = struct.unpack_from("<HH", body)
    if body[8] & 0x01:
        marks.hidden_columns |= set(range(first, min(last, 255) + 1))


def _error(marks: Marks, body: bytes) -> None:
    if body[7]:
        _put(marks, body, ERRORS.get(body[6], "#N/A"))


def _formula(marks: Marks, body: bytes) -> None:
    """An error as a formula's result; a nought that waits to be computed on opening (as Java programs leave it) is no result."""
    result, flags = body[6:14], body[14]
    if result[6:] == b"\xff\xff" and result[0] == 2:
        _put(marks, body, ERRORS.get(result[2], "#N/A"))
    elif result == bytes(8) and flags & 0x02:
        _put(marks, body, NO_RESULT)


def _put(marks: Marks, body: bytes, text: str) -> None:
    row, column = struct.unpack_from("<HH", body)
    marks.faults[row + 1, column] = text


MARKING = {ROW: _row, COLUMNS: _columns, CELL_ERROR: _error, FORMULA: _formula}
