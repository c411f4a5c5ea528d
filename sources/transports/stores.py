"""File stores through fsspec: SFTP, FTP, Windows shares, S3. Its libraries are imported here only, when they are needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from sources.transports.declared import Pull
from sources.transports.store import SUFFIXES, Offered, is_wanted
from sources.transports.trouble import CLOSED, raised_by

TIMEOUT = 30
DEPTH = 4
"""So many folders deep is looked."""


class FileStore:
    """Files below a path of an fsspec file system, or one file."""

    def __init__(self, system: Any, root: str, files: str, may_grow: bool) -> None:
        self.system, self.root, self.files, self.may_grow = system, root.rstrip("/") or "/", files, may_grow

    def offered(self) -> list[Offered]:
        self.system.invalidate_cache()
        if PurePosixPath(self.root).suffix.lower() in SUFFIXES:
            alone = self.system.info(self.root)
            if alone["type"] == "file":
                return [_offered({**alone, "name": self.root}, self.root)]
        found = [_offered(info, self.root) for info in self._below(self.root, DEPTH)]
        return [one for one in found if is_wanted(one.name, self.files)]

    def _below(self, folder: str, depth: int) -> Iterator[dict[str, Any]]:
        """Each listing raises what goes wrong; fsspec's own walk passes over it, and files would be missed unseen."""
        for info in self.system.ls(folder, detail=True):
            path = str(info["name"])
            if path.rstrip("/") == folder and info["type"] == "directory":
                continue
            kind = self.system.info(path) if info["type"] == "link" else info
            if info["type"] == "directory" and depth > 1:
                yield from self._below(path.rstrip("/"), depth - 1)
            elif kind["type"] == "file" and not path.endswith("/"):
                yield {**kind, "name": path}

    def fetch(self, one: Offered, into: Path) -> None:
        self.system.get_file(one.where, str(into))

    def close(self) -> None:
        client = getattr(self.system, "client", None) or getattr(self.system, "ftp", None)
        if client is not None and hasattr(client, "close"):
            client.close()


def _offered(info: dict[str, Any], root: str) -> Offered:
    path = str(info["name"])
    below = path.removeprefix(root).lstrip("/") if path != root else path.rpartition("/")[2]
    size = info.get("size")
    return Offered(path, PurePosixPath(below), None if size is None else int(size), _moment(info))


def _moment(info: dict[str, Any]) -> float | None:
    """When a file was last written, as each store tells it: a date, seconds, or 20261105080000 of FTP."""
    told = info.get("mtime") or info.get("LastModified") or info.get("modify")
    if isinstance(told, str) and told[:14].isdigit():
        told = dt.datetime.strptime(told[:14], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    if isinstance(told, dt.datetime):
        return told.timestamp()
    return float(told) if isinstance(told, int | float) else None


def sftp(pull: Pull, home: Path, secrets: dict[str, str]) -> FileStore:
    from sources.transports.sftp import CheckedSFTP

    at = urlsplit(pull.url)
    password = secrets.get(pull.password)
    key = str(home / pull.key_file) if pull.key_file else None
    system = CheckedSFTP(
        at.hostname or "", port=at.port or 22, username=pull.user, password=None if key else password, key_filename=key,
        passphrase=password if key else None, home=home, known_hosts=pull.known_hosts, host_key=pull.host_key,
        timeout=TIMEOUT, banner_timeout=TIMEOUT, auth_timeout=TIMEOUT, skip_instance_cache=True,
    )  # fmt: skip
    return FileStore(system, unquote(at.path), pull.files, may_grow=True)


def ftp(pull: Pull, home: Path, secrets: dict[str, str]) -> FileStore:
    from fsspec.implementations.ftp import FTPFileSystem

    at = urlsplit(pull.url)
    login = {"username": pull.user, "password": secrets.get(pull.password, "")} if pull.user else {}
    system = FTPFileSystem(at.hostname, port=at.port or 21, timeout=TIMEOUT, skip_instance_cache=True, **login)
    return FileStore(system, unquote(at.path), pull.files, may_grow=True)


def smb(pull: Pull, home: Path, secrets: dict[str, str]) -> FileStore:
    from fsspec.implementations.smb import SMBFileSystem

    at = urlsplit(pull.url)
    login = {"username": pull.user.replace(";", "\\") or None, "password": secrets.get(pull.password)}
    try:
        system = SMBFileSystem(
            at.hostname, port=at.port or 445, timeout=TIMEOUT, register_session_retries=0, skip_instance_cache=True,
            share_access="rwd", **login,
        )  # fmt: skip
    except ValueError:  # what the library says of a closed port and of a name that is not known
        raise raised_by(CLOSED) from None
    return FileStore(system, unquote(at.path), pull.files, may_grow=True)


def s3(pull: Pull, home: Path, secrets: dict[str, str]) -> FileStore:
    from s3fs import S3FileSystem

    at = pull.url.removeprefix("s3://")
    system = S3FileSystem(
        anon=not pull.key, key=secrets.get(pull.key), secret=secrets.get(pull.secret), endpoint_url=pull.endpoint or None,
        client_kwargs={"region_name": pull.region or "us-east-1"}, use_listings_cache=False, skip_instance_cache=True,
        config_kwargs={"connect_timeout": TIMEOUT, "read_timeout": TIMEOUT, "retries": {"max_attempts": 1}},
    )  # fmt: skip
    return FileStore(system, at, pull.files, may_grow=False)


STORES = {"sftp": sftp, "ftp": ftp, "smb": smb, "s3": s3}
