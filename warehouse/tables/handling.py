"""The closed loop: what was issued, what townships sent back, what of it can be taken, and every step that was ever said."""

from __future__ import annotations

from warehouse.tables.table import Table, fields

REGISTER = Table(
    "handling", "register", "kept", "立案登记：发出过的每一条预警，此后不再消失", "一条预警", ("number",),
    fields("""
month VARCHAR 发出的月份
number VARCHAR 预警编号
origin VARCHAR department部门来文，suspected疑似经镇街核对，township镇街自行上报
rule_code VARCHAR 规则编号
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
feedback_on DATE 信息反馈日期：这一行交给镇街的日期，首次发出时定下，以后不变
spoke_on DATE 自主申报、信访的，本人开口的日期；来文没有写的为空
visit_by DATE 入户核实期限
decide_by DATE 认定期限
hints VARCHAR 提示
provenance VARCHAR 数据出处
is_monitored BOOLEAN 发出时本户已在监测（未消除）：核对帮扶措施，不再走认定程序
is_compared_already BOOLEAN 已比对过（低保、特困），免信息比对
is_withdrawn BOOLEAN 重跑后不再成立，已撤销
"""),
)  # fmt: skip
ISSUED_UNDER = Table(
    "handling", "issued_under", "kept", "各月的预警发出时政策的要求", "一个月", ("month",),
    fields("""
month VARCHAR 月份
asked_steps VARCHAR[][] 办理程序的步骤：按次序一组一组，一组之内并行
asked_ways VARCHAR[] 办理结果要告知本人的预警方式
needs_every_step BOOLEAN 符合标准的，各步都有日期才算办结
"""),
)  # fmt: skip
STEP = Table(
    "handling", "step", "work", "各月预警的办理程序：发出时政策要求的步骤", "一个月一步", ("month", "step"),
    fields("month VARCHAR 月份\nstep VARCHAR 步骤代码\nlabel VARCHAR 步骤名称\nplace BIGINT 第几步，并行的相同；现行政策不再要求的为空"),
)  # fmt: skip
PRECEDING = Table(
    "handling", "preceding", "work", "各月预警的办理程序中，哪一步要在哪一步之后：发出时和现行的政策都这样要求的", "一个月两步", ("month", "step", "earlier"),
    fields("month VARCHAR 月份\nstep VARCHAR 步骤代码\nearlier VARCHAR 要在它之前办的步骤"),
)  # fmt: skip
RETURNED = Table(
    "handling", "returned", "kept", "报回的台账中填写过的格，未经核对", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    fields("""
month VARCHAR 报回文件夹的月份
list_month VARCHAR 这份台账是哪个月的，按文件自己的标记；没有标记的看标题，再看文件夹
edition BIGINT 第几次退回补正的表；原表为0
number VARCHAR 预警编号，照台账
item VARCHAR 填的哪一项
written VARCHAR 原样
value VARCHAR 读出的值：日期写作2026-11-20，是否写作是、否
trouble VARCHAR 这一格本身看出的问题
head_id VARCHAR 这一行的户主身份证
subject_id VARCHAR 这一行的预警对象身份证
said_township VARCHAR 文件自己标记的镇街
is_ours BOOLEAN 这一列是本系统发出的
is_sealed BOOLEAN 校验码与这一行相符；没有校验码的为空
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
"""),
)  # fmt: skip
SPREAD = Table(
    "handling", "spread", "work", "报回的格，一并办理的各条预警各算一格", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    tuple(field for field in RETURNED.fields),
)  # fmt: skip
CELL = Table(
    "handling", "cell", "work", "报回的每一格，采用或退回", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    fields("""
month VARCHAR 报回文件夹的月份
list_month VARCHAR 这份台账是哪个月的
edition BIGINT 第几次退回补正的表；原表为0
number VARCHAR 预警编号
item VARCHAR 填的哪一项
written VARCHAR 原样
value VARCHAR 读出的值
said_township VARCHAR 文件自己标记的镇街
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
reason VARCHAR 退回的原因和怎样改；采用的为空
is_own BOOLEAN 确是这个编号的格：编号认识，校验码或身份证与它相符，列也是本系统的
is_latest BOOLEAN 同一项最近一份台账所填
"""),
)  # fmt: skip
ANSWER = Table(
    "handling", "answer", "work", "每条预警汇总各份台账后的办理情况", "一条预警", ("number",),
    fields("""
number VARCHAR 预警编号
meets VARCHAR 是否符合认定标准
reason VARCHAR 不符合认定标准的主要原因
told VARCHAR 办理结果是否已告知本人
checked_by VARCHAR 核查人员
done_on DATE 办结日期
visited_on DATE 入户核实日期
visit_mode VARCHAR 核实方式：入户、电话、微信视频
last_step_on DATE 政策所列程序中最后一步的日期
entered_on DATE 录入系统日期
green VARCHAR 绿色通道
responsible VARCHAR 帮扶责任人
responsible_on DATE 落实责任人日期
plan_on DATE 制定帮扶计划日期
missing VARCHAR 符合标准的，还缺哪些步骤；已在监测的为空
is_recorded BOOLEAN 记录了入户核实以后的步骤，或走绿色通道、程序后补
included_on DATE 符合标准的从哪一天起算作纳入：录入系统日期，没有记录程序的按办结日期；只用来归到哪个月，不当作录入系统日期写给谁
"""),
)  # fmt: skip
REFUSAL = Table(
    "handling", "refusal", "work", "报回的台账中不能采用的和缺少的，退回补正", "一条预警一项", ("month", "number", "item"),
    fields("""
month VARCHAR 报回文件夹的月份
number VARCHAR 预警编号，照台账
township VARCHAR 退给哪个镇街；看不出的为空，由县级处理
item VARCHAR 哪一项
written VARCHAR 原来填的
reason VARCHAR 原因和怎样改
is_own BOOLEAN 确是这个编号的格；否则不能标在它的行里
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
"""),
)  # fmt: skip
EVENT = Table(
    "handling", "event", "kept", "办理经过：只增加，不修改，不删除", "一件事", ("place",),
    fields("""
place BIGINT 次序
number VARCHAR 预警编号
step VARCHAR 步骤：issued反馈，visited至entered各步，closed办结，green绿色通道，withdrawn撤销 等
happened_on DATE 日期
value VARCHAR 内容：办结的为符合或不符合
is_retracted BOOLEAN 此前所记的这一步不再成立（更正、回退）
meets BOOLEAN 办结的：是否符合认定标准；其余为空
department VARCHAR 部门帮扶的：哪个部门；其余为空
measure VARCHAR 部门帮扶的：做了什么，落实情况；其余为空
month VARCHAR 哪个月的台账或运行记下的
recorded_on DATE 记下的日期
provenance VARCHAR 出处：文件、工作表、行
"""),
)  # fmt: skip
TODAY = Table(
    "handling", "today", "work", "核对到哪一天", "一行", ("today",), fields("today DATE 核对台账的日期，填的日期不能晚于它"),
)  # fmt: skip
CLOSING = Table(
    "handling", "closing", "work", "各月预警办结的要求，同上", "一个月", ("month",),
    fields("month VARCHAR 月份\nneeds_every_step BOOLEAN 符合标准的，各步都有日期才算办结；否则只要求记录了的程序不缺步"),
)  # fmt: skip
TOLD_WAY = Table(
    "handling", "told_way", "work", "各月办理结果要告知本人的预警方式，同上", "一个月一种方式", ("month", "way"),
    fields("month VARCHAR 月份\nway VARCHAR 预警方式"),
)  # fmt: skip
STEP_FAULT = Table(
    "handling", "step_fault", "work", "程序步骤跳过或先后不对的", "一条预警一步", ("number", "item"),
    fields("number VARCHAR 预警编号\nitem VARCHAR 步骤\nplace BIGINT 第几步\nreason VARCHAR 原因和怎样改"),
)  # fmt: skip
ROW_FAULT = Table(
    "handling", "row_fault", "work", "一条预警所填各项缺少或互相不符的", "一条预警一项", ("number", "item"),
    fields("number VARCHAR 预警编号\nitem VARCHAR 哪一项\nreason VARCHAR 原因和怎样改"),
)  # fmt: skip
WANTED = Table(
    "handling", "wanted", "work", "按现有台账，每条预警办到了哪些步骤", "一条预警一步", ("number", "step"),
    fields("""
number VARCHAR 预警编号
step VARCHAR 步骤
happened_on DATE 日期
value VARCHAR 内容
meets BOOLEAN 办结的：是否符合认定标准；其余为空
provenance VARCHAR 出处
"""),
)  # fmt: skip
PLACE = Table(
    "handling", "place", "work", "每条预警、疑似现在由哪个镇街办理：随户走，户不在户库的按政策所列的承接镇街", "一个编号", ("number",),
    fields("""
number VARCHAR 预警编号、疑似编号
township VARCHAR 现在办理的镇街
village VARCHAR 村
moved_from VARCHAR 原来的镇街；没有变的为空
has_left_base BOOLEAN 户库中现在没有这一户
"""),
)  # fmt: skip
STANDING = Table(
    "handling", "standing", "work", "每条预警现在的状态", "一条预警", ("number",),
    fields("""
number VARCHAR 预警编号
month VARCHAR 发出的月份
township VARCHAR 现在办理的镇街
state VARCHAR open在办，done办结，withdrawn撤销
label VARCHAR 办到哪一步
meets BOOLEAN 办结的：是否符合认定标准
closed_on DATE 办结日期
closed_month VARCHAR 哪个月的台账办结或撤销的
is_green BOOLEAN 绿色通道
"""),
)  # fmt: skip
_TASK_CELL = """
month VARCHAR 报回文件夹的月份
list_month VARCHAR 这份任务清单是哪个月的，按文件自己的标记
edition BIGINT 第几次退回补正的清单，首次发出的为0
number VARCHAR 任务编号，照清单
item VARCHAR 填的哪一项
written VARCHAR 原样
value VARCHAR 读出的值
said_department VARCHAR 文件自己标记的部门
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
"""
HELP = Table(
    "handling", "help", "work", "帮扶需求推送给哪些部门，取自政策", "一种风险一个部门", ("risk", "department"),
    fields("risk VARCHAR 风险类型\ndepartment VARCHAR 部门\nneed VARCHAR 帮扶需求"),
)  # fmt: skip
TASK = Table(
    "handling", "task", "kept", "推送给部门的帮扶任务：新增监测对象的需求", "一条预警一个部门", ("number", "department"),
    fields("""
month VARCHAR 推送的月份
task VARCHAR 任务编号，一户一个部门一个月一个
department VARCHAR 部门
number VARCHAR 预警编号
household_id VARCHAR 户编号
risk VARCHAR 风险类型
need VARCHAR 帮扶需求
entered_on DATE 录入系统日期；没有人填的为空
"""),
)  # fmt: skip
TASK_RETURNED = Table(
    "handling", "task_returned", "kept", "部门报回的任务清单中填写过的格，未经核对", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    fields(_TASK_CELL + "trouble VARCHAR 这一格本身看出的问题\nhead_id VARCHAR 这一行的户主身份证\nis_sealed BOOLEAN 校验码与这一行相符；没有校验码的为空"),
)  # fmt: skip
TASK_CELL = Table(
    "handling", "task_cell", "work", "部门报回的每一格，采用或退回", "一格", ("month", "file_name", "sheet", "row_number", "number", "item"),
    fields(_TASK_CELL + "reason VARCHAR 退回的原因和怎样改；采用的为空\nis_latest BOOLEAN 同一项最近一份清单所填"),
)  # fmt: skip
MEASURE = Table(
    "handling", "measure", "work", "各部门落实的帮扶措施，汇总各份清单", "一个任务", ("number",),
    fields("""
number VARCHAR 任务编号
measure VARCHAR 帮扶措施
measured_on DATE 落实日期
outcome VARCHAR 落实情况：已落实、正在落实、不能落实
handled_by VARCHAR 经办人
note VARCHAR 备注
provenance VARCHAR 出处：文件、工作表、行
month VARCHAR 最近一次答复在哪个月的报回文件夹
is_sound BOOLEAN 各项齐全、互相相符，记入办理经过
"""),
)  # fmt: skip
TASK_REFUSAL = Table(
    "handling", "task_refusal", "work", "报回的任务清单中不能采用的和缺少的，退回部门补正", "一个任务一项", ("month", "number", "item"),
    fields("""
month VARCHAR 报回文件夹的月份
number VARCHAR 任务编号，照清单
department VARCHAR 部门
item VARCHAR 哪一项
written VARCHAR 原来填的
reason VARCHAR 原因和怎样改
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
"""),
)  # fmt: skip
CLOCK = Table(
    "handling", "clock", "work", "期限看到哪一天，按政策的哪些天数", "一行", ("today",),
    fields("""
today DATE 看到哪一天
soon_until DATE 到这一天为止到期的算临期
decide_from VARCHAR 认定期限的起点：clue收到线索，visit入户核实
decide_within BIGINT 认定期限，天
responsible_within BIGINT 纳入后落实帮扶责任人的期限，天；政策没有的为空
plan_within BIGINT 纳入后制定帮扶计划的期限，天；政策没有的为空
"""),
)  # fmt: skip
MOVED_DAY = Table(
    "handling", "moved_day", "work", "休息日到期的顺延或提前到哪一天；政策照旧的没有行", "一天", ("day",),
    fields("day DATE 休息日\nmoved_to DATE 改到哪一天"),
)  # fmt: skip
DUE = Table(
    "handling", "due", "work", "每条预警的每项期限：何时到期，何时做到", "一条预警一项", ("number", "obligation"),
    fields("""
number VARCHAR 预警编号
month VARCHAR 发出的月份
township VARCHAR 镇街
obligation VARCHAR visit入户核实，decide认定，responsible落实帮扶责任人，plan制定帮扶计划
starts_on DATE 从哪一天起算
due_on DATE 到期日（含当日）
done_on DATE 做到的日期；看的那天还没有做到的为空
state VARCHAR kept按期，late逾期完成，overdue超期，soon临期，not_yet未到期
days_over BIGINT 超过了几天，没有超过的为空
"""),
)  # fmt: skip
PRESSING = Table(
    "handling", "pressing", "work", "超期和临期的预警，要催办", "一条预警", ("number",),
    fields("""
number VARCHAR 预警编号
month VARCHAR 发出的月份
township VARCHAR 镇街
state VARCHAR 超期，临期
is_overdue BOOLEAN 有超期的
days_over BIGINT 超过最久的一项超过了几天；只有临期的为空
first_due_on DATE 最早到期的一项的到期日
visit_by DATE 入户核实到期日；不超期也不临期的为空，下同
decide_by DATE 认定到期日
responsible_by DATE 落实帮扶责任人到期日
plan_by DATE 制定帮扶计划到期日
"""),
)  # fmt: skip
SEEN = Table(
    "handling", "seen", "work", "在调度那一天看，每条预警办到哪里", "一条预警", ("number",),
    fields("""
number VARCHAR 预警编号
month VARCHAR 发出的月份
township VARCHAR 镇街
village VARCHAR 村
meets BOOLEAN 办结的：是否符合认定标准
state VARCHAR open在办，done办结，withdrawn撤销；那一天以后办结的算在办
is_visited BOOLEAN 已入户
is_overdue BOOLEAN 有超期的
is_soon BOOLEAN 没有超期，有临期的
"""),
)  # fmt: skip
COURSE = Table(
    "handling", "course", "work", "每条预警从反馈到办结的结果和用时", "一条预警", ("number",),
    fields("""
month VARCHAR 发出的月份
number VARCHAR 预警编号
origin VARCHAR department部门来文，suspected疑似经镇街核对，township镇街自行上报
rule_code VARCHAR 规则编号
rule_label VARCHAR 规则的信息类别
department VARCHAR 报送该类信息的部门；镇街自行上报的为预警信息来源
township VARCHAR 镇街
household_id VARCHAR 户编号
way VARCHAR 预警方式
risk VARCHAR 风险类型
grade VARCHAR 等级
is_monitored BOOLEAN 发出时本户已在监测（未消除）
state VARCHAR open在办，done办结，withdrawn撤销
label VARCHAR 办到哪一步
meets BOOLEAN 办结的：是否符合认定标准
is_green BOOLEAN 绿色通道
feedback_on DATE 信息反馈日期
visited_on DATE 入户核实日期
closed_on DATE 办结日期
days_to_visit BIGINT 从反馈到入户核实几天；没有入户日期的为空
days_to_close BIGINT 从反馈到办结几天；没有办结的为空
reason VARCHAR 不符合认定标准的主要原因
refused BIGINT 报回的台账中退回待补正的处数
"""),
)  # fmt: skip
LEDGER_FILE = Table(
    "handling", "ledger_file", "kept", "报回的台账文件", "一个文件", ("month", "file_name"),
    fields("""
month VARCHAR 报回文件夹的月份
file_name VARCHAR 报回的文件
list_month VARCHAR 这份台账是哪个月的，按文件自己的标记；没有标记的按文件夹
said_township VARCHAR 文件自己标记的镇街；没有标记的为空
saved_on DATE 报回的日期，取文件最后保存的日期
"""),
)  # fmt: skip
RETURNED_LEDGER = Table(
    "handling", "returned_ledger", "work", "哪个镇街哪个月的台账已经报回：来了文件就是报回，不论填了没有", "一个月的一个镇街", ("month", "township"),
    fields("""
month VARCHAR 台账的月份
township VARCHAR 现在办理的镇街；谁也没有写明的为空
came_on DATE 最早的一份报回的日期
"""),
)  # fmt: skip
PASSED_OVER = Table(
    "handling", "passed_over", "kept", "报回的文件中没有读到的：整个文件、一张表、没有列名的列", "一处", ("month", "place"),
    fields("""
month VARCHAR 报回文件夹的月份
place BIGINT 次序
file_name VARCHAR 报回的文件
what VARCHAR 没有读到什么，为什么
"""),
)  # fmt: skip
DRAW = Table(
    "handling", "draw", "kept", "月调度随机抽取的镇街和户：抽过的不再改变", "抽中的一个", ("month", "kind", "place"),
    fields("""
month VARCHAR 月份
kind VARCHAR township镇街现场指导，household户复核
place BIGINT 抽中的次序
number VARCHAR 指导编号，报回时凭它认出是哪个镇街；抽户的为空
township VARCHAR 镇街
household_id VARCHAR 户编号；抽镇街的为空
seed VARCHAR 种子：按 SHA-256（种子、空格、镇街或户编号）从小到大取
drawn_from BIGINT 从多少个中抽取
drawn_on DATE 抽取的日期
"""),
)  # fmt: skip
RECHECK = Table(
    "handling", "recheck", "work", "抽查复核的结果", "一条预警", ("number",),
    fields("""
number VARCHAR 预警编号
is_true BOOLEAN 台账所填与复核所见一致
rechecked_on DATE 复核日期
rechecked_by VARCHAR 复核人
says VARCHAR 复核情况
month VARCHAR 哪个月的报回文件夹收到的
provenance VARCHAR 出处：文件、工作表、行
"""),
)  # fmt: skip
GUIDANCE = Table(
    "handling", "guidance", "kept", "现场指导抽取的镇街发现的问题", "一次指导", ("month", "file_name", "sheet", "row_number"),
    fields("""
month VARCHAR 报回文件夹的月份
township VARCHAR 镇街
guided_on DATE 指导日期；没有写或看不出的为空
guided_by VARCHAR 指导人员
found VARCHAR 发现的问题
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
"""),
)  # fmt: skip
OWN_LINE = Table(
    "handling", "own_line", "kept", "镇街在台账中自行加上的行，未经核对", "一行", ("month", "file_name", "sheet", "row_number"),
    fields("""
month VARCHAR 报回文件夹的月份
list_month VARCHAR 这份台账是哪个月的，按文件自己的标记；没有标记的按文件夹
said_township VARCHAR 文件自己标记的镇街
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
is_copied BOOLEAN 照抄别的行加上的，还带着那一行的编号或校验码
way VARCHAR 预警方式
told_by VARCHAR 预警信息来源
says VARCHAR 具体预警信息
found_on DATE 发现日期
found_on_written VARCHAR 发现日期原样
township_text VARCHAR 所写镇街
village_text VARCHAR 所写村
head_name VARCHAR 户主姓名
head_name_key VARCHAR 户主姓名比对键
head_id VARCHAR 户主身份证，照台账
head_id18 VARCHAR 户主的18位身份证号，仅在号码可靠时有
head_is_faulty BOOLEAN 户主身份证有误
subject_name VARCHAR 预警对象
subject_id VARCHAR 预警对象身份证，照台账
subject_id18 VARCHAR 预警对象的18位身份证号，仅在号码可靠时有
subject_is_faulty BOOLEAN 预警对象身份证有误
"""),
)  # fmt: skip
RECOGNISED = Table(
    "handling", "recognised", "work", "报回的附件2中没有编号的行，按身份证和具体预警信息认出的预警", "一行", ("month", "file_name", "sheet", "row_number"),
    fields("""
month VARCHAR 报回文件夹的月份
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
alike BIGINT 可能是几条预警
head_name VARCHAR 户主姓名
number VARCHAR 预警编号；分不清是哪一条的为空
"""),
)  # fmt: skip
OWN_WAY = Table(
    "handling", "own_way", "work", "镇街可以自行上报的预警方式，取自政策", "一种方式", ("way",),
    fields("""
way VARCHAR 预警方式
rule_code VARCHAR 规则编号，部门报来同一方式时所用的
risk VARCHAR 风险类型
is_risk_from_words BOOLEAN 风险类型按描述中的用词
grade VARCHAR 等级
"""),
)  # fmt: skip
OWN_DEADLINE = Table(
    "handling", "own_deadline", "work", "镇街自行上报的行的期限，按政策从发现之日起算", "一个日期", ("starts_on",),
    fields("starts_on DATE 发现日期\nvisit_by DATE 入户核实期限\ndecide_by DATE 认定期限"),
)  # fmt: skip
RISK = Table(
    "handling", "risk", "work", "政策所列的风险类型，镇街可以从中改选", "一种风险", ("risk",), fields("risk VARCHAR 风险类型"),
)  # fmt: skip
RISK_WORD = Table(
    "handling", "risk_word", "work", "按描述中的用词判断风险类型，取自政策", "一种风险一个词", ("risk", "word"),
    fields("risk VARCHAR 风险类型\nword VARCHAR 用词"),
)  # fmt: skip
AMENDED = Table(
    "handling", "amended", "kept", "台账中改定的登记内容：风险类型、户库外分派到的镇街", "一条预警一项", ("number", "item"),
    fields("number VARCHAR 预警编号\nitem VARCHAR risk风险类型，placed分派到的镇街\nvalue VARCHAR 改定的内容\nprovenance VARCHAR 出处：文件、工作表、行"),
)  # fmt: skip
OWN = Table(
    "handling", "own", "work", "镇街自行上报的每一行，采用或退回", "一行", ("month", "file_name", "sheet", "row_number"),
    fields("""
month VARCHAR 报回文件夹的月份
list_month VARCHAR 这份台账是哪个月的
file_name VARCHAR 报回的文件
sheet VARCHAR 工作表
row_number BIGINT 行号
number VARCHAR 预警编号；退回的为空文本
is_new BOOLEAN 不是部门已经报来的
item VARCHAR 退回的：哪一项
written VARCHAR 退回的：原来填的
reason VARCHAR 退回的原因和怎样改；采用的为空
way VARCHAR 预警方式
department VARCHAR 预警信息来源
says VARCHAR 具体预警信息
says_key VARCHAR 具体预警信息中的文字和数字
rule_code VARCHAR 规则编号
risk VARCHAR 风险类型
grade VARCHAR 等级
household_id VARCHAR 户编号；户库中没有的，由户主身份证代替
person_key VARCHAR 人的键；户库中没有的为空
township VARCHAR 镇街
village VARCHAR 村
head_name VARCHAR 户主姓名
head_id VARCHAR 户主身份证
subject_name VARCHAR 预警对象
subject_id VARCHAR 预警对象身份证
relation VARCHAR 与户主关系
feedback_on DATE 发现日期；没有写的为读到这一行的日期，办结更早的为办结日期
found_on_written VARCHAR 发现日期原样
hints VARCHAR 提示
provenance VARCHAR 出处：文件、工作表、行
is_monitored BOOLEAN 本户已在监测（未消除）
is_compared_already BOOLEAN 已比对过（低保、特困）
"""),
)  # fmt: skip
VERDICT = Table(
    "handling", "verdict", "work", "疑似匹配经镇街核对的结果，按现有各份台账", "一条疑似", ("number",),
    fields("""
number VARCHAR 疑似编号
is_same BOOLEAN 是否同一人
checked_by VARCHAR 核查人员
list_month VARCHAR 答在哪个月的清单上
provenance VARCHAR 出处：文件、工作表、行
"""),
)  # fmt: skip
SETTLED = Table(
    "handling", "settled", "kept", "疑似核对的结论：一经核对，不因重跑、文件不在而失去，只因另一个明确的答复而改变", "一条疑似", ("number",),
    fields("""
number VARCHAR 疑似编号
list_month VARCHAR 列在哪个月的疑似匹配中
rule_code VARCHAR 规则编号
event VARCHAR 事项
row_key VARCHAR 来文行键
id_text VARCHAR 所报号码，规整后
name_key VARCHAR 所报姓名比对键
household_id VARCHAR 户编号，列出时的，下同
person_key VARCHAR 疑似人员的键
township VARCHAR 镇街
village VARCHAR 村
head_name VARCHAR 户主姓名
likely_name VARCHAR 疑似人员
likely_id VARCHAR 疑似人员身份证：户库换了编号，仍认得出是谁
department VARCHAR 部门
says VARCHAR 具体预警信息
happened_on DATE 来文所写的申报、反映或发生日期
outside_id VARCHAR 不是同一人的，作为户库外列入预警时的户编号；信息类别不列户库外的为空
sent_name VARCHAR 所报姓名
sent_number VARCHAR 所报号码
is_same BOOLEAN 是否同一人
checked_by VARCHAR 核查人员
provenance VARCHAR 出处：文件、工作表、行
"""),
)  # fmt: skip
SPOKEN_WAY = Table(
    "handling", "spoken_way", "work", "本人开口的预警方式，即办理结果要告知本人的，取自政策", "一种方式", ("way",),
    fields("way VARCHAR 预警方式\nis_counted_from BOOLEAN 期限从本人开口之日起算；否则从信息反馈日期"),
)  # fmt: skip
REMEMBERED = Table(
    "handling", "remembered", "work", "近期已核实、已比对的户，按以前各月的台账", "一户、本月的一个反馈日期", ("household_id", "feedback_on"),
    fields("household_id VARCHAR 户编号\nfeedback_on DATE 信息反馈日期，从它往前数\nverified_on DATE 最近一次核实\ncompared_on DATE 最近一次信息比对"),
)  # fmt: skip
REPEATED = Table(
    "handling", "repeated", "kept", "多次预警而从未纳入、本月又有预警的户", "一月一户", ("month", "household_id"),
    fields("""
month VARCHAR 月份
household_id VARCHAR 户编号
times BIGINT 此前有几个月预警过
history VARCHAR 此前的预警
recent VARCHAR 最近五次，列入提示
"""),
)  # fmt: skip
TABLES = tuple(table for table in list(globals().values()) if isinstance(table, Table))
"""Every table of this file."""
