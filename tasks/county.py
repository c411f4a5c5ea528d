"""One county, opened once at the edge of a command: each step is handed it, and reads no setting again."""

from __future__ import annotations

from dataclasses import dataclass

from sources.catalogue import Catalogue
from tasks.home import Home
from warehouse.engine import Engine, open_existing
from warehouse.policy.words import Policy


@dataclass(frozen=True)
class County:
    """Where everything of a county lies, what its departments send, and the rulebook in force."""

    home: Home
    catalogue: Catalogue
    policy: Policy

    def warehouse(self, read_only: bool = False) -> Engine:
        """The county's warehouse, with a table for each feed of its catalogue."""
        return Engine(self.home.warehouse, self.catalogue, read_only=read_only)

    def warehouse_there(self) -> Engine:
        """The same for reading only. Raises FangpinError where nothing has run yet or somebody is writing."""
        return open_existing(self.home.warehouse, self.catalogue)
