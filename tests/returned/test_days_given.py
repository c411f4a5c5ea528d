"""信息反馈日期: the day on which a township is given a line. It is fixed when the line is first issued, and nothing moves it."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from tasks.lists import write_lists
from tests import ledgers as on
from tests.ledgers import MONTH, NEXT, NO, STEPS, TOWNSHIP
from tests.support import SmallCounty, county_at, county_of, id_number, name, torn

FIRST, LATE = dt.date(2026, 11, 7), dt.date(2026, 11, 29)
ILL, ASKED, COMPLAINED, LATER, TORN = range(1, 6)


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose October ledger went out on the 7th."""
    county = county_of(tmp_path_factory.mktemp("days") / "county", (ILL, ASKED, COMPLAINED, LATER, TORN))
    on.warn_of(county, {ILL: "部门", ASKED: "申报", COMPLAINED: "信访"})
    return county


@pytest.fixture
def county(october: SmallCounty, tmp_path: Path) -> SmallCounty:
    return october.copy(tmp_path / "county")


def days(county: SmallCounty) -> dict[int, tuple[object, ...]]:
    """order of the person -> the day on which the line was given, the last days for the visit and the decision."""
    rows = county.ask("SELECT subject_id, feedback_on, visit_by, decide_by FROM handling.register")
    orders = {id_number(order): order for order in range(10)}
    return {orders[str(row["subject_id"])]: (row["feedback_on"], row["visit_by"], row["decide_by"]) for row in rows}


def run_on(county: SmallCounty, month: str, day: dt.date, policy: str = "jimo") -> None:
    county.run(month, policy, on=day)
    write_lists.fn(county_at(county.root, policy), month)


def confirm_and_go_on(county: SmallCounty) -> None:
    """The township says that it is the person whom the torn number may mean, and the next month is run."""
    book = on.opened(county)
    sheet, columns = book[on.SUSPECTED], on.columns_of(book[on.SUSPECTED])
    sheet.cell(3, columns["是否同一人"]).value, sheet.cell(3, columns["核查人员"]).value = "是", "周吴"
    on.give_back(county, book)
    on.take(county)
    county.home.inbox(NEXT).mkdir(parents=True, exist_ok=True)
    run_on(county, NEXT, dt.date(2026, 12, 9))


def send_late(county: SmallCounty) -> Path:
    """A letter of October's that comes when the lists are out."""
    whom = {"姓名": name(LATER), "身份证号": id_number(LATER)}
    row = whom | {"残疾类别": "肢体", "残疾等级": "一级", "发证时间": "2026-10-20"}
    return county.send(MONTH, "残联", "残疾.csv", [row])


def test_a_line_that_comes_late_carries_its_own_day_and_leaves_the_others_theirs(county: SmallCounty) -> None:
    before = days(county)
    assert before[ILL] == (FIRST, dt.date(2026, 11, 11), dt.date(2026, 11, 26))
    send_late(county)
    run_on(county, MONTH, LATE)
    after = days(county)
    assert after.pop(LATER) == (LATE, dt.date(2026, 12, 2), dt.date(2026, 12, 17)) and after == before
    rows = on.rows_of(on.listed(county), on.LEDGER)
    told = {str(row["预警对象身份证"]): (row["信息反馈日期"], row["入户核实期限"]) for row in rows}
    assert told[id_number(LATER)] == (dt.datetime(2026, 11, 29), dt.datetime(2026, 12, 2))
    assert told[id_number(ILL)] == (dt.datetime(2026, 11, 7), dt.datetime(2026, 11, 11))
    assert "补发的见各行" in str(on.opened(county)[on.LEDGER].cell(1, 1).value)
    warned = county.ask("SELECT feedback_on FROM warning.warning ORDER BY 1")
    assert [row["feedback_on"] for row in warned] == [FIRST, FIRST, FIRST, LATE]
    issued = county.ask("SELECT happened_on FROM handling.event WHERE step = 'issued' ORDER BY 1")
    assert [row["happened_on"] for row in issued] == [FIRST, FIRST, FIRST, LATE]


def test_a_late_line_is_not_overdue_the_day_it_is_born(county: SmallCounty) -> None:
    send_late(county)
    run_on(county, MONTH, LATE)
    state = county.ask(
        "SELECT due.state FROM handling.due AS due INNER JOIN handling.register AS register ON register.number = due.number "
        "WHERE register.subject_id = ? AND due.obligation = 'visit'", id_number(LATER)
    )  # fmt: skip
    assert state == [{"state": "not_yet"}]


@pytest.mark.parametrize("day", [dt.date(2026, 11, 5), FIRST, LATE, dt.date(2027, 3, 1)])
def test_a_month_run_again_on_any_day_gives_the_same_bytes(county: SmallCounty, day: dt.date) -> None:
    def bytes_of() -> dict[str, str]:
        files = county.home.outbox(MONTH).rglob("[预异]*清单_*.xlsx")  # what is overdue on the day is told beside them
        return {str(file.relative_to(county.root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

    before, then = bytes_of(), days(county)
    run_on(county, MONTH, day)
    assert (bytes_of(), days(county)) == (before, then)


def test_a_first_run_that_is_late_or_early_says_the_day_the_townships_got_it(tmp_path: Path) -> None:
    for place, (day, expected) in enumerate(
        ((dt.date(2026, 11, 20), dt.date(2026, 11, 20)), (dt.date(2026, 11, 3), FIRST))
    ):
        county = county_of(tmp_path / str(place), (LATER,))
        send_late(county)
        run_on(county, MONTH, day)
        assert days(county)[LATER][0] == expected
        title = str(on.opened(county)[on.LEDGER].cell(1, 1).value)
        assert f"入户核实期限{days(county)[LATER][1]:%Y年%-m月%-d日}" in title


@pytest.mark.parametrize(
    ("answer", "meanwhile", "label"),
    [({}, "已撤销", "已反馈"), (NO | {"告知": "是"}, "办结（不符合）", "办结（不符合）")],
)
def test_a_line_that_its_month_no_longer_gives_and_gives_again_keeps_its_day(
    county: SmallCounty, answer: on.Said, meanwhile: str, label: str
) -> None:
    """What was answered stays as it was answered."""
    number = on.numbers(county)
    on.answer(county, {number[ASKED]: answer})
    letter = county.home.inbox(MONTH) / "热线" / "自主申报.csv"
    kept, then = letter.read_bytes(), days(county)
    letter.unlink()
    run_on(county, MONTH, LATE)
    assert on.labels(county)[ASKED] == meanwhile and days(county) == then
    letter.write_bytes(kept)
    run_on(county, MONTH, dt.date(2026, 12, 20))
    on.take(county)
    assert on.labels(county)[ASKED] == label and days(county) == then


def test_another_policy_moves_no_day_that_a_township_was_told(county: SmallCounty, tmp_path: Path) -> None:
    jimo = (Path(__file__).parents[2] / "policies" / "jimo.toml").read_text(encoding="utf-8")
    policy = tmp_path / "other.toml"
    other = jimo.replace("lists_out_by_day = 7", "lists_out_by_day = 10").replace(
        "visit_working_days = 3", "visit_working_days = 5"
    )
    policy.write_text(other, encoding="utf-8")
    then = days(county)
    send_late(county)
    run_on(county, MONTH, LATE, str(policy))
    now = days(county)
    assert now.pop(LATER)[:2] == (LATE, dt.date(2026, 12, 4)) and now == then


def test_a_suspicion_confirmed_later_is_given_with_the_list_that_warns_of_it(county: SmallCounty) -> None:
    row = {
        "姓名": name(TORN),
        "身份证号": torn(TORN),
        "残疾类别": "肢体",
        "残疾等级": "一级",
        "发证时间": "2026-10-12",
    }
    county.send(MONTH, "残联", "残疾.csv", [row])
    run_on(county, MONTH, LATE)
    confirm_and_go_on(county)
    assert days(county)[TORN][0] == dt.date(2026, 12, 9)
    run_on(county, NEXT, dt.date(2026, 12, 28))
    assert days(county)[TORN][0] == dt.date(2026, 12, 9)


# --- the day on which somebody spoke ----------------------------------------------------------------------------------


def test_who_spoke_and_was_only_suspected_is_warned_of_with_that_day(county: SmallCounty) -> None:
    department, file, row = on.KINDS["申报"]
    county.send(
        MONTH,
        department,
        f"又{file}",
        [{"姓名": name(TORN), "身份证号": torn(TORN)} | row | {"申报日期": "2026-10-13"}],
    )
    run_on(county, MONTH, LATE)
    confirm_and_go_on(county)
    of_torn = f"SELECT spoke_on FROM handling.register WHERE subject_id = '{id_number(TORN)}'"
    assert county.ask(of_torn) == [{"spoke_on": dt.date(2026, 10, 13)}]


def test_the_day_on_which_a_person_spoke_is_kept_and_no_clock_of_jimo(county: SmallCounty) -> None:
    rows = county.ask("SELECT way, feedback_on, spoke_on, visit_by FROM handling.register ORDER BY way")
    assert [(row["way"], row["spoke_on"]) for row in rows] == [
        ("信访信息", dt.date(2026, 10, 12)), ("自主申报", dt.date(2026, 10, 11)), ("部门预警", None),
    ]  # fmt: skip
    assert {row["visit_by"] for row in rows} == {dt.date(2026, 11, 11)}


def test_a_policy_may_count_from_the_day_on_which_a_person_spoke(tmp_path: Path) -> None:
    """坦渡: 从农户申报之日起，一般不超过15天. Where the row does not say the day, it is the day of the feedback."""
    policy = tmp_path / "tandu.toml"
    policy.write_text(
        'extends = "jimo"\ncode = "tandu"\n[deadlines]\ndecide_clock_starts = "clue"\ncounts_from_spoken = ["自主申报"]\n', encoding="utf-8"
    )  # fmt: skip
    county = county_of(tmp_path / "county", (ILL, ASKED, COMPLAINED, LATER))
    for kind, orders in (("部门", [ILL]), ("申报", [ASKED, LATER]), ("信访", [COMPLAINED])):
        department, file, row = on.KINDS[kind]
        rows = [{"姓名": name(order), "身份证号": id_number(order)} | row for order in orders]
        county.send(
            MONTH,
            department,
            file,
            [row | ({"申报日期": ""} if row["身份证号"] == id_number(LATER) else {}) for row in rows],
        )
    county.run(MONTH, str(policy), on=FIRST)
    found = days(county)
    assert found[ASKED] == (FIRST, dt.date(2026, 10, 14), dt.date(2026, 10, 26))
    assert found[LATER] == found[ILL] == found[COMPLAINED] == (FIRST, dt.date(2026, 11, 11), dt.date(2026, 11, 22))


UNBELIEVED = ("2026-12-24", "2019-10-08", "十月", "")


def test_a_day_on_which_nobody_can_have_spoken_is_kept_of_nobody(tmp_path: Path) -> None:
    spoken = dict(enumerate((*UNBELIEVED, "2026-10-11"), start=1))
    county = county_of(tmp_path / "county", spoken)
    department, file, row = on.KINDS["申报"]
    rows = [{"姓名": name(one), "身份证号": id_number(one)} | row | {"申报日期": day} for one, day in spoken.items()]
    county.send(MONTH, department, file, rows)
    county.run(MONTH, on=FIRST)
    kept = county.ask("SELECT subject_id, spoke_on FROM handling.register")
    believed = {5: dt.date(2026, 10, 11)}
    assert {row["subject_id"]: row["spoke_on"] for row in kept} == {
        id_number(order): believed.get(order) for order in spoken
    }


def test_the_letter_says_when_the_person_spoke(county: SmallCounty) -> None:
    import docx

    number = on.numbers(county)
    on.answer(county, {number[ASKED]: NO | {"告知": "是"}})
    write_lists.fn(county_at(county.root), MONTH)
    (letter,) = (county.home.outbox(MONTH) / TOWNSHIP / "告知书").glob("*.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(letter)).paragraphs)
    assert "您于2026年10月11日通过12317反映" in text and "于2026年11月7日收到" in text


# --- nothing is dated by us -------------------------------------------------------------------------------------------


@pytest.fixture
def lenient(county: SmallCounty, tmp_path: Path) -> str:
    """A policy that lets 附件2 alone close a line; under it the month was issued, and one line is closed."""
    policy = tmp_path / "lenient.toml"
    policy.write_text('extends = "jimo"\n[procedure]\nclosing_needs = "no_gap"\n', encoding="utf-8")
    run_on(county, MONTH, FIRST, str(policy))
    on.give_back(county, on.fill(on.opened(county), {on.numbers(county)[ILL]: on.YES}))
    on.take(county, policy=str(policy))
    assert on.labels(county)[ILL] == "办结（符合）"
    return str(policy)


def test_a_department_is_told_no_day_of_entering_that_nobody_wrote(county: SmallCounty, lenient: str) -> None:
    """Where a policy lets 附件2 alone close a line, its household is handed to the departments all the same, without a day."""
    county.home.inbox(NEXT).mkdir(parents=True, exist_ok=True)
    run_on(county, NEXT, dt.date(2026, 12, 7), lenient)
    tasks = county.ask("SELECT department, entered_on FROM handling.task ORDER BY department")
    assert [(row["department"], row["entered_on"]) for row in tasks] == [("医保局", None), ("卫健局", None)]


def test_a_month_closed_under_a_milder_policy_stays_closed_under_the_usual_one(
    county: SmallCounty, lenient: str
) -> None:
    """A home of an older version did not keep what it asked: what it took as closed is not opened for want of steps."""
    assert on.take(county)["retracted"] == 0 and on.labels(county)[ILL] == "办结（符合）"
    county.ask("DELETE FROM handling.issued_under RETURNING month")
    assert on.take(county)["retracted"] == 0 and on.labels(county)[ILL] == "办结（符合）"


ORDERS = {
    "review-after": '[["入户核实"], ["信息比对"], ["民主评议"], ["村级公示"], ["录入系统"]]',
    "backwards": '[["录入系统"], ["村级公示"], ["信息比对"], ["民主评议"], ["入户核实"]]',
    "at-once": '[["入户核实", "民主评议", "信息比对", "村级公示", "录入系统"]]',
    "entered-first": '[["入户核实"], ["录入系统"], ["民主评议"], ["信息比对"], ["村级公示"]]',
    "approved": '[["入户核实"], ["信息比对"], ["民主评议"], ["村级公示"], ["县级审定"], ["录入系统"]]',
}


@pytest.fixture(scope="module")
def closed(october: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """One case closed, one on its way, each step on a day of its own."""
    county = october.copy(tmp_path_factory.mktemp("closed") / "county")
    number = on.numbers(county)
    half = {heading: STEPS[heading] for heading in ("入户", "评议", "比对")}
    assert on.answer(county, {number[ILL]: on.YES | STEPS, number[ASKED]: half})["cells_refused"] == 0
    return county


@pytest.mark.parametrize("order", ORDERS)
def test_another_order_of_the_steps_takes_nothing_back(closed: SmallCounty, tmp_path: Path, order: str) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(f'extends = "jimo"\n[procedure]\nsteps = {ORDERS[order]}\n', encoding="utf-8")
    found = on.take(closed, policy=str(policy))
    assert (found["retracted"], found["cells_refused"]) == (0, 0)
    labels = on.labels(closed)
    assert (labels[ILL], labels[ASKED]) == ("办结（符合）", "信息比对")


def test_a_month_run_again_under_another_order_takes_no_step_back(closed: SmallCounty, tmp_path: Path) -> None:
    """What was answered keeps the order of its issue, closed or not."""
    policy = tmp_path / "policy.toml"
    policy.write_text(f'extends = "jimo"\n[procedure]\nsteps = {ORDERS["backwards"]}\n', encoding="utf-8")
    closed.ask("DELETE FROM handling.event WHERE step = 'closed' RETURNING number")
    closed.run(MONTH, str(policy), on=LATE)
    assert on.take(closed, policy=str(policy))["retracted"] == 0
    assert on.labels(closed)[ASKED] == "信息比对"
