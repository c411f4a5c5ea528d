"""Which cells of a column of kind `key` hold a number by which a matter, a household or a person can be known again.

A key that is not unique is no key. A number that Excel has cut, a word for nothing, one sign over and over, and a number that
several people carry are worse than a blank cell: what belongs apart becomes one.
"""

from __future__ import annotations

import polars as pl

from sources.identity import is_cut, is_stand_in
from sources.values.text import bare, is_blank

KEPT = 15
"""Excel keeps so many digits; of a longer number the rest are noughts."""
SO_MANY = 10
"""So many numbers of which all end alike are no chance."""
CERTAIN_NOUGHTS = 3
"""A single number that ends in so many noughts behind the digits that Excel keeps has lost its end."""


def read_key(raw: pl.Expr) -> pl.Expr:
    """The number as text; null where the cell is empty."""
    text = bare(raw).str.replace(r"\.0+$", "")
    return pl.when(text != "").then(text)


def is_no_key(raw: pl.Expr) -> pl.Expr:
    """True where something stands in the cell that is no number of anything: 无, /, —, 0, 手工, 999999. Never null."""
    text = bare(raw).str.replace(r"\.0+$", "")
    has_no_digit = ~text.str.contains("[0-9]")
    nothing = is_blank(raw) | has_no_digit | text.str.contains("^0+$") | is_stand_in(text)
    return (nothing & (text != "")).fill_null(False)


def has_lost_end(raw: pl.Expr, is_number: pl.Expr) -> pl.Expr:
    """True where the end of a long number is gone: a number cell that Excel has cut, 3.70282E+18, noughts at the end. Never null.

    A number of 16 or 17 digits may well end in a nought or two; so it is told from the whole column. is_number: true where the
    cell held a number.
    """
    text = bare(raw)
    cut = is_number & is_cut(text)
    scientific = text.str.contains(r"^[0-9](?:\.[0-9]+)?E\+?[0-9]+$")
    return (cut | scientific | _ends_in_noughts(text)).fill_null(False)


def _ends_in_noughts(text: pl.Expr) -> pl.Expr:
    is_long = text.str.contains(rf"^[0-9]{{{KEPT + 1},}}$")
    nought = is_long & text.str.slice(KEPT).str.contains("^0+$")
    by_itself = text.str.len_chars() >= KEPT + CERTAIN_NOUGHTS
    all_alike = (nought.sum() == is_long.sum()) & (text.filter(nought).n_unique() >= SO_MANY)
    return nought & (by_itself | all_alike)


def trusted_key(raw: pl.Expr, is_number: pl.Expr) -> pl.Expr:
    """The number as text; null where the cell is empty, or holds what no matter can be known by."""
    return pl.when(~is_no_key(raw) & ~has_lost_end(raw, is_number)).then(read_key(raw))


def is_carried_by_several(key: pl.Expr, who: pl.Expr) -> pl.Expr:
    """True where two people of the sheet carry the number, so that it tells nothing apart. who: null counts for nobody. Never null."""
    people = pl.when(key.is_not_null()).then(who)
    return (people.drop_nulls().n_unique().over(key) > 1) & key.is_not_null()
