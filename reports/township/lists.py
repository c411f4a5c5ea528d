"""预警信息清单: what a township gets each month: the ledger, what helps with it, and what was found when its work was checked."""

from __future__ import annotations

from reports.township.ledger import (
    carried_sheet,
    ledger_form,
    ledger_sheet,
    notice_sheet,
    own_lines_sheet,
    unplaced_sheet,
)
from reports.township.notes import LEDGER_NOTES
from reports.township.visits import VISITS_SHEET, progress_sheet
from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from sources.forms.ledger import BOOK
from sources.forms.suspected import SUSPECTED
from warehouse.policy.words import Policy

SUSPECTED_WIDTHS = {
    "number": 13, "township": 8, "village": 9, "head_name": 8, "department": 7, "sent_name": 8, "sent_number": 18, "likely_name": 8,
    "likely_id": 17, "clue": 18, "says": 26, "provenance": 24, "same": 7, "same_by": 10, "seal": 9.5,
}  # fmt: skip
SUSPECTED_SHEET = Sheet(
    SUSPECTED.name, "{place}{month}疑似匹配（共{count}条）", c.columns_of(SUSPECTED.fields, SUSPECTED_WIDTHS), sealed=SUSPECTED.sealed,
    query="suspected", takes=c.OF_PLACE, together="household_id", pinned=4, size=9, height=36,
    subtitle="来文号码有误，可能是本镇街的人，不算预警。请核对后选“是”或“否”，随台账于{back_by}前报回。",
)  # fmt: skip
RECHECKED = Sheet(
    "抽查结果", "{place}抽查复核结果（{month}，共{count}条）", c.columns(
        village=11, head_name=9, of_head=20, says=36, told_result=16, rechecked_on=12, rechecked_by=10, is_true=8, recheck_found=36,
        long_number=20,
    ),
    query="rechecked", takes=c.OF_PLACE, pinned=2, is_optional=True,
    subtitle="县级随机抽查、上门复核的结果。不属实的，请重新核实，在台账中更正后报回。",
)  # fmt: skip
GUIDED = Sheet(
    "指导结果", "{place}现场指导发现的问题（{month}，共{count}次）", c.columns(guided_on=13, guided_by=18, found=100),
    query="guided", takes=c.OF_PLACE, is_optional=True,
    subtitle="县级随机抽取镇街、现场指导时发现的问题。请逐条整改。",
)  # fmt: skip
WITHDRAWN = Sheet(
    "撤销和更正", "{place}{month}撤销和更正的预警（共{count}条）", c.columns(
        run_again=15, long_number=20, matter_month=9, village=11, head_name=9, subject_name=9, says=44, step=12, reason=34, told_on=12,
    ),
    query="withdrawn", takes=c.OF_PLACE, pinned=2, size=9, is_optional=True,
    subtitle="重新比对以后不再达到预警条件的。撤销的不必再办；已经着手办理的仍由本镇街办理，请核对后照实填写结果，已经填报的都保留。",
)  # fmt: skip
NOTES = Sheet(
    "填写说明", "防止返贫监测预警台账填写说明（{place}，{month}）", c.columns(matter=26, text=126),
    notes=LEDGER_NOTES, size=10.5,
)  # fmt: skip


def warnings_of(policy: Policy) -> Workbook:
    """The workbook, its ledger in the policy's own columns and order."""
    form = ledger_form(policy, policy.risks)
    sheets = (
        ledger_sheet(form),
        notice_sheet(policy),
        unplaced_sheet(policy.townships),
        VISITS_SHEET,
        progress_sheet(policy.procedure),
        carried_sheet(form),
        WITHDRAWN,
        SUSPECTED_SHEET,
        own_lines_sheet(policy.ledger),
        RECHECKED,
        GUIDED,
        NOTES,
    )
    return Workbook(BOOK, "warnings", "township", sheets, comes_back=True)
