"""The rule book for people (docs/rules.md): every cleaning rule with what it says, what it catches and what it leaves.

`python -m tests.spec.rulebook docs/rules.md`. The tables are those that the tests run; the sentences are what the rules really
say of them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from expectations.library import Rule, load_rules
from sources.base.household_base import HOUSEHOLD_BASE
from tests.spec.book import Judge, Section, Table, read_book
from warehouse.engine import Engine

POLICY_BOOKS = Path(__file__).parent / "policies"
POLICIES_TOP = """五地的政策（`policies/*.toml`）照各自的通知做什么：哪些行预警，是什么风险、几级，何时到期，怎样办结，词怎么认。表中每一行都是测试
（`tests/spec/policies/*.md`）。“收入线”的收入是户库的家庭人均纯收入；“来文”每行是该部门报来的一人；没有写到的照即墨。"""
HEADINGS = {column.name: column.headings[0] for column in HOUSEHOLD_BASE.columns}
OBJECTS = {"person": "人", "household": "户", "feed_row": "部门来文的一行", "village": "村"}
TOP = """# 清洗规则手册

共{count}条规则。本手册由 `make docs` 从 `expectations/rules/*.toml` 和 `tests/spec/rules/*.md` 生成，不要手改；表中每一行都是测试，
最后一列是这一行应报的规则，空白为不报。号码末位写“?”表示正确的校验码，写“!”表示错误的校验码，号码后的“#”表示单元格是数字。
检查的月份是2026年10月；表中没有写出的列，户库中没有。空白不触发“值有误”的规则。

| 类别 | 规则数 | 高 | 中 | 低 |
|---|---:|---:|---:|---:|
{summary}
"""


def rulebook(judge: Judge) -> str:
    """The whole book as Markdown."""
    rules = load_rules()
    sections = {section.code: section for section in judge.sections}
    chapters = [
        _chapter(letter, list(group), sections, judge)
        for letter, group in groupby(rules, key=lambda rule: rule.code[0])
    ]
    return TOP.format(count=len(rules), summary=_summary(rules)) + "\n" + "\n".join((*chapters, policy_books()))


def policy_books() -> str:
    """The books of the localities' policies, a chapter of their own: the tables that tests/spec/test_policies.py runs."""
    books = [path.read_text(encoding="utf-8").strip() for path in sorted(POLICY_BOOKS.glob("*.md"))]
    deeper = ["\n".join(f"##{line}" if line.startswith("#") else line for line in book.splitlines()) for book in books]
    return f"## 各地政策\n\n{POLICIES_TOP}\n\n" + "\n\n".join(deeper) + "\n"


def _chapter(letter: str, rules: list[Rule], sections: Mapping[str, Section], judge: Judge) -> str:
    categories = "、".join(dict.fromkeys(rule.category for rule in rules))
    entries = "\n".join(_entry(rule, sections[rule.code], judge) for rule in rules)
    return f"## {letter} {categories}\n\n{entries}"


def _summary(rules: tuple[Rule, ...]) -> str:
    lines = []
    for category in dict.fromkeys(rule.category for rule in rules):
        of = [str(rule.severity) for rule in rules if rule.category == category]
        lines.append(f"| {category} | {len(of)} | " + " | ".join(str(of.count(one)) for one in "高中低") + " |")
    return "\n".join(lines)


def _entry(rule: Rule, section: Section, judge: Judge) -> str:
    needs = "、".join(HEADINGS[name] for name in rule.needs)
    facts = {
        "对象": OBJECTS[rule.object], "严重程度": rule.severity, "由谁处理": rule.acts, "依据": rule.source,
        "执行": f"自{rule.holds_from}起", "需要的列": needs, "更正项目": HEADINGS.get(rule.corrects, ""),
        "情况属实": f"{rule.exempt_months}个月内免再核实" if rule.exempt_months else "不能以属实了结",
        "规则来源": "笔记第2章第" + "、".join(map(str, rule.origin)) + "条",
    }  # fmt: skip
    sentence = next(says for place, says in sorted(judge.sentences(rule).items()) if place[0] == rule.code)
    parts = [
        f"### {rule.code} {rule.label}",
        " · ".join(f"{name}：{value}" for name, value in facts.items() if value),
        f"说法：{sentence}。  \n处理建议：{rule.guidance}",
        f"条件：`{' '.join(line.strip() for line in rule.when.strip().splitlines())}`",
        section.words,
        *(_table(table) for table in (section.base, section.sent) if table),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(table: Table) -> str:
    headings = list(table[0])
    lines = [headings, ["---"] * len(headings), *([row[heading] for heading in headings] for row in table)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(target: Path) -> None:
    """Judge the book and write it."""
    with Engine(None) as engine, tempfile.TemporaryDirectory() as folder:
        judge = Judge(engine, read_book())
        judge.fill(Path(folder))
        target.write_text(rulebook(judge), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
