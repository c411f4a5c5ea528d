"""Tell whoever waits what is being done, and how long each step took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

STARTUP = "Prefect启动"
MONTH_STEPS = 11
"""So many steps has a month, for the bar; a test counts them."""


@dataclass
class Watch:
    """A progress bar (where there is a screen) and the seconds of each step."""

    progress: Progress | None = None
    bar: TaskID = TaskID(0)
    seconds: dict[str, float] = field(default_factory=dict)
    born: float = field(default_factory=time.perf_counter)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Name what is being done, and measure it."""
        if self.progress is not None:
            self.progress.update(self.bar, description=name)
        started = time.perf_counter()
        self.seconds.setdefault(STARTUP, started - self.born)
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started
            if self.progress is not None:
                self.progress.advance(self.bar)


current: ContextVar[Watch] = ContextVar("watch")


def timed(name: str) -> AbstractContextManager[None]:
    """`with timed("比对"): …`, on the watch of whoever started the flow; unseen where nobody watches."""
    return current.get(Watch()).step(name)


@contextmanager
def watching(steps: int, title: str, quiet: bool) -> Iterator[Watch]:
    """Show a bar of so many steps on stderr while the body runs; nothing is shown where `quiet`."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        watch = Watch()
        token = current.set(watch)
        yield watch
        current.reset(token)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        watch = Watch(progress, progress.add_task(title, total=steps))
        token = current.set(watch)
        yield watch
        current.reset(token)
