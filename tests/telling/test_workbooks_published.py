"""What analysts open: masked, commented, replaced in one piece, readable by a plain client."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from sources.identity import mask, mask_name
from tasks.publish import publish
from tests.support import SmallCounty, county_at, id_number, name
from tests.telling.test_workbooks import MONTH, filled_county
from warehouse.engine import Engine
from warehouse.publish import MART, declare_masks


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = filled_county(tmp_path_factory.mktemp("published"))
    publish.fn(county_at(county.root))
    return county


def test_no_name_and_no_number_of_anybody_is_in_the_published_file(county: SmallCounty) -> None:
    people = county.ask("SELECT person_name, id18, id_text, phone FROM base.person")
    names = {str(row["person_name"]) for row in people}
    numbers = {str(row[kind]) for row in people for kind in ("id18", "id_text", "phone") if row[kind]}
    numbers |= {id_number(90), id_number(91), "13900001111"}
    with duckdb.connect(str(county.home.published), read_only=True) as client:
        columns = client.sql(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'mart' AND data_type = 'VARCHAR'"
        ).fetchall()
        for table, column in columns:
            question = f"SELECT DISTINCT {column} FROM mart.{table} WHERE {column} IS NOT NULL"
            for (value,) in client.sql(question).fetchall():
                assert value not in names, (table, column)
                assert not [number for number in numbers if number in value], (table, column)
                assert name(4) not in value, (table, column)  # written into a reason by the department
    assert len(columns) > 50


def test_every_table_and_column_is_published_with_its_sentence(county: SmallCounty) -> None:
    with duckdb.connect(str(county.home.published), read_only=True) as client:
        found = client.sql("SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'mart'").fetchall()
        columns = client.sql("SELECT comment FROM duckdb_columns() WHERE schema_name = 'mart'").fetchall()
        tables = dict(found)
        assert set(tables) == {t.name for t in MART}
        assert all(tables.values())
        assert all(comment for (comment,) in columns)


def test_warnings_join_with_their_person(county: SmallCounty) -> None:
    with duckdb.connect(str(county.home.published), read_only=True) as client:
        found = client.sql(
            "SELECT warning.subject_name, person.person_name, person.person_number FROM mart.warning AS warning "
            "INNER JOIN mart.person AS person USING (household_id, member) WHERE rule_code = 'JY01'"
        ).fetchall()
    masked = f"{id_number(3)[:6]}********{id_number(3)[-4:]}"
    assert found == [(f"{name(3)[0]}**", f"{name(3)[0]}**", masked)]


def test_counts_are_those_of_the_warehouse(county: SmallCounty) -> None:
    counts = publish.fn(county_at(county.root))
    assert set(counts) == {table.name for table in MART}
    assert (counts["warning"], counts["person"], counts["anomaly"]) == (5, 7, 3)


def test_whoever_reads_keeps_his_snapshot_while_a_new_one_is_published(county: SmallCounty) -> None:
    with duckdb.connect(str(county.home.published), read_only=True) as client:
        publish.fn(county_at(county.root))
        assert client.sql("SELECT COUNT(*) FROM mart.warning").fetchall() == [(5,)]
    assert [file.name for file in county.home.published.parent.iterdir()] == [county.home.published.name]


def test_masks_in_sql_are_those_for_frames(tmp_path: Path) -> None:
    numbers = ["", "3", "370282", "37028219800101", "370282198001011", id_number(1), f"{id_number(1)}41B1"]
    texts = [*numbers, "张", "欧阳修"]
    text = pl.col("text")
    frame = pl.DataFrame({"text": texts}).select(mask(text).alias("number"), mask_name(text).alias("name"))
    with Engine(None) as engine:
        declare_masks(engine)
        question = "SELECT mask_number($1) AS number, mask_name($1) AS name"
        for sent, row in zip(texts, frame.rows(named=True), strict=True):
            assert engine.rows(question, [sent]) == [row]


def test_a_month_in_progress_is_not_published(county: SmallCounty) -> None:
    with Engine(county.home.warehouse) as engine:
        engine.run("UPDATE ops.feed_file SET month = '2026-11' WHERE department = '残联'")
    publish.fn(county_at(county.root))
    with duckdb.connect(str(county.home.published), read_only=True) as client:
        assert client.sql("SELECT DISTINCT month FROM mart.feed_arrival").fetchall() == [(MONTH,)]
