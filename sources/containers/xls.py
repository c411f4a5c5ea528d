"""The records of an old .xls (BIFF5, BIFF8): what is hidden, at fault and uncomputed, and which cells hold anything.

Two readers give the cells: calamine, which is fast, where a book is written as Excel writes it; else xlrd. What they found is
held against the records.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sources.containers.cells import NO_RESULT, Merged
from sources.containers.marks import Marks
from sources.containers.ole import workbook_in
from sources.containers.sniff import DAMAGED
from sources.errors import RefusedFile

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
EOF, DATE_MODE, PASSWORD, CODE_PAGE, COLUMNS, SHEET, PACKED_ROW, RICH_TEXT, MERGED, SHARED_TEXT, NUMBER, TEXT, FLAG, ROW, PACKED, BOF = (
    0x000A, 0x0022, 0x002F, 0x0042, 0x007D, 0x0085, 0x00BD, 0x00D6, 0x00E5, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0208, 0x027E,
    0x0809,
)  # fmt: skip
FORMULAS = (0x0006, 0x0206, 0x0406)
BIFF8 = 0x0600
WORKSHEET = 0
"""What the list of sheets calls one of cells: no chart, no macros."""
UNICODE = 1200
HEAD = struct.Struct("<HH")
PLACE = struct.Struct("<HH")
Record = tuple[int, memoryview]


def records(stream: bytes, start: int = 0) -> Iterator[Record]:
    """(number, body) of each record from `start` to the end of that sheet; those of a chart within it left out.

    Refuses a sheet that breaks off in a record.
    """
    view, at, depth = memoryview(stream), start, 0
    while at + 4 <= len(view):
        number, length = HEAD.unpack_from(view, at)
        if at + 4 + length > len(view):
            raise RefusedFile("工作表不完整，后面的内容丢失", do=DAMAGED)
        depth += number == BOF
        if depth <= 1:
            yield number, view[at + 4 : at + 4 + length]
        depth -= number == EOF
        if number == EOF and depth <= 0:
            return
        at += 4 + length
    raise RefusedFile("工作表不完整，后面的内容丢失", do=DAMAGED)


def has_password(data: bytes) -> bool:
    """True where the workbook's records are encrypted."""
    return any(number == PASSWORD for number, _ in records(workbook_in(data)))


@dataclass
class XlsSheet:
    """A sheet by the book's own list. kind: 0 a worksheet; start: where its records begin."""

    name: str
    start: int
    kind: int
    is_hidden: bool


@dataclass
class Seen:
    """What a sheet's records tell besides values. filled: the places of cells that hold anything but an error, as often as
    they come; empty: of those, formulas whose text is empty. Places are row * 65536 + column, both from 0."""

    marks: Marks = field(default_factory=Marks)
    merged: list[Merged] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)

    def count(self) -> int:
        """How many cells hold anything, errors and empty texts included."""
        return len(set(self.filled)) + len(self.marks.faults)

    def twice(self) -> list[int]:
        """The rows, from 1, in which a cell is written twice."""
        known, rows = set[int](), set[int]()
        for place in self.filled if len(set(self.filled)) < len(self.filled) else ():
            if place in known:
                rows.add((place >> 16) + 1)
            known.add(place)
        return sorted(rows)


class XlsBook:
    """The records of one .xls."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self.is_1904, self.version, self.code_page, self.sheets = False, 0, UNICODE, list[XlsSheet]()
        for number, body in records(stream):
            if number == BOF:
                self.version = int.from_bytes(body[:2], "little")
            elif number == CODE_PAGE:
                self.code_page = int.from_bytes(body[:2], "little")
            elif number == DATE_MODE:
                self.is_1904 = body[0] == 1
            elif number == SHEET:
                is_hidden = body[4] & 0x03 != 0
                self.sheets.append(XlsSheet(_name(body), int.from_bytes(body[:4], "little"), body[5], is_hidden))
            elif number == PASSWORD:
                raise RefusedFile("文件有打开密码", do="请部门取消密码后重新报送。")

    def is_usual(self) -> bool:
        """True where every text is in Unicode, as Excel has written it since 1997, and the book says so."""
        return self.version == BIFF8 and self.code_page == UNICODE

    def look(self, sheet: XlsSheet) -> Seen:
        """What is hidden, at fault and filled."""
        seen = Seen()
        for number, body in records(self._stream, sheet.start):
            if number in SEEING:
                SEEING[number](seen, body)
        return seen


def _name(body: memoryview) -> str:
    length, wide = body[6], body[7]
    if wide == 0:
        return bytes(body[8 : 8 + length]).decode("latin-1")
    if wide == 1:
        return bytes(body[8 : 8 + 2 * length]).decode("utf-16-le")
    return bytes(body[7 : 7 + length]).decode("gb18030", errors="replace")  # BIFF5 says no width


def packed_number(bits: int) -> float:
    """An RK number: thirty bits of a fraction or a whole number, the last two bits saying which, and whether hundredths."""
    if bits & 0x02:
        value = float((bits >> 2) - (1 << 30 if bits & 0x80000000 else 0))
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFC) << 32))[0])
    return value / 100 if bits & 0x01 else value


def _filled(seen: Seen, body: memoryview) -> None:
    row, column = PLACE.unpack_from(body)
    seen.filled.append(row << 16 | column)


def _row(seen: Seen, body: memoryview) -> None:
    if body[12] & 0x20:
        seen.marks.hidden_rows.add(int.from_bytes(body[:2], "little") + 1)


def _columns(seen: Seen, body: memoryview) -> None:
    first, last = PLACE.unpack_from(body)
    if body[8] & 0x01:
        seen.marks.hidden_columns |= set(range(first, min(last, 255) + 1))


def _packed_row(seen: Seen, body: memoryview) -> None:
    row, first = PLACE.unpack_from(body)
    seen.filled += [row << 16 | first + step for step in range((len(body) - 6) // 6)]


def _flag(seen: Seen, body: memoryview) -> None:
    if body[7]:
        _fault(seen, body, ERRORS.get(body[6], "#N/A"))
    else:
        _filled(seen, body)


def _formula(seen: Seen, body: memoryview) -> None:
    """An error as a formula's result; a nought that waits to be computed on opening (as Java programs leave it) is no result."""
    result, flags = bytes(body[6:14]), body[14]
    if result[6:] == b"\xff\xff" and result[0] == 2:
        _fault(seen, body, ERRORS.get(result[2], "#N/A"))
    elif result == bytes(8) and flags & 0x02:
        _fault(seen, body, NO_RESULT)
    else:
        _filled(seen, body)
        if result[6:] == b"\xff\xff" and result[0] == 3:
            seen.empty.append(seen.filled[-1])


def _fault(seen: Seen, body: memoryview, text: str) -> None:
    row, column = PLACE.unpack_from(body)
    seen.marks.faults[row + 1, column] = text


def _merged(seen: Seen, body: memoryview) -> None:
    for at in range(2, len(body) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
        seen.merged.append((top + 1, left, bottom + 1, right))


SEEING: dict[int, Callable[[Seen, memoryview], None]] = {
    ROW: _row, COLUMNS: _columns, FLAG: _flag, MERGED: _merged, PACKED_ROW: _packed_row,
    **dict.fromkeys((RICH_TEXT, SHARED_TEXT, NUMBER, TEXT, PACKED), _filled), **dict.fromkeys(FORMULAS, _formula),
}  # fmt: skip
