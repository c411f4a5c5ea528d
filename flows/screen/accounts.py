"""家庭收支 on the screen: one household's last twelve months, each figure with where it comes from."""

from __future__ import annotations

from typing import Any

from flows.screen.console import out

CAUSES = {"life": "生活变化跌入监测范围", "line": "监测范围调整进入"}
CLUE = "是入户的线索，不是结论；没有报来的写明缺什么，不推算。"
NAMESAKES_AT_MOST = 20


def as_data(account: dict[str, Any] | None, households: list[dict[str, Any]]) -> dict[str, Any]:
    """The account for the machine; where several households are meant, those."""
    if account is not None:
        return {"account": account}
    return {"households": households} if len(households) > 1 else {}


def account(found: dict[str, Any] | None, households: list[dict[str, Any]]) -> None:
    """The account of a household; of several of a name only which they are. Nothing where nothing is known."""
    if len(households) > 1:
        out.print(f"户库中有{len(households)}户，要看近12个月收支，请用户编号再查：")
        for one in households[:NAMESAKES_AT_MOST]:
            _line(f"  {one['household_number']}  {one['township']} {one['village'] or ''} 户主{one['head_name']}")
    if found is None:
        return
    _line(
        f"家庭收支（到{found['month']}为止12个月）  户编号{found['household_number']}  {found['township']} {found['village'] or ''} 户主{found['head_name']}"
    )
    _line(f"  {CLUE}")
    for entry in found["entries"]:
        _line(f"  {_entry(entry)}")
    _line(
        f"  合计 刚性支出{_yuan(found['expense_yuan'])}{_at_most(found)}；补助{_yuan(found['received_yuan'])}，其中救急、冲抵支出的{_yuan(found['relief_yuan'])}"
    )
    _base(found)
    _compared(found)
    if found["lacking"]:
        _line(f"  缺 {found['lacking']}")
    for gap in found["missing"]:
        if gap["department"]:
            _line(f"    {gap['sent_month']} {gap['department']}没有报送{gap['label']}")


def _entry(entry: dict[str, Any]) -> str:
    deducted = f"（年度累计减去以前已报的{_yuan(entry['deducted_yuan'])}）" if entry["deducted_yuan"] else ""
    at_most = "（最多：年度累计有一部分可能在这12个月以前）" if entry["is_at_most"] else ""
    source = " ".join(filter(None, (entry["department"], entry["file_name"], entry["sheet"])))
    who = f" {entry['person_name']}" if entry["person_name"] else ""
    return f"{entry['told_of']} {entry['label']}{_yuan(entry['amount_yuan'])}{deducted}{at_most}{who}；{entry['sent_month']} {source} 第{entry['row_number']}行"


def _base(found: dict[str, Any]) -> None:
    """What the base has, with its day."""
    figures = (
        ("人均纯收入", found["income_per_head_yuan"]),
        ("上年度", found["last_income_per_head_yuan"]),
        ("转移性收入", found["transfer_income_yuan"]),
        ("所填刚性支出（不相加）", found["rigid_spending_yuan"]),
    )
    told = "，".join(f"{name}{_yuan(value)}" for name, value in figures if value is not None)
    _line(f"  户库（截至{found['as_of']}，{found['members']}人） {told or '没有收入'}")


def _compared(found: dict[str, Any]) -> None:
    """Where that leaves the household against the line; nothing where there is no line, or no income."""
    if found["reference_per_head_yuan"] is not None:
        line = (
            f"；本年监测范围{_yuan(found['income_line_yuan'])}"
            if found["income_line_yuan"]
            else "；政策没有写本年监测范围"
        )
        before = f"，上年{_yuan(found['income_line_before_yuan'])}" if found["income_line_before_yuan"] else ""
        _line(
            f"  减去刚性支出净额{_yuan(found['burden_yuan'])}后人均{_yuan(found['reference_per_head_yuan'])}{line}{before}"
        )
    if found["without_transfers_per_head_yuan"] is not None and "脱贫" in (found["household_kind"] or ""):
        _line(f"  离开政策试算：减去转移性收入后人均{_yuan(found['without_transfers_per_head_yuan'])}")
    if found["cause"]:
        _line(f"  线索 {CAUSES[found['cause']]}")


def _at_most(found: dict[str, Any]) -> str:
    return f"（其中{_yuan(found['at_most_yuan'])}可能有一部分在这12个月以前）" if found["at_most_yuan"] else ""


def _yuan(value: float) -> str:
    return f"{value:.2f}元".replace(".00元", "元")


def _line(words: str) -> None:
    out.print(words, highlight=False, markup=False, soft_wrap=True)
