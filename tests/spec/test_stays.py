"""What a person has paid: stays undone, settled anew, sent under a damaged number or in another month."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.test_months import MEDICAL, numbers, paid, stay
from tests.support import SmallCounty, county_of, without


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return county_of(tmp_path, range(2))


@pytest.mark.parametrize(
    ("earlier", "now", "total"),
    [
        ([], [("24000", "A1"), ("-24000", "A1"), ("23000", "A1")], 23000),
        ([("15000", "A1")], [("-15000", "A1"), ("14000", "A1"), ("9000", "A2")], 23000),
        ([("25000", "A1")], [("24000", "A1"), ("-2000", "A1")], 22000),
        ([("25000", "A1")], [("-3000", "A1"), ("-2000", "A1"), ("100", "A2")], 20100),
        ([], [("24000", "A1"), ("-3000", "A1"), ("-2000", "A1")], 19000),
        ([("15000", "A1"), ("-15000", "A1")], [("15000", "A1"), ("-15000", "A1"), ("15000", "A2")], 15000),
    ],
)  # fmt: skip
def test_a_settlement_is_undone_settled_anew_and_partly_paid_back(
    county: SmallCounty, earlier: list[tuple[str, str]], now: list[tuple[str, str]], total: int
) -> None:
    for month, rows in (("2026-09", earlier), ("2026-10", now)):
        stays = [stay(county, 0, yuan, f"2026-03-{day:02}", number) for day, (yuan, number) in enumerate(rows, 1)]
        county.send(month, "医保局", MEDICAL, [stay(county, 1, "1", "2026-01-01", "Z"), *stays])
    county.run("2026-09")
    county.run("2026-10")
    totals = county.ask(
        "SELECT DISTINCT self_paid_ytd_yuan AS yuan FROM match.medical_expense WHERE settlement_number <> 'Z'"
    )
    assert [row["yuan"] for row in totals] == [total]


LOST, NOTHING = "后几位已经丢失", "写的不是号码"
WRITTEN = [
    # what stands for 结算单号 beside two stays of one person, and what the sender hears of it
    ("3.70282E+18", "3.70282E+18", LOST), ("3702822026100500000", "3702822026100500000", LOST),
    ("370282202610050000", "370282202610050000", LOST), ("无", "无", NOTHING), ("/", "/", NOTHING), ("0", "0", NOTHING),
    ("000", "000", NOTHING), ("—", "—", NOTHING), ("暂无", "暂无", NOTHING), ("手工报销", "手工报销", NOTHING),
    ("99999999", "99999999", NOTHING), ("", "", ""), ("3702822026100500011", "3702822026100500027", ""),
    ("3702822026100700011", "3702822026100700011", ""), ("001", "001", ""), ("P20261031", "P20261031", ""),
]  # fmt: skip


def test_two_stays_whose_number_tells_them_not_apart_are_two_and_the_sender_hears(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.persons = {order: {} for order in range(len(WRITTEN))}
    for order, (one, two, _) in enumerate(WRITTEN):
        rows = [stay(county, order, "12000", "2026-10-05", one), stay(county, order, "12500", "2026-10-20", two)]
        county.send("2026-10", "医保局", f"{order:02}{MEDICAL}", rows)
    county.load_base()
    county.run("2026-10")
    assert len(numbers(county, "2026-10")) == len(WRITTEN)
    problems = county.ask(
        "SELECT DISTINCT file_name, problem FROM raw.problem WHERE heading = '结算单号' ORDER BY file_name"
    )
    told = {int(str(row["file_name"])[:2]): str(row["problem"]) for row in problems}
    assert [problem in told.get(order, "") for order, (*_, problem) in enumerate(WRITTEN)] == [True] * len(WRITTEN)
    assert len(problems) == sum(bool(problem) for *_, problem in WRITTEN)


@pytest.mark.parametrize(
    ("september", "october", "total"),
    [
        ([(0, "12000", "09-05", "001")], [(0, "12500", "10-07", "001")], 24500),  # numbered anew each month
        ([(0, "12000", "09-05", "1"), (1, "1", "09-06", "2")], [(1, "5", "10-01", "1"), (0, "12000", "09-05", "2")], 12000),
        ([(0, "12000", "09-05", "B1"), (1, "1", "09-06", "B1")], [(0, "12500", "10-07", "B1")], 24500),
        ([(0, "12000", "09-05", "001")], [(0, "12500", "09-05", "001")], 12500),  # the same day: the sum was corrected
        ([(0, "12000", "09-05", "3702822026")], [(0, "12500", "09-06", "3702822026")], 12500),
        ([(0, "12000", "09-05", "无")], [(0, "12000", "09-05", "暂无")], 12000),
        ([(0, "12000", "09-05", "001")], [(0, "-12000", "10-05", "001"), (0, "9000", "10-05", "001")], 9000),
    ],
)  # fmt: skip
def test_a_running_number_begins_anew_each_month(
    county: SmallCounty,
    september: list[tuple[int, str, str, str]],
    october: list[tuple[int, str, str, str]],
    total: int,
) -> None:
    for month, rows in (("2026-09", september), ("2026-10", october)):
        county.send(month, "医保局", MEDICAL, [stay(county, who, yuan, f"2026-{day}", n) for who, yuan, day, n in rows])
    assert paid_in_all(county) == total


@pytest.mark.parametrize(
    ("file", "corrected", "total"),
    [
        ("更正", ("9000", "2026-09-05"), 9000), ("更正", ("12000", "2026-09-06"), 12000), ("更正", ("9000", "2026-09-07"), 21000),
        ("补报", ("9000", "2026-09-05"), 21000), ("补报", ("12000", "2026-09-06"), 24000),
    ],
)  # fmt: skip
def test_a_file_that_is_called_a_correction_takes_back_the_stay_without_a_number(
    county: SmallCounty, file: str, corrected: tuple[str, str], total: int
) -> None:
    county.send(
        "2026-09",
        "医保局",
        MEDICAL,
        [stay(county, 0, "12000", "2026-09-05", ""), stay(county, 1, "1", "2026-09-05", "")],
    )
    county.send("2026-10", "医保局", file + MEDICAL, [stay(county, 0, *corrected, "")])
    assert paid_in_all(county) == total


@pytest.mark.parametrize(
    ("file", "rows", "total"),
    [("累计", 1, 15000), ("", 1, 29000), ("累计", 2, 29000 + 15000)],
)  # fmt: skip
def test_a_file_that_is_called_a_running_total_holds_totals(
    county: SmallCounty, file: str, rows: int, total: int
) -> None:
    for month, yuan in (("2026-09", "14000"), ("2026-10", "15000")):
        row = without(stay(county, 0, yuan, "", ""), ["结算单号", "结算日期"])
        county.send(month, "医保局", f"个人负担{file}.csv", [row] * (rows if month == "2026-10" else 1))
    assert paid_in_all(county) == total


def test_a_correction_that_may_mean_either_of_two_stays_takes_back_neither(county: SmallCounty) -> None:
    county.send("2026-09", "医保局", MEDICAL, [stay(county, 0, yuan, "2026-09-05", "") for yuan in ("12000", "500")])
    county.send("2026-10", "医保局", "更正" + MEDICAL, [stay(county, 0, "9000", "2026-09-05", "")])
    assert paid_in_all(county) == 21500


def paid_in_all(county: SmallCounty) -> float:
    """What the first person has paid by October, in yuan."""
    county.run("2026-09")
    county.run("2026-10")
    totals = county.ask(
        "SELECT DISTINCT medical.self_paid_ytd_yuan AS yuan FROM match.medical_expense AS medical INNER JOIN raw.feed_row "
        "AS feed_row USING (month, row_key) WHERE feed_row.id18 = ?",
        county.person(0)[1],
    )
    return float(str(totals[0]["yuan"]))


def test_last_years_settlement_that_is_undone_this_year_takes_nothing_from_this_year(county: SmallCounty) -> None:
    rows = [
        stay(county, 0, "7000", "2025-12-30", "A0"),
        stay(county, 0, "-7000", "2026-01-05", "A0"),
        stay(county, 0, "21000", "2026-03-05", "A1"),
    ]
    county.send("2026-10", "医保局", MEDICAL, rows)
    county.run("2026-10")
    assert len(numbers(county, "2026-10")) == 1


def test_an_earlier_stay_under_a_damaged_number_counts_for_its_one_likely_person(county: SmallCounty) -> None:
    damaged = stay(county, 0, "12000", "2026-09-01", "A1")
    number = damaged["身份证号"]
    damaged["身份证号"] = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    county.send("2026-09", "医保局", MEDICAL, [damaged])
    county.send("2026-10", "医保局", MEDICAL, [stay(county, 0, "9000", "2026-10-01", "A2")])
    county.run("2026-09")
    county.run("2026-10")
    assert len(numbers(county, "2026-10")) == 1


def test_a_stay_without_a_number_written_another_way_the_next_month_is_the_same_stay(county: SmallCounty) -> None:
    for month, yuan, when in (("2026-09", "15000", "2026-08-01"), ("2026-10", "15,000.00", "2026/8/1")):
        row = stay(county, 0, yuan, when, "")
        county.send(month, "医保局", MEDICAL, [without(row, ["结算单号"])])
        county.run(month)
    assert numbers(county, "2026-10") == []


@pytest.mark.parametrize(("until", "is_warned"), [("2026-10-31", True), ("2025-12-31", False)])
def test_a_part_that_came_in_an_earlier_month_of_the_year_still_counts(
    county: SmallCounty, until: str, is_warned: bool
) -> None:
    for month, part, yuan in (("2026-09", "住院", "15000"), ("2026-10", "门诊慢特病", "6000")):
        row = without(paid(county, 0, ""), ["年度累计个人负担"]) | {f"{part}个人负担累计": yuan, "统计截止日期": until}
        county.send(month, "医保局", f"{part}个人负担情况.csv", [row])
        county.run(month)
    assert bool(numbers(county, "2026-10")) == is_warned


def test_what_is_paid_outside_the_catalogue_belongs_to_what_a_person_bears(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    sent = [
        ({"个人自付": "12000", "个人自费": "9000"}, 21000), ({"个人自付累计": "12000", "个人自费累计": "9000.5"}, 21000.5),
        ({"个人负担": "12000", "个人自费": "9000"}, 12000), ({"个人自付": "12000", "个人自费": "/"}, 12000),
        ({"个人自付（万元）": "1.2", "个人自费（万元）": "0.9"}, 21000), ({"年度累计个人负担": "12000", "其中：自费": "9000"}, 12000),
    ]  # fmt: skip
    for order, (paid_, _) in enumerate(sent):
        who, number = county.person(order)
        county.send(
            "2026-10",
            "医保局",
            f"个人负担{order}.csv",
            [{"姓名": who, "身份证号": number, "结算日期": "2026-10-05"} | paid_],
        )
    county.load_base()
    county.run("2026-10")
    totals = county.ask(
        "SELECT medical.self_paid_ytd_yuan AS yuan FROM match.medical_expense AS medical "
        "INNER JOIN raw.feed_row AS feed_row USING (month, row_key) ORDER BY feed_row.id18"
    )
    assert [row["yuan"] for row in totals] == [total for _, total in sent]
    said = county.ask("SELECT file_name FROM ops.feed_file WHERE note LIKE '%相加计算%' ORDER BY 1")
    assert [row["file_name"] for row in said] == ["个人负担0.csv", "个人负担1.csv", "个人负担3.csv", "个人负担4.csv"]
