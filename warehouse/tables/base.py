"""The household base in force."""

from __future__ import annotations

from sources.base.household_base import HOUSEHOLD_BASE
from warehouse.tables.columns import of_feed
from warehouse.tables.table import Table, fields, same

EXPORTED = Table(
    "draft", "exported", "work", "户库导出中的人", "一行导出", ("file_name", "sheet", "row_number"),
    (
        *fields("person_key file_name sheet row_number as_of"),
        *(of_feed(column) for column in HOUSEHOLD_BASE.columns),
        *fields("name_key id_text id_state id18 id_sex id_born_on household_number village_key is_head unread"),
    ),
)  # fmt: skip
"""What a file of a load may hold; it is no table of its own. A load takes the files as they are and fills in what they lack."""

PERSON = Table(
    "base", "person", "work", "户库的人", "一人", ("person_key",), (*EXPORTED.fields, *fields("since_load valid_from")),
)  # fmt: skip

PERSON_PAST = Table(
    "base", "person_past", "kept", "户库的人以前的样子：内容改变或离开户库以前的", "一人一次改变", ("person_key", "since_load", "until_load"),
    (
        *same(PERSON, " ".join(PERSON.columns)),
        *fields("until_load valid_to\nended: changed内容改变，left离开户库"),
    ),
)  # fmt: skip

LOAD = Table(
    "base", "load", "kept", "历次户库入库", "一次入库", ("load",),
    fields("""
load
as_of: 这一次户库的截止日期
loaded_at
files: 导出文件数
people: 入库以后户库有多少人
households: 入库以后户库有多少户
load_fingerprint rows_read rows_repeated renumbered divided joined without_number numbered_per_place several_heads
people_left people_kept people_unchanged people_altered moved
"""),
)  # fmt: skip

CHANGE = Table(
    "base", "change", "kept", "户库变化：每次入库与上一次相比", "一户或一人的一种变化", ("load", "change", "household_id", "person_key"),
    fields("""
load as_of
change: 哪一种变化，状态词见 states.base_change
household_id person_key township village
person_name: 谁的变化；户的变化为户主
value_before value_now
"""),
)  # fmt: skip

HOUSEHOLD = Table(
    "base", "household", "work", "户库的户，户主与监测状态", "一户", ("household_id",),
    fields("""
household_id household_number township village head_key head_name head_id has_head members monitoring_kind is_monitored
is_dibao: 户内有人享受农村低保
is_tekun: 户内有人特困供养
"""),
)  # fmt: skip

VILLAGE = Table(
    "base", "village", "work", "户库中的村", "一个镇街的一个村", ("township", "village"),
    fields("township township_key village village_key"),
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
