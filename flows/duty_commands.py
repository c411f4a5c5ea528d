"""fangpin duties …: what the notices ask to be done by a day."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.clock import day_as_said, now
from flows.options import COUNTY, HomeOption, JsonOption, on_day, there

duties_app = typer.Typer(
    help="限期工作：通知要求哪一天前办成的，过期的、将到期的、办成的。", invoke_without_command=True
)


@duties_app.callback()
def duties(context: typer.Context, home: HomeOption = COUNTY, as_json: JsonOption = False) -> None:
    """限期工作：照政策所列的日子，哪些过期没有登记，哪些30天内到期，哪些办成了。"""
    if context.invoked_subcommand:
        return
    place = there(home)
    from flows.duties import calendar_at
    from flows.screen import duties as show_duties
    from flows.settings import open_county

    today = now().date()
    show_duties.shown(calendar_at(open_county(place), today), today, as_json)


DutyArgument = Annotated[str, typer.Argument(metavar="编号", help="限期工作的编号，如 JM08，见 fangpin duties。")]
DueOption = Annotated[
    str,
    typer.Option(
        "--due", metavar="到期日", help="哪一天到期的那一次，默认刚过期的，没有过期的为下一次。", parser=day_as_said
    ),
]


@duties_app.command("done")
def duties_done(
    code: DutyArgument,
    word: Annotated[str, typer.Option("--word", help="一句话：办成了什么。不要写任何人的号码和姓名。")],
    on: Annotated[str, on_day("哪一天办成的，默认今天。")] = "",
    due: DueOption = "",
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """登记一项限期工作已办：哪一天，一句话。同一天再登记是更正，不算两次。"""
    place = there(home)
    from flows.duties import tick_off
    from flows.screen import duties as show_duties
    from flows.settings import open_county

    show_duties.noted(tick_off(open_county(place), code, word, on, due, now().date()), as_json)


@duties_app.command("undo")
def duties_undo(
    code: DutyArgument, due: DueOption = "", home: HomeOption = COUNTY, as_json: JsonOption = False
) -> None:
    """撤回登记错了的：默认最近登记的那一次。"""
    place = there(home)
    from flows.duties import take_back
    from flows.screen import duties as show_duties
    from flows.settings import open_county

    show_duties.noted(take_back(open_county(place), code, due, now().date()), as_json)
