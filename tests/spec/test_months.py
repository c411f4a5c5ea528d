"""What is new: months after months, files after files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support import SmallCounty, id_number, name

AID = "临时救助对象名单.csv"
MEDICAL = "居民医保个人负担情况.csv"


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    county = SmallCounty(tmp_path)
    for order in range(6):
        county.person(order)
    county.person(6, 户编号="37021500000000005", 与户主关系="之子")
    county.persons[5] = {"户编号": "37021500000000005"}
    county.load_base()
    return county


def aid(county: SmallCounty, order: int, when: str = "2026-10-09", yuan: str = "800") -> dict[str, str]:
    who, number = county.person(order, **county.persons[order])
    return {"姓名": who, "身份证号": number, "救助原因": "火灾", "救助金额": yuan, "救助时间": when}


def paid(county: SmallCounty, order: int, yuan: str) -> dict[str, str]:
    who, number = county.person(order, **county.persons[order])
    return {"姓名": who, "身份证号": number, "年度累计个人负担": yuan}


def stay(county: SmallCounty, order: int, yuan: str, when: str, number: str) -> dict[str, str]:
    who, id_number = county.person(order, **county.persons[order])
    return {"姓名": who, "身份证号": id_number, "结算单号": number, "结算日期": when, "个人负担": yuan}


def numbers(county: SmallCounty, month: str) -> list[str]:
    return [
        str(row["number"]) for row in county.ask("SELECT number FROM warning.warning WHERE month = ? ORDER BY 1", month)
    ]


def reasons(county: SmallCounty, month: str) -> dict[tuple[str, str], int]:
    rows = county.ask(
        "SELECT outcome, reason, SUM(row_count) AS lines FROM ops.conservation WHERE month = ? GROUP BY ALL", month
    )
    return {(str(row["outcome"]), str(row["reason"])): int(str(row["lines"])) for row in rows}


def test_the_same_month_again_gives_the_same_numbers(county: SmallCounty) -> None:
    county.send("2026-10", "民政局", AID, [aid(county, 0), aid(county, 1)])
    county.run("2026-10")
    first = numbers(county, "2026-10")
    county.run("2026-10")
    assert numbers(county, "2026-10") == first
    assert len(first) == 2


def test_the_order_of_rows_and_the_name_of_the_file_do_not_change_a_number(county: SmallCounty) -> None:
    county.send("2026-10", "民政局", AID, [aid(county, 0), aid(county, 1)])
    county.run("2026-10")
    first = numbers(county, "2026-10")
    (county.home.inbox("2026-10") / "民政局" / AID).unlink()
    county.send("2026-10", "民政局", "10月临时救助（终稿）.csv", [aid(county, 1), aid(county, 0)])
    county.run("2026-10")
    assert numbers(county, "2026-10") == first


def test_last_months_rows_sent_again_are_said_and_not_warned(county: SmallCounty) -> None:
    county.send("2026-09", "民政局", AID, [aid(county, 0, "2026-09-09"), aid(county, 1, "")])
    county.send("2026-10", "民政局", "十月" + AID, [aid(county, 0, "2026-09-09"), aid(county, 1, ""), aid(county, 2)])
    county.run("2026-09")
    county.run("2026-10")
    assert len(numbers(county, "2026-10")) == 1
    assert reasons(county, "2026-10") == {
        ("warned", "已列入预警"): 1,
        ("suppressed", "同一事项已在2026-09预警"): 1,
        ("suppressed", "与上月来文逐字相同"): 1,
    }


def test_a_new_event_of_the_same_household_is_a_new_warning(county: SmallCounty) -> None:
    county.send("2026-09", "民政局", AID, [aid(county, 0, "2026-09-09")])
    county.send("2026-10", "民政局", AID, [aid(county, 0, "2026-10-09")])
    county.run("2026-09")
    county.run("2026-10")
    assert len(numbers(county, "2026-10")) == 1


def test_two_members_of_one_household_make_one_household_warning(county: SmallCounty) -> None:
    county.send("2026-10", "民政局", AID, [aid(county, 5), aid(county, 6)])
    county.run("2026-10")
    assert reasons(county, "2026-10") == {("warned", "已列入预警"): 1, ("merged", "同一对象同一事项已有一行"): 1}


def test_two_members_of_one_household_make_two_person_warnings(county: SmallCounty) -> None:
    county.send("2026-10", "医保局", MEDICAL, [paid(county, 5, "30000"), paid(county, 6, "40000")])
    county.run("2026-10")
    hints = county.ask("SELECT hints FROM warning.warning")
    assert [row["hints"] for row in hints] == ["本户另有1条", "本户另有1条"]


def test_the_same_file_twice_is_one_file(county: SmallCounty) -> None:
    county.send("2026-10", "民政局", AID, [aid(county, 0), aid(county, 1)])
    county.send("2026-10", "民政局", "副本" + AID, [aid(county, 0), aid(county, 1)])
    county.run("2026-10")
    assert reasons(county, "2026-10") == {("warned", "已列入预警"): 2, ("merged", "与同月另一文件完全相同"): 2}


def test_a_later_file_of_the_month_wins(county: SmallCounty) -> None:
    first = county.send("2026-10", "医保局", MEDICAL, [paid(county, 0, "30000"), paid(county, 1, "30000")])
    os.utime(first, (1_000_000, 1_000_000))
    county.send("2026-10", "医保局", "更正" + MEDICAL, [paid(county, 0, "3000")])
    county.run("2026-10")
    assert reasons(county, "2026-10") == {
        ("warned", "已列入预警"): 1,
        ("merged", "后到的文件已更新同一事项"): 1,
        ("not_qualifying", "未达到预警条件"): 1,
    }


def test_the_medical_line_is_crossed_once_a_year(county: SmallCounty) -> None:
    for month, yuan in {"2026-11": "21000", "2026-12": "35000", "2027-01": "22000"}.items():
        county.send(month, "医保局", MEDICAL, [paid(county, 0, yuan)])
        county.run(month)
    assert [len(numbers(county, month)) for month in ("2026-11", "2026-12", "2027-01")] == [1, 0, 1]


def test_stays_are_summed_by_person_and_year(county: SmallCounty) -> None:
    september = [
        stay(county, 0, "12000", "2026-03-02", "A1"),
        stay(county, 0, "7000", "2025-12-30", "A0"),
        stay(county, 1, "25000", "2026-05-01", "B1"),
        stay(county, 1, "-25000", "2026-05-03", "B1"),
        stay(county, 2, "15000", "2026-02-01", "C1"),
    ]
    october = [
        stay(county, 0, "9000", "2026-10-02", "A2"),
        stay(county, 2, "15000", "2026-02-01", "C1"),
    ]
    county.send("2026-09", "医保局", MEDICAL, september)
    county.send("2026-10", "医保局", MEDICAL, october)
    county.run("2026-09")
    county.run("2026-10")
    assert numbers(county, "2026-09") == []
    said = county.ask("SELECT says FROM warning.warning WHERE month = '2026-10'")
    assert [row["says"] for row in said] == ["当年度住院及门诊慢特病个人负担累计21000.00元"]


def test_a_roster_warns_of_those_who_are_new_in_it(county: SmallCounty) -> None:
    roster = {"dibao": "roster"}
    rows = [aid(county, order) | {"低保类别": "A", "月保障金额": "500"} for order in range(4)]
    file = "农村低保花名册.csv"
    keep = ("姓名", "身份证号", "低保类别", "月保障金额")
    sent = [{key: row[key] for key in keep} for row in rows]
    county.send("2026-09", "民政局", file, sent[:3])
    county.send("2026-10", "民政局", file, sent)
    county.run("2026-09", deliveries=roster)
    county.run("2026-10", deliveries=roster)
    assert numbers(county, "2026-09") == []
    assert reasons(county, "2026-09") == {("not_qualifying", "首次报送的全量名册，作为基线"): 3}
    assert reasons(county, "2026-10") == {("not_qualifying", "上次名册中已有"): 3, ("warned", "已列入预警"): 1}


ROSTER = "农村低保花名册.csv"
IN_ROSTER = ("姓名", "身份证号", "低保类别", "月保障金额")


def roster(county: SmallCounty, *orders: int, yuan: str = "500") -> list[dict[str, str]]:
    rows = [aid(county, order) | {"低保类别": "A", "月保障金额": yuan} for order in orders]
    return [{key: row[key] for key in IN_ROSTER} for row in rows]


def standings(county: SmallCounty, month: str) -> dict[str, int]:
    rows = county.ask("SELECT standing, COUNT(*) AS people FROM warning.roster WHERE month = ? GROUP BY 1", month)
    return {str(row["standing"]): int(str(row["people"])) for row in rows}


def run_rosters(county: SmallCounty, months: dict[str, list[dict[str, str]]]) -> None:
    for month, rows in months.items():
        county.send(month, "民政局", ROSTER, rows)
        county.run(month, deliveries={"dibao": "roster"})


def test_a_roster_tells_who_changed_and_who_is_gone(county: SmallCounty) -> None:
    lowered = [*roster(county, 0), *roster(county, 1, yuan="300"), *roster(county, 3)]
    run_rosters(county, {"2026-08": roster(county, 0, 1, 2), "2026-09": lowered, "2026-10": lowered})
    assert standings(county, "2026-08") == {"baseline": 3}
    assert standings(county, "2026-09") == {"known": 1, "changed": 1, "new": 1, "gone": 1}
    assert standings(county, "2026-10") == {"known": 3}
    assert len(numbers(county, "2026-09")) == 1
    assert ("not_qualifying", "上次名册中已有，金额或等级有变化，不作预警") in reasons(county, "2026-09")


def test_who_left_a_roster_and_comes_back_is_new(county: SmallCounty) -> None:
    run_rosters(
        county, {"2026-08": roster(county, 0, 1), "2026-09": roster(county, 0), "2026-10": roster(county, 0, 1)}
    )
    assert standings(county, "2026-10") == {"known": 1, "new": 1}
    assert len(numbers(county, "2026-10")) == 1


def test_a_township_whose_part_was_not_sent_is_neither_gone_nor_new_again(county: SmallCounty) -> None:
    for order in range(10, 14):
        county.person(order, **{"乡镇（街道）": "金口镇"})
    county.load_base()
    whole = roster(county, 0, 1, 10, 11, 12, 13)
    run_rosters(county, {"2026-08": whole, "2026-09": roster(county, 0, 1), "2026-10": whole})
    assert standings(county, "2026-09") == {"known": 2, "absent": 4}
    assert standings(county, "2026-10") == {"known": 6}
    assert numbers(county, "2026-10") == []


def test_a_roster_after_months_of_new_rows_only_is_a_baseline(county: SmallCounty) -> None:
    county.send("2026-09", "民政局", ROSTER, roster(county, 0))
    county.run("2026-09")
    county.send("2026-10", "民政局", ROSTER, roster(county, 0, 1, 2))
    county.run("2026-10", deliveries={"dibao": "roster"})
    assert standings(county, "2026-10") == {"baseline": 3}


def test_who_was_only_suspected_when_new_is_warned_once_the_number_is_right(county: SmallCounty) -> None:
    damaged = roster(county, 0, 1)
    damaged[1]["身份证号"] = damaged[1]["身份证号"][:9] + damaged[1]["身份证号"][10:]
    right = roster(county, 0, 1)
    run_rosters(county, {"2026-08": roster(county, 0), "2026-09": damaged, "2026-10": damaged, "2026-11": right})
    assert [numbers(county, month) for month in ("2026-09", "2026-10")] == [[], []]
    assert len(numbers(county, "2026-11")) == 1


def test_a_corrected_roster_replaces_the_whole_and_a_part_does_not(county: SmallCounty) -> None:
    county.send("2026-09", "民政局", ROSTER, roster(county, 0))
    county.run("2026-09", deliveries={"dibao": "roster"})
    first = county.send("2026-10", "民政局", ROSTER, roster(county, 0, 1, 2))
    os.utime(first, (1_000_000, 1_000_000))
    county.send("2026-10", "民政局", "更正" + ROSTER, roster(county, 0, 1))
    county.run("2026-10", deliveries={"dibao": "roster"})
    assert len(numbers(county, "2026-10")) == 1
    assert reasons(county, "2026-10")[("merged", "后到的名册已取代本文件")] == 3
    county.send("2026-11", "民政局", ROSTER, roster(county, 0, 1))
    county.send("2026-11", "民政局", "补报" + ROSTER, roster(county, 3))
    county.run("2026-11", deliveries={"dibao": "roster"})
    assert standings(county, "2026-11") == {"known": 2, "new": 1}


@pytest.mark.parametrize(
    ("before", "now", "is_warned"),
    [("三级", "二级", True), ("二级", "一级", True), ("二级", "二级", False), ("一级", "三级", False)],
)
def test_a_grade_that_changes_in_a_roster_of_the_disabled(
    county: SmallCounty, before: str, now: str, is_warned: bool
) -> None:
    for month, grade in (("2026-09", before), ("2026-10", now)):
        who, number = county.person(0, **county.persons[0])
        county.send(month, "残联", "持证残疾人名册.csv", [{"姓名": who, "身份证号": number, "残疾等级": grade}])
        county.run(month, deliveries={"disability": "roster"})
    assert bool(numbers(county, "2026-10")) == is_warned


def test_a_backfilled_month_does_not_issue_again_what_a_later_one_issued(county: SmallCounty) -> None:
    county.send("2026-09", "民政局", AID, [aid(county, 0, "2026-09-09"), aid(county, 1, "2026-09-09")])
    county.send("2026-10", "民政局", AID, [aid(county, 0, "2026-09-09")])
    county.run("2026-10")
    county.run("2026-09")
    issued = numbers(county, "2026-10") + numbers(county, "2026-09")
    assert len(issued) == len(set(issued)) == 2
    before = issued
    county.run("2026-09")
    county.run("2026-10")
    assert numbers(county, "2026-10") + numbers(county, "2026-09") == before


def test_a_person_found_only_by_a_newer_base_is_warned_although_the_row_is_repeated(county: SmallCounty) -> None:
    row = aid(county, 0, "") | {"姓名": "新来的人", "身份证号": "370282199001010" + "010"}
    from stdnum.cn import ric

    row["身份证号"] = "37028219900101001" + ric.calc_check_digit("370282199001010010")
    county.send("2026-09", "民政局", AID, [row])
    county.send("2026-10", "民政局", "十月" + AID, [row])
    county.run("2026-09")
    county.person(40, 姓名="新来的人", 证件号码=row["身份证号"])
    county.load_base("2026-10-31")
    county.run("2026-10")
    assert len(numbers(county, "2026-10")) == 1


def test_a_row_repeated_for_months_stays_known(county: SmallCounty) -> None:
    for month in ("2026-08", "2026-09", "2026-10"):
        county.send(month, "民政局", f"{month}{AID}", [aid(county, 0, "")])
        county.run(month)
    assert [len(numbers(county, month)) for month in ("2026-08", "2026-09", "2026-10")] == [1, 0, 0]


def test_a_household_of_a_roster_is_left_to_the_month_that_warned_of_it_first(county: SmallCounty) -> None:
    """It came into the base in October, stands in the rosters of before, and those months are run again: nothing is warned of twice."""
    county.person(40)
    rows = roster(county, 0, 1, 40)
    del county.persons[40]
    for month in ("2026-08", "2026-09", "2026-10"):
        county.send(month, "民政局", ROSTER, rows)
        if month == "2026-10":
            county.person(40)
            county.load_base("2026-10-31")
        county.run(month, deliveries={"dibao": "roster"})
    warned = numbers(county, "2026-10")
    assert len(warned) == 1
    for month in ("2026-09", "2026-10", "2026-09", "2026-10"):
        county.run(month, deliveries={"dibao": "roster"})
        assert (numbers(county, "2026-09"), numbers(county, "2026-10")) == ([], warned)
    assert reasons(county, "2026-09")[("suppressed", "同一事项已在2026-10预警")] == 1
    assert county.ask("SELECT number, is_withdrawn FROM handling.register") == [
        {"number": warned[0], "is_withdrawn": False}
    ]


def test_a_row_without_a_day_is_left_to_the_month_that_warned_of_it_first(county: SmallCounty) -> None:
    row = aid(county, 0, "") | {"姓名": name(40), "身份证号": id_number(40)}
    for month in ("2026-08", "2026-09"):
        county.send(month, "民政局", f"{month}{AID}", [row])
    county.run("2026-08")
    county.person(40)
    county.load_base("2026-09-30")
    county.run("2026-09")
    warned = numbers(county, "2026-09")
    assert len(warned) == 1
    for month in ("2026-08", "2026-09", "2026-08"):
        county.run(month)
        assert (numbers(county, "2026-08"), numbers(county, "2026-09")) == ([], warned)
