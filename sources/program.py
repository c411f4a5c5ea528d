"""Which program this is: what was made by another one is not taken for what this one would make."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

READERS = ("polars", "python-calamine", "lxml", "xlrd", "msoffcrypto-tool")
NOT_READING = "sources/synthetic"


@cache
def fingerprint(*code: str) -> str:
    """A fingerprint of our own code, whatever its version is called, and of the libraries that read. code: files and folders of the
    house, in which declarations count too."""
    root = Path(__file__).parents[1]
    found = [
        file for one in code for file in ([root / one] if one.endswith(".py") else sorted((root / one).rglob("*")))
    ]
    files = [one for one in found if one.suffix in (".py", ".toml") and NOT_READING not in one.as_posix()]
    digest = hashlib.sha256("".join(f"{one}{version(one)}" for one in READERS).encode())
    for file in files:
        digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def folder_of(content: str, *depends_on: str) -> str:
    """The name of the folder in which what was made of a file is kept: its content, then a fingerprint of all else that it depends on."""
    said = "\x1f".join(depends_on)
    return f"{content[:32]}-{hashlib.sha256(said.encode()).hexdigest()[:16]}"
