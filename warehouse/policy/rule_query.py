"""A warning rule of the policy as a SELECT over the rows of its feed."""

from __future__ import annotations

import re
from collections.abc import Callable

from sources.catalogue import Catalogue
from sources.contract import Feed
from warehouse.policy.words import Policy, WarningRule
from warehouse.sentence import brief, quoted
from warehouse.tables import PERIOD, SUMMED, Table, feed_table, summed_table


def select_of(rule: WarningRule, policy: Policy, catalogue: Catalogue) -> str:
    """The SELECT that finds the rows for which a rule holds, with the sentence for the list. One text for every engine."""
    feed = catalogue.feed_of_code(rule.feed)
    if feed is None:
        raise KeyError(rule.feed)
    if ";" in rule.when or "--" in rule.when:
        raise ValueError("条件中不能有分号或注释")
    return (
        f"SELECT feed.row_key, '{rule.code}' AS rule_code, {brief(rule.says, feed_table(feed).columns, _written(feed))} AS says, "
        f"CAST({feed.told_by or 'NULL'} AS VARCHAR) AS told_by, CAST({feed.happened_on or 'NULL'} AS DATE) AS happened_on "
        f"FROM {SUMMED.get(feed.code, f'raw.{feed.code}')} AS feed INNER JOIN ops.period AS period ON period.month = feed.month "
        f"WHERE feed.feed = '{rule.feed}' AND ({with_lists(rule.when, policy)})"
    )


def read_by_rules(policy: Policy, catalogue: Catalogue) -> list[Table]:
    """The tables that the rules of a policy read, each once."""
    read = (catalogue.feed_of_code(code) for code in dict.fromkeys(rule.feed for rule in policy.rule))
    return [PERIOD, *(summed_table(feed) if feed.code in SUMMED else feed_table(feed) for feed in read if feed)]


def with_lists(when: str, policy: Policy) -> str:
    """`disease IN {thirty_diseases}`: a named list of the policy, written out."""

    def written(match: re.Match[str]) -> str:
        return "(" + ", ".join(quoted(value) for value in policy.lists[match.group(1)]) + ")"

    return re.sub(r"\{(\w+)\}", written, when)


def _written(feed: Feed) -> Callable[[str, str], str]:
    """How a column is written in a sentence: `{amount:.2f}` with two places, a grade as people say it (二级)."""
    grades = {column.name for column in feed.columns if column.kind == "grade"}

    def written(name: str, spec: str) -> str:
        if spec and not re.fullmatch(r"\.\df", spec):
            raise ValueError(f"says 中的格式 {spec} 不认识")
        if name in grades:
            return f"SUBSTRING('一二三四', CAST({name} AS INT), 1)"
        return f"printf('%{spec}', CAST({name} AS DOUBLE))" if spec else f"CAST({name} AS VARCHAR)"

    return written
