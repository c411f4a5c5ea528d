"""Pull the month's files, keep them as received, and register what each one is."""

from __future__ import annotations

import shutil
from pathlib import Path

from sources.landing import Arrival, pull
from sources.reading.intake import Intake, take_in
from tasks.home import Home
from tasks.retry import step
from warehouse.engine import Engine
from warehouse.months import replace_arrivals


@step("collect")
def collect(home: str, month: str) -> dict[str, int]:
    """Land and recognise the files of a month; counts by state."""
    place = Home(Path(home))
    arrivals = pull([place.inbox(month)], place.landing)
    grids = place.staged(month) / "grids"
    shutil.rmtree(grids, ignore_errors=True)
    first = [arrival for arrival in arrivals if not is_duplicate(arrival)]
    rows = register(arrivals, take_in(first, grids), month, place.landing)
    with Engine(place.warehouse) as engine:
        replace_arrivals(engine, month, rows)
    states = [row["state"] for row in rows]
    return {state: states.count(state) for state in ("read", "refused", "duplicate")}


def is_duplicate(arrival: Arrival) -> bool:
    """True for a file whose very bytes came earlier in the month."""
    return "-" in arrival.file_id


def register(arrivals: list[Arrival], intakes: list[Intake], month: str, landing: Path) -> list[dict[str, object]]:
    """A row of `ops.feed_file` for each file."""
    by_content = {intake.arrival.sha256: intake for intake in intakes}
    return [_row(arrival, by_content[arrival.sha256], month, landing) for arrival in arrivals]


def _row(arrival: Arrival, intake: Intake, month: str, landing: Path) -> dict[str, object]:
    row: dict[str, object] = {
        "month": month, "file_id": arrival.file_id, "department": arrival.department, "file_name": arrival.name,
        "sha256": arrival.sha256, "bytes": arrival.bytes, "file_order": arrival.order, "same_as": None,
        "landed": arrival.landed.relative_to(landing).as_posix(), "state": "read",
        "feeds": "；".join(dict.fromkeys(sheet.header.feed.label for sheet in intake.sheets)),
        "rows_in": sum(sheet.rows.rows.height for sheet in intake.sheets),
        "set_apart": sum(sheet.rows.set_apart for sheet in intake.sheets),
        "note": "；".join(remark.text for remark in intake.remarks),
        "todo": "".join(dict.fromkeys(remark.do for remark in intake.remarks)),
    }  # fmt: skip
    if intake.refused is not None:
        row |= {"state": "refused", "note": intake.refused.what, "todo": intake.refused.do, "rows_in": 0}
    elif is_duplicate(arrival):
        note = f"与“{intake.arrival.name}”完全相同，未重复采用"
        row |= {"state": "duplicate", "same_as": intake.arrival.file_id, "note": note, "todo": ""}
    return row
