"""The household base: exports are put in force, whoever was known before keeps the key of then, and nobody is forgotten.

`household_id` and `person_key` are ours and stay; `household_number` and `person_id` are what the export says now.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from warehouse import models, tables
from warehouse.engine import Engine
from warehouse.handling import PLACED
from warehouse.load_rows import CONTENT, LINE, LINES_OF_A_FILE, STAGED, LoadRows
from warehouse.loaded import LoadCounts, Loaded, tell_changes, tell_missed
from warehouse.policy.words import Base, Policy, TownshipChange
from warehouse.seen import now_in_china, see_in_force

TOLD_APART_BY = (
    "file_name", "sheet", "row_number", "county", "township", "village", "village_key", "hamlet", "household_id", "household_number",
    "person_id", "person_name", "id18", "id_text", "name_key", "is_head",
)  # fmt: skip
"""By what people and households are known: all that is read of the exports before everybody has a key."""
READ = ("base.known_once", "base.placed", "base.same_person", "base.same_household", "base.keyed")
"""From rows to keys, each in `draft`."""
CHANGES = ("base.person_change", "base.household_change")
DRAFTS = (
    "staged",
    "person",
    "known_once",
    "placed",
    "same_person",
    "same_household",
    "keyed",
    "loaded",
    "load_bound",
    "missed",
    "before",
    "township_known",
    "township_called",
    "moved",
    "this_load",
    "held",
    "content",
    "same",
    "coming",
    "ended",
    "person_change",
    "household_change",
)


KEPT_COUNTS = {
    "rows": "rows_read", "repeated": "rows_repeated", "left": "people_left", "kept": "people_kept", "unchanged": "people_unchanged",
    "altered": "people_altered",
} | {name: name for name in ("renumbered", "divided", "joined", "without_number", "numbered_per_place", "several_heads", "moved")}  # fmt: skip
"""Count -> its column in `base.load`."""
OF_EXPORTS = ("rows", "repeated", "without_number", "numbered_per_place", "several_heads")
"""Counts that are the exports' own: loaded again, they say the same."""


def _counted(counts: LoadCounts, more: Mapping[str, Any]) -> LoadCounts:
    """The counts with more of them, by name."""
    return replace(counts, **more)


def replace_base_files(engine: Engine, files: Sequence[dict[str, object]]) -> None:
    """The files of the base in force, in place of those before. In a transaction of the caller's."""
    engine.run("DELETE FROM ops.base_file")
    engine.insert(tables.BASE_FILE, files)


def replace_base(
    engine: Engine, files: Sequence[Path], as_of: dt.date, policy: Policy | None, *, is_whole: bool, has_refused: bool
) -> Loaded:
    """Put what the exports hold, known on `as_of`, in force. In a transaction of the caller's: households are made of people, and
    both change or neither.

    files: Parquet, a row a person, in columns of `tables.EXPORTED`; what a file lacks is blank. is_whole: whoever is not in the exports
    leaves the base; else only where their township looks whole. has_refused: some export could not be read; a township that the
    others do not hold stays then, too.

    A row that says what the base said stays as it is, and only where it stands in the exports moves on; what another row takes the place
    of goes to `base.person_past`. Exports that were loaded last are not compared again.
    """
    bounds, towns = (policy.base, list(policy.townships)) if policy else (Base(), [])
    replace_successions(engine, policy.township_change if policy else ())
    fingerprint = _fingerprint(engine, files, as_of, (towns, bounds, is_whole, has_refused))
    if (same_again := _same_again(engine, as_of, fingerprint)) is not None:
        return same_again
    _remember_old_base(engine)
    engine.run("CREATE OR REPLACE TABLE draft.township_known AS SELECT UNNEST(?::VARCHAR[]) AS township", [towns])
    engine.run(THIS_LOAD, [as_of])
    exports = LoadRows(engine, files)
    loaded = Loaded(_read(engine, exports, as_of))
    engine.make("draft.before", BEFORE)
    engine.make("draft.load_bound", _bound_of(bounds, is_whole, has_refused))
    engine.make("draft.missed", models.select_of_model("base.missed"))
    loaded.counts = _counted(loaded.counts, _known_again(engine))
    tell_missed(engine, loaded)
    loaded.counts = _counted(loaded.counts, _put_in_force(engine, exports, as_of))
    tell_changes(engine, loaded)
    loaded.counts = replace(loaded.counts, changes=_keep_changes(engine, loaded))
    _keep_load(engine, as_of, len(files), fingerprint, loaded.counts)
    for name in DRAFTS:
        engine.run(f"DROP TABLE IF EXISTS draft.{name}")
    see_in_force(engine)
    return loaded


THIS_LOAD = (
    "CREATE OR REPLACE TABLE draft.this_load AS "
    "SELECT COALESCE(MAX(load), 0) + 1 AS load, CAST(? AS DATE) AS as_of FROM base.load"
)
BEFORE = (
    "SELECT household_id, township, village, head_key, head_name, monitoring_kind, is_monitored FROM base.household"
)


def _fingerprint(engine: Engine, files: Sequence[Path], as_of: dt.date, more: object) -> str:
    """Of all that a load depends on besides the base in force: the same fingerprint, one load behind the other, changes nothing."""
    contents = []
    for file in files:
        with file.open("rb") as opened:
            contents.append(hashlib.file_digest(opened, "sha256").hexdigest())
    goes_on = engine.rows("SELECT * FROM base.succession WHERE changed_on <= ? ORDER BY ALL", [as_of])
    return hashlib.sha256(repr((sorted(contents), goes_on, more)).encode()).hexdigest()[:32]


def _same_again(engine: Engine, as_of: dt.date, fingerprint: str) -> Loaded | None:
    """Of exports that were loaded last, whole: only the day moves on. None where something may change."""
    last = next(iter(engine.rows("SELECT * FROM base.load ORDER BY load DESC LIMIT 1")), None)
    if last is None or last["load_fingerprint"] != fingerprint or last["people_kept"]:
        return None
    if last["people"] != engine.value("SELECT COUNT(*) FROM base.person"):
        return None
    if last["as_of"] != as_of:
        engine.run("UPDATE base.person SET as_of = ?", [as_of])
        engine.run("UPDATE base.known_person SET as_of = ? WHERE is_here", [as_of])
    counts = _counted(LoadCounts(unchanged=last["people"]), {name: int(last[KEPT_COUNTS[name]]) for name in OF_EXPORTS})
    loaded = Loaded(counts)
    engine.run(THIS_LOAD, [as_of])
    engine.make(
        "draft.moved",
        "SELECT household_id, township AS from_township, township AS to_township FROM base.household LIMIT 0",
    )
    tell_changes(engine, loaded)
    _keep_load(engine, as_of, int(last["files"]), fingerprint, loaded.counts)
    for name in ("this_load", "moved"):
        engine.run(f"DROP TABLE draft.{name}")
    see_in_force(engine)
    loaded.said.append("导出与上一次入库的完全一样，户库内容没有变，只更新截止日期。")
    return loaded


def _keep_load(engine: Engine, as_of: dt.date, files: int, fingerprint: str, counts: LoadCounts) -> None:
    """The load's row in the register of loads."""
    told = asdict(counts)
    row = {
        "load": engine.value("SELECT load FROM draft.this_load"), "as_of": as_of, "loaded_at": now_in_china(),
        "files": files, "people": engine.value("SELECT COUNT(*) FROM base.person"),
        "households": engine.value("SELECT COUNT(*) FROM base.household"), "load_fingerprint": fingerprint,
    } | {column: told[name] for name, column in KEPT_COUNTS.items()}  # fmt: skip
    engine.insert(tables.LOAD, [row])


def replace_successions(engine: Engine, changes: Sequence[TownshipChange]) -> None:
    """Which township goes on which, each followed to the last one, from the day of the policy's latest change on."""
    engine.run(f"DELETE FROM {tables.SUCCESSION.full_name}")
    rows = [
        {
            "from_township": one.from_township,
            "village": village,
            "to_township": _last_of(one, changes),
            "changed_on": one.on,
        }
        for one in changes
        for village in (one.villages or ("",))
    ]
    engine.insert(tables.SUCCESSION, rows)


def _last_of(change: TownshipChange, changes: Sequence[TownshipChange]) -> str:
    """Where a change leads in the end: a township of which a later one tells went on as well."""
    later = [
        one for one in changes if one.from_township == change.to_township and one.on > change.on and not one.villages
    ]
    return _last_of(later[0], changes) if later else change.to_township


def _bound_of(bounds: Base, is_whole: bool, has_refused: bool) -> str:
    return (
        f"SELECT {bounds.leave_share} AS leave_share, {bounds.leave_from} AS leave_from, "
        f"{is_whole} AS is_whole, {has_refused} AS has_refused"
    )


def _remember_old_base(engine: Engine) -> None:
    """A home of an older version has a base in force of which nothing is remembered yet."""
    if not engine.value("SELECT COUNT(*) FROM base.known_person"):
        _remember(engine)


def _remember(engine: Engine) -> None:
    """Everybody of the base in force as they are known now; who is not in it stays as they were."""
    columns = ", ".join(tables.KNOWN_PERSON.columns)
    engine.run("DELETE FROM base.known_person WHERE person_key IN (SELECT person_key FROM base.person)")
    engine.run("UPDATE base.known_person SET is_here = FALSE")
    known = models.select_of_model("base.known_person")
    engine.run(f"INSERT INTO base.known_person ({columns}) SELECT {columns} FROM ({known}) AS known")


def _read(engine: Engine, exports: LoadRows, as_of: dt.date) -> LoadCounts:
    """Whom the exports hold, by their keys, in `draft.loaded`; rows read, and rows that say the same person again."""
    columns = ", ".join(f"{exports.column(name)} AS {name}" for name in TOLD_APART_BY)
    engine.run(f"CREATE OR REPLACE TABLE draft.staged AS {STAGED.format(exports.table)}", exports.names)
    engine.run(
        f"CREATE OR REPLACE TABLE draft.person AS SELECT {LINE} AS line, {columns} FROM {exports.rows}", exports.names
    )
    engine.make("draft.township_called", models.select_of_model("base.township_called"))
    engine.run(CALLED)
    engine.run(SUCCEEDED, [as_of])
    made = {name: engine.make(f"draft.{name.split('.')[1]}", models.select_of_model(name)) for name in READ}
    engine.make("draft.loaded", LOADED)
    rows = int(engine.value("SELECT COUNT(*) FROM draft.person"))
    return LoadCounts(rows=rows, repeated=rows - made["base.known_once"])


LOADED = f"""
SELECT
    keyed.person_key, keyed.household_id, once.township, once.line, once.file_name, once.sheet, once.row_number,
    staged.staged, once.line % {LINES_OF_A_FILE} AS staged_row
FROM draft.keyed AS keyed
INNER JOIN draft.known_once AS once ON once.line = keyed.line
INNER JOIN draft.staged AS staged ON staged.ordinal = once.line // {LINES_OF_A_FILE}
"""
CALLED = """
UPDATE draft.person SET township = called.township FROM draft.township_called AS called
WHERE called.written = draft.person.township AND called.county = COALESCE(draft.person.county, '')
"""
SUCCEEDED = """
UPDATE draft.person SET township = succession.to_township FROM base.succession AS succession
WHERE succession.from_township = draft.person.township AND succession.changed_on <= ?
    AND succession.village IN ('', draft.person.village)
"""


def _put_in_force(engine: Engine, exports: LoadRows, as_of: dt.date) -> dict[str, int]:
    """People first, then what is made of them; how many people the exports leave as they were, and how many they alter."""
    counts = _replace_people(engine, exports, as_of)
    _remember(engine)
    models.run_models(engine, models.BASE)
    engine.make("draft.moved", models.select_of_model("base.moved"))
    engine.run(
        "INSERT INTO base.township_move (household_id, from_township, to_township, as_of) SELECT *, ? FROM draft.moved",
        [as_of],
    )
    models.run_models(engine, PLACED)
    return counts


def _replace_people(engine: Engine, exports: LoadRows, as_of: dt.date) -> dict[str, int]:
    """What is said otherwise goes to the past, what is new comes in, straight from the exports; the rest stays where it lies."""
    values = exports.content()
    held = f"SELECT rowid AS stored, person_key, HASH({', '.join(CONTENT)}) AS content FROM base.person"
    if engine.make("draft.held", held):
        engine.run(
            f"CREATE OR REPLACE TABLE draft.content AS SELECT loaded.person_key, HASH({', '.join(values.values())}) AS content, "
            f"MIN(loaded.line) AS line FROM {exports.rows_of('draft.loaded')} GROUP BY ALL",
            exports.names,
        )
    else:  # nothing to compare with
        engine.make("draft.content", "SELECT person_key, CAST(0 AS UBIGINT) AS content, line FROM draft.loaded")
    unchanged = engine.make("draft.same", SAME)
    engine.make("draft.ended", ENDED)
    engine.run(TO_THE_PAST)
    engine.run("DELETE FROM base.person WHERE rowid IN (SELECT stored FROM draft.ended)")
    engine.run(FOUND_AGAIN)
    engine.make("draft.coming", COMING)
    taken = values | {name: f"loaded.{name}" for name in ("person_key", "file_name", "sheet", "row_number")}
    taken |= {"as_of": "this_load.as_of", "since_load": "this_load.load", "valid_from": "this_load.as_of"}
    engine.run(
        f"INSERT INTO base.person ({', '.join(taken)}) SELECT {', '.join(taken.values())} FROM {exports.rows_of('draft.coming')} "
        "CROSS JOIN draft.this_load AS this_load",
        exports.names,
    )
    altered = "SELECT COUNT(DISTINCT person_key) FROM base.person_past WHERE ended = 'changed' AND until_load = (SELECT load FROM draft.this_load)"
    return {"unchanged": unchanged, "altered": int(engine.value(altered))}


SAME = """
SELECT held.stored, content.line
FROM draft.held AS held
INNER JOIN draft.content AS content ON content.person_key = held.person_key AND content.content = held.content
"""
ENDED = """
SELECT held.stored, CASE WHEN held.person_key IN (SELECT person_key FROM draft.loaded) THEN 'changed' ELSE 'left' END AS ended
FROM draft.held AS held
WHERE held.stored NOT IN (SELECT stored FROM draft.same) AND held.person_key NOT IN (SELECT person_key FROM draft.missed WHERE is_kept)
"""
COMING = """
SELECT loaded.* FROM draft.loaded AS loaded
WHERE loaded.line IN (SELECT line FROM draft.content) AND loaded.line NOT IN (SELECT line FROM draft.same)
"""
TO_THE_PAST = """
INSERT INTO base.person_past BY NAME
SELECT person.*, this_load.load AS until_load, this_load.as_of AS valid_to, ended.ended
FROM base.person AS person
INNER JOIN draft.ended AS ended ON ended.stored = person.rowid
CROSS JOIN draft.this_load AS this_load
"""
FOUND_AGAIN = """
UPDATE base.person SET file_name = found.file_name, sheet = found.sheet, row_number = found.row_number, as_of = found.as_of
FROM (
    SELECT same.stored, loaded.file_name, loaded.sheet, loaded.row_number, this_load.as_of
    FROM draft.same AS same
    INNER JOIN draft.loaded AS loaded ON loaded.line = same.line
    CROSS JOIN draft.this_load AS this_load
) AS found
WHERE base.person.rowid = found.stored
"""


def _keep_changes(engine: Engine, loaded: Loaded) -> dict[str, int]:
    """Write down what the load changed, and say which townships came in whole; code -> how many changes. The first load changes nothing."""
    if not engine.value("SELECT COUNT(*) FROM draft.before"):
        return {}
    for name in CHANGES:
        made = f"draft.{name.split('.')[1]}"
        engine.make(made, models.select_of_model(name))
        engine.run(KEEP_CHANGES.format(made))
    fresh = engine.rows(FIRST_TIME)
    if fresh:
        places = "、".join(f"{row['township']}{row['people']}人" for row in fresh)
        loaded.said.append(f"首次入库的镇街：{places}。")
    return {str(row["change"]): int(row["changes"]) for row in engine.rows(COUNTED)}


KEEP_CHANGES = """
INSERT INTO base.change (load, as_of, change, household_id, person_key, township, village, person_name, value_before, value_now)
SELECT
    this_load.load, this_load.as_of, made.change, made.household_id, made.person_key, made.township, made.village, made.person_name,
    made.value_before, made.value_now
FROM {} AS made CROSS JOIN draft.this_load AS this_load
"""
COUNTED = """
SELECT made.change, COUNT(*) AS changes
FROM base.change AS made
INNER JOIN draft.this_load AS this_load ON this_load.load = made.load
INNER JOIN states.base_change AS known ON known.code = made.change
GROUP BY made.change, known.ordinal ORDER BY known.ordinal
"""
FIRST_TIME = """
SELECT person.township, COUNT(*) AS people
FROM base.person AS person
INNER JOIN draft.this_load AS this_load ON this_load.load = person.since_load
WHERE person.township NOT IN (SELECT township FROM draft.before)
    AND person.person_key NOT IN (SELECT person_key FROM base.person_past)
GROUP BY person.township ORDER BY person.township
"""


def _known_again(engine: Engine) -> dict[str, int]:
    """How many households are numbered otherwise than they were, went apart or together; how 户编号 are written that are none."""
    (counts,) = engine.rows(models.select_of_model("base.known_again"))
    return {name: int(count or 0) for name, count in counts.items()}
