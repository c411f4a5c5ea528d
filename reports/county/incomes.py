"""增收帮扶重点名单: how the incomes of 脱贫户 and of those monitored have moved, and which households departments are to help earn.

柳江: growth above that of rural incomes, the share of 不增反降 below the region's; whoever has a low or a falling income is named to
the departments. Which growth and which share these are compared with, nobody sends us: the county does it.
"""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook

BY_TOWNSHIP = Sheet(
    "收入分镇街", "{county}脱贫户和监测对象收入情况（截至{month}所用户库）", c.columns(
        income_place=18, households=9, people=9, known=11, per_head_yuan=13, last_per_head_yuan=13, growth=9, fallen=10, fallen_share=10,
        low_income=10,
    ),
    query="income_by_township", takes=("townships", "low_income"), pinned=1, size=11,
    subtitle="人均按家庭人数加权；增长和不增反降只算两年收入都有的户；低收入为人均纯收入低于{low_income}元。",
)  # fmt: skip
HOUSEHOLDS = Sheet(
    "增收帮扶重点户", "{county}{month}增收帮扶重点户（共{count}户）", c.columns(
        township=10, village=10, head_name=8, household_number=19, of_head=19, household_kind=9, monitoring_kind=11, members=6,
        per_head_yuan=11, last_per_head_yuan=11, income_change=8, why_listed=10, income_cause=18, income_measure=18, income_helper=9,
    ),
    query="income_households", takes=("townships", "low_income"), pinned=3, size=9, height=30,
    subtitle="人均纯收入低于{low_income}元的，和比上年下降的脱贫户、监测对象（含已消除风险的）。推送有关部门逐户落实增收措施，不得转作他用。",
)  # fmt: skip
INCOMES = Workbook("增收帮扶重点名单", "incomes", "county", (BY_TOWNSHIP, HOUSEHOLDS), only_with_rows=True)
