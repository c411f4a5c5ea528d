"""What departments last said of a person, as cleaning rules compare it: over twelve months, and by the last full roster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.judging.test_anomaly_numbers import BASE, begin, load_base, number
from warehouse import tables
from warehouse.engine import Engine
from warehouse.models import make_facts

MONTH = "2026-10"
NAME = str(BASE[0]["person_name"])


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(None) as engine:
        load_base(engine, BASE)
        begin(engine, MONTH)
        yield engine


def send(engine: Engine, month: str, serial: int = 0, name: str = NAME, file_order: int = 1) -> None:
    """A row of a list of 低保."""
    row_key = f"{month}-{serial}-{file_order}"
    keys = {"month": month, "row_key": row_key, "feed": "dibao"}
    row = {
        "department": "民政局", "file_name": f"{month}.xlsx", "row_number": 2, "file_order": file_order, "subject_name": name,
        "name_key": name, "id_state": "valid", "id18": number(serial), "status": "kept",
    }  # fmt: skip
    engine.insert(tables.FEED_ROW, [keys | row])
    engine.run("INSERT INTO raw.dibao (month, row_key, feed) VALUES (?, ?, ?)", list(keys.values()))


def told(engine: Engine) -> list[tuple[str, str]]:
    make_facts(engine)
    rows = engine.rows("SELECT sent_in, person_key FROM fact.feed WHERE told_dibao ORDER BY person_key")
    return [(row["sent_in"], row["person_key"]) for row in rows]


def test_a_row_counts_for_twelve_months(engine: Engine) -> None:
    for month, serial in (("2025-10", 0), ("2025-11", 1)):
        send(engine, month, serial, str(BASE[serial]["person_name"]))
    assert told(engine) == [("2025-11", "p1")]


def test_what_a_later_month_says_is_not_known_yet(engine: Engine) -> None:
    send(engine, "2026-09")
    send(engine, "2026-11", name="另名")
    assert told(engine) == [("2026-09", "p0")]


def test_a_later_file_of_the_month_has_the_last_word(engine: Engine) -> None:
    send(engine, MONTH, file_order=1)
    send(engine, MONTH, name="另名", file_order=2)
    assert told(engine) == []


def test_who_is_gone_from_a_full_roster_is_no_longer_said_to_be_in_it(engine: Engine) -> None:
    send(engine, "2026-08")
    send(engine, "2026-09", 1, str(BASE[1]["person_name"]))
    assert told(engine) == [("2026-08", "p0"), ("2026-09", "p1")]
    engine.insert(tables.EXPECTED_FEED, [{"feed": "dibao", "delivery": "roster"}])
    assert told(engine) == [("2026-09", "p1")]


@pytest.mark.parametrize(("supported", "whom"), [(None, ["p0", "p1"]), (2, ["p0", "p1"]), (1, ["p0"])])
def test_a_roster_of_households_speaks_of_its_members_too(
    engine: Engine, supported: int | None, whom: list[str]
) -> None:
    send(engine, MONTH)
    row_key = f"{MONTH}-0-1"
    engine.run("UPDATE raw.dibao SET supported_people = ? WHERE row_key = ?", [supported, row_key])
    of_member = {"month": MONTH, "row_key": row_key, "member": 1, "member_name": str(BASE[1]["person_name"])}
    number_ = {"name_key": str(BASE[1]["person_name"]), "id_state": "valid", "id18": number(1)}
    engine.insert(tables.FEED_MEMBER, [of_member | number_])
    assert [person for _, person in told(engine)] == whom


def test_a_members_own_row_comes_before_the_households(engine: Engine) -> None:
    test_a_roster_of_households_speaks_of_its_members_too(engine, None, ["p0", "p1"])
    send(engine, MONTH, 1, str(BASE[1]["person_name"]))
    engine.run("UPDATE raw.dibao SET change_kind = '停发' WHERE row_key = ?", [f"{MONTH}-1-1"])
    assert told(engine) == [(MONTH, "p0")]
