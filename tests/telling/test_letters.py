"""告知书: who gets one, what it says, and what a county may do with its template. Real files throughout."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import docx
import pytest

from reports.documents.document import OF_NO_TIME, hand_out, template_of
from reports.township.letters import LETTER, called
from sources.errors import PolicyError
from tasks.lists import write_lists
from tasks.returns import take_returns
from tests.ledgers import TOLD, fill_in, listed, run
from tests.support import SmallCounty, county_at, county_of, id_number, name

MONTH, TOWNSHIP, TODAY = "2026-10", "田横镇", dt.date(2026, 11, 30)
DECLARED, COMPLAINED, HEALTH = 1, 2, 3
NO = {"是否符合认定标准": "否", "不符合认定标准的主要原因": "家庭收入稳定，<三项保障> 均已落实", "核查人员": "甲乙丙"}
SENT = {
    DECLARED: ("热线", "自主申报.csv", {"诉求内容": "母亲住院，费用负担重", "来源渠道": "12345", "申报日期": "2026-10-08"}),
    COMPLAINED: ("信访局", "信访信息.csv", {"反映问题": "房屋漏雨", "信访渠道": "信访局", "信访日期": "2026-10-09"}),
    HEALTH: ("残联", "新办理重度残疾人证.csv", {"残疾类别": "肢体", "残疾等级": "一级", "办理类型": "新办", "批准日期": "2026-10-10"}),
}  # fmt: skip
"""Of whom each department writes, and what."""
DONE = NO | {TOLD: "是", "办结日期": "2026-11-20"}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """A county whose lists are out: one who declared himself, one who complained, one whom a department named."""
    county = county_of(tmp_path_factory.mktemp("letters") / "county", (DECLARED, COMPLAINED, HEALTH))
    for order, (department, file, row) in SENT.items():
        county.send(MONTH, department, file, [{"姓名": name(order), "身份证号": id_number(order)} | row])
    run(county, MONTH)
    return county


@pytest.fixture
def county(issued: SmallCounty, tmp_path: Path) -> SmallCounty:
    return issued.copy(tmp_path / "county")


def numbers(county: SmallCounty) -> dict[str, str]:
    """way -> number."""
    rows = county.ask("SELECT way, number FROM handling.register")
    return {str(row["way"]): str(row["number"]) for row in rows}


def send_back(county: SmallCounty, said: dict[str, dict[str, str]], visited: str = "") -> None:
    ledger = listed(county, MONTH)
    sheets = {"预警信息台账": {numbers(county)[way]: cells for way, cells in said.items()}}
    if visited:
        sheets["办理过程"] = {numbers(county)[way]: {"入户核实日期": visited} for way in said}
    fill_in(ledger, county.home.returns(MONTH) / ledger.name, sheets)


def letters(county: SmallCounty) -> dict[str, Path]:
    take_returns.fn(county_at(county.root), MONTH, TODAY)
    county.told = write_lists.fn(county_at(county.root), MONTH)  # type: ignore[attr-defined]
    folder = county.home.outbox(MONTH) / TOWNSHIP / "告知书"
    return {file.stem.split("_")[1]: file for file in sorted(folder.glob("*.docx"))}


def text_of(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def test_whoever_asked_for_help_and_does_not_meet_the_standard_gets_a_letter(county: SmallCounty) -> None:
    send_back(county, {"自主申报": DONE, "信访信息": NO, "部门预警": NO}, visited="2026-11-09")
    found = letters(county)
    assert set(found) == {numbers(county)["自主申报"], numbers(county)["信访信息"]}
    told = text_of(found[numbers(county)["自主申报"]])
    for part in (
        f"{name(DECLARED)}：", "您于2026年10月8日通过12345反映的情况（自主申报：母亲住院，费用负担重）", "我镇于2026年11月7日收到", "于2026年11月9日由甲乙丙入户核实",
        "家庭收入稳定，<三项保障> 均已落实", "田横镇人民政府（盖章）", "2026年11月20日", "12317、12345", "即墨区乡村振兴局",
    ):  # fmt: skip
        assert part in told, part
    assert "　　年　　月" in text_of(found[numbers(county)["信访信息"]])


def test_who_meets_the_standard_or_whose_reason_is_missing_gets_none(county: SmallCounty) -> None:
    send_back(
        county,
        {
            "自主申报": {"是否符合认定标准": "是", "核查人员": "甲乙丙"},
            "信访信息": NO | {"不符合认定标准的主要原因": ""},
        },
    )
    assert letters(county) == {}


def test_the_file_names_nobody_and_its_bytes_do_not_change(county: SmallCounty) -> None:
    send_back(county, {"自主申报": DONE})
    before = {file.name: file.read_bytes() for file in letters(county).values()}
    assert {file.name: file.read_bytes() for file in letters(county).values()} == before
    (file,) = letters(county).values()
    with zipfile.ZipFile(file) as package:
        assert {part.date_time for part in package.infolist()} == {OF_NO_TIME}
        assert b"2026-10-01T00:00:00Z" in package.read("docProps/core.xml")
    assert not any(name(DECLARED) in one or id_number(DECLARED) in one for one in before)


def test_the_countys_own_template_goes_before_the_shipped_one(county: SmallCounty) -> None:
    own = own_template(county, "{{ 姓名 }}你好：{{ 原因 }}")
    send_back(county, {"自主申报": DONE})
    assert text_of(next(iter(letters(county).values()))) == f"{name(DECLARED)}你好：{DONE['不符合认定标准的主要原因']}"
    assert own.is_file()


def own_template(county: SmallCounty, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    county.home.own_templates.mkdir(exist_ok=True)
    file = county.home.own_templates / LETTER.file
    document.save(str(file))
    return file


BROKEN = {
    "{{ 姓名 }} {{ 原因 }} {{ 手机 }}": "字段“手机”不认识",
    "{{ 姓名 }}": "没有字段“原因”",
    "{{ 姓名 }} {{ 原因 }": "花括号没有写对",
    "{{ 姓名 }} {{ 原因.第一 }}": "第一",
    "{{ 姓名 }} {{ 原因() }}": "花括号不能照办",
}


@pytest.mark.parametrize(("text", "said"), BROKEN.items(), ids=[str(place) for place in range(len(BROKEN))])
def test_a_broken_template_is_told_and_everything_else_goes_out(county: SmallCounty, text: str, said: str) -> None:
    own_template(county, text)
    send_back(county, {"自主申报": DONE})
    assert letters(county) == {}
    (told,) = county.told.counts.unwritten  # type: ignore[attr-defined]
    assert said in told and f"templates/{LETTER.file}" in told and "处理办法" in told and name(DECLARED) not in told
    assert list((county.home.outbox(MONTH) / TOWNSHIP).glob("预警信息清单_*.xlsx"))


def test_a_template_that_is_no_word_document_is_told(tmp_path: Path) -> None:
    (tmp_path / LETTER.file).write_text("告知书", encoding="utf-8")
    with pytest.raises(PolicyError, match="不是能打开的 Word 文档"):
        template_of(LETTER, tmp_path)


def test_the_shipped_template_is_right(tmp_path: Path) -> None:
    assert template_of(LETTER, tmp_path).used <= set(LETTER.fields)


def test_every_field_is_told_to_whoever_changes_a_template() -> None:
    told = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8")
    assert [field for field in LETTER.fields if f"| {field} |" not in told] == []


def test_the_shipped_templates_are_handed_out_to_be_changed(tmp_path: Path) -> None:
    assert LETTER.file in hand_out(tmp_path / "文书")
    assert template_of(LETTER, tmp_path / "文书").where == f"templates/{LETTER.file}"


def test_townships_sign_by_what_they_are() -> None:
    assert called("田横镇") == ("我镇", "田横镇人民政府")
    assert called("环秀街道") == ("我街道", "环秀街道办事处")
    assert called("高新区") == ("高新区", "高新区")
