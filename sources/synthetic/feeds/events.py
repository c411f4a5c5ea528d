"""Who has what trouble in which month: the truth from which the feeds are then written, and spoiled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from sources.catalogue import usual_catalogue
from sources.synthetic.feeds.cases import CASES, DETAILS, Case, Value
from sources.synthetic.months import Month, age_on
from sources.synthetic.people import names
from sources.synthetic.people.population import Household, Person, Population

T = TypeVar("T")

PER_THOUSAND: dict[str, float] = {
    "school_dropout": 1.2, "education_aid": 9, "dibao": 6, "tekun": 2.5, "dibao_edge": 2.5, "temporary_aid": 4,
    "child_welfare": 3, "housing_grade": 5, "housing_renovation": 2, "serious_disease": 8, "medical_expense": 18,
    "disability": 6,
}  # fmt: skip
"""Rows a month; somewhat more than a real county has, so that a small one shows every case."""
AT_LEAST = 4
MEDICAL_AT_LEAST = 15
OUTSIDER_SHARE = 0.06
SAME_HOUSEHOLD_SHARE = 0.2


@dataclass(frozen=True)
class EventSubject:
    """Whom a row is about; an outsider has a sound number but no household in the base.

    claimed: the township and village that the file gives for an outsider.
    """

    person: Person
    household: Household | None
    claimed: tuple[str, str] = ("", "")

    @property
    def place(self) -> tuple[str, str]:
        """Township and village as the department knows them."""
        return (self.household.township, self.household.village) if self.household else self.claimed


@dataclass(frozen=True)
class Event:
    """One row's truth. `feed` is the declared one, `code` what the row counts as (`orphan` of `child_welfare`).

    crossed_before: over the medical line in last month's feed already.
    """

    feed: str
    code: str
    subject: EventSubject
    facts: Mapping[str, Value]
    qualifies: bool
    crossed_before: bool = False


def deck(rng: Random, cards: Sequence[T]) -> Iterator[T]:
    """The cards shuffled, again and again: each comes up in its proportion even in a short feed."""
    while True:
        yield from rng.sample(cards, len(cards))


Fits = Callable[[Person, Household, int], bool]
"""May this member, of this age, appear in the feed?"""


def _is_supported(household: Household) -> bool:
    return household.is_dibao or household.is_tekun


ELIGIBLE: dict[str, Fits] = {
    "school_dropout": lambda person, household, age: 7 <= age <= 15,
    "education_aid": lambda person, household, age: 6 <= age <= 22,
    "dibao": lambda person, household, age: person is household.head and not _is_supported(household),
    "tekun": lambda person, household, age: age >= 60 and len(household.members) <= 2 and not _is_supported(household),
    "dibao_edge": lambda person, household, age: person is household.head and not _is_supported(household),
    "temporary_aid": lambda person, household, age: age >= 18,
    "child_welfare": lambda person, household, age: age < 18 and person.relation in ("之孙子", "之孙女"),
    "housing_grade": lambda person, household, age: person is household.head,
    "housing_renovation": lambda person, household, age: person is household.head,
    "serious_disease": lambda person, household, age: True,
    "medical_expense": lambda person, household, age: True,
    "disability": lambda person, household, age: not person.disability,
    "disability_again": lambda person, household, age: bool(person.disability),
}


class Troubles:
    """Draws subjects; remembers who was in which feed, so that the next month brings new people."""

    def __init__(self, rng: Random, population: Population) -> None:
        self.rng, self.maker = rng, population.maker
        self.villages = sorted({(one.township, one.village) for one in population.households})
        self.pools = {pool: _pool(population.households, fits, self.maker.today) for pool, fits in ELIGIBLE.items()}
        self.used: dict[str, set[str]] = {feed: set() for feed in PER_THOUSAND}
        self.decks = {feed: deck(rng, cases) for feed, cases in CASES.items()}
        self.hit: list[Household] = []
        self.sizes = {feed: _size(feed, len(self.maker.issued)) for feed in PER_THOUSAND}

    def month(self, month: Month) -> dict[str, list[Event]]:
        """New events of each feed but the medical one."""
        self.hit = []
        return {feed: self._events(feed, month) for feed in PER_THOUSAND if feed in CASES}

    def _events(self, feed: str, month: Month) -> list[Event]:
        drawn = (self._event(feed, month) for _ in range(self.sizes[feed]))
        return [event for event in drawn if event]

    def _event(self, feed: str, month: Month) -> Event | None:
        case = next(self.decks[feed])
        subject = self.subject(feed, "disability_again" if case.again else feed)
        if subject is None:
            return None
        facts = {**case.facts, **DETAILS[feed](self.rng, subject.person, _members(subject), case, month)}
        return Event(feed, _code(feed, case), subject, facts, case.qualifies and subject.household is not None)

    def subject(self, feed: str, pool: str) -> EventSubject | None:
        """Somebody not yet in this feed: an outsider, one of a household hit already, or anybody eligible."""
        if self.rng.random() < OUTSIDER_SHARE:
            return self.outsider(feed)
        found = self._of_hit_household(feed, pool) if self.rng.random() < SAME_HOUSEHOLD_SHARE else None
        found = found or self._anybody(feed, pool)
        if found and found.household:
            self.used[feed].add(_key(feed, found))
            self.hit.append(found.household)
        return found

    def _of_hit_household(self, feed: str, pool: str) -> EventSubject | None:
        for household in self.rng.sample(self.hit, min(len(self.hit), 5)):
            for person in household.members:
                subject = EventSubject(person, household)
                fits = ELIGIBLE[pool](person, household, age_on(person.born, self.maker.today))
                if fits and _key(feed, subject) not in self.used[feed]:
                    return subject
        return None

    def _anybody(self, feed: str, pool: str) -> EventSubject | None:
        """Taken from the shuffled pool's end: whoever was drawn once is not met again."""
        waiting = self.pools[pool]
        while waiting:
            subject = waiting.pop(self.rng.randrange(len(waiting)))
            if _key(feed, subject) not in self.used[feed]:
                return subject
        return None

    def outsider(self, feed: str) -> EventSubject:
        """A person of another county, of an age and a sex that the feed could have."""
        ages = {"school_dropout": (7, 15), "education_aid": (6, 22), "child_welfare": (1, 17), "tekun": (61, 85)}
        sex = self.rng.choice("男女")
        person = self.maker.person("户主", sex, self.rng.randint(*ages.get(feed, (25, 80))))
        person.id_number = self.maker.issue(person.born, sex, names.ELSEWHERE)
        return EventSubject(person, None, self.rng.choice(self.villages))


def told(
    rng: Random, feed: str, subject: EventSubject, says: Mapping[str, Value], month: Month, qualifies: bool
) -> Event:
    """What a department is made to say of somebody, and beside it what rows of the feed always say."""
    details = DETAILS[feed](rng, subject.person, _members(subject), Case(says), month)
    return Event(feed, feed, subject, {**details, **says}, qualifies)


def _pool(households: Sequence[Household], fits: Fits, today: date) -> list[EventSubject]:
    return [
        EventSubject(person, household)
        for household in households
        for person in household.members
        if fits(person, household, age_on(person.born, today))
    ]


def _size(feed: str, people: int) -> int:
    least = MEDICAL_AT_LEAST if feed == "medical_expense" else AT_LEAST
    return max(least, round(PER_THOUSAND[feed] * people / 1000))


def _key(feed: str, subject: EventSubject) -> str:
    """A feed about households has each household once, one about people each person once."""
    if usual_catalogue().by_code[feed].about == "household" and subject.household:
        return subject.household.number
    return subject.person.number


def _members(subject: EventSubject) -> int:
    return len(subject.household.members) if subject.household else 3


def _code(feed: str, case: Case) -> str:
    declared = usual_catalogue().by_code[feed]
    return declared.routes[str(case.facts[declared.route_by])] if declared.route_by else feed
