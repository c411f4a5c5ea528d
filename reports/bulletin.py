"""季通报: what a quarter came to, as a document ready to edit and as data. Every number is a query's; nothing is interpreted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.bulletin_data import DATA
from reports.charts import Chart
from reports.document import Document, Template, fill
from reports.facts import Facts
from reports.queries import query_of
from reports.workbook import LAYOUT, write_workbook
from sources.catalogue import departments
from sources.errors import FangpinError, UsageError
from warehouse.deadlines import ledgers_back_by, month_end
from warehouse.engine import Engine
from warehouse.policy import Policy

Row = dict[str, Any]
ORDINALS = "一二三四"
BULLETIN = Document(
    "季通报",
    fields=(
        "县", "季度", "起止", "依据", "主管部门", "预警情况", "认定情况", "退出情况", "部门情况", "帮扶情况", "镇街表", "部门表", "问题表",
        "数据说明",
    ),
    needed=("季度", "预警情况"), charts=("图_各月", "图_镇街", "图_部门"),
)  # fmt: skip
SAYS = {
    "feed_missing": "部门信息未报",
    "feed_unreadable": "部门来文未能读取",
    "feed_late": "部门信息迟报",
    "ledger_missing": "台账未报回",
    "overdue": "超过认定期限仍未办结{times}条",
    "ledger_refused": "报回的台账有{times}处不能采用、退回补正",
    "recheck": "抽查复核{times}条",
    "recheck_false": "抽查复核不属实{times}条",
    "guidance": "现场指导镇街{times}次",
    "guidance_found": "其中发现问题的{times}次",
    "task_silent": "帮扶任务没有报回落实情况{times}户次",
    "task_refused": "报回的任务清单有{times}处不能采用、退回补正",
    "anomaly_open": "户库异常数据期末还有{times}条没有改正",
    "anomaly_repeated": "其中连续多月没有改的{times}条",
}
"""How each kind of trouble is told, in this order; with how much, where that is told, and behind it who."""
LISTED = ("feed_missing", "feed_unreadable", "feed_late", "ledger_missing")
"""Kinds of which it is told what, not how many."""
MOVES_UNKNOWN = "本季度没有可以比对的两次户库运行，退出情况无法比对。"


@dataclass(frozen=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int

    @property
    def months(self) -> tuple[str, ...]:
        return tuple(f"{self.year}-{3 * self.number - by:02d}" for by in (2, 1, 0))

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        return dt.date(self.year, 3 * self.number - 2, 1), month_end(self.months[-1])

    @property
    def code(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def words(self) -> str:
        return f"{self.year}年第{ORDINALS[self.number - 1]}季度"


def quarter_or_refuse(text: str) -> Quarter:
    """`2026Q4`; also 2026q4, 2026-Q4."""
    found = re.fullmatch(r"(20\d{2})-?[Qq]([1-4])", text.strip())
    if found is None:
        raise UsageError("不是季度", text[:20], "请写成 2026Q4 这样。")
    return Quarter(int(found[1]), int(found[2]))


def quarter_of(month: str) -> Quarter:
    """The quarter that a month lies in."""
    return Quarter(int(month[:4]), (int(month[5:]) + 2) // 3)


@dataclass(frozen=True)
class Figures:
    """A quarter's figures. ways: of the whole first; told: the months that ran."""

    months: list[Row]
    townships: list[Row]
    departments: list[Row]
    ways: list[Row]
    problems: list[Row]
    incomes: list[Row]
    told: tuple[str, ...]
    is_moved_known: bool


def figures_of(engine: Engine, quarter: Quarter, policy: Policy) -> Figures:
    """Ask everything that a bulletin tells. Refused where no month of the quarter has run."""
    months, (first, last) = list(quarter.months), quarter.days
    ran = engine.rows(
        "SELECT DISTINCT month FROM ops.run WHERE month IN (SELECT UNNEST(?::VARCHAR[])) ORDER BY month", [months]
    )
    if not ran:
        raise FangpinError(f"{quarter.words}还没有完成的月份，不能出通报", do=f"请先运行 fangpin month {months[0]}。")
    due = [
        month for month in months if ledgers_back_by(month, policy.deadlines) <= last
    ]  # 即墨: the third month's come later
    moved = "SELECT COUNT(*) FROM anomaly.surge WHERE month IN (SELECT UNNEST(?::VARCHAR[]))"
    return Figures(
        months=engine.rows(query_of("bulletin_months"), [months]),
        townships=_with_share(engine.rows(query_of("bulletin_townships"), [months, list(policy.townships), first, last])),
        departments=_with_share(engine.rows(query_of("bulletin_departments"), [months, [one.name for one in departments()]])),
        ways=engine.rows(query_of("bulletin_ways"), [months]),
        problems=engine.rows(query_of("bulletin_problems"), [months, last, due]),
        incomes=engine.rows(query_of("income_by_township"), [list(policy.townships), policy.income.low_per_head_yuan]),
        told=tuple(row["month"] for row in ran),
        is_moved_known=bool(engine.value(moved, [months])),
    )  # fmt: skip


def _with_share(rows: list[Row]) -> list[Row]:
    """met of done, None where nothing is done; `percent`, the same of a hundred, for the workbook."""
    shares = [_share(row["met"], row["done"]) for row in rows]
    return [
        row | {"share": share, "percent": None if share is None else 100 * share}
        for row, share in zip(rows, shares, strict=True)
    ]


def write_bulletin(figures: Figures, quarter: Quarter, policy: Policy, folder: Path, template: Template) -> list[Path]:
    """Write the document and the data; their paths."""
    document, data = (folder / f"{BULLETIN.name}_{quarter.code}.{kind}" for kind in ("docx", "xlsx"))
    fill(template, document, said_in(figures, quarter, policy), policy.name, quarter.months[-1], charts_of(figures))
    facts = Facts(quarter.months[-1], policy)
    rows = {
        "分镇街": figures.townships, "分部门": figures.departments, "分月": figures.months,
        "存在问题": [row | {"label": SAYS[row["kind"]].format(times="")} for row in figures.problems],
    }  # fmt: skip
    marks = {"fangpin.month": quarter.months[-1], "fangpin.kind": "bulletin", "fangpin.version": LAYOUT}
    write_workbook(data, DATA, marks, facts.words("") | {"quarter": quarter.words}, rows)
    return [document, data]


def said_in(figures: Figures, quarter: Quarter, policy: Policy) -> dict[str, Any]:
    """What the document says, by the fields of its template."""
    first, last = (int(month[5:]) for month in (quarter.months[0], quarter.months[-1]))
    return {
        "县": policy.name, "季度": quarter.words, "起止": f"{first}月至{last}月", "依据": policy.source, "主管部门": policy.told.office,
        "预警情况": _warnings(figures), "认定情况": f"本季度新认定并录入系统的监测对象{_sum(figures.townships, 'entered')}户。",
        "退出情况": _left(figures), "部门情况": _sent(figures), "帮扶情况": _helped(figures) + _incomes(figures, policy),
        "镇街表": [_in_chinese(row, TOWNSHIP_TABLE) for row in (*figures.townships, _total(figures.townships, "township"))],
        "部门表": [_in_chinese(row, DEPARTMENT_TABLE) for row in (*figures.departments, _total(figures.departments, "department"))],
        "问题表": [{"序号": ordinal(place), "内容": told} for place, told in enumerate(problems_told(figures), start=1)],
        "数据说明": _notes(figures, quarter),
    }  # fmt: skip


TOWNSHIP_TABLE = {
    "镇街": "township", "预警": "warnings", "办结": "done", "符合": "met", "符合率": "share", "在办": "still_open", "新认定": "entered",
    "风险消除": "relieved", "其他退出": "removed", "期末监测": "monitored_now",
}  # fmt: skip
DEPARTMENT_TABLE = {
    "部门": "department", "应报": "awaited", "未报": "missing", "迟报": "late", "未能读取": "unreadable", "预警": "warnings", "办结": "done",
    "符合": "met", "符合率": "share", "任务": "tasks", "已落实": "helped", "正在落实": "under_way", "不能落实": "impossible",
}  # fmt: skip


def _in_chinese(row: Row, names: Mapping[str, str]) -> dict[str, Any]:
    return {called: percent(row[name]) if name == "share" else row[name] for called, name in names.items()}


def _total(rows: Sequence[Row], name: str) -> Row:
    sums: Row = (
        {field: sum(row[field] for row in rows) for field in rows[0] if field not in (name, "share", "percent")}
        if rows
        else {}
    )
    done = sums.get("done", 0)
    return sums | {name: "合计", "share": sums["met"] / done if done else None}


def _sum(rows: Iterable[Row], name: str) -> int:
    return sum(int(row[name]) for row in rows)


def percent(share: float | None) -> str:
    """A share as told in a sentence or a table; — where there is nothing to divide."""
    return "—" if share is None else f"{100 * share:.1f}%"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _warnings(figures: Figures) -> str:
    whole, *ways = figures.ways
    done, met, still = (_sum(figures.townships, name) for name in ("done", "met", "still_open"))
    by_way = "、".join(f"{row['way']}{row['warnings']}条" for row in ways)
    return (
        f"本季度共反馈预警信息{whole['warnings']}条，涉及{whole['households']}户"
        f"{f'，其中{by_way}' if by_way else ''}。已办结{done}条，办结率{percent(_share(done, whole['warnings']))}；"
        f"其中符合认定标准{met}条{f'，占办结的{percent(met / done)}' if done else ''}。还在办理{still}条。"
    )


def _left(figures: Figures) -> str:
    if not figures.is_moved_known:
        return MOVES_UNKNOWN
    relieved, removed, now = (_sum(figures.townships, name) for name in ("relieved", "removed", "monitored_now"))
    return f"户库前后比对，本季度风险消除{relieved}户，不再列入监测名单（清退、迁出、死亡等）{removed}户；期末在监测{now}户。"


def _sent(figures: Figures) -> str:
    rows = figures.departments
    awaited, missing, late, unreadable, warnings, done, met = (
        _sum(rows, name) for name in ("awaited", "missing", "late", "unreadable", "warnings", "done", "met")
    )
    return (
        f"各部门应报信息{awaited}类次，未报{missing}类次，迟报{late}类次，未能读取{unreadable}类次。部门预警信息{warnings}条，"
        f"已办结{done}条，符合认定标准{met}条{f'，符合率{percent(met / done)}' if done else ''}。"
    )


def _helped(figures: Figures) -> str:
    tasks, helped, under_way, impossible = (
        _sum(figures.departments, name) for name in ("tasks", "helped", "under_way", "impossible")
    )
    asked = sum(bool(row["tasks"]) for row in figures.departments)
    return (
        f"本季度向{asked}个部门推送新增监测对象帮扶任务{tasks}户次，已落实{helped}户次，正在落实{under_way}户次，"
        f"不能落实{impossible}户次，还没有报回或退回补正的{tasks - helped - under_way - impossible}户次。"
    )


def _incomes(figures: Figures, policy: Policy) -> str:
    """Of the base in force: growth, and the share of those whose income fell; nothing where the base tells no incomes (柳江)."""
    county = next((row for row in figures.incomes if row["growth"] is not None), None)
    if county is None:
        return ""
    return (
        f"按所用户库，脱贫户和监测对象人均纯收入{county['per_head_yuan']:.0f}元，比上年的{county['last_per_head_yuan']:.0f}元"
        f"{'增长' if county['growth'] >= 0 else '下降'}{abs(county['growth']):.1f}%；不增反降{county['fallen']}户，"
        f"占{county['fallen_share']:.1f}%；人均低于{policy.income.low_per_head_yuan:g}元的{county['low']}户。"
    )


def problems_told(figures: Figures) -> list[str]:
    """A sentence for each kind of trouble that there was."""
    told = []
    named = [*(row["department"] for row in figures.departments), *(row["township"] for row in figures.townships)]
    order = {place: number for number, place in enumerate(named)}
    problems = sorted(figures.problems, key=lambda row: order.get(row["place"], len(order)))
    for kind, says in SAYS.items():
        rows = [row for row in problems if row["kind"] == kind]
        if rows:
            listed = kind in LISTED
            who = ("；" if listed else "、").join(
                _who(rows, place, listed) for place in dict.fromkeys(row["place"] for row in rows)
            )
            told.append(f"{says.format(times=_sum(rows, 'times'))}：{who}。")
    return told or ["本季度没有发现上述问题。"]


def _who(rows: Sequence[Row], place: str, listed: bool) -> str:
    own = [row for row in rows if row["place"] == place]
    if not listed:
        return f"{place}{_sum(own, 'times')}"
    months: dict[str, list[str]] = {}
    for row in own:
        months.setdefault(row["feed_label"] or "", []).append(str(int(row["month"][5:])))
    return place + "、".join(
        f"{'的' if label else ''}{label}（{'、'.join(which)}月）" for label, which in months.items()
    )


def ordinal(place: int) -> str:
    """一 … 十."""
    return "一二三四五六七八九十"[place - 1]


def _notes(figures: Figures, quarter: Quarter) -> str:
    absent = [f"{int(month[5:])}月" for month in quarter.months if month not in figures.told]
    lacking = f"{'、'.join(absent)}没有完成的运行，未计入。" if absent else ""
    return (
        f"预警按事项发生的月份统计，办结、符合按已采用的台账；新认定按录入系统日期。符合率为符合认定标准占办结的比例，"
        f"—表示没有办结的。{lacking}"
    )


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
