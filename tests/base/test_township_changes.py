"""A township is renamed, merged or divided, a household moves or leaves the base: no warning in hand is in nobody's ledger."""

from __future__ import annotations

import datetime as dt

import pytest

from reports.explain import explain
from tasks.base import BaseLoad, load_base
from tasks.dispatch import dispatch
from tasks.lists import write_lists
from tests import ledgers as on
from tests.ledgers import CARRIED, MONTH, NEXT, NO, PROGRESS, fill, give_back, numbers, opened, rows_of, take
from tests.support import SmallCounty, county_at
from warehouse.draw import DRAWN_FROM
from warehouse.engine import Engine

STAYS, RENAMED, MERGED, MOVED, LEFT, SUCCEEDED = 1, 2, 3, 4, 5, 6
POLICY = """
extends = "jimo"
[[township_change]]
from = "王村镇"
to = "段泊岚镇"
on = 2026-11-01
[[township_change]]
from = "段泊岚镇"
to = "段泊岚街道"
on = 2026-11-15
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """October's warnings of six households; then the townships change, and November is run."""
    county = SmallCounty(tmp_path_factory.mktemp("changes") / "county")
    then = {STAYS: "金口镇", RENAMED: "田横镇", MERGED: "丰城镇", MOVED: "金口镇", LEFT: "田横镇", SUCCEEDED: "王村镇"}
    for order, township in then.items():
        county.person(order, **{"乡镇（街道）": township})
    county.load_base()
    on.warn_of(county, dict.fromkeys(then, "部门"))
    (county.root / "policy.toml").write_text(POLICY, encoding="utf-8")
    for order, township in {RENAMED: "田横街道", MERGED: "金口镇", MOVED: "蓝村街道"}.items():
        county.person(order, **{"乡镇（街道）": township})
    del county.persons[LEFT], county.persons[SUCCEEDED]
    county.told = reload(county)  # type: ignore[attr-defined]
    county.home.inbox(NEXT).mkdir(parents=True)
    on.run(county, NEXT)
    return county


def reload(county: SmallCounty) -> BaseLoad:
    """The second export, without two households, said to be all."""
    county.load_base("2026-11-30")
    inbox, policy = str(county.home.base_inbox), str(county.root / "policy.toml")
    return load_base.fn(county_at(county.root, policy), [inbox], "2026-11-30", (), True)


def carried(county: SmallCounty, township: str) -> dict[str, str]:
    """number -> hint of what a township has left over from October."""
    file = county.home.outbox(NEXT) / township / f"预警信息清单_{township}_{NEXT}.xlsx"
    return {str(row["预警编号"]): str(row["提示"] or "") for row in rows_of(file, CARRIED)} if file.exists() else {}


@pytest.mark.parametrize(
    ("order", "township", "came_from"),
    [
        (STAYS, "金口镇", ""),
        (RENAMED, "田横街道", "田横镇"),
        (MERGED, "金口镇", "丰城镇"),
        (MOVED, "蓝村街道", "金口镇"),
        (LEFT, "田横镇", ""),
        (SUCCEEDED, "段泊岚街道", "王村镇"),
    ],
)
def test_a_warning_in_hand_goes_where_its_household_went(
    county: SmallCounty, order: int, township: str, came_from: str
) -> None:
    number = numbers(county)[order]
    hint = carried(county, township)[number]
    assert (f"由{came_from}转来" in hint) == bool(came_from)
    file = county.home.outbox(NEXT) / township / f"预警信息清单_{township}_{NEXT}.xlsx"
    assert number in "、".join(str(row["预警编号"]) for row in rows_of(file, PROGRESS))
    others = [one.name for one in county.home.outbox(NEXT).iterdir() if one.name != township]
    assert all(number not in carried(county, other) for other in others)


def test_both_sides_and_the_county_are_told(county: SmallCounty) -> None:
    number = numbers(county)
    file = county.home.outbox(NEXT) / "金口镇" / f"转出预警_金口镇_{NEXT}.xlsx"
    assert [(row["预警编号"], row["现在办理的镇街"]) for row in rows_of(file, "转出预警")] == [
        (number[MOVED], "蓝村街道")
    ]
    told = {str(row["location"]) for row in county.ask("SELECT location FROM ops.attention WHERE month = ?", NEXT)}
    assert {"转办 田横镇→田横街道", "转办 丰城镇→金口镇", "转办 金口镇→蓝村街道", "在办预警 田横镇"} <= told
    on.run(county, "2026-12")
    later = {str(row["location"]) for row in county.ask("SELECT location FROM ops.attention WHERE month = '2026-12'")}
    assert "在办预警 田横镇" in later and not any(place.startswith("转办") for place in later)
    assert any("其户已不在户库的：" in matter for matter in county.told.attention)  # type: ignore[attr-defined]


def test_dispatch_and_explain_follow_the_household(county: SmallCounty) -> None:
    dispatch.fn(county_at(county.root), MONTH, dt.date(2026, 12, 4))
    rows = rows_of(county.home.outbox(MONTH) / "县级" / f"月调度_{MONTH}.xlsx", "进展")
    issued = {str(row["镇街"]): row["反馈条数"] for row in rows}
    assert issued["田横街道"] == 1 and issued["金口镇"] == 2
    number = numbers(county)[RENAMED]
    with Engine(county.home.warehouse) as engine:
        found = explain(engine, number)
    assert found and (found["place"]["moved_from"], found["place"]["township"]) == ("田横镇", "田横街道")


def test_the_old_townships_ledger_is_taken_after_the_change(county: SmallCounty) -> None:
    number = numbers(county)
    book = fill(opened(county, MONTH, township="田横镇"), {number[RENAMED]: NO, number[LEFT]: NO | {"原因": ""}})
    give_back(county, book)
    take(county)
    states = {str(row["number"]): row["state"] for row in county.ask("SELECT number, state FROM handling.standing")}
    assert (states[number[RENAMED]], states[number[LEFT]]) == ("done", "open")
    write_lists.fn(county_at(county.root), NEXT)
    assert number[RENAMED] not in carried(county, "田横街道")
    assert [
        row["township"] for row in county.ask("SELECT township FROM handling.refusal WHERE number = ?", number[LEFT])
    ] == ["田横镇"]


def test_townships_that_are_no_more_are_not_drawn_for_guidance(county: SmallCounty) -> None:
    dispatch.fn(county_at(county.root), MONTH, dt.date(2026, 12, 4))
    with Engine(county.home.warehouse) as engine:
        candidates = {row["township"] for row in engine.rows(DRAWN_FROM["township"], [MONTH])}
    still_has_a_ledger = "田横镇"  # of the household that left the base, and has no successor
    assert candidates == {"金口镇", "田横街道", "蓝村街道", "段泊岚街道", still_has_a_ledger}
