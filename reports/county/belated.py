"""补发清单, 撤销清单: what a run of past months gave out or took back with this month's lists."""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook

BELATED_SHEET = Sheet(
    "补发清单", "{county}随{month}清单补发的预警（共{count}条）", c.columns(
        run_again=12, long_number=20, matter_month=9, township=12, village=11, head_name=9, subject_name=9, says=44, reason=34,
        given_on=12, visit_by=12,
    ),
    query="belated", takes=("month", "townships"), pinned=3, size=9,
    subtitle="事项发生在以前的月份，重新比对才发现的。列在有关镇街《往月未办结》（本月的在台账）最前，期限从补发之日起；疑似的列在《疑似匹配》。",
)  # fmt: skip
WITHDRAWN_SHEET = Sheet(
    "撤销清单", "{county}随{month}清单撤销和更正的预警（共{count}条）", c.columns(
        run_again=15, long_number=20, matter_month=9, township=12, village=11, head_name=9, subject_name=9, says=44, step=12, reason=34,
        told_on=12,
    ),
    query="withdrawn_again", takes=("month", "townships"), pinned=3, size=9,
    subtitle="重新比对以后不再达到预警条件的。镇街还没有着手的撤销；已经着手的不撤销，由镇街核对后办结。列在有关镇街的《撤销和更正》。",
)  # fmt: skip
BELATED = Workbook("补发撤销清单", "belated", "county", (BELATED_SHEET, WITHDRAWN_SHEET), only_with_rows=True)
