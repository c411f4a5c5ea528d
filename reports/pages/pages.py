"""The month's pages: self-contained HTML that opens from any folder without a network, and holds figures only."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.duties import lines_of
from reports.facts import Facts, chinese_date
from reports.names import DEPARTMENTS
from reports.queries import ask
from warehouse.duties import began_on, calendar_of, in_state, ticks_of
from warehouse.engine import Engine
from warehouse.policy.deadlines import feedback_on
from warehouse.tables import states

TEMPLATES = Path(__file__).resolve().parent
DONE_SHOWN = dt.timedelta(days=90)
"""A duty that is done is shown until so long behind its last day."""
INDEX, QUALITY = "index.html", "数据质量检查.html"
Rows = list[dict[str, Any]]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip


def write_pages(engine: Engine, facts: Facts, folder: Path) -> None:
    """Write the county's page of the month, and the page of its quality checks, beside the county's workbooks."""
    _write(folder / QUALITY, "quality.html.j2", facts, _quality(engine, facts))
    _write(folder / INDEX, "index.html.j2", facts, _index(engine, facts, folder))


def _write(target: Path, template: str, facts: Facts, known: dict[str, Any]) -> None:
    text = _environment().get_template(template).render(**facts.words(""), **known)
    target.write_text(text, encoding="utf-8")


def _index(engine: Engine, facts: Facts, folder: Path) -> dict[str, Any]:
    scores = {row["township"]: row for row in ask(engine, "quality_by_township", ("month",), facts)}
    townships = ask(engine, "by_township", ("month", "townships"), facts)
    none = {"score": None, "change": None}
    rows = [row | {name: scores.get(row["township"], none)[name] for name in none} for row in townships]
    sums = {name: sum(row[name] for row in rows) for name in ("warnings", "households", "suspected", "anomalies")}
    attention = ask(engine, "attention", ("month", "departments"), facts)
    labels = {"warnings": "预警", "households": "涉及户", "suspected": "疑似匹配", "anomalies": "异常数据"}
    return {
        "figures": [(labels[name], count) for name, count in sums.items()] + [("需查看", len(attention))],
        "townships": rows, "grades": [grade.label for grade in states.GRADES], "attention": attention, "quality_page": QUALITY,
        **_duties(engine, facts),
        "files": sorted(file.name for file in folder.glob("*.xlsx")), "readers": _readers(folder, [row["township"] for row in rows]),
    }  # fmt: skip


def _duties(engine: Engine, facts: Facts) -> dict[str, Any]:
    """The dated duties as they stand on the day of the month's lists, whenever the page is written: what is over, coming, done since."""
    seen_on = feedback_on(facts.month, facts.policy.deadlines)
    calendar = calendar_of(facts.policy, ticks_of(engine), began_on(engine), seen_on)
    shown = lines_of(in_state(calendar, states.UNTICKED, states.COMING, states.TICKED))
    since = seen_on - DONE_SHOWN
    lines = [line for line in shown if line.done_on is None or line.due_on >= since]
    return {"duties": lines, "duties_seen_on": chinese_date(seen_on)}


def _readers(county: Path, townships: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The folders of townships, in the policy's order, and of departments, beside the county's: what each is called, and where it lies."""
    outbox, departments = county.parent, county.parent / DEPARTMENTS
    order = {name: place for place, name in enumerate(townships)}
    own = sorted(_folders(outbox) - {county.name, DEPARTMENTS}, key=lambda name: (order.get(name, len(order)), name))
    sent = sorted(_folders(departments)) if departments.is_dir() else []
    return [
        ("发给镇街的文件夹", [(name, name) for name in own]),
        ("反馈部门的文件夹", [(name, f"{DEPARTMENTS}/{name}") for name in sent]),
    ]


def _folders(folder: Path) -> set[str]:
    return {inner.name for inner in folder.iterdir() if inner.is_dir()}


def _quality(engine: Engine, facts: Facts) -> dict[str, Any]:
    gates = ask(engine, "gates", ("month",), facts)
    rules = ask(engine, "rule_health", ("month",), facts)
    ran = Counter(row["ran"] for row in rules)
    told = [(states.by_code(states.RULES)[code].label, ran[code]) for code in ("fired", "not_applicable", "crashed")]
    return {
        "figures": [
            ("门禁检查", len(gates)), ("没有通过", sum(not row["is_met"] for row in gates)), ("清洗规则", len(rules)),
            *told,
        ],
        "troubled": [row for row in rules if row["needs_look"]],
        "gates": _grouped(gates, "subject"), "rules": _grouped(sorted(rules, key=lambda row: str(row["rule_code"])), "category"),
    }  # fmt: skip


def _grouped(rows: Iterable[dict[str, Any]], name: str) -> list[tuple[str, Rows]]:
    """Rows that stand together by a value, in the order in which it is first met."""
    order: dict[str, Rows] = {}
    for value, group in groupby(rows, key=lambda row: str(row[name])):
        order.setdefault(value, []).extend(group)
    return list(order.items())
