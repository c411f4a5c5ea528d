"""教体局: children out of compulsory school; rural students who applied for and got aid (即墨 2022 附件1)."""

from __future__ import annotations

from sources.contract import Column, Feed

DEPARTMENT = "教体局"
SEED = "即墨 即乡振发〔2022〕1号 附件1"

SCHOOL = Column(
    "school", ("就读学校", "学校", "所在学校", "学校名称", "原就读学校", "所在学校班级", "学籍学校"), "text", "学校"
)

SCHOOL_DROPOUT = Feed(
    code="school_dropout",
    label="义务教育阶段失学辍学",
    department=DEPARTMENT,
    about="person",
    columns=(
        SCHOOL,
        Column("school_year", ("年级", "就读年级", "辍学年级", "原就读年级"), "text", "年级"),
        Column(
            "left_school_on",
            (
                "辍学时间",
                "失学时间",
                "辍学日期",
                "失学日期",
                "失学辍学时间",
                "失学（辍学）时间",
                "离校时间",
                "辍学（失学）时间",
            ),
            "date",
            "失学或辍学的日期",
        ),
        Column(
            "left_school_because",
            ("原因", "辍学原因", "失学原因", "失学辍学原因", "失学或辍学原因", "未入学原因", "辍学（失学）原因"),
            "text",
            "失学或辍学的原因",
        ),
    ),
    words=("失学", "辍学", "控辍保学"),
    ended_words=("已复学", "复学名单", "复学学生"),
    source=SEED,
    marks=("left_school_on", "left_school_because"),
    happened_on="left_school_on",
    ignored=("班级", "学段", "学籍号", "全国学籍号", "劝返情况", "是否劝返"),
)

EDUCATION_AID = Feed(
    code="education_aid",
    label="农村学生教育资助",
    department=DEPARTMENT,
    about="person",
    columns=(
        SCHOOL,
        Column("stage", ("资助学段", "学段", "学校阶段", "教育阶段", "年级"), "text", "资助学段"),
        Column("aid_name", ("资助项目", "资助类型", "资助名称", "资助种类", "资助政策"), "text", "资助项目"),
        Column(
            "aid_yuan",
            ("资助金额", "资助金额（元）", "资助标准", "发放金额", "补助金额", "资助金额合计"),
            "yuan",
            "资助金额，元",
            at_least=0,
            at_most=100_000,
        ),
        Column(
            "applied_on",
            ("申请日期", "申请时间", "资助时间", "资助日期", "发放时间", "发放日期", "获得资助时间", "批准时间"),
            "date",
            "申请或获得资助的日期",
        ),
    ),
    words=("教育资助", "资助", "助学", "困难学生"),
    matter=("aid_name",),
    source=SEED,
    marks=("aid_name", "aid_yuan"),
    happened_on="applied_on",
    ignored=("班级", "学籍号", "全国学籍号", "是否为寄宿生", "是否寄宿", "资助学期", "学期"),
)

FEEDS = (SCHOOL_DROPOUT, EDUCATION_AID)
