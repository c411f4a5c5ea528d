"""fangpin, the command line. What was asked is checked before anything heavy is imported, which each command does for itself: help, and
whatever is written wrongly, are answered at once (tests/telling/test_at_once.py)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import Abort, TyperException

from flows.backfill import asked_or_refuse
from flows.clock import date_or_refuse, day_as_said, last_month, month_or_refuse, now
from flows.environment import refuse_path, require, speak_chinese
from flows.screen import console
from flows.screen.usage import as_ours, frame_in_chinese, is_help
from sources.errors import FangpinError, UsageError
from sources.garbage import nothing_sought_at_the_end
from tasks.home import Home

if TYPE_CHECKING:
    from flows.settings import OpenCounty

app = typer.Typer(
    name="fangpin",
    help="防止返贫监测预警：每月汇集部门信息，与农户库比对，给镇街出预警清单和异常数据清单。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
base_app = typer.Typer(help="户库：农户家庭成员信息。", no_args_is_help=True)
app.add_typer(base_app, name="base")
duties_app = typer.Typer(
    help="限期工作：通知要求哪一天前办成的，过期的、将到期的、办成的。", invoke_without_command=True
)
app.add_typer(duties_app, name="duties")

policy_app = typer.Typer(help="政策：改规定以前先试。", no_args_is_help=True)
app.add_typer(policy_app, name="policy")

HomeOption = Annotated[
    Path, typer.Option("--home", envvar="FANGPIN_HOME", help="本县文件夹。", file_okay=False, show_default="./county")
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出打印一个 JSON 对象。")]
TimingsOption = Annotated[bool, typer.Option("--timings", help="打印每一步的用时，Prefect 启动和 GX 载入单列。")]
MonthArgument = Annotated[
    str, typer.Argument(metavar="月份", help="所报事项发生的月份，如 2026-10。", parser=month_or_refuse)
]


def _day(meaning: str) -> Any:
    """The option `--on`: which day it is, where that is not today."""
    return typer.Option("--on", metavar="日期", help=meaning, parser=day_as_said)


GivenOnOption = Annotated[
    str, _day("清单哪一天交给镇街：默认今天，规定的日子（7日）还没有到的为那一天。先前已交的各行日期不变。")
]
TakenOnOption = Annotated[str, _day("核对到哪一天，默认今天；填的日期不能晚于它。")]
SeenOnOption = Annotated[str, _day("看哪一天的进展，默认今天。")]
COUNTY = Path("county")


@app.command(short_help="造一个虚拟县，跑完两个月，告诉您清单在哪里。")
def demo(
    home: HomeOption = COUNTY,
    persons: Annotated[int, typer.Option(help="户库人数。", min=200)] = 5000,
    seed: Annotated[int, typer.Option(help="随机种子；同一种子得到同一个县。")] = 1,
    month: Annotated[
        str | None, typer.Option(metavar="月份", help="第二个月的月份，默认上个月。", parser=month_or_refuse)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """造一个虚拟县，带两个月杂乱的部门来文，跑完两个月，告诉您清单在哪里。"""
    from flows.demo import run_demo
    from flows.screen import show

    outcome = run_demo(Home(home), persons, seed, month or last_month(), quiet=as_json)
    show.month(outcome, as_json)
    show.where_demo_lists_are(outcome, as_json)


@app.command()
def init(
    home: HomeOption = COUNTY,
    policy: Annotated[str, typer.Option(help="执行的政策。")] = "jimo",
    as_json: JsonOption = False,
) -> None:
    """建一个本县文件夹：设置文件和收件箱。"""
    place = Home(home)
    if place.settings.exists():
        raise UsageError("这里已经有本县文件夹", place.settings.name, "要另建一个，请换 --home。")
    refuse_path(place.root)
    from flows.screen import show
    from flows.settings import write_settings
    from sources.catalogue import usual_catalogue
    from warehouse.policy.load import load_policy

    catalogue = usual_catalogue()
    load_policy(policy, catalogue)
    write_settings(place, policy)
    place.base_inbox.mkdir(parents=True, exist_ok=True)
    for department in catalogue.departments:
        (place.inbox(last_month()) / department.name).mkdir(parents=True, exist_ok=True)
    show.initialised(place, policy, last_month(), as_json)


@base_app.command("load")
def base_load(
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="日期", help="户库截止日期，如 2026-10-31。", parser=day_as_said)
    ],
    places: Annotated[list[Path] | None, typer.Argument(metavar="[文件或文件夹]…", help="默认 inbox/base。")] = None,
    whole: Annotated[bool, typer.Option("--whole", help="这次导出就是全部：其中没有的人、村、镇街离开户库。")] = False,
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """户库入库：可以一个镇街一个文件，也可以全县一个文件。导出中没有的镇街、明显不全的镇街，原有的人保留并提示。"""
    place = _set_going(home)
    from flows.operations import load_base
    from flows.screen import show

    load = load_base(place, places or [], as_of, whole, quiet=as_json)
    show.base(load, as_json)
    _leave(3 if load.attention else 0)


@app.command("collect")
def collect_command(month: MonthArgument, home: HomeOption = COUNTY, as_json: JsonOption = False) -> None:
    """收件：读取并识别各部门来文，打印到报情况。"""
    place = _set_going(home)
    from flows.operations import collect
    from flows.screen import show

    found = collect(place, month, quiet=as_json)
    show.arrivals(found, as_json)
    _leave(found.exit_status)


@app.command("month")
def month_command(
    month: MonthArgument,
    on: GivenOnOption = "",
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
    timings: TimingsOption = False,
) -> None:
    """一个月的全部工作：收件、清洗、门禁、比对、预警、出清单、发布。"""
    place = _set_going(home)
    from flows.operations import run_one_month
    from flows.screen import show

    outcome = run_one_month(place, month, quiet=as_json, on=on)
    show.month(outcome, as_json, timings)
    _leave(outcome.exit_status)


@app.command("returns", short_help="收回镇街报来的台账和清单，不能采用的退回补正。")
def returns_command(
    month: MonthArgument, on: TakenOnOption = "", home: HomeOption = COUNTY, as_json: JsonOption = False
) -> None:
    """收回镇街报来的预警台账和异常数据清单：采用答复，不能采用的写明原因退回补正。"""
    place = _set_going(home)
    from flows.operations import take_returns
    from flows.screen import cleaning as show_cleaning

    found = take_returns(place, month, on, quiet=as_json)
    show_cleaning.returned(found.month, found.flat(), as_json)
    _leave(found.exit_status)


@app.command(short_help="季通报：Word 文档和数据表。")
def bulletin(
    quarter: Annotated[str, typer.Argument(metavar="季度", help="如 2026Q4。")],
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """季通报：一个季度的预警、认定退出、部门、帮扶和存在问题，出可以再改的 Word 文档和数据表。"""
    from reports.bulletin.quarter import quarter_or_refuse

    asked, place = quarter_or_refuse(quarter), _there(home)
    from flows.operations import write_bulletin
    from flows.screen import show

    show.bulletin(asked, write_bulletin(place, asked), as_json, is_over=asked.days[1] < now().date())


@app.command("dispatch", short_help="月调度：办到哪里，哪些超期、临期，抽查谁；出催办清单。")
def dispatch_command(
    month: MonthArgument, on: SeenOnOption = "", home: HomeOption = COUNTY, as_json: JsonOption = False
) -> None:
    """月调度：这个月的预警办到哪里，哪些超期、临期，随机抽取镇街和复核户；给镇街出催办清单。"""
    place = _set_going(home)
    from flows.operations import dispatch
    from flows.screen import dispatch as show_dispatch

    found = dispatch(place, month, on, quiet=as_json)
    show_dispatch.dispatched(found, as_json)
    _leave(found.exit_status)


@app.command()
def rules(home: HomeOption = COUNTY, as_json: JsonOption = False) -> None:
    """清洗规则：每条查什么、由谁处理、触发过多少次。"""
    from expectations.library import load_rules
    from flows.screen import cleaning as show_cleaning
    from flows.settings import open_county
    from reports.screen import fired_by_rule

    place = Home(home)
    fired = {}
    if place.warehouse.exists():
        with open_county(place).warehouse_there() as engine:
            fired = fired_by_rule(engine)
    show_cleaning.rules([rule.model_dump(mode="json") | fired.get(rule.code, {}) for rule in load_rules()], as_json)


@app.command("backfill", short_help="补跑已经过去的月份：新发现的补发，不再成立的撤销。")
def backfill_command(
    first: Annotated[str, typer.Argument(metavar="起始月份")],
    last: Annotated[str, typer.Argument(metavar="截止月份")],
    reason: Annotated[
        str, typer.Option("--reason", help="补跑的原因，如“集中排查后户库更正”：记入运行登记，随补发、撤销告知镇街。")
    ],
    as_known_then: Annotated[
        bool, typer.Option("--as-known-then", help="按当时的户库比对：那个月清单发出以前已经入库的。默认按现在的户库。")
    ] = False,
    on: GivenOnOption = "",
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """按次序重跑若干个已经过去的月份：新发现的随最新的清单补发，不再成立的撤销，已经发出的不会再发，在办的照办。"""
    place = _there(home)
    asked = asked_or_refuse(first, last, reason, date_or_refuse(on) if on else now().date())
    place = _set_going(home)
    from flows.operations import backfill
    from flows.screen import show

    found = backfill(place, asked, as_known_then, quiet=as_json, on=on)
    show.backfilled(found, as_json)
    _leave(found.exit_status)


@app.command(short_help="一条预警或异常的来龙去脉。")
def explain(
    number: Annotated[
        str, typer.Argument(metavar="编号", help="预警编号、疑似编号、任务编号或异常编号；也可以写姓名或身份证号。")
    ],
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """一条预警或异常的来龙去脉：规则及版本，文件、工作表、行，后来怎样。"""
    place = _there(home)
    from flows.screen import explained as show_explained
    from flows.settings import open_county
    from reports.explain import explain as find
    from reports.explain import of_person

    with open_county(place).warehouse_there() as engine:
        found = find(engine, number.strip().upper())
        concerning = of_person(engine, number) if found is None else []
        if len(concerning) == 1:
            found = find(engine, concerning[0]["number"])
    if found is None and not concerning:
        raise UsageError(
            "没有这个编号，也没有这个人的预警、疑似或异常", do="请照清单中的编号、姓名或身份证号原样输入。"
        )
    if found is None:
        show_explained.several(concerning, as_json)
        return
    show_explained.explained(found, as_json)


@app.command()
def status(home: HomeOption = COUNTY, as_json: JsonOption = False) -> None:
    """进展：户库、已完成的月份、需要查看的事项。"""
    place = _there(home)
    from flows.duties import calendar_at
    from flows.screen import show
    from flows.settings import open_county
    from reports.screen import attention_of, standing

    county = open_county(place)
    with county.warehouse_there() as engine:
        found = standing(engine)
        newest = found["months"][0]["month"] if found["months"] else None
        attention = attention_of(engine, newest) if newest else []
    calendar = calendar_at(county, now().date())
    show.standing(found | {"policy": county.policy_name, "attention": attention}, calendar, as_json)


@duties_app.callback()
def duties(context: typer.Context, home: HomeOption = COUNTY, as_json: JsonOption = False) -> None:
    """限期工作：照政策所列的日子，哪些过期没有登记，哪些30天内到期，哪些办成了。"""
    if context.invoked_subcommand:
        return
    place = _there(home)
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
    on: Annotated[str, _day("哪一天办成的，默认今天。")] = "",
    due: DueOption = "",
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """登记一项限期工作已办：哪一天，一句话。同一天再登记是更正，不算两次。"""
    place = _there(home)
    from flows.duties import tick_off
    from flows.screen import duties as show_duties
    from flows.settings import open_county

    show_duties.noted(tick_off(open_county(place), code, word, on, due, now().date()), as_json)


@duties_app.command("undo")
def duties_undo(
    code: DutyArgument, due: DueOption = "", home: HomeOption = COUNTY, as_json: JsonOption = False
) -> None:
    """撤回登记错了的：默认最近登记的那一次。"""
    place = _there(home)
    from flows.duties import take_back
    from flows.screen import duties as show_duties
    from flows.settings import open_county

    show_duties.noted(take_back(open_county(place), code, due, now().date()), as_json)


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
    place = _there(home)
    from flows.screen import trial as show_trial
    from flows.settings import open_county
    from flows.trial import try_limit

    show_trial.tried(try_limit(open_county(place), rule, values, column, months), as_json)


@app.command(short_help="报送模板，发给部门照填；文书的 Word 模板。")
def templates(
    names: Annotated[list[str] | None, typer.Argument(metavar="[部门]…", help="默认全部部门。")] = None,
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """报送模板：每类信息一个，发给部门下次照填；不写部门的，连同告知书等文书的 Word 模板，可以改成本县的。"""
    place = _there(home)
    from flows.settings import open_county

    county = open_county(place)
    departments = _departments(county, names or [])
    from flows.screen import show
    from reports.department.templates import write_templates
    from reports.documents.document import hand_out

    written = write_templates(place.templates, county.policy, departments, county.deliveries, county.catalogue)
    show.templates(place, written, [] if names else hand_out(place.templates / "文书"), as_json)


def _departments(county: OpenCounty, names: list[str]) -> list[str]:
    """The departments named, by any way of calling them; all where none is named."""
    known = [department.name for department in county.catalogue.departments]
    asked = {name: county.catalogue.department_of(name) for name in names}
    for name, department in asked.items():
        if department is None:
            raise UsageError(f"没有“{name}”这个部门", do=f"可写的有：{'、'.join(known)}。")
    return [name for name in known if not names or name in asked.values()]


@app.command(short_help="值守：按日程自动收件、出清单、收台账、调度、通报。")
def serve(home: HomeOption = COUNTY) -> None:
    """值守：每月4日至7日收件，4日月调度，7日出清单，月底收台账，每季度写季通报，每周一限期工作提醒（北京时间）。按 Ctrl+C 停止。"""
    place = _there(home)
    from flows.environment import settle
    from flows.server import serving_home
    from flows.settings import open_county

    open_county(place)  # what is wrong in settings, feeds or policy is told now, not at the first run that falls due
    settle(place)
    with serving_home(place) as server:
        from flows.notify import missed_message
        from flows.operations import tell
        from flows.schedule import missed, serve_schedule
        from flows.screen import show

        left = missed(place, now())
        show.serving(server, left)
        if left:
            tell(place, missed_message(left))
        serve_schedule(place)


def _set_going(home: Path) -> Home:
    """The same for a command that runs a flow: Prefect's server comes up while the rest of the command is imported."""
    place = _there(home)
    from flows.server import prepare

    prepare(place)
    return place


def _there(home: Path) -> Home:
    """The home that was named. Refused where it is not there."""
    place = Home(home)
    require(place)
    return place


def _leave(status: int) -> None:
    if status:
        raise typer.Exit(status)


def main() -> None:
    """Run the command line; our own errors are told in a line, with their exit status."""
    nothing_sought_at_the_end()
    speak_chinese()
    frame_in_chinese()
    try:
        sys.exit(app(prog_name="fangpin", standalone_mode=False))
    except FangpinError as error:
        console.error(error)
        sys.exit(error.exit_status)
    except TyperException as error:
        if not is_help(error):
            console.error(as_ours(error))
        sys.exit(2)
    except (Abort, KeyboardInterrupt):
        console.stopped()
        sys.exit(130)
