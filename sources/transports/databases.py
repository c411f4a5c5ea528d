"""A query at a department's database becomes a text file: every value as text, numbers exactly, dates as ISO."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

import polars as pl

from sources.errors import FangpinError
from sources.secrets import secret_of
from sources.transports.declared import DATABASES, Pull
from sources.transports.store import Offered
from sources.transports.trouble import BROKEN, REFUSED, SourceRefused, raised_by

PORTS = {"postgresql": 5432, "postgres": 5432, "mysql": 3306, "mssql": 1433, "oracle": 1521}
TIMEOUT = 20.0
CHINA = "Asia/Shanghai"
LOGIN_WORDS = ("authentication failed", "access denied", "login failed", "ora-01017", "no pg_hba.conf entry", "does not exist (login)")  # fmt: skip
PASSING_WORDS = (
    "timed out", "timeout", "connection refused", "connection reset", "error connecting", "could not connect", "server closed",
    "closed unexpectedly", "starting up", "shutting down", "too many", "broken pipe", "deadlock", "locked",
)  # fmt: skip


class DatabaseStore:
    """One query, offered as one file."""

    may_grow = False

    def __init__(self, pull: Pull, secrets: Mapping[str, str]) -> None:
        self.pull = pull
        self.password = secret_of(pull.password, secrets) if pull.password else ""

    def offered(self) -> list[Offered]:
        return [Offered(self.pull.shown, PurePosixPath(f"{self.pull.name}.csv"))]

    def fetch(self, one: Offered, into: Path) -> None:
        ask = _by_connectorx if self.pull.scheme in DATABASES else _by_sqlalchemy
        frame = _asked(lambda: ask(self.pull, self.password))
        text = frame.select(as_text(frame))
        if not re.search(r"\border\s+by\b", self.pull.query, re.IGNORECASE):
            text = text.sort(text.columns)  # the same answer is the same file, whatever order the server gave it in
        text.write_csv(into, include_bom=True)

    def close(self) -> None:
        """The connection is closed with each query."""


def as_text(frame: pl.DataFrame) -> list[pl.Expr]:
    """Each column as text. An eighteen-digit number stays as it is; a number that was already rounded is written as
    3.7E+17, so that reading knows it for damaged."""
    schema = frame.schema
    return [_column_as_text(pl.col(name), kind).fill_null("").alias(name) for name, kind in schema.items()]


def _column_as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, pl.Datetime):
        here = column.dt.convert_time_zone(CHINA) if kind.time_zone else column
        return here.dt.strftime("%Y-%m-%d %H:%M:%S")
    if kind == pl.Boolean:
        return pl.when(column).then(pl.lit("是")).when(~column).then(pl.lit("否"))
    if isinstance(kind, pl.Decimal):
        return column.cast(pl.String).str.replace(r"(\.\d*?)0+$", "${1}").str.replace(r"\.$", "")
    if kind == pl.Null:
        return column.cast(pl.String)
    if kind.is_float():
        whole = (column == column.round(0)) & (column.abs() < 1e15)
        return (
            pl.when(whole).then(column.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(column.cast(pl.String))
        )
    if kind.is_nested() or kind in (pl.Binary, pl.Object):
        do = "请在 query 里把这一列转成文本（CAST … AS …），或不要取这一列。"
        raise SourceRefused("查询结果里有不能写成文本的列", do=do)
    return column.cast(pl.String).str.replace_all(r"[\r\n]+", " ")


def _asked(ask: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """The answer, or what went wrong; what a database says may quote somebody's values, so little of it is repeated."""
    try:
        return ask()
    except (FangpinError, ImportError, OSError):
        raise
    except BaseException as error:  # a panic inside connectorx is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise _meaning(type(error).__name__, str(getattr(error, "orig", None) or error)) from None


def _meaning(kind: str, said: str) -> FangpinError | ImportError:
    low = said.lower()
    if kind == "NoSuchModuleError":
        return ImportError(name="sqlalchemy dialect")
    if any(word in low for word in LOGIN_WORDS):
        return raised_by(REFUSED)
    if any(word in low for word in PASSING_WORDS):
        return raised_by(BROKEN)
    if kind == "PanicException":
        return SourceRefused("查询结果里有读不了的列类型", do="请在 query 里把特殊类型的列转成文本（CAST … AS …）。")
    do = "请在数据库客户端里核对 query：表名、列名，和这个用户有没有读的权限。"
    return SourceRefused(f"数据库没有执行这条查询（{_bare(said)}）", do=do)


def _bare(said: str) -> str:
    """The database's sentence without anything that may be a value: quoted words, digits, Chinese."""
    text = re.sub(r"(['\"`“‘«]).*?(['\"`”’»]|$)", "…", said.splitlines()[0] if said else "")
    text = re.sub(r"[(\[{].*", "", text)
    return re.sub(r"\S*[\d@]\S*|[^\x20-\x7e…]+", "…", text).strip()[:120]


def _by_connectorx(pull: Pull, password: str) -> pl.DataFrame:
    at = urlsplit(pull.url)
    # connectorx itself knocks for half a minute at a closed door
    socket.create_connection((at.hostname or "", at.port or PORTS[pull.scheme]), timeout=TIMEOUT).close()
    login = f"{quote(pull.user, safe='')}:{quote(password, safe='')}@" if pull.user else ""
    address = pull.url.replace("://", f"://{login}", 1)
    return pl.read_database_uri(pull.query, address, engine="connectorx")


def _by_sqlalchemy(pull: Pull, password: str) -> pl.DataFrame:
    """The escape hatch: any database that has a SQLAlchemy dialect, installed by whoever needs it."""
    import sqlalchemy
    from sqlalchemy.pool import NullPool

    url: Any = sqlalchemy.make_url(pull.url)
    url = url.set(username=pull.user or None, password=password or None) if pull.user or password else url
    engine = sqlalchemy.create_engine(url, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        return pl.read_database(pull.query, connection, infer_schema_length=None)
