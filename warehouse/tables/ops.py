"""How a month went: its period, what arrived, gates, rows in and out, runs, matters to look at."""

from __future__ import annotations

from warehouse.tables.table import Table, fields

PERIOD = Table(
    "ops", "period", "work", "本次运行的月份", "一行", ("month",),
    fields("""
month VARCHAR 本次月份
previous_month VARCHAR 上个月
today_of_month DATE 本月最后一天，用于计算年龄
feedback_on DATE 本次交给镇街的日期；以前已经发出的各行照旧，在 handling.register
policy_version VARCHAR 政策版本
policy_since DATE 政策施行日期
is_calendar_known BOOLEAN 计算期限所用年份的放假安排是否已公布
income_line_yuan DOUBLE 本年监测范围，元/人/年；政策没有定的为空
verified_within_days BIGINT 反馈前这么多天内核实过的户免再入户
verified_within VARCHAR 免再入户的期间，文字
compared_within_days BIGINT 反馈前这么多天内比对过的户不再比对
repeated_since VARCHAR 从这个月起数此前的预警
repeated_from BIGINT 此前预警这么多次而未纳入的，列为多次预警未识别
"""),
)  # fmt: skip

LIMITS = Table(
    "ops", "limits", "work", "从哪一天起算，各项期限到哪一天，按政策", "一个日期", ("starts_on",),
    fields("starts_on DATE 起算的日期\nvisit_by DATE 入户核实期限\ndecide_by DATE 认定期限"),
)  # fmt: skip

FEED_FILE = Table(
    "ops", "feed_file", "kept", "到报登记：每个来文文件的识别结果", "一个文件", ("month", "file_id"),
    fields(
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
arrival_note VARCHAR 收件时的说明；清洗后知道的另加在说明中
todo VARCHAR 下一步
"""
    ),
)  # fmt: skip

FEED_SHEET = Table(
    "ops", "feed_sheet", "kept", "来文中识别出的工作表，和各有多少行", "一个工作表", ("month", "file_id", "sheet"),
    fields(
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
    fields(
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
    fields(
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
    fields(
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
    fields(
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

OUTSIDE_FEED = Table(
    "ops", "outside_feed", "work", "户库中没有的人也列入预警（户库外）的信息类别", "一类信息", ("feed",), fields("feed VARCHAR 信息类别代码"),
)  # fmt: skip
EXPECTED_FEED = Table(
    "ops", "expected_feed", "work", "本月应报的信息", "一类信息", ("feed",),
    fields("""
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
    fields("""
delivery VARCHAR new只报新增，roster每月报全量名册
shrinks_below DOUBLE 行数不足以往的几成为缩小
grows_above DOUBLE 行数超过以往的几倍为增大
judged_from_rows BIGINT 以往不足这么多行的不判断
"""),
)  # fmt: skip

CONTACT = Table(
    "ops", "contact", "work", "各部门的联系人，取自设置，不发布", "一个部门", ("department",),
    fields("department VARCHAR 部门\ncontact VARCHAR 联系人姓名和电话"),
)  # fmt: skip

SUPERVISION = Table(
    "ops", "supervision", "work", "督导分组：哪一组督促哪些镇街和村，取自设置，不发布", "一组一个地方", ("group_place",),
    fields("group_place BIGINT 次序\ngroup_name VARCHAR 组别\nleader VARCHAR 组长\nmembers VARCHAR 成员\nplace VARCHAR 镇街或村"),
)  # fmt: skip

CONSERVATION = Table(
    "ops", "conservation", "kept", "守恒核对：每个文件的行数去向", "一个文件一种去向", ("month", "file_id", "outcome", "reason"),
    fields("""
month VARCHAR 月份
file_id VARCHAR 文件键
department VARCHAR 部门
file_name VARCHAR 文件名
outcome VARCHAR 去向
reason VARCHAR 原因
row_count BIGINT 行数
"""),
)  # fmt: skip

GATE = Table(
    "ops", "gate", "kept", "数据质量门禁（Great Expectations）的结论", "一类信息一条检查", ("month", "subject", "expectation"),
    fields("""
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
    fields("""
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
    fields("""
month VARCHAR 月份
department VARCHAR 部门
place VARCHAR 何处
what VARCHAR 何事
todo VARCHAR 下一步
"""),
)  # fmt: skip
