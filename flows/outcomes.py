"""What a flow hands to the command that set it going: counts, names of lists, sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a command that needs no step does not wait for Prefect
    from tasks.lists import Lists
    from tasks.returns import Returns
    from warehouse.months import MonthCounts


@dataclass(frozen=True)
class MonthDone:
    """A month as it was committed, and its lists as they were written."""

    counts: MonthCounts
    lists: Lists


@dataclass
class Returned:
    """What came of the lists that townships sent back for a month, and the lists written after it. troubles: of the notification."""

    month: str
    returns: Returns
    lists: Lists
    troubles: list[str] = field(default_factory=list)

    def flat(self) -> dict[str, object]:
        """All of it under one name each, as a script reads it."""
        written = self.lists.counts
        lists = {"letters": written.letters, "unwritten": written.unwritten, "set_aside": self.lists.set_aside}
        return {"month": self.month} | self.returns.flat() | lists | {"troubles": self.troubles}

    @property
    def exit_status(self) -> int:
        """0 done; 3 done, but a person must look."""
        back, lists = self.returns, self.lists
        kept = back.kept
        refused = (kept.answers.refused, kept.ledgers.cells_refused, kept.tasks.task_cells_refused, kept.retracted)
        return 3 if any((*refused, back.passed_over, lists.counts.unwritten, lists.set_aside, self.troubles)) else 0


@dataclass(frozen=True)
class PlantedCounts:
    """Of a demo county: faults that were planted in it, and those of them that somebody is asked about."""

    faults_planted: int
    faults_found: int
