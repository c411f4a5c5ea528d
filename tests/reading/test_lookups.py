"""Reviewed corrections are data: applied to the text of a column, counted and said; a wrong table is refused by file and row."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.catalogue import usual_catalogue
from sources.cleaning.lookups import Correction, load_lookups
from sources.errors import PolicyError
from tests.support import SmallCounty, id_number

MONTH = "2026-10"
HEAD = "信息类别,列,来文写法,更正为,审核人,审核日期,说明\n"
GOOD = "残疾人证新办及变更,残疾等级,重度甲,二级,数据员,2026-10-08,残联电话确认\n"


def write(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "更正.csv").write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_table_is_read_in_any_of_excels_encodings(tmp_path: Path, encoding: str) -> None:
    assert load_lookups(write(tmp_path, HEAD + GOOD + ",,,,,,\n", encoding), usual_catalogue()) == (
        Correction("disability", "disability_grade", "重度甲", "二级"),
    )


def test_without_a_folder_nothing_is_corrected(tmp_path: Path) -> None:
    assert load_lookups(tmp_path / "lookups", usual_catalogue()) == ()


WRONG = {
    "缺少列：审核人、审核日期": "信息类别,列,来文写法,更正为,说明\n残疾人证新办及变更,残疾等级,重度甲,二级,\n",
    "没有填：审核人": HEAD + "残疾人证新办及变更,残疾等级,重度甲,二级,,2026-10-08,\n",
    "审核日期不是日期": HEAD + "残疾人证新办及变更,残疾等级,重度甲,二级,数据员,上周,\n",
    "没有这种信息类别": HEAD + "残疾名单,残疾等级,重度甲,二级,数据员,2026-10-08,\n",
    "没有这一列": HEAD + "残疾人证新办及变更,危房等级,重度甲,二级,数据员,2026-10-08,\n",
    "仍然认不出": HEAD + "残疾人证新办及变更,残疾等级,重度甲,很重,数据员,2026-10-08,\n",
    "身份证件号码和姓名不能用更正表更正": HEAD + "残疾人证新办及变更,身份证号,某号码,另一号码,数据员,2026-10-08,\n",
    "同一写法有两个不同的更正": HEAD + GOOD + GOOD.replace("二级", "一级"),
}


@pytest.mark.parametrize("reason", WRONG)
def test_a_wrong_table_is_refused_with_file_row_and_reason(tmp_path: Path, reason: str) -> None:
    with pytest.raises(PolicyError, match=reason) as refused:
        load_lookups(write(tmp_path, WRONG[reason]), usual_catalogue())
    assert "更正.csv" in refused.value.where
    assert refused.value.do
    if "缺少列" not in reason:
        assert "行" in refused.value.where


def test_neither_names_nor_keys_are_corrected(tmp_path: Path) -> None:
    for column in ("姓名", "户主姓名", "户主身份证号", "残疾人证号"):
        text = HEAD + f"残疾人证新办及变更,{column},甲,乙,数据员,2026-10-08,\n"
        with pytest.raises(PolicyError, match="不能用更正表更正"):
            load_lookups(write(tmp_path, text), usual_catalogue())


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    county = SmallCounty(tmp_path)
    rows = []
    for order, grade in enumerate(("重度甲", " 重度甲", "重度乙")):
        called, _ = county.person(order)
        rows.append({"姓名": called, "身份证号": id_number(order), "残疾等级": grade, "发证日期": "2026-10-05"})
    county.send(MONTH, "残联", "重度残疾人证.csv", rows)
    county.load_base()
    return county


def note(county: SmallCounty) -> str:
    return str(county.ask("SELECT note FROM ops.feed_file WHERE month = ?", MONTH)[0]["note"])


def test_a_correction_is_applied_counted_and_said(county: SmallCounty) -> None:
    write(county.home.lookups, HEAD + GOOD)
    county.run(MONTH)
    assert [county.outcomes(MONTH)["重度残疾人证.csv", row] for row in (2, 3, 4)] == ["warned", "warned", "rejected"]
    assert note(county).split("；")[-1] == "按已审核的更正表更正2处"


def test_without_the_table_the_rows_are_rejected_and_nothing_is_said(county: SmallCounty) -> None:
    county.run(MONTH)
    assert set(county.outcomes(MONTH).values()) == {"rejected"}
    assert "更正表" not in note(county)
