"""What departments sent, row by row."""

from __future__ import annotations

from dataclasses import replace

from sources.contract import Feed
from warehouse.tables.columns import of_feed
from warehouse.tables.table import Table, fields

WHERE_FROM = """
department: 报送部门
file_name: 文件名（部门文件夹以下）
sheet row_number
"""
NUMBERED = "name_key id_raw id_text id_state id18"

FEED_ROW = Table(
    "raw", "feed_row", "kept", "各部门来文的每一数据行：谁、在哪个文件哪一行、采用还是退回", "一行来文", ("month", "row_key"),
    fields(
        "month row_key feed file_id file_order"
        + WHERE_FROM
        + "subject_name: 来文所写姓名\n"
        + NUMBERED
        + """
township_text village_text address_text
relation: 来文所写与户主关系
head_name: 来文所写户主姓名
event_month matter watched content status reject_reason
"""
    ),
)  # fmt: skip

FEED_MEMBER = Table(
    "raw", "feed_member", "kept", "一户一行的名册中，户主以外的家庭成员", "一行来文的一名成员", ("month", "row_key", "member"),
    fields(f"month row_key member member_name {NUMBERED}\nrelation: 与户主关系，列名或单元格所写"),
)  # fmt: skip

PROBLEM = Table(
    "raw", "problem", "kept", "来文中的问题，退回部门", "一处问题", ("month", "row_key", "heading", "problem"),
    fields(f"month row_key{WHERE_FROM}column_letter heading\nvalue: 值，号码和姓名已遮盖\nproblem mend"),
)  # fmt: skip

SUMMED = {"medical_expense": "match.medical_expense"}
"""Feeds whose rules read a model instead of the rows as sent: stays are summed by person and year."""


def feed_table(feed: Feed) -> Table:
    """The table of a feed's own columns: one kept row a row sent."""
    columns = fields("month row_key feed") + tuple(of_feed(column) for column in feed.columns)
    return Table(
        "raw", feed.code, "kept", f"{feed.department}：{feed.label}", "一行采用的来文", ("month", "row_key"), columns
    )


def summed_table(feed: Feed) -> Table:
    """The table that a summed feed's rules read: the same columns as sent."""
    table = feed_table(feed)
    return replace(table, schema="match", kind="work")
