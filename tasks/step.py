"""A step of ours: which failures are worth another try, and what a failure may say."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task
from prefect.utilities.annotations import quote

from sources.errors import OURS_TO_MEND, FangpinError, TransientError
from sources.fence import discreet

P = ParamSpec("P")
R = TypeVar("R")


class StepFailed(FangpinError):
    """A step broke in a way that nobody foresaw: ours to mend, not the clerk's."""


class Step(Task[P, R]):
    """A task of ours. What it is handed holds no result of another task's that Prefect would have to wait for: it is told not to look
    through a whole county, all its feeds and rules, for one."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:  # type: ignore[override]
        """Run the step in the flow that is running."""
        call: Callable[..., R] = super().__call__
        return call(*(quote(value) for value in args), **{name: quote(value) for name, value in kwargs.items()})


def is_transient(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """True where the failure may pass by itself: the outside world's, never wrong data or wrong words."""
    return isinstance(state.data, TransientError) or "TransientError" in (state.message or "")


def step(name: str) -> Callable[[Callable[P, R]], Step[P, R]]:
    """A task of ours: tried again after 5, 20 and 60 seconds where the failure is transient; nothing is cached.

    Our own errors pass as they are; any other becomes a StepFailed that holds nobody's data.
    """

    def wrap(work: Callable[P, R]) -> Step[P, R]:
        @functools.wraps(work)
        def careful(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return work(*args, **kwargs)
            except FangpinError:
                raise
            except Exception as error:
                raise StepFailed(f"步骤“{name}”没有完成：{discreet(error)}", do=OURS_TO_MEND) from None

        return Step(
            careful,
            name=name,
            retries=3,
            retry_delay_seconds=[5, 20, 60],
            retry_condition_fn=is_transient,
            cache_policy=NO_CACHE,
            persist_result=False,
        )

    return wrap
