"""Warnings: the rules in force, whom they hold for, what was issued, what became of each row."""

from __future__ import annotations

from warehouse.tables.table import Table, fields

RULE = Table(
    "warning", "rule", "kept", "本月执行的预警规则", "一月一条规则", ("month", "rule_code"),
    fields("""
month rule_code feed label about happens on_change delivery condition risk grade way department is_compared_already
is_risk_from_words source policy_version
"""),
)  # fmt: skip

QUALIFIED = Table(
    "warning", "qualified", "work", "达到预警条件的来文行", "一行来文一条规则", ("row_key", "rule_code"),
    fields("row_key rule_code says told_by happened_on"),
)  # fmt: skip

WARNING = Table(
    "warning", "warning", "kept", "已发出的预警", "一条预警", ("number",),
    fields("""
month number rule_code policy_version event row_key tier household_id person_key township village head_name head_id
subject_name subject_id relation way
department: 预警信息来源：来文所写的渠道，没有写的为报送部门
says risk grade feedback_on spoke_on visit_by hints provenance
"""),
)  # fmt: skip

SUSPECTED = Table(
    "warning", "suspected", "kept", "疑似匹配，由人核对，不自动预警", "一条疑似", ("number",),
    fields("""
month
number: 疑似编号
rule_code policy_version event row_key household_id person_key township village head_name department sent_name sent_number
likely_name likely_id outside_id clue says happened_on provenance listed_in belated_because
"""),
)  # fmt: skip

OUTCOME = Table(
    "warning", "outcome", "kept", "每一来文行的去向", "一行来文", ("month", "row_key"),
    fields("""
month row_key file_id feed outcome
reason: 成为这一去向的原因
is_qualifying tier
household_id: 户的键，未匹配的为空
person_key: 人的键，未匹配的为空
number: 所成或所并入的预警编号，未达条件的为空
"""),
)  # fmt: skip

ROSTER = Table(
    "warning", "roster", "kept", "全量名册逐月比对：谁是新增、变化、退出", "一月一类名册一户（或一人）",
    ("month", "feed", "household_id", "person_key"),
    fields("""
month feed about household_id
person_key: 人的键；针对户的为空文本
standing: baseline基线，new新增，known已有，changed有变化，gone不再列入，absent未报来、不下结论
is_qualifying is_certain watched watched_before
row_key: 来文行键；不再列入的为上次的行键
"""),
)  # fmt: skip
