"""The lists of a notice as they come back: of each household what was found, by whom, on which day. A list asks some of it."""

from __future__ import annotations

from sources.forms import whose as w
from sources.forms.form import Field, Form, item

NUMBER = Field(
    "number", ("清单编号", "名单编号"), sentence="清单编号，印在名单上；一行说的是哪一户，只看它", column_kind="id"
)
CONCLUSION = item(
    "conclusion", ("核查结论", "核实结论"), "words", "核查结论", kind="choice", is_open=True,
    prompt="从下拉框选一项，都不合适的写明。",
)  # fmt: skip
FINDING = item("finding", ("核查情况", "核实核查情况"), "words", prompt="写明看到、问到的情况。")
CHECKED_ON = item("checked_on", ("核查日期", "遍访日期"), "day", prompt=w.A_DAY)
SECOND_BY = item("second_by", ("另一名核查人员",), "name", prompt="2人一组：写另一人的姓名。", is_telling=False)
APPROVED_ON = item("approved_on", ("镇审核日期",), "day", prompt=w.A_DAY)
APPROVED_BY = item("approved_by", ("镇审核人",), "name", prompt="写审核人的姓名。")
CAUSE = item("cause", ("收入下降原因",), "words", prompt="逐户分析，写明原因。")
PLAN = item("plan", ("年度增收计划",), "words", prompt="写明今年怎样增收、计划增收多少。")
MEASURES_TAKEN = item("measures_taken", ("已落实的增收措施",), "words", prompt="写明落实了什么、哪一天。")
CONTACT = item("contact_person", ("帮扶联系人",), "name", prompt="写联系人的姓名。")
LISTS = Form(
    "returned_lists",
    "名单核查",
    (
        NUMBER, w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.OF_HEAD, CONCLUSION, FINDING, CAUSE, PLAN, MEASURES_TAKEN, CONTACT, CHECKED_ON,
        w.CHECKED_BY, SECOND_BY, APPROVED_BY, APPROVED_ON, w.SEAL,
    ),
    words=("名单", "清单", "台账", "花名册", "摸底表", "调整表格"),
    sealed=("number", "head_id"),
    whose=w.IDENTITY,
)  # fmt: skip
"""Everything that some list asks. Its title is the notice's own, so that no sheet bears the form's name."""
