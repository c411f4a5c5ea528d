"""Which Prefect server a command speaks to: the office's, the one of whoever serves this home, else one of its own while it lasts."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

from flows.environment import settle
from flows.ready_database import put_into
from sources.errors import FangpinError
from tasks.home import Home

HERE = "127.0.0.1"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SERVED_AT = "served-at"
"""In a home's Prefect folder: the address of the server of whoever serves the home."""
PROGRAM = Path(__file__).with_name("temporary_server.py")
PATIENCE = 600.0
"""Seconds for which a server may come up: with a new database, on a machine that does much else. One that ends is told at once."""
TEMPORARY = {
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}
"""Nobody sees the pages of a server that lasts as long as a command: what can be chosen on them need not be kept ready. Nor may it be noted
as if it were, or the server of `fangpin serve` would leave it out, too. Nothing is set going by what happens: we declare no automation."""


class OwnServer:
    """A server that lasts as long as this process. It is not waited for: `wait` does that, once there is something to ask."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.answers = False
        with socket.socket() as listening, log.open("wb") as said:
            listening.bind((HERE, 0))
            listening.listen()
            self.address = f"http://{HERE}:{listening.getsockname()[1]}/api"
            number = listening.fileno()
            # its own session: Ctrl+C must reach the flow first, which still has to take leave of the server
            self.process = subprocess.Popen(
                [sys.executable, "-P", str(PROGRAM), str(number)],
                stdin=subprocess.PIPE, stdout=said, stderr=subprocess.STDOUT,
                pass_fds=[number], start_new_session=True, env=os.environ | TEMPORARY,
            )  # fmt: skip
        atexit.register(self.stop)

    def wait(self) -> None:
        """Until it answers. Its socket listens from the start: one question is enough, and is refused as soon as the server ends."""
        if not self.answers and not _answers(self.address, PATIENCE):
            raise FangpinError("Prefect 服务没有启动", do=f"请查看本县文件夹 .prefect 中的 {self.log.name}。")
        self.answers = True

    def stop(self) -> None:
        """Let it go: it ends by itself within seconds once its standard input is closed, whether it is waited for or not. All that it was
        told is in its database by then or goes there on the way; nobody has to watch."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.answers = False


OWN: list[OwnServer] = []
"""The one of this process, once a command needed it: Prefect asks for the address when it is imported, and never again."""


def prepare(home: Home) -> None:
    """All that a flow needs before Prefect is imported. A server of our own comes up while the command goes on."""
    settle(home)
    if os.environ.get("PREFECT_API_URL"):
        return
    address = served_at(home)
    if address is None:
        put_into(home.prefect)
        if os.name == "nt":  # no socket can be handed on there: Prefect starts its own when the flow is called
            return
        OWN.append(OwnServer(home.prefect / "temporary-server.log"))
        address = OWN[-1].address
    os.environ["PREFECT_API_URL"] = address


def wait_for_server() -> None:
    """Until the server that `prepare` started answers; at once where another one is spoken to."""
    for server in OWN:
        server.wait()


def _answers(address: str, seconds: float) -> bool:
    try:
        with DIRECT.open(f"{address}/health", timeout=seconds):
            return True
    except (OSError, HTTPException):
        return False


def served_at(home: Home) -> str | None:
    """The address of the server of whoever serves this home now; None where nobody does, whatever an earlier one left behind."""
    file = home.prefect / SERVED_AT
    if not file.is_file():
        return None
    address = file.read_text(encoding="utf-8").strip()
    try:
        with DIRECT.open(f"{address}/admin/settings", timeout=5) as answer:
            said = json.load(answer)
    except (OSError, HTTPException, ValueError):
        return None
    # the port may be another program's by now, or another home's
    is_ours = isinstance(said, dict) and said.get("home") == str(home.prefect.resolve())
    return address if is_ours else None


@contextmanager
def serving_home(home: Home) -> Iterator[str]:
    """A Prefect server of this home's own while the body runs, with scheduler and pages, unless `PREFECT_API_URL` names one; its address.

    Whoever runs a command in this home meanwhile speaks to it, too. The temporary server of a command has no scheduler: with it
    nothing would ever be due.
    """
    if named := os.environ.get("PREFECT_API_URL"):
        yield named
        return
    put_into(home.prefect)
    port = _free_port()
    with (home.prefect / "server.log").open("ab") as log:
        words = [sys.executable, "-m", "prefect", "server", "start", "--host", HERE, "--port", str(port)]
        # its own session: Ctrl+C must reach the runner first, which still has to take leave of the server
        server = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    address, told = f"http://{HERE}:{port}/api", home.prefect / SERVED_AT
    try:
        _wait_until_it_answers(address, server)
        os.environ["PREFECT_API_URL"] = address
        told.write_text(address, encoding="utf-8")
        yield address
    finally:
        told.unlink(missing_ok=True)
        os.environ.pop("PREFECT_API_URL", None)
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if _answers(address, 2):
            return
        time.sleep(0.2)
    raise FangpinError("Prefect 服务没有启动", do="请查看本县文件夹 .prefect 中的 server.log。")
