"""A table, said once: columns, types, grain, key, one sentence. From here come the DDL, the dictionary, the comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from warehouse.sentence import quoted

SQL_TYPE = {
    "yuan": "DOUBLE",
    "number": "DOUBLE",
    "count": "BIGINT",
    "date": "DATE",
    "yes_no": "BOOLEAN",
    "grade": "INTEGER",
}


@dataclass(frozen=True)
class TableColumn:
    """A column of a table. sentence: what it means, with its unit, for the data dictionary."""

    name: str
    type: str
    sentence: str


@dataclass(frozen=True)
class Table:
    """schema.name; grain: what one row is; key: the columns that tell rows apart.

    renamed: what a column was called by an earlier version -> what it is called now, so that a home of then keeps its values.
    """

    schema: str
    name: str
    kind: Literal["kept", "work"]
    sentence: str
    grain: str
    key: tuple[str, ...]
    fields: tuple[TableColumn, ...]
    renamed: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def fields(text: str) -> tuple[TableColumn, ...]:
    """`name TYPE sentence`, one a line."""
    return tuple(TableColumn(*line.split(maxsplit=2)) for line in text.splitlines() if line.strip())


def ddl(table: Table) -> str:
    """CREATE TABLE for a declared table."""
    columns = ", ".join(f"{field.name} {field.type}" for field in table.fields)
    return f"CREATE TABLE IF NOT EXISTS {table.full_name} ({columns})"


def comments(table: Table) -> list[str]:
    """COMMENT statements, so that the dictionary travels in the file."""
    whole = quoted(f"{table.sentence}（{table.grain}）")
    return [f"COMMENT ON TABLE {table.full_name} IS {whole}"] + [
        f"COMMENT ON COLUMN {table.full_name}.{field.name} IS {quoted(field.sentence)}" for field in table.fields
    ]
