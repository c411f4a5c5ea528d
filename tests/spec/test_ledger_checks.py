"""What is taken of a returned ledger and what goes back, case by case: `ledger.md` is what is asked."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from sources.forms.catalogue import LABELS
from sources.reading.headers.plain import plain
from tests import ledgers as on
from tests.support import SmallCounty, pipe_table
from warehouse.engine import Engine

TEXT = (Path(__file__).parent / "ledger.md").read_text(encoding="utf-8")
SECTIONS = {text.split("\n", 1)[0].strip(): pipe_table(text) for text in TEXT.split("\n## ")[1:]}
IN_ORDER = 'steps = [["入户核实"], ["民主评议"], ["信息比对"], ["村级公示"], ["录入系统"]]'
IN_PARALLEL = 'steps = [["入户核实"], ["民主评议", "信息比对"], ["村级公示"], ["录入系统"]]'
JIMO = Path(__file__).parents[2] / "policies" / "jimo.toml"


@dataclasses.dataclass(frozen=True)
class Case:
    order: int
    section: str
    about: str
    kind: str
    said: dict[str, str]
    back: dict[str, str]
    state: str


def _pairs(text: str, between: str, sign: str) -> dict[str, str]:
    return dict(part.split(sign, 1) for part in text.split(between) if part)


CASES = [
    Case(order, section, row["情形"], row["预警"], _pairs(row["填写"], " ", "="), _pairs(row["退回"], "；", "："), row["状态"])
    for order, (section, row) in enumerate(((s, row) for s, rows in SECTIONS.items() for row in rows), start=1)
]  # fmt: skip
Judged = tuple[dict[int, str], dict[int, dict[str, str]], dict[int, set[str]]]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A warning a case, all filled in, in one ledger."""
    county = SmallCounty(tmp_path_factory.mktemp("spec") / "county")
    for case in CASES:
        county.person(case.order, **(on.MONITORED if case.kind == "监测" else {}))
    county.load_base()
    on.warn_of(county, {case.order: case.kind for case in CASES})
    numbers = on.numbers(county)
    assert set(numbers) == {case.order for case in CASES}
    on.give_back(county, on.fill(on.opened(county), {numbers[case.order]: case.said for case in CASES}))
    return county


@pytest.fixture(scope="module")
def judged(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """By section: the label of each warning, what went back of it and why, and which items were taken."""
    folder = tmp_path_factory.mktemp("policy")
    parallel = _changed(folder / "parallel.toml", IN_ORDER, IN_PARALLEL)
    lenient = _changed(folder / "lenient.toml", 'closing_needs = "every_step"', 'closing_needs = "no_gap"')
    found = {}
    for section, policy in (("并行", parallel), ("只填附件2也算", lenient), ("台账", "jimo")):
        with Engine(county.home.warehouse) as engine:  # as if the month had been issued under that policy
            for table in ("issued_under", "event"):
                engine.run(f"DELETE FROM handling.{table}")
        on.take(county, policy=policy)
        found[section] = _judged(county)
    return found | {"程序": found["台账"]}


def _changed(file: Path, words: str, other: str) -> str:
    """The policy of 即墨 with other words in one place."""
    text = JIMO.read_text(encoding="utf-8")
    assert words in text
    file.write_text(text.replace(words, other), encoding="utf-8")
    return str(file)


def _judged(county: SmallCounty) -> Judged:
    orders = {number: order for order, number in on.numbers(county).items()}
    back: dict[int, dict[str, str]] = {}
    for number, item, reason in on.refused(county):
        back.setdefault(orders[number], {})[plain(LABELS[item])] = reason
    taken: dict[int, set[str]] = {}
    for row in county.ask("SELECT number, item FROM handling.cell WHERE reason IS NULL"):
        taken.setdefault(orders[str(row["number"])], set()).add(plain(LABELS[str(row["item"])]))
    return on.labels(county), back, taken


@pytest.mark.parametrize("case", CASES, ids=[f"{case.section}-{case.about}" for case in CASES])
def test_a_case(case: Case, judged: dict[str, Judged]) -> None:
    labels, back, taken = judged[case.section]
    said = {plain(on.SHORT[short]): words for short, words in case.back.items()}
    told = back.get(case.order, {})
    assert set(told) == set(said), told
    assert all(words in told[item] for item, words in said.items()), told
    assert labels[case.order] == case.state
    filled = {plain(on.SHORT[short]) for short, value in case.said.items() if value.strip("~/—-")}
    assert taken.get(case.order, set()) | set(told) >= filled


def test_every_filled_cell_is_kept_once(county: SmallCounty, judged: dict[str, Judged]) -> None:
    import openpyxl

    cells = county.ask("SELECT COUNT(*) AS all_, COUNT(DISTINCT (number, item)) AS once FROM handling.cell")
    filled = (
        on.filled_cells(openpyxl.load_workbook(county.home.returns(on.MONTH) / "报回.xlsx")) - 1
    )  # a blank of spaces
    assert cells == [{"all_": filled + 1, "once": filled + 1}] or cells == [{"all_": filled, "once": filled}]
