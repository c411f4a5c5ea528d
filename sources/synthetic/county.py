"""A synthetic county: its base, two months of messy feeds, and the truth about both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from sources.catalogue import usual_catalogue
from sources.errors import UsageError
from sources.synthetic.faults.plant import Plantings, plant
from sources.synthetic.feeds import medical
from sources.synthetic.feeds.dirt import DIRTY_SHARE
from sources.synthetic.feeds.events import PER_THOUSAND, Event, Troubles
from sources.synthetic.feeds.inbox import FeedFiles, WrittenFile
from sources.synthetic.feeds.layouts import LAYOUTS, STYLES, Layout, supplement
from sources.synthetic.feeds.rows import FeedRow, RowWriter, resent
from sources.synthetic.months import Month
from sources.synthetic.people.export import write_base
from sources.synthetic.people.population import Part, Population
from sources.synthetic.people.records import keep_records
from sources.synthetic.people.register import populate
from sources.synthetic.truth import BaseIndex, write_faults, write_truth
from sources.synthetic.workbooks import Cell

FEWEST = 200
"""Below this there are not enough children, elders and households for every feed."""
SENT_AGAIN: dict[str, float] = {
    "education_aid": 0.5, "dibao": 0.15, "tekun": 0.1, "dibao_edge": 0.2, "temporary_aid": 0.3, "child_welfare": 0.1,
    "housing_grade": 0.1, "serious_disease": 0.2,
}  # fmt: skip
"""The share of last month's rows that a department sends again word for word."""
REPEATED_FILE = "serious_disease"


@dataclass(frozen=True)
class CountySummary:
    """What was written. Months are the month before and the month itself; bad_files are paths below `home`."""

    persons: int
    households: int
    townships: int
    base_rows: int
    base_faults: int
    base_as_of: date
    feed_rows: dict[str, int]
    files: int
    bad_files: tuple[str, ...]


def write_county(
    home: Path,
    *,
    persons: int,
    seed: int,
    month: str,
    bad_files: bool = True,
    base_faults: bool = True,
    part: Part | None = None,
) -> CountySummary:
    """Write `inbox/` and `truth/` of a county below `home`; the same arguments give the same bytes.

    base_faults: without them every record of the base is sound, and no department sends a further list that says otherwise.
    part: other townships than the usual fifteen.
    """
    this_month = Month.parse(month)
    if persons < FEWEST:
        raise UsageError(f"合成县至少要有{FEWEST}人", do=f"请把人数改为{FEWEST}或更多。")
    rng = Random(seed)
    # The base is as of the end of the first month, so that it is in force for both.
    as_of = this_month.before.last_day
    population = populate(rng, persons, as_of, part)
    keep_records(population, Random(f"records {seed}"))
    rows = rows_of_months(population, this_month, rng)
    planted = Plantings([], ({}, {}))
    if base_faults:
        planted = plant(population, people_of(rows), this_month, Random(f"faults {seed}"))
    base_files = write_base(home, population, as_of)
    write_faults(home, planted.faults)
    further = _Further(planted.sent, Random(f"further lists {seed}"))
    months, bad = _write_months(home, population, rows, this_month, rng, bad_files, further)
    return CountySummary(
        persons=persons,
        households=len(population.households),
        townships=len({household.township for household in population.households}),
        base_rows=sum(1 for _ in population.people()),
        base_faults=len(planted.faults),
        base_as_of=as_of,
        feed_rows={name: sum(len(file.rows) for file in files) for name, files in months.items()},
        files=len(base_files) + sum(map(len, months.values())) + len(bad),
        bad_files=tuple(path.relative_to(home).as_posix() for path in bad),
    )


Rows = dict[str, list[FeedRow]]


@dataclass(frozen=True)
class _Further:
    """The lists that departments send after the ordinary ones, for what they contradict."""

    rows: tuple[Rows, Rows]
    rng: Random

    def write(self, home: Path, month: Month, turn: int) -> list[WrittenFile]:
        """Those of one month."""
        folder = FeedFiles(home, month, self.rng)
        return [
            folder.write(feed, further_layout(feed, (row.cells for row in rows)), rows)
            for feed, rows in self.rows[turn].items()
        ]


def further_layout(feed: str, rows: Iterable[Mapping[str, Cell]]) -> Layout:
    """With a column more for whatever only a planted row says."""
    named = dict.fromkeys(name for cells in rows for name in cells)
    return supplement(
        usual_catalogue().by_code[feed].label, tuple(name for name in named if name not in STYLES[feed].columns)
    )


def rows_of_months(population: Population, month: Month, rng: Random, dirty: float = DIRTY_SHARE) -> tuple[Rows, Rows]:
    """What departments send of these people: in the month before, and in the month. dirty: the share of rows that something happens to."""
    troubles, writer = Troubles(rng, population), RowWriter(rng, population, dirty)
    earlier, bills = _first_month(troubles, writer, month.before)
    return earlier, _next_month(troubles, writer, month, earlier, bills)


def people_of(months: tuple[Rows, Rows]) -> set[str]:
    """The names of everybody in a feed."""
    return {row.event.subject.person.name for rows in months for feed in rows.values() for row in feed}


def _write_months(
    home: Path,
    population: Population,
    rows: tuple[Rows, Rows],
    month: Month,
    rng: Random,
    with_bad_files: bool,
    further: _Further,
) -> tuple[dict[str, list[WrittenFile]], list[Path]]:
    folder_before, folder = FeedFiles(home, month.before, rng), FeedFiles(home, month, rng)
    earlier, later = _write_feeds(folder_before, 0, rows[0]), _write_feeds(folder, 1, rows[1])
    bad = folder.bad_files(next(file for file in later if file.feed == REPEATED_FILE)) if with_bad_files else []
    earlier += further.write(home, month.before, 0)
    later += further.write(home, month, 1)
    for one in (folder_before, folder):
        one.date_files()
    base = BaseIndex(population)
    months = {str(month.before): earlier, str(month): later}
    for name, files in months.items():
        write_truth(home, name, files, base)
    return months, bad


def _first_month(troubles: Troubles, writer: RowWriter, month: Month) -> tuple[Rows, list[Event]]:
    events = troubles.month(month)
    bills = medical.first_month(troubles, month)
    return _rows(writer, {**events, medical.FEED: bills}, 0), bills


def _next_month(troubles: Troubles, writer: RowWriter, month: Month, before: Rows, bills: list[Event]) -> Rows:
    events = troubles.month(month)
    rows = _rows(writer, {**events, medical.FEED: medical.next_month(troubles, month, bills)}, 1)
    for feed, share in SENT_AGAIN.items():
        again = troubles.rng.sample(before[feed], max(1, round(share * len(before[feed]))) if before[feed] else 0)
        rows[feed] += [resent(row) for row in again]
        troubles.rng.shuffle(rows[feed])
    return rows


def _rows(writer: RowWriter, events: dict[str, list[Event]], turn: int) -> Rows:
    return {feed: [writer.row(event, LAYOUTS[feed][turn]) for event in events[feed]] for feed in PER_THOUSAND}


def _write_feeds(folder: FeedFiles, turn: int, rows: Rows) -> list[WrittenFile]:
    return [folder.write(feed, LAYOUTS[feed][turn], rows[feed]) for feed in PER_THOUSAND]
