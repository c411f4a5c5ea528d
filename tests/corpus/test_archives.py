"""Zips of files: what arrives of each, and what is said of those that cannot be used."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sources.catalogue import usual_catalogue
from sources.reading.intake import take_in
from sources.transports.landing import Arrival, pull
from tests.corpus import locks
from tests.corpus import makers as m
from tests.corpus.outcomes import outcome
from tests.support import SmallCounty, id_number, name

X, Y = m.xlsx([["甲"]]), m.xlsx([["乙"]])
DEEP = m.zipped({"一.zip": m.zipped({"二.zip": m.zipped({"甲.xlsx": X})}), "乙.xlsx": Y})
FLAWED = m.zipped({"甲.xlsx": X, "乙.csv": b"1,2,3" * 9})
FLAWED = FLAWED.replace(zlib.compress(b"1,2,3" * 9)[2:-4], b"\x07" * (len(zlib.compress(b"1,2,3" * 9)) - 6))

CASES: dict[str, tuple[Callable[[], bytes], list[str], str]] = {
    # what arrives; what the zip itself is refused for, where it is
    "文件夹": (lambda: m.zipped({"镇/甲.xlsx": X, "乙.xls": Y}), ["包.zip/乙.xls", "包.zip/镇/甲.xlsx"], ""),
    "GBK 文件名": (lambda: m.zipped_in_gbk({"低保/名单（甲）.xlsx": X}), ["包.zip/低保/名单（甲）.xlsx"], ""),
    "Windows 反斜杠、向上的路径": (lambda: m.zipped({"镇\\甲.xlsx": X, "../../乙.xlsx": Y}), ["包.zip/乙.xlsx", "包.zip/镇/甲.xlsx"], ""),
    "苹果和 Office 的附带文件": (
        lambda: m.zipped({"__MACOSX/._甲.xlsx": b"x", "~$甲.xlsx": b"x", ".DS_Store": b"x", "甲.xlsx": X}), ["包.zip/甲.xlsx"], "",
    ),
    "包中包": (lambda: m.zipped({"内.zip": m.zipped({"甲.xlsx": X})}), ["包.zip/内.zip/甲.xlsx"], ""),
    "包中包中包": (lambda: DEEP, ["包.zip", "包.zip/乙.xlsx"], "压缩包里的“一.zip”：压缩包里的“二.zip”套了太多层压缩包"),
    "空包": (lambda: m.zipped({}), ["包.zip"], "压缩包是空的"),
    "只有附带文件": (lambda: m.zipped({".DS_Store": b"x"}), ["包.zip"], "压缩包是空的"),
    "半个包": (lambda: m.zipped({"甲.xlsx": X})[:-40], ["包.zip"], "文件已损坏，打不开"),
    "一个成员损坏": (lambda: FLAWED, ["包.zip", "包.zip/甲.xlsx"], "压缩包里的“乙.csv”已损坏"),
    "炸弹": (lambda: m.zipped({"甲.csv": b"0" * 60_000_000}), ["包.zip"], "文件展开后异常庞大，为安全起见未读取"),
    "成员太多": (lambda: m.zipped({f"{n}.csv": b"" for n in range(5_001)}), ["包.zip"], "文件展开后异常庞大，为安全起见未读取"),
    "有密码": (lambda: locks.zipped_with_aes("甲.xlsx", X, "对"), ["包.zip"], "压缩包有密码"),
}  # fmt: skip


def pulled(root: Path, data: bytes, passwords: Sequence[str] = ()) -> list[Arrival]:
    file = root / "inbox" / "民政局" / "包.zip"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return pull([root / "inbox"], root / "landing", usual_catalogue(), passwords=passwords)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case))
def test_a_zip_arrives_as_its_members_and_says_what_it_lost(case: str, tmp_path: Path) -> None:
    make, expected, told = CASES[case]
    arrivals = pulled(tmp_path, make())
    assert sorted(arrival.name for arrival in arrivals) == expected
    assert {arrival.department for arrival in arrivals} == {"民政局"}
    whole = [arrival for arrival in arrivals if arrival.name == "包.zip"]
    assert [outcome(arrival.landed.read_bytes()) for arrival in whole] == ([[f"拒收：{told}"]] if told else [])


def test_members_are_landed_by_content_and_copies_are_told_apart(tmp_path: Path) -> None:
    arrivals = pulled(tmp_path, m.zipped({"甲.xlsx": X, "乙.XLSX": X}))
    assert len({arrival.landed for arrival in arrivals}) == 1
    assert [arrival.file_id[16:] for arrival in arrivals] == ["", "-2"]
    assert outcome(arrivals[0].landed.read_bytes()) == ["1: 甲"]
    assert len(list((tmp_path / "landing").rglob("*.zip"))) == 1


def test_a_folder_within_a_zip_is_no_department(tmp_path: Path) -> None:
    (arrival,) = pulled(tmp_path, m.zipped({"残联/甲.xlsx": X}))
    assert (arrival.department, arrival.name) == ("民政局", "包.zip/残联/甲.xlsx")


@pytest.mark.parametrize("lock", [locks.zipped_with_aes, locks.zipped_with_old_lock])
def test_a_locked_zip_opens_with_the_password_that_fits(
    lock: Callable[[str, bytes, str], bytes], tmp_path: Path
) -> None:
    data = lock("甲.xlsx", X, "对2026")
    (opened,) = pulled(tmp_path, data, ["错", "对2026"])
    assert outcome(opened.landed.read_bytes()) == ["1: 甲"]
    (refused,) = pulled(tmp_path, data, ["错"])
    assert outcome(refused.landed.read_bytes(), ["错"]) == ["拒收：压缩包有密码，已有的密码都不对"]


def test_a_locked_workbook_within_a_zip_is_opened_in_memory_only(tmp_path: Path) -> None:
    locked = locks.locked(X, "对2026")
    arrivals = pulled(tmp_path, m.zipped({"甲.xlsx": locked}))
    (intake,) = take_in(arrivals, tmp_path / "grids", usual_catalogue(), passwords=["对2026"])
    assert "没有找到表头" in str(intake.refused)
    assert not [
        file
        for file in tmp_path.rglob("*")
        if file.is_file() and file.read_bytes()[:2] == b"PK" and file.suffix != ".zip"
    ]


def test_the_rows_of_a_zip_are_warned_of_under_the_member_s_name(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    for order in range(2):
        county.person(order)
    county.load_base()
    heading = ["姓名", "身份证号", "救助原因", "救助金额"]
    file = county.home.inbox("2026-10") / "民政局" / "10月.zip"
    file.parent.mkdir(parents=True)
    rows = [[name(0), id_number(0), "火灾", 800]], [[name(1), id_number(1), "火灾", 900]]
    file.write_bytes(m.zipped_in_gbk({f"临时救助{n}.xlsx": m.xlsx([heading, *rows[n]]) for n in range(2)}))
    os.utime(file, (1_000_000, 1_000_000))
    county.run("2026-10")
    assert county.outcomes("2026-10") == {
        ("10月.zip/临时救助0.xlsx", 2): "warned", ("10月.zip/临时救助1.xlsx", 2): "warned",
    }  # fmt: skip
