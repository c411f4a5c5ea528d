"""What must be said to Prefect and Great Expectations before they are imported, and who may work in a home."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sources.errors import FangpinError
from tasks.home import Home

OFFLINE = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_CLI_PROMPT": "false",
    "RUST_LOG": "off",  # connectorx would write each knock at a database to the clerk's screen
    "RUST_BACKTRACE": "0",
}


def prepare(home: Home) -> None:
    """No telemetry, and a Prefect of this county's own. Call it before anything imports Prefect."""
    os.environ.update(OFFLINE)
    if not os.environ.get("PREFECT_API_URL"):
        home.prefect.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home.prefect.resolve())


@contextmanager
def own_server(home: Home) -> Iterator[str]:
    """A Prefect server of this home's own while the body runs, unless `PREFECT_API_URL` names one; its address.

    The temporary server that Prefect starts for a single run has no scheduler: with it nothing would ever be due.
    """
    if named := os.environ.get("PREFECT_API_URL"):
        yield named
        return
    port = _free_port()
    home.prefect.mkdir(parents=True, exist_ok=True)
    with (home.prefect / "server.log").open("ab") as log:
        words = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        # its own session: Ctrl+C must reach the runner first, which still has to take leave of the server
        server = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait_until_it_answers(port, server)
        os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
        yield os.environ["PREFECT_API_URL"]
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes], seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise FangpinError("Prefect 服务没有启动", do="请查看本县文件夹 .prefect 中的 server.log。")


def log_to(file: Path) -> None:
    """Send every log line to the run's file and keep it off the clerk's screen. Needs Prefect imported."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("", "prefect", "prefect.flow_runs", "prefect.task_runs", "great_expectations"):
        logger = logging.getLogger(name)
        for old in list(logger.handlers):
            if isinstance(old, logging.StreamHandler):
                logger.removeHandler(old)
        if logger.propagate is False or name == "":
            logger.addHandler(handler)


@contextmanager
def alone_in(home: Home) -> Iterator[None]:
    """Hold the home's lock. The system itself frees the lock of a holder that died, so a killed run blocks nobody."""
    home.lock.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise FangpinError(
            "另一个运行正在进行", str(home.root), "请等它结束；若确无运行，请重启电脑后再试。"
        ) from error
    try:
        yield
    finally:
        lock.release()
