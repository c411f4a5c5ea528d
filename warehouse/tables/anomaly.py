"""Anomalies of the base: found, listed, answered, closed; how the rules ran; how good the data is, place by place."""

from __future__ import annotations

from warehouse.tables.table import Table, fields

_RULE = """
rule_code VARCHAR 规则编号
category VARCHAR 问题类别
severity VARCHAR 严重程度：高、中、低
"""
_WHOSE = """
household_id VARCHAR 户编号
person_key VARCHAR 人的键，针对整户的为空
township VARCHAR 镇街
village VARCHAR 村
head_name VARCHAR 户主姓名
person_name VARCHAR 姓名
person_number VARCHAR 身份证
"""
_WHAT = """
says VARCHAR 问题描述
base_value VARCHAR 系统内值
reference_value VARCHAR 参考值
guidance VARCHAR 处理建议
acts VARCHAR 由谁处理：镇街，或部门名称
provenance VARCHAR 数据出处
"""
_FOUND = "number VARCHAR 异常编号" + _RULE + _WHOSE + _WHAT

FOUND = Table(
    "anomaly", "found", "work", "规则本月查出的异常，一个编号一行", "一条异常", ("number",), fields(_FOUND)
)  # fmt: skip
ANOMALY = Table(
    "anomaly", "anomaly", "kept", "异常数据", "一条异常", ("month", "number"),
    fields(
        "month VARCHAR 月份\n"
        + _FOUND
        + """
household_number VARCHAR 户编号，照当时的导出
value_key VARCHAR 所涉的值的指纹；值变了，以前的“情况属实”不再有效
standing VARCHAR new新发现，open上次已有、仍未一致，again曾一致、再次出现，exempt已核实属实、未到期，waiting已答复更正、待新户库核对，held规则几乎对所有记录触发、暂不下发
is_asked BOOLEAN 是否要求处理：新发现、仍未一致、再次出现的
first_month VARCHAR 首次发现
months_seen BIGINT 连续月数
answered VARCHAR 以前的答复：已更正、情况属实无需更正、无法核实；没有答复的为空
answered_in VARCHAR 该答复所在清单的月份
"""
    ),
)  # fmt: skip
CLOSED = Table(
    "anomaly", "closed", "kept", "本月消除的异常：上次有、本次规则运行而不再查出", "一条异常", ("month", "number"),
    fields(
        "month VARCHAR 月份\nnumber VARCHAR 异常编号"
        + _RULE
        + """
household_id VARCHAR 户编号
township VARCHAR 镇街
village VARCHAR 村
how VARCHAR agreed数据已一致，left人或户已不在户库
answered VARCHAR 镇街的答复；没有答复的为空
first_month VARCHAR 首次发现
months_seen BIGINT 存在了几个月
"""
    ),
)  # fmt: skip
RULE_RESULT = Table(
    "anomaly", "rule_result", "kept", "异常规则的运行情况", "一月一条规则", ("month", "rule_code"),
    fields("""
month VARCHAR 月份
rule_code VARCHAR 规则编号
label VARCHAR 规则名称
object VARCHAR person人，household户，feed_row来文行，village村
category VARCHAR 问题类别
severity VARCHAR 严重程度：高、中、低
state VARCHAR fired有异常，clean无异常，crashed未能运行，not_applicable缺列不适用
rows_judged BIGINT 检查了多少条记录
rows_failed BIGINT 异常条数
is_flooding BOOLEAN 几乎对所有记录触发，暂不下发镇街
corrects VARCHAR 更正后值是户库哪一列的值；不是单独一列的为空
exempt_months BIGINT 情况属实的，几个月内不再要求核实；0为不能以属实了结
condition VARCHAR 条件
message VARCHAR 说明
"""),
)  # fmt: skip
ANSWER = Table(
    "anomaly", "answer", "kept", "镇街对异常的答复，每行采用或退回", "一行答复", ("month", "file_name", "sheet", "row_number"),
    fields("""
month VARCHAR 清单的月份
number VARCHAR 异常编号，照清单
township VARCHAR 镇街；编号不在清单中的为空
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
result VARCHAR 核实结果：已更正、情况属实无需更正、无法核实
result_written VARCHAR 核实结果原样
corrected_value VARCHAR 更正后值
explanation VARCHAR 说明
valid_until VARCHAR 情况属实的，到哪个月为止不再要求核实
state VARCHAR accepted采用，repeated与别处相同，refused退回重填
reason VARCHAR 退回的原因和怎样改
"""),
)  # fmt: skip
RETURNED = Table(
    "anomaly", "returned", "work", "报回的异常数据清单中填写过的行，未经核对", "一行", ("file_name", "sheet", "row_number"),
    fields("""
month VARCHAR 清单的月份
number VARCHAR 异常编号，照清单
person_number VARCHAR 这一行的身份证
household_id VARCHAR 这一行的户编号
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
result VARCHAR 核实结果
result_written VARCHAR 核实结果原样
corrected_value VARCHAR 更正后值
explanation VARCHAR 说明
valid_until VARCHAR 情况属实的，到哪个月为止不再要求核实
trouble VARCHAR 这一行本身看出的问题
"""),
)  # fmt: skip
LAST_ANSWER = Table(
    "anomaly", "last_answer", "work", "每条异常在本月以前最后一次采用的答复", "一条异常", ("number",),
    fields("""
number VARCHAR 异常编号
month VARCHAR 答复所在清单的月份
result VARCHAR 核实结果
valid_until VARCHAR 情况属实的，到哪个月为止
value_key VARCHAR 当时的值的指纹
is_base_newer BOOLEAN 此后是否装入过更新的户库
"""),
)  # fmt: skip
UNJUDGED = Table(
    "anomaly", "unjudged", "work", "缺少所需的列、没有按某条规则检查的户库导出文件", "一条规则一个文件", ("rule_code", "file_name"),
    fields("rule_code VARCHAR 规则编号\nfile_name VARCHAR 导出文件"),
)  # fmt: skip
CLEANING = Table(
    "anomaly", "cleaning", "work", "数据清洗的界限，取自政策", "一行", ("repeated_months",),
    fields("""
repeated_months BIGINT 连续几个月没有改的，报县级
flood_share DOUBLE 一条规则触发的记录超过几成，暂不下发
flood_from BIGINT 至少多少条才算
surge_share DOUBLE 监测户一个月进出超过原有的几成为大进大出
surge_from BIGINT 至少多少户才算
gap_share DOUBLE 一个镇街某列填的人不到全县平均的几成为偏少
gap_from BIGINT 至少少填多少人才算
weight_high DOUBLE 质量分中一条高级异常的权重
weight_middle DOUBLE 一条中级异常的权重
weight_low DOUBLE 一条低级异常的权重
"""),
)  # fmt: skip
COMPLETENESS = Table(
    "anomaly", "completeness", "kept", "完整性：户库每一列填了多少；空白不是“否”", "一月一镇街一列", ("month", "township", "column_name"),
    fields("""
month VARCHAR 月份
township VARCHAR 镇街
column_name VARCHAR 列，代码
heading VARCHAR 列
ordinal BIGINT 列的次序
people BIGINT 人数
filled BIGINT 填了这一列的人数
households BIGINT 户数
filled_heads BIGINT 户主（无户主的为首名成员）填了这一列的户数
"""),
    renamed={"place": "ordinal"},
)  # fmt: skip
QUALITY = Table(
    "anomaly", "quality", "kept", "数据质量分，逐村；镇街的由各村相加", "一月一村", ("month", "township", "village"),
    fields("""
month VARCHAR 月份
township VARCHAR 镇街
village VARCHAR 村
people BIGINT 人数
households BIGINT 户数
high BIGINT 本月下发的高级异常
middle BIGINT 本月下发的中级异常
low BIGINT 本月下发的低级异常
exempt BIGINT 已核实属实的异常
repeated BIGINT 连续多月未改的异常
closed BIGINT 本月消除的异常
weighted DOUBLE 加权异常条数
score DOUBLE 质量分：100减每百人加权异常条数，最低0
"""),
)  # fmt: skip
WATCHED_HOUSEHOLD = Table(
    "anomaly", "watched_household", "kept", "各月户库中的监测户，用于比较进出", "一月一户", ("month", "household_id"),
    fields("""
month VARCHAR 月份
household_id VARCHAR 户编号
township VARCHAR 镇街
village VARCHAR 村
is_monitored BOOLEAN 在监测，风险未消除
"""),
)  # fmt: skip
SURGE = Table(
    "anomaly", "surge", "kept", "监测户的进出：与上一次运行的月份相比", "一月一村", ("month", "township", "village"),
    fields("""
month VARCHAR 月份
month_before VARCHAR 与哪个月相比
township VARCHAR 镇街
village VARCHAR 村；全镇街合计的为空
monitored_before BIGINT 原有监测户
entered BIGINT 新纳入
relieved BIGINT 风险消除
removed BIGINT 不在户库的监测名单中了：清退、迁出等
monitored_now BIGINT 现有监测户
is_surge BOOLEAN 大进大出：一个月内进或出超过界限
"""),
)  # fmt: skip
INCLUSION = Table(
    "anomaly", "inclusion", "kept", "纳入情况：各村有重点情况的户，和纳入监测的户", "一月一村", ("month", "township", "village"),
    fields("""
month VARCHAR 月份
township VARCHAR 镇街
village VARCHAR 村
households BIGINT 户数
people BIGINT 人数
seriously_ill BIGINT 大病人数
severely_disabled BIGINT 重度残疾人数
on_dibao BIGINT 低保人数
on_tekun BIGINT 特困人数
out_of_school BIGINT 失学人数
unsafe_houses BIGINT 危房户数
without_water BIGINT 饮水不安全户数
key_households BIGINT 有上述任一情况的户数
included BIGINT 曾纳入监测的户数，含已消除风险的
included_people BIGINT 这些户的人数
monitored BIGINT 在监测、风险未消除的户数
newly_included BIGINT 本年新纳入的户数
expected_included BIGINT 按全县平均应纳入的户数；没有写村的不比
standing VARCHAR none_included一户未纳，few_included纳入偏少，none_new本年没有新纳，usual平常，no_village没有写村，unjudged规则没有运行
is_found_true BOOLEAN 镇街已核实属实
"""),
)  # fmt: skip
