"""The table of faults: which rule must find each, whom it fits, and what is written in place of what is right."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
Conditions = Mapping[str, Any]
Writings = Mapping[str, Any]


@dataclass(frozen=True)
class Sent:
    """A row that a department sends about the person, in a list of its own that it sends after the ordinary one.

    says: what it says besides what rows of the feed always say; is_warned: does the row qualify? is_earlier: sent in the month
    before already.
    """

    feed: str
    says: Writings = field(default_factory=dict)
    is_warned: bool = False
    is_earlier: bool = False


@dataclass(frozen=True)
class Fault:
    """One kind of fault.

    rule: the code of the rule that must find it, whatever else it sets off; kind: what went wrong, in a word or two.
    who, home, other, nobody: whom it fits, by column or by a fact of `fits.py`: the person, the household, some other
    member, none of the members. monitored: 未消 or 已消 where the household must have such a record; it is given one.
    person, head, members, household: cells written instead. by_hand: the function of `by_hand.py` that cells cannot say.
    sent: what departments send about the person, which the record contradicts.
    village: what a village must come to by `villages.py`; its households are written on until it does. of_village: one
    household's record, told of the village.
    Without `who`, `person` and `sent` the fault is the household's.
    """

    rule: str
    kind: str
    who: Conditions = field(default_factory=dict)
    home: Conditions = field(default_factory=dict)
    other: Conditions = field(default_factory=dict)
    nobody: Conditions = field(default_factory=dict)
    monitored: str = ""
    person: Writings = field(default_factory=dict)
    head: Writings = field(default_factory=dict)
    members: Writings = field(default_factory=dict)
    household: Writings = field(default_factory=dict)
    by_hand: str = ""
    sent: tuple[Sent, ...] = ()
    village: Conditions = field(default_factory=dict)
    of_village: bool = False

    @property
    def is_of_person(self) -> bool:
        """Is it one member's?"""
        return bool(self.who or self.person or self.sent)


def load_faults(folder: Path = FOLDER) -> tuple[Fault, ...]:
    """Every fault of every table, file by file."""
    return tuple(
        Fault(**{**entry, "sent": tuple(Sent(**row) for row in entry.get("sent", ()))})
        for path in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["fault"]
    )
