"""Faults planted in a synthetic base: every one of them is found, by its rule; and where none is planted, nothing grave is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from expectations.library import load_rules
from flows.demo import missed
from sources.synthetic import write_county
from sources.synthetic.faults.table import load_faults
from sources.synthetic.truth import read_faults
from tests.support import SmallCounty

MONTH = "2026-10"
LISTED = "SELECT rule_code, severity, township, household_id, person_key, guidance, says FROM draft.anomaly"
OF_MORE_THAN_THE_BASE = ("部门比对", "村级")
"""Categories of rules that no changed record of one household sets off: they want a department's row, or a whole village."""


def judged(home: Path, persons: int, base_faults: bool) -> SmallCounty:
    """A county whose base, and nothing else, was loaded and judged."""
    from tasks.base import load_base
    from tasks.judge import find_anomalies
    from tasks.match import begin, match

    county = SmallCounty(home)
    summary = write_county(home, persons=persons, seed=11, month=MONTH, base_faults=base_faults)
    load_base.fn(str(home), [str(county.home.base_inbox)], summary.base_as_of.isoformat())
    begin.fn(str(home), MONTH, "jimo")
    match.fn(str(home))
    assert find_anomalies.fn(str(home), MONTH)["crashed"] == 0
    return county


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    return judged(tmp_path_factory.mktemp("faulty"), 5_000, base_faults=True)


def test_every_rule_about_the_base_has_its_fault() -> None:
    judging = {rule.code for rule in load_rules() if rule.category not in OF_MORE_THAN_THE_BASE}
    assert {fault.rule for fault in load_faults()} == judging


def people_in_feeds(home: Path) -> set[str]:
    """Everybody whom a feed of either month is about."""
    months = (home / "truth").glob("2026-*.csv")
    return {line["person"] for path in months for line in csv.DictReader(path.open(encoding="utf-8"))}


def test_every_kind_of_fault_is_planted_where_no_feed_looks(faulty: SmallCounty) -> None:
    planted = read_faults(faulty.root)
    assert {(fault.rule, fault.kind) for fault in planted} == {(fault.rule, fault.kind) for fault in load_faults()}
    people = faulty.ask("SELECT household_id, person_name FROM base.person")
    in_feeds = people_in_feeds(faulty.root)
    touched = {row["household_id"] for row in people if row["person_name"] in in_feeds}
    assert in_feeds and not touched & {fault.household_number for fault in planted}


def test_every_planted_fault_is_found_by_its_rule_where_it_is(faulty: SmallCounty) -> None:
    listed = faulty.ask(LISTED)
    planted = read_faults(faulty.root)
    assert len(planted) >= len(load_faults())
    assert not missed(planted, listed)
    assert missed([fault for fault in planted if fault.rule == "A05"], []) != []


def test_every_anomaly_carries_the_guidance_of_its_rule(faulty: SmallCounty) -> None:
    guidance = {rule.code: rule.guidance for rule in load_rules()}
    listed = faulty.ask(LISTED)
    assert all(row["guidance"] == guidance[str(row["rule_code"])] and row["says"] for row in listed)


def test_the_same_seed_plants_the_same_faults(tmp_path: Path) -> None:
    for home in ("one", "other"):
        write_county(tmp_path / home, persons=1_000, seed=5, month=MONTH)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert [
        file for file in files if (tmp_path / "one" / file).read_bytes() != (tmp_path / "other" / file).read_bytes()
    ] == []


def nothing_grave(county: SmallCounty) -> None:
    assert not [row for row in county.ask(LISTED) if row["severity"] in ("高", "中")]


def test_a_sound_county_has_nothing_grave(tmp_path: Path) -> None:
    nothing_grave(judged(tmp_path, 1_000, base_faults=False))


@pytest.mark.slow
def test_a_large_sound_county_has_nothing_grave(tmp_path: Path) -> None:
    nothing_grave(judged(tmp_path, 50_000, base_faults=False))
