"""The sheets of a returned 预警信息清单, read as any sheet is, and taken apart into the cells that were filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import polars as pl

from sources.forms.catalogue import FORMS
from sources.forms.form import Form, item
from sources.forms.ledger import LEDGER, beside
from sources.reading.headers.header import Header
from sources.reading.headers.headings import free_places
from sources.reading.headers.plain import plain
from sources.reading.rows.rows import SheetRows
from sources.returned.items import read_items, with_missing
from sources.returned.seal import fitting
from sources.schema import Schema, checked, texts
from sources.values.text import bare, is_blank

CELLS: Schema = {
    **texts(("number", "item", "written", "value", "trouble", "head_id", "subject_id")),
    "row_number": pl.Int64, "is_sealed": pl.Boolean, "is_ours": pl.Boolean,
}  # fmt: skip
"""The cells of a returned sheet that were filled in, one for each number of its row."""
WHOSE = ("number", "seal", "head_id", "subject_id", "says")
"""What a row may have to tell whose it is."""


def forms_with(asked: Sequence[str], unknown: Mapping[str, Sequence[str]]) -> tuple[Form, ...]:
    """The forms, with what else a policy's ledger asks, and with the columns that are none of ours, by feed.

    Both are read by their heading: what is asked is kept word for word, an unknown column's cells are refused by name.
    """
    return tuple(
        _form_with(form.code, tuple(asked) if form is LEDGER else (), tuple(unknown.get(form.code, ())))
        for form in FORMS
    )


@lru_cache(64)
def _form_with(code: str, asked: tuple[str, ...], unknown: tuple[str, ...]) -> Form:
    """Kept: what is known of a form's headings is known as long as it is the same form."""
    form = next(form for form in FORMS if form.code == code)
    return form.with_items((*beside(asked), *(item(one, (one,), "unknown", one) for one in unknown)))


def unknown_columns(header: Header, shown: Iterable[str]) -> tuple[str, ...]:
    """Headings of a returned sheet that we neither print nor read: somebody renamed a column, or added one."""
    own = {plain(heading) for column in header.feed.columns for heading in column.headings}
    known = own | {plain(heading) for heading in (*shown, *ADDED)}
    free = free_places(header.headings, header.places)
    found = (plain(header.headings[place]) for place in free)
    return tuple(dict.fromkeys(heading for heading in found if heading and heading not in known))


ADDED = ("序号",)
"""What people add to a sheet that answers nothing."""


def read_cells(rows: SheetRows, form: Form, key: bytes, list_month: str) -> pl.DataFrame:
    """A row for each filled cell and number, in `CELLS`. A household's row (办理过程, 入户清单) names all its numbers, joined by 、, and holds for each.
    list_month: of which month's list the sheet is."""
    items = [item.name for item in form.items]
    frame = with_missing(rows.rows, (*WHOSE, *items)).filter(~pl.all_horizontal(is_blank(pl.col(items))))
    if frame.is_empty():  # most sheets of a workbook come back as they went out
        return pl.DataFrame(schema=CELLS)
    whose = frame.select(
        pl.col("row").cast(pl.Int64).alias("row_number"),
        bare(pl.col("number")).str.replace_all("[,;]+", "、").alias("number"),
        bare(pl.col("seal")).alias("seal"),
        *(_number_of(frame, name) for name in ("head_id", "subject_id")),
        pl.col("says"),
    )
    sealed = whose.with_columns(_is_sealed(whose, key, is_whole=set(form.spare) <= set(rows.rows.columns)))
    told = pl.concat([sealed.drop("seal", "says"), frame.select(items)], how="horizontal")
    cells = told.unpivot(
        items,
        index=("row_number", "number", "head_id", "subject_id", "is_sealed"),
        variable_name="item",
        value_name="cell",
    )
    read = read_items(cells.filter(~is_blank(pl.col("cell"))), form.items, list_month).drop("cell")
    unknown = [item.name for item in form.items if item.reading == "unknown"]
    numbers = pl.col("number").str.split("、").list.unique(maintain_order=True)
    each = read.with_columns(numbers, (~pl.col("item").is_in(unknown)).alias("is_ours")).explode("number")
    return checked(each, CELLS, "returned cells")


def _number_of(rows: pl.DataFrame, name: str) -> pl.Expr:
    """A certificate number. Of one that became a number in Excel the first fifteen digits are true at most: as 3.70282E+17."""
    text = bare(pl.col(name))
    if f"{name}__number" not in rows.columns:
        return text.alias(name)
    is_cut = pl.col(f"{name}__number") & (text.str.len_chars() == 18)
    short = pl.concat_str(text.str.slice(0, 1), pl.lit("."), text.str.slice(1, 5), pl.lit("E+17"))
    return pl.when(is_cut).then(short).otherwise(text).alias(name)


def _is_sealed(whose: pl.DataFrame, key: bytes, *, is_whole: bool = True) -> pl.Series:
    """Does the check code fit the row's own numbers and words? Null where it has none, and where it does not fit and cannot be
    checked: not is_whole, a column that it is made of was cut away."""
    unknown = (pl.col("seal") == "") | (~pl.col("fits") & pl.lit(not is_whole))
    judged = whose.with_columns(fitting(whose, key).alias("fits"))
    return judged.select(pl.when(~unknown).then(pl.col("fits")).alias("is_sealed"))["is_sealed"]
