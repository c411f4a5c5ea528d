"""规模性返贫 figures: what plain counting gives, small numbers told as such, a cluster told and chance not."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.bulletin.concentrated import RATED_FROM, concentrated_of, concentrated_told
from reports.bulletin.quarter import Quarter
from reports.intervals import chance_of, unlikely
from sources.months import month_end, shift
from sources.synthetic.returned import fill_ledgers
from tasks.bulletin import make_bulletin
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.support import Row, SmallCounty, county_at, id_number, let_go, name

QUARTER = Quarter(2026, 4)
PAST, NOW = "2026-07", "2026-10"
PLACES = {"田横镇": ("东村", 60), "金口镇": ("西村", 70), "环秀街道": ("小村", RATED_FROM - 1)}


def place_of(order: int) -> tuple[str, str]:
    for township, (village, size) in PLACES.items():
        if order < size:
            return township, village
        order -= size
    raise ValueError(order)


PEOPLE = sum(size for _, size in PLACES.values())
STRUCK = range(24)
"""Of 东村, by one flood in October."""
STRUCK_BEFORE = (3, 70, 140)


def struck(orders: object, day: str) -> list[Row]:
    return [
        {
            "姓名": name(order),
            "身份证号码": id_number(order),
            "灾害种类": "洪涝",
            "受灾日期": day,
            "房屋损毁程度": "一般损坏",
            "直接经济损失": "8000",
        }
        for order in orders  # type: ignore[attr-defined]
    ]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county, rng = SmallCounty(tmp_path_factory.mktemp("concentrated") / "county"), Random(5)
    for order in range(PEOPLE):
        township, village = place_of(order)
        county.person(order, **{"乡镇（街道）": township, "行政村": village})
    county.load_base("2026-06-30")
    county.root.joinpath("settings.toml").write_text('policy = "jimo"\n', encoding="utf-8")
    for month, hit in ((PAST, STRUCK_BEFORE), (NOW, STRUCK)):
        ill = sorted(rng.sample(range(PEOPLE), 12))
        paid = [{"姓名": name(order), "身份证号": id_number(order), "个人负担累计": "26000"} for order in ill]
        county.send(month, "医保局", "个人负担.csv", paid)
        county.send(month, "应急局", "受灾情况.csv", struck(hit, f"{month}-05"))
        county.run(month)
        write_lists.fn(county_at(county.root), month)
        fill_ledgers(county.home.outbox(month), county.home.returns(month), 7)
        take_returns.fn(county_at(county.root), month, month_end(shift(month, 1)))
    let_go()
    return county


@pytest.fixture(scope="module")
def rows(lived: SmallCounty) -> list[dict[str, object]]:
    with county_at(lived.root).warehouse_there() as engine:
        return concentrated_of(engine, QUARTER)


def line(rows: list[dict[str, object]], scope: str, named: str) -> dict[str, object]:
    (found,) = (row for row in rows if row["scope"] == scope and row["name"] == named)
    return found


def test_it_is_what_plain_counting_gives(lived: SmallCounty, rows: list[dict[str, object]]) -> None:
    issued = lived.ask(
        "SELECT register.*, standing.state, standing.meets, answer.included_on FROM handling.register AS register "
        "INNER JOIN (SELECT number, state, meets FROM handling.standing) AS standing USING (number) "
        "LEFT JOIN (SELECT number, included_on FROM handling.answer) AS answer USING (number)"
    )
    let_go()
    quarter = {"2026-10": 0, "2026-11": 0, "2026-12": 0, "2026-07": 1, "2026-08": 1, "2026-09": 1}
    kept = {"risk": "risk", "township": "township", "village": "village"}
    seen = 0
    for row in rows:
        column = kept.get(str(row["scope"]))
        own = [
            one for one in issued
            if column is None or one[column] == (row["what"] or row["township"])
        ]  # fmt: skip
        if row["scope"] == "event":
            own = [one for one in issued if one["rule_code"] == "YJ01"]
        warned = {(one["household_id"], quarter[str(one["month"])]) for one in own}
        met = {
            (one["household_id"], quarter[f"{one['included_on']:%Y-%m}"])
            for one in own if one["meets"] and not one["is_monitored"] and f"{one['included_on']:%Y-%m}" in quarter
        }  # fmt: skip
        counts = [sum(back == 0 for _, back in some) for some in (warned, met)]
        before = [sum(back > 0 for _, back in some) for some in (warned, met)]
        assert [row["warned"], row["recognised"]] == counts, row["name"]
        assert [row["warned_before"], row["recognised_before"]] == before, row["name"]
        seen += 1
    assert seen >= 10 and line(rows, "county", "合计")["recognised"]


def test_a_flood_in_one_village_stands_out_and_its_neighbours_do_not(rows: list[dict[str, object]]) -> None:
    east = line(rows, "village", "田横镇东村")
    assert east["is_out"] and "预警多于自己以往、县内其他地方" in str(east["stands_out"])
    assert line(rows, "event", "受灾农户")["is_out"] and line(rows, "risk", "因自然灾害")["is_out"]
    assert not line(rows, "township", "金口镇")["is_out"] and not line(rows, "risk", "因病")["is_out"]
    said = concentrated_told(rows)
    assert "村“田横镇东村”本季度预警" in said and "金口镇" not in said


def test_of_few_households_no_rate_is_told(rows: list[dict[str, object]]) -> None:
    small = line(rows, "township", "环秀街道")
    assert (
        small["warned_rate"] is None
        and small["warned_bounds"] == "—"
        and small["stands_out"] == f"不足{RATED_FROM}户，不计比率"
    )
    east = line(rows, "township", "田横镇")
    assert east["warned_rate"] == pytest.approx(1000 * int(str(east["warned"])) / 60) and "–" in str(
        east["warned_bounds"]
    )


def test_the_sheet_and_the_document_tell_it_and_name_nobody(lived: SmallCounty, rows: list[dict[str, object]]) -> None:
    document, data = make_bulletin(county_at(lived.root), QUARTER).files
    let_go()
    page = openpyxl.load_workbook(data)["规模性返贫研判"]
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    text = str(cells)
    assert "Holm校正" in text and "田横镇东村" in text and len(cells) >= len(rows)
    assert not any(name(order) in text or id_number(order) in text for order in range(PEOPLE))
    import docx

    assert "规模性返贫研判：" in "".join(one.text for one in docx.Document(str(document)).paragraphs)


def test_a_quiet_county_has_nothing_that_stands_out(tmp_path: Path) -> None:
    """One month, few warnings, no past: nothing is told but the counts."""
    county = SmallCounty(tmp_path / "county")
    for order in range(40):
        county.person(order)
    county.load_base()
    rows = [{"姓名": name(1), "身份证号": id_number(1), "个人负担累计": "99000"}]
    county.send(NOW, "医保局", "个人负担.csv", rows)
    county.run(NOW)
    let_go()
    with county_at(county.root).warehouse_there() as engine:
        found = concentrated_of(engine, QUARTER)
    assert not any(row["is_out"] for row in found) and concentrated_told(found) == ""
    assert found[0]["warned"] == 1 and found[0]["warned_usual"] is None


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), st.integers(1, 99))
def test_the_chance_is_the_binomial_tail(counted: tuple[int, int], percent: int) -> None:
    part, whole = counted
    share = Fraction(percent, 100)
    tail = sum(comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(part, whole + 1))
    expected = 1.0 if part <= whole * percent / 100 else float(tail)
    assert chance_of(part, whole, percent / 100) == pytest.approx(expected, rel=1e-6)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_what_stands_out_among_many_would_alone(chances: list[float]) -> None:
    found = unlikely(chances)
    assert all(chance <= 0.05 for chance, is_out in zip(chances, found, strict=True) if is_out)
    assert all(is_out for chance, is_out in zip(chances, found, strict=True) if chance <= 0.05 / len(chances))
    worst = max((chance for chance, is_out in zip(chances, found, strict=True) if is_out), default=-1)
    assert all(is_out for chance, is_out in zip(chances, found, strict=True) if chance < worst)


def test_of_many_quiet_sheets_few_hold_anything() -> None:
    """Two hundred sheets of forty places by chance alone: at most one in ten tells of one that stands out."""
    rng, loud = Random(11), 0
    for _ in range(200):
        counts = [0] * 40
        for _ in range(400):
            counts[rng.randrange(40)] += 1
        loud += any(unlikely([chance_of(count, 400, 1 / 40) for count in counts]))
    assert loud <= 20
