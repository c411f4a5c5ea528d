"""Where everything of one county lies. Code never writes elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The folders and files of a county's home."""

    root: Path

    def inbox(self, month: str) -> Path:
        return self.root / "inbox" / month

    def pulled(self, month: str) -> Path:
        """What was fetched from elsewhere for a month: a folder a source, in it one a department."""
        return self.root / "pulled" / month

    @property
    def base_inbox(self) -> Path:
        return self.root / "inbox" / "base"

    @property
    def lookups(self) -> Path:
        return self.root / "lookups"

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    def staged(self, month: str) -> Path:
        return self.root / "staged" / month

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse" / "fangpin.duckdb"

    @property
    def published(self) -> Path:
        return self.root / "published" / "analyst.duckdb"

    def outbox(self, month: str) -> Path:
        return self.root / "outbox" / month

    def run_folder(self, run_id: str) -> Path:
        return self.root / "runs" / run_id

    @property
    def templates(self) -> Path:
        return self.root / "outbox" / "模板"

    @property
    def feeds(self) -> Path:
        return self.root / "feeds"

    @property
    def settings(self) -> Path:
        return self.root / "settings.toml"

    @property
    def policy(self) -> Path:
        return self.root / "policy.toml"

    @property
    def lock(self) -> Path:
        return self.root / "runs" / "home.lock"

    @property
    def prefect(self) -> Path:
        return self.root / ".prefect"
