"""What patients have paid in the year: a total that grows from month to month and starts again in January."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from sources.synthetic.feeds.cases import Value
from sources.synthetic.feeds.events import Event, EventSubject, Troubles, deck
from sources.synthetic.months import Month

FEED = "medical_expense"
LINE = 20_000.0
"""即墨: warned strictly above it."""
NEW_SHARE = 0.3
"""New patients of the second month, against those of the first."""

FIRST_TOTALS: tuple[Callable[[Random], float], ...] = (
    *((lambda rng: rng.uniform(2_500, 16_000)),) * 5,
    *((lambda rng: rng.uniform(17_000, 19_990)),) * 4,
    *((lambda rng: rng.uniform(20_500, 68_000)),) * 4,
    lambda rng: LINE,
    lambda rng: LINE + 0.01,
)


def first_month(troubles: Troubles, month: Month) -> list[Event]:
    """Patients as the year's feed begins for us: below the line, on it to the cent, above it."""
    return _newcomers(troubles, month, troubles.sizes[FEED])


def next_month(troubles: Troubles, month: Month, earlier: list[Event]) -> list[Event]:
    """The same patients with grown totals, and new ones; in January everybody is new again."""
    rng = troubles.rng
    if month.number == 1:
        subjects = [event.subject for event in earlier]
        totals = deck(rng, FIRST_TOTALS)
        old = [_event(subject, next(totals)(rng), month) for subject in subjects]
    else:
        old = [_grown(rng, event, month) for event in earlier]
    return old + _newcomers(troubles, month, max(5, round(NEW_SHARE * troubles.sizes[FEED])))


def _newcomers(troubles: Troubles, month: Month, count: int) -> list[Event]:
    totals = deck(troubles.rng, FIRST_TOTALS)
    subjects = [troubles.outsider(FEED)] + [troubles.subject(FEED, FEED) for _ in range(count - 1)]
    return [_event(subject, next(totals)(troubles.rng), month) for subject in subjects if subject]


def _grown(rng: Random, event: Event, month: Month) -> Event:
    before = float(str(event.facts["self_paid_ytd_yuan"]))
    if before > LINE:
        total = before * rng.uniform(1.0, 1.2)
    elif before == LINE:
        total = LINE
    elif before > 17_000:
        total = before + rng.uniform(1_000, 9_000)
    else:
        total = min(before * rng.uniform(1.0, 1.15), 19_500)
    return _event(event.subject, total, month, crossed_before=before > LINE)


def _event(subject: EventSubject, total: float, month: Month, crossed_before: bool = False) -> Event:
    yuan = round(total, 2)
    inpatient = round(yuan * 0.7, 2)
    facts: dict[str, Value] = {
        "self_paid_ytd_yuan": yuan,
        "inpatient_yuan": inpatient,
        "chronic_yuan": round(yuan - inpatient, 2),
        "counted_until": month.last_day,
    }
    qualifies = yuan > LINE and subject.household is not None
    return Event(FEED, FEED, subject, facts, qualifies, crossed_before)
