"""A step of ours: which failures are worth another try, and what a failure may say."""

from __future__ import annotations

import functools
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from sources.errors import FangpinError, TransientError

P = ParamSpec("P")
R = TypeVar("R")


class StepFailed(FangpinError):
    """A step broke in a way that nobody foresaw: ours to mend, not the clerk's."""


def is_transient(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """True where the failure may pass by itself: the outside world's, never wrong data or wrong words."""
    return isinstance(state.data, TransientError) or "TransientError" in (state.message or "")


def discreet(error: BaseException) -> str:
    """What broke and where, without the values that a library puts into its message: they may be somebody's data."""
    frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:]]
    message = re.sub(r"\d{6,}", "********", str(error).splitlines()[0] if str(error) else "")
    message = re.sub(r"(['\"“「]).*?(['\"”」])", r"\1…\2", message)
    message = re.sub(r"[\u3400-\u9fff]+", "…", message)
    return f"{type(error).__name__} {' < '.join(reversed(frames))} {message[:200]}"


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
