"""家庭收支: one household's account of the last twelve months, as a month's run found it."""

from __future__ import annotations

from warehouse.tables.raw import WHERE_FROM
from warehouse.tables.table import Table, fields

COUNTED = Table(
    "account", "counted", "work", "家庭收支计入什么：哪一类信息的金额", "一类信息的一种金额", ("feed", "label"),
    fields("""
feed
label: 算作什么：医疗自付、低保金等
kind: expense刚性支出和损失，relief救急的补助、冲抵支出，aid其他一次性的补助，transfer按月的补助
ordinal
"""),
)  # fmt: skip

ENTRY = Table(
    "account", "entry", "kept", "家庭收支逐笔：到本月为止十二个月内部门报来的支出、损失和补助", "一笔", ("month", "sent_month", "row_key", "label"),
    (
        *fields("month household_id person_key feed"),
        *(column for column in COUNTED.fields if column.name in ("label", "kind")),
        *fields("""
happened_on: 发生的日期，年度累计的为统计截止日期；来文没有写的为空
sent_month amount_yuan deducted_yuan is_at_most
tier: 号码怎样对上的：exact一致，derived换算，confirmed疑似经镇街核对
"""),
        *fields(WHERE_FROM),
        *fields("row_key"),
    ),
)  # fmt: skip

GAP = Table(
    "account", "gap", "kept", "家庭收支中缺哪个月哪类信息", "一类信息一个月", ("month", "sent_month", "feed"),
    fields("""
month sent_month
feed: 哪类信息；整月没有运行的为空
department label
"""),
)  # fmt: skip

SUMMARY = Table(
    "account", "summary", "kept", "家庭收支汇总：有一笔账目的户，和按收入应当一看的户；是入户的线索，不是结论", "一月一户", ("month", "household_id"),
    fields("""
month household_id township village
members: 户库中的人数
household_kind is_monitored income_per_head_yuan last_income_per_head_yuan transfer_income_yuan
rigid_spending_yuan: 户库所填刚性支出，不与部门报来的相加
as_of
expense_yuan at_most_yuan relief_yuan received_yuan burden_yuan income_line_yuan income_line_before_yuan reference_per_head_yuan
without_transfers_per_head_yuan cause is_propped rows_in_doubt spent received lacking
"""),
)  # fmt: skip

TABLES = (COUNTED, ENTRY, GAP, SUMMARY)
