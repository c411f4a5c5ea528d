"""部门与规则成效: which leads were true, which were false and why, and how much work they were, from the ledgers that came back."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook

WHY = Column("不符合的主要原因（前三）", "reasons", 44, "words")
RULE = (Column("规则编号", "rule_code", 9), Column("信息类别", "label", 22, "words"))
MEASURES = (
    c.counted("发出条数", "issued", 7),
    Column("涉及户数", "households", 7, "number"),
    c.counted("撤销", "withdrawn", 6),
    c.counted("在办", "open", 6),
    c.counted("办结", "done", 6),
    c.counted("符合", "met", 6),
    Column("命中率%", "hit_rate", 8, "share"),
    c.counted("不符合", "missed", 7),
    WHY,
    Column("反馈到入户（天）", "days_to_visit", 8, "share"),
    Column("反馈到办结（天）", "days_to_close", 8, "share"),
    c.counted("有退回的", "refused", 7),
)
"""Hits and burden, whatever is told apart."""
SAID = "截至{month}各月合计。命中率＝符合÷办结；天数为中位数；有退回的，指台账中有格退回待补正的条数。"


def _sheet(name: str, columns: tuple[Column, ...], apart: str) -> Sheet:
    return Sheet(
        name, "{county}预警成效：" + name.removeprefix("成效"), (*columns, *MEASURES),
        query="worked", takes=("month", f"apart_by_{apart}", "departments", "townships"), total=True, pinned=len(columns),
        subtitle=SAID,
    )  # fmt: skip


BY_RULE = _sheet("成效分规则", (c.wide(c.DEPARTMENT, 11), *RULE), "rule")
BY_DEPARTMENT = _sheet("成效分部门", (c.wide(c.DEPARTMENT, 11),), "department")
BY_TOWNSHIP = _sheet("成效分镇街", (c.wide(c.TOWNSHIP, 13),), "township")
REASONS = Sheet(
    "不符合原因",
    "{county}预警成效：不符合认定标准的原因",
    (
        c.wide(c.DEPARTMENT, 12),
        *RULE,
        Column("镇街所写的主要原因", "reason", 70, "words"),
        c.counted("条数", "times", 9),
        Column("镇街数", "townships", 9, "number"),
    ),
    query="worked_reasons", takes=("month", "departments"), total=True, pinned=3,
    subtitle="截至{month}各月合计，原因照镇街台账原样归并。",
)  # fmt: skip
EFFECTS = Workbook("部门与规则成效", "effects", "county", (BY_RULE, BY_DEPARTMENT, BY_TOWNSHIP, REASONS))
