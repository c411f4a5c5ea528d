"""What the clerk sees of dated duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.table import Table

from flows.screen.console import out, print_json
from reports.duties import DutyLine, lines_of
from warehouse.duties import Entry, in_state
from warehouse.tables import states

if TYPE_CHECKING:
    from flows.duties import Noted

COLOURS: dict[states.State, str] = {states.UNTICKED: "red", states.COMING: "yellow", states.TICKED: "green"}
SECTIONS = (states.UNTICKED, states.COMING, states.TICKED, states.FAR_OFF, states.BEFORE_US)
MORE = {states.BEFORE_US: "就到期的，不催"}
TICKED_SHOWN = 10
"""So many of those that are done are shown, the last first."""


def shown(calendar: Sequence[Entry], today: dt.date, as_json: bool) -> None:
    """The calendar: what is over, what is coming, what is done, the rest."""
    if as_json:
        print_json({"today": today, "duties": [entry.flat() for entry in calendar]})
        return
    if not calendar:
        out.print("政策没有列限期工作：在 policy.toml 中用 [[duty]] 写，见 docs/policy.md。", soft_wrap=True)
        return
    for state in SECTIONS:
        lines = lines_of(in_state(calendar, state))
        if lines:
            _section(lines, state)
    out.print("办成了的：fangpin duties done 编号 --word 一句话；登记错了：fangpin duties undo 编号。", soft_wrap=True)


def _section(lines: Sequence[DutyLine], state: states.State) -> None:
    is_done = state is states.TICKED
    title = f"{state.label}{f'（最近{TICKED_SHOWN}次）' if is_done else MORE.get(state, '')}"
    style = f"bold {COLOURS.get(state, '')}".strip()
    table = Table(title=title, title_justify="left", title_style=style, box=SIMPLE, padding=(0, 1, 0, 0))
    for heading in ("编号", "到期", "谁办", "事项", "办成" if is_done else "材料"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "编号")
    for line in lines[::-1][:TICKED_SHOWN] if is_done else lines:
        last = f"{line.done_on} {line.word}" if is_done else line.supplies
        table.add_row(line.code, line.when, line.who, line.what, last)
    out.print(table, highlight=False)


def brief(calendar: Sequence[Entry]) -> None:
    """In a line or two: what is over, what comes next."""
    over, coming = (lines_of(in_state(calendar, state)) for state in (states.UNTICKED, states.COMING))
    if over:
        told = "；".join(f"{line.what}（{line.code}，{line.when}）" for line in over)
        out.print(
            f"[bold yellow]限期工作{states.UNTICKED.label}{len(over)}项[/]：{told}", highlight=False, soft_wrap=True
        )
    if coming:
        told = "；".join(f"{line.when} {line.what}" for line in coming[:3])
        more = f" 等{len(coming)}项" if len(coming) > 3 else ""
        out.print(f"{states.COMING.label}：{told}{more}，见 fangpin duties", highlight=False, soft_wrap=True)


def noted(found: Noted, as_json: bool) -> None:
    """Which of a duty's days was ticked off, or taken back."""
    fall, tick = found.fall, found.tick
    if as_json:
        print_json({
            "code": fall.duty.code, "due_on": fall.due_on, "day": fall.day, "done_on": tick.done_on if tick else None,
            "word": tick.word if tick else "", "is_new": found.is_new,
        })  # fmt: skip
        return
    what = f"{fall.duty.code} {fall.duty.what}（{fall.due_on}到期）"
    if tick is None:
        out.print(f"已撤回登记：{what}。", highlight=False, markup=False, soft_wrap=True)
        return
    again = "" if found.is_new else "先前已经这样登记过，没有变动："
    late = "，晚于到期日" if tick.done_on > fall.due_on else ""
    out.print(f"{again}{what} {tick.done_on}办成{late}：{tick.word}。", highlight=False, markup=False, soft_wrap=True)
