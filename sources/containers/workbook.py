"""Workbooks, sheet by sheet: the fast reader where a sheet is written as usual, another where it is not or where cells are missing.

No reader is believed by itself: what it found is held against the number of cells that the file holds. A sheet that no reader
reads whole is named (`SheetCells.trouble`), and the others are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sources.containers import by_calamine, by_scan, by_xlrd, ods, xls, xlsb, xlsx
from sources.containers.cells import Sheet, SheetCells, fill_down
from sources.containers.marks import apply, spans
from sources.containers.ole import books_in, workbook_in
from sources.containers.properties import with_marks
from sources.containers.sniff import DAMAGED, Container
from sources.errors import RefusedFile

UNCHECKED = "隐藏的行列和公式错误未能核对（文件内部写法不规范），内容已照常读取"


def read_workbook(data: bytes, container: Container) -> list[Sheet]:
    """Each worksheet of a workbook.

    A damaged workbook makes a reader raise anything: inside this function whatever goes wrong is the file's fault.
    """
    try:
        tables = [*READERS[container](data)]
    except (RefusedFile, MemoryError, KeyboardInterrupt):
        raise
    except BaseException:
        raise RefusedFile("文件已损坏，读不下去", do=DAMAGED) from None
    return with_marks(tables, data, container)


def _tried(name: str, read: Callable[[], Sheet]) -> Sheet:
    """A sheet, or why it could not be read."""
    try:
        table = read()
        if isinstance(table, SheetCells) and _is_garbled(table):
            raise RefusedFile("有些文字读出来是乱码", do=DAMAGED)
        return table
    except RefusedFile as refused:
        return SheetCells(name, [], [], trouble=refused)
    except (MemoryError, KeyboardInterrupt):
        raise
    except BaseException:
        return SheetCells(name, [], [], trouble=RefusedFile("工作表已损坏，读不下去", do=DAMAGED))


def _is_garbled(table: SheetCells) -> bool:
    """True where a text holds a NUL: nobody types one, a reader that took the text for another encoding leaves it."""
    return any("\0" in cell for row in table.rows for cell in row if isinstance(cell, str))


def _xlsx(data: bytes) -> list[Sheet]:
    quick = by_calamine.CalamineReader(data)
    try:
        book = xlsx.XlsxBook(data)
    except (RefusedFile, MemoryError):
        raise
    except Exception:
        return [*_unchecked(quick.read_all())]
    return [
        _tried(one.name, partial(_xlsx_sheet, book, quick, place, one))
        for place, one in enumerate(book.sheets)
        if one.kind == "worksheet"
    ]


def _unchecked(tables: Sequence[SheetCells]) -> list[SheetCells]:
    for table in tables:
        table.notes += (UNCHECKED,)
    return list(tables)


def _xlsx_sheet(book: xlsx.XlsxBook, quick: by_calamine.CalamineReader, place: int, sheet: xlsx.PackageSheet) -> Sheet:
    columns = by_scan.read(book, sheet)
    if columns is not None:
        return columns
    if book.is_plain(sheet):
        table = _whole(book, quick, place, sheet)
        if table is not None:
            return table
    try:
        return book.read(sheet)
    except (RefusedFile, MemoryError):
        raise
    except Exception:
        table = _whole(book, quick, place, sheet) if book.is_small(sheet) else None
        if table is None:
            raise
        return _unchecked([table])[0]


def _whole(
    book: xlsx.XlsxBook, quick: by_calamine.CalamineReader, place: int, sheet: xlsx.PackageSheet
) -> SheetCells | None:
    """The sheet by the fast reader, if it found as many cells as there are."""
    table = quick.read(place, sheet.name)
    if table is None or table.filled() != book.count(sheet):
        return None
    table.is_1904 = book.is_1904
    return table


def _xlsb(data: bytes) -> list[Sheet]:
    book = xlsb.XlsbBook(data)
    return [_tried(one.name, partial(book.read, one)) for one in book.sheets if one.kind == "worksheet"]


def _xls(data: bytes) -> list[Sheet]:
    book = xls.XlsBook(workbook_in(data))
    quick = by_calamine.CalamineReader(data) if book.is_usual() and books_in(data) == 1 else None
    return _old(data, book, quick)


def _bare_xls(data: bytes) -> list[Sheet]:
    """Records without the wrapping. Those of before 1993 list no sheets; xlrd alone reads them."""
    book = xls.XlsBook(data)
    return _old(data, book, None) if book.sheets else [*by_xlrd.XlrdReader(data).read_all()]


def _old(data: bytes, book: xls.XlsBook, quick: by_calamine.CalamineReader | None) -> list[Sheet]:
    slow, tables = by_xlrd.XlrdReader(data, book.version, book.code_page), list[Sheet]()
    worksheets = [(place, one) for place, one in enumerate(book.sheets) if one.kind == xls.WORKSHEET]
    for order, (place, sheet) in enumerate(worksheets):
        quickly = partial(quick.read, place, sheet.name) if quick else None
        tables.append(_tried(sheet.name, partial(_old_sheet, book, sheet, partial(slow.read, order), quickly)))
    return tables


def _old_sheet(
    book: xls.XlsBook,
    sheet: xls.XlsSheet,
    slow: Callable[[], tuple[SheetCells, int]],
    quick: Callable[[], SheetCells | None] | None,
) -> SheetCells:
    """The sheet by the first reader that finds as many cells as there are."""
    seen = book.look(sheet)
    table = quick() if quick else None
    if table is not None and _is_as_seen(table, len(seen.empty), seen):
        return table
    table, empty = slow()
    if _is_as_seen(table, empty, seen):
        return table
    raise RefusedFile(f"工作表有{seen.count()}格内容，没有全部读出", do=DAMAGED)


def _is_as_seen(table: SheetCells, empty: int, seen: xls.Seen) -> bool:
    """True where a reader found what the records hold; the table then tells what else they tell.

    empty: cells whose text is empty, which are blank in a table.
    """
    if _is_garbled(table):
        return False
    apply(seen.marks, table)
    if table.filled() + empty != seen.count():
        return False
    fill_down(table, seen.merged)
    if seen.twice():
        table.notes += (f"第{spans(seen.twice())}行有重复写入的单元格，以后写的为准",)
    return True


READERS: dict[Container, Callable[[bytes], Sequence[Sheet]]] = {
    "xlsx": _xlsx, "xlsb": _xlsb, "ods": ods.read, "xls": _xls, "bare_xls": _bare_xls,
}  # fmt: skip
