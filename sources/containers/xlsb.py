"""An xlsb (BIFF12), cell by cell, with hidden rows and columns and error cells."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from sources.containers.cells import CellError, SheetCells, moment
from sources.containers.package import Package
from sources.containers.placed import Placed
from sources.containers.sniff import DAMAGED
from sources.containers.xls import ERRORS, packed_number
from sources.containers.xlsx import UNREADABLE, PackageSheet, shows_date, shows_length
from sources.errors import RefusedFile

ROW, STRING_ITEM, FORMAT, STYLE, COLUMNS, BOOK, SHEET, MERGED, STYLES, STYLES_END = (
    0, 19, 44, 47, 60, 153, 156, 176, 617, 618,
)  # fmt: skip


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
        if at + length > len(part):
            raise RefusedFile("工作表不完整，后面的内容丢失", do=DAMAGED)
        yield number, part[at : at + length]
        at += length


class XlsbBook:
    """The parts of one xlsb."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self.is_1904, self.sheets = False, list[PackageSheet]()
        for number, body in records(self._package.read(self._package.book) or b""):
            if number == BOOK:
                self.is_1904 = bool(body[0] & 0x01)
            elif number == SHEET:
                self.sheets.append(self._sheet(body))

    def _sheet(self, body: bytes) -> PackageSheet:
        relation, at = _string(body, 8)
        found = self._package.relations.get(relation)
        kind = found.kind if found else "worksheet"
        return PackageSheet(_string(body, at)[0], found.part if found else "", kind, body[0] != 0)

    def read(self, sheet: PackageSheet) -> SheetCells:
        """The sheet cell by cell. Refuses one that is not in the file."""
        part = self._package.read(sheet.part) if sheet.part else None
        if part is None:
            raise RefusedFile("工作表的内容不在文件里", do=DAMAGED)
        placed, row, column, cells = Placed(), 0, -1, dict[int, Any]()
        for number, body in records(part):
            if number in READ:
                column = int.from_bytes(body[:4], "little")
                value = READ[number](self, body[8:], self._style(body[4:8]))
                if value != "":
                    cells[column] = value
            elif number in SHORT:
                column += 1
                value = READ[SHORT[number]](self, body[4:], self._style(body[:4])) if SHORT[number] else ""
                if value != "":
                    cells[column] = value
            elif number == ROW:
                placed.put(row, cells)
                row, column, cells = int.from_bytes(body[:4], "little") + 1, -1, {}
                if body[11] & 0x10:
                    placed.hidden_rows.add(row)
            else:
                _take_other(number, body, placed)
        placed.put(row, cells)
        return placed.table(sheet.name, is_hidden=sheet.is_hidden, is_1904=self.is_1904)

    def _style(self, body: bytes) -> int:
        return int.from_bytes(body[:3], "little")

    def number(self, value: float, style: int) -> Any:
        """A number as its style shows it: a day, a time, a length of time."""
        code = self._formats[style] if style < len(self._formats) else 0
        if shows_date(code):
            return moment(value, is_1904=self.is_1904)
        return dt.timedelta(days=value) if shows_length(code) else value

    def shared(self, place: int) -> Any:
        """A shared string."""
        return self._strings[place] if place < len(self._strings) else CellError(UNREADABLE)

    @cached_property
    def _strings(self) -> list[str]:
        part = self._package.of_kind("sharedStrings", "sharedStrings.bin")
        if part is None:
            raise RefusedFile("工作表的文字不在文件里", do=DAMAGED)
        return [_string(body, 1)[0] for number, body in records(part) if number == STRING_ITEM]

    @cached_property
    def _formats(self) -> list[str | int]:
        """Of each cell style the format: its code, or the number of one that is built in."""
        own, numbers, is_cells = dict[int, str | int](), list[int](), False
        for number, body in records(self._package.of_kind("styles", "styles.bin") or b""):
            if number == FORMAT:
                own[int.from_bytes(body[:2], "little")] = _string(body, 2)[0]
            elif number in (STYLES, STYLES_END):
                is_cells = number == STYLES
            elif number == STYLE and is_cells:
                numbers.append(int.from_bytes(body[2:4], "little"))
        return [own.get(number, number) for number in numbers]


def _take_other(number: int, body: bytes, placed: Placed) -> None:
    if number == COLUMNS and body[16] & 0x01:
        first, last = struct.unpack_from("<II", body)
        placed.hidden_columns |= set(range(first, min(last, 16_383) + 1))
    elif number == MERGED:
        top, bottom, left, right = struct.unpack_from("<IIII", body)
        placed.merged.append((top + 1, left, bottom + 1, right))


def _string(body: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : end].decode("utf-16-le"), end


def _packed(book: XlsbBook, body: bytes, style: int) -> Any:
    return book.number(packed_number(int.from_bytes(body[:4], "little")), style)


def _real(book: XlsbBook, body: bytes, style: int) -> Any:
    return book.number(struct.unpack_from("<d", body)[0], style)


def _error(_: XlsbBook, body: bytes, __: int) -> Any:
    return CellError(ERRORS.get(body[0], "#N/A"))


def _flag(_: XlsbBook, body: bytes, __: int) -> Any:
    return body[0] != 0


def _own_text(_: XlsbBook, body: bytes, __: int) -> Any:
    return _string(body, 0)[0]


def _rich_text(_: XlsbBook, body: bytes, __: int) -> Any:
    return _string(body, 1)[0]


def _shared_text(book: XlsbBook, body: bytes, _: int) -> Any:
    return book.shared(int.from_bytes(body[:4], "little"))


READ: dict[int, Callable[[XlsbBook, bytes, int], Any]] = {
    2: _packed, 3: _error, 4: _flag, 5: _real, 6: _own_text, 7: _shared_text,
    8: _own_text, 9: _real, 10: _flag, 11: _error, 62: _rich_text,
}  # fmt: skip
"""The records of cells, formulas among them, after column and style."""
SHORT = {12: 0, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}
"""Cells right beside the one before: they say no column."""
