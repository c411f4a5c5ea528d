"""What the base says of people and households beyond who they are: schooling, health, labour, kind, income."""

from __future__ import annotations

from datetime import date
from itertools import chain, islice
from random import Random

from sources.synthetic.months import age_on
from sources.synthetic.people import names
from sources.synthetic.people.monitoring import monitor
from sources.synthetic.people.population import FamilyMaker, Household, Part, Person, Population

SIZES = (1, 2, 3, 4, 5, 6)
SIZE_WEIGHTS = (11, 25, 26, 18, 11, 6)
DISABLED_SHARE = 0.012
CARD_SHARE = 0.85
"""Of the disabled: the national system holds the certificate's 20 characters instead of the ID number."""
MONITORED_SHARE, RELIEVED_SHARE, DIBAO_SHARE = 0.011, 0.05, 0.015
PEOPLE_A_VILLAGE = 60
VILLAGES_AT_MOST = 60
HOUSEHOLDS_A_PART = 1_000_000
"""So far apart are the household numbers of a county's parts."""
SMALL_PEOPLES = ("回族", "满族", "朝鲜族", "蒙古族")


def populate(rng: Random, persons: int, today: date, part: Part | None = None) -> Population:
    """Exactly so many people, in households, in villages of fifteen townships; of a large county, in a part of them."""
    maker = FamilyMaker(rng, today, part)
    villages = _villages(rng, persons, maker.part)
    households: list[Household] = []
    left = persons
    while left:
        size = min(left, rng.choices(SIZES, SIZE_WEIGHTS)[0])
        members = maker.family(size)
        left -= len(members)
        households.append(_household(maker, len(households), members, villages))
    _make_sure_some_are_monitored(rng, households)
    return Population(households, maker)


def _villages(rng: Random, persons: int, part: Part) -> dict[str, list[str]]:
    each = part.villages or max(3, min(VILLAGES_AT_MOST, persons // (len(part.townships) * PEOPLE_A_VILLAGE)))
    # Parts of one county draw from the same order of names, each in its turn.
    shuffled = rng if part.of == 1 else Random("villages")
    supply = chain(part.named_villages, islice(names.village_names(shuffled), part.place, None, part.of))
    each = max(each, len(part.named_villages))
    return {township: [next(supply) for _ in range(each)] for township in part.townships}


def _household(maker: FamilyMaker, index: int, members: list[Person], villages: dict[str, list[str]]) -> Household:
    # The first households go round, so that even a tiny county has a file from each township.
    rng, townships = maker.rng, maker.part.townships
    township = townships[index] if index < len(townships) else rng.choice(townships)
    order = maker.part.place * HOUSEHOLDS_A_PART + index + 1
    number = f"370215{order:011d}"
    household = Household(number, township, rng.choice(villages[township]), members, len(members))
    for place, person in enumerate(members, start=1):
        person.number = f"{number}{place:02d}"
        _describe(rng, person, maker.today)
    household.income = rng.randint(9_000, 42_000)
    # Filled from a counter: such numbers look like phones, yet belong to no exchange in use.
    household.phone = f"1{rng.randint(3, 9)}{rng.randint(0, 9)}{order:08d}"
    _classify(rng, household)
    return household


def _classify(rng: Random, household: Household) -> None:
    chance = rng.random()
    if chance < MONITORED_SHARE:
        monitor(rng, household)
    elif chance < MONITORED_SHARE + RELIEVED_SHARE:
        household.kind = "脱贫户"
    household.is_dibao = rng.random() < DIBAO_SHARE


def _make_sure_some_are_monitored(rng: Random, households: list[Household]) -> None:
    """A county of a few hundred may draw none; the lists need one of each answer."""
    for answer in ("是", "否"):
        if not any(household.is_risk_removed == answer for household in households):
            household = rng.choice([one for one in households if not one.monitoring_kind] or households)
            monitor(rng, household)
            household.is_risk_removed = answer


def _describe(rng: Random, person: Person, today: date) -> None:
    age = age_on(person.born, today)
    person.education = _education(rng, age)
    person.health = _health(rng, age)
    if rng.random() < DISABLED_SHARE and age >= 3:
        person.disability = f"{rng.randint(1, 7)}{rng.randint(1, 4)}"
        person.health = "残疾" if person.health == "健康" else f"残疾,{person.health}"
        person.has_card = rng.random() < CARD_SHARE
    person.labour = _labour(rng, age, person.health)
    if rng.random() < 0.02:
        person.ethnicity = rng.choice(SMALL_PEOPLES)
    person.residence = "非农业" if rng.random() < 0.035 else "农业"
    person.is_insured = rng.random() >= 0.015


def _education(rng: Random, age: int) -> str:
    if age < 7:
        return ""
    if age < 16:
        return "小学" if age < 13 else "初中"
    if age < 23:
        return rng.choice(("初中", "高中", "高中", "大专"))
    if age < 50:
        return rng.choice(("初中", "初中", "初中", "高中", "高中", "大专", "本科及以上"))
    old = ("文盲或半文盲", "小学", "小学", "初中")
    return rng.choice(("小学", "小学", "初中", "初中", "高中") if age < 72 else old)


def _health(rng: Random, age: int) -> str:
    chance = rng.random()
    if chance < 0.008:
        return "患有大病"
    return "长期慢性病" if age >= 45 and chance < 0.06 else "健康"


def _labour(rng: Random, age: int, health: str) -> str:
    """As the national rules expect it: none under 16, no full labour from 60 on or in ill health."""
    if age < 16:
        return "无劳动力"
    if age >= 60:
        return "弱劳动力或半劳动力" if age < 70 else "无劳动力"
    if health != "健康":
        return rng.choice(("弱劳动力或半劳动力", "丧失劳动力"))
    return "技能劳动力" if rng.random() < 0.12 else "普通劳动力"
