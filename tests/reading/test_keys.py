"""Long numbers by which something is known again: which cells hold one, and which do not."""

from __future__ import annotations

import polars as pl
import pytest

from sources.values.keys import has_lost_end, is_carried_by_several, is_no_key, trusted_key


def trusted(cells: list[str], is_number: bool = False) -> list[str | None]:
    return pl.DataFrame({"k": cells}).select(trusted_key(pl.col("k"), pl.lit(is_number)))["k"].to_list()


@pytest.mark.parametrize(
    "cell", ["3702822026100500011", "001", "17", "11", "YB-2026-07", " 370 282 2026 ", "100000", "2026100000000000", "10001000100010000"]
)  # fmt: skip
def test_a_number_is_a_key(cell: str) -> None:
    assert trusted([cell]) == ["".join(cell.split())]


@pytest.mark.parametrize(
    "cell",
    [
        "无",
        "/",
        "0",
        "0.0",
        "—",
        "--",
        "暂无",
        "不详",
        "000000",
        "999999",
        "ＡＡＡＡＡＡ",
        "手工",
        "见附件",
        "null",
        "\u200b无",
    ],
)
def test_a_word_for_nothing_is_none(cell: str) -> None:
    assert pl.DataFrame({"k": [cell]}).select(is_no_key(pl.col("k")))["k"].to_list() == [True]
    assert trusted([cell]) == [None]


@pytest.mark.parametrize(
    ("cell", "is_number"),
    [("3702822026100500000", True), ("3702822026100500480", True), ("1234567890123456", True), ("3.70282E+18", False), ("3.7E18", False), ("370282202610050000", False)],
)  # fmt: skip
def test_a_number_that_lost_its_end_is_none(cell: str, is_number: bool) -> None:
    assert trusted([cell], is_number) == [None]


def test_a_column_of_long_numbers_that_all_end_in_noughts_has_lost_their_ends() -> None:
    cut = [f"20261031000{order:04}0" for order in range(20)]
    assert trusted(cut) == [None] * 20
    assert trusted([*cut, "2026103100000013"]) == [*cut, "2026103100000013"]


@pytest.mark.parametrize("rows", [3, 20_000, 40_000])
def test_a_sheet_of_any_length_is_judged(rows: int) -> None:
    frame = pl.DataFrame(
        {
            "k": [str(10_000_000 + row) for row in range(rows)],
            "who": ["a", "b", None] * (rows // 3) + ["a"] * (rows % 3),
        }
    )
    key, who = pl.col("k"), pl.col("who")
    judged = frame.select(
        trusted_key(key, pl.lit(False)).alias("key"),
        has_lost_end(key, pl.lit(False)).alias("lost"),
        is_carried_by_several(key, who).alias("shared"),
    )
    assert judged["key"].null_count() == 0
    assert not judged["lost"].any()
    assert not judged["shared"].any()


def test_two_peoples_number_is_carried_by_several() -> None:
    frame = pl.DataFrame({"k": ["1", "1", "2", "2", "3", None, None], "who": ["a", "b", "a", "a", None, "a", "b"]})
    said = frame.select(is_carried_by_several(pl.col("k"), pl.col("who"))).to_series().to_list()
    assert said == [True, True, False, False, False, False, False]
