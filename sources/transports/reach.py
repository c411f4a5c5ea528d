"""Reach a source, fetch what it offers, keep it for the month; what went wrong is handed back, never raised past it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sources.errors import FangpinError, TransientError
from sources.secrets import secret_of
from sources.transports.databases import DatabaseStore
from sources.transports.declared import WEB, Pull
from sources.transports.folders import FolderStore
from sources.transports.spool import half_of, holds_files, keep, place_of
from sources.transports.store import Offered, Patience, Store, settled
from sources.transports.stores import STORES
from sources.transports.trouble import SourceGone, told
from sources.transports.web import WebStore

STILL_WRITTEN = "文件还在写入（大小或时间还在变，或名字带着未传完的后缀），这次没有取"
WRITE_DONE = "请等对方传完后重新运行。"


def reach(pull: Pull, home: Path, pulled: Path, secrets: Mapping[str, str], patience: Patience) -> list[FangpinError]:
    """Fetch a source's files into `pulled/<folder>/<department>`; what is to be told of it, empty where all went well.

    Tried again where the failure may pass by itself. Of a month that is over, it is no news that nothing lies there any more.
    """
    kept = pulled / pull.folder
    if pull.is_late:
        return [] if holds_files(kept) else [_too_late()]
    for wait in (*patience.waits, None):
        try:
            return _fetch_all(pull, home, kept, secrets, patience)
        except SourceGone as gone:
            return [] if pull.is_over and holds_files(kept) else [_with_kept(gone, kept)]
        except TransientError as trouble:
            if wait is None:
                return [_with_kept(trouble, kept)]
            patience.sleep(wait)
        except FangpinError as trouble:
            return [_with_kept(trouble, kept)]
    raise AssertionError("the last wait is None")


def _fetch_all(
    pull: Pull, home: Path, kept: Path, secrets: Mapping[str, str], patience: Patience
) -> list[FangpinError]:
    needed = {name: secret_of(name, secrets) for name in pull.secrets}
    with told(), closing(_opened(pull, home, needed)) as store:
        resting, moving = settled(store, patience)
        for one in resting:
            _fetch(store, one, place_of(one.name, kept / pull.department))
    return [FangpinError(STILL_WRITTEN, "、".join(one.name.name for one in moving), WRITE_DONE)] if moving else []


def _fetch(store: Store, one: Offered, target: Path) -> None:
    half = half_of(target)
    try:
        store.fetch(one, half)
        if one.size is not None and half.stat().st_size != one.size:
            raise TransientError("文件在读取时变了", one.name.name, WRITE_DONE)
        keep(half, target, one.modified)
    except (FileNotFoundError, SourceGone):
        raise TransientError("文件在读取时不见了", one.name.name, "请稍后重新运行；仍没有的，请问对方。") from None
    finally:
        half.unlink(missing_ok=True)


def _opened(pull: Pull, home: Path, secrets: dict[str, str]) -> Store:
    if pull.query:
        return DatabaseStore(pull, secrets)
    if pull.scheme in WEB:
        return WebStore(pull.url, pull.user, secrets.get(pull.password, ""), pull.files, pull.name)
    if pull.scheme in STORES:
        return STORES[pull.scheme](pull, home, secrets)
    return FolderStore(home / pull.url, pull.files)


def _too_late() -> FangpinError:
    do = "请把当月的文件放入收件箱；以后每月都要取的，地址里写上 {month}。"
    return FangpinError("设置的地址里没有月份，现在取到的已是别的月份，没有取", do=do)


def _with_kept(trouble: FangpinError, kept: Path) -> FangpinError:
    """What was fetched before is still used; the clerk should know that newer files may be missing."""
    if not (before := holds_files(kept)):
        return trouble
    return type(trouble)(f"{trouble.what}；此前取回的{before}个文件照常使用", trouble.where, trouble.do)
