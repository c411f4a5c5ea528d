"""Cases of one kind together: each has people and a folder of its own in one county, whose month is run once for all of them.

What comes of a case is what its own files and its own people say; a file that moves somebody of another case is seen in both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import SmallCounty, id_number, name

MONTH = "2026-10"
APART = 100
"""So far the people of two cases are apart, those among them who are in no base."""
OF_ROW = "INNER JOIN raw.feed_row AS feed_row ON feed_row.month = told.month AND feed_row.row_key = told.row_key"
OUTCOMES = f"SELECT feed_row.file_name, feed_row.row_number, feed_row.subject_name, feed_row.id18, told.outcome FROM warning.outcome AS told {OF_ROW}"
WARNED = f"SELECT feed_row.file_name, told.subject_name AS name FROM warning.warning AS told {OF_ROW}"
SUSPECTED = (
    f"SELECT feed_row.file_name, feed_row.row_number, told.likely_name AS name FROM warning.suspected AS told {OF_ROW}"
)


@dataclass
class Came:
    """What came of a case. rows: by number, 疑似 for a suspected match; about: by number, whom a row names, by name and number; lines: of
    how many rows what became; problems: by row, the last one told; notes: what was said of its files."""

    case: int
    rows: dict[int, str] = field(default_factory=dict)
    about: dict[int, tuple[object, object]] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)
    warned: set[str] = field(default_factory=set)
    suspected: set[str] = field(default_factory=set)
    problems: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def warns_of(self, *orders: int) -> bool:
        """Were these persons of the case warned of, and nobody else?"""
        return self.warned == {name(first_of(self.case) + order) for order in orders}


def first_of(case: int) -> int:
    """The order of a case's person 0."""
    return case * APART


def written(cell: str, first: int) -> str:
    """A cell of a case: `@3` is the third person's name, `#3` their number, `~3` that number with a digit lost."""

    def order(match: re.Match[str]) -> int:
        return first + int(match.group(1))

    def torn(match: re.Match[str]) -> str:
        whole = id_number(order(match))
        return whole[:9] + whole[10:]

    cell = re.sub(r"@\{?(\d+)\}?", lambda match: name(order(match)), cell)
    cell = re.sub(r"#\{?(\d+)\}?", lambda match: id_number(order(match)), cell)
    return re.sub(r"~(\d+)", torn, cell).replace("\\n", "\n")


def county_of_cases(
    root: Path, cases: int, people: int, said: Callable[[int, int], Mapping[str, str]] = lambda first, order: {}
) -> SmallCounty:
    """A county with so many people of each case; said: what the base says of a person, by the order of person 0 and by theirs."""
    county = SmallCounty(root)
    for case in range(cases):
        for order in range(people):
            county.person(first_of(case) + order, **said(first_of(case), order))
    county.load_base()
    return county


def folder_of(county: SmallCounty, case: int, department: str) -> Path:
    """Where a department leaves the files of a case."""
    folder = county.home.inbox(MONTH) / department / f"第{case}件"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run_together(county: SmallCounty, cases: int) -> list[Came]:
    """Run the month; what came of each case. A person who was warned of, or is suspected, counts for the case whose file says so and
    for the case whose person it is."""
    county.run(MONTH)
    came = [Came(case) for case in range(cases)]
    whose = {name(first_of(case) + order): came[case] for case in range(cases) for order in range(APART)}

    def of_file(row: Mapping[str, object]) -> Came:
        return came[int(str(row["file_name"]).partition("件")[0].removeprefix("第"))]

    for row in county.ask(OUTCOMES):
        number = int(str(row["row_number"]))
        of_file(row).rows[number] = str(row["outcome"])
        of_file(row).about[number] = (row["subject_name"], row["id18"])
        of_file(row).lines[str(row["outcome"])] += 1
    for row in county.ask(WARNED):
        for one in (of_file(row), whose.get(str(row["name"]), of_file(row))):
            one.warned.add(str(row["name"]))
    for row in county.ask(SUSPECTED):
        of_file(row).rows[int(str(row["row_number"]))] = "疑似"
        for one in (of_file(row), whose.get(str(row["name"]), of_file(row))):
            one.suspected.add(str(row["name"]))
    for row in county.ask("SELECT file_name, row_number, problem FROM raw.problem"):
        of_file(row).problems[int(str(row["row_number"]))] = str(row["problem"])
    for row in county.ask("SELECT file_name, note FROM ops.feed_file"):
        of_file(row).notes.append(str(row["note"]))
    return came
