"""What every zip must satisfy before anything in it is unpacked: a few kilobytes can unfold to gigabytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection

from sources.errors import RefusedFile

ENTRIES_AT_MOST = 5_000
BYTES_AT_MOST = 1_500_000_000
RATIO_AT_MOST = 400
DAMAGE = (
    zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, zlib.error, OverflowError, KeyError, IndexError,
)  # fmt: skip
"""What a damaged zip makes the library raise."""


def entries_of(data: bytes) -> list[zipfile.ZipInfo]:
    """The directory of a zip. Refuses a damaged one, and one that would unfold to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entries = opened.infolist()
    except (*DAMAGE, RuntimeError):
        raise RefusedFile("文件已损坏，打不开", do="请部门重新导出后报送；压缩包请重新压缩。") from None
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES_AT_MOST or unpacked > BYTES_AT_MOST or unpacked > RATIO_AT_MOST * max(len(data), 20_000):
        raise RefusedFile("文件展开后异常庞大，为安全起见未读取", do="请检查表格末尾是否有多余内容，另存后重新报送。")
    return entries


def is_workbook(names: Collection[str]) -> bool:
    """True where the names in a zip are those of an OpenDocument."""
    return "content.xml" in names and any(name in names for name in ("meta-inf/manifest.xml", "mimetype", "styles.xml"))


class Parts:
    """The parts of a zipped workbook by name, whatever the case and the slashes; read one at a time."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {entry.filename.replace("\\", "/").lower(): entry for entry in self._zip.infolist()}

    def has(self, name: str) -> bool:
        """True where there is such a part."""
        return name.lstrip("/").lower() in self._names

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none. Refuses a part that is damaged."""
        entry = self._names.get(name.lstrip("/").lower())
        if entry is None:
            return None
        try:
            return self._zip.read(entry)
        except (*DAMAGE, RuntimeError):
            raise RefusedFile("文件已损坏，读不下去", do="请部门重新导出后报送。") from None
