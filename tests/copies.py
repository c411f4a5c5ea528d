"""Ledgers as townships send them back, for tests: the outbox's own workbooks with something filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import openpyxl

from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.support import SmallCounty, county_at

TOWNSHIP = "田横镇"
LEDGER, REFUSED = "预警信息清单", "退回补正_预警信息清单"
HEADER_ROW = 2
Said = Mapping[str, object]


class Copy:
    """A township's copy of one workbook of a month, to be filled in and sent back."""

    def __init__(self, county: SmallCounty, month: str, kind: str = LEDGER, township: str = TOWNSHIP) -> None:
        self.county, self.month = county, month
        self.path = county.home.outbox(month) / township / f"{kind}_{township}_{month}.xlsx"
        self.book = openpyxl.load_workbook(self.path)

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """The filled rows of a sheet, by heading."""
        headings, *rows = self.book[sheet].iter_rows(min_row=HEADER_ROW, values_only=True)
        return [dict(zip(headings, row, strict=True)) for row in rows if any(cell is not None for cell in row)]

    def fill(self, sheet: str, row: int, said: Said) -> None:
        """Write into the row-th row (from 0) below the header."""
        columns = {cell.value: cell.column for cell in self.book[sheet][HEADER_ROW]}
        for heading, value in said.items():
            self.book[sheet].cell(HEADER_ROW + 1 + row, columns[heading]).value = value

    def add(self, sheet: str, said: Said) -> None:
        """Write into the first row that is blank."""
        self.fill(sheet, len(self.rows(sheet)), said)

    def send(self, file: str = "报回.xlsx", month: str = "") -> None:
        target = self.county.home.returns(month or self.month) / file
        target.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(target)


def listed(county: SmallCounty, month: str) -> None:
    """A month without letters: run and listed."""
    county.home.inbox(month).mkdir(parents=True, exist_ok=True)
    county.run(month)
    write_lists.fn(county_at(county.root), month)


def take(county: SmallCounty, month: str, today: dt.date) -> dict[str, object]:
    """Read what was sent back, and write the corrected copies."""
    counts = take_returns.fn(county_at(county.root), month, today).flat()
    write_lists.fn(county_at(county.root), month)
    return counts
