"""Anomalies of the base: found, listed, answered, closed; how the rules ran; how good the data is, place by place."""

from __future__ import annotations

from warehouse.tables.table import Table, fields, same

FOUND = Table(
    "anomaly", "found", "work", "规则本月查出的异常，一个编号一行", "一条异常", ("number",),
    fields("""
number: 异常编号
rule_code category severity household_id
person_key: 人的键，针对整户的为空
township village head_name person_name person_number
says: 问题描述
base_value reference_value guidance acts provenance
"""),
)  # fmt: skip
ANOMALY = Table(
    "anomaly", "anomaly", "kept", "异常数据", "一条异常", ("month", "number"),
    (
        *fields("month"),
        *FOUND.fields,
        *fields("""
household_number value_key
standing: new新发现，open上次已有、仍未一致，again曾一致、再次出现，exempt已核实属实、未到期，waiting已答复更正、待新户库核对，held规则几乎对所有记录触发、暂不下发
is_asked first_month months_seen answered answered_in
"""),
    ),
)  # fmt: skip
CLOSED = Table(
    "anomaly", "closed", "kept", "本月消除的异常：上次有、本次规则运行而不再查出", "一条异常", ("month", "number"),
    (
        *same(ANOMALY, "month number rule_code category severity household_id township village"),
        *fields("how answered first_month months_seen"),
    ),
)  # fmt: skip
RULE_RESULT = Table(
    "anomaly", "rule_result", "kept", "异常规则的运行情况", "一月一条规则", ("month", "rule_code"),
    fields("""
month rule_code
label: 规则名称
object category severity
state: fired有异常，clean无异常，crashed未能运行，not_applicable缺列不适用
rows_judged rows_failed is_flooding corrects exempt_months condition message
"""),
)  # fmt: skip
ANSWER = Table(
    "anomaly", "answer", "kept", "镇街对异常的答复，每行采用或退回", "一行答复", ("month", "file_name", "sheet", "row_number"),
    fields("""
month: 清单的月份
number: 异常编号，照清单
township: 镇街；编号不在清单中的为空
file_name sheet row_number result result_written corrected_value explanation valid_until
state: accepted采用，repeated与别处相同，refused退回重填
reason
"""),
)  # fmt: skip
RETURNED = Table(
    "anomaly", "returned", "work", "报回的异常数据清单中填写过的行，未经核对", "一行", ("file_name", "sheet", "row_number"),
    (
        *same(ANSWER, "month number"),
        *fields("""
person_number
household_id: 这一行的户编号
file_name sheet row_number result result_written corrected_value explanation valid_until trouble
"""),
    ),
)  # fmt: skip
LAST_ANSWER = Table(
    "anomaly", "last_answer", "work", "每条异常在本月以前最后一次采用的答复", "一条异常", ("number",),
    (
        *same(FOUND, "number"),
        *fields("month: 答复所在清单的月份\nresult valid_until value_key is_base_newer"),
    ),
)  # fmt: skip
UNJUDGED = Table(
    "anomaly", "unjudged", "work", "缺少所需的列、没有按某条规则检查的户库导出文件", "一条规则一个文件", ("rule_code", "file_name"),
    fields("rule_code file_name"),
)  # fmt: skip
CLEANING = Table(
    "anomaly", "cleaning", "work", "数据清洗的界限，取自政策", "一行", ("repeated_months",),
    fields("repeated_months flood_share flood_from surge_share surge_from gap_share gap_from weight_high weight_middle weight_low"),
)  # fmt: skip
COMPLETENESS = Table(
    "anomaly", "completeness", "kept", "完整性：户库每一列填了多少；空白不是“否”", "一月一镇街一列", ("month", "township", "column_name"),
    fields("""
month township column_name
heading: 户库的列名
ordinal people filled households filled_heads
"""),
    renamed={"place": "ordinal"},
)  # fmt: skip
QUALITY = Table(
    "anomaly", "quality", "kept", "数据质量分，逐村；镇街的由各村相加", "一月一村", ("month", "township", "village"),
    fields("month township village people households high middle low exempt repeated closed weighted score"),
)  # fmt: skip
WATCHED_HOUSEHOLD = Table(
    "anomaly", "watched_household", "kept", "各月户库中的监测户，用于比较进出", "一月一户", ("month", "household_id"),
    fields("month household_id township village is_monitored"),
)  # fmt: skip
SURGE = Table(
    "anomaly", "surge", "kept", "监测户的进出：与上一次运行的月份相比", "一月一村", ("month", "township", "village"),
    fields("""
month month_before township
village: 村；全镇街合计的为空
monitored_before entered relieved removed monitored_now is_surge
"""),
)  # fmt: skip
INCLUSION = Table(
    "anomaly", "inclusion", "kept", "纳入情况：各村有重点情况的户，和纳入监测的户", "一月一村", ("month", "township", "village"),
    fields("""
month township village households people seriously_ill severely_disabled on_dibao on_tekun out_of_school unsafe_houses
without_water key_households included included_people monitored newly_included expected_included
standing: none_included一户未纳，few_included纳入偏少，none_new本年没有新纳，usual平常，no_village没有写村，unjudged规则没有运行
is_found_true
"""),
)  # fmt: skip
