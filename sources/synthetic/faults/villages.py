"""What a village comes to by the records of its households, roughly as `warehouse/sql/fact/village.sql` counts it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sources.synthetic.faults.fits import said
from sources.synthetic.months import InForce
from sources.synthetic.people.population import Household, Person

BEYOND = 1.3
"""So many times what the rule asks are made to be expected: the villages written on next move the county's shares a little."""


@dataclass(frozen=True)
class Count:
    """Households with what is a key matter, ever monitored, and recognised in this calendar year."""

    key: int
    included: int
    newly_included: int

    def more_key(self, households: int) -> Count:
        """With so many more key households."""
        return replace(self, key=self.key + households)

    def expected(self, county: Count) -> dict[str, int]:
        """How many would be included, were the county's shared out by key households."""
        return {
            "expected_included": self.key * county.included // max(1, county.key),
            "expected_new": self.key * county.newly_included // max(1, county.key),
        }


def count(households: Iterable[Household], times: InForce) -> Count:
    """Of these households."""
    found: Counter[str] = Counter()
    for household in households:
        is_included = bool(said("monitoring_kind", household, household.head, times))
        recognised = str(said("recognised_on", household, household.head, times))
        found["key"] += any(_is_key(household, person, times) for person in household.members)
        found["included"] += is_included
        found["newly_included"] += is_included and recognised.startswith(str(times.last.year))
    return Count(found["key"], found["included"], found["newly_included"])


def by_village(households: Iterable[Household]) -> dict[tuple[str, str], list[Household]]:
    """The households of each township's villages."""
    found: dict[tuple[str, str], list[Household]] = defaultdict(list)
    for household in households:
        found[household.township, household.village].append(household)
    return found


def more_key_households(village: Count, county: Count, wanted: dict[str, int], at_most: int) -> int | None:
    """How many more households must become key ones for so many to be expected; None where so few are too few."""
    for more in range(at_most + 1):
        expected = village.more_key(more).expected(county.more_key(more))
        if all(expected[name] >= least * BEYOND for name, least in wanted.items()):
            return more
    return None


def _is_key(household: Household, person: Person, times: InForce) -> bool:
    def says(name: str) -> str:
        return str(said(name, household, person, times))

    return (
        "大病" in says("health")
        or (person.has_card and person.disability[1:] in ("1", "2"))
        or "是" in (says("is_dibao"), says("is_tekun"), says("is_unsafe_house"))
        or says("has_safe_water") == "否"
        or says("left_school_because") != ""
    )
