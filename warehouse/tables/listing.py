"""The lists that a notice asks for: what is known of the households that may stand on one, who does, and what came back of it."""

from __future__ import annotations

from warehouse.tables.handling import RETURNED as RETURNED_CELLS
from warehouse.tables.table import Table, fields, same

ASKED = Table(
    "listing", "asked", "work", "本县政策所要的名单，取自政策", "一种名单", ("list_code",),
    fields("list_code at_least_months low_yuan about_yuan near_average_yuan"),
)  # fmt: skip
HAPPENING = Table(
    "listing", "happening", "kept", "各月部门来文中说到的、名单要看的事：低保取消和降低、新增整户低保、危改、住房和饮水隐患、受灾", "一户一月一类事",
    ("month", "household_id", "matter"),
    fields("month household_id\nmatter: 哪一类事，如取消低保、危房改造\nsays: 来文怎样说\nprovenance"),
)  # fmt: skip
HOUSEHOLD = Table(
    "listing", "household", "kept", "各月户库中可能列入名单的户：脱贫户、监测对象、有重点情况的、收入低的、有上述事的", "一月一户", ("month", "household_id"),
    fields("""
month household_id household_number township village head_name head_id members household_kind monitoring_kind is_monitored
is_relieved is_poor is_guaranteed recognised_on removed_on months_monitored months_relieved able all_unable working_away school_age
on_dibao on_tekun seriously_ill chronically_ill severely_disabled income_per_head_yuan last_income_per_head_yuan after_income_yuan
rigid_spending_yuan income_line_yuan risks measures has_development has_only_support is_resettled gaps gaps_since unfilled
"""),
)  # fmt: skip
LINE = Table(
    "listing", "line", "kept", "各月各种名单上的户，凭什么列入，还要当面核实什么", "一月一种名单一户一类事", ("month", "list_code", "number"),
    fields("""
month list_code
number: 清单编号，一户在一种名单上一个期间一个；报回时只看它
household_id
matter: 哪一类事；不分的为空文本
event: 期间：月份或年度，编号的一部分
listed_class why to_ask
first_month: 这个编号最早列入的月份
"""),
)  # fmt: skip
RETURNED = Table(
    "listing", "returned", "kept", "报回的名单中填写过的格，未经核对", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    (
        *same(RETURNED_CELLS, "month list_month edition"),
        *fields("""
number: 清单编号，照名单
item written value said_township file_name sheet row_number trouble head_id is_sealed
"""),
    ),
)  # fmt: skip
CELL = Table(
    "listing", "cell", "work", "报回的名单中的每一格，采用或退回", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    (
        *same(RETURNED, "month list_month edition number item written value said_township file_name sheet row_number"),
        *fields("reason is_latest"),
    ),
)  # fmt: skip
TABLES = (ASKED, HAPPENING, HOUSEHOLD, LINE, RETURNED, CELL)
"""Every table of this file."""
