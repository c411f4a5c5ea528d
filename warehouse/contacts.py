"""Whom to ask in each department. Settings say it; it is handed over outside Prefect, whose store keeps parameters."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse import tables
from warehouse.engine import Engine


def replace_contacts(engine: Engine, contacts: Mapping[str, str]) -> None:
    """The contacts, department -> name and phone, in place of those before. They are read by reports, published nowhere."""
    rows: list[dict[str, object]] = [{"department": name, "contact": told} for name, told in contacts.items()]
    with engine.transaction():
        engine.run("DELETE FROM ops.contact")
        engine.insert(tables.CONTACT, rows)
