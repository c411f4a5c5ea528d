"""Exports of the base go through children, and what was read is not read again: counted, and never timed."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import tasks.export
from sources.catalogue import usual_catalogue
from sources.errors import LockedFile
from sources.reading import worker
from sources.transports.landing import Arrival, pull
from tasks.base import BaseLoad, load_base
from tasks.export import StagedExport, kept_export, key_of, stage_export
from tests.support import SmallCounty, county_at, write_csv

TOWNS = ("田横镇", "金口镇", "北安街道")


@dataclass
class Watched:
    """A county of an export a township, and what its children are asked and hand back. asked: names of files, load by load."""

    county: SmallCounty
    asked: list[list[str]] = field(default_factory=list)
    handed: list[int] = field(default_factory=list)

    def put(self, town: str, people: int, first: int = 0, **said: str) -> Path:
        """The export of a township."""
        start = 1000 * TOWNS.index(town) + first
        rows = [self.county._base_row(at, {"乡镇（街道）": town, **said}) for at in range(start, start + people)]
        return write_csv(self.county.home.base_inbox / f"{town}.csv", rows)

    def load(self, as_of: str = "2026-10-31", whole: bool = False) -> BaseLoad:
        """Load whatever lies in the inbox."""
        return load_base.fn(county_at(self.county.root), [str(self.county.home.base_inbox)], as_of, whole=whole)

    def kept(self) -> set[str]:
        """Of which exports what was read is kept."""
        found = map(kept_export, self.county.home.exports.iterdir())
        return {one.name for one in found if one}


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    watched = Watched(SmallCounty(tmp_path / "county"))
    usual = worker.in_children

    def in_children(work: Callable[..., Any], asked: Mapping[str, tuple[Any, ...]], limits: Any = None) -> Any:
        watched.asked.append([arguments[1].name for arguments in asked.values()])
        outcomes = usual(work, asked, limits)
        watched.handed += [len(pickle.dumps(one)) for one in outcomes.values()]
        return outcomes

    monkeypatch.setattr(tasks.export, "in_children", in_children)
    return watched


def test_an_export_is_opened_once_and_says_the_same_again(base: Watched) -> None:
    for town in TOWNS:
        base.put(town, 3)
    write_csv(base.county.home.base_inbox / "缺列.csv", [{"姓名": "甲", "证件号码": ""}])
    first, second = base.load(), base.load("2026-11-30")
    assert sorted(base.asked[0]) == sorted([f"{town}.csv" for town in TOWNS] + ["缺列.csv"])
    assert base.asked[1:] == [[]]
    assert first.refused == second.refused == ["缺列.csv"]
    assert first.attention[0] == second.attention[0] and "表头" in first.attention[0]
    (day,) = base.county.ask("SELECT DISTINCT as_of FROM base.person")
    assert str(day["as_of"]) == "2026-11-30"
    base.put("金口镇", 3, 姓名="新名字")
    base.load("2026-12-31")
    assert base.asked[2] == ["金口镇.csv"]
    assert len(base.county.ask("SELECT 1 FROM base.person WHERE person_name = '新名字'")) == 3


def test_what_passes_between_processes_does_not_grow_with_the_rows(base: Watched) -> None:
    for people in (5, 500):
        base.put("田横镇", people)
        base.load()
    few, many = base.handed
    assert few < 1500 and many - few < 16


def test_what_no_base_in_force_uses_is_swept(base: Watched) -> None:
    for town in TOWNS[:2]:
        base.put(town, 3)
    base.load()
    (base.county.home.base_inbox / "金口镇.csv").unlink()
    base.put("田横镇", 4)
    base.load("2026-11-30")
    assert base.kept() == {"田横镇.csv", "金口镇.csv"} and len(list(base.county.home.exports.iterdir())) == 2
    base.load("2026-12-31", whole=True)
    assert base.kept() == {"田横镇.csv"} and base.asked[2] == []


def arrival_of(file: Path, home: Path) -> Arrival:
    (arrival,) = pull([file], home / "landing", "户库")
    return arrival


def test_half_a_reading_and_a_locked_export_are_read_again(base: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    arrival = arrival_of(base.put("田横镇", 2), base.county.root)
    into, catalogue = base.county.home.exports / "one", usual_catalogue()
    done = stage_export(arrival.landed, arrival, into, catalogue, ())
    assert kept_export(into) == done and done.rows == 2
    done.files[0].unlink()
    assert kept_export(into) is None

    def locked(*_: Any) -> Any:
        raise LockedFile("文件有打开密码")

    monkeypatch.setattr(tasks.export, "held_grids", locked)
    with pytest.raises(LockedFile):
        stage_export(arrival.landed, arrival, into, catalogue, ())
    assert kept_export(into) is None


def test_another_name_other_feeds_and_another_program_read_anew(base: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    file, catalogue = base.put("田横镇", 2), usual_catalogue()
    plain = key_of(arrival_of(file, base.county.root), catalogue)
    assert key_of(arrival_of(file, base.county.root), catalogue) == plain
    renamed = file.rename(file.with_name("田横镇十月.csv"))
    assert key_of(arrival_of(renamed, base.county.root), catalogue) != plain
    renamed.rename(file)
    fewer = type(catalogue)(catalogue.departments, catalogue.feeds[1:])
    assert key_of(arrival_of(file, base.county.root), fewer) != plain
    monkeypatch.setattr(tasks.export, "program", lambda: "mended")
    assert key_of(arrival_of(file, base.county.root), catalogue) != plain


def size_of(file: Path) -> int:
    return file.stat().st_size


def test_the_largest_begin_first_and_come_back_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def schedule(work: Callable[..., Any], args: tuple[Path], timeout: float) -> Any:
        begun.append(args[0].name)
        return SimpleNamespace(result=lambda: work(*args))

    @contextmanager
    def workers(*_: Any) -> Iterator[Any]:
        yield SimpleNamespace(schedule=schedule)

    monkeypatch.setattr(worker, "children", workers)
    for name, size in (("a", 10), ("b", 30), ("c", 20)):
        (tmp_path / name).write_bytes(b"x" * size)
    asked = {name: (tmp_path / name,) for name in "abc"}
    assert list(worker.in_children(size_of, asked).items()) == [("a", 10), ("b", 30), ("c", 20)]
    assert begun == ["b", "c", "a"]


def test_a_child_does_not_wait_for_prefect() -> None:
    asks = "import sys, tasks.export; sys.exit('prefect' in sys.modules)"
    paths = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    assert subprocess.run([sys.executable, "-c", asks], env=paths, check=False).returncode == 0


def test_a_staged_export_holds_nobody() -> None:
    """Paths, counts and sentences: no frame can be in it."""
    assert set(StagedExport.__dataclass_fields__) == {"name", "files", "remarks", "refused", "rows"}
