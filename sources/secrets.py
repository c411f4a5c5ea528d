"""Passwords, for the length of one command: `flows/` takes them from the environment, whoever needs one asks here.

They travel beside Prefect, never through it: its database keeps the parameters of every run, and a context variable
reaches a task that is called directly. Settings, parameters and messages hold a password's name only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from sources.errors import FangpinError

_held: ContextVar[Mapping[str, str] | None] = ContextVar("secrets", default=None)


class MissingSecret(FangpinError):
    """Settings name an environment variable that is not there."""


@contextmanager
def holding(values: Mapping[str, str]) -> Iterator[None]:
    """Hold these passwords, by name, while the body runs."""
    token = _held.set(values)
    try:
        yield
    finally:
        _held.reset(token)


def held() -> Mapping[str, str]:
    """What is held now, by name; other threads are handed it as an argument."""
    return _held.get() or {}


def secret_of(name: str, secrets: Mapping[str, str]) -> str:
    """The password of that name. Raises MissingSecret where there is none, or an empty one."""
    value = secrets.get(name, "")
    if not value:
        do = f"请在运行前设置环境变量 {name}（值为密码），再重新运行。"
        raise MissingSecret(f"没有找到环境变量 {name}，不知道密码", do=do)
    return value


def values_of(names: Sequence[str]) -> tuple[str, ...]:
    """Those of the named passwords that are held: a locked file tries each, and says itself when none fits."""
    return tuple(value for name in names if (value := held().get(name)))
