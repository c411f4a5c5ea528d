"""Short ways of reading come to what the long ones come to: a column text by text, numbers of eighteen characters by themselves."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import identity
from sources.base.household_base import HOUSEHOLD_BASE
from sources.contract import Column
from sources.identity import identify
from sources.values.columns import AS_PRINTED, read_column
from sources.values.readers import read_value
from tests.support import id_number

KINDS = {column.kind: column for column in HOUSEHOLD_BASE.columns}
WRITTEN = st.one_of(
    st.from_regex(r"-?[0-9]{1,7}(\.[0-9]{1,3})?", fullmatch=True),
    st.from_regex(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.sampled_from(["", " ", "是", "否", "无", "/", "3.2万元", "2026年10月", "一级", "#N/A", "99999.99", "100000", "0.005", "１２"]),
    st.text("0123456789.-年月日元 是否", max_size=10),
)  # fmt: skip


@pytest.mark.parametrize("column", KINDS.values(), ids=list(KINDS))
def test_a_column_is_read_as_each_of_its_cells(column: Column) -> None:
    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.one_of(st.none(), WRITTEN), min_size=1, max_size=30), st.integers(1, 4))
    def holds(texts: list[str | None], times: int) -> None:
        cells = pl.Series("cells", texts * times, dtype=pl.String)
        read = read_column(cells, column)
        expected = cells.to_frame().select(read_value(pl.col("cells"), column)).to_series()
        assert read.values.to_list() == expected.to_list() and read.values.dtype == expected.dtype
        assert set(read.nothing_in) == set(cells.filter(expected.is_null()))

    holds()


def test_the_short_ways_are_those_that_exports_take() -> None:
    """Else nothing of the above would speak of them."""
    yuan, day = (AS_PRINTED[kind][0] for kind in ("yuan", "date"))
    said = pl.Series(["12345.67", "0", "123456", "1.005", "1,234"])
    assert said.str.contains(yuan).to_list() == [True, True, False, False, False]
    assert pl.Series(["2026-10-09", "2026-1-9", "202610"]).str.contains(day).to_list() == [True, False, False]


NUMBER = st.one_of(
    st.integers(0, 400).map(id_number),
    st.from_regex(r"[0-9]{17}[0-9Xx]([1-7][1-4])?", fullmatch=True),
    st.integers(0, 400).map(lambda order: id_number(order) + "43"),
    st.text("0123456789Xx E+.'ＯO", max_size=22),
    st.sampled_from(["", "无", "#N/A", "3.70282E+17", "370282800101101", "E12345678", "9" * 18, "370282198001011000"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), NUMBER), st.booleans()), min_size=1, max_size=30))
def test_a_number_is_the_same_by_whatever_way_it_is_known(numbers: list[tuple[str | None, bool]]) -> None:
    frame = pl.DataFrame(numbers, schema={"raw": pl.String, "is_number": pl.Boolean}, orient="row")
    found = identify(frame, "raw", pl.col("is_number")).select("id_text", "id_state", "id18")
    raw = pl.col("raw")
    meant = pl.when(~identity.is_error(raw)).then(identity.normalise_id(raw)).otherwise(pl.lit(""))
    whole = identity._of_any(frame.with_row_index("place"), meant)
    assert found.equals(whole.select("id_text", "id_state", "id18")), frame
