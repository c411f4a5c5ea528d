"""Load exports of the household base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sources.base.household_base import HOUSEHOLD_BASE
from sources.errors import FangpinError
from sources.secrets import values_of
from sources.transports.landing import pull
from tasks.county import County
from tasks.export import StagedExport, key_of, staged_exports, sweep
from tasks.step import step
from warehouse.base import replace_base, replace_base_files
from warehouse.engine import Engine
from warehouse.loaded import LoadCounts


@dataclass(frozen=True)
class BaseCounts:
    """How much the base in force holds. headless: households without a head; unsound_numbers: people whose number cannot be relied on."""

    persons: int
    households: int
    townships: int
    headless: int
    unsound_numbers: int


@dataclass(frozen=True)
class BaseLoad:
    """What a load came to. files: how many came; refused: names of those that could not be used; attention: what a person must look
    at; said: what else is to be known; changes_file: where 户库变化 lies, empty where nothing that is told has changed."""

    base: BaseCounts
    counts: LoadCounts
    files: int
    refused: list[str]
    attention: list[str]
    said: list[str]
    changes_file: str = ""

    def flat(self) -> dict[str, object]:
        """All of it under one name each, as a script reads it."""
        lists = {"refused": self.refused, "attention": self.attention, "said": self.said}
        return (
            asdict(self.base) | asdict(self.counts) | {"files": self.files, "changes_file": self.changes_file} | lists
        )


@step("base load")
def load_base(
    county: County, places: list[str], as_of: str, file_passwords: Sequence[str] = (), whole: bool = False
) -> BaseLoad:
    """Put the exports named, or below the folders named, in force as known on `as_of`; what it came to.

    file_passwords: names of the environment variables that hold passwords of locked exports; whole: whoever is not in the exports
    leaves the base, else only where their township looks whole.
    """
    home = county.home
    passwords = values_of(file_passwords)
    arrivals = pull([Path(one) for one in places], home.landing, HOUSEHOLD_BASE.department, passwords)
    exports = staged_exports(arrivals, home.exports, county.catalogue, passwords)
    files = [file for export in exports for file in export.files]
    register = [_registered(export) for export in exports]
    told = [f"{row['file_name']}：{row['note']}。{row['todo']}" for row in register if row["todo"]]
    refused = [str(row["file_name"]) for row in register if not row["is_used"]]
    if not files:
        raise FangpinError("没有一个户库文件可用", "；".join(told), "请把农户家庭成员信息导出放入 inbox/base 后重试。")
    with county.warehouse() as engine:
        with engine.transaction():
            day = dt.date.fromisoformat(as_of)
            loaded = replace_base(engine, files, day, county.policy, is_whole=whole, has_refused=bool(refused))
            replace_base_files(engine, register)
        base = _counts(engine)
        in_force = {str(row["file_name"]) for row in engine.rows("SELECT DISTINCT file_name FROM base.person")}
    used = {key_of(arrival, county.catalogue) for arrival in arrivals if arrival.trouble is None}
    sweep(home.exports, used, {export.name for export in exports}, in_force)
    attention = told + loaded.matters + _attention(base, loaded.counts)
    return BaseLoad(base, loaded.counts, len(arrivals), refused, attention, loaded.said)


def _registered(export: StagedExport) -> dict[str, object]:
    """A row of `ops.base_file`: every month says what was wrong with the base in force, until a better one is loaded."""
    remarks = [remark for remark in export.remarks if remark.do]
    note, todo = "；".join(remark.text for remark in remarks), "".join(dict.fromkeys(remark.do for remark in remarks))
    if export.refused is not None:
        note, todo = export.refused.what, export.refused.do
    return {"file_name": export.name, "is_used": export.refused is None, "note": note, "todo": todo}


def _counts(engine: Engine) -> BaseCounts:
    return BaseCounts(
        persons=int(engine.value("SELECT COUNT(*) FROM base.person")),
        households=int(engine.value("SELECT COUNT(*) FROM base.household")),
        townships=int(engine.value("SELECT COUNT(DISTINCT township) FROM base.household")),
        headless=int(engine.value("SELECT COUNT(*) FROM base.household WHERE NOT has_head")),
        unsound_numbers=int(engine.value("SELECT COUNT(*) FROM base.person WHERE id18 IS NULL")),
    )


def _attention(base: BaseCounts, counts: LoadCounts) -> list[str]:
    matters = []
    if base.headless:
        matters.append(f"户库中有{base.headless}户没有户主，清单中暂列首名成员。请在系统中补录户主后重新导出。")
    if counts.repeated:
        matters.append(f"有{counts.repeated}行与别处重复（同户同一人），只取一次。请核对是否重复放入了导出文件。")
    return matters
