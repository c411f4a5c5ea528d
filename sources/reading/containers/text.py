"""Delimited text: how it is encoded, what separates its cells, on which line each record starts."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import Literal

from sources.errors import RefusedFile
from sources.reading.containers.cells import Table, says

Encoding = Literal["utf-16", "utf-16-le", "utf-16-be"]


def read_text(data: bytes) -> list[Table]:
    """The one table of a delimited text, its rows numbered by line."""
    text = decode(data)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    declared = re.match(r"sep=(.)[ \t]*(?:\r\n|\r|\n)", text)
    delimiter = declared.group(1) if declared else _delimiter(text)
    try:
        records, starts = _records(text, delimiter, csv.QUOTE_MINIMAL)
        if _has_stray_quote(records):
            records, starts = _records(text, delimiter, csv.QUOTE_NONE)
    except csv.Error:
        raise RefusedFile("文本格式已损坏，读不下去", do="请用 Excel 或 WPS 打开核对，另存为 .xlsx 再报送。") from None
    kept = [(record, start) for record, start in zip(records, starts, strict=True) if any(map(says, record))]
    if declared:
        kept = [pair for pair in kept if pair[1] > 1]
    return [Table("", [record for record, _ in kept], [start for _, start in kept])]


def decode(data: bytes) -> str:
    """Text as UTF-8 (with or without BOM), UTF-16, else GB18030, the Chinese office's own."""
    encoding = is_utf16(data)
    for attempt in (encoding,) if encoding else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(attempt).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise RefusedFile("文字编码认不出", do="请用 Excel 或 WPS 打开后另存为“CSV UTF-8”或 .xlsx 再报送。")


def is_utf16(data: bytes) -> Encoding | None:
    """The kind of UTF-16: by its mark; without one, by where the NULs of digits, commas and line breaks stand."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd < len(head) / 50:
        return None
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _records(text: str, delimiter: str, quoting: Literal[0, 3]) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    records, starts, start = [], [], 1
    for record in reader:
        records.append(record)
        starts.append(start)
        start = reader.line_num + 1
    return records, starts


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first records into the same number of parts, quotes respected."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = Counter(len(record) for record in csv.reader(lines, delimiter=sign) if len(record) > 1)
        parts, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return (times, parts)

    return max(",\t;|，", key=evenness)


def _has_stray_quote(records: list[list[str]]) -> bool:
    """A quote that nobody closed swallows the rows after it: a cell then holds whole lines with their ID numbers."""
    return any(
        re.search(r"\d{15}", line)
        for record in records
        for cell in record
        if "\n" in cell
        for line in cell.splitlines()[1:]
    )
