"""Faults planted in a synthetic county: every one of them is found, by its rule, and told to whoever must act; and where none is
planted, nothing grave is."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from expectations.library import load_rules
from flows.demo import count_found, missed
from flows.outcomes import PlantedCounts
from sources.catalogue import usual_catalogue
from sources.synthetic import write_county
from sources.synthetic.faults.plant import Planted
from sources.synthetic.faults.table import load_faults
from sources.synthetic.truth import read_faults
from tests.support import SmallCounty, county_at

BEFORE, MONTH = "2026-09", "2026-10"
LISTED = (
    "SELECT rule_code, severity, township, village, household_id, person_key, guidance, says FROM anomaly.anomaly "
    "WHERE month = '2026-10'"
)
JUDGED = LISTED.replace("anomaly.anomaly WHERE", "draft.anomaly WHERE")
BY_DEPARTMENTS = {rule.code for rule in load_rules() if rule.acts == "部门"}
GUIDANCE = {rule.code: rule.guidance for rule in load_rules()}
NOT_PLANTED: dict[str, str] = {}
"""Rules that two months of a synthetic county cannot set off, and why."""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county after two months, as the demo runs them, with the lists of the second."""
    from tasks.base import load_base
    from tasks.lists import write_lists

    county = SmallCounty(tmp_path_factory.mktemp("faulty"))
    summary = write_county(county.root, persons=4_500, seed=11, month=MONTH, bad_files=False)
    load_base.fn(county_at(county.root), [str(county.home.base_inbox)], summary.base_as_of.isoformat())
    county.run(BEFORE)
    county.run(MONTH, judged=True)
    write_lists.fn(county_at(county.root), MONTH)
    return county


@pytest.fixture(scope="module")
def planted(faulty: SmallCounty) -> list[Planted]:
    return read_faults(faulty.root)


def sound(home: Path, persons: int) -> SmallCounty:
    """A county whose sound base, and nothing else, was loaded and judged."""
    from tasks.base import load_base
    from tasks.judge import find_anomalies
    from tasks.match import match
    from tasks.run import begin

    county = SmallCounty(home)
    summary = write_county(home, persons=persons, seed=11, month=MONTH, base_faults=False)
    load_base.fn(county_at(home), [str(county.home.base_inbox)], summary.base_as_of.isoformat())
    begin.fn(county_at(home), MONTH)
    match.fn(county_at(home))
    assert find_anomalies.fn(county_at(home), MONTH).crashed == 0
    return county


def test_every_rule_has_its_fault() -> None:
    assert {fault.rule for fault in load_faults()} | NOT_PLANTED.keys() == GUIDANCE.keys()


def in_feeds(home: Path) -> dict[str, set[str]]:
    """The names of everybody whom a feed of either month is about: in the ordinary lists, and in those sent after them."""
    people: dict[str, set[str]] = {"ordinary": set(), "further": set()}
    for path in (home / "truth").glob("2026-*.csv"):
        for line in csv.DictReader(path.open(encoding="utf-8")):
            people["further" if "补报" in line["file"] else "ordinary"].add(line["person"])
    return people


def test_every_kind_of_fault_is_planted(planted: list[Planted]) -> None:
    assert {(fault.rule, fault.kind) for fault in planted} == {(fault.rule, fault.kind) for fault in load_faults()}


def test_faults_are_planted_where_no_ordinary_list_looks(faulty: SmallCounty, planted: list[Planted]) -> None:
    people = faulty.ask("SELECT household_id, person_name FROM base.person")
    names = in_feeds(faulty.root)
    touched = {row["household_id"] for row in people if row["person_name"] in names["ordinary"]}
    assert names["ordinary"] and not touched & {fault.household_number for fault in planted}
    sent = {fault.rule for fault in load_faults() if fault.sent}
    contradicted = {fault.person_number for fault in planted if fault.rule in sent}
    assert len(names["further"]) == len(contradicted) > 30


def test_every_planted_fault_is_found_by_its_rule_where_it_is(faulty: SmallCounty, planted: list[Planted]) -> None:
    listed = faulty.ask(LISTED)
    assert len(planted) >= len(load_faults())
    assert not missed(planted, listed)
    for rule in ("A05", "M22", "N02"):
        left = [row for row in listed if row["rule_code"] != rule]
        assert {fault.rule for fault in missed(planted, left)} == {rule}


def test_the_demo_counts_them_as_found(faulty: SmallCounty, planted: list[Planted]) -> None:
    assert count_found(faulty.home, MONTH) == PlantedCounts(len(planted), len(planted))


def rows_of(files: Iterable[Path], sheet: str, first: str) -> list[dict[str, Any]]:
    """The rows under the header that begins with this heading; 来自 is the name of the folder."""
    rows = []
    for file in files:
        book = openpyxl.load_workbook(file, read_only=True)
        grid = list(book[sheet].iter_rows(values_only=True))
        book.close()
        at = next(place for place, line in enumerate(grid) if line[0] == first)
        rows += [dict(zip(grid[at], line, strict=True)) | {"来自": file.parent.name} for line in grid[at + 1 :]]
    return rows


def test_every_township_reads_its_own_with_what_to_do(faulty: SmallCounty, planted: list[Planted]) -> None:
    rows = rows_of(faulty.home.outbox(MONTH).glob("*/异常数据清单_*.xlsx"), "异常数据清单", "序号")
    told = {(row["来自"], row["规则编号"], row[of], row["处理建议"]) for row in rows for of in ("户编号", "村")}
    theirs = [
        fault for fault in planted if fault.rule not in BY_DEPARTMENTS and (fault.household_number or fault.village)
    ]
    missing = [
        fault
        for fault in theirs
        if (fault.township, fault.rule, fault.household_number or fault.village, GUIDANCE[fault.rule]) not in told
    ]
    assert len(theirs) > 300 and not missing


def test_every_department_reads_what_it_must_mend(faulty: SmallCounty, planted: list[Planted]) -> None:
    rows = rows_of(faulty.home.outbox(MONTH).glob("部门/*/数据问题反馈_*.xlsx"), "比对疑点", "数据出处")
    told = {(row["来自"], row["请怎样处理"], str(row["号码"])[-4:]) for row in rows}
    numbers = {row["person_key"]: str(row["id18"]) for row in faulty.ask("SELECT person_key, id18 FROM base.person")}
    feeds = usual_catalogue().by_code
    sender = {fault.rule: feeds[fault.sent[0].feed].department for fault in load_faults() if fault.sent}
    sender["M30"] = "民政局"  # the list of deaths stands; the aid after it is in doubt
    theirs = [fault for fault in planted if fault.rule in BY_DEPARTMENTS]
    wanted = {(sender[one.rule], GUIDANCE[one.rule], numbers[one.person_number][-4:]) for one in theirs}
    assert {one.rule for one in theirs} == BY_DEPARTMENTS and wanted <= told


def test_every_anomaly_carries_the_guidance_of_its_rule(faulty: SmallCounty) -> None:
    assert all(row["guidance"] == GUIDANCE[str(row["rule_code"])] and row["says"] for row in faulty.ask(LISTED))


def test_the_same_seed_plants_the_same_faults(tmp_path: Path) -> None:
    for home in ("one", "other"):
        write_county(tmp_path / home, persons=1_000, seed=5, month=MONTH)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert [
        file for file in files if (tmp_path / "one" / file).read_bytes() != (tmp_path / "other" / file).read_bytes()
    ] == []


def nothing_grave(county: SmallCounty) -> None:
    assert not [row for row in county.ask(JUDGED) if row["severity"] in ("高", "中")]


def test_a_sound_county_has_nothing_grave(tmp_path: Path) -> None:
    nothing_grave(sound(tmp_path, 1_000))


@pytest.mark.slow
def test_a_large_sound_county_has_nothing_grave(tmp_path: Path) -> None:
    nothing_grave(sound(tmp_path, 50_000))
