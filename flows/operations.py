"""What a command sets going: the lock is held, Prefect is prepared, the flow runs, the outcome is read from what was committed."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import notify as n
from flows.clock import date_or_refuse, last_month, now
from flows.environment import alone_in, log_to, prepare
from flows.progress import MONTH_STEPS, Watch, watching
from flows.settings import (
    contacts_of,
    deliveries_of,
    file_passwords_of,
    groups_of,
    load_settings,
    policy_of,
    pulls_of,
    secrets_of,
)
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
from sources.errors import FangpinError, UsageError
from sources.fence import discreet
from sources.listing import readable
from sources.secrets import holding
from tasks.home import Home
from warehouse.contacts import replace_contacts
from warehouse.deadlines import month_end
from warehouse.engine import Engine, open_existing
from warehouse.handling import PLACED
from warehouse.models import run_models
from warehouse.policies import load_policy
from warehouse.supervision import replace_groups
from warehouse.tables import states

if TYPE_CHECKING:
    from reports.bulletin import Quarter
    from tasks.bulletin import Written


@dataclass
class Outcome:
    """What a month came to. exit_status: 0 done; 3 done, but a person must look. faults, returned: of a demo county."""

    home: Home
    month: str
    run_id: str
    counts: dict[str, int]
    attention: list[dict[str, Any]]
    conservation: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    seconds: dict[str, float] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    returned: dict[str, Any] = field(default_factory=dict)

    @property
    def exit_status(self) -> int:
        return 3 if self.attention else 0


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


def require(home: Home) -> None:
    """Refuse a home that is not there: a slip in its name would make a second, empty one."""
    if not home.root.is_dir():
        raise UsageError("没有这个文件夹", str(home.root), "请先运行 fangpin init，或用 --home 指明本县文件夹。")
    refuse_path(home.root)


def refuse_path(path: Path) -> None:
    """Refuse a path under which a database cannot lie (DuckDB ends the name of its log at a question mark), or that is no text."""
    called = str(path.absolute())
    if "?" in called or readable(called) != called:
        do = "请把文件夹改名，或移到别处（不要有问号、换行，名称用 UTF-8 编码），再用 --home 指明。"
        raise UsageError("文件夹的路径里有用不了的字符", readable(called), do)


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


@contextmanager
def _at_work(home: Home, run_id: str, steps: int, quiet: bool) -> Iterator[Watch]:
    """Alone in the home, with Prefect prepared and passwords at hand, logging to the run's folder."""
    require(home)
    load_policy(policy_of(home))
    with alone_in(home), holding(secrets_of(home)), watching(steps, "启动", quiet) as watch:
        prepare(home)
        import prefect  # noqa: F401  Prefect sets up its loggers when it is imported

        log_to(home.run_folder(run_id) / "log")
        with Engine(home.warehouse) as engine:  # not by a flow's parameters: Prefect would keep them
            replace_contacts(engine, contacts_of(home))
            replace_groups(engine, groups_of(home))
        yield watch


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


def load_base(home: Home, places: list[Path], as_of: str, whole: bool = False, quiet: bool = False) -> dict[str, Any]:
    """Put a base in force; its counts and what must be looked at. whole: whoever is not in the exports leaves it."""
    day, sources = date_or_refuse(as_of), places or [home.base_inbox]
    for source in sources:
        if not source.exists():
            raise UsageError("没有这个文件或文件夹", str(source), "请指明农户家庭成员信息导出所在的文件夹或文件。")
        refuse_path(source)
    with _at_work(home, _run_id("base"), 1, quiet):
        from flows.month import base_load

        result: dict[str, Any] = _checked(
            base_load,
            str(home.root),
            [str(source) for source in sources],
            day.isoformat(),
            file_passwords_of(home),
            policy_of(home),
            whole,
        )
        return result


def collect(home: Home, month: str, quiet: bool = False) -> Collected:
    """Pull and recognise the month's files; the arrival board, told to whom the settings name."""
    with _at_work(home, _run_id(f"{month}-collect"), 2, quiet):
        from flows.month import collect_month

        where = pulls_of(home, month, last_month()), file_passwords_of(home)
        _checked(collect_month, str(home.root), month, policy_of(home), deliveries_of(home), *where)
    with open_existing(home.warehouse) as engine:
        found = Collected(month, board_of(engine, month), arrivals_of(engine, month))
    found.troubles = tell(home, n.board_message(month, found.board, found.matters))
    return found


def take_returns(home: Home, month: str, today: str = "", quiet: bool = False) -> dict[str, Any]:
    """Take in what townships sent back for a month, told to whom the settings name; counts, the files in which no list was
    found, and what went wrong with the notification.

    today: the day up to which things can have happened, where it is not this one.
    """
    day = date_or_refuse(today) if today else now().date()
    if not home.returns(month).is_dir():
        folder = home.returns(month)
        raise UsageError("没有这个文件夹", str(folder), "请建好它，把镇街报回的台账和清单放进去再运行；文件名不限。")
    with _at_work(home, _run_id(f"{month}-returns"), 3, quiet):
        from flows.month import take_returned

        counts: dict[str, Any] = _checked(
            take_returned, str(home.root), month, policy_of(home), day, file_passwords_of(home)
        )
    return counts | {"troubles": tell(home, n.returns_message(month, counts))}


def write_bulletin(home: Home, quarter: Quarter) -> Written:
    """A quarter's bulletin, written beside the county's lists."""
    from tasks.bulletin import make_bulletin

    require(home)
    with alone_in(home):
        if home.warehouse.exists():
            # a home of an older version gets the tables declared since, and what is in them
            with Engine(home.warehouse) as engine, engine.transaction():
                run_models(engine, PLACED)
        written: Written = _checked(make_bulletin, home, quarter, policy_of(home))
    return written


def dispatch(home: Home, month: str, on: str = "", quiet: bool = False) -> Dispatched:
    """月调度 of a month's ledger, told to whom the settings name. on: the day on which its progress is seen, where it is not this one."""
    day = date_or_refuse(on) if on else now().date()
    if not is_finished(home, month):
        raise UsageError(f"{month}还没有完成的运行，没有进展可调度", do=f"请核对月份，或先运行 fangpin month {month}。")
    with _at_work(home, _run_id(f"{month}-dispatch"), 1, quiet):
        from flows.month import dispatch_month

        _checked(dispatch_month, str(home.root), month, policy_of(home), day)
    with open_existing(home.warehouse) as engine:
        progress = progress_of(engine, month, load_policy(policy_of(home)))
        drawn, households = drawn_of(engine, month)
    found = Dispatched(month, day, dispatched_file(home, month), progress, drawn, households)
    found.troubles = tell(home, n.dispatch_message(month, progress))
    return found


def dispatched_file(home: Home, month: str) -> Path:
    """Where the 月调度 of a month's ledger lies once it was held."""
    return home.outbox(month) / COUNTY / f"月调度_{month}.xlsx"


def is_finished(home: Home, month: str) -> bool:
    """Has the month been run to its end?"""
    if not home.warehouse.exists():
        return False
    with open_existing(home.warehouse) as engine:
        return bool(engine.value("SELECT COUNT(*) FROM ops.run WHERE month = ?", [month]))


def run_one_month(home: Home, month: str, reason: str = "", quiet: bool = False, on: str = "") -> Outcome:
    """The whole month, told to whom the settings name. A base that waits in the inbox and was never loaded comes first.

    on: the day on which townships are given the lists, where it is not this one.
    """
    try:
        outcome = backfill(home, [month], reason, quiet, on)[0]
    except FangpinError as error:
        if not isinstance(error, UsageError):
            tell(home, n.failed_message(month))
        raise
    with open_existing(home.warehouse) as engine:
        board = board_of(engine, month)
    told = tell(home, n.month_message(month, outcome.counts, board, len(outcome.attention)))
    outcome.attention += [{"department": "", "place": "通知", "what": what, "todo": n.MEND} for what in told]
    return outcome


def tell(home: Home, body: str) -> list[str]:
    """Send a notification; what went wrong. It never fails a month."""
    troubles = n.notify(load_settings(home).notify, body)
    for trouble in troubles:
        logging.getLogger("fangpin").warning(trouble)
    return troubles


def backfill(home: Home, months: list[str], reason: str, quiet: bool = False, on: str = "") -> list[Outcome]:
    """Months again, in order; the outcome of each. on: the day on which townships are given what is new in them, where it is not
    this one; a month whose lists are not due by then has the policy's day."""
    day = date_or_refuse(on) if on else now().date()
    outcomes = []
    with _at_work(home, _run_id(months[0]), len(months) * MONTH_STEPS, quiet) as watch:
        from flows.month import base_load, run_month

        passwords = file_passwords_of(home)
        if _waits_for_base(home):
            known_on = month_end(months[0]).isoformat()
            _checked(base_load, str(home.root), [str(home.base_inbox)], known_on, passwords, policy_of(home))
        for month in months:
            run_id = _run_id(month)
            said = (str(home.root), month, policy_of(home), run_id, deliveries_of(home), reason)
            counts = _checked(run_month, *said, pulls_of(home, month, last_month()), passwords, day)
            outcomes.append(_outcome(home, month, run_id, counts, watch))
    return outcomes


def _waits_for_base(home: Home) -> bool:
    with Engine(home.warehouse) as engine:
        has_base = bool(engine.value("SELECT COUNT(*) FROM base.person"))
    return not has_base and home.base_inbox.is_dir() and any(home.base_inbox.iterdir())


def _set_aside(name: str) -> dict[str, Any]:
    """A list that somebody had worked on in the outbox, as a matter to look at."""
    do = "改动还在这个文件里；填好的清单请放入 returns 后运行 fangpin returns，不要填在 outbox 里。"
    return {
        "department": "",
        "place": f"outbox {name}",
        "what": "原清单被改动过，已另存为旧稿，新清单在它旁边",
        "todo": do,
    }


def _outcome(home: Home, month: str, run_id: str, counts: dict[str, Any], watch: Watch) -> Outcome:
    with open_existing(home.warehouse) as engine:
        attention, conservation = attention_of(engine, month), conservation_of(engine, month)
        reasons = reasons_of(engine, month)
    attention += [_set_aside(name) for name in counts.pop("set_aside", ())]
    return Outcome(home, month, run_id, counts, attention, conservation, reasons, dict(watch.seconds))
