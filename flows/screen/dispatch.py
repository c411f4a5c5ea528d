"""What the clerk sees of 月调度."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from flows.operations import Dispatched
from flows.screen.console import out, print_json
from warehouse.tables import states

FIGURES = {
    "issued": "反馈", "visited": "入户", "done": "办结", "met": "符合", "open": "在办", "earlier": "往月", "overdue": states.OVERDUE.label, "soon": states.SOON.label,
    "refused": "退回",
}  # fmt: skip
ARRIVAL = states.by_code(states.ARRIVALS)
LOOKS: dict[states.Look, str] = {"bad": "red", "doubtful": "yellow"}


def dispatched(found: Dispatched, as_json: bool) -> None:
    """How far each township has come, what presses, whom the draw has hit, and where the workbook is."""
    total = {name: sum(row[name] for row in found.progress) for name in FIGURES}
    if as_json:
        print_json({
            "month": found.month, "on": found.on, "status": found.exit_status, "file": str(found.file), "total": total,
            "townships": found.progress, "drawn_townships": found.drawn, "drawn_households": found.households,
            "troubles": found.troubles,
        })  # fmt: skip
        return
    table = Table(
        title=f"{found.month} 月调度（截至{found.on}）", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0)
    )
    table.add_column("镇街", overflow="fold")
    table.add_column("台账", overflow="fold")
    for label in FIGURES.values():
        table.add_column(label, justify="right")
    for row in found.progress:
        table.add_row(row["township"], _ledger(row), *(_figure(name, row[name]) for name in FIGURES))
    table.add_section()
    table.add_row("合计", "", *(str(total[name]) for name in FIGURES))
    out.print(table)
    if found.drawn:
        out.print(f"抽取现场指导的镇街：{'、'.join(found.drawn)}；抽取复核户{found.households}户。", highlight=False)
    out.print(f"月调度在 {found.file}，催办清单在各镇街文件夹。", highlight=False, soft_wrap=True)
    for trouble in found.troubles:
        out.print(f"[bold yellow]{trouble}[/]", highlight=False)


def _ledger(row: dict[str, Any]) -> str:
    """已报11-28."""
    told = f"{row['ledger']}{row['came_on']:%m-%d}" if row["came_on"] else row["ledger"]
    look = LOOKS.get(ARRIVAL[row["ledger_state"]].look)
    return f"[{look}]{told}[/]" if look else told


def _figure(name: str, value: int) -> str:
    return f"[bold red]{value}[/]" if name == "overdue" and value else str(value)
