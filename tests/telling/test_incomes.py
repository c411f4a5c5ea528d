"""增收帮扶重点名单: growth, 不增反降 and low incomes of 脱贫户 and of those monitored (柳江)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.lists import write_lists
from tests.ledgers import MONTH, rows_of
from tests.support import SmallCounty, county_at, id_number

GROWN, FALLEN, LOW, ONLY_NOW, NEITHER, ELSEWHERE, RELIEVED = range(1, 8)
POOR_ONCE = {"户类型": "脱贫户"}
INCOMES: dict[int, dict[str, str]] = {
    GROWN: POOR_ONCE | {"家庭人均纯收入": "12000", "上年度人均纯收入": "10000"},
    FALLEN: POOR_ONCE | {"家庭人均纯收入": "18000", "上年度人均纯收入": "20000"},
    LOW: POOR_ONCE
    | {"家庭人均纯收入": "9999.99", "上年度人均纯收入": "9000", "监测对象类别": "脱贫不稳定户", "风险是否已消除": "否"},
    ONLY_NOW: POOR_ONCE | {"家庭人均纯收入": "10000"},
    NEITHER: {"家庭人均纯收入": "3000", "上年度人均纯收入": "9000"},
    ELSEWHERE: POOR_ONCE | {"乡镇（街道）": "金口镇", "家庭人均纯收入": "30000", "上年度人均纯收入": "20000"},
    RELIEVED: {
        "监测对象类别": "边缘易致贫户",
        "风险是否已消除": "是",
        "家庭人均纯收入": "8000",
        "上年度人均纯收入": "8000.01",
    },
}


def county_of(root: Path, incomes: dict[int, dict[str, str]]) -> Path:
    """Where the month's list of such a county would lie."""
    county = SmallCounty(root / "county")
    for order, said in incomes.items():
        county.person(order, **said)
    county.person(RELIEVED + 1, 户编号=f"3702150000{GROWN:07d}", 与户主关系="之子", **incomes.get(GROWN, {}))
    county.load_base()
    county.home.inbox(MONTH).mkdir(parents=True, exist_ok=True)
    county.run(MONTH)
    write_lists.fn(county_at(county.root), MONTH)
    return county.home.outbox(MONTH) / "县级" / f"增收帮扶重点名单_{MONTH}.xlsx"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county_of(tmp_path_factory.mktemp("incomes"), INCOMES)


def test_low_and_fallen_households_are_named_with_why(workbook: Path) -> None:
    rows = rows_of(workbook, "增收帮扶重点户")
    assert {str(row["身份证(户主)"]): row["列入原因"] for row in rows} == {
        id_number(FALLEN): "不增反降", id_number(LOW): "低收入", id_number(RELIEVED): "低收入；不增反降",
    }  # fmt: skip


def test_growth_is_weighted_by_members_and_counts_both_years(workbook: Path) -> None:
    county, elsewhere, here = rows_of(workbook, "收入分镇街")
    assert [county["镇街"], here["镇街"], elsewhere["镇街"]] == ["全县", "田横镇", "金口镇"]
    now, last = 2 * 12_000 + 18_000 + 9_999.99 + 8_000, 2 * 10_000 + 20_000 + 9_000 + 8_000.01
    assert here["增长%"] == round(100 * (now / last - 1), 1)
    assert (here["户数"], here["人数"], here["两年收入都有的户"]) == (5, 6, 4)
    assert (here["不增反降户数"], here["不增反降占比%"], here["低收入户数"]) == (2, 50, 2)
    assert (county["户数"], county["低收入户数"], elsewhere["增长%"]) == (6, 2, 50)


def test_who_had_nothing_last_year_has_not_fallen_in_either_table(tmp_path: Path) -> None:
    """Losses and blanks: both tables count the same households."""
    said = [
        ("-200", "-100"),
        ("-200", "0"),
        ("0", "0"),
        ("-5", "3000"),
        ("", "8000"),
        ("不详", "无"),
        ("1.2万", "15000"),
    ]
    file = county_of(tmp_path, {
        20 + place: POOR_ONCE | {"家庭人均纯收入": now, "上年度人均纯收入": last} for place, (now, last) in enumerate(said)
    })  # fmt: skip
    fallen = [row for row in rows_of(file, "增收帮扶重点户") if "不增反降" in str(row["列入原因"])]
    assert [row["身份证(户主)"] for row in fallen] == [id_number(23), id_number(26)]
    assert [row["不增反降户数"] for row in rows_of(file, "收入分镇街")] == [2, 2]


def test_a_base_without_incomes_gives_no_list(tmp_path: Path) -> None:
    assert not county_of(tmp_path, {LOW: POOR_ONCE}).exists()
