"""Every feed's sheet of 3, 20,000 and 300,000 rows from recognition to clean rows: seconds and peak memory of each.

`python -m bench.rows [ROWS…]`. Nothing may depend on how long a sheet is: Polars computes long columns in pieces and short ones whole.
"""

from __future__ import annotations

import resource
import sys
import time

import polars as pl

from sources.catalogue import routed_codes, usual_catalogue
from sources.cleaning.clean import Cleaned, clean
from sources.contract import Column, Feed
from sources.feeds.common import PERSON_ID, PERSON_NAME
from sources.reading.grid import BLANK, TEXT
from sources.reading.headers.headings import id_columns
from sources.reading.rows.rows import take_rows
from sources.reading.sheet import recognise, route_of
from sources.reading.table import SheetTable, table_of_cells

ROWS = (3, 20_000, 300_000)
SAID = {
    "yuan": ("1,200.50元", "5e3", ""), "count": ("3", "十", "-1"), "number": ("12亩", "", "x"), "grade": ("一级", "4", "九"),
    "date": ("2026-10-09", "2026年10月", "昨天"), "yes_no": ("是", "否", "未知"), "text": ("无", "其他", ""),
}  # fmt: skip
"""Cells of each kind of column: two that can be read, and one that is told; every row of a sheet takes the next."""


def sheet_of(feed: Feed, rows: int) -> SheetTable:
    """A sheet of that feed with every column it knows and so many rows, all people invented."""
    order = pl.int_range(rows, dtype=pl.Int64)
    first17 = pl.format("37028219800101{}", order.mod(1000).cast(pl.String).str.zfill(3))
    whose = {PERSON_NAME.headings[0]: pl.format("甲{}", order), PERSON_ID.headings[0]: pl.format("{}X", first17)}
    own = {column.headings[0]: _said(column, order) for column in feed.columns if column.kind != "id"}
    household = {"户主姓名": pl.format("乙{}", order), "户主身份证号": pl.format("{}1", first17)}
    cells = whose | (household if id_columns(feed)[0] == "head_id_number" else {}) | own
    below = pl.select(expression.alias(f"c{place}") for place, expression in enumerate(cells.values()))
    above = pl.DataFrame([list(cells)], schema=below.schema, orient="row")
    frame = pl.concat([above, below]).with_row_index("row", offset=1)
    kinds = [
        pl.when(pl.col(f"c{p}") == "").then(BLANK).otherwise(TEXT).cast(pl.UInt8).alias(f"k{p}")
        for p in range(len(cells))
    ]
    return table_of_cells("Sheet1", frame.with_columns(kinds))


def _said(column: Column, order: pl.Expr) -> pl.Expr:
    spellings = [spelling for words in column.codes.values() for spelling in words[:1]]
    words = SAID.get(column.kind, (*spellings, "没有见过的写法", ""))
    return order.mod(len(words)).replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def cleaned(feed: Feed, table: SheetTable) -> Cleaned:
    """The sheet recognised as that feed, and cleaned as `tasks.clean` does."""
    header = recognise(table, [feed], feed.words[0] if feed.words else feed.label, usual_catalogue())
    if header is None:
        raise LookupError(f"{feed.code} is not recognised by its own headings")
    return clean(take_rows(table, header, reads_ditto=True), route_of(header) or routed_codes(feed)[0])


def main(counts: tuple[int, ...]) -> None:
    for feed in usual_catalogue().feeds:
        for rows in counts:
            table = sheet_of(feed, rows)
            started = time.perf_counter()
            done = cleaned(feed, table)
            seconds, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
            print(f"{feed.code:20}{done.rows.height:>9,} rows {seconds:7.2f} s {peak:6.2f} GiB so far", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or ROWS)
