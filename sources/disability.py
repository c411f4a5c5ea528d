"""残联: new and changed certificates of severe disability (即墨 2022 附件1). Grades 1–2 are severe."""

from __future__ import annotations

from sources.contract import Column, Feed

DEPARTMENT = "残联"

DISABILITY = Feed(
    code="disability",
    label="残疾人证新办及变更",
    department=DEPARTMENT,
    about="person",
    columns=(
        Column(
            "certificate_number",
            (
                "残疾人证号",
                "残疾证号",
                "残疾人证号码",
                "残疾证号码",
                "证号",
                "残疾人证编号",
                "残疾人证",
                "残疾证编号",
                "残疾证",
            ),
            "id",
            "残疾人证号：18位身份证号后接类别、等级，换证再加两位",
            pattern=r"残疾人?证.*号|^残疾人?证$",
        ),
        Column(
            "disability_kind",
            ("残疾类别", "残疾类型", "残疾种类", "类别", "残别"),
            "text",
            "残疾类别",
        ),
        Column(
            "disability_grade",
            (
                "残疾等级",
                "残疾级别",
                "等级",
                "级别",
                "残疾程度",
                "现残疾等级",
                "变更后等级",
                "新残疾等级",
                "新等级",
                "现等级",
            ),
            "grade",
            "残疾等级 1–4，1 最重；空白时取残疾人证号第20位",
            pattern=r"^(?!.*(原|前)).*残疾.*(等级|级别)",
            blank="rejected",
            from_certificate=True,
        ),
        Column(
            "certificate_event",
            ("办理类型", "办证类型", "业务类型", "办理类别", "新办/变更", "变更类型", "办理事项", "办证类别", "类型"),
            "code",
            "新办、变更、换证还是注销",
            garbled="rejected",
            codes={
                "注销": ("注销", "冻结", "撤销", "吊销", "迁出", "死亡"),
                "换证": ("换证", "换领", "补办", "到期", "期满", "遗失", "挂失", "迁移", "迁入", "残损", "换发"),
                "新办": ("新办", "新办理", "新增", "初次办理", "首次办理", "首次", "新申请", "新证"),
                "变更": (
                    "变更",
                    "等级变更",
                    "类别变更",
                    "类别等级变更",
                    "变更办理",
                    "级别变更",
                    "重新评定",
                    "变更等级",
                    "升级",
                ),
            },
        ),
        Column(
            "issued_on",
            (
                "发证日期",
                "发证时间",
                "办理日期",
                "办理时间",
                "批准日期",
                "办证日期",
                "办证时间",
                "签发日期",
                "变更日期",
                "批残日期",
            ),
            "date",
            "发证的日期",
        ),
    ),
    never_words=("补贴",),
    ended_words=("注销", "死亡", "迁出", "冻结"),
    words=("残疾人证", "重度残疾", "残疾证", "持证残疾人", "残疾"),
    source="即墨 即乡振发〔2022〕1号 附件1",
    needs=(("disability_grade", "certificate_number"),),
    marks=("certificate_number", "disability_grade", "disability_kind"),
    happened_on="issued_on",
    watched="disability_grade",
    ignored=("有效期", "有效期止", "原残疾等级", "变更前等级", "旧等级", "原等级", "评定医院", "监护人关系"),
)

FEEDS = (DISABILITY,)
