"""The locality's rulebook: read from TOML, checked whole before anything runs under it.

A rule's condition is SQL over the columns of its feed. It is tried against an empty table of that feed, so that a
wrong column or a slip of the pen is refused with file, rule and reason, and not found out in the middle of a month.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sources.catalogue import added_feeds, feed_of_code
from sources.contract import Feed
from sources.errors import PolicyError
from sources.refusals import in_chinese, told_error
from warehouse.engine import Engine, SqlError
from warehouse.sentence import quoted, sentence
from warehouse.tables import SUMMED, feed_table

POLICIES = Path(__file__).resolve().parent.parent / "policies"
OTHER_RISK = "其他"
"""Stands for the risks that `help` does not name."""
DayOfMonth = Annotated[int, Field(ge=1, le=31)]


class Strict(BaseModel):
    """Words that we do not know are refused: a misspelt threshold must not be silently left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Deadlines(Strict):
    """Days of the following month, working days and days, as the notice sets them.

    on_rest_days: where a last day falls on a rest day (make-up workdays are none); "keep" where the notice says nothing.
    responsible_within_days, plan_within_days: from inclusion (录入系统); None where the place sets no such time limit.
    soon_days: so many days before the last day a township is reminded.
    """

    departments_send_by_day: DayOfMonth
    lists_out_by_day: DayOfMonth
    ledgers_back_by_day: DayOfMonth
    visit_working_days: int = Field(ge=0)
    decide_within_days: int = Field(ge=0)
    decide_clock_starts: Literal["clue", "visit"]
    on_rest_days: Literal["keep", "next_working_day", "previous_working_day"] = "keep"
    responsible_within_days: int | None = Field(default=None, ge=0)
    plan_within_days: int | None = Field(default=None, ge=0)
    soon_days: int = Field(default=3, ge=0)


class Dispatch(Strict):
    """月调度 of the progress made by last month's ledger. townships_drawn: for guidance on the spot; households_drawn: of those whose
    warnings were closed, to be checked again."""

    by_day: DayOfMonth = 4
    townships_drawn: int = Field(default=2, ge=0)
    households_drawn: int = Field(default=10, ge=0)


class Ledger(Strict):
    """附件2: the columns of the ledger in the notice's own order and wording, and the ways a warning comes about.

    told_ways: the ways whose people must be told the result (即墨: 自主申报户和信访户).
    """

    columns: tuple[str, ...]
    ways: tuple[str, ...]
    told_ways: tuple[str, ...] = ("自主申报", "信访信息")


Step = Literal["入户核实", "民主评议", "信息比对", "村级公示", "乡镇审核", "县级审定", "录入系统"]


class Procedure(Strict):
    """The order of recognition, the steps of one place in parallel. 即墨: 入户核实—民主评议—信息比对—村级公示—录入系统; 坦渡
    compares in parallel with the others; 佛子岭 has 镇办审核 and 县级审定 behind the village's part.

    closing_needs: of a warning that meets the standard, before 办结 counts: every_step dated, or no_gap: where steps are recorded
    none may be missing, but who fills in nothing but the columns of 附件2 has closed it too.
    """

    closing_needs: Literal["every_step", "no_gap"] = "no_gap"
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


class Rule(Strict):
    """One warning rule. when: SQL over the feed's columns; new: what counts as new; says: the sentence for the list.

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
    way: str = "部门预警"
    compared_already: bool = False


class Monitoring(Strict):
    """Who is to be monitored. income_line_yuan: 监测范围 by year, 元 a head and year; none where the place has set none."""

    income_line_yuan: dict[int, Annotated[float, Field(gt=0)]] = {}


class FeedPolicy(Strict):
    """How a feed is usually delivered here: only what is new, or the full roster each month."""

    delivery: Literal["new", "roster"] = "new"


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


class Policy(Strict):
    """A rulebook, with the date from which it holds.

    help: risk -> department -> what it is asked to do for a household that is newly monitored; 其他 for risks that are not named.
    """

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
    dispatch: Dispatch = Dispatch()
    memory: Memory = Memory()
    arrival: ArrivalBounds = ArrivalBounds()
    cleaning: Cleaning = Cleaning()
    monitoring: Monitoring = Monitoring()
    lists: dict[str, tuple[str, ...]] = {}
    feeds: dict[str, FeedPolicy] = {}
    rule: tuple[Rule, ...]
    digest: str = ""

    def delivery_of(self, feed: str) -> str:
        """How this feed is usually delivered: new or roster."""
        return self.feeds.get(feed, FeedPolicy()).delivery


def load_policy(name_or_file: str | Path) -> Policy:
    """The policy of that name among those shipped, or in that file, with the rules that the home's added feeds bring.

    Raises PolicyError with file, rule and reason.
    """
    path = Path(name_or_file)
    if path.suffix != ".toml":
        path = POLICIES / f"{name_or_file}.toml"
    data, text = _read(path)
    brought = _brought_rules(data)
    data = data | {"rule": [*data.get("rule", ()), *(rule for rule, _ in brought)]}
    files = {str(rule.get("code", "")): file for rule, file in brought}
    text += "".join(one.text for one in added_feeds())
    try:
        policy = Policy.model_validate(data | {"digest": hashlib.sha256(text.encode()).hexdigest()[:16]})
    except ValidationError as error:
        raise _refusal(path.name, files, data, error) from error
    _check_rules(policy, path.name, files)
    return policy


def _brought_rules(data: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """The rules that the home's added feeds bring, each with its file; a rule of the policy's own takes their place.

    A code that the policy uses for another feed is refused: the feed would never warn.
    """
    own = {rule.get("code"): rule.get("feed") for rule in data.get("rule", ())}
    brought = [(dict(rule), one.file) for one in added_feeds() for rule in one.rules]
    for rule, file in brought:
        if own.get(rule.get("code"), rule["feed"]) != rule["feed"]:
            raise PolicyError("规则编号已是政策中另一条规则的", f"{file} 规则{rule['code']}", "请换一个编号。")
    return [(rule, file) for rule, file in brought if rule.get("code") not in own]


def _read(path: Path) -> tuple[dict[str, Any], str]:
    """The policy's data, on top of what it extends; and all the text that it is made of."""
    if not path.is_file():
        known = "、".join(sorted(file.stem for file in POLICIES.glob("*.toml")))
        raise PolicyError("没有这个政策文件", path.name, f"现有政策：{known}。")
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"政策文件格式有误：{error}", path.name, "请按 TOML 格式更正。") from error
    parent = data.pop("extends", None)
    if parent is None:
        return data, text
    base, base_text = _read(POLICIES / f"{parent}.toml")
    return _merged(base, data), base_text + text


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged, rules replaced by code, everything else replaced."""
    result = dict(base)
    for key, value in own.items():
        if key == "rule":
            rules = {rule["code"]: rule for rule in base.get("rule", ())} | {rule.get("code"): rule for rule in value}
            result[key] = list(rules.values())
        elif isinstance(value, dict) and isinstance(base.get(key), dict):
            result[key] = base[key] | value
        else:
            result[key] = value
    return result


def _refusal(policy: str, files: dict[str, str], data: dict[str, Any], error: ValidationError) -> PolicyError:
    first = told_error(error)
    place, reason = in_chinese(error)
    where = policy
    if first["loc"][0] == "rule" and len(first["loc"]) >= 2:
        at = int(first["loc"][1])
        code = data["rule"][at].get("code", "")
        where = files.get(str(code), policy)
        place = ".".join([f"规则{code or f'第{at + 1}条'}", *(str(part) for part in first["loc"][2:])])
    return PolicyError(f"{place}：{reason}", where, "请对照 policies/jimo.toml 更正。")


def _check_rules(policy: Policy, name: str, files: dict[str, str]) -> None:
    codes = [rule.code for rule in policy.rule]
    helped = {rule.risk for rule in policy.rule} - set(policy.help)
    if policy.help and helped and OTHER_RISK not in policy.help:
        do = f'请写明“{min(helped)}”推送给哪个部门，或写一行 "{OTHER_RISK}"。'
        raise PolicyError(f"help 中没有风险类型“{min(helped)}”", name, do)
    with Engine(None) as engine:
        for rule in policy.rule:
            _check_rule(rule, codes, policy, f"{files.get(rule.code, name)} 规则{rule.code}", engine)


def _check_rule(rule: Rule, codes: list[str], policy: Policy, where: str, engine: Engine) -> None:
    feed = feed_of_code(rule.feed)
    if feed is None:
        raise PolicyError(f"没有“{rule.feed}”这类信息", where, "请对照 docs/feeds.md 中的代码更正 feed。")
    if codes.count(rule.code) > 1:
        raise PolicyError("规则编号重复", where, "每条规则用自己的编号。")
    if rule.way not in policy.ledger.ways:
        ways = "、".join(policy.ledger.ways)
        raise PolicyError(f"预警方式“{rule.way}”不在台账的预警方式之内", where, f"请更正 way，可写：{ways}。")
    _try_rule(rule, policy, feed, where, engine)


def _try_rule(rule: Rule, policy: Policy, feed: Feed, where: str, engine: Engine) -> None:
    try:
        engine.run(f"EXPLAIN {select_of(rule, policy)}")
    except (SqlError, KeyError, ValueError) as error:
        reason = _why(error)
        names = "、".join(column.name for column in feed.columns)
        raise PolicyError(f"条件或语句不能执行：{reason}", where, f"这类信息的列有：{names}。") from error


def _why(error: Exception) -> str:
    """The first line of what the engine says; the usual slip in our words."""
    said = str(error).splitlines()[0]
    unknown = re.search(r'column "?(\w+)"? not found', said)
    return f"没有列 {unknown[1]}" if unknown else said


def select_of(rule: Rule, policy: Policy) -> str:
    """The SELECT that finds the rows for which a rule holds, with the sentence for the list. One text for every engine."""
    feed = feed_of_code(rule.feed)
    if feed is None:
        raise KeyError(rule.feed)
    if ";" in rule.when or "--" in rule.when:
        raise ValueError("条件中不能有分号或注释")
    return (
        f"SELECT feed.row_key, '{rule.code}' AS rule_code, {sentence(rule.says, feed_table(feed).columns, _column_as_text)} AS says, "
        f"CAST({feed.told_by or 'NULL'} AS VARCHAR) AS told_by "
        f"FROM {SUMMED.get(feed.code, f'raw.{feed.code}')} AS feed INNER JOIN ops.period AS period ON period.month = feed.month "
        f"WHERE feed.feed = '{rule.feed}' AND ({_with_lists(rule.when, policy)})"
    )


def _with_lists(when: str, policy: Policy) -> str:
    """`disease IN {thirty_diseases}`: a named list of the policy, written out."""

    def written(match: re.Match[str]) -> str:
        return "(" + ", ".join(quoted(value) for value in policy.lists[match.group(1)]) + ")"

    return re.sub(r"\{(\w+)\}", written, when)


def _column_as_text(name: str, spec: str) -> str:
    """A column in a sentence; `{amount:.2f}` with two places."""
    if spec and not re.fullmatch(r"\.\df", spec):
        raise ValueError(f"says 中的格式 {spec} 不认识")
    return f"printf('%{spec}', CAST({name} AS DOUBLE))" if spec else f"CAST({name} AS VARCHAR)"
