"""The month's gaps of the base itself (应纳未纳), written as if somebody had sent them: rows, their values, one file."""

from __future__ import annotations

from sources.feeds.base_gap import BASE_GAP
from warehouse import models, tables
from warehouse.engine import Engine
from warehouse.tables import states

MODEL = "warning.base_gap"
COMPARED = "compared"
"""The state of the file that nobody sent: no step reads it, and no department is told of it."""


def replace_base_gaps(engine: Engine) -> int:
    """The gaps of the month in progress, in place of those found before; how many."""
    values = tables.feed_table(BASE_GAP)
    with engine.transaction():
        gaps = engine.make(MODEL, models.select_of_model(MODEL))
        month = engine.value("SELECT MAX(month) FROM ops.period")
        engine.run("DELETE FROM raw.feed_row WHERE month = ? AND feed = ?", [month, BASE_GAP.code])
        engine.run(f"DELETE FROM {values.full_name} WHERE month = ?", [month])
        engine.run("DELETE FROM ops.feed_file WHERE month = ? AND state = ?", [month, COMPARED])
        found = engine.columns_of(MODEL)
        for table in (tables.FEED_ROW, values):
            columns = ", ".join(name for name in table.columns if name in found)
            engine.run(f"INSERT INTO {table.full_name} ({columns}) SELECT {columns} FROM {MODEL} ORDER BY row_key")
        if gaps:
            engine.insert(tables.FEED_FILE, [_registered(engine, month, gaps)])
    return gaps


def _registered(engine: Engine, month: str, gaps: int) -> dict[str, object]:
    """The gaps' row of the register, so that they are counted in and out like every file."""
    return {
        "month": month, "file_id": BASE_GAP.code, "department": BASE_GAP.department, "file_name": states.FROM_BASE.label,
        "file_order": 0, "arrived_on": engine.value("SELECT MAX(as_of) FROM seen.held_person"), "state": COMPARED,
        "feeds": BASE_GAP.label, "rows_in": gaps, "set_apart": 0, "note": "由户库比对得出，没有人报送", "todo": "",
    }  # fmt: skip
