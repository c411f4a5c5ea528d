"""The arrival board: each awaited feed against its own history. `arrival.md` says what is flagged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sources.catalogue import usual_catalogue
from sources.months import shift
from tasks.collect import collect
from tasks.run import begin
from tests.support import SmallCounty, county_at, emptied, id_number, name, pipe_table
from warehouse import tables
from warehouse.engine import Engine
from warehouse.months import begin_month, replace_arrivals
from warehouse.policy.load import load_policy
from warehouse.policy.words import Policy

MONTH = "2026-10"
SPEC = pipe_table((Path(__file__).parent / "arrival.md").read_text(encoding="utf-8"))
REGISTERS = (tables.FEED_FILE, tables.FEED_SHEET, tables.FEED_HEADING)
Row = dict[str, object]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("jimo")


@pytest.fixture
def engine(memory: Engine) -> Engine:
    return emptied(memory, REGISTERS)


class Register:
    """What came in each month, put into the register as collecting does."""

    def __init__(self, engine: Engine, policy: Policy, deliveries: dict[str, str] | None = None) -> None:
        self.engine, self.policy, self.deliveries = engine, policy, deliveries or {}
        self.files: dict[str, list[Row]] = {}
        self.sheets: dict[str, list[Row]] = {}
        self.headings: dict[str, list[Row]] = {}

    def came(self, month: str, code: str, rows: int, **said: object) -> None:
        feed = usual_catalogue().feed_of_code(code)
        assert feed is not None
        files = self.files.setdefault(month, [])
        file_id = f"{month}-{len(files)}"
        usual: Row = {
            "month": month, "file_id": file_id, "department": feed.department, "file_name": f"{file_id}.xlsx",
            "sha256": file_id, "bytes": 1, "file_order": len(files), "landed": "", "state": "read", "feeds": feed.label,
            "rows_in": rows, "set_apart": 0, "note": "", "todo": "", "arrived_on": dt.date.fromisoformat(f"{shift(month, 1)}-02"),
        }  # fmt: skip
        files.append(usual | said)
        where = {
            "month": month,
            "file_id": file_id,
            "department": feed.department,
            "file_name": usual["file_name"],
            "sheet": "",
        }
        if files[-1]["state"] == "read":
            sheet: Row = {"feed": feed.code, "label": feed.label, "rows_in": rows, "rows_new": rows}
            self.sheets.setdefault(month, []).append(where | sheet)

    def heading(self, month: str, code: str, heading: str, use: str, column: str = "", is_own: bool = True) -> None:
        headings = self.headings.setdefault(month, [])
        headings.append({
            "month": month, "file_id": f"{month}-0", "department": "民政局", "file_name": "", "sheet": "", "feed": code,
            "ordinal": len(headings), "column_letter": "A", "heading": heading, "heading_key": heading, "use": use,
            "column_name": column, "label": column, "is_of_feed": is_own and use == "read",
        })  # fmt: skip

    def board(self, month: str, code: str) -> dict[str, Any]:
        """The board's line of a feed, as collecting `month` makes it, whatever came later."""
        feed = usual_catalogue().feed_of_code(code)
        assert feed is not None
        kept = (self.files, self.sheets, self.headings)
        for table, by_month in zip(REGISTERS, kept, strict=True):
            self.engine.insert(table, [row for one, rows in by_month.items() if one != month for row in rows])
        begin_month(self.engine, month, self.policy, self.deliveries)
        replace_arrivals(self.engine, month, *(by_month.get(month, []) for by_month in kept))
        return self.engine.rows("SELECT * FROM draft.arrival WHERE feed = ?", [feed.code])[0]


def _filled(register: Register, code: str, month: str, history: Sequence[str], now: str) -> None:
    for back, told in enumerate(reversed([*history, now])):
        for rows in told.split("+") if told != "-" else ():
            register.came(shift(month, -back), code, int(rows))


@pytest.mark.parametrize("case", SPEC, ids=[case["情形"] for case in SPEC])
def test_what_is_flagged(case: dict[str, str], engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy, {case["信息"]: case["报送"]})
    _filled(register, case["信息"], case["本月"], case["以往行数"].split(), case["本月行数"])
    found = register.board(case["本月"], case["信息"])
    assert found["flags"] == case["提示"]
    assert bool(found["todo"]) == bool(case["提示"]) == bool(found["note"])
    assert found["state"] == "sent"


def test_the_sentence_tells_the_figures_and_whom_to_ask(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    _filled(register, "temporary_aid", MONTH, ["80", "90", "86", "70", "95", "86"], "12")
    found = register.board(MONTH, "temporary_aid")
    assert found["note"] == "本月12行，前6个月中位数86行"
    assert found["todo"] == "请与民政局核实是否漏报。"
    assert (found["row_count"], found["rows_last_month"], found["median_rows"], found["months_judged"]) == (
        12,
        86,
        86.0,
        6,
    )


def test_with_one_month_to_compare_the_sentence_names_it(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    register.came("2026-07", "temporary_aid", 80)
    register.came(MONTH, "temporary_aid", 12)
    assert register.board(MONTH, "temporary_aid")["note"] == "本月12行，2026-07为80行"


@pytest.mark.parametrize(
    ("arrived_on", "state"), [("2026-11-04", "sent"), ("2026-11-05", "late"), ("2026-10-20", "sent")]
)
def test_what_comes_after_the_fourth_is_late_and_no_matter_to_look_at(
    engine: Engine, policy: Policy, arrived_on: str, state: str
) -> None:
    register = Register(engine, policy)
    register.came(MONTH, "temporary_aid", 20, arrived_on=dt.date.fromisoformat(arrived_on))
    found = register.board(MONTH, "temporary_aid")
    assert (found["state"], found["todo"]) == (state, "")


def test_a_supplement_after_the_fourth_does_not_make_the_feed_late(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    register.came(MONTH, "temporary_aid", 20)
    register.came(MONTH, "temporary_aid", 2, arrived_on=dt.date(2026, 11, 6))
    assert register.board(MONTH, "temporary_aid")["state"] == "sent"


def test_what_has_not_come_is_asked_for_and_a_refused_file_is_taken_for_the_one_that_is_missing(
    engine: Engine, policy: Policy
) -> None:
    register = Register(engine, policy)
    register.came(MONTH, "disability", 0, state="refused")
    register.came(MONTH, "dibao", 0, state="refused")
    found = register.board(MONTH, "disability")
    assert found["state"] == "unreadable"
    assert found["note"] == "没有收到“残疾人证新办及变更”；本部门有1个文件未能读取，可能含此项"
    missing = engine.rows("SELECT state, note, todo, files FROM draft.arrival WHERE feed = 'temporary_aid'")[0]
    assert (missing["state"], missing["files"]) == ("missing", None)
    assert missing["todo"] == "请催报；确无新增的，请部门来函说明。"


def test_an_earlier_months_file_word_for_word_is_told(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    register.came("2026-07", "temporary_aid", 20, sha256="same", file_name="七月.xlsx")
    register.came("2026-09", "temporary_aid", 20)
    register.came(MONTH, "temporary_aid", 20, sha256="same", file_name="十月.xlsx")
    found = register.board(MONTH, "temporary_aid")
    assert (found["flags"], found["note"]) == ("旧文件", "“十月.xlsx”与2026-07的“七月.xlsx”完全相同")


def test_a_blank_form_sent_each_month_is_no_old_file(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    for month in ("2026-09", MONTH):
        register.came(month, "temporary_aid", 0, sha256="blank form")
    assert register.board(MONTH, "temporary_aid")["flags"] == ""


def test_a_column_that_is_gone_is_told_with_the_unknown_one_that_may_be_it(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    for month in ("2026-09", MONTH):
        register.came(month, "temporary_aid", 20)
        register.heading(month, "temporary_aid", "救助原因" if month == MONTH else "致困原因", "read", "aid_reason")
        register.heading(month, "temporary_aid", "网格员", "unknown")
    register.heading("2026-09", "temporary_aid", "救助金额", "read", "aid_yuan")
    register.heading("2026-09", "temporary_aid", "住址", "read", "address_text", is_own=False)
    register.heading(MONTH, "temporary_aid", "救助款", "unknown")
    found = register.board(MONTH, "temporary_aid")
    assert found["flags"] == "列缺少"
    assert found["note"] == "2026-09有“救助金额”列，本月没有；新出现不认识的列“救助款”"
    assert found["headings_moved"] == 4  # two gone, one called otherwise, one new
    moves = engine.rows("SELECT move, heading, heading_before FROM ops.heading_move ORDER BY move, heading")
    assert [tuple(row.values()) for row in moves] == [
        ("gone", "住址", "住址"), ("gone", "救助金额", "救助金额"), ("new", "救助款", ""), ("renamed", "救助原因", "致困原因"),
    ]  # fmt: skip


def test_columns_called_otherwise_but_known_are_no_matter(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    for month, heading in (("2026-09", "发放金额"), (MONTH, "救助金额")):
        register.came(month, "temporary_aid", 20)
        register.heading(month, "temporary_aid", heading, "read", "aid_yuan")
    found = register.board(MONTH, "temporary_aid")
    assert (found["flags"], found["todo"], found["headings_moved"]) == ("", "", 1)


def test_a_month_that_is_judged_again_does_not_look_at_later_months(engine: Engine, policy: Policy) -> None:
    register = Register(engine, policy)
    _filled(register, "temporary_aid", "2026-08", ["80"], "75")
    _filled(register, "temporary_aid", MONTH, ["900"], "900")
    assert register.board("2026-08", "temporary_aid")["median_rows"] == 80


def aid(order: int) -> dict[str, str]:
    return {"姓名": name(order), "身份证号": id_number(order), "救助原因": "火灾", "救助金额": "800"}


def test_a_corrected_file_beside_the_first_counts_what_it_adds(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.send(MONTH, "民政局", "1临时救助.csv", [aid(order) for order in range(10)])
    county.send(MONTH, "民政局", "2临时救助（更正）.csv", [aid(order) | {"救助金额": "900"} for order in range(11)])
    begin.fn(county_at(county.root), MONTH, needs_base=False)
    collect.fn(county_at(county.root), MONTH)
    sheets = county.ask("SELECT rows_in, rows_new FROM ops.feed_sheet ORDER BY file_name")
    assert [tuple(row.values()) for row in sheets] == [(10, 10), (11, 1)]
    (board,) = county.ask("SELECT row_count, files FROM draft.arrival WHERE feed = 'temporary_aid'")
    assert board == {"row_count": 11, "files": 2}
