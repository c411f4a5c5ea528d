"""Warnings: the rules in force, whom they hold for, what was issued, what became of each row."""

from __future__ import annotations

from warehouse.tables.table import Table, fields

RULE = Table(
    "warning", "rule", "kept", "本月执行的预警规则", "一月一条规则", ("month", "rule_code"),
    fields("""
month VARCHAR 月份
rule_code VARCHAR 规则编号
feed VARCHAR 信息类别代码
label VARCHAR 信息类别名称
about VARCHAR person一人一条，household一户一条
happens VARCHAR 何为新增：each_event每次事项，first_time_in_year一年一次
on_change VARCHAR 名册中已有的人，比较数值怎样变化才算新增：never、any、raised、lowered
delivery VARCHAR 报送方式：new只报新增，roster每月报全量名册
condition VARCHAR 条件
risk VARCHAR 风险类型
grade VARCHAR 等级
way VARCHAR 预警方式
department VARCHAR 部门
is_compared_already BOOLEAN 部门审批时已比对，免重复信息比对
is_risk_from_words BOOLEAN 风险类型按描述中的用词
source VARCHAR 依据
policy_version VARCHAR 政策版本
"""),
)  # fmt: skip

QUALIFIED = Table(
    "warning", "qualified", "work", "达到预警条件的来文行", "一行来文一条规则", ("row_key", "rule_code"),
    fields("row_key VARCHAR 行键\nrule_code VARCHAR 规则编号\nsays VARCHAR 具体预警信息\ntold_by VARCHAR 信息渠道，如12345、村委，来文未写则空\nhappened_on DATE 事项的日期，来文未写则空"),
)  # fmt: skip

WARNING = Table(
    "warning", "warning", "kept", "已发出的预警", "一条预警", ("number",),
    fields("""
month VARCHAR 发出的月份
number VARCHAR 预警编号
rule_code VARCHAR 规则编号
policy_version VARCHAR 政策版本
event VARCHAR 事项：月份或年度
row_key VARCHAR 来文行键
tier VARCHAR 匹配层级：exact一致，derived换算，confirmed疑似经镇街核对，outside户库外
household_id VARCHAR 户编号
person_key VARCHAR 人的键
township VARCHAR 镇街
village VARCHAR 村
head_name VARCHAR 户主姓名
head_id VARCHAR 户主身份证
subject_name VARCHAR 预警对象
subject_id VARCHAR 预警对象身份证
relation VARCHAR 与户主关系
way VARCHAR 预警方式
department VARCHAR 预警信息来源
says VARCHAR 具体预警信息
risk VARCHAR 风险类型
grade VARCHAR 等级
feedback_on DATE 信息反馈日期：交给镇街的日期，首次发出时定下
spoke_on DATE 自主申报、信访的，本人开口的日期；来文没有写的为空
visit_by DATE 入户核实期限
hints VARCHAR 提示
provenance VARCHAR 数据出处
"""),
)  # fmt: skip

SUSPECTED = Table(
    "warning", "suspected", "kept", "疑似匹配，由人核对，不自动预警", "一条疑似", ("number",),
    fields("""
month VARCHAR 发出的月份
number VARCHAR 疑似编号
rule_code VARCHAR 规则编号
policy_version VARCHAR 政策版本
event VARCHAR 事项
row_key VARCHAR 来文行键
household_id VARCHAR 户编号
person_key VARCHAR 人的键
township VARCHAR 镇街
village VARCHAR 村
head_name VARCHAR 户主姓名
department VARCHAR 部门
sent_name VARCHAR 所报姓名
sent_number VARCHAR 所报号码
likely_name VARCHAR 疑似人员
likely_id VARCHAR 疑似人员身份证
outside_id VARCHAR 不是此人的，作为户库外列入预警时的户编号；信息类别不列户库外的为空
clue VARCHAR 判断依据
says VARCHAR 具体预警信息
happened_on DATE 来文所写的申报、反映或发生日期
provenance VARCHAR 数据出处
"""),
)  # fmt: skip

OUTCOME = Table(
    "warning", "outcome", "kept", "每一来文行的去向", "一行来文", ("month", "row_key"),
    fields("""
month VARCHAR 月份
row_key VARCHAR 行键
file_id VARCHAR 文件键
feed VARCHAR 信息类别代码
outcome VARCHAR warned、merged、suppressed、not_qualifying、unmatched、rejected
reason VARCHAR 原因
is_qualifying BOOLEAN 是否达到预警条件
tier VARCHAR 匹配层级
household_id VARCHAR 户编号，未匹配的为空
person_key VARCHAR 人的键，未匹配的为空
number VARCHAR 所成或所并入的预警编号，未达条件的为空
"""),
)  # fmt: skip

ROSTER = Table(
    "warning", "roster", "kept", "全量名册逐月比对：谁是新增、变化、退出", "一月一类名册一户（或一人）",
    ("month", "feed", "household_id", "person_key"),
    fields("""
month VARCHAR 月份
feed VARCHAR 信息类别代码
about VARCHAR person一人一条，household一户一条
household_id VARCHAR 户编号
person_key VARCHAR 人的键；针对户的为空文本
standing VARCHAR baseline基线，new新增，known已有，changed有变化，gone不再列入，absent未报来、不下结论
is_qualifying BOOLEAN 是否达到预警条件
is_certain BOOLEAN 列入以来曾按可靠号码认定，或在基线中；只是疑似的为否
watched DOUBLE 比较的数值：月保障金额（元）、残疾等级
watched_before DOUBLE 上次的数值
row_key VARCHAR 来文行键；不再列入的为上次的行键
"""),
)  # fmt: skip
