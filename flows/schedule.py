"""The flows of the timetable, served on one machine. `prefect.yaml` says the same for `prefect deploy`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, cast

from prefect import Flow, flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from pydantic import Field

from flows import notify as n
from flows.backfill import LONGEST_REASON, MONTH_PATTERN, REASON_PATTERN, asked_or_refuse
from flows.clock import last_month, now
from flows.duties import pressing_at
from flows.operations import (
    backfill,
    collect,
    dispatch,
    dispatched_file,
    is_finished,
    opened,
    run_one_month,
    take_returns,
    tell,
    write_bulletin,
)
from flows.timetable import BACKFILL, BULLETIN, COLLECT, DISPATCH, DUTIES, MONTH, RETURNS, TIMEZONE, Due
from reports.bulletin.quarter import quarter_of
from sources.months import shift
from tasks.home import Home

Month = Annotated[str, Field(pattern=MONTH_PATTERN, description="月份，如 2026-07")]
Reason = Annotated[
    str,
    Field(
        pattern=REASON_PATTERN,
        min_length=1,
        max_length=LONGEST_REASON,
        description="为什么补跑：随补发、撤销的预警告知镇街；不要写任何人的号码和姓名",
    ),
]
"""What the page of a deployment asks for, and refuses before Prefect keeps it; `flows.backfill` says the rest."""


@contextmanager
def _told_if_it_fails(home: Home, what: str, command: str) -> Iterator[None]:
    """Nobody sits before a run that falls due: whoever is told of a month's outcome is told of a failure too."""
    try:
        yield
    except Exception:
        tell(home, n.due_failed_message(what, command))
        raise


@flow(name="collect-due", persist_result=False)
def collect_due(home: str) -> int:
    """收上个月的来文；到报登记的行数。"""
    place, month = Home(Path(home)), last_month()
    with _told_if_it_fails(place, "收件", f"fangpin collect {month}"):
        return len(collect(place, month, quiet=True).arrivals)


@flow(name="dispatch-due", persist_result=False)
def dispatch_due(home: str) -> int:
    """调度上月进度：台账上月底前报回的那个月；退出状态。那个月没有运行过的，没有可调度的。"""
    place, month = Home(Path(home)), shift(last_month(), -1)
    with _told_if_it_fails(place, "月调度", f"fangpin dispatch {month}"):
        return dispatch(place, month, quiet=True).exit_status if is_finished(place, month) else 0


@flow(name="month-due", persist_result=False)
def month_due(home: str) -> int:
    """跑上个月；退出状态。没有完成的，它自己通知。"""
    return run_one_month(Home(Path(home)), last_month(), quiet=True).exit_status


@flow(name="returns-due", persist_result=False)
def returns_due(home: str) -> int:
    """收上个月的台账；退回的处数。还没有台账报回的，没有可收的。"""
    place, month = Home(Path(home)), last_month()
    if not (place.returns(month).is_dir() and is_finished(place, month)):
        return 0
    with _told_if_it_fails(place, "收台账", f"fangpin returns {month}"):
        return take_returns(place, month, quiet=True).returns.kept.ledgers.cells_refused


@flow(name="bulletin-due", persist_result=False)
def bulletin_due(home: str) -> int:
    """写上个季度的通报；文件数。那个季度没有运行过的，没有可通报的。"""
    place, month = Home(Path(home)), last_month()
    if not is_finished(place, month):
        return 0
    quarter = quarter_of(month)
    with _told_if_it_fails(place, "季通报", f"fangpin bulletin {quarter.code}"):
        return len(write_bulletin(place, quarter).files)


@flow(name="duties-due", persist_result=False)
def duties_due(home: str) -> int:
    """提醒限期工作：过期没有登记的、将到期的项数；一项也没有的，不通知。"""
    place, today = Home(Path(home)), now().date()
    with _told_if_it_fails(place, "限期工作提醒", "fangpin duties"):
        over, coming = pressing_at(opened(place), today)
        if over or coming:
            tell(place, n.duties_message(today, over, coming))
        return len(over) + len(coming)


@flow(name="backfill-asked", persist_result=False)
def backfill_asked(home: str, first: Month, last: Month, reason: Reason, as_known_then: bool = False) -> int:
    """补跑若干个已经过去的月份，由人发起；退出状态。参数与 fangpin backfill 相同，核对也相同。"""
    place = Home(Path(home))
    with _told_if_it_fails(place, "补跑", f"fangpin backfill {first} {last}"):
        asked = asked_or_refuse(first, last, reason, now().date())
        return backfill(place, asked, as_known_then, quiet=True).exit_status


def missed(home: Home, moment: dt.datetime) -> list[str]:
    """What fell due in the month of `moment` while nothing was served, and was not done by hand: what, and by which command."""
    reported = shift(f"{moment:%Y-%m}", -1)
    handled = shift(reported, -1)
    due = (
        (f"{reported}清单", MONTH, is_finished(home, reported), f"fangpin month {reported}"),
        (f"{handled}月调度", DISPATCH, not is_finished(home, handled) or dispatched_file(home, handled).exists(),
         f"fangpin dispatch {handled}"),
    )  # fmt: skip
    return [f"{what}（{command}）" for what, one, is_done, command in due if _is_over(one, moment) and not is_done]


def _is_over(due: Due, moment: dt.datetime) -> bool:
    """Has its one time of the month gone by?"""
    minute, hour, day, *_ = due.cron.split()
    return (moment.day, moment.hour, moment.minute) > (int(day), int(hour), int(minute))


FLOWS = (
    (COLLECT, collect_due),
    (DISPATCH, dispatch_due),
    (MONTH, month_due),
    (RETURNS, returns_due),
    (BULLETIN, bulletin_due),
    (DUTIES, duties_due),
)


def serve_schedule(home: Home) -> None:
    """Serve all schedules on this machine until stopped; what falls due while a run is at work waits for its end."""
    where = {"home": str(home.root.resolve())}
    scheduled = (_deployed(flow_, due.name, where, due.cron) for due, flow_ in FLOWS)
    serve(*scheduled, _deployed(backfill_asked, BACKFILL, where), print_starting_message=False, limit=1)


def _deployed(flow_: Flow[..., int], name: str, where: dict[str, Any], cron: str = "") -> RunnerDeployment:
    """By module, not by file: a run then needs no working directory, and `flows/` itself is kept off the module path. Without a cron
    somebody sets it going."""
    schedules = [Cron(cron, timezone=TIMEZONE)] if cron else []
    made = flow_.to_deployment(name, schedules=schedules, parameters=where, entrypoint_type=EntrypointType.MODULE_PATH)
    return cast(RunnerDeployment, made)
