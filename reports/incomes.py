"""增收帮扶重点名单: how the incomes of 脱贫户 and of those monitored have moved, and which households departments are to help earn.

柳江: growth above that of rural incomes, the share of 不增反降 below the region's; whoever has a low or a falling income is named to
the departments. Which growth and which share these are compared with, nobody sends us: the county does it.
"""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.looks import RED

BY_TOWNSHIP = Sheet(
    "收入分镇街",
    "{county}脱贫户和监测对象收入情况（截至{month}所用户库）",
    (
        Column("镇街", "place", 18),
        Column("户数", "households", 9, "number"),
        Column("人数", "people", 9, "number"),
        Column("两年收入都有的户", "known", 11, "number"),
        Column("人均纯收入（元）", "per_head_yuan", 13, "amount"),
        Column("上年人均（元）", "last_per_head_yuan", 13, "amount"),
        Column("增长%", "growth", 9, "share"),
        Column("不增反降户数", "fallen", 10, "number"),
        Column("不增反降占比%", "fallen_share", 10, "share"),
        Column("低收入户数", "low", 10, "number"),
    ),
    query="income_by_township", takes=("townships", "low_income"), pinned=1, size=11,
    subtitle="人均按家庭人数加权；增长和不增反降只算两年收入都有的户；低收入为人均纯收入低于{low_income}元。",
)  # fmt: skip
HOUSEHOLDS = Sheet(
    "增收帮扶重点户",
    "{county}{month}增收帮扶重点户（共{count}户）",
    (
        c.wide(c.TOWNSHIP, 10),
        c.wide(c.VILLAGE, 10),
        c.wide(c.HEAD_NAME, 8),
        Column("户编号", "household_number", 19, "id"),
        c.wide(c.OF_HEAD, 19),
        Column("户类型", "household_kind", 9),
        Column("监测对象类别", "monitoring_kind", 11),
        Column("家庭人数", "members", 6, "number"),
        Column("人均纯收入（元）", "per_head_yuan", 11, "amount"),
        Column("上年人均（元）", "last_per_head_yuan", 11, "amount"),
        Column("增减%", "growth", 8, "share"),
        Column("列入原因", "why", 10, "words", colours={"低收入；不增反降": RED}),
        Column("收入低或下降的原因", "", 18, "words", True),
        Column("增收措施", "", 18, "words", True),
        Column("责任人", "", 9, fill_in=True),
    ),
    query="income_households", takes=("townships", "low_income"), pinned=3, size=9, height=30,
    subtitle="人均纯收入低于{low_income}元的，和比上年下降的脱贫户、监测对象（含已消除风险的）。推送有关部门逐户落实增收措施，不得转作他用。",
)  # fmt: skip
INCOMES = Workbook("增收帮扶重点名单", "incomes", "county", (BY_TOWNSHIP, HOUSEHOLDS), only_with_rows=True)
