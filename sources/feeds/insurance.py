"""医保局: what a person has paid in the calendar year, as a running total or as stays (即墨 2022 附件1)."""

from __future__ import annotations

from sources.contract import Column, Feed

DEPARTMENT = "医保局"

MEDICAL_EXPENSE = Feed(
    code="medical_expense",
    label="医疗费用个人负担",
    department=DEPARTMENT,
    about="person",
    columns=(
        Column(
            "self_paid_ytd_yuan",
            ("年度累计个人负担", "年度累计个人负担（元）", "当年度个人负担累计", "个人负担累计", "累计个人负担", "年度个人负担合计",
             "个人负担合计", "当年累计个人负担", "本年累计个人负担", "个人累计负担", "年度个人负担累计", "个人自付累计", "累计自付金额",
             "年度累计自付", "累计个人自付", "年度累计自付金额", "个人负担部分累计", "个人负担费用累计", "当年度累计个人负担",
             "本年度个人负担累计", "年内累计个人负担",
             "个人负担总计", "个人负担总额", "个人自付合计", "自付合计", "个人自付总额"),
            "yuan",
            "当年度住院及门诊慢特病个人负担累计，元",
            pattern=(
                r"^(?=.*(累计|合计|总计|总额|全年|年度))(?=.*(个人.*(负担|支付|承担)|自付|自负))"
                r"(?!.*(统筹|基金|报销|保险|救助|补偿))"
                r"(?!.*住院(?!.*门诊))(?!(?!.*住院).*门诊).*$"
            ),
            plus="own_expense_ytd_yuan",
            plus_where="自付",
            blank="rejected",
            at_most=10_000_000,
        ),
        Column(
            "self_paid_yuan",
            ("个人负担", "自付金额", "个人自付", "个人负担金额", "个人支付", "个人负担费用", "个人负担（元）", "个人自付金额",
             "自付费用", "本次个人负担", "个人现金支付"),
            "yuan",
            "本次就医个人负担，元；冲销为负",
            plus="own_expense_yuan",
            plus_where="自付",
            blank="rejected",
            at_most=10_000_000,
        ),
        Column(
            "inpatient_yuan", ("其中：住院", "住院", "住院个人负担", "住院自付"), "yuan", "其中住院，元",
            pattern=r"^(?!.*门诊)(?=.*住院)(?=.*(负担|自付|自负|累计|合计|支付)).*$",
        ),
        Column(
            "chronic_yuan", ("其中：门诊慢特病", "门诊慢特病", "门诊慢特病个人负担", "门诊"), "yuan", "其中门诊慢特病，元",
            pattern=r"^(?!.*住院)(?=.*门诊)(?=.*(负担|自付|自负|累计|合计|支付)).*$",
        ),
        Column("settlement_number", ("结算单号", "结算编号", "结算号", "单据号", "就诊流水号", "住院流水号"), "key", "结算单号"),
        Column(
            "settled_on",
            ("结算日期", "结算时间", "出院日期", "出院时间", "入院日期", "入院时间", "就诊日期", "费用发生日期"),
            "date",
            "结算或出院的日期",
        ),
        Column("counted_until", ("统计截止日期", "截止日期", "统计时间", "截止时间", "数据截止日期"), "date", "统计截止日期"),
        Column(
            "own_expense_ytd_yuan",
            ("个人自费累计", "累计个人自费", "自费累计", "年度累计自费", "年度累计个人自费", "个人自费合计", "自费合计", "累计自费金额"),
            "yuan",
            "当年度目录外自费累计，元；来文写“自付”的，与它相加为个人负担",
            pattern=r"^(?=.*(累计|合计|总计|总额|全年|年度))(?=.*自费)(?!.*(自付|住院|门诊|负担)).*$",
        ),
        Column(
            "own_expense_yuan",
            ("个人自费", "自费金额", "自费费用", "自费", "全自费", "全自费金额", "个人自费金额", "自费部分", "本次自费"),
            "yuan",
            "本次就医目录外自费，元；来文写“自付”的，与它相加为个人负担",
        ),
    ),
    words=("个人负担", "医疗费用", "医疗费", "高额医疗", "大额医疗", "自付", "2万元"),
    source="即墨 即乡振发〔2022〕1号 附件1",
    needs=(("self_paid_ytd_yuan", "self_paid_yuan", "inpatient_yuan", "chronic_yuan"),),
    matter=("settlement_number", "settled_on", "self_paid_yuan"),
    marks=("self_paid_ytd_yuan", "self_paid_yuan", "settlement_number"),
    happened_on="counted_until",
    total="self_paid_ytd_yuan",
    parts={"住院": "inpatient_yuan", "门诊": "chronic_yuan", "慢特病": "chronic_yuan"},
    ignored=("参保类型", "险种", "险种类型", "医疗总费用", "总费用", "医疗费总额", "基本补偿", "基本医保支付", "统筹支付", "大病报销金额",
             "大病报销", "医疗救助", "出院诊断疾病名称", "医疗机构名称", "就诊医院", "参保地", "住院次数", "医疗类别"),
)  # fmt: skip

FEEDS = (MEDICAL_EXPENSE,)
