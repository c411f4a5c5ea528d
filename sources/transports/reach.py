"""Reach a source, fetch what it offers, keep it for the month; what went wrong is handed back, never raised past it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sources.errors import FangpinError, TransientError
from sources.secrets import secret_of
from sources.transports.databases import DatabaseStore
from sources.transports.declared import WEB, Pull
from sources.transports.folders import FolderStore
from sources.transports.spool import half_of, holds_files, keep, place_of
from sources.transports.store import Offered, Patience, Store, few_enough, settled
from sources.transports.stores import STORES
from sources.transports.trouble import SourceGone, told
from sources.transports.web import WebStore

STILL_WRITTEN = "文件还在写入（大小或时间还在变，或名字带着未传完的后缀），这次没有取"
WRITE_DONE = "请等对方传完后重新运行。"


class Vanished(TransientError):
    """One file is gone since it was seen; the connection is sound, and the others can be had."""


def reach(pull: Pull, home: Path, pulled: Path, secrets: Mapping[str, str], patience: Patience) -> list[FangpinError]:
    """Fetch a source's files into `pulled/<folder>/<department>`; what is to be told of it, empty where all went well.

    Tried again where the failure may pass by itself. Of a month that is over, it is no news that nothing lies there any more.
    """
    kept = pulled / pull.folder
    if pull.is_late:
        return [] if holds_files(kept) else [_too_late()]
    for wait in (*patience.waits, None):
        troubles = _try(pull, home, kept, secrets, patience)
        if wait is None or not any(isinstance(trouble, TransientError) for trouble in troubles):
            break
        patience.sleep(wait)
    if pull.is_over and holds_files(kept) and all(isinstance(trouble, SourceGone) for trouble in troubles):
        return []
    return [_with_kept(trouble, kept) for trouble in troubles]


def _try(pull: Pull, home: Path, kept: Path, secrets: Mapping[str, str], patience: Patience) -> list[FangpinError]:
    try:
        needed = {name: secret_of(name, secrets) for name in pull.secrets}
        with told(), closing(_opened(pull, home, needed)) as store:
            return _fetch_all(store, kept / pull.department, patience)
    except FangpinError as trouble:
        return [trouble]


def _fetch_all(store: Store, folder: Path, patience: Patience) -> list[FangpinError]:
    """Fetch what rests. A file that is refused stops no other; a connection that breaks stops this try."""
    resting, moving = settled(store, patience)
    troubles: list[FangpinError] = []
    for one, target in _places(few_enough(resting), folder):
        try:
            with told():
                _fetch(store, one, target)
        except FangpinError as trouble:
            troubles.append(type(trouble)(trouble.what, trouble.where or one.name.name, trouble.do))
            if isinstance(trouble, TransientError) and not isinstance(trouble, Vanished):
                break
    if moving:
        troubles.append(FangpinError(STILL_WRITTEN, "、".join(one.name.name for one in moving), WRITE_DONE))
    return troubles


def _places(offered: Sequence[Offered], folder: Path) -> Iterator[tuple[Offered, Path]]:
    """Where each goes; of files that would go to one place (`x.csv?id=1`, `x.csv?id=2`) the later ones get a number."""
    taken: Counter[Path] = Counter()
    for one in offered:
        target = place_of(one.name, folder)
        taken[target] += 1
        again = taken[target]
        yield one, target if again == 1 else target.with_name(f"{target.stem}-{again}{target.suffix}")


def _fetch(store: Store, one: Offered, target: Path) -> None:
    half = half_of(target)
    try:
        store.fetch(one, half)
        if one.size is not None and half.stat().st_size != one.size:
            raise TransientError("文件在读取时变了", one.name.name, WRITE_DONE)
        keep(half, target, one.modified)
    except (FileNotFoundError, SourceGone):
        do = "请稍后重新运行；仍没有的，请问对方。"
        raise Vanished("文件在读取时不见了", one.name.name, do) from None
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
