"""户库变化: what a load of the base changed against the one before, for the county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.facts import chinese_date
from reports.queries import query_of
from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from reports.workbooks.writer import write_workbook
from warehouse.engine import Engine
from warehouse.policy.words import Policy
from warehouse.tables import states

COUNTS = {f"base_{state.code}": max(6.0, 2.0 * len(state.label)) for state in states.BASE_CHANGES}
"""Column -> width: one for each kind of change, under its word."""
BY_TOWNSHIP = Sheet(
    "变化汇总", "{county}户库变化（截至{as_of}，与截至{before}的相比）", c.columns(township=13, changes=7, **COUNTS),
    query="base_changes_by_township", total=True, pinned=1, size=9,
    subtitle="{people}人、{households}户。内容没有变的{unchanged}人；有变的{altered}人，其中只是收入、电话等变动的不列。人的变化按人计，户的变化按户计；首次入库的镇街不列。",
)  # fmt: skip
ONE_BY_ONE = Sheet(
    "变化明细", "{county}户库变化明细（截至{as_of}，共{count}行）", c.columns(
        base_change=12, township=11, village=12, person_name=10, person_number=20, head_name=10, household_number=20, value_before=25,
        value_now=30,
    ),
    query="base_changes", together="base_change", pinned=1, size=9,
    subtitle="户的变化写户主；全户离开的没有户主。死亡、迁出按已报来的名单，没有名单的写离开户库。同一镇街内一样的变化超过200条的合为一行。含姓名、证件号码，只供县级核对，不转发。",
)  # fmt: skip
BASE_CHANGES = Workbook("户库变化", "base_changes", "county", (BY_TOWNSHIP, ONE_BY_ONE))


@dataclass(frozen=True)
class Load:
    """Of which load is told: its ordinal and day, and what the base held behind it."""

    load: int
    as_of: str
    words: Mapping[str, str]

    @property
    def file_name(self) -> str:
        return f"{BASE_CHANGES.name}_截至{self.as_of}_第{self.load}次入库.xlsx"


def last_load(engine: Engine, policy: Policy) -> Load | None:
    """The last load where it changed something that is told; the first changes nothing."""
    loads = engine.rows("SELECT * FROM base.load ORDER BY load DESC LIMIT 2")
    if len(loads) < 2 or not engine.value("SELECT COUNT(*) FROM base.change WHERE load = ?", [loads[0]["load"]]):
        return None
    now, before = loads
    words = {
        "county": policy.name, "place": policy.name, "month": "", "as_of": chinese_date(now["as_of"]),
        "before": chinese_date(before["as_of"]), "people": str(now["people"]), "households": str(now["households"]),
        "unchanged": str(now["people_unchanged"]), "altered": str(now["people_altered"]),
    }  # fmt: skip
    return Load(int(now["load"]), str(now["as_of"]), words)


def write_base_changes(engine: Engine, load: Load, policy: Policy, folder: Path) -> Path:
    """Write the workbook of a load into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    values = [load.load, list(policy.townships)]
    rows = {sheet.name: engine.rows(query_of(sheet.query), values) for sheet in BASE_CHANGES.sheets}
    target = folder / load.file_name
    write_workbook(target, BASE_CHANGES, {}, dict(load.words), rows)
    return target
