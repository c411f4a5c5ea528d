"""What Prefect runs of ours: a flow that knows its county."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from prefect import flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.server import wait_for_server
from flows.settings import OpenCounty

P = ParamSpec("P")
R = TypeVar("R")


def procedure(
    name: str,
) -> Callable[[Callable[Concatenate[OpenCounty, P], R]], Callable[Concatenate[OpenCounty, P], R]]:
    """A procedure of the office, as a flow of Prefect's.

    Prefect's database keeps the parameters of every flow: it is handed the plain ones, and the county (its contacts, its groups)
    goes beside them. So the county is opened once by whoever starts the flow, and no module has to remember it.
    """

    def wrap(work: Callable[Concatenate[OpenCounty, P], R]) -> Callable[Concatenate[OpenCounty, P], R]:
        said = inspect.signature(work)

        @functools.wraps(work)
        def run(county: OpenCounty, /, *args: P.args, **kwargs: P.kwargs) -> R:
            def of_county(*args: P.args, **kwargs: P.kwargs) -> R:
                return work(county, *args, **kwargs)

            of_county.__signature__ = said.replace(parameters=list(said.parameters.values())[1:])  # type: ignore[attr-defined]
            of_county.__doc__ = work.__doc__
            as_flow = flow(name=name, persist_result=False, validate_parameters=False)
            wait_for_server()
            # nobody listens for signs of life, and the thread that gives them is waited for at the end, up to a second
            with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
                return as_flow(of_county)(*args, **kwargs)

        return run

    return wrap
