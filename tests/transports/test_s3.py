"""An S3-compatible store against a real server (moto)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.transports.declared import Pull
from sources.transports.store import Patience
from tests.transports.conftest import LIST, MONTH, SECRETS, County, source
from tests.transports.servers import free_port


@pytest.fixture
def store(remote: Path) -> Iterator[str]:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1",
        aws_access_key_id=SECRETS["S3_KEY"], aws_secret_access_key=SECRETS["S3_SECRET"],
    )  # fmt: skip
    client.create_bucket(Bucket="feeds")
    client.put_object(Bucket="feeds", Key=f"mz/{MONTH}/", Body=b"")
    client.put_object(Bucket="feeds", Key=f"mz/{MONTH}/城乡/{LIST}", Body=(remote / MONTH / LIST).read_bytes())
    client.put_object(Bucket="feeds", Key="mz/2026-09/上月.csv", Body=b"x")
    yield endpoint
    server.stop()


def at(endpoint: str, path: str, **said: str) -> Pull:
    return source(f"s3://{path}", endpoint=endpoint, **{"key": "S3_KEY", "secret": "S3_SECRET", **said})


def test_a_list_of_a_bucket_ends_in_a_warning(county: County, store: str) -> None:
    assert county.collect(at(store, "feeds/mz/{month}/"))["read"] == 1
    assert county.run_on() == {(f"城乡/{LIST}", 2): "warned"}
    assert county.reach(at(store, f"feeds/mz/{{month}}/城乡/{LIST}")) == []


def test_no_such_bucket_and_no_such_folder(county: County, store: str) -> None:
    for path in ("nowhere/{month}/", "feeds/zj/{month}/"):
        (told,) = county.reach(at(store, path))
        assert "没有这个文件夹" in told.what


def test_a_store_that_is_down(county: County) -> None:
    slept: list[float] = []
    (told,) = county.reach(at(f"http://127.0.0.1:{free_port()}", "feeds/{month}/"), Patience((1,), (), slept.append))
    assert slept == [1] and "连不上" in told.what
