"""How a sheet names its columns: by what they are called in `reports.workbooks.headings` or in a form, each with its width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast, get_args

from reports.workbooks.headings import COLOURS, COUNTED, FORM_FIELDS, OWN
from reports.workbooks.layout import Kind, PrintedColumn
from sources.forms.form import Field
from warehouse.due import OBLIGATIONS

OF_PLACE = ("month", "place")
"""What the queries of a township or a department take."""


def printed(field: Field, width: float) -> PrintedColumn:
    """A form's field as a column of so much width."""
    return PrintedColumn(
        field.heading, field.name, width, field.kind, field.is_asked, field.choices, field.prompt, field.asked_where,
        field.needed_where, COLOURS.get(field.name, {}), is_open=field.is_open,
    )  # fmt: skip


def columns_of(fields: Iterable[Field], widths: Mapping[str, float]) -> tuple[PrintedColumn, ...]:
    """Fields of a form in their order, each as wide as `widths` says by its name."""
    return tuple(printed(field, widths[field.name]) for field in fields)


def wide(column: PrintedColumn, width: float) -> PrintedColumn:
    """The same column, on a sheet with more or less room."""
    return replace(column, width=width)


def columns(**widths: float) -> tuple[PrintedColumn, ...]:
    """The columns of these names, in this order, each so wide."""
    return tuple(wide(COLUMNS[name], width) for name, width in widths.items())


def _declared(line: str) -> tuple[str, PrintedColumn]:
    """A line of `OWN`: the column's name, and the column."""
    said, kind, heading = line.split()
    if kind not in (*get_args(Kind), "sum"):
        raise ValueError(f"{said}: {kind} is no kind of column")
    name, colon, field = said.partition(":")
    column = PrintedColumn(
        heading, field if colon else name, 0, "number" if kind == "sum" else cast(Kind, kind),
        fill_in=said.endswith(":"), colours=COLOURS.get(name, {}), summed=kind == "sum",
    )  # fmt: skip
    return name, column


COLUMNS: Mapping[str, PrintedColumn] = {
    **{name: printed(field, 0) for name, field in FORM_FIELDS.items()},
    **{f"{name}_by": PrintedColumn(f"{what}期限", f"{name}_by", 0, "date") for name, what in OBLIGATIONS.items()},
    **dict(_declared(f"{name} sum {word}") for name, word in COUNTED.items()),
    **dict(_declared(line) for line in OWN.splitlines() if line and not line.startswith("#")),
}
"""By name: every column that a sheet may show."""
