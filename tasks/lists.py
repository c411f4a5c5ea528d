"""Write a month's workbooks: for the townships, the departments and the county."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass

from reports.bulletin.bulletin import BULLETIN
from reports.catalogue import workbooks_apart
from reports.names import COUNTY, DEPARTMENTS
from reports.outbox import OutboxCounts, write_outbox
from tasks.county import County
from tasks.home import seal_key
from tasks.outbox import carry_over, recover, swap_in
from tasks.step import step
from warehouse.belated import stay_as_they_are


@dataclass(frozen=True)
class Lists:
    """The lists of a month, as they were written. set_aside: those that somebody had worked on, under their new names."""

    counts: OutboxCounts
    set_aside: list[str]


NOTHING_WRITTEN = Lists(OutboxCounts(0, 0, 0, 0, []), [])


@step("lists")
def write_lists(county: County, month: str, is_run: bool = False) -> Lists:
    """Put the month's lists in the place of those before.

    is_run: they are written because the month was run. Where townships work on a later month's lists by then, theirs of this month
    stay as they went out: what the run found is told in the later ones.
    """
    home, rules = county.home, county.policy
    outbox = home.outbox(month)
    fresh = outbox.with_name(f".{month}.new")
    recover(outbox)
    shutil.rmtree(fresh, ignore_errors=True)
    with county.warehouse_there() as engine:
        stay = is_run and stay_as_they_are(engine, month)
        counts = write_outbox(engine, month, rules, fresh, seal_key(home), home.own_templates, not stay)
    apart = [BULLETIN.name, *workbooks_apart(rules, month)]
    aside = carry_over(outbox, fresh, apart, (COUNTY, DEPARTMENTS) if stay else None)
    swap_in(fresh, outbox)
    for trouble in (*counts.unwritten, *(f"被改动过，另存：{name}" for name in aside)):
        logging.getLogger("fangpin").warning(trouble)
    return Lists(counts, aside)
