"""One county, opened once at the edge of a command: each step is handed it, and reads no setting again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Self

from sources.catalogue import Catalogue
from sources.months import month_end
from tasks.home import Home
from warehouse.engine import Engine, open_existing
from warehouse.policy.versions import holding_on, kept_on
from warehouse.policy.words import Policy


@dataclass(frozen=True)
class County:
    """Where everything of a county lies, what its departments send, and its rulebook.

    policy: the one that a step goes by: in force today, or that of the month at which it looks (`at`). versions: all that its files say, in
    time; now: the one in force, where `policy` is a month's.
    """

    home: Home
    catalogue: Catalogue
    policy: Policy
    versions: tuple[Policy, ...] = field(default=(), kw_only=True)
    now: Policy | None = field(default=None, kw_only=True)

    @property
    def in_force(self) -> Policy:
        """The rulebook in force: it asks no more of past months than theirs did."""
        return self.now or self.policy

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every rulebook under which a list may have been printed, the one in hand first."""
        others = {one.digest: one for one in (self.policy, self.in_force, *reversed(self.versions))}
        return tuple(others.values())

    def at(self, month: str) -> Self:
        """The county under the rulebook of a month. Raises PolicyError where what was kept of that time is not understood."""
        return replace(self, policy=self._policy_on(month_end(month)), now=self.in_force)

    def on(self, day: dt.date) -> Self:
        """The county under the rulebook that is in force on a day."""
        return replace(self, policy=self._policy_on(day), now=None)

    def _policy_on(self, day: dt.date) -> Policy:
        """As files say; of a time before the oldest of them as the warehouse kept it, else the oldest."""
        if not self.versions:
            return self.policy
        if (found := holding_on(self.versions, day)) is not None:
            return found
        if not self.home.warehouse.exists():
            return self.versions[0]
        with self.warehouse_there() as engine:
            return kept_on(engine, day, self.catalogue) or self.versions[0]

    def warehouse(self, read_only: bool = False) -> Engine:
        """The county's warehouse, with a table for each feed of its catalogue."""
        return Engine(self.home.warehouse, self.catalogue, read_only=read_only)

    def warehouse_there(self) -> Engine:
        """The same for reading only. Raises FangpinError where nothing has run yet or somebody is writing."""
        return open_existing(self.home.warehouse, self.catalogue)
