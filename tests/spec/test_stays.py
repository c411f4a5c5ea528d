"""What a person has paid: stays undone, settled anew, sent under a damaged number or in another month."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.test_months import MEDICAL, numbers, paid, stay
from tests.support import SmallCounty, without


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    county = SmallCounty(tmp_path)
    for order in range(2):
        county.person(order)
    county.load_base()
    return county


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
