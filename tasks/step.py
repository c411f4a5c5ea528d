"""A step of ours: which failures are worth another try, and what a failure may say."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from sources.errors import FangpinError, TransientError
from sources.fence import discreet

P = ParamSpec("P")
R = TypeVar("R")


class StepFailed(FangpinError):
    """A step broke in a way that nobody foresaw: ours to mend, not the clerk's."""


def is_transient(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """True where the failure may pass by itself: the outside world's, never wrong data or wrong words."""
    return isinstance(state.data, TransientError) or "TransientError" in (state.message or "")


def step(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """A task of ours: tried again after 5, 20 and 60 seconds where the failure is transient; nothing is cached.

    Our own errors pass as they are; any other becomes a StepFailed that holds nobody's data.
    """

    def wrap(work: Callable[P, R]) -> Task[P, R]:
        @functools.wraps(work)
        def careful(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return work(*args, **kwargs)
            except FangpinError:
                raise
            except Exception as error:
                do = "数据没有丢失，请把本条告知维护人员；排除后重新运行即可。"
                raise StepFailed(f"步骤“{name}”没有完成：{discreet(error)}", do=do) from None

        as_task = task(
            name=name,
            retries=3,
            retry_delay_seconds=[5, 20, 60],
            retry_condition_fn=is_transient,
            cache_policy=NO_CACHE,
            persist_result=False,
        )
        return as_task(careful)

    return wrap
