"""The rows of a load, as its exports were staged: Parquet to select from, and what each row is numbered by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warehouse import tables
from warehouse.engine import Engine, as_names

PROVENANCE = ("file_name", "sheet", "row_number", "as_of")
"""Where a person's row was found last: what a load may change without anything having become of the person."""
OF_LOAD = ("person_key", *PROVENANCE, "since_load", "valid_from")
CONTENT = tuple(name for name in tables.PERSON.columns if name not in OF_LOAD)
"""What the base says of a person. Where a load says the same, nothing has changed."""
STAGED = """
SELECT filename AS staged, ROW_NUMBER() OVER (ORDER BY MIN(file_name), MIN(sheet), filename) AS ordinal
FROM {} GROUP BY filename
"""
LINES_OF_A_FILE = 1_000_000_000
LINE = f"staged.ordinal * {LINES_OF_A_FILE} + exported.file_row_number"
"""A row's number among all rows of a load, by file, sheet and row: the same in whatever order the files come, and made without sorting."""


class LoadRows:
    """The Parquet of a load, as a table to select from: `FROM {exports.rows}` takes `exports.names` for its `?`."""

    table = "read_parquet(?, union_by_name = TRUE, filename = TRUE, file_row_number = TRUE)"
    rows = f"{table} AS exported INNER JOIN draft.staged AS staged ON staged.staged = exported.filename"

    def __init__(self, engine: Engine, files: Sequence[Path]) -> None:
        self.names = [as_names(files)]
        self.there = {row["name"] for row in engine.rows("SELECT DISTINCT name FROM parquet_schema(?)", self.names)}

    def column(self, name: str) -> str:
        """A column of `tables.EXPORTED`, blank where no file has it."""
        return f"exported.{name}" if name in self.there else f"CAST(NULL AS {tables.DICTIONARY[name].type})"

    def rows_of(self, loaded: str) -> str:
        """Those rows that a table of `draft.loaded`'s shape names. File and row number are compared each for itself: a number made of both
        is compared late, and 200,000 people then meet each other's rows file by file."""
        return (
            f"{self.table} AS exported INNER JOIN {loaded} AS loaded "
            "ON loaded.staged = exported.filename AND loaded.staged_row = exported.file_row_number"
        )

    def content(self) -> dict[str, str]:
        """Each column of a person's content -> where it is taken from: household and township as they were told apart."""
        return {name: self.column(name) for name in CONTENT} | {
            name: f"loaded.{name}" for name in ("household_id", "township")
        }
