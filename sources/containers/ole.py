"""OLE compound files: the box that old .xls, .et and locked workbooks come in."""

from __future__ import annotations

import io

import olefile  # type: ignore[import-untyped]

WORKBOOK = ("Workbook", "Book", "WORKBOOK", "BOOK")


def names_in(data: bytes) -> set[str]:
    """The streams of the box. olefile raises anything over a damaged one."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return {"/".join(path) for path in ole.listdir()}


def workbook_in(data: bytes) -> bytes:
    """The records of the workbook in the box."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        name = next(one for one in WORKBOOK if ole.exists(one))
        return bytes(ole.openstream(name).read())


def books_in(data: bytes) -> int:
    """How many workbooks are in the box: another may lie within the book, as an object on one of its sheets."""
    return sum(name.rpartition("/")[2] in WORKBOOK for name in names_in(data))
