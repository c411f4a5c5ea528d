"""The sample county and a county of bad files, through the real command line with a real Prefect server."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.sample.county import AS_OF, MONTH, write_inbox
from tests.sample.county import expected as expected_rows
from tests.support import SmallCounty, id_number, name, write_csv
from warehouse.engine import Engine

CONTACT = "某联系人"


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def fangpin(*words: str | Path) -> Ran:
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, encoding="utf-8")
    return Ran(done.returncode, done.stdout, done.stderr)


def fingerprints(home: Path) -> dict[str, str]:
    files = sorted((home / "outbox").rglob("*.xlsx"))
    return {file.relative_to(home).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def sheet_rows(file: Path, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet under the header that holds 镇街."""
    grid = list(openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True))
    at = next(place for place, row in enumerate(grid) if "镇街" in row)
    headings = [str(cell) for cell in grid[at]]
    return [found for row in grid[at + 1 :] if (found := dict(zip(headings, row, strict=True)))["镇街"]]


@dataclass(frozen=True)
class Sample:
    home: Path
    first: Ran
    again: Ran
    bytes_first: dict[str, str]
    bytes_again: dict[str, str]

    def rows(self, sheet: str) -> list[tuple[str, dict[str, Any]]]:
        """(folder's township, row) of every township's ledger."""
        files = sorted((self.home / "outbox" / MONTH).glob("*/预警信息清单_*.xlsx"))
        return [(file.parent.name, row) for file in files for row in sheet_rows(file, sheet)]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    home = tmp_path_factory.mktemp("sample") / "county"
    write_inbox(home / "inbox")
    assert fangpin("base", "load", "--as-of", AS_OF, "--home", home, "--json").status == 0
    first = fangpin("month", MONTH, "--on", "2026-11-07", "--home", home, "--json")
    bytes_first = fingerprints(home)
    again = fangpin("month", MONTH, "--on", "2026-11-07", "--home", home, "--json")
    return Sample(home, first, again, bytes_first, fingerprints(home))


@pytest.fixture(scope="module")
def expected() -> list[dict[str, str]]:
    return expected_rows()


def test_the_month_is_done_and_says_so(sample: Sample) -> None:
    assert (sample.first.status, sample.again.status) == (0, 0), sample.first.err
    assert sample.first.told["warnings"] == 114


def test_every_sound_qualifying_row_is_in_its_townships_ledger_once(
    sample: Sample, expected: list[dict[str, str]]
) -> None:
    wanted = sorted(
        (row["township"], row["person_id"], row["head_id"], row["department"])
        for row in expected
        if row["qualifies"] == "1" and row["matches"] in ("exact", "derived")
    )
    found = sorted(
        (folder, row["预警对象身份证"], row["身份证"], row["预警信息来源"])
        for folder, row in sample.rows("预警信息台账")
    )
    assert found == wanted


def test_every_suspected_row_is_listed_apart_and_nowhere_else(sample: Sample, expected: list[dict[str, str]]) -> None:
    wanted = sorted(
        (row["township"], row["person_id"], row["department"])
        for row in expected
        if row["qualifies"] == "1" and row["matches"] == "suspected"
    )
    found = sorted((folder, row["疑似人员身份证"], row["部门"]) for folder, row in sample.rows("疑似匹配"))
    assert found == wanted


def test_no_township_sees_anothers_people(sample: Sample) -> None:
    for sheet in ("预警信息台账", "入户清单", "疑似匹配"):
        assert all(row["镇街"] == folder for folder, row in sample.rows(sheet))


def test_every_township_has_its_two_workbooks(sample: Sample, expected: list[dict[str, str]]) -> None:
    for kind in ("预警信息清单", "异常数据清单"):
        assert len(list((sample.home / "outbox" / MONTH).glob(f"*/{kind}_*_{MONTH}.xlsx"))) == 15


def test_where_the_rows_went_adds_up_for_every_file(sample: Sample, expected: list[dict[str, str]]) -> None:
    outcomes = ("warned", "merged", "suppressed", "not_qualifying", "unmatched", "rejected")
    told = sample.first.told["conservation"]
    for row in told:
        assert row["rows_in"] == sum(row[outcome] for outcome in outcomes)
    assert {row["file_name"]: row["rows_in"] for row in told} == {
        file: sum(row["file"] == file for row in expected) for file in {row["file"] for row in expected}
    }


def test_the_month_again_changes_no_byte(sample: Sample) -> None:
    assert len(sample.bytes_first) >= 15 * 2 + 6 + 3
    assert sample.bytes_again == sample.bytes_first


def test_explain_names_rule_version_file_sheet_and_row(sample: Sample) -> None:
    folder, row = next(pair for pair in sample.rows("预警信息台账") if pair[1]["预警信息来源"] == "医保局")
    ran = fangpin("explain", row["预警编号"], "--home", sample.home)
    assert ran.status == 0
    for word in ("YB01", "jimo 2022.04", "居民医保个人负担超2万元人员.xlsx", "Sheet1", folder):
        assert word in ran.out
    told = fangpin("explain", row["预警编号"], "--home", sample.home, "--json").told
    assert f"第{told['row']['row_number']}行" in row["数据出处"]
    assert fangpin("explain", "YB01-NOSUCH", "--home", sample.home).status == 2


def everyone(home: Path) -> tuple[set[str], set[str]]:
    with Engine(home / "warehouse" / "fangpin.duckdb", read_only=True) as engine:
        people = engine.rows("SELECT person_name, id18, id_text FROM base.person")
    names = {str(row["person_name"]) for row in people}
    return names, {str(row[key]) for row in people for key in ("id18", "id_text") if row[key]}


def leaked(text: str, names: set[str], numbers: set[str]) -> set[str]:
    escaped = {word.encode("unicode_escape").decode() for word in names}
    return {word for word in names | numbers | escaped if word in text}


def test_a_commands_own_server_leaves_no_word_that_pages_are_ready(sample: Sample) -> None:
    """Prefect notes what it has registered for its pages, and the server of `fangpin serve` would believe it."""
    left = {file.name for file in (sample.home / ".prefect").iterdir()}
    assert {"prefect.db", "temporary-server.log"} <= left and "memo_store.toml" not in left


def test_logs_and_prefects_store_hold_nobody(sample: Sample) -> None:
    names, numbers = everyone(sample.home)
    logs = [file for file in (sample.home / "runs").rglob("*") if file.is_file()]
    assert logs
    for file in logs:
        assert not leaked(file.read_text(encoding="utf-8"), names, numbers), file.name
    assert not leaked(sample.first.err + sample.first.out, names, numbers)
    for statement in dumped(sample.home / ".prefect" / "prefect.db"):
        assert not leaked(statement, names, numbers)


def dumped(database: Path) -> Iterator[str]:
    with sqlite3.connect(database) as connection:
        yield from connection.iterdump()


def test_the_published_file_holds_nobody(sample: Sample) -> None:
    names, numbers = everyone(sample.home)
    with Engine(sample.home / "published" / "analyst.duckdb", read_only=True) as engine:
        tables = engine.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'")
        assert {row["table_name"] for row in tables} >= {
            "warning", "anomaly", "household", "person", "feed_arrival", "conservation", "rule",
        }  # fmt: skip
        for row in tables:
            for line in engine.rows(f"SELECT * FROM mart.{row['table_name']}"):
                values = {str(value) for value in line.values() if value is not None}
                assert not values & names, row["table_name"]
                assert not any(number in value for value in values for number in numbers if len(value) >= 15)


def test_a_number_stands_once_a_month_in_the_published_file(sample: Sample) -> None:
    with Engine(sample.home / "published" / "analyst.duckdb", read_only=True) as engine:
        for table in ("warning", "anomaly"):
            twice = engine.rows(f"SELECT month, number FROM mart.{table} GROUP BY month, number HAVING COUNT(*) > 1")
            assert not twice, table


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallCounty, Ran, Ran]:
    county = SmallCounty(tmp_path_factory.mktemp("bad"))
    for order in range(5):
        county.person(order)
    county.person(5, 户编号="37021500000000099", 与户主关系="之子")
    send = county.home.inbox(MONTH)
    contact = f'[contacts.住建局]\nname = "{CONTACT}"\nphone = "0532-88880000"\n'
    county.home.settings.write_text(contact, encoding="utf-8")
    aid = {"姓名": name(0), "身份证号": id_number(0), "救助原因": "火灾", "救助金额": "800"}
    county.send(MONTH, "民政局", "临时救助.csv", [aid])
    for path, data in {
        "教体局/失学辍学名单.xlsx": b"",
        "残联/培训签到表.csv": "姓名,单位,签字\n某某,某村,\n".encode(),
        "卫健局/30种大病.csv": "姓名,号,病,医院\n某某,1,肺癌,区医院\n".encode(),
        "医保局/个人负担.csv": "姓名,身份证号,年度累计个人负担\n".encode(),
    }.items():
        (send / path).parent.mkdir(parents=True, exist_ok=True)
        (send / path).write_bytes(data)
    write_csv(county.home.base_inbox / "户库.csv", [county._base_row(o, said) for o, said in county.persons.items()])
    loaded = fangpin("base", "load", "--as-of", AS_OF, "--home", county.root)
    return county, loaded, fangpin("month", MONTH, "--on", "2026-11-07", "--home", county.root, "--json")


def test_a_base_without_a_head_is_told(bad: tuple[SmallCounty, Ran, Ran]) -> None:
    _, loaded, _ = bad
    assert loaded.status == 3
    assert "没有户主" in loaded.out


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("教体局 失学辍学名单.xlsx", "文件是空的"),
        ("残联 培训签到表.csv", "没有找到表头"),
        ("卫健局 30种大病.csv", "“病种”列"),
        ("医保局 个人负担.csv", "只有表头，没有数据行"),
        ("住建局", "没有收到“住房安全等级鉴定”"),
        ("户库", "没有户主"),
    ],
)
def test_bad_input_is_told_with_what_to_do(bad: tuple[SmallCounty, Ran, Ran], place: str, what: str) -> None:
    _, _, ran = bad
    assert ran.status == 3
    item = next(item for item in ran.told["attention_items"] if item["place"] == place and what in item["what"])
    assert item["todo"]


def test_a_contact_is_named_to_people_and_to_nothing_that_keeps_logs(bad: tuple[SmallCounty, Ran, Ran]) -> None:
    county, _, ran = bad
    named = [item["department"] for item in ran.told["attention_items"] if CONTACT in item["todo"]]
    assert named == ["住建局", "住建局"]
    told = {CONTACT, CONTACT.encode("unicode_escape").decode(), "88880000"}
    kept = [file.read_text(encoding="utf-8") for file in (county.root / "runs").rglob("*") if file.is_file()]
    kept += dumped(county.root / ".prefect" / "prefect.db")
    assert len(kept) > 10
    assert not [word for text in kept for word in told if word in text]


def test_bad_input_does_not_hold_up_the_rest(bad: tuple[SmallCounty, Ran, Ran]) -> None:
    county, _, ran = bad
    assert ran.told["warnings"] == 1
    (ledger,) = (county.home.outbox(MONTH)).glob("*/预警信息清单_*.xlsx")
    assert [row["预警对象"] for row in sheet_rows(ledger, "预警信息台账")] == [name(0)]


def test_wrong_usage_and_nothing_to_work_with(tmp_path: Path) -> None:
    assert fangpin("month", "十月", "--home", tmp_path).status == 2
    assert fangpin("month", MONTH, "--home", tmp_path / "nowhere").status == 2
    assert fangpin("no-such-command").status == 2
    settings = tmp_path / "settings.toml"
    settings.write_text('policy = "nowhere"\n', encoding="utf-8")
    ran = fangpin("month", MONTH, "--on", "2026-11-07", "--home", tmp_path)
    assert ran.status == 1 and "nowhere" in ran.err + ran.out
