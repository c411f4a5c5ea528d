"""What a policy says, item by item, in words: for a clerk who checks a file, and to see in what two policies differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from warehouse.policy.words import Policy, WarningRule

REST_DAYS = {"keep": "照旧", "next_working_day": "顺延到下一个工作日", "previous_working_day": "提前到上一个工作日"}
CLOCKS = {"clue": "收到线索", "visit": "入户核实"}
CLOSING = {"every_step": "各步都要有日期才算办结", "no_gap": "记录了的程序不缺步即可，只填附件2也算办结"}
NEW = {"each_event": "每件事", "first_time_in_year": "当年第一次"}
CHANGES = {"never": "", "any": "名册中有变化的也算", "raised": "名册中升了的也算", "lowered": "名册中降了的也算"}
NOT_SAID = "没有写"


@dataclass(frozen=True)
class Item:
    """One thing that a policy says. topic, name: what about; words: what it says of it."""

    topic: str
    name: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One thing that two policies say otherwise; `NOT_SAID` where one says nothing of it."""

    topic: str
    name: str
    before: str
    after: str


def told(policy: Policy) -> list[Item]:
    """Everything that a policy says and that changes what happens to a household, in the order in which it is read."""
    parts = (_whose, _lines, _clocks, _steps, _words, _rules, _bounds, _rest)
    return [item for part in parts for item in part(policy)]


def differences(before: Policy, after: Policy) -> list[Difference]:
    """What of it two policies say otherwise, in the order of the second; what it does not say any longer stands behind."""
    one, other = _by_name(before), _by_name(after)
    return [
        Difference(topic, name, one.get((topic, name), NOT_SAID), other.get((topic, name), NOT_SAID))
        for topic, name in dict.fromkeys((*other, *one))
        if one.get((topic, name)) != other.get((topic, name))
    ]


def _by_name(policy: Policy) -> dict[tuple[str, str], str]:
    return {(item.topic, item.name): item.words for item in told(policy)}


def _whose(policy: Policy) -> Iterator[Item]:
    yield Item("政策", "县名", policy.name)
    yield Item("政策", "版本", policy.version)
    yield Item("政策", "施行日期", f"自{policy.in_force_from.isoformat()}起")
    yield Item("政策", "依据", policy.source)


def _lines(policy: Policy) -> Iterator[Item]:
    lines = policy.monitoring
    for year in lines.years:
        words = f"{lines.line_of(year):g}元"
        if year not in lines.income_line_yuan:
            words = f"农村低保标准{lines.dibao_yuan[year]:g}元的{lines.times_dibao[year]:g}倍，{words}"
        if lines.about_yuan:
            words += f"左右（上下{lines.about_yuan:g}元）"
        yield Item("收入线", f"{year}年监测范围", words)
    for year, average in sorted(lines.rural_average_yuan.items()):
        near = f"，差{lines.near_average_yuan:g}元以内为接近" if lines.near_average_yuan else ""
        yield Item("收入线", f"{year}年农村居民可支配收入平均水平", f"{average:g}元{near}")
    yield Item("收入线", "增收帮扶重点", f"人均纯收入低于{policy.income.low_per_head_yuan:g}元")
    for year, low in sorted(policy.income.low_by_year.items()):
        yield Item("收入线", f"{year}年增收帮扶重点", f"人均纯收入低于{low:g}元")


def _clocks(policy: Policy) -> Iterator[Item]:
    days = policy.deadlines
    for name, day in (
        ("部门报送", days.departments_send_by_day), ("反馈镇街", days.lists_out_by_day), ("报回台账", days.ledgers_back_by_day),
        ("月调度", policy.dispatch.by_day),
    ):  # fmt: skip
        yield Item("期限", name, f"次月{day}日" if name != "月调度" else f"每月{day}日")
    yield Item("期限", "入户核实", f"{days.visit_words}内")
    yield Item("期限", "认定", f"自{CLOCKS[days.decide_clock_starts]}起不超过{days.decide_words}")
    yield Item("期限", "从本人开口、发现线索之日起算的", _list(days.counts_from_spoken))
    yield Item("期限", "落实帮扶责任人", _within(days.responsible_within_days))
    yield Item("期限", "制定帮扶计划", _within(days.plan_within_days))
    yield Item("期限", "落在休息日的", REST_DAYS[days.on_rest_days])


def _steps(policy: Policy) -> Iterator[Item]:
    yield Item("程序", "步骤", "—".join("、".join(group) for group in policy.procedure.steps))
    yield Item("程序", "办结", CLOSING[policy.procedure.closing_needs])
    yield Item("程序", "办理结果要告知本人的", _list(policy.ledger.told_ways))
    yield Item("程序", "免再入户", f"反馈前{policy.memory.verified_within_days}天内核实过的")
    yield Item("程序", "免再比对", f"反馈前{policy.memory.compared_within_days}天内比对过的")
    yield Item("程序", "台账的格式", policy.ledger.form)
    yield Item("程序", "台账的列", _list(policy.ledger.columns))


def _words(policy: Policy) -> Iterator[Item]:
    yield Item("用词", "风险的种类", _list(policy.risks))
    for risk, others in policy.risk_aliases.items():
        yield Item("用词", f"风险{risk}", f"也写作{_list(others)}")
    for one in policy.household_class:
        yield Item("用词", f"农户类别{one.name}", f"也写作{_list(one.also)}")
    for group in policy.group:
        yield Item("分组", group.name, _list(group.places))
    yield Item("分组", "镇街次序", _list(policy.townships))
    for risk, departments in policy.help.items():
        yield Item("帮扶需求", risk, "；".join(f"{department}：{need}" for department, need in departments.items()))


def _rules(policy: Policy) -> Iterator[Item]:
    for rule in policy.rule:
        yield Item("预警规则", rule.code, _rule(rule))
    for name, values in policy.lists.items():
        yield Item("名录", name, _list(values))
    for code, feed in policy.feeds.items():
        due = {None: "", True: "，每月应报", False: "，随到随收"}[feed.awaited]
        yield Item("报送", code, {"new": "只报新增", "roster": "全量名册"}[feed.delivery] + due)


def _rule(rule: WarningRule) -> str:
    said = (
        f"{rule.feed}：{' '.join(rule.when.split())}", NEW[rule.new], CHANGES[rule.on_change], rule.risk, f"{rule.grade}色", rule.way,
        "免重复比对" if rule.compared_already else "", "风险看描述" if rule.risk_from_words else "", f"“{rule.says}”",
    )  # fmt: skip
    return "；".join(filter(None, said))


BOUNDS: Mapping[str, str] = {
    "arrival": "到报界限",
    "cleaning": "数据清洗",
    "base": "户库入库",
    "memory": "记忆",
    "dispatch": "月调度",
}


def _bounds(policy: Policy) -> Iterator[Item]:
    """The figures of what no notice orders, by the words of the file."""
    for table, topic in BOUNDS.items():
        for name, value in getattr(policy, table).model_dump().items():
            yield Item(topic, name, f"{value:g}")
    for change in policy.township_change:
        whole = _list(change.villages) if change.villages else "全部"
        yield Item("镇街改设", change.from_township, f"{change.on.isoformat()}起归{change.to_township}（{whole}）")


IN_OWN_WORDS = frozenset((
    "code", "name", "version", "in_force_from", "source", "monitoring", "income", "deadlines", "dispatch", "procedure", "ledger", "memory",
    "risk_words", "risk_types", "risk_aliases", "household_class", "group", "townships", "help", "rule", "without_rules", "lists", "feeds", "arrival",
    "cleaning", "base", "township_change", "digest", "texts",
))  # fmt: skip
"""Parts of a policy that are told above, or are no rule."""


def _rest(policy: Policy) -> Iterator[Item]:
    """Whatever else a policy may say, by the words of the file: what is declared later is told too."""
    for topic, said in policy.model_dump(exclude=set(IN_OWN_WORDS), mode="json").items():
        parts = (
            said.items()
            if isinstance(said, dict)
            else enumerate(said, start=1)
            if isinstance(said, list)
            else [("", said)]
        )
        for name, value in parts:
            yield Item(topic, str(name), value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    for risk, words in policy.risk_words.items():
        yield Item("描述中的用词", risk, _list(words))


def _within(days: int | None) -> str:
    return NOT_SAID if days is None else f"纳入后{days}天内"


def _list(names: Sequence[str]) -> str:
    return "、".join(names) or "无"
