"""Reach every source that settings name, each on its own, and say which was not reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sources.catalogue import Catalogue
from sources.errors import FangpinError
from sources.fence import discreet
from sources.listing import readable
from sources.secrets import held
from sources.transports.declared import Pull
from sources.transports.folders import FolderStore
from sources.transports.reach import reach
from sources.transports.store import Patience, settled
from tasks.home import Home

Row = dict[str, object]
SOURCES_AT_ONCE = 8
"""Sources wait for their servers, not for us: one that is down must not hold up the others."""


def reach_all(
    pulls: Sequence[dict[str, Any]], home: Home, month: str, patience: Patience, catalogue: Catalogue
) -> list[Row]:
    """Fetch what every source offers; a row of `ops.feed_file` for each that was not reached or not whole."""
    sources, secrets = [Pull(**said) for said in pulls], held()
    with ThreadPoolExecutor(max_workers=SOURCES_AT_ONCE) as pool:
        found = pool.map(lambda source: _reach(source, home, month, secrets, patience), sources)
        return [
            _row(source, catalogue.department_of(source.department), troubles, month)
            for source, troubles in zip(sources, found, strict=True)
            if troubles
        ]


def _reach(
    source: Pull, home: Home, month: str, secrets: Mapping[str, str], patience: Patience
) -> Sequence[FangpinError]:
    try:
        return reach(source, home.root, home.pulled(month), secrets, patience)
    except Exception as error:  # nobody foresaw it: told, and the other departments go on
        return [FangpinError(f"取文件时出错：{discreet(error)}", do="请把本条告知维护人员；文件可先手工放入收件箱。")]


def _row(source: Pull, department: str | None, troubles: Sequence[FangpinError], month: str) -> Row:
    files = "、".join(trouble.where for trouble in troubles if trouble.where)
    note = "；".join(trouble.what for trouble in troubles) + (f"：{files}" if files else "")
    todo = "".join(dict.fromkeys(trouble.do for trouble in troubles))
    return unreachable(department or source.department, source.folder, source.shown, month, note, todo)


def unreachable(department: str, key: str, shown: str, month: str, note: str, todo: str) -> Row:
    """A row of `ops.feed_file` for a file or source that could not be had."""
    return {
        "month": month, "file_id": f"unreachable-{key}", "department": department, "file_name": shown, "bytes": 0,
        "file_order": 0, "state": "unreachable", "feeds": "", "rows_in": 0, "set_apart": 0, "note": note, "todo": todo,
    }  # fmt: skip


def unsettled(inbox: Path, month: str, patience: Patience, catalogue: Catalogue) -> Iterator[Row]:
    """Files of the inbox that are still being written. They are landed all the same: half is told, none is lost."""
    if not inbox.is_dir():
        return
    try:
        _, moving = settled(FolderStore(inbox), patience)
    except OSError:  # a folder that cannot be opened: it arrives as itself, with its trouble
        return
    for one in moving:
        owner = one.name.parts[0] if len(one.name.parts) > 1 else ""
        below = "/".join(one.name.parts[1:]) or one.name.name
        note, todo = "文件还在写入，这次读到的可能不全", "请等它写完后重新运行。"
        yield unreachable(catalogue.department_of(owner) or owner, f"inbox-{one.name}", below, month, note, todo)


def astray(one: Path, month: str) -> Row:
    """A row of `ops.feed_file` for what lies in the inbox, but in no month: it is not read, and somebody has to move it."""
    note = "放在收件箱里，但不在任何月份的文件夹中，没有读取"
    todo = f"请移到 inbox/{month}/部门名称/ 之下，或移出收件箱。"
    called = readable(one.name)
    return unreachable("", f"astray-{called}", f"inbox/{called}", month, note, todo)
