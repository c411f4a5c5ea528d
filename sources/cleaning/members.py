"""The further people of a household's row, identified like its subject."""

from __future__ import annotations

import polars as pl

from sources.cleaning.subject import spoken_name
from sources.identity import identify, name_key
from sources.schema import Schema, checked, texts
from sources.values.readers import tidy

MEMBERS: Schema = {
    "line": pl.Int64, "member": pl.Int64,
    **texts(("member_name", "name_key", "id_raw", "id_text", "id_state", "id18", "relation")),
}  # fmt: skip
"""Members, cleaned."""


def clean_members(members: pl.DataFrame) -> pl.DataFrame:
    """One row a member: `line` of the row that names them, `member` counting from 1, and whom they are, in `MEMBERS`."""
    if members.is_empty():  # a feed about persons has none
        return pl.DataFrame(schema=MEMBERS)
    named = members.with_columns(
        pl.col("member_number").alias("id_raw"),
        spoken_name(pl.col("member_name")).alias("member_name"),
        tidy(pl.col("relation")).alias("relation"),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("line").alias("member"),
    ).with_columns(name_key(pl.col("member_name")).alias("name_key"))
    whom = identify(named, "id_raw", pl.col("member_number__number")).select(*MEMBERS)
    return checked(whom, MEMBERS, "cleaned members")
