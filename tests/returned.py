"""Ledgers as people send them back: the township's own workbook with a few cells filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl

Said = Mapping[str, Mapping[str, str]]
"""Of which row (a value of its key column) -> heading -> what is filled in."""


def fill_in(workbook: Path, target: Path, sheets: Mapping[str, Said], key: str = "预警编号") -> Path:
    """Save a copy of `workbook` with what is said of its rows. sheets: sheet -> row -> heading -> value."""
    book = openpyxl.load_workbook(workbook)
    for name, said in sheets.items():
        page = book[name]
        columns = {cell.value: cell.column for cell in page[2]}
        for row in range(3, page.max_row + 1):
            for heading, value in said.get(str(page.cell(row, columns[key]).value), {}).items():
                page.cell(row, columns[heading]).value = value
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target
