"""Ledgers as townships really give them back: sorted, cut, pasted over, renamed, doubled, saved by other programs.

Whatever was done to a workbook, an answer lands on its warning or goes back by name; nothing is guessed, nothing lost.
What a single cell may say is in `spec/ledger.md`.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tasks.lists import write_lists
from tests import ledgers as on
from tests.ledgers import LEDGER, MONTH, NEXT, NO, PROGRESS, STEPS, SUSPECTED, VISITS, answer, columns_of, refused
from tests.other_programs import SOFFICE, saved_as
from tests.support import SmallCounty, county_at, id_number, name

ILL, OTHER, ASKED, LETTER, POOR, CHILD, ELSEWHERE, TORN = range(1, 9)
"""ILL and CHILD are of one household; ELSEWHERE is of another township; TORN is a suspected match."""
YES = on.YES | STEPS
TORN_NUMBER = id_number(TORN)[:-2] + "0"


@pytest.fixture(scope="module")
def first_month(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose first month's lists are out: seven warnings in two townships, and a suspected match."""
    county = SmallCounty(tmp_path_factory.mktemp("first") / "county")
    return started(county)


def started(county: SmallCounty) -> SmallCounty:
    for order in (OTHER, ASKED, LETTER, POOR, TORN):
        county.person(order)
    county.person(ILL, 家庭人口数="2")
    county.person(CHILD, 户编号=f"3702150000{ILL:07d}", 与户主关系="之子")
    county.person(ELSEWHERE, **{"乡镇（街道）": "金口镇", "行政村": "西村庄"})
    county.load_base()
    disease = on.KINDS["部门"][2]
    ill = [(name(order), id_number(order)) for order in (ILL, OTHER, CHILD, ELSEWHERE)] + [(name(TORN), TORN_NUMBER)]
    letter = [{"姓名": who, "身份证号": number} | disease for who, number in ill]
    letter[2] |= {"病种": "胃癌"}
    county.send(MONTH, "卫健局", "大病.csv", letter)
    on.warn_of(county, {ASKED: "申报", LETTER: "信访", POOR: "低保"})
    assert set(on.numbers(county)) == {ILL, OTHER, ASKED, LETTER, POOR, CHILD, ELSEWHERE}
    return county


@pytest.fixture
def county(first_month: SmallCounty, tmp_path: Path) -> SmallCounty:
    """A copy of it, to go on with."""
    return first_month.copy(tmp_path / "county")


@pytest.fixture
def number(county: SmallCounty) -> dict[int, str]:
    return on.numbers(county)


def row_of(sheet: Any, number: str) -> int:
    at = columns_of(sheet).get("预警编号") or columns_of(sheet)["疑似编号"]
    return next(row for row in range(3, sheet.max_row + 1) if number in str(sheet.cell(row, at).value))


def sort_rows(sheet: Any, headings: tuple[str, ...] | None = None, by: str = "户主姓名") -> None:
    """Sort the rows from the bottom up by a column; headings: only the cells of these columns move."""
    columns = columns_of(sheet)
    moved = [columns[heading] for heading in headings] if headings else list(columns.values())
    rows = list(range(3, sheet.max_row + 1))
    order = sorted(rows, key=lambda row: str(sheet.cell(row, columns[by]).value), reverse=True)
    if order == rows:
        order = rows[1:] + rows[:1]
    cells = {row: [sheet.cell(row, at).value for at in moved] for row in rows}
    for row, source in zip(rows, order, strict=True):
        for at, value in zip(moved, cells[source], strict=True):
            sheet.cell(row, at).value = value


def events(county: SmallCounty) -> list[dict[str, object]]:
    return county.ask("SELECT * FROM handling.event ORDER BY ordinal")


def last_words(county: SmallCounty, number: str) -> dict[str, bool]:
    """step -> does it stand?"""
    rows = county.ask("SELECT step, is_retracted FROM handling.event WHERE number = ? ORDER BY ordinal", number)
    return {str(row["step"]): not row["is_retracted"] for row in rows}


def adds_up(county: SmallCounty) -> bool:
    """issued = open + done + withdrawn."""
    counts = county.ask(
        "SELECT (SELECT COUNT(*) FROM handling.register) = (SELECT COUNT(*) FROM handling.standing) AS same"
    )
    return bool(counts[0]["same"])


# --- what was done to the workbook ------------------------------------------------------------------------------------


def sorted_whole(book: Any) -> None:
    sort_rows(book[LEDGER])


def deleted_row(book: Any) -> None:
    sheet = book[LEDGER]
    columns = columns_of(sheet)
    blank = next(row for row in range(3, sheet.max_row + 1) if not sheet.cell(row, columns["核查人员"]).value)
    sheet.delete_rows(blank)


def inserted_row(book: Any) -> None:
    book[LEDGER].insert_rows(4)
    book[LEDGER].insert_rows(3)
    book[LEDGER].cell(3, 1).value = "本月已全部核实"


def columns_moved(book: Any) -> None:
    sheet = book[LEDGER]
    last = sheet.max_column
    for row in range(2, sheet.max_row + 1):
        values = [sheet.cell(row, at).value for at in range(1, last + 1)]
        for at, value in enumerate(values[7:] + values[:7], start=1):
            sheet.cell(row, at).value = value


def renamed(book: Any) -> None:
    columns = columns_of(book[LEDGER])
    other = {
        "是否符合认定标准": "是否符合标准\n（是/否）", "不符合认定标准的主要原因": "主要原因", "核查人员": "核查人", "办结日期": "销号日期",
        "身份证": "户主身份证号", "镇街": "乡镇", on.TOLD: "是否已告知本人",
    }  # fmt: skip
    for old, new in other.items():
        book[LEDGER].cell(2, columns[old]).value = new


def without_codes(book: Any) -> None:
    book[LEDGER].delete_cols(columns_of(book[LEDGER])["校验码"])


def without_meta(book: Any) -> None:
    del book["_meta"]


def without_any_mark(book: Any) -> None:
    del book["_meta"]
    for prop in list(book.custom_doc_props.names):
        del book.custom_doc_props[prop]


def without_title(book: Any) -> None:
    without_any_mark(book)
    for merged in list(book[LEDGER].merged_cells.ranges):
        book[LEDGER].unmerge_cells(str(merged))
    book[LEDGER].delete_rows(1)


def hidden_rows(book: Any) -> None:
    for row in (3, 4, 5):
        book[LEDGER].row_dimensions[row].hidden = True


def other_sheets_gone(book: Any) -> None:
    for sheet in book.sheetnames:
        if sheet not in (LEDGER, PROGRESS):
            del book[sheet]


HARMLESS = [
    sorted_whole, deleted_row, inserted_row, columns_moved, renamed, without_codes, without_meta, without_any_mark, without_title,
    hidden_rows, other_sheets_gone,
]  # fmt: skip


@pytest.mark.parametrize("mend", HARMLESS, ids=[mend.__name__ for mend in HARMLESS])
def test_what_does_not_touch_a_rows_own_cells_changes_nothing(
    mend: Callable[[Any], object], county: SmallCounty, number: dict[int, str]
) -> None:
    said = {
        number[ILL]: NO,
        number[OTHER]: YES,
        number[ASKED]: NO | {"告知": "是"},
        number[LETTER]: {"核查": "郑王", "符合": "是"},
    }
    counts = answer(county, said, mend=mend)
    assert refused(county) == [] and counts["cells_refused"] == 0
    assert on.labels(county) == {
        ILL: "办结（不符合）", OTHER: "办结（符合）", ASKED: "办结（不符合）", LETTER: "已反馈", POOR: "已反馈", CHILD: "已反馈", ELSEWHERE: "已反馈",
    }  # fmt: skip
    assert county.ask("SELECT DISTINCT list_month, edition FROM handling.cell") == [{"list_month": MONTH, "edition": 0}]
    assert adds_up(county)


def test_a_partial_sort_is_refused_row_by_row(county: SmallCounty, number: dict[int, str]) -> None:
    """The notice's own columns are sorted, ours behind them stay: an answer is taken where its row stayed, else refused."""
    said = {
        one: NO | {"原因": f"原因{order}"} for order, one in number.items() if order not in (ASKED, LETTER, ELSEWHERE)
    }
    book = on.fill(on.opened(county), said)
    sort_rows(book[LEDGER], tuple(columns_of(book[LEDGER]))[:13], by="不符合认定标准的主要原因")
    on.give_back(county, book)
    on.take(county)
    taken = county.ask("SELECT number, value FROM handling.cell WHERE reason IS NULL AND item = 'reason'")
    assert all(said[str(row["number"])]["原因"] == row["value"] for row in taken)
    moved = county.ask("SELECT COUNT(*) AS cells FROM handling.cell WHERE reason LIKE '%只对部分列排了序%'")
    assert int(str(moved[0]["cells"])) == on.filled_cells(book) - 4 * len(taken) > 8
    assert len(refused(county)) == int(str(moved[0]["cells"]))


def test_without_codes_the_certificate_numbers_must_fit(county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        without_codes(book)
        pasted_over(book[LEDGER], number[ILL], number[OTHER], ("身份证",))

    answer(county, {number[ILL]: NO, number[OTHER]: NO}, mend=mend)
    assert {one for one, *_ in refused(county)} == {number[ILL]} and len(refused(county)) == 4
    assert on.labels(county)[OTHER] == "办结（不符合）"


def pasted_over(sheet: Any, one: str, other: str, headings: tuple[str, ...]) -> None:
    columns = columns_of(sheet)
    for heading in headings:
        sheet.cell(row_of(sheet, one), columns[heading]).value = sheet.cell(
            row_of(sheet, other), columns[heading]
        ).value


PASTED = {
    "预警编号": "校验码对不上",
    "身份证": "校验码对不上",
    "校验码": "校验码对不上",
}


@pytest.mark.parametrize(("heading", "words"), PASTED.items(), ids=["number", "id", "code"])
def test_a_key_pasted_over_takes_its_row_out_of_play(
    heading: str, words: str, county: SmallCounty, number: dict[int, str]
) -> None:
    def mend(book: Any) -> None:
        pasted_over(book[LEDGER], number[ILL], number[OTHER], (heading,))

    counts = answer(county, {number[ILL]: NO, number[OTHER]: YES}, mend=mend, sheets=(LEDGER, PROGRESS))
    back = refused(county)
    assert {item for _, item, _ in back} == {"meets", "reason", "checked_by", "done_on"} and counts[
        "cells_refused"
    ] == 4
    assert all(words in reason for *_, reason in back)
    labels = on.labels(county)
    assert (labels[ILL], labels[OTHER]) == ("已反馈", "办结（符合）")


def test_a_row_under_anothers_number_says_nothing_of_it(county: SmallCounty, number: dict[int, str]) -> None:
    """Pasted over in a later month: what was taken of that number before stays."""
    answer(county, {number[OTHER]: NO})
    on.run(county, NEXT)
    before = events(county)

    def mend(book: Any) -> None:
        sheet = book[on.CARRIED]
        sheet.cell(row_of(sheet, number[ILL]), columns_of(sheet)["预警编号"]).value = number[OTHER]

    answer(county, {number[ILL]: NO | {"原因": "别的原因"}}, month=NEXT, mend=mend)
    assert on.labels(county)[OTHER] == "办结（不符合）" and events(county) == before
    assert len(refused(county)) == 4


@pytest.mark.parametrize("edited", ["RZ99-00000000000000", "", "合计"])
def test_an_unknown_number_goes_back_to_who_sent_it(edited: str, county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        sheet = book[LEDGER]
        sheet.cell(row_of(sheet, number[ILL]), columns_of(sheet)["预警编号"]).value = edited

    answer(county, {number[ILL]: NO, number[OTHER]: NO}, mend=mend)
    rows = county.ask("SELECT DISTINCT number, township, is_own FROM handling.refusal")
    assert rows == [{"number": edited, "township": on.TOWNSHIP, "is_own": False}]
    assert len(refused(county)) == 4


def test_anothers_number_gives_away_nobody(county: SmallCounty, number: dict[int, str]) -> None:
    """A number of another township: it goes back to who sent it, and names nobody."""

    def mend(book: Any) -> None:
        sheet = book[LEDGER]
        sheet.cell(row_of(sheet, number[ILL]), columns_of(sheet)["预警编号"]).value = number[ELSEWHERE]

    answer(county, {number[ILL]: NO}, mend=mend)
    write_lists.fn(county_at(county.root), MONTH)
    assert not on.listed(county, kind=on.SENT_BACK, township="金口镇").exists()
    book = on.opened(county, kind=on.SENT_BACK)
    text = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert number[ELSEWHERE] in text and name(ELSEWHERE) not in text and id_number(ELSEWHERE) not in text


def test_a_ledger_alone_in_a_new_workbook(county: SmallCounty, number: dict[int, str]) -> None:
    on.run(county, NEXT)
    source = on.fill(on.opened(county), {number[ILL]: NO})[LEDGER]
    book = openpyxl.Workbook()
    for row in source.iter_rows(values_only=True):
        book.active.append(row)
    on.give_back(county, book, "新表.xlsx", NEXT)
    on.take(county, NEXT)
    assert refused(county) == [] and on.labels(county)[ILL] == "办结（不符合）"
    assert county.ask("SELECT DISTINCT list_month FROM handling.cell") == [{"list_month": MONTH}]


def test_neither_code_nor_certificate_number_is_not_enough(county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        for heading in ("校验码", "身份证", "预警对象身份证"):
            book[LEDGER].delete_cols(columns_of(book[LEDGER])[heading])

    answer(county, {number[ILL]: NO}, mend=mend)
    assert len(refused(county)) == 4 and all("不能确认说的是哪一条" in reason for *_, reason in refused(county))


def test_a_column_that_is_none_of_ours_is_refused_by_name(county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        sheet = book[LEDGER]
        sheet.cell(2, columns_of(sheet)["是否符合认定标准"]).value = "核实结论"
        sheet.cell(2, sheet.max_column + 1).value = "备注"
        sheet.cell(row_of(sheet, number[ILL]), sheet.max_column).value = "电话核实"

    answer(county, {number[ILL]: NO}, mend=mend)
    told = {item: reason for _, item, reason in refused(county)}
    assert "不认识这一列" in told.pop("核实结论") and set(told) == {"meets"}
    assert county.ask("SELECT value FROM handling.cell WHERE item LIKE '%remark'") == [{"value": "电话核实"}]


def test_a_column_that_stands_twice_is_read_as_one(county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        sheet, at = book[LEDGER], columns_of(book[LEDGER])["是否符合认定标准"]
        last = sheet.max_column + 1
        sheet.cell(2, last).value = "是否符合认定标准"
        sheet.cell(row_of(sheet, number[ILL]), at).value = None
        sheet.cell(row_of(sheet, number[ILL]), last).value = "否"
        sheet.cell(row_of(sheet, number[OTHER]), last).value = "是"

    answer(county, {number[ILL]: NO, number[OTHER]: NO}, mend=mend)
    assert [(one, item) for one, item, _ in refused(county)] == [(number[OTHER], "meets")]
    assert on.labels(county)[ILL] == "办结（不符合）"


def test_the_properties_tell_what_a_workbook_is(county: SmallCounty, number: dict[int, str]) -> None:
    book = on.fill(on.opened(county), {number[ILL]: NO})
    del book["_meta"]
    book[LEDGER].cell(1, 1).value = "汇总"
    on.run(county, NEXT)
    on.give_back(county, book, month=NEXT)
    on.take(county, NEXT)
    told = county.ask("SELECT DISTINCT list_month, said_township FROM handling.cell")
    assert told == [{"list_month": MONTH, "said_township": on.TOWNSHIP}]


# --- several workbooks ------------------------------------------------------------------------------------------------


def test_two_people_each_fill_in_a_part(county: SmallCounty, number: dict[int, str]) -> None:
    answer(county, {number[ILL]: {"符合": "否", "原因": "已有稳定收入"}, number[OTHER]: NO}, "甲.xlsx")
    answer(county, {number[ILL]: {"核查": "周吴", "办结": "11-20"}, number[OTHER]: NO}, "乙.xlsx")
    assert refused(county) == [] and on.labels(county)[ILL] == on.labels(county)[OTHER] == "办结（不符合）"


def test_two_copies_that_disagree_are_neither_believed(county: SmallCounty, number: dict[int, str]) -> None:
    answer(county, {number[ILL]: NO, number[OTHER]: NO}, "甲.xlsx")
    answer(county, {number[ILL]: NO | {"办结": "11-21"}}, "乙.xlsx")
    back = refused(county)
    assert [item for _, item, _ in back] == ["done_on", "done_on"] and all(
        "填的不一样" in reason for *_, reason in back
    )
    assert on.labels(county)[ILL] == "已反馈" and on.labels(county)[OTHER] == "办结（不符合）"


def test_last_months_copy_in_this_months_folder_overrides_nothing(county: SmallCounty, number: dict[int, str]) -> None:
    early = on.fill(on.opened(county), {number[ILL]: {"符合": "是", "核查": "郑王"}})
    answer(county, {number[POOR]: {"入户": "11-09"}})
    on.run(county, NEXT)
    answer(county, {number[ILL]: NO}, month=NEXT)
    on.give_back(county, early, "上月的.xlsx", NEXT)
    on.take(county, NEXT)
    assert refused(county) == [] and on.labels(county)[ILL] == "办结（不符合）"


def test_a_ledger_returned_twice_is_one(county: SmallCounty, number: dict[int, str]) -> None:
    said = {number[ILL]: NO, number[OTHER]: YES}
    answer(county, said)
    before, labels = events(county), on.labels(county)
    on.take(county)
    on.give_back(county, on.fill(on.opened(county), said), "副本.xlsx")
    counts = on.take(county)
    assert counts["cells_refused"] == 0 and events(county) == before and on.labels(county) == labels


def test_a_corrected_answer_adds_to_the_history(county: SmallCounty, number: dict[int, str]) -> None:
    answer(county, {number[ILL]: NO})
    before = events(county)
    answer(county, {number[ILL]: NO | {"办结": "11-21"}})
    after = events(county)
    assert after[: len(before)] == before and len(after) == len(before) + 1
    assert after[-1]["step"] == "closed" and after[-1]["happened_on"] == dt.date(2026, 11, 21)


def test_answers_withdrawn_are_retracted_and_nothing_is_forgotten(county: SmallCounty, number: dict[int, str]) -> None:
    answer(county, {number[OTHER]: YES})
    before = events(county)
    (county.home.returns(MONTH) / "报回.xlsx").unlink()
    on.take(county)
    after = events(county)
    assert after[: len(before)] == before and all(event["is_retracted"] for event in after[len(before) :])
    assert on.labels(county)[OTHER] == "已反馈" and last_words(county, number[OTHER]) == {
        "issued": True, "visited_on": False, "reviewed_on": False, "compared_on": False, "published_on": False,
        "entered_on": False, "closed": False,
    }  # fmt: skip
    answer(county, {number[OTHER]: YES})
    assert on.labels(county)[OTHER] == "办结（符合）" and adds_up(county)


def test_a_month_run_again_withdraws_and_restores(county: SmallCounty, number: dict[int, str]) -> None:
    letter = county.home.inbox(MONTH) / "热线" / "自主申报.csv"
    kept = letter.read_bytes()
    letter.unlink()
    on.run(county, MONTH)
    assert on.labels(county)[ASKED] == "已撤销" and adds_up(county)
    assert number[ASKED] not in {
        row[columns_of(on.opened(county)[LEDGER])["预警编号"] - 1] for row in on.opened(county)[LEDGER].values
    }
    letter.write_bytes(kept)
    on.run(county, MONTH)
    assert on.labels(county)[ASKED] == "已反馈"
    assert steps_of(county, number[ASKED]) == [("issued", False), ("withdrawn", False), ("withdrawn", True)]


def steps_of(county: SmallCounty, number: str) -> list[tuple[object, ...]]:
    words = county.ask("SELECT step, is_retracted FROM handling.event WHERE number = ? ORDER BY ordinal", number)
    return [tuple(row.values()) for row in words]


def test_what_a_township_has_begun_to_answer_stays_in_its_hand(county: SmallCounty, number: dict[int, str]) -> None:
    """Its month, run again, gives it no longer: it is marked, until the month gives it again."""
    answer(county, {number[ASKED]: {"入户": "11-09"}})
    letter = county.home.inbox(MONTH) / "热线" / "自主申报.csv"
    kept = letter.read_bytes()

    def hints() -> str:
        rows = on.rows_of(on.listed(county), LEDGER)
        return next(str(row["提示"]) for row in rows if row["预警编号"] == number[ASKED])

    before = hints()
    letter.unlink()
    on.run(county, MONTH)
    assert on.labels(county)[ASKED] == "入户核实" and adds_up(county) and hints().startswith("依据已更正，请核对")
    letter.write_bytes(kept)
    on.run(county, MONTH)
    assert on.labels(county)[ASKED] == "入户核实" and hints() == before
    assert steps_of(county, number[ASKED]) == [
        ("issued", False), ("visited_on", False), ("corrected", False), ("corrected", True),
    ]  # fmt: skip


def test_another_countys_ledger_is_refused_whole(county: SmallCounty, number: dict[int, str], tmp_path: Path) -> None:
    """The same people, the same numbers, another key: every cell goes back."""
    other = county.copy(tmp_path / "elsewhere")
    other.home.seal_key.unlink()
    write_lists.fn(county_at(other.root), MONTH)
    on.give_back(county, on.fill(on.opened(other), {number[ILL]: NO, number[OTHER]: YES}))
    on.take(county)
    assert county.ask("SELECT COUNT(*) AS taken FROM handling.cell WHERE reason IS NULL") == [{"taken": 0}]
    assert {reason.split("，")[0] for *_, reason in refused(county)} == {"编号、身份证或预警信息与校验码对不上"}
    assert set(on.labels(county).values()) == {"已反馈"}


def test_what_belongs_to_nobody_is_told_to_the_county(county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        without_any_mark(book)
        sheet = book[LEDGER]
        sheet.cell(row_of(sheet, number[ILL]), columns_of(sheet)["预警编号"]).value = "RZ99-00000000000000"
        sheet.cell(1, 1).value = "汇总"  # nor does a title say whose it is

    answer(county, {number[ILL]: NO}, mend=mend)
    write_lists.fn(county_at(county.root), MONTH)
    sheet = openpyxl.load_workbook(county.home.outbox(MONTH) / "县级" / f"台账退回_不知镇街_{MONTH}.xlsx").worksheets[0]
    assert sheet.max_row == 2 + 4


# --- what goes back ---------------------------------------------------------------------------------------------------


def test_a_county_that_approves_has_its_own_steps(county: SmallCounty, number: dict[int, str], tmp_path: Path) -> None:
    """佛子岭: 镇审核、县级审定; a warning is not closed before both."""
    jimo = (Path(__file__).parents[2] / "policies" / "jimo.toml").read_text(encoding="utf-8")
    steps = '["村级公示"], ["乡镇审核"], ["县级审定"], ["录入系统"]]'
    policy = tmp_path / "approving.toml"
    policy.write_text(jimo.replace('["村级公示"], ["录入系统"]]', steps), encoding="utf-8")
    county.run(MONTH, policy=str(policy))
    write_lists.fn(county_at(county.root, str(policy)), MONTH)
    approved = YES | {"镇审": "11-23", "县审": "11-24"}
    on.give_back(county, on.fill(on.opened(county), {number[ILL]: approved, number[OTHER]: YES}))
    on.take(county, policy=str(policy))
    labels = on.labels(county)
    assert labels[ILL] == "办结（符合）" and labels[OTHER] == "村级公示"
    reasons = {(who, item): reason for who, item, reason in refused(county)}
    assert "还没有乡镇审核、县级审定，不能跳过" in reasons[number[OTHER], "entered_on"]
    assert "还缺：乡镇审核、县级审定、录入系统" in reasons[number[OTHER], "done_on"]
    write_lists.fn(county_at(county.root, str(policy)), MONTH)
    progress = on.opened(county, kind=on.SENT_BACK)[PROGRESS]
    headings = list(on.columns_of(progress))
    assert headings[headings.index("村级公示结束日期") + 1 :][:3] == ["乡镇审核日期", "县级审定日期", "录入系统日期"]


def test_a_later_policy_reopens_nothing_and_asks_no_more(
    county: SmallCounty, number: dict[int, str], tmp_path: Path
) -> None:
    """What a month was issued under holds for its warnings; what the policy in force does not ask any longer is not asked."""
    strict = (Path(__file__).parents[2] / "policies" / "jimo.toml").read_text(encoding="utf-8")
    jimo = strict.replace('closing_needs = "every_step"', 'closing_needs = "no_gap"')
    steps = 'steps = [["入户核实"], ["民主评议"], ["信息比对"], ["村级公示"], ["录入系统"]]'
    usual, stricter, milder = (tmp_path / f"{name}.toml" for name in ("usual", "stricter", "milder"))
    usual.write_text(jimo, encoding="utf-8")
    county.run(MONTH, policy=str(usual))
    more = jimo.replace('["村级公示"], ["录入系统"]]', '["村级公示"], ["县级审定"], ["录入系统"]]')
    stricter.write_text(more.replace('"no_gap"', '"every_step"'), encoding="utf-8")
    milder.write_text(jimo.replace(steps, 'steps = [["入户核实"], ["录入系统"]]'), encoding="utf-8")
    only_end = {"符合": "是", "核查": "周吴", "办结": "11-25", "入户": "11-09", "录入": "11-25"}
    on.give_back(county, on.fill(on.opened(county), {number[ILL]: YES, number[OTHER]: on.YES, number[POOR]: only_end}))
    found = {}
    for policy in (str(usual), str(stricter), str(milder), str(usual)):
        counts = on.take(county, policy=policy)
        found[policy] = {order: on.labels(county)[order] for order in (ILL, OTHER, POOR)}
        assert policy == str(usual) or counts["retracted"] == 0
    assert found[str(usual)] == {ILL: "办结（符合）", OTHER: "办结（符合）", POOR: "入户核实"}
    assert found[str(stricter)] == found[str(usual)]
    assert found[str(milder)] == {ILL: "办结（符合）", OTHER: "办结（符合）", POOR: "办结（符合）"}
    on.take(county, policy=str(usual))
    county.run(MONTH, policy=str(stricter))
    assert on.labels(county)[ILL] == "办结（符合）"


def test_the_corrected_copy_is_filled_in_and_returned(county: SmallCounty, number: dict[int, str]) -> None:
    """Twice: what is still wrong goes back once more, and a conflict between copies ends with what the correction says."""
    answer(
        county,
        {number[ILL]: NO, number[OTHER]: NO | {"核查": "本人"}, number[POOR]: {"入户": "11月", "评议": "11-12"}},
        "甲.xlsx",
    )
    answer(county, {number[ILL]: NO | {"符合": "是", "原因": ""}}, "乙.xlsx")
    write_lists.fn(county_at(county.root), MONTH)
    book = on.opened(county, kind=on.SENT_BACK)
    sheet, columns = book[LEDGER], columns_of(book[LEDGER])
    assert "第1次退回补正" in str(sheet.cell(1, 1).value)
    faulty = sheet.cell(row_of(sheet, number[OTHER]), columns["核查人员"])
    assert faulty.value == "本人" and faulty.comment and "不像人名" in faulty.comment.text
    assert sheet.cell(row_of(sheet, number[OTHER]), columns["办结日期"]).value == dt.datetime(2026, 11, 20)
    on.fill(book, {number[ILL]: NO, number[OTHER]: {"核查": "同上", "办结": "11-21"}, number[POOR]: {"入户": "11-09"}})
    on.give_back(county, book, "补正.xlsx")
    on.take(county)
    assert [(one, item) for one, item, _ in refused(county)] == [(number[OTHER], "checked_by")]
    labels = on.labels(county)
    assert (labels[ILL], labels[OTHER], labels[POOR]) == ("办结（不符合）", "已反馈", "民主评议")
    write_lists.fn(county_at(county.root), MONTH)
    book = on.opened(county, kind=on.SENT_BACK)
    assert "第2次退回补正" in str(book[LEDGER].cell(1, 1).value) and PROGRESS not in book.sheetnames
    on.give_back(county, on.fill(book, {number[OTHER]: {"核查": "周吴"}}), "再补正.xlsx")
    on.take(county)
    assert refused(county) == [] and on.labels(county)[OTHER] == "办结（不符合）"
    closed = county.ask("SELECT closed_on FROM handling.standing WHERE number = ?", number[OTHER])
    assert closed == [{"closed_on": dt.date(2026, 11, 21)}]  # the correction goes before what it corrects
    write_lists.fn(county_at(county.root), MONTH)
    assert not on.listed(county, kind=on.SENT_BACK).exists()


def test_visits_and_suspected_matches_come_back_too(county: SmallCounty, number: dict[int, str]) -> None:
    torn = str(county.ask("SELECT number FROM warning.suspected")[0]["number"])
    said = {
        torn: {"同一人": "是", "核查": "本人"},
        number[OTHER]: {"入户日期": "11-09", "入户人": "是", "情况": "在外务工"},
    }
    answer(county, said, sheets=(VISITS, SUSPECTED))
    assert {(one, item) for one, item, _ in refused(county)} == {(torn, "same_by"), (number[OTHER], "visited_by")}
    assert on.labels(county)[OTHER] == "入户核实"
    write_lists.fn(county_at(county.root), MONTH)
    book = on.opened(county, kind=on.SENT_BACK)
    on.fill(book, {torn: {"核查": "周吴"}, number[OTHER]: {"入户人": "郑王"}}, sheets=(VISITS, SUSPECTED))
    on.give_back(county, book, "补正.xlsx")
    on.take(county)
    assert refused(county) == []


def test_a_household_is_dated_once_for_all_its_warnings(county: SmallCounty, number: dict[int, str]) -> None:
    answer(county, {min(number[ILL], number[CHILD]): STEPS})
    labels = on.labels(county)
    assert labels[ILL] == labels[CHILD] == "录入系统" and labels[OTHER] == "已反馈"


def test_columns_of_a_policys_own_ledger_are_kept(county: SmallCounty, number: dict[int, str], tmp_path: Path) -> None:
    policy = tmp_path / "own.toml"
    text = (Path(__file__).parents[2] / "policies" / "jimo.toml").read_text(encoding="utf-8")
    policy.write_text(
        text.replace('"核查人员", "办结日期",', '"核查人员", "办结时间", "是否纳入", "回访日期", "包户领导",'),
        encoding="utf-8",
    )
    write_lists.fn(county_at(county.root, str(policy)), MONTH)
    book = on.opened(county)
    sheet, columns = book[LEDGER], columns_of(book[LEDGER])
    row = row_of(sheet, number[ILL])
    said = {
        "是否符合认定标准": "否",
        "核查人员": "周吴",
        "办结时间": dt.datetime(2026, 11, 20),
        "是否纳入": "否",
        "包户领导": "冯陈",
    }
    for heading, value in said.items():
        sheet.cell(row, columns[heading]).value = value
    on.give_back(county, book)
    on.take(county, policy=str(policy))
    kept = county.ask(
        "SELECT item, value, reason FROM handling.cell WHERE item IN ('是否纳入', '回访日期', '包户领导') ORDER BY ALL"
    )
    assert sorted(tuple(row.values()) for row in kept) == sorted([("包户领导", "冯陈", None), ("是否纳入", "否", None)])
    assert {item for _, item, _ in refused(county)} == {"reason"}
    write_lists.fn(county_at(county.root, str(policy)), MONTH)
    sheet = on.opened(county, kind=on.SENT_BACK)[LEDGER]
    columns, row = columns_of(sheet), row_of(sheet, number[ILL])
    assert [sheet.cell(row, columns[one]).value for one in ("办结时间", "是否纳入", "包户领导")] == [
        dt.datetime(2026, 11, 20),
        "否",
        "冯陈",
    ]


# --- other programs ---------------------------------------------------------------------------------------------------

TRIPS = {"xls": ("xls",), "xls-xlsx": ("xls", "xlsx"), "ods": ("ods",)}


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("trip", TRIPS.values(), ids=list(TRIPS))
def test_a_round_trip_loses_no_answer(
    trip: tuple[str, ...], county: SmallCounty, number: dict[int, str], tmp_path: Path
) -> None:
    """Sorted, deleted, inserted and edited rows, through another program: each filled cell is taken or refused by name."""
    said = {
        number[ILL]: NO, number[OTHER]: YES, number[ASKED]: NO | {"告知": "是"}, number[LETTER]: NO, number[POOR]: {"入户": "2026年11月9日", "核查": "是"},
    }  # fmt: skip
    book = on.fill(on.opened(county), said)
    del book["_meta"]
    ledger, columns = book[LEDGER], columns_of(book[LEDGER])
    sort_rows(ledger)
    ledger.delete_rows(row_of(ledger, number[CHILD]))
    ledger.insert_rows(4)
    ledger.cell(row_of(ledger, number[LETTER]), columns["预警编号"]).value = "RZ99-00000000000000"
    filled = on.filled_cells(book)
    file = tmp_path / "报回.xlsx"
    book.save(file)
    for kind in trip:
        file = saved_as(file, kind, tmp_path)
    county.home.returns(MONTH).mkdir(parents=True)
    shutil.copy(file, county.home.returns(MONTH) / file.name)
    counts = on.take(county)
    cells = county.ask(
        "SELECT COUNT(*) AS cells, COUNT(DISTINCT (sheet, row_number, number, item)) AS once FROM handling.cell"
    )
    assert cells == [{"cells": filled, "once": filled}] and counts["unread"] == []
    assert county.ask("SELECT DISTINCT list_month, said_township FROM handling.cell") == [
        {"list_month": MONTH, "said_township": on.TOWNSHIP}
    ]
    labels = on.labels(county)
    assert labels == {
        ILL: "办结（不符合）", OTHER: "办结（符合）", ASKED: "办结（不符合）", LETTER: "已反馈", POOR: "入户核实",
        CHILD: "已反馈", ELSEWHERE: "已反馈",
    }  # fmt: skip
    back = refused(county)
    assert sorted((one, item) for one, item, _ in back) == sorted(
        [("RZ99-00000000000000", item) for item in ("meets", "reason", "checked_by", "done_on")]
        + [(number[POOR], "checked_by")]
    )  # fmt: skip
