"""月调度: look at a month's progress on a day, draw whom to check, write it down for the county and remind the townships."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path, PurePosixPath

from reports.outbox import write_dispatch
from sources.errors import TransientError
from tasks.county import County
from tasks.home import draw_key, seal_key
from tasks.outbox import drop, put_into, recover
from tasks.step import step
from warehouse.draw import keep_draw
from warehouse.due import look_at


@step("dispatch")
def dispatch(county: County, month: str, today: dt.date) -> dict[str, int]:
    """Write 月调度 and the townships' reminders into the month's outbox; how many workbooks. today: the day it is seen on."""
    home, rules = county.home, county.policy
    with county.warehouse() as engine, engine.transaction():
        look_at(engine, rules, today)
        keep_draw(engine, month, rules, today, draw_key(home))
    fresh = home.outbox(month).with_name(f".{month}.dispatch")
    shutil.rmtree(fresh, ignore_errors=True)
    with county.warehouse_there() as engine:
        written = write_dispatch(engine, month, rules, fresh, seal_key(home))
    recover(home.outbox(month))
    _put_into(fresh, home.outbox(month))
    return {"workbooks": written}


def _put_into(fresh: Path, outbox: Path) -> None:
    """Each finished workbook takes its place among the month's lists; a township that nothing presses any more has no reminder."""
    written = sorted(PurePosixPath(file.relative_to(fresh).as_posix()) for file in fresh.rglob("*.xlsx"))
    before = [PurePosixPath(old.relative_to(outbox).as_posix()) for old in outbox.glob("*/催办清单_*.xlsx")]
    try:
        drop(outbox, [old for old in before if old not in written])
        put_into(fresh, outbox, written)
    except PermissionError as error:  # Windows: it is open in Excel
        do = "请关闭 Excel 或 WPS 中打开的月调度、催办清单后重试。"
        raise TransientError("文件正被打开，不能更换", outbox.name, do) from error
    shutil.rmtree(fresh, ignore_errors=True)
