"""What goes back to a township: what it returned and could not be taken, why, and its ledger with the faulty cells marked."""

from __future__ import annotations

from dataclasses import replace

from reports import columns as c
from reports.layout import Column, Sheet, Workbook
from reports.townships import (
    ANSWERED,
    OTHERWISE_CALLED,
    SEALED,
    SUSPECTED,
    WHOSE,
    WRONG,
    asked_beside,
    ledger_columns,
    own_lines,
    progress_of,
    warnings_of,
)
from warehouse.policy import Policy

SAID = "ledger_said"
RETURNED = (*c.OF_PLACE, "asked")
REFUSALS = Sheet(
    "退回原因",
    "{place}{month}台账退回补正（共{count}处）",
    (
        Column("预警编号", "number", 21, "words"),
        c.wide(c.VILLAGE, 10),
        c.wide(c.HEAD_NAME, 8),
        Column("预警对象", "subject_name", 8),
        Column("哪一项", "item_label", 17, "words"),
        Column("原来填的", "written", 17, "words"),
        Column("原因和怎样改", "reason", 46, "words"),
        Column("报回的文件", "file_name", 20, "words"),
        c.wide(c.SHEET_NAME, 11),
        c.wide(c.ROW_NUMBER, 5),
    ),
    query="refusals", takes=("month", "place", "item_names", "item_labels"), pinned=1,
    subtitle="这些格不能采用，其余的已经采用。请在后面的表中改正红底的格，报回本表；后面的表中没有的行，请在原来的清单上填好报回。",
)  # fmt: skip
VISITS_AGAIN = Sheet(
    "入户清单",
    "",
    (
        c.wide(c.TOWNSHIP, 9),
        c.wide(c.VILLAGE, 12),
        c.wide(c.HEAD_NAME, 9),
        Column("身份证(户主)", "head_id", 20, "id"),
        Column("入户人", "visited_by", 16, fill_in=True),
        Column("家庭情况简述", "situation", 60, "words", True),
        Column("预警编号", "number", 24, "words"),
        c.wide(c.SEAL, 9.5),
    ),
    query="visits_returned", takes=RETURNED, said=SAID, pinned=3, sealed=("number", "head_id"), is_optional=True,
)  # fmt: skip


def refused_warnings_of(policy: Policy) -> Workbook:
    """退回补正: why something could not be taken, and the ledger as far as it could, with the faulty cells marked."""
    ledger = policy.ledger
    marked = "已采用的照填在内；红底的格不能采用，原因写在批注和《退回原因》中。"
    asked = asked_beside(ledger)
    columns = tuple(
        replace(one, field=one.heading) if one.heading in asked else one for one in ledger_columns(ledger, policy.risks)
    )
    sheet = Sheet(
        "预警信息台账", "防止返贫监测预警信息办理情况汇总表：第{edition}次退回补正（{place}，{month}，共{count}条）", columns,
        query="ledger_returned", takes=c.OF_PLACE, together="household_id", pinned=3, size=9, height=42, stamp=True,
        subtitle=f"{marked}改正后报回本表，其余不必重填。", sealed=SEALED, said=SAID,
    )  # fmt: skip
    again = "{place}{month}%s：第{edition}次退回补正（共{count}%s）"
    progress = replace(
        progress_of(policy.procedure),
        title=again % ("办理过程", "条"),
        query="progress_returned",
        takes=RETURNED,
        said=SAID,
        subtitle=marked,
        is_optional=True,
    )
    sheets = (
        REFUSALS, sheet, progress, replace(VISITS_AGAIN, title=again % ("入户清单", "户"), subtitle=marked),
        replace(SUSPECTED, title=again % ("疑似匹配", "条"), query="suspected_returned", takes=RETURNED, said=SAID, subtitle=marked, is_optional=True),
    )  # fmt: skip
    own = replace(
        own_lines(ledger), title=again % ("镇村上报", "条"), query="own_returned", takes=c.OF_PLACE, is_optional=True,
        subtitle="这些行没有采用。请改正红底的格，整行照留；还有新发现的，接着往下填。",
    )  # fmt: skip
    return Workbook(
        "退回补正_预警信息清单",
        "warnings",
        "township",
        (*sheets, own),
        comes_back=True,
        only_with_rows=True,
        corrects=True,
    )


def shown_headings(policy: Policy) -> tuple[str, ...]:
    """The headings under which nothing is filled in, in what goes out to come back; and what else they are called."""
    books = (warnings_of(policy), refused_warnings_of(policy))
    sheets = [sheet for book in books for sheet in book.sheets]
    return (*(column.heading for sheet in sheets for column in sheet.columns if not column.fill_in), *OTHERWISE_CALLED)


ASTRAY = Sheet(
    "不知退给谁",
    "{county}{month}报回的台账中不知退给哪个镇街的（共{count}处）",
    (
        Column("预警编号", "number", 22),
        Column("哪一项", "item_label", 22, "words"),
        Column("填的是", "written", 30, "words"),
        Column("原因和怎样改", "reason", 50, "words"),
        c.FILE,
        c.SHEET_NAME,
        c.ROW_NUMBER,
    ),
    query="refusals_astray", takes=("month", "item_names", "item_labels"), pinned=1,
    subtitle="这些格没有采用，文件自己也没有写明是哪个镇街的（或是别的县的）。请问明是谁报的，请其在原表上重新填写。",
)  # fmt: skip
PASSED_OVER = Sheet(
    "没有读到的",
    "{county}{month}报回的文件中没有读到的（共{count}处）",
    (c.FILE, Column("没有读到什么，为什么", "what", 90, "words")),
    query="passed_over", pinned=1, subtitle="这些内容没有采用，也没有退给镇街。请打开文件查看，需要的请镇街在原表上填写后重新报回。",
)  # fmt: skip
ASTRAY_ANSWERS = Workbook("台账退回_不知镇街", "warnings_astray", "county", (ASTRAY, PASSED_OVER), only_with_rows=True)

REFUSED_LIST = Sheet(
    "异常数据清单",
    "{place}{month}异常数据清单：退回重填（共{count}条）",
    (
        Column("退回原因", "reason", 24, "words"),
        Column("原来填的", "result", 8),
        Column("原更正后值", "corrected_value", 9, "words"),
        Column("原说明", "explanation", 10, "words"),
        *WHOSE,
        *WRONG,
        *ANSWERED,
    ),
    query="answers_refused", takes=c.OF_PLACE, pinned=1, size=9,
    subtitle="这些答复不能采用，其余的已经采用。请按退回原因在浅黄底色的格中重新填写，报回本表。",
)  # fmt: skip
REFUSED_ANSWERS = Workbook(
    "退回重填_异常数据清单", "anomalies_refused", "township", (REFUSED_LIST,), comes_back=True, only_with_rows=True
)
