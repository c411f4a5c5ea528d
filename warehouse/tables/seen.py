"""The base as a run sees it: `warehouse/seen.py` makes it anew for each; until then it is the base in force."""

from __future__ import annotations

from warehouse.tables.table import Table, fields

EARLIER_NUMBER = Table(
    "seen", "earlier_number", "work", "更正以前的证件号码，现在户库中没有人用的", "一个号码", ("id18",),
    fields("""
id18
person_key: 曾用此号码的人的键
name_key: 用此号码时的姓名比对键
"""),
)  # fmt: skip

SEEN_LOAD = Table(
    "seen", "load", "work", "运行所见的是哪一次入库的户库", "一行", ("load",),
    fields("load\nas_of: 所见户库的截止日期"),
)  # fmt: skip

IN_FORCE = (
    "CREATE OR REPLACE VIEW seen.person AS SELECT *, FALSE AS has_left FROM base.person",
    "CREATE OR REPLACE VIEW seen.household AS SELECT * FROM base.household",
    "CREATE OR REPLACE VIEW seen.village AS SELECT * FROM base.village",
    "CREATE OR REPLACE VIEW seen.held_person AS SELECT * FROM base.person",
    "CREATE OR REPLACE VIEW seen.held_household AS SELECT * FROM base.household",
    "CREATE OR REPLACE VIEW seen.held_village AS SELECT * FROM base.village",
)
"""What is seen where nothing else is asked for. person, household, village: whom a row of the month may mean; held_…: whose records
are judged."""
