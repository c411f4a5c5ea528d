"""What a household earns and spends in a year: four parts that add up, and a net income a head that follows from them."""

from __future__ import annotations

from random import Random

from sources.synthetic.months import InForce
from sources.synthetic.people.population import Household
from sources.synthetic.people.work import UNABLE
from sources.synthetic.workbooks import Cell

DIBAO_A_HEAD, TEKUN_YUAN, PENSION_YUAN = 5_400, 12_600, 2_280
WAGES_AT_MOST = 0.8
"""Of what the household earns net; its workers' pay is brought down to that."""
LEAST_PAY = 1_200


def income(rng: Random, household: Household, times: InForce) -> dict[str, Cell]:
    """The parts, close to `household.income` a head: what is left to earn after wages comes from the farm, or from children."""
    size = len(household.members)
    target = household.income * size + rng.randrange(size)
    wages = _pay(household, target)
    dibao = DIBAO_A_HEAD * size if household.is_dibao else 0
    tekun = TEKUN_YUAN if household.is_tekun else 0
    old = sum(times.age(person.born) >= 60 for person in household.members)
    transfer = dibao + tekun + old * PENSION_YUAN + rng.randint(150, 900)
    property_income = rng.choice((0, 0, 0, rng.randint(100, 1_500)))
    rest = max(600, target - wages - transfer - property_income)
    has_farm = any(person.labour not in UNABLE for person in household.members)
    cost = rng.randint(200, 2_500) if has_farm else 0
    business = rest + cost if has_farm else 0
    transfer += 0 if has_farm else rest
    total = wages + property_income + transfer + business
    a_head = round((total - cost) / size, 2)
    return {
        "business_income_yuan": business,
        "wage_income_yuan": wages,
        "property_income_yuan": property_income,
        "transfer_income_yuan": transfer,
        "business_cost_yuan": cost,
        "total_income_yuan": total,
        "income_per_head_yuan": a_head,
        "last_income_per_head_yuan": round(a_head * rng.uniform(0.86, 0.97), 2),
        "rigid_spending_yuan": rng.randint(0, 3_000),
        "eligible_self_paid_yuan": rng.randint(0, 800),
        "dibao_income_yuan": dibao,
        "tekun_income_yuan": tekun,
    }


def _pay(household: Household, target: int) -> int:
    """A year's wages, the workers' monthly pay being brought down to what the household has."""
    workers = [person for person in household.members if person.cells.get("work_months")]
    wages = sum(_yuan(person.cells["work_monthly_yuan"]) * _yuan(person.cells["work_months"]) for person in workers)
    share = min(1.0, WAGES_AT_MOST * target / wages) if wages else 1.0
    for person in workers:
        pay = _yuan(person.cells["work_monthly_yuan"])
        person.cells["work_monthly_yuan"] = pay if share == 1.0 else max(min(pay, LEAST_PAY), int(pay * share))
    return sum(_yuan(person.cells["work_monthly_yuan"]) * _yuan(person.cells["work_months"]) for person in workers)


def _yuan(cell: Cell) -> int:
    return int(cell) if isinstance(cell, (int, float)) else 0
