"""What the county keeps of data cleaning: scores, completeness, how the rules ran, what stays wrong, what to enter in the system."""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import READ_AT_MOST, VILLAGES_AT_MOST, Sheet, Workbook

OF_GAPS = ("month", "gap_share", "gap_from")
SCORES = {
    "households": 8, "people": 8, "high": 7, "middle": 7, "low": 7, "repeated": 8, "closed": 8, "exempt": 8, "score": 8,
    "score_before": 8, "change": 8,
}  # fmt: skip

BY_TOWNSHIP = Sheet(
    "质量分镇街", "{county}{month}户库数据质量（分镇街）", c.columns(rank=6, township=18, **SCORES),
    query="quality_by_township", pinned=2, size=11,
    subtitle="质量分＝100－每百人加权异常条数（权重见政策），只算下发镇街的异常；已核实属实的不扣分。",
)  # fmt: skip
BY_VILLAGE = Sheet(
    "质量分村", "{county}{month}户库数据质量（分村，从低到高）", c.columns(township=14, village=16, **SCORES),
    query="quality_by_village", pinned=2, rows_at_most=VILLAGES_AT_MOST,
)  # fmt: skip
RULES = Sheet(
    "规则运行", "{county}{month}清洗规则运行情况（共{count}条）", c.columns(
        rule_code=8, rule_label=34, category=12, severity=6, rule_state=11, rows_judged=9, rows_failed=9, months_fired=8, months_run=8,
        answered_true=8, answered_corrected=8, note=44,
    ),
    query="rule_health", pinned=2,
    subtitle="从未触发的规则不一定没有用；未能运行的不是数据问题；答复属实的比例高，说明规则可能太宽。",
)  # fmt: skip
COMPLETENESS = Sheet(
    "完整性", "{county}{month}户库完整性：每一列填了多少（共{count}列）", c.columns(
        heading=30, people=9, filled=9, share=9, households=9, filled_heads=9, share_of_heads=10, least=16, least_share=9,
        townships_behind=9, lacking=9, filled_flag=12,
    ),
    query="completeness", takes=OF_GAPS, pinned=1,
    subtitle="空白不是“否”。每人一填的看填写率，一户一填的看户主填写率。有镇街偏少的在前，逐镇街的见下一张表；全县空白的在最后。",
)  # fmt: skip
BEHIND = Sheet(
    "完整性偏少", "{county}{month}户库完整性：填得偏少的镇街和列（共{count}条）", c.columns(
        township=13, heading=62, columns=6, people=8, filled=9, share=8, county_share=10, lacking=9, households=8, filled_heads=9,
        behind_flag=10,
    ),
    query="completeness_behind", takes=OF_GAPS, pinned=2,
    subtitle="不到全县平均的{gap}、至少少{gap_from}人的，少得多的在前。整列空白的并成一行，多半是导出时没有选这些列。全部数目在分析库 mart.completeness。",
)  # fmt: skip
INCLUSION = Sheet(
    "纳入情况", "{county}{month}各村纳入监测情况：重点情况多而纳入少的在前（共{count}个村）", c.columns(
        township=12, village=13, households=6.5, people=6.5, seriously_ill=6, severely_disabled=6, on_dibao=6, on_tekun=6, out_of_school=6,
        unsafe_houses=6, without_water=6, key_households=6.5, included=7, included_people=7, monitored=7, newly_included=7.5,
        expected_included=9, included_share=9, inclusion_flag=12, checked=10,
    ),
    query="inclusion", total=True, pinned=2, rows_at_most=VILLAGES_AT_MOST,
    subtitle="重点户：有大病、重度残疾、低保、特困、失学、危房、饮水不安全之一的户。提示由规则N01至N03查出，已下发镇街；曾纳入的含已消除风险的。",
)  # fmt: skip
SURGE = Sheet(
    "监测户进出", "{county}{month}监测户进出：与上一次运行的月份相比", c.columns(
        township=16, village=16, month_before=10, monitored_before=8, surge_entered=8, relieved=9, removed=9, monitored_now=8,
        surge_flag=12,
    ),
    query="surge", pinned=2, rows_at_most=VILLAGES_AT_MOST,
    subtitle="大进大出的请核对是否突击纳入、清退或户库导出不全。村为空白的是全镇街合计。",
)  # fmt: skip
REPEATED = Sheet(
    "多月未改", "{county}{month}多月没有改的异常（共{count}条）", c.columns(
        township=12, village=12, head_name=9, person_name=9, rule_code=8, wrong=40, severity=6, first_month=9, months_seen=6,
        last_answer=18, anomaly_number=20,
    ),
    query="repeated", pinned=4, rows_at_most=READ_AT_MOST,
    subtitle="连续多月没有改，或镇街答复“无法核实”的，请县里会同有关部门解决。",
)  # fmt: skip
REPEATED_BY_RULE = Sheet(
    "多月未改分规则", "{county}{month}多月没有改的异常：哪些镇街、哪些规则", c.columns(
        township=16, rule_code=10, rule_label=48, severity=10, anomalies=12, concerned=12, months_seen=12,
    ),
    query="repeated_by_rule", total=True, pinned=2, sums_up=REPEATED.name,
)  # fmt: skip
EXEMPT = Sheet(
    "核实属实", "{county}{month}已核实属实、免再核实的异常（共{count}条）", c.columns(
        township=12, village=12, person_name=9, rule_code=8, wrong=40, true_because=40, valid_until=9, anomaly_number=20,
    ),
    query="exempt", pinned=3, rows_at_most=READ_AT_MOST,
    subtitle="到期后，或户库中的值变了，会重新要求核实。",
)  # fmt: skip
QUALITY = Workbook(
    "数据质量",
    "quality",
    "county",
    (BY_TOWNSHIP, BY_VILLAGE, INCLUSION, SURGE, REPEATED, REPEATED_BY_RULE, EXEMPT, COMPLETENESS, BEHIND, RULES),
)

CORRECTION_ROWS = Sheet(
    "系统更正清单", "{county}{month}系统更正清单（共{count}条）", c.columns(
        township=12, village=12, household_number=20, person_id=22, person_name=9, person_number=21, mended_heading=18, base_value=20,
        corrected_value=20, explanation=26, rule_code=8, anomaly_number=20,
    ),
    query="corrections", takes=("month", "base_columns", "base_headings"), pinned=3,
    subtitle="镇街核实后报回的更正，供在全国防返贫监测信息系统中录入；本系统不改户库，以下次导出的户库为准。",
)  # fmt: skip
CORRECTIONS = Workbook("系统更正清单", "corrections", "county", (CORRECTION_ROWS,), only_with_rows=True)
