"""What a frame must be where it passes from one module to another: the names of its columns, and the type of each.

A schema stands beside what makes the frame, which hands on nothing unchecked. Names and types are looked at, never a value: it takes
less than a millisecond, and nobody's data can get into the message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

Schema = Mapping[str, type[pl.DataType]]
"""Column -> type. The order of columns means nothing: frames are read by name."""


class WrongFrame(TypeError):
    """A frame that is not what its readers were promised: a slip in our own program, whatever the data are."""


def texts(names: Iterable[str]) -> dict[str, type[pl.DataType]]:
    """So many columns of text."""
    return dict.fromkeys(names, pl.String)


def checked(frame: pl.DataFrame, schema: Schema, what: str) -> pl.DataFrame:
    """The frame, as it is. Raises WrongFrame where a column is missing, is one too many, or is of another type.

    what: whose frame it is, for whoever mends the program.
    """
    there = frame.schema
    wrong = [
        *(f"{name} is missing" for name in schema if name not in there),
        *(f"{name} is not declared" for name in there if name not in schema),
        *(f"{name} is {kind} and not {schema[name]}" for name, kind in there.items() if kind != schema.get(name, kind)),
    ]
    if wrong:
        raise WrongFrame(f"{what}: {'; '.join(wrong)}")
    return frame
