"""What a load of the base came to, in counts and in sentences for the county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from warehouse import models
from warehouse.engine import Engine


@dataclass(frozen=True)
class LoadCounts:
    """What became of the exports of a load, and of those who were in the base before.

    rows: of the exports; repeated: rows that say a person again. Households known again: renumbered, under another 户编号; divided,
    that came out of another; joined, that went into another. without_number: people who have no 户编号 to go by; numbered_per_place:
    households whose 户编号 several places use; several_heads: households that are several under one 户编号. left, kept: people who are
    not in the exports, and left the base or stay in it. moved: households that have another township now; warnings_without_household:
    warnings in hand whose household has left. unchanged, altered: people of whom the exports say what the base said, and otherwise.
    changes: how many changes there were of each kind, by its code in `states.base_change`; those of the first load are not told.
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
    unchanged: int = 0
    altered: int = 0
    changes: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Loaded:
    """What a load came to. matters: to be looked at; said: to be known."""

    counts: LoadCounts = field(default_factory=LoadCounts)
    matters: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def tell_missed(engine: Engine, loaded: Loaded) -> None:
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


def tell_changes(engine: Engine, loaded: Loaded) -> None:
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
