"""Status words: each state said once, as data. SQL joins the tables of the schema `states`; Python asks a state's flags, or its code.

The word that people read is the label; nothing compares it. Where a kept column holds the word itself (核实结果, 落实情况), the form
that asks for it says the word, and SQL finds the code by the label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, TypeVar

from sources.contract import BASE
from sources.feeds.base_gap import COMPARED
from sources.forms import anomalies as a
from sources.forms import tasks
from warehouse.tables.table import Table, fields

Look = Literal["", "bad", "doubtful", "weak", "good"]
"""How a state stands out: red, amber, gold, green; most do not."""


@dataclass(frozen=True)
class State:
    """A state of something. code: as it is stored, or as SQL decides it. label: the word that is told. look: how the word stands out."""

    code: str
    label: str
    look: Look = ""


S = TypeVar("S", bound=State)


@dataclass(frozen=True)
class ArrivalState(State):
    """has_come: it was read. is_late: after its day. is_missing: nothing has come, and it should have."""

    has_come: bool = False
    is_late: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class OutcomeState(State):
    """short: in a column of two signs on the screen."""

    short: str = ""


@dataclass(frozen=True)
class AnomalyState(State):
    """is_asked: the township or department is asked to act."""

    is_asked: bool = False


@dataclass(frozen=True)
class RuleState(State):
    """has_run: the rule judged its records. needs_look: somebody must look at the rule."""

    has_run: bool = False
    needs_look: bool = False


@dataclass(frozen=True)
class StageState(State):
    """How a warning stands. state: open, done or withdrawn, as `handling.standing` keeps it. meets: of those done, the standard is met."""

    state: str = "open"
    meets: bool | None = None


@dataclass(frozen=True)
class LimitState(State):
    """is_pressing: a reminder goes out."""

    is_pressing: bool = False


@dataclass(frozen=True)
class MeasureState(State):
    """is_settled: the department has no more to do."""

    is_settled: bool = False


@dataclass(frozen=True)
class InclusionState(State):
    """urgency: of a village with many households in need and few in monitoring, 1 before 2; of others empty."""

    urgency: int | None = None


UNREAD, NOT_YET, TAKEN_BACK = "未能读取", "未到期", "已撤销"
"""Words of a file and of a feed; of a ledger and of a time limit; of a warning and of what became of it."""
FILES = (
    State("read", "已读"),
    State("refused", UNREAD, "bad"),
    State("duplicate", "重复文件", "doubtful"),
    State("unreachable", "没有取到", "bad"),
    State("compared", "比对得出"),
)
"""What became of a file."""
SENT = ArrivalState("sent", "已报", "good", has_come=True)
LATE = ArrivalState("late", "迟报", "doubtful", has_come=True, is_late=True)
UNREADABLE = ArrivalState("unreadable", UNREAD, "bad")
MISSING = ArrivalState("missing", "未报", "bad", is_missing=True)
ARRIVALS = (SENT, LATE, UNREADABLE, MISSING, ArrivalState("not_due", NOT_YET))
"""Whether an awaited feed, or a township's ledger, has come."""
AGREEMENTS = (State("agrees", "相符", "good"), State("off", "不符", "bad"))
"""Whether the rows of a file that came are the rows that went somewhere."""
OUTCOMES = (
    OutcomeState("warned", "已预警", short="预警"),
    OutcomeState("merged", "合并", short="合并"),
    OutcomeState("suppressed", "不再重复预警", short="重复"),
    OutcomeState("not_qualifying", "未达条件", short="未达"),
    OutcomeState("unmatched", "未匹配", short="未配"),
    OutcomeState("rejected", "退回", short="退回"),
)
"""The ways a row can go, in the order in which they are told."""
ANOMALIES = (
    AnomalyState("new", "新发现", is_asked=True),
    AnomalyState("open", "仍未一致", is_asked=True),
    AnomalyState("again", "再次出现", is_asked=True),
    AnomalyState("exempt", "已核实属实，免再核实"),
    AnomalyState("waiting", "已答复更正，待新户库核对"),
    AnomalyState("held", "规则几乎全部触发，暂未下发"),
)
"""How an anomaly stands in a month."""
ENDS = (State("agreed", "数据已一致"), State("left", "人或户已不在户库"))
"""How an anomaly came to an end."""
HAPPENED = (
    State("anomaly", "列入异常"),
    State("answer_accepted", "镇街答复"),
    State("answer_repeated", "镇街答复（重复）"),
    State("answer_refused", "答复退回"),
    State("closed", "消除"),
)
"""What can happen to an anomaly."""
CORRECTED = State("corrected", a.CORRECTED)
TRUE = State("true", a.TRUE)
UNVERIFIED = State("unverified", a.UNKNOWN)
ANSWERS = (CORRECTED, TRUE, UNVERIFIED)
"""What a township says of an anomaly; kept by its label (核实结果)."""
RULES = (
    RuleState("crashed", "未能运行", "bad", needs_look=True),
    RuleState("not_applicable", "不适用", "weak"),
    RuleState("flooding", "几乎全部触发", "bad", has_run=True, needs_look=True),
    RuleState("fired", "有异常", "good", has_run=True),
    RuleState("never", "从未触发", has_run=True),
    RuleState("clean", "本月无异常", has_run=True),
)
"""How a cleaning rule ran; what a run keeps is crashed, not_applicable, fired or clean."""
STAGES = (
    StageState("withdrawn", TAKEN_BACK, state="withdrawn"),
    StageState("met", "办结（符合）", state="done", meets=True),
    StageState("missed", "办结（不符合）", state="done", meets=False),
    StageState("issued", "已反馈"),
)
"""How a warning stands; of an open one the step that was reached is told."""
OVERDUE = LimitState("overdue", "超期", "bad", is_pressing=True)
SOON = LimitState("soon", "临期", "doubtful", is_pressing=True)
LIMITS = (LimitState("kept", "按期"), LimitState("late", "逾期完成"), OVERDUE, SOON, LimitState("not_yet", NOT_YET))
"""How a time limit stands, seen on a day."""
TICKED = State("ticked", "已办", "good")
UNTICKED = State("unticked", "过期未记", "bad")
COMING = State("coming", "将到期", "doubtful")
FAR_OFF = State("far_off", "以后")
BEFORE_US = State("before_us", "启用以前", "weak")
DUTIES = (UNTICKED, COMING, FAR_OFF, TICKED, BEFORE_US)
"""How a dated duty stands, seen on a day; before_us: it was over before the first month was run here."""
DONE = MeasureState("done", tasks.DONE, is_settled=True)
UNDER_WAY = MeasureState("under_way", tasks.UNDER_WAY)
CANNOT = MeasureState("cannot", tasks.CANNOT, is_settled=True)
MEASURES = (DONE, UNDER_WAY, CANNOT)
"""What a department says of a task; kept by its label (落实情况)."""
GRADES = (State("red", "红", "bad"), State("orange", "橙", "doubtful"), State("yellow", "黄", "weak"))
"""How grave a warning is, the gravest first; kept by its label (等级), as a policy says it."""
SEVERITIES = (State("high", "高", "bad"), State("middle", "中", "doubtful"), State("low", "低"))
"""How grave an anomaly is, the gravest first; kept by its label (严重程度), as a cleaning rule says it."""
UNPLACED = State("unplaced", "待分派")
OF_BASE = State("base", BASE)
FROM_BASE = State("compared", COMPARED)
UNNAMED = State("unnamed", "未注明部门")
BY_DEPARTMENT = State("by_department", "部门预警")
STAND_INS = (UNPLACED, OF_BASE, FROM_BASE, UNNAMED, BY_DEPARTMENT)
"""What stands where a township, a department or a way would, and is none: a line that names no township of the county, the base as if
it were a department, what is told of the base's own gaps, a file that lay in nobody's folder; and the one way in which townships add
nothing themselves."""
INCLUSIONS = (
    InclusionState("none_included", "一户未纳", "bad", urgency=1),
    InclusionState("few_included", "纳入偏少", "bad", urgency=1),
    InclusionState("none_new", "本年没有新纳", "weak", urgency=2),
    InclusionState("usual", ""),
    InclusionState("no_village", "没有写村", "doubtful"),
    InclusionState("unjudged", "未检查", "doubtful"),
)
"""How many of a village's households in need are in monitoring; nothing is told of the usual."""
ROSTERS = (
    State("new", "新增"),
    State("changed", "有变化"),
    State("gone", "不再列入"),
    State("absent", "未报来，不下结论"),
)
"""How somebody stands in a full roster against the one before, where that is told."""
CHANGES = (
    State("lapsed", "回退", "bad"),
    State("mistaken", "清退", "bad"),
    State("recognised", "新识别", "doubtful"),
)
"""How a household must be changed in the national system, in the order in which they are told."""
BASE_CHANGES = (
    State("born", "出生"),
    State("added", "新增"),
    State("returned", "重新入库"),
    State("died", "死亡"),
    State("moved_out", "迁出"),
    State("left", "离开户库", "doubtful"),
    State("other_township", "换镇街"),
    State("other_village", "换村"),
    State("divided", "分户"),
    State("merged", "并户"),
    State("other_household", "转入他户"),
    State("head_changed", "换户主"),
    State("included", "纳入监测", "good"),
    State("monitored_again", "再次监测", "bad"),
    State("monitoring_changed", "监测类别变化"),
    State("risk_removed", "风险消除", "good"),
    State("unmonitored", "退出监测", "doubtful"),
    State("kind_changed", "户类型变化"),
    State("id_corrected", "证件号更正"),
    State("name_corrected", "姓名更正"),
)
"""What a load of the base changed, in the order in which it is told."""
MARKS = (
    State("belated", "补发", "doubtful"),
    State("restored", "撤销后恢复", "doubtful"),
    State("corrected", "依据已更正，请核对", "bad"),
    State("withdrawn", TAKEN_BACK, "weak"),
)
"""What a month run again has made of a warning, in the order in which it is told."""
FLAGS = (
    State("shrunk", "缩小", "doubtful"),
    State("grown", "增大", "doubtful"),
    State("fewer_files", "文件减少", "doubtful"),
    State("old_file", "旧文件", "doubtful"),
    State("lost_columns", "列缺少", "doubtful"),
)
"""What is unlike a feed's own history."""
USES = (State("unknown", "不认识", "doubtful"), State("ignored", "（不需要）"), State("gone", "本月没有", "bad"))
"""What a column of a file was not taken for anything, and why."""


def by_code(states: Sequence[S]) -> dict[str, S]:
    """Code -> state."""
    return {state.code: state for state in states}


def labels(*vocabularies: Sequence[State]) -> dict[str, str]:
    """Code -> the word that is told."""
    return {state.code: state.label for states in vocabularies for state in states}


def _table(name: str, sentence: str, more: str = "") -> Table:
    return Table(
        "states",
        name,
        "work",
        sentence,
        "一种状态",
        ("code",),
        fields(f"code\nlabel: 状态，告诉人的词\nordinal\n{more}"),
    )


VOCABULARIES: Mapping[str, tuple[Table, Sequence[State]]] = {
    table.name: (table, states)
    for table, states in (
        (_table("file", "来文文件的状态"), FILES),
        (_table("arrival", "信息、台账的到报状态", "has_come is_late is_missing"), ARRIVALS),
        (_table("agreement", "来文行数与去向是否相符"), AGREEMENTS),
        (_table("outcome", "来文行的去向"), OUTCOMES),
        (_table("anomaly", "异常当月的状态", "is_asked"), ANOMALIES),
        (_table("answer", "镇街对异常的核实结果"), ANSWERS),
        (_table("rule", "清洗规则的运行状态", "has_run needs_look"), RULES),
        (_table("stage", "预警办到哪一步", "state: open在办，done办结，withdrawn已撤销\nmeets"), STAGES),
        (_table("time_limit", "期限的状态", "is_pressing"), LIMITS),
        (_table("duty", "限期工作的状态"), DUTIES),
        (_table("measure", "帮扶任务的落实情况", "is_settled"), MEASURES),
        (_table("grade", "预警的等级"), GRADES),
        (_table("severity", "异常的严重程度"), SEVERITIES),
        (_table("stand_in", "代替镇街、部门或方式的词"), STAND_INS),
        (_table("inclusion", "村的纳入情况", "urgency"), INCLUSIONS),
        (_table("roster", "名册变化"), ROSTERS),
        (_table("change", "监测对象变更"), CHANGES),
        (_table("base_change", "户库变化"), BASE_CHANGES),
        (_table("mark", "重跑过去的月份给预警带来的变化"), MARKS),
        (_table("flag", "到报情况的提示"), FLAGS),
        (_table("heading_use", "没有采用的列"), USES),
    )
}  # fmt: skip
"""By its name in the schema `states`: the table, and its states in their order."""
EDITION = Table(
    "states", "edition", "work", "表和状态词写入的是哪一版", "一版的一套信息类别", ("fingerprint",), fields("fingerprint"),
)  # fmt: skip
TABLES = (*(table for table, _ in VOCABULARIES.values()), EDITION)


def rows_of(states: Sequence[State]) -> list[dict[str, object]]:
    """The rows of a vocabulary's table."""
    return [asdict(state) | {"ordinal": ordinal} for ordinal, state in enumerate(states, start=1)]
