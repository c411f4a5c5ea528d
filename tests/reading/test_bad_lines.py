"""Lines of a text that are damaged: each costs itself, by number, and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from sources.errors import FangpinError
from tasks.base import load_base
from tests.support import SmallCounty, county_at, county_of, id_number, name
from tests.together import Came, county_of_cases, first_of, folder_of, run_together

MONTH = "2026-10"
AID = "姓名,身份证号,救助原因,救助金额"


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return county_of(tmp_path, range(8))


def who(order: int) -> str:
    return f"{name(order)},{id_number(order)}"


def send(county: SmallCounty, department: str, file: str, data: bytes) -> dict[int, str]:
    """Send one file and run the month: line -> what became of it."""
    path = county.home.inbox(MONTH) / department / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    county.run(MONTH)
    return {row: outcome for (_, row), outcome in county.outcomes(MONTH).items()}


def problems(county: SmallCounty) -> dict[int, str]:
    rows = county.ask("SELECT row_number, problem FROM raw.problem WHERE month = ?", MONTH)
    return {int(str(row["row_number"])): str(row["problem"]) for row in rows}


def aid(lines: Sequence[str], encoding: str) -> list[bytes]:
    text = "".join(f"{line}\n" for line in (AID, *lines))
    return text.encode(encoding).splitlines(keepends=True)


@dataclass(frozen=True, eq=False)
class Sent:
    """A text that one department sends in a case. data: its bytes, by the order of person 0."""

    department: str
    file: str
    data: Callable[[int], bytes]


CASES: list[Sent] = []


def sent(department: str, file: str, data: Callable[[int], bytes]) -> Sent:
    """Declare a case's text: all that are declared lie in one county's month."""
    CASES.append(Sent(department, file, data))
    return CASES[-1]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[Sent, Came]:
    """What came of each case."""
    county = county_of_cases(tmp_path_factory.mktemp("lines"), len(CASES), 8)
    for place, case in enumerate(CASES):
        (folder_of(county, place, case.department) / case.file).write_bytes(case.data(first_of(place)))
    return dict(zip(CASES, run_together(county, len(CASES)), strict=True))


def aid_of(encoding: str, spoil: Callable[[list[bytes], int], object], people: int = 4) -> Sent:
    """临时救助 of so many people of the case, in an encoding; its lines are spoilt before they are sent."""

    def data(first: int) -> bytes:
        lines = aid([f"{who(first + order)},火灾,800" for order in range(people)], encoding)
        spoil(lines, first)
        return b"".join(lines)

    return sent("民政局", "临时救助.csv", data)


def ended_by(end: bytes) -> Callable[[list[bytes], int], object]:
    return lambda lines, _: lines.append(end)


def with_byte(bad: bytes) -> Callable[[list[bytes], int], object]:
    def spoil(lines: list[bytes], first: int) -> None:
        lines[2] = lines[2].replace(b",800", b"," + bad + b"800")

    return spoil


BAD = {
    "0xFF": b"\xff", "0x80": b"\x80", "half a character of GBK": "张".encode("gbk")[:1] + b",",
    "half a character of UTF-8": "张".encode()[:1] + b",", "NUL": b"\x00", "bytes of UTF-16": "\u2028重".encode("utf-16-le")[:3],
}  # fmt: skip
ENCODINGS = ("gb18030", "utf-8", "utf-8-sig")


@pytest.mark.parametrize(
    "case",
    [aid_of(encoding, with_byte(bad)) for bad in BAD.values() for encoding in ENCODINGS],
    ids=[f"{bad}-{encoding}" for bad in BAD for encoding in ENCODINGS],
)
def test_one_bad_byte_costs_its_line(came: dict[Sent, Came], case: Sent) -> None:
    found = came[case]
    assert found.rows == {2: "warned", 3: "rejected", 4: "warned", 5: "warned"}
    assert found.problems[3].startswith("本行有认不出的字节")
    order = first_of(found.case) + 1
    assert found.about[3] == (name(order), id_number(order))


def in_another(most: str, other: str) -> Sent:
    def spoil(lines: list[bytes], first: int) -> None:
        lines[3] = f"{who(first + 2)},火灾,800\n".encode(other)

    return aid_of(most, spoil)


@pytest.mark.parametrize(
    "case", [in_another("gb18030", "utf-8"), in_another("utf-8", "gb18030")], ids=["gb18030", "utf-8"]
)
def test_a_line_in_another_encoding_costs_itself(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].rows == {2: "warned", 3: "warned", 4: "rejected", 5: "warned"}


def test_a_bad_line_of_a_footer_or_a_title_costs_nothing(county: SmallCounty) -> None:
    lines = [
        "临时救助名单".encode("gbk") + b"\xff\n",
        *aid([f"{who(0)},火灾,800"], "gbk"),
        "填表人：".encode("gbk") + b"\xff\n",
    ]
    assert send(county, "民政局", "临时救助.csv", b"".join(lines)) == {3: "warned"}


def test_a_bad_line_of_a_quoted_cell_costs_its_record(county: SmallCounty) -> None:
    lines = aid([f'{who(0)},"火灾\n后来重病",800', f"{who(1)},火灾,800"], "gbk")
    lines[2] = lines[2].replace("重病".encode("gbk"), b"\xff")
    assert send(county, "民政局", "临时救助.csv", b"".join(lines)) == {2: "rejected", 4: "warned"}


@pytest.mark.parametrize(
    "case",
    [aid_of("gbk", ended_by(end), 1) for end in (b"\x1a", b"\x1a\r\n", b"\x00\x00\x00", b"\n\x1a\x00")],
    ids=["1a", "1a 0d 0a", "00 00 00", "0a 1a 00"],
)
def test_the_end_of_file_of_dos_is_no_row(came: dict[Sent, Came], case: Sent) -> None:
    assert came[case].rows == {2: "warned"}
    assert not came[case].problems


def test_utf_32_is_read(county: SmallCounty) -> None:
    data = f"{AID}\n{who(0)},火灾,800\n".encode("utf-32")
    assert send(county, "民政局", "临时救助.csv", data) == {2: "warned"}


YTD = "姓名,身份证号,年度累计个人负担,统计截止日期"
THOUSANDS = [
    (YTD, "{},23,456.00,2026-10-31", "warned"),
    (YTD, "{},1,023,456.00,2026-10-31", "warned"),
    (YTD, "{},3,456.00,2026-10-31", "not_qualifying"),
    ("姓名,身份证号,年度累计个人负担", "{},23,456.00", "warned"),
    ("序号,姓名,身份证号,医院,年度累计个人负担", "1,{},区医院,23,456.00", "warned"),
    ("姓名,身份证号,年度累计个人负担,医院", "{},23,456.00,区医院", "warned"),
    ("姓名,身份证号,年度累计个人负担,医院", "{},800,区医院,内科", "rejected"),
    ("姓名,身份证号,年度累计个人负担,备注", "{},23,456.00,", "rejected"),
    ("姓名,身份证号,年度累计个人负担,统计截止日期", "{},23,45.00,2026-10-31", "rejected"),
    ("姓名,身份证号,年度累计个人负担,统计截止日期", "{},23456.00,2026-10-31,", "warned"),
    ("姓名,身份证号,住院个人负担,门诊慢特病个人负担", "{},15,600,9,800", "warned"),
    ("姓名,身份证号,住院个人负担,门诊慢特病个人负担", "{},15,600,100", "rejected"),
]
"""Heading, record, and what becomes of it."""


def paid(heading: str, record: str) -> Sent:
    return sent("医保局", "个人负担.csv", lambda first: f"{heading}\n{record.format(who(first))}".encode("gbk"))


@pytest.mark.parametrize(
    ("case", "outcome", "is_told"),
    [(paid(heading, record), outcome, not record.endswith("31,")) for heading, record, outcome in THOUSANDS],
    ids=[record for _, record, _ in THOUSANDS],
)
def test_thousands_without_quotes_are_read_where_only_one_reading_fits(
    came: dict[Sent, Came], case: Sent, outcome: str, is_told: bool
) -> None:
    assert came[case].rows == {2: outcome}
    if is_told:
        assert "比表头多" in came[case].problems[2]


def test_an_address_in_two_cells_goes_back_and_names_whom_it_is_about(county: SmallCounty) -> None:
    lines = ["镇街,住址,姓名,身份证号,救助金额", f"田横镇,东村庄,12号,{who(0)},800", f"田横镇,东村庄13号,{who(1)},800"]
    found = send(county, "民政局", "临时救助.csv", "\n".join(lines).encode("gbk"))
    assert found == {2: "rejected", 3: "warned"}
    (row,) = county.ask("SELECT subject_name, id18, reject_reason FROM raw.feed_row WHERE row_number = 2")
    assert (row["subject_name"], row["id18"]) == (name(0), id_number(0))
    assert str(row["reject_reason"]).startswith("本行比表头多1格")


def test_an_address_before_the_grade_goes_back(county: SmallCounty) -> None:
    lines = [
        "户主姓名,户主身份证号,住址,鉴定等级,是否唯一住房",
        f"{who(0)},田横镇,A区3号,D,是",
        f"{who(1)},田横镇A区4号,D,是",
    ]
    assert send(county, "住建局", "住房鉴定.csv", "\n".join(lines).encode("gbk")) == {2: "rejected", 3: "warned"}
    assert list(problems(county)) == [2]


def test_remarks_beside_every_line_are_no_reason_to_send_it_back(county: SmallCounty) -> None:
    lines = ["姓名,身份证号,救助金额", *(f"{who(order)},800,火灾后困难" for order in range(4))]
    found = send(county, "民政局", "临时救助.csv", "\n".join(lines).encode("gbk"))
    assert set(found.values()) == {"warned"}


def test_blanks_behind_every_line_are_none_either(county: SmallCounty) -> None:
    lines = ["姓名,身份证号,救助金额", *(f"{who(order)},800,,," for order in range(4))]
    found = send(county, "民政局", "临时救助.csv", "\n".join(lines).encode("gbk"))
    assert set(found.values()) == {"warned"}
    assert not problems(county)


@pytest.mark.parametrize(
    ("file", "data", "told"),
    [
        ("救助.slk", b"ID;PWXL;N;E\nC;Y1;X1;K\"a\"\n", "SYLK"),
        ("救助.dif", b"TABLE\n0,1\n\"EXCEL\"\nVECTORS\n0,4\n", "DIF"),
        ("救助.dbf", bytes([3, 126, 10, 12]) + (1).to_bytes(4, "little") + (65).to_bytes(2, "little") + bytes(80), "dBASE"),
        ("救助.json", '[{"姓名": "某", "身份证号": "1"}]'.encode(), "JSON"),
        ("救助.txt", '{"data": [{"姓名": "某"}]}'.encode(), "JSON"),
        ("救助.csv", "姓名,身份證號,救助原因\n某某,1,火災\n".encode("cp950"), "Big5"),
        ("救助.txt", "姓名    身份证号              救助原因\n某某    370282              火灾\n某甲    370282              火灾\n".encode("gbk"), "空格对齐"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_table_is_refused_by_name_with_what_to_do(
    county: SmallCounty, file: str, data: bytes, told: str
) -> None:
    send(county, "民政局", file, data)
    (row,) = county.ask("SELECT state, note, todo FROM ops.feed_file WHERE month = ?", MONTH)
    assert (row["state"], told in str(row["note"])) == ("refused", True), row["note"]
    assert "另存为" in str(row["todo"])


def test_a_base_with_a_bad_line_is_refused_and_the_line_named(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.person(0)
    county.person(1)
    county.load_base()
    path = county.home.base_inbox / "户库.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace("汉族".encode(), b"\xff")
    path.write_bytes(b"".join(lines))
    with pytest.raises(FangpinError, match="第3行"):
        load_base.fn(county_at(county.root), [str(county.home.base_inbox)], "2026-11-30")
