"""What insures a member, and what assistance they have: 居民 or 职工, never both and never neither."""

from __future__ import annotations

from random import Random

from sources.synthetic.months import InForce
from sources.synthetic.people.population import Household, Person
from sources.synthetic.people.schooling import is_student
from sources.synthetic.people.work import is_at_work

EMPLOYEE_SHARE, PRIVATE_SHARE = 0.08, 0.07
MEMBER_SHARE, LEAGUE_SHARE = 0.05, 0.2


def insure(rng: Random, household: Household, person: Person, times: InForce) -> None:
    """Employees are those at work with an employer's insurance; nobody else is outside the residents' one."""
    age = times.age(person.born)
    drawn = rng.random() < EMPLOYEE_SHARE
    is_employee = is_at_work(person) and "public_post" not in person.cells and (drawn or not person.is_insured)
    has_pension = age >= 16 and not is_student(person)
    is_seriously_ill = "患有大病" in person.health
    person.is_insured = not is_employee
    said = {
        "is_employee_insured": is_employee,
        "has_major_cover": True,
        "has_private_cover": rng.random() < PRIVATE_SHARE,
        "has_medical_aid": is_seriously_ill and household.is_dibao,
        "has_illness_aid": is_seriously_ill,
        "has_other_health_aid": False,
        "has_resident_pension": has_pension and not is_employee,
        "has_employee_pension": has_pension and is_employee,
        "is_tekun": household.is_tekun,
    }
    person.cells |= {name: "是" if answer else "否" for name, answer in said.items()}
    person.cells["born_on"] = person.born.isoformat()
    person.cells["political_status"] = _politics(rng, age)


def _politics(rng: Random, age: int) -> str:
    drawn = rng.random()
    if 14 <= age < 28:
        return "共青团员" if drawn < LEAGUE_SHARE else "群众"
    return "中共党员" if age >= 28 and drawn < MEMBER_SHARE else "群众"
