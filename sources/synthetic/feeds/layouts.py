"""How each feed's file looks, in the month before and in the month itself: name, container, titles, columns, tail.

A column is named as in the feed's declaration; a name in Chinese is an extra heading that no rule reads. File names and
titles copy the style of those seen (domain notes, 3.1). `{y}` `{m}` are year and month, `{n}` the number of rows,
`{reported}` the day of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dates = Literal["cell", "iso", "slash", "chinese", "dotted_month", "compact", "serial"]
Amounts = Literal["number", "thousands"]


@dataclass(frozen=True)
class Style:
    """What a department keeps from month to month, so that a row can come again word for word."""

    columns: tuple[str, ...]
    dates: Dates = "cell"
    amounts: Amounts = "number"


@dataclass(frozen=True)
class Layout:
    """One file: `above` the header (a line with | is cells, else a merged title), `below` the rows.

    breaks: put into the heading of the name; covered: a summary sheet comes first; hides: one row is hidden;
    blank_rows: formatted rows with nothing in them; id_column: where the number stands, if not as the style says;
    beside: columns that the style does not have.
    """

    file: str
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    sheet: str = "Sheet1"
    encoding: str = "gb18030"
    breaks: str = ""
    covered: bool = False
    hides: bool = False
    blank_rows: int = 0
    id_column: str = ""
    beside: tuple[str, ...] = ()

    @property
    def container(self) -> str:
        return self.file.rpartition(".")[2]


UNIT = "填报单位：|||填报时间：{reported}"
SIGNED = ("填报人：", "审核人：")
UNKNOWN_HEADINGS = ("镇街审核意见", "网格员")
"""Declared nowhere, on purpose: a reader has to say that it met them."""

STYLES: dict[str, Style] = {
    "school_dropout": Style(
        ("序号", "person_name", "person_id_number", "school", "school_year", "left_school_on", "left_school_because")
    ),
    "education_aid": Style(
        ("序号", "school", "person_name", "person_id_number", "stage", "aid_name", "aid_yuan", "applied_on"), "iso"
    ),
    "dibao": Style(
        ("序号", "township_text", "village_text", "head_name", "head_id_number", "supported_people", "dibao_class",
         "change_kind", "monthly_yuan", "approved_on"),
        "dotted_month",
    ),
    "tekun": Style(
        ("person_name", "person_id_number", "township_text", "village_text", "support_kind", "change_kind",
         "care_level", "approved_on"),
        "slash",
    ),
    "dibao_edge": Style(
        ("head_name", "person_id_number", "address_text", "supported_people", "change_kind", "approved_on"), "iso"
    ),
    "temporary_aid": Style(
        ("序号", "person_name", "person_id_number", "aid_reason", "aid_yuan", "aided_on", "网格员"),
        "chinese",
        "thousands",
    ),
    "child_welfare": Style(
        ("序号", "person_name", "person_id_number", "child_class", "监护人", "included_on"), "serial"
    ),
    "housing_grade": Style(
        ("序号", "head_name", "head_id_number", "address_text", "housing_grade", "is_only_home", "appraised_on")
    ),
    "housing_renovation": Style(
        ("head_name", "person_id_number", "renovation_kind", "started_on", "aid_yuan", "镇街审核意见"), "iso"
    ),
    "serious_disease": Style(
        ("序号", "person_name", "性别", "年龄", "person_id_number", "disease", "hospital", "diagnosed_on"), "compact"
    ),
    "medical_expense": Style(
        ("序号", "township_text", "village_text", "person_name", "person_id_number", "参保类型", "self_paid_ytd_yuan",
         "inpatient_yuan", "chronic_yuan", "counted_until")
    ),
    "disability": Style(
        ("序号", "person_name", "person_id_number", "disability_kind", "disability_grade", "certificate_event",
         "issued_on", "户口性质")
    ),
    "death": Style(("序号", "person_name", "person_id_number", "died_on", "death_cause"), "iso"),
    "moved_away": Style(("序号", "person_name", "person_id_number", "moved_on", "moved_to"), "iso"),
    "unsafe_water": Style(
        ("序号", "township_text", "village_text", "head_name", "head_id_number", "water_trouble", "water_state",
         "water_found_on"),
        "iso",
    ),
}  # fmt: skip

LAYOUTS: dict[str, tuple[Layout, Layout]] = {
    "school_dropout": (
        Layout("义务教育阶段失学辍学学生名单.xlsx", ("{y}年{m}月义务教育阶段失学辍学学生名单", UNIT), SIGNED),
        Layout("{y}年{m}月控辍保学失学辍学台账.xls", ("失学辍学学生情况统计表",), breaks="\n"),
    ),
    "education_aid": (
        Layout("农村学生教育资助申请汇总表.xlsx", ("{m}月自主申请并获得教育资助的农村学生信息", UNIT)),
        Layout(
            "{y}{m:02d}教育资助名单-{n}人.xlsx",
            ("即墨区农村学生教育资助情况", "（{m}月份自主申请）", UNIT),
            ("合计", *SIGNED),
            blank_rows=150,
        ),
    ),
    "dibao": (
        Layout("{y}.{m}.1-{y}年{m}月份农村低保新增备案表.xls", ("{y}年{m}月份农村低保新增备案表",), ("合计",)),
        Layout(
            "4-0{y}.{m}.1-{y}年{m}月份农村低保备案表 .xls",
            ("{y}年{m}月份农村低保备案表", UNIT),
            ("合计", *SIGNED),
            sheet="明细",
            covered=True,
        ),
    ),
    "tekun": (
        Layout("{m}月份分散供养特困人员新增名单.xlsx"),
        Layout("5-{y}.{m}.1-{y}年{m}月份特困供养人员备案表.xlsx", ("特困供养人员备案表", UNIT), SIGNED, breaks="   "),
    ),
    "dibao_edge": (
        Layout("低保边缘家庭新增.csv"),
        Layout("低保边缘家庭认定名单{y}{m:02d}.csv", ("{m}月份低保边缘家庭认定名单",), encoding="utf-8-sig"),
    ),
    "temporary_aid": (
        Layout("临时救助对象名单.xlsx", ("临时救助发放花名册", UNIT)),
        Layout("#{y}年{m}月份临时救助申报基本情况表.xls", ("临时救助申报基本情况表",), ("合计", "填报人：")),
    ),
    "child_welfare": (
        Layout("孤儿、事实无人抚养儿童、重点困境儿童花名册.xls", ("{m}月新增儿童福利保障对象",)),
        Layout("儿童福利/{y}年{m}月孤儿及困境儿童发放花名册.xlsx", ("儿童福利保障对象花名册", UNIT), ("合计",)),
    ),
    "housing_grade": (
        Layout("农村住房安全鉴定台账.xlsx", ("{y}年{m}月农村住房安全等级鉴定台账", UNIT), hides=True),
        Layout("附件2（住建）.xlsx", ("{y}年{m}月农村住房安全等级鉴定台账",), breaks="  ", blank_rows=200),
    ),
    "housing_renovation": (
        Layout("农村危房改造对象.xlsx"),
        Layout("{y}年农村危房改造对象{m}月.csv", encoding="utf-8-sig"),
    ),
    "serious_disease": (
        Layout("30种大病专项救治患者信息.xlsx", ("大病专项救治患者信息表", UNIT), ("备注：诊断以出院记录为准",)),
        Layout(
            "{m}月份30种大病专项救治患者信息 (2).xlsx", ("大病专项救治患者信息表", "", UNIT), ("合计",), breaks="\n"
        ),
    ),
    "medical_expense": (
        Layout("居民医保个人负担情况{y}年1-{m}月.xlsx", ("{y}年1-{m}月农村居民医保个人负担情况", UNIT), blank_rows=40),
        Layout("居民医保个人负担{y}年1-{m}月.xlsx", ("{y}年1-{m}月居民医保个人负担情况",), ("合计",), hides=True),
    ),
    "disability": (
        Layout("{y}.{m}持证残疾人新办变更名单.xls", ("{m}月份新办理及变更残疾人证名单", UNIT), SIGNED),
        Layout("新办理及变更重度残疾人证名单.xlsx", id_column="certificate_number"),
    ),
}
"""What comes every month. A list sent after it is called by the feed's label (`supplement`)."""


def supplement(label: str, beside: tuple[str, ...]) -> Layout:
    """A list of a few more rows of that feed, which comes after the ordinary one."""
    return Layout(f"{label}补报名单.xlsx", ("{y}年{m}月" + f"{label}补报名单",), beside=beside)
