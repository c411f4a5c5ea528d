"""ID numbers: the vectorised form against python-stdnum, and each repair and each damage by example."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from sources.identity import check_digit, identify, is_valid_id18, mask, mask_name, name_key, upgrade_15

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31))
PREFIXES = st.sampled_from(["370282", "372822", "231084", "110101", "450107"])
SERIALS = st.integers(0, 999).map(lambda number: f"{number:03d}")


def number(prefix: str, born: dt.date, serial: str) -> str:
    first17 = f"{prefix}{born:%Y%m%d}{serial}"
    digit = ric.calc_check_digit(first17 + "0")
    return first17 + digit


NUMBERS = st.builds(number, PREFIXES, DATES, SERIALS)


MANY = st.lists(NUMBERS, min_size=1, max_size=60)


def told_all(raw: list[str], is_number_cell: bool = False) -> list[tuple[str, str | None]]:
    frame = identify(pl.DataFrame({"raw": raw}), "raw", pl.lit(is_number_cell))
    return list(frame.select("id_state", "id18").iter_rows())


def told(raw: str, is_number_cell: bool = False) -> tuple[str, str | None]:
    return told_all([raw], is_number_cell)[0]


def valid(numbers: list[str]) -> list[bool]:
    return pl.DataFrame({"n": numbers}).select(is_valid_id18(pl.col("n")))["n"].to_list()


@settings(max_examples=20, deadline=None)
@given(MANY)
def test_check_digit_agrees_with_the_oracle(right: list[str]) -> None:
    frame = pl.DataFrame({"n": right}).select(check_digit(pl.col("n").str.slice(0, 17)).alias("d"))
    assert frame["d"].to_list() == [one[17] for one in right]
    assert valid(right) == [True] * len(right)


@settings(max_examples=20, deadline=None)
@given(MANY, st.integers(0, 17), st.integers(0, 9))
def test_one_wrong_digit_is_never_valid(right: list[str], place: int, digit: int) -> None:
    wrong = [one[:place] + str(digit) + one[place + 1 :] for one in right]
    assert valid(wrong) == [bad == good for bad, good in zip(wrong, right, strict=True)]


@settings(max_examples=20, deadline=None)
@given(MANY, st.integers(0, 16))
def test_two_neighbours_swapped_are_never_valid(right: list[str], place: int) -> None:
    wrong = [one[:place] + one[place + 1] + one[place] + one[place + 2 :] for one in right]
    assert valid(wrong) == [bad == good for bad, good in zip(wrong, right, strict=True)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.builds(number, PREFIXES, st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)), SERIALS), min_size=1))
def test_fifteen_digits_come_back_to_the_same_eighteen(right: list[str]) -> None:
    old = [one[:6] + one[8:17] for one in right]
    assert told_all(old) == [("from_15", one) for one in right]
    assert pl.DataFrame({"n": old}).select(upgrade_15(pl.col("n")))["n"].to_list() == right


@settings(max_examples=20, deadline=None)
@given(MANY, st.sampled_from("1234567"), st.sampled_from("1234"), st.sampled_from(["", "B1", "01"]))
def test_a_certificate_gives_its_first_eighteen(right: list[str], kind: str, grade: str, renewal: str) -> None:
    cards = [one + kind + grade + renewal for one in right]
    assert told_all(cards) == [("from_certificate", one) for one in right]


@settings(max_examples=20, deadline=None)
@given(MANY)
def test_normalising_twice_changes_nothing(right: list[str]) -> None:
    once = told_all(right)
    assert told_all([str(found) for _, found in once]) == once


RIGHT = number("370282", dt.date(1982, 10, 31), "766")
DIGITS = "370282196412175955"
"""A fraction cannot print these digits: a number cell that shows them has kept them all."""


@pytest.mark.parametrize(
    "raw",
    [
        f" {RIGHT} ", RIGHT.lower(), f"'{RIGHT}", f'="{RIGHT}"', f"G{RIGHT}", f"{RIGHT}\t", f"\u00a0{RIGHT}\u200b",
        f"{RIGHT[:6]} {RIGHT[6:14]} {RIGHT[14:]}", f"{RIGHT}（残）", f"{RIGHT[:6]}-{RIGHT[6:14]}-{RIGHT[14:]}",
        RIGHT.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")), RIGHT.replace("0", "O", 1),
    ],
)  # fmt: skip
def test_what_can_be_repaired_is_repaired(raw: str) -> None:
    assert told(raw) == ("valid", RIGHT)


@pytest.mark.parametrize(
    ("raw", "is_number_cell", "state"),
    [
        ("", False, "blank"), ("无", False, "blank"), ("/", False, "blank"), ("不详", False, "blank"),
        ("3.70282E+17", False, "lost_digits"), (RIGHT[:15] + "000", True, "lost_digits"), (f"{float(DIGITS):.0f}", True, "lost_digits"),
        (RIGHT[:15] + "000", False, "broken"), (RIGHT[:17], False, "broken"), (RIGHT + "1", False, "broken"),
        ("370282198213317661", False, "broken"), (RIGHT + "89", False, "broken"), ("联系电话13800000000", False, "broken"),
    ],
)  # fmt: skip
def test_what_cannot_be_repaired_is_said(raw: str, is_number_cell: bool, state: str) -> None:
    assert told(raw, is_number_cell) == (state, None)


@settings(max_examples=20, deadline=None)
@given(MANY)
def test_a_number_cell_that_a_fraction_printed_is_never_trusted(right: list[str]) -> None:
    whole = [one for one in right if one[17] != "X"] or [DIGITS]
    exact, shortest = [f"{float(one):.0f}" for one in whole], [str(int(Decimal(repr(float(one))))) for one in whole]
    cut = [one[:15] + "000" for one in whole]
    assert {state for state, _ in told_all([*exact, *shortest, *cut], True)} == {"lost_digits"}


def test_a_number_cell_whose_file_holds_all_digits_has_lost_nothing() -> None:
    assert told(DIGITS, True) == ("valid", DIGITS)
    assert told("370282196412175954", True)[0] == "broken"


@pytest.mark.parametrize(
    "sign", list("\u00ad\u180e\u200b\u202a\u202e\u2060\u2066\u206f\ufe00\ufe0f\ufeff\U000e0100\U000e01ef")
)
def test_signs_that_nobody_sees_change_neither_number_nor_name(sign: str) -> None:
    assert told(f"{sign}{RIGHT[:9]}{sign}{RIGHT[9:]}{sign}") == ("valid", RIGHT)
    spoken = pl.DataFrame({"n": [f"{sign}买{sign}买提·艾力{sign}"]})
    assert spoken.select(name_key(pl.col("n")))["n"].to_list() == ["买买提艾力"]


@pytest.mark.parametrize("raw", ["9" * 18, "1" * 18, "000000", "99999", "０００００００"])
def test_one_sign_over_and_over_is_nobodys_number(raw: str) -> None:
    assert told(raw) == ("blank", None)


@pytest.mark.parametrize(
    "raw", ["E12345678", "ea1234567", "H12345678", "U370123456", "军字第1234567号", "CHN110000000000"]
)
def test_other_documents_are_whole_and_no_id_number(raw: str) -> None:
    assert told(raw) == ("document", None)


def test_masks_leave_nobody_to_be_found() -> None:
    frame = pl.DataFrame({"n": [RIGHT, RIGHT[:6], ""], "name": ["欧阳某某", "张", ""]})
    masked = frame.select(mask(pl.col("n")), mask_name(pl.col("name")))
    assert masked.rows() == [(f"370282********{RIGHT[-4:]}", "欧**"), ("37****", "张**"), ("", "")]


@pytest.mark.parametrize(
    "spoken", ["买买提·艾力", "买买提•艾力", "买买提．艾力", "买买提 艾力", "买买提艾力（残）", "买买提艾力123"]
)
def test_one_name_in_many_spellings_has_one_key(spoken: str) -> None:
    assert pl.DataFrame({"n": [spoken]}).select(name_key(pl.col("n")))["n"][0] == "买买提艾力"
