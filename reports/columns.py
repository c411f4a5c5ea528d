"""Columns that stand in more than one sheet: a heading is said once."""

from __future__ import annotations

from dataclasses import replace

from reports.layout import Column

RED, AMBER, GOLD, GREEN = "#C00000", "#C55A11", "#7F6000", "#2E7D32"
GRADES = {"红": RED, "橙": AMBER, "黄": GOLD}
STATES = {
    "未报": RED, "未能读取": RED, "没有取到": RED, "迟报": AMBER, "不符": RED, "重复文件": AMBER, "已报": GREEN, "相符": GREEN,
}  # fmt: skip
FLAGS = dict.fromkeys(("缩小", "增大", "文件减少", "旧文件", "列缺少"), AMBER)
USES = {"不认识": AMBER, "本月没有": RED}
OF_PLACE = ("month", "place")
"""What the queries of a township or a department take."""

TOWNSHIP = Column("镇街", "township", 5)
VILLAGE = Column("村", "village", 7.4)
HEAD_NAME = Column("户主姓名", "head_name", 5.6)
DEPARTMENT = Column("部门", "department", 5.6)
SAYS = Column("具体预警信息", "says", 19, "words")
HINTS = Column("提示", "hints", 14, "words")
PROVENANCE = Column("数据出处", "provenance", 17, "words")
RISK = Column("风险类型", "risk", 5.4)
GRADE = Column("等级", "grade", 3.8, colours=GRADES)
VISIT_BY = Column("入户核实期限", "visit_by", 9.4, "date")
CHECKED_BY = Column("核查人员", "checked_by", 6.6, fill_in=True, prompt="写入户核查人的姓名，多人用顿号隔开。")

SEAL = Column("校验码", "seal", 6.8, "id")
FILE = Column("文件", "file_name", 36, "words")
SHEET_NAME = Column("工作表", "sheet", 12)
ROW_NUMBER = Column("行号", "row_number", 7, "number")
ROWS_IN = Column("行数", "rows_in", 8, "number")
FEEDS = Column("识别为", "feeds", 26, "words")
LABEL = Column("信息", "label", 26, "words")
SENT_NAME = Column("姓名", "sent_name", 10)
MASKED_NUMBER = Column("号码", "masked_number", 21, "id")
REASON = Column("未匹配原因", "reason", 44, "words")
QUALIFIES = Column("是否达到预警条件", "is_qualifying", 11, "yes_no")
STATE = Column("状态", "state", 10, colours=STATES)
NOTE = Column("说明", "note", 36, "words")
TODO = Column("下一步", "todo", 36, "words")

HEADING_USE = (
    Column("列", "column_letter", 6),
    Column("列名", "heading", 24, "words"),
    Column("用作", "taken_for", 20, "words", colours=USES),
    Column("与上次来文相比", "moved", 30, "words"),
)


def wide(column: Column, width: float) -> Column:
    """The same column, on a sheet with more or less room."""
    return replace(column, width=width)


def counted(heading: str, field: str, width: float = 9) -> Column:
    """A number with its sum in the last row."""
    return Column(heading, field, width, "number", summed=True)
