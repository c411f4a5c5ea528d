"""Which failures are tried again, and what a failure may say, on a real Prefect server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prefect import flow
from prefect.testing.utilities import prefect_test_harness

from sources.errors import FangpinError, TransientError
from sources.fence import discreet
from tasks.step import StepFailed, step


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.mark.parametrize(
    ("error", "tries"), [(TransientError("共享文件夹暂时断开"), 4), (FangpinError("规则写错"), 1), (ValueError("x"), 1)]
)
def test_only_the_outside_worlds_failures_are_tried_again(server: None, error: Exception, tries: int) -> None:
    tried = []

    @step("try")
    def work() -> None:
        tried.append(1)
        raise error

    @flow(name="try", persist_result=False)
    def once() -> None:
        work.with_options(retry_delay_seconds=0)()

    with pytest.raises(FangpinError):
        once()
    assert len(tried) == tries


def test_a_failure_that_nobody_foresaw_says_where_and_not_whom() -> None:
    @step("read")
    def work() -> None:
        raise ValueError("could not convert '张三丰' 370282196412175955 to BIGINT")

    with pytest.raises(StepFailed) as failure:
        work.fn()
    told = str(failure.value)
    assert "ValueError" in told and "test_retry.py" in told
    assert "张三丰" not in told and "370282196412175955" not in told
    assert failure.value.__cause__ is None


def test_discreet_keeps_no_chinese_word_of_a_value() -> None:
    assert "李四" not in discreet(RuntimeError("column 李四 not found"))
