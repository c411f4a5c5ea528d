"""The household base in force."""

from __future__ import annotations

from sources.base.household_base import HOUSEHOLD_BASE
from warehouse.tables.columns import of_feed
from warehouse.tables.table import Table, fields

PERSON = Table(
    "base", "person", "work", "户库的人", "一人", ("person_key",),
    (
        *fields("person_key file_name sheet row_number as_of"),
        *(of_feed(column) for column in HOUSEHOLD_BASE.columns),
        *fields("name_key id_text id_state id18 id_sex id_born_on household_number village_key is_head unread"),
    ),
)  # fmt: skip

HOUSEHOLD = Table(
    "base", "household", "work", "户库的户，户主与监测状态", "一户", ("household_id",),
    fields("""
household_id household_number township village head_key head_name head_id has_head members monitoring_kind is_monitored
is_dibao: 户内有人享受农村低保
is_tekun: 户内有人特困供养
"""),
)  # fmt: skip

INCOME = Table(
    "base", "income", "work", "脱贫户和监测对象的人均纯收入，本年度和上年度", "一户", ("household_id",),
    fields("""
household_id township village members household_kind monitoring_kind is_monitored
income_per_head_yuan last_income_per_head_yuan
"""),
    renamed={"per_head_yuan": "income_per_head_yuan", "last_per_head_yuan": "last_income_per_head_yuan"},
)  # fmt: skip

KNOWN_PERSON = Table(
    "base", "known_person", "kept", "入过户库的每一个人，凭什么再认出来：以后的导出换了编号，键不变", "一人", ("person_key",),
    fields("""
person_key household_id household_number number_key
person_id: 人编号，能作键的
id18 id_text name_key township village_key is_head is_here
as_of: 最近一次在哪一天的户库中
"""),
    renamed={"person_number": "person_id"},
)  # fmt: skip

TOWNSHIP_MOVE = Table(
    "base", "township_move", "kept", "户从一个镇街到另一个镇街：撤镇设街道、合并、拆分、搬迁", "一户一次", ("household_id", "as_of"),
    fields("household_id from_township to_township\nas_of: 哪一天的户库改变的"),
)  # fmt: skip

SUCCESSION = Table(
    "base", "succession", "work", "镇街的承接关系，取自政策，逐级推到最后一个", "一个镇街（或其中一村）", ("from_township", "village"),
    fields("from_township\nvillage: 只有这个村的；全镇的为空文本\nto_township changed_on"),
)  # fmt: skip

BASE_FILE = Table(
    "ops",
    "base_file",
    "work",
    "最近一次户库入库的文件，和需要查看的事项",
    "一个文件",
    ("file_name",),
    fields("file_name is_used note todo"),
)
