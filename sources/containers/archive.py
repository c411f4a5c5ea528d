"""A zip of files, unfolded into its members: the table files of a department, packed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sources.containers import zip_aes
from sources.containers.sniff import sniff
from sources.containers.zipped import DAMAGE, entries_of
from sources.errors import LockedFile, RefusedFile
from sources.listing import NOT_DATA

BYTES_AT_MOST = 600_000_000
"""All members together; they are held in memory until they are landed."""
DEPTH = 2
"""A zip within a zip is opened, one within that is not."""
ASK = "请部门取消压缩包密码后重新报送，或把密码放进环境变量，并在设置中写明变量名。"
SAVE = "请用系统自带的“发送到压缩文件夹”重新压缩，或直接报送表格。"


@dataclass(frozen=True)
class Member:
    """A file from a zip. name: `文件夹/文件.xlsx` below the zip."""

    name: str
    data: bytes


@dataclass
class Contents:
    """What a zip holds. members in the order of their own time; refused: why it, or a part of it, could not be used."""

    members: list[Member] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)


def is_archive(data: bytes) -> bool:
    """True for a zip of files, which is no workbook. A damaged one is left to the reader, which refuses it."""
    if data[:2] != b"PK":
        return False
    try:
        return sniff(data) == "archive"
    except RefusedFile:
        return False


def unfold(data: bytes, passwords: Sequence[str] = (), depth: int = DEPTH) -> Contents:
    """The files of a zip, those of a zip within it as `内.zip/文件.xlsx`."""
    contents = Contents()
    try:
        entries = [entry for entry in entries_of(data) if _is_file(entry)]
    except RefusedFile as refused:
        return Contents(refused=[refused])
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for entry in sorted(entries, key=lambda one: (one.date_time, name_of(one))):
            try:
                _take(contents, name_of(entry), _read(opened, data, entry, passwords), passwords, depth)
            except RefusedFile as refused:
                contents.refused.append(refused)
    if not entries:
        contents.refused.append(RefusedFile("压缩包是空的", do="请部门核对后重新报送。"))
    return contents


def _take(contents: Contents, name: str, data: bytes, passwords: Sequence[str], depth: int) -> None:
    if sum(len(member.data) for member in contents.members) + len(data) > BYTES_AT_MOST:
        raise RefusedFile("压缩包展开后异常庞大，其余文件未读取", do="请分成几个压缩包，或直接报送表格。")
    if not is_archive(data):
        contents.members.append(Member(name, data))
        return
    if depth <= 1:
        raise RefusedFile(f"压缩包里的“{name}”套了太多层压缩包", do="请解压后直接报送表格。")
    inner = unfold(data, passwords, depth - 1)
    contents.members += [Member(f"{name}/{member.name}", member.data) for member in inner.members]
    contents.refused += [type(one)(f"压缩包里的“{name}”：{one.what}", do=one.do) for one in inner.refused]


def _read(opened: zipfile.ZipFile, whole: bytes, entry: zipfile.ZipInfo, passwords: Sequence[str]) -> bytes:
    name, is_locked = name_of(entry), bool(entry.flag_bits & 1)
    damaged = RefusedFile(f"压缩包里的“{name}”已损坏", do="请部门重新压缩后报送。")
    if not is_locked:
        try:
            return opened.read(entry)
        except NotImplementedError:
            raise RefusedFile(f"压缩包里的“{name}”用了读不了的压缩方式", do=SAVE) from None
        except (*DAMAGE, RuntimeError):
            raise damaged from None
    for key in _keys(passwords):
        try:
            data = zip_aes.read(whole, entry, key) if entry.compress_type == zip_aes.METHOD else opened.read(entry, key)
        except NotImplementedError:
            raise LockedFile(f"压缩包里的“{name}”用了读不了的加密方式", do=ASK) from None
        except (*DAMAGE, struct.error):
            # the old kind of lock knows a wrong password by one byte only, and by the damage that it does
            if entry.compress_type == zip_aes.METHOD:
                raise damaged from None
            continue
        except RuntimeError:  # how the library says: wrong password
            continue
        if data is not None:
            return data
    raise LockedFile(f"压缩包有密码{'，已有的密码都不对' if passwords else ''}", do=ASK)


def _keys(passwords: Sequence[str]) -> Iterator[bytes]:
    """Each password as the programs that make zips write it: in GBK on a Chinese Windows, else in UTF-8."""
    for password in passwords:
        yield from dict.fromkeys((password.encode("utf-8"), password.encode("gb18030")))


def _is_file(entry: zipfile.ZipInfo) -> bool:
    parts = name_of(entry).split("/")
    return not entry.is_dir() and bool(parts[-1]) and "__MACOSX" not in parts and not parts[-1].startswith(NOT_DATA)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of a member: in UTF-8 where the zip says so or it reads as that, else in GBK; no way out of the zip."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [re.sub(r"[\x00-\x1f\x7f]", "", part) for part in re.split(r"[/\\]", name)]
    is_folder = entry.filename.endswith(("/", "\\"))
    return "/".join(part for part in parts if part not in ("", ".", "..")) + ("/" if is_folder else "")
