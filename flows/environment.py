"""What must be said to Prefect and Great Expectations before they are imported, and who may work in a home."""

from __future__ import annotations

import importlib.util
import io
import logging
import os
import socket
import subprocess
import sys
import time
import urllib.parse
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


LOOPBACK = ("127.0.0.1", "localhost", "::1")
PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def prepare(home: Home) -> None:
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
    said = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
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


DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes], seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with DIRECT.open(f"http://127.0.0.1:{port}/api/health", timeout=2):
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
