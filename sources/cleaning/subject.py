"""Whom a row is about: the name and the number that belong together."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sources.cleaning.values import tidy
from sources.identity import SOUND_STATES, identify, name_key
from sources.reading.headings import subject_numbers
from sources.reading.sheet import SheetRows

SUBJECT_COLUMNS = ("subject_name", "name_key", "id_raw", "id_text", "id_state", "id18")


def with_subject(sheet: SheetRows) -> pl.DataFrame:
    """Add `SUBJECT_COLUMNS`: of the feed's number columns the first that is sound, else the first that is filled.

    So a household whose head's number is damaged is still placed by a sound number of the same row.
    """
    feed, places, frame = sheet.header.feed, sheet.header.places, sheet.rows
    parts = [_candidate(frame, name, _name_column(name, places)) for name in subject_numbers(feed, places)]
    preference = (
        pl.when(pl.col("id_state").is_in(SOUND_STATES)).then(0).when(pl.col("id_state") != "blank").then(1).otherwise(2)
    )
    best = (
        pl.concat(parts)
        .sort("row", preference, maintain_order=True)
        .unique("row", keep="first", maintain_order=True)
        .select("row", *SUBJECT_COLUMNS)
    )
    return frame.join(best, on="row", how="left", maintain_order="left")


def _candidate(frame: pl.DataFrame, number: str, name: str | None) -> pl.DataFrame:
    spoken = pl.col(name) if name else pl.lit("")
    part = frame.with_columns(
        pl.col(number).alias("id_raw"), tidy(spoken).alias("subject_name"), name_key(spoken).alias("name_key")
    )
    return identify(part, "id_raw", pl.col(f"{number}__number")).select("row", *SUBJECT_COLUMNS)


def _name_column(number: str, places: Mapping[str, int]) -> str | None:
    """The name that goes with a number: 户主 with 户主身份证号, 姓名 with 身份证号; else the only name there is."""
    order = ("head_name", "person_name") if number == "head_id_number" else ("person_name", "head_name")
    return next((name for name in order if name in places), None)
