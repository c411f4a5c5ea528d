"""Write a list of the notice, due or not, among the month's lists."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reports.outbox import write_list
from reports.township.visits import VISITS_BOOK
from sources.errors import TransientError
from tasks.county import County
from tasks.home import seal_key
from tasks.outbox import drop, put_into, recover


@dataclass(frozen=True)
class WrittenList:
    """A list that was written. files: where they lie; none where nobody stands on it."""

    code: str
    files: list[Path]


def make_list(county: County, code: str, month: str) -> WrittenList:
    """Write the list for all who get it. Where nobody stands on it any longer, the one of before goes; what was filled in by hand in one is
    kept as 旧稿."""
    home = county.home
    outbox = home.outbox(month)
    fresh = outbox.with_name(f".{outbox.name}.list")
    recover(outbox)
    shutil.rmtree(fresh, ignore_errors=True)
    with county.warehouse_there() as engine:
        write_list(engine, month, county.policy, code, fresh, seal_key(home))
    written = sorted(PurePosixPath(file.relative_to(fresh).as_posix()) for file in fresh.rglob("*.xlsx"))
    name = next((one.name for one in county.policy.lists_of_notice if one.code == code), VISITS_BOOK.name)
    before = [PurePosixPath(old.relative_to(outbox).as_posix()) for old in outbox.rglob(f"{name}_*.xlsx")]
    try:
        drop(outbox, [old for old in before if old not in written])
        files = put_into(fresh, outbox, written)
    except PermissionError as error:  # Windows: it is open in Excel
        raise TransientError("名单正被打开，不能更换", outbox.name, "请关闭打开的名单后重试。") from error
    shutil.rmtree(fresh, ignore_errors=True)
    return WrittenList(code, files)
