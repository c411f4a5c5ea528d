"""How a number is matched, as a table: sound, derived, suspected, unmatched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from stdnum.cn import ric

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
    "错三位": lambda n: "9" + n[1:9] + str((int(n[9]) + 1) % 10) + n[10:16] + str((int(n[16]) + 1) % 10) + n[17],
    "连错三位": lambda n: n[:14] + "".join(str((int(one) + 1) % 10) for one in n[14:17]) + n[17],
    "隔位对调": lambda n: n[8] + n[1:8] + n[0] + n[9:],
    "月日对调": lambda n: n[:10] + n[12:14] + n[10:12] + n[14:],
    "地区码在后": lambda n: n[6:14] + n[:6] + n[14:],
    "多两位": lambda n: n[:8] + "55" + n[8:],
    "少首位": lambda n: n[1:],
    "少末位": lambda n: n[:-1],
    "截去后六位": lambda n: n[:12],
    "中间缺四位": lambda n: n[:8] + n[12:],
    "截去后八位": lambda n: n[:10],
    "l代1": lambda n: n.replace("1", "l"),
    "中间打星": lambda n: n[:6] + "********" + n[14:],
    "中间四个星": lambda n: n[:6] + "****" + n[14:],
    "别人的号码打星": lambda n: n[:6] + "********" + "0000",
    "电话": lambda n: "13800000000",
    "前15位进一": lambda n: f"{int(n[:15]) + 1}000",
    "15位错一位": lambda n: n[:6] + n[8:14] + str((int(n[14]) + 5) % 10) + n[15:17],
    "一格两号": lambda n: id_number(11, prefix="110101") + n,
    "错一位而校验码相符": lambda n: ric_with(n[:16] + str((int(n[16]) + 1) % 10)),
    "残疾人证少一位": lambda n: n[:9] + n[10:] + "42",
    "换过号": lambda n: ric_with(n[:14] + f"{(int(n[14:17]) + 137) % 1000:03d}"),
    "换过号和地区": lambda n: ric_with("370205" + n[6:14] + f"{(int(n[14:17]) + 137) % 1000:03d}"),
    "夹有不可见字符": lambda n: f"\u2066{n[:6]}\u00ad{n[6:14]}\u202d\ufe0f{n[14:]}\u2069\U000e0101",
    "全是9": lambda n: "9" * 18,
    "全是0": lambda n: "000000",
    "护照": lambda n: "E1" + n[10:17],
    "外地号码": lambda n: id_number(7, prefix="110101"),
}
NAMES: dict[str, Callable[[str], str]] = {
    "同": lambda n: n,
    "没有这个人": lambda n: "无此人",
    "两人同名": lambda n: "双胞胎",
    "错一字": lambda n: n[0] + "荟" + n[2:],
    "少一字": lambda n: n[:2],
    "有字不显": lambda n: n[0] + "□" + n[2:],
    "有字成两个问号": lambda n: n[0] + "??" + n[2:],
    "夹有不可见字符": lambda n: f"{n[0]}\u2068{n[1]}\U000e0100{n[2:]}\u2069",
    "加点和空格": lambda n: n[0] + "·" + n[1] + " " + n[2:],
    "繁体": lambda n: n.replace("伟", "偉"),
}


def ric_with(first17: str) -> str:
    """The seventeen digits with the check digit that belongs to them."""
    return first17 + ric.calc_check_digit(first17 + "0")


def number_of(order: int) -> str:
    """Numbers far apart, so that one slip never leads to a neighbour."""
    return id_number(900 * 37 * order + 23)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("matching"))
    sent = []
    for order, row in enumerate(ROWS):
        county.person(order, 证件号码=number_of(order))
        called = NAMES.get(row["所报姓名"], lambda _, order=order: name(500 + order))(name(order))
        number = DAMAGE[row["写法"]](number_of(order))
        sent.append(
            {
                "姓名": called,
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
        "SELECT feed_row.row_number, suspected.likely_name, suspected.likely_id FROM warning.suspected AS suspected "
        "INNER JOIN raw.feed_row AS feed_row ON feed_row.month = suspected.month AND feed_row.row_key = suspected.row_key "
        "WHERE suspected.month = ?",
        MONTH,
    )
    meant = {row: order for order, (row, spec) in enumerate(enumerate(ROWS, start=2)) if spec["结果"] == "疑似"}
    said = {int(str(one["row_number"])): (one["likely_name"], one["likely_id"]) for one in found}
    twins = {row for row, order in meant.items() if ROWS[order]["所报姓名"] == "两人同名"}
    assert {row: said[row] for row in said if row not in twins} == {
        row: (name(order), number_of(order)) for row, order in meant.items() if row not in twins
    }
    assert {said[row] for row in twins} == {("双胞胎", number_of(900))}
