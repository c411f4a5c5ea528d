"""What Typer says of its own accord, in the clerk's language: the frames of the help, and a command that was written wrongly."""

from __future__ import annotations

import re
from typing import Any

from typer import rich_utils
from typer.exceptions import TyperException

from sources.errors import UsageError

FRAMES = {
    "ARGUMENTS_PANEL_TITLE": "要写的", "OPTIONS_PANEL_TITLE": "选项", "COMMANDS_PANEL_TITLE": "命令",
    "REQUIRED_LONG_STRING": "[必填]", "DEFAULT_STRING": "[默认：{}]", "ENVVAR_STRING": "[环境变量：{}]", "ABORTED_TEXT": "已停止。",
}  # fmt: skip


def frame_in_chinese() -> None:
    """Titles and marks of the help. Call it before a command is run."""
    for name, words in FRAMES.items():
        setattr(rich_utils, name, words)


def is_help(error: TyperException) -> bool:
    """Nothing was asked, and the help has been printed."""
    return type(error).__name__ == "NoArgsIsHelpError"


def as_ours(error: TyperException) -> UsageError:
    """A command that was written wrongly, as an error of ours."""
    context: Any = getattr(error, "ctx", None)
    return UsageError(_told(error), do=f"写法见 {context.command_path if context else 'fangpin'} --help。")


def _told(error: TyperException) -> str:
    kind, said = type(error).__name__, error.message
    parameter: Any = getattr(error, "param", None)
    place = parameter.get_error_hint().strip("'") if parameter else ""
    if kind == "MissingParameter":
        return f"没有写“{place}”"
    if kind == "NoSuchOption":
        near = "、".join(sorted(getattr(error, "possibilities", None) or ()))
        return f"没有“{getattr(error, 'option_name', '')}”这个选项" + (f"，是不是 {near}" if near else "")
    if place:
        return f"“{place}”写得不对（{said}）"
    if named := re.findall(r"'([^']+)'", said if said.startswith("No such command") else ""):
        return f"没有“{named[0]}”这个命令" + (f"，是不是 {'、'.join(named[1:])}" if named[1:] else "")
    if extra := re.search(r"unexpected extra argument\S* \((.+)\)", said):
        return f"多写了“{extra[1]}”"
    return f"命令写错了（{said}）"
