"""From an event to a row as the department would write it: spelling, dates, amounts, and dirt in the number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from sources.catalogue import usual_catalogue
from sources.synthetic.feeds.cases import Value
from sources.synthetic.feeds.dirt import CARD, CLEAN, DIRT_BY_KIND, DIRTY_SHARE, Dirt, DirtDeck, spaced_name
from sources.synthetic.feeds.events import Event
from sources.synthetic.feeds.headings import column_of
from sources.synthetic.feeds.layouts import LAYOUTS, STYLES, Amounts, Dates, Layout
from sources.synthetic.feeds.medical import LINE
from sources.synthetic.months import age_on
from sources.synthetic.people.population import Population
from sources.synthetic.workbooks import Cell

GRADES = {
    1: ("一级", "1级", "1", "壹级"),
    2: ("二级", "2级", "2", "贰级"),
    3: ("三级", "3级", "3", "叁级"),
    4: ("四级", "4级", "4", "肆级"),
}
NAMELESS_SHARE = 0.01
"""Rows without a number about people who share their name: so that not every likely person is the only one."""
EXCEL_DAY_ONE = date(1899, 12, 30)


@dataclass(frozen=True)
class FeedRow:
    """A row to be written. `number` is the cell as spoiled.

    sent_before: last month's file had the same words, or this person over the medical line already.
    """

    event: Event
    cells: dict[str, Cell]
    dirt: str
    number: Cell
    sent_before: bool = False


class RowWriter:
    """Turns events into rows; knows the base's names, because some dirt needs a name that is unique. dirty: the share of rows that
    something happens to."""

    def __init__(self, rng: Random, population: Population, dirty: float = DIRTY_SHARE) -> None:
        self.rng, self.dirts, self.today = rng, DirtDeck(rng, dirty), population.maker.today
        self.numbers: dict[str, set[str]] = defaultdict(set)
        for _, person in population.people():
            self.numbers[person.name].add(person.id_number)
        self.rows_written = self.nameless_rows = 0

    def row(self, event: Event, layout: Layout) -> FeedRow:
        """The row of one event under this layout."""
        columns = columns_of(event.feed, layout)
        cells = {name: self._cell(name, event) for name in columns}
        at_name = next(name for name in ("person_name", "head_name") if name in columns)
        at_number = number_column(columns)
        number = str(event.facts.get("certificate_number", event.subject.person.id_number))
        allowed = self._allowed(event, columns, layout is LAYOUTS[event.feed][0])
        dirt = self._namesake_dirt(event, allowed) or self.dirts.deal(number, allowed)
        cells[at_name], cells[at_number] = event.subject.person.name, number
        if dirt and dirt.kind == "name_spaces":
            cells[at_name] = spaced_name(event.subject.person.name, self.rng)
        elif dirt:
            cells[at_number] = dirt.spoil(number, self.rng)
        clean = CARD if len(number) > 18 else CLEAN
        return FeedRow(event, cells, dirt.kind if dirt else clean, cells[at_number], event.crossed_before)

    def plain_row(self, event: Event, said: Iterable[str]) -> FeedRow:
        """A row without dirt, under the style's columns and others that it is said in."""
        columns = dict.fromkeys((*STYLES[event.feed].columns, *said))
        cells = {name: self._cell(name, event) for name in columns}
        at_number = next(name for name in ("person_id_number", "head_id_number") if name in columns)
        at_name = next(name for name in ("person_name", "head_name") if name in columns)
        cells[at_name], cells[at_number] = event.subject.person.name, event.subject.person.id_number
        return FeedRow(event, cells, CLEAN, cells[at_number])

    def _namesake_dirt(self, event: Event, allowed: Callable[[Dirt], bool]) -> Dirt | None:
        self.rows_written += 1
        blank, shares_name = DIRT_BY_KIND["blank"], len(self.numbers[event.subject.person.name]) > 1
        if not shares_name or not allowed(blank) or self.nameless_rows > NAMELESS_SHARE * self.rows_written:
            return None
        self.nameless_rows += 1
        return blank

    def _allowed(self, event: Event, columns: tuple[str, ...], is_first: bool) -> Callable[[Dirt], bool]:
        is_card = "certificate_number" in event.facts
        as_text = any(layout.container == "csv" for layout in LAYOUTS[event.feed])
        certain_only = event.subject.household is None or (is_first and _is_over_line(event))
        namesakes = self.numbers[event.subject.person.name]
        # What a matcher makes of an address, or of the digits left in 3.7E+17, must not decide what is true.
        vague_village = "address_text" in columns and len(namesakes) > 1
        vague_digits = len({number[:5] for number in namesakes}) > 1

        def allowed(dirt: Dirt) -> bool:
            return (
                (dirt.on_cards or not is_card)
                and (dirt.in_text_files or not as_text)
                and (dirt.harm in ("none", "derived") or not certain_only)
                and (dirt.harm != "gone" or not vague_village)
                and (dirt.kind != "scientific" or not vague_digits)
            )

        return allowed

    def _cell(self, name: str, event: Event) -> Cell:
        if name in event.facts:
            return self._spelled(name, event)
        person, household, place = event.subject.person, event.subject.household, event.subject.place
        others: dict[str, Cell] = {
            "township_text": place[0],
            "village_text": place[1],
            "address_text": "".join(place),
            "性别": person.sex,
            "年龄": age_on(person.born, self.today),
            "户口性质": "农业",
            "参保类型": "城乡居民",
            "监护人": household.head.name if household else "",
        }
        return others.get(name, "")

    def _spelled(self, name: str, event: Event) -> Cell:
        column, value = column_of(usual_catalogue().by_code[event.feed], name), event.facts[name]
        style = STYLES[event.feed]
        variants = column.codes.get(str(value), ())
        if variants:
            return variants[0] if self.rng.random() < 0.5 else self.rng.choice(variants)
        if column.kind == "grade":
            return self.rng.choice(GRADES[int(str(value))])
        if isinstance(value, date):
            return write_date(value, style.dates)
        return write_amount(value, style.amounts) if column.kind == "yuan" else value


def _is_over_line(event: Event) -> bool:
    """Whom the first month must find for certain: else nobody could know in the second that they are over already."""
    return float(str(event.facts.get("self_paid_ytd_yuan", 0))) > LINE


def columns_of(feed: str, layout: Layout) -> tuple[str, ...]:
    """The style's columns, with the number where this month's layout puts it."""
    columns = STYLES[feed].columns + layout.beside
    if not layout.id_column:
        return columns
    return tuple(layout.id_column if name == "person_id_number" else name for name in columns)


def number_column(columns: tuple[str, ...]) -> str:
    """The column that holds the subject's number."""
    return next(name for name in ("certificate_number", "person_id_number", "head_id_number") if name in columns)


def resent(row: FeedRow) -> FeedRow:
    """The same words once more."""
    return replace(row, sent_before=True)


def write_date(day: date, style: Dates) -> Cell:
    """A date as departments write it."""
    written: dict[Dates, Cell] = {
        "cell": day,
        "iso": day.isoformat(),
        "slash": f"{day.year}/{day.month}/{day.day}",
        "chinese": f"{day.year}年{day.month}月{day.day}日",
        "dotted_month": f"{day.year}.{day.month:02d}",
        "compact": f"{day:%Y%m%d}",
        "serial": (day - EXCEL_DAY_ONE).days,
    }
    return written[style]


def write_amount(value: Value, style: Amounts) -> Cell:
    """An amount as a number, or as text with commas."""
    return f"{float(str(value)):,.2f}" if style == "thousands" else value
