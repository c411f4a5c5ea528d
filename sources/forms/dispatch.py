"""What 月调度 asks of the county: what was found in the townships drawn (抽查镇街), and of the households drawn (抽查户)."""

from __future__ import annotations

from dataclasses import replace

from sources.forms import whose as w
from sources.forms.form import Field, Form, item
from sources.forms.ledger import DONE_ON

ORDINAL = Field("place", ("序号",), "number")
GUIDED_ON = item("guided_on", ("指导日期", "现场指导日期"), "day")
GUIDED_BY = item("guided_by", ("指导人员", "现场指导人员"), "words", kind="text")
FOUND = item("found", ("发现的问题", "发现问题", "指导发现的问题"), "words")
FILLED = (GUIDED_ON, GUIDED_BY, FOUND)
GUIDANCE = Form(
    "returned_guidance",
    "抽查镇街",
    (
        ORDINAL, w.TOWNSHIP, *FILLED,
        Field("number", ("指导编号",), sentence="指导编号，印在表上；一行说的是哪个镇街，只看它", column_kind="id"),
    ),
    words=("抽查镇街", "现场指导"),
    needs=(("number",), tuple(one.name for one in FILLED)),
)  # fmt: skip

RECHECKS_CODE = "returned_rechecks"
RECHECKED_ON = item("rechecked_on", ("复核日期",), "day")
RECHECKED_BY = item("rechecked_by", ("复核人",), "name")
IS_TRUE = item("is_true", ("是否属实",), "yes_no", "是否属实：台账所填与复核所见是否一致")
RECHECK_SAYS = item("recheck_says", ("复核情况",), "words", needed_where=(IS_TRUE.name, "否"))
SHOWN_BESIDE = (
    Field("label", ("办理结果",), "words", "照抽查表"),
    replace(DONE_ON.shown(), name="closed_on", headings=(DONE_ON.heading,), sentence="照抽查表"),
    replace(w.CHECKED_BY.shown(), kind="words", headings=(w.CHECKED_BY.heading,), sentence="照抽查表"),
)
"""What it shows of the ledger and does not ask."""
RECHECKS = Form(
    RECHECKS_CODE,
    "抽查户",
    (
        ORDINAL, w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.SAYS, *SHOWN_BESIDE, replace(w.NUMBER, kind="words"),
        RECHECKED_ON, RECHECKED_BY, IS_TRUE, RECHECK_SAYS, w.SEAL,
    ),
    words=("抽查户", "复核户"),
    sealed=("number", "", "", "says"),
    whose=w.WHOSE,
    unprinted=(w.remark_of(RECHECKS_CODE),),
    known=tuple(one.name for one in SHOWN_BESIDE),
)  # fmt: skip
