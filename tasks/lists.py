"""Write a month's workbooks: for the townships, the departments and the county."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass

from reports.bulletin.bulletin import BULLETIN
from reports.catalogue import workbooks_apart
from reports.outbox import OutboxCounts, write_outbox
from tasks.county import County
from tasks.home import seal_key
from tasks.outbox import carry_over, recover, swap_in
from tasks.step import step


@dataclass(frozen=True)
class Lists:
    """The lists of a month, as they were written. set_aside: those that somebody had worked on, under their new names."""

    counts: OutboxCounts
    set_aside: list[str]


@step("lists")
def write_lists(county: County, month: str) -> Lists:
    """Put the month's lists in the place of those before."""
    home, rules = county.home, county.policy
    outbox = home.outbox(month)
    fresh = outbox.with_name(f".{month}.new")
    recover(outbox)
    shutil.rmtree(fresh, ignore_errors=True)
    with county.warehouse_there() as engine:
        counts = write_outbox(engine, month, rules, fresh, seal_key(home), home.own_templates)
    aside = carry_over(outbox, fresh, [BULLETIN.name, *(book.name for book in workbooks_apart(rules))])
    swap_in(fresh, outbox)
    for trouble in (*counts.unwritten, *(f"被改动过，另存：{name}" for name in aside)):
        logging.getLogger("fangpin").warning(trouble)
    return Lists(counts, aside)
