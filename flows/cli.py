"""fangpin, the command line. What was asked is checked before anything heavy is imported, which each command does for itself: help, and
whatever is written wrongly, are answered at once (tests/telling/test_at_once.py)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Abort, TyperException

from flows.backfill import asked_or_refuse
from flows.clock import date_or_refuse, day_as_said, last_month, month_or_refuse, now
from flows.duty_commands import duties_app
from flows.environment import refuse_path, speak_chinese
from flows.options import COUNTY, HomeOption, JsonOption, on_day, there
from flows.policy_commands import policy_app
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
app.add_typer(duties_app, name="duties")
app.add_typer(policy_app, name="policy")

TimingsOption = Annotated[bool, typer.Option("--timings", help="打印每一步的用时，Prefect 启动和 GX 载入单列。")]
MonthArgument = Annotated[
    str, typer.Argument(metavar="月份", help="所报事项发生的月份，如 2026-10。", parser=month_or_refuse)
]


GivenOnOption = Annotated[
    str, on_day("清单哪一天交给镇街：默认今天，规定的日子（7日）还没有到的为那一天。先前已交的各行日期不变。")
]
TakenOnOption = Annotated[str, on_day("核对到哪一天，默认今天；填的日期不能晚于它。")]
SeenOnOption = Annotated[str, on_day("看哪一天的进展，默认今天。")]


@app.command(short_help="造一个虚拟县，跑完两个月，告诉您清单在哪里。")
def demo(
    home: HomeOption = COUNTY,
    policy: Annotated[str, typer.Option(help="执行的政策：jimo、tandu、liujiang、eerhe、foziling。")] = "jimo",
    persons: Annotated[int, typer.Option(help="户库人数。", min=200)] = 5000,
    seed: Annotated[int, typer.Option(help="随机种子；同一种子得到同一个县。")] = 1,
    month: Annotated[
        str | None,
        typer.Option(
            metavar="月份",
            help="第二个月的月份，默认上个月；政策没有今年监测范围的，为它施行之时。",
            parser=month_or_refuse,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """造一个虚拟县，带两个月杂乱的部门来文，跑完两个月，告诉您清单在哪里。"""
    from flows.demo import run_demo
    from flows.screen import show

    outcome = run_demo(Home(home), persons, seed, month, quiet=as_json, policy_name=policy)
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

    asked, place = quarter_or_refuse(quarter), there(home)
    from flows.operations import write_bulletin
    from flows.screen import show

    show.bulletin(asked, write_bulletin(place, asked), as_json, is_over=asked.days[1] < now().date())


@app.command("list", short_help="通知要的名单：有哪些；随时出其中一种。")
def list_command(
    code: Annotated[
        str, typer.Argument(metavar="[名单]", help="名单的代码；不写的列出有哪些。visits 为按村分开的入户清单。")
    ] = "",
    month: Annotated[
        str | None, typer.Option("--month", metavar="月份", help="哪个月的，默认上个月。", parser=month_or_refuse)
    ] = None,
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """通知要的名单：有哪些、多久出一次、给谁；写明代码的，随时出那一种，放在那个月的清单旁边。"""
    place = there(home)
    from flows.screen import show
    from flows.settings import open_county

    if not code:
        show.lists_of_notice(open_county(place).policy.lists_of_notice, as_json)
        return
    from flows.operations import write_list

    show.list_written(write_list(place, code, month or last_month()), as_json)


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
    place = there(home)
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
        str,
        typer.Argument(metavar="编号", help="预警编号、疑似编号、任务编号或异常编号；也可以写姓名、身份证号或户编号。"),
    ],
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """一条预警或异常的来龙去脉：规则及版本，文件、工作表、行，后来怎样；这一户近12个月的收支。"""
    place = there(home)
    from flows.screen import accounts
    from flows.screen import explained as show_explained
    from flows.settings import open_county
    from reports.explain import account_of, households_of, of_person
    from reports.explain import explain as find

    with open_county(place).warehouse_there() as engine:
        found = find(engine, number.strip().upper())
        concerning = of_person(engine, number) if found is None else []
        if len(concerning) == 1:
            found = find(engine, concerning[0]["number"])
        households = households_of(engine, number, found)
        account = account_of(engine, households[0]) if len(households) == 1 else None
    if found is None and not concerning and account is None and len(households) < 2:
        raise UsageError(
            "没有这个编号，也没有这个人的预警、疑似或异常，这一户近12个月也没有账目",
            do="请照清单中的编号、姓名、身份证号或户编号原样输入。",
        )
    told = accounts.as_data(account, households)
    if found is not None:
        show_explained.explained(found | told if as_json else found, as_json)
    elif concerning or as_json:
        show_explained.several(concerning, as_json, told)
    if not as_json:
        accounts.account(account, households)


@app.command()
def status(home: HomeOption = COUNTY, as_json: JsonOption = False) -> None:
    """进展：户库、已完成的月份、需要查看的事项。"""
    place = there(home)
    from flows.duties import calendar_at
    from flows.screen import show
    from flows.settings import open_county
    from reports.screen import attention_of, standing

    county = open_county(place)
    with county.warehouse_there() as engine:
        found = standing(engine)
        newest = found["months"][0]["month"] if found["months"] else None
        attention = attention_of(engine, newest) if newest else []
    versions = [{"policy": one.called, "since": one.in_force_from.isoformat()} for one in county.versions]
    calendar = calendar_at(county, now().date())
    told = found | {"policy": county.policy_name, "versions": versions, "attention": attention}
    show.standing(told, calendar, as_json)


@app.command(short_help="报送模板，发给部门照填；文书的 Word 模板。")
def templates(
    names: Annotated[list[str] | None, typer.Argument(metavar="[部门]…", help="默认全部部门。")] = None,
    home: HomeOption = COUNTY,
    as_json: JsonOption = False,
) -> None:
    """报送模板：每类信息一个，发给部门下次照填；不写部门的，连同告知书等文书的 Word 模板，可以改成本县的。"""
    place = there(home)
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
    place = there(home)
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
    place = there(home)
    from flows.server import prepare

    prepare(place)
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
