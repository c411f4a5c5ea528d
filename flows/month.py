"""The month, as the office does it: collect, clean, judge, match, warn, list, publish.

Parameters and results are paths and counts; nobody's data passes through Prefect.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from prefect import flow
from prefect.artifacts import create_table_artifact

from flows.clock import now
from flows.progress import step
from sources.transports.store import PATIENT
from tasks.base import load_base
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.dispatch import dispatch
from tasks.judge import LOAD_GX, find_anomalies, gate, load_judge
from tasks.lists import write_lists
from tasks.manifest import finish, write_manifest
from tasks.match import begin, commit, match, warn
from tasks.publish import publish
from tasks.returns import take_returns

Counts = dict[str, int]
Pulls = Sequence[dict[str, Any]]
"""Where files are pulled from: addresses without users and passwords, and names of environment variables."""


@flow(name="base-load", persist_result=False)
def base_load(
    home: str, places: list[str], as_of: str, file_passwords: Sequence[str], policy: str, whole: bool = False
) -> dict[str, object]:
    """户库入库。"""
    with step("读取户库"):
        return load_base(home, places, as_of, file_passwords, policy, whole)


@flow(name="collect", persist_result=False)
def collect_month(
    home: str,
    month: str,
    policy: str,
    deliveries: dict[str, str],
    pulls: Pulls = (),
    file_passwords: Sequence[str] = (),
) -> Counts:
    """收件、识别、到报登记。"""
    with step("登记"):
        begin(home, month, policy, deliveries, needs_base=False)
    with step("收件识别"):
        return collect(home, month, pulls, file_passwords, PATIENT)


@flow(name="month", persist_result=False)
def run_month(
    home: str,
    month: str,
    policy: str,
    run_id: str,
    deliveries: dict[str, str],
    reason: str = "",
    pulls: Pulls = (),
    file_passwords: Sequence[str] = (),
    on: dt.date | None = None,
) -> dict[str, Any]:
    """一个月的全部工作。on：清单交给镇街的日期，默认今天。"""
    on = on or now().date()
    with step("登记"):
        begin(home, month, policy, deliveries, on=on)
    with step("收件识别"):
        collect(home, month, pulls, file_passwords, PATIENT)
    with step("清洗"):
        clean_month(home, month, file_passwords)
    with step(LOAD_GX):
        load_judge()
    with step("质量门禁"):
        gate(home, month)
    with step("比对"):
        match(home)
    with step("预警"):
        warn(home, policy)
    with step("异常数据"):
        find_anomalies(home, month)
    with step("入账"):
        counts = commit(home, month, policy, run_id, reason, on)
    with step("出清单"):
        lists = write_lists(home, month, policy)
    with step("发布"):
        publish(home)
        finish(home, run_id)
        write_manifest(home, month, run_id)
    create_table_artifact(table=[counts], key="month-counts", description=f"{month} {run_id}")
    return counts | {"set_aside": lists["set_aside"]}


@flow(name="returns", persist_result=False)
def take_returned(
    home: str, month: str, policy: str, today: dt.date, file_passwords: Sequence[str] = ()
) -> dict[str, object]:
    """收回镇街报来的清单；不能采用的退回重填。"""
    with step("读取报回的清单"):
        counts = take_returns(home, month, policy, today, file_passwords)
    with step("出清单"):
        lists = write_lists(home, month, policy)
    with step("发布"):
        publish(home)
    return counts | {name: lists[name] for name in ("letters", "unwritten", "set_aside")}


@flow(name="dispatch", persist_result=False)
def dispatch_month(home: str, month: str, policy: str, today: dt.date) -> Counts:
    """月调度：上月办理进展、催办、随机抽查。"""
    with step("月调度"):
        return dispatch(home, month, policy, today)
