"""The fields by which a row is known again, and those that tell whose it is: they stand in more than one form."""

from __future__ import annotations

from sources.forms.form import Field, item

TOWNSHIP = Field("township", ("镇街", "乡镇", "乡镇（街道）", "镇（街道）"))
VILLAGE = Field("village", ("村", "行政村", "村（社区）"))
HEAD_NAME = Field("head_name", ("户主姓名", "户主"))
NUMBER = Field(
    "number",
    ("预警编号", "预警信息编号", "预警编码"),
    sentence="编号，印在表上；一行说的是哪一条，只看它",
    column_kind="id",
)
SEAL = Field("seal", ("校验码",), "id", "校验码，照台账；编号或身份证改动了，就与它对不上")
HEAD_ID = Field(
    "head_id",
    ("身份证", "身份证(户主)", "户主身份证", "户主身份证号", "身份证号", "身份证号码", "户主身份证号码"),
    "id",
    "户主身份证，照台账",
    column_kind="id",
)
OF_HEAD = HEAD_ID.called("身份证(户主)")
LIKELY_ID = Field("likely_id", ("疑似人员身份证",), "id")
SUBJECT_NAME = Field("subject_name", ("预警对象", "预警对象姓名"), sentence="预警对象")
SUBJECT_ID = Field(
    "subject_id", ("预警对象身份证", *LIKELY_ID.headings), "id", "预警对象身份证，照台账", column_kind="id"
)
SAYS = Field("says", ("具体预警信息",), "words", "具体预警信息，照台账；同一户的几条只看它分得开")
DEPARTMENT = Field("department", ("部门",))
SOURCE = Field("department", ("预警信息来源", "信息来源", "线索来源"))
WAY = Field("way", ("预警方式", "预警途径", "线索方式"), sentence="预警方式")
FEEDBACK_ON = Field("feedback_on", ("信息反馈日期",), "date")
RELATION = Field("relation", ("与户主关系",))
RISK = Field("risk", ("风险类型",))
GRADE = Field("grade", ("等级",))
VISIT_BY = Field("visit_by", ("入户核实期限",), "date")
HINTS = Field("hints", ("提示",), "words")
PROVENANCE = Field("provenance", ("数据出处",), "words")
PHONE = Field("phone", ("联系电话",), "id")
MEMBERS = Field("members", ("家庭人数",), "number")
IDENTITY = (SEAL, HEAD_ID, SUBJECT_ID)
WHOSE = (*IDENTITY, SAYS)
"""What a row may have to tell whose it is, beside its number."""
CHECKED_BY = item(
    "checked_by",
    ("核查人员", "核查人", "核实人员", "核实人"),
    "name",
    prompt="写入户核查人的姓名，多人用顿号隔开。",
    is_telling=False,
)
REMARKS = ("备注", "备注说明")
A_DAY = "写成 2026-11-20 这样的日期。"


def remark_of(code: str) -> Field:
    """What a township adds in a column of its own."""
    return item(f"{code}_remark", REMARKS, "words", "镇街自己加写的话，照原样留存", is_telling=False)


def day(name: str, headings: tuple[str, ...], sentence: str = "") -> Field:
    """The day of a step."""
    return item(name, headings, "day", sentence, prompt=A_DAY)
