"""What the document 季通报 says, by the fields of its template; nothing is interpreted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.bulletin.concentrated import concentrated_told
from reports.bulletin.figures import Figures, Row, share_of, sum_of
from reports.bulletin.problems import problems_told
from reports.bulletin.quarter import Quarter
from warehouse.policy.words import Policy

MOVES_UNKNOWN = "本季度没有可以比对的两次户库运行，退出情况无法比对。"


def said_in(figures: Figures, quarter: Quarter, policy: Policy) -> dict[str, Any]:
    """What the document says, by the fields of its template."""
    first, last = (int(month[5:]) for month in (quarter.months[0], quarter.months[-1]))
    return {
        "县": policy.name, "季度": quarter.words, "起止": f"{first}月至{last}月", "依据": policy.source, "主管部门": policy.told.office,
        "预警情况": _warnings(figures) + concentrated_told(figures.concentrated), "认定情况": f"本季度新认定并录入系统的监测对象{sum_of(figures.townships, 'entered')}户。",
        "退出情况": _left(figures), "部门情况": _sent(figures), "帮扶情况": _helped(figures) + _incomes(figures, policy.income.low_of(quarter.days[1].year)),
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


def percent(share: float | None) -> str:
    """A share as told in a sentence or a table; — where there is nothing to divide."""
    return "—" if share is None else f"{100 * share:.1f}%"


def _warnings(figures: Figures) -> str:
    whole, *ways = figures.ways
    done, met, still = (sum_of(figures.townships, name) for name in ("done", "met", "still_open"))
    by_way = "、".join(f"{row['way']}{row['warnings']}条" for row in ways)
    return (
        f"本季度共反馈预警信息{whole['warnings']}条，涉及{whole['households']}户"
        f"{f'，其中{by_way}' if by_way else ''}。已办结{done}条，办结率{percent(share_of(done, whole['warnings']))}；"
        f"其中符合认定标准{met}条{f'，占办结的{percent(met / done)}' if done else ''}。还在办理{still}条。"
    )


def _left(figures: Figures) -> str:
    if not figures.is_moved_known:
        return MOVES_UNKNOWN
    relieved, removed, now = (sum_of(figures.townships, name) for name in ("relieved", "removed", "monitored_now"))
    return f"户库前后比对，本季度风险消除{relieved}户，不再列入监测名单（清退、迁出、死亡等）{removed}户；期末在监测{now}户。"


def _sent(figures: Figures) -> str:
    rows = figures.departments
    awaited, missing, late, unreadable, warnings, done, met = (
        sum_of(rows, name) for name in ("awaited", "missing", "late", "unreadable", "warnings", "done", "met")
    )
    return (
        f"各部门应报信息{awaited}类次，未报{missing}类次，迟报{late}类次，未能读取{unreadable}类次。部门预警信息{warnings}条，"
        f"已办结{done}条，符合认定标准{met}条{f'，符合率{percent(met / done)}' if done else ''}。"
    )


def _helped(figures: Figures) -> str:
    tasks, helped, under_way, impossible = (
        sum_of(figures.departments, name) for name in ("tasks", "helped", "under_way", "impossible")
    )
    asked = sum(bool(row["tasks"]) for row in figures.departments)
    return (
        f"本季度向{asked}个部门推送新增监测对象帮扶任务{tasks}户次，已落实{helped}户次，正在落实{under_way}户次，"
        f"不能落实{impossible}户次，还没有报回或退回补正的{tasks - helped - under_way - impossible}户次。"
    )


def _incomes(figures: Figures, low: float) -> str:
    """Of the base in force: growth, and the share of those whose income fell; nothing where the base tells no incomes (柳江)."""
    county = next((row for row in figures.incomes if row["growth"] is not None), None)
    if county is None:
        return ""
    return (
        f"按所用户库，脱贫户和监测对象人均纯收入{county['per_head_yuan']:.0f}元，比上年的{county['last_per_head_yuan']:.0f}元"
        f"{'增长' if county['growth'] >= 0 else '下降'}{abs(county['growth']):.1f}%；不增反降{county['fallen']}户，"
        f"占{county['fallen_share']:.1f}%；人均低于{low:g}元的{county['low']}户。"
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
