"""What several commands are asked alike, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.clock import day_as_said
from flows.environment import require
from tasks.home import Home

COUNTY = Path("county")
HomeOption = Annotated[
    Path, typer.Option("--home", envvar="FANGPIN_HOME", help="本县文件夹。", file_okay=False, show_default="./county")
]
JsonOption = Annotated[bool, typer.Option("--json", help="只在标准输出打印一个 JSON 对象。")]


def on_day(meaning: str) -> Any:
    """The option `--on`: which day it is, where that is not today."""
    return typer.Option("--on", metavar="日期", help=meaning, parser=day_as_said)


def there(home: Path) -> Home:
    """The home that was named. Refused where it is not there."""
    place = Home(home)
    require(place)
    return place
