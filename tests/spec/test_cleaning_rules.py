"""The cleaning rules as a rule book, in tables of `rules/*.md`: each has a row that it catches and one that it leaves.

A row's last column names every rule that must report it, so each row also says that all other rules leave it alone. A
mutation of any comparison of a rule must be noticed by the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from expectations.library import Rule, load_rules
from tests.spec.book import EXPECTED, Judge, expected, read_book
from tests.spec.mutants import mutants
from warehouse.engine import Engine

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
    unnoticed = [turned for turned in mutants(rule.when) if judge.reported(rule, turned) == expected(SECTIONS, code)]
    assert not unnoticed


@pytest.mark.parametrize("section", SECTIONS, ids=[section.code for section in SECTIONS])
def test_a_section_has_a_row_that_its_rule_catches_and_one_that_it_leaves(section: object) -> None:
    tables = [{section.code in row[EXPECTED].split() for row in table} for table in (section.base, section.sent)]  # type: ignore[attr-defined]
    assert {True, False} in tables


def test_the_book_and_the_library_hold_the_same_rules() -> None:
    assert sorted((section.code, section.label) for section in SECTIONS) == [
        (rule.code, rule.label) for rule in rules().values()
    ]
