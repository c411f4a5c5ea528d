"""The household base in force."""

from __future__ import annotations

from sources.household_base import HOUSEHOLD_BASE
from warehouse.tables.table import SQL_TYPE, Table, TableColumn, fields

PERSON = Table(
    "base", "person", "work", "户库的人", "一人", ("person_key",),
    (
        *fields("person_key VARCHAR 人的键：人编号，缺则由户编号和证件号码代替\nfile_name VARCHAR 导出文件\n"
                 "sheet VARCHAR 工作表\nrow_number BIGINT 行号\nas_of DATE 户库截止日期"),
        *(TableColumn(c.name, SQL_TYPE.get(c.kind, "VARCHAR"), c.sentence) for c in HOUSEHOLD_BASE.columns),
        *fields("""
name_key VARCHAR 姓名比对键
id_text VARCHAR 规范化后的证件号码
id_state VARCHAR 号码状态
id18 VARCHAR 18位身份证号，仅在号码可靠时有
id_sex VARCHAR 号码第17位所示性别
id_born_on DATE 号码所示出生日期
household_number VARCHAR 户编号，照这次导出的原样；household_id是本系统的键，换了编号也不变
village_key VARCHAR 村名比对键：去“村”“社区”等尾字
is_head BOOLEAN 是否户主
unread VARCHAR 填了而读不懂的列，用顿号隔开
""")),
)  # fmt: skip

HOUSEHOLD = Table(
    "base", "household", "work", "户库的户，户主与监测状态", "一户", ("household_id",),
    fields("""
household_id VARCHAR 户的键：首次入库时的户编号，以后换了编号也不变
household_number VARCHAR 户编号，照这次导出的原样
township VARCHAR 镇街
village VARCHAR 村
head_key VARCHAR 户主的键；无户主的取首名成员
head_name VARCHAR 户主姓名
head_id VARCHAR 户主证件号码
has_head BOOLEAN 是否有户主
members BIGINT 成员人数
monitoring_kind VARCHAR 监测对象类别
is_monitored BOOLEAN 已在监测且风险未消除
is_dibao BOOLEAN 户内有人享受农村低保
is_tekun BOOLEAN 户内有人特困供养
"""),
)  # fmt: skip

INCOME = Table(
    "base", "income", "work", "脱贫户和监测对象的人均纯收入，本年度和上年度", "一户", ("household_id",),
    fields("""
household_id VARCHAR 户编号
township VARCHAR 镇街
village VARCHAR 村
members BIGINT 成员人数
household_kind VARCHAR 户类型
monitoring_kind VARCHAR 监测对象类别
is_monitored BOOLEAN 已在监测且风险未消除
income_per_head_yuan DOUBLE 家庭人均纯收入，元/年
last_income_per_head_yuan DOUBLE 上年度家庭人均纯收入，元/年
"""),
    renamed={"per_head_yuan": "income_per_head_yuan", "last_per_head_yuan": "last_income_per_head_yuan"},
)  # fmt: skip

KNOWN_PERSON = Table(
    "base", "known_person", "kept", "入过户库的每一个人，凭什么再认出来：以后的导出换了编号，键不变", "一人", ("person_key",),
    fields("""
person_key VARCHAR 人的键
household_id VARCHAR 户的键
household_number VARCHAR 户编号，照最近一次导出
number_key VARCHAR 户编号，去掉前面的0；没有户编号的为空
person_id VARCHAR 人编号，能作键的
id18 VARCHAR 18位身份证号，仅在号码可靠时有
id_text VARCHAR 规范化后的证件号码
name_key VARCHAR 姓名比对键
township VARCHAR 镇街
village_key VARCHAR 村名比对键
is_head BOOLEAN 是否户主
is_here BOOLEAN 在现行户库中
as_of DATE 最近一次在哪一天的户库中
"""),
    renamed={"person_number": "person_id"},
)  # fmt: skip

TOWNSHIP_MOVE = Table(
    "base", "township_move", "kept", "户从一个镇街到另一个镇街：撤镇设街道、合并、拆分、搬迁", "一户一次", ("household_id", "as_of"),
    fields("""
household_id VARCHAR 户编号
from_township VARCHAR 原镇街
to_township VARCHAR 现镇街
as_of DATE 哪一天的户库改变的
"""),
)  # fmt: skip

SUCCESSION = Table(
    "base", "succession", "work", "镇街的承接关系，取自政策，逐级推到最后一个", "一个镇街（或其中一村）", ("from_township", "village"),
    fields("from_township VARCHAR 原镇街\nvillage VARCHAR 只有这个村的；全镇的为空文本\nto_township VARCHAR 承接的镇街\nchanged_on DATE 从哪一天起"),
)  # fmt: skip

BASE_FILE = Table(
    "ops",
    "base_file",
    "work",
    "最近一次户库入库的文件，和需要查看的事项",
    "一个文件",
    ("file_name",),
    fields("file_name VARCHAR 文件名\nis_used BOOLEAN 是否采用\nnote VARCHAR 说明\ntodo VARCHAR 下一步"),
)
