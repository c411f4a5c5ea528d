"""Locks that files come with, made by hand where no library makes them: passwords of workbooks and of zips."""

from __future__ import annotations

import hashlib
import hmac
import io
import random
import struct
import zipfile
import zlib

import msoffcrypto.format.ooxml as locked_ooxml
import xlwt
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sources.containers.ole import workbook_in
from tests.corpus.makers import zipped


def locked(data: bytes, password: str) -> bytes:
    """An xlsx or xlsb with an opening password. The library locks nothing below 4 KB: filled up with a part of noise."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    data = zipped(parts | {"docProps/noise.bin": random.Random(1).randbytes(5_000)})
    made = io.BytesIO()
    locked_ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, made)
    return made.getvalue()


def zipped_with_aes(name: str, data: bytes, password: str) -> bytes:
    """A zip of one member that WinZip's AES-256 locks."""
    salt, packed = b"0123456789abcdef", zlib.compress(data)[2:-4]
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1_000, 66)
    counters = b"".join(number.to_bytes(16, "little") for number in range(1, len(packed) // 16 + 2))
    stream = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor().update(counters)
    body = bytes(one ^ other for one, other in zip(packed, stream, strict=False))
    raw = salt + keys[64:] + body + hmac.new(keys[32:64], body, "sha1").digest()[:10]
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
    said = name.encode()
    common = struct.pack("<HHHHHIIIHH", 51, 0x801, 99, 0, 0x5A21, 0, len(raw), len(data), len(said), len(extra))
    local = b"PK\x03\x04" + common + said + extra + raw
    central = b"PK\x01\x02" + struct.pack("<H", 51) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + said + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def zipped_with_old_lock(name: str, data: bytes, password: str) -> bytes:
    """A zip of one member with the old ZipCrypto lock (PKWARE's appnote, 6.1)."""
    table = [_crc_step(number) for number in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    def shut(byte: int) -> int:
        mixed = (keys[2] & 0xFFFF) | 2
        shown = byte ^ ((mixed * (mixed ^ 1) >> 8) & 0xFF)
        turn(byte)
        return shown

    for byte in password.encode():
        turn(byte)
    crc = zlib.crc32(data)
    raw = bytes(shut(byte) for byte in b"0" * 11 + bytes([crc >> 24]) + data)
    said = name.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0x801, 0, 0, 0x5A21, crc, len(raw), len(data), len(said), 0)
    local = b"PK\x03\x04" + common + said + raw
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + said
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def _crc_step(number: int) -> int:
    for _ in range(8):
        number = (number >> 1) ^ 0xEDB88320 if number & 1 else number >> 1
    return number


def xls_locked(data: bytes, password: str) -> bytes:
    """An .xls with an opening password, RC4 as Excel 97 to 2003 lock it (MS-OFFCRYPTO 2.3.6, MS-XLS 2.2.10)."""
    salt, verifier = b"fangpin-of-tests", b"0123456789abcdef"
    short = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    base = hashlib.md5((short + salt) * 16).digest()[:5]
    first = _rc4(_block_key(base, 0), 32)
    sealed = bytes(a ^ b for a, b in zip(verifier + hashlib.md5(verifier).digest(), first, strict=True))
    lock = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + sealed
    stream = workbook_in(data)
    head = 4 + int.from_bytes(stream[2:4], "little")
    lock += b"\x42\0\2\0\xb0\4" * (
        -(_end(stream) + len(lock)) % 4 // 2
    )  # the library wants the padding in whole records
    opened = bytearray(stream[:head] + lock + stream[head:])
    keys = b"".join(_rc4(_block_key(base, block), 1024) for block in range(len(opened) // 1024 + 1))
    _shut_records(opened, keys, len(lock))
    made = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(made, bytes(opened))
    return made.getvalue()


def _end(stream: bytes) -> int:
    """Where the records end and the padding of the box begins."""
    at = last = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        at += 4 + length
        last = at if number else last
    return last


def _shut_records(stream: bytearray, keys: bytes, shift: int) -> None:
    """Encrypt each record's body in place; the places of sheets move by `shift` and stay readable."""
    at = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        start, end = at + 4, at + 4 + length
        if number == 0x85:
            stream[start : start + 4] = struct.pack("<I", int.from_bytes(stream[start : start + 4], "little") + shift)
            start += 4
        if number not in (0x0809, 0x2F, 0xE1):
            stream[start:end] = bytes(a ^ b for a, b in zip(stream[start:end], keys[start:end], strict=True))
        at = end


def _block_key(base: bytes, block: int) -> bytes:
    return hashlib.md5(base + struct.pack("<I", block)).digest()


def _rc4(key: bytes, length: int) -> bytes:
    state, mixed, out = list(range(256)), 0, bytearray()
    for place in range(256):
        mixed = (mixed + state[place] + key[place % len(key)]) % 256
        state[place], state[mixed] = state[mixed], state[place]
    one = other = 0
    for _ in range(length):
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        out.append(state[(state[one] + state[other]) % 256])
    return bytes(out)
