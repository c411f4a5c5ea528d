"""The record of a monitored household: risks that its members bear out, measures that answer them, and removal."""

from __future__ import annotations

from random import Random

from sources.base.measures import KINDS as KINDS_OF_MEASURE
from sources.synthetic.months import InForce, Month
from sources.synthetic.people import names
from sources.synthetic.people.population import Household, Person
from sources.synthetic.people.work import UNABLE, can_work, is_at_work
from sources.synthetic.workbooks import Cell

KINDS = ("边缘易致贫户", "脱贫不稳定户", "突发严重困难户")
RISKS_AT_MOST = 2
SAFE_INCOME = (10_800, 16_000)
"""A head, once the risk is removed: above every 监测范围 in use."""
HIGHER = ("高中", "中职", "高职", "本科")
VOCATIONAL = ("中职", "高职")


def monitor(rng: Random, household: Household) -> None:
    """Make it a monitored household, the risk still there or removed by chance."""
    household.kind = "监测对象"
    household.monitoring_kind = rng.choice(KINDS)
    household.is_risk_removed = rng.choice(("是", "否"))
    household.income = rng.randint(5_000, 9_000)


def has_no_labour(household: Household) -> bool:
    """整户无劳动力: not even half able."""
    return all(person.labour in UNABLE for person in household.members)


def settle(rng: Random, household: Household) -> None:
    """What monitoring demands of the rest of the record, before that is written: support where nobody can work, and
    no removal there; an income above the line where the risk is removed."""
    if has_no_labour(household):
        household.is_risk_removed = "否"
        household.is_dibao = household.is_dibao or not household.is_tekun
    if household.is_risk_removed == "是":
        household.income = rng.randint(*SAFE_INCOME)


def record(rng: Random, household: Household, times: InForce) -> dict[str, Cell]:
    """What the base says of the household's risk and of what is done about it."""
    risks = _risks(rng, household)
    cells: dict[str, Cell] = {f"risk_{place}": risk for place, risk in enumerate(risks, start=1)}
    if "因自然灾害" in risks:
        cells["disaster_kind"] = rng.choice(("洪涝", "旱灾", "气象灾害"))
    if "其他" in risks:
        cells["risk_note"] = "家庭成员意外受伤"
    if "因病" in risks:
        cells |= {
            "rigid_spending_yuan": rng.randint(5_000, 20_000),
            "eligible_self_paid_yuan": rng.randint(3_000, 12_000),
        }
    sex = rng.choice("男女")
    cells |= {
        "is_guaranteed": "是" if has_no_labour(household) else "否",
        "collector": names.full_name(rng, names.surname(rng), sex),
        "collector_phone": f"{household.phone[:3]}{rng.randrange(90_000_000, 99_000_000)}",
        "income_at_recognition_yuan": rng.randint(4_800, 7_900),
        **measures(household, risks),
    }
    if household.is_risk_removed == "是":
        return cells | _removal(rng, household, times)
    return cells | {"recognised_on": _packed(times.months_ago(rng.randint(2, 9)))}


def _removal(rng: Random, household: Household, times: InForce) -> dict[str, Cell]:
    """Recognised one or two years ago, removed at least eight months later."""
    began = rng.randint(14, 30)
    return {
        "recognised_on": _packed(times.months_ago(began)),
        "removed_on": _packed(times.months_ago(rng.randint(1, began - 8))),
        "removal_way": "帮扶消除",
        "income_at_removal_yuan": rng.randint(*SAFE_INCOME),
        "after_income_yuan": household.cells.get("income_per_head_yuan", household.income),
        "after_dropout": "否",
        "after_insured": "是",
        "after_house_damaged": "否",
        "after_water_damaged": "否",
    }


def _packed(month: Month) -> str:
    """202304: as the national system writes it."""
    return f"{month.year}{month.number:02d}"


def _risks(rng: Random, household: Household) -> list[str]:
    """One or two of those that the members bear out; a disaster or something else where they bear out none."""
    members = household.members
    able = sum(can_work(person) for person in members)
    borne_out = {
        "因病": any("病" in person.health for person in members),
        "因残": any("残疾" in person.health for person in members),
        "因学": any(_stage(person, HIGHER) for person in members),
        "因务工就业不稳": any(is_at_work(person) for person in members),
        "缺劳动力": able * 4 <= len(members),
    }
    found = [risk for risk, is_so in borne_out.items() if is_so] or [rng.choice(("因自然灾害", "因自然灾害", "其他"))]
    return rng.sample(found, min(len(found), rng.randint(1, RISKS_AT_MOST)))


def _stage(person: Person, stages: tuple[str, ...]) -> bool:
    return any(stage in str(person.cells.get("student_status", "")) for stage in stages)


def measures(household: Household, risks: list[str]) -> dict[str, Cell]:
    """An answer to each risk; work and farm first where somebody is able; what members receive named as support."""
    members = household.members
    able, at_work = any(map(can_work, members)), any(map(is_at_work, members))
    at_school = any(_stage(person, VOCATIONAL) for person in members)
    support = [
        *(["农村低保"] if household.is_dibao else []),
        *(["特困供养"] if household.is_tekun else []),
        *(["残疾人补贴"] if "因残" in risks and any(map(_is_severely_disabled, members)) else []),
    ]
    education = [*(["教育资助"] if "因学" in risks else []), *(["雨露计划"] if at_school else [])]
    cells: dict[str, Cell] = {
        "measure_industry": "种植业技术指导" if able else "",
        "measure_job": "岗位推荐" if at_work else "",
        "measure_post": "公益性岗位" if any("public_post" in person.cells for person in members) else "",
        "measure_education": "，".join(education),
        "measure_health": "家庭医生签约服务" if "因病" in risks else "",
        "measure_conditions": "灾后恢复" if "因自然灾害" in risks else "",
        "measure_support": "，".join(support),
        "measure_social": "结对帮扶" if able or not support or set(risks) & {"因残", "其他", "缺劳动力"} else "",
        "development_state": "已实施" if able else "尚未实施",
    }
    none: dict[str, Cell] = {f"measure_{kind}": "否" for kind in KINDS_OF_MEASURE}
    return none | {name: words for name, words in cells.items() if words}


def _is_severely_disabled(person: Person) -> bool:
    return person.has_card and person.disability[1:] in ("1", "2")
