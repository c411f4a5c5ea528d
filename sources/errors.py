"""The few kinds of trouble there are. Each says what happened, where, and what to do next, in Chinese for the clerk.

No message may hold a name or a full ID number: callers pass file, sheet, row and column, never a person's value.
"""

from __future__ import annotations

OURS_TO_MEND = "数据没有丢失，请把本条告知维护人员；排除后重新运行即可。"
"""What to do where our own program broke in a way that nobody foresaw."""


class FangpinError(Exception):
    """Something a person must deal with.

    what: what happened; where: file, sheet, row (may be empty); do: the next step for the reader.
    """

    exit_status = 1

    def __init__(self, what: str, where: str = "", do: str = "") -> None:
        super().__init__(what, where, do)
        self.what, self.where, self.do = what, where, do

    def __str__(self) -> str:
        place = f"【{self.where}】" if self.where else ""
        step = f" 处理办法：{self.do}" if self.do else ""
        return f"{place}{self.what}{step}"


class UsageError(FangpinError):
    """The command was given wrong words: a month that is none, a folder that is not there."""

    exit_status = 2


class RefusedFile(FangpinError):
    """One file cannot be used. The others go on; the sender is told."""

    exit_status = 3


class LockedFile(RefusedFile):
    """No password at hand opens it: with another one it may be read."""


class UnrecognisedFile(RefusedFile):
    """Nothing tells which feed the file is; another department's may be tried."""


class PolicyError(FangpinError):
    """A rulebook or the settings are wrong. Nothing runs under a rulebook that is not understood."""


class ConservationError(FangpinError):
    """Rows went in that did not come out under any heading. The run fails: a household may be lost."""


class CheckCrashed(FangpinError):
    """A check did not run. That is never read as bad data."""


class TransientError(FangpinError):
    """The outside world failed for a moment (share offline, file being written). Worth another try."""
