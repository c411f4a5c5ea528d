"""Who supervises which townships and villages (坦渡: 人员分组安排). Settings say it; it is handed over outside Prefect, as contacts are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse import tables
from warehouse.engine import Engine


@dataclass(frozen=True)
class Group:
    """A group of supervisors. places: townships or villages, by name."""

    name: str
    leader: str
    members: str
    places: tuple[str, ...]


def replace_groups(engine: Engine, groups: Sequence[Group]) -> None:
    """The groups, a row a place in their order, in place of those before. They are read by 月调度, published nowhere."""
    places = [(group, place) for group in groups for place in group.places]
    rows: list[dict[str, object]] = [
        {
            "ordinal": number,
            "group_name": group.name,
            "leader": group.leader,
            "group_members": group.members,
            "area": place,
        }
        for number, (group, place) in enumerate(places, start=1)
    ]
    with engine.transaction():
        engine.run("DELETE FROM ops.supervision")
        engine.insert(tables.SUPERVISION, rows)
