"""任务清单: what a department is asked to do for a newly monitored household, and what it did."""

from __future__ import annotations

from sources.forms import whose as w
from sources.forms.form import Field, Form, item
from sources.forms.visits import STEPS

DONE, UNDER_WAY, CANNOT = "已落实", "正在落实", "不能落实"
OUTCOMES = (DONE, UNDER_WAY, CANNOT)
NUMBER = Field("number", ("任务编号",), sentence="编号，印在任务清单上；一行说的是哪一户，只看它", column_kind="id")
MEASURE = item(
    "measure",
    ("帮扶措施", "落实的帮扶措施", "已落实措施", "措施"),
    "words",
    prompt="写明做了什么，如：落实医疗救助3200元。",
)
MEASURED_ON = item(
    "measured_on",
    ("落实日期", "落实时间", "措施落实日期"),
    "day",
    prompt="写成 2026-11-20 这样的日期，还没有落实的不写。",
    is_telling=False,
)
OUTCOME = item(
    "outcome", ("落实情况", "措施落实情况", "是否落实"), "choice", choices=OUTCOMES, prompt="从下拉框选一项。"
)
HANDLED_BY = item("handled_by", ("经办人", "经办人员", "承办人"), "name", prompt="写经办人的姓名。", is_telling=False)
NOTE = item(
    "note",
    w.REMARKS[:1],
    "words",
    w.REMARKS[0],
    needed_where=(OUTCOME.name, CANNOT),
    prompt="不能落实的写明原因。",
    is_telling=False,
)
NEED = Field("need", ("帮扶需求",), "words")
ENTERED_ON = next(one for one in STEPS if one.name == "entered_on").shown()
TASKS = Form(
    "returned_tasks",
    "任务清单",
    (
        NUMBER, w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.OF_HEAD, w.PHONE, w.MEMBERS,
        Field("subjects", w.SUBJECT_NAME.headings, "words"), w.RISK, NEED, w.SAYS, ENTERED_ON, w.HINTS,
        MEASURE, MEASURED_ON, OUTCOME, HANDLED_BY, NOTE, w.SEAL,
    ),
    words=("帮扶任务", "任务清单"),
    sealed=("number", "head_id"),
    whose=w.IDENTITY,
)  # fmt: skip
