"""fangpin policy …: look at rulebooks before they are used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tasks.home import Home

policy_app = typer.Typer(help="政策：检查、比较。", no_args_is_help=True)
HomeOption = Annotated[
    Path, typer.Option("--home", envvar="FANGPIN_HOME", help="本县文件夹。", file_okay=False, show_default="./county")
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出打印一个 JSON 对象。")]
PolicyArgument = Annotated[str, typer.Argument(metavar="政策", help="自带政策的名字（如 jimo），或政策文件。")]
COUNTY = Path("county")


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
