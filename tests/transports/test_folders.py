"""Folders: what is taken, what waits, what stays; and what holds for every kind of source."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from sources.catalogue import usual_catalogue
from sources.transports.folders import FolderStore
from sources.transports.store import AT_ONCE, Offered, Patience
from tasks.reach import unsettled
from tests.support import id_number, name, write_csv
from tests.transports.conftest import AID, LIST, MONTH, County, source


def test_a_list_of_a_shared_folder_ends_in_a_warning(county: County, remote: Path) -> None:
    write_csv(county.home.inbox(MONTH) / "残联" / "空.csv", [{"姓名": ""}])
    assert county.collect(source(f"{remote}/{{month}}")) == {"read": 1, "refused": 1, "duplicate": 0, "unreachable": 0}
    (row,) = [row for row in county.register() if row["state"] == "read"]
    assert (row["department"], row["file_name"], row["rows_in"]) == ("民政局", LIST, 1)
    assert county.run_on() == {(LIST, 2): "warned"}


def test_a_folder_relative_to_the_home(county: County) -> None:
    write_csv(county.root / "共享" / "民政" / LIST, [AID])
    assert county.reach(source("共享/民政")) == []
    assert list(county.pulled()) == [LIST]


def test_only_the_files_that_settings_name(county: County, remote: Path) -> None:
    for name_ in ("低保.xlsx", "~$低保.xlsx", "Thumbs.db", "通知.docx", "三季度/临时救助7月.csv"):
        file = remote / MONTH / name_
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    assert county.reach(source(f"{remote}/{{month}}", files="*救助*.csv")) == []
    assert sorted(county.pulled()) == sorted([LIST, "三季度/临时救助7月.csv"])


def test_a_file_that_is_being_written_waits_until_it_rests(county: County, remote: Path) -> None:
    file, slept = remote / MONTH / LIST, []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) < 3:
            file.write_bytes(file.read_bytes() + b"x" * len(slept))

    assert county.reach(source(f"{remote}/{{month}}"), Patience((), (1, 2, 4, 8), sleep)) == []
    assert slept == [1, 2, 4]
    assert county.pulled() == {LIST: file.read_bytes()}


def test_a_file_that_never_rests_is_told_and_the_others_are_taken(county: County, remote: Path) -> None:
    growing = remote / MONTH / "低保.csv"

    def sleep(_: float) -> None:
        growing.write_bytes(b"x" + (growing.read_bytes() if growing.exists() else b""))

    write_csv(remote / MONTH / "残缺.csv.filepart", [AID])
    counts = county.collect(source(f"{remote}/{{month}}"), patience=Patience((), (1, 1), sleep))
    assert counts == {"read": 1, "refused": 0, "duplicate": 0, "unreachable": 1}
    (told,) = [row for row in county.register() if row["state"] == "unreachable"]
    assert "还在写入" in str(told["note"]) and "低保.csv" in str(told["note"]) and "残缺.csv" in str(told["note"])


def test_a_growing_file_of_the_inbox_is_read_and_said(county: County) -> None:
    file = write_csv(county.home.inbox(MONTH) / "民政局" / LIST, [AID])

    def sleep(_: float) -> None:
        file.write_bytes(file.read_bytes() + b"\n")

    assert county.collect(patience=Patience((), (1,), sleep))["unreachable"] == 1
    assert {row["state"]: row["file_name"] for row in county.register()} == {"read": LIST, "unreachable": LIST}


def test_the_same_again_is_the_same_and_what_is_cleared_away_stays(county: County, remote: Path) -> None:
    where = source(f"{remote}/{{month}}")
    county.collect(where)
    before = county.ask("SELECT * FROM ops.feed_file")
    county.collect(where)
    assert county.ask("SELECT * FROM ops.feed_file") == before
    (remote / MONTH / LIST).unlink()
    county.collect(where)
    assert county.ask("SELECT * FROM ops.feed_file") == before
    (remote / MONTH).rmdir()
    county.collect(replace(where, is_over=True))
    assert county.ask("SELECT * FROM ops.feed_file") == before
    assert county.collect(where) == {"read": 1, "refused": 0, "duplicate": 0, "unreachable": 1}


def test_another_content_under_the_same_name_is_a_later_version(county: County, remote: Path) -> None:
    where, file = source(f"{remote}/{{month}}"), remote / MONTH / LIST
    county.collect(where)
    write_csv(file, [AID | {"姓名": name(1), "身份证号": id_number(1)}])
    os.utime(file, (1_000_000_000, 1_000_000_000))  # a clock that is wrong does not make it the earlier one
    county.collect(where)
    second = LIST.replace(".csv", "（第2版）.csv")
    assert county.run_on() == {(LIST, 2): "warned", (second, 2): "warned"}
    orders = county.ask("SELECT file_name FROM ops.feed_file ORDER BY file_order")
    assert [row["file_name"] for row in orders] == [LIST, second]


def test_a_version_that_comes_back_is_the_latest_again(county: County, remote: Path) -> None:
    where, file = source(f"{remote}/{{month}}"), remote / MONTH / LIST
    first = file.read_bytes()
    for content in (first, b"second", first):
        file.write_bytes(content)
        assert county.reach(where) == []
    kept = sorted(county.home.pulled(MONTH).glob("*/*/*"), key=lambda one: one.stat().st_mtime)
    assert [one.read_bytes() for one in kept] == [b"second", first]


def test_nothing_there_and_a_wrong_folder_are_told(county: County, remote: Path) -> None:
    (gone,) = county.reach(source(f"{remote}/nowhere"))
    assert "没有这个文件夹" in gone.what and "催报" in gone.do
    for number in range(501):
        (remote / MONTH / f"{number}.csv").touch()
    (many,) = county.reach(source(f"{remote}/{{month}}"))
    assert "多得不像" in many.what and not county.pulled()


def test_a_file_that_is_refused_stops_no_other(county: County, remote: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (remote / MONTH / "a.csv").write_bytes(b"x")
    real = FolderStore.fetch

    def fetch(store: FolderStore, one: Offered, into: Path) -> None:
        if one.name.name == "a.csv":
            raise PermissionError(13, "denied")
        real(store, one, into)

    monkeypatch.setattr(FolderStore, "fetch", fetch)
    (told,) = county.reach(source(f"{remote}/{{month}}"))
    assert "没有权限" in told.what and told.where == "a.csv"
    assert list(county.pulled()) == [LIST]


def test_an_inbox_may_hold_any_number_of_files(county: County) -> None:
    inbox = county.home.inbox(MONTH) / "民政局"
    inbox.mkdir(parents=True)
    for number in range(501):
        (inbox / f"{number}.csv").touch()
    assert list(unsettled(county.home.inbox(MONTH), MONTH, AT_ONCE, usual_catalogue())) == []
