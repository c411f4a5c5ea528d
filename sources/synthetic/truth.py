"""What is really so: for each feed row the person meant and how it can be matched; and the planted base faults."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path

from sources.catalogue import usual_catalogue
from sources.synthetic.faults.plant import Planted
from sources.synthetic.feeds.dirt import CARD, CLEAN, DIRT_BY_KIND, is_near
from sources.synthetic.feeds.inbox import WrittenFile
from sources.synthetic.feeds.rows import FeedRow
from sources.synthetic.people.population import Population

COLUMNS = (
    "department", "feed", "file", "sheet", "row", "dirt", "person_id_number", "person", "township", "village",
    "head_name", "head_id_number", "matches", "qualifies", "sent_before",
)  # fmt: skip
FAULT_COLUMNS = tuple(field.name for field in fields(Planted))


class BaseIndex:
    """The base as a matcher sees it: by name, each person once, however many rows they have."""

    def __init__(self, population: Population) -> None:
        people: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
        for household, person in population.people():
            people[person.name][person.id_number].add((household.township, household.village))
        self.people = people

    def match(self, row: FeedRow) -> str:
        """exact, derived (a certificate or an old number on either side), suspected or unmatched."""
        if row.event.subject.household is None:
            return "unmatched"
        harm = DIRT_BY_KIND[row.dirt].harm if row.dirt not in (CLEAN, CARD) else "none"
        by_card = "certificate_number" in row.cells and not {"person_id_number", "head_id_number"} & row.cells.keys()
        of_card = by_card or row.event.subject.person.has_card
        if harm == "derived" or (harm == "none" and of_card):
            return "derived"
        if harm == "none":
            return "exact"
        return "suspected" if self._candidates(row, harm == "gone") == 1 else "unmatched"

    def _candidates(self, row: FeedRow, by_name_alone: bool) -> int:
        namesakes = self.people[row.event.subject.person.name]
        if not by_name_alone:
            return sum(is_near(row.number, number) for number in namesakes)
        if len(namesakes) > 1 and row.cells.get("village_text"):
            here = (row.cells.get("township_text"), row.cells["village_text"])
            return sum(here in places for places in namesakes.values())
        return len(namesakes)


def write_truth(home: Path, month: str, files: Iterable[WrittenFile], base: BaseIndex) -> None:
    """`truth/<month>.csv`, a line for each data row of each feed file."""
    lines = [_line(file, at, row, base) for file in files for at, row in enumerate(file.rows, start=file.first_row)]
    _write(home / "truth" / f"{month}.csv", COLUMNS, lines)


def _line(file: WrittenFile, at: int, row: FeedRow, base: BaseIndex) -> tuple[object, ...]:
    person, household = row.event.subject.person, row.event.subject.household
    place = (household.township, household.village) if household else ("", "")
    head = (household.head.name, household.head.id_number) if household else ("", "")
    return (
        usual_catalogue().by_code[file.feed].department, row.event.code, file.name, file.sheet, at, row.dirt, person.id_number,
        person.name, *place, *head, base.match(row), int(row.event.qualifies), int(row.sent_before),
    )  # fmt: skip


def write_faults(home: Path, planted: Iterable[Planted]) -> None:
    """`truth/base_faults.csv`."""
    _write(home / "truth" / "base_faults.csv", FAULT_COLUMNS, [astuple(one) for one in planted])


def read_faults(home: Path) -> list[Planted]:
    """What `truth/base_faults.csv` says."""
    with (home / "truth" / "base_faults.csv").open(encoding="utf-8", newline="") as text:
        return [Planted(**line) for line in csv.DictReader(text)]


def _write(path: Path, header: tuple[str, ...], lines: Sequence[tuple[object, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
