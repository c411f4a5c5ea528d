"""fangpin policy …: look at rulebooks before they are used."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.options import COUNTY, HomeOption, JsonOption, there
from sources.errors import UsageError
from tasks.home import Home

policy_app = typer.Typer(help="政策：检查、比较，改规定以前先试。", no_args_is_help=True)
PolicyArgument = Annotated[str, typer.Argument(metavar="政策", help="自带政策的名字（如 jimo），或政策文件。")]


@policy_app.command("check", short_help="检查政策文件：写错的一次说全，写对的说它规定了什么。")
def check_command(
    file: Annotated[
        str, typer.Argument(metavar="[政策]", help="政策的名字或文件；不写则查本县所有的。", show_default=False)
    ] = "",
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """检查政策文件：写错的地方一次说全，各写明在哪里、怎样改；写对的，逐项说它规定了什么。"""
    from flows.policies import check
    from flows.screen.policies import checked

    found = check(Home(home), file)
    checked(found, as_json)
    if any(one.faults for one in found):
        raise typer.Exit(1)


@policy_app.command("diff", short_help="两份政策有哪些不同，最近三个月会怎样不同。")
def diff_command(
    before: PolicyArgument, after: PolicyArgument, home: HomeOption = COUNTY, as_json: JsonOption = False
) -> None:
    """两份政策逐项有哪些不同；本县运行过的，最近三个月按规则数：会多预警、少预警多少，办结、超期的各有多少。什么也不改。"""
    from flows.policies import compare
    from flows.screen.policies import compared

    compared(compare(Home(home), before, after), as_json)


@policy_app.command("try")
def policy_try(
    rule: Annotated[str, typer.Argument(metavar="规则", help="规则编号，如 YB01。")],
    more: Annotated[list[str] | None, typer.Argument(metavar="[数值]…", help="--at 之后的其余数值。")] = None,
    at: Annotated[
        list[str] | None, typer.Option("--at", metavar="数值", help="试哪些数值，如 --at 15000 20000 25000。")
    ] = None,
    column: Annotated[str, typer.Option("--column", metavar="列", help="规则有几个界限的，试哪一列的。")] = "",
    months: Annotated[
        str, typer.Option("--months", metavar="月份", help="试哪些月份，如 2026-07..2026-10，默认所有完成的月份。")
    ] = "",
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """试一条规则的界限：换成别的数值，以前几个月会预警多少户，其中已认定的多少；什么也不改动。"""
    values = [*(at or ()), *(more or ())]
    if not values:
        raise UsageError("没有写试哪些数值", do="请用 --at 写，如 fangpin policy try YB01 --at 15000 20000 25000。")
    place = there(home)
    from flows.screen import trial as show_trial
    from flows.settings import open_county
    from flows.trial import try_limit

    show_trial.tried(try_limit(open_county(place), rule, values, column, months), as_json)
