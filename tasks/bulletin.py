"""Write a quarter's bulletin into the outbox of its last month."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reports.bulletin.bulletin import BULLETIN, write_bulletin
from reports.bulletin.figures import Figures, figures_of
from reports.bulletin.quarter import Quarter
from reports.documents.document import template_of
from reports.names import COUNTY
from sources.errors import TransientError
from tasks.county import County
from tasks.outbox import put_into, recover, set_aside


@dataclass(frozen=True)
class Written:
    """A bulletin that was written. earlier: the draft that lay there before and may have been edited; kept under this name."""

    figures: Figures
    files: list[Path]
    earlier: Path | None


def make_bulletin(county: County, quarter: Quarter) -> Written:
    """Ask the quarter's figures and write them. What was edited by hand is never written over."""
    home, rules = county.home, county.policy
    template = template_of(BULLETIN, home.own_templates)
    outbox = home.outbox(quarter.months[-1])
    recover(outbox)
    with county.warehouse_there() as engine:
        figures = figures_of(engine, quarter, rules)
    fresh = outbox.with_name(f".{outbox.name}.bulletin")
    (fresh / COUNTY).mkdir(parents=True, exist_ok=True)
    made = write_bulletin(figures, quarter, rules, fresh / COUNTY, template)
    try:
        earlier = set_aside(outbox / COUNTY / made[0].name, made[0])
        files = put_into(fresh, outbox, [PurePosixPath(COUNTY, file.name) for file in made])
    except PermissionError as error:  # Windows: somebody has it open
        raise TransientError("通报正被打开，不能更换", made[0].name, "请关闭打开的通报后重试。") from error
    shutil.rmtree(fresh, ignore_errors=True)
    return Written(figures, files, earlier)
