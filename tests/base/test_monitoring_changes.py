"""监测对象变更清单: what townships verified and the national system does not show (额尔和: 回退、清退以正式函件上报)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.lists import write_lists
from tests import ledgers as on
from tests.ledgers import MONTH, NO, answer, rows_of
from tests.support import SmallCounty, county_at, id_number, name

NEW, RELAPSED, WRONG, HELPED, AGAIN, SETTLED = range(1, 7)
"""NEW is in no list yet; RELAPSED and AGAIN were relieved, AGAIN after this month; WRONG and HELPED are monitored."""
RELIEVED = {"监测对象类别": "边缘易致贫户", "风险是否已消除": "是", "风险消除时间": "2025-12-01"}
YES = {
    "符合": "是", "核查": "周吴", "办结": "11-20", "入户": "11-08", "评议": "11-09", "比对": "11-10", "公示": "11-18", "录入": "11-19",
}  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose ledger came back, every warning closed."""
    county = SmallCounty(tmp_path_factory.mktemp("changes") / "county")
    base_of(county)
    on.warn_of(county, dict.fromkeys(range(NEW, SETTLED + 1), "部门"))
    numbers = on.numbers(county)
    said = {NEW: YES, RELAPSED: YES, WRONG: NO, HELPED: NO | {"原因": "已在监测，措施已落实"}, AGAIN: YES, SETTLED: NO}
    answer(county, {numbers[order]: words for order, words in said.items()})
    assert all(label.startswith("办结") for label in on.labels(county).values())
    return county


def base_of(county: SmallCounty, as_of: str = "2026-10-31", **new: str) -> None:
    for order, said in {
        NEW: new, RELAPSED: RELIEVED, WRONG: on.MONITORED, HELPED: on.MONITORED,
        AGAIN: RELIEVED | {"风险消除时间": "2026-11-25"}, SETTLED: {},
    }.items():  # fmt: skip
        county.person(order, **said)
    county.load_base(as_of)


def changes(county: SmallCounty) -> dict[str, str]:
    """head -> what is to be changed, of the month's list as it is written now."""
    write_lists.fn(county_at(county.root), MONTH)
    file = county.home.outbox(MONTH) / "县级" / f"监测对象变更清单_{MONTH}.xlsx"
    rows = rows_of(file, "监测对象变更清单") if file.exists() else []
    return {str(row["身份证(户主)"]): str(row["变更"]) for row in rows}


def test_who_must_be_changed_in_the_system_is_told(county: SmallCounty) -> None:
    assert changes(county) == {id_number(RELAPSED): "回退", id_number(WRONG): "清退"}


def test_a_later_base_that_lacks_the_recognised_asks_for_them(county: SmallCounty) -> None:
    base_of(county, "2026-11-30")
    assert changes(county) == {id_number(NEW): "新识别", id_number(RELAPSED): "回退", id_number(WRONG): "清退"}


def test_what_the_system_shows_is_not_told_any_longer(county: SmallCounty) -> None:
    base_of(county, "2026-11-30", **on.MONITORED)
    assert id_number(NEW) not in changes(county)


def test_without_days_the_issue_tells_what_the_base_has_changed_since(county: SmallCounty) -> None:
    """Recognised, or relieved, between issue and export: the system has followed, though its export gives no day."""
    base_of(county, "2026-11-30")
    county.person(WRONG, 监测对象类别="边缘易致贫户", 风险是否已消除="是")
    county.person(SETTLED, **on.MONITORED)
    county.load_base("2026-12-31")
    assert changes(county) == {id_number(NEW): "新识别", id_number(RELAPSED): "回退"}


def test_a_relief_without_a_day_after_the_issue_is_no_relapse(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path / "county")
    county.person(HELPED, **on.MONITORED)
    county.load_base()
    on.warn_of(county, {HELPED: "监测"})
    answer(county, {on.numbers(county)[HELPED]: YES})
    county.person(HELPED, 监测对象类别="边缘易致贫户", 风险是否已消除="是")
    county.load_base("2026-12-31")
    assert changes(county) == {}


def test_the_recognised_are_asked_for_under_another_household_number_too(county: SmallCounty) -> None:
    base_of(county, "2026-11-30", 户编号="37021500009999001")
    assert changes(county)[id_number(NEW)] == "新识别"
    base_of(county, "2026-11-30", 户编号="37021500009999001", **on.MONITORED)
    assert id_number(NEW) not in changes(county)
    del county.persons[NEW]
    county.load_base("2026-11-30")
    assert changes(county)[id_number(NEW)] == "新识别"
    base_of(county)


def test_only_the_county_keeps_it(county: SmallCounty) -> None:
    changes(county)
    found = list(county.home.outbox(MONTH).rglob("监测对象变更清单*"))
    assert [file.parent.name for file in found] == ["县级"]
    assert name(NEW) not in found[0].name and isinstance(found[0], Path)
