"""SFTP that knows whom it talks to: a server's key is as settings say, or as it was the first time."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from sources.transports.trouble import CHANGED_KEY, SourceRefused, raised_by


class HostKeyPolicy(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """What to do with a server whose key is not on record.

    fingerprint: `SHA256:…` as settings say, the only key that is right; remember: trust it now and write it down.
    """

    def __init__(self, fingerprint: str, remember: bool) -> None:
        self.fingerprint, self.remember = fingerprint, remember

    def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
        if self.fingerprint:
            if self.fingerprint.rstrip("=") != fingerprint_of(key):
                raise raised_by(CHANGED_KEY)
        elif self.remember:
            paramiko.AutoAddPolicy().missing_host_key(client, hostname, key)
        else:
            raise SourceRefused(
                "known_hosts 文件里没有对方服务器", do="请核对设置中的 known_hosts，或补上对方的主机密钥。"
            )


def fingerprint_of(key: Any) -> str:
    """`SHA256:…`, as ssh-keygen -l prints it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")


class CheckedSFTP(SFTPFileSystem):  # type: ignore[misc]
    """fsspec's SFTP with our check of the host key; the user's own keys and agent are left alone."""

    def __init__(self, host: str, *, home: Path, known_hosts: str, host_key: str, **login: Any) -> None:
        self.record = home / (known_hosts or "known_hosts")
        policy = HostKeyPolicy(host_key, remember=not known_hosts)
        self.on_record = not host_key
        super().__init__(host, host_key_policy=policy, allow_agent=False, look_for_keys=False, **login)

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        if self.on_record:
            if self.host_key_policy.remember:
                self.record.touch()
            self.client.load_host_keys(str(self.record))
        self.client.set_missing_host_key_policy(self.host_key_policy)
        self.client.connect(self.host, **self.ssh_kwargs)
        self.ftp = self.client.open_sftp()
        self.ftp.get_channel().settimeout(self.ssh_kwargs["timeout"])
