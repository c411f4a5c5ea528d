"""What a clerk asks of policies: whether a file can be used and what it says, and in what two of them differ, here and on the last months."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.clock import last_month, now
from flows.environment import alone_in
from flows.settings import catalogue_of, load_settings, policy_files
from sources.catalogue import Catalogue
from sources.errors import PolicyError
from tasks.home import Home
from warehouse.engine import Engine
from warehouse.policy.effects import RuleEffect, effects, newest_months
from warehouse.policy.load import faults_of, load_policy
from warehouse.policy.told import Difference, Item, differences, told
from warehouse.policy.words import Policy

LOOKED_BACK = 3
"""So many of the last months are tried under both policies."""
RUN_UNDER_ANOTHER = """
SELECT DISTINCT run.month FROM ops.run AS run
WHERE run.policy = ? AND run.policy_hash <> ? AND run.policy_hash IN (SELECT policy_hash FROM ops.policy_text WHERE policy_since = ?)
ORDER BY run.month
"""


@dataclass(frozen=True)
class Checked:
    """A policy that was looked at. faults: all that is wrong; else says: what it says, and remarks: what is to be known of it."""

    file: str
    faults: list[PolicyError] = field(default_factory=list)
    says: list[Item] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Compared:
    """Two policies beside each other. before, after: how they are called; months: those on which both were tried, by_rule: what came of it;
    labels: code of a rule -> what it is about."""

    before: str
    after: str
    differences: list[Difference]
    months: list[str] = field(default_factory=list)
    by_rule: list[RuleEffect] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


def check(home: Home, asked: str = "") -> list[Checked]:
    """The policy asked for, by name or file; without one all that the home has."""
    catalogue = _catalogue(home)
    if asked:
        return [_checked(_file_of(home, asked), home, catalogue)]
    own = str(home.policy) if home.policy.is_file() else load_settings(home).policy
    return [_checked(file, home, catalogue) for file in (own, *map(str, policy_files(home)))]


def compare(home: Home, before: str, after: str) -> Compared:
    """What two policies say otherwise, and what they make of the home's last months, which changes nothing there.

    Raises PolicyError where one of them cannot be used.
    """
    catalogue = _catalogue(home)
    one, other = (load_policy(_file_of(home, asked), catalogue) for asked in (before, after))
    found = Compared(_called(one), _called(other), differences(one, other))
    if not home.warehouse.exists():
        return found
    months, by_rule = _tried(home, catalogue, one, other)
    feeds = {rule.code: catalogue.feed_of_code(rule.feed) for policy in (one, other) for rule in policy.rule}
    labels = {code: feed.label for code, feed in feeds.items() if feed is not None}
    return replace(found, months=months, by_rule=by_rule, labels=labels)


def _tried(home: Home, catalogue: Catalogue, before: Policy, after: Policy) -> tuple[list[str], list[RuleEffect]]:
    """Both tried on a copy of the warehouse: the home's own is read while nobody writes in it, and stays as it is."""
    deliveries = {code: one.delivery for code, one in load_settings(home).feeds.items()}
    with tempfile.TemporaryDirectory(
        prefix="policy-", dir=home.lock.parent if home.lock.parent.is_dir() else home.root
    ) as folder:
        copy = Path(folder) / home.warehouse.name
        with alone_in(home):
            for part in (home.warehouse, home.warehouse.with_name(f"{home.warehouse.name}.wal")):
                if part.exists():
                    shutil.copy2(part, copy.with_name(part.name))
        with Engine(copy, catalogue) as engine:
            months = newest_months(engine, LOOKED_BACK)
            return months, effects(engine, before, after, months, deliveries, now().date())


def _catalogue(home: Home) -> Catalogue:
    """Of the home that is there, else the usual one: a file may be looked at before there is a home."""
    return catalogue_of(home, load_settings(home))


def _file_of(home: Home, asked: str) -> str:
    """A file as it was named, or below the home; else the name of a policy that is shipped."""
    beside = asked if asked.endswith(".toml") else f"{asked}.toml"
    places = (Path(asked), home.root / beside, home.policies / beside)
    return next((str(place) for place in places if place.is_file() and place.suffix == ".toml"), asked)


def _called(policy: Policy) -> str:
    return f"{policy.called}（{policy.name}，自{policy.in_force_from.isoformat()}起）"


def _checked(file: str, home: Home, catalogue: Catalogue) -> Checked:
    name = Path(file).name
    if faults := faults_of(file, catalogue):
        return Checked(name, faults)
    policy = load_policy(file, catalogue)
    return Checked(name, says=told(policy), remarks=_remarks(policy, home, catalogue, now().date()))


def _remarks(policy: Policy, home: Home, catalogue: Catalogue, today: dt.date) -> list[str]:
    """What is no fault, and better known beforehand."""
    remarks = []
    if policy.in_force_from > today:
        remarks.append(f"自{policy.in_force_from.isoformat()}起施行，还没有到；在那以前的月份仍按以前的。")
    year = int(last_month()[:4])
    if policy.monitoring.line_of(year) is None:
        remarks.append(f"没有写{year}年的监测范围，这一年收入方面的应纳未纳不比对；要比对的，在 [monitoring] 中写明。")
    if home.warehouse.exists():
        with Engine(home.warehouse, catalogue, read_only=True) as engine:
            rows = engine.rows(RUN_UNDER_ANOTHER, [policy.code, policy.digest, policy.in_force_from])
        if rows:
            months = "、".join(str(row["month"]) for row in rows)
            remarks.append(
                f"{months}按同一天施行而内容不同的文本运行过：这些月份再跑按现在的。要以前的照旧，请写新的 in_force_from，原来的放进 policies 文件夹。"
            )
    return remarks
