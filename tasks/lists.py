"""Write a month's workbooks: for the townships, the departments and the county."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reports.bulletin import BULLETIN
from reports.catalogue import workbooks_apart
from reports.outbox import write_outbox
from sources.errors import TransientError
from tasks.home import Home, seal_key
from tasks.retry import step
from warehouse.engine import open_existing
from warehouse.policies import load_policy


@step("lists")
def write_lists(home: str, month: str, policy: str) -> dict[str, Any]:
    """Put the month's lists in the place of those before; counts of townships, departments, workbooks and letters, and what kept
    letters from being written."""
    place = Home(Path(home))
    outbox = place.outbox(month)
    fresh = outbox.with_name(f".{month}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    rules = load_policy(policy)
    with open_existing(place.warehouse) as engine:
        counts = write_outbox(engine, month, rules, fresh, seal_key(place), place.own_templates)
    carry_over(outbox, fresh, [BULLETIN.name, *(book.name for book in workbooks_apart(rules))])
    swap_in(fresh, outbox)
    for trouble in counts["unwritten"]:
        logging.getLogger("fangpin").warning(trouble)
    return counts


def carry_over(outbox: Path, fresh: Path, names: Sequence[str]) -> None:
    """What commands of their own have written (月调度) stands as it was told, whatever becomes of the month's lists."""
    for old in (file for name in names for file in outbox.glob(f"*/{name}_*")):
        new = fresh / old.relative_to(outbox)
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(old, new)


def swap_in(fresh: Path, target: Path) -> None:
    """The finished folder takes the old one's place, whole: no half outbox, and no list of an earlier run."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except OSError as error:  # Windows: a list is open in Excel
        if old.exists() and not target.exists():
            old.rename(target)
        do = "请关闭 Excel 或 WPS 中打开的清单后重试。"
        raise TransientError("清单正被打开，不能更换", target.name, do) from error
    shutil.rmtree(old, ignore_errors=True)
