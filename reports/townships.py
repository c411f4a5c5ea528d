"""What a township gets: the ledger with its visits and its doubtful matches, and the records to correct.

Widths are for A4 across: the ledger's twenty-two columns leave letters of about six and a half points on paper.
"""

from __future__ import annotations

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.notes import LEDGER_NOTES
from sources.forms import anomalies as a
from sources.forms import dispatch as d
from sources.forms.form import Form
from sources.forms.ledger import BOOK, CARRIED, NOTICE, ledger_of, own_lines_of, placing_of
from sources.forms.suspected import SUSPECTED
from sources.forms.visits import VISITS, progress_of
from warehouse.handling import DEPARTMENTS_WAY
from warehouse.policy import Ledger, Policy, Procedure
from warehouse.procedures import STEPS

NOTICE_WIDTHS = {
    "township": 5, "village": 7.4, "head_name": 5.6, "head_id": 15.8, "way": 3.2, "department": 5.6, "says": 19, "feedback_on": 9.4,
    "meets": 5.2, "reason": 11, "told": 6.6, "checked_by": 6.6, "done_on": 9.4,
}  # fmt: skip
LEDGER_WIDTHS = NOTICE_WIDTHS | {
    "number": 12.8, "subject_name": 5.6, "subject_id": 15.8, "relation": 5.4, "risk": 5.4, "grade": 3.8, "visit_by": 9.4,
    "hints": 14, "provenance": 17, "seal": 6.8,
}  # fmt: skip
ELSE_WIDTHS = {"yes_no": 6, "date": 9.4, "words": 9}
"""What only this policy asks, by its kind."""
ALONE_WIDTHS = {"head_name": 8, "way": 6, "department": 8, "says": 34, "reason": 20, "checked_by": 10}
"""On paper the notice's thirteen columns have the sheet for themselves."""
PLACING_WIDTHS = {
    "number": 20, "subject_name": 8, "subject_id": 18, "head_id": 18, "department": 8, "says": 36, "hints": 32, "provenance": 24,
    "placed": 12, "seal": 9.5,
}  # fmt: skip
OWN_WIDTHS = NOTICE_WIDTHS | {
    "village": 9, "head_name": 7, "head_id": 17, "subject_name": 7, "subject_id": 17, "way": 8, "told_by": 8, "says": 26,
    "found_on": 9.4,
}  # fmt: skip
PROGRESS_WIDTHS = {
    "township": 8, "village": 10, "head_name": 8, "head_id": 15.8, "says": 20, "hints": 15, "steps_with": 13.5, "visit_mode": 7,
    "green": 6, "responsible": 9, "responsible_on": 10.5, "plan_on": 10.5, "number": 13.5, "seal": 9.5,
    **dict.fromkeys(STEPS.values(), 10.5),
}  # fmt: skip
VISITS_WIDTHS = {
    "township": 9, "village": 11, "head_name": 9, "head_id": 20, "members": 6, "phone": 13, "warnings": 6, "grade": 6, "says": 44,
    "visit_by": 12, "hints": 22, "visited_on": 12, "visited_by": 11, "situation": 34, "number": 19, "seal": 9.5,
}  # fmt: skip
SUSPECTED_WIDTHS = {
    "number": 13, "township": 8, "village": 9, "head_name": 8, "department": 7, "sent_name": 8, "sent_number": 18, "likely_name": 8,
    "likely_id": 17, "clue": 18, "says": 26, "provenance": 24, "same": 7, "same_by": 10, "seal": 9.5,
}  # fmt: skip
ANOMALY_WIDTHS = {
    "place": 4, "township": 5, "village": 7.4, "head_name": 5.6, "household_number": 15.8, "person_name": 5.6, "person_number": 15.8,
    "rule_code": 5.6, "category": 5.6, "says": 19, "base_value": 10, "reference_value": 10, "guidance": 15, "severity": 3.8,
    "first_month": 7.2, "months_seen": 3.8, "provenance": 17, "result": 8, "corrected_value": 10, "explanation": 11, "number": 12.8,
}  # fmt: skip
BEFORE = "said_before"
"""What earlier months' ledgers said and was taken: it stands in the sheet, and is not asked again."""
OWN_ROWS = 200
"""So many rows are checked while they are filled in; further ones are read all the same."""


def ledger_form(policy: Policy, risks: tuple[str, ...] = ()) -> Form:
    """The ledger in the policy's words and order. risks: the choices of 风险类型, where it may be set."""
    ledger = policy.ledger
    return ledger_of(ledger.columns, _ways_of_people(ledger), ledger.told_ways, risks)


def _ways_of_people(ledger: Ledger) -> tuple[str, ...]:
    return tuple(way for way in ledger.ways if way != DEPARTMENTS_WAY)


def ledger_columns(form: Form) -> tuple[Column, ...]:
    """The ledger's columns, as wide as they can be beside each other."""
    more = {field.name: ELSE_WIDTHS[field.kind] for field in form.fields if field.name not in LEDGER_WIDTHS}
    return c.columns_of(form.fields, LEDGER_WIDTHS | more)


def notice_columns(policy: Policy) -> tuple[Column, ...]:
    """The notice's own columns, in its order and wording, and nothing else."""
    shown = ledger_columns(ledger_form(policy))[: len(policy.ledger.columns)]
    return tuple(c.wide(column, ALONE_WIDTHS.get(column.field, column.width * 1.15)) for column in shown)


def warnings_of(policy: Policy) -> Workbook:
    """预警信息清单: the ledger in the notice's own columns and order, then ours; and what helps with it."""
    form, placing = ledger_form(policy, policy.risks), placing_of(policy.townships)
    columns = ledger_columns(form)
    sheet = Sheet(
        form.name, "防止返贫监测预警信息办理情况汇总表（{place}，{month}，共{count}条）", columns,
        query="ledger", takes=c.OF_PLACE, together="household_id", pinned=3, size=9, height=42, stamp=True,
        subtitle="入户核实期限{visit_by}；{back_by}前加盖公章连同电子表报回。", sealed=form.sealed,
    )  # fmt: skip
    carried = Sheet(
        CARRIED, "{place}往月未办结的预警（截至{month}台账，共{count}条）", columns,
        query="carried", takes=c.OF_PLACE, together="household_id", pinned=3, size=9, height=42,
        subtitle="以前各月反馈、还没有办结的；已经采用的照填在内，不必再填；办结一条填写一条，随{month}台账于{back_by}前报回。", sealed=form.sealed,
        said=BEFORE,
    )  # fmt: skip
    notice = Sheet(
        NOTICE, "防止返贫监测预警信息办理情况汇总表（{place}，{month}，共{count}条）", notice_columns(policy),
        query="ledger", takes=c.OF_PLACE, together="household_id", pinned=3, size=10, height=42, stamp=True,
        subtitle="本表与《预警信息台账》是同一批预警，填一张即可：要盖章报送的填本表，其余在《预警信息台账》中填写。",
    )  # fmt: skip
    unplaced = Sheet(
        placing.name, "{county}{month}户库外待分派（共{count}条）", c.columns_of(placing.fields, PLACING_WIDTHS),
        query="unplaced", takes=c.OF_PLACE, pinned=3, size=9, height=42, is_optional=True, sealed=placing.sealed,
        subtitle="来文没有写明本县的镇街。请核实后写明分派到哪个镇街，报回后列入该镇街的台账。",
    )  # fmt: skip
    sheets = (
        sheet,
        notice,
        unplaced,
        VISITS_SHEET,
        progress_sheet(policy.procedure),
        carried,
        SUSPECTED_SHEET,
        own_lines_sheet(policy.ledger),
        RECHECKED,
        GUIDED,
        NOTES,
    )
    return Workbook(BOOK, "warnings", "township", sheets, comes_back=True)


def own_lines_sheet(ledger: Ledger) -> Sheet:
    """镇村上报: what the township found itself; a line gets its number when it comes back."""
    form = own_lines_of(_ways_of_people(ledger))
    return Sheet(
        form.name, "{place}{month}镇村上报：干部排查、自主申报、信访的线索", c.columns_of(form.fields, OWN_WIDTHS), size=9, blank_rows=OWN_ROWS,
        subtitle="部门没有报来而本镇街自己发现的，一条一行填在这里，随台账于{back_by}前报回；报回后由系统编号，没有办结的列入下月《往月未办结》。",
    )  # fmt: skip


def progress_sheet(procedure: Procedure) -> Sheet:
    """办理过程: a day for each step of the policy's procedure, in its order."""
    form = progress_of([STEPS[label] for group in procedure.steps for label in group])
    return Sheet(
        form.name, "{place}{month}办理过程（共{count}条）", c.columns_of(form.fields, PROGRESS_WIDTHS),
        query="progress", takes=c.OF_PLACE, said=BEFORE, together="household_id", pinned=3, size=9, height=30,
        subtitle="一条一行。“同办预警”写有编号的，与本户那一条一并办理，日期只在那一条填写；分开办理的清空它，各填各的。"
        "符合标准的按次序填写各步日期；不符合标准的只填入户核实日期。已在监测的不走程序，低保特困免信息比对。",
        sealed=form.sealed,
    )  # fmt: skip


VISITS_SHEET = Sheet(
    VISITS.name, "{place}{month}入户清单（共{count}户）", c.columns_of(VISITS.fields, VISITS_WIDTHS),
    query="visits", takes=c.OF_PLACE, pinned=3, height=48, sealed=VISITS.sealed,
    subtitle="一户一行，请于{visit_by}前入户核实；带本表入户，随手填写。",
)  # fmt: skip
RECHECKED = Sheet(
    "抽查结果",
    "{place}抽查复核结果（{month}，共{count}条）",
    (
        c.wide(c.VILLAGE, 11),
        c.wide(c.HEAD_NAME, 9),
        c.wide(c.OF_HEAD, 20),
        c.wide(c.SAYS, 36),
        Column("台账所填结果", "label", 16),
        c.printed(d.RECHECKED_ON.shown(), 12),
        c.printed(d.RECHECKED_BY.shown(), 10),
        Column("属实", "is_true", 8, "yes_no"),
        c.printed(d.RECHECK_SAYS.shown(name="found"), 36),
        c.wide(c.LONG_NUMBER, 20),
    ),
    query="rechecked", takes=c.OF_PLACE, pinned=2, is_optional=True,
    subtitle="县级随机抽查、上门复核的结果。不属实的，请重新核实，在台账中更正后报回。",
)  # fmt: skip
GUIDED = Sheet(
    "指导结果",
    "{place}现场指导发现的问题（{month}，共{count}次）",
    (
        c.printed(d.GUIDED_ON.shown(), 13),
        c.printed(d.GUIDED_BY.shown(kind="words"), 18),
        c.printed(d.FOUND.shown(), 100),
    ),
    query="guided", takes=c.OF_PLACE, is_optional=True,
    subtitle="县级随机抽取镇街、现场指导时发现的问题。请逐条整改。",
)  # fmt: skip
SUSPECTED_SHEET = Sheet(
    SUSPECTED.name, "{place}{month}疑似匹配（共{count}条）", c.columns_of(SUSPECTED.fields, SUSPECTED_WIDTHS), sealed=SUSPECTED.sealed,
    query="suspected", takes=c.OF_PLACE, together="household_id", pinned=4, size=9, height=36,
    subtitle="来文号码有误，可能是本镇街的人，不算预警。请核对后选“是”或“否”，随台账于{back_by}前报回。",
)  # fmt: skip
NOTES = Sheet(
    "填写说明",
    "防止返贫监测预警台账填写说明（{place}，{month}）",
    (Column("事项", "matter", 26, "words"), Column("说明", "text", 126, "words")),
    notes=LEDGER_NOTES, size=10.5,
)  # fmt: skip
ANOMALY_LIST = Sheet(
    a.ANOMALIES.name, "{place}{month}异常数据清单（共{count}条）", c.columns_of(a.ANOMALIES.fields, ANOMALY_WIDTHS),
    query="anomalies", takes=c.OF_PLACE, together="household_id", pinned=4, size=9,
    subtitle="请对照证件、系统和实际核实，在系统中更正后填写浅黄底色的格；“情况属实无需更正”的写明理由，有期限的写“至2027年3月”。",
)  # fmt: skip
ANOMALIES = Workbook(a.ANOMALIES.name, "anomalies", "township", (ANOMALY_LIST,), comes_back=True)
