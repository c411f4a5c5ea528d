"""Trying a rule's limit at other values over months that are over: what is asked, what is refused, what came of it. The home stays as it is."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.clock import months_between
from flows.environment import alone_in
from flows.settings import OpenCounty
from reports.intervals import interval_of
from reports.trial import LedgersSay, known_of
from sources.errors import UsageError
from warehouse.policy.limits import Limit, limits_of
from warehouse.policy.words import WarningRule
from warehouse.trial import Found, Tried, beside, found_at, months_run

MONTHS = re.compile(r"(\S+?)(?:\.\.(\S+))?")


@dataclass(frozen=True)
class TriedLine:
    """The rule at one value. is_present: as the policy has it; change: households against that."""

    value: float
    is_present: bool
    known: LedgersSay
    change: int

    def flat(self) -> dict[str, object]:
        """As a script takes it; shares from 0 to 1, None where nothing is known."""
        rate = interval_of(self.known.met, self.known.done)
        return {
            "at": self.value, "is_present": self.is_present, **asdict(self.known), "households_change": self.change,
            "hit_rate": self.known.met / self.known.done if self.known.done else None, "hit_rate_95": rate,
            "recognised_at_least": self.known.met_households + self.known.unseen_met,
            "recognised_at_most": self.known.met_households + self.known.unseen + self.known.open_households,
        }  # fmt: skip


@dataclass(frozen=True)
class TrialOutcome:
    """A limit tried. lines: from the widest to the narrowest value, the present one among them."""

    rule: WarningRule
    limit: Limit
    months: list[str]
    lines: list[TriedLine]


def try_limit(county: OpenCounty, code: str, values: Sequence[str], column: str = "", months: str = "") -> TrialOutcome:
    """What the rule would have warned of with its limit at each value, in months that were run, and what is known of the households.

    column: which of the rule's limits, where it has several; months: `2026-07..2026-10`, else all that were run. Raises UsageError where
    the rule, its limit, a value or a month is none.
    """
    rule = _rule(county, code)
    limit = _limit(rule, limits_of(rule, county.policy), column)
    wanted = sorted({limit.value, *map(_number, values)})
    with alone_in(county.home):
        with county.warehouse_there() as engine:
            tried = Tried(county.policy, rule, limit, _months(months, months_run(engine)), county.deliveries)
        found = _found(county, tried, wanted)
        with county.warehouse_there() as engine:
            known = {one.value: known_of(engine, rule.code, tried.months, one.numbers, one.households) for one in found}
    present = known[limit.value].households
    lines = [TriedLine(value, value == limit.value, one, one.households - present) for value, one in known.items()]
    return TrialOutcome(rule, limit, tried.months, lines)


def _found(county: OpenCounty, tried: Tried, values: Sequence[float]) -> list[Found]:
    """At each value, in a warehouse of the moment within the home: what it holds of people goes nowhere else, and is gone with it."""
    county.home.runs.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".try-", dir=county.home.runs) as folder,
        beside(county.home.warehouse, county.catalogue, tried, Path(folder) / "try.duckdb") as engine,
    ):
        return [found_at(engine, tried, value) for value in values]


def _rule(county: OpenCounty, code: str) -> WarningRule:
    rules = {rule.code: rule for rule in county.policy.rule}
    if (rule := rules.get(code.strip().upper())) is None:
        raise UsageError(f"政策里没有规则“{code[:20]}”", do=f"可写的有：{'、'.join(rules)}。")
    return rule


def _limit(rule: WarningRule, limits: Sequence[Limit], column: str) -> Limit:
    if not limits:
        raise UsageError(f"规则{rule.code}没有数字界限，不能试", do=f"它的条件是：{rule.when}。")
    meant = [one for one in limits if one.column == column] if column else list(limits)
    told = "、".join(one.words for one in limits)
    if not meant:
        raise UsageError(f"规则{rule.code}没有“{column[:40]}”的界限", do=f"它的界限有：{told}。")
    if len(meant) > 1:
        why = f"{column}有几个界限，不能一起试" if column else f"规则{rule.code}有几个界限"
        do = (
            "请在 policy.toml 中改好后用 fangpin policy diff 比较。"
            if column
            else f"请用 --column 写明试哪一列：{told}。"
        )
        raise UsageError(why, do=do)
    return meant[0]


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", "").replace("，", ""))
    except ValueError as error:
        raise UsageError(f"“{text[:20]}”不是数字", do="请写成 --at 15000 20000 25000 这样。") from error
    if value != value or abs(value) >= 1e12:
        raise UsageError(f"“{text[:20]}”不能作界限", do="请写成 --at 15000 20000 25000 这样。")
    return value


def _months(text: str, run: Sequence[str]) -> list[str]:
    if not run:
        raise UsageError("还没有完成的月份，没有可试的", do="请先运行 fangpin month。")
    if not text:
        return list(run)
    asked = MONTHS.fullmatch(text.strip())
    if asked is None:
        raise UsageError(f"“{text[:20]}”不是月份", do="请写成 2026-10，或 2026-07..2026-10。")
    between = months_between(asked[1], asked[2] or asked[1])
    if missing := [month for month in between if month not in run]:
        raise UsageError(f"{missing[0]}还没有完成的运行，不能试", do=f"完成的有：{run[0]}至{run[-1]}。")
    return between
