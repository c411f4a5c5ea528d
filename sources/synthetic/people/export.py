"""The household base as the national system exports it: a file a township, all its columns, everything long as text.

What concerns the household stands on the row of each of its members, as it does there. Not every township exports alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from sources.base.household_base import HOUSEHOLD_BASE
from sources.feeds.common import IGNORED
from sources.synthetic.long_workbook import write_long_xlsx
from sources.synthetic.people import names
from sources.synthetic.people.population import Household, Person, Population
from sources.synthetic.workbooks import XLS_ROWS_AT_MOST, Cell, SyntheticSheet, write

OLD_EXPORT, TITLED_EXPORT, OTHER_EXPORT = "田横镇", "段泊岚镇", "金口镇"
"""One township still sends .xls of a template that has the basic columns alone; one sends the export with the system's
two lines above the header; one has the columns in another order, under other wordings."""
TITLE_LINES = ("全国防返贫监测信息系统", "（自定义）农户家庭成员信息")
WORDING = {"income_per_head_yuan": "（元）"}
"""Where the export's heading is not the first of the declared ones: what marks it."""

Value = Callable[[Household, Person], Cell]


def _yes(answer: bool) -> str:
    return "是" if answer else "否"


def certificate_number(person: Person) -> str:
    """What the base holds under 证件号码: the ID number, or the disability certificate that begins with it."""
    return person.id_number + person.disability if person.has_card else person.id_number


VALUES: dict[str, Value] = {
    "county": lambda household, person: names.COUNTY,
    "township": lambda household, person: household.township,
    "village": lambda household, person: household.village,
    "hamlet": lambda household, person: "",
    "household_id": lambda household, person: household.number,
    "person_id": lambda household, person: person.number,
    "person_name": lambda household, person: person.name,
    "certificate_kind": lambda household, person: "残疾人证" if person.has_card else "居民身份证",
    "person_id_number": lambda household, person: certificate_number(person),
    "relation": lambda household, person: person.relation,
    "sex": lambda household, person: person.sex,
    "ethnicity": lambda household, person: person.ethnicity,
    "education": lambda household, person: person.education,
    "health": lambda household, person: person.health,
    "labour": lambda household, person: person.labour,
    "household_kind": lambda household, person: household.kind,
    "monitoring_kind": lambda household, person: household.monitoring_kind,
    "is_risk_removed": lambda household, person: household.is_risk_removed,
    "household_size": lambda household, person: household.size,
    "income_per_head_yuan": lambda household, person: household.income,
    "is_insured": lambda household, person: _yes(person.is_insured),
    "is_dibao": lambda household, person: _yes(household.is_dibao),
    "phone": lambda household, person: household.phone,
    "residence_kind": lambda household, person: person.residence,
}
DECLARED = {column.name: column.headings for column in HOUSEHOLD_BASE.columns}
PLACES = [heading for heading in IGNORED if heading in ("省", "市")]


def row_of(household: Household, person: Person) -> dict[str, Cell]:
    """The row by column: what the record says goes before what is otherwise known."""
    known = {name: value(household, person) for name, value in VALUES.items()}
    return known | household.cells | person.cells


def columns_of(township: str) -> list[str]:
    """The declared columns of a township's export, in its order."""
    if township == OLD_EXPORT:
        return list(VALUES)
    return list(reversed(DECLARED)) if township == OTHER_EXPORT else list(DECLARED)


def headings(township: str = "") -> list[str]:
    """省 and 市, which no rule reads, then the export's columns."""
    return PLACES + [_wording(name, township) for name in columns_of(township)]


def _wording(name: str, township: str) -> str:
    variants = DECLARED[name]
    if township == OTHER_EXPORT:
        return variants[-1]
    return next(heading for heading in variants if WORDING.get(name, "") in heading)


def write_base(home: Path, population: Population, as_of: date) -> list[Path]:
    """One file for each township in which somebody lives."""
    files = []
    others = (household.township for household in population.households)
    for township in dict.fromkeys((*names.TOWNSHIPS, *others)):
        columns = columns_of(township)
        rows = _rows((household for household in population.households if household.township == township), columns)
        if rows:
            header: list[Cell] = [*headings(township)]
            files.append(_write_township(home, township, [header, *rows], as_of))
    return files


def _rows(households: Iterable[Household], columns: list[str]) -> list[list[Cell]]:
    place: list[Cell] = [names.PROVINCE, names.CITY]
    rows = (row_of(household, person) for household in households for person in household.members)
    return [place + [row.get(name, "") for name in columns] for row in rows]


def _write_township(home: Path, township: str, rows: list[list[Cell]], as_of: date) -> Path:
    old = township == OLD_EXPORT and len(rows) < XLS_ROWS_AT_MOST
    width, merged = len(rows[0]), []
    if township == TITLED_EXPORT:
        lines: list[list[Cell]] = [[line] for line in TITLE_LINES]
        rows, merged = lines + rows, [0, 1]
    path = home / "inbox" / "base" / f"农户家庭成员信息_{township}_{as_of:%Y%m%d}.{'xls' if old else 'xlsx'}"
    sheet = SyntheticSheet("Sheet1", rows, width, merged)
    return write(path, [sheet]) if old else write_long_xlsx(path, sheet)
