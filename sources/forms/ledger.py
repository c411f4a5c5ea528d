"""预警信息台账: the columns of 附件2 in a notice's own order and wording, then ours; 镇村上报; 户库外待分派."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sources.forms import whose as w
from sources.forms.form import ROLES, Field, Form, item
from sources.reading.headers.plain import plain

NOT_ASKED = "不需要"
"""That nobody need be told: what is said of a department's warning, and no answer where it is asked."""
TELLING = {NOT_ASKED: ("不需要", "不涉及", "无需告知", "不需要告知", "不需告知", "无需")}

MEETS = item(
    "meets", ("是否符合认定标准", "是否符合标准", "是否符合", "符合认定标准"), "yes_no", prompt="选“是”或“否”。"
)
REASON = item(
    "reason",
    ("不符合认定标准的主要原因", "不符合认定标准主要原因", "不符合的主要原因", "不符合原因", "主要原因"),
    "words",
    needed_where=(MEETS.name, "否"),
    prompt="选“否”的必须写明，选“是”的不写。",
)
TOLD = item(
    "told",
    ("办理结果是否已告知本人", "是否已告知本人", "是否告知本人", "办理结果是否告知本人"),
    "yes_no",
    spellings=TELLING,
    prompt="仅自主申报户和信访户填写。",
)
DONE_ON = item(
    "done_on", ("办结日期", "办结时间", "销号日期"), "day", prompt="办结一条填一条，写成 2026-11-20 这样的日期。"
)
RISK = item(
    "risk",
    w.RISK.headings,
    "words",
    "风险类型：印好的不对时改",
    "choice",
    prompt="印的是“其他”而原因清楚的，请改选；对的不动。",
)
RESULT = (MEETS, REASON, TOLD, w.CHECKED_BY, DONE_ON)
"""What a township answers."""
FOUND_ON = Field(
    "found_on",
    ("发现日期", *w.FEEDBACK_ON.headings, "反馈日期", "申报日期", "排查日期"),
    "date",
    "发现日期；在台账中是信息反馈日期",
)
TOLD_BY = replace(w.SOURCE, name="told_by", sentence=w.SOURCE.heading)
LINE_SAYS = replace(w.SAYS, headings=(*w.SAYS.headings, "具体信息", "具体情况", "线索内容"), sentence=w.SAYS.heading)
LINE = (w.WAY, TOLD_BY, LINE_SAYS, FOUND_ON, w.SUBJECT_NAME)
"""What a line says that the township adds itself."""

CODE = "returned_ledger"
BOOK = "预警信息清单"
"""The workbook in which it goes out."""
CARRIED, NOTICE, OWN_LINES = "往月未办结", "附件2", "镇村上报"
"""Further sheets of the form: warnings of earlier months, the notice's own columns alone, what the township adds itself."""
LEDGER = Form(
    CODE,
    "预警信息台账",
    (
        w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.HEAD_ID, w.WAY, w.SOURCE, w.SAYS, w.FEEDBACK_ON, *RESULT,
        w.NUMBER, w.SUBJECT_NAME, w.SUBJECT_ID, w.RELATION, RISK, w.GRADE, w.VISIT_BY, w.HINTS, w.PROVENANCE, w.SEAL,
    ),
    words=("预警信息台账", "办理情况汇总表", OWN_LINES),
    sealed=ROLES,
    whose=w.IDENTITY,
    lines=LINE,
    unprinted=(w.remark_of(CODE),),
    needs=((w.NUMBER.name, *(one.name for one in LINE)),),
)  # fmt: skip
"""As it is where no policy says otherwise. The words tell those of one household apart, when the notice's own columns were sorted
without ours."""
BEHIND = LEDGER.fields[LEDGER.fields.index(w.NUMBER) :]
"""What stands behind the columns of the notice."""


def field_called(heading: str) -> Field | None:
    """The ledger's field that a heading means."""
    known = (*LEDGER.fields, *LEDGER.unprinted)
    return next((one for one in known if plain(heading) in map(plain, one.headings)), None)


def beside(headings: Sequence[str]) -> tuple[Field, ...]:
    """What a policy's ledger asks beside what every ledger does: kept word for word."""
    return tuple(_beside(heading) for heading in headings if field_called(heading) is None)


def _beside(heading: str) -> Field:
    if heading.startswith("是否"):
        return item(heading, (heading,), "words", heading, "yes_no")
    if heading.endswith(("日期", "时间")):
        return item(heading, (heading,), "words", heading, "date")
    return item(heading, (heading,), "words", heading)


def ledger_of(
    headings: Sequence[str], ways: Sequence[str] = (), told_ways: Sequence[str] = (), risks: Sequence[str] = ()
) -> Form:
    """The ledger as a policy words and orders it: `headings` first, then what else is ours.

    ways: those that are not departments', whose risk the township may set; told_ways: those whose people must be told; risks: the
    choices of 风险类型.
    """
    asked: Mapping[str, Mapping[str, Any]] = {
        TOLD.name: {"asked_where": (w.WAY.name, tuple(told_ways))},
        RISK.name: {"asked_where": (w.WAY.name, tuple(ways)), "choices": tuple(risks)},
    }
    noted = tuple(
        found.called(heading) if (found := field_called(heading)) else _beside(heading) for heading in headings
    )
    ours = tuple(one for one in BEHIND if one.name not in {field.name for field in noted})
    fields = tuple(replace(one, **asked.get(one.name, {})) for one in (*noted, *ours))
    return replace(
        LEDGER,
        fields=fields,
        unprinted=tuple(one for one in LEDGER.unprinted if one.name not in {field.name for field in fields}),
    )


OWN_NUMBER = "18位，按文本填写。预警对象就是户主的，只填户主。"


def own_lines_of(ways: Sequence[str]) -> Form:
    """镇村上报: what the township found itself, in the order of the ledger; read as lines of the ledger. ways: of a warning that no
    department sends."""
    return Form(
        CODE,
        OWN_LINES,
        (
            w.VILLAGE.asked(), w.HEAD_NAME.asked(), w.HEAD_ID.asked(prompt=OWN_NUMBER), w.SUBJECT_NAME.asked(),
            w.SUBJECT_ID.asked(prompt=OWN_NUMBER),
            w.WAY.asked(kind="choice", choices=tuple(ways), prompt="从下拉框选一项。"),
            TOLD_BY.asked(prompt="谁发现、谁反映的，如村委、12317、信访局。"),
            LINE_SAYS.asked(prompt="发现了什么困难，如突发疾病、意外受伤。"),
            FOUND_ON.asked(prompt=w.A_DAY),
            *RESULT,
        ),
        LEDGER.words,
    )  # fmt: skip


LINE_FAULTS = {
    "way": w.WAY, "says": w.SAYS, "found_on": FOUND_ON, "own_head_id": w.HEAD_ID, "own_subject_id": w.SUBJECT_ID,
    "own_township": w.TOWNSHIP, "own_number": w.NUMBER,
}  # fmt: skip
"""What may be at fault in an added line, and the field that it stands in."""

PLACED = item(
    "placed",
    ("分派到镇街", "分派镇街"),
    "words",
    "来文没有写明镇街的，由县级核实后写",
    "choice",
    is_open=True,
    prompt="写镇街的全称，如田横镇。",
)
PLACING_CODE = "returned_placing"


def placing_of(townships: Sequence[str] = ()) -> Form:
    """户库外待分派: who asks for help and names no township, with what was said, and where the county sends it."""
    return Form(
        PLACING_CODE,
        "户库外待分派",
        (
            w.NUMBER, w.SUBJECT_NAME, w.SUBJECT_ID, w.OF_HEAD, w.SOURCE, w.SAYS, w.HINTS, w.PROVENANCE,
            replace(PLACED, choices=tuple(townships)), w.SEAL,
        ),
        words=("户库外待分派", "待分派"),
        sealed=ROLES,
        whose=w.WHOSE,
        unprinted=(w.remark_of(PLACING_CODE),),
    )  # fmt: skip
