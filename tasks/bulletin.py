"""Write a quarter's bulletin into the outbox of its last month."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reports.bulletin import BULLETIN, Figures, Quarter, figures_of, write_bulletin
from reports.document import template_of
from reports.names import COUNTY
from sources.errors import TransientError
from tasks.home import Home
from warehouse.engine import open_existing
from warehouse.policies import load_policy

BEFORE = "_旧稿"


@dataclass(frozen=True)
class Written:
    """A bulletin that was written. earlier: the draft that lay there before and may have been edited; kept under this name."""

    figures: Figures
    files: list[Path]
    earlier: Path | None


def make_bulletin(home: Home, quarter: Quarter, policy: str) -> Written:
    """Ask the quarter's figures and write them. What was edited by hand is never written over."""
    template = template_of(BULLETIN, home.own_templates)
    folder = home.outbox(quarter.months[-1]) / COUNTY
    rules = load_policy(policy)
    with open_existing(home.warehouse) as engine:
        figures = figures_of(engine, quarter, rules)
    fresh = folder / ".new"
    fresh.mkdir(parents=True, exist_ok=True)
    made = write_bulletin(figures, quarter, rules, fresh, template)
    try:
        earlier = _set_aside(folder / made[0].name, made[0].read_bytes())
        files = [file.replace(folder / file.name) for file in made]
    except PermissionError as error:  # Windows: somebody has it open
        raise TransientError("通报正被打开，不能更换", made[0].name, "请关闭打开的通报后重试。") from error
    fresh.rmdir()
    return Written(figures, files, earlier)


def _set_aside(there: Path, new: bytes) -> Path | None:
    """Keep a draft that is not what would be written: somebody may have worked on it."""
    if not there.exists() or there.read_bytes() == new:
        return None
    return there.replace(there.with_stem(there.stem + BEFORE))
