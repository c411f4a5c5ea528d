"""部门与规则成效: which leads were true, which were false and why, and how much work they were, from the ledgers that came back."""

from __future__ import annotations

from collections.abc import Mapping

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook

RULE = {"rule_code": 9, "label": 22}
MEASURES = {
    "sent_out": 7, "concerned": 7, "withdrawn": 6, "open": 6, "done": 6, "met": 6, "hit_rate": 8, "missed": 7, "reasons": 44,
    "days_to_visit": 8, "days_to_close": 8, "with_refusals": 7,
}  # fmt: skip
"""Hits and burden, whatever is told apart."""
SAID = "截至{month}各月合计。命中率＝符合÷办结；天数为中位数；有退回的，指台账中有格退回待补正的条数。"


def _sheet(name: str, widths: Mapping[str, float], apart: str) -> Sheet:
    return Sheet(
        name, "{county}预警成效：" + name.removeprefix("成效"), c.columns(**widths, **MEASURES),
        query="worked", takes=("month", f"apart_by_{apart}", "departments", "townships"), total=True, pinned=len(widths),
        subtitle=SAID,
    )  # fmt: skip


BY_RULE = _sheet("成效分规则", {"department": 11, **RULE}, "rule")
BY_DEPARTMENT = _sheet("成效分部门", {"department": 11}, "department")
BY_TOWNSHIP = _sheet("成效分镇街", {"township": 13}, "township")
REASONS = Sheet(
    "不符合原因", "{county}预警成效：不符合认定标准的原因", c.columns(department=12, **RULE, ledger_reason=70, times=9, township_count=9),
    query="worked_reasons", takes=("month", "departments"), total=True, pinned=3,
    subtitle="截至{month}各月合计，原因照镇街台账原样归并。",
)  # fmt: skip
EFFECTS = Workbook("部门与规则成效", "effects", "county", (BY_RULE, BY_DEPARTMENT, BY_TOWNSHIP, REASONS))
