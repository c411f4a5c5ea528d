"""Reviewed corrections as data: what a department writes for something else, in the county's `lookups/*.csv`.

One line a wording: the feed and the column, the cell as sent, what it means, who has reviewed it and when. Numbers of
identity and names are never corrected: who a person is, is for a human to say, row by row.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from sources.catalogue import Catalogue
from sources.contract import Column, Feed
from sources.errors import PolicyError
from sources.feeds.common import SHARED
from sources.reading.headers.plain import plain
from sources.reading.rows.rows import SheetRows
from sources.values.readers import read_value
from sources.values.text import tidy
from sources.words import words_of

HEADINGS = ("信息类别", "列", "来文写法", "更正为", "审核人", "审核日期", "说明")
NEEDED = HEADINGS[:-1]
NEVER = ("id", "name", "key")
"""Kinds of columns that no table corrects."""


@dataclass(frozen=True)
class Correction:
    """feed: its code as declared; column: our name; written: the cell's text, tidied; meant: the text to read instead."""

    feed: str
    column: str
    written: str
    meant: str


def load_lookups(folder: Path, catalogue: Catalogue) -> tuple[Correction, ...]:
    """The corrections of all tables in a folder; none where there is no folder. PolicyError with file and row where one is wrong."""
    found: dict[Correction, str] = {}
    said: dict[tuple[str, str, str], tuple[str, str]] = {}
    for file in sorted(folder.glob("*.csv")):
        for number, row in _lines(file):
            where = f"lookups/{file.name} 第{number}行"
            correction = _correction(row, where, catalogue)
            key = (correction.feed, correction.column, correction.written)
            other = said.setdefault(key, (correction.meant, where))
            if other[0] != correction.meant:
                raise PolicyError("同一写法有两个不同的更正", f"{other[1]}、{where}", "请留下审核过的一个，再运行。")
            found.setdefault(correction, where)
    return tuple(found)


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(words_of(file, f"lookups/{file.name}"), newline=""))
    missing = [heading for heading in NEEDED if heading not in (reader.fieldnames or ())]
    if missing:
        do = f"表头应为：{'、'.join(HEADINGS)}。"
        raise PolicyError(f"更正表缺少列：{'、'.join(missing)}", f"lookups/{file.name}", do)
    for row in reader:
        cells = {heading: _tidied(row.get(heading) or "") for heading in HEADINGS}
        if any(cells.values()):
            yield reader.line_num, cells


def _tidied(text: str) -> str:
    return str(pl.select(tidy(pl.lit(text))).item())


def _correction(row: dict[str, str], where: str, catalogue: Catalogue) -> Correction:
    empty = [heading for heading in NEEDED if not row[heading]]
    if empty:
        raise PolicyError(f"更正表这一行没有填：{'、'.join(empty)}", where, "请补填；未经审核的更正不采用。")
    try:
        dt.date.fromisoformat(row["审核日期"])
    except ValueError:
        raise PolicyError("审核日期不是日期", where, "请写成 2026-10-01 的样子。") from None
    feed = _feed(row["信息类别"], where, catalogue.feeds)
    column = _column(feed, row["列"], where)
    meant = row["更正为"]
    if pl.select(read_value(pl.lit(meant), column)).item() is None:
        raise PolicyError("更正后的写法仍然认不出", where, "请按模板的写法填“更正为”。")
    return Correction(feed.code, column.name, row["来文写法"], meant)


def _feed(called: str, where: str, feeds: Sequence[Feed]) -> Feed:
    feed = next((one for one in feeds if called in (one.code, one.label, *one.routes, *one.routes.values())), None)
    if feed is None:
        do = f"请填其中之一：{'、'.join(one.label for one in feeds)}。"
        raise PolicyError("没有这种信息类别", where, do)
    return feed


def _column(feed: Feed, called: str, where: str) -> Column:
    columns = (*feed.columns, *SHARED)
    column = next((c for c in columns if called == c.name or plain(called) in map(plain, c.headings)), None)
    if column is None:
        own = "、".join(c.headings[0] for c in columns if c.kind not in NEVER)
        raise PolicyError(f"“{feed.label}”没有这一列", where, f"请填其中之一：{own}。")
    if column.kind in NEVER:
        do = "请删去这一行；号码和姓名由人逐条核对，在疑似匹配和异常数据清单里办。"
        raise PolicyError("身份证件号码和姓名不能用更正表更正", where, do)
    return column


def corrected(sheet: SheetRows, corrections: Sequence[Correction]) -> tuple[SheetRows, int]:
    """The sheet with reviewed wordings in place of those sent, and how many cells that were."""
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for one in corrections:
        if one.feed == sheet.header.feed.code and one.column in sheet.header.places:
            tables[one.column][one.written] = one.meant
    if not tables:
        return sheet, 0
    hits = [tidy(pl.col(name)).is_in(list(table)).sum().alias(name) for name, table in tables.items()]
    count = sum(sheet.rows.select(hits).row(0))
    meant = [
        pl.coalesce(tidy(pl.col(name)).replace_strict(table, default=None, return_dtype=pl.String), pl.col(name)).alias(name)
        for name, table in tables.items()
    ]  # fmt: skip
    return replace(sheet, rows=sheet.rows.with_columns(meant)), int(count)
