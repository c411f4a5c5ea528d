"""A county of three persons whose base is loaded once, and what a department would send about one of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sources.errors import FangpinError
from sources.secrets import held, holding
from sources.transports.declared import Pull, filled, without_user
from sources.transports.reach import reach
from sources.transports.store import AT_ONCE, Patience
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.match import match, warn
from tasks.run import begin, commit
from tests.support import SmallCounty, county_at, id_number, name, write_csv
from tests.transports.servers import (
    PASSWORD,
    Postgres,
    SFTPServer,
    WebServer,
    postgres_programs,
    postgres_server,
    sftp_server,
    web_server,
)

MONTH = "2026-10"
SECRETS = {"YBJ_PASSWORD": PASSWORD, "S3_KEY": "key-of-s3", "S3_SECRET": "secret-of-s3"}
AID = {"姓名": name(0), "身份证号": id_number(0), "救助原因": "火灾", "救助金额": "800"}
LIST = "临时救助.csv"


class County(SmallCounty):
    """A small county that pulls."""

    def collect(self, *pulls: Pull, patience: Patience = AT_ONCE) -> dict[str, int]:
        """Collect the month, with the passwords at hand; files by state."""
        begin.fn(county_at(self.root), MONTH)
        with holding(SECRETS):
            return collect.fn(county_at(self.root), MONTH, [pull.plain() for pull in pulls], (), patience)

    def run_on(self) -> dict[tuple[str, int], str]:
        """The month from where `collect` left it; (file, row) -> what became of it."""
        clean_month.fn(county_at(self.root), MONTH)
        match.fn(county_at(self.root))
        warn.fn(county_at(self.root))
        commit.fn(county_at(self.root), MONTH, f"{MONTH}-test")
        return self.outcomes(MONTH)

    def reach(self, pull: Pull, patience: Patience = AT_ONCE) -> list[FangpinError]:
        """Only fetch."""
        with holding(SECRETS):
            return reach(pull, self.root, self.home.pulled(MONTH), held(), patience)

    def pulled(self) -> dict[str, bytes]:
        """What was fetched, by path below the department."""
        files = [file for file in self.home.pulled(MONTH).glob("*/*/**/*") if file.is_file()]
        return {"/".join(file.relative_to(self.home.pulled(MONTH)).parts[2:]): file.read_bytes() for file in files}

    def register(self) -> list[dict[str, object]]:
        return self.ask(
            "SELECT department, file_name, state, rows_in, note, todo FROM ops.feed_file WHERE month = ? ORDER BY ALL",
            MONTH,
        )


def source(address: str, department: str = "民政局", **said: Any) -> Pull:
    """A source as settings would declare it, for the month of these tests."""
    url, user = without_user(address)
    return filled(Pull(department, url, user=user, **said), MONTH, MONTH)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    county = SmallCounty(tmp_path_factory.mktemp("prepared") / "home")
    for order in range(3):
        county.person(order)
    county.load_base()
    return county.root


@pytest.fixture
def county(prepared: Path, tmp_path: Path) -> County:
    return County(Path(shutil.copytree(prepared, tmp_path / "home")))


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """What lies at the department: this month's folder with one list."""
    write_csv(tmp_path / "remote" / MONTH / LIST, [AID])
    return tmp_path / "remote"


@pytest.fixture
def sftp(remote: Path) -> Iterator[SFTPServer]:
    with sftp_server(remote) as server:
        yield server


@pytest.fixture
def web(remote: Path) -> Iterator[WebServer]:
    with web_server(remote) as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programs = postgres_programs()
    if programs is None:
        pytest.skip("没有 PostgreSQL 的程序或 runuser")
    with postgres_server(programs) as server:
        yield server
