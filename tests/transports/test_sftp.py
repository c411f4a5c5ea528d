"""SFTP against a real server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sources.transports.declared import Pull
from sources.transports.sftp import fingerprint_of
from sources.transports.store import Patience
from tests.support import write_csv
from tests.transports.conftest import AID, LIST, MONTH, County, source
from tests.transports.servers import PASSWORD, USER, SFTPServer, free_port, sftp_server


def at(port: int, **said: str) -> Pull:
    return source(f"sftp://{USER}@127.0.0.1:{port}/{{month}}/", **{"password": "YBJ_PASSWORD", **said})


def test_a_list_of_a_server_ends_in_a_warning(county: County, sftp: SFTPServer) -> None:
    written = write_csv(sftp.root / MONTH / "补报" / "城乡" / LIST, [AID])
    os.utime(written, (1_790_000_000, 1_790_000_000))
    (sftp.root / MONTH / LIST).unlink()
    assert county.collect(at(sftp.port))["read"] == 1
    assert county.run_on() == {(f"补报/城乡/{LIST}", 2): "warned"}
    (kept,) = county.home.pulled(MONTH).glob("*/*/*/*/*.csv")
    assert int(kept.stat().st_mtime) == 1_790_000_000


def test_a_wrong_password_is_not_tried_twice(county: County, sftp: SFTPServer) -> None:
    slept: list[float] = []
    (told,) = county.reach(at(sftp.port, password="S3_KEY"), Patience((1, 1), (), slept.append))
    assert "用户名或密码不对" in told.what and slept == [] and sftp.logins == [False]


def test_a_server_that_is_down_is_tried_again_then_told(county: County) -> None:
    slept: list[float] = []
    (told,) = county.reach(at(free_port()), Patience((2, 10, 30), (), slept.append))
    assert slept == [2, 10, 30]
    assert "连不上" in told.what and told.do


def test_a_server_that_comes_back_is_reached(county: County, remote: Path) -> None:
    port = free_port()
    running = sftp_server(remote, port)

    def sleep(_: float) -> None:
        running.__enter__()

    try:
        assert county.reach(at(port), Patience((1,), (), sleep)) == []
    finally:
        running.__exit__(None, None, None)
    assert list(county.pulled()) == [LIST]


def test_a_folder_that_is_not_there(county: County, sftp: SFTPServer) -> None:
    for path in ("nowhere", "nowhere.csv"):
        (told,) = county.reach(source(f"sftp://{USER}@127.0.0.1:{sftp.port}/{path}", password="YBJ_PASSWORD"))
        assert "没有这个文件夹" in told.what


def test_one_file(county: County, sftp: SFTPServer) -> None:
    where = f"sftp://{USER}@127.0.0.1:{sftp.port}/{{month}}/{LIST}"
    assert county.reach(source(where, password="YBJ_PASSWORD")) == []
    assert list(county.pulled()) == [LIST]


@pytest.mark.parametrize("kind", ["ssh-ed25519", "ecdsa-sha2-nistp256"])
def test_a_server_whose_key_changed_gets_no_password(county: County, remote: Path, kind: str) -> None:
    port = free_port()
    with sftp_server(remote, port):
        assert county.reach(at(port)) == []
    known = (county.root / "known_hosts").read_text(encoding="utf-8")
    assert f"[127.0.0.1]:{port}" in known
    with sftp_server(remote, port, kind) as other:
        (told,) = county.reach(at(port))
        assert "主机密钥" in told.what and other.logins == []


@pytest.mark.parametrize("right", [True, False])
def test_the_key_that_settings_name(county: County, sftp: SFTPServer, right: bool) -> None:
    import paramiko

    key = paramiko.PKey.from_type_string("ssh-ed25519", sftp.key.public_data)
    said = fingerprint_of(key) if right else "SHA256:" + "A" * 43
    troubles = county.reach(at(sftp.port, host_key=said))
    assert bool(troubles) is not right
    assert sftp.logins == ([True] if right else [])


def test_known_hosts_of_the_county(county: County, sftp: SFTPServer) -> None:
    hosts = county.root / "servers"
    hosts.write_text("", encoding="utf-8")
    (told,) = county.reach(at(sftp.port, known_hosts="servers"))
    assert "known_hosts" in told.what and sftp.logins == []
    public = sftp.key.export_public_key("openssh").decode()
    hosts.write_text(f"[127.0.0.1]:{sftp.port} {public}", encoding="utf-8")
    assert county.reach(at(sftp.port, known_hosts="servers")) == []


def test_a_key_file_instead_of_a_password(county: County, sftp: SFTPServer) -> None:
    (told,) = county.reach(at(sftp.port, password="", key_file="nowhere"))
    assert told.what and PASSWORD not in str(told)
