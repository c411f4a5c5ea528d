"""A table, said once: columns, types, grain, key, one sentence. From here come the DDL, the dictionary, the comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from warehouse.sentence import quoted
from warehouse.tables.columns import DICTIONARY, TableColumn


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
        return tuple(column.name for column in self.fields)


def fields(text: str) -> tuple[TableColumn, ...]:
    """Columns of the dictionary: names, several on a line; or `name: sentence`, where it means something narrower here."""
    return tuple(column for line in text.splitlines() for column in _listed(line))


def _listed(line: str) -> list[TableColumn]:
    name, is_narrower, sentence = line.partition(": ")
    if is_narrower:
        return [replace(DICTIONARY[name], sentence=sentence)]
    return [DICTIONARY[name] for name in line.split()]


def same(table: Table, names: str) -> tuple[TableColumn, ...]:
    """Columns with the sentences that they have in another table."""
    known = {column.name: column for column in table.fields}
    return tuple(known[name] for name in names.split())


def ddl(table: Table) -> str:
    """CREATE TABLE for a declared table."""
    columns = ", ".join(f"{column.name} {column.type}" for column in table.fields)
    return f"CREATE TABLE IF NOT EXISTS {table.full_name} ({columns})"


def comments(table: Table) -> list[str]:
    """COMMENT statements, so that the dictionary travels in the file."""
    whole = quoted(f"{table.sentence}（{table.grain}）")
    return [f"COMMENT ON TABLE {table.full_name} IS {whole}"] + [
        f"COMMENT ON COLUMN {table.full_name}.{column.name} IS {quoted(column.comment)}" for column in table.fields
    ]
