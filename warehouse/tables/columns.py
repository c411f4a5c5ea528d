"""Every column, said once: name, type, unit where it counts or measures something, sentence. Tables list the names.

Here stands what a name means wherever it stands. A table in which it means something narrower says so beside the name, and a name
without a sentence here means something else in each table, which must say what. What departments send (`raw`) and what the base
exports is declared in `sources`; the words of the base's columns are taken from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.base.household_base import HOUSEHOLD_BASE
from sources.contract import Column

SQL_TYPE = {
    "yuan": "DOUBLE",
    "number": "DOUBLE",
    "count": "BIGINT",
    "date": "DATE",
    "yes_no": "BOOLEAN",
    "grade": "INTEGER",
}


@dataclass(frozen=True)
class TableColumn:
    """A column of a table. sentence: what it means; unit: of what it counts or measures, empty where that is said or there is none."""

    name: str
    type: str
    sentence: str
    unit: str = ""

    @property
    def comment(self) -> str:
        """The sentence with the unit, for the dictionary in the file."""
        return f"{self.sentence}（{self.unit}）" if self.unit else self.sentence


DECLARED = """
month VARCHAR 月份：事项发生的那个月，运行、预警和清单都以它称呼
month_index BIGINT 年乘12加月，用于相减
previous_month VARCHAR 上个月
month_before VARCHAR 与哪个月相比：上次来文的，或上次运行的
first_month VARCHAR 首次发现
today_of_month DATE 本月最后一天，用于计算年龄
as_of DATE 户库截止日期
today DATE 看到哪一天：在它以后的还没有发生

load BIGINT 第几次户库入库，从1起
since_load BIGINT 从哪一次入库起内容就是这样
until_load BIGINT 到哪一次入库为止，那一次起不再是这样
valid_from DATE 这样的内容最早见于截至哪一天的户库
valid_to DATE 截至哪一天的户库起不再是这样
loaded_at TIMESTAMP 入库的时刻，北京时间；早先版本的入库为空
ended VARCHAR
load_fingerprint VARCHAR 导出的内容和入库依据的指纹：都没有变的不必重新入库
rows_read BIGINT(行) 导出的行数
rows_repeated BIGINT(行) 其中与别处重复的行数
renumbered BIGINT(户) 换了户编号，按成员认出的户
divided BIGINT(户) 由别的户分出的户
joined BIGINT(户) 并入别的户的户
without_number BIGINT(人) 没有户编号可凭的人
numbered_per_place BIGINT(户) 户编号在几个地方重复的户
several_heads BIGINT(户) 一个户编号下不止一个户主的户
people_left BIGINT(人) 离开户库的人
people_kept BIGINT(人) 不在导出中而仍留在户库的人
people_unchanged BIGINT(人) 内容没有变的人
people_altered BIGINT(人) 内容有变的人
moved BIGINT(户) 换了镇街的户
change VARCHAR
value_before VARCHAR 原来
value_now VARCHAR 现在
base_load BIGINT 运行所见的是第几次入库的户库
finished_at TIMESTAMP 清单全部出完的时刻，北京时间；没有出完的为空

file_id VARCHAR 文件键
file_name VARCHAR 文件名
file_order BIGINT 到达次序，后到为大
sheet VARCHAR 工作表，文本文件为空
row_number BIGINT 行号，与Excel所见一致；文本文件为行
row_key VARCHAR 行键：文件、工作表、行；一行多人的再加序号
provenance VARCHAR 出处：文件、工作表、行
ordinal BIGINT 次序
column_letter VARCHAR 列，与Excel所见一致，几列的用顿号隔开
column_name VARCHAR 户库或来文的哪一列，代码
heading VARCHAR 列名，按来文
heading_before VARCHAR 上次的列名
heading_key VARCHAR 列名比对键：去空格、单位
sha256 VARCHAR 内容指纹
bytes BIGINT(字节) 大小
landed VARCHAR 存放处，收件留存文件夹以下
feeds VARCHAR 识别为哪类信息
same_as VARCHAR 与哪个文件内容相同
arrived_on DATE 收到日期，即文件最后保存的日期；几个文件的取最早
saved_on DATE 报回的日期，即文件最后保存的日期
came_on DATE 最早的一份报回的日期
set_apart BIGINT(行) 非数据行数：合计、签字等
rows_in BIGINT(行) 数据行数
rows_new BIGINT(行) 其中本月先到的文件里没有的行：更正后重报的不重复计
row_count BIGINT(行) 行数，几个文件都有的只计一次
rows_last_month BIGINT(行) 上月行数，上月没有来的为空
median_rows DOUBLE(行) 前几个月行数的中位数，没有来过的为空
months_judged BIGINT(个月) 中位数取自几个月
headings_moved BIGINT(列) 与上次来文相比变动的列数
files BIGINT(个) 文件数，只重报了别的文件内容的不算
send_by DATE 应报日期
flags VARCHAR 提示：缩小、增大、文件减少、旧文件、列缺少，几项用顿号隔开
restarts_each_year BOOLEAN 是否当年累计、每年重新开始
history_months BIGINT(个月) 与之前几个月相比
shrinks_below DOUBLE 行数不足以往的几成为缩小
grows_above DOUBLE 行数超过以往的几倍为增大
judged_from_rows BIGINT(行) 以往不足这么多行的不判断
use VARCHAR read采用，ignored不需要，unknown不认识、未使用
move VARCHAR gone上次有本次没有，renamed改了列名仍认得，new新出现而不认识
is_of_feed BOOLEAN 是否该类信息自己的列，公共列和号码列为否
is_needed BOOLEAN 缺了可能影响判断
is_used BOOLEAN 是否采用
content VARCHAR 整行原文，用于识别逐字重报
status VARCHAR kept采用，rejected退回
reject_reason VARCHAR 没有采用这一行的原因
problem VARCHAR 问题
mend VARCHAR 怎样更正

feed VARCHAR 信息类别代码
label VARCHAR 信息类别名称
department VARCHAR 部门
delivery VARCHAR 报送方式：new只报新增，roster每月报全量名册
contact VARCHAR 联系人姓名和电话
about VARCHAR person一人一条，household一户一条
outcome VARCHAR 去向：warned已预警，merged合并，suppressed不再重复预警，not_qualifying未达条件，unmatched未匹配，rejected退回
reason VARCHAR 退回的原因和怎样改；采用的为空

household_id VARCHAR 户的键：首次入库时的户编号，以后换了编号也不变
household_number VARCHAR 户编号，照那一次导出的原样
number_key VARCHAR 户编号，去掉前面的0；没有户编号的为空
outside_id VARCHAR 不是此人的，作为户库外列入预警时的户编号；信息类别不列户库外的为空
person_key VARCHAR 人的键：人编号，缺则由户编号和证件号码代替
person_number VARCHAR 身份证
head_key VARCHAR 户主的键；无户主的取首名成员
head_name VARCHAR 户主姓名
head_name_key VARCHAR 户主姓名比对键
head_id VARCHAR 户主身份证
head_id18 VARCHAR 户主的18位身份证号，仅在号码可靠时有
head_is_faulty BOOLEAN 户主身份证有误
subject_name VARCHAR 预警对象
subject_id VARCHAR 预警对象身份证
subject_id18 VARCHAR 预警对象的18位身份证号，仅在号码可靠时有
subject_is_faulty BOOLEAN 预警对象身份证有误
member BIGINT 行内序号，从1起
member_name VARCHAR 来文所写的成员姓名
sent_name VARCHAR 所报姓名
sent_number VARCHAR 所报号码
likely_name VARCHAR 疑似人员
likely_id VARCHAR 疑似人员身份证：户库换了编号，仍认得出是谁
name_key VARCHAR 姓名比对键：去空格、间隔号、括注
id_raw VARCHAR 来文所写号码，原样
id_text VARCHAR 规范化后的证件号码
id_state VARCHAR 号码状态：valid、from_15、from_certificate、document、lost_digits、broken、blank
id18 VARCHAR 18位身份证号，仅在号码可靠时有
id_sex VARCHAR 号码第17位所示性别
id_born_on DATE 号码所示出生日期
township VARCHAR 镇街
township_text VARCHAR 所写镇街
township_key VARCHAR 镇街名比对键：去“街道”“镇”“乡”
village VARCHAR 村
village_text VARCHAR 所写村
village_key VARCHAR 村名比对键：去“村”“社区”等尾字
address_text VARCHAR 来文所写住址
from_township VARCHAR 原镇街
to_township VARCHAR 户现在的镇街，或承接的镇街
moved_from VARCHAR 原来的镇街；没有变的为空
changed_on DATE 承接从哪一天起
has_left_base BOOLEAN 户库中现在没有这一户
is_head BOOLEAN 是否户主
has_head BOOLEAN 是否有户主
is_here BOOLEAN 在现行户库中
is_monitored BOOLEAN 已在监测且风险未消除
members BIGINT(人) 成员人数
unread VARCHAR 填了而读不懂的列，用顿号隔开

number VARCHAR 预警编号
rule_code VARCHAR 规则编号
rule_label VARCHAR 规则的信息类别
policy_version VARCHAR 政策版本
policy_since DATE 政策施行日期
condition VARCHAR 条件
happens VARCHAR 何为新增：each_event每次事项，first_time_in_year一年一次
on_change VARCHAR 名册中已有的人，比较数值怎样变化才算新增：never、any、raised、lowered
source VARCHAR 依据
event VARCHAR 事项：月份或年度
event_month VARCHAR 事项发生月份，来文未写则空
matter VARCHAR 区分同一人同一月的不同事项
tier VARCHAR 匹配层级：exact一致，derived换算，confirmed疑似经镇街核对，outside户库外
clue VARCHAR 判断依据
way VARCHAR 预警方式
told_by VARCHAR 预警信息来源：信息渠道，如12345、村委；没有写的为空
says VARCHAR 具体预警信息
says_key VARCHAR 具体预警信息中的文字和数字
risk VARCHAR 风险类型
means VARCHAR 政策所列的是哪一种风险类型
word VARCHAR 判断风险类型的用词
grade VARCHAR 等级
hints VARCHAR 提示
happened_on DATE 事项发生，或申报、反映的日期；来文没有写的为空
spoke_on DATE 自主申报、信访的，本人开口的日期；来文没有写的为空
feedback_on DATE 信息反馈日期：交给镇街的日期，首次发出时定下，以后不变
is_qualifying BOOLEAN 是否达到预警条件
is_certain BOOLEAN 列入以来曾按可靠号码认定，或在基线中；只是疑似的为否
is_compared_already BOOLEAN 部门审批时已比对过（低保、特困），免信息比对
is_risk_from_words BOOLEAN 风险类型按描述中的用词
watched DOUBLE 全量名册逐月比较的数值：月保障金额（元）、残疾等级
watched_before DOUBLE 上次比较的数值
standing VARCHAR
times BIGINT(个月) 此前有几个月预警过
history VARCHAR 此前的预警
recent VARCHAR 最近五次，列入提示

origin VARCHAR department部门来文，suspected疑似经镇街核对，township镇街自行上报
step VARCHAR 步骤代码
asked_steps VARCHAR[][] 办理程序的步骤：按次序一组一组，一组之内并行
earlier VARCHAR 要在它之前办的步骤
asked_ways VARCHAR[] 办理结果要告知本人的预警方式
needs_every_step BOOLEAN 符合标准的，各步都有日期才算办结；否则只要求记录了的程序不缺步
is_counted_from BOOLEAN 期限从本人开口之日起算；否则从信息反馈日期
visit_by DATE 入户核实期限
decide_by DATE 认定期限
responsible_by DATE 落实帮扶责任人到期日
plan_by DATE 制定帮扶计划到期日
starts_on DATE 从哪一天起算
soon_until DATE 到这一天为止到期的算临期
decide_from VARCHAR 认定期限的起点：clue收到线索，visit入户核实
decide_within BIGINT(天) 认定期限的长短
decide_within_working BIGINT(工作日) 认定期限按工作日算的长短；按日历天算的为空
responsible_within BIGINT(天) 纳入后落实帮扶责任人的期限；政策没有的为空
plan_within BIGINT(天) 纳入后制定帮扶计划的期限；政策没有的为空
day DATE 休息日
obligation VARCHAR visit入户核实，decide认定，responsible落实帮扶责任人，plan制定帮扶计划
due_on DATE 到期日（含当日）；逢休息日的按政策顺延或提前
fulfilled_on DATE 做到的日期；还没有做到的为空
first_due_on DATE 最早到期的一项的到期日
days_over BIGINT(天) 超过了几天，没有超过的为空；几项的取最久
is_overdue BOOLEAN 有超期的
is_soon BOOLEAN 没有超期，有临期的
is_calendar_known BOOLEAN 计算期限所用年份的放假安排是否已公布
verified_within_days BIGINT(天) 反馈前这么多天内核实过的户免再入户
verified_within VARCHAR 免再入户的期间，文字
compared_within_days BIGINT(天) 反馈前这么多天内比对过的户不再比对
repeated_since VARCHAR 从这个月起数此前的预警
repeated_from BIGINT(个月) 此前预警这么多次而未纳入的，列为多次预警未识别
income_line_yuan DOUBLE(元/人/年) 本年监测范围，定为多少左右的为上限；政策没有定的为空
income_line_before_yuan DOUBLE(元/人/年) 上年监测范围，定为多少左右的为上限；政策没有定的为空
account_since VARCHAR 家庭收支从哪个月算起，到本月为止十二个月

list_month VARCHAR 报回的是哪个月的台账或清单：按文件自己的标记，没有标记的看标题，再看文件夹
edition BIGINT 第几次退回补正的表；首次发出的为0
item VARCHAR 填的哪一项
written VARCHAR 填的原样
value VARCHAR 读出的值：日期写作2026-11-20，是否写作是、否
trouble VARCHAR 读的时候就看出的问题
said_township VARCHAR 文件自己标记的镇街；没有标记的为空
said_department VARCHAR 文件自己标记的部门
is_ours BOOLEAN 这一列是本系统发出的
is_sealed BOOLEAN 校验码与这一行相符；没有校验码的为空
is_own BOOLEAN 确是这个编号的格：编号认识，校验码或身份证与它相符，列也是本系统的；否则不能标在它的行里
is_latest BOOLEAN 同一项最近一份台账或清单所填
is_copied BOOLEAN 照抄别的行加上的，还带着那一行的编号或校验码
is_new BOOLEAN 不是部门已经报来的
found_on DATE 镇街发现的日期
found_on_written VARCHAR 发现日期原样
alike BIGINT(条) 可能是几条预警
meets_answer VARCHAR 是否符合认定标准，照台账所填：是、否
meets BOOLEAN 办结的：是否符合认定标准
told VARCHAR 办理结果是否已告知本人
checked_by VARCHAR 核查人员
done_on DATE 台账所填的办结日期
visited_on DATE 入户核实日期
visit_mode VARCHAR 核实方式：入户、电话、微信视频
last_step_on DATE 政策所列程序中最后一步的日期
entered_on DATE 录入系统日期；没有人填的为空
included_on DATE 符合标准的从哪一天起算作纳入：录入系统日期，没有记录程序的按办结日期；只用来归到哪个月，不当作录入系统日期写给谁
verified_on DATE 最近一次核实
compared_on DATE 最近一次信息比对
green VARCHAR 是否走绿色通道，照台账所填
responsible VARCHAR 帮扶责任人
responsible_on DATE 落实责任人日期
plan_on DATE 制定帮扶计划日期
missing VARCHAR 符合标准的，还缺哪些步骤；已在监测的为空
is_recorded BOOLEAN 记录了入户核实以后的步骤，或走绿色通道、程序后补
is_retracted BOOLEAN 此前所记的这一步不再成立（更正、回退）
recorded_on DATE 记下的日期
is_withdrawn BOOLEAN 重跑后不再成立，已撤销
listed_in VARCHAR 在哪个月的清单中告知镇街；补发的为补发时最新的清单
belated_because VARCHAR 补发的原因；照常反馈的为空
corrected_because VARCHAR 本月重跑后不再给出，为什么重跑；仍给出的为空
state VARCHAR
closed_on DATE 办结日期
closed_month VARCHAR 哪个月的台账办结或撤销的
is_green BOOLEAN 绿色通道
is_visited BOOLEAN 已入户
days_to_visit BIGINT(天) 从反馈到入户核实几天；没有入户日期的为空
days_to_close BIGINT(天) 从反馈到办结几天；没有办结的为空
refused BIGINT(处) 报回的台账中退回待补正的处数
is_same BOOLEAN 是否同一人

task VARCHAR 任务编号，一户一个部门一个月一个
need VARCHAR 帮扶需求
measure VARCHAR 帮扶措施
measured_on DATE 落实日期
handled_by VARCHAR 经办人
is_sound BOOLEAN 各项齐全、互相相符，记入办理经过

kind VARCHAR township镇街现场指导，household户复核
seed VARCHAR 种子：按 SHA-256（种子、空格、镇街或户编号）从小到大取
drawn_from BIGINT(个) 从多少个镇街或户中抽取
drawn_on DATE 抽取的日期
is_true BOOLEAN 台账所填与复核所见一致
rechecked_on DATE 复核日期
rechecked_by VARCHAR 复核人
guided_on DATE 指导日期；没有写或看不出的为空
guided_by VARCHAR 指导人员
findings VARCHAR 发现的问题
group_name VARCHAR 组别
leader VARCHAR 组长
group_members VARCHAR 组员
area VARCHAR 镇街或村

sent_month VARCHAR 来文的月份
amount_yuan DOUBLE(元) 计入的金额；冲销为负
deducted_yuan DOUBLE(元) 年度累计中减去的、在这十二个月以前已报的累计
is_at_most BOOLEAN 年度累计中可能有一部分在这十二个月以前，金额为最多
expense_yuan DOUBLE(元) 部门报来的刚性支出和损失，全户合计
at_most_yuan DOUBLE(元) 其中可能有一部分在这十二个月以前的
relief_yuan DOUBLE(元) 救急的补助，冲抵支出
received_yuan DOUBLE(元) 部门报来的全部补助
burden_yuan DOUBLE(元) 刚性支出净额：部门报来的减去救急的补助；户库所填更多的，按户库所填
reference_per_head_yuan DOUBLE(元/人/年) 人均纯收入减去人均刚性支出净额；户库没有收入的为空
without_transfers_per_head_yuan DOUBLE(元/人/年) 离开政策试算：人均纯收入减去人均转移性收入；户库没有的为空
cause VARCHAR life生活变化跌入，line监测范围调整进入；不在监测范围以内、原来就在、已在监测的为空
is_propped BOOLEAN 脱贫户，人均纯收入不低于监测范围，减去转移性收入低于
rows_in_doubt BIGINT(行) 疑似本户、没有计入的来文
spent VARCHAR 支出和损失是哪些，一句话
received VARCHAR 补助是哪些，一句话
lacking VARCHAR 缺什么；没有报来的不推算

category VARCHAR 问题类别
severity VARCHAR 严重程度：高、中、低
object VARCHAR person人，household户，feed_row来文行，village村
base_value VARCHAR 系统内值
reference_value VARCHAR 参考值
value_key VARCHAR 所涉的值的指纹；值变了，以前的“情况属实”不再有效
guidance VARCHAR 处理建议
acts VARCHAR 由谁处理：镇街，或部门名称
is_asked BOOLEAN 是否要求处理：新发现、仍未一致、再次出现的
months_seen BIGINT(个月) 连续月数；已消除的，存在了几个月
answered VARCHAR 以前的答复：已更正、情况属实无需更正、无法核实；没有答复的为空
answered_in VARCHAR 该答复所在清单的月份
how VARCHAR agreed数据已一致，left人或户已不在户库
result VARCHAR 核实结果：已更正、情况属实无需更正、无法核实
result_written VARCHAR 核实结果原样
corrected_value VARCHAR 更正后值
explanation VARCHAR 镇街所写的说明
valid_until VARCHAR 情况属实的，到哪个月为止不再要求核实
rows_judged BIGINT(条) 检查了多少条记录
rows_failed BIGINT(条) 异常条数
is_flooding BOOLEAN 几乎对所有记录触发，暂不下发镇街
corrects VARCHAR 更正后值是户库哪一列的值；不是单独一列的为空
exempt_months BIGINT(个月) 情况属实的，几个月内不再要求核实；0为不能以属实了结
is_base_newer BOOLEAN 此后是否装入过更新的户库
repeated_months BIGINT(个月) 连续几个月没有改的，报县级
flood_share DOUBLE 一条规则触发的记录超过几成，暂不下发
flood_from BIGINT(条) 至少触发多少条才暂不下发
surge_share DOUBLE 监测户一个月进出超过原有的几成为大进大出
surge_from BIGINT(户) 至少进出多少户才算大进大出
gap_share DOUBLE 一个镇街某列填的人不到全县平均的几成为偏少
gap_from BIGINT(人) 至少少填多少人才算偏少
weight_high DOUBLE 质量分中一条高级异常的权重
weight_middle DOUBLE 质量分中一条中级异常的权重
weight_low DOUBLE 质量分中一条低级异常的权重

people BIGINT(人) 人数
households BIGINT(户) 户数
filled BIGINT(人) 填了这一列的人数
filled_heads BIGINT(户) 户主（无户主的为首名成员）填了这一列的户数
high BIGINT(条) 本月下发的高级异常
middle BIGINT(条) 本月下发的中级异常
low BIGINT(条) 本月下发的低级异常
exempt BIGINT(条) 已核实属实的异常
repeated BIGINT(条) 连续多月未改的异常
closed BIGINT(条) 本月消除的异常
weighted DOUBLE 加权异常条数
score DOUBLE 质量分：100减每百人加权异常条数，最低0
monitored_before BIGINT(户) 原有监测户
entered BIGINT(户) 新纳入
relieved BIGINT(户) 风险消除
removed BIGINT(户) 不在户库的监测名单中了：清退、迁出等
monitored_now BIGINT(户) 现有监测户
is_surge BOOLEAN 大进大出：一个月内进或出超过界限
seriously_ill BIGINT(人) 大病人数
severely_disabled BIGINT(人) 重度残疾人数
on_dibao BIGINT(人) 低保人数
on_tekun BIGINT(人) 特困人数
out_of_school BIGINT(人) 失学人数
unsafe_houses BIGINT(户) 危房户数
without_water BIGINT(户) 饮水不安全户数
key_households BIGINT(户) 有上述任一情况的户数
included BIGINT(户) 曾纳入监测的户数，含已消除风险的
included_people BIGINT(人) 曾纳入监测的户的人数
monitored BIGINT(户) 在监测、风险未消除的户数
newly_included BIGINT(户) 本年新纳入的户数
expected_included BIGINT(户) 按全县平均应纳入的户数；没有写村的不比
is_found_true BOOLEAN 镇街已核实属实

list_code VARCHAR 名单的代码
at_least_months BIGINT(个月) 识别满几个月的才列入
low_yuan DOUBLE(元/人/年) 低收入的线
about_yuan DOUBLE(元/人/年) “5000元左右”到多少为止；政策没有的为空
near_average_yuan DOUBLE(元/人/年) 从多少起算接近或达到全省农村居民可支配收入平均水平；政策没有的为空
is_relieved BOOLEAN 曾经监测、风险已消除
is_poor BOOLEAN 户类型为脱贫户（建档立卡户）
months_monitored BIGINT(个月) 识别以来几个月
months_relieved BIGINT(个月) 风险消除以来几个月
able BIGINT(人) 普通劳动力和技能劳动力人数
all_unable BOOLEAN 整户无劳动力：每个人都填了，都是丧失或没有劳动力
working_away BIGINT(人) 外出务工人数
school_age BIGINT(人) 义务教育阶段年龄的人数
chronically_ill BIGINT(人) 长期慢性病人数
risks VARCHAR 户库所填的风险类型
measures VARCHAR 户库登记了哪几类帮扶措施
has_development BOOLEAN 有产业、就业、金融、公益岗位帮扶
has_only_support BOOLEAN 只有综合保障
is_resettled BOOLEAN 户库登记了搬迁措施
gaps VARCHAR 户库所填的三保障和饮水安全问题
gaps_since VARCHAR 户库所填的、风险消除以后的问题
unfilled VARCHAR 户库没有填、须当面问的
listed_class VARCHAR 在名单上的分类
why VARCHAR 凭什么列入
to_ask VARCHAR 户库和来文说不清、要当面核实的

subject VARCHAR 信息类别或户库
expectation VARCHAR 门禁的检查
consequence VARCHAR critical停用该类信息，warning提醒
is_met BOOLEAN 是否通过
observed VARCHAR 实际值
message VARCHAR 没有通过或未能运行的说明
run_id VARCHAR 运行编号
policy VARCHAR 政策代码
policy_hash VARCHAR 政策指纹
texts VARCHAR[] 政策的原文：所沿用的在前，自己的在后
is_listed BOOLEAN 清单已出、分析库已发布
run_because VARCHAR 这次运行的原因
run_since VARCHAR 与本月一并运行的最早的月份；只运行本月的为本月
run_until VARCHAR 与本月一并运行的最晚的月份；只运行本月的为本月
is_as_known_then BOOLEAN 按当时的户库比对，不按现在的
belated BIGINT(条) 补发的预警
withdrawn BIGINT(条) 撤销的预警
restored BIGINT(条) 撤销后恢复的预警
corrected BIGINT(条) 在办而依据已更正的预警
base_as_of DATE 运行所用户库的截止日期
warnings BIGINT(条) 预警条数
suspected BIGINT(条) 疑似条数
anomalies BIGINT(条) 运行所得异常条数
attention BIGINT(件) 需人工查看的事项数
location VARCHAR 何处：文件、信息类别、规则、镇街
what VARCHAR 何事
note VARCHAR 说明
arrival_note VARCHAR 收件时的说明；清洗后知道的另加在说明中
todo VARCHAR 下一步；不必查看的为空

code VARCHAR 状态，代码
has_come BOOLEAN 已经报来
is_late BOOLEAN 迟报
is_missing BOOLEAN 应报而没有报来
has_run BOOLEAN 检查过记录
needs_look BOOLEAN 规则本身需要查看
is_pressing BOOLEAN 列入催办
is_settled BOOLEAN 部门已经办完
urgency BIGINT 纳入少的，先看哪些；其余为空
fingerprint VARCHAR 各表的列和状态词的指纹

subject_number VARCHAR 预警对象身份证，已遮盖
birth_year BIGINT 出生年份
rule_kind VARCHAR warning预警规则，anomaly异常规则
judged BIGINT(条) 异常规则检查的条数
found BIGINT(条) 预警或异常条数
"""
"""`name TYPE(unit) sentence`, one a line, by what they are about: when, where in which file, feed, who, warning, handling, returned
cell, task, 月调度, account, anomaly, counts, run, status words; last what analysts alone have."""

LINE = re.compile(r"(?P<name>\w+) (?P<type>[A-Z]+(?:\[\])*)(?:\((?P<unit>[^)]+)\))?(?: (?P<sentence>.+))?")


def of_feed(column: Column) -> TableColumn:
    """A column of a department's feed or of the base, as its table has it."""
    return TableColumn(column.name, SQL_TYPE.get(column.kind, "VARCHAR"), column.sentence)


def _declared(text: str) -> dict[str, TableColumn]:
    """Name -> column. Raises ValueError for a name that is said twice, and for a line of another form."""
    known: dict[str, TableColumn] = {}
    for line in filter(None, text.splitlines()):
        said = LINE.fullmatch(line)
        if said is None or said["name"] in known:
            raise ValueError(line)
        known[said["name"]] = TableColumn(said["name"], said["type"], said["sentence"] or "", said["unit"] or "")
    return known


SAID = _declared(DECLARED)
DICTIONARY = {column.name: of_feed(column) for column in HOUSEHOLD_BASE.columns} | SAID
"""Name -> column. Where the base has a column of the same name, what we say of it holds in our tables."""
