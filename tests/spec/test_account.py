"""家庭收支: the cases of account.md, sent as files in one county, and what its account says of each household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.county import County
from tests.support import SmallCounty, county_at, id_number, name, pipe_table, torn

CASES = pipe_table((Path(__file__).parent / "account.md").read_text(encoding="utf-8"))
MONTHS, LAST = ("2025-10", "2025-12", "2026-03", "2026-10"), "2026-10"
POLICY = """extends = "jimo"
[monitoring]
income_line_yuan = { 2025 = 8000, 2026 = 8400 }
"""
MEMBER = 500
"""The second member of the household of order n is n + MEMBER."""
SENT = {
    "医疗累计": ("医保局", "个人负担累计", {"年度累计个人负担": "{yuan}"}),
    "医疗结算": ("医保局", "个人负担结算", {"结算日期": "{day}", "个人负担": "{yuan}"}),
    "临时救助": ("民政局", "临时救助", {"救助原因": "困难", "救助金额": "{yuan}", "救助时间": "{day}"}),
    "教育资助": ("教体局", "教育资助", {"资助项目": "助学金", "资助金额": "{yuan}", "申请日期": "{day}"}),
    "低保": ("民政局", "农村低保", {"低保类型": "农村", "保障人数": "1", "月保障金额": "{yuan}", "变更类型": "新增"}),
    "停发低保": ("民政局", "农村低保", {"低保类型": "农村", "保障人数": "1", "月保障金额": "{yuan}", "变更类型": "停发"}),
    "受灾": ("应急局", "受灾农户", {"灾种": "台风", "直接经济损失": "{yuan}", "受灾时间": "{day}"}),
    "种养": ("农业农村局", "产业受损", {"受损产业": "养猪", "产业损失金额": "{yuan}", "受损时间": "{day}"}),
    "危改": ("住建局", "危房改造", {"改造方式": "重建", "补助资金": "20000", "自筹资金": "{yuan}", "开工日期": "{day}"}),
}  # fmt: skip
"""What may be sent -> the department, the name of its file, a row less the person."""


def household(order: int) -> str:
    return f"3702150000{order:07d}"


def put_into_base(county: SmallCounty, order: int, case: dict[str, str]) -> None:
    """A household of as many members as the case says; each has the household's figures, as exports do."""
    more = dict(pair.split("=") for pair in case["户库"].split("；") if pair)
    said = {"家庭人均纯收入": case["人均"], "上年度人均纯收入": case["上年"], "家庭人口数": case["人数"]} | more
    county.person(order, **said)
    if case["人数"] == "2":
        county.person(order + MEMBER, 户编号=household(order), 与户主关系="配偶", **said)


def rows_sent(order: int, said: str) -> Iterator[tuple[tuple[str, str, str], dict[str, str]]]:
    """The rows that a case's cell says, each with month, department and file."""
    for one in filter(None, said.split("；")):
        month, what, yuan, *more = one.split()
        department, file, row = SENT[what]
        who = order + MEMBER if "成员" in more else order
        day = next((word for word in more if word.startswith("20")), "")
        number = torn(who) if "错号" in more else id_number(who)
        written = {heading: value.format(yuan=yuan, day=day) for heading, value in row.items()}
        again = "（再报）" if "再报" in more else ""
        yield (month, department, f"{file}{again}.csv"), {"姓名": name(who), "身份证号": number} | written


def county_with_lines(root: Path) -> County:
    policy = root / "lines.toml"
    policy.write_text(POLICY, encoding="utf-8")
    return county_at(root, str(policy))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("account") / "county")
    files: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for order, case in enumerate(CASES):
        put_into_base(county, order, case)
        for sheet, row in rows_sent(order, case["来文"]):
            files[sheet].append(row)
    county.load_base(f"{LAST}-31")
    for (month, department, file), rows in files.items():
        county.send(month, department, file, rows)
    for month in MONTHS:
        county.run(month, county=county_with_lines(county.root))
    return county


@pytest.mark.parametrize("order", range(len(CASES)), ids=[case["情形"] for case in CASES])
def test_a_household_s_account_is_as_the_county_tells_it(county: SmallCounty, order: int) -> None:
    case = CASES[order]
    found = county.ask("SELECT * FROM account.summary WHERE month = ? AND household_id = ?", LAST, household(order))
    if not case["刚性支出"]:
        assert found == []
        return
    (account,) = found
    told = (account["expense_yuan"], account["received_yuan"], account["reference_per_head_yuan"])
    assert told == tuple(
        float(case[heading]) if case[heading] else None for heading in ("刚性支出", "补助", "扣除后人均")
    )
    cause = {"life": "生活变化", "line": "范围调整", "None": ""}[str(account["cause"])]
    propped = f"试算{account['without_transfers_per_head_yuan']:g}" if account["is_propped"] else ""
    assert cause + propped == case["线索"]
    assert case["话"] in "；".join(str(account[word]) for word in ("spent", "received", "lacking"))


def test_what_is_missing_for_everybody_is_said_and_not_filled_in(county: SmallCounty) -> None:
    told = str(county.ask("SELECT MIN(lacking) AS lacking FROM account.summary WHERE month = ?", LAST)[0]["lacking"])
    assert (
        told == "2025-11至2026-09有9个月没有数据；住建局、教体局、民政局有8处没有报送"
    )  # 应急局随到随收：没有就是没有发生
    missing = county.ask(
        "SELECT DISTINCT feed FROM account.gap WHERE month = ? AND sent_month = '2026-10' ORDER BY 1", LAST
    )
    assert [row["feed"] for row in missing] == ["tekun"]


def test_each_amount_says_its_file_and_row(county: SmallCounty) -> None:
    rows = county.ask(
        "SELECT entry.department, entry.file_name, entry.row_number, CAST(entry.happened_on AS VARCHAR) AS day, entry.deducted_yuan "
        "FROM account.entry AS entry WHERE month = ? AND household_id = ? AND sent_month = '2025-12'",
        LAST, household([case["情形"] for case in CASES].index("跨年：上年累计减去以前已报的")),
    )  # fmt: skip
    (row,) = rows
    assert (row["department"], row["day"], row["deducted_yuan"]) == ("医保局", "2025-12-31", 10_000)
    assert "个人负担累计" in str(row["file_name"]) and int(str(row["row_number"])) > 1
