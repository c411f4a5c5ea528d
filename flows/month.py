"""The month, as the office does it: collect, clean, judge, match, warn, list, publish.

Parameters and results are months, paths and counts; nobody's data passes through Prefect.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace

from prefect.artifacts import create_table_artifact

from flows.clock import last_month, now
from flows.outcomes import MonthDone, Returned
from flows.procedure import procedure
from flows.progress import timed
from flows.settings import OpenCounty
from sources.transports.store import PATIENT
from tasks.base import BaseLoad, load_base
from tasks.base_changes import write_changes
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.dispatch import dispatch
from tasks.judge import LOAD_GX, find_anomalies, gate, load_judge
from tasks.lists import NOTHING_WRITTEN, Lists, write_lists
from tasks.manifest import write_manifest
from tasks.match import match, warn
from tasks.publish import publish
from tasks.returns import take_returns
from tasks.run import begin, commit, finish

Counts = dict[str, int]


@procedure("base-load")
def base_load(county: OpenCounty, places: list[str], as_of: str, whole: bool = False) -> BaseLoad:
    """户库入库。"""
    with timed("读取户库"):
        loaded = load_base(county, places, as_of, county.file_passwords, whole)
        file = write_changes(county)
    return replace(loaded, changes_file=str(file or ""))


@procedure("collect")
def collect_month(county: OpenCounty, month: str) -> Counts:
    """收件、识别、到报登记。"""
    county = county.at(month)
    with timed("登记"):
        begin(county, month, county.deliveries, needs_base=False)
    with timed("收件识别"):
        return collect(county, month, county.pulls(month, last_month()), county.file_passwords, PATIENT)


@procedure("month")
def run_month(
    county: OpenCounty,
    month: str,
    run_id: str,
    reason: str = "",
    on: dt.date | None = None,
    as_known_then: bool = False,
    told_in: str = "",
    together: Sequence[str] = (),
) -> MonthDone:
    """一个月的全部工作。on：清单交给镇街的日期，默认今天；as_known_then：按当时的户库；told_in：补发、撤销列入哪个月的清单，本月的不写；
    together：一并运行的月份。"""
    on = on or now().date()
    county = county.at(month)
    with timed("登记"):
        begin(county, month, county.deliveries, on=on, as_known_then=as_known_then, reason=reason, together=together)
    with timed("收件识别"):
        collect(county, month, county.pulls(month, last_month()), county.file_passwords, PATIENT)
    with timed("清洗"):
        clean_month(county, month, county.file_passwords)
    with timed(LOAD_GX):
        load_judge()
    with timed("质量门禁"):
        gate(county, month)
    with timed("比对"):
        match(county)
    with timed("预警"):
        warn(county)
    with timed("异常数据"):
        find_anomalies(county, month)
    with timed("入账"):
        counts = commit(county, month, run_id, reason, on)
    with timed("出清单"):
        lists = write_lists(county, month, is_run=True)
    with timed("发布"):
        publish(county)
        if not told_in:  # else it is told when the lists are out that tell it
            finish(county, run_id)
        write_manifest(county, month, run_id)
    create_table_artifact(table=[asdict(counts)], key="month-counts", description=f"{month} {run_id}")
    return MonthDone(counts, lists)


@procedure("belated")
def tell_belated(county: OpenCounty, month: str, run_ids: list[str], writes: bool = True) -> Lists:
    """补发、撤销列入最新一个月的清单。writes：那个月自己没有一并重跑，清单重写。"""
    county = county.at(month)
    with timed("出清单"):
        lists = write_lists(county, month) if writes else NOTHING_WRITTEN
    with timed("发布"):
        publish(county)
        for run_id in run_ids:
            finish(county, run_id)
    return lists


@procedure("returns")
def take_returned(county: OpenCounty, month: str, today: dt.date) -> Returned:
    """收回镇街报来的清单；不能采用的退回重填。"""
    county = county.at(month)
    with timed("读取报回的清单"):
        returns = take_returns(county, month, today, county.file_passwords)
    with timed("出清单"):
        lists = write_lists(county, month)
    with timed("发布"):
        publish(county)
    return Returned(month, returns, lists)


@procedure("dispatch")
def dispatch_month(county: OpenCounty, month: str, today: dt.date) -> Counts:
    """月调度：上月办理进展、催办、随机抽查。"""
    county = county.at(month)
    with timed("月调度"):
        return dispatch(county, month, today)
