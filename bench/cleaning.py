"""The rule library over a county of 1.2 million people: seconds and peak memory, facts and rules apart.

`python -m bench.cleaning [PERSONS]`. The promise: all rules in under 60 seconds on two cores and under 4 GiB.

The base is a synthetic county of 50,000 people, loaded as any other, then multiplied: every copy has its own household
and person numbers, villages and an area code with the right check digit, so that no two people share a number.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random

import polars as pl

from expectations.anomalies import find_anomalies
from expectations.gx import load
from expectations.library import load_rules
from flows.settings import open_county
from sources.identity import check_digit
from sources.months import month_end
from sources.synthetic.people.export import write_base
from sources.synthetic.people.records import keep_records
from sources.synthetic.people.register import populate
from tasks.base import load_base
from tasks.home import Home
from warehouse import models, months, tables
from warehouse.engine import Engine, as_names

ONE_COUNTY, MONTH = 50_000, "2026-10"
SECONDS_AT_MOST, GIB_AT_MOST = 60, 4


def make_base(home: Home, persons: int) -> None:
    """Load a county of 50,000, and multiply it in the warehouse."""
    one = min(persons, ONE_COUNTY)
    population = populate(Random(1), one, date(2026, 10, 31))
    keep_records(population, Random("records 1"))
    files = write_base(home.root, population, date(2026, 10, 31))
    load_base.fn(open_county(home), [str(file) for file in files], "2026-10-31")
    multiply(home, -(-persons // one))


def multiply(home: Home, times: int) -> None:
    """So many counties in the place of the one that is loaded, each with numbers of its own."""
    with Engine(home.warehouse) as engine:
        frame = engine.connection.execute("SELECT * FROM base.person").pl()
        for copy in range(1, times):
            _copy(frame, copy).write_parquet(home.root / "copy.parquet")
            columns = ", ".join(tables.PERSON.columns)
            engine.run(
                f"INSERT INTO base.person ({columns}) SELECT {columns} FROM read_parquet(?)",
                as_names([home.root / "copy.parquet"]),
            )


def _copy(frame: pl.DataFrame, copy: int) -> pl.DataFrame:
    first17 = pl.format("{}{}", pl.lit(f"{500000 + copy:06d}"), pl.col("id18").str.slice(6, 11))
    number = pl.concat_str(first17, check_digit(first17))
    keys = ("household_id", "person_key", "person_id", "village", "village_key")
    renamed = [pl.format("{}-{}", pl.lit(copy), name).alias(name) for name in keys]
    return frame.with_columns(
        *renamed,
        number.alias("id18"),
        pl.when(pl.col("id18").is_not_null())
        .then(number + pl.col("id_text").str.slice(18))
        .otherwise("id_text")
        .alias("id_text"),
        (pl.col("phone").str.slice(0, 3) + f"{copy:02d}" + pl.col("phone").str.slice(5)).alias("phone"),
    )


def judge(home: Home) -> None:
    """Run every rule over the base, in a process of its own so that its memory can be told."""
    load()
    rules = load_rules()
    with Engine(home.warehouse) as engine:
        engine.run("DELETE FROM ops.period")
        period = {"month": MONTH, "previous_month": "2026-09", "today_of_month": month_end(MONTH)}
        engine.insert(tables.PERIOD, [period])
        months.empty_drafts(engine)
        models.run_models(engine, (*models.BASE, *models.MATCH))
        people = engine.value("SELECT COUNT(*) FROM base.person")
        started = time.perf_counter()
        found = find_anomalies(engine, rules)
        seconds = time.perf_counter() - started
    gib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{people:,}人，{len(rules)}条规则：{found}")
    print(
        f"事实表和全部规则{seconds:.1f}秒（应少于{SECONDS_AT_MOST}秒）；内存峰值{gib:.2f} GiB（应少于{GIB_AT_MOST} GiB）"
    )
    if seconds >= SECONDS_AT_MOST or gib >= GIB_AT_MOST or found.crashed:
        sys.exit("没有做到")


def main(persons: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "county")
        make_base(home, persons)
        done = subprocess.run([sys.executable, "-m", "bench.cleaning", "judge", str(home.root)], check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    if sys.argv[1:2] == ["judge"]:
        judge(Home(Path(sys.argv[2])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_200_000)
