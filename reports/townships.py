"""What a township gets: the ledger with its visits and its doubtful matches, and the records to correct.

Widths are for A4 across: the ledger's twenty-two columns leave letters of about six and a half points on paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.notes import LEDGER_NOTES
from sources.returned.ledgers import LABELS, VISIT_MODES, VISITED_ON, item_called
from warehouse.handling import DEPARTMENTS_WAY
from warehouse.policy import Ledger, Policy, Procedure
from warehouse.procedures import STEPS

MEETS, REASON, TOLD = "是否符合认定标准", "不符合认定标准的主要原因", "办理结果是否已告知本人"
WAY = "way"
TOLD_WHERE = (WAY, Ledger.model_fields["told_ways"].default)
NOTICE = (
    c.TOWNSHIP,
    c.VILLAGE,
    c.HEAD_NAME,
    Column("身份证", "head_id", 15.8, "id"),
    Column("预警方式", WAY, 3.2),
    Column("预警信息来源", "department", 5.6),
    c.SAYS,
    Column("信息反馈日期", "feedback_on", 9.4, "date"),
    Column(MEETS, "meets", 5.2, "yes_no", True, prompt="选“是”或“否”。"),
    Column(
        REASON,
        "reason",
        11,
        "words",
        True,
        needed_where=(MEETS, "否"),
        prompt="选“否”的必须写明，选“是”的不写。",
    ),
    Column(
        TOLD,
        "told",
        6.6,
        "yes_no",
        True,
        asked_where=TOLD_WHERE,
        prompt="仅自主申报户和信访户填写。",
    ),
    c.CHECKED_BY,
    Column(
        "办结日期",
        "done_on",
        9.4,
        "date",
        True,
        prompt="办结一条填一条，写成 2026-11-20 这样的日期。",
    ),
)
"""What 附件2 asks, where it asks it; the policy says the order."""
RISK = replace(
    c.RISK, kind="choice", fill_in=True, asked_where=(WAY, ()), prompt="印的是“其他”而原因清楚的，请改选；对的不动。"
)
OURS = (
    Column("预警编号", "number", 12.8),
    Column("预警对象", "subject_name", 5.6),
    Column("预警对象身份证", "subject_id", 15.8, "id"),
    Column("与户主关系", "relation", 5.4),
    RISK,
    c.GRADE,
    c.VISIT_BY,
    c.HINTS,
    c.PROVENANCE,
    c.SEAL,
)
"""What stands behind the columns of the notice."""
OTHERWISE_CALLED = {
    "乡镇": "镇街", "乡镇（街道）": "镇街", "镇（街道）": "镇街",
    "行政村": "村", "村（社区）": "村", "户主": "户主姓名", "信息来源": "预警信息来源",
    "身份证号": "身份证", "身份证号码": "身份证", "户主身份证号": "身份证", "户主身份证号码": "身份证",
}  # fmt: skip
"""What other localities' notices call the same."""
_KNOWN = {column.heading: column for column in (*NOTICE, *OURS)}


def ledger_column(heading: str) -> Column:
    """The column that the notice calls so. One that we have nothing for is the township's to fill in."""
    item = item_called(heading)
    known = _KNOWN.get(item.headings[0] if item else OTHERWISE_CALLED.get(heading, heading))
    if known is not None:
        return replace(known, heading=heading)
    if heading.startswith("是否"):
        return Column(heading, "", 6, "yes_no", True)
    if heading.endswith(("日期", "时间")):
        return Column(heading, "", 9.4, "date", True)
    return Column(heading, "", 9, "words", True)


def asked_beside(ledger: Ledger) -> tuple[str, ...]:
    """What a policy's ledger asks beside what every ledger does."""
    return tuple(column.heading for column in map(ledger_column, ledger.columns) if column.fill_in and not column.field)


def warnings_of(policy: Policy) -> Workbook:
    """预警信息清单: the ledger in the notice's own columns and order, then ours; and what helps with it."""
    ledger = policy.ledger
    columns = ledger_columns(ledger, policy.risks)
    sheet = Sheet(
        "预警信息台账", "防止返贫监测预警信息办理情况汇总表（{place}，{month}，共{count}条）", columns,
        query="ledger", takes=c.OF_PLACE, together="household_id", pinned=3, size=9, height=42, stamp=True,
        subtitle="入户核实期限{visit_by}；{back_by}前加盖公章连同电子表报回。", sealed=SEALED,
    )  # fmt: skip
    asked = asked_beside(ledger)
    carried = Sheet(
        "往月未办结", "{place}往月未办结的预警（截至{month}台账，共{count}条）",
        tuple(replace(one, field=one.heading) if one.heading in asked else one for one in columns),
        query="carried", takes=c.OF_PLACE, together="household_id", pinned=3, size=9, height=42,
        subtitle="以前各月反馈、还没有办结的；已经采用的照填在内，不必再填；办结一条填写一条，随{month}台账于{back_by}前报回。", sealed=SEALED,
        said=BEFORE,
    )  # fmt: skip
    notice = Sheet(
        "附件2", "防止返贫监测预警信息办理情况汇总表（{place}，{month}，共{count}条）", notice_columns(ledger),
        query="ledger", takes=c.OF_PLACE, together="household_id", pinned=3, size=10, height=42, stamp=True,
        subtitle="本表与《预警信息台账》是同一批预警，填一张即可：要盖章报送的填本表，其余在《预警信息台账》中填写。",
    )  # fmt: skip
    placing = Sheet(
        "户库外待分派", "{county}{month}户库外待分派（共{count}条）", placing_columns(policy),
        query="unplaced", takes=c.OF_PLACE, pinned=3, size=9, height=42, is_optional=True, sealed=SEALED,
        subtitle="来文没有写明本县的镇街。请核实后写明分派到哪个镇街，报回后列入该镇街的台账。",
    )  # fmt: skip
    sheets = (
        sheet,
        notice,
        placing,
        VISITS,
        progress_of(policy.procedure),
        carried,
        SUSPECTED,
        own_lines(ledger),
        RECHECKED,
        GUIDED,
        NOTES,
    )
    return Workbook("预警信息清单", "warnings", "township", sheets, comes_back=True)


WIDER = {
    "户主姓名": 8,
    "预警方式": 6,
    "预警信息来源": 8,
    "具体预警信息": 34,
    "不符合认定标准的主要原因": 20,
    "核查人员": 10,
}
"""On paper the notice's thirteen columns have the sheet for themselves."""


def notice_columns(ledger: Ledger) -> tuple[Column, ...]:
    """The notice's own columns, in its order and wording, and nothing else."""
    shown = ledger_columns(ledger)[: len(ledger.columns)]
    return tuple(replace(column, width=WIDER.get(column.heading, column.width * 1.15)) for column in shown)


def placing_columns(policy: Policy) -> tuple[Column, ...]:
    """Who asks for help and names no township, with what was said, and where the county sends it."""
    placed = Column(
        "分派到镇街",
        "placed",
        12,
        "choice",
        True,
        choices=policy.townships,
        is_open=True,
        prompt="写镇街的全称，如田横镇。",
    )
    return (
        Column("预警编号", "number", 20), Column("预警对象", "subject_name", 8), Column("预警对象身份证", "subject_id", 18, "id"),
        Column("身份证(户主)", "head_id", 18, "id"), Column("预警信息来源", "department", 8), c.wide(c.SAYS, 36), c.wide(c.HINTS, 32), c.wide(c.PROVENANCE, 24),
        placed, c.wide(c.SEAL, 9.5),
    )  # fmt: skip


def own_lines(ledger: Ledger) -> Sheet:
    """镇村上报: what the township found itself, in the order of the ledger; a line gets its number when it comes back."""
    ways = tuple(way for way in ledger.ways if way != DEPARTMENTS_WAY)
    result = tuple(replace(column, asked_where=None) for column in NOTICE if column.fill_in)
    columns = (
        _own("村", "village", 9), _own("户主姓名", "head_name", 7), _own_number("身份证", "head_id"), _own("预警对象", "subject_name", 7),
        _own_number("预警对象身份证", "subject_id"),
        Column("预警方式", "way", 8, "choice", True, choices=ways, prompt="从下拉框选一项。"),
        Column("预警信息来源", "told_by", 8, fill_in=True, prompt="谁发现、谁反映的，如村委、12317、信访局。"),
        Column("具体预警信息", "says", 26, "words", True, prompt="发现了什么困难，如突发疾病、意外受伤。"),
        replace(_day("发现日期", "found_on"), width=9.4),
    )  # fmt: skip
    return Sheet(
        "镇村上报", "{place}{month}镇村上报：干部排查、自主申报、信访的线索", (*columns, *result), size=9, blank_rows=OWN_ROWS,
        subtitle="部门没有报来而本镇街自己发现的，一条一行填在这里，随台账于{back_by}前报回；报回后由系统编号，没有办结的列入下月《往月未办结》。",
    )  # fmt: skip


OWN_ROWS = 200
"""So many rows are checked while they are filled in; further ones are read all the same."""


def _own(heading: str, field: str, width: float) -> Column:
    return Column(heading, field, width, fill_in=True)


def _own_number(heading: str, field: str) -> Column:
    prompt = "18位，按文本填写。预警对象就是户主的，只填户主。"
    return Column(heading, field, 17, "id", True, prompt=prompt)


def ledger_columns(ledger: Ledger, risks: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The notice's own columns in its order, then ours. Who must be told the result, and which risks there are, the policy says."""
    told, by_people = (WAY, ledger.told_ways), (WAY, tuple(way for way in ledger.ways if way != DEPARTMENTS_WAY))
    shown = (
        *map(ledger_column, ledger.columns),
        *(column for column in OURS if column.heading not in ledger.columns),
    )
    asked: dict[str, dict[str, Any]] = {
        "told": {"asked_where": told},
        "risk": {"asked_where": by_people, "choices": risks},
    }
    return tuple(replace(column, **asked.get(column.field, {})) for column in shown)


SEALED = ("number", "head_id", "subject_id", "says")
"""What a row's check code is made of, in this order; "" where a sheet has no such column. The words tell those of one household
apart, when the notice's own columns were sorted without ours."""
A_DAY = "写成 2026-11-20 这样的日期。"


def _day(heading: str, field: str) -> Column:
    return Column(heading, field, 10.5, "date", True, prompt=A_DAY)


BEFORE = "said_before"
"""What earlier months' ledgers said and was taken: it stands in the sheet, and is not asked again."""
VISIT_MODE = Column(
    "核实方式", "visit_mode", 7, "choice", True, choices=VISIT_MODES,
    prompt="能入户的必须入户；全家外出等确实不能入户的，选“电话”或“微信视频”。",
)  # fmt: skip


STEPS_WITH = Column(
    "同办预警", "steps_with", 13.5, "text", True,
    prompt="同一户一并办理的，写填了日期的那一条的预警编号，本行日期留空；分开办理的清空，各填各的。",
)  # fmt: skip


def progress_of(procedure: Procedure) -> Sheet:
    """办理过程: a day for each step of the policy's procedure, in its order."""
    steps = [STEPS[label] for group in procedure.steps for label in group]
    days = [_day(LABELS[step], step) for step in steps]
    visited = steps.index(VISITED_ON.name) + 1 if VISITED_ON.name in steps else 0
    return Sheet(
        "办理过程",
        "{place}{month}办理过程（共{count}条）",
        (
            c.wide(c.TOWNSHIP, 8),
            c.wide(c.VILLAGE, 10),
            c.wide(c.HEAD_NAME, 8),
            Column("身份证(户主)", "head_id", 15.8, "id"),
            c.wide(c.SAYS, 20),
            c.wide(c.HINTS, 15),
            STEPS_WITH,
            *days[:visited],
            VISIT_MODE,
            *days[visited:],
            Column("绿色通道", "green", 6, "yes_no", True, prompt="因灾因意外、群众公认的，先帮扶后补程序，选“是”。"),
            Column("帮扶责任人", "responsible", 9, fill_in=True, prompt="纳入的写责任人姓名。"),
            _day("落实责任人日期", "responsible_on"),
            _day("制定帮扶计划日期", "plan_on"),
            Column("预警编号", "number", 13.5),
            c.wide(c.SEAL, 9.5),
        ),
        query="progress", takes=c.OF_PLACE, said=BEFORE, together="household_id", pinned=3, size=9, height=30,
        subtitle="一条一行。“同办预警”写有编号的，与本户那一条一并办理，日期只在那一条填写；分开办理的清空它，各填各的。"
        "符合标准的按次序填写各步日期；不符合标准的只填入户核实日期。已在监测的不走程序，低保特困免信息比对。",
        sealed=("number", "head_id", "", "says"),
    )  # fmt: skip


VISITS = Sheet(
    "入户清单",
    "{place}{month}入户清单（共{count}户）",
    (
        c.wide(c.TOWNSHIP, 9),
        c.wide(c.VILLAGE, 11),
        c.wide(c.HEAD_NAME, 9),
        Column("身份证(户主)", "head_id", 20, "id"),
        Column("家庭人数", "members", 6, "number"),
        Column("联系电话", "phone", 13, "id"),
        Column("预警条数", "warnings", 6, "number"),
        Column("最高等级", "grade", 6, colours=c.GRADES),
        c.wide(c.SAYS, 44),
        c.wide(c.VISIT_BY, 12),
        c.wide(c.HINTS, 22),
        Column("入户日期", "", 12, "date", True, prompt="写成 2026-11-10 这样的日期。"),
        Column("入户人", "", 11, fill_in=True),
        Column("家庭情况简述", "", 34, "words", True),
        Column("预警编号", "number", 19, "words"),
        c.wide(c.SEAL, 9.5),
    ),
    query="visits", takes=c.OF_PLACE, pinned=3, height=48, sealed=("number", "head_id", "", "says"),
    subtitle="一户一行，请于{visit_by}前入户核实；带本表入户，随手填写。",
)  # fmt: skip
RECHECKED = Sheet(
    "抽查结果",
    "{place}抽查复核结果（{month}，共{count}条）",
    (
        c.wide(c.VILLAGE, 11),
        c.wide(c.HEAD_NAME, 9),
        Column("身份证(户主)", "head_id", 20, "id"),
        c.wide(c.SAYS, 36),
        Column("台账所填结果", "label", 16),
        Column("复核日期", "rechecked_on", 12, "date"),
        Column("复核人", "rechecked_by", 10),
        Column("属实", "is_true", 8, "yes_no"),
        Column("复核情况", "found", 36, "words"),
        Column("预警编号", "number", 20, "words"),
    ),
    query="rechecked", takes=c.OF_PLACE, pinned=2, is_optional=True,
    subtitle="县级随机抽查、上门复核的结果。不属实的，请重新核实，在台账中更正后报回。",
)  # fmt: skip
GUIDED = Sheet(
    "指导结果",
    "{place}现场指导发现的问题（{month}，共{count}次）",
    (
        Column("指导日期", "guided_on", 13, "date"),
        Column("指导人员", "guided_by", 18, "words"),
        Column("发现的问题", "found", 100, "words"),
    ),
    query="guided", takes=c.OF_PLACE, is_optional=True,
    subtitle="县级随机抽取镇街、现场指导时发现的问题。请逐条整改。",
)  # fmt: skip
SUSPECTED = Sheet(
    "疑似匹配",
    "{place}{month}疑似匹配（共{count}条）",
    (
        Column("疑似编号", "number", 13),
        c.wide(c.TOWNSHIP, 8),
        c.wide(c.VILLAGE, 9),
        c.wide(c.HEAD_NAME, 8),
        c.wide(c.DEPARTMENT, 7),
        Column("所报姓名", "sent_name", 8),
        Column("所报号码", "sent_number", 18, "id"),
        Column("疑似人员", "likely_name", 8),
        Column("疑似人员身份证", "likely_id", 17, "id"),
        Column("判断依据", "clue", 18, "words"),
        c.wide(c.SAYS, 26),
        c.wide(c.PROVENANCE, 24),
        Column("是否同一人", "same", 7, "yes_no", True, prompt="核对所报人员和疑似人员，选“是”或“否”。"),
        replace(c.CHECKED_BY, field="same_by", width=10),
        c.wide(c.SEAL, 9.5),
    ),
    sealed=("number", "", "likely_id", "says"), query="suspected", takes=c.OF_PLACE, together="household_id", pinned=4, size=9, height=36,
    subtitle="来文号码有误，可能是本镇街的人，不算预警。请核对后选“是”或“否”，随台账于{back_by}前报回。",
)  # fmt: skip
NOTES = Sheet(
    "填写说明",
    "防止返贫监测预警台账填写说明（{place}，{month}）",
    (Column("事项", "matter", 26, "words"), Column("说明", "text", 126, "words")),
    notes=LEDGER_NOTES, size=10.5,
)  # fmt: skip

RESULT, CHECKED = "核实结果", ("已更正", "情况属实无需更正", "无法核实")
WHOSE = (
    c.TOWNSHIP,
    c.VILLAGE,
    c.HEAD_NAME,
    Column("户编号", "household_number", 15.8, "id"),
    Column("姓名", "person_name", 5.6),
    Column("身份证", "person_number", 15.8, "id"),
    Column("规则编号", "rule_code", 5.6),
)
WRONG = (
    Column("问题描述", "says", 19, "words"),
    Column("系统内值", "base_value", 10, "words"),
    Column("参考值", "reference_value", 10, "words"),
    Column("处理建议", "guidance", 15, "words"),
)
ANSWERED = (
    Column(RESULT, "", 8, "choice", True, choices=CHECKED, prompt="从下拉框选一项。"),
    Column("更正后值", "", 10, "words", True, needed_where=(RESULT, "已更正")),
    Column("说明", "", 11, "words", True, needed_where=(RESULT, "情况属实无需更正")),
    Column("异常编号", "number", 12.8),
)
ANOMALY_LIST = Sheet(
    "异常数据清单",
    "{place}{month}异常数据清单（共{count}条）",
    (
        Column("序号", "place", 4, "number"),
        *WHOSE,
        Column("问题类别", "category", 5.6),
        *WRONG,
        Column("严重程度", "severity", 3.8, colours={"高": c.RED, "中": c.AMBER}),
        Column("首次发现", "first_month", 7.2),
        Column("连续月数", "months_seen", 3.8, "number"),
        c.PROVENANCE,
        *ANSWERED,
    ),
    query="anomalies", takes=c.OF_PLACE, together="household_id", pinned=4, size=9,
    subtitle="请对照证件、系统和实际核实，在系统中更正后填写浅黄底色的格；“情况属实无需更正”的写明理由，有期限的写“至2027年3月”。",
)  # fmt: skip
ANOMALIES = Workbook("异常数据清单", "anomalies", "township", (ANOMALY_LIST,), comes_back=True)
