"""Each locality's policy reads as its notice does: `policies/<code>.md`, run against the policy that is shipped."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import SmallCounty, emptied, id_number, name, pipe_table
from tests.warning.test_deadlines import told
from warehouse import due, handling, models
from warehouse.engine import Engine
from warehouse.policy import deadlines
from warehouse.policy.load import POLICIES, load_policy
from warehouse.policy.procedures import issue_again
from warehouse.policy.words import Policy
from warehouse.tables import handling as t
from warehouse.tables import states

FOLDER = Path(__file__).parent / "policies"
LINES, SENT, LIMITS, STEPS, WORDS = "收入线", "来文", "期限", "程序", "用词"
FILES: dict[str, tuple[str, str, dict[str, str]]] = {
    "大病": ("卫健局", "大病.csv", {"病种": "肺癌", "救治医院": "县人民医院", "确诊日期": "{m}-09"}),
    "低保": ("民政局", "农村低保.csv", {"保障类别": "B", "低保类型": "农村", "保障人数": "1", "月保障金额": "500", "批准日期": "{m}-10"}),
    "特困": ("民政局", "特困人员新增名单.csv", {"供养方式": "分散供养", "人员类别": "", "批准日期": "{m}-08"}),
    "申报": ("热线", "自主申报.csv", {"申报原因": "家中困难", "申报渠道": "12317", "申报日期": "{m}-11"}),
    "信访": ("信访局", "信访.csv", {"反映问题": "家中困难", "信访渠道": "来访", "信访日期": "{m}-12"}),
    "排查": ("镇村", "干部排查.csv", {"排查情况": "突发疾病住院", "是否存在返贫致贫风险": "是", "排查主体": "村两委", "排查日期": "{m}-08"}),
    "住房": ("住建局", "农村住房安全鉴定台账.csv", {"鉴定等级": "C级", "是否唯一住房": "是", "鉴定日期": "{m}-08"}),
    "失业": ("人社局", "失业登记人员.csv", {"失业时间": "{m}-08", "原单位": "某服装厂", "失业原因": "企业停产", "就业状态": "未就业"}),
    "产业": ("农业农村局", "种养殖受损农户.csv", {"受损产业": "生猪", "受损类型": "非洲猪瘟", "产业损失金额": "32000", "受损时间": "{m}-08"}),
    "饮水": ("水利局", "饮水安全排查.csv", {"饮水问题": "水质不达标", "是否已解决": "否", "发现日期": "{m}-08"}),
    "受灾": ("应急管理局", "受灾农户名单.csv", {"灾种": "暴雨", "房屋损毁": "倒塌", "直接经济损失": "50000", "受灾时间": "{m}-08"}),
}  # fmt: skip
"""What a table calls a letter -> its department, its file, a row of it less the person; {m} is the month."""
ITEMS = {
    "入户": "visited_on", "研究": "studied_on", "评议": "reviewed_on", "比对": "compared_on", "公示": "published_on",
    "镇审": "township_approved_on", "县审": "county_approved_on", "录入": "entered_on", "办结": "done_on",
}  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class Case:
    """One line of a table of a policy's book. place: which of its table."""

    policy: str
    section: str
    place: int
    row: Row


def month_of(code: str) -> str:
    found = re.search(r"月份：(20\d\d-\d\d)", (FOLDER / f"{code}.md").read_text(encoding="utf-8"))
    assert found, code
    return found[1]


def read() -> list[Case]:
    cases = []
    for path in sorted(FOLDER.glob("*.md")):
        for text in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            section = text.split("\n", 1)[0].strip()
            cases += [Case(path.stem, section, place, row) for place, row in enumerate(pipe_table(text))]
    return cases


CASES = read()
CODES = sorted({case.policy for case in CASES})


def of(section: str) -> list[Case]:
    return [case for case in CASES if case.section == section]


def called(case: Case) -> str:
    return f"{case.policy}-{case.place + 1}"


def test_every_policy_has_a_book_with_every_table() -> None:
    assert {path.stem for path in POLICIES.glob("*.toml")} == set(CODES)
    assert {(case.policy, case.section) for case in CASES} == {
        (code, section) for code in CODES for section in (LINES, SENT, LIMITS, STEPS, WORDS)
    }


# --- who is warned of, in which words, by when ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def warned(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, int], Row]:
    """(policy, table, line) -> the warning that it makes, of every line of every book that may make one."""
    found: dict[tuple[str, str, int], Row] = {}
    for code in CODES:
        found |= _warned(SmallCounty(tmp_path_factory.mktemp(code) / "county"), code)
    return found


def _warned(county: SmallCounty, code: str) -> dict[tuple[str, str, int], Row]:
    month, persons = month_of(code), {}
    rows: dict[tuple[str, str], list[Row]] = {}
    for order, case in enumerate(one for one in CASES if one.policy == code and one.section in (LINES, SENT)):
        persons[name(order)] = (code, case.section, case.place)
        if case.section == LINES:
            watched = {
                "监测对象类别": case.row["监测对象类别"],
                "风险是否已消除": "否" if case.row["监测对象类别"] else "",
            }
            county.person(order, 家庭人均纯收入=case.row["家庭人均纯收入"], **watched)
            continue
        county.person(order)
        department, file, usual = FILES[case.row["来文"]]
        said = dict(part.split("=", 1) for part in case.row["内容"].split())
        row = {"姓名": name(order), "身份证号": id_number(order)} | usual | said
        rows.setdefault((department, file), []).append({key: cell.format(m=month) for key, cell in row.items()})
    for (department, file), sent in rows.items():
        county.send(month, department, file, sent)
    county.load_base(f"{month}-28")
    county.run(month, code)
    columns = "subject_name, rule_code, risk, grade, CAST(visit_by AS VARCHAR) AS visit_by, hints, policy_version"
    warnings = county.ask(f"SELECT {columns} FROM warning.warning WHERE month = ?", month)
    return {persons[str(row["subject_name"])]: {key: str(cell or "") for key, cell in row.items()} for row in warnings}


@pytest.mark.parametrize("case", of(LINES), ids=called)
def test_an_income_is_below_the_line_as_the_table_says(case: Case, warned: dict[tuple[str, str, int], Row]) -> None:
    found = warned.get((case.policy, case.section, case.place))
    assert ("预警" if found else "不预警") == case.row["结果"], case.row["说明"]
    assert not found or found["rule_code"] == "YN05"


@pytest.mark.parametrize("case", of(SENT), ids=called)
def test_what_is_sent_is_warned_of_as_the_table_says(case: Case, warned: dict[tuple[str, str, int], Row]) -> None:
    found = warned[case.policy, case.section, case.place]
    told_of = {"结果": "rule_code", "风险类型": "risk", "等级": "grade", "入户期限": "visit_by", "提示": "hints"}
    assert {heading: found[column] for heading, column in told_of.items()} == {one: case.row[one] for one in told_of}
    assert found["policy_version"] == load_policy(case.policy).called


# --- due when ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def engine(memory: Engine) -> Engine:
    return emptied(memory, (t.REGISTER, t.EVENT, t.RETURNED, t.ISSUED_UNDER))


def put_on_register(engine: Engine, policy: Policy, way: str, given: dt.date, spoke: dt.date | None) -> None:
    """One warning of a month, its time limits as the policy counts them, issued under the policy."""
    start = spoke if spoke and way in policy.deadlines.counts_from_spoken else given
    limits = deadlines.since(start, policy.deadlines)
    month = month_of(policy.code)
    warning = {
        "number": "N", "month": month, "origin": "department", "household_id": "H", "township": "甲镇", "head_id": "1", "subject_id": "1",
        "way": way, "feedback_on": given, "spoke_on": spoke, "visit_by": limits.visit_by, "decide_by": limits.decide_by,
        "is_monitored": False, "is_compared_already": False, "is_withdrawn": False,
    }  # fmt: skip
    engine.insert(t.REGISTER, [warning])
    issue_again(engine, [month], policy)


@pytest.mark.parametrize("case", of(LIMITS), ids=called)
def test_a_time_limit_is_the_one_of_the_table(case: Case, engine: Engine) -> None:
    row, policy = case.row, load_policy(case.policy)
    spoke = dt.date.fromisoformat(row["开口或发现"]) if row["开口或发现"] else None
    put_on_register(engine, policy, row["预警方式"], dt.date.fromisoformat(row["反馈"]), spoke)
    engine.insert(t.EVENT, list(told(row)))
    engine.make("handling.standing", models.select_of_model("handling.standing"))
    due.look_at(engine, policy, dt.date.fromisoformat(row["看的那天"]))
    obligation = next(one for one, label in due.OBLIGATIONS.items() if label == row["事项"])
    found = engine.rows("SELECT due_on, state FROM handling.due WHERE obligation = ?", [obligation])
    if row["状态"] == "没有":
        assert found == []
        return
    ((due_on, state),) = (tuple(one.values()) for one in found)
    assert (due_on.isoformat(), states.labels(states.LIMITS)[state]) == (row["到期"], row["状态"])


# --- closed when ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", of(STEPS), ids=called)
def test_a_case_is_closed_as_the_table_says(case: Case, engine: Engine) -> None:
    policy = load_policy(case.policy)
    month = month_of(case.policy)
    given = deadlines.feedback_on(month, policy.deadlines)
    put_on_register(engine, policy, "部门预警", given, None)
    said = {ITEMS[part[:2]]: f"{given.year}-{part[2:]}" for part in case.row["日期"].split()}
    engine.insert(
        t.RETURNED,
        [_cell(month, item, value) for item, value in (said | {"meets": "是", "checked_by": "周吴"}).items()],
    )
    engine.run("DELETE FROM handling.today")
    engine.insert(t.TODAY, [{"today": given + dt.timedelta(days=60)}])
    models.run_models(engine, (*handling.JUDGED, "handling.wanted"))
    handling.append_events(engine, models.select_of_model("handling.event_changed"), month, None)
    engine.make("handling.standing", models.select_of_model("handling.standing"))
    assert engine.value("SELECT label FROM handling.standing") == case.row["状态"], case.row["说明"]
    back = "；".join(row["reason"] for row in engine.rows("SELECT reason FROM handling.refusal ORDER BY item"))
    assert case.row["退回"] in back if case.row["退回"] else not back


def _cell(month: str, item: str, value: str) -> dict[str, object]:
    return {
        "month": month, "list_month": month, "edition": 0, "number": "N", "item": item, "written": value, "value": value, "head_id": "1",
        "subject_id": "1", "is_ours": True, "is_sealed": True, "file_name": "a", "sheet": "台账", "row_number": 2,
    }  # fmt: skip


# --- in which words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", of(WORDS), ids=called)
def test_a_word_means_what_the_table_says(case: Case) -> None:
    policy, row = load_policy(case.policy), case.row
    assert (policy.risk_called(row["写法"]) or "", policy.class_called(row["写法"]) or "") == (
        row["风险类型"],
        row["农户类别"],
    )
