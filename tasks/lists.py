"""Write a month's workbooks: for the townships, the departments and the county."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any

from reports.bulletin import BULLETIN
from reports.names import COUNTY
from reports.outbox import write_outbox
from sources.errors import TransientError
from tasks.home import Home, seal_key
from tasks.retry import step
from warehouse.engine import open_existing
from warehouse.policy import load_policy


@step("lists")
def write_lists(home: str, month: str, policy: str) -> dict[str, Any]:
    """Put the month's lists in the place of those before; counts of townships, departments, workbooks and letters, and what kept
    letters from being written."""
    place = Home(Path(home))
    outbox = place.outbox(month)
    fresh = outbox.with_name(f".{month}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    with open_existing(place.warehouse) as engine:
        counts = write_outbox(engine, month, load_policy(policy), fresh, seal_key(place), place.own_templates)
    _keep_bulletins(outbox, fresh)
    swap_in(fresh, outbox)
    for trouble in counts["unwritten"]:
        logging.getLogger("fangpin").warning(trouble)
    return counts


def _keep_bulletins(outbox: Path, fresh: Path) -> None:
    """A bulletin is another command's, and may have been edited: new lists do not sweep it away."""
    for file in sorted((outbox / COUNTY).glob(f"{BULLETIN.name}_*")):
        shutil.copy2(file, fresh / COUNTY / file.name)


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
