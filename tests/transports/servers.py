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
            sftp_factory=functools.partial(asyncssh.SFTPServer, chroot=str(root).encode()),
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


class FTPSession(socketserver.StreamRequestHandler):
    """As much of RFC 959 and 3659 as a client needs to list and fetch, over a folder."""

    root: Path
    data: socket.socket

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word, _, rest = line.partition(" ")
            answer = getattr(self, f"on_{word.lower()}", None)
            self.say("502 not known") if answer is None else answer(rest)

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def on_user(self, _: str) -> None:
        self.say("331 password")

    def on_pass(self, password: str) -> None:
        self.say("230 in" if password == PASSWORD else "530 Login incorrect.")

    def on_type(self, _: str) -> None:
        self.say("200 ok")

    def on_pasv(self, _: str) -> None:
        self.data = socket.create_server(("127.0.0.1", 0))
        port = self.data.getsockname()[1]
        self.say(f"227 Entering Passive Mode (127,0,0,1,{port >> 8},{port & 255})")

    def on_mlsd(self, path: str) -> None:
        folder = self.root / path.strip("/")
        if not folder.is_dir():
            return self.say("550 no such folder")
        kinds = {True: "dir", False: "file"}
        lines = [
            f"type={kinds[one.is_dir()]};size={one.stat().st_size};modify=20261103010203; {one.name}"
            for one in folder.iterdir()
        ]
        return self.send("".join(f"{line}\r\n" for line in lines).encode())

    on_list = on_mlsd

    def on_retr(self, path: str) -> None:
        self.send((self.root / path.strip("/")).read_bytes())

    def send(self, content: bytes) -> None:
        self.say("150 here it comes")
        connection, _ = self.data.accept()
        connection.sendall(content)
        connection.close()
        self.data.close()
        self.say("226 done")

    def on_quit(self, _: str) -> None:
        self.say("221 bye")


@contextmanager
def ftp_server(root: Path) -> Iterator[int]:
    """An FTP server over a folder; its port."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), type("Session", (FTPSession,), {"root": root}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


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
