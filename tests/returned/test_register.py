"""What was issued stays on the register, whatever later runs make of its month."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import SmallCounty, id_number, name

FIRST, SECOND = "2026-10", "2026-11"
FILE = "新办残疾证.csv"


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    """Two people of whom 残联 tells in the first month."""
    county = SmallCounty(tmp_path / "county")
    for order in (1, 2):
        county.person(order)
    county.load_base()
    tell(county, FIRST, 1, 2)
    county.run(FIRST)
    return county


def tell(county: SmallCounty, month: str, *orders: int) -> None:
    county.send(month, "残联", FILE, [
        {"姓名": name(order), "身份证号": id_number(order), "残疾类别": "肢体", "残疾等级": "一级", "发证时间": "2026-10-12"}
        for order in orders
    ])  # fmt: skip


def standing(county: SmallCounty) -> dict[str, tuple[str, str]]:
    """Subject's number -> month and state; one line each."""
    rows = county.ask(
        "SELECT register.subject_id, register.month, standing.state FROM handling.register AS register "
        "INNER JOIN handling.standing AS standing ON standing.number = register.number"
    )
    assert len({row["subject_id"] for row in rows}) == len(rows)
    return {str(row["subject_id"]): (str(row["month"]), str(row["state"])) for row in rows}


def withdrawals(county: SmallCounty) -> list[tuple[str, bool]]:
    rows = county.ask("SELECT month, is_retracted FROM handling.event WHERE step = 'withdrawn' ORDER BY ordinal")
    return [(str(row["month"]), bool(row["is_retracted"])) for row in rows]


def test_a_warning_that_its_month_no_longer_gives_is_withdrawn(county: SmallCounty) -> None:
    tell(county, FIRST, 1)
    county.run(FIRST)
    assert standing(county) == {id_number(1): (FIRST, "open"), id_number(2): (FIRST, "withdrawn")}
    assert withdrawals(county) == [(FIRST, False)]


def test_a_withdrawn_warning_that_comes_back_is_open_again(county: SmallCounty) -> None:
    tell(county, FIRST, 1)
    county.run(FIRST)
    tell(county, FIRST, 1, 2)
    county.run(FIRST)
    assert standing(county) == {id_number(1): (FIRST, "open"), id_number(2): (FIRST, "open")}
    assert withdrawals(county) == [(FIRST, False), (FIRST, True)]


def test_a_withdrawn_warning_that_a_later_month_gives_is_that_months(county: SmallCounty) -> None:
    tell(county, FIRST, 1)
    county.run(FIRST)
    tell(county, SECOND, 2)
    county.run(SECOND)
    assert standing(county) == {id_number(1): (FIRST, "open"), id_number(2): (SECOND, "open")}
    assert withdrawals(county) == [(FIRST, False), (SECOND, True)]


def test_a_month_run_again_adds_nothing_to_the_history(county: SmallCounty) -> None:
    before = county.ask("SELECT * FROM handling.event ORDER BY ordinal")
    county.run(FIRST)
    assert county.ask("SELECT * FROM handling.event ORDER BY ordinal") == before and len(before) == 2
