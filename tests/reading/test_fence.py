"""An error that nobody foresaw in one file costs that file, by name, and never the month: a failure is planted in each step."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import sources.reading.intake
import sources.reading.worker
import sources.transports.landing
import tasks.clean
import tasks.export
import tasks.returned_files
from sources.cleaning.clean import clean
from sources.cleaning.household import clean_household_sheet
from sources.containers.sniff import sniff
from sources.fence import ToolBroke
from sources.reading.grid import Grid, read_grids
from sources.reading.worker import read_one
from sources.transports.landing import Arrival
from tasks.base import load_base
from tasks.export import StagedExport, stage_export
from tests.ledgers import Copy, run, take_and_list
from tests.support import SmallCounty, county_at, id_number, name, write_csv

MONTH = "2026-10"
BROKEN, SOUND = "补报.csv", "临时救助.csv"
SECRET = f"{name(1)} {id_number(1)}"
Plant = Callable[[pytest.MonkeyPatch, str], None]


def breaks(usual: Callable[..., Any], is_hit: Callable[..., bool]) -> Callable[..., Any]:
    """The usual work, but for the file that is hit: there it breaks as a library would, with somebody's data in its message."""

    def work(*args: Any, **named: Any) -> Any:
        if is_hit(*args):
            raise ValueError(f"could not convert {SECRET}")
        return usual(*args, **named)

    return work


def broken_reader(source: Path, into: Path, passwords: tuple[str, ...]) -> list[Grid]:
    """In the place of `read_grids`, in the child too: it finds this by its name."""
    if id_number(1) in source.read_text(encoding="utf-8-sig"):
        raise ValueError(f"could not convert {SECRET}")
    return read_grids(source, into, passwords)


def reader_in_child(source: Path, into: Path, passwords: tuple[str, ...]) -> list[Grid]:
    vars(sources.reading.worker)["read_grids"] = broken_reader
    try:
        return read_one(source, into, passwords)
    finally:
        vars(sources.reading.worker)["read_grids"] = read_grids


def stager_in_child(source: Path, arrival: Arrival, *rest: Any) -> StagedExport:
    """In the child: cleaning breaks over one export."""
    usual = clean_household_sheet
    broken = breaks(usual, lambda _, file, *more: file == "户库.csv")
    vars(tasks.export)["clean_household_sheet"] = broken
    try:
        return stage_export(source, arrival, *rest)
    finally:
        vars(tasks.export)["clean_household_sheet"] = usual


def in_land(patch: pytest.MonkeyPatch, _: str) -> None:
    usual = sources.transports.landing._land
    patch.setattr(sources.transports.landing, "_land", breaks(usual, lambda data, *_: id_number(1).encode() in data))


def in_sniff(patch: pytest.MonkeyPatch, _: str) -> None:
    def hit(data: bytes) -> bool:
        return id_number(1).encode() in data

    patch.setattr(sources.transports.landing, "is_archive", breaks(lambda data: sniff(data) == "archive", hit))


def in_read(patch: pytest.MonkeyPatch, _: str) -> None:
    patch.setattr(sources.reading.worker, "read_one", reader_in_child)


def in_recognise(patch: pytest.MonkeyPatch, _: str) -> None:
    usual = sources.reading.intake._recognise_sheets
    hit = breaks(usual, lambda intake, *_: intake.arrival.name == BROKEN)
    patch.setattr(sources.reading.intake, "_recognise_sheets", hit)


def in_clean(patch: pytest.MonkeyPatch, _: str) -> None:
    usual = clean
    patch.setattr("tasks.clean.clean", breaks(usual, lambda sheet, *_: "补报" in sheet.header.titles))


def in_stage(patch: pytest.MonkeyPatch, _: str) -> None:
    usual = tasks.clean._row_key
    broken_id = sha256(Path(_).read_bytes()).hexdigest()[:16]
    patch.setattr(tasks.clean, "_row_key", breaks(usual, lambda file_id, *_: file_id == broken_id))


def in_write(patch: pytest.MonkeyPatch, file: str) -> None:
    """Its first Parquet file is written, the second one breaks: nothing of it may stay."""
    usual, broken_id = pl.DataFrame.write_parquet, sha256(Path(file).read_bytes()).hexdigest()[:16]

    def hit(_: pl.DataFrame, path: Path) -> bool:
        return path.name.startswith(broken_id) and "values" in path.name

    patch.setattr(pl.DataFrame, "write_parquet", breaks(usual, hit))


def panic(patch: pytest.MonkeyPatch, _: str) -> None:
    """Polars panics by what is no ordinary exception."""

    class PanicException(BaseException):
        pass

    def work(*_: Any) -> Any:
        raise PanicException(SECRET)

    usual = clean
    patch.setattr(
        "tasks.clean.clean", lambda sheet, *rest: (work if "补报" in sheet.header.titles else usual)(sheet, *rest)
    )


PLANTED: dict[str, Plant] = {
    "land": in_land, "sniff": in_sniff, "read": in_read, "recognise": in_recognise, "clean": in_clean, "stage": in_stage,
    "write": in_write, "panic": panic,
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("fence") / "county")
    for order in (1, 2):
        county.person(order)
    county.load_base()
    for order, file in ((1, BROKEN), (2, SOUND)):
        county.send(MONTH, "民政局", file, [
            {"姓名": name(order), "身份证号": id_number(order), "救助原因": "火灾", "救助金额": "800", "救助日期": "2026-10-09"},
        ])  # fmt: skip
    return county


@pytest.fixture
def county(loaded: SmallCounty, tmp_path: Path) -> SmallCounty:
    return loaded.copy(tmp_path / "county")


@pytest.mark.parametrize("plant", PLANTED.values(), ids=list(PLANTED))
def test_a_failure_in_one_file_costs_that_file_alone(
    plant: Plant, county: SmallCounty, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, "fangpin"):
        plant(patch, str(county.home.inbox(MONTH) / "民政局" / BROKEN))
        county.run(MONTH)
    assert [row["subject_name"] for row in county.ask("SELECT subject_name FROM warning.warning")] == [name(2)]
    (file,) = county.ask("SELECT * FROM ops.feed_file WHERE state = 'refused'")
    note, todo = str(file["note"]), str(file["todo"])
    assert file["file_name"] == BROKEN and note.startswith("本系统读取时出错") and "维护人员" in todo
    assert "损坏" not in note and "重新报送" not in todo
    (asked,) = county.ask("SELECT location, what FROM ops.attention WHERE what LIKE '本系统%'")
    assert asked["location"] == f"民政局 {BROKEN}"
    rows = county.ask("SELECT file_name, SUM(row_count) AS n FROM ops.conservation GROUP BY ALL")
    out = {str(row["file_name"]): row["n"] for row in rows}
    assert out.get(BROKEN, 0) == file["rows_in"] and out[SOUND] == 1
    told = caplog.text + note + todo
    assert str(file["file_id"]) in caplog.text and "Error" in told or "Panic" in told
    assert name(1) not in told and id_number(1) not in told
    assert not list(county.home.staged(MONTH).glob(f"*/{file['file_id']}*"))


def test_the_rows_of_a_file_over_which_cleaning_broke_are_accounted_for(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_clean(monkeypatch, "")
    county.run(MONTH)
    (row,) = county.ask("SELECT outcome, reason, row_count FROM ops.conservation WHERE file_name = ?", BROKEN)
    assert (row["outcome"], row["row_count"]) == ("rejected", 1) and str(row["reason"]).startswith("本系统读取时出错")
    assert county.ask("SELECT 1 FROM ops.feed_sheet WHERE file_name = ?", BROKEN) == []
    monkeypatch.undo()
    county.run(MONTH)  # mended, the file is read, and nothing of the trouble stays
    assert len(county.ask("SELECT number FROM warning.warning")) == 2
    assert county.ask("SELECT note FROM ops.feed_file WHERE state = 'refused'") == []


def test_a_base_file_over_which_cleaning_breaks_is_refused_whole(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = county._base_row(9, {"乡镇（街道）": "金口镇"})
    write_csv(county.home.base_inbox / "金口.csv", [row])
    shutil.rmtree(county.home.exports)  # as after a change of the program: else it is not opened again
    monkeypatch.setattr(tasks.export, "stage_export", stager_in_child)
    told = load_base.fn(county_at(county.root), [str(county.home.base_inbox)], "2026-11-30")
    assert told.refused == ["户库.csv"]
    assert any("户库.csv：本系统读取时出错" in line for line in told.attention)
    names = {row["person_name"] for row in county.ask("SELECT person_name FROM base.person")}
    assert names == {name(1), name(2), name(9)}  # the town that it held keeps what was known


def test_a_returned_ledger_over_which_reading_breaks_takes_back_nothing(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(county, MONTH)
    copy = Copy(county, MONTH)
    copy.fill("预警信息台账", 0, {"是否符合认定标准": "否", "不符合认定标准的主要原因": "收入稳定", "核查人员": "陈明"})
    copy.send("田横.xlsx")
    before = take_and_list(county, MONTH, dt.date(2026, 11, 30))
    assert before["cells"] == 3
    monkeypatch.setattr(
        tasks.returned_files, "_stage_cells", breaks(tasks.returned_files._stage_cells, lambda *_: True)
    )
    after = take_and_list(county, MONTH, dt.date(2026, 11, 30))
    assert str(after["passed_over"]).startswith("['田横.xlsx：本系统读取时出错") and after["retracted"] == 0
    assert after["cells"] == 3


def test_the_child_tells_where_our_program_broke_and_not_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources.reading.worker, "read_grids", breaks(read_grids, lambda *_: True))
    with pytest.raises(ToolBroke) as broke:
        read_one(tmp_path / "a.csv", tmp_path / "grids", ())
    assert "ValueError" in broke.value.what and name(1) not in str(broke.value)
