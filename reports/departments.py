"""What goes back to a department: what is wrong in its files, whom we could not find, what became of each file."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook

FIRST_THINGS = Sheet(
    "怎样改",
    "{place}{month}来文：先改这几处",
    (
        Column("序号", "place", 6, "number"),
        Column("问题", "problem", 44, "words"),
        Column("处数", "times", 8, "number"),
        Column("在哪里", "found_in", 44, "words"),
        Column("怎样更正", "mend", 48, "words"),
    ),
    query="first_things", takes=c.OF_PLACE, pinned=1, size=11,
    subtitle="{contact}只列最多的几类；逐行的见后面各表。应于{send_by}前报送。",
)  # fmt: skip
PROBLEMS = Sheet(
    "数据问题",
    "{place}{month}来文数据问题（共{count}处）",
    (
        c.FILE,
        c.SHEET_NAME,
        Column("行号", "row_numbers", 16),
        Column("列", "heading", 20, "words"),
        Column("值", "value", 22, "id"),
        Column("问题", "problem", 34, "words"),
        Column("怎样更正", "mend", 44, "words"),
    ),
    query="problems", takes=c.OF_PLACE, pinned=1,
    subtitle="号码和姓名已遮盖，请按文件、工作表、行号查对。请从源头更正，下次报送用更正后的数据。",
)  # fmt: skip
UNMATCHED = Sheet(
    "未匹配",
    "{place}{month}未能与户库匹配的行（共{count}行）",
    (c.FILE, c.SHEET_NAME, c.ROW_NUMBER, c.SENT_NAME, c.MASKED_NUMBER, c.REASON, c.QUALIFIES),
    query="unmatched_of_department", takes=c.OF_PLACE, pinned=1,
    subtitle="这些行没有列入预警。号码有误的请更正后重新报送；号码无误而不在户库的，请核对是否本地农村人口。",
)  # fmt: skip
REJECTED = Sheet(
    "退回的行",
    "{place}{month}退回的行（共{count}行）",
    (c.FILE, c.SHEET_NAME, c.ROW_NUMBER, c.SENT_NAME, c.MASKED_NUMBER, Column("原因", "reason", 52, "words")),
    query="rejected", takes=c.OF_PLACE, pinned=1, subtitle="这些行缺少判断所需的内容，请补齐后重新报送。",
)  # fmt: skip
CONTRADICTIONS = Sheet(
    "比对疑点",
    "{place}{month}来文与户库或别的来文对不上的（共{count}条）",
    (
        c.wide(c.PROVENANCE, 36),
        Column("姓名", "person_name", 9),
        c.MASKED_NUMBER,
        Column("疑点", "says", 36, "words"),
        Column("来文所写", "reference_value", 20, "words"),
        Column("户库所写", "base_value", 20, "words"),
        Column("请怎样处理", "guidance", 40, "words"),
        Column("连续月数", "months_seen", 6, "number"),
    ),
    query="anomalies_of_department", takes=c.OF_PLACE, pinned=1,
    subtitle="请核对贵单位的台账；有误的从源头更正，无误的来函说明。号码和姓名已遮盖，请按文件和行号查对。",
)  # fmt: skip
FILES = Sheet(
    "文件情况",
    "{place}{month}文件情况",
    (c.FILE, c.STATE, c.FEEDS, c.ROWS_IN, c.NOTE, c.TODO),
    query="files_of_department", takes=c.OF_PLACE, pinned=1, subtitle="应于{send_by}前报送。",
)  # fmt: skip
HEADINGS = Sheet(
    "列名对照",
    "{place}{month}列名对照：贵单位来文的每一列用作什么",
    (c.FILE, c.SHEET_NAME, c.wide(c.LABEL, 24), *c.HEADING_USE),
    query="headings_of_department", takes=c.OF_PLACE, together="file_id", pinned=1,
    subtitle="“不认识”的列没有使用；若是应当使用的，请改用通用列名或来函说明。下次请沿用同样的列名。",
)  # fmt: skip
FEEDBACK = Workbook(
    "数据问题反馈",
    "feedback",
    "department",
    (FIRST_THINGS, PROBLEMS, UNMATCHED, CONTRADICTIONS, REJECTED, FILES, HEADINGS),
)
