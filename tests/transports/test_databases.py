"""Department databases: a real PostgreSQL, and SQLite through SQLAlchemy."""

from __future__ import annotations

import csv
import io
import sqlite3

import pytest

from sources.transports.databases import _meaning
from sources.transports.declared import Pull
from sources.transports.store import Patience
from tests.support import id_number, name
from tests.transports.conftest import County, source
from tests.transports.servers import PASSWORD, USER, Postgres, free_port

LIST = "临时救助"
COLUMNS = "姓名, 身份证号, 救助原因, 救助金额"
TABLE = f"""
DROP TABLE IF EXISTS aid;
CREATE TABLE aid (姓名 text, 身份证号 bigint, 救助原因 text, 救助金额 numeric(12, 2), 批准时间 timestamptz);
INSERT INTO aid VALUES ('{name(0)}', {id_number(3).replace("X", "0")}, '火灾', 800.50, '2026-10-01 02:00+08'),
    ('{name(1)}', NULL, E'一行\\n两行', 20000, '2026-11-01 00:30+08');
"""


def at(port: int, query: str = f"SELECT {COLUMNS} FROM aid", **said: str) -> Pull:
    return source(
        f"postgresql://{USER}@127.0.0.1:{port}/postgres",
        **{"password": "YBJ_PASSWORD", "query": query, "name": LIST, **said},
    )


def rows(county: County) -> list[list[str]]:
    (content,) = county.pulled().values()
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_an_answer_ends_in_a_warning(county: County, postgres: Postgres) -> None:
    postgres.run(TABLE + f"INSERT INTO aid VALUES ('{name(2)}', {id_number(2)}, '水灾', 900, '2026-10-09');")
    ours = f"SELECT {COLUMNS} FROM aid WHERE to_char(批准时间 AT TIME ZONE 'PRC', 'YYYY-MM') = '{{month}}' ORDER BY 救助金额 DESC"
    assert county.collect(at(postgres.port, ours))["read"] == 1
    assert county.run_on()[f"{LIST}.csv", 2] == "warned"


def test_every_value_is_exact_text(county: County, postgres: Postgres) -> None:
    postgres.run(TABLE)
    query = (
        "SELECT 370282198001010011::bigint a, 370282198001010011::numeric b, 0.10::numeric(12,2) c, 100::numeric d, "
        "date '2026-10-05' e, timestamptz '2026-10-01 00:30+08' f, timestamp '2026-10-05 01:02:03' g, true h, NULL::text i, "
        "20000::float8 j, 1234.5::float8 k, 370282198001010011::float8 l, E'张\\n三' m, '007' n, NULL::int o, 100000::numeric p"
    )
    assert county.reach(at(postgres.port, query)) == []
    _, values = rows(county)
    assert values == [
        "370282198001010011", "370282198001010011", "0.1", "100", "2026-10-05", "2026-10-01 00:30:00", "2026-10-05 01:02:03",
        "是", "", "20000", "1234.5", "3.7028219800101e+17", "张 三", "007", "", "100000",
    ]  # fmt: skip


def test_an_empty_answer_is_a_header(county: County, postgres: Postgres) -> None:
    postgres.run(TABLE)
    county.collect(at(postgres.port, f"SELECT {COLUMNS} FROM aid WHERE false"))
    (row,) = county.register()
    assert (row["state"], row["rows_in"]) == ("read", 0) and "只有表头，没有数据行" in str(row["note"])


def test_the_order_of_an_answer_makes_no_new_version(county: County, postgres: Postgres) -> None:
    postgres.run(TABLE)
    first = b""
    for order in ("ASC", "DESC"):
        postgres.run(f"DROP TABLE IF EXISTS turned; CREATE TABLE turned AS SELECT * FROM aid ORDER BY 救助金额 {order}")
        assert county.reach(at(postgres.port, "SELECT 姓名 FROM turned LIMIT 1", name=order)) == []
        assert county.reach(at(postgres.port, f"SELECT {COLUMNS} FROM turned")) == []
        assert county.pulled()[f"{order}.csv"] != first
        first = county.pulled()[f"{order}.csv"]
    assert sorted(county.pulled()) == sorted([f"{LIST}.csv", "ASC.csv", "DESC.csv"])


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("SELECT nobody FROM aid", "没有执行这条查询"),
        ("SELECT 姓名::int FROM aid", "没有执行这条查询"),
        ("SELECT interval '1 day' AS a", "读不了的列类型"),
        ("SELECT ARRAY['a'] AS a", "不能写成文本的列"),
    ],
)
def test_a_query_that_fails_is_told_without_values(county: County, postgres: Postgres, query: str, what: str) -> None:
    postgres.run(TABLE)
    slept: list[float] = []
    (told,) = county.reach(at(postgres.port, query), Patience((1,), (), slept.append))
    assert what in told.what and told.do and slept == []
    assert name(0) not in str(told) and name(1) not in str(told)


def test_a_database_that_is_down(county: County) -> None:
    slept: list[float] = []
    (told,) = county.reach(at(free_port()), Patience((1, 2), (), slept.append))
    assert slept == [1, 2] and "连不上" in told.what


@pytest.mark.slow
def test_a_wrong_password(county: County, postgres: Postgres) -> None:
    """connectorx knocks for half a minute before it says so."""
    slept: list[float] = []
    (told,) = county.reach(at(postgres.port, password="S3_KEY"), Patience((1,), (), slept.append))
    assert "用户名或密码不对" in told.what and slept == []


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (
            'timed out waiting for connection: db error: FATAL: password authentication failed for user "reader"',
            "用户名或密码不对",
        ),
        ("Access denied for user 'reader'@'10.1.2.3' (using password: YES)", "用户名或密码不对"),
        ("Login failed for user 'reader'.", "用户名或密码不对"),
        ("ORA-01017: invalid username/password; logon denied", "用户名或密码不对"),
        ("timed out waiting for connection: error connecting to server: Connection refused (os error 111)", "中断"),
        ("FATAL: the database system is starting up", "中断"),
    ],
)
def test_what_databases_say(said: str, what: str) -> None:
    told = _meaning("RuntimeError", said)
    assert what in str(told) and "reader" not in str(told)


def test_values_in_a_databases_sentence_are_left_out() -> None:
    said = f'invalid input syntax for integer: "{name(0)}" ({id_number(0)}) DETAIL: Key (name)=(x)\nsecond line'
    told = str(_meaning("RuntimeError", said))
    assert "invalid input syntax for integer" in told
    assert name(0) not in told and id_number(0) not in told and "second" not in told


def test_any_other_database_through_sqlalchemy(county: County) -> None:
    with sqlite3.connect(county.root / "mz.db") as connection:
        connection.execute(f"CREATE TABLE aid ({COLUMNS})")
        connection.execute("INSERT INTO aid VALUES (?, ?, '火灾', 800.5)", [name(0), id_number(0)])
    query = f"SELECT {COLUMNS} FROM aid"
    assert county.collect(source(f"sqlite:///{county.root}/mz.db", query=query, name=LIST))["read"] == 1
    assert rows(county)[1] == [name(0), id_number(0), "火灾", "800.5"]
    (told,) = county.reach(source(f"sqlite:///{county.root}/mz.db", query="SELECT 1 FROM nowhere", name="无"))
    assert "没有执行这条查询" in told.what
    for scheme in ("dm", "mysql+pymysql"):
        (told,) = county.reach(
            source(f"{scheme}://reader@127.0.0.1/x", query=query, name=LIST, password="YBJ_PASSWORD")
        )
        assert "程序库" in told.what and PASSWORD not in str(told)
