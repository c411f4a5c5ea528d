"""The columns that reports show, each said once: its name, what fills it, its kind, the heading over it.

A sheet names columns with their widths (`reports.workbooks.columns.columns`). A form's field brings its own heading, choices and kind
(`sources/forms/`); what only reports show is declared here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reports.workbooks.looks import AMBER, GOLD, RED, coloured
from sources.forms import anomalies as a
from sources.forms import dispatch as d
from sources.forms import tasks as t
from sources.forms import whose as w
from sources.forms.form import Field
from warehouse.tables import states

COLOURS: Mapping[str, Mapping[str, str]] = {
    "grade": coloured(states.GRADES),
    "severity": coloured(states.SEVERITIES),
    "state": coloured(states.FILES, states.ARRIVALS),
    "ledger": coloured(states.ARRIVALS),
    "agrees": coloured(states.AGREEMENTS),
    "flags": coloured(states.FLAGS),
    "taken_for": coloured(states.USES),
    "pressing": coloured(states.LIMITS),
    "rule_state": coloured(states.RULES),
    "filled_flag": {"有镇街偏少": AMBER, "全县空白": GOLD},
    "behind_flag": {"整列空白": RED},
    "inclusion_flag": coloured(states.INCLUSIONS),
    "surge_flag": {"大进大出": RED},
    "change_kind": coloured(states.CHANGES),
    "base_change": coloured(states.BASE_CHANGES),
    "run_again": coloured(states.MARKS),
    "why_listed": {"低收入；不增反降": RED},
}
"""By column: value -> colour of its letters."""
BASE_CHANGE_COUNTS = {"left": "left_base", "included": "newly_included"}
"""Where a query's column is called otherwise than the change that it counts: a word of SQL, another quantity's name."""
COUNTED: Mapping[str, str] = {
    **states.labels(states.GRADES, states.SEVERITIES, states.OUTCOMES),
    **states.labels((states.OVERDUE, states.SOON, states.UNREADABLE, states.UNDER_WAY, states.CANNOT)),
    "helped:done": states.DONE.label,
    "tasks_done:helped": states.DONE.label,
    "impossible": states.CANNOT.label,
    **{
        f"base_{state.code}:{BASE_CHANGE_COUNTS.get(state.code, state.code)}": state.label
        for state in states.BASE_CHANGES
    },
}
"""Columns that count a state: `name:field` -> the state's word, which stands over them."""

FORM_FIELDS: Mapping[str, Field] = {
    **{
        field.name: field
        for field in (
            w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.NUMBER, w.SUBJECT_NAME, w.SUBJECT_ID, w.RELATION, w.DEPARTMENT, w.SAYS, w.RISK,
            w.GRADE, w.PROVENANCE, w.FEEDBACK_ON, w.MEMBERS, t.NEED, t.MEASURED_ON.shown(), d.RECHECKED_ON.shown(),
            d.RECHECKED_BY.shown(), d.GUIDED_ON.shown(), d.GUIDED_BY.shown(kind="words"), d.FOUND.shown(),
            a.CORRECTED_VALUE.shown(), w.PHONE,
        )
    },
    "of_head": w.OF_HEAD,
    "long_number": replace(w.NUMBER, kind="words"),  # where several may stand in a cell, or one in a long line
    "source": w.SOURCE,
    "anomaly_number": a.NUMBER,
    "task_number": t.NUMBER,
    "task": replace(t.NUMBER, name="task"),
    "recheck_found": d.RECHECK_SAYS.shown(name="found"),
}  # fmt: skip
"""Fields of forms that reports show too; nothing is asked there."""

OWN = """
# people and households
household_number                    id      户编号
household_kind                      text    户类型
monitoring_kind                     text    监测对象类别
person_id                           id      人编号
person_name                         text    姓名
person_number                       id      证件号码
id_card:person_number               id      身份证
masked_number                       id      号码
is_new                              text    本月新增
per_head_yuan                       amount  人均纯收入（元）
last_per_head_yuan                  amount  上年人均（元）
income_change:growth                share   增减%
why_listed:why                      words   列入原因

# lists of a notice
list_number:number                  id      清单编号
listed_class                        text    分类
why                                 words   列入依据
to_ask                              words   当面核实什么
first_listed                        text    列入月份
key_people                          words   重点人群
warned_of                           words   本年预警
visited_on                          date    入户日期
result_known                        text    研判结果
not_included_because                words   未纳入原因
materials                           words   佐证材料清单
materials_there:                    words   已归档材料
poor_households                     number  脱贫户数
resettled                           number  搬迁户数
ever_included:included              number  曾纳入户数
not_removed:monitored               number  未消除户数
unremoved_share                     share   未消除占比%
why_key                             words   列为重点的原因
reader_kind                         text    镇街或部门
reader                              text    名称
of_month:fresh                      number  其中本月反馈
area_households:households          number  户数
area_people:people                  number  人数
public_class                        text    类别

# files and their rows
file_name                           words   文件
returned_file:file_name             words   报回的文件
sheet                               text    工作表
row_number                          number  行号
row_numbers                         text    行号
column_letter                       text    列
heading                             words   列
sent_heading:heading                words   列名
mended_heading:heading              words   更正项目
taken_for                           words   用作
moved                               words   与上次来文相比
value                               id      值
rows_in                             number  行数
row_count                           sum     行数
set_apart                           number  非数据行
feeds                               words   识别为
feed_label:label                    words   信息
label                               words   信息类别
state                               text    状态
note                                words   说明
todo                                words   下一步
sent_name                           text    姓名
township_text                       text    所写镇街
village_text                        text    所写村
unmatched_because:reason            words   未匹配原因
reason                              words   原因
is_qualifying                       yes_no  是否达到预警条件

# has it come
send_by                             date    应报日期
arrived_on                          date    收到日期
rows_last_month                     number  上月行数
median_rows                         number  前几月中位数
flags                               text    提示
contact                             words   联系人
standing                            text    变化
watched_before                      text    上次
watched                             text    本次

# rows in and out
sent_rows:rows_in                   sum     来文行数
lines                               sum     来文行数
rows_out                            sum     合计
agrees                              text    是否相符
outcome                             text    去向

# what a department is to mend
problem                             words   问题
problem_place:place                 number  序号
problem_times:times                 number  处数
found_in                            words   在哪里
mend                                words   怎样更正
doubt:says                          words   疑点
reference_value                     words   来文所写
held_value:base_value               words   户库所写
guidance                            words   请怎样处理

# figures by township, department, rule
warnings                            sum     预警条数
households                          sum     户数
people                              sum     人数
suspected                           sum     疑似
suspected_count:suspected           sum     疑似条数
anomalies                           sum     异常
where:place                         words   何处
what                                words   何事
times_before:times                  number  此前次数
history                             words   此前预警
warned_now:says                     words   本月预警

# how far a warning has come
pressing:state                      text    状态
days_over                           number  已超天数
step:label                          text    办到哪一步
ledger_month:month                  text    台账月份
now_in                              text    现在办理的镇街
told_result:label                   text    台账所填结果
is_true                             yes_no  属实
change_kind                         text    变更
grounds                             words   依据
what_to_do:todo                     words   怎样办
county_opinion:                     words   县级核实意见
formal_letter:                      words   函号和日期

# what a run again has made of warnings
run_again:change                    text    变化
matter_month:month                  text    事项月份
told_on                             date    告知日期
given_on:told_on                    date    补发日期

# 月调度
issued                              sum     反馈条数
ledger                              text    台账
came_on                             date    报回日期
visited                             sum     已入户
done                                sum     办结
of_them_met:met                     sum     其中符合
done_share                          share   办结率%
open                                sum     在办
withdrawn                           sum     撤销
earlier                             sum     往月在办
refused                             sum     退回待补正
asked                               sum     异常条数
answered                            sum     异常已答复
group_name                          text    组别
leader                              text    组长
group_members:members               words   成员
group_place:place                   text    镇街或村（社区）
tasks                               sum     任务数
fresh                               sum     其中本月推送
silent                              sum     没有答复
silent_since                        text    最早推送而没有答复的
compared                            words   与户库核对
drawn_kind:kind                     text    抽取什么
drawn                               number  抽中几个
drawn_from                          number  从几个中抽取
drawn_on                            date    抽取日期
seed                                text    种子
how                                 words   怎样抽取

# 成效
sent_out:issued                     sum     发出条数
concerned:households                number  涉及户数
met                                 sum     符合
hit_rate                            share   命中率%
missed                              sum     不符合
reasons                             words   不符合的主要原因（前三）
days_to_visit                       share   反馈到入户（天）
days_to_close                       share   反馈到办结（天）
with_refusals:refused               sum     有退回的
ledger_reason:reason                words   镇街所写的主要原因
times                               sum     条数
township_count:townships            number  镇街数

# 季通报
warnings_done:done                  sum     办结条数
warnings_met:met                    sum     符合条数
percent                             share   符合率%
still_open                          sum     在办条数
entered                             sum     新认定户数
households_relieved:relieved        sum     风险消除户数
households_removed:removed          sum     其他退出户数
monitored_at_end:monitored_now      sum     期末监测户数
awaited                             sum     应报类次
missing                             sum     未报类次
late                                sum     迟报类次
tasks_pushed:tasks                  sum     帮扶任务户次
month                               text    月份
scope_label                         text    范围
concentrated_in:name                words   镇街、村、原因、事件
warned_households:warned            number  预警户
warned_usual                        share   预警户以往平均
warned_rate                         share   预警每千户
warned_bounds                       text    预警每千户区间
recognised_households:recognised    number  新认定户
recognised_usual                    share   新认定户以往平均
recognised_rate                     share   新认定每千户
recognised_bounds                   text    新认定每千户区间
stands_out                          words   突出
trouble:label                       words   问题
trouble_place:place                 text    镇街或部门
trouble_what:what                   words   何月何事
trouble_times:times                 number  数目

# 户库变化
base_change                         text    变化
changes                             sum     合计
value_before                        words   原来
value_now                           words   现在

# what came back and could not be taken
item_label                          words   哪一项
written                             words   原来填的
astray_written:written              words   填的是
how_to_mend:reason                  words   原因和怎样改
passed_over:what                    words   没有读到什么，为什么
refused_because:reason              words   退回原因
result_written                      text    原来填的
value_written                       words   原更正后值
explanation_written                 words   原说明
since                               text    推送月份
result_now:label                    text    现在的结果

# quality of the base
rank:place                          number  名次
repeated                            sum     多月未改
closed                              sum     本月消除
exempt                              sum     核实属实
score                               share   质量分
score_before                        share   上次
change                              share   增减
rule_code                           text    规则编号
rule_label:label                    words   规则
category                            text    问题类别
severity                            text    严重程度
rule_state:state                    text    本月情况
rows_judged                         number  检查条数
rows_failed                         number  异常条数
months_fired                        number  触发过的月数
months_run                          number  运行过的月数
answered_true                       number  答复属实
answered_corrected                  number  答复更正
filled                              number  已填人数
share                               share   填写率%
filled_heads                        number  户主已填
share_of_heads                      share   户主填写率%
least                               text    填得最少的镇街
least_share                         share   其填写率%
townships_behind:townships          number  偏少的镇街数
lacking                             number  约少填人数
filled_flag:flag                    text    提示
columns                             number  列数
county_share                        share   全县填写率%
behind_flag:flag                    text    提示
seriously_ill                       sum     大病人数
severely_disabled                   sum     重残人数
on_dibao                            sum     低保人数
on_tekun                            sum     特困人数
out_of_school                       sum     失学人数
unsafe_houses                       sum     危房户数
without_water                       sum     饮水户数
key_households                      sum     重点户数
included                            sum     曾纳入户数
included_people                     sum     曾纳入人数
monitored                           sum     在监测户数
newly_included                      sum     本年新纳户数
expected_included                   number  按全县平均应纳户数
included_share:share                share   曾纳入户比重点户%
inclusion_flag:flag                 text    提示
checked                             text    核实
month_before                        text    相比月份
monitored_before                    sum     原有
surge_entered:entered               sum     新纳入
relieved                            sum     风险消除
removed                             sum     不在名单
monitored_now                       sum     现有
surge_flag:flag                     text    提示
wrong:says                          words   问题描述
first_month                         text    首次发现
months_seen                         number  连续月数
last_answer:answered                text    最近答复
true_because:explanation            words   理由
valid_until                         text    有效至
base_value                          words   系统内值
explanation                         words   说明

# incomes
income_place:place                  text    镇街
known                               number  两年收入都有的户
growth                              share   增长%
fallen                              number  不增反降户数
fallen_share                        share   不增反降占比%
low_income:low                      number  低收入户数
income_cause:                       words   收入低或下降的原因
income_measure:                     words   增收措施
income_helper:                      text    责任人

# 家庭收支
burden_yuan                         amount  刚性支出净额（元）
reference_per_head_yuan             amount  扣除后人均（元）
income_line_yuan                    amount  监测范围（元）
transfer_income_yuan                amount  转移性收入（元）
without_transfers_per_head_yuan     amount  试算人均（元）
why_looked_at:why                   words   为什么列入
spent                               words   支出和损失
received                            words   补助
sources                             words   支出出处
base_as_of:as_of                    date    户库日期
account_lacking:lacking             words   缺什么

# 填写说明
matter                              words   事项
text                                words   说明
"""
"""A line a column: `name:field kind heading`. The field is the query's column, where it is not called as the column is; a blank one
is filled in by the reader. sum: a number that may be added up, which a sheet with a last row of sums does."""
