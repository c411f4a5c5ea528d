"""What recognition looks at is bounded: it runs beside the month, without the reader's limits. Counted, not timed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sources.catalogue import usual_catalogue
from sources.reading import intake
from sources.reading.grid import Grid
from sources.reading.headers import header
from sources.reading.headers.header import CELLS_AT_MOST, read_header
from sources.reading.headers.headings import names_somebody
from sources.reading.intake import TABLES_AT_MOST, take_in
from sources.transports.landing import Arrival
from tests.support import id_number, name

HEADINGS = ["姓名", "身份证号", "救助原因", "救助金额"]
WIDE = {
    "words": ([[f"列{row}-{place}" for place in range(500)] for row in range(30)], 0),
    "a list of 500 columns": ([HEADINGS + [f"列{place}" for place in range(496)], *([["值"] * 500] * 30)], 3),
    "names everywhere": ([["姓名", "身份证号"] * 250 for _ in range(30)], CELLS_AT_MOST // 500 + 1),
    "long words": ([[f"姓名身份证号{row}{place}" * 20 for place in range(500)] for row in range(30)], 0),
}


@pytest.mark.parametrize(("rows", "looks"), WIDE.values(), ids=list(WIDE))
def test_a_wide_sheet_is_looked_at_a_few_times(
    rows: list[list[str]], looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    usual = header._as_header

    def counted(*args: object) -> object:
        looked.append(1)
        return usual(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(header, "_as_header", counted)
    read_header(rows[:20], usual_catalogue().feeds[:1], "名单", usual_catalogue())
    assert len(looked) <= looks


@pytest.mark.parametrize("feed", usual_catalogue().feeds, ids=[feed.code for feed in usual_catalogue().feeds])
def test_the_cheap_look_lets_no_header_pass_by(feed: object) -> None:
    for heading in ("姓名", "户主", "身份证号码", "患者姓名", "1.您的姓名", "姓名及身份证号", "证件号"):
        assert names_somebody(["序号", heading], (feed,)) or heading == "户主"  # type: ignore[arg-type]
    assert not names_somebody(["序号", "火灾", "800", "2026-10-09"], (feed,))  # type: ignore[arg-type]


def test_a_file_of_very_many_tables_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [cells for _ in range(TABLES_AT_MOST + 1) for cells in (HEADINGS, [name(1), id_number(1), "火灾", "8"])]
    rows += [["", "", "", ""]]
    columns: dict[str, object] = {"row": pl.Series(range(1, len(rows) + 1), dtype=pl.UInt32)}
    for place in range(4):
        columns |= {f"c{place}": [row[place] for row in rows], f"k{place}": pl.Series([1] * len(rows), dtype=pl.UInt8)}
    path = tmp_path / "0.parquet"
    pl.DataFrame(columns).write_parquet(path)
    monkeypatch.setattr(intake, "stacked", lambda table: [table] * (TABLES_AT_MOST + 1))
    monkeypatch.setattr(intake, "read_all", lambda wanted, *_: [(wanted[0][0], [Grid("Sheet1", path, 4)])])
    arrival = Arrival("x", "民政局", "卡片.xlsx", "x", 0, 1, path)
    (taken,) = take_in([arrival], tmp_path, usual_catalogue())
    assert taken.refused is not None and "500张以上的表" in taken.refused.what and taken.sheets == []
