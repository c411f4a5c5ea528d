"""What must be said to Prefect and Great Expectations before they are imported, and who may work in a home."""

from __future__ import annotations

import logging
import os
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
}


def prepare(home: Home) -> None:
    """No telemetry, and a Prefect of this county's own. Call it before anything imports Prefect."""
    os.environ.update(OFFLINE)
    if not os.environ.get("PREFECT_API_URL"):
        home.prefect.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home.prefect.resolve())


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
