"""The base as a run sees it. Models that ask who was in the base in a month read the schema `seen`; whatever asks for today's place or
standing reads `base`.

As known now: everybody of the base in force, by what is known of them now, and those who have left it since the month's end and were in
it then: a household that a screening added later is found in the month's feeds, and a warning of somebody who died since stands.
As known then: the base of the load with which the month's lists first went out, row by row.

`seen.person`, `seen.household`, `seen.village`: whom a row of the month may mean. `seen.held_person` and so on: whose records are judged;
there who has left is not asked about. They are views, anew for each run: nothing is copied but those who left and, as known then, the
households made of the people of then. A load ends what a run saw.
"""

from __future__ import annotations

import datetime as dt

from sources.transports.landing import CHINA
from warehouse import models, tables
from warehouse.engine import Engine
from warehouse.tables.seen import IN_FORCE

FIRST_LISTED = """
SELECT base_load FROM ops.run WHERE month = ? AND is_listed
ORDER BY finished_at NULLS FIRST, run_id LIMIT 1
"""
"""Homes of before did not keep when a run was finished: those runs come first."""


def see_in_force(engine: Engine) -> None:
    """Nothing but the base in force is seen. In a transaction of the caller's, or by itself."""
    for statement in IN_FORCE:
        engine.run(statement)
    engine.run("DELETE FROM seen.load")
    engine.run("DELETE FROM seen.earlier_number")
    for name in ("left_person", "left_household", "left_village", "household_then", "village_then"):
        engine.run(f"DROP TABLE IF EXISTS seen.{name}")


def see_base(engine: Engine, month: str, as_known_then: bool = False) -> None:
    """Make what the month in `ops.period` sees of the base. In a transaction of the caller's.

    as_known_then: as at the load with which the month's lists first went out; a month whose lists never did is seen as known now.
    """
    see_in_force(engine)
    latest = int(engine.value("SELECT COALESCE(MAX(load), 1) FROM base.load"))
    then = engine.value(FIRST_LISTED, [month]) if as_known_then else None
    load = latest if then is None else min(int(then), latest)
    engine.run("INSERT INTO seen.load SELECT load, as_of FROM base.load WHERE load = ?", [load])
    if load < latest:
        _see_then(engine)
    elif then is None:
        _see_now(engine)
    columns = ", ".join(tables.EARLIER_NUMBER.columns)
    earlier = models.select_of_model("seen.earlier_number")
    engine.run(f"INSERT INTO seen.earlier_number ({columns}) SELECT {columns} FROM ({earlier}) AS earlier")


def _see_then(engine: Engine) -> None:
    """People of then by the load at which each content came and went; households and villages made of them as ever."""
    people = models.select_of_model("seen.person_then")
    for view in ("seen.person", "seen.held_person"):
        engine.run(f"CREATE OR REPLACE VIEW {view} AS {people}")
    for name in ("household", "village"):
        engine.make(f"seen.{name}_then", models.select_over(f"base.{name}", {"base.person": "seen.person"}))
        for view in (name, f"held_{name}"):
            engine.run(f"CREATE OR REPLACE VIEW seen.{view} AS SELECT * FROM seen.{name}_then")


def _see_now(engine: Engine) -> None:
    """Those who have left since beside the base in force: their households, where the whole of it has, and their villages."""
    left = engine.make("seen.left_person", models.select_of_model("seen.left_person"))
    people = models.select_of_model("seen.person_now")
    in_force = engine.value("SELECT COUNT(*) FROM base.person")
    if not left and engine.value(f"SELECT COUNT(*) FROM ({people}) AS people") == in_force:
        return  # as in most months: nothing but the base in force
    engine.run(f"CREATE OR REPLACE VIEW seen.person AS {people}")
    for name, key in (("household", "household_id"), ("village", "(township, village)")):
        made = models.select_over(f"base.{name}", {"base.person": "seen.left_person"})
        engine.make(
            f"seen.left_{name}", f"SELECT * FROM ({made}) AS made WHERE {key} NOT IN (SELECT {key} FROM base.{name})"
        )
        engine.run(
            f"CREATE OR REPLACE VIEW seen.{name} AS SELECT * FROM base.{name} UNION ALL SELECT * FROM seen.left_{name}"
        )


def now_in_china() -> dt.datetime:
    """The moment at which something is written down, by the clock of the office."""
    return dt.datetime.now(CHINA).replace(tzinfo=None)
