"""The whole record of each household, as the national system holds it: sound, and in agreement with itself.

Drawn from a generator of its own: who the people are, and what happens to them, does not depend on it.
"""

from __future__ import annotations

from random import Random

from sources.synthetic.months import InForce
from sources.synthetic.people.income import income
from sources.synthetic.people.insurance import insure
from sources.synthetic.people.living import living
from sources.synthetic.people.monitoring import record, settle
from sources.synthetic.people.population import Household, Population
from sources.synthetic.people.schooling import learn
from sources.synthetic.people.work import labour

TEKUN_SHARE, TEKUN_FROM = 0.12, 66
"""Of those who live alone at this age or above, and have no 低保."""


def keep_records(population: Population, rng: Random) -> None:
    """Fill the cells of everybody."""
    times = InForce.since(population.maker.today)
    for household in population.households:
        for person in household.members:
            learn(rng, person, times)
            labour(rng, person, times)
        alone = len(household.members) == 1 and times.age(household.head.born) >= TEKUN_FROM
        household.is_tekun = alone and not household.is_dibao and rng.random() < TEKUN_SHARE
        describe(rng, household, times)


def describe(rng: Random, household: Household, times: InForce) -> None:
    """What follows from the members and from whether the household is monitored."""
    if household.monitoring_kind:
        settle(rng, household)
    for person in household.members:
        insure(rng, household, person, times)
    household.cells = {**living(rng), **income(rng, household, times)}
    if household.monitoring_kind:
        household.cells |= record(rng, household, times)
