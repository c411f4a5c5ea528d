"""Pull the month's files, keep them as received, and register what each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sources.catalogue import routed_codes
from sources.reading.asked import ask
from sources.reading.intake import Intake, RecognisedSheet
from sources.reading.kept import key_of, sweep, take_in_once
from sources.reading.rows.tally import new_rows
from sources.reading.taken import taken_headings
from sources.secrets import values_of
from sources.transports.landing import Arrival, pull
from sources.transports.store import AT_ONCE, Patience
from tasks.county import County
from tasks.reach import astray, reach_all, unsettled
from tasks.step import step
from warehouse.months import conditions, replace_arrivals

Row = dict[str, object]
STATES = ("read", "refused", "duplicate", "unreachable")


@step("collect")
def collect(
    county: County,
    month: str,
    pulls: Sequence[dict[str, Any]] = (),
    file_passwords: Sequence[str] = (),
    patience: Patience = AT_ONCE,
) -> dict[str, int]:
    """Fetch, land and recognise the files of a month, and draft its arrival board; counts by state.

    pulls: where files come from besides the inbox (`Pull` as plain data); file_passwords: names of environment
    variables. A source that cannot be reached is registered, and stops nothing else.
    """
    home, catalogue = county.home, county.catalogue
    inboxes = home.inboxes(month)
    troubles = [
        *reach_all(pulls, home, month, patience, catalogue),
        *(row for inbox in inboxes for row in unsettled(inbox, month, patience, catalogue)),
        *(astray(one, month) for one in home.astray()),
    ]
    passwords = values_of(file_passwords)
    sources = [*inboxes, *sorted(home.pulled(month).glob("*"))]
    arrivals = pull(sources, home.landing, catalogue, passwords=passwords, patience=patience)
    first = [arrival for arrival in arrivals if not is_duplicate(arrival)]
    taken = home.taken_in(month)
    sweep(taken, {key_of(arrival, catalogue, passwords) for arrival in first})
    intakes = list(take_in_once(first, taken, catalogue, passwords=passwords))
    sheets = [(intake.arrival, sheet) for intake in intakes for sheet in intake.sheets]
    with county.warehouse() as engine:
        _ask_for_what_decides(intakes, conditions(engine))
        rows = [*register(arrivals, intakes, month, home.landing), *troubles]
        replace_arrivals(engine, month, rows, list(_sheet_rows(sheets, month)), list(_heading_rows(sheets, month)))
    states = [row["state"] for row in rows]
    return {state: states.count(state) for state in STATES}


def _ask_for_what_decides(intakes: Sequence[Intake], conditions: Mapping[str, Sequence[str]]) -> None:
    """Of each sheet: which columns of the rules' conditions it does not have."""
    for intake in intakes:
        for sheet in intake.sheets:
            asked = [text for code in routed_codes(sheet.header.feed) for text in conditions.get(code, ())]
            intake.remarks += ask(sheet.header, asked)


def is_duplicate(arrival: Arrival) -> bool:
    """True for a file whose very bytes came earlier in the month."""
    return "-" in arrival.file_id


def register(arrivals: list[Arrival], intakes: list[Intake], month: str, landing: Path) -> list[Row]:
    """A row of `ops.feed_file` for each file."""
    by_content = {intake.arrival.sha256: intake for intake in intakes}
    return [_row(arrival, by_content[arrival.sha256], month, landing) for arrival in arrivals]


def _row(arrival: Arrival, intake: Intake, month: str, landing: Path) -> Row:
    row: Row = {
        "month": month, "file_id": arrival.file_id, "department": arrival.department, "file_name": arrival.name,
        "sha256": arrival.sha256, "bytes": arrival.bytes, "file_order": arrival.order, "same_as": None,
        "arrived_on": arrival.arrived_on, "landed": _below(arrival, landing), "state": "read",
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


def _below(arrival: Arrival, landing: Path) -> str | None:
    return None if arrival.trouble else arrival.landed.relative_to(landing).as_posix()


def _sheet_rows(sheets: Sequence[tuple[Arrival, RecognisedSheet]], month: str) -> Iterator[Row]:
    """A row of `ops.feed_sheet` for each recognised sheet."""
    of_feed: dict[str, list[tuple[Arrival, RecognisedSheet]]] = defaultdict(list)
    for arrival, sheet in sheets:
        of_feed[sheet.header.feed.code].append((arrival, sheet))
    for together in of_feed.values():
        counts = new_rows([sheet.rows for _, sheet in together])
        for (arrival, sheet), new in zip(together, counts, strict=True):
            feed, rows_in = sheet.header.feed, sheet.rows.rows.height
            yield _where(arrival, sheet, month) | {"label": feed.label, "rows_in": rows_in, "rows_new": new}


def _heading_rows(sheets: Sequence[tuple[Arrival, RecognisedSheet]], month: str) -> Iterator[Row]:
    """A row of `ops.feed_heading` for each heading of a recognised sheet."""
    for arrival, sheet in sheets:
        for ordinal, taken in enumerate(taken_headings(sheet.rows)):
            yield _where(arrival, sheet, month) | {"ordinal": ordinal} | asdict(taken)


def _where(arrival: Arrival, sheet: RecognisedSheet, month: str) -> Row:
    feed = sheet.header.feed
    return {
        "month": month, "file_id": arrival.file_id, "department": arrival.department or feed.department,
        "file_name": arrival.name, "sheet": sheet.name, "feed": feed.code,
    }  # fmt: skip
