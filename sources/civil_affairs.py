"""民政局: 低保, 分散供养特困, 低保边缘, 临时救助, children in need (即墨 2022 附件1)."""

from __future__ import annotations

from sources.contract import Column, Feed
from sources.support_classes import AREAS, CLASSES, SUPPORT_KINDS

DEPARTMENT = "民政局"
SEED = "即墨 即乡振发〔2022〕1号 附件1"

ENDED = ("停发", "停保", "取消", "退出", "退保", "注销", "清退", "终止", "减少", "核减", "停止", "终结", "不再享受")
"""Words of lists that say who has left: nobody in them is new."""

MEMBERS = Column(
    "supported_people",
    (
        "保障人口",
        "保障人数",
        "享受人数",
        "救助人口",
        "家庭人口",
        "家庭人口数",
        "人口数",
        "户人口",
        "共同生活家庭成员人数",
    ),
    "count",
    "保障人口或家庭人口，人",
    at_least=0,
    at_most=30,
)
CHANGE = Column(
    "change_kind",
    (
        "变更类型",
        "变动类型",
        "变化情况",
        "变动情况",
        "异动类型",
        "新增/停发",
        "增减类型",
        "申请类型",
        "增减变动",
        "变动类别",
        "状态",
        "保障状态",
        "业务类型",
    ),
    "code",
    "新增、变更还是停发",
    codes={
        "停发": (
            "停发",
            "取消",
            "退出",
            "退保",
            "停保",
            "注销",
            "死亡",
            "终止",
            "停止",
            "减少",
            "自然减少",
            "清退",
            "迁出",
            "渐退",
        ),
        "新增": ("新增", "新纳入", "新批", "新办", "新申请", "新增纳入", "正常", "在保", "享受"),
        "变更": ("变更", "调整", "提标", "增发", "调标", "动态调整"),
    },
    garbled="rejected",
)
APPROVED_ON = Column(
    "approved_on",
    ("批准时间", "批准日期", "认定时间", "认定日期", "审批时间", "审批日期", "审核确认时间", "审核确认日期", "建立时间", "纳入时间",
     "纳入日期", "新增时间", "享受时间", "起始时间", "救助开始时间", "确认日期", "确认时间"),
    "date",
    "批准或认定的日期",
)  # fmt: skip
AREA = Column(
    "area_kind",
    ("城乡类别", "低保类型", "城乡类型", "保障类型", "城乡", "低保种类"),
    "code",
    "农村还是城市",
    codes=AREAS,
    else_from=("dibao_class", "support_classes"),
)

DIBAO = Feed(
    code="dibao",
    label="农村低保",
    department=DEPARTMENT,
    about="household",
    columns=(
        MEMBERS,
        AREA,
        CHANGE,
        APPROVED_ON,
        Column(
            "dibao_class",
            ("低保类别", "低保等级", "低保档次", "救助类别", "保障类别", "保障档次", "人员类别", "类别", "等级"),
            "text",
            "低保类别，原样",
        ),
        Column(
            "support_classes",
            ("救助对象类别", "低收入人口类别", "救助身份"),
            "labels",
            "所享受的救助，可有几项；来文没有这一列的，取自低保类别",
            codes=CLASSES,
            else_from=("dibao_class",),
        ),
        Column(
            "monthly_yuan",
            ("月保障金额", "保障金额", "低保金额", "户月保障金额", "月保障金", "户保障金额", "保障金", "月补助金额", "户金额", "金额",
             "月救助金额", "低保金", "发放金额"),
            "yuan",
            "月保障金额，元",
            at_least=0,
            at_most=50_000,
        ),
    ),
    words=("农村低保", "最低生活保障", "低保"),
    not_words=("边缘", "特困", "临时"),
    never_words=("补贴",),
    ended_words=ENDED,
    source=SEED,
    marks=("dibao_class", "monthly_yuan"),
    happened_on="approved_on",
    watched="monthly_yuan",
    members="dependants",
    ignored=("低保证号", "低保证编号", "电费补贴", "致贫原因", "人均收入", "家庭月人均收入", "所属行政区划"),
)  # fmt: skip

TEKUN = Feed(
    code="tekun",
    label="分散供养特困",
    department=DEPARTMENT,
    about="person",
    columns=(
        AREA,
        CHANGE,
        APPROVED_ON,
        Column(
            "support_kind",
            ("供养方式", "供养类型", "供养形式", "救助供养方式", "供养类别", "供养性质", "供养状态"),
            "code",
            "分散还是集中供养",
            pattern=r"供养(方式|类型|形式|类别|性质)",
            blank="rejected",
            if_absent="分散供养",
            codes=SUPPORT_KINDS,
            else_from=("support_classes",),
        ),
        Column(
            "support_classes",
            ("特困类别", "特困类型", "特困人员类别", "救助对象类别", "救助类别", "人员类别"),
            "labels",
            "所享受的救助，可有几项",
            codes=CLASSES,
        ),
        Column(
            "care_level",
            ("自理能力", "生活自理能力", "护理等级", "照料护理等级", "失能等级"),
            "text",
            "生活自理能力",
        ),
        Column(
            "monthly_yuan",
            ("供养金", "月供养金", "供养金额", "供养标准", "月救助供养金", "基本生活费", "月发放金额"),
            "yuan",
            "月供养金，元",
            at_least=0,
            at_most=50_000,
        ),
    ),
    words=("分散供养特困", "特困供养", "特困人员", "特困", "五保"),
    not_words=("低保", "临时救助"),
    never_words=("补贴",),
    ended_words=(*ENDED, "集中供养"),
    source=SEED,
    marks=("support_kind", "care_level"),
    happened_on="approved_on",
    members="subjects",
    ignored=(
        "特困编号",
        "特困证号",
        "是否残疾",
        "残疾证号",
        "残疾类别",
        "残疾等级",
        "照料人",
        "照料人姓名",
        "照料人身份证号",
    ),
)

DIBAO_EDGE = Feed(
    code="dibao_edge",
    label="低保边缘家庭",
    department=DEPARTMENT,
    about="household",
    columns=(
        MEMBERS,
        CHANGE,
        APPROVED_ON,
        Column(
            "income_per_head_yuan",
            ("家庭月人均收入", "月人均收入", "家庭人均收入", "人均收入", "人均月收入"),
            "yuan",
            "家庭人均收入，元",
            at_most=100_000,
        ),
    ),
    words=("低保边缘家庭", "低保边缘", "边缘家庭", "低收入家庭", "边缘户", "边缘"),
    ended_words=ENDED,
    source=SEED,
    happened_on="approved_on",
    members="dependants",
)

TEMPORARY_AID = Feed(
    code="temporary_aid",
    label="临时救助",
    department=DEPARTMENT,
    about="household",
    columns=(
        Column(
            "aid_reason",
            ("救助原因", "困难原因", "致困原因", "申请原因", "救助事由", "困难类型", "疾病诊断", "救助类型"),
            "text",
            "救助原因",
        ),
        Column(
            "aid_yuan",
            ("救助金额", "救助金", "救助金额（元）", "临时救助金额", "救助资金", "发放金额", "补助金额"),
            "yuan",
            "救助金额，元",
            at_least=0,
            at_most=500_000,
        ),
        Column(
            "aided_on",
            (
                "救助时间",
                "救助日期",
                "发放时间",
                "发放日期",
                "审批时间",
                "审批日期",
                "批准时间",
                "批准日期",
                "申请时间",
            ),
            "date",
            "救助的日期",
        ),
    ),
    words=("临时救助", "救助发放", "救助"),
    not_words=("特困",),
    never_words=("补贴",),
    matter=("aid_reason",),
    source=SEED,
    marks=("aid_reason", "aid_yuan"),
    happened_on="aided_on",
    members="dependants",
    ignored=("救助人员类别", "救助比例", "救助方式"),
)

CHILD_WELFARE = Feed(
    code="child_welfare",
    label="孤儿、事实无人抚养儿童、重点困境儿童",
    department=DEPARTMENT,
    about="person",
    columns=(
        Column(
            "child_class",
            ("儿童类别", "类别", "儿童类型", "对象类别", "保障类别", "类型", "困境类别", "人员类别", "保障对象类别"),
            "code",
            "孤儿、事实无人抚养儿童还是重点困境儿童",
            blank="rejected",
            codes={
                "孤儿": ("孤儿", "散居孤儿", "社会散居孤儿", "集中养育孤儿", "机构养育孤儿", "机构孤儿"),
                "事实无人抚养儿童": ("事实无人抚养儿童", "事实无人抚养", "事实孤儿", "事实无人抚养孩童", "事无儿童"),
                "重点困境儿童": ("重点困境儿童", "困境儿童", "重点困境", "困境未成年人"),
            },
        ),
        Column(
            "included_on",
            (
                "纳入时间",
                "纳入日期",
                "认定时间",
                "认定日期",
                "批准时间",
                "批准日期",
                "审批时间",
                "保障时间",
                "享受时间",
            ),
            "date",
            "纳入保障的日期",
        ),
    ),
    words=("孤儿", "事实无人抚养", "困境儿童", "儿童福利"),
    ended_words=ENDED,
    source=SEED,
    marks=("child_class",),
    happened_on="included_on",
    route_by="child_class",
    routes={"孤儿": "orphan", "事实无人抚养儿童": "de_facto_orphan", "重点困境儿童": "distressed_child"},
    ignored=(
        "儿童福利证编号",
        "户口类型",
        "生活状态",
        "与儿童关系",
        "与监护人关系",
        "抚养人",
        "月补助金额",
        "发放金额",
    ),
)

FEEDS = (DIBAO, TEKUN, DIBAO_EDGE, TEMPORARY_AID, CHILD_WELFARE)
