"""家庭收支线索: households that expenses, a fall of income or a new line have brought below 监测范围, and 脱贫户 that only transfers hold up.

What 2026's rules ask: why a household is below the line, life or the line itself, and how it would stand without the policies. Each figure comes
from a department's row or from the base; what is missing is said. It is where to look, and decides nothing.
"""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook

LOOKED_AT_MOST = 100
"""So many households a sheet: a township can look at them along with its other visits."""
CLUE = "只是入户的线索，不是结论：到户先问实际收支，再定是否识别。已在监测的不列。"
WIDTHS = {
    "village": 9, "head_name": 7, "of_head": 18, "phone": 12, "members": 5, "per_head_yuan": 10, "burden_yuan": 10, "reference_per_head_yuan": 10,
    "income_line_yuan": 9, "why_looked_at": 18, "spent": 15, "received": 15, "sources": 30, "base_as_of": 10, "account_lacking": 18,
}  # fmt: skip
CHANGED = Sheet(
    "生活变化跌入", "{place}{month}家庭收支线索：生活变化跌入监测范围（共{count}户）", c.columns(**WIDTHS),
    query="account_crossed", takes=(*c.OF_PLACE, "by_life"), pinned=2, size=9, height=30, rows_at_most=LOOKED_AT_MOST,
    subtitle="近12个月刚性支出减去救急补助后，或者收入下降后，人均低于本年监测范围的。" + CLUE,
)  # fmt: skip
MOVED = Sheet(
    "监测范围调整进入", "{place}{month}家庭收支线索：监测范围调整进入（共{count}户）", c.columns(**WIDTHS),
    query="account_crossed", takes=(*c.OF_PLACE, "by_line"), pinned=2, size=9, height=30, rows_at_most=LOOKED_AT_MOST,
    subtitle="按上年的监测范围不低于，本年监测范围提高后低于的；家里不一定有变化。" + CLUE,
)  # fmt: skip
PROPPED = Sheet(
    "离开政策试算", "{place}{month}离开政策试算：脱贫户减去转移性收入后低于监测范围（共{count}户）", c.columns(
        village=10, head_name=8, of_head=19, phone=13, members=6, household_kind=11, per_head_yuan=11, transfer_income_yuan=12,
        without_transfers_per_head_yuan=12, income_line_yuan=10, base_as_of=11, spent=26, received=30,
    ),
    query="account_propped", takes=c.OF_PLACE, pinned=2, size=9, height=30, rows_at_most=LOOKED_AT_MOST,
    subtitle="人均纯收入减去户库所填的全部转移性收入（低保金、养老金等都在内）。看是否只靠政策撑着，先想增收的办法，不是要停发什么。已在监测的不列。",
)  # fmt: skip
ACCOUNTS = Workbook("家庭收支线索", "accounts", "township", (CHANGED, MOVED, PROPPED), only_with_rows=True)
