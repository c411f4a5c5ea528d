"""What every test starts from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sources.catalogue import use_feeds
from sources.reading.worker import kept_workers


@pytest.fixture(scope="session", autouse=True)
def readers_stay() -> Iterator[None]:
    """The child processes that read files start once, not for each of hundreds of small counties."""
    with kept_workers():
        yield


@pytest.fixture(autouse=True)
def nobody_adds_a_feed() -> Iterator[None]:
    """A home's added feeds stay for as long as its test."""
    yield
    use_feeds(())
