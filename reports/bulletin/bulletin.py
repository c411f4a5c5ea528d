"""季通报: what a quarter came to, as a document ready to edit and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reports.bulletin.data import DATA
from reports.bulletin.figures import Figures, Row
from reports.bulletin.problems import SAYS
from reports.bulletin.quarter import Quarter
from reports.bulletin.told import said_in
from reports.documents.charts import Chart
from reports.documents.document import Document, Template, fill
from reports.facts import Facts
from reports.workbooks.writer import LAYOUT, write_workbook
from warehouse.policy.words import Policy

BULLETIN = Document(
    "季通报",
    fields=(
        "县", "季度", "起止", "依据", "主管部门", "预警情况", "认定情况", "退出情况", "部门情况", "帮扶情况", "镇街表", "部门表", "问题表",
        "数据说明",
    ),
    needed=("季度", "预警情况"), charts=("图_各月", "图_镇街", "图_部门"),
)  # fmt: skip


def write_bulletin(figures: Figures, quarter: Quarter, policy: Policy, folder: Path, template: Template) -> list[Path]:
    """Write the document and the data; their paths."""
    document, data = (folder / f"{BULLETIN.name}_{quarter.code}.{kind}" for kind in ("docx", "xlsx"))
    fill(template, document, said_in(figures, quarter, policy), policy.name, quarter.months[-1], charts_of(figures))
    facts = Facts(quarter.months[-1], policy)
    rows = {
        "分镇街": figures.townships, "分部门": figures.departments, "分月": figures.months,
        "规模性返贫研判": figures.concentrated,
        "存在问题": [row | {"label": SAYS[row["kind"]].format(times="")} for row in figures.problems],
    }  # fmt: skip
    marks = {"fangpin.month": quarter.months[-1], "fangpin.kind": "bulletin", "fangpin.version": LAYOUT}
    write_workbook(data, DATA, marks, facts.words("") | {"quarter": quarter.words}, rows)
    return [document, data]


def charts_of(figures: Figures) -> list[Chart]:
    """The charts that a template may show."""
    rated = [row for row in figures.departments if row["share"] is not None]
    return [
        _columns("图_各月", "各月预警与办结", figures.months, "month", {"预警": "warnings", "办结": "done", "符合": "met"}),
        _columns("图_镇街", "各镇街预警与符合", figures.townships, "township", {"预警": "warnings", "符合": "met"}),
        Chart(
            "图_部门", "各部门符合率", tuple(row["department"] for row in rated),
            {"符合率": tuple(row["share"] for row in rated)}, is_share=True,
        ),
    ]  # fmt: skip


def _columns(field: str, title: str, rows: Sequence[Row], name: str, series: Mapping[str, str]) -> Chart:
    values = {heading: tuple(row[of] for row in rows) for heading, of in series.items()}
    return Chart(field, title, tuple(str(row[name]) for row in rows), values)
