"""The warning rules as the notice reads: each line of each table goes through intake, matching and the policy.

A table of 户库 is no file that is sent: each line is a household of the base.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sources.base.household_base import HOUSEHOLD_BASE
from tests.support import SmallCounty, id_number, pipe_table, without

MONTH = "2026-10"
FOLDER = Path(__file__).parent / "warnings"
RESULT = {"warned": "预警", "not_qualifying": "不预警", "rejected": "退回"}


@dataclass(frozen=True)
class Line:
    """One line of a rule's table: which row of which file, and what must become of it."""

    rule: str
    file: str
    row: int
    result: str
    why: str


def specs() -> Iterator[tuple[str, str, str, list[dict[str, str]]]]:
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        told = re.search(r"部门：(\S+)　文件：(\S+)", text)
        assert told is not None, f"{path.name} 没有写明部门和文件"
        yield path.stem, told.group(1), told.group(2), pipe_table(text)


LINES = [
    Line(rule, file, number, row["结果"], row["说明"])
    for rule, _, file, rows in specs()
    for number, row in enumerate(rows, start=2)
]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], str]:
    county = SmallCounty(tmp_path_factory.mktemp("rules"))
    order = 0
    of_base: dict[tuple[str, int], tuple[str, int]] = {}
    for _, department, file, rows in specs():
        sent = []
        for place, row in enumerate(rows, start=2):
            order += 1
            said = without(row, ("结果", "说明"))
            if department == HOUSEHOLD_BASE.department:
                born = dt.date.fromisoformat(row.get("出生日期") or "1980-01-01")
                county.person(order, 证件号码=id_number(order, born=born), **said)
                of_base[file, place] = ("户库.csv", order + 1)
            else:
                who, number = county.person(order)
                sent.append({"姓名": who, "身份证号码": number} | said)
        if sent:
            county.send(MONTH, department, file, sent)
    county.load_base()
    county.run(MONTH)
    found = county.outcomes(MONTH)
    return found | {line: found.get(row, "not_qualifying") for line, row in of_base.items()}


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.rule}-{line.row}-{line.result}")
def test_the_rule_does_what_the_table_says(line: Line, outcomes: dict[tuple[str, int], str]) -> None:
    assert RESULT[outcomes[line.file, line.row]] == line.result, line.why


def test_every_rule_of_the_policy_has_a_table() -> None:
    from warehouse.policy.load import load_policy

    written = {
        code
        for path in FOLDER.glob("*.md")
        for code in re.findall(r"[A-Z]{2}\d{2}", path.read_text("utf-8").splitlines()[0])
    }
    assert {rule.code for rule in load_policy("jimo").rule} == written
