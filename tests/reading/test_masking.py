"""Numbers and names that somebody wrote where none should stand: nobody who may not know them sees them."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from sources.masking import hide
from tasks.publish import publish
from tests.support import SmallCounty, county_at, id_number, name
from warehouse.engine import Engine
from warehouse.publish import declare_masks

MONTH = "2026-10"
N = id_number(1)
HIDDEN = (
    f"号码{N[:6]} {N[6:14]} {N[14:]}", f"号码{N[:6]}-{N[6:14]}-{N[14:]}", f"号码{N[:6]}—{N[6:14]}—{N[14:]}", f"号码{N[:6]}\u202a{N[6:]}",
    "号码" + "".join(chr(ord(sign) + 0xFEE0) for sign in N), "号码37028219800101100 x", "电话138 0013 8000", "电话138-0013-8000",
    "电话0532-88888888", "（0532）88888888", "联系方式：88888888", "卡号6222 0200 1111 2222 333", "护照E12345678", "通行证H1234567890",
)  # fmt: skip
SHOWN = (
    "2026-10-12", "2026-10-12 08:30", "23456.00元", "累计12345.67元，住院23456.78元", "2026年10月12日至11月13日", "YB01-1a2b3c", "GD00012",
    "15间房", "",
)  # fmt: skip


@pytest.mark.parametrize("text", [*HIDDEN, *SHOWN])
def test_numbers_are_hidden_alike_in_frames_and_in_sql(text: str) -> None:
    hidden = pl.DataFrame({"text": [text]}).select(hide(pl.col("text"))).item()
    with Engine(None) as engine:
        declare_masks(engine)
        assert engine.value("SELECT hide_numbers($1)", [text]) == hidden
    assert (hidden == text) == (text in SHOWN)
    assert text in SHOWN or not any(sign.isdigit() for sign in hidden)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("masking"))
    for order in range(20):
        county.person(order)
    county.person(30, 姓名="张伟")
    county.load_base()
    said = [*HIDDEN, f"由邻居{name(19)}代领", "邻居张伟、张伟的儿子都知道", f"{name(18)}和{name(17)}作证"]
    rows = [
        {
            "姓名": name(at),
            "身份证号": id_number(at),
            "诉求内容": word,
            "申报日期": "2026-10-12",
            "工单编号": f"G{at}",
        }
        for at, word in enumerate(said)
    ]
    county.send(MONTH, "热线", f"自主申报工单{name(16)}{N[:6]} {N[6:]}.csv", rows)
    grades = [
        {"户主姓名": name(0), "户主身份证号": id_number(0), "鉴定等级": f"{N[:6]} {N[6:14]} {N[14:]}", "是否唯一住房": "是"},
        {"户主姓名": name(1), "户主身份证号": id_number(1), "鉴定等级": "13800138000", "是否唯一住房": "是"},
        {"户主姓名": name(2), "户主身份证号": id_number(2), "鉴定等级": f"{name(2)}家", "是否唯一住房": "是"},
        {"户主姓名": name(3), "户主身份证号": id_number(3), "鉴定等级": "Ｅ级", "是否唯一住房": "是"},
    ]  # fmt: skip
    county.send(MONTH, "住建局", "住房鉴定.csv", grades)
    county.run(MONTH)
    publish.fn(county_at(county.root))
    return county


def test_no_number_and_no_name_of_anybody_is_published(county: SmallCounty) -> None:
    numbers = [text.lstrip("号码电话卡护照通行证联系方式：（") for text in HIDDEN]
    names = [*map(name, range(20)), "张伟"]
    with duckdb.connect(str(county.home.published), read_only=True) as client:
        says = [row[0] for row in client.sql("SELECT says FROM mart.warning WHERE rule_code = 'ZS01'").fetchall()]
        files = [row[0] for row in client.sql("SELECT file_name FROM mart.feed_file").fetchall()]
        files += [row[0] for row in client.sql("SELECT file_name FROM mart.conservation").fetchall()]
    assert len(says) == len(HIDDEN) + 3
    for text in (*says, *files):
        assert not [one for one in (*numbers, *names, N) if one in text], text
    assert "自主申报：由邻居***代领" in says
    assert "自主申报：邻居***、***的儿子都知道" in says
    assert "自主申报工单******.csv" in files


def test_what_looks_like_a_number_is_hidden_in_the_feedback_wherever_it_stands(county: SmallCounty) -> None:
    rows = county.ask("SELECT row_number, value FROM raw.problem WHERE heading = '鉴定等级' ORDER BY row_number")
    assert [row["value"] for row in rows] == ["***", "***", "（含姓名，已遮盖）", "Ｅ级"]
