"""Publish the snapshot that analysts open."""

from __future__ import annotations

from pathlib import Path

from tasks.home import Home
from tasks.retry import step
from warehouse.engine import Engine
from warehouse.publish import publish_mart


@step("publish")
def publish(home: str) -> dict[str, int]:
    """Replace `published/analyst.duckdb`; rows by table."""
    place = Home(Path(home))
    with Engine(place.warehouse) as engine:
        return publish_mart(engine, place.published)
