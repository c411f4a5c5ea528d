"""Puts rows into files: titles above, heading variants, a tail below; and the few files that must be refused."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from sources.catalogue import usual_catalogue
from sources.synthetic.feeds.headings import column_of, headings
from sources.synthetic.feeds.layouts import Layout
from sources.synthetic.feeds.rows import FeedRow, columns_of
from sources.synthetic.months import Month
from sources.synthetic.people import names
from sources.synthetic.workbooks import Cell, SyntheticSheet, write
from sources.transports.landing import CHINA


@dataclass(frozen=True)
class WrittenFile:
    """A feed's file as it lies in the inbox, and where its first row of data stands (as Excel counts)."""

    feed: str
    name: str
    sheet: str
    first_row: int
    rows: list[FeedRow]


class FeedFiles:
    """Writes one month's folder."""

    def __init__(self, home: Path, month: Month, rng: Random) -> None:
        self.folder, self.month, self.rng = home / "inbox" / str(month), month, rng

    def write(self, feed: str, layout: Layout, rows: list[FeedRow]) -> WrittenFile:
        """One feed's file."""
        name, first_row = self.write_cells(feed, layout, [row.cells for row in rows])
        return WrittenFile(feed, name, "" if layout.container == "csv" else layout.sheet, first_row, rows)

    def write_cells(self, feed: str, layout: Layout, rows: Sequence[Mapping[str, Cell]]) -> tuple[str, int]:
        """The file of rows of which only the cells are known; its name, and where its first row stands."""
        columns = columns_of(feed, layout)
        header = headings(usual_catalogue().by_code[feed], columns, self.rng, layout.breaks)
        above = [self._line(line, len(rows)) for line in layout.above]
        body = [
            [number if name == "序号" else row.get(name, "") for name in columns]
            for number, row in enumerate(rows, start=1)
        ]
        lines: list[list[Cell]] = [*above, [*header], *body, *self._tail(feed, layout, columns, body)]
        first_row = len(above) + 2
        sheet = SyntheticSheet(
            name=layout.sheet,
            rows=[line + [""] * (len(columns) - len(line)) for line in lines],
            width=len(columns),
            merged=[at for at, line in enumerate(layout.above) if line and "|" not in line],
            hidden=[first_row - 1] if layout.hides else [],
            blank_rows=layout.blank_rows,
        )
        name = self._filled(layout.file, len(rows))
        sheets = [_cover(len(rows)), sheet] if layout.covered else [sheet]
        write(self.folder / usual_catalogue().by_code[feed].department / name, sheets, layout.encoding)
        return name, first_row

    def _filled(self, text: str, count: int) -> str:
        after = self.month.after
        reported = f"{after.year}年{after.number}月2日"
        return text.format(y=self.month.year, m=self.month.number, n=count, reported=reported)

    def _line(self, line: str, count: int) -> list[Cell]:
        return [*self._filled(line, count).split("|")]

    def _tail(
        self, feed: str, layout: Layout, columns: tuple[str, ...], body: Sequence[Sequence[Cell]]
    ) -> list[list[Cell]]:
        return [_total(feed, columns, body) if first == "合计" else [first] for first in layout.below]

    def bad_files(self, repeated: WrittenFile) -> list[Path]:
        """A file sent twice under another name, one that nobody knows, one whose header is broken."""
        source = self.folder / usual_catalogue().by_code[repeated.feed].department / repeated.name
        copy = source.with_name(f"大病救治患者（最终版）{source.suffix}")
        shutil.copyfile(source, copy)
        return [copy, self._sign_in_sheet(), self._broken_header(repeated)]

    def date_files(self) -> None:
        """Every file of the folder was saved on the 2nd of the next month, as what stands above its header says."""
        after = self.month.after
        moment = datetime.combine(date(after.year, after.number, 2), time(9), CHINA).timestamp()
        for file in self.folder.rglob("*.*"):
            os.utime(file, (moment, moment))

    def _sign_in_sheet(self) -> Path:
        people = [names.full_name(self.rng, names.surname(self.rng), "女") for _ in range(6)]
        rows: list[list[Cell]] = [["防返贫监测业务培训签到表"], ["序号", "单位", "参会人", "签到"]]
        rows += [[number, names.TOWNSHIPS[number], person, ""] for number, person in enumerate(people, start=1)]
        return write(self.folder / "教体局" / "培训签到表.xlsx", [SyntheticSheet("Sheet1", rows, 4, [0])])

    def _broken_header(self, like: WrittenFile) -> Path:
        """Formulas pointed at a sheet that was deleted before sending: three headings are gone."""
        lost: list[Cell] = ["序号", "#REF!", "#REF!", "#REF!", "救治医院"]
        rows: list[list[Cell]] = [["大病专项救治患者补充名单"], lost]
        for number, row in enumerate(like.rows[:3], start=1):
            rows.append([number, "#REF!", "#REF!", "#REF!", row.cells["hospital"]])
        folder = self.folder / usual_catalogue().by_code[like.feed].department
        return write(folder / "大病救治补充名单.xlsx", [SyntheticSheet("Sheet1", rows, 5, [0])])


def _total(feed: str, columns: tuple[str, ...], body: Sequence[Sequence[Cell]]) -> list[Cell]:
    """合计 in the first cell and a sum under each amount that is a number."""
    total: list[Cell] = ["合计"]
    for at, name in enumerate(columns[1:], start=1):
        is_yuan = name.isascii() and column_of(usual_catalogue().by_code[feed], name).kind == "yuan"
        amounts = [cell for line in body if isinstance(cell := line[at], float)]
        total.append(round(sum(amounts), 2) if is_yuan and amounts else "")
    return total


def _cover(count: int) -> SyntheticSheet:
    rows: list[list[Cell]] = [["汇总表"], ["类别", "人次"], ["本月新增", count], ["合计", count]]
    return SyntheticSheet("汇总", rows, 2, [0])
