"""A line that somebody writes on the command line and that is kept and shown: no number that leads to anybody goes into it."""

from __future__ import annotations

import re

from sources.errors import UsageError

LONGEST = 60
DAY = re.compile(r"20\d{2}[-年/.]\d{1,2}(?!\d)(?:[-月/.]\d{1,2}(?!\d))?")


def line_or_refuse(text: str, called: str, why: str, kept: str) -> str:
    """The text in one line. Raises UsageError where it is blank, too long, or holds somebody's number.

    called: what it is; why: what to do where it is blank; kept: where it will be read.
    """
    from sources.masking import HIDDEN

    line = " ".join(text.split())
    if not line:
        raise UsageError(f"没有写{called}", do=why)
    if len(line) > LONGEST:
        raise UsageError(f"{called}有{len(line)}个字，太长", do=f"请用{LONGEST}个字以内说清楚。")
    if re.search(HIDDEN, DAY.sub("", line)):
        raise UsageError(f"{called}里有像身份证号、电话的号码", do=f"{kept}，请不要写任何人的号码和姓名。")
    return line
