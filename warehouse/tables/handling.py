"""The closed loop: what was issued, what townships sent back, what of it can be taken, and every step that was ever said."""

from __future__ import annotations

from warehouse.tables.table import Table, fields, same
from warehouse.tables.warning import SUSPECTED, WARNING

REGISTER = Table(
    "handling", "register", "kept", "立案登记：发出过的每一条预警，此后不再消失", "一条预警", ("number",),
    (
        *same(WARNING, "month number"),
        *fields("origin"),
        *same(WARNING, "rule_code household_id person_key township village head_name head_id subject_name subject_id relation way department"),
        *same(WARNING, "says risk grade feedback_on spoke_on visit_by"),
        *fields("""
decide_by hints provenance
is_monitored: 发出时本户已在监测（未消除）：核对帮扶措施，不再走认定程序
is_compared_already is_withdrawn
listed_in: 反馈在哪个月的清单中；补发的为补发时最新的清单
belated_because corrected_because
"""),
    ),
)  # fmt: skip
BEGUN = Table(
    "handling", "begun", "work", "镇街已经开始办理、答复的预警", "一条预警", ("number",), fields("number"),
)  # fmt: skip
MARK = Table(
    "handling", "mark", "work", "重跑过去的月份给预警带来的变化：补发、恢复、依据已更正、撤销", "一条预警一种变化", ("number", "code"),
    fields("""
number
code: belated补发，restored撤销后恢复，corrected在办而依据已更正，withdrawn已撤销
listed_in
label: 变化，告诉人的词
hints: 印在提示中的话
reason: 为什么
recorded_on
"""),
)  # fmt: skip
ISSUED_UNDER = Table(
    "handling", "issued_under", "kept", "各月的预警发出时政策的要求", "一个月", ("month",),
    fields("""
month asked_steps asked_ways needs_every_step
decide_from: 认定期限的起点；早先版本发出的为空，按现行政策
decide_within decide_within_working responsible_within plan_within
"""),
)  # fmt: skip
STEP = Table(
    "handling", "step", "work", "各月预警的办理程序：发出时政策要求的步骤", "一个月一步", ("month", "step"),
    fields("""
month step
label: 步骤名称
ordinal: 第几步，并行的相同；现行政策不再要求的为空
"""),
    renamed={"place": "ordinal"},
)  # fmt: skip
PRECEDING = Table(
    "handling", "preceding", "work", "各月预警的办理程序中，哪一步要在哪一步之后：发出时和现行的政策都这样要求的", "一个月两步", ("month", "step", "earlier"),
    fields("month step earlier"),
)  # fmt: skip
RETURNED = Table(
    "handling", "returned", "kept", "报回的台账中填写过的格，未经核对", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    fields("""
month: 报回文件夹的月份
list_month edition
number: 预警编号，照台账
item written value trouble head_id subject_id said_township is_ours is_sealed file_name sheet row_number
"""),
)  # fmt: skip
SPREAD = Table(
    "handling", "spread", "work", "报回的格，一并办理的各条预警各算一格", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    RETURNED.fields,
)  # fmt: skip
CELL = Table(
    "handling", "cell", "work", "报回的每一格，采用或退回", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    (
        *same(RETURNED, "month list_month edition"),
        *fields("number item written value said_township file_name sheet row_number reason is_own is_latest"),
    ),
)  # fmt: skip
ANSWER = Table(
    "handling", "answer", "work", "每条预警汇总各份台账后的办理情况", "一条预警", ("number",),
    fields("""
number meets_answer
reason: 不符合认定标准的主要原因
told checked_by done_on
visited_on visit_mode last_step_on entered_on green responsible responsible_on plan_on missing is_recorded included_on
"""),
    renamed={"meets": "meets_answer"},
)  # fmt: skip
REFUSAL = Table(
    "handling", "refusal", "work", "报回的台账中不能采用的和缺少的，退回补正", "一条预警一项", ("month", "number", "item"),
    (
        *same(RETURNED, "month number"),
        *fields("""
township: 退给哪个镇街；看不出的为空，由县级处理
item written reason is_own file_name sheet row_number
"""),
    ),
)  # fmt: skip
EVENT = Table(
    "handling", "event", "kept", "办理经过：只增加，不修改，不删除", "一件事", ("ordinal",),
    fields("""
ordinal number
step: 步骤：issued反馈，visited至entered各步，closed办结，green绿色通道，withdrawn撤销，corrected依据已更正 等
happened_on: 这一步的日期
value: 内容：办结的为符合或不符合
is_retracted
meets: 办结的：是否符合认定标准；其余为空
department: 部门帮扶的：哪个部门；其余为空
measure: 部门帮扶的：做了什么，落实情况；其余为空
month: 哪个月的台账或运行记下的
listed_in
recorded_on provenance
"""),
    renamed={"place": "ordinal"},
)  # fmt: skip
TODAY = Table(
    "handling", "today", "work", "核对到哪一天", "一行", ("today",), fields("today"),
)  # fmt: skip
CLOSING = Table(
    "handling", "closing", "work", "各月预警办结的要求，同上", "一个月", ("month",),
    fields("month needs_every_step"),
)  # fmt: skip
TOLD_WAY = Table(
    "handling", "told_way", "work", "各月办理结果要告知本人的预警方式，同上", "一个月一种方式", ("month", "way"),
    fields("month way"),
)  # fmt: skip
STEP_FAULT = Table(
    "handling", "step_fault", "work", "程序步骤跳过或先后不对的", "一条预警一步", ("number", "item"),
    (
        *fields("number\nitem: 有问题的步骤"),
        *same(STEP, "ordinal"),
        *fields("reason"),
    ),
    renamed={"place": "ordinal"},
)  # fmt: skip
ROW_FAULT = Table(
    "handling", "row_fault", "work", "一条预警所填各项缺少或互相不符的", "一条预警一项", ("number", "item"),
    fields("number item reason"),
)  # fmt: skip
WANTED = Table(
    "handling", "wanted", "work", "按现有台账，每条预警办到了哪些步骤", "一条预警一步", ("number", "step"),
    same(EVENT, "number step happened_on value meets provenance"),
)  # fmt: skip
PLACE = Table(
    "handling", "place", "work", "每条预警、疑似现在由哪个镇街办理：随户走，户不在户库的按政策所列的承接镇街", "一个编号", ("number",),
    fields("""
number: 预警编号、疑似编号
township: 现在办理的镇街；谁也没有写明的为空
village moved_from has_left_base
"""),
)  # fmt: skip
STANDING = Table(
    "handling", "standing", "work", "每条预警现在的状态", "一条预警", ("number",),
    (
        *fields("number month"),
        *same(PLACE, "township"),
        *fields("""
state: open在办，done办结，withdrawn撤销
label: 办到哪一步
meets closed_on closed_month is_green
"""),
    ),
)  # fmt: skip
HELP = Table(
    "handling", "help", "work", "帮扶需求推送给哪些部门，取自政策", "一种风险一个部门", ("risk", "department"),
    fields("risk department need"),
)  # fmt: skip
TASK = Table(
    "handling", "task", "kept", "推送给部门的帮扶任务：新增监测对象的需求", "一条预警一个部门", ("number", "department"),
    fields("month task department number household_id risk need entered_on"),
)  # fmt: skip
TASK_RETURNED = Table(
    "handling", "task_returned", "kept", "部门报回的任务清单中填写过的格，未经核对", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    (
        *same(RETURNED, "month list_month edition"),
        *fields("""
number: 任务编号，照清单
item written value said_department file_name sheet row_number trouble head_id is_sealed
"""),
    ),
)  # fmt: skip
TASK_CELL = Table(
    "handling", "task_cell", "work", "部门报回的每一格，采用或退回", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    (
        *same(TASK_RETURNED, "month list_month edition number item written value said_department file_name sheet row_number"),
        *fields("reason is_latest"),
    ),
)  # fmt: skip
MEASURE = Table(
    "handling", "measure", "work", "各部门落实的帮扶措施，汇总各份清单", "一个任务", ("number",),
    fields("""
number: 任务编号
measure measured_on
outcome: 落实情况：已落实、正在落实、不能落实
handled_by
note: 备注
provenance
month: 最近一次答复在哪个月的报回文件夹
is_sound
"""),
)  # fmt: skip
TASK_REFUSAL = Table(
    "handling", "task_refusal", "work", "报回的任务清单中不能采用的和缺少的，退回部门补正", "一个任务一项", ("month", "number", "item"),
    (
        *same(TASK_RETURNED, "month number"),
        *fields("department item written reason file_name sheet row_number"),
    ),
)  # fmt: skip
CLOCK = Table(
    "handling", "clock", "work", "期限看到哪一天，按政策的哪些天数", "一行", ("today",),
    fields("today soon_until decide_from decide_within decide_within_working responsible_within plan_within"),
)  # fmt: skip
WORKING_LIMIT = Table(
    "handling", "working_limit", "work", "认定期限按工作日算的，从哪一天起到哪一天为止", "一个起点一种长短", ("starts_on", "decide_within_working"),
    fields("starts_on decide_within_working decide_by"),
)  # fmt: skip
MOVED_DAY = Table(
    "handling", "moved_day", "work", "休息日到期的顺延或提前到哪一天；政策照旧的没有行", "一天", ("day",),
    fields("day due_on"),
    renamed={"moved_to": "due_on"},
)  # fmt: skip
DUE = Table(
    "handling", "due", "work", "每条预警的每项期限：何时到期，何时做到", "一条预警一项", ("number", "obligation"),
    fields("""
number month township obligation starts_on due_on fulfilled_on
state: kept按期，late逾期完成，overdue超期，soon临期，not_yet未到期
days_over
"""),
    renamed={"done_on": "fulfilled_on"},
)  # fmt: skip
PRESSING = Table(
    "handling", "pressing", "work", "超期和临期的预警，要催办", "一条预警", ("number",),
    fields("""
number month township
state: 超期，临期
is_overdue days_over first_due_on
visit_by: 入户核实到期日；不超期也不临期的为空，下同
decide_by: 认定到期日
responsible_by plan_by
"""),
)  # fmt: skip
SEEN = Table(
    "handling", "seen", "work", "在调度那一天看，每条预警办到哪里", "一条预警", ("number",),
    fields("""
number month township village meets
state: open在办，done办结，withdrawn撤销；那一天以后办结的算在办
is_visited is_overdue is_soon
"""),
)  # fmt: skip
COURSE = Table(
    "handling", "course", "work", "每条预警从反馈到办结的结果和用时", "一条预警", ("number",),
    (
        *fields("""
month number origin rule_code rule_label
department: 报送该类信息的部门；镇街自行上报的为预警信息来源
township household_id way risk grade
"""),
        *same(REGISTER, "is_monitored"),
        *same(STANDING, "state label meets is_green"),
        *fields("feedback_on visited_on closed_on days_to_visit days_to_close"),
        *same(ANSWER, "reason"),
        *fields("refused"),
    ),
)  # fmt: skip
LEDGER_FILE = Table(
    "handling", "ledger_file", "kept", "报回的台账文件", "一个文件", ("month", "file_name"),
    (
        *same(RETURNED, "month"),
        *fields("file_name list_month said_township saved_on"),
    ),
)  # fmt: skip
RETURNED_LEDGER = Table(
    "handling", "returned_ledger", "work", "哪个镇街哪个月的台账已经报回：来了文件就是报回，不论填了没有", "一个月的一个镇街", ("month", "township"),
    (
        *fields("month: 台账的月份"),
        *same(PLACE, "township"),
        *fields("came_on"),
    ),
)  # fmt: skip
PASSED_OVER = Table(
    "handling", "passed_over", "kept", "报回的文件中没有读到的：整个文件、一张表、没有列名的列", "一处", ("month", "ordinal"),
    (
        *same(RETURNED, "month"),
        *fields("ordinal file_name\nwhat: 没有读到什么，为什么"),
    ),
    renamed={"place": "ordinal"},
)  # fmt: skip
DRAW = Table(
    "handling", "draw", "kept", "月调度随机抽取的镇街和户：抽过的不再改变", "抽中的一个", ("month", "kind", "ordinal"),
    fields("""
month kind ordinal
number: 指导编号，报回时凭它认出是哪个镇街；抽户的为空
township
household_id: 户的键；抽镇街的为空
seed drawn_from drawn_on
"""),
    renamed={"place": "ordinal"},
)  # fmt: skip
RECHECK = Table(
    "handling", "recheck", "work", "抽查复核的结果", "一条预警", ("number",),
    fields("""
number is_true rechecked_on rechecked_by
says: 复核情况
month: 哪个月的报回文件夹收到的
provenance
"""),
)  # fmt: skip
GUIDANCE = Table(
    "handling", "guidance", "kept", "现场指导抽取的镇街发现的问题", "一次指导", ("month", "file_name", "sheet", "row_number"),
    (
        *same(RETURNED, "month"),
        *fields("township guided_on guided_by findings file_name sheet row_number"),
    ),
    renamed={"found": "findings"},
)  # fmt: skip
OWN_LINE = Table(
    "handling", "own_line", "kept", "镇街在台账中自行加上的行，未经核对", "一行", ("month", "file_name", "sheet", "row_number"),
    (
        *same(RETURNED, "month"),
        *fields("""
list_month said_township file_name sheet row_number is_copied way told_by says found_on found_on_written township_text
village_text head_name head_name_key head_id head_id18 head_is_faulty subject_name subject_id subject_id18 subject_is_faulty
"""),
    ),
)  # fmt: skip
RECOGNISED = Table(
    "handling", "recognised", "work", "报回的附件2中没有编号的行，按身份证和具体预警信息认出的预警", "一行", ("month", "file_name", "sheet", "row_number"),
    (
        *same(RETURNED, "month"),
        *fields("file_name sheet row_number alike head_name\nnumber: 预警编号；分不清是哪一条的为空"),
    ),
)  # fmt: skip
OWN_WAY = Table(
    "handling", "own_way", "work", "镇街可以自行上报的预警方式，取自政策", "一种方式", ("way",),
    fields("""
way
rule_code: 规则编号，部门报来同一方式时所用的
risk is_risk_from_words grade
"""),
)  # fmt: skip
OWN_DEADLINE = Table(
    "handling", "own_deadline", "work", "镇街自行上报的行的期限，按政策从发现之日起算", "一个日期", ("starts_on",),
    fields("starts_on visit_by decide_by"),
)  # fmt: skip
RISK = Table(
    "handling", "risk", "work", "政策所列的风险类型，镇街可以从中改选", "一种风险", ("risk",), fields("""
risk: 风险类型，或它的别称
means
"""),
)  # fmt: skip
HOUSEHOLD_CLASS = Table(
    "handling", "household_class", "work", "农户类别的几种叫法，取自政策", "一种叫法", ("written",),
    fields("written: 户库可能的叫法\nmeans: 政策的叫法"),
)  # fmt: skip
RISK_WORD = Table(
    "handling", "risk_word", "work", "按描述中的用词判断风险类型，取自政策", "一种风险一个词", ("risk", "word"),
    fields("risk word"),
)  # fmt: skip
AMENDED = Table(
    "handling", "amended", "kept", "台账中改定的登记内容：风险类型、户库外分派到的镇街", "一条预警一项", ("number", "item"),
    fields("""
number
item: risk风险类型，placed分派到的镇街
value: 改定的内容
provenance
"""),
)  # fmt: skip
OWN = Table(
    "handling", "own", "work", "镇街自行上报的每一行，采用或退回", "一行", ("month", "file_name", "sheet", "row_number"),
    (
        *same(RETURNED, "month"),
        *fields("""
list_month file_name sheet row_number
number: 预警编号；退回的为空文本
is_new
item: 退回的：哪一项
written: 退回的：原来填的
reason
"""),
        *same(WARNING, "way department says"),
        *fields("""
says_key rule_code risk grade
household_id: 户的键；户库中没有的，由户主身份证代替
person_key: 人的键；户库中没有的为空
township village head_name head_id subject_name subject_id relation
feedback_on: 发现日期；没有写的为读到这一行的日期，办结更早的为办结日期
found_on_written hints provenance is_monitored is_compared_already
"""),
    ),
)  # fmt: skip
VERDICT = Table(
    "handling", "verdict", "work", "疑似匹配经镇街核对的结果，按现有各份台账", "一条疑似", ("number",),
    (
        *same(SUSPECTED, "number"),
        *fields("is_same checked_by list_month provenance"),
    ),
)  # fmt: skip
SETTLED = Table(
    "handling", "settled", "kept", "疑似核对的结论：一经核对，不因重跑、文件不在而失去，只因另一个明确的答复而改变", "一条疑似", ("number",),
    (
        *same(SUSPECTED, "number"),
        *fields("""
list_month: 列在哪个月的疑似匹配中
rule_code event row_key
id_text: 所报号码，规整后
name_key: 所报姓名比对键
household_id: 户的键，列出时的，下同
person_key: 疑似人员的键
township village head_name likely_name likely_id department says happened_on outside_id sent_name sent_number is_same
checked_by provenance
"""),
    ),
)  # fmt: skip
SPOKEN_WAY = Table(
    "handling", "spoken_way", "work", "本人开口的预警方式，即办理结果要告知本人的，取自政策", "一种方式", ("way",),
    fields("way is_counted_from"),
)  # fmt: skip
REMEMBERED = Table(
    "handling", "remembered", "work", "近期已核实、已比对的户，按以前各月的台账", "一户、本月的一个反馈日期", ("household_id", "feedback_on"),
    fields("""
household_id
feedback_on: 信息反馈日期，从它往前数
verified_on compared_on
"""),
)  # fmt: skip
REPEATED = Table(
    "handling", "repeated", "kept", "多次预警而从未纳入、本月又有预警的户", "一月一户", ("month", "household_id"),
    fields("month household_id times history recent"),
)  # fmt: skip
TABLES = tuple(table for table in list(globals().values()) if isinstance(table, Table) and table.schema == "handling")
"""Every table of this file."""
