"""The household base: exports of the national system, one row a person. Field values: domain notes, 1.6."""

from __future__ import annotations

from sources.contract import Column, Feed

YES_NO_NOTE = "空白不是“否”"

HOUSEHOLD_BASE = Feed(
    code="household_base",
    label="农户家庭成员信息",
    department="户库",
    about="person",
    columns=(
        Column(
            "county", ("县", "县（市、区、旗）", "区县", "县区", "县（区）", "县(市、区)", "区（县）"), "text", "县区"
        ),
        Column(
            "township",
            (
                "乡镇（街道）",
                "乡镇",
                "乡（镇）",
                "乡",
                "镇街",
                "街道",
                "镇（街道）",
                "乡镇街道",
                "镇",
                "乡镇名称",
                "所属乡镇",
            ),
            "text",
            "乡镇（街道）",
        ),
        Column(
            "village",
            ("行政村", "村", "行政村（社区）", "村居", "村（社区）", "村（居）", "行政村名称", "所属行政村"),
            "text",
            "行政村",
        ),
        Column("hamlet", ("自然村", "自然村（组）", "村民小组", "组"), "text", "自然村"),
        Column(
            "household_id",
            ("户编号", "户编码", "户号", "家庭编号", "户唯一编号"),
            "key",
            "户编号，16位以上，一律按文本",
        ),
        Column("person_id", ("人编号", "人口编号", "人员编号", "成员编号", "人编码"), "key", "人编号，一律按文本"),
        Column("person_name", ("姓名", "成员姓名", "家庭成员姓名"), "name", "姓名"),
        Column("certificate_kind", ("证件类型", "证件种类"), "text", "证件类型：居民身份证或残疾人证"),
        Column(
            "person_id_number",
            (
                "证件号码",
                "证件号",
                "身份证号码",
                "身份证号",
                "身份证",
                "公民身份号码",
                "居民身份证号",
                "居民身份证（残疾人证）",
                "身份证件号码",
            ),
            "id",
            "证件号码，18、20或22位，原样",
        ),
        Column("relation", ("与户主关系", "家庭关系", "与户主的关系", "关系"), "text", "与户主关系"),
        Column("sex", ("性别",), "text", "性别，按文字"),
        Column("ethnicity", ("民族",), "text", "民族，按文字"),
        Column("born_on", ("出生日期", "出生年月", "出生年月日"), "date", "出生日期"),
        Column("political_status", ("政治面貌",), "text", "政治面貌"),
        Column("education", ("文化程度",), "text", "文化程度"),
        Column("student_status", ("在校生状况", "在校生情况", "在校状况"), "text", "在校生状况"),
        Column("health", ("健康状况",), "text", "健康状况，可多项"),
        Column("labour", ("劳动技能", "劳动能力"), "text", "劳动技能"),
        Column("household_kind", ("户类型", "户属性", "农户类型"), "text", "户类型"),
        Column("monitoring_kind", ("监测对象类别", "监测对象类型", "监测类别"), "text", "监测对象类别，空白为未监测"),
        Column(
            "is_risk_removed",
            ("风险是否已消除", "是否消除风险", "风险是否消除", "是否已消除风险", "风险消除情况"),
            "yes_no",
            f"风险是否已消除；{YES_NO_NOTE}",
        ),
        Column(
            "household_size",
            ("家庭人口数", "家庭人口", "人口数", "家庭人数", "户人口数"),
            "count",
            "填写的家庭人口数，人",
        ),
        Column(
            "income_per_head_yuan",
            ("家庭人均纯收入", "家庭人均纯收入（元）", "人均纯收入", "人均纯收入（元）", "家庭人均收入"),
            "yuan",
            "家庭人均纯收入，元/年",
        ),
        Column(
            "is_insured",
            ("是否参加城乡居民基本医疗保险", "是否参加城乡居民医保", "是否参加基本医疗保险", "城乡居民基本医疗保险"),
            "yes_no",
            f"是否参加城乡居民基本医疗保险；{YES_NO_NOTE}",
        ),
        Column(
            "is_dibao",
            (
                "是否享受农村居民最低生活保障",
                "是否享受农村低保",
                "是否享受低保",
                "享受低保政策情况",
                "是否低保",
                "农村低保",
            ),
            "yes_no",
            f"是否享受农村低保；{YES_NO_NOTE}",
        ),
        Column(
            "is_tekun",
            ("是否特困供养人员", "是否享受特困供养", "享受特困供养政策情况", "是否特困", "特困供养"),
            "yes_no",
            f"是否特困供养；{YES_NO_NOTE}",
        ),
        Column("phone", ("联系电话", "户联系电话", "电话", "手机号", "手机号码"), "key", "联系电话"),
        Column("residence_kind", ("户口性质", "户籍性质"), "text", "户口性质"),
    ),
    words=("农户", "家庭成员", "脱贫户", "监测对象", "户信息"),
    source="全国防返贫监测信息系统导出",
    needs=(("person_name",), ("person_id_number",), ("household_id",), ("township",), ("village",)),
    marks=("household_id",),
    rows_at_most=5_000_000,
)
