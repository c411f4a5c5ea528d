"""Who a member is and where they live: the columns by which people and households are told apart."""

from __future__ import annotations

from sources.contract import Column

COLUMNS = (
    Column("county", ("县", "县（市、区、旗）", "区县", "县区", "县（区）", "县(市、区)", "区（县）"), "text", "县区"),
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
    Column(
        "household_size",
        ("家庭人口数", "家庭人口", "人口数", "家庭人数", "户人口数"),
        "count",
        "填写的家庭人口数，人",
    ),
    Column("phone", ("联系电话", "户联系电话", "电话", "手机号", "手机号码"), "key", "联系电话"),
    Column("residence_kind", ("户口性质", "户籍性质"), "text", "户口性质"),
)
