"""Files that the county itself writes (settings, policy, feeds, corrections), however its editor saved them."""

from __future__ import annotations

from pathlib import Path

from sources.containers.wide import is_utf16
from sources.errors import PolicyError

DO = "请在记事本中“另存为”，编码选 UTF-8，再运行。"


def words_of(path: Path, called: str = "") -> str:
    """The text of a file, its lines ending in `\\n`: UTF-8 with or without a mark, UTF-16, else GB18030, which Notepad calls ANSI.

    called: what the file is named in the message. Raises PolicyError where it is none of these, or cannot be read.
    """
    where = called or path.name
    try:
        data = path.read_bytes()
    except OSError:
        raise PolicyError("文件读不到", where, "请确认它没有被其他程序独占、权限正确，再运行。") from None
    wide = is_utf16(data)
    for encoding in (wide,) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise PolicyError("文字编码认不出", where, DO)
