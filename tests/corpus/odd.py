"""Workbooks that no program of an office writes by itself, and that offices send all the same: old encodings, boxes, odd packages."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping

from sources.containers.ole import workbook_in
from tests.corpus import makers as m

SHEET1, BOOK, BOOK_RELS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
NOBODY, FREE, END = 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, in this order; `storage/stream` lies within a storage. At most 127 sectors a stream's table."""
    names = dict.fromkeys(part for name in streams for part in (*_storages(name), name))
    sectors, table, starts = list[bytes](), list[int](), dict[str, int]()
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        starts[name] = len(sectors)
        table += [*range(len(sectors) + 1, len(sectors) + len(pieces)), END]
        sectors += pieces
    listed = list(names)
    entries = [_entry("Root Entry", 5, child=1)]
    for name in listed:
        beside = [one for one in listed if one.rpartition("/")[0] == name.rpartition("/")[0]]
        after = beside[beside.index(name) + 1 :]
        child = next((listed.index(one) + 1 for one in listed if one.rpartition("/")[0] == name), NOBODY)
        right = listed.index(after[0]) + 1 if after else NOBODY
        size = max(len(streams[name]), 4096) if name in streams else 0
        entries.append(
            _entry(name.rpartition("/")[2], 2 if name in streams else 1, right, child, starts.get(name, 0), size)
        )
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = b"".join(entries)
    first = len(sectors)
    pieces = [directory[at : at + 512] for at in range(0, len(directory), 512)]
    table += [*range(first + 1, first + len(pieces)), END]
    sectors += pieces
    tables = -(-(len(table) + 3) // 128)
    places = range(len(sectors), len(sectors) + tables)
    table += [0xFFFFFFFD] * tables
    packed = struct.pack(f"<{len(table)}I", *table).ljust(512 * tables, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *places, *[FREE] * (109 - tables))
    return head + b"".join(sectors) + packed


def _storages(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: place + 1]) for place in range(len(parts))]


def _entry(name: str, kind: int, right: int = NOBODY, child: int = NOBODY, start: int = 0, size: int = 0) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0"
    return said.ljust(64, b"\0") + struct.pack("<HBBIII", len(said), kind, 1, NOBODY, right, child) + bytes(36) + struct.pack("<IQ", start, size)  # fmt: skip


def with_code_page(data: bytes, code_page: int) -> bytes:
    """An .xls of Excel 97 whose book declares another code page, as JExcelAPI's does."""
    return data.replace(b"\x42\0\2\0\xb0\x04", b"\x42\0\2\0" + struct.pack("<H", code_page))


def with_old_formula(data: bytes, number: int) -> bytes:
    """An .xls whose formulas have the record number of an older Excel, and 7 for a result."""
    changed = re.sub(
        rb"\x06\0(..\x01\0\x02\0..)\x03\0\0\0\0\0\xff\xff\0\0",
        lambda found: struct.pack("<H", number) + found.group(1) + struct.pack("<dH", 7.0, 0), data, flags=re.DOTALL,
    )  # fmt: skip
    assert changed != data
    return changed


def biff5(rows: m.Rows = m.PLAIN, code_page: int = 936, encoding: str = "gb18030") -> bytes:
    """The records of an .xls of Excel 5.0 or 95."""
    cells = b"".join(
        _old_cell(at, place, cell, encoding)
        for at, row in enumerate(rows)
        for place, cell in enumerate(row)
        if cell != ""
    )
    head = _record(0x0809, struct.pack("<HHHH", 0x500, 5, 0x0DBB, 0x07CC)) + _record(0x42, struct.pack("<H", code_page))
    formats = _record(0xE0, bytes(16)) * 16
    name = b"Sheet1"
    start = len(head) + len(formats) + 4 + 7 + len(name) + 4
    sheets = _record(0x85, struct.pack("<IBBB", start, 0, 0, len(name)) + name)
    sheet = _record(0x0809, struct.pack("<HHHH", 0x500, 0x10, 0x0DBB, 0x07CC)) + cells
    return head + formats + sheets + _record(0x0A) + sheet + _record(0x0A)


def _record(number: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _old_cell(row: int, column: int, cell: object, encoding: str) -> bytes:
    place = struct.pack("<HHH", row, column, 15)
    if isinstance(cell, int | float):
        return _record(0x0203, place + struct.pack("<d", cell))
    said = str(cell).encode(encoding)
    return _record(0x0204, place + struct.pack("<H", len(said)) + said)


def with_embedded(book: bytes, other: bytes) -> bytes:
    """An .xls within which another lies as an object, first in the box."""
    return ole({"MBD00012345/Workbook": workbook_in(other), "Workbook": workbook_in(book)})


def sheet(change: Callable[[bytes], bytes], data: bytes | None = None) -> bytes:
    """An xlsx whose first sheet's XML is changed."""
    return m.replaced(data or m.xlsx(), SHEET1, change)


def book(old: bytes, new: bytes, data: bytes | None = None, part: str = BOOK) -> bytes:
    """An xlsx with other words in the book's own part."""

    def change(xml: bytes) -> bytes:
        assert old in xml, xml
        return xml.replace(old, new)

    return m.replaced(data or m.xlsx(), part, change)


def renamed(names: Mapping[str, str], data: bytes | None = None) -> bytes:
    """An xlsx some of whose parts lie elsewhere."""
    return m.zipped({names.get(name, name): part for name, part in m.unzipped(data or m.xlsx()).items()})


def without(part: str, data: bytes) -> bytes:
    """An xlsx that lacks a part."""
    return m.zipped({name: held for name, held in m.unzipped(data).items() if name != part})


def in_utf16(data: bytes) -> bytes:
    """An xlsx all of whose XML is in UTF-16."""

    def change(xml: bytes) -> bytes:
        said = re.sub(r"^<\?xml[^>]*\?>", "", xml.decode())
        return f'<?xml version="1.0" encoding="UTF-16"?>{said}'.encode("utf-16")

    return m.zipped({name: change(part) for name, part in m.unzipped(data).items()})


def with_prefix(xml: bytes) -> bytes:
    """A sheet as the Open XML SDK writes it: every name with a prefix."""
    said = re.sub(rb"<(/?)(\w+)", rb"<\1x:\2", xml)
    return said.replace(b"xmlns=", b"xmlns:x=")
