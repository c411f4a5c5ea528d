"""A county of 400,000 people whose 残联 and 民政局 send full rosters of 300,000 rows beside everybody's usual files: minutes and memory.

`python -m bench.rosters [PERSONS [ROWS]]`. A synthetic county of at most 50,000 with two months of feeds is loaded and multiplied
in the warehouse (`bench.cleaning`); the rosters name people of that base. The first month is the rosters' baseline; in the second
one fiftieth more people are in them. Fails where lists are not out.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from bench.stages import ROSTERS
from flows.operations import Outcome, load_base, run_one_month
from flows.screen import show
from flows.settings import write_settings
from sources.synthetic import write_county
from sources.synthetic.long_workbook import write_long_xlsx
from sources.synthetic.workbooks import SyntheticSheet
from tasks.home import Home
from warehouse import models
from warehouse.engine import Engine

MONTHS = ("2026-09", "2026-10")
ONE_COUNTY = 50_000
NEWER = 50


def make_county(home: Home, persons: int) -> None:
    """A county with its settings, its base multiplied to so many people, and two months of usual feeds."""
    settings = write_settings(home, "jimo")
    settings.write_text(settings.read_text(encoding="utf-8") + ROSTERS, encoding="utf-8")
    one = min(persons, ONE_COUNTY)
    write_county(home.root, persons=one, seed=1, month=MONTHS[1])
    load_base(home, [], "2026-09-30", quiet=True)
    from bench.cleaning import multiply  # it imports Prefect, which must be prepared for first

    multiply(home, -(-persons // one))
    with Engine(home.warehouse) as engine:
        models.run_models(engine, models.BASE)


def write_rosters(home: Home, rows: int) -> None:
    """The rosters of both months; the second one's are one fiftieth longer."""
    with Engine(home.warehouse) as engine:
        people = engine.connection.execute(
            "SELECT person_name, id18, township, village, household_id FROM base.person WHERE id18 IS NOT NULL ORDER BY id18"
        ).pl()
    for month, count in zip(MONTHS, (rows - rows // NEWER, rows), strict=True):
        _write(home, month, "残联", "持证残疾人花名册", people.head(count), ("残疾类别", "残疾等级"), ("肢体", "二级"))
        aid = ("享受低保类别", "月保障金额")
        _write(home, month, "民政局", "农村低保花名册", _applicants(people, count), aid, ("农村低保", 400.0))


def _applicants(people: pl.DataFrame, rows: int) -> pl.DataFrame:
    """Household by household, so that the longer roster holds households that the shorter one does not."""
    return people.sort("household_id", "id18").head(rows)


def _write(
    home: Home,
    month: str,
    department: str,
    called: str,
    people: pl.DataFrame,
    columns: tuple[str, str],
    said: tuple[str, object],
) -> None:
    headings = ["序号", "姓名", "身份证号码", "镇街", "村", *columns]
    body = [
        [order, name, number, township, village, *said]
        for order, (name, number, township, village, _) in enumerate(people.iter_rows(), start=1)
    ]
    sheet = SyntheticSheet(name="Sheet1", rows=[headings, *body], width=len(headings))  # type: ignore[list-item]
    write_long_xlsx(home.inbox(month) / department / f"{called}.xlsx", sheet)
    print(f"{month} {department} {called}：{len(body):,}行", flush=True)


def run(home: Home, month: str) -> Outcome:
    """The month, with its minutes and the highest memory so far of this process and of the largest child."""
    started = time.perf_counter()
    outcome = run_one_month(home, month, quiet=True)
    minutes = (time.perf_counter() - started) / 60
    own, child = (resource.getrusage(who).ru_maxrss / 2**20 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    show.timings(outcome)
    print(
        f"{month}：{minutes:.1f}分钟，内存峰值{own:.2f} GiB，读文件的进程{child:.2f} GiB；{outcome.counts}", flush=True
    )
    return outcome


def main(persons: int, rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "county")
        make_county(home, persons)
        write_rosters(home, rows)
        for month in MONTHS:
            outcome = run(home, month)
            read = {row["file_name"] for row in outcome.conservation if row["rows_in"] and "花名册" in row["file_name"]}
            if not list(home.outbox(month).glob("*/预警信息清单_*.xlsx")) or len(read) < 2:
                sys.exit("没有出清单，或名册没有读到")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400_000, int(sys.argv[2]) if len(sys.argv) > 2 else 300_000)
