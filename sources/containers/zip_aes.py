"""Members of a zip that WinZip's AES locks, as WinRAR, 7-Zip and 360 make them; Python opens only the older kind."""

from __future__ import annotations

import hashlib
import hmac
import struct
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

METHOD = 99
EXTRA = 0x9901
ROUNDS, CHECK, SEAL = 1_000, 2, 10


def read(data: bytes, entry: zipfile.ZipInfo, password: bytes) -> bytes | None:
    """The member's bytes; None where the password is wrong. Raises BadZipFile where it is damaged."""
    strength, method = _kind(entry.extra)
    salt_size, key_size = 4 + 4 * strength, 8 + 8 * strength
    raw = _raw(data, entry)
    salt, check, body, seal = (
        raw[:salt_size], raw[salt_size : salt_size + CHECK], raw[salt_size + CHECK : -SEAL], raw[-SEAL:],
    )  # fmt: skip
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, ROUNDS, 2 * key_size + CHECK)
    if keys[2 * key_size :] != check:
        return None
    if not hmac.compare_digest(hmac.new(keys[key_size : 2 * key_size], body, "sha1").digest()[:SEAL], seal):
        raise zipfile.BadZipFile("seal")
    return _unpacked(_deciphered(body, keys[:key_size]), method, entry.file_size)


def _kind(extra: bytes) -> tuple[int, int]:
    """(strength 1 to 3, method of compression) from the member's extra field."""
    at = 0
    while at + 4 <= len(extra):
        number, size = struct.unpack_from("<HH", extra, at)
        if number == EXTRA:
            _, _, strength, method = struct.unpack_from("<H2sBH", extra, at + 4)
            return int(strength), int(method)
        at += 4 + size
    raise zipfile.BadZipFile("no AES field")


def _raw(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
    start = entry.header_offset + 30 + name + extra
    return data[start : start + entry.compress_size]


def _deciphered(body: bytes, key: bytes) -> bytes:
    """AES in counter mode, the counter written with its low byte first, from 1."""
    blocks = b"".join(number.to_bytes(16, "little") for number in range(1, len(body) // 16 + 2))
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(blocks)[: len(body)]
    mixed = int.from_bytes(body, "big") ^ int.from_bytes(stream, "big")
    return mixed.to_bytes(len(body), "big")


def _unpacked(packed: bytes, method: int, size: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return packed
    if method != zipfile.ZIP_DEFLATED:
        raise NotImplementedError("method")
    unpacked = zlib.decompressobj(-15).decompress(packed, size + 1)
    if len(unpacked) != size:
        raise zipfile.BadZipFile("size")
    return unpacked
