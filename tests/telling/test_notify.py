"""A notification as a real receiver on this machine sees it: counts only, and whatever goes wrong holds nothing up."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows import operations
from flows.notify import TITLE, board_message, month_message, notify, returns_message
from flows.settings import OpenCounty
from sources.errors import FangpinError
from tasks.collect import collect
from tasks.run import begin
from tests.support import SmallCounty, id_number, name

MONTH, VARIABLE, SECRET = "2026-10", "FANGPIN_NOTIFY_URL", "a-secret-token"


class Receiver(HTTPServer):
    """Keeps what is posted to it."""

    answer = 200
    posts: list[dict[str, Any]]

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server_port}/{SECRET}"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append(json.loads(body))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Not on the test's screen."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver(("127.0.0.1", 0), Handler)
    server.posts = []
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    county = SmallCounty(tmp_path)
    aid = {"姓名": name(1), "身份证号": id_number(1), "救助原因": "火灾", "救助金额": "800"}
    county.send(MONTH, "民政局", f"{name(1)}临时救助.csv", [aid])
    (county.home.inbox(MONTH) / "残联").mkdir()
    (county.home.inbox(MONTH) / "残联" / "坏文件.xlsx").write_bytes(b"PK\x03\x04")
    county.home.settings.write_text(f'notify = ["{VARIABLE}"]\n', encoding="utf-8")
    return county


@pytest.fixture
def without_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    """The collecting's own steps, without a server."""
    from flows import month

    def steps(county: OpenCounty, month: str) -> None:
        begin.fn(county, month, county.deliveries, needs_base=False)
        collect.fn(county, month)

    monkeypatch.setattr(month, "collect_month", steps)
    monkeypatch.setattr(operations, "prepare", lambda home: None)
    monkeypatch.setattr(operations, "log_to", lambda file: None)


@pytest.mark.usefixtures("without_prefect")
def test_a_collecting_is_told_in_counts_only(
    county: SmallCounty, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, receiver.address)
    found = operations.collect(county.home, MONTH, quiet=True)
    assert found.troubles == [] and found.exit_status == 3
    (post,) = receiver.posts
    assert post["title"] == TITLE
    assert post["message"] == (
        "2026-10 到报：应报12类，已报1类，未报10类（教体局 义务教育阶段失学辍学、农村学生教育资助；"
        "民政局 低保边缘家庭、农村低保、分散供养特困、孤儿、事实无人抚养儿童、重点困境儿童；"
        "住建局 住房安全等级鉴定、农村危房改造；卫健局 30种大病专项救治；医保局 医疗费用个人负担），"
        "未能读取1类（残联 残疾人证新办及变更），其中迟报1类（民政局 临时救助），需查看12件"
    )
    assert name(1) not in json.dumps(post, ensure_ascii=False)


@pytest.mark.usefixtures("without_prefect")
@pytest.mark.parametrize("trouble", ["not set", "not an address", "refused", "nobody there"])
def test_a_failing_notification_is_told_and_fails_nothing(
    county: SmallCounty,
    receiver: Receiver,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    addresses = {"not an address": SECRET, "refused": receiver.address, "nobody there": f"json://127.0.0.1:9/{SECRET}"}
    receiver.answer = 500
    if trouble in addresses:
        monkeypatch.setenv(VARIABLE, addresses[trouble])
    else:
        monkeypatch.delenv(VARIABLE, raising=False)
    with caplog.at_level(logging.DEBUG):
        found = operations.collect(county.home, MONTH, quiet=True)
    assert len(found.board) == 12
    (told,) = found.troubles
    assert told.startswith("通知没有发出") and VARIABLE in told
    assert SECRET not in told + "".join(record.getMessage() for record in caplog.records)


def test_a_month_is_told_with_its_figures_and_a_failed_one_without_its_reason(
    county: SmallCounty, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*words: object, **more: object) -> list[operations.Outcome]:
        raise FangpinError(f"{name(1)}的文件读不下去")

    monkeypatch.setenv(VARIABLE, receiver.address)
    monkeypatch.setattr(operations, "run_months", fail)
    with pytest.raises(FangpinError, match="读不下去"):
        operations.run_one_month(county.home, MONTH)
    assert receiver.posts[0]["message"].startswith("2026-10 没有完成，没有出清单。")
    assert name(1) not in str(receiver.posts)


def test_the_words_of_a_month() -> None:
    board = [
        {"department": "民政局", "label": "临时救助", "state": "sent", "flags": "缩小"},
        {"department": "住建局", "label": "农村危房改造", "state": "missing", "flags": ""},
    ]
    counts = {"warnings": 209, "households": 169, "suspected": 11, "anomalies": 21}
    told = month_message(MONTH, counts, board, 3)
    assert told == (
        "2026-10 清单已出：预警209条，涉及169户，疑似匹配11条，异常数据21条。\n"
        "2026-10 到报：应报2类，已报1类，未报1类（住建局 农村危房改造），与以往不符1类（民政局 临时救助），需查看3件"
    )
    assert board_message(MONTH, board[:1], 0) == (
        "2026-10 到报：应报1类，已报1类，未报0类，与以往不符1类（民政局 临时救助），需查看0件"
    )


def test_nobody_is_told_where_the_settings_name_nobody() -> None:
    assert notify([], "…") == []


def test_returned_ledgers_are_told_in_counts() -> None:
    counts = {
        "files": 15, "cells": 200, "task_cells": 4, "refused": 1, "cells_refused": 2, "task_cells_refused": 3,
        "passed_over": ["甲.xlsx：工作表“名单”没有读到"], "done": 20, "open": 5, "retracted": 0,
    }  # fmt: skip
    told = returns_message(MONTH, counts)
    assert told == "2026-10 报回：15个文件，采用204格，退回6处，没有读到1处；本月预警办结20条，在办5条"
    assert "没有读到1处，撤回此前采用的7步；" in returns_message(MONTH, counts | {"retracted": 7})
