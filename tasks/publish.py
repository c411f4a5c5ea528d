"""Publish the snapshot that analysts open."""

from __future__ import annotations

from tasks.county import County
from tasks.step import step
from warehouse.publish import publish_mart


@step("publish")
def publish(county: County) -> dict[str, int]:
    """Replace `published/analyst.duckdb`; rows by table."""
    with county.warehouse() as engine:
        return publish_mart(engine, county.home.published)
