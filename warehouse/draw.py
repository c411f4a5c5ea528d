"""The random draw of 月调度: nobody outside the office can know it beforehand, and anybody can check it afterwards.

The seed is made of the month under a secret of the home; it is recorded with the draw. By the recorded seed the draw can be made
again; by the secret, that the seed was not chosen.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from typing import Literal

from warehouse.engine import Engine
from warehouse.handling import UNPLACED
from warehouse.policy import deadlines
from warehouse.policy.words import Policy
from warehouse.tables import handling as t

Kind = Literal["township", "household"]
DRAWN_FROM: dict[Kind, str] = {
    "township": "SELECT DISTINCT township, CAST(NULL AS VARCHAR) AS household_id, township AS name FROM "
    "(SELECT township FROM base.household UNION SELECT township FROM handling.standing WHERE month = $1) AS places "
    f"WHERE township IS NOT NULL AND township <> '{UNPLACED}'",
    "household": "SELECT standing.township, register.household_id, register.household_id AS name "
    "FROM handling.register AS register "
    "INNER JOIN handling.standing AS standing ON standing.number = register.number "
    "CROSS JOIN handling.clock AS clock "
    "WHERE register.month = $1 AND standing.state = 'done' AND standing.closed_on <= clock.today "
    "GROUP BY standing.township, register.household_id",
}
"""Of whom it is drawn: all townships, and the households of which a warning of the month is closed. None weighs more than another."""


def keep_draw(engine: Engine, month: str, policy: Policy, today: dt.date, secret: bytes) -> None:
    """Draw what has not been drawn for the month. What was drawn stays, whatever has come in since. In the caller's transaction.

    Households only once the ledgers are due: of the few that are done before, a draw for good would be none.
    """
    wanted: dict[Kind, int] = {"township": policy.dispatch.townships_drawn}
    if today > deadlines.ledgers_back_by(month, policy.deadlines):
        wanted["household"] = policy.dispatch.households_drawn
    for kind, number in wanted.items():
        if not engine.value("SELECT COUNT(*) FROM handling.draw WHERE month = ? AND kind = ?", [month, kind]):
            engine.insert(t.DRAW, _drawn(engine, month, kind, number, seed_of(secret, policy.code, month, kind), today))


def seed_of(secret: bytes, policy: str, month: str, kind: str) -> str:
    """The first 160 bits of the HMAC-SHA256 of policy, month and what is drawn, under the home's secret, in small letters and 2 to 7.

    Not in hexadecimal: one such seed in a hundred holds fifteen figures in a row, and 抽取登记 came back as a table with ID numbers.
    """
    drawn_by = hmac.digest(secret, f"{policy} {month} {kind}".encode(), hashlib.sha256)
    return base64.b32encode(drawn_by)[:32].decode().lower()


def _drawn(engine: Engine, month: str, kind: Kind, number: int, seed: str, today: dt.date) -> list[dict[str, object]]:
    """The first so many by the hash of seed and name: anybody can draw them again and see that they are the same."""
    candidates = engine.rows(DRAWN_FROM[kind], [month])
    ranked = sorted(candidates, key=lambda row: hashlib.sha256(f"{seed} {row['name']}".encode()).hexdigest())
    about = {"month": month, "kind": kind, "seed": seed, "drawn_from": len(candidates), "drawn_on": today}
    return [
        about | {
            "ordinal": ordinal, "number": f"ZD-{month}-{ordinal}" if kind == "township" else None,
            "township": row["township"], "household_id": row["household_id"],
        }
        for ordinal, row in enumerate(ranked[:number], start=1)
    ]  # fmt: skip
