"""The cleaning rules as a rule book, in tables of `rules/*.md`: each has a row that it catches and one that it leaves.

A row's last column names every rule that must report it, so each row also says that all other rules leave it alone. A
mutation of any comparison of a rule must be noticed by the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from expectations.library import Rule, load_rules
from sources.base.household_base import HOUSEHOLD_BASE
from tests.spec.book import EXPECTED, Judge, Section, expected, read_book
from tests.spec.mutants import mutants
from tests.spec.rulebook import rulebook
from warehouse.engine import Engine

ROOT = Path(__file__).parents[2]
SECTIONS = read_book()


@cache
def rules() -> dict[str, Rule]:
    return {rule.code: rule for rule in load_rules()}


CODES = sorted(rules())


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    with Engine(None) as engine:
        judge = Judge(engine, SECTIONS)
        judge.fill(tmp_path_factory.mktemp("book"))
        yield judge


@pytest.mark.parametrize("code", CODES)
def test_a_rule_reports_the_rows_that_the_book_says_and_no_other(code: str, judge: Judge) -> None:
    assert judge.reported(rules()[code]) == expected(SECTIONS, code)


@pytest.mark.parametrize("code", CODES)
def test_no_comparison_of_a_rule_can_be_turned_without_the_book_noticing(code: str, judge: Judge) -> None:
    rule = rules()[code]
    turned = list(mutants(rule.when))
    assert turned and judge.unnoticed(rule, turned) == []


@pytest.mark.parametrize("section", SECTIONS, ids=[section.code for section in SECTIONS])
def test_a_section_has_a_row_that_its_rule_catches_and_one_that_it_leaves(section: object) -> None:
    tables = [{section.code in row[EXPECTED].split() for row in table} for table in (section.base, section.sent)]  # type: ignore[attr-defined]
    assert {True, False} in tables


def test_the_book_and_the_library_hold_the_same_rules() -> None:
    assert sorted((section.code, section.label) for section in SECTIONS) == [
        (rule.code, rule.label) for rule in rules().values()
    ]


def test_the_rule_book_for_people_is_what_is_declared_and_tested(judge: Judge) -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rulebook(judge), "run `make docs`"


ANYTHING = {"yes_no": "是", "date": "2020-01-01", "key": "1", "name": "甲乙"}
KNOWN = {"姓名": "甲一", "证件号码": "37028219800101001?", "与户主关系": "户主", "户编号": "1"}


def test_blanks_are_accused_of_nothing(tmp_path: Path) -> None:
    """Of a person of whom nothing but name, number and household is known, only rules about blanks say anything."""
    headings = [column.headings[0] for column in HOUSEHOLD_BASE.columns if column.name not in ("township", "village")]
    blank = dict.fromkeys(headings, "") | KNOWN
    filled = {column.headings[0]: ANYTHING.get(column.kind, "1") for column in HOUSEHOLD_BASE.columns}
    filled = (
        {heading: filled[heading] for heading in headings}
        | KNOWN
        | {"姓名": "乙一", "证件号码": "37028219800101003?", "户编号": "2"}
    )
    base = [row | {EXPECTED: ""} for row in (blank, filled)]
    letter = [{"来文姓名": "甲九", "来文号码": "37028219800101009?", EXPECTED: ""}]
    with Engine(None) as engine:
        judge = Judge(engine, [Section("Z99", "空白", "", base, letter, 0)])
        judge.fill(tmp_path)
        accusing = [
            code
            for code, rule in rules().items()
            if ("Z99", "base", 0) in judge.reported(rule) and not rule.is_of_blanks
        ]
        asking = [
            code for code, rule in rules().items() if ("Z99", "base", 0) in judge.reported(rule) and rule.is_of_blanks
        ]
    assert accusing == [] and len(asking) > 10


def test_a_condition_that_means_the_same_is_not_noticed(judge: Judge) -> None:
    rule = rules()["B01"]
    assert judge.unnoticed(rule, ["heads >= 2", "heads >= 1"]) == ["heads >= 2"]
