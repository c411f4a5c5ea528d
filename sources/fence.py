"""One file's trouble stays that file's: where our own program breaks over it, the file is told by name, and the others go on."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sources.errors import FangpinError, RefusedFile

DO = (
    "文件本身不一定有错，不必改动。请把 runs 文件夹中本次运行的 log 交给维护人员；"
    "急用的，可用 Excel 或 WPS 打开后另存为 .xlsx 放回原处，再运行一次。"
)


class ToolBroke(RefusedFile):
    """Our own program broke over a file in a way that nobody foresaw. Nothing is said of the file: it may be sound."""


def broke_over(step: str, error: BaseException) -> ToolBroke:
    """What the clerk is told of it: the step, where in our program, and nobody's data."""
    return ToolBroke(f"本系统读取时出错（{step}：{discreet(error)}），整个文件这次没有采用", do=DO)


@contextmanager
def fence(step: str, file_id: str = "") -> Iterator[None]:
    """Whatever breaks unforeseen in the body leaves it as ToolBroke, with a note for us in the log; our own errors pass as
    they are. step: what is being done, in Chinese; file_id: which file, for the log.
    """
    try:
        yield
    except (FangpinError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of Polars is no ordinary exception
        frames = " < ".join(
            f"{frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))
        )
        logging.getLogger("fangpin").error("%s %s: %s (%s)", step, file_id, discreet(error), frames)
        raise broke_over(step, error) from None


def discreet(error: BaseException) -> str:
    """What broke and where, without the values that a library puts into its message: they may be somebody's data."""
    frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:]]
    message = re.sub(r"\d{6,}", "********", str(error).splitlines()[0] if str(error) else "")
    message = re.sub(r"(['\"“「]).*?(['\"”」])", r"\1…\2", message)
    message = re.sub(r"[\u3400-\u9fff]+", "…", message)
    return f"{type(error).__name__} {' < '.join(reversed(frames))} {message[:200]}"
