"""What went wrong in a quarter, a sentence for each kind of trouble that there was."""

from __future__ import annotations

from collections.abc import Sequence

from reports.bulletin.figures import Figures, Row, sum_of

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
            told.append(f"{says.format(times=sum_of(rows, 'times'))}：{who}。")
    return told or ["本季度没有发现上述问题。"]


def _who(rows: Sequence[Row], place: str, listed: bool) -> str:
    own = [row for row in rows if row["place"] == place]
    if not listed:
        return f"{place}{sum_of(own, 'times')}"
    months: dict[str, list[str]] = {}
    for row in own:
        months.setdefault(row["feed_label"] or "", []).append(str(int(row["month"][5:])))
    return place + "、".join(
        f"{'的' if label else ''}{label}（{'、'.join(which)}月）" for label, which in months.items()
    )
