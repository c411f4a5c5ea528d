"""What a workbook of our own says that it is, in its document properties: they stay where its hidden sheet was deleted."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import olefile  # type: ignore[import-untyped]

from sources.containers.cells import Sheet, SheetCells
from sources.containers.sniff import Container
from sources.containers.xml import local, said, tree
from sources.containers.zipped import Parts

MARKS_SHEET = "_meta"
"""The sheet that says the same: a name and a value in each row; hidden, and no data."""
OURS = "fangpin."
SUMMARY = "\x05DocumentSummaryInformation"


def with_marks(tables: list[Sheet], data: bytes, container: Container) -> list[Sheet]:
    """The tables, and where none says what the workbook is, one more made of its properties."""
    if container not in READERS or any(table.name == MARKS_SHEET for table in tables):
        return tables
    try:
        marks = sorted(pair for pair in READERS[container](data) if pair[0].startswith(OURS))
    except MemoryError:
        raise
    except Exception:  # a damaged property is no fault of the cells
        return tables
    rows = [list(pair) for pair in marks]
    return [*tables, SheetCells(MARKS_SHEET, rows, list(range(1, len(rows) + 1)), is_hidden=True)] if rows else tables


def _of_xlsx(data: bytes) -> Iterator[tuple[str, str]]:
    part = Parts(data).read("docProps/custom.xml")
    for element in tree(part) if part else ():
        if local(element) == "property":
            yield said(element, "name") or "", "".join(element.itertext()).strip()


def _of_ods(data: bytes) -> Iterator[tuple[str, str]]:
    part = Parts(data).read("meta.xml")
    for element in tree(part).iter() if part else ():
        if local(element) == "user-defined":
            yield said(element, "name") or "", "".join(element.itertext()).strip()


def _of_xls(data: bytes) -> Iterator[tuple[str, str]]:
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        found = ole.get_userdefined_properties(SUMMARY) if ole.exists(SUMMARY) else []
    for one in found:
        value = one["value"]
        text = value.decode("utf-8") if isinstance(value, bytes) else str(value)
        yield one["property_name"], text.strip("\0").strip()


READERS: dict[Container, Callable[[bytes], Iterator[tuple[str, str]]]] = {
    "xlsx": _of_xlsx, "xlsb": _of_xlsx, "ods": _of_ods, "xls": _of_xls,
}  # fmt: skip
