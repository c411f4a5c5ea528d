"""A locality's rulebook, read from TOML and checked whole before anything runs under it.

A rule's condition is SQL over the columns of its feed. It is tried against an empty table of that feed, so that a
wrong column or a slip of the pen is refused with file, rule and reason, and not found out in the middle of a month.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sources.catalogue import Catalogue, usual_catalogue
from sources.contract import Feed
from sources.errors import PolicyError
from sources.feeds.declared import DeclaredFeed
from sources.refusals import in_chinese, told_error
from sources.words import words_of
from warehouse.engine import Engine, SqlError
from warehouse.policy.rule_query import read_by_rules, select_of
from warehouse.policy.words import OTHER_RISK, Policy, WarningRule

POLICIES = Path(__file__).resolve().parents[2] / "policies"
EXTENDS = "extends"
BY_CODE = ("rule", "duty")
"""What a policy that extends another takes from it, unless it says something of the same code itself."""
TRIED_AT_MOST = 32
"""So many policies are kept, checked: whoever asks again for the same text under the same catalogue has it at once."""


def load_policy(name_or_file: str | Path, catalogue: Catalogue | None = None) -> Policy:
    """The policy of that name among those shipped, or in that file, with the rules that the home's added feeds bring.

    catalogue: the county's; the usual one where nothing is added. Raises PolicyError with file, rule and reason.
    """
    path = Path(name_or_file)
    if path.suffix != ".toml":
        path = POLICIES / f"{name_or_file}.toml"
    return _policy_of(path.name, _texts(path), catalogue or usual_catalogue())


@lru_cache(maxsize=TRIED_AT_MOST)
def _policy_of(name: str, texts: tuple[str, ...], catalogue: Catalogue) -> Policy:
    """The policy that these texts say, each on top of those before it, checked whole. name: the file's, for messages."""
    data = reduce(
        _merged, ({key: said for key, said in tomllib.loads(text).items() if key != EXTENDS} for text in texts)
    )
    brought = _brought_rules(data, catalogue.added)
    data = data | {"rule": [*data.get("rule", ()), *(rule for rule, _ in brought)]}
    files = {str(rule.get("code", "")): file for rule, file in brought}
    text = "".join((*texts, *(one.text for one in catalogue.added)))
    try:
        policy = Policy.model_validate(data | {"digest": hashlib.sha256(text.encode()).hexdigest()[:16]})
    except ValidationError as error:
        raise _refusal(name, files, data, error) from error
    _check_rules(policy, name, files, catalogue)
    _check_duties(policy, name)
    return policy


def _brought_rules(data: dict[str, Any], added: Sequence[DeclaredFeed]) -> list[tuple[dict[str, Any], str]]:
    """The rules that the home's added feeds bring, each with its file; a rule of the policy's own takes their place.

    A code that the policy uses for another feed is refused: the feed would never warn.
    """
    own = {rule.get("code"): rule.get("feed") for rule in data.get("rule", ())}
    brought = [(dict(rule), one.file) for one in added for rule in one.rules]
    for rule, file in brought:
        if own.get(rule.get("code"), rule["feed"]) != rule["feed"]:
            raise PolicyError("规则编号已是政策中另一条规则的", f"{file} 规则{rule['code']}", "请换一个编号。")
    return [(rule, file) for rule, file in brought if rule.get("code") not in own]


def _texts(path: Path) -> tuple[str, ...]:
    """All the text that a policy is made of: what it extends first, its own last."""
    if not path.is_file():
        known = "、".join(sorted(file.stem for file in POLICIES.glob("*.toml")))
        raise PolicyError("没有这个政策文件", path.name, f"现有政策：{known}。")
    text = words_of(path)
    try:
        parent = tomllib.loads(text).get(EXTENDS)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"政策文件格式有误：{error}", path.name, "请按 TOML 格式更正。") from error
    return (text,) if parent is None else (*_texts(POLICIES / f"{parent}.toml"), text)


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged, rules and duties replaced by code, everything else replaced. A calendar that begins anew has no duty but its own."""
    result = dict(base)
    if own.get("calendar", {}).get("begins_anew"):
        result["duty"] = []
    for key, value in own.items():
        if key in BY_CODE:
            coded = {one["code"]: one for one in result.get(key, ())} | {one.get("code"): one for one in value}
            result[key] = list(coded.values())
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


def _check_rules(policy: Policy, name: str, files: dict[str, str], catalogue: Catalogue) -> None:
    codes = [rule.code for rule in policy.rule]
    helped = {rule.risk for rule in policy.rule} - set(policy.help)
    if policy.help and helped and OTHER_RISK not in policy.help:
        do = f'请写明“{min(helped)}”推送给哪个部门，或写一行 "{OTHER_RISK}"。'
        raise PolicyError(f"help 中没有风险类型“{min(helped)}”", name, do)
    with Engine(None, catalogue, only=read_by_rules(policy, catalogue)) as engine:
        for rule in policy.rule:
            _check_rule(rule, codes, policy, f"{files.get(rule.code, name)} 规则{rule.code}", engine)


def _check_duties(policy: Policy, name: str) -> None:
    codes = [duty.code for duty in policy.duty]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise PolicyError("限期工作的编号重复", f"{name} {twice[0]}", "每项限期工作用自己的编号。")


def _check_rule(rule: WarningRule, codes: list[str], policy: Policy, where: str, engine: Engine) -> None:
    feed = engine.catalogue.feed_of_code(rule.feed)
    if feed is None:
        raise PolicyError(f"没有“{rule.feed}”这类信息", where, "请对照 docs/feeds.md 中的代码更正 feed。")
    if codes.count(rule.code) > 1:
        raise PolicyError("规则编号重复", where, "每条规则用自己的编号。")
    if rule.way not in policy.ledger.ways:
        ways = "、".join(policy.ledger.ways)
        raise PolicyError(f"预警方式“{rule.way}”不在台账的预警方式之内", where, f"请更正 way，可写：{ways}。")
    _try_rule(rule, policy, feed, where, engine)


def _try_rule(rule: WarningRule, policy: Policy, feed: Feed, where: str, engine: Engine) -> None:
    try:
        engine.run(f"EXPLAIN {select_of(rule, policy, engine.catalogue)}")
    except (SqlError, KeyError, ValueError) as error:
        reason = _why(error)
        names = "、".join(column.name for column in feed.columns)
        raise PolicyError(f"条件或语句不能执行：{reason}", where, f"这类信息的列有：{names}。") from error


def _why(error: Exception) -> str:
    """The first line of what the engine says; the usual slip in our words."""
    said = str(error).splitlines()[0]
    unknown = re.search(r'column "?(\w+)"? not found', said)
    return f"没有列 {unknown[1]}" if unknown else said
