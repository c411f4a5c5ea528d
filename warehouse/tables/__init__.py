"""Every table of the warehouse, a file a schema.

kept   rows live on; a month is replaced as a whole, in one transaction, from the table of the same name in `draft`
work   made anew in each run
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from sources.catalogue import Catalogue
from warehouse.tables import account, handling, listing, states
from warehouse.tables.anomaly import (
    ANOMALY,
    ANSWER,
    CLEANING,
    CLOSED,
    COMPLETENESS,
    FOUND,
    INCLUSION,
    LAST_ANSWER,
    QUALITY,
    RETURNED,
    RULE_RESULT,
    SURGE,
    UNJUDGED,
    WATCHED_HOUSEHOLD,
)
from warehouse.tables.base import (
    BASE_FILE,
    CHANGE,
    EXPORTED,
    HOUSEHOLD,
    INCOME,
    KNOWN_PERSON,
    LOAD,
    PERSON,
    PERSON_PAST,
    SUCCESSION,
    TOWNSHIP_MOVE,
    VILLAGE,
)
from warehouse.tables.columns import DICTIONARY, TableColumn
from warehouse.tables.ops import (
    ARRIVAL,
    ARRIVAL_BOUND,
    ATTENTION,
    CONSERVATION,
    CONTACT,
    DUTY_EVENT,
    EXPECTED_FEED,
    FEED_FILE,
    FEED_HEADING,
    FEED_SHEET,
    GATE,
    HEADING_MOVE,
    LIMITS,
    OUTSIDE_FEED,
    PERIOD,
    POLICY_TEXT,
    RECEIVED,
    RUN,
    SUPERVISION,
)
from warehouse.tables.raw import FEED_MEMBER, FEED_ROW, PROBLEM, SUMMED, feed_table, summed_table
from warehouse.tables.seen import EARLIER_NUMBER, IN_FORCE, SEEN_LOAD
from warehouse.tables.table import Table, comments, ddl, fields, same
from warehouse.tables.warning import OUTCOME, QUALIFIED, ROSTER, RULE, SUSPECTED, WARNING

__all__ = [
    "ANOMALY", "ANSWER", "ARRIVAL", "ARRIVAL_BOUND", "ATTENTION", "BASE_FILE", "CHANGE", "CLEANING", "CLOSED", "COMPLETENESS", "CONSERVATION",
    "CONTACT", "DUTY_EVENT", "LAST_ANSWER", "EXPECTED_FEED", "EXPORTED", "OUTSIDE_FEED", "FEED_FILE", "FEED_HEADING", "FEED_MEMBER", "FEED_ROW", "FEED_SHEET", "FIXED", "FOUND",
    "GATE", "HEADING_MOVE", "HOUSEHOLD", "INCLUSION", "INCOME", "KNOWN_PERSON", "LIMITS", "LOAD", "OUTCOME", "PERIOD", "PERSON", "POLICY_TEXT", "PERSON_PAST", "PROBLEM", "QUALIFIED", "QUALITY", "RECEIVED", "RETURNED", "ROSTER",
    "RULE", "RULE_RESULT", "RUN", "SCHEMAS", "SEEN_LOAD", "SUCCESSION", "SUMMED", "SUPERVISION", "SURGE", "SUSPECTED", "TOWNSHIP_MOVE", "UNJUDGED", "VILLAGE", "WARNING", "WATCHED_HOUSEHOLD",
    "DICTIONARY", "EARLIER_NUMBER", "TableColumn", "Table", "account", "comments", "ddl", "feed_table", "fields", "fingerprint_of", "handling", "same", "states", "summed_table", "tables",
]  # fmt: skip

FIXED: tuple[Table, ...] = (
    FEED_ROW, FEED_MEMBER, PROBLEM, FEED_FILE, FEED_SHEET, FEED_HEADING, HEADING_MOVE, RECEIVED, ARRIVAL, EXPECTED_FEED, OUTSIDE_FEED,
    ARRIVAL_BOUND, CONTACT, SUPERVISION, BASE_FILE, PERSON, PERSON_PAST, HOUSEHOLD, VILLAGE, LOAD, CHANGE, INCOME, KNOWN_PERSON, TOWNSHIP_MOVE, SUCCESSION, SEEN_LOAD, EARLIER_NUMBER, PERIOD, LIMITS, RULE, QUALIFIED, WARNING, SUSPECTED, OUTCOME, ROSTER,
    CONSERVATION, FOUND, ANOMALY, CLOSED, RULE_RESULT, RETURNED, ANSWER, LAST_ANSWER, CLEANING, COMPLETENESS, QUALITY, WATCHED_HOUSEHOLD, SURGE,
    INCLUSION, UNJUDGED, GATE, RUN, POLICY_TEXT, ATTENTION, DUTY_EVENT, *account.TABLES, *handling.TABLES, *listing.TABLES, *states.TABLES,
)  # fmt: skip
SCHEMAS = (
    "raw",
    "base",
    "match",
    "warning",
    "handling",
    "account",
    "anomaly",
    "listing",
    "ops",
    "draft",
    "mart",
    "seen",
    "states",
)
"""draft holds what a run has made but not committed: the same tables, this month only. seen: the base as a run sees it. states: the words that states are told in."""


def tables(catalogue: Catalogue) -> tuple[Table, ...]:
    """Every table of a county with that catalogue, those of the feeds that its home adds among them."""
    return (
        *FIXED,
        *(feed_table(feed) for feed in catalogue.every_feed),
        *(summed_table(feed) for feed in catalogue.feeds if feed.code in SUMMED),
    )


@lru_cache(maxsize=8)
def fingerprint_of(catalogue: Catalogue) -> str:
    """Of all that is declared for a county with that catalogue: this version's part (its own tables, the words of the states, what is
    seen of the base), then that of the feeds."""
    version = (*SCHEMAS, repr(states.VOCABULARIES), *map(ddl, FIXED), *IN_FORCE)
    feeds = map(ddl, tables(catalogue)[len(FIXED) :])
    return "-".join(hashlib.sha256("\n".join(said).encode()).hexdigest()[:16] for said in (version, feeds))
