"""What a row of each feed may say: the cases that decide under 即墨's rules, and the details around them.

Values are our own (`C`, `新办`, grade 2); how a department spells them is chosen when the row is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from sources.feeds.health import THIRTY_DISEASES
from sources.synthetic.months import Month, age_on
from sources.synthetic.people.population import Person

Value = str | int | float | date


@dataclass(frozen=True)
class Case:
    """The facts that decide. again: the subject holds a certificate already."""

    facts: Mapping[str, Value]
    qualifies: bool = True
    again: bool = False


def _granted(share: int) -> tuple[Case, ...]:
    """So many newly granted for one that was stopped."""
    return (Case({"change_kind": "新增"}),) * share + (Case({"change_kind": "停发"}, qualifies=False),)


def _supported(kind: str, change: str, qualifies: bool) -> Case:
    return Case({"support_kind": kind, "change_kind": change}, qualifies)


def _graded(grade: str, is_only_home: str) -> Case:
    return Case(
        {"housing_grade": grade, "is_only_home": is_only_home}, qualifies=grade in "CD" and is_only_home == "是"
    )


def _certified(grade: int, event: str) -> Case:
    severe = grade <= 2 and event in ("新办", "变更")
    return Case({"disability_grade": grade, "certificate_event": event}, severe, again=event != "新办")


CASES: dict[str, tuple[Case, ...]] = {
    "school_dropout": (Case({}),),
    "education_aid": (Case({}),),
    "dibao": _granted(9),
    "tekun": (
        *(_supported("分散供养", "新增", True),) * 5,
        _supported("集中供养", "新增", False),
        _supported("分散供养", "停发", False),
    ),
    "dibao_edge": _granted(6),
    "temporary_aid": (Case({}),),
    "child_welfare": tuple(Case({"child_class": kind}) for kind in ("孤儿", "事实无人抚养儿童", "重点困境儿童")),
    "housing_grade": tuple(
        _graded(grade, only) for grade, only in ("C是", "C是", "D是", "D是", "A是", "B是", "B是", "C否", "D否")
    ),
    "housing_renovation": (Case({}),),
    "serious_disease": (*(Case({}),) * 5, Case({}, qualifies=False)),
    "disability": tuple(
        _certified(grade, event)
        for grade, event in (
            (1, "新办"), (2, "新办"), (1, "新办"), (2, "新办"), (1, "变更"), (2, "变更"), (3, "新办"), (4, "新办"),
            (3, "变更"), (2, "换证"), (1, "注销"),
        )
    ),
}  # fmt: skip
"""The medical feed is not here: it goes on from month to month (`medical.py`). Nor are feeds that bring planted rows alone."""

SCHOOLS = ("即墨区第二实验学校", "即墨区实验学校", "即墨区墨城中学", "即墨区鳌山小学")
HOSPITALS = ("即墨区人民医院", "即墨区中医医院", "即墨区第三人民医院")
OTHER_DISEASES = ("高血压", "2型糖尿病", "冠心病", "腰椎间盘突出", "高血压3级（极高危）", "慢性胃炎")
AID_REASONS = ("重大疾病", "意外事故", "火灾", "家庭成员因病去世", "子女就学")
DISABILITY_KINDS = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
"""In the order of digit 19 of a certificate."""

Detail = Callable[[Random, Person, int, Case, Month], dict[str, Value]]
"""The facts beside the deciding ones: of this person, with so many in the household, in this month."""


def _dropout(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    grade = max(1, min(9, age_on(person.born, month.last_day) - 6))
    return {
        "school": rng.choice(SCHOOLS),
        "school_year": f"{'一二三四五六七八九'[grade - 1]}年级",
        "left_school_on": month.some_day(rng),
        "left_school_because": rng.choice(("厌学", "因病", "因残", "外出务工", "家庭变故")),
    }


def _aid(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    age = age_on(person.born, month.last_day)
    return {
        "school": rng.choice(SCHOOLS),
        "stage": "小学" if age < 12 else "初中" if age < 16 else "普通高中" if age < 19 else "高等教育",
        "aid_name": "家庭经济困难学生生活补助" if age < 16 else "国家助学金",
        "aid_yuan": float(rng.choice((500, 625, 1000, 1250, 2000))),
        "applied_on": month.some_day(rng),
    }


def _dibao(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {
        "supported_people": members,
        "dibao_class": rng.choice("ABC"),
        "monthly_yuan": float(rng.randint(300, 520) * members),
        "approved_on": month.some_day(rng),
    }


def _tekun(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"care_level": rng.choice(("全自理", "半护理", "全护理")), "approved_on": month.some_day(rng)}


def _edge(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"supported_people": members, "approved_on": month.some_day(rng)}


def _temporary(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {
        "aid_reason": rng.choice(AID_REASONS),
        "aid_yuan": float(rng.randint(8, 90) * 100 + rng.choice((0, 0, 50))),
        "aided_on": month.some_day(rng),
    }


def _child(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"included_on": month.some_day(rng)}


def _home(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"appraised_on": month.some_day(rng)}


def _renovation(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    kind = rng.choice(("拆除重建", "修缮加固"))
    yuan = 24_000.0 if kind == "拆除重建" else 6_000.0
    return {"renovation_kind": kind, "started_on": month.some_day(rng), "aid_yuan": yuan}


def _disease(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    age = age_on(person.born, month.last_day)
    listed = [disease for disease in THIRTY_DISEASES if _plausible(disease, person.sex, age)]
    name = rng.choice(listed if case.qualifies else OTHER_DISEASES)
    return {"disease": name, "hospital": rng.choice(HOSPITALS), "diagnosed_on": month.some_day(rng)}


def _plausible(disease: str, sex: str, age: int) -> bool:
    if any(word in disease for word in ("儿童", "母细胞", "唇腭裂", "尿道下裂")):
        return age < 15
    return sex == "女" or not any(word in disease for word in ("乳腺", "宫颈", "卵巢"))


def _certificate(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    kind = int(person.disability[0]) if person.disability else rng.randint(1, 7)
    # Two more characters mark a replacement; not every department writes them.
    tail = rng.choice(("", "B1", "01")) if case.again else ""
    return {
        "certificate_number": f"{person.id_number}{kind}{case.facts['disability_grade']}{tail}",
        "disability_kind": DISABILITY_KINDS[kind - 1],
        "issued_on": month.some_day(rng),
    }


def _bill(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"counted_until": month.last_day}


def _death(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"died_on": month.some_day(rng), "death_cause": rng.choice(("疾病", "意外"))}


def _removal(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"moved_on": month.some_day(rng), "moved_to": rng.choice(("江苏省连云港市", "河南省周口市"))}


def _water(rng: Random, person: Person, members: int, case: Case, month: Month) -> dict[str, Value]:
    return {"water_trouble": rng.choice(("水质不达标", "水量不达标")), "water_found_on": month.some_day(rng)}


DETAILS: dict[str, Detail] = {
    "school_dropout": _dropout,
    "education_aid": _aid,
    "dibao": _dibao,
    "tekun": _tekun,
    "dibao_edge": _edge,
    "temporary_aid": _temporary,
    "child_welfare": _child,
    "housing_grade": _home,
    "housing_renovation": _renovation,
    "serious_disease": _disease,
    "disability": _certificate,
    "medical_expense": _bill,
    "death": _death,
    "moved_away": _removal,
    "unsafe_water": _water,
}
