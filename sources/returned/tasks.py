"""The 任务清单 that a department sends back: which measure was taken for each newly monitored household."""

from __future__ import annotations

from sources.contract import Column, Feed
from sources.returned.items import Item
from sources.returned.ledgers import HEAD_ID, SEAL, SUBJECT_ID, ReturnedSheet

DONE, UNDER_WAY, CANNOT = "已落实", "正在落实", "不能落实"
OUTCOMES = (DONE, UNDER_WAY, CANNOT)
ITEMS = (
    Item("measure", ("帮扶措施", "落实的帮扶措施", "已落实措施", "措施"), "words", "帮扶措施"),
    Item("measured_on", ("落实日期", "落实时间", "措施落实日期"), "day", "落实日期"),
    Item("outcome", ("落实情况", "措施落实情况", "是否落实"), "choice", "落实情况", OUTCOMES),
    Item("handled_by", ("经办人", "经办人员", "承办人"), "name", "经办人"),
    Item("note", ("备注",), "words", "备注"),
)
NUMBER = Column("number", ("任务编号",), "id", "编号，印在任务清单上；一行说的是哪一户，只看它")
TASKS = ReturnedSheet(
    ITEMS,
    Feed(
        "returned_tasks", "任务清单", "镇街", "person",
        (NUMBER, SEAL, HEAD_ID, SUBJECT_ID, *(item.column for item in ITEMS)),
        words=("帮扶任务", "任务清单"), source="任务清单由本系统发出", needs=(("number",),), marks=("number", "measure", "outcome"),
    ),
)  # fmt: skip
LABELS = {item.name: item.headings[0] for item in ITEMS}
"""What each item is called, for those who must mend it."""
