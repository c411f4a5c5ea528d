"""One township's workbooks with 20,000 warnings and 20,000 records to correct, and the county's: seconds, and those of XlsxWriter alone.

`python -m bench.lists [ROWS [FOLDER]]`. A synthetic county of 5,000 lives through a month; the lines of its largest township are then
multiplied in the warehouse, each with numbers, households and words of its own. The yardstick: the very calls that made a workbook are
noted and made again, with every value and format at hand (in memory, as ours; the file must come out the same byte for byte). FOLDER
keeps county and workbooks, and is used again. Seconds are those of the processor, so that a busy machine does not blur the ratio.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import xlsxwriter

from flows.operations import load_base, run_one_month
from flows.settings import open_county, write_settings
from reports import outbox
from reports.catalogue import workbooks_of
from reports.facts import Facts
from reports.readers import Readers
from reports.workbooks import writer
from reports.workbooks.layout import Workbook
from sources.synthetic import write_county
from tasks.county import County
from tasks.home import Home, seal_key
from warehouse import tables
from warehouse.engine import Engine
from warehouse.publish import declare_masks
from warehouse.tables.table import Table

MONTH, PERSONS, RATIO_AT_MOST = "2026-10", 5000, 1.3
OWN = {
    "number": "SUBSTRING(number, 1, 14) || PRINTF('%05X', copy)", "household_id": "household_id || '-' || copy",
    "head_id": "SUBSTRING(head_id, 1, 14) || PRINTF('%04d', copy)", "subject_id": "SUBSTRING(subject_id, 1, 14) || PRINTF('%04d', copy)",
    "person_number": "SUBSTRING(person_number, 1, 14) || PRINTF('%04d', copy)", "says": "says || '（' || copy || '）'",
    "provenance": "provenance || copy",
}  # fmt: skip
"""What no two lines of a list have in common."""
OF_WARNINGS = (tables.handling.REGISTER, tables.WARNING)
OF_NUMBERS = (tables.handling.STANDING, tables.handling.PLACE)
"""They follow the register by its numbers."""


def make_county(home: Home) -> County:
    """A county with one month behind it."""
    write_settings(home, "jimo")
    write_county(home.root, persons=PERSONS, seed=1, month=MONTH)
    load_base(home, [], "2026-10-31", quiet=True)
    run_one_month(home, MONTH, quiet=True)
    return open_county(home)


def multiply(engine: Engine, rows: int) -> str:
    """Give the township with most warnings so many of them, and as many records to correct; its name."""
    most = "SELECT township FROM handling.register WHERE month = ? GROUP BY ALL ORDER BY COUNT(*) DESC, township"
    township = str(engine.value(most, [MONTH]))
    own = f"month = '{MONTH}' AND township = '{township}'"
    its_numbers = f"number IN (SELECT number FROM handling.register WHERE {own})"
    warned = -(-rows // int(engine.value(f"SELECT COUNT(*) FROM handling.register WHERE {own}")))
    asked = f"{own} AND acts = '镇街' AND is_asked"
    wrong = -(-rows // int(engine.value(f"SELECT COUNT(*) FROM anomaly.anomaly WHERE {asked}")))
    for table in OF_NUMBERS:
        _multiply(engine, table, its_numbers, warned)
    for table in OF_WARNINGS:
        _multiply(engine, table, own, warned)
    _multiply(engine, tables.ANOMALY, asked, wrong)
    return township


def _multiply(engine: Engine, table: Table, where: str, times: int) -> None:
    """So many of each of these rows in the place of one."""
    columns = ", ".join(table.columns)
    copied = ", ".join(f"{OWN[name]} AS {name}" if name in OWN else name for name in table.columns)
    engine.run(
        f"INSERT INTO {table.full_name} ({columns}) SELECT {copied} FROM {table.full_name} "
        f"CROSS JOIN RANGE(1, {times}) AS copies (copy) WHERE {where}"
    )


class Noted:
    """Stands before an object of XlsxWriter and notes each call, in order, with what it made."""

    calls: list[tuple[Noted, str, tuple[Any, ...], dict[str, Any], Noted | None]]

    def __init__(self, real: Any, calls: list[Any]) -> None:
        self.real, self.calls = real, calls

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.real, name)

        def call(*values: Any, **named: Any) -> Any:
            made = method(*map(_real, values), **{key: _real(value) for key, value in named.items()})
            noted = Noted(made, self.calls) if name.startswith("add_") else None
            self.calls.append((self, name, values, named, noted))
            return noted or made

        return call

    def __enter__(self) -> Noted:
        return self

    def __exit__(self, *_: object) -> None:
        self.real.close()


def _real(value: Any) -> Any:
    """What stands behind a noted object; in the words of a check, too."""
    if isinstance(value, dict):
        return {name: _real(one) for name, one in value.items()}
    return value.real if isinstance(value, Noted) else value


def noted(write: Callable[[], object]) -> list[tuple[str, list[Any]]]:
    """The calls of each workbook that is written meanwhile, by its file."""
    books: list[tuple[str, list[Any]]] = []
    plain = xlsxwriter.Workbook

    def made(target: str, options: dict[str, object]) -> Noted:
        books.append((target, []))
        return Noted(plain(target, options), books[-1][1])

    with patch.object(xlsxwriter, "Workbook", made):
        write()
    return books


def again(target: Path, calls: Sequence[Any]) -> tuple[float, int]:
    """Make the calls again into another file: seconds of the processor, and how many cells."""
    book = xlsxwriter.Workbook(str(target), dict(writer.AS_TEXT))
    told: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []
    first = calls[0][0]
    first.real = book
    for owner, name, values, named, made in calls:
        if made is not None:
            made.real = getattr(owner.real, name)(*values, **named)
        else:
            told.append((getattr(owner.real, name), tuple(map(_real, values)), _real(named)))
    gc.collect()
    gc.freeze()  # what was noted is none of XlsxWriter's
    started = time.process_time()
    for method, values, named in told:
        method(*values, **named)
    book.close()
    seconds = time.process_time() - started
    gc.unfreeze()
    return seconds, sum(name.startswith("write_") for _, name, *_ in calls)


def measure(engine: Engine, books: Sequence[Workbook], facts: Facts, shown: str, folder: Path, key: bytes) -> bool:
    """Print what each workbook takes, its rows asked for anew; is each within the promise?"""
    fits = True

    def write(book: Workbook, folder: Path) -> None:
        with Readers(engine, facts.month, [facts.place]) as readers:
            outbox.write_books(readers, (book,), facts, shown, folder, key)

    for book in books:
        ours, noting, plain = (folder / name / shown for name in ("ours", "noted", "plain"))
        gc.collect()
        started = time.process_time()
        write(book, ours)
        seconds = time.process_time() - started
        for file, calls in noted(lambda: write(book, noting)):  # noqa: B023
            plain.mkdir(parents=True, exist_ok=True)
            target = plain / Path(file).name
            yardstick, cells = again(target, calls)
            if target.read_bytes() != (ours / target.name).read_bytes():
                raise RuntimeError(f"{target.name}: not the same bytes")
            ratio = seconds / yardstick
            fits &= ratio <= RATIO_AT_MOST or seconds < 1
            print(
                f"{target.stem:40}{cells:>11,} cells{seconds:8.2f} s, XlsxWriter alone{yardstick:8.2f} s: {ratio:.2f} ×",
                flush=True,
            )
    return fits


def main(rows: int, folder: Path) -> None:
    home = Home(folder / "county")
    county = open_county(home) if home.root.exists() else make_county(home)
    key = seal_key(home)
    with Engine(home.warehouse, county.catalogue) as engine:
        declare_masks(engine)
        engine.run("BEGIN")  # never committed: the county of FOLDER serves again
        township = multiply(engine, rows)
        fits = measure(
            engine,
            workbooks_of("township", county.policy),
            Facts(MONTH, county.policy, township),
            township,
            folder,
            key,
        )
        fits &= measure(engine, workbooks_of("county", county.policy), Facts(MONTH, county.policy), "", folder, key)
    if not fits:
        sys.exit("没有做到")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 2:
        main(count, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(count, Path(temporary))
