"""Several departments at once, and the whole way through the command line and Prefect."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sources.reading.kept as kept
import tasks.collect as collecting
import tasks.reach as reaching
from flows.settings import open_county
from reports.queries import query_of
from sources.secrets import holding
from sources.transports.store import Patience
from tests.support import county_at, write_csv
from tests.transports.conftest import AID, LIST, MONTH, SECRETS, County, source
from tests.transports.servers import PASSWORD, USER, SFTPServer, WebServer, free_port


def test_one_department_that_fails_stops_no_other(county: County, web: WebServer, sftp: SFTPServer) -> None:
    slept: list[float] = []
    counts = county.collect(
        source(f"sftp://{USER}@127.0.0.1:{free_port()}/x/", "医疗保障局", password="YBJ_PASSWORD"),
        source(f"{web.url}/{{month}}/"),
        source(f"sftp://{USER}@127.0.0.1:{sftp.port}/x/", "残联", password="NOT_SET"),
        patience=Patience((1, 2), (), slept.append),
    )
    assert counts == {"read": 1, "refused": 0, "duplicate": 0, "unreachable": 2}
    assert sorted(slept) == [1, 2]
    told = {str(row["department"]): row for row in county.register() if row["state"] == "unreachable"}
    assert "连不上" in str(told["医保局"]["note"]) and "NOT_SET" in str(told["残联"]["note"])
    assert county.run_on() == {(LIST, 2): "warned"}
    assert [row["state"] for row in files_told_to(county, "残联")] == ["未报"]
    places = {row["location"]: row for row in county.ask("SELECT location, what, todo FROM ops.attention")}
    shown = f"残联 sftp://127.0.0.1:{sftp.port}/x/"
    assert "NOT_SET" in str(places[shown]["what"]) and places[shown]["todo"]


def files_told_to(county: County, department: str) -> list[dict[str, object]]:
    question = query_of("files_of_department")
    return county.ask(question, MONTH, department)


def test_what_was_fetched_before_is_used_and_said(county: County, web: WebServer) -> None:
    where = source(f"{web.url}/{{month}}/")
    county.collect(where)
    web.answers[f"/{MONTH}/"] = lambda request: request.send_error(500)
    assert county.collect(where) == {"read": 1, "refused": 0, "duplicate": 0, "unreachable": 1}
    (told,) = [row for row in county.register() if row["state"] == "unreachable"]
    assert "此前取回的1个文件照常使用" in str(told["note"])


def test_a_failure_that_nobody_foresaw_is_told_and_stops_nothing(
    county: County, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("370282198001010011")

    monkeypatch.setattr(reaching, "reach", broken)
    write_csv(county.home.inbox(MONTH) / "民政局" / LIST, [AID])
    assert county.collect(source(f"{web.url}/{{month}}/")) == {
        "read": 1,
        "refused": 0,
        "duplicate": 0,
        "unreachable": 1,
    }
    (told,) = [row for row in county.register() if row["state"] == "unreachable"]
    assert "KeyError" in str(told["note"]) and "370282198001010011" not in str(told["note"])


def test_passwords_of_locked_files_reach_the_reader(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []

    def take_in_once(*arguments: Any, **named: Any) -> Any:
        given.append(named["passwords"])
        return kept.take_in_once(*arguments, **named)

    monkeypatch.setattr(collecting, "take_in_once", take_in_once)
    write_csv(county.home.inbox(MONTH) / "民政局" / LIST, [AID])
    county.collect()
    with holding(SECRETS):
        collecting.collect.fn(county_at(county.root), MONTH, (), ["YBJ_PASSWORD", "NOT_SET"])
    assert given == [(), (PASSWORD,)]


SETTINGS = """
[[pull]]
department = "民政局"
from = "{web}/{{month}}/"
password = "MZJ_PASSWORD"
[[pull]]
department = "残联"
from = "sftp://{user}@127.0.0.1:{port}/{{month}}/"
password = "CL_PASSWORD"
[contacts."民政局"]
name = "{contact}"
"""
CONTACT = "联系人某某"
WRONG = "wrong-pass-word"
ENVIRONMENT = {"MZJ_PASSWORD": PASSWORD, "CL_PASSWORD": WRONG}


def declare(county: County, web: WebServer, sftp: SFTPServer) -> None:
    text = SETTINGS.format(contact=CONTACT, web=web.url.replace("://", f"://{USER}@"), user=USER, port=sftp.port)
    (county.root / "settings.toml").write_text(text, encoding="utf-8")


def dumped(store: Path) -> str:
    with sqlite3.connect(store) as connection:
        return "\n".join(connection.iterdump())


def test_passwords_reach_the_tasks_and_stay_out_of_prefects_store(
    county: County, web: WebServer, sftp: SFTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL
    from prefect.testing.utilities import prefect_test_harness

    from flows.month import collect_month

    declare(county, web, sftp)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with prefect_test_harness(server_startup_timeout=120):
        opened = open_county(county.home)
        with holding(opened.secrets()):
            counts = collect_month(opened, MONTH)
        stored = dumped(Path(str(PREFECT_API_DATABASE_CONNECTION_URL.value()).partition(":///")[2]))
    assert (counts["read"], counts["unreachable"]) == (1, 1)
    assert sftp.logins == [False] and all(login for _, login in web.asked)
    assert MONTH in stored
    assert not [word for word in (PASSWORD, WRONG, f"{USER}@", CONTACT) if word in stored]


def until(is_so: Callable[[], bool]) -> None:
    """Look again until it is so."""
    for _ in range(300):
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail("it never was")


@pytest.mark.slow
def test_the_command_line_takes_passwords_from_the_environment(
    county: County, web: WebServer, sftp: SFTPServer
) -> None:
    declare(county, web, sftp)
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "collect", MONTH, "--home", str(county.root), "--json"],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False, env=os.environ | ENVIRONMENT,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    states = {(row["department"], row["state"]) for row in json.loads(done.stdout)["arrivals"]}
    assert {("民政局", "read"), ("残联", "unreachable")} <= states
    prefect = county.root / ".prefect"
    until(lambda: not (prefect / "prefect.db-wal").exists())  # the command's server has taken leave, after the command
    written = [file for file in county.root.rglob("*") if file.is_file()]
    assert {"prefect.db", "log"} <= {file.name for file in written}
    for secret in (PASSWORD, WRONG):
        assert secret not in done.stdout + done.stderr + dumped(prefect / "prefect.db")
        assert not [file.name for file in written if secret.encode() in file.read_bytes()]
