"""What goes back to a department: what is wrong in its files, whom we could not find, what became of each file."""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import READ_AT_MOST, Sheet, Workbook

HEADING_USE = {"column_letter": 6, "sent_heading": 24, "taken_for": 20, "moved": 30}
FIRST_THINGS = Sheet(
    "怎样改", "{place}{month}来文：先改这几处", c.columns(problem_place=6, problem=44, problem_times=8, found_in=44, mend=48),
    query="first_things", takes=c.OF_PLACE, pinned=1, size=11,
    subtitle="{contact}只列最多的几类；逐行的见后面各表。应于{send_by}前报送。",
)  # fmt: skip
PROBLEMS = Sheet(
    "数据问题", "{place}{month}来文数据问题（共{count}处）",
    c.columns(file_name=36, sheet=12, row_numbers=16, heading=20, value=22, problem=34, mend=44),
    query="problems", takes=c.OF_PLACE, pinned=1, rows_at_most=READ_AT_MOST,
    subtitle="号码和姓名已遮盖，请按文件、工作表、行号查对。请从源头更正，下次报送用更正后的数据。",
)  # fmt: skip
UNMATCHED = Sheet(
    "未匹配", "{place}{month}未能与户库匹配的行（共{count}行）", c.columns(
        file_name=36, sheet=12, row_number=7, sent_name=10, masked_number=21, unmatched_because=44, is_qualifying=11,
    ),
    query="unmatched_of_department", takes=c.OF_PLACE, pinned=1, rows_at_most=READ_AT_MOST,
    subtitle="这些行没有列入预警。号码有误的请更正后重新报送；号码无误而不在户库的，请核对是否本地农村人口。",
)  # fmt: skip
REJECTED = Sheet(
    "退回的行", "{place}{month}退回的行（共{count}行）",
    c.columns(file_name=36, sheet=12, row_number=7, sent_name=10, masked_number=21, reason=52),
    query="rejected", takes=c.OF_PLACE, pinned=1, rows_at_most=READ_AT_MOST, subtitle="这些行缺少判断所需的内容，请补齐后重新报送。",
)  # fmt: skip
CONTRADICTIONS = Sheet(
    "比对疑点", "{place}{month}来文与户库或别的来文对不上的（共{count}条）", c.columns(
        provenance=36, person_name=9, masked_number=21, doubt=36, reference_value=20, held_value=20, guidance=40, months_seen=6,
    ),
    query="anomalies_of_department", takes=c.OF_PLACE, pinned=1, rows_at_most=READ_AT_MOST,
    subtitle="请核对贵单位的台账；有误的从源头更正，无误的来函说明。号码和姓名已遮盖，请按文件和行号查对。",
)  # fmt: skip
FILES = Sheet(
    "文件情况", "{place}{month}文件情况", c.columns(file_name=36, state=10, feeds=26, rows_in=8, note=36, todo=36),
    query="files_of_department", takes=c.OF_PLACE, pinned=1, subtitle="应于{send_by}前报送。",
)  # fmt: skip
HEADINGS = Sheet(
    "列名对照", "{place}{month}列名对照：贵单位来文的每一列用作什么", c.columns(file_name=36, sheet=12, feed_label=24, **HEADING_USE),
    query="headings_of_department", takes=c.OF_PLACE, together="file_id", pinned=1,
    subtitle="“不认识”的列没有使用；若是应当使用的，请改用通用列名或来函说明。下次请沿用同样的列名。",
)  # fmt: skip
FEEDBACK = Workbook(
    "数据问题反馈",
    "feedback",
    "department",
    (FIRST_THINGS, PROBLEMS, UNMATCHED, CONTRADICTIONS, REJECTED, FILES, HEADINGS),
)
