"""The lists of the five notices against the table that says who stands on each; titles, townships, what hangs in public, what comes back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.queries import query_of
from sources.errors import PolicyError
from tasks.county import County
from tasks.lists import write_lists
from tasks.notice_list import make_list
from tasks.returns import take_returns
from tests.ledgers import fill_in, rows_of
from tests.support import SmallCounty, county_at, id_number, name, pipe_table
from warehouse.engine import Engine
from warehouse.policy.lists import GOES_OUT_IN, ListOfNotice
from warehouse.policy.load import load_policy
from warehouse.policy.words import Monitoring, Policy
from warehouse.tables.listing import HOUSEHOLD

MONTH, NEXT, TODAY = "2026-10", "2026-11", dt.date(2026, 12, 1)
TABLE = Path(__file__).with_name("lists.md").read_text(encoding="utf-8")
ROWS = pipe_table(TABLE)
CODES = dict(re.findall(r"(\w+)＝(\w+)", TABLE))
OF_ALL = ("visits_to_all", "house_checks")
HEADINGS = {
    "人均": "家庭人均纯收入", "上年": "上年度家庭人均纯收入", "饮水": "是否解决安全饮用水", "劳动": "劳动技能", "兜底": "整户无劳动能力兜底保障户", "消除": "风险消除时间",
    "识别": "识别监测时间", "参保": "是否参加城乡居民基本医疗保险", "综合": "综合保障", "产业": "产业帮扶", "健康": "健康状况", "危房": "是否危房户", "低保": "是否享受农村居民最低生活保障",
}  # fmt: skip
WORDS = {
    "在监": {"监测对象类别": "边缘易致贫户", "风险是否已消除": "否"},
    "已消": {"监测对象类别": "边缘易致贫户", "风险是否已消除": "是"},
}
SENT: Mapping[str, tuple[str, str, dict[str, str]]] = {
    "自付30000": ("医保局", "个人负担.csv", {"年度累计个人负担": "30000"}),
    "低保停发": ("民政局", "农村低保停发.csv", {"低保类别": "B类", "保障人数": "1", "月保障金额": "500", "变动类型": "停发", "批准日期": "2026-10-10"}),
    "整户低保": ("民政局", "农村低保.csv", {"低保类别": "B类", "保障人数": "1", "月保障金额": "500", "变动类型": "新增", "批准日期": "2026-10-10"}),
    "D级": ("住建局", "住房鉴定.csv", {"鉴定等级": "D级", "是否唯一住房": "是", "鉴定日期": "2026-10-09"}),
    "危改": ("住建局", "危房改造.csv", {"改造方式": "修缮加固", "补助金额": "20000", "开工日期": "2026-10-09"}),
}  # fmt: skip
EMPTY = ("publicity", "watched_changed")
"""Lists on which nobody of the table stands: nothing has come back yet, nobody bears the name of 2020 for it."""
ELSEWHERE = 900
"""Who lives in another township, monitored for years."""


def every_list() -> tuple[ListOfNotice, ...]:
    """Each list that some shipped policy asks for, once, as the first asks for it."""
    found: dict[str, ListOfNotice] = {}
    for code in ("jimo", "tandu", "liujiang", "eerhe", "foziling"):
        for one in load_policy(code).lists_of_notice:
            found.setdefault(one.code, one)
    return tuple(found.values())


class Lines(Monitoring):
    """佛子岭's two lines, beside the 监测范围 of another place."""

    def about_of(self, year: int) -> float | None:
        return 6_000

    def near_average_of(self, year: int) -> float | None:
        return 13_874


def policy_of_all() -> Policy:
    return load_policy("jimo").model_copy(update={
        "lists_of_notice": every_list(), "monitoring": Lines(income_line_yuan={2026: 7000}),
    })  # fmt: skip


def opened(root: Path) -> County:
    county = county_at(root)
    return County(county.home, county.catalogue, policy_of_all())


def in_base(words: str) -> dict[str, str]:
    """What the base says, of a cell of the table."""
    said: dict[str, str] = {"是否享受农村居民最低生活保障": "否", "是否解决安全饮用水": "是", "是否危房户": "否"}
    for word in filter(None, words.split("；")):
        heading, _, value = word.partition("=")
        said |= WORDS.get(heading, {HEADINGS.get(heading, heading): value})
    return said


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """The county of the table, its month run and its lists written."""
    county = SmallCounty(tmp_path_factory.mktemp("lists") / "county")
    files: dict[tuple[str, str], list[dict[str, str]]] = {}
    for order, row in enumerate(ROWS):
        county.person(order, **in_base(row["户库"]))
        if row["来文"]:
            department, file, words = SENT[row["来文"]]
            files.setdefault((department, file), []).append({"姓名": name(order), "身份证号": id_number(order)} | words)
    county.person(
        ELSEWHERE,
        **in_base("在监；识别=2024年10月；人均=5000；健康=患有大病"),
        **{"乡镇（街道）": "金口镇", "行政村": "西村"},
    )
    for (department, file), rows in files.items():
        county.send(MONTH, department, file, rows)
    county.load_base()
    county.run(MONTH, judged=True, county=opened(county.root))
    write_lists.fn(opened(county.root), MONTH)
    return county


def stands(county: SmallCounty, month: str = MONTH) -> dict[str, set[tuple[str, str]]]:
    """household -> the lists on which it stands, each with its class."""
    rows = county.ask("SELECT household_id, list_code, listed_class FROM listing.line WHERE month = ?", month)
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(str(row["household_id"]), set()).add((str(row["list_code"]), str(row["listed_class"])))
    return found


def household(order: int) -> str:
    return f"3702150000{order:07d}"


@pytest.mark.parametrize("order", range(len(ROWS)), ids=lambda order: f"{order}-{ROWS[order]['因为']}")
def test_who_stands_on_which_list(listed: SmallCounty, order: int) -> None:
    wanted = {tuple(one.split("：", 1)) for one in filter(None, ROWS[order]["列入"].split("；"))}
    found = {one for one in stands(listed).get(household(order), set()) if one[0] not in OF_ALL}
    assert found == {(CODES[code], words) for code, words in wanted}


def test_everybody_who_was_poor_or_monitored_is_visited_and_checked(listed: SmallCounty) -> None:
    wanted = {
        household(order) for order, row in enumerate(ROWS) if re.search("脱贫户|在监|已消", row["户库"])
    } | {household(ELSEWHERE)}  # fmt: skip
    for code in OF_ALL:
        assert {key for key, lists in stands(listed).items() if any(of == code for of, _ in lists)} == wanted


def written(county: SmallCounty, code: str) -> list[Path]:
    return make_list(opened(county.root), code, MONTH).files


@pytest.mark.parametrize("one", every_list(), ids=lambda one: one.code)
def test_a_list_bears_the_notices_title_and_names_nobody_of_another_township(
    listed: SmallCounty, tmp_path: Path, one: ListOfNotice
) -> None:
    county = listed.copy(tmp_path / "county")
    files = written(county, one.code)
    assert files or one.code in EMPTY
    for file in files:
        book = openpyxl.load_workbook(file)
        cells = [str(cell.value) for row in book[one.name].iter_rows() for cell in row if cell.value is not None]
        place = file.relative_to(county.home.outbox(MONTH)).parts[0]
        village = file.parent.name if "村级" in file.parts else place
        called = {"县级": "即墨区", "部门": "即墨区"}.get(place, village)
        assert cells[0].startswith(one.title.replace("{village}", called)) or cells[0].startswith(
            f"{called}{one.title}"
        )
        ours = [name(order) for order in range(len(ROWS))]
        if place == "金口镇":
            assert not any(whose in cell for cell in cells for whose in ours)
        elif place == "田横镇":
            assert name(ELSEWHERE) not in cells and id_number(ELSEWHERE) not in cells


def test_a_list_goes_out_when_its_rhythm_says_so(listed: SmallCounty) -> None:
    out = {file.name for file in listed.home.outbox(MONTH).rglob("*.xlsx")}
    for one in every_list():
        if one.code in EMPTY:
            continue  # nobody stands on it
        assert any(name.startswith(f"{one.name}_") for name in out) == one.is_due(MONTH), one.code


@pytest.mark.parametrize(("rhythm", "months"), [("monthly", 12), ("quarterly", 4), ("yearly", 1), ("asked", 0)])
def test_a_rhythm_says_how_often(rhythm: str, months: int) -> None:
    one = ListOfNotice.model_validate(
        {"code": "visits_to_all", "title": "遍访", "rhythm": rhythm, "for": ["village"], "says": ""}
    )
    due = [number for number in range(1, 13) if one.is_due(f"2026-{number:02}")]
    assert len(due) == months == len(GOES_OUT_IN[one.rhythm])
    assert (12 in due) == (months > 0)  # January's lists are those of December


def test_a_list_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        'extends = "jimo"\n[[list]]\ncode = "no_such"\ntitle = "某"\nrhythm = "monthly"\nfor = ["county"]\nsays = ""\n'
    )
    with pytest.raises(PolicyError, match="名单no_such"):
        load_policy(file)


@pytest.mark.parametrize(
    ("code", "reader"),
    [
        ("key_areas", "township"),
        ("handling_results", "village"),
        ("publicity", "county"),
        ("income_help", "department"),
    ],
)
def test_a_list_for_whom_it_is_not_is_refused(tmp_path: Path, code: str, reader: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        f'extends = "jimo"\n[[list]]\ncode = "{code}"\ntitle = "某"\nrhythm = "monthly"\nfor = ["{reader}"]\nsays = ""\n'
    )
    with pytest.raises(PolicyError):
        load_policy(file)


@pytest.mark.parametrize("title", ["防止返贫监测对象公示", "名单{month}", "名单/一", ""])
def test_a_title_that_is_taken_or_names_no_file_is_refused(tmp_path: Path, title: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        f'extends = "jimo"\n[[list]]\ncode = "look_back"\ntitle = "{title}"\nrhythm = "asked"\nfor = ["county"]\nsays = ""\n'
    )
    with pytest.raises(PolicyError):
        load_policy(file)


def test_departments_that_are_to_help_get_the_income_list(listed: SmallCounty) -> None:
    folder = listed.home.outbox(MONTH) / "部门"
    pushed = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("增收帮扶重点对象档案_*"))
    assert pushed == [f"{one}/增收帮扶重点对象档案_{one}_{MONTH}.xlsx" for one in ("人社局", "农业农村局")]
    heads = {row["户主姓名"] for row in rows_of(folder / pushed[0], "增收帮扶重点对象档案")}
    wanted = {name(order) for order, row in enumerate(ROWS) if "增收：" in row["列入"]} | {name(ELSEWHERE)}
    assert heads == wanted


def test_the_city_is_told_how_far_townships_and_departments_have_come(listed: SmallCounty, tmp_path: Path) -> None:
    county = listed.copy(tmp_path / "county")
    (file,) = written(county, "handling_results")
    told = {
        row["名称"]: (row["镇街或部门"], row["反馈条数"], row["在办"])
        for row in rows_of(file, "预警排查核实办理情况汇总表")
    }
    warnings = len(county.ask("SELECT number FROM handling.register"))
    assert told["田横镇"] == ("镇街", warnings, warnings)
    assert told["医保局"] == (
        "部门",
        sum(row["来文"] == "自付30000" for row in ROWS),
        sum(row["来文"] == "自付30000" for row in ROWS),
    )


def test_key_areas_tell_the_share_that_is_not_removed(listed: SmallCounty, tmp_path: Path) -> None:
    county = listed.copy(tmp_path / "county")
    (file,) = written(county, "key_areas")
    monitored, relieved = (sum(word in row["户库"] for row in ROWS) for word in ("在监", "已消"))
    row = next(row for row in rows_of(file, "重点区域排查表") if (row["镇街"], row["村"]) == ("田横镇", "全镇街"))
    assert (row["未消除户数"], row["曾纳入户数"]) == (monitored, monitored + relieved)
    assert row["未消除占比%"] == round(100 * monitored / (monitored + relieved), 1)


def test_each_village_has_its_part_of_the_visits(listed: SmallCounty, tmp_path: Path) -> None:
    county = listed.copy(tmp_path / "county")
    files = make_list(opened(county.root), "visits", MONTH).files
    assert [file.relative_to(county.home.outbox(MONTH)).parts[:3] for file in files] == [("田横镇", "村级", "东村庄")]
    assert len(rows_of(files[0], "入户清单")) == len(county.ask("SELECT DISTINCT household_id FROM handling.register"))


@pytest.mark.parametrize("code", ["visits_to_all", "visits"])
def test_what_was_asked_for_stays_when_the_months_lists_are_written_again(
    listed: SmallCounty, tmp_path: Path, code: str
) -> None:
    county = listed.copy(tmp_path / "county")
    files = make_list(opened(county.root), code, MONTH).files
    write_lists.fn(opened(county.root), MONTH)
    assert files and [file for file in files if not file.exists()] == []


def test_who_is_to_be_recognised_hangs_in_public_until_the_days_of_it_are_over(
    listed: SmallCounty, tmp_path: Path
) -> None:
    county = listed.copy(tmp_path / "county")
    order = next(order for order, row in enumerate(ROWS) if row["因为"] == "一般农户支出骤增")
    number = county.ask("SELECT number FROM handling.register WHERE head_name = ?", name(order))[0]["number"]
    ledger = county.home.outbox(MONTH) / "田横镇" / f"预警信息清单_田横镇_{MONTH}.xlsx"
    yes = {"是否符合认定标准": "是", "核查人员": "甲乙丙"}
    steps = {"入户核实日期": "2026-11-09", "民主评议日期": "2026-11-11", "信息比对日期": "2026-11-12"}
    for file, days in (("一.xlsx", steps), ("二.xlsx", steps | {"村级公示结束日期": "2026-11-20"})):
        fill_in(
            ledger,
            county.home.returns(MONTH) / file,
            {"预警信息台账": {str(number): yes}, "办理过程": {str(number): days}},
        )
        take_returns.fn(opened(county.root), MONTH, TODAY)
        shown = [
            row["户主姓名"] for page in written(county, "publicity") for row in rows_of(page, "防止返贫监测对象公示")
        ]
        assert shown == ([name(order)] if file == "一.xlsx" else [])
    assert list(county.home.outbox(MONTH).rglob("防止返贫监测对象公示_*")) == []


def test_a_county_puts_its_own_title_in_the_place_of_the_usual(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        'extends = "jimo"\n[[list]]\ncode = "elimination"\ntitle = "消除名单"\nrhythm = "quarterly"\nfor = ["county"]\nsays = ""\n'
    )
    titles = {one.code: one.title for one in load_policy(file).lists_of_notice}
    assert titles == {"elimination": "消除名单", "publicity": "防止返贫监测对象公示"}


def filled(county: SmallCounty, code: str, said: Mapping[str, str], file: str = "报回.xlsx") -> str:
    """The township's list with its first row filled in and sent back; the number of that row."""
    (list_,) = [file for file in written(county, code) if file.parent.name == "田横镇"]
    title = next(one.name for one in every_list() if one.code == code)
    number = str(rows_of(list_, title)[0]["清单编号"])
    fill_in(list_, county.home.returns(MONTH) / file, {title: {number: dict(said)}}, "清单编号")
    return number


CHECKED = {"核查结论": "情况属实，已解决", "核查情况": "已参保", "核查日期": "2026-11-20", "核查人员": "甲乙丙"}


def test_what_comes_back_is_kept_and_stands_on_the_next_list(listed: SmallCounty, tmp_path: Path) -> None:
    county = listed.copy(tmp_path / "county")
    number = filled(county, "key_matters", CHECKED)
    counts = take_returns.fn(opened(county.root), MONTH, TODAY).flat()
    assert (counts["list_cells"], counts["list_cells_refused"]) == (4, 0)
    again = take_returns.fn(opened(county.root), MONTH, TODAY).flat()
    assert again["list_cells"] == 4
    (list_,) = [file for file in written(county, "key_matters") if file.parent.name == "田横镇"]
    row = next(row for row in rows_of(list_, "关键信息核实核查台账") if row["清单编号"] == number)
    assert row["核查结论"] == "情况属实，已解决" and row["核查人员"] == "甲乙丙"
    (whole,) = [file for file in written(county, "key_matters") if file.parent.name == "县级"]
    assert "已参保" in {row["核查情况"] for row in rows_of(whole, "关键信息核实核查台账")}


def test_what_cannot_be_taken_goes_back_with_its_reason(listed: SmallCounty, tmp_path: Path) -> None:
    county = listed.copy(tmp_path / "county")
    filled(county, "key_matters", CHECKED | {"核查日期": "2026-12-02", "核查人员": "已核实"})
    counts = take_returns.fn(opened(county.root), MONTH, TODAY).flat()
    assert (counts["list_cells"], counts["list_cells_refused"]) == (2, 2)
    write_lists.fn(opened(county.root), MONTH)
    back = rows_of(county.home.outbox(MONTH) / "田横镇" / f"退回补正_名单_田横镇_{MONTH}.xlsx", "退回原因")
    assert {row["哪一项"] for row in back} == {"核查日期", "核查人员"}


def test_who_stood_on_the_income_list_stays_to_the_years_end(listed: SmallCounty, tmp_path: Path) -> None:
    county = listed.copy(tmp_path / "county")
    order = next(order for order, row in enumerate(ROWS) if row["因为"] == "不增反降")
    county.persons[order] = {**county.persons[order], "家庭人均纯收入": "30000"}
    county.load_base("2026-11-30")
    county.run(NEXT, judged=True, county=opened(county.root))
    assert ("income_help", "继续跟踪") in stands(county, NEXT)[household(order)]
    numbers = county.ask(
        "SELECT DISTINCT number, first_month FROM listing.line WHERE list_code = 'income_help' AND household_id = ?",
        household(order),
    )
    assert [row["first_month"] for row in numbers] == [MONTH]


@pytest.mark.parametrize(("because", "code"), [("低于1万元", "income_help"), ("今年实施危改", "new_support")])
def test_who_was_listed_this_year_is_not_lost_when_the_base_says_nothing_more(
    listed: SmallCounty, tmp_path: Path, because: str, code: str
) -> None:
    county = listed.copy(tmp_path / "county")
    order = next(order for order, row in enumerate(ROWS) if row["因为"] == because)
    county.persons[order] = {**county.persons[order], "家庭人均纯收入": "30000"}
    county.load_base("2026-11-30")
    county.run(NEXT, judged=True, county=opened(county.root))
    assert code in {of for of, _ in stands(county, NEXT)[household(order)]}


def test_the_special_file_of_key_people_says_why_they_are_not_included(listed: SmallCounty, tmp_path: Path) -> None:
    county = listed.copy(tmp_path / "county")
    (file,) = [file for file in written(county, "special_files") if file.parent.name == "田横镇"]
    warned = [order for order, row in enumerate(ROWS) if row["因为"].startswith("重点人群")]
    low = [order for order, row in enumerate(ROWS) if re.search(r"^户类型.*人均=600[01]；健康=患有大病", row["户库"])]
    rows = rows_of(file, "一般农户特殊档案名单")
    assert {row["户主姓名"] for row in rows} == {name(order) for order in (*warned, *low)}
    assert all(row["研判结果"] == "还没有研判完" and "诊断证明" in str(row["佐证材料清单"]) for row in rows)
    number = next(
        str(row["number"])
        for row in county.ask("SELECT number FROM handling.register WHERE head_name = ?", name(*warned))
    )
    ledger = county.home.outbox(MONTH) / "田横镇" / f"预警信息清单_田横镇_{MONTH}.xlsx"
    no = {
        "是否符合认定标准": "否",
        "不符合认定标准的主要原因": "已有稳定收入",
        "核查人员": "甲乙丙",
        "办结日期": "2026-11-20",
    }
    fill_in(ledger, county.home.returns(MONTH) / "台账.xlsx", {"预警信息台账": {number: no}})
    take_returns.fn(opened(county.root), MONTH, TODAY)
    (file,) = [file for file in written(county, "special_files") if file.parent.name == "田横镇"]
    row = next(row for row in rows_of(file, "一般农户特殊档案名单") if row["户主姓名"] == name(*warned))
    assert (row["研判结果"], row["未纳入原因"]) == ("不符合，未纳入", "已有稳定收入")


def public_county(tmp_path: Path, listed: SmallCounty) -> Path:
    """The county with a household that the village found fit for removal; the page that its village hangs up."""
    county = listed.copy(tmp_path / "county")
    filled(
        county, "elimination", {"核查结论": "达到消除条件，按程序消除", "核查日期": "2026-11-20", "核查人员": "甲乙丙"}
    )
    take_returns.fn(opened(county.root), MONTH, TODAY)
    (page,) = written(county, "publicity")
    return page


def test_a_public_list_names_village_head_and_class_and_nothing_else(listed: SmallCounty, tmp_path: Path) -> None:
    page = public_county(tmp_path, listed)
    assert page.parent.name == "东村庄"
    book = openpyxl.load_workbook(page)
    rows = rows_of(page, "防止返贫监测对象公示")
    order = next(order for order, row in enumerate(ROWS) if "消除：" in row["列入"])
    assert rows == [{"村": "东村庄", "户主姓名": name(order), "类别": "拟消除风险监测对象"}]
    everything = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert not re.search(r"\d{7,}|[大慢]病|残疾|健康|因病|电话|账", everything.replace(MONTH, ""))


SHOWN_NAME = re.search(r"REGEXP_REPLACE\(told\.head_name, ('[^']*'), '', 'g'\)", query_of("public_list"))


@given(st.lists(st.text(alphabet="赵钱孙李0123456789X甲乙 ", max_size=30), min_size=1))
def test_no_figure_gets_onto_a_public_list_in_a_name(people: list[str]) -> None:
    assert SHOWN_NAME is not None
    with Engine(None, only=(HOUSEHOLD,)) as engine:
        shown = engine.rows(
            f"SELECT REGEXP_REPLACE(UNNEST($1::VARCHAR[]), {SHOWN_NAME[1]}, '', 'g') AS shown", [people]
        )
    assert not any(re.search(r"\d", str(row["shown"])) for row in shown)
