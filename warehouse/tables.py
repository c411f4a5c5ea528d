"""Each table, said once: columns, types, grain, key, one sentence. From here come the DDL, the dictionary, the comments.

kept   rows live on; a month is replaced as a whole, in one transaction, from the table of the same name in `draft`
work   made anew in each run
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sources.catalogue import every_feed, feeds
from sources.contract import Feed
from sources.household_base import HOUSEHOLD_BASE

SQL_TYPE = {
    "yuan": "DOUBLE",
    "number": "DOUBLE",
    "count": "BIGINT",
    "date": "DATE",
    "yes_no": "BOOLEAN",
    "grade": "INTEGER",
}


@dataclass(frozen=True)
class Field:
    """A column of a table. sentence: what it means, with its unit, for the data dictionary."""

    name: str
    type: str
    sentence: str


@dataclass(frozen=True)
class Table:
    """schema.name; grain: what one row is; key: the columns that tell rows apart."""

    schema: str
    name: str
    kind: Literal["kept", "work"]
    sentence: str
    grain: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def _fields(text: str) -> tuple[Field, ...]:
    """`name TYPE sentence`, one a line."""
    return tuple(Field(*line.split(maxsplit=2)) for line in text.splitlines() if line.strip())


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
id_state VARCHAR 号码状态：valid、from_15、from_certificate、lost_digits、broken、blank
id18 VARCHAR 18位身份证号，仅在号码可靠时有
"""

FEED_ROW = Table(
    "raw", "feed_row", "kept", "各部门来文的每一数据行：谁、在哪个文件哪一行、采用还是退回", "一行来文", ("month", "row_key"),
    _fields(
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
    _fields(
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
    _fields(
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

FEED_FILE = Table(
    "ops", "feed_file", "kept", "到报登记：每个来文文件的识别结果", "一个文件", ("month", "file_id"),
    _fields(
        """
month VARCHAR 所属月份
file_id VARCHAR 文件键
department VARCHAR 部门，取自文件夹
file_name VARCHAR 文件名；没有取到的为来源地址
sha256 VARCHAR 内容指纹
bytes BIGINT 大小，字节
file_order BIGINT 到达次序
arrived_on DATE 收到日期，即文件最后保存的日期
landed VARCHAR 存放处，收件留存文件夹以下
state VARCHAR read已读，refused未能读取，duplicate重复文件，unreachable来源没有取到，compared由户库比对得出
feeds VARCHAR 识别为哪类信息
same_as VARCHAR 与哪个文件内容相同
rows_in BIGINT 数据行数
set_apart BIGINT 非数据行数（合计、签字等）
note VARCHAR 说明
todo VARCHAR 下一步
"""
    ),
)  # fmt: skip

FEED_SHEET = Table(
    "ops", "feed_sheet", "kept", "来文中识别出的工作表，和各有多少行", "一个工作表", ("month", "file_id", "sheet"),
    _fields(
        """
month VARCHAR 所属月份
file_id VARCHAR 文件键
department VARCHAR 部门
file_name VARCHAR 文件名
sheet VARCHAR 工作表，文本文件为空
feed VARCHAR 信息类别代码
label VARCHAR 信息类别名称
rows_in BIGINT 数据行数
rows_new BIGINT 其中本月先到的文件里没有的行：更正后重报的不重复计
"""
    ),
)  # fmt: skip

FEED_HEADING = Table(
    "ops", "feed_heading", "kept", "列名对照：来文的每一列用作什么", "一列", ("month", "file_id", "sheet", "column_letter"),
    _fields(
        """
month VARCHAR 所属月份
file_id VARCHAR 文件键
department VARCHAR 部门
file_name VARCHAR 文件名
sheet VARCHAR 工作表，文本文件为空
feed VARCHAR 信息类别代码
place BIGINT 第几个列名，从0起
column_letter VARCHAR 列，与Excel所见一致
heading VARCHAR 列名，按来文
heading_key VARCHAR 列名比对键：去空格、单位
use VARCHAR read采用，ignored不需要，unknown不认识、未使用
column_name VARCHAR 采用为哪一列，代码
label VARCHAR 采用为哪一列
is_own BOOLEAN 是否该类信息自己的列，公共列和号码列为否
"""
    ),
)  # fmt: skip

HEADING_MOVE = Table(
    "ops", "heading_move", "work", "列名与上次来文相比的变动", "一类信息一列", ("feed", "move", "column_name", "heading"),
    _fields(
        """
month VARCHAR 月份
feed VARCHAR 信息类别代码
move VARCHAR gone上次有本次没有，renamed改了列名仍认得，new新出现而不认识
column_name VARCHAR 哪一列，代码；new的为空
label VARCHAR 哪一列；new的为空
heading VARCHAR 列名：gone为上次的，其余为本次的
month_before VARCHAR 上次来文的月份
heading_before VARCHAR 上次的列名
is_needed BOOLEAN 缺了可能影响判断
"""
    ),
)  # fmt: skip

RECEIVED = Table(
    "ops", "received", "work", "各月收到的每类信息：行数和文件数", "一类信息一个月", ("feed", "month"),
    _fields(
        """
feed VARCHAR 信息类别代码
month VARCHAR 月份
month_index BIGINT 年乘12加月，用于相减
arrived_on DATE 最早一个文件的收到日期
files BIGINT 文件数，只重报了别的文件内容的不算
row_count BIGINT 行数，几个文件都有的只计一次
"""
    ),
)  # fmt: skip

ARRIVAL = Table(
    "ops", "arrival", "kept", "到报情况：每类应报信息报了没有，与以往相比有无不对", "一类信息", ("month", "feed"),
    _fields(
        """
month VARCHAR 月份
feed VARCHAR 信息类别代码
label VARCHAR 信息类别名称
department VARCHAR 部门
delivery VARCHAR 报送方式：new只报新增，roster每月报全量名册
send_by DATE 应报日期
state VARCHAR sent已报，late迟报，unreadable未能读取，missing未报
arrived_on DATE 收到日期，取最早一个文件
files BIGINT 文件数，只重报了别的文件内容的不算
row_count BIGINT 行数，几个文件都有的只计一次
rows_last_month BIGINT 上月行数，上月没有来的为空
median_rows DOUBLE 前几个月行数的中位数，没有来过的为空
months_judged BIGINT 中位数取自几个月
headings_moved BIGINT 与上次来文相比变动的列数
flags VARCHAR 提示：缩小、增大、文件减少、旧文件、列缺少，几项用顿号隔开
note VARCHAR 说明
todo VARCHAR 下一步，不必查看的为空
"""
    ),
)  # fmt: skip


def feed_table(feed: Feed) -> Table:
    """The table of a feed's own columns: one kept row a row sent."""
    own = tuple(Field(c.name, SQL_TYPE.get(c.kind, "VARCHAR"), c.sentence) for c in feed.columns)
    keys = _fields("month VARCHAR 所属月份\nrow_key VARCHAR 行键\nfeed VARCHAR 信息类别代码")
    return Table(
        "raw", feed.code, "kept", f"{feed.department}：{feed.label}", "一行采用的来文", ("month", "row_key"), keys + own
    )


PERSON = Table(
    "base", "person", "work", "户库的人", "一人", ("person_key",),
    (
        *_fields("person_key VARCHAR 人的键：人编号，缺则由户编号和证件号码代替\nfile_name VARCHAR 导出文件\n"
                 "sheet VARCHAR 工作表\nrow_number BIGINT 行号\nas_of DATE 户库截止日期"),
        *(Field(c.name, SQL_TYPE.get(c.kind, "VARCHAR"), c.sentence) for c in HOUSEHOLD_BASE.columns),
        *_fields("""
name_key VARCHAR 姓名比对键
id_text VARCHAR 规范化后的证件号码
id_state VARCHAR 号码状态
id18 VARCHAR 18位身份证号，仅在号码可靠时有
id_sex VARCHAR 号码第17位所示性别
id_born_on DATE 号码所示出生日期
village_key VARCHAR 村名比对键：去“村”“社区”等尾字
is_head BOOLEAN 是否户主
unread VARCHAR 填了而读不懂的列，用顿号隔开
""")),
)  # fmt: skip

EXPECTED_FEED = Table(
    "ops", "expected_feed", "work", "本月应报的信息", "一类信息", ("feed",),
    _fields("""
feed VARCHAR 信息类别代码
label VARCHAR 信息类别名称
department VARCHAR 部门
send_by DATE 应报日期
delivery VARCHAR 报送方式：new只报新增，roster每月报全量名册
restarts_each_year BOOLEAN 是否当年累计、每年重新开始
history_months BIGINT 与之前几个月相比
"""),
)  # fmt: skip

ARRIVAL_BOUND = Table(
    "ops", "arrival_bound", "work", "行数与以往相比的界限，取自政策", "一种报送方式", ("delivery",),
    _fields("""
delivery VARCHAR new只报新增，roster每月报全量名册
shrinks_below DOUBLE 行数不足以往的几成为缩小
grows_above DOUBLE 行数超过以往的几倍为增大
judged_from_rows BIGINT 以往不足这么多行的不判断
"""),
)  # fmt: skip

CONTACT = Table(
    "ops", "contact", "work", "各部门的联系人，取自设置，不发布", "一个部门", ("department",),
    _fields("department VARCHAR 部门\ncontact VARCHAR 联系人姓名和电话"),
)  # fmt: skip

BASE_FILE = Table(
    "ops",
    "base_file",
    "work",
    "最近一次户库入库的文件，和需要查看的事项",
    "一个文件",
    ("file_name",),
    _fields("file_name VARCHAR 文件名\nis_used BOOLEAN 是否采用\nnote VARCHAR 说明\ntodo VARCHAR 下一步"),
)

HOUSEHOLD = Table(
    "base", "household", "work", "户库的户，户主与监测状态", "一户", ("household_id",),
    _fields("""
household_id VARCHAR 户编号
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

PERIOD = Table(
    "ops", "period", "work", "本次运行的月份", "一行", ("month",),
    _fields("""
month VARCHAR 本次月份
previous_month VARCHAR 上个月
today_of_month DATE 本月最后一天，用于计算年龄
feedback_on DATE 反馈镇街的日期
visit_by DATE 入户核实期限
decide_by DATE 认定期限
policy_version VARCHAR 政策版本
policy_since DATE 政策施行日期
is_calendar_known BOOLEAN 计算期限所用年份的放假安排是否已公布
income_line_yuan DOUBLE 本年监测范围，元/人/年；政策没有定的为空
"""),
)  # fmt: skip

RULE = Table(
    "warning", "rule", "kept", "本月执行的预警规则", "一月一条规则", ("month", "rule_code"),
    _fields("""
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
source VARCHAR 依据
policy_version VARCHAR 政策版本
"""),
)  # fmt: skip

QUALIFIED = Table(
    "warning", "qualified", "work", "达到预警条件的来文行", "一行来文一条规则", ("row_key", "rule_code"),
    _fields("row_key VARCHAR 行键\nrule_code VARCHAR 规则编号\nsays VARCHAR 具体预警信息\ntold_by VARCHAR 信息渠道，如12345、村委，来文未写则空"),
)  # fmt: skip

WARNING = Table(
    "warning", "warning", "kept", "已发出的预警", "一条预警", ("number",),
    _fields("""
month VARCHAR 发出的月份
number VARCHAR 预警编号
rule_code VARCHAR 规则编号
policy_version VARCHAR 政策版本
event VARCHAR 事项：月份或年度
row_key VARCHAR 来文行键
tier VARCHAR 匹配层级：exact一致，derived换算
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
feedback_on DATE 信息反馈日期
visit_by DATE 入户核实期限
hints VARCHAR 提示
provenance VARCHAR 数据出处
"""),
)  # fmt: skip

SUSPECTED = Table(
    "warning", "suspected", "kept", "疑似匹配，由人核对，不自动预警", "一条疑似", ("number",),
    _fields("""
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
clue VARCHAR 判断依据
says VARCHAR 具体预警信息
provenance VARCHAR 数据出处
"""),
)  # fmt: skip

OUTCOME = Table(
    "warning", "outcome", "kept", "每一来文行的去向", "一行来文", ("month", "row_key"),
    _fields("""
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
    _fields("""
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

CONSERVATION = Table(
    "ops", "conservation", "kept", "守恒核对：每个文件的行数去向", "一个文件一种去向", ("month", "file_id", "outcome", "reason"),
    _fields("""
month VARCHAR 月份
file_id VARCHAR 文件键
department VARCHAR 部门
file_name VARCHAR 文件名
outcome VARCHAR 去向
reason VARCHAR 原因
row_count BIGINT 行数
"""),
)  # fmt: skip

ANOMALY = Table(
    "anomaly", "anomaly", "kept", "异常数据", "一条异常", ("month", "number"),
    _fields("""
month VARCHAR 月份
number VARCHAR 异常编号
rule_code VARCHAR 规则编号
category VARCHAR 问题类别
severity VARCHAR 严重程度：高、中、低
household_id VARCHAR 户编号
person_key VARCHAR 人的键，针对整户的为空
township VARCHAR 镇街
village VARCHAR 村
head_name VARCHAR 户主姓名
person_name VARCHAR 姓名
person_number VARCHAR 身份证
says VARCHAR 问题描述
base_value VARCHAR 系统内值
reference_value VARCHAR 参考值
guidance VARCHAR 处理建议
first_month VARCHAR 首次发现
months_seen BIGINT 连续月数
provenance VARCHAR 数据出处
"""),
)  # fmt: skip

RULE_RESULT = Table(
    "anomaly", "rule_result", "kept", "异常规则的运行情况", "一月一条规则", ("month", "rule_code"),
    _fields("""
month VARCHAR 月份
rule_code VARCHAR 规则编号
label VARCHAR 规则名称
state VARCHAR fired有异常，clean无异常，crashed未能运行，not_applicable缺列不适用
rows_failed BIGINT 异常条数
message VARCHAR 说明
"""),
)  # fmt: skip

GATE = Table(
    "ops", "gate", "kept", "数据质量门禁（Great Expectations）的结论", "一类信息一条检查", ("month", "subject", "expectation"),
    _fields("""
month VARCHAR 月份
subject VARCHAR 信息类别或户库
expectation VARCHAR 检查
severity VARCHAR critical停用该类信息，warning提醒
is_met BOOLEAN 是否通过
observed VARCHAR 实际值
message VARCHAR 说明
"""),
)  # fmt: skip

RUN = Table(
    "ops", "run", "kept", "已完成的运行，最后写入", "一次运行", ("run_id",),
    _fields("""
run_id VARCHAR 运行编号
month VARCHAR 月份
policy VARCHAR 政策代码
policy_version VARCHAR 政策版本
policy_hash VARCHAR 政策指纹
reason VARCHAR 补跑的原因
is_listed BOOLEAN 清单已出、分析库已发布
base_as_of DATE 户库截止日期
rows_in BIGINT 来文行数
warnings BIGINT 预警条数
households BIGINT 预警户数
suspected BIGINT 疑似条数
anomalies BIGINT 异常条数
attention BIGINT 需人工查看的事项数
"""),
)  # fmt: skip

ATTENTION = Table(
    "ops", "attention", "kept", "需要人工查看的事项", "一件事", ("month", "place", "what"),
    _fields("""
month VARCHAR 月份
department VARCHAR 部门
place VARCHAR 何处
what VARCHAR 何事
todo VARCHAR 下一步
"""),
)  # fmt: skip

SUMMED = {"medical_expense": "match.medical_expense"}
"""Feeds whose rules read a model instead of the rows as sent: stays are summed by person and year."""
FIXED: tuple[Table, ...] = (
    FEED_ROW, FEED_MEMBER, PROBLEM, FEED_FILE, FEED_SHEET, FEED_HEADING, HEADING_MOVE, RECEIVED, ARRIVAL, EXPECTED_FEED,
    ARRIVAL_BOUND, CONTACT, BASE_FILE, PERSON, HOUSEHOLD, PERIOD, RULE, QUALIFIED, WARNING, SUSPECTED, OUTCOME, ROSTER,
    CONSERVATION,
    ANOMALY, RULE_RESULT, GATE, RUN, ATTENTION,
)  # fmt: skip
SCHEMAS = ("raw", "base", "match", "warning", "anomaly", "ops", "draft", "mart")
"""draft holds what a run has made but not committed: the same tables, this month only."""


def summed_table(feed: Feed) -> Table:
    """The table that a summed feed's rules read: the same columns as sent."""
    table = feed_table(feed)
    return replace(table, schema="match", kind="work")


def tables() -> tuple[Table, ...]:
    """Every table, those of the feeds that the county's home adds among them."""
    return (
        *FIXED,
        *(feed_table(feed) for feed in every_feed()),
        *(summed_table(feed) for feed in feeds() if feed.code in SUMMED),
    )


def ddl(table: Table) -> str:
    """CREATE TABLE for a declared table."""
    columns = ", ".join(f"{field.name} {field.type}" for field in table.fields)
    return f"CREATE TABLE IF NOT EXISTS {table.full_name} ({columns})"


def comments(table: Table) -> list[str]:
    """COMMENT statements, so that the dictionary travels in the file."""
    quoted = table.sentence.replace("'", "''")
    lines = [f"COMMENT ON TABLE {table.full_name} IS '{quoted}（{table.grain}）'"]
    for field in table.fields:
        sentence = field.sentence.replace("'", "''")
        lines.append(f"COMMENT ON COLUMN {table.full_name}.{field.name} IS '{sentence}'")
    return lines
