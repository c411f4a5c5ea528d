"""Where everything of one county lies. Code never writes elsewhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from sources.contract import BASE
from sources.listing import NOT_DATA, readable
from sources.months import month_named


class _Place:
    """A folder or file of a home, by the names that lead to it from the root."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def __get__(self, home: Home, kind: type[Home]) -> Path:
        return home.root.joinpath(*self.names)


@dataclass(frozen=True)
class Home:
    """The folders and files of a county's home."""

    root: Path

    settings = _Place("settings.toml")
    policy = _Place("policy.toml")
    policies = _Place("policies")
    """Versions of the county's policy of earlier or later days."""
    feeds = _Place("feeds")
    lookups = _Place("lookups")
    own_templates = _Place("templates")
    """Word templates that the county has changed."""
    base_inbox = _Place("inbox", "base")
    landing = _Place("landing")
    exports = _Place("staged", "base")
    """What came of each export of the base, so that it is not read again."""
    warehouse = _Place("warehouse", "fangpin.duckdb")
    published = _Place("published", "analyst.duckdb")
    templates = _Place("outbox", "模板")
    base_outbox = _Place("outbox", BASE)
    """What loads of the base changed: they are of no month."""
    seal_key = _Place("keys", "ledger.key")
    draw_key = _Place("keys", "draw.key")
    runs = _Place("runs")
    lock = _Place("runs", "home.lock")
    prefect = _Place(".prefect")

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

    def staged(self, month: str) -> Path:
        return self.root / "staged" / month

    def taken_in(self, month: str) -> Path:
        """What each file of a month was read and recognised as, so that it is not opened again."""
        return self.root / "staged" / "taken" / month

    def outbox(self, month: str) -> Path:
        return self.root / "outbox" / month

    def run_folder(self, run_id: str) -> Path:
        return self.root / "runs" / run_id


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
