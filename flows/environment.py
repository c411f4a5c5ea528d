"""What must be said to Prefect and Great Expectations before they are imported, and who may work in a home."""

from __future__ import annotations

import importlib.util
import io
import logging
import os
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sources.errors import FangpinError, UsageError
from sources.listing import readable
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


LOOPBACK = ("127.0.0.1", "localhost", "::1")
PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def settle(home: Home) -> None:
    """No telemetry, no proxy between us and ourselves, and a Prefect of this county's own. Call it before anything imports
    Prefect."""
    os.environ.update(OFFLINE)
    ask_ourselves_directly()
    if not os.environ.get("PREFECT_API_URL"):
        home.prefect.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home.prefect.resolve())


def ask_ourselves_directly() -> None:
    """The home's own server is on this machine: whatever proxy the environment names for the outside world, it is not asked
    through it. A proxy that our libraries cannot use (SOCKS without its library) would end them as soon as they start."""
    for name in (one for lower in PROXIES for one in (lower, lower.upper())):
        if os.environ.get(name) and not _is_usable(os.environ[name]):
            del os.environ[name]
    said = ",".join(os.environ.get(name, "") for name in ("no_proxy", "NO_PROXY"))
    hosts = dict.fromkeys([*(host.strip() for host in said.split(",") if host.strip()), *LOOPBACK])
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(hosts)


def _is_usable(proxy: str) -> bool:
    """True for an address of a proxy that speaks HTTP, or SOCKS where the library for it is there."""
    try:
        parts = urllib.parse.urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        has_place = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    if parts.scheme in ("socks5", "socks5h"):
        return has_place and importlib.util.find_spec("socksio") is not None
    return has_place and parts.scheme in ("http", "https")


def speak_chinese() -> None:
    """Output that can be written whatever the machine's locale says (LC_ALL=C, a file that is ASCII): Chinese is not to be cut,
    and no sign of somebody's file name may end a run. Where the locale has no Chinese file names either, Python is begun anew
    with UTF-8."""
    if not _can_say(sys.getfilesystemencoding()) and os.environ.get("PYTHONUTF8") != "1":
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | {"PYTHONUTF8": "1"})
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if _can_say(stream.encoding) else "utf-8", errors="replace")


def _can_say(encoding: str) -> bool:
    try:
        "防返贫".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


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
