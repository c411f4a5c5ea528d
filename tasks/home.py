"""Where everything of one county lies. Code never writes elsewhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from sources.listing import readable
from sources.reading.containers.archive import NOT_DATA
from warehouse.deadlines import month_named


@dataclass(frozen=True)
class Home:
    """The folders and files of a county's home."""

    root: Path

    def inbox(self, month: str) -> Path:
        return self.root / "inbox" / month

    def inboxes(self, month: str) -> list[Path]:
        """The month's inbox, and those that somebody named in another way: 202610, 2026年10月."""
        others = [one for one in self._in_inbox() if one.is_dir() and _month_of(one) == month]
        return [self.inbox(month), *(one for one in others if one != self.inbox(month))]

    def astray(self) -> list[Path]:
        """What lies in the inbox and belongs to no month and not to the base: nobody would ever read it."""
        return [one for one in self._in_inbox() if one != self.base_inbox and (one.is_file() or _month_of(one) is None)]

    def _in_inbox(self) -> list[Path]:
        folder = self.root / "inbox"
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        return [one for one in there if not one.name.startswith(NOT_DATA)]

    def pulled(self, month: str) -> Path:
        """What was fetched from elsewhere for a month: a folder a source, in it one a department."""
        return self.root / "pulled" / month

    def returns(self, month: str) -> Path:
        """The lists of a month that townships sent back."""
        return self.root / "returns" / month

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
    def own_templates(self) -> Path:
        """Word templates that the county has changed."""
        return self.root / "templates"

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
    def seal_key(self) -> Path:
        return self.root / "keys" / "ledger.key"

    @property
    def draw_key(self) -> Path:
        return self.root / "keys" / "draw.key"

    @property
    def prefect(self) -> Path:
        return self.root / ".prefect"


def seal_key(home: Home) -> bytes:
    """The key of the check codes in ledgers."""
    return _secret(home.seal_key)


def draw_key(home: Home) -> bytes:
    """The secret that the draws of 月调度 are made from: by policy and month alone anybody could know them beforehand."""
    return _secret(home.draw_key)


def _secret(file: Path) -> bytes:
    """What that file keeps, made when it is first needed; only whoever runs the home may read it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_hex(32).encode())
        fresh.replace(file)
    return file.read_bytes()


def _month_of(folder: Path) -> str | None:
    """The month that a folder's name means; None where it means none."""
    return month_named(readable(folder.name).replace(" ", "").replace("_", "-"))
