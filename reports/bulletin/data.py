"""The quarter's figures as a workbook, beside the document that tells them."""

from __future__ import annotations

from reports.bulletin.concentrated import METHOD
from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook

_TITLE = "{county}{quarter}防止返贫监测帮扶情况："
DATA = Workbook(
    "季通报", "bulletin", "county",
    (
        Sheet(
            "分镇街", f"{_TITLE}分镇街", c.columns(
                township=16, warnings=9, warnings_done=9, warnings_met=9, percent=10, still_open=9, entered=11, households_relieved=12,
                households_removed=12, monitored_at_end=12,
            ),
            total=True, pinned=1,
        ),
        Sheet(
            "分部门", f"{_TITLE}分部门", c.columns(
                department=14, awaited=9, missing=9, late=9, unreadable=9, warnings=9, warnings_done=9, warnings_met=9, percent=10,
                tasks_pushed=11, tasks_done=9, under_way=9, impossible=9,
            ),
            total=True, pinned=1,
        ),
        Sheet(
            "分月", f"{_TITLE}分月",
            c.columns(month=12, warnings=9, warnings_done=9, warnings_met=9),
            total=True,
        ),
        Sheet(
            "存在问题", f"{_TITLE}存在问题",
            c.columns(trouble=44, trouble_place=18, trouble_what=44, trouble_times=8),
        ),
        Sheet(
            "规模性返贫研判", f"{_TITLE}规模性返贫研判", c.columns(
                scope_label=10, concentrated_in=26, area_households=9, warned_households=9, warned_usual=9, warned_rate=9, warned_bounds=15,
                recognised_households=9, recognised_usual=9, recognised_rate=9, recognised_bounds=15, stands_out=34,
            ),
            subtitle=METHOD, together="scope_label", pinned=2,
        ),
    ),
)  # fmt: skip
