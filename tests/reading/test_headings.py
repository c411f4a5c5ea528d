"""Which feed a file is: by its headings first, then by what it is called."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.catalogue import usual_catalogue
from sources.contract import Column, Feed
from sources.feeds.common import SHARED
from sources.reading.asked import ask
from sources.reading.headers.header import read_header
from sources.reading.headers.headings import id_columns, map_headings
from sources.reading.headers.plain import plain

USUAL = usual_catalogue()


def headings_of(feed: Feed) -> list[str]:
    """The first wording of each of its columns, with a name and a number in front."""
    own = [column.headings[0] for column in feed.columns]
    who = ["户主姓名", "户主身份证号"] if feed.about == "household" else ["姓名", "身份证号码"]
    return list(dict.fromkeys(["序号", *who, *own]))


@pytest.mark.parametrize("feed", USUAL.feeds, ids=lambda feed: feed.code)
def test_a_feeds_own_headings_tell_it_from_all_others(feed: Feed) -> None:
    called = "" if feed.marks else feed.words[0]
    best = read_header([headings_of(feed)], USUAL.feeds, called, USUAL)[0]
    assert best.feed is feed
    assert not best.unknown


@pytest.mark.parametrize(
    ("column", "heading"),
    [(column, heading) for feed in USUAL.feeds for column in feed.columns for heading in column.headings],
    ids=lambda value: value.name if isinstance(value, Column) else value,
)
def test_every_declared_wording_finds_its_column(column: Column, heading: str) -> None:
    feed = next(feed for feed in USUAL.feeds if column in feed.columns)
    places, _ = map_headings(feed, ["序号", heading])
    assert column.name in places


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(USUAL.feeds), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(feed: Feed, random: object) -> None:
    headings = headings_of(feed)
    shuffled = list(headings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    straight, _ = map_headings(feed, headings)
    mixed, _ = map_headings(feed, shuffled)
    assert {name: headings[place] for name, place in straight.items()} == {
        name: shuffled[place] for name, place in mixed.items()
    }


@pytest.mark.parametrize("written", ["户主   姓名", "户主\n姓名", "户 主 姓 名", "*户主姓名", "户主姓名（必填）"])
def test_spaces_breaks_and_stars_in_a_heading_do_not_matter(written: str) -> None:
    assert plain(written) == "户主姓名"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3、救助原因", "救助原因"), ("1. 是否存在风险", "是否存在风险"), ("4. Q4 第4题 是否存在风险", "是否存在风险"), ("（一）姓名", "姓名"),
        ("①姓名", "姓名"), ("❷身份证号", "身份证号"), ("⑴姓名", "姓名"), ("㈠姓名", "姓名"), ("No.3 姓名", "姓名"), ("问题3：救助原因", "救助原因"),
        ("A6居民身份证", "居民身份证"), ("您家的住房鉴定等级是？", "住房鉴定等级"), ("请输入您的身份证号码：", "身份证号码"), ("姓名[填空题]", "姓名"),
        ("*必填 姓名", "姓名"), ("您家庭人口数", "家庭人口数"), ("姓\u202a名\u2069", "姓名"), ("身\u00ad份证号", "身份证号"), ("姓名\U000e0100", "姓名"),
        ("2025年度累计个人负担", "2025年度累计个人负担"), ("10月保障金额", "10月保障金额"), ("30种大病", "30种大病"), ("12345工单编号", "12345工单编号"),
        ("成员1姓名", "成员1姓名"), ("1.1-10.31救助金额", "1.1-10.31救助金额"), ("10 月救助金额", "10月救助金额"), ("Q1累计个人负担", "Q1累计个人负担"),
        ("A级", "A级"), ("是", "是"), ("一级", "一级"), ("一卡通账号", "一卡通账号"), ("三级以上医院", "三级以上医院"), ("1", "1"), ("一、", "一"),
    ],
)  # fmt: skip
def test_the_number_and_the_wording_of_a_question_are_no_part_of_a_heading(written: str, meant: str) -> None:
    assert plain(written) == meant


@pytest.mark.parametrize(
    ("unknown", "asks"), [("当前办证状况", True), ("所在小区", False), ("是否本人", False), ("变更情况说明", True)]
)
def test_a_heading_that_may_be_the_missing_column_is_a_matter_to_look_at(unknown: str, asks: bool) -> None:
    header = read_header([["姓名", "身份证号", "残疾等级", unknown]], USUAL.feeds_of("残联"), "残疾人证", USUAL)[0]
    (remark,) = ask(header, ["disability_grade <= 2 AND COALESCE(certificate_event, '新办') IN ('新办', '变更')"])
    assert "“办理类型”" in remark.text
    assert bool(remark.do) == asks


@pytest.mark.parametrize(
    "foreign", ["监护人身份证号", "配偶身份证号", "照料人身份证号码", "经办人身份证", "联系人姓名", "开户行账户姓名"]
)
def test_other_peoples_numbers_are_never_taken_for_the_subjects(foreign: str) -> None:
    for feed in USUAL.feeds:
        places, _ = map_headings(feed, ["学校", foreign])
        assert not {"person_name", "head_name", *id_columns(feed)} & set(places)


def test_titles_above_and_two_levels_of_headings_are_read_through() -> None:
    rows = [
        ["2026年10月住房安全鉴定台账", "", "", "", ""],
        ["填报单位：", "", "", "", ""],
        ["户主信息", "", "房屋信息", "", ""],
        ["户主姓名", "户主身份证号", "鉴定等级", "是否唯一住房", "鉴定日期"],
        ["某某", "370282196412175955", "C级", "是", "2026-10-01"],
    ]
    best = read_header(rows, USUAL.feeds_of("住建局"), "台账", USUAL)[0]
    assert (best.feed.code, best.last) == ("housing_grade", 3)
    assert set(best.places) == {"head_name", "head_id_number", "housing_grade", "is_only_home", "appraised_on"}


def test_no_wording_is_declared_for_two_columns_of_one_feed() -> None:
    for feed in USUAL.feeds:
        seen: dict[str, str] = {}
        for column in (*feed.columns, *SHARED):
            for heading in {plain(heading) for heading in column.headings}:
                if column in feed.columns:
                    assert seen.setdefault(heading, column.name) == column.name, (feed.code, heading)
