"""A sheet's length changes nothing but the time: Polars computes long columns in pieces, short ones whole."""

from __future__ import annotations

import polars as pl
import pytest

from bench.rows import cleaned, sheet_of
from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import usual_catalogue
from sources.cleaning.household import clean_household_sheet
from sources.contract import Feed
from sources.reading.rows.rows import take_rows
from sources.reading.sheet import recognise
from tests.conftest import LiteralPredicate

COUNTS = [3, 20_000, pytest.param(300_000, marks=pytest.mark.slow)]


@pytest.mark.parametrize("rows", COUNTS)
@pytest.mark.parametrize("feed", usual_catalogue().feeds, ids=[feed.code for feed in usual_catalogue().feeds])
def test_every_feed_is_cleaned_at_any_length(feed: Feed, rows: int) -> None:
    done = cleaned(feed, sheet_of(feed, rows))
    assert done.rows.height == rows and done.rows["status"].is_in(["kept", "rejected"]).all()
    assert done.problems.is_empty() or int(done.problems["row"].max()) <= rows + 1  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", COUNTS)
def test_the_base_is_cleaned_at_any_length(rows: int) -> None:
    table = sheet_of(HOUSEHOLD_BASE, rows)
    header = recognise(table, [HOUSEHOLD_BASE], "户库", usual_catalogue())
    assert header is not None
    assert clean_household_sheet(take_rows(table, header), "户库.csv", "").height == rows


def test_the_guard_finds_a_predicate_of_literals_alone() -> None:
    frame = pl.DataFrame({"a": [1]})
    with pytest.raises(LiteralPredicate):
        frame.filter(~pl.lit(True).fill_null(True))
    with pytest.raises(LiteralPredicate):
        frame.filter("a", pl.lit(None, dtype=pl.Boolean).is_null())
    assert frame.filter(pl.col("a") == 1, pl.len() > 0).height == 1
