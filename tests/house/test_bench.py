"""What the benches stand on: counties in parts that share no number, tables that keep what was measured, memory of all processes."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from bench.counties import change_one_cell
from bench.processes import PROC, run
from bench.stages import BASE, Command, Measured
from bench.tables import growth, keep, report
from bench.yardsticks import writing
from sources.synthetic.large import parts_of
from sources.synthetic.people import names
from sources.synthetic.people.export import write_base
from sources.synthetic.people.population import Population
from sources.synthetic.people.register import populate

MACHINE = {"commit": "c", "date": "d", "processor": "p", "cores": "2", "memory": "m", "versions": "v"}


@pytest.mark.parametrize("persons", [2_000, 20_000, 200_000, 1_200_000])
def test_the_parts_of_a_county_are_its_townships_and_its_people(persons: int) -> None:
    parts = parts_of(persons)
    assert sum(people for people, _ in parts) == persons
    assert [township for _, part in parts for township in part.townships] == list(names.TOWNSHIPS)


def test_a_large_county_has_a_thousand_villages() -> None:
    assert sum(part.villages * len(part.townships) for _, part in parts_of(1_200_000)) == 1_005


@pytest.fixture(scope="module")
def parts() -> list[Population]:
    """Two parts of one county, made of the same chances: what sets them apart is that they are parts."""
    return [populate(Random(1), 600, date(2026, 9, 30), part) for _, part in parts_of(2_000)]


@pytest.mark.parametrize("what", ["id_number", "number", "household", "phone", "village"])
def test_parts_give_nothing_that_another_gives(parts: list[Population], what: str) -> None:
    def given(population: Population) -> set[str]:
        if what in ("household", "phone", "village"):
            name = "number" if what == "household" else what
            return {getattr(household, name) for household in population.households}
        return {getattr(person, what) for _, person in population.people()}

    one, other = map(given, parts)
    assert one and other and not one & other


def test_one_cell_is_changed_and_no_other(tmp_path: Path) -> None:
    files = write_base(tmp_path, populate(Random(1), 300, date(2026, 9, 30)), date(2026, 9, 30))
    export = next(file for file in files if file.suffix == ".xlsx")
    before = _texts(export)
    change_one_cell(export)
    after = _texts(export)
    changed = {(old, new) for old, new in zip(before, after, strict=True) if old != new}
    assert len(changed) == 1 and changed.pop()[1] == "13900000000"


def _texts(workbook: Path) -> list[object]:
    rows = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python()
    return [cell for row in rows for cell in row]


def test_cells_are_written_once_more(tmp_path: Path) -> None:
    files = write_base(tmp_path, populate(Random(1), 300, date(2026, 9, 30)), date(2026, 9, 30))
    export = next(file for file in files if file.suffix == ".xlsx")
    written = writing([export])
    assert (written.sheets, written.cells) == (1, sum(cell != "" for cell in _texts(export)))


def test_memory_is_that_of_all_processes_together() -> None:
    """A command that starts another which holds 100 MB."""
    child = "held = bytes([1]) * 100_000_000; import time; time.sleep(1.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('done')"
    ran = run((sys.executable, "-c", parent))
    assert (ran.status, ran.out) == (0, "done\n")
    assert ran.peak > 100_000_000 or not PROC.is_dir()


def measured(persons: int, seconds: float) -> Measured:
    load, month = (
        Command(seconds + 5, {BASE: seconds}, 1),
        Command(seconds + 9, {"清洗": seconds, "出清单": seconds}, 1),
    )
    yardsticks = dict.fromkeys((BASE, "reading", "joining", "writing"), seconds / 2)
    told = {"warnings": 3, "anomalies": 4}
    return Measured(persons, 9, 100, {"first load": load, "month": month}, yardsticks, told=told, machine=MACHINE)


def test_what_was_measured_comes_back_as_it_was() -> None:
    done = measured(1_000, 4.0)
    assert Measured.of(json.loads(json.dumps(done.plain()))) == done


def test_the_tables_tell_ratio_and_growth() -> None:
    assert "| 清洗 | 4.00 | 25 | calamine reads the feeds | 2.00 | 2.0 |" in report(measured(1_000, 4.0))
    steeper = growth([measured(10_000, 80.0), measured(1_000, 4.0)])
    assert f"| {BASE} | 4.00 (4,000) | 80.00 (8,000) | 2.00 |" in steeper


def test_only_what_stands_between_its_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- 1 -->\nold\n<!-- /1 -->\nb\n<!-- 11 -->\nother\n<!-- /11 -->\n", encoding="utf-8")
    keep("1", "new", page)
    assert page.read_text(encoding="utf-8") == "a\n<!-- 1 -->\nnew\n<!-- /1 -->\nb\n<!-- 11 -->\nother\n<!-- /11 -->\n"
    with pytest.raises(LookupError):
        keep("2", "new", page)
