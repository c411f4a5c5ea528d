"""Real servers on loopback: started by the tests that need them, and stopped by them."""

from __future__ import annotations

import asyncio
import functools
import http.server
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSWORD = "xi-mi-ma-2026"
USER = "fangpin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class SFTPServer:
    """An asyncssh server whose root is a folder. `key`: its host key."""

    root: Path
    port: int
    logins: list[bool] = field(default_factory=list)
    key: Any = None


@contextmanager
def sftp_server(root: Path, port: int = 0, kind: str = "ssh-ed25519") -> Iterator[SFTPServer]:
    import asyncssh

    told = SFTPServer(root, port, key=asyncssh.generate_private_key(kind))

    class Login(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            told.logins.append((username, password) == (USER, PASSWORD))
            return told.logins[-1]

    async def start() -> Any:
        return await asyncssh.listen(
            "127.0.0.1", port, server_factory=Login, server_host_keys=[told.key],
            sftp_factory=functools.partial(asyncssh.SFTPServer, chroot=str(root)),
        )  # fmt: skip

    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    told.port = server.get_port()
    try:
        yield told
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


@dataclass
class WebServer:
    """http.server over a folder. answer: path -> a function that answers instead; asked: (path, Authorization)."""

    root: Path
    url: str = ""
    answers: dict[str, Callable[[Any], None]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@contextmanager
def web_server(root: Path) -> Iterator[WebServer]:
    told = WebServer(root)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, self.headers.get("Authorization")))
            own = told.answers.get(self.path)
            own(self) if own else super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Postgres:
    """A PostgreSQL of the test's own. `run`: SQL as its owner."""

    port: int
    run: Callable[[str], None]


def postgres_programs() -> Path | None:
    """Debian's programs, newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return found[0] if found and shutil.which("runuser") else None


@contextmanager
def postgres_server(programs: Path) -> Iterator[Postgres]:
    """Run by the user postgres, for it refuses root; its data lie in a folder that this user can reach."""
    root = Path(tempfile.mkdtemp(prefix="fangpin-pg-", dir="/tmp"))
    (root / "pw").write_text(PASSWORD, encoding="utf-8")
    subprocess.run(["chown", "-R", "postgres", root], check=True)
    port = free_port()

    def as_postgres(*words: str | Path, text: str | None = None) -> None:
        command = ["runuser", "-u", "postgres", "--", *map(str, words)]
        subprocess.run(command, check=True, input=text, text=True, capture_output=True, cwd=root, timeout=60)

    data, options = (
        root / "data",
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={root} -c fsync=off",
    )
    login = ("-U", USER, "--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    try:
        as_postgres(programs / "initdb", "-D", data, f"--pwfile={root / 'pw'}", *login)
        subprocess.run(
            ["runuser", "-u", "postgres", "--", programs / "pg_ctl", "-D", data, "-o", options, "-w", "-l", root / "log", "start"],
            check=True, cwd=root, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        address = f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres"
        yield Postgres(
            port, lambda sql: as_postgres(programs / "psql", address, "-v", "ON_ERROR_STOP=1", "-q", text=sql)
        )
    finally:
        subprocess.run(["runuser", "-u", "postgres", "--", programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
                       check=False, cwd=root, capture_output=True)  # fmt: skip
        shutil.rmtree(root, ignore_errors=True)
