"""The calendar of dated duties: by the days that the words say, ticked off once however often it is said, kept as events."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command
from typer.testing import CliRunner

from flows import cli, schedule
from flows.cli import app
from flows.duties import calendar_at, pressing_at, take_back, tick_off
from flows.notify import duties_message
from flows.settings import open_county
from reports.duties import lines_of
from reports.facts import Facts
from reports.pages.pages import write_pages
from sources.errors import PolicyError, UsageError
from tests.support import SmallCounty, county_of, id_number, let_go, name
from warehouse.duties import AHEAD, Tick, calendar_of, fall_meant, note, ticks_of
from warehouse.engine import Engine
from warehouse.policy.deadlines import is_working_day, settled
from warehouse.policy.duties import Duty, Rhythm, falls_of
from warehouse.policy.load import POLICIES, load_policy
from warehouse.tables import DUTY_EVENT, states

MONTH = "2026-10"
TODAY = dt.date(2026, 12, 1)
NOW = dt.datetime.combine(TODAY, dt.time(9))
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2032, 12, 31))
RESTS = st.sampled_from(["keep", "next_working_day", "previous_working_day"])
RHYTHMS = st.one_of(
    st.builds(lambda day: Rhythm(once=day), DAYS),
    st.builds(lambda month, day: Rhythm(each="year", month=month, day=day), st.integers(1, 12), st.integers(1, 31)),
    st.builds(lambda month, day: Rhythm(each="quarter", month=month, day=day), st.integers(1, 3), st.integers(1, 31)),
    st.builds(lambda day: Rhythm(each="month", day=day), st.integers(1, 31)),
    st.builds(lambda weekday: Rhythm(each="week", weekday=weekday), st.integers(1, 7)),
)


def duty_of(rhythm: Rhythm, **said: object) -> Duty:
    return Duty.model_validate(
        {"code": "ZZ01", "what": "报告", "who": ("镇街",), "words": "原文", "due": rhythm} | said
    )


def is_due(rhythm: Rhythm, day: dt.date) -> bool:
    """As the words are read, day by day."""
    if rhythm.once:
        return day == rhythm.once
    if rhythm.each == "week":
        return day.isoweekday() == rhythm.weekday
    last = calendar.monthrange(day.year, day.month)[1]
    in_month = {"year": day.month == rhythm.month, "quarter": (day.month - 1) % 3 + 1 == rhythm.month, "month": True}
    return in_month[str(rhythm.each)] and day.day == min(rhythm.day or 0, last)


@settings(deadline=None)
@given(RHYTHMS, DAYS, st.integers(0, 800))
def test_it_falls_due_on_the_days_of_its_words_and_no_other(rhythm: Rhythm, first: dt.date, length: int) -> None:
    days = [first + dt.timedelta(days=by) for by in range(length + 1)]
    assert list(rhythm.days(days[0], days[-1])) == [day for day in days if is_due(rhythm, day)]


@settings(deadline=None)
@given(RHYTHMS, DAYS, st.integers(0, 400), RESTS)
def test_rest_days_move_it_and_lose_none(rhythm: Rhythm, first: dt.date, length: int, rests: str) -> None:
    limits = load_policy("jimo").deadlines.model_copy(update={"on_rest_days": rests})
    last = first + dt.timedelta(days=length)
    falls = falls_of(duty_of(rhythm), first, last, dt.date(2015, 1, 1), limits)
    around = dt.timedelta(days=40)
    days = rhythm.days(first - around, last + around)
    assert [(fall.day, fall.due_on) for fall in falls] == [
        (day, settled(day, limits)) for day in days if first <= settled(day, limits) <= last
    ]
    assert rests == "keep" or all(is_working_day(fall.due_on) for fall in falls)


@settings(deadline=None)
@given(RHYTHMS, DAYS, DAYS)
def test_it_holds_from_a_day_until_a_day(rhythm: Rhythm, since: dt.date, until: dt.date) -> None:
    limits = load_policy("jimo").deadlines
    duty = duty_of(rhythm, since=since, until=until)
    falls = falls_of(duty, since - AHEAD, until + AHEAD, dt.date(2015, 1, 1), limits)
    assert all(since <= fall.day <= until for fall in falls)
    assert [fall.day for fall in falls] == list(rhythm.days(since, until))


@settings(max_examples=40, deadline=None)
@given(RHYTHMS, st.lists(DAYS.filter(lambda day: day < TODAY), min_size=1, max_size=6), st.data())
def test_ticking_twice_is_once(rhythm: Rhythm, done: list[dt.date], data: st.DataObject) -> None:
    """Whatever was ticked off before, and in whatever order: the same said again keeps nothing, and the calendar stays."""
    duty = duty_of(rhythm)
    policy = load_policy("jimo").model_copy(update={"duty": (duty,), "in_force_from": dt.date(2015, 1, 1)})
    began = data.draw(st.none() | DAYS)
    with Engine(None, only=[DUTY_EVENT]) as engine:
        for day in done:
            fall = fall_meant(duty, policy, ticks_of(engine), began, day)
            assert fall is not None
            note(engine, fall, Tick(day, "办了"), TODAY)
            before = ticks_of(engine)
            again = fall_meant(duty, policy, before, began, day)
            assert again == fall and not note(engine, again, Tick(day, "办了"), TODAY)
            assert ticks_of(engine) == before
        ticked = [one for one in calendar_of(policy, ticks_of(engine), began, TODAY) if one.state is states.TICKED]
        assert {(one.fall.day, one.tick) for one in ticked} == {
            (day, tick) for (_, day), tick in ticks_of(engine).items()
        }
        assert engine.value("SELECT COUNT(*) FROM ops.duty_event") == len(
            set(done) if not duty.is_once else _runs(done)
        )


def _runs(days: list[dt.date]) -> list[dt.date]:
    """A day said again behind another is a correction; said twice in a row it is nothing."""
    return [day for place, day in enumerate(days) if place == 0 or days[place - 1] != day]


def policy_with(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "policy.toml"
    file.write_text('extends = "tandu"\n' + text, encoding="utf-8")
    return file


DUTY = '[[duty]]\ncode = "ZZ01"\nwhat = "报告"\nwho = ["镇街"]\nwords = "原文"\n'


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ('{ each = "month" }', "只写 day"),
        ('{ each = "week", day = 3 }', "weekday"),
        ('{ each = "quarter", month = 4, day = 1 }', "1到3"),
        ('{ each = "day" }', "只能写"),
        ('{ each = "month", day = 32 }', "不能大于31"),
        ("{ once = 2026-05-06, day = 6 }", "once"),
        ("{ }", "once"),
    ],
)
def test_a_rhythm_that_says_no_day_is_refused(due: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as refused:
        load_policy(policy_with(tmp_path, f"{DUTY}due = {due}\n"))
    assert told in str(refused.value) and "限期工作" in str(refused.value)


def test_a_county_adds_to_its_policys_duties_and_another_place_begins_anew(tmp_path: Path) -> None:
    own = load_policy(policy_with(tmp_path, f'{DUTY}due = {{ each = "month", day = 5 }}\n'))
    tandu = [duty.code for duty in load_policy("tandu").duty]
    assert [duty.code for duty in own.duty] == [*tandu, "ZZ01"] and "JM01" not in tandu
    changed = load_policy(policy_with(tmp_path, DUTY.replace("ZZ01", tandu[0]) + "due = { once = 2026-05-06 }\n"))
    assert [duty.code for duty in changed.duty] == tandu and changed.duty[0].due.once == dt.date(2026, 5, 6)
    twice = f'{DUTY}due = {{ each = "month", day = 5 }}\n'
    (tmp_path / "alone.toml").write_text(
        POLICIES.joinpath("jimo.toml").read_text(encoding="utf-8") + 2 * twice, encoding="utf-8"
    )
    with pytest.raises(PolicyError, match="编号重复"):
        load_policy(tmp_path / "alone.toml")


def test_what_supplies_material_is_there() -> None:
    """A command that a duty names is one of ours."""
    ours = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = {
        words.split()[0]
        for code in ("jimo", "tandu", "liujiang", "eerhe", "foziling")
        for duty in load_policy(code).duty
        for words in duty.supplies.split("fangpin ")[1:]
    }
    assert named and named <= ours


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """October has run."""
    county = county_of(tmp_path_factory.mktemp("duties") / "county", range(3))
    county.root.joinpath("settings.toml").write_text('policy = "jimo"\n', encoding="utf-8")
    rows = [{"姓名": name(1), "身份证号": id_number(1), "个人负担累计": "26000"}]
    county.send(MONTH, "医保局", "个人负担.csv", rows)
    county.run(MONTH)
    let_go()
    return county


@pytest.fixture
def county(lived: SmallCounty, tmp_path: Path) -> SmallCounty:
    copied = lived.copy(tmp_path / "county")
    let_go()
    return copied


def told(county: SmallCounty, today: dt.date = TODAY) -> dict[tuple[str, str], str]:
    found = calendar_at(open_county(county.home), today)
    return {(one.fall.duty.code, str(one.fall.due_on)): one.state.code for one in found}


def test_a_home_just_made_has_nothing_overdue(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["init", "--home", str(tmp_path / "new")])
    assert ran.exit_code == 0
    home = SmallCounty(tmp_path / "new")
    found = told(home)
    assert "unticked" not in found.values() and found["JM11", "2022-04-15"] == "before_us"
    assert found["JM01", "2026-12-04"] == "coming" and found["JM08", "2027-09-15"] == "far_off"
    assert not home.home.warehouse.exists()
    tick_off(open_county(home.home), "jm10", "十五个镇街都排查了", "", "", TODAY)
    assert told(home)["JM10", "2026-12-31"] == "ticked"


def test_what_is_over_since_the_first_month_is_told(county: SmallCounty) -> None:
    """October's work is done from November on: the ledgers of 30 November, not those of October."""
    found = told(county)
    assert found["JM04", "2026-11-30"] == "unticked" and ("JM04", "2026-10-30") not in found
    assert told(county, dt.date(2026, 11, 30))["JM04", "2026-11-30"] == "coming"


def test_it_is_ticked_off_corrected_and_taken_back(county: SmallCounty) -> None:
    opened = open_county(county.home)
    first = tick_off(opened, "JM04", "15个镇街都报了", "2026-11-29", "", TODAY)
    assert str(first.fall.due_on) == "2026-11-30"  # a day early
    take_back(opened, "JM04", "", TODAY)
    late = tick_off(opened, "JM04", "15个镇街都报了", "", "", TODAY)
    assert str(late.fall.due_on) == "2026-11-30" and late.is_new
    assert not tick_off(opened, "JM04", " 15个镇街都报了 ", "", "", TODAY).is_new
    corrected = tick_off(opened, "JM04", "14个镇街报了", "", "", TODAY)
    assert corrected.is_new and corrected.fall == late.fall
    assert told(county)["JM04", "2026-11-30"] == "ticked"
    take_back(opened, "JM04", "2026-11-30", TODAY)
    assert told(county)["JM04", "2026-11-30"] == "unticked"
    with pytest.raises(UsageError, match="没有可撤回的"):
        take_back(opened, "JM04", "2026-11-30", TODAY)
    events = county.ask("SELECT due_on, is_retracted FROM ops.duty_event ORDER BY ordinal")
    assert [row["is_retracted"] for row in events] == [False, True, False, False, True]  # nothing was taken out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("JM99", "办了", "", ""), "可写的有：JM01"),
        (("JM04", " ", "", ""), "没有写办成了什么"),
        (("JM04", f"{id_number(1)}已报", "", ""), "像身份证号"),
        (("JM04", "打13800138000问过", "", ""), "像身份证号"),
        (("JM04", "办" * 61, "", ""), "太长"),
        (("JM04", "办了", "2026-12-02", ""), "还没有到"),
        (("JM04", "办了", "", "2026-11-29"), "没有在2026-11-29到期的一次"),
    ],
    ids=["code", "blank", "id", "phone", "long", "future", "due"],
)
def test_what_cannot_be_ticked_off_is_refused(asked: tuple[str, str, str, str], said: str, county: SmallCounty) -> None:
    with pytest.raises(UsageError) as refused:
        tick_off(open_county(county.home), *asked, TODAY)
    assert said in str(refused.value) and id_number(1) not in str(refused.value)


def test_the_page_tells_it_on_the_day_of_the_lists(county: SmallCounty, tmp_path: Path) -> None:
    tick_off(open_county(county.home), "JM03", "7日已反馈", "2026-11-07", "", TODAY)
    folder, pages = tmp_path / "outbox" / "县级", []
    folder.mkdir(parents=True)
    for _ in range(2):
        with open_county(county.home).warehouse_there() as engine:
            write_pages(engine, Facts(MONTH, load_policy("jimo")), folder)
        pages.append((folder / "index.html").read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert "2026-11-07 7日已反馈" in pages[0] and "看到2026年11月7日" in pages[0]
    assert "每月30日前将台账加盖政府公章后报区乡村振兴局备案" in pages[0]


def test_the_commands_tell_it(county: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "now", lambda: NOW)

    def said(*words: str) -> str:
        ran = CliRunner().invoke(app, [*words, "--home", str(county.root)])
        assert ran.exit_code == 0, ran.output
        return ran.stdout

    tick = json.loads(
        said("duties", "done", "JM08", "--on", "2026-09-10", "--due", "2026-09-15", "--word", "13个镇街已报", "--json")
    )
    assert (tick["due_on"], tick["is_new"]) == ("2026-09-15", True)
    found = json.loads(said("duties", "--json"))["duties"]
    assert {"code": "JM08", "state": "ticked", "word": "13个镇街已报"}.items() <= next(
        row for row in found if row["code"] == "JM08" and row["done_on"]
    ).items()
    assert "13个镇街已报" in said("duties") and "JM08" in said("duties")
    assert "限期工作" in said("status") or "将到期" in said("status")
    assert json.loads(said("status", "--json"))["duties"] == found
    assert "已撤回登记" in said("duties", "undo", "JM08")


def test_serve_tells_counts_and_words_of_duties_only(county: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(schedule, "now", lambda: NOW)
    monkeypatch.setattr(schedule, "tell", lambda home, body: sent.append(body))
    tick_off(open_county(county.home), "JM03", "七日已反馈十五个镇街", "2026-11-07", "", TODAY)
    over, coming = pressing_at(open_county(county.home), TODAY)
    assert schedule.duties_due.fn(str(county.root)) > 0 and len(sent) == 1
    message = duties_message(TODAY, over, coming)
    assert f"过期未记{len(over)}项（" in message and "2026-11-30 台账盖章后报备案" in message
    assert f"将到期{len(coming)}项（" in message and "七日已反馈" not in message


def test_where_nothing_presses_nobody_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(schedule, "now", lambda: NOW)
    monkeypatch.setattr(schedule, "tell", lambda home, body: sent.append(body))
    (tmp_path / "settings.toml").write_text('policy = "eerhe"\n', encoding="utf-8")
    assert schedule.duties_due.fn(str(tmp_path)) == 0 and not sent


def test_a_weekly_duty_that_is_over_many_times_is_one_line(tmp_path: Path) -> None:
    policy = load_policy("liujiang")
    found = calendar_of(policy, {}, dt.date(2026, 9, 1), TODAY)
    over = [line for line in lines_of([one for one in found if one.state is states.UNTICKED]) if line.code == "LJ05"]
    assert [line.when for line in over] == ["2026-09-06至2026-11-29共13次"]
