"""What every test starts from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sources.catalogue import use_feeds


@pytest.fixture(autouse=True)
def nobody_adds_a_feed() -> Iterator[None]:
    """A home's added feeds stay for as long as its test."""
    yield
    use_feeds(())
