"""The household base: exports are put in force, whoever was known before keeps the key of then, and nobody is forgotten.

`household_id` and `person_key` are ours and stay; `household_number` and `person_id` are what the export says now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from warehouse import models, tables
from warehouse.engine import Engine, as_names
from warehouse.handling import PLACED
from warehouse.policy.words import Base, Policy, TownshipChange

KEYS = ("household_id", "person_key")
WITH_KEYS = "FROM draft.known_once AS known_once INNER JOIN draft.keyed AS keyed USING (file_name, sheet, row_number)"
KEYED_ROW = f"keyed.person_key, keyed.household_id, known_once.township {WITH_KEYS}"
READ = ("base.known_once", "base.placed", "base.same_person", "base.same_household", "base.keyed")
"""From rows to keys, each in `draft`."""
DRAFTS = (
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
)


@dataclass(frozen=True)
class LoadCounts:
    """What became of the exports of a load, and of those who were in the base before.

    rows: of the exports; repeated: rows that say a person again. Households known again: renumbered, under another 户编号; divided,
    that came out of another; joined, that went into another. without_number: people who have no 户编号 to go by; numbered_per_place:
    households whose 户编号 several places use; several_heads: households that are several under one 户编号. left, kept: people who are
    not in the exports, and left the base or stay in it. moved: households that have another township now; warnings_without_household:
    warnings in hand whose household has left.
    """

    rows: int = 0
    repeated: int = 0
    renumbered: int = 0
    divided: int = 0
    joined: int = 0
    without_number: int = 0
    numbered_per_place: int = 0
    several_heads: int = 0
    left: int = 0
    kept: int = 0
    moved: int = 0
    warnings_without_household: int = 0


@dataclass
class Loaded:
    """What a load came to. matters: to be looked at; said: to be known."""

    counts: LoadCounts = field(default_factory=LoadCounts)
    matters: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def replace_base_files(engine: Engine, files: Sequence[dict[str, object]]) -> None:
    """The files of the base in force, in place of those before. In a transaction of the caller's."""
    engine.run("DELETE FROM ops.base_file")
    engine.insert(tables.BASE_FILE, files)


def replace_base(
    engine: Engine, files: Sequence[Path], as_of: dt.date, policy: Policy | None, *, is_whole: bool, has_refused: bool
) -> Loaded:
    """Put what the exports hold, known on `as_of`, in force. In a transaction of the caller's: households are made of people, and
    both change or neither.

    is_whole: whoever is not in the exports leaves the base; else only where their township looks whole. has_refused: some export
    could not be read; a township that the others do not hold stays then, too.
    """
    bounds, towns = (policy.base, list(policy.townships)) if policy else (Base(), [])
    replace_successions(engine, policy.township_change if policy else ())
    _remember_old_base(engine)
    engine.run("CREATE OR REPLACE TABLE draft.township_known AS SELECT UNNEST(?::VARCHAR[]) AS township", [towns])
    loaded = Loaded(_read(engine, files, as_of))
    engine.make("draft.before", "SELECT household_id, township FROM base.household")
    engine.make("draft.load_bound", _bound_of(bounds, is_whole, has_refused))
    engine.make("draft.missed", models.select_of_model("base.missed"))
    loaded.counts = replace(loaded.counts, **_known_again(engine))
    _tell_missed(engine, loaded)
    _put_in_force(engine, as_of)
    _tell_changes(engine, loaded)
    for name in DRAFTS:
        engine.run(f"DROP TABLE draft.{name}")
    return loaded


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


def _read(engine: Engine, files: Sequence[Path], as_of: dt.date) -> LoadCounts:
    """Whom the exports hold, by their keys, in `draft.loaded`; rows read, and rows that say the same person again."""
    columns = tables.PERSON.columns
    listed = ", ".join(columns)
    engine.run("CREATE OR REPLACE TABLE draft.person AS SELECT * FROM base.person WHERE FALSE")
    engine.run(f"INSERT INTO draft.person ({listed}) SELECT {listed} FROM read_parquet(?)", [as_names(files)])
    engine.make("draft.township_called", models.select_of_model("base.township_called"))
    engine.run(CALLED)
    engine.run(SUCCEEDED, [as_of])
    made = {name: engine.make(f"draft.{name.split('.')[1]}", models.select_of_model(name)) for name in READ}
    engine.make("draft.loaded", f"SELECT {KEYED_ROW}")
    rows = int(engine.value("SELECT COUNT(*) FROM draft.person"))
    return LoadCounts(rows=rows, repeated=rows - made["base.known_once"])


CALLED = """
UPDATE draft.person SET township = called.township FROM draft.township_called AS called
WHERE called.written = draft.person.township AND called.county = COALESCE(draft.person.county, '')
"""
SUCCEEDED = """
UPDATE draft.person SET township = succession.to_township FROM base.succession AS succession
WHERE succession.from_township = draft.person.township AND succession.changed_on <= ?
    AND succession.village IN ('', draft.person.village)
"""


def _put_in_force(engine: Engine, as_of: dt.date) -> None:
    listed = ", ".join(tables.PERSON.columns)
    taken = ", ".join(f"{'keyed' if name in KEYS else 'known_once'}.{name}" for name in tables.PERSON.columns)
    engine.run(
        "DELETE FROM base.person WHERE person_key IN (SELECT person_key FROM draft.loaded) "
        "OR person_key NOT IN (SELECT person_key FROM draft.missed WHERE is_kept)"
    )
    engine.run(f"INSERT INTO base.person ({listed}) SELECT {taken} {WITH_KEYS}")
    _remember(engine)
    models.run_models(engine, models.BASE)
    engine.make("draft.moved", models.select_of_model("base.moved"))
    engine.run(
        "INSERT INTO base.township_move (household_id, from_township, to_township, as_of) SELECT *, ? FROM draft.moved",
        [as_of],
    )
    models.run_models(engine, PLACED)


def _known_again(engine: Engine) -> dict[str, int]:
    """How many households are numbered otherwise than they were, went apart or together; how 户编号 are written that are none."""
    (counts,) = engine.rows(models.select_of_model("base.known_again"))
    return {name: int(count or 0) for name, count in counts.items()}


def _tell_missed(engine: Engine, loaded: Loaded) -> None:
    """Which townships and villages the exports lack, with counts and what to do; how many people left the base."""
    for row in engine.rows(models.select_of_model("base.kept")):
        since = f"仍按截至{row['as_of']}的户库。{COMPLETE}"
        if row["is_township_gone"]:
            loaded.matters.append(f"{row['township']}不在这次的导出中，原有{row['people']}人{since}")
        else:
            villages = f"，其中{row['villages']}全村没有" if row["villages"] else ""
            lacking = f"原有{row['people']}人，缺{row['kept']}人{villages}"
            loaded.matters.append(f"{row['township']}的导出不全：{lacking}；缺的{since}")
    left = engine.rows(LEFT)
    loaded.counts = replace(
        loaded.counts,
        left=sum(int(row["people"]) for row in left),
        kept=int(engine.value("SELECT COUNT(*) FROM draft.missed WHERE is_kept")),
    )
    if left:
        places = "、".join(f"{row['township']}{row['people']}人" for row in left)
        loaded.said.append(f"不在新的导出中、已离开户库的：{places}。")


COMPLETE = "请补齐导出后重新入库；确已不在户库的，用 fangpin base load --whole 入库。"
LEFT = "SELECT township, COUNT(*) AS people FROM draft.missed WHERE NOT is_kept GROUP BY township ORDER BY township"
MOVES = "SELECT from_township, to_township, COUNT(*) AS households FROM draft.moved GROUP BY ALL ORDER BY ALL"


def _tell_changes(engine: Engine, loaded: Loaded) -> None:
    """How the exports' own numbers and places differ from before, and which warnings in hand have lost their household."""
    counts = asdict(loaded.counts)
    loaded.matters += [words.format(counts[name]) for name, words in FAULTY_NUMBERS.items() if counts[name]]
    loaded.said += [words.format(counts[name]) for name, words in KNOWN_OTHERWISE.items() if counts[name]]
    moves, homeless = engine.rows(MOVES), engine.rows(models.select_of_model("base.homeless"))
    loaded.counts = replace(
        loaded.counts,
        moved=sum(int(row["households"]) for row in moves),
        warnings_without_household=sum(int(row["warnings"]) for row in homeless),
    )
    if moves:
        said = "、".join(f"{row['from_township']}→{row['to_township']}{row['households']}户" for row in moves)
        loaded.said.append(f"换了镇街的：{said}；未办结的预警随户转到现在的镇街。")
    if homeless:
        said = "、".join(f"{row['township']}{row['warnings']}条" for row in homeless)
        loaded.matters.append(
            f"在办的预警，其户已不在户库的：{said}；仍列在该镇街的《往月未办结》。请核对这些户是迁出、注销还是漏导出。"
        )


FAULTY_NUMBERS = {
    "without_number": "有{}人没有户编号（空白，或写的是“无”“/”“0”之类，或一号多个户主）：曾在户库的仍归原户，其余各自成户。请在系统中补录户编号后重新导出。",
}  # fmt: skip
KNOWN_OTHERWISE = {
    "numbered_per_place": "有{}户的户编号在几个镇街或几个村重复（各自从头编号），已按所在地分开，不会混成一户。",
    "several_heads": "有{}个户编号下不止一个户主，分不开，暂作一户，见异常数据清单。",
    "renumbered": "有{}户的户编号与以前不同（重新编号，或丢了前面的0），按成员认出是原来的户，预警、答复和名册照旧接续。",
    "divided": "有{}户由原来的户分出。",
    "joined": "有{}户并入别的户。",
}  # fmt: skip
