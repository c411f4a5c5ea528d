"""What a file was read as is kept: the same comes of it again, and it is not opened. Counted, and never timed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sources.catalogue import usual_catalogue
from sources.reading import kept
from sources.reading.intake import Intake, ReadFile, read_files
from sources.reading.kept import key_of, sweep, take_in_once
from sources.transports.landing import Arrival, pull
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.run import begin
from tests.corpus.test_layouts import FOLDER, cases, write
from tests.support import SmallCounty, county_at, id_number, name, write_csv

LAYOUTS = [case for book in ("columns", "mixed", "told", "wide") for case in cases(FOLDER / f"{book}.md")]
"""Those of which much is to be said: further people, ticked columns, small titles, several feeds in one sheet."""
PASSWORD = "只给专班"
MONTH = "2026-10"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that are opened."""
    names: list[str] = []

    def read(arrivals: Sequence[Arrival], *rest: Any) -> list[ReadFile]:
        names.extend(arrival.name for arrival in arrivals)
        return read_files(arrivals, *rest)

    monkeypatch.setattr(kept, "read_files", read)
    return names


def arrived(root: Path) -> list[Arrival]:
    return pull([root / "in"], root / "landing", usual_catalogue())


def taken(root: Path, passwords: Sequence[str] = ()) -> list[Intake]:
    return list(take_in_once(arrived(root), root / "kept", usual_catalogue(), passwords=passwords))


def list_of(root: Path, file: str, order: int = 1) -> Path:
    row = {
        "姓名": name(order),
        "身份证号": id_number(order),
        "救助原因": "火灾",
        "救助金额": "800",
        "救助日期": "2026-10-09",
    }
    return write_csv(root / "in" / "民政局" / file, [row])


def told(intake: Intake) -> list[object]:
    """All that is said of a file, but for the cells of its rows."""
    plain = [intake.arrival, str(intake.refused), intake.remarks, intake.passed_over, intake.marks]
    for sheet in intake.sheets:
        rows = sheet.rows
        plain += [sheet.name, [getattr(rows.header, one.name) for one in fields(rows.header)]]
        plain += [rows.set_apart, rows.columns, rows.nameless, rows.rows.schema, rows.members.schema]
    return plain


def frames(intake: Intake) -> list[pl.DataFrame]:
    return [frame for sheet in intake.sheets for frame in (sheet.rows.rows, sheet.rows.members)]


def test_of_every_layout_the_same_comes_again_and_no_file_is_opened(tmp_path: Path, opened: list[str]) -> None:
    for place, case in enumerate(LAYOUTS):
        write(case, 12 * place, tmp_path / "in" / case.department / f"{place}" / case.file)
    first = taken(tmp_path)
    assert len(opened) == len(first) == len(LAYOUTS) and sum(len(one.sheets) for one in first) > len(LAYOUTS) / 2
    again = taken(tmp_path)
    assert len(opened) == len(LAYOUTS)
    for before, after in zip(first, again, strict=True):
        assert told(after) == told(before)
        assert all(one.equals(other) for one, other in zip(frames(after), frames(before), strict=True))


def test_a_month_that_runs_again_opens_what_is_new(tmp_path: Path, opened: list[str]) -> None:
    county = SmallCounty(tmp_path)
    inbox = county.home.inbox(MONTH)
    arrived_file = list_of(tmp_path, "临时救助.csv")
    (inbox / "民政局").mkdir(parents=True)
    arrived_file.rename(inbox / "民政局" / arrived_file.name)
    begin.fn(county_at(tmp_path), MONTH, None, needs_base=False)
    for _ in range(2):
        assert collect.fn(county_at(tmp_path), MONTH)["read"] == 1
        assert clean_month.fn(county_at(tmp_path), MONTH).kept == 1
    assert opened == ["临时救助.csv"]
    list_of(tmp_path, "临时救助补报.csv", 2).rename(inbox / "民政局" / "临时救助补报.csv")
    (inbox / "民政局" / "临时救助.csv").unlink()
    assert collect.fn(county_at(tmp_path), MONTH)["read"] == 1
    assert opened == ["临时救助.csv", "临时救助补报.csv"]
    assert len(list(county.home.taken_in(MONTH).iterdir())) == 1  # of what is gone nothing stays


def test_another_name_folder_password_or_program_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list_of(tmp_path, "临时救助.csv")
    (arrival,) = arrived(tmp_path)
    catalogue = usual_catalogue()
    plain = key_of(arrival, catalogue)
    list_of(tmp_path, "临时救助.csv").rename(tmp_path / "in" / "民政局" / "救助.csv")
    (renamed,) = arrived(tmp_path)
    moved = Arrival(**{**vars(arrival), "department": "残联"})
    fewer = type(catalogue)(catalogue.departments, catalogue.feeds[1:])
    aliased = type(catalogue)(catalogue.departments[1:], catalogue.feeds)
    others = [key_of(renamed, catalogue), key_of(moved, catalogue), key_of(arrival, fewer), key_of(arrival, aliased)]
    others += [key_of(arrival, catalogue, [PASSWORD]), key_of(arrival, catalogue, [PASSWORD, PASSWORD])]
    monkeypatch.setattr(kept, "fingerprint", lambda *_: "mended")
    others.append(key_of(arrival, catalogue))
    assert len({plain, *others}) == 1 + len(others)


def test_what_could_not_be_read_is_tried_again(tmp_path: Path, opened: list[str]) -> None:
    broken = list_of(tmp_path, "坏.xlsx")
    broken.write_bytes(b"PK\x03\x04 broken")
    list_of(tmp_path, "无表头.csv").write_text("甲,乙\n丙,丁\n", encoding="utf-8")
    first, again = taken(tmp_path), taken(tmp_path)
    assert all(one.refused for one in (*first, *again)) and [str(one.refused) for one in again] == [
        str(one.refused) for one in first
    ]
    assert sorted(opened) == ["坏.xlsx", "坏.xlsx", "无表头.csv"]


@pytest.mark.parametrize("harm", ["said.json", "0.rows.parquet"])
def test_what_somebody_has_touched_is_read_again(harm: str, tmp_path: Path, opened: list[str]) -> None:
    list_of(tmp_path, "临时救助.csv")
    (first,) = taken(tmp_path)
    (folder,) = (tmp_path / "kept").iterdir()
    (folder / harm).write_bytes((folder / harm).read_bytes()[:40])
    (again,) = taken(tmp_path)
    assert told(again) == told(first) and len(opened) == 2
    taken(tmp_path)
    assert len(opened) == 2


def test_half_a_reading_is_swept(tmp_path: Path) -> None:
    list_of(tmp_path, "临时救助.csv")
    taken(tmp_path)
    (tmp_path / "kept" / "grids").mkdir()
    (folder,) = {one.name for one in (tmp_path / "kept").iterdir()} - {"grids"}
    sweep(tmp_path / "kept", {folder})
    assert [one.name for one in (tmp_path / "kept").iterdir()] == [folder]
