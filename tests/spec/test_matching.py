"""How a number is matched, as a table: sound, derived, suspected, unmatched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import SmallCounty, id_number, name, pipe_table

MONTH = "2026-10"
FILE = "临时救助对象名单.csv"
ROWS = pipe_table((Path(__file__).parent / "matching.md").read_text(encoding="utf-8"))
DAMAGE: dict[str, Callable[[str], str]] = {
    "原样": lambda n: n,
    "全角": lambda n: n.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")),
    "小写x和空格": lambda n: f" {n[:6]} {n[6:14]} {n[14:].lower()} ",
    "15位": lambda n: n[:6] + n[8:17],
    "残疾人证20位": lambda n: n + "42",
    "残疾人证22位": lambda n: n + "42B1",
    "错一位": lambda n: n[:9] + str((int(n[9]) + 1) % 10) + n[10:],
    "颠倒两位": lambda n: n[:14] + n[15] + n[14] + n[16:],
    "少一位": lambda n: n[:8] + n[9:],
    "多一位": lambda n: n[:8] + "5" + n[8:],
    "后三位成零": lambda n: n[:15] + "000",
    "科学计数": lambda n: f"{n[0]}.{n[1:6]}E+17",
    "空白": lambda n: "",
    "残疾人证错一位": lambda n: n[:9] + str((int(n[9]) + 1) % 10) + n[10:] + "42",
    "错两位": lambda n: str((int(n[0]) + 1) % 10) + n[1:9] + str((int(n[9]) + 1) % 10) + n[10:],
    "外地号码": lambda n: id_number(7, prefix="110101"),
}
SWAPPABLE = "12"
"""The serial that makes the two digits to be swapped differ."""


def number_of(order: int) -> str:
    """Numbers far apart, so that one slip never leads to a neighbour."""
    return id_number(900 * 37 * order + 23)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("matching"))
    sent = []
    for order, row in enumerate(ROWS):
        county.person(order, 证件号码=number_of(order))
        written = {"同": name(order), "另一个名字": name(500 + order), "没有这个人": "无此人", "两人同名": "双胞胎"}
        number = DAMAGE[row["写法"]](number_of(order))
        sent.append(
            {
                "姓名": written[row["所报姓名"]],
                "身份证号": number,
                "村": row["村"],
                "救助原因": "火灾",
                "救助金额": "800",
            }
        )
    county.person(900, 姓名="双胞胎", 证件号码=number_of(900), 行政村="东村庄")
    county.person(901, 姓名="双胞胎", 证件号码=number_of(901), 行政村="西村庄")
    county.send(MONTH, "民政局", FILE, sent)
    county.load_base()
    county.run(MONTH)
    return county


@pytest.mark.parametrize(
    ("row", "spec"),
    list(enumerate(ROWS, start=2)),
    ids=lambda value: str(value) if isinstance(value, int) else value["写法"],
)
def test_a_number_is_matched_as_the_table_says(county: SmallCounty, row: int, spec: dict[str, str]) -> None:
    assert county.outcomes(MONTH)[FILE, row] == spec["结果"], spec["依据"]


def test_a_suspected_match_names_the_right_person(county: SmallCounty) -> None:
    found = county.ask(
        "SELECT suspected.sent_name, suspected.likely_name FROM warning.suspected AS suspected WHERE month = ?", MONTH
    )
    assert len(found) == sum(row["结果"] == "疑似" for row in ROWS)
    assert all(row["sent_name"] == row["likely_name"] for row in found)
