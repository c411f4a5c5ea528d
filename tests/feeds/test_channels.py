"""Channels beside the six departments: each with its 预警方式, none of them missed where it does not come."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from reports.workbooks.styles import FILL_IN, NOT_ASKED
from sources.catalogue import usual_catalogue
from tasks.lists import write_lists
from tests.ledgers import TOLD
from tests.support import SmallCounty, county_at

MONTH = "2026-10"
SENT = {
    # folder, file, the row beside name and number -> 预警方式, 预警信息来源, whether 告知本人 is asked
    ("医保局", "个人负担.csv", "年度累计个人负担", "30000"): ("部门预警", "医保局", False),
    ("信访局", "信访名单.csv", "反映问题", "房屋漏雨"): ("信访信息", "信访局", True),
    ("12345", "自主申报工单.csv", "诉求内容", "家中失火"): ("自主申报", "热线", True),
    ("镇村", "干部排查.csv", "排查情况", "突发疾病"): ("干部排查", "镇村", False),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, tuple[object, str]]]:
    """The rows of one township's ledger: heading -> value and ground."""
    county = SmallCounty(tmp_path_factory.mktemp("ways"))
    for order, (folder, file, heading, value) in enumerate(SENT):
        who, number = county.person(order)
        county.send(MONTH, folder, file, [{"姓名": who, "身份证号码": number, heading: value}])
    for order, (channel, column) in enumerate(
        {"12345热线": "来源渠道", "手机APP": "来源渠道", "防返贫信息系统": "申报渠道"}.items(), start=10
    ):
        who, number = county.person(order)
        row = {"姓名": who, "身份证号码": number, "诉求内容": "看病", column: channel}
        county.send(MONTH, "热线", f"自主申报{order}.csv", [row])
    for order, (channel, folder, file, column) in enumerate(
        [
            ("网络舆情", "网信办", "网信线索.csv", "信访渠道"),
            ("村两委", "镇村", "走访排查.csv", "排查主体"),
            ("全国防返贫监测信息系统", "镇村", "走访摸排.csv", "线索来源"),
        ],
        start=20,
    ):
        who, number = county.person(order)
        matter = {"网信办": "反映问题", "镇村": "排查情况"}[folder]
        county.send(MONTH, folder, file, [{"姓名": who, "身份证号码": number, matter: "困难", column: channel}])
    county.load_base()
    county.run(MONTH)
    write_lists.fn(county_at(county.root), MONTH)
    (ledger,) = county.home.outbox(MONTH).glob("*/预警信息清单_*.xlsx")
    return [dict(row) for row in rows_of(ledger)]


def rows_of(file: Path) -> list[dict[str, tuple[object, str]]]:
    lines = list(openpyxl.load_workbook(file)["预警信息台账"].iter_rows())
    header = next(line for line in lines if line[0].value == "镇街")
    headings = [str(cell.value) for cell in header]
    below = lines[lines.index(header) + 1 :]
    return [
        {heading: (cell.value, cell.fill.fgColor.rgb[-6:]) for heading, cell in zip(headings, line, strict=True)}
        for line in below
        if line[0].value
    ]


def test_all_four_ways_stand_in_one_ledger_with_their_source(ledger: list[dict[str, tuple[object, str]]]) -> None:
    found = {(row["预警方式"][0], row["预警信息来源"][0]) for row in ledger}
    assert found == {(way, source) for way, source, _ in SENT.values()} | {
        ("自主申报", "12345"), ("自主申报", "手机APP"), ("信访信息", "网信办"), ("干部排查", "村委"),
        ("自主申报", "防返贫监测信息系统"), ("干部排查", "防返贫监测信息系统"),
    }  # fmt: skip
    assert len(ledger) == 10


def test_the_applicant_is_told_only_where_he_asked(ledger: list[dict[str, tuple[object, str]]]) -> None:
    asked = {way: is_asked for way, _, is_asked in SENT.values()}
    for row in ledger:
        ground = FILL_IN if asked[str(row["预警方式"][0])] else NOT_ASKED
        assert row[TOLD][1] == ground[1:], row["预警方式"][0]


@pytest.mark.parametrize(
    ("folder", "department"),
    [
        ("公安局", "公安局"), ("人力资源和社会保障局", "人社局"), ("农业农村局", "农业农村局"), ("水务局", "水利局"),
        ("气象局", "应急局"), ("网信办", "信访局"), ("12345", "热线"), ("手机APP", "热线"), ("镇村", "镇村"),
        ("医疗保障局", "医保局"), ("民政局10月", "民政局"),
    ],
)  # fmt: skip
def test_a_channels_folder_is_known_by_the_ways_it_is_called(folder: str, department: str) -> None:
    assert usual_catalogue().department_of(folder) == department


def test_death_and_removal_are_read_and_never_warned(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    people = [county.person(order) for order in (1, 2)]
    county.load_base()
    (who, number), (other, another) = people
    county.send(MONTH, "公安局", "死亡.csv", [{"姓名": who, "身份证号码": number, "死亡日期": "2026-10-02"}])
    county.send(MONTH, "公安局", "迁出.csv", [{"姓名": other, "身份证号码": another, "迁出日期": "2026-10-02"}])
    assert county.run(MONTH).warnings == 0
    assert set(county.outcomes(MONTH).values()) == {"not_qualifying"}
    assert county.ask("SELECT died_on IS NOT NULL AS dated FROM raw.death") == [{"dated": True}]


def test_a_channel_that_sends_a_bad_file_is_not_asked_for_a_good_one(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(1)
    county.load_base()
    county.send(MONTH, "热线", "签到表.csv", [{"单位": "某村", "签字": ""}])
    county.run(MONTH)
    write_lists.fn(county_at(county.root), MONTH)
    (file,) = county.home.outbox(MONTH).glob("部门/热线/*.xlsx")
    told = [
        row[:3] for row in openpyxl.load_workbook(file)["文件情况"].iter_rows(min_row=3, values_only=True) if row[0]
    ]
    assert [row[1] for row in told] == ["未能读取"]


def test_every_channel_that_is_not_awaited_is_declared_in_a_file() -> None:
    channels = {feed.code for feed in usual_catalogue().feeds if not feed.awaited}
    assert channels == {
        "petition", "self_report", "cadre_visit", "death", "moved_away", "unemployment", "farm_loss", "unsafe_water",
        "disaster",
    }  # fmt: skip
