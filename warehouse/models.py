"""The SELECTs under `warehouse/sql`, and the order in which a month runs through them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from warehouse.engine import Engine

SQL = Path(__file__).resolve().parent / "sql"
BASE = ("base.household", "base.village", "base.income")
ARRIVAL = ("ops.received", "ops.heading_move", "ops.heading_told")
MATCH = (
    "match.own",
    "match.by_member",
    "match.sound",
    "match.damaged",
    "match.namelike",
    "match.torn",
    "match.candidate",
    "match.likely",
    "match.verdict",
    "match.suspected",
    "match.outsider",
    "match.feed_person",
    "match.sent_stay",
    "match.known_stay",
    "match.stay",
    "match.counted_stay",
    "match.medical_expense",
)
FACTS = (
    "fact.relation",
    "fact.schooling",
    "fact.phone",
    "fact.person_row",
    "fact.death",
    "fact.known_person",
    "fact.head_record",
    "fact.person",
    "fact.members",
    "fact.risk",
    "fact.measure",
    "fact.whole_household",
    "fact.household",
    "fact.standing_row",
    "fact.standing_support",
    "fact.standing_value",
    "fact.feed",
    "fact.village",
)
"""What cleaning rules judge, and the stages on the way to it."""
WIDE = ("fact.person", "fact.household")
"""Facts with a column for nearly everything that the base has. A month does not write them down: each is asked as it is made, by the rules once."""
LEADS = ("warning.superseded", "warning.reported", "warning.lead", "warning.issued", "warning.confirmed")
ROSTERS = ("warning.roster",)
"""Drafts too, but needed before it is decided what is new."""
DECIDED = ("warning.decided", "warning.elsewhere", "handling.remembered")
DRAFTS = ("warning.outcome", "handling.repeated", "warning.warning", "warning.suspected", "ops.conservation")
"""What a run wants to commit: each is made in `draft`, under the name of the table that it will replace a month of."""

ACCOUNT = ("account.owner", "account.payment", "account.total", "account.medical", "account.income")
ACCOUNTED = ("account.entry", "account.gap")
ACCOUNT_GAPS = ("account.gap_told",)
SUMMED_UP = ("account.summary",)
"""家庭收支: what it is made of, the drafts of its entries and gaps, how the gaps are told, the draft of a summary a household."""

KNOWN = ("anomaly.known_before", "anomaly.last_answer")
CONCLUDED = (
    "anomaly.anomaly", "anomaly.closed", "anomaly.watched_household", "anomaly.surge", "anomaly.quality", "anomaly.inclusion",
)  # fmt: skip
"""Drafts of what the cleaning rules found, once it has met what was known before."""


@cache
def select_of_model(name: str) -> str:
    """The text of a model: one SELECT, headed by its question, its grain and its inputs."""
    schema, table = name.split(".")
    return (SQL / schema / f"{table}.sql").read_text(encoding="utf-8")


def select_over(name: str, inputs: Mapping[str, str]) -> str:
    """A model's SELECT with other tables in the place of its inputs, so that one question need not be written twice.

    inputs: the table that the model names -> the one that is read.
    """
    text = select_of_model(name)
    for named, read in inputs.items():
        text = text.replace(named, read)
    return text


def run_models(engine: Engine, names: tuple[str, ...]) -> dict[str, int]:
    """Make each model's table anew; how many rows each has."""
    return {name: engine.make(name, select_of_model(name)) for name in names}


def make_facts(engine: Engine) -> None:
    """Make what cleaning rules judge: the wide facts as views, all else as tables."""
    # a view in a database of its own finds the base by its database's name alone
    home = engine.value("SELECT CURRENT_DATABASE()")
    with engine.in_any_order():
        for name in FACTS:
            if name in WIDE:
                engine.run(f"CREATE OR REPLACE VIEW {name} AS {select_over(name, {'seen.': f'{home}.seen.'})}")
            else:
                engine.make(name, select_of_model(name))


def run_drafts(engine: Engine, names: tuple[str, ...] = DRAFTS) -> dict[str, int]:
    """Make the drafts of kept tables; how many rows each has."""
    return {name: engine.make(f"draft.{name.split('.')[1]}", select_of_model(name)) for name in names}
