"""Numbers that are sound and yet do not say for certain who is meant: one number of several people, one person in two places,
documents other than the ID card."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import SmallCounty, id_number

MONTH = "2026-10"
FILE = "30种大病专项救治.csv"
ROWS = [
    # (name and number of whom, the place written, what becomes of it, whom it names)
    ("甲一", id_number(1), "", "warned", "甲一"),  # the owner's name: certain, however often the number stands there
    ("乙二", id_number(1), "", "疑似", "乙二"),  # copied down: looked for by the name
    ("丙三", id_number(1), "", "warned", "丙三"),  # of the owner's household
    (
        "无此人",
        id_number(1),
        "",
        "merged",
        "甲一",
    ),  # nobody of the name: perhaps the owner, who is warned already; told to the sender
    ("丁四", id_number(4), "", "warned", "丁四"),  # two people of the base carry it: the one of the name
    ("别的人", id_number(5), "", "疑似", "戊五"),  # two people of the base carry it, and neither has the name
    ("己六", id_number(6), "金口镇", "warned", "己六在金口"),
    ("己六", id_number(6), "田横镇", "warned", "己六在田横"),
    ("庚七", "E12345678", "", "warned", "庚七"),  # a passport, the same on both sides
    ("辛八", "e 1234 5678", "", "疑似", "辛八"),  # another's passport: the name alone speaks
    ("不相干", "H87654321", "", "merged", "壬九"),  # a permit of that number, another name
    ("壬九", "h87654321", "", "warned", "壬九"),
    ("癸十", "军字第1234567号", "", "warned", "癸十"),
    ("子一", id_number(20, prefix="810000"), "", "warned", "子一"),  # a residence permit has an ID number's form
    ("丑二", "U370123456", "", "warned", "丑二"),
]


def people(county: SmallCounty) -> dict[str, str]:
    """What the base says; whom each test name is, by 人编号."""
    said: list[tuple[str, dict[str, str]]] = [
        ("甲一", {"证件号码": id_number(1), "户编号": "37021500000000001"}),
        ("丙三", {"证件号码": id_number(3), "户编号": "37021500000000001", "与户主关系": "之子"}),
        ("乙二", {"证件号码": id_number(2)}),
        ("丁四的号", {"姓名": "另一人", "证件号码": id_number(4)}),
        ("丁四", {"证件号码": id_number(4)}),
        ("戊五", {"证件号码": id_number(5)}),
        ("戊五的号", {"姓名": "又一人", "证件号码": id_number(5)}),
        ("己六在田横", {"姓名": "己六", "证件号码": id_number(6)}),
        ("己六在金口", {"姓名": "己六", "证件号码": id_number(6), "乡镇（街道）": "金口镇", "行政村": "西村庄"}),
        ("庚七", {"证件类型": "护照", "证件号码": "E12345678"}),
        ("辛八", {"证件类型": "护照", "证件号码": "G7654321"}),
        ("壬九", {"证件类型": "港澳居民来往内地通行证", "证件号码": "H87654321"}),
        ("癸十", {"证件类型": "军官证", "证件号码": "军字第1234567号"}),
        ("子一", {"证件类型": "港澳居民居住证", "证件号码": id_number(20, prefix="810000")}),
        ("丑二", {"证件类型": "出生医学证明", "证件号码": "U370123456"}),
    ]
    for order, (called, filled) in enumerate(said):
        county.person(order, **{"姓名": called} | filled)
    return {f"3702150000{order:07d}01": called for order, (called, _) in enumerate(said)}


@pytest.fixture(scope="module")
def told(found: list[tuple[str, str]], doubtful: SmallCounty) -> list[int]:
    rows = doubtful.ask("SELECT row_number FROM raw.problem WHERE problem LIKE '%几个姓名%' ORDER BY 1")
    return [int(str(row["row_number"])) for row in rows]


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("doubtful"))
    people(county)
    sent = [{"姓名": who, "身份证号": number, "镇街": place, "病种": "胃癌"} for who, number, place, *_ in ROWS]
    county.send(MONTH, "卫健局", FILE, sent)
    county.load_base()
    county.run(MONTH)
    return county


@pytest.fixture(scope="module")
def found(doubtful: SmallCounty) -> list[tuple[str, str]]:
    """What became of each row, and whom it names."""
    called = people(doubtful)
    persons = doubtful.ask(
        "SELECT feed_row.row_number, outcome.person_key FROM warning.outcome AS outcome "
        "INNER JOIN raw.feed_row AS feed_row USING (month, row_key) ORDER BY 1"
    )
    outcomes = doubtful.outcomes(MONTH)
    return [(outcomes[FILE, int(str(row["row_number"]))], called.get(str(row["person_key"]), "")) for row in persons]


@pytest.mark.parametrize("place", range(len(ROWS)), ids=lambda place: f"row{place + 2}")
def test_a_number_in_doubt_is_warned_suspected_or_told(found: list[tuple[str, str]], place: int) -> None:
    assert found[place] == ROWS[place][3:]


def test_the_sender_hears_of_a_number_beside_several_names(told: list[int]) -> None:
    assert told == [2, 3, 4, 5]


def test_a_number_on_several_names_that_are_nobodys_warns_nobody(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(1)
    county.load_base()
    rows = [{"姓名": who, "身份证号": id_number(1), "病种": "胃癌"} for who in ("无此人甲", "无此人乙", "无此人丙")]
    county.send(MONTH, "卫健局", FILE, rows)
    county.send(MONTH, "卫健局", "另一份" + FILE, [{"姓名": "无此人丁", "身份证号": id_number(1), "病种": "胃癌"}])
    county.run(MONTH)
    assert sorted(county.outcomes(MONTH).values()) == ["merged", "merged", "merged", "warned"]


HOSPITALS = {
    "即墨区人民医院": False, "青岛大学附属医院": False, "北京协和医院": True, "山东省立医院": True, "齐鲁医院即墨院区": False, "": False,
}  # fmt: skip


def test_a_hospital_that_is_plainly_elsewhere_is_told(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    rows = []
    for order, hospital in enumerate(HOSPITALS):
        who, number = county.person(order)
        rows.append({"姓名": who, "身份证号": number, "病种": "胃癌", "救治医院": hospital})
    county.load_base()
    county.send(MONTH, "卫健局", FILE, rows)
    county.run(MONTH)
    hints = county.ask("SELECT hints FROM warning.warning ORDER BY subject_id")
    assert ["不像在本县" in str(row["hints"]) for row in hints] == list(HOSPITALS.values())
