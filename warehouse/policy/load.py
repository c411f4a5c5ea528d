"""A locality's rulebook, read from TOML and checked whole before anything runs under it.

A rule's condition is SQL over the columns of its feed. It is tried against an empty table of that feed, so that a
wrong column or a slip of the pen is refused with file, rule and reason, and not found out in the middle of a month.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sources.catalogue import Catalogue, usual_catalogue
from sources.contract import Feed
from sources.errors import PolicyError
from sources.feeds.declared import DeclaredFeed
from sources.refusals import place_of, reason_of, told_errors
from sources.words import words_of
from warehouse.engine import Engine, SqlError
from warehouse.policy.rule_query import read_by_rules, select_of
from warehouse.policy.words import OTHER_RISK, Policy, WarningRule

POLICIES = Path(__file__).resolve().parents[2] / "policies"
EXTENDS = "extends"
BY_CODE = {"rule": "规则", "list": "名单", "duty": "限期工作"}
"""Sections of which a policy that extends another replaces those of the same code, and what each is called."""
TRIED_AT_MOST = 32
"""So many policies are kept, checked: whoever asks again for the same text under the same catalogue has it at once."""


def load_policy(name_or_file: str | Path, catalogue: Catalogue | None = None) -> Policy:
    """The policy of that name among those shipped, or in that file, with the rules that the home's added feeds bring.

    catalogue: the county's; the usual one where nothing is added. Raises PolicyError with file, rule and reason.
    """
    path = _path_of(name_or_file)
    return _policy_of(path.name, _texts(path), catalogue or usual_catalogue())


def policy_of_texts(name: str, texts: Sequence[str], catalogue: Catalogue) -> Policy:
    """The policy that was read from these texts, each on top of those before it, as a warehouse keeps them. name: for messages."""
    return _policy_of(name, tuple(texts), catalogue)


def faults_of(name_or_file: str | Path, catalogue: Catalogue) -> list[PolicyError]:
    """All that is wrong with a policy, each with its place and what to do; nothing where it can be used.

    Words that are wrong go before conditions that do not run: these are tried once all words are known.
    """
    path = _path_of(name_or_file)
    try:
        data, files = _data_of(_texts(path), catalogue)
        policy = Policy.model_validate(data)
    except PolicyError as error:
        return [error]
    except ValidationError as error:
        return _refusals(path.name, files, data, error)
    return list(_rule_faults(policy, path.name, files, catalogue))


def _path_of(name_or_file: str | Path) -> Path:
    path = Path(name_or_file)
    return path if path.suffix == ".toml" else POLICIES / f"{name_or_file}.toml"


@lru_cache(maxsize=TRIED_AT_MOST)
def _policy_of(name: str, texts: tuple[str, ...], catalogue: Catalogue) -> Policy:
    """The policy that these texts say, each on top of those before it, checked whole. name: the file's, for messages."""
    data, files = _data_of(texts, catalogue)
    text = "".join((*texts, *(one.text for one in catalogue.added)))
    try:
        policy = Policy.model_validate(
            data | {"digest": hashlib.sha256(text.encode()).hexdigest()[:16], "texts": texts}
        )
    except ValidationError as error:
        raise _refusals(name, files, data, error)[0] from error
    for fault in _rule_faults(policy, name, files, catalogue):
        raise fault
    return policy


def _data_of(texts: Sequence[str], catalogue: Catalogue) -> tuple[dict[str, Any], dict[str, str]]:
    """What the texts say together, with the rules that added feeds bring; and of those rules the file of each, by code."""
    data = reduce(
        _merged, ({key: said for key, said in tomllib.loads(text).items() if key != EXTENDS} for text in texts)
    )
    brought = _brought_rules(data, catalogue.added)
    data = data | {"rule": [*data.get("rule", ()), *(rule for rule, _ in brought)]}
    return _in_own_words(data), {str(rule.get("code", "")): file for rule, file in brought}


def _in_own_words(data: dict[str, Any]) -> dict[str, Any]:
    """Rules, help and words under the place's own names of 风险类型: what it extends may call the same by another (`risk_aliases`)."""
    aliases, types = data.get("risk_aliases"), data.get("risk_types")
    if not isinstance(aliases, dict) or not isinstance(types, list):
        return data
    known = {other: risk for risk, others in aliases.items() if risk in types for other in others}
    own: dict[str, Any] = {
        "rule": [
            rule | {"risk": known.get(rule.get("risk"), rule.get("risk"))} for rule in data["rule"] if "risk" in rule
        ]
        + [rule for rule in data["rule"] if "risk" not in rule],
        "risk_aliases": {risk: others for risk, others in aliases.items() if risk in types},
    }
    for table in ("help", "risk_words"):
        named: dict[str, Any] = {}
        for risk, said in data.get(table, {}).items():
            name = known.get(risk, risk)
            named[name] = _together(named[name], said) if name in named else said
        own[table] = named
    return data | own


def _together(one: Any, other: Any) -> Any:
    """What two names of one risk have, the departments of help or the words."""
    return one | other if isinstance(one, dict) else [*one, *other]


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


def _texts(path: Path, below: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """All the text that a policy is made of: what it extends first, its own last. A name is that of a policy shipped, `….toml` a file
    beside this one."""
    if not path.is_file():
        known = "、".join(sorted(file.stem for file in POLICIES.glob("*.toml")))
        raise PolicyError("没有这个政策文件", path.name, f"现有政策：{known}。")
    if path.resolve() in below:
        raise PolicyError("extends 绕了一圈又回到自己", path.name, "请改为沿用另一份政策。")
    text = words_of(path)
    try:
        parent = tomllib.loads(text).get(EXTENDS)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"政策文件格式有误：{error}", path.name, "请按 TOML 格式更正。") from error
    if parent is None:
        return (text,)
    above = path.parent / str(parent) if str(parent).endswith(".toml") else POLICIES / f"{parent}.toml"
    return (*_texts(above, (*below, path.resolve())), text)


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged, rules, lists and duties replaced by code, rules left out (`without_rules`), everything else replaced. A calendar that
    begins anew has no duty but its own."""
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
    if left_out := own.get("without_rules"):
        unknown = [code for code in left_out if code not in {rule.get("code") for rule in base.get("rule", ())}]
        if unknown:
            raise PolicyError(f"without_rules 中的 {unknown[0]} 不是所沿用政策的规则", do="请核对编号，或删去。")
        result["rule"] = [rule for rule in result["rule"] if rule.get("code") not in left_out]
    return result


def _refusals(policy: str, files: dict[str, str], data: dict[str, Any], error: ValidationError) -> list[PolicyError]:
    """What a strict schema has against the words, words that nobody knows first."""
    return [_refusal(policy, files, data, one) for one in told_errors(error)]


def _refusal(policy: str, files: dict[str, str], data: dict[str, Any], told: Mapping[str, Any]) -> PolicyError:
    place, reason = place_of(told["loc"]), reason_of(told)
    where = policy
    if told["loc"][:1] and told["loc"][0] in BY_CODE and len(told["loc"]) >= 2:
        section, at = str(told["loc"][0]), int(told["loc"][1])
        code = data[section][at].get("code", "")
        where = files.get(str(code), policy)
        place = ".".join([f"{BY_CODE[section]}{code or f'第{at + 1}条'}", *(str(part) for part in told["loc"][2:])])
    return PolicyError(f"{place}：{reason}", where, "请对照 policies/jimo.toml 更正。")


def _list_faults(policy: Policy, name: str) -> Iterator[PolicyError]:
    """Two lists of one title would be one file."""
    titles = [one.name for one in policy.lists_of_notice]
    for title in dict.fromkeys(title for title in titles if titles.count(title) > 1):
        yield PolicyError(f"两种名单用了同一个标题“{title}”", name, "请为每种名单用自己的标题。")


def _rule_faults(policy: Policy, name: str, files: dict[str, str], catalogue: Catalogue) -> Iterator[PolicyError]:
    """What is wrong with rules, with what goes with them, with lists and duties, one after the other."""
    yield from _list_faults(policy, name)
    yield from _duty_faults(policy, name)
    codes = [rule.code for rule in policy.rule]
    helped = {rule.risk for rule in policy.rule} - set(policy.help)
    if policy.help and helped and OTHER_RISK not in policy.help:
        do = f'请写明“{min(helped)}”推送给哪个部门，或写一行 "{OTHER_RISK}"。'
        yield PolicyError(f"help 中没有风险类型“{min(helped)}”", name, do)
    yield from _vocabulary_faults(policy, name)
    with Engine(None, catalogue, only=read_by_rules(policy, catalogue)) as engine:
        for rule in policy.rule:
            try:
                _check_rule(rule, codes, policy, f"{files.get(rule.code, name)} 规则{rule.code}", engine)
            except PolicyError as fault:
                yield fault


def _vocabulary_faults(policy: Policy, name: str) -> Iterator[PolicyError]:
    """Risks that are not in the notice's own list, and names that stand for two things."""
    if policy.risk_types:
        used = [*(rule.risk for rule in policy.rule), *policy.help, *policy.risk_words]
        do = f"请写入 risk_types，或在 [risk_aliases] 中写明它是其中哪一种；现有：{'、'.join(policy.risk_types)}。"
        for risk in dict.fromkeys(used):
            if risk not in policy.risks:
                yield PolicyError(f"风险类型“{risk}”不在 risk_types 之内", name, do)
    ways = [way for way in policy.deadlines.counts_from_spoken if way not in policy.ledger.ways]
    if ways:
        yield PolicyError(
            f"counts_from_spoken 中的“{ways[0]}”不在台账的预警方式之内",
            name,
            f"可写：{'、'.join(policy.ledger.ways)}。",
        )
    classes = {one.name: one.also for one in policy.household_class}
    for table, names in (("risk_aliases", policy.risk_aliases), ("household_class", classes)):
        said = [other for others in names.values() for other in others]
        for other in dict.fromkeys(
            one for one in said if said.count(one) > 1 or (table == "risk_aliases" and one in policy.risks)
        ):
            yield PolicyError(f"{table} 中的“{other}”有两种意思", name, "一个别称只写在一种之下。")


def _duty_faults(policy: Policy, name: str) -> Iterator[PolicyError]:
    codes = [duty.code for duty in policy.duty]
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        yield PolicyError("限期工作的编号重复", f"{name} {code}", "每项限期工作用自己的编号。")


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
