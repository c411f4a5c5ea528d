"""A few faults planted in the base, each said in `truth/base_faults.csv`. Their households appear in no feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sources.synthetic.months import age_on
from sources.synthetic.people.population import Household, Person, Population, check_digit

PEOPLE_A_FAULT = 400


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: `person_number` is blank where the whole household is meant."""

    kind: str
    household_number: str
    person_number: str
    township: str


Plant = Callable[[Household, Population, Random], Person | None]
"""Spoils the household; gives the person concerned, if it is one."""


def plant(population: Population, rng: Random) -> list[Fault]:
    """One fault of each kind, more in a large county; no household gets two."""
    faults: list[Fault] = []
    for turn in range(max(len(PLANTS), round(len(population.maker.issued) / PEOPLE_A_FAULT))):
        kind = list(PLANTS)[turn % len(PLANTS)]
        fits, spoil = PLANTS[kind]
        today = population.maker.today
        sound = [one for one in population.households if one.number not in population.faulty and fits(one, today)]
        if sound:
            household = rng.choice(sound)
            population.faulty.add(household.number)
            faults += _said(kind, household, spoil(household, population, rng), population)
    return faults


def _said(kind: str, household: Household, person: Person | None, population: Population) -> list[Fault]:
    fault = Fault(kind, household.number, person.number if person else "", household.township)
    if kind != "person_in_two_households" or person is None:
        return [fault]
    other = _household_of_copy(population, person)
    population.faulty.add(other[0].number)
    return [fault, Fault(kind, other[0].number, other[1].number, other[0].township)]


def _household_of_copy(population: Population, person: Person) -> tuple[Household, Person]:
    return next(
        (household, member)
        for household, member in population.people()
        if member.id_number == person.id_number and member.number != person.number
    )


def _without_head(household: Household, population: Population, rng: Random) -> None:
    household.head.relation = "之兄弟姐妹"


def _second_head(household: Household, population: Population, rng: Random) -> Person:
    person = household.members[-1]
    person.relation = "户主"
    return person


def _second_spouse(household: Household, population: Population, rng: Random) -> Person:
    person = _might_be_spouse(household, population.maker.today)[0]
    person.relation = "配偶"
    return person


def _might_be_spouse(household: Household, today: date) -> list[Person]:
    """Grown members of the other sex: the fault is two spouses, not a sex that does not fit."""
    if not any(person.relation == "配偶" for person in household.members):
        return []
    others = [person for person in household.members[1:] if person.relation != "配偶"]
    return [person for person in others if person.sex != household.head.sex and age_on(person.born, today) >= 20]


def _wrong_check_digit(household: Household, population: Population, rng: Random) -> Person:
    person = rng.choice(household.members)
    right = check_digit(person.id_number[:17])
    person.id_number = person.id_number[:17] + rng.choice([digit for digit in "0123456789" if digit != right])
    return person


def _in_two_households(household: Household, population: Population, rng: Random) -> Person:
    person = household.members[-1]
    others = [one for one in population.households if one.number not in population.faulty]
    other = rng.choice(others)
    relation = "之侄儿" if person.sex == "男" else "之侄女"
    other.members.append(replace(person, relation=relation, number=f"{other.number}{len(other.members) + 1:02d}"))
    other.size += 1
    return person


def _other_sex(household: Household, population: Population, rng: Random) -> Person:
    household.head.sex = "女" if household.head.sex == "男" else "男"
    return household.head


def _no_ethnicity(household: Household, population: Population, rng: Random) -> Person:
    person = rng.choice(household.members)
    person.ethnicity = ""
    return person


def _older_child(household: Household, population: Population, rng: Random) -> Person:
    child = _children(household, population.maker.today)[0]
    child.labour, child.education = household.head.labour, household.head.education
    child.born = household.head.born - timedelta(days=rng.randint(400, 2_000))
    child.id_number = population.maker.issue(child.born, child.sex)
    return child


def _children(household: Household, today: date) -> list[Person]:
    """Well, and with a head who is well and not yet fifty: an age that is wrong then makes nothing else wrong."""
    well = household.head.health == "健康" and age_on(household.head.born, today) < 50
    return [one for one in household.members if well and one.relation in ("之子", "之女") and one.health == "健康"]


def _wrong_size(household: Household, population: Population, rng: Random) -> None:
    household.size += rng.choice((1, 2))


def _no_relation(household: Household, population: Population, rng: Random) -> Person:
    household.members[-1].relation = ""
    return household.members[-1]


def _strange_relation(household: Household, population: Population, rng: Random) -> Person:
    household.members[-1].relation = rng.choice(("干亲", "借住", "同屋"))
    return household.members[-1]


def _has_others(household: Household, today: date) -> bool:
    return len(household.members) > 1


def _ends_with_grown_child(household: Household, today: date) -> bool:
    last = household.members[-1]
    return last.relation in ("之子", "之女") and age_on(last.born, today) >= 18


def _head_is_single(household: Household, today: date) -> bool:
    return all(person.relation != "配偶" for person in household.members)


PLANTS: dict[str, tuple[Callable[[Household, date], bool], Plant]] = {
    "household_without_head": (_has_others, _without_head),
    "two_heads": (_ends_with_grown_child, _second_head),
    "two_spouses": (lambda household, today: bool(_might_be_spouse(household, today)), _second_spouse),
    "wrong_check_digit": (_has_others, _wrong_check_digit),
    "person_in_two_households": (_ends_with_grown_child, _in_two_households),
    "sex_not_of_number": (_head_is_single, _other_sex),
    "blank_ethnicity": (_has_others, _no_ethnicity),
    "child_older_than_head": (lambda household, today: bool(_children(household, today)), _older_child),
    "size_not_members": (_has_others, _wrong_size),
    "blank_relation": (_ends_with_grown_child, _no_relation),
    "relation_not_in_list": (_ends_with_grown_child, _strange_relation),
}
