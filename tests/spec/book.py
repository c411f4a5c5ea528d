"""The rule book: sections of `rules/*.md`, read as a household base and as what departments sent, and judged in one go.

The rows go through the real cleaning of household exports. So that sections do not touch one another, each has an export,
a village, households and an area code of its own; then the whole book is one base, and each rule runs over it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from expectations.exports import Exports
from expectations.library import Rule, failing, load_rules, shown
from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import usual_catalogue
from sources.cleaning.household import PEOPLE, clean_household_sheet
from sources.identity import CHECK_DIGITS, check_digit, identify, name_key
from sources.months import month_end
from sources.reading.headers.header import Header
from sources.reading.headers.headings import map_headings
from sources.reading.rows.rows import SheetRows, rows_under
from warehouse import models, tables
from warehouse.engine import Engine

BOOK = Path(__file__).parent / "rules"
MONTH = "2026-10"
EXPECTED = "应报"
AREA = "370282"
"""The area code that all numbers of the book begin with; each section's numbers get another in its place."""
SENT_BY_US = ("来文姓名", "来文号码", "来文镇街", "信息类别", "月份", "发生月份", EXPECTED)
"""Headings of the second table that are not columns of the feed."""
USUAL_FEED = "dibao"
YES_NO = {"是": "true", "否": "false"}
Table = list[dict[str, str]]
Reported = list[set[str]]


@dataclass(frozen=True)
class Section:
    """A rule's section of the book. words: what stands above the tables; base: the base; sent: what departments sent."""

    code: str
    label: str
    words: str
    base: Table
    sent: Table
    place: int

    @property
    def township(self) -> str:
        return f"{self.code}镇"


def read_book(folder: Path = BOOK) -> list[Section]:
    """Every section of the book, file by file."""
    texts = [
        text for path in sorted(folder.glob("*.md")) for text in path.read_text(encoding="utf-8").split("\n## ")[1:]
    ]
    return [_section(text, place) for place, text in enumerate(texts)]


def _section(text: str, place: int) -> Section:
    heading, *blocks = text.split("\n\n")
    code, label = heading.splitlines()[0].split(" ", 1)
    found = [read_table(block) for block in blocks if block.startswith("|")]
    words = "\n\n".join(block.strip() for block in blocks if not block.startswith("|"))
    return Section(code, label.strip(), words, found[0], found[1] if len(found) > 1 else [], place)


def read_table(block: str) -> Table:
    """A pipe table as rows of heading -> cell."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def written_out(number: str, place: int = 0) -> str:
    """`…001?` with its right check digit, `…001!` with a wrong one, in the section's own area."""
    if number.startswith(AREA):
        number = f"{410000 + place}{number[6:]}"
    found = re.match(r"(\d{17})([?!])", number)
    if found is None:
        return number
    right = str(pl.select(check_digit(pl.lit(found[1]))).item())
    digit = right if found[2] == "?" else CHECK_DIGITS[(CHECK_DIGITS.index(right) + 1) % 11]
    return found[1] + digit + number[18:]


def _export(section: Section) -> SheetRows:
    """A section's base as a sheet of an export. `#` behind a number: the cell held a number."""
    usual = {"乡镇": section.township, "行政村": f"{section.code}村", "人编号": ""}
    table = [usual | row | _own(row, section, place) for place, row in enumerate(section.base)]
    headings = [heading for heading in table[0] if heading != EXPECTED]
    places, unknown = map_headings(HOUSEHOLD_BASE, headings)
    assert not unknown, f"{section.code}: no such heading: {[headings[place] for place in unknown]}"
    columns: dict[str, list[object]] = {"row": list(range(2, len(table) + 2)), "content": [""] * len(table)}
    for name, at in places.items():
        cells = [written_out(row[headings[at]], section.place) for row in table]
        columns[name] = [cell.removesuffix("#") for cell in cells]
        columns[f"{name}__number"] = [cell.endswith("#") for cell in cells]
    header = Header(HOUSEHOLD_BASE, 0, 0, places, {}, (), "", "", 0.0)
    said = pl.DataFrame(columns).with_columns(pl.int_range(pl.len()).alias("line"), pl.lit(0).alias("part"))
    schema = rows_under(header)  # of what the section says nothing, nothing was written
    lacking = [pl.lit(None, dtype=kind).alias(name) for name, kind in schema.items() if name not in said.columns]
    typed = [pl.col(name).cast(kind) for name, kind in schema.items()]
    return SheetRows(header, said.with_columns(lacking).select(typed), 0)


def _own(row: dict[str, str], section: Section, place: int) -> dict[str, str]:
    """Keys of the section's own; where a table has no 人编号, a row's place. A blank 户编号 stays blank."""
    household = row.get("户编号", "")
    return {
        "户编号": f"{section.code}-{household}" if household else "",
        "人编号": f"{section.code}-{row.get('人编号') or f'row{place}'}",
    }


def people(section: Section) -> pl.DataFrame:
    """The section's base as rows of base.person, loaded at once."""
    frame = clean_household_sheet(_export(section), f"{section.code}.xlsx", "Sheet1")
    day = pl.lit(month_end(MONTH))
    of_load = (day.alias("as_of"), pl.lit(1, pl.Int64).alias("since_load"), day.alias("valid_from"))
    lacking = [pl.lit(None, dtype=kind).alias(name) for name, kind in PEOPLE.items() if name not in frame.columns]
    return frame.with_columns(*of_load, *lacking).select(tables.PERSON.columns)


def _letters(section: Section) -> pl.DataFrame:
    """What departments sent, as rows of raw.feed_row; a section's second table."""
    sent = pl.DataFrame({
        "subject_name": [row["来文姓名"] for row in section.sent],
        "id_raw": [written_out(row["来文号码"], section.place) for row in section.sent],
        "row_key": [f"{section.code}-{place}" for place in range(len(section.sent))],
        "row_number": range(len(section.sent)),
        "month": [row.get("月份") or MONTH for row in section.sent],
        "feed": [row.get("信息类别") or USUAL_FEED for row in section.sent],
        "event_month": [row.get("发生月份") or None for row in section.sent],
        "township_text": [row.get("来文镇街") or None for row in section.sent],
    }, schema_overrides={"event_month": pl.String, "township_text": pl.String})  # fmt: skip
    known = {
        "department": "民政局",
        "file_name": f"{section.code}.xlsx",
        "sheet": "",
        "status": "kept",
        "file_order": 0,
    }
    alike = [pl.lit(value).alias(name) for name, value in known.items()]
    key = name_key(pl.col("subject_name")).alias("name_key")
    frame = identify(sent, "id_raw", pl.lit(False)).with_columns(key, *alike)
    missing = [pl.lit(None).alias(name) for name in tables.FEED_ROW.columns if name not in frame.columns]
    return frame.with_columns(missing).select(tables.FEED_ROW.columns)


def _values(section: Section) -> Iterator[tuple[str, dict[str, object]]]:
    """The feeds' own columns of what was sent, by the feed's table; headings of the second table are column names."""
    for place, row in enumerate(section.sent):
        code = row.get("信息类别") or USUAL_FEED
        feed = usual_catalogue().feed_of_code(code)
        assert feed is not None, code
        own: dict[str, object] = {name: _value(cell, section) for name, cell in row.items() if name not in SENT_BY_US}
        wrong = set(own) - {column.name for column in feed.columns}
        own = {name: cell for name, cell in own.items() if name not in wrong or cell}
        assert not wrong & set(own), f"{section.code}: {feed.code} has no {wrong}"
        keys = {"month": row.get("月份") or MONTH, "row_key": f"{section.code}-{place}", "feed": code}
        yield feed.code, keys | own


def _value(cell: str, section: Section) -> str | None:
    """A cell of the second table as the warehouse takes it."""
    return YES_NO.get(cell, written_out(cell, section.place)) or None


@dataclass
class Judge:
    """The whole book as one warehouse with its facts; asked rule by rule."""

    engine: Engine
    sections: list[Section]

    def __post_init__(self) -> None:
        self.frames = {section.code: people(section) for section in self.sections}
        self.first_key = {
            (section.code, household): place
            for section in self.sections
            for place, household in reversed(list(enumerate(self.frames[section.code]["household_id"])))
        }
        self.first_of_village = {
            (section.code, village): place
            for section in self.sections
            for place, village in reversed(list(enumerate(self.frames[section.code]["village"])))
        }
        self.place_of = {
            (section.code, key): place
            for section in self.sections
            for place, key in reversed(list(enumerate(self.frames[section.code]["person_key"])))
        }

    def fill(self, folder: Path) -> None:
        """Put the base and the letters into the warehouse and make the facts."""
        pl.concat(self.frames.values()).write_parquet(folder / "person.parquet")
        self.engine.replace_from_parquet(tables.PERSON, [folder / "person.parquet"], None)
        sent = [section for section in self.sections if section.sent]
        pl.concat((_letters(section) for section in sent), how="vertical_relaxed").write_parquet(folder / "row.parquet")
        self.engine.run(
            f"INSERT INTO raw.feed_row ({', '.join(tables.FEED_ROW.columns)}) "
            f"SELECT {', '.join(tables.FEED_ROW.columns)} FROM read_parquet(?)", [str(folder / "row.parquet")],
        )  # fmt: skip
        for section in sent:
            for code, values in _values(section):
                names = ", ".join(values)
                marks = ", ".join("?" for _ in values)
                self.engine.run(f"INSERT INTO raw.{code} ({names}) VALUES ({marks})", list(values.values()))
        period = {"month": MONTH, "previous_month": "2026-09", "today_of_month": month_end(MONTH)}
        self.engine.insert(tables.PERIOD, [period])
        models.run_models(
            self.engine, (*models.BASE, *models.MATCH, *models.FACTS)
        )  # the wide ones too: each rule asks them by itself
        Exports(self.engine, load_rules())

    def reported(self, rule: Rule) -> set[tuple[str, str, int]]:
        """(section, which table, row) of every row of the book that the rule reports."""
        return {self._place(rule, row) for row in self._rows(rule)}

    def unnoticed(self, rule: Rule, conditions: Sequence[str]) -> list[str]:
        """Those of the conditions that hold for exactly the rows of the whole book for which the rule's own holds."""
        own = f"COALESCE(({rule.when}), FALSE)"
        told = ", ".join(
            f"SUM(CASE WHEN COALESCE(({other}), FALSE) <> {own} THEN 1 ELSE 0 END) AS differs_{place}"
            for place, other in enumerate(conditions)
        )
        counts = self.engine.rows(f"SELECT {told} FROM {rule.fact}")[0] if conditions else {}
        return [other for other, count in zip(conditions, counts.values(), strict=True) if not count]

    def sentences(self, rule: Rule) -> dict[tuple[str, str, int], str]:
        """The sentence for each row of the book that the rule reports."""
        says = shown(rule, self.engine.columns_of(rule.fact))["says"]
        return {self._place(rule, row): row["says"] for row in self._rows(rule, f", {says} AS says")}

    def _rows(self, rule: Rule, more: str = "") -> list[dict[str, str]]:
        return self.engine.rows(
            f"SELECT fact.township, fact.village, fact.household_id, fact.person_key, fact.provenance{more} "
            f"FROM {rule.fact} AS fact INNER JOIN ({failing([rule])}) AS failing ON failing.fact_row = fact.fact_row"
        )

    def _place(self, rule: Rule, row: dict[str, str]) -> tuple[str, str, int]:
        code = row["township"].removesuffix("镇")
        match rule.object:
            case "feed_row":
                return code, "sent", int(re.findall(r"\d+", row["provenance"])[-1])
            case "person":
                return code, "base", self.place_of[code, row["person_key"]]
            case "household":
                return code, "base", self.first_key[code, row["household_id"]]
            case _:
                return code, "base", self.first_of_village[code, row["village"]]


def expected(sections: list[Section], code: str) -> set[tuple[str, str, int]]:
    """(section, which table, row) of every row that the book says the rule must report."""
    return {
        (section.code, which, place)
        for section in sections
        for which, table in (("base", section.base), ("sent", section.sent))
        for place, row in enumerate(table)
        if code in row[EXPECTED].split()
    }
