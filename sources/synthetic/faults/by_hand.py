"""What no table can say: cells made from other cells, and faults of more than cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from sources.synthetic.people import names
from sources.synthetic.people.export import certificate_number
from sources.synthetic.people.population import Household, Person, check_digit
from sources.synthetic.workbooks import Cell

Made = Callable[[Household, Person, Random], Cell]
Concerned = list[tuple[Household, Person]]
Spoil = Callable[[Household, Person, list[Household], Random], Concerned]
"""Spoils the person's record, with the help of a free household; gives each record concerned."""


def _wrong_check_digit(household: Household, person: Person, rng: Random) -> Cell:
    right = check_digit(person.id_number[:17])
    return person.id_number[:17] + rng.choice([digit for digit in "0123456789" if digit != right])


def _no_birth_date(household: Household, person: Person, rng: Random) -> Cell:
    first17 = f"{person.id_number[:10]}1340{person.id_number[14:17]}"
    return first17 + check_digit(first17)


def _born_later(household: Household, person: Person, rng: Random) -> Cell:
    """A sound number of a day still to come."""
    first17 = f"{person.id_number[:6]}2045{person.id_number[10:17]}"
    return first17 + check_digit(first17)


def _digit_missing(household: Household, person: Person, rng: Random) -> Cell:
    place = rng.randrange(6, 17)
    return person.id_number[:place] + person.id_number[place + 1 :]


def _fifteen_digits(household: Household, person: Person, rng: Random) -> Cell:
    return person.id_number[:6] + person.id_number[8:17]


def _number_cell(household: Household, person: Person, rng: Random) -> Cell:
    return float(person.id_number[:15] + "000")


def _wrong_card(household: Household, person: Person, rng: Random) -> Cell:
    return person.id_number + rng.choice(("83", "45", "90", "06"))


def _others_card(household: Household, person: Person, rng: Random) -> Cell:
    """A certificate that begins with the number of somebody else, born on the same day."""
    return another_number(person, rng) + "43"


def another_number(person: Person, rng: Random) -> str:
    """A sound number of the same district, birth date and sex."""
    order = (int(person.id_number[14:17]) + 2 * rng.randint(1, 498)) % 1000
    first17 = f"{person.id_number[:14]}{order:03d}"
    return first17 + check_digit(first17)


def _another_name(household: Household, person: Person, rng: Random) -> Cell:
    """The last character is another one, which no name of the county has."""
    return person.name[:-1] + rng.choice("堃璟翀")


MADE: dict[str, Made] = {
    "wrong_check_digit": _wrong_check_digit,
    "no_birth_date": _no_birth_date,
    "born_later": _born_later,
    "digit_missing": _digit_missing,
    "fifteen_digits": _fifteen_digits,
    "number_cell": _number_cell,
    "wrong_card": _wrong_card,
    "card": lambda household, person, rng: f"{person.id_number}4{rng.randint(1, 4)}",
    "card_of_severe_limbs": lambda household, person, rng: f"{person.id_number}4{rng.randint(1, 2)}",
    "card_of_hearing": lambda household, person, rng: f"{person.id_number}2{rng.randint(1, 4)}",
    "others_card": _others_card,
    "another_name": _another_name,
    "another_township": lambda household, person, rng: rng.choice(
        [one for one in names.TOWNSHIPS if one != household.township]
    ),
    "village_without_end": lambda household, person, rng: household.village.removesuffix("村"),
    "heads_number": lambda household, person, rng: certificate_number(household.head),
    "stand_in": lambda household, person, rng: f"999999{rng.randrange(10**12):012d}",
    "other_sex": lambda household, person, rng: "女" if person.sex == "男" else "男",
    "born_a_month_before": lambda household, person, rng: (
        person.born - timedelta(days=rng.randint(31, 90))
    ).isoformat(),
}


def _enter(person: Person, household: Household) -> None:
    household.members.append(person)
    household.size += 1


def _in_two_households(household: Household, person: Person, free: list[Household], rng: Random) -> Concerned:
    """The same person once more, as a relative in another household."""
    other = rng.choice(free)
    relation = "之侄儿" if person.sex == "男" else "之侄女"
    number = f"{other.number}{len(other.members) + 1:02d}"
    copy = replace(person, relation=relation, number=number, cells=dict(person.cells))
    _enter(copy, other)
    return [(household, person), (other, copy)]


def _entered_twice(household: Household, person: Person, free: list[Household], rng: Random) -> Concerned:
    """Once more in the same household, under the same numbers and a name slightly otherwise written."""
    _enter(replace(person, name=f"{person.name}儿", cells=dict(person.cells)), household)
    return [(household, person)]


def _two_numbers(household: Household, person: Person, free: list[Household], rng: Random) -> Concerned:
    """Once more in the same household, under another number."""
    number = f"{household.number}{len(household.members) + 1:02d}"
    copy = replace(person, id_number=another_number(person, rng), number=number, cells=dict(person.cells))
    _enter(copy, household)
    return [(household, person), (household, copy)]


def _given_card(household: Household, person: Person, free: list[Household], rng: Random) -> Concerned:
    """The base knows them as disabled, by a certificate: limbs, third grade."""
    person.health, person.disability, person.has_card = "残疾", "43", True
    return [(household, person)]


def _same_phone(household: Household, person: Person, free: list[Household], rng: Random) -> Concerned:
    return _phone_shared_by(2, household, free)


def _phone_of_the_village(household: Household, person: Person, free: list[Household], rng: Random) -> Concerned:
    return _phone_shared_by(5, household, free)


def _phone_shared_by(count: int, household: Household, free: list[Household]) -> Concerned:
    """The household's number is others' too."""
    sharing = [household, *[one for one in free if one is not household][: count - 1]]
    for one in sharing:
        one.cells["phone"] = household.phone
    return [(one, one.head) for one in sharing]


BY_HAND: dict[str, Spoil] = {
    "in_two_households": _in_two_households,
    "entered_twice": _entered_twice,
    "two_numbers": _two_numbers,
    "given_card": _given_card,
    "same_phone": _same_phone,
    "phone_of_the_village": _phone_of_the_village,
}
