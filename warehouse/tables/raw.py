"""What departments sent, row by row."""

from __future__ import annotations

from dataclasses import replace

from sources.contract import Feed
from warehouse.tables.table import SQL_TYPE, Table, TableColumn, fields

WHERE_FROM = """
department VARCHAR 报送部门
file_name VARCHAR 文件名（部门文件夹以下）
sheet VARCHAR 工作表，文本文件为空
row_number BIGINT 行号，与Excel所见一致；文本文件为行
"""
SUBJECT = """
subject_name VARCHAR 来文所写姓名
name_key VARCHAR 姓名比对键：去空格、间隔号、括注
id_raw VARCHAR 来文所写号码，原样
id_text VARCHAR 规范化后的号码
id_state VARCHAR 号码状态：valid、from_15、from_certificate、document、lost_digits、broken、blank
id18 VARCHAR 18位身份证号，仅在号码可靠时有
"""

FEED_ROW = Table(
    "raw", "feed_row", "kept", "各部门来文的每一数据行：谁、在哪个文件哪一行、采用还是退回", "一行来文", ("month", "row_key"),
    fields(
        """
month VARCHAR 所属月份
row_key VARCHAR 行键：文件、工作表、行；一行多人的再加序号
feed VARCHAR 信息类别代码
file_id VARCHAR 文件键
file_order BIGINT 到达次序，后到为大
"""
        + WHERE_FROM
        + SUBJECT
        + """
township_text VARCHAR 来文所写镇街
village_text VARCHAR 来文所写村
address_text VARCHAR 来文所写住址
relation VARCHAR 来文所写与户主关系
head_name VARCHAR 来文所写户主姓名
event_month VARCHAR 事项发生月份，来文未写则空
matter VARCHAR 区分同一人同一月的不同事项
watched DOUBLE 全量名册逐月比较的数值：月保障金额（元）、残疾等级
content VARCHAR 整行原文，用于识别逐字重报
status VARCHAR kept采用，rejected退回
reject_reason VARCHAR 退回原因
"""
    ),
)  # fmt: skip

FEED_MEMBER = Table(
    "raw", "feed_member", "kept", "一户一行的名册中，户主以外的家庭成员", "一行来文的一名成员", ("month", "row_key", "member"),
    fields(
        """
month VARCHAR 所属月份
row_key VARCHAR 来文行键
member BIGINT 行内序号，从1
member_name VARCHAR 来文所写姓名
"""
        + SUBJECT.replace("subject_name VARCHAR 来文所写姓名\n", "")
        + "relation VARCHAR 与户主关系，列名或单元格所写"
    ),
)  # fmt: skip

PROBLEM = Table(
    "raw", "problem", "kept", "来文中的问题，退回部门", "一处问题", ("month", "row_key", "heading", "problem"),
    fields(
        "month VARCHAR 所属月份\nrow_key VARCHAR 行键\n"
        + WHERE_FROM
        + """
column_letter VARCHAR 列，与Excel所见一致，几列的用顿号隔开
heading VARCHAR 列名，按来文
value VARCHAR 值，号码和姓名已遮盖
problem VARCHAR 问题
mend VARCHAR 怎样更正
"""
    ),
)  # fmt: skip

SUMMED = {"medical_expense": "match.medical_expense"}
"""Feeds whose rules read a model instead of the rows as sent: stays are summed by person and year."""


def feed_table(feed: Feed) -> Table:
    """The table of a feed's own columns: one kept row a row sent."""
    own = tuple(TableColumn(c.name, SQL_TYPE.get(c.kind, "VARCHAR"), c.sentence) for c in feed.columns)
    keys = fields("month VARCHAR 所属月份\nrow_key VARCHAR 行键\nfeed VARCHAR 信息类别代码")
    return Table(
        "raw", feed.code, "kept", f"{feed.department}：{feed.label}", "一行采用的来文", ("month", "row_key"), keys + own
    )


def summed_table(feed: Feed) -> Table:
    """The table that a summed feed's rules read: the same columns as sent."""
    table = feed_table(feed)
    return replace(table, schema="match", kind="work")
