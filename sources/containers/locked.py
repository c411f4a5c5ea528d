"""Workbooks with a password: opened in memory only. No password is ever part of a message."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError

from sources.errors import LockedFile, RefusedFile

EXCELS_OWN = "VelvetSweatshop"
"""Excel locks a workbook that is only write-protected with this, and opens it without asking."""
ASK = "请部门取消密码后重新报送，或把密码放进环境变量，并在设置中写明变量名。"


def unlock(data: bytes, passwords: Sequence[str]) -> bytes:
    """The workbook inside; the first password that fits opens it. Refuses where none does."""
    for password in (EXCELS_OWN, *passwords):
        opened = _try(data, password)
        if opened is not None:
            return opened
    raise LockedFile(f"文件有打开密码{'，已有的密码都不对' if passwords else ''}", do=ASK)


def _try(data: bytes, password: str) -> bytes | None:
    """The workbook inside; None where the password is wrong."""
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        fits = _fits(file, password)
        return _decrypted(file) if fits else None
    except (MemoryError, RefusedFile):
        raise
    except Exception:  # the library raises anything over a damaged or unknown encryption
        raise LockedFile("文件有打开密码，且已损坏或加密方式认不出", do=ASK) from None


def _fits(file: Any, password: str) -> bool:
    """Whether a password is right. Old .xls tells only as it is decrypted."""
    try:
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
            file.decrypt(io.BytesIO())
    except InvalidKeyError:
        return False
    return True


def _decrypted(file: Any) -> bytes:
    opened = io.BytesIO()
    file.decrypt(opened)
    return opened.getvalue()
