"""What the county keeps of data cleaning: scores, completeness, how the rules ran, what stays wrong, what to enter in the system."""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.looks import AMBER, GOLD, RED, coloured
from sources.forms import anomalies as a
from warehouse.tables import states

SURGES = {"大进大出": RED}
OF_GAPS = ("month", "gap_share", "gap_from")
SCORES = (
    c.counted("户数", "households", 8),
    c.counted("人数", "people", 8),
    *(c.counted(severity.label, severity.code, 7) for severity in states.SEVERITIES),
    c.counted("多月未改", "repeated", 8),
    c.counted("本月消除", "closed", 8),
    c.counted("核实属实", "exempt", 8),
    Column("质量分", "score", 8, "share"),
    Column("上次", "score_before", 8, "share"),
    Column("增减", "change", 8, "share"),
)

BY_TOWNSHIP = Sheet(
    "质量分镇街",
    "{county}{month}户库数据质量（分镇街）",
    (Column("名次", "place", 6, "number"), c.wide(c.TOWNSHIP, 18), *SCORES),
    query="quality_by_township", total=False, pinned=2, size=11,
    subtitle="质量分＝100－每百人加权异常条数（权重见政策），只算下发镇街的异常；已核实属实的不扣分。",
)  # fmt: skip
BY_VILLAGE = Sheet(
    "质量分村",
    "{county}{month}户库数据质量（分村，从低到高）",
    (c.wide(c.TOWNSHIP, 14), c.wide(c.VILLAGE, 16), *SCORES),
    query="quality_by_village", pinned=2,
)  # fmt: skip
RULES = Sheet(
    "规则运行",
    "{county}{month}清洗规则运行情况（共{count}条）",
    (
        Column("规则编号", "rule_code", 8),
        Column("规则", "label", 34, "words"),
        Column("问题类别", "category", 12),
        Column("严重程度", "severity", 6, colours=c.COLOURS["severity"]),
        Column("本月情况", "state", 11, colours=coloured(states.RULES)),
        Column("检查条数", "rows_judged", 9, "number"),
        Column("异常条数", "rows_failed", 9, "number"),
        Column("触发过的月数", "months_fired", 8, "number"),
        Column("运行过的月数", "months_run", 8, "number"),
        Column("答复属实", "answered_true", 8, "number"),
        Column("答复更正", "answered_corrected", 8, "number"),
        c.wide(c.NOTE, 44),
    ),
    query="rule_health", pinned=2,
    subtitle="从未触发的规则不一定没有用；未能运行的不是数据问题；答复属实的比例高，说明规则可能太宽。",
)  # fmt: skip
COMPLETENESS = Sheet(
    "完整性",
    "{county}{month}户库完整性：每一列填了多少（共{count}列）",
    (
        Column("列", "heading", 30, "words"),
        Column("人数", "people", 9, "number"),
        Column("已填人数", "filled", 9, "number"),
        Column("填写率%", "share", 9, "share"),
        Column("户数", "households", 9, "number"),
        Column("户主已填", "filled_heads", 9, "number"),
        Column("户主填写率%", "share_of_heads", 10, "share"),
        Column("填得最少的镇街", "least", 16),
        Column("其填写率%", "least_share", 9, "share"),
        Column("偏少的镇街数", "townships", 9, "number"),
        Column("约少填人数", "lacking", 9, "number"),
        Column("提示", "flag", 12, colours={"有镇街偏少": AMBER, "全县空白": GOLD}),
    ),
    query="completeness", takes=OF_GAPS, pinned=1,
    subtitle="空白不是“否”。每人一填的看填写率，一户一填的看户主填写率。有镇街偏少的在前，逐镇街的见下一张表；全县空白的在最后。",
)  # fmt: skip
BEHIND = Sheet(
    "完整性偏少",
    "{county}{month}户库完整性：填得偏少的镇街和列（共{count}条）",
    (
        c.wide(c.TOWNSHIP, 13),
        Column("列", "heading", 62, "words"),
        Column("列数", "columns", 6, "number"),
        Column("人数", "people", 8, "number"),
        Column("已填人数", "filled", 9, "number"),
        Column("填写率%", "share", 8, "share"),
        Column("全县填写率%", "county_share", 10, "share"),
        Column("约少填人数", "lacking", 9, "number"),
        Column("户数", "households", 8, "number"),
        Column("户主已填", "filled_heads", 9, "number"),
        Column("提示", "flag", 10, colours={"整列空白": RED}),
    ),
    query="completeness_behind", takes=OF_GAPS, pinned=2,
    subtitle="不到全县平均的{gap}、至少少{gap_from}人的，少得多的在前。整列空白的并成一行，多半是导出时没有选这些列。全部数目在分析库 mart.completeness。",
)  # fmt: skip
INCLUSION = Sheet(
    "纳入情况",
    "{county}{month}各村纳入监测情况：重点情况多而纳入少的在前（共{count}个村）",
    (
        c.wide(c.TOWNSHIP, 12),
        c.wide(c.VILLAGE, 13),
        c.counted("户数", "households", 6.5),
        c.counted("人数", "people", 6.5),
        c.counted("大病人数", "seriously_ill", 6),
        c.counted("重残人数", "severely_disabled", 6),
        c.counted("低保人数", "on_dibao", 6),
        c.counted("特困人数", "on_tekun", 6),
        c.counted("失学人数", "out_of_school", 6),
        c.counted("危房户数", "unsafe_houses", 6),
        c.counted("饮水户数", "without_water", 6),
        c.counted("重点户数", "key_households", 6.5),
        c.counted("曾纳入户数", "included", 7),
        c.counted("曾纳入人数", "included_people", 7),
        c.counted("在监测户数", "monitored", 7),
        c.counted("本年新纳户数", "newly_included", 7.5),
        Column("按全县平均应纳户数", "expected_included", 9, "number"),
        Column("曾纳入户比重点户%", "share", 9, "share"),
        Column("提示", "flag", 12, colours=coloured(states.INCLUSIONS)),
        Column("核实", "checked", 10),
    ),
    query="inclusion", total=True, pinned=2,
    subtitle="重点户：有大病、重度残疾、低保、特困、失学、危房、饮水不安全之一的户。提示由规则N01至N03查出，已下发镇街；曾纳入的含已消除风险的。",
)  # fmt: skip
SURGE = Sheet(
    "监测户进出",
    "{county}{month}监测户进出：与上一次运行的月份相比",
    (
        c.wide(c.TOWNSHIP, 16),
        c.wide(c.VILLAGE, 16),
        Column("相比月份", "month_before", 10),
        c.counted("原有", "monitored_before", 8),
        c.counted("新纳入", "entered", 8),
        c.counted("风险消除", "relieved", 9),
        c.counted("不在名单", "removed", 9),
        c.counted("现有", "monitored_now", 8),
        Column("提示", "flag", 12, colours=SURGES),
    ),
    query="surge", pinned=2,
    subtitle="大进大出的请核对是否突击纳入、清退或户库导出不全。村为空白的是全镇街合计。",
)  # fmt: skip
REPEATED = Sheet(
    "多月未改",
    "{county}{month}多月没有改的异常（共{count}条）",
    (
        c.wide(c.TOWNSHIP, 12),
        c.wide(c.VILLAGE, 12),
        c.wide(c.HEAD_NAME, 9),
        Column("姓名", "person_name", 9),
        Column("规则编号", "rule_code", 8),
        Column("问题描述", "says", 40, "words"),
        Column("严重程度", "severity", 6, colours=c.COLOURS["severity"]),
        Column("首次发现", "first_month", 9),
        Column("连续月数", "months_seen", 6, "number"),
        Column("最近答复", "answered", 18),
        c.printed(a.NUMBER, 20),
    ),
    query="repeated", pinned=4,
    subtitle="连续多月没有改，或镇街答复“无法核实”的，请县里会同有关部门解决。",
)  # fmt: skip
EXEMPT = Sheet(
    "核实属实",
    "{county}{month}已核实属实、免再核实的异常（共{count}条）",
    (
        c.wide(c.TOWNSHIP, 12),
        c.wide(c.VILLAGE, 12),
        Column("姓名", "person_name", 9),
        Column("规则编号", "rule_code", 8),
        Column("问题描述", "says", 40, "words"),
        Column("理由", "explanation", 40, "words"),
        Column("有效至", "valid_until", 9),
        c.printed(a.NUMBER, 20),
    ),
    query="exempt", pinned=3,
    subtitle="到期后，或户库中的值变了，会重新要求核实。",
)  # fmt: skip
QUALITY = Workbook(
    "数据质量",
    "quality",
    "county",
    (BY_TOWNSHIP, BY_VILLAGE, INCLUSION, SURGE, REPEATED, EXEMPT, COMPLETENESS, BEHIND, RULES),
)

CORRECTION_ROWS = Sheet(
    "系统更正清单",
    "{county}{month}系统更正清单（共{count}条）",
    (
        c.wide(c.TOWNSHIP, 12),
        c.wide(c.VILLAGE, 12),
        Column("户编号", "household_number", 20, "id"),
        Column("人编号", "person_id", 22, "id"),
        Column("姓名", "person_name", 9),
        Column("证件号码", "person_number", 21, "id"),
        Column("更正项目", "heading", 18, "words"),
        Column("系统内值", "base_value", 20, "words"),
        c.printed(a.CORRECTED_VALUE.shown(), 20),
        Column("说明", "explanation", 26, "words"),
        Column("规则编号", "rule_code", 8),
        c.printed(a.NUMBER, 20),
    ),
    query="corrections", takes=("month", "base_columns", "base_headings"), pinned=3,
    subtitle="镇街核实后报回的更正，供在全国防返贫监测信息系统中录入；本系统不改户库，以下次导出的户库为准。",
)  # fmt: skip
CORRECTIONS = Workbook("系统更正清单", "corrections", "county", (CORRECTION_ROWS,), only_with_rows=True)
