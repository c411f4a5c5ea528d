"""Which failures are worth another try: those of the outside world, never wrong data or wrong words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from sources.errors import TransientError

P = ParamSpec("P")
R = TypeVar("R")


def is_transient(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """True where the failure may pass by itself."""
    try:
        state.result()
    except TransientError:
        return True
    except BaseException:  # whatever it is, it is not transient: Prefect fails the task with it
        return False
    return False


def step(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """A task of ours: tried again after 5, 20 and 60 seconds where the failure is transient; nothing is cached."""
    return partial(  # type: ignore[return-value]
        task, name=name, retries=3, retry_delay_seconds=[5, 20, 60], retry_condition_fn=is_transient,
        cache_policy=NO_CACHE, persist_result=False,
    )  # fmt: skip
