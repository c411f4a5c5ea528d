"""入户清单 and 办理过程: what was seen at a household, and the days of the procedure's steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.forms import whose as w
from sources.forms.form import Field, Form, item

OF_HOUSEHOLD = ("number", "head_id", "", "says")
"""A check code of a household's row."""
VISIT_MODES = ("入户", "电话", "微信视频")
"""坦渡: 能入户的必须入户；因疫情、全家外出的，电话或微信核实。"""
VISITED_ON = w.day("visited_on", ("入户核实日期", "入户日期", "入户时间", "入户核实时间", "核实日期"))
VISIT_MODE = item(
    "visit_mode",
    ("核实方式", "入户方式", "核实形式"),
    "choice",
    "怎样核实的：能入户的必须入户",
    choices=VISIT_MODES,
    prompt="能入户的必须入户；全家外出等确实不能入户的，选“电话”或“微信视频”。",
)
STEPS = (
    VISITED_ON,
    w.day("studied_on", ("村级研究日期", "共同研究日期", "研究会议日期", "会议研究日期")),
    w.day("reviewed_on", ("民主评议日期", "评议日期", "民主评议时间")),
    w.day("compared_on", ("信息比对日期", "比对日期", "信息比对时间")),
    w.day("published_on", ("村级公示结束日期", "公示结束日期", "村级公示日期", "公示日期")),
    w.day("township_approved_on", ("乡镇审核日期", "镇街审核日期", "镇办审核日期", "乡镇审核时间")),
    w.day("county_approved_on", ("县级审定日期", "县级审批日期", "县级审核日期", "县级审定时间")),
    w.day("entered_on", ("录入系统日期", "录入日期", "系统录入日期")),
)
"""The steps that a procedure may have, a day each."""
STEPS_WITH = item(
    "steps_with",
    ("同办预警", "同办预警编号", "一并办理的预警"),
    "number",
    "与本户哪一条一并办理：各步日期写在那一条",
    prompt="同一户一并办理的，写填了日期的那一条的预警编号，本行日期留空；分开办理的清空，各填各的。",
)
GREEN = item(
    "green",
    ("绿色通道", "是否绿色通道"),
    "yes_no",
    "因灾因意外先行帮扶，后补程序",
    prompt="因灾因意外、群众公认的，先帮扶后补程序，选“是”。",
)
RESPONSIBLE = item("responsible", ("帮扶责任人", "责任人"), "name", prompt="纳入的写责任人姓名。")
RESPONSIBLE_ON = w.day("responsible_on", ("落实责任人日期", "责任人落实日期"), "落实帮扶责任人日期")
PLAN_ON = w.day("plan_on", ("制定帮扶计划日期", "帮扶计划日期", "计划制定日期"))
PROGRESS_CODE, VISITS_CODE = "returned_progress", "returned_visits"


def progress_of(steps: Sequence[str]) -> Form:
    """办理过程: a day for each of `steps`, names of `STEPS` in the order of a policy's procedure; how the visit was made stands behind
    its day."""
    named = {one.name: one for one in STEPS}
    days = [named[step] for step in steps]
    visited = days.index(VISITED_ON) + 1 if VISITED_ON in days else 0
    return Form(
        PROGRESS_CODE,
        "办理过程",
        (
            w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.OF_HEAD, w.SAYS, w.HINTS,
            STEPS_WITH, *days[:visited], VISIT_MODE, *days[visited:], GREEN, RESPONSIBLE, RESPONSIBLE_ON, PLAN_ON,
            w.NUMBER, w.SEAL,
        ),
        words=("办理过程",),
        sealed=OF_HOUSEHOLD,
        whose=w.WHOSE,
        unprinted=(w.remark_of(PROGRESS_CODE),),
    )  # fmt: skip


PROGRESS = progress_of([one.name for one in STEPS])
VISITED_BY = item("visited_by", ("入户人", "入户人员"), "name")
SITUATION = item("situation", ("家庭情况简述", "家庭情况"), "words")
VISITS = Form(
    VISITS_CODE,
    "入户清单",
    (
        w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.OF_HEAD, w.MEMBERS, w.PHONE,
        Field("warnings", ("预警条数",), "number"),
        Field("grade", ("最高等级",)),
        w.SAYS, w.VISIT_BY, w.HINTS,
        Field("account", ("近12个月收支",), "words", "近12个月收支，部门报来的，是线索"),
        VISITED_ON.called("入户日期").asked(prompt="写成 2026-11-10 这样的日期。"),
        VISITED_BY, SITUATION, replace(w.NUMBER, kind="words"), w.SEAL,
    ),
    words=("入户清单",),
    sealed=OF_HOUSEHOLD,
    whose=w.WHOSE,
    unprinted=(w.remark_of(VISITS_CODE),),
)  # fmt: skip
