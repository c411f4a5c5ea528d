"""What a load of the base changed, written down for the county."""

from __future__ import annotations

from pathlib import Path

from reports.county.base_changes import last_load, write_base_changes
from sources.errors import TransientError
from tasks.county import County
from tasks.outbox import CLOSE, set_aside
from tasks.step import step


@step("base changes")
def write_changes(county: County) -> Path | None:
    """Write 户库变化 of the last load into the outbox; where it lies. None where the load changed nothing that is told.

    What somebody typed into a file of the same name stays beside it as 旧稿.
    """
    folder = county.home.base_outbox
    with county.warehouse_there() as engine:
        load = last_load(engine, county.policy)
        if load is None:
            return None
        fresh = write_base_changes(engine, load, county.policy, folder / ".new")
    target = folder / fresh.name
    try:
        set_aside(target, fresh)
        fresh.replace(target)
    except PermissionError as error:  # Windows: it is open in Excel
        raise TransientError("文件正被打开，不能更换", target.name, CLOSE) from error
    fresh.parent.rmdir()
    return target
