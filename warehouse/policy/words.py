"""The words of a locality's rulebook: what a policy may say, and what each of it means. Read from TOML by `load`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from sources.contract import Feed
from warehouse.policy.deadlines import Deadlines
from warehouse.policy.duties import Calendar, Duty
from warehouse.policy.lists import ListOfNotice
from warehouse.policy.strict import DayOfMonth, Strict
from warehouse.tables import states

OTHER_RISK = "其他"
"""Stands for the risks that `help` does not name."""
Amount = Annotated[float, Field(gt=0)]
ByYear = dict[int, Amount]
Names = dict[str, tuple[str, ...]]
"""The name in force here -> what else the same is called."""


class Dispatch(Strict):
    """月调度 of the progress made by last month's ledger. townships_drawn: for guidance on the spot; households_drawn: of those whose
    warnings were closed, to be checked again."""

    by_day: DayOfMonth = 4
    townships_drawn: int = Field(default=2, ge=0)
    households_drawn: int = Field(default=10, ge=0)


class Ledger(Strict):
    """附件2: the columns of the ledger in the notice's own order and wording, and the ways a warning comes about.

    told_ways: the ways whose people must be told the result (即墨: 自主申报户和信访户). form: whose form it is, as its notes say.
    """

    columns: tuple[str, ...]
    ways: tuple[str, ...]
    form: str = "本表按其附件格式编制"
    told_ways: tuple[str, ...] = ("自主申报", "信访信息")


Step = Literal["入户核实", "村级研究", "民主评议", "信息比对", "村级公示", "乡镇审核", "县级审定", "录入系统"]


class Procedure(Strict):
    """The order of recognition, the steps of one group in parallel. 即墨: 入户核实—民主评议—信息比对—村级公示—录入系统. A step that stands in
    several groups may be done beside any of them: 坦渡 compares while the others go on (信息比对与识别程序同步进行). 佛子岭 has 村级研究 (驻村工作队与
    村两委共同研究，形成会议记录), and 乡镇审核 and 县级审定 behind the village's part.

    closing_needs: of a warning that meets the standard, before 办结 counts: every_step dated (即墨: 严格履行), or no_gap: where steps
    are recorded none may be missing, but who fills in nothing but the columns of 附件2 has closed it too.
    """

    closing_needs: Literal["every_step", "no_gap"] = "every_step"
    steps: tuple[tuple[Step, ...], ...] = (("入户核实",), ("民主评议",), ("信息比对",), ("村级公示",), ("录入系统",))


class Told(Strict):
    """What people are told in letters and bulletins. office: who signs for the county and hears complaints; hotlines: whom to ring."""

    office: str = "乡村振兴局"
    hotlines: tuple[str, ...] = ("12317",)


class Memory(Strict):
    """What earlier months spare, and what they raise.

    verified_within_days: a household verified so recently before the feedback is not visited again (坦渡: 近一个月内核实的直接使用);
    compared_within_days: a 信息比对 so recent is not repeated; repeated_from: warned of in so many earlier months and never recognised
    (坦渡 ⑨ 多次预警但未识别), a household is raised; repeated_within_months: how far back these are counted.
    """

    verified_within_days: int = Field(default=30, ge=0)
    compared_within_days: int = Field(default=180, ge=0)
    repeated_from: int = Field(default=3, ge=1)
    repeated_within_months: int = Field(default=24, ge=1)

    @property
    def verified_within(self) -> str:
        """The span of a visit that need not be made again, in words."""
        return "一个月内" if 28 <= self.verified_within_days <= 31 else f"{self.verified_within_days}天内"


class Income(Strict):
    """The second line. low_per_head_yuan: a lower 人均纯收入 of a year puts a 脱贫户 or a monitored one on 增收帮扶重点名单 (柳江: 低于1万元);
    low_by_year: where the place sets it anew for a year."""

    low_per_head_yuan: float = Field(default=10_000, gt=0)
    low_by_year: ByYear = {}

    def low_of(self, year: int) -> float:
        """The second line of a year, 元 a head."""
        return self.low_by_year.get(year, self.low_per_head_yuan)


class WarningRule(Strict):
    """One warning rule. when: SQL over the feed's columns; new: what counts as new; says: the sentence for the list.

    risk_from_words: where the words plainly tell one risk (`risk_words` of the policy), it is that one, else `risk`.
    on_change: which change of the watched value (an amount, a grade) makes somebody new who was in the roster before.
    """

    code: str = Field(pattern=r"^[A-Z]{2}\d{2}$")
    feed: str
    when: str
    new: Literal["each_event", "first_time_in_year"]
    on_change: Literal["never", "any", "raised", "lowered"] = "never"
    risk: str
    grade: Literal["红", "橙", "黄"]
    says: str
    way: str = states.BY_DEPARTMENT.label
    compared_already: bool = False
    risk_from_words: bool = False


class Monitoring(Strict):
    """Who is to be monitored, by year; amounts in 元 a head and year. Ask `line_of` and `band_of`, which know the formula.

    income_line_yuan: 监测范围, an amount; none of a year where the place has set none. times_dibao: so many times the place's own 农村低保
    standard (dibao_yuan), of years without an amount. about_yuan: the line is about so much (佛子岭: 5000元左右), this many more or less.
    rural_average_yuan: 全省农村居民可支配收入平均水平 (佛子岭: 15416元); near_average_yuan: who lacks at most so much of it is near it (接近).
    """

    income_line_yuan: ByYear = {}
    times_dibao: ByYear = {}
    dibao_yuan: ByYear = {}
    about_yuan: float = Field(default=0, ge=0)
    rural_average_yuan: ByYear = {}
    near_average_yuan: float = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _standard_is_there(self) -> Self:
        lacking = sorted(self.times_dibao.keys() - self.income_line_yuan.keys() - self.dibao_yuan.keys())
        if lacking:
            raise ValueError(
                f"times_dibao 写了{lacking[0]}年的倍数，没有写这一年的低保标准；请在 dibao_yuan 中写明（元/人/年）"
            )
        return self

    def line_of(self, year: int) -> float | None:
        """监测范围 of a year as the place sets it; None where it has set none."""
        if year in self.income_line_yuan or year not in self.times_dibao:
            return self.income_line_yuan.get(year)
        return round(self.times_dibao[year] * self.dibao_yuan[year], 2)

    def band_of(self, year: int) -> tuple[float, float] | None:
        """From where to where an income is about the line (佛子岭); both ends are the line where the place says no width."""
        line = self.line_of(year)
        return None if line is None else (max(0.0, line - self.about_yuan), line + self.about_yuan)

    def about_of(self, year: int) -> float | None:
        """Up to where an income is about the line (佛子岭: 5000元左右); None where the place speaks of no such width."""
        band = self.band_of(year)
        return band[1] if band and self.about_yuan else None

    def near_average_of(self, year: int) -> float | None:
        """From where on an income is near the rural average or above it (佛子岭: 接近或达到15416元); None where the place speaks of none."""
        average = self.rural_average_yuan.get(year)
        return None if average is None else average - self.near_average_yuan

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which there is a line."""
        return tuple(sorted(self.income_line_yuan.keys() | self.times_dibao.keys()))


class HouseholdClass(Strict):
    """A class of household (户属性) as it is called in its time (2020: 边缘户; since 2021: 边缘易致贫户). also: what else the same is called."""

    name: str = Field(min_length=1)
    also: tuple[str, ...] = ()


class VillageGroup(Strict):
    """A group of supervisors as the notice parts the villages (坦渡: 人员分组). places: villages or townships; who is in it, settings say."""

    name: str = Field(min_length=1)
    places: tuple[Annotated[str, Field(min_length=1)], ...] = Field(min_length=1)


class FeedPolicy(Strict):
    """How a feed is usually delivered here: only what is new, or the full roster each month. awaited: it is due each month, or comes when
    there is something to say (随到随收); as the feed itself says where the place says nothing."""

    delivery: Literal["new", "roster"] = "new"
    awaited: bool | None = None


class ArrivalBounds(Strict):
    """When a feed's number of rows is out of bounds, against the median of its earlier months.

    shrinks_below, grows_above: shares of that median; judged_from_rows: where the median is smaller, chance alone goes so
    far. A full roster moves little from month to month, so that its own bounds are tighter; a short one is judged by
    the usual bounds only. history_months: how far back it is looked.
    """

    shrinks_below: float = Field(default=0.4, ge=0, lt=1)
    grows_above: float = Field(default=2.5, gt=1)
    judged_from_rows: int = Field(default=10, ge=1)
    roster_shrinks_below: float = Field(default=0.8, ge=0, lt=1)
    roster_grows_above: float = Field(default=1.25, gt=1)
    roster_judged_from_rows: int = Field(default=50, ge=1)
    history_months: int = Field(default=6, ge=1)


class Cleaning(Strict):
    """Bounds of data cleaning. The weights are those of the quality score: points a hundred people lose for one anomaly each.

    repeated_months: so many months on end uncorrected, and the county is told; flood_share, flood_from: a rule that fires
    on more than this share of what it judged (and on so many at least) goes to no township; surge_share, surge_from:
    monitored households entered or left in a month, against those there were; gap_share, gap_from: a township fills in a column
    for less than this share of the people that the county's average would have, and for so many people less at least.
    """

    repeated_months: int = Field(default=3, ge=2)
    flood_share: float = Field(default=0.5, gt=0, le=1)
    flood_from: int = Field(default=50, ge=1)
    surge_share: float = Field(default=0.2, gt=0)
    surge_from: int = Field(default=5, ge=1)
    gap_share: float = Field(default=0.5, gt=0, le=1)
    gap_from: int = Field(default=10, ge=1)
    weight_high: float = Field(default=3, ge=0)
    weight_middle: float = Field(default=1, ge=0)
    weight_low: float = Field(default=0.2, ge=0)


class Base(Strict):
    """When an export of the household base does not look whole. leave_share, leave_from: more than this share of a township's people
    (and so many at least), or a village of so many people, may not leave the base unless somebody says so (--whole)."""

    leave_share: float = Field(default=0.1, ge=0, le=1)
    leave_from: int = Field(default=5, ge=1)


class TownshipChange(Strict):
    """A township that became another, or went into another (撤镇设街道、合并、拆分). villages: only these of it; none: all."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_township: str = Field(alias="from", min_length=1)
    to_township: str = Field(alias="to", min_length=1)
    on: dt.date
    villages: tuple[str, ...] = ()


class Policy(Strict):
    """A rulebook, with the date from which it holds.

    list: the lists that its notice asks for, `lists_of_notice` in code; `lists` are lists of words that rules read.
    help: risk -> department -> what it is asked to do for a household that is newly monitored; 其他 for risks that are not named.
    risk_words: risk -> words of people's own by which it is known (`risk_from_words` of a rule). risk_types: the notice's list of 风险类型,
    in its order; empty: those that rules and help name. risk_aliases: 风险类型 -> what else it is called.
    without_rules: codes of rules of what it extends that do not hold here. group: the supervisors' villages. texts: what it was read from.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    code: str
    name: str
    version: str
    in_force_from: dt.date
    source: str
    townships: tuple[str, ...] = ()
    deadlines: Deadlines
    ledger: Ledger
    procedure: Procedure = Procedure()
    told: Told = Told()
    help: dict[str, dict[str, str]] = {}
    risk_words: Names = {}
    risk_types: tuple[str, ...] = ()
    risk_aliases: Names = {}
    household_class: tuple[HouseholdClass, ...] = ()
    group: tuple[VillageGroup, ...] = ()
    dispatch: Dispatch = Dispatch()
    memory: Memory = Memory()
    income: Income = Income()
    arrival: ArrivalBounds = ArrivalBounds()
    cleaning: Cleaning = Cleaning()
    base: Base = Base()
    township_change: tuple[TownshipChange, ...] = ()
    monitoring: Monitoring = Monitoring()
    lists: dict[str, tuple[str, ...]] = {}
    feeds: dict[str, FeedPolicy] = {}
    without_rules: tuple[str, ...] = ()
    lists_of_notice: tuple[ListOfNotice, ...] = Field(default=(), alias="list")
    rule: tuple[WarningRule, ...]
    calendar: Calendar = Calendar()
    duty: tuple[Duty, ...] = ()
    digest: str = ""
    texts: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """As each run and each warning keeps it: which policy, which version."""
        return f"{self.code} {self.version}"

    @property
    def risks(self) -> tuple[str, ...]:
        """Every 风险类型 that the policy knows; what is not plain comes last."""
        named = self.risk_types or [*self.help, *self.risk_words, *(rule.risk for rule in self.rule)]
        return (*(risk for risk in dict.fromkeys(named) if risk != OTHER_RISK), OTHER_RISK)

    def delivery_of(self, feed: str) -> str:
        """How this feed is usually delivered: new or roster."""
        return self.feeds.get(feed, FeedPolicy()).delivery

    def awaits(self, feed: Feed) -> bool:
        """Is this feed due here each month?"""
        said = self.feeds.get(feed.code, FeedPolicy()).awaited
        return feed.awaited if said is None else said

    def risk_called(self, written: str) -> str | None:
        """The 风险类型 of this policy that somebody means (缺劳力, 缺劳动力 and 因缺劳力 are one); None where it knows none."""
        return _called(written, dict.fromkeys(self.risks, ()) | self.risk_aliases)

    def class_called(self, written: str) -> str | None:
        """The class of household that is meant, as this policy calls it (2020: 边缘户; since 2021: 边缘易致贫户); None where it knows none."""
        return _called(written, {one.name: one.also for one in self.household_class})


def _called(written: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    said = "".join(written.split())
    return next((name for name, others in names.items() if said == name or said in others), None)
