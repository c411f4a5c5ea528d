"""Many workbooks are written together: in child processes, while the rows of the next ones are asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pebble import ProcessExpired

from reports.workbooks.writer import write_workbook
from sources.children import children
from sources.errors import OURS_TO_MEND, FangpinError
from sources.fence import discreet

CHILDREN = 2
"""As many as read files."""
WORTH_CHILDREN = 10_000
"""Lines of a month; so many take longer to write than the children to start."""
WAITING = 2 * CHILDREN
"""So many workbooks are handed over before the first of them is written: their rows lie in memory."""

Write = Callable[..., None]
"""As `write_workbook`."""


@contextmanager
def writing(lines: int) -> Iterator[Write]:
    """What writes the workbooks of a month of so many lines. Behind the body all of them are written; an error of one is raised there,
    or where a later one is handed over."""
    if lines < WORTH_CHILDREN:
        yield write_workbook
        return
    with children(CHILDREN) as pool:
        handed_over: deque[Future[None]] = deque()

        def write(*what: Any) -> None:
            if len(handed_over) == WAITING:
                _await(handed_over.popleft())
            handed_over.append(pool.schedule(_write, args=list(what)))

        yield write
        while handed_over:
            _await(handed_over.popleft())


def _write(target: Path, *what: Any) -> None:
    """In the child. What breaks unforeseen is told in words that hold nobody's data."""
    try:
        write_workbook(target, *what)
    except FangpinError:
        raise
    except BaseException as error:
        raise FangpinError(f"本系统写清单时出错（{discreet(error)}）", do=OURS_TO_MEND) from None


def _await(one: Future[None]) -> None:
    try:
        one.result()
    except ProcessExpired:
        do = "多半是内存不够：请关闭其他程序，再运行一次。"
        raise FangpinError("写清单的子进程被系统中止，清单没有写完", do=do) from None
