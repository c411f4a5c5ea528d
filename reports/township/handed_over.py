"""What left a township's hands: warnings whose household is another township's now. Numbers only: the people are the other's."""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook

SHEET = Sheet(
    "转出预警", "{place}转出的在办预警（截至{month}台账，共{count}条）",
    c.columns(number=22, ledger_month=12, feedback_on=14, now_in=18, note=40),
    query="handed_over", takes=c.OF_PLACE, pinned=1,
    subtitle="户在户库中已属别的镇街（改设、合并、拆分或搬迁），由现在的镇街接着办理，列在其《往月未办结》；请做好交接。原台账上已经填写的，照常报回。",
)  # fmt: skip
HANDED_OVER = Workbook("转出预警", "handed_over", "township", (SHEET,), only_with_rows=True)
