"""Where the clerk reads: the screen, and what is told there before anything heavy is loaded."""

from __future__ import annotations

import json

from rich.console import Console
from rich.markup import escape

from sources.errors import FangpinError

out = Console()
err = Console(stderr=True)


def print_json(value: object) -> None:
    """The one object that a script reads."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def error(trouble: FangpinError) -> None:
    """One line on stderr."""
    err.print("[bold red]错误[/]", escape(str(trouble)), highlight=False, soft_wrap=True)


def stopped() -> None:
    """The clerk pressed Ctrl+C."""
    err.print("已停止，没有做完；再运行同一命令即可。")
