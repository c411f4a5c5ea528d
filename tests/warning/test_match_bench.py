"""The promise of suspected matches, on a small county: nearly all are found, nearly all are right, none is warned by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import matching


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> matching.Report:
    return matching.measure(tmp_path_factory.mktemp("bench"), persons=1500, seed=5)


def test_enough_numbers_are_damaged_to_tell(report: matching.Report) -> None:
    assert report.total("damaged") > 150
    assert report.total("findable") > 0.8 * report.total("damaged")


def test_damaged_numbers_with_a_name_and_a_unique_person_are_suggested(report: matching.Report) -> None:
    assert report.recall >= matching.RECALL, [row.kind for row in report.misses]


def test_what_is_suggested_is_right(report: matching.Report) -> None:
    assert report.precision >= matching.PRECISION, [row.kind for row in report.errors]


def test_no_damaged_number_is_warned_by_itself(report: matching.Report) -> None:
    assert report.total("warned") == 0


def test_every_sound_number_is_warned(report: matching.Report) -> None:
    assert report.unwarned == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_promise_holds_in_a_county(tmp_path: Path, seed: int) -> None:
    report = matching.measure(tmp_path, persons=20_000, seed=seed)
    assert report.holds, (report.recall, report.precision, report.total("warned"))
