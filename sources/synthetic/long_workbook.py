"""Writes one long sheet as .xlsx, ten times as fast as XlsxWriter does: a county's base has millions of cells.

Text, numbers and nothing else; the same bytes for the same sheet every time. Rows go into the file as they are made, so that only the
texts are held in memory.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from sources.synthetic.workbooks import Cell, SyntheticSheet

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PIECES_AT_ONCE = 1000
"""Rows, or texts."""
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SPREADSHEET}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


def write_long_xlsx(path: Path, sheet: SyntheticSheet) -> Path:
    """A workbook of this sheet alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts: dict[str, int] = {}
    last = xl_col_to_name(sheet.width - 1)
    merged = "".join(f'<mergeCell ref="A{at + 1}:{last}{at + 1}"/>' for at in sheet.merged)
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{escape(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    end = f"</sheetData>{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for name, text in (PARTS | {"xl/workbook.xml": workbook}).items():
            _write_part(book, name, (text,))
        sheet_pieces = chain((f'<worksheet xmlns="{MAIN}"><sheetData>',), _rows(sheet, texts), (end,))
        _write_part(book, "xl/worksheets/sheet1.xml", sheet_pieces)
        # the rows are written: now every text is known
        strings = (f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
        begin = f'<sst xmlns="{MAIN}" uniqueCount="{len(texts)}">'
        _write_part(book, "xl/sharedStrings.xml", chain((begin,), strings, ("</sst>",)))
    return path


def _write_part(book: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    # An entry of no date of its own: no clock gets into the bytes.
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    waiting = iter(pieces)
    with book.open(entry, "w") as part:
        part.write(HEAD.encode())
        while some := list(islice(waiting, PIECES_AT_ONCE)):
            part.write("".join(some).encode())


def _rows(sheet: SyntheticSheet, texts: dict[str, int]) -> Iterator[str]:
    letters = [xl_col_to_name(at) for at in range(sheet.width)]
    for number, row in enumerate(sheet.rows, start=1):
        cells = [
            _cell(f"{letter}{number}", cell, texts)
            for letter, cell in zip(letters, row, strict=False)
            if cell not in ("", None)
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, cell: Cell, texts: dict[str, int]) -> str:
    if isinstance(cell, str):
        return f'<c r="{place}" t="s"><v>{texts.setdefault(cell, len(texts))}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'
