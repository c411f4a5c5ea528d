"""A synthetic county with planted truth: what becomes of every row of two months is what was planted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sources.synthetic import write_county
from tests.support import SmallCounty, county_at

MONTHS = ("2026-09", "2026-10")
ROWS = """
SELECT feed_row.department, feed_row.file_name, feed_row.sheet, feed_row.row_number, outcome.outcome,
    warning.township AS warned_in, suspected.township AS suspected_in
FROM warning.outcome AS outcome
INNER JOIN raw.feed_row AS feed_row ON feed_row.month = outcome.month AND feed_row.row_key = outcome.row_key
LEFT JOIN warning.warning AS warning ON warning.month = outcome.month AND warning.row_key = outcome.row_key
LEFT JOIN warning.suspected AS suspected ON suspected.month = outcome.month AND suspected.row_key = outcome.row_key
WHERE outcome.month = ?
"""
Place = tuple[str, str, str, int]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    from tasks.base import load_base

    county = SmallCounty(tmp_path_factory.mktemp("planted"))
    summary = write_county(county.root, persons=3000, seed=11, month=MONTHS[-1])
    load_base.fn(county_at(county.root), [str(county.home.base_inbox)], summary.base_as_of.isoformat())
    for month in MONTHS:
        county.run(month)
    return county


def planted(root: Path, month: str) -> dict[Place, str]:
    """Where each row must lead: warned or suspected in a township, or nowhere."""
    with (root / "truth" / f"{month}.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return {(row["department"], row["file"], row["sheet"], int(row["row"])): _must(row) for row in rows}


def _must(row: dict[str, str]) -> str:
    if row["qualifies"] != "1" or row["sent_before"] == "1" or row["matches"] == "unmatched":
        return "nowhere"
    return f"{'suspected' if row['matches'] == 'suspected' else 'warned'} {row['township']}"


def _became(row: dict[str, object]) -> str:
    if row["warned_in"]:
        return f"warned {row['warned_in']}"
    return f"suspected {row['suspected_in']}" if row["suspected_in"] else "nowhere"


@pytest.mark.parametrize("month", MONTHS)
def test_every_row_becomes_what_was_planted(county: SmallCounty, month: str) -> None:
    found = {
        (str(r["department"]), str(r["file_name"]), str(r["sheet"]), int(str(r["row_number"]))): r
        for r in county.ask(ROWS, month)
    }
    wanted = planted(county.root, month)
    assert len(wanted) > 150
    wrong = [
        place for place, must in wanted.items() if _became(found[place]) != must and found[place]["outcome"] != "merged"
    ]
    assert not wrong
