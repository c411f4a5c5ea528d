"""Ledgers that went further afield: cut up by village, merged by the county, lines copied, columns cut away, tables beside one another.

Found by a tester from another county. Whatever was done, an answer lands on its own warning or is told; nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tasks.lists import write_lists
from tests import ledgers as on
from tests.ledgers import LEDGER, MONTH, NO, SENT_BACK, answer, columns_of, refused
from tests.returned.test_ledgers import CHILD, ELSEWHERE, ILL, OTHER, POOR, row_of, sort_rows, started
from tests.support import SmallCounty, county_at, id_number, name

OWN, OTHER_TOWNSHIP = "镇村上报", "金口镇"


@pytest.fixture(scope="module")
def first_month(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    return started(SmallCounty(tmp_path_factory.mktemp("afield") / "county"))


@pytest.fixture
def county(first_month: SmallCounty, tmp_path: Path) -> SmallCounty:
    return first_month.copy(tmp_path / "county")


@pytest.fixture
def number(county: SmallCounty) -> dict[int, str]:
    return on.numbers(county)


def filled_rows(county: SmallCounty, number: dict[int, str]) -> list[tuple[Any, ...]]:
    """The rows of the ledger, of which three are answered; the title and the headings first."""
    book = on.fill(on.opened(county), {number[order]: NO for order in (ILL, OTHER, POOR)})
    return list(book[LEDGER].iter_rows(values_only=True))


def beside(sheet: Any, rows: Sequence[tuple[Any, ...]]) -> None:
    sheet.append(rows[1] + rows[1])
    for left, right in zip(rows[2:5], rows[5:8], strict=True):
        sheet.append(left + right)


def below(sheet: Any, rows: Sequence[tuple[Any, ...]]) -> None:
    for part in (rows[2:5], rows[5:]):
        for row in (rows[1], *part):
            sheet.append(row)


@pytest.mark.parametrize("laid", [beside, below], ids=["beside", "below"])
def test_two_villages_tables_in_one_sheet(
    laid: Callable[[Any, Sequence[tuple[Any, ...]]], None], county: SmallCounty, number: dict[int, str]
) -> None:
    book = openpyxl.Workbook()
    laid(book.active, filled_rows(county, number))
    on.give_back(county, book)
    on.take(county)
    labels = on.labels(county)
    assert refused(county) == [] and {labels[order] for order in (ILL, OTHER, POOR)} == {"办结（不符合）"}


def test_a_sheet_that_could_not_be_read_is_told(county: SmallCounty, number: dict[int, str]) -> None:
    """A village's part without its headings beside the township's whole ledger: the file is read, the sheet is not."""

    def mend(book: Any) -> None:
        part = book.copy_worksheet(book[LEDGER])
        part.title = "东村庄"
        part.delete_rows(1, 2)
        part.cell(1, 10).value = "另一个原因"
        book.create_sheet("随手记")["A1"] = "明天开会"

    counts = answer(county, {number[OTHER]: NO}, mend=mend)
    assert counts["unread"] == [] and on.labels(county)[OTHER] == "办结（不符合）"
    assert len(counts["passed_over"]) == 1
    assert (
        "报回.xlsx" in counts["passed_over"][0]
        and "东村庄" in counts["passed_over"][0]
        and "表头" in counts["passed_over"][0]
    )
    write_lists.fn(county_at(county.root), MONTH)
    told = on.rows_of(county.home.outbox(MONTH) / "县级" / f"台账退回_不知镇街_{MONTH}.xlsx", "没有读到的")
    assert [row["文件"] for row in told] == ["报回.xlsx"]


def test_a_list_of_corrections_returned_whole_has_nothing_passed_over(
    county: SmallCounty, number: dict[int, str]
) -> None:
    answer(county, {number[OTHER]: NO | {"核查": "本人"}})
    write_lists.fn(county_at(county.root), MONTH)
    on.give_back(county, on.opened(county, kind=SENT_BACK), "补正.xlsx")
    assert on.take(county)["passed_over"] == []


def test_a_file_that_could_not_be_read_says_why(county: SmallCounty, number: dict[int, str]) -> None:
    folder = county.home.returns(MONTH)
    folder.mkdir(parents=True)
    (folder / "扫描件.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "空.xlsx").write_bytes(b"")
    counts = on.take(county)
    assert sorted(counts["unread"]) == ["扫描件.pdf", "空.xlsx"]
    told = "".join(counts["passed_over"])
    assert "扫描件.pdf：" in told and "PDF" in told and "空.xlsx：" in told


def test_this_months_rows_in_last_months_workbook_are_this_months(county: SmallCounty, number: dict[int, str]) -> None:
    """They cannot be older than their own ledger: of two copies that disagree neither is believed."""
    book = on.fill(on.opened(county), {number[OTHER]: NO})
    for cell in (cell for row in book["_meta"].iter_rows() for cell in row if cell.value == MONTH):
        cell.value = "2026-09"
    on.give_back(county, book, "九月的.xlsx")
    answer(county, {number[OTHER]: NO | {"核查": "郑王"}}, "十月的.xlsx")
    assert [item for _, item, _ in refused(county)] == ["checked_by", "checked_by"]
    assert on.labels(county)[OTHER] == "已反馈"


def merged_by_the_county(county: SmallCounty, number: dict[int, str], *, is_titled: bool) -> None:
    """Another township's sheets copied into this one's workbook, with a line of its own in 镇村上报, or in its ledger."""
    book, other = on.fill(on.opened(county), {number[OTHER]: NO}), on.opened(county, township=OTHER_TOWNSHIP)
    source = LEDGER if not is_titled else OWN
    sheet = book.create_sheet(f"{source} (2)")
    for row in list(other[source].iter_rows(values_only=True))[0 if is_titled else 1 :]:
        sheet.append(row)
    headings = {cell.value: cell.column for cell in sheet[2 if is_titled else 1] if cell.value}
    line = 3 if is_titled else sheet.max_row + 1
    said = {"户主姓名": name(40), "身份证": id_number(40), "预警方式": "干部排查", "具体预警信息": "突发火灾"}
    for heading, value in (said | ({} if is_titled else {"镇街": OTHER_TOWNSHIP})).items():
        sheet.cell(line, headings[heading]).value = value
    on.give_back(county, book)
    on.take(county)


@pytest.mark.parametrize("is_titled", [True, False], ids=["titled", "told-by-the-row"])
def test_a_line_in_a_merged_workbook_is_the_other_townships(
    is_titled: bool, county: SmallCounty, number: dict[int, str]
) -> None:
    merged_by_the_county(county, number, is_titled=is_titled)
    found = county.ask("SELECT township FROM handling.register WHERE origin = 'township'")
    assert found == [{"township": OTHER_TOWNSHIP}] and on.labels(county)[OTHER] == "办结（不符合）"


@pytest.mark.parametrize("heading", ["具体预警信息", "预警对象身份证"], ids=["says", "subject"])
def test_a_column_cut_away_leaves_the_certificate_numbers_to_tell(
    heading: str, county: SmallCounty, number: dict[int, str]
) -> None:
    def mend(book: Any) -> None:
        sheet = book[LEDGER]
        row, other = row_of(sheet, number[POOR]), row_of(sheet, number[ILL])
        at = columns_of(sheet)["预警编号"]
        sheet.cell(row, at).value = sheet.cell(other, at).value  # a number pasted over is refused all the same
        sheet.delete_cols(columns_of(sheet)[heading])

    answer(county, {number[OTHER]: NO, number[POOR]: NO}, mend=mend)
    labels = on.labels(county)
    assert labels[OTHER] == "办结（不符合）" and (labels[ILL], labels[POOR], labels[CHILD]) == ("已反馈",) * 3
    items = {"meets", "reason", "checked_by", "done_on", "risk"}  # the printed risk too: it is another warning's
    assert {(one, item) for one, item, _ in refused(county)} == {(number[ILL], item) for item in items}


def copied_line(book: Any, source: str, *, keeps_number: bool, says: str = "意外摔伤") -> None:
    """A row copied below the others and typed over, as people add one in Excel; its number or its check code stays."""
    sheet = book[LEDGER]
    columns, row, last = columns_of(sheet), row_of(sheet, source), sheet.max_row + 1
    for at in columns.values():
        sheet.cell(last, at).value = sheet.cell(row, at).value
    said = {
        "户主姓名": name(60), "身份证": id_number(60), "预警对象": name(60), "预警对象身份证": id_number(60), "预警方式": "干部排查",
        "具体预警信息": says,
    }  # fmt: skip
    for heading, value in (said | {on.SHORT[short]: None for short in NO}).items():
        sheet.cell(last, columns[heading]).value = value
    if not keeps_number:
        sheet.cell(last, columns["预警编号"]).value = None


@pytest.mark.parametrize("keeps_number", [True, False], ids=["number-and-code", "code"])
def test_a_line_made_by_copying_another_is_not_lost(
    keeps_number: bool, county: SmallCounty, number: dict[int, str]
) -> None:
    def mend(book: Any) -> None:
        copied_line(book, number[OTHER], keeps_number=keeps_number)

    answer(county, {number[OTHER]: NO}, mend=mend)
    assert on.labels(county)[OTHER] == "办结（不符合）"
    assert [(item, "清空" in reason) for _, item, reason in refused(county)] == [("own_number", True)]
    assert county.ask("SELECT township FROM handling.refusal") == [{"township": on.TOWNSHIP}]


def test_rows_out_of_order_without_an_answer_are_no_lines_of_the_townships_own(
    county: SmallCounty, number: dict[int, str]
) -> None:
    def mend(book: Any) -> None:
        sort_rows(book[LEDGER], tuple(columns_of(book[LEDGER]))[:13])
        sheet = book[LEDGER]
        sheet.cell(3, columns_of(sheet)["预警编号"]).value = None

    counts = answer(county, {}, mend=mend)
    assert refused(county) == [] and counts["cells_refused"] == 0


def test_a_text_file_without_marks_goes_back_to_the_township_of_its_title(
    county: SmallCounty, number: dict[int, str]
) -> None:
    """Saved as CSV by Excel the certificate numbers are 3.70282E+17: refused, and sent to whom the title names."""
    rows = filled_rows(county, number)
    folder = county.home.returns(MONTH)
    folder.mkdir(parents=True)
    lines = [["" if cell is None else str(cell).replace("\n", " ") for cell in row] for row in rows]
    cut = [[f"{float(cell):.5E}" if len(cell) == 18 and cell.isdigit() else cell for cell in line] for line in lines]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in cut)
    (folder / "报回.csv").write_text(text, encoding="gb18030")
    on.take(county)
    found = county.ask("SELECT DISTINCT township, is_own, reason FROM handling.refusal")
    assert [(row["township"], row["is_own"]) for row in found] == [(on.TOWNSHIP, False)]
    assert "转换成了数字" in str(found[0]["reason"])


def test_another_township_is_not_told_of_a_line(county: SmallCounty, number: dict[int, str]) -> None:
    """A title that names no township of the county says nothing; the workbook's own marks hold."""

    def mend(book: Any) -> None:
        book[OWN].cell(1, 1).value = "东村庄2026年10月上报"
        columns = columns_of(book[OWN])
        said = {
            "户主姓名": name(ELSEWHERE),
            "身份证": id_number(ELSEWHERE),
            "预警方式": "干部排查",
            "具体预警信息": "摔伤",
        }
        for heading, value in said.items():
            book[OWN].cell(3, columns[heading]).value = value

    answer(county, {}, mend=mend)
    found = county.ask("SELECT township FROM handling.register WHERE origin = 'township'")
    assert found == [{"township": on.TOWNSHIP}]


@pytest.mark.parametrize(
    "said", [{"具体预警信息": "本月无新增"}, {"户主姓名": "无"}, {"预警方式": "无", "具体预警信息": "（无）"}]
)
def test_the_word_that_there_is_nobody_is_no_line(
    said: dict[str, str], county: SmallCounty, number: dict[int, str]
) -> None:
    def mend(book: Any) -> None:
        columns = columns_of(book[OWN])
        for heading, value in said.items():
            book[OWN].cell(3, columns[heading]).value = value

    answer(county, {number[OTHER]: NO}, mend=mend)
    assert refused(county) == [] and on.labels(county)[OTHER] == "办结（不符合）"


def test_days_of_a_mac_count_from_1904(county: SmallCounty, number: dict[int, str]) -> None:
    """A workbook that counts from 1904 with a day in a cell that is not formatted as one."""
    from openpyxl.utils.datetime import MAC_EPOCH

    book = on.fill(on.opened(county), {number[OTHER]: NO})
    book.epoch = MAC_EPOCH
    cell = book[LEDGER].cell(row_of(book[LEDGER], number[OTHER]), columns_of(book[LEDGER])["办结日期"])
    cell.value, cell.number_format = 44884, "General"
    on.give_back(county, book)
    on.take(county)
    found = county.ask("SELECT value, reason FROM handling.cell WHERE item = 'done_on'")
    assert found == [{"value": "2026-11-20", "reason": None}]


def test_rows_refused_whole_are_marked_where_they_are_to_be_filled_in_again(
    county: SmallCounty, number: dict[int, str]
) -> None:
    """One reason a row, not one a cell; the township's own warnings stand red and blank in the copy that goes back."""

    def mend(book: Any) -> None:
        sheet = book[LEDGER]
        at = columns_of(sheet)["身份证"]
        cell = sheet.cell(row_of(sheet, number[OTHER]), at)
        cell.value = float(cell.value)

    answer(county, {number[OTHER]: NO, number[POOR]: NO}, mend=mend)
    assert on.labels(county)[POOR] == "办结（不符合）" and len(refused(county)) == 4
    write_lists.fn(county_at(county.root), MONTH)
    book = on.opened(county, kind=SENT_BACK)
    assert book["退回原因"].max_row == 3
    line = {heading.value: cell.value for heading, cell in zip(book["退回原因"][2], book["退回原因"][3], strict=True)}
    assert line["哪一项"] == "整行" and "转换成了数字" in line["原因和怎样改"]
    assert all(f"{on.SHORT[short]}：" in line["原来填的"] for short in NO)
    sheet, columns = book[LEDGER], columns_of(book[LEDGER])
    for short in NO:
        cell = sheet.cell(row_of(sheet, number[OTHER]), columns[on.SHORT[short]])
        assert cell.value is None and cell.comment is not None
        assert sheet.cell(row_of(sheet, number[POOR]), columns[on.SHORT[short]]).comment is None
    on.give_back(county, on.fill(book, {number[OTHER]: NO}), "补正.xlsx")
    on.take(county)
    assert refused(county) == [] and on.labels(county)[OTHER] == "办结（不符合）"


def test_what_was_taken_is_not_marked_for_a_row_under_its_number(county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        sheet = book[LEDGER]
        sheet.cell(row_of(sheet, number[ILL]), columns_of(sheet)["预警编号"]).value = number[OTHER]

    answer(county, {number[ILL]: NO, number[OTHER]: NO}, mend=mend)
    write_lists.fn(county_at(county.root), MONTH)
    sheet = on.opened(county, kind=SENT_BACK)[LEDGER]
    cells = [sheet.cell(row_of(sheet, number[OTHER]), columns_of(sheet)[on.SHORT[short]]) for short in NO]
    assert all(cell.comment is None and cell.value is not None for cell in cells)


@pytest.mark.parametrize("is_marked", [True, False], ids=["another-countys", "by-village"])
def test_a_line_of_no_township_of_the_county_is_not_registered(
    is_marked: bool, county: SmallCounty, number: dict[int, str]
) -> None:
    """镇村上报 of another county, or alone in a new workbook with a village's name over its rows: nobody here knows the household."""
    source = on.opened(county)
    if is_marked:
        for row in source["_meta"].iter_rows():
            for cell in row:
                cell.value = "外县镇" if cell.value == on.TOWNSHIP else cell.value
        for prop in list(source.custom_doc_props.names):
            del source.custom_doc_props[prop]
        book, sheet = source, source[OWN]
        sheet.cell(1, 1).value = "外县镇2026年10月镇村上报"
    else:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in source[OWN].iter_rows(min_row=2, max_row=2, values_only=True):
            sheet.append(())
            sheet.append(row)
        sheet.cell(3, 1).value = "东村"
    headings = {cell.value: cell.column for cell in sheet[2] if cell.value}
    line = 4 if not is_marked else 3
    said = {"户主姓名": name(40), "身份证": id_number(40), "预警方式": "干部排查", "具体预警信息": "突发火灾"}
    for heading, value in said.items():
        sheet.cell(line, headings[heading]).value = value
    on.give_back(county, book)
    on.take(county)
    assert county.ask("SELECT township FROM handling.register WHERE origin = 'township'") == []
    assert [item for _, item, _ in refused(county)] == ["own_township"]
    assert county.ask("SELECT township FROM handling.refusal") == [{"township": None}]


def test_what_stands_in_a_column_without_a_heading_is_told(county: SmallCounty, number: dict[int, str]) -> None:
    """A heading that was deleted, a note at the right edge; but not the serial numbers that another program puts before the rows."""

    def mend(book: Any) -> None:
        sheet = book[LEDGER]
        columns = columns_of(sheet)
        sheet.cell(2, columns["办结日期"]).value = None
        sheet.cell(row_of(sheet, number[POOR]), sheet.max_column + 1).value = "此户明天再去"
        sheet.insert_cols(1)
        for row in range(3, sheet.max_row + 1):
            sheet.cell(row, 1).value = row - 3

    counts = answer(county, {number[ILL]: NO, number[OTHER]: NO}, mend=mend)
    assert counts["cells"] == 6
    told = [sentence for sentence in counts["passed_over"] if "没有列名" in sentence]
    assert len(told) == 2 and "N列" in told[0] and "2格" in told[0] and "Y列" in told[1] and "1格" in told[1]
    assert not any("明天" in sentence for sentence in told)


def test_a_households_numbers_may_be_parted_by_other_signs(county: SmallCounty, number: dict[int, str]) -> None:
    def mend(book: Any) -> None:
        sheet = book[on.VISITS]
        cell = sheet.cell(row_of(sheet, number[ILL]), columns_of(sheet)["预警编号"])
        cell.value = str(cell.value).replace("、", "，\n")

    answer(county, {number[ILL]: {"入户日期": "11-09"}}, mend=mend, sheets=(on.VISITS,))
    labels = on.labels(county)
    assert refused(county) == [] and labels[ILL] == labels[CHILD] == "入户核实"
