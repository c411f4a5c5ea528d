"""异常数据清单: what is wrong in the base, and what the township says of it."""

from __future__ import annotations

from sources.forms import whose as w
from sources.forms.form import Field, Form

CORRECTED, TRUE, UNKNOWN = "已更正", "情况属实无需更正", "无法核实"
RESULTS = {
    CORRECTED: (CORRECTED, "已改", "已改正", "已修改", "更正", "已变更", "已处理"),
    TRUE: (TRUE, "情况属实", "属实", "属实无需更正", "无需更正", "情况属实,无需更正", "情况属实，无需更正", "情况属实、无需更正"),
    UNKNOWN: (UNKNOWN, "无法核查", "不能核实", "未能核实", "核实不了", "无法联系"),
}  # fmt: skip
"""What may stand under 核实结果, and how people write it."""
NUMBER = Field("number", ("异常编号",), sentence="异常编号，印在清单上；一行答的是哪一条，只看它", column_kind="id")
HOUSEHOLD = Field("household_number", ("户编号",), "id", "户编号，照清单", column_kind="key")
RESULT = Field(
    "result", ("核实结果",), "choice", "核实结果", is_asked=True, choices=tuple(RESULTS), spellings=RESULTS,
    prompt="从下拉框选一项。", column_kind="code",
)  # fmt: skip
CORRECTED_VALUE = Field(
    "corrected_value", ("更正后值", "更正后的值", "更正值"), "words", "更正后值", is_asked=True,
    needed_where=(RESULT.name, CORRECTED), is_telling=False,
)  # fmt: skip
EXPLANATION = Field(
    "explanation", ("说明", "情况说明"), "words", "说明", is_asked=True, needed_where=(RESULT.name, TRUE), is_telling=False,
)  # fmt: skip
WHOSE = (
    w.TOWNSHIP,
    w.VILLAGE,
    w.HEAD_NAME,
    HOUSEHOLD,
    Field("person_name", ("姓名",)),
    Field("person_number", ("身份证",), "id"),
    Field("rule_code", ("规则编号",)),
)
WRONG = (
    Field("says", ("问题描述",), "words"),
    Field("base_value", ("系统内值",), "words"),
    Field("reference_value", ("参考值",), "words"),
    Field("guidance", ("处理建议",), "words"),
)
ANSWERED = (RESULT, CORRECTED_VALUE, EXPLANATION, NUMBER)
ANOMALIES = Form(
    "returned_anomalies",
    "异常数据清单",
    (
        Field("place", ("序号",), "number"), *WHOSE, Field("category", ("问题类别",)), *WRONG, Field("severity", ("严重程度",)),
        Field("first_month", ("首次发现",)), Field("months_seen", ("连续月数",), "number"), w.PROVENANCE, *ANSWERED,
    ),
    words=("异常数据清单", "异常"),
    known=(HOUSEHOLD.name, *(one.name for one in ANSWERED if one.is_asked)),
    needs=(("number",), ("result",)),
)  # fmt: skip
