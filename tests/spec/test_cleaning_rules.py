"""The cleaning rules as a rule book, in tables of `rules/*.md`: each has a row that it catches and one that it leaves.

The rows go through the real cleaning of household exports. A row's last column names every rule that must report it,
so each row also says that all other rules leave it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from expectations.anomalies import make_facts
from expectations.library import Rule, failing, load_rules
from sources.cleaning.household import clean_household_sheet
from sources.household_base import HOUSEHOLD_BASE
from sources.identity import CHECK_DIGITS, check_digit, identify, name_key
from sources.reading.header import Header
from sources.reading.headings import map_headings
from sources.reading.rows import SheetRows
from warehouse import models, tables
from warehouse.deadlines import month_end
from warehouse.engine import Engine

BOOK = Path(__file__).parent / "rules"
MONTH = "2026-10"
EXPECTED = "应报"
DEFAULTS = {"乡镇": "甲镇", "行政村": "乙村"}
"""Columns that an export always has, where a table leaves them out."""
Table = list[dict[str, str]]


@dataclass(frozen=True)
class Section:
    """A rule's section of the book: the base, and what a department sent."""

    code: str
    label: str
    base: Table
    sent: Table


def read_book() -> Iterator[Section]:
    """Every section of the book, file by file."""
    for path in sorted(BOOK.glob("*.md")):
        for text in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            code, label = text.splitlines()[0].split(" ", 1)
            found = [read_table(block) for block in text.split("\n\n") if block.startswith("|")]
            yield Section(code, label.strip(), found[0], found[1] if len(found) > 1 else [])


def read_table(block: str) -> Table:
    """A pipe table as rows of heading -> cell."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


SECTIONS = list(read_book())


@cache
def rules() -> tuple[Rule, ...]:
    return load_rules()


def written_out(number: str) -> str:
    """`…001?` with its right check digit, `…001!` with a wrong one."""
    found = re.match(r"(\d{17})([?!])", number)
    if found is None:
        return number
    right = str(pl.select(check_digit(pl.lit(found[1]))).item())
    digit = right if found[2] == "?" else CHECK_DIGITS[(CHECK_DIGITS.index(right) + 1) % 11]
    return found[1] + digit + number[18:]


def export(table: Table) -> SheetRows:
    """A table of the book as a sheet of an export. `#` behind a number: the cell held a number."""
    headings = list(DEFAULTS) + [heading for heading in table[0] if heading != EXPECTED]
    places, unknown = map_headings(HOUSEHOLD_BASE, headings)
    assert not unknown, f"no such heading: {headings}"
    columns: dict[str, list[object]] = {"row": list(range(2, len(table) + 2)), "content": [""] * len(table)}
    for name, place in places.items():
        cells = [written_out((DEFAULTS | row)[headings[place]]) for row in table]
        columns[name] = [cell.removesuffix("#") for cell in cells]
        columns[f"{name}__number"] = [cell.endswith("#") for cell in cells]
    header = Header(HOUSEHOLD_BASE, 0, 0, places, {}, (), "", "", 0.0)
    return SheetRows(header, pl.DataFrame(columns), 0)


def people(table: Table) -> pl.DataFrame:
    """The table as rows of base.person; where it has no 人编号, a row's place."""
    numbered = [{"人编号": str(place)} | row for place, row in enumerate(table)]
    frame = clean_household_sheet(export(numbered), "导出.xlsx", "Sheet1")
    return frame.with_columns(pl.lit(month_end(MONTH)).alias("as_of")).select(tables.PERSON.columns)


def letters(table: Table) -> pl.DataFrame:
    """What a department sent, as rows of raw.feed_row."""
    sent = pl.DataFrame({
        "subject_name": [row["来文姓名"] for row in table],
        "id_raw": [written_out(row["来文号码"]) for row in table],
        "row_key": [str(place) for place in range(len(table))],
        "row_number": range(len(table)),
        "feed": [row.get("信息类别", "dibao") for row in table],
    })  # fmt: skip
    known = {
        "month": MONTH, "department": "民政局", "file_name": "来文.xlsx", "sheet": "",
        "status": "kept",
    }  # fmt: skip
    alike = [pl.lit(value).alias(name) for name, value in known.items()]
    key = name_key(pl.col("subject_name")).alias("name_key")
    frame = identify(sent, "id_raw", pl.lit(False)).with_columns(key, *alike)
    missing = [pl.lit(None).alias(name) for name in tables.FEED_ROW.columns if name not in frame.columns]
    return frame.with_columns(missing).select(tables.FEED_ROW.columns)


def fired(engine: Engine, rule: Rule) -> list[dict[str, str]]:
    """The fact rows for which a rule reports something."""
    text = failing(rule).format(batch=rule.fact)
    return engine.rows(f"SELECT * FROM {rule.fact} WHERE fact_row IN ({text})")


def judged(section: Section, folder: Path) -> tuple[list[set[str]], list[set[str]]]:
    """The codes that each row of the base, and each row sent, is reported by."""
    frame = people(section.base)
    frame.write_parquet(folder / "person.parquet")
    keys, households = frame["person_key"].to_list(), frame["household_id"].to_list()
    base: list[set[str]] = [set() for _ in section.base]
    sent: list[set[str]] = [set() for _ in section.sent]
    with Engine(None) as engine:
        engine.replace_from_parquet(tables.PERSON, [folder / "person.parquet"], None)
        if section.sent:
            letters(section.sent).write_parquet(folder / "row.parquet")
            engine.replace_from_parquet(tables.FEED_ROW, [folder / "row.parquet"], MONTH)
        period = {"month": MONTH, "previous_month": "2026-09", "today_of_month": month_end(MONTH)}
        engine.insert(tables.PERIOD, [period])
        models.run_models(engine, (*models.BASE, *models.MATCH))
        make_facts(engine)
        for rule in rules():
            for row in fired(engine, rule):
                match rule.object:
                    case "feed_row":
                        sent[int(re.findall(r"\d+", row["provenance"])[-1])].add(rule.code)
                    case "person":
                        base[keys.index(row["person_key"])].add(rule.code)
                    case "household":
                        base[households.index(row["household_id"])].add(rule.code)
    return base, sent


@pytest.mark.parametrize("section", SECTIONS, ids=[section.code for section in SECTIONS])
def test_a_rule_reports_the_rows_that_the_book_says_and_no_other(section: Section, tmp_path: Path) -> None:
    base, sent = judged(section, tmp_path)
    assert base == [set(row[EXPECTED].split()) for row in section.base]
    assert sent == [set(row[EXPECTED].split()) for row in section.sent]


@pytest.mark.parametrize("section", SECTIONS, ids=[section.code for section in SECTIONS])
def test_a_section_has_a_row_that_its_rule_catches_and_one_that_it_leaves(section: Section) -> None:
    tables_ = [{section.code in row[EXPECTED].split() for row in table} for table in (section.base, section.sent)]
    assert {True, False} in tables_


def test_the_book_and_the_library_hold_the_same_rules() -> None:
    assert [(section.code, section.label) for section in sorted(SECTIONS, key=lambda section: section.code)] == [
        (rule.code, rule.label) for rule in rules()
    ]
