"""Where members learn, or what they have learnt: one of the two, never both (domain notes, 1.11)."""

from __future__ import annotations

from random import Random

from sources.synthetic.months import InForce
from sources.synthetic.people.population import Person

MAY_STUDY_ON = ("之子", "之女", "之孙子", "之孙女")
STUDY_ON_SHARE, GRADUATE_SHARE = 0.5, 0.04
YEARS = "一二三四"


def learn(rng: Random, person: Person, times: InForce) -> None:
    """A pupil or student has a status and no schooling behind them; everybody else the other way round."""
    age = times.school_age(person.born)
    status = _status(rng, age, may_study_on=person.relation in MAY_STUDY_ON)
    person.cells["student_status"] = status
    person.education = "" if status else _behind_them(person.education, age)


def is_student(person: Person) -> bool:
    """Has the base a status of schooling for them, be it that of an infant?"""
    return bool(person.cells.get("student_status"))


def _status(rng: Random, age: int, may_study_on: bool) -> str:
    if age < 6:
        return "学龄前儿童" if age < 3 else "学前教育"
    if age < 15:
        return "小学" if age < 12 else f"{'七八九'[age - 12]}年级"
    if age < 18:
        return f"{rng.choice(('普通高中', '普通高中', '中职'))}{YEARS[age - 15]}年级"
    if not may_study_on:
        return ""
    return _higher(rng, age)


def _higher(rng: Random, age: int) -> str:
    goes_on = rng.random()
    if age < 21 and goes_on < STUDY_ON_SHARE:
        return f"{rng.choice(('高职高专', '本科'))}{YEARS[age - 18]}年级"
    if age == 21 and goes_on < STUDY_ON_SHARE / 2:
        return "本科四年级"
    return "硕士研究生及以上" if 22 <= age <= 24 and goes_on < GRADUATE_SHARE else ""


def _behind_them(education: str, age: int) -> str:
    """Nobody leaves a college before they are 21."""
    return "高中" if education == "大专" and age < 21 else education
