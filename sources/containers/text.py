"""Delimited text: how it is encoded, what separates its cells, on which line each record starts.

One bad line costs that line: half a character, a stray byte, a line in another encoding. The others are read.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sources.containers.cells import SheetCells, says
from sources.containers.wide import is_utf16
from sources.errors import RefusedFile

BAD_BYTES = "本行有认不出的字节（半个汉字、乱码或别的编码）"
RESAVE = "请用 Excel 或 WPS 打开后另存为“CSV UTF-8”或 .xlsx 再报送。"
BAD_AT_MOST = 0.5
"""Of the lines with Chinese: where more are bad than this, or all, the encoding itself is not known."""
END_OF_FILE = "\x1a"
"""Ctrl-Z, with which DOS programs end a text."""
BEYOND_LATIN = re.compile("[\u2e80-\uffef]")
LATIN = re.compile("[\u0080-\u07ff]")


@dataclass(frozen=True)
class Text:
    """A text, and the numbers of its lines, from 1, that could not be decoded soundly."""

    text: str
    bad: frozenset[int] = field(default_factory=frozenset)


def read_text(data: bytes) -> list[SheetCells]:
    """The one table of a delimited text, its rows numbered by line. Refuses what is no delimited text, by name."""
    decoded = decode_lines(data)
    text = decoded.text
    _refuse_other_formats(text)
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
    return [
        SheetCells(
            "",
            [record for record, _ in kept],
            [start for _, start in kept],
            refused=_refused(decoded.bad, starts),
            fields={start: len(record) for record, start in kept},
        )
    ]


def _refused(bad: frozenset[int], starts: list[int]) -> dict[int, str]:
    """The records that a bad line belongs to: a cell in quotes goes over several lines."""
    following = [*starts[1:], max(bad, default=0) + 1]
    spans = zip(starts, following, strict=True) if bad and starts else ()
    return {start: BAD_BYTES for start, end in spans if any(line in bad for line in range(start, max(end, start + 1)))}


def decode(data: bytes) -> str:
    """Text as UTF-8 (with or without BOM), UTF-16, UTF-32, else GB18030, the Chinese office's own."""
    return decode_lines(data).text


def decode_lines(data: bytes) -> Text:
    """The text, and which of its lines hold bytes that cannot be read. Raises RefusedFile where too many of them do."""
    encoding = is_utf16(data)
    if encoding:
        return _tidied(Text(data.decode(encoding, errors="replace")), replaced="\ufffd")
    try:
        return _tidied(Text(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return _tidied(_line_by_line(data.removeprefix(codecs.BOM_UTF8)))


def _tidied(text: Text, replaced: str = "\x00") -> Text:
    """Without marks of order and of the file's end; lines that hold `replaced` are bad: something stood there that is gone."""
    said = text.text.removeprefix("\ufeff").rstrip("\x00\x1a\r\n \t").replace(END_OF_FILE, "")
    if replaced not in said and "\x00" not in said:
        return Text(said, text.bad)
    lines = io.StringIO(said, newline="")
    holding = {number for number, line in enumerate(lines, start=1) if replaced in line or "\x00" in line}
    return Text(said.replace("\x00", "\ufffd"), text.bad | holding)


def _line_by_line(data: bytes) -> Text:
    """Each line in the encoding of most; those in which it does not hold are bad, and keep what can be shown of them."""
    lines = data.splitlines(keepends=True)
    high = [number for number, line in enumerate(lines) if not line.isascii()]
    is_utf8 = {number for number in high if _is_utf8(lines[number])}
    main, other = ("utf-8", "gb18030") if 2 * len(is_utf8) > len(high) else ("gb18030", "utf-8")
    bad = {n for n in high if not _holds(lines[n], main) or (main == "gb18030" and n in is_utf8)}
    if len(bad) == len(high) or len(bad) > max(1, BAD_AT_MOST * len(high)):
        raise RefusedFile("文字编码认不出", do=RESAVE)
    if main == "gb18030":
        _refuse_big5(data)
    return Text("".join(line.decode(main, errors="replace") for line in lines), frozenset(n + 1 for n in bad))


def _holds(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(line: bytes) -> bool:
    """True for Chinese in UTF-8: three bytes a character. A few characters of GBK are letters of UTF-8 by chance, never these."""
    return _holds(line, "utf-8") and bool(BEYOND_LATIN.search(text := line.decode("utf-8"))) and not LATIN.search(text)


def _refuse_big5(data: bytes) -> None:
    """Big5 reads as GBK, as words that nobody wrote: it is known by what its headings say."""
    head = data[:8192]
    as_gbk, as_big5 = (head.decode(encoding, errors="ignore") for encoding in ("gb18030", "cp950"))
    if "姓名" not in as_gbk and "姓名" in as_big5 and re.search("證|身[份分]", as_big5):
        raise RefusedFile("文字编码是 Big5（繁体），读不了", do=RESAVE)


OTHER_FORMATS: Mapping[str, str] = {
    r"ID;P": "这是 SYLK（.slk）文件，读不了",
    r"TABLE\s+0\s*,\s*1\s": "这是 DIF（.dif）文件，读不了",
    r"\s*[\[{]\s*[\[{\"]": "这是 JSON 数据，不是电子表格",
}
"""How formats begin that are text and no table."""


def _refuse_other_formats(text: str) -> None:
    for begins, what in OTHER_FORMATS.items():
        if re.match(begins, text):
            raise RefusedFile(what, do="请用 Excel 或 WPS 打开后“另存为”.xlsx 再报送。")
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    aligned = [line for line in lines if len(re.findall(r"\S(?: {2,}|\u3000+)(?=\S)", line)) >= 2]
    if len(aligned) > 1 and 2 * len(aligned) > len(lines) and _evenness(lines, _delimiter(text))[0] < len(aligned):
        do = "请在 Excel 里用“数据—分列”分好各列，另存为 .xlsx 再报送。"
        raise RefusedFile("这是用空格对齐的文本，没有分隔符，分不清各列", do=do)


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
    return max(",\t;|，", key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    """How many lines a sign cuts into the same number of parts, and into how many."""
    counts = Counter(len(record) for record in csv.reader(lines, delimiter=sign) if len(record) > 1)
    parts, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (times, parts)


def _has_stray_quote(records: list[list[str]]) -> bool:
    """A quote that nobody closed swallows the rows after it: a cell then holds whole lines with their ID numbers."""
    return any(
        re.search(r"\d{15}", line)
        for record in records
        for cell in record
        if "\n" in cell
        for line in cell.splitlines()[1:]
    )
