"""What a command sets going: the lock is held, Prefect is prepared, the flow runs, the outcome is read from what was committed."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import notify as n
from flows.backfill import Asked
from flows.clock import date_or_refuse, now
from flows.environment import alone_in, log_to, refuse_path, require
from flows.outcomes import MonthDone, PlantedCounts, Returned
from flows.progress import MONTH_STEPS, Watch, watching
from flows.server import prepare
from flows.settings import OpenCounty, Settings, load_settings, open_county
from reports.names import COUNTY
from reports.screen import (
    arrivals_of,
    attention_of,
    board_of,
    conservation_of,
    drawn_of,
    progress_of,
    reasons_of,
)
from sources.catalogue import usual_catalogue
from sources.errors import FangpinError, UsageError
from sources.fence import discreet
from sources.garbage import nothing_thrown_away
from sources.months import month_end
from sources.secrets import holding
from tasks.county import County
from tasks.home import Home
from warehouse.belated import newest_listed, standing_in, told_in
from warehouse.contacts import replace_contacts
from warehouse.engine import open_existing
from warehouse.handling import PLACED
from warehouse.models import run_models
from warehouse.supervision import replace_groups
from warehouse.tables import states

if TYPE_CHECKING:
    from reports.bulletin.quarter import Quarter
    from tasks.base import BaseLoad
    from tasks.bulletin import Written
    from tasks.lists import Lists
    from tasks.notice_list import WrittenList
    from warehouse.months import MonthCounts


@dataclass
class Outcome:
    """What a month came to. exit_status: 0 done; 3 done, but a person must look. faults, returned: of a demo county. told_in: the later
    month whose lists tell what is new in it; empty where its own do."""

    home: Home
    month: str
    run_id: str
    counts: MonthCounts
    attention: list[dict[str, Any]]
    conservation: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    seconds: dict[str, float] = field(default_factory=dict)
    faults: PlantedCounts | None = None
    returned: Returned | None = None
    told_in: str = ""

    @property
    def exit_status(self) -> int:
        return 3 if self.attention else 0


@dataclass
class Backfilled:
    """What months run again came to. told_in: the month whose lists tell what is belated or withdrawn; standing: how many warnings of
    each kind they tell in all, whichever run found them."""

    outcomes: list[Outcome]
    reason: str
    as_known_then: bool
    told_in: str
    standing: dict[str, int]

    @property
    def exit_status(self) -> int:
        return max(outcome.exit_status for outcome in self.outcomes)


@dataclass
class Collected:
    """What a collecting found. board: each awaited feed; arrivals: each file and what has not come; troubles: else."""

    month: str
    board: list[dict[str, Any]]
    arrivals: list[dict[str, Any]]
    troubles: list[str] = field(default_factory=list)

    @property
    def matters(self) -> int:
        """How many files and awaited feeds a person must look at."""
        files = [row for row in self.arrivals if row["file_name"] and row["todo"]]
        return len(files) + sum(bool(row["todo"]) for row in self.board)

    @property
    def exit_status(self) -> int:
        return 3 if self.matters or self.troubles else 0


@dataclass
class Dispatched:
    """What a 月调度 tells. progress: each township; drawn: those drawn for guidance; households: how many are checked again;
    troubles: of the notification."""

    month: str
    on: dt.date
    file: Path
    progress: list[dict[str, Any]]
    drawn: list[str]
    households: int
    troubles: list[str] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        pressing = any(
            row["overdue"] or states.by_code(states.ARRIVALS)[row["ledger_state"]].is_missing for row in self.progress
        )
        return 3 if pressing or self.troubles else 0


def opened(home: Home, settings: Settings | None = None) -> OpenCounty:
    """The county of a home that is there. Refused where the home is not, or where its settings, feeds or policy are wrong."""
    require(home)
    return open_county(home, settings)


@contextmanager
def _at_work(county: OpenCounty, run_id: str, steps: int, quiet: bool) -> Iterator[Watch]:
    """Alone in the home, with Prefect prepared and passwords at hand, logging to the run's folder, the warehouse open throughout."""
    home = county.home
    with alone_in(home), holding(county.secrets()), watching(steps, "启动", quiet) as watch:
        prepare(home)
        with nothing_thrown_away():
            import fastapi.encoders  # noqa: F401  Prefect asks for it when a flow is called: its server comes up meanwhile
            import prefect  # noqa: F401  Prefect sets up its loggers when it is imported

            import flows.month  # noqa: F401  every flow, and what its steps need

        log_to(home.run_folder(run_id) / "log")
        with county.warehouse() as engine:  # not by a flow's parameters: Prefect would keep them
            replace_contacts(engine, county.contacts)
            replace_groups(engine, county.groups)
            yield watch  # with the file open: no step that opens it, too, has to read what tables there are, or to write them all out


def _run_id(what: str) -> str:
    return f"{what}-{now():%Y%m%d%H%M%S}-{os.getpid()}"


def _checked(flow: Callable[..., Any], *args: object) -> Any:
    """Run a flow; whatever is not ours is told as ours, without anyone's data."""
    try:
        return flow(*args)
    except FangpinError:
        raise
    except Exception as error:
        raise FangpinError(f"没有完成：{discreet(error)}", do="请查看 runs 文件夹中的日志。") from None


def load_base(home: Home, places: list[Path], as_of: str, whole: bool = False, quiet: bool = False) -> BaseLoad:
    """Put a base in force; what it came to. whole: whoever is not in the exports leaves it."""
    day, sources = date_or_refuse(as_of), places or [home.base_inbox]
    for source in sources:
        if not source.exists():
            raise UsageError("没有这个文件或文件夹", str(source), "请指明农户家庭成员信息导出所在的文件夹或文件。")
        refuse_path(source)
    county = opened(home)
    with _at_work(county, _run_id("base"), 1, quiet):
        from flows.month import base_load

        places_named = [str(source) for source in sources]
        result: BaseLoad = _checked(base_load, county, places_named, day.isoformat(), whole)
        return result


def collect(home: Home, month: str, quiet: bool = False) -> Collected:
    """Pull and recognise the month's files; the arrival board, told to whom the settings name."""
    county = opened(home)
    with _at_work(county, _run_id(f"{month}-collect"), 2, quiet):
        from flows.month import collect_month

        _checked(collect_month, county, month)
    with county.warehouse_there() as engine:
        found = Collected(month, board_of(engine, month), arrivals_of(engine, month))
    found.troubles = _told(county.settings, n.board_message(month, found.board, found.matters))
    return found


def take_returns(home: Home, month: str, today: str = "", quiet: bool = False) -> Returned:
    """Take in what townships sent back for a month, told to whom the settings name; what came of it.

    today: the day up to which things can have happened, where it is not this one.
    """
    day = date_or_refuse(today) if today else now().date()
    if not home.returns(month).is_dir():
        folder = home.returns(month)
        raise UsageError("没有这个文件夹", str(folder), "请建好它，把镇街报回的台账和清单放进去再运行；文件名不限。")
    county = opened(home)
    with _at_work(county, _run_id(f"{month}-returns"), 3, quiet):
        from flows.month import take_returned

        found: Returned = _checked(take_returned, county, month, day)
    found.troubles = _told(county.settings, n.returns_message(month, found.returns.flat()))
    return found


def write_bulletin(home: Home, quarter: Quarter) -> Written:
    """A quarter's bulletin, written beside the county's lists."""
    from tasks.bulletin import make_bulletin

    county = opened(home)
    with alone_in(home):
        if home.warehouse.exists():
            # a home of an older version gets the tables declared since, and what is in them
            with county.warehouse() as engine, engine.transaction():
                run_models(engine, PLACED)
        written: Written = _checked(make_bulletin, county.at(quarter.months[-1]), quarter)
    return written


def write_list(home: Home, code: str, month: str) -> WrittenList:
    """A list of the notice, written beside the month's lists whether or not it is due. Raises UsageError where the policy has none such."""
    from reports.township.visits import VISITS_CODE
    from tasks.notice_list import make_list

    county = opened(home)
    known = [one.code for one in county.policy.lists_of_notice]
    if code not in (*known, VISITS_CODE):
        raise UsageError(
            f"本县的政策没有“{code}”这种名单",
            do=f"可写的有：{'、'.join((*known, VISITS_CODE))}。要加的，在 policy.toml 中写 [[list]]。",
        )
    with alone_in(home):
        written: WrittenList = _checked(make_list, county, code, month)
    return written


def dispatch(home: Home, month: str, on: str = "", quiet: bool = False) -> Dispatched:
    """月调度 of a month's ledger, told to whom the settings name. on: the day on which its progress is seen, where it is not this one."""
    day = date_or_refuse(on) if on else now().date()
    if not is_finished(home, month):
        raise UsageError(f"{month}还没有完成的运行，没有进展可调度", do=f"请核对月份，或先运行 fangpin month {month}。")
    county = opened(home)
    with _at_work(county, _run_id(f"{month}-dispatch"), 1, quiet):
        from flows.month import dispatch_month

        _checked(dispatch_month, county, month, day)
    with county.warehouse_there() as engine:
        progress = progress_of(engine, month, county.at(month).policy)
        drawn, households = drawn_of(engine, month)
    found = Dispatched(month, day, dispatched_file(home, month), progress, drawn, households)
    found.troubles = _told(county.settings, n.dispatch_message(month, progress))
    return found


def dispatched_file(home: Home, month: str) -> Path:
    """Where the 月调度 of a month's ledger lies once it was held."""
    return home.outbox(month) / COUNTY / f"月调度_{month}.xlsx"


def is_finished(home: Home, month: str) -> bool:
    """Has the month been run to its end?"""
    if not home.warehouse.exists():
        return False
    with open_existing(home.warehouse, usual_catalogue()) as engine:  # no feed's own table is asked
        return bool(engine.value("SELECT COUNT(*) FROM ops.run WHERE month = ?", [month]))


def run_one_month(home: Home, month: str, reason: str = "", quiet: bool = False, on: str = "") -> Outcome:
    """The whole month, told to whom the settings name. A base that waits in the inbox and was never loaded comes first.

    on: the day on which townships are given the lists, where it is not this one.
    """
    require(home)
    settings = load_settings(home)
    try:
        county = opened(home, settings)
        outcome = run_months(county, [month], reason, quiet, on)[0]
    except FangpinError as error:
        if not isinstance(error, UsageError):
            _told(settings, n.failed_message(month))
        raise
    with county.warehouse_there() as engine:
        board = board_of(engine, month)
    told = _told(settings, n.month_message(month, asdict(outcome.counts), board, len(outcome.attention)))
    outcome.attention += [{"department": "", "place": "通知", "what": what, "todo": n.MEND} for what in told]
    return outcome


def tell(home: Home, body: str) -> list[str]:
    """Send a notification to whom the settings of a home name, for those who have no county open; what went wrong."""
    return _told(load_settings(home), body)


def _told(settings: Settings, body: str) -> list[str]:
    """Send a notification; what went wrong. It never fails a month."""
    troubles = n.notify(settings.notify, body)
    for trouble in troubles:
        logging.getLogger("fangpin").warning(trouble)
    return troubles


def backfill(home: Home, asked: Asked, as_known_then: bool = False, quiet: bool = False, on: str = "") -> Backfilled:
    """Months that are over again, in order; what came of them.

    as_known_then: by the base as it was loaded before each month's lists went out, not as it is now. on: the day on which townships are
    given what is new in them, where it is not this one; a month whose lists are not due by then has the policy's day.
    """
    county = opened(home)
    outcomes = run_months(county, asked.months, asked.reason, quiet, on, as_known_then)
    with county.warehouse_there() as engine:
        told = told_in(engine, asked.months[-1])
        return Backfilled(outcomes, asked.reason, as_known_then, told, standing_in(engine, told))


def run_months(
    county: OpenCounty, months: list[str], reason: str, quiet: bool, on: str = "", as_known_then: bool = False
) -> list[Outcome]:
    """Months in order; the outcome of each. What is new in those whose lists are out goes out with the newest lists, written last: until
    then none of the runs counts as told."""
    day = date_or_refuse(on) if on else now().date()
    outcomes = []
    with _at_work(county, _run_id(months[0]), len(months) * MONTH_STEPS, quiet) as watch:
        from flows.month import base_load, run_month, tell_belated
        from tasks.judge import begin_to_load_judge

        with county.warehouse() as engine:
            newest, has_base = newest_listed(engine) or "", bool(engine.value("SELECT COUNT(*) FROM base.person"))
        if not has_base and _base_waits(county.home):
            _checked(base_load, county, [str(county.home.base_inbox)], month_end(months[0]).isoformat())
            has_base = True
        if has_base:  # else the month is refused
            begin_to_load_judge()
        for month in months:
            run_id, told = _run_id(month), newest if newest > month else ""
            done: MonthDone = _checked(run_month, county, month, run_id, reason, day, as_known_then, told, months)
            outcomes.append(_outcome(county, month, run_id, done, watch, told))
        if late := [outcome.run_id for outcome in outcomes if outcome.told_in]:
            lists: Lists = _checked(tell_belated, county, newest, late, newest not in months)
            outcomes[-1].attention += [_set_aside(name) for name in lists.set_aside]
    return outcomes


def _base_waits(home: Home) -> bool:
    return home.base_inbox.is_dir() and any(home.base_inbox.iterdir())


def _set_aside(name: str) -> dict[str, Any]:
    """A list that somebody had worked on in the outbox, as a matter to look at."""
    do = "改动还在这个文件里；填好的清单请放入 returns 后运行 fangpin returns，不要填在 outbox 里。"
    return {
        "department": "",
        "place": f"outbox {name}",
        "what": "原清单被改动过，已另存为旧稿，新清单在它旁边",
        "todo": do,
    }


def _outcome(county: County, month: str, run_id: str, done: MonthDone, watch: Watch, told: str) -> Outcome:
    with county.warehouse_there() as engine:
        attention, conservation = attention_of(engine, month), conservation_of(engine, month)
        reasons = reasons_of(engine, month)
    attention += [_set_aside(name) for name in done.lists.set_aside]
    seconds = dict(watch.seconds)
    return Outcome(county.home, month, run_id, done.counts, attention, conservation, reasons, seconds, told_in=told)
