"""住建局: only homes graded C or D; households in 危房改造 (即墨 2022 附件1; grades: 1.14 of the domain notes)."""

from __future__ import annotations

from sources.contract import Column, Feed

DEPARTMENT = "住建局"
SEED = "即墨 即乡振发〔2022〕1号 附件1"

HOUSING_GRADE = Feed(
    code="housing_grade",
    label="住房安全等级鉴定",
    department=DEPARTMENT,
    about="household",
    columns=(
        Column(
            "housing_grade",
            ("鉴定等级", "危房等级", "房屋等级", "住房等级", "鉴定结果", "安全等级", "等级", "鉴定级别", "房屋安全等级", "危险等级",
             "鉴定结论", "房屋鉴定等级", "住房鉴定等级"),
            "code",
            "鉴定等级 A–D",
            pattern=r"^(?!.*(改造|原|残疾)).*(鉴定|危房|安全|住房|房屋|危险).*(等级|级别|结果|结论)",
            blank="rejected",
            codes={
                "A": ("A", "A级", "A类"),
                "B": ("B", "B级", "B类"),
                "C": ("C", "C级", "C类", "C级危房", "局部危房", "局部危险"),
                "D": ("D", "D级", "D类", "D级危房", "整幢危房", "整栋危房", "整体危险"),
            },
        ),
        Column(
            "is_only_home",
            ("是否唯一住房", "唯一住房", "是否为唯一住房", "是否唯一", "是否属唯一住房", "是否农户唯一住房"),
            "yes_no",
            "是否唯一住房",
            pattern=r"唯一",
            blank="rejected",
            if_absent="是",
        ),
        Column(
            "appraised_on",
            ("鉴定日期", "鉴定时间", "评定时间", "评定日期", "鉴定年月", "鉴定完成时间"),
            "date",
            "鉴定的日期",
        ),
    ),
    words=("住房安全鉴定", "住房安全", "房屋鉴定", "危房鉴定", "安全鉴定", "安全等级", "鉴定"),
    not_words=("改造",),
    source=SEED,
    needs=(("housing_grade",),),
    marks=("housing_grade", "is_only_home", "appraised_on"),
    happened_on="appraised_on",
    members="dependants",
    ignored=("鉴定单位", "鉴定机构", "建筑面积", "房屋面积", "建造年代", "建成年份", "结构类型", "房屋结构", "房屋编号"),
)  # fmt: skip

HOUSING_RENOVATION = Feed(
    code="housing_renovation",
    label="农村危房改造",
    department=DEPARTMENT,
    about="household",
    columns=(
        Column("renovation_kind", ("改造方式", "改造类型", "建设方式", "改造形式"), "text", "改造方式"),
        Column(
            "started_on",
            (
                "开工日期",
                "开工时间",
                "纳入改造时间",
                "改造时间",
                "纳入时间",
                "批准时间",
                "审批时间",
                "实施时间",
                "纳入改造日期",
            ),
            "date",
            "开工或纳入改造的日期",
        ),
        Column(
            "aid_yuan",
            ("补助资金", "补助金额", "补助资金（元）", "改造补助", "补助", "财政补助金额"),
            "yuan",
            "补助资金，元",
            at_least=0,
            at_most=500_000,
        ),
        Column(
            "self_raised_yuan",
            ("自筹资金", "农户自筹", "自筹金额", "农户自筹资金", "自筹资金（元）", "个人自筹"),
            "yuan",
            "农户自筹的改造资金，元；来文有就计入家庭收支",
            at_least=0,
            at_most=500_000,
        ),
        Column("old_grade", ("危房等级", "改造前等级", "原危房等级", "鉴定等级"), "text", "改造前的等级，原样"),
    ),
    words=("危房改造", "危改", "改造"),
    source=SEED,
    marks=("renovation_kind", "started_on"),
    happened_on="started_on",
    members="dependants",
    ignored=("人口数", "贫困类型", "农户类型", "竣工日期", "竣工时间", "验收时间", "施工单位", "改造面积", "家庭人口"),
)

FEEDS = (HOUSING_GRADE, HOUSING_RENOVATION)
