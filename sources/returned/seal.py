"""The check code of a row that goes out to be filled in: whoever changes its number or a certificate number breaks it."""

from __future__ import annotations

import base64
import hashlib
import hmac

LENGTH = 10


def seal(key: bytes, *parts: str | None) -> str:
    """The first letters of the HMAC-SHA256 of the row's own numbers, in capitals and digits. A part that is
    not there at the end counts as a blank one."""
    said = "|".join("".join((part or "").split()).upper() for part in parts).rstrip("|").encode()
    return base64.b32encode(hmac.new(key, said, hashlib.sha256).digest()).decode()[:LENGTH]
