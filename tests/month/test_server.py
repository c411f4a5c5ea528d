"""Which Prefect server a command speaks to, and with which database a new home begins."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows import ready_database, server
from sources.errors import FangpinError
from tasks.home import Home


class Somebody(BaseHTTPRequestHandler):
    """Another program on the port, which answers what the test says."""

    said = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def somebody() -> Iterator[str]:
    """The address at which it answers."""
    listening = HTTPServer(("127.0.0.1", 0), Somebody)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}/api"
    listening.shutdown()
    listening.server_close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home of which nobody has told a server yet; nothing that `prepare` sets outlives the test."""
    before = dict(os.environ)
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(server, "OWN", [])
    monkeypatch.setattr(server, "put_into", lambda folder: None)
    home = Home(tmp_path)
    home.prefect.mkdir()
    yield home
    for own in server.OWN:
        own.stop()
    os.environ.clear()
    os.environ.update(before)


def test_the_server_of_whoever_serves_the_home_is_spoken_to_and_none_started(home: Home, somebody: str) -> None:
    Somebody.said = json.dumps({"home": str(home.prefect.resolve())}).encode()
    (home.prefect / server.SERVED_AT).write_text(somebody, encoding="utf-8")
    server.prepare(home)
    server.wait_for_server()
    assert os.environ["PREFECT_API_URL"] == somebody and not server.OWN


@pytest.mark.parametrize("said", [b'{"home": "/another/.prefect"}', b"[]", b"it works", b""])
def test_another_program_on_the_port_is_not_taken_for_the_homes_server(home: Home, somebody: str, said: bytes) -> None:
    Somebody.said = said
    (home.prefect / server.SERVED_AT).write_text(somebody, encoding="utf-8")
    assert server.served_at(home) is None


@pytest.mark.parametrize("left", ["http://127.0.0.1:9/api", "", "nonsense", "http://[/"])
def test_an_address_that_was_left_behind_hurts_nobody(home: Home, left: str) -> None:
    (home.prefect / server.SERVED_AT).write_text(left, encoding="utf-8")
    assert server.served_at(home) is None


def test_the_offices_own_server_is_spoken_to_and_none_started(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://office:4200/api")
    server.prepare(home)
    server.wait_for_server()
    assert os.environ["PREFECT_API_URL"] == "http://office:4200/api" and not server.OWN


ANSWERS = """
import os, socket, sys, threading
listening = socket.socket(fileno=int(sys.argv[1]))
threading.Thread(target=lambda: (os.read(0, 1), os._exit(0)), daemon=True).start()
while True:
    asked, _ = listening.accept()
    assert b"GET /api/health" in asked.recv(1000)
    asked.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n")
    asked.close()
"""


def test_a_server_of_our_own_is_started_once_and_waited_for_later(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "answers.py"
    program.write_text(ANSWERS, encoding="utf-8")
    monkeypatch.setattr(server, "PROGRAM", program)
    server.prepare(home)
    server.prepare(home)
    (own,) = server.OWN
    told = [own.answers]
    server.wait_for_server()
    told.append(own.answers)
    assert os.environ["PREFECT_API_URL"] == own.address and told == [False, True]
    own.stop()
    assert own.process.wait(60) == 0


def test_a_server_that_does_not_come_up_is_told_at_once(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ends.py"
    program.write_text("raise SystemExit('no such module')", encoding="utf-8")
    monkeypatch.setattr(server, "PROGRAM", program)
    server.prepare(home)
    with pytest.raises(FangpinError, match="没有启动.*temporary-server.log"):
        server.wait_for_server()
    assert "no such module" in (home.prefect / "temporary-server.log").read_text(encoding="utf-8")


def test_a_new_home_begins_with_the_database_of_the_setup_and_an_old_one_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, new, old = tmp_path / "prefect-1.db", tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
    (old / "prefect.db").write_bytes(b"runs of years")
    monkeypatch.setattr(ready_database, "ready_database", lambda: ready)
    ready_database.put_into(new)
    assert not list(new.iterdir())  # no set-up has made one: Prefect does
    ready.write_bytes(b"migrated")
    for folder in (new, old):
        ready_database.put_into(folder)
    assert [file.read_bytes() for file in (*new.iterdir(), *old.iterdir())] == [b"migrated", b"runs of years"]


def test_the_ready_database_is_of_this_prefect_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: "9.9.9")
    assert ready_database.ready_database().name == "prefect-9.9.9.db"
