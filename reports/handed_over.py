"""What left a township's hands: warnings whose household is another township's now. Numbers only: the people are the other's."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from sources.forms import whose as w

SHEET = Sheet(
    "转出预警",
    "{place}转出的在办预警（截至{month}台账，共{count}条）",
    (
        c.wide(c.NUMBER, 22),
        Column("台账月份", "month", 12),
        c.printed(w.FEEDBACK_ON, 14),
        Column("现在办理的镇街", "now_in", 18),
        Column("说明", "note", 40, "words"),
    ),
    query="handed_over", takes=c.OF_PLACE, pinned=1,
    subtitle="户在户库中已属别的镇街（改设、合并、拆分或搬迁），由现在的镇街接着办理，列在其《往月未办结》；请做好交接。原台账上已经填写的，照常报回。",
)  # fmt: skip
HANDED_OVER = Workbook("转出预警", "handed_over", "township", (SHEET,), only_with_rows=True)
