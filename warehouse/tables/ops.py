"""How a month went: its period, what arrived, gates, rows in and out, runs, matters to look at."""

from __future__ import annotations

from warehouse.tables.table import Table, fields, same
from warehouse.tables.warning import OUTCOME

PERIOD = Table(
    "ops", "period", "work", "本次运行的月份", "一行", ("month",),
    fields("""
month previous_month today_of_month
feedback_on: 本次交给镇街的日期；以前已经发出的各行照旧，在 handling.register
listed_in: 本次新发现的在哪个月的清单中告知镇街：本月清单出过、又有更新的清单的，为最新的那个月
belated_because run_because run_since run_until is_as_known_then
policy_version policy_since is_calendar_known income_line_yuan income_line_before_yuan account_since verified_within_days verified_within compared_within_days
repeated_since repeated_from
"""),
)  # fmt: skip

LIMITS = Table(
    "ops", "limits", "work", "从哪一天起算，各项期限到哪一天，按政策", "一个日期", ("starts_on",),
    fields("starts_on visit_by decide_by"),
)  # fmt: skip

FEED_FILE = Table(
    "ops", "feed_file", "kept", "到报登记：每个来文文件的识别结果", "一个文件", ("month", "file_id"),
    fields("""
month file_id
department: 部门，取自文件夹
file_name: 文件名；没有取到的为来源地址
sha256 bytes file_order arrived_on landed
state: read已读，refused未能读取，duplicate重复文件，unreachable来源没有取到，compared由户库比对得出
feeds same_as rows_in set_apart note arrival_note todo
"""),
)  # fmt: skip

FEED_SHEET = Table(
    "ops", "feed_sheet", "kept", "来文中识别出的工作表，和各有多少行", "一个工作表", ("month", "file_id", "sheet"),
    fields("month file_id department file_name sheet feed label rows_in rows_new"),
)  # fmt: skip

FEED_HEADING = Table(
    "ops", "feed_heading", "kept", "列名对照：来文的每一列用作什么", "一列", ("month", "file_id", "sheet", "column_letter"),
    fields("""
month file_id department file_name sheet feed
ordinal: 第几个列名，从0起
column_letter heading heading_key use column_name
label: 采用为哪一列
is_of_feed
"""),
    renamed={"place": "ordinal", "is_own": "is_of_feed"},
)  # fmt: skip

HEADING_MOVE = Table(
    "ops", "heading_move", "work", "列名与上次来文相比的变动", "一类信息一列", ("feed", "move", "column_name", "heading"),
    fields("""
month feed move column_name
label: 哪一列；move为new的为空
heading: 列名：gone为上次的，其余为本次的
month_before heading_before is_needed
"""),
)  # fmt: skip

RECEIVED = Table(
    "ops", "received", "work", "各月收到的每类信息：行数和文件数", "一类信息一个月", ("feed", "month"),
    fields("feed month month_index arrived_on files row_count"),
)  # fmt: skip

ARRIVAL = Table(
    "ops", "arrival", "kept", "到报情况：每类应报信息报了没有，与以往相比有无不对", "一类信息", ("month", "feed"),
    fields("""
month feed label department delivery send_by
state: sent已报，late迟报，unreadable未能读取，missing未报
arrived_on files row_count rows_last_month median_rows months_judged headings_moved flags note todo
"""),
)  # fmt: skip

OUTSIDE_FEED = Table(
    "ops", "outside_feed", "work", "户库中没有的人也列入预警（户库外）的信息类别", "一类信息", ("feed",), fields("feed"),
)  # fmt: skip
EXPECTED_FEED = Table(
    "ops", "expected_feed", "work", "本月应报的信息", "一类信息", ("feed",),
    fields("feed label department send_by delivery restarts_each_year history_months"),
)  # fmt: skip

ARRIVAL_BOUND = Table(
    "ops", "arrival_bound", "work", "行数与以往相比的界限，取自政策", "一种报送方式", ("delivery",),
    fields("delivery shrinks_below grows_above judged_from_rows"),
)  # fmt: skip

CONTACT = Table(
    "ops", "contact", "work", "各部门的联系人，取自设置，不发布", "一个部门", ("department",),
    fields("department contact"),
)  # fmt: skip

SUPERVISION = Table(
    "ops", "supervision", "work", "督导分组：哪一组督促哪些镇街和村，取自设置，不发布", "一组一个地方", ("ordinal",),
    fields("ordinal group_name leader group_members area"),
    renamed={"group_place": "ordinal", "members": "group_members", "place": "area"},
)  # fmt: skip

CONSERVATION = Table(
    "ops", "conservation", "kept", "守恒核对：每个文件的行数去向", "一个文件一种去向", ("month", "file_id", "outcome", "reason"),
    (*fields("month file_id department file_name"), *same(OUTCOME, "outcome reason"), *fields("row_count: 这一去向的行数")),
)  # fmt: skip

GATE = Table(
    "ops", "gate", "kept", "数据质量门禁（Great Expectations）的结论", "一类信息一条检查", ("month", "subject", "expectation"),
    fields("month subject expectation consequence is_met observed message"),
    renamed={"severity": "consequence"},
)  # fmt: skip

RUN = Table(
    "ops", "run", "kept", "已完成的运行，最后写入", "一次运行", ("run_id",),
    fields("""
run_id month policy policy_version policy_hash
reason: 补跑的原因
is_as_known_then is_listed finished_at base_as_of base_load rows_in warnings households suspected anomalies attention
belated withdrawn restored corrected
"""),
)  # fmt: skip

POLICY_TEXT = Table(
    "ops", "policy_text", "kept", "各次运行所按政策的原文：文件改了、没了，以前的月份仍按当时的重跑", "一份政策的一版", ("policy_hash",),
    fields("policy_hash policy policy_version policy_since texts"),
)  # fmt: skip

ATTENTION = Table(
    "ops", "attention", "kept", "需要人工查看的事项", "一件事", ("month", "location", "what"),
    fields("month department location what todo"),
    renamed={"place": "location"},
)  # fmt: skip

DUTY_EVENT = Table(
    "ops", "duty_event", "kept", "限期工作的办结登记：只增加，不修改，不删除", "一次登记", ("ordinal",),
    fields("""
ordinal
code: 限期工作的编号，见政策
due_on: 哪一天到期的那一次，照通知的日子，不计休息日顺延
happened_on: 办成的日期
word: 记的一句话
is_retracted: 此前的登记撤回
recorded_on
"""),
)  # fmt: skip
