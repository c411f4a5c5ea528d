"""Work that makes a great many objects at once, of which none is garbage."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """While the body imports large libraries, or keeps an object for each cell of a workbook: Python need not look through all of them
    for garbage again and again, which takes a fifth of the time."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def nothing_sought_at_the_end() -> None:
    """When Python ends it would look through everything once more for garbage, for a second and a half where Great Expectations is
    loaded: the system takes it all back anyway."""
    atexit.register(gc.freeze)
