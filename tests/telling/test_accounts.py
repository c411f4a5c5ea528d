"""家庭收支 as it is told: in a township's lists, in 入户清单, by `fangpin explain`; a month run again, a member who moved out."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from flows.cli import explain
from sources.errors import UsageError
from tasks.lists import write_lists
from tests.ledgers import MONTH, TOWNSHIP, VISITS, listed, rows_of
from tests.spec.test_account import POLICY, county_with_lines, household
from tests.support import SmallCounty, id_number, name

ILL, RAISED, PROPPED, KNOWN_NOTHING, WELL, ILL_TOO = range(1, 7)
INCOME = {"家庭人均纯收入": "9000", "上年度人均纯收入": "9000"}
ACCOUNTS = "家庭收支线索"


def paid(order: int, yuan: str) -> dict[str, str]:
    return {"姓名": name(order), "身份证号": id_number(order), "年度累计个人负担": yuan}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("accounts") / "county")
    county.person(ILL, **INCOME)
    county.person(RAISED, **INCOME | {"家庭人均纯收入": "8200"})
    county.person(PROPPED, **INCOME | {"户类型": "脱贫户", "转移性收入": "3000"})
    county.person(KNOWN_NOTHING)
    county.person(WELL, **INCOME)
    county.person(ILL_TOO, **INCOME)
    county.load_base()
    county.send(MONTH, "医保局", "个人负担累计.csv", [paid(ILL, "30000"), paid(ILL_TOO, "900.5")])
    ill = {"姓名": name(KNOWN_NOTHING), "身份证号": id_number(KNOWN_NOTHING), "病种": "肺癌", "确诊日期": f"{MONTH}-09"}
    county.send(MONTH, "卫健局", "大病.csv", [ill])
    own = county_with_lines(county.root)
    county.run(MONTH, county=own)
    write_lists.fn(own, MONTH)
    (county.root / "policy.toml").write_text(POLICY + '[told]\noffice = "某局"\n', encoding="utf-8")
    return county


def test_why_a_household_is_below_the_line_parts_the_lists(county: SmallCounty) -> None:
    book = listed(county, kind=ACCOUNTS)
    assert openpyxl.load_workbook(book).sheetnames[:3] == ["生活变化跌入", "监测范围调整进入", "离开政策试算"]
    (ill,), moved = rows_of(book, "生活变化跌入"), rows_of(book, "监测范围调整进入")
    assert ill["身份证(户主)"] == id_number(ILL)
    assert (ill["刚性支出净额（元）"], ill["扣除后人均（元）"], ill["监测范围（元）"]) == (30_000, -21_000, 8_400)
    assert ill["支出出处"] == "医保局 2026-10-31 医疗自付30000元 个人负担累计.csv 第2行"
    assert [row["身份证(户主)"] for row in moved] == [id_number(ILL_TOO), id_number(RAISED)]  # the deepest below first
    assert "按上年监测范围8000元不低于" in str(moved[0]["为什么列入"])
    (propped,) = rows_of(book, "离开政策试算")
    assert (propped["身份证(户主)"], propped["试算人均（元）"]) == (id_number(PROPPED), 6_000)


def test_a_list_is_of_its_own_township_and_says_that_it_is_a_clue(county: SmallCounty) -> None:
    title = str(openpyxl.load_workbook(listed(county, kind=ACCOUNTS), rich_text=True)["生活变化跌入"]["A1"].value)
    assert "只是入户的线索，不是结论" in title
    assert [file.parent.name for file in county.home.outbox(MONTH).rglob(f"{ACCOUNTS}*")] == [TOWNSHIP]


def test_the_visit_sheet_has_the_account_where_something_is_known(county: SmallCounty) -> None:
    told = {row["身份证(户主)"]: row["近12个月收支"] for row in rows_of(listed(county), VISITS)}
    assert (
        str(told[id_number(ILL)])
        .replace("\n", "；")
        .startswith("刚性支出30000元（医疗自付30000元）；户库人均纯收入9000元；缺：2025-11至2026-09有11个月没有数据")
    )
    assert told[id_number(KNOWN_NOTHING)] in ("", None)


def test_a_policy_without_a_line_lists_nobody(county: SmallCounty, tmp_path: Path) -> None:
    copy = county.copy(tmp_path / "copy")
    copy.run(MONTH)
    assert copy.ask("SELECT COUNT(*) AS listed FROM account.summary WHERE cause IS NOT NULL OR is_propped") == [
        {"listed": 0}
    ]
    assert copy.ask("SELECT COUNT(*) AS known FROM account.summary") == [{"known": 2}]


@pytest.mark.parametrize("by", ["number", "household", "certificate", "name"])
def test_an_account_is_explained_by_any_way_of_calling_it(
    county: SmallCounty, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = str(county.ask("SELECT number FROM handling.register WHERE subject_id = ?", id_number(ILL))[0]["number"])
    called = {"number": number, "household": household(ILL), "certificate": id_number(ILL), "name": name(ILL)}[by]
    explain(called, county.root, False)
    told = capsys.readouterr().out
    assert "2026-10-31 医疗自付30000元" in told and "个人负担累计.csv 第2行" in told
    assert "减去刚性支出净额30000元后人均-21000元；本年监测范围8400元，上年8000元" in told
    assert "线索 生活变化跌入监测范围" in told and "不是结论" in told and "没有数据" in told


def test_an_account_without_any_warning_is_explained_as_data(
    county: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    explain(household(RAISED), county.root, True)
    account = json.loads(capsys.readouterr().out)["account"]
    assert (account["cause"], account["entries"], account["income_per_head_yuan"]) == ("line", [], 8_200)


def test_of_whom_nothing_is_known_nothing_is_printed(county: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        explain(household(WELL), county.root, False)
    explain(id_number(KNOWN_NOTHING), county.root, False)
    assert "家庭收支" not in capsys.readouterr().out


def test_a_month_run_twice_gives_the_same_account(county: SmallCounty, tmp_path: Path) -> None:
    copy = county.copy(tmp_path / "copy")
    questions = [f"SELECT * FROM account.{table} ORDER BY ALL" for table in ("entry", "summary", "gap")]
    before = [copy.ask(question) for question in questions]
    copy.run(MONTH, county=county_with_lines(copy.root))
    assert all(before) and [copy.ask(question) for question in questions] == before


def test_what_a_member_paid_stays_where_he_lived_then(tmp_path: Path) -> None:
    """分户 between the months: September's stay is the old household's, October's the new one's."""
    county = SmallCounty(tmp_path / "county")
    member, elsewhere = 7, 8
    county.person(ILL)
    county.person(member, 户编号=household(ILL), 与户主关系="之子")
    county.person(elsewhere)
    county.load_base("2026-09-30")
    for month, yuan in (("2026-09", "1000"), (MONTH, "2000")):
        stay = {"姓名": name(member), "身份证号": id_number(member), "结算日期": f"{month}-05", "个人负担": yuan}
        county.send(month, "医保局", "个人负担结算.csv", [stay])
    county.run("2026-09")
    county.person(member, 户编号=household(elsewhere), 与户主关系="配偶")
    county.load_base("2026-10-31")
    county.run(MONTH)
    rows = county.ask("SELECT household_id, amount_yuan FROM account.entry WHERE month = ? ORDER BY amount_yuan", MONTH)
    assert [tuple(row.values()) for row in rows] == [(household(ILL), 1_000), (household(elsewhere), 2_000)]
