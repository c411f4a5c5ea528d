"""What goes back to a township: what it returned and could not be taken, why, and its ledger with the faulty cells marked."""

from __future__ import annotations

from dataclasses import replace

from reports.township.anomalies import ANOMALY_WIDTHS
from reports.township.ledger import ledger_columns, ledger_form, own_lines_sheet
from reports.township.lists import SUSPECTED_SHEET, warnings_of
from reports.township.visits import progress_sheet
from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from reports.workbooks.refusals import MARKED, refusals_sheet
from sources.forms import anomalies as a
from sources.forms.form import SENT_BACK
from sources.forms.ledger import BOOK, LEDGER
from sources.forms.visits import SITUATION, VISITED_BY, VISITS
from warehouse.policy.words import Policy

SAID = "ledger_said"
RETURNED = (*c.OF_PLACE, "asked")
REFUSAL_WIDTHS = {
    "long_number": 21, "village": 10, "head_name": 8, "subject_name": 8, "item_label": 17, "written": 17, "how_to_mend": 46,
    "returned_file": 20, "sheet": 11, "row_number": 5,
}  # fmt: skip
REFUSALS = refusals_sheet(
    f"{{place}}{{month}}台账{SENT_BACK}（共{{count}}处）",
    "refusals",
    REFUSAL_WIDTHS,
    "；后面的表中没有的行，请在原来的清单上填好报回",
)
AGAIN = ("township", "village", "head_name", "head_id", VISITED_BY.name, SITUATION.name, "number", "seal")
"""What of the 入户清单 is asked again; the day of the visit stands in 办理过程."""
AGAIN_WIDTHS = {
    "township": 9, "village": 12, "head_name": 9, "head_id": 20, "visited_by": 16, "situation": 60, "number": 24, "seal": 9.5,
}  # fmt: skip
VISITS_AGAIN = Sheet(
    VISITS.name, "", c.columns_of(map(VISITS.field_named, AGAIN), AGAIN_WIDTHS),
    pinned=3, sealed=("number", "head_id"),
)  # fmt: skip


def refused_warnings_of(policy: Policy) -> Workbook:
    """退回补正: why something could not be taken, and the ledger as far as it could, with the faulty cells marked."""
    form = ledger_form(policy, policy.risks)
    sheet = Sheet(
        form.name, f"防止返贫监测预警信息办理情况汇总表：第{{edition}}次{SENT_BACK}（{{place}}，{{month}}，共{{count}}条）", ledger_columns(form),
        query="ledger_returned", takes=c.OF_PLACE, together="household_id", pinned=3, size=9, height=42, stamp=True,
        subtitle=f"{MARKED}改正后报回本表，其余不必重填。", sealed=form.sealed, said=SAID,
    )  # fmt: skip
    own = _again(own_lines_sheet(policy.ledger), "条", "own_returned")
    sheets = (
        REFUSALS,
        sheet,
        _again(progress_sheet(policy.procedure), "条", "progress_returned"),
        _again(VISITS_AGAIN, "户", "visits_returned"),
        _again(SUSPECTED_SHEET, "条", "suspected_returned"),
        replace(
            own,
            takes=c.OF_PLACE,
            said="",
            subtitle="这些行没有采用。请改正红底的格，整行照留；还有新发现的，接着往下填。",
        ),
    )
    return Workbook(
        f"{SENT_BACK}_{BOOK}", "warnings", "township", sheets, comes_back=True, only_with_rows=True, corrects=True
    )


def _again(sheet: Sheet, unit: str, query: str) -> Sheet:
    """A sheet as it goes back for correction: the rows of which something was refused, each cell as it was filled in."""
    title = f"{{place}}{{month}}{sheet.name}：第{{edition}}次{SENT_BACK}（共{{count}}{unit}）"
    return replace(sheet, title=title, query=query, takes=RETURNED, said=SAID, subtitle=MARKED, is_optional=True)


def shown_headings(policy: Policy) -> tuple[str, ...]:
    """The headings under which nothing is filled in, in what goes out to come back; and what else they are called."""
    books = (warnings_of(policy), refused_warnings_of(policy))
    sheets = [sheet for book in books for sheet in book.sheets]
    shown = [field for field in LEDGER.fields if not field.is_asked]
    return (
        *(column.heading for sheet in sheets for column in sheet.columns if not column.fill_in),
        *(heading for field in shown for heading in field.headings),
    )


ASTRAY = Sheet(
    "不知退给谁", "{county}{month}报回的台账中不知退给哪个镇街的（共{count}处）",
    c.columns(number=22, item_label=22, astray_written=30, how_to_mend=50, file_name=36, sheet=12, row_number=7),
    query="refusals_astray", takes=("month", "item_names", "item_labels"), pinned=1,
    subtitle="这些格没有采用，文件自己也没有写明是哪个镇街的（或是别的县的）。请问明是谁报的，请其在原表上重新填写。",
)  # fmt: skip
PASSED_OVER = Sheet(
    "没有读到的", "{county}{month}报回的文件中没有读到的（共{count}处）", c.columns(file_name=36, passed_over=90),
    query="passed_over", pinned=1, subtitle="这些内容没有采用，也没有退给镇街。请打开文件查看，需要的请镇街在原表上填写后重新报回。",
)  # fmt: skip
ASTRAY_ANSWERS = Workbook("台账退回_不知镇街", "warnings_astray", "county", (ASTRAY, PASSED_OVER), only_with_rows=True)

REFUSED_LIST = Sheet(
    a.ANOMALIES.name, "{place}{month}异常数据清单：退回重填（共{count}条）",
    (
        *c.columns(refused_because=24, result_written=8, value_written=9, explanation_written=10),
        *c.columns_of((*a.WHOSE, *a.WRONG, *a.ANSWERED), ANOMALY_WIDTHS),
    ),
    query="answers_refused", takes=c.OF_PLACE, pinned=1, size=9,
    subtitle="这些答复不能采用，其余的已经采用。请按退回原因在浅黄底色的格中重新填写，报回本表。",
)  # fmt: skip
REFUSED_ANSWERS = Workbook(
    f"退回重填_{a.ANOMALIES.name}",
    "anomalies_refused",
    "township",
    (REFUSED_LIST,),
    comes_back=True,
    only_with_rows=True,
)
