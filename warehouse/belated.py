"""补发: what is found in a month whose lists are out. It goes out with the newest lists, the only ones that townships still work on."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.engine import Engine

AGAIN = "重新比对"
"""Why a month is run again, where nobody says it."""
NEWEST = "SELECT MAX(month) FROM ops.run WHERE is_listed"
COUNTED = """
SELECT
    COUNT(*) FILTER (event.step = 'issued' AND register.belated_because IS NOT NULL) AS belated,
    COUNT(*) FILTER (event.step = 'withdrawn' AND NOT event.is_retracted) AS withdrawn,
    COUNT(*) FILTER (event.step = 'withdrawn' AND event.is_retracted) AS restored,
    COUNT(*) FILTER (event.step = 'corrected' AND NOT event.is_retracted) AS corrected
FROM handling.event AS event
INNER JOIN handling.register AS register ON register.number = event.number AND register.origin <> 'township'
WHERE event.ordinal > ?
"""
OWN_LINES = """
SELECT COUNT(*) FROM handling.register WHERE month = $1 AND listed_in = $1 AND NOT is_withdrawn
"""
STANDING = """
SELECT mark.code, COUNT(*) AS warnings FROM handling.mark AS mark WHERE mark.listed_in = ? GROUP BY mark.code
"""


def newest_listed(engine: Engine) -> str | None:
    """The newest month whose lists are out; None where none are."""
    found = engine.value(NEWEST)
    return None if found is None else str(found)


def told_in(engine: Engine, month: str) -> str:
    """The month in whose lists is told what a run of `month` finds: its own, or that of the newest lists where those are a later month's."""
    return max(month, newest_listed(engine) or month)


def why(engine: Engine, month: str, reason: str, is_past_day: bool) -> dict[str, object]:
    """Where what a run of `month` finds is told, and why so late, as the period of the run has it.

    is_past_day: the day on which its lists are due has gone by. belated_because: None where nothing is late: the lists of the month,
    and of later ones, are not out, or the policy's day for them is still to come.
    """
    told, because = told_in(engine, month), reason.strip() or AGAIN
    is_late = told != month or (is_past_day and newest_listed(engine) == month)
    return {
        "listed_in": told,
        "belated_because": because if is_late else None,
        "run_because": because,
    }


def stay_as_they_are(engine: Engine, month: str) -> bool:
    """Do the lists of `month` that townships have stay as they went out? Not while something that stands in them never went out."""
    is_out = bool(engine.value("SELECT COALESCE(BOOL_OR(is_listed), FALSE) FROM ops.run WHERE month = ?", [month]))
    return told_in(engine, month) != month and (is_out or not engine.value(OWN_LINES, [month]))


def counted_since(engine: Engine, ordinal: int) -> Mapping[str, int]:
    """How many warnings were belated, withdrawn, restored, corrected behind that step of the history."""
    (row,) = engine.rows(COUNTED, [ordinal])
    return {name: int(count) for name, count in row.items()}


def standing_in(engine: Engine, month: str) -> dict[str, int]:
    """What the lists of a month tell of runs again: code of the change -> how many warnings, as they stand."""
    return {str(row["code"]): int(row["warnings"]) for row in engine.rows(STANDING, [month])}
