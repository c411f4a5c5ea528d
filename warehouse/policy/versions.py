"""A county's rulebooks in time: each holds from its day until the next one's. What a month was run under stays known when its file is gone.

A month is held against the version whose day is its last day or earlier (as 即墨's notice of 7 April holds for what happened in April). What the
county's files say goes first. Of a month before the oldest of them it is what the warehouse kept: the text under which months of
that time were run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sources.catalogue import Catalogue
from sources.errors import PolicyError
from warehouse.engine import Engine
from warehouse.policy.load import policy_of_texts
from warehouse.policy.words import Policy
from warehouse.tables import POLICY_TEXT

KEPT = """
SELECT text.policy, text.policy_version, text.texts
FROM ops.policy_text AS text
INNER JOIN (SELECT policy_hash, MAX(run_id) AS run_id FROM ops.run GROUP BY policy_hash) AS used ON used.policy_hash = text.policy_hash
WHERE text.policy_since <= ?
ORDER BY text.policy_since DESC, used.run_id DESC
LIMIT 1
"""
"""Of a version that was corrected under the same day, the text that was used last."""


def in_time(policies: Sequence[Policy], places: Sequence[str]) -> tuple[Policy, ...]:
    """Policies by the day from which each holds. places: the file of each. Raises PolicyError where two hold from the same day."""
    named = sorted(zip(policies, places, strict=True), key=lambda one: one[0].in_force_from)
    for (one, place), (other, beside) in zip(named, named[1:], strict=False):
        if one.in_force_from == other.in_force_from:
            day = one.in_force_from.isoformat()
            raise PolicyError(
                f"两份政策都从{day}起施行", f"{place}、{beside}", "请改正其中一份的 in_force_from，或删去一份。"
            )
    return tuple(policy for policy, _ in named)


def holding_on(policies: Sequence[Policy], day: dt.date) -> Policy | None:
    """The one that holds on a day, of policies in time; None before the first."""
    return max((one for one in policies if one.in_force_from <= day), key=lambda one: one.in_force_from, default=None)


def kept_on(engine: Engine, day: dt.date, catalogue: Catalogue) -> Policy | None:
    """The policy of that day under which months were run, as the warehouse kept it; None where it kept none.

    Raises PolicyError where this program no longer understands it.
    """
    for row in engine.rows(KEPT, [day]):
        called = f"{row['policy']} {row['policy_version']}"
        try:
            return policy_of_texts(f"数据库中存的 {called}", row["texts"], catalogue)
        except PolicyError as error:
            do = "请把当时的规定写成本县文件夹 policies 中的一个文件，写明 in_force_from。"
            raise PolicyError(f"以前运行所按的政策现在读不通：{error.what}", called, do) from error
    return None


def keep_text(engine: Engine, policy: Policy) -> None:
    """Keep what a run's policy was read from. In a transaction of the caller's."""
    if engine.value("SELECT COUNT(*) FROM ops.policy_text WHERE policy_hash = ?", [policy.digest]):
        return
    row = {
        "policy_hash": policy.digest, "policy": policy.code, "policy_version": policy.version, "policy_since": policy.in_force_from,
        "texts": list(policy.texts),
    }  # fmt: skip
    engine.insert(POLICY_TEXT, [row])
