"""FTP against a small server of our own; of Windows shares only what needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.transports.declared import Pull
from sources.transports.store import Patience
from tests.support import write_csv
from tests.transports.conftest import AID, LIST, MONTH, County, source
from tests.transports.servers import USER, free_port, ftp_server


@pytest.fixture
def port(remote: Path) -> Iterator[int]:
    with ftp_server(remote) as port:
        yield port


def at(port: int, path: str = "{month}/", **said: str) -> Pull:
    return source(f"ftp://{USER}@127.0.0.1:{port}/{path}", **{"password": "YBJ_PASSWORD", **said})


def test_lists_of_an_ftp_server(county: County, remote: Path, port: int) -> None:
    write_csv(remote / MONTH / "补报" / "名单.csv", [AID])
    assert county.collect(at(port)) == {"read": 1, "refused": 0, "duplicate": 1, "unreachable": 0}
    assert sorted(county.pulled()) == sorted([LIST, "补报/名单.csv"])
    (kept,) = county.home.pulled(MONTH).glob(f"*/*/{LIST}")
    assert int(kept.stat().st_mtime) == 1793667723  # 2026-11-03 01:02:03 UTC
    assert county.reach(at(port, f"{{month}}/{LIST}")) == []


def test_what_an_ftp_server_refuses(county: County, port: int) -> None:
    slept: list[float] = []
    patience = Patience((1,), (), slept.append)
    (told,) = county.reach(at(port, password="S3_KEY"), patience)
    assert "用户名或密码不对" in told.what and slept == []
    (told,) = county.reach(at(port, "nowhere/"), patience)
    assert "没有这个文件夹" in told.what and slept == []
    (told,) = county.reach(at(free_port()), patience)
    assert "连不上" in told.what and slept == [1]


def test_a_windows_share_that_is_off(county: County) -> None:
    slept: list[float] = []
    where = source(f"smb://QU;{USER}@127.0.0.1:{free_port()}/share/{{month}}", password="YBJ_PASSWORD")
    (told,) = county.reach(where, Patience((1,), (), slept.append))
    assert "连不上" in told.what and slept == [1]
