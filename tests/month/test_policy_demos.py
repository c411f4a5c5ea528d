"""Each policy from the command to the sheet: lists titled by its place, with its steps, its words and its notice's name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from flows.demo import usual_month
from sources.months import month_end
from tasks.lists import write_lists
from tests.month.test_county import fangpin
from tests.support import SmallCounty, county_at, id_number, name
from warehouse.policy.load import load_policy

POLICIES = ("jimo", "tandu", "liujiang", "eerhe", "foziling")
STEPS = {
    "tandu": ["入户核实日期", "核实方式", "信息比对日期", "民主评议日期", "村级公示结束日期", "录入系统日期"],
    "foziling": [
        "入户核实日期",
        "核实方式",
        "信息比对日期",
        "村级研究日期",
        "乡镇审核日期",
        "县级审定日期",
        "录入系统日期",
    ],
}
IN_ORDER = {"tandu": "信息比对与前面几步同步进行", "foziling": "入户核实和信息比对不分先后"}


def told(file: Path) -> dict[str, list[list[str]]]:
    """The first lines of each sheet of a workbook, as text."""
    with closing(openpyxl.load_workbook(file, read_only=True)) as book:
        return {
            sheet.title: [[str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(max_row=9, values_only=True)]
            for sheet in book
        }  # fmt: skip


def assert_is_of_its_place(lists: dict[str, list[list[str]]], code: str, township: str) -> None:
    policy = load_policy(code)
    assert township in lists["预警信息台账"][0][0] and township in lists["入户清单"][0][0]
    assert any(policy.source in cell for row in lists["填写说明"] for cell in row)
    if code in STEPS:
        heading, *_ = (row for row in lists["办理过程"] if "同办预警" in row)
        assert [cell for cell in heading if cell in STEPS[code]] == STEPS[code]
        assert IN_ORDER[code] in lists["办理过程"][0][0]


@pytest.mark.parametrize("code", ["tandu", "foziling"])
def test_a_townships_lists_are_of_its_place(code: str, tmp_path: Path) -> None:
    policy, county = load_policy(code), SmallCounty(tmp_path / "county")
    month, (township,) = usual_month(policy), policy.townships
    watched = {"监测对象类别": "边缘易致贫户", "风险是否已消除": "否"}
    county.person(1, **{"乡镇（街道）": township, "家庭人均纯收入": "5100"})
    county.person(2, **{"乡镇（街道）": township, **watched})
    county.load_base(month_end(month).isoformat())
    row = {
        "姓名": name(2),
        "身份证号": id_number(2),
        "病种": "肺癌",
        "救治医院": "县人民医院",
        "确诊日期": f"{month}-09",
    }
    county.send(month, "卫健局", "大病.csv", [row])
    county.run(month, code)
    write_lists.fn(county_at(county.root, code), month)
    folder = county.home.outbox(month)
    assert_is_of_its_place(told(folder / township / f"预警信息清单_{township}_{month}.xlsx"), code, township)
    assert (folder / "县级" / f"预警信息台账_{policy.name}_{month}.xlsx").exists()
    hints = {
        str(one["rule_code"]): str(one["hints"]) for one in county.ask("SELECT rule_code, hints FROM warning.warning")
    }
    assert set(hints) == {"YN05", "WJ01"}
    assert f"已在监测（未消除）：{policy.class_called('边缘易致贫户')}，" in hints["WJ01"]


def test_the_demo_of_a_past_line_is_of_its_time() -> None:
    assert {code: usual_month(load_policy(code)) for code in ("tandu", "foziling")} == {
        "tandu": "2022-06",
        "foziling": "2020-04",
    }
    assert usual_month(load_policy("jimo")) == usual_month(load_policy("liujiang"))


@pytest.mark.slow
@pytest.mark.parametrize("code", POLICIES)
def test_a_demo_of_each_policy_ends_well(code: str, tmp_path: Path) -> None:
    home = tmp_path / code
    ran = fangpin("demo", "--policy", code, "--persons", "400", "--home", home)
    assert ran.status == 0, ran.err
    policy = load_policy(code)
    files = sorted((home / "outbox").glob("*/*/预警信息清单_*.xlsx"))
    townships = {file.parent.name for file in files}
    assert len({file.parts[-3] for file in files}) == 2 and (not policy.townships or townships <= set(policy.townships))
    for file in files[-1:]:
        assert_is_of_its_place(told(file), code, file.parent.name)
    assert list((home / "outbox").glob(f"*/县级/预警信息台账_{policy.name}_*.xlsx"))
    status = fangpin("status", "--home", home)
    assert policy.called in status.out


@pytest.mark.slow
@pytest.mark.parametrize("code", POLICIES)
def test_a_home_of_each_policy_begins(code: str, tmp_path: Path) -> None:
    home = tmp_path / code
    assert fangpin("init", "--policy", code, "--home", home).status == 0
    assert f'policy = "{code}"' in (home / "settings.toml").read_text(encoding="utf-8")
    assert fangpin("policy", "check", "--home", home).status == 0
