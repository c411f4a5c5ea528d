"""Inside an xlsx: its sheets, and each of them cell by cell, with what is hidden, what is at fault, what no program computed.

calamine is ten times as fast, and reads a sheet that is written as Excel writes it and where nothing of that is to be told
(`is_plain`); `count` says how many cells it must have found.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sources.containers.cells import NO_RESULT, CellError, Merged, SheetCells, moment
from sources.containers.marks import place_of
from sources.containers.package import Package
from sources.containers.placed import Placed
from sources.containers.sniff import DAMAGED
from sources.containers.xml import ends, forget, local, said, tree, without_controls
from sources.errors import RefusedFile

RECTANGLE_AT_MOST = 100_000_000
"""More cells than this, blank ones included, are read one by one: the fast reader would hold the whole rectangle."""
USUAL = b'<row r="'
"""Excel's own way of writing rows."""
TELLING = (b"<f>", b"<f ", b"<f/>", b't="e"', b' hidden="1"', b' hidden="t', b" hidden='")
LONG = re.compile(rb"<v>\d{16}")
"""Where one of these is in a sheet, something is hidden, computed or at fault, or a number has more digits than a fraction holds."""
FILLED = (b"<v>", b"<is>")
EMPTY = (b"<v></v>", b"<is><t></t></is>", b"<is><t/></is>", b"<is></is>")
NO_TEXT = (b"></t>", b"<t/>", b"<si/>", b"<si></si>", b'"/></si>')
AT_FAULT = re.compile(rb't="e"[^>]*>(?:<f[^v]*>)?<v>')
STRING = re.compile(rb"<si(?:\s[^>]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
BEYOND_Z = re.compile(rb' r="[A-Z]{2}')
WIDTHS = ((re.compile(rb' r="[A-Z]{3}'), 16_384), (re.compile(rb' r="[B-Z][A-Z]'), 702))
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Numbers of the built-in formats that show a date or a time, the Chinese ones included."""
UNREADABLE = "（读不出的内容）"


@dataclass(frozen=True)
class PackageSheet:
    """One sheet of a book. part: where its cells are; empty where the file does not say."""

    name: str
    part: str
    kind: str
    is_hidden: bool


class XlsxBook:
    """The parts of one xlsx."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        book = tree(self._package.read(self._package.book) or b"")
        self.is_1904 = _says_yes(book, "workbookPr", "date1904")
        self._is_computed = not _says_yes(book, "calcPr", "fullCalcOnLoad")
        listed = list(book.iterfind("{*}sheets/{*}sheet"))
        has_strays = self._package.has_strays({said(one, "id") or "" for one in listed})
        self.sheets = [self._sheet(one, has_strays) for one in listed]
        self._last: tuple[str, bytes] = ("", b"")

    def _sheet(self, element: Any, has_strays: bool) -> PackageSheet:
        """A sheet that points to nothing is a module of old macros, unless there are cells that no sheet points to."""
        relation, is_hidden = said(element, "id") or "", said(element, "state") not in (None, "visible")
        name, found = said(element, "name") or "", self._package.relations.get(relation)
        if not relation and not has_strays:
            return PackageSheet(name, "", "module", is_hidden)
        return PackageSheet(name, found.part if found else "", found.kind if found else "worksheet", is_hidden)

    def xml(self, sheet: PackageSheet) -> bytes:
        """The part of a sheet. Refuses a sheet that is not in the file."""
        if self._last[0] != sheet.part:
            self._last = (sheet.part, self._package.read(sheet.part) or b"")
        if not self._last[1]:
            raise RefusedFile("工作表的内容不在文件里", do=DAMAGED)
        return self._last[1]

    def is_plain(self, sheet: PackageSheet) -> bool:
        """True where the fast reader gives all that there is to give."""
        xml = self.xml(sheet)
        tells = any(word in xml for word in TELLING) or LONG.search(xml)
        return USUAL in xml and not tells and self.is_small(sheet)

    def is_small(self, sheet: PackageSheet) -> bool:
        """True where the fast reader may be asked: the sheet is whole, and its rectangle fits into memory."""
        xml = self.xml(sheet)
        return b"</sheetData>" in xml and _rectangle(xml) <= RECTANGLE_AT_MOST

    def count(self, sheet: PackageSheet) -> int:
        """How many cells hold anything, errors and formulas without a result left out; true of what is usually written."""
        xml = self.xml(sheet)
        cells = sum(xml.count(word) for word in FILLED) - sum(xml.count(word) for word in EMPTY)
        if b't="e"' in xml:
            cells -= len(AT_FAULT.findall(xml))
        return cells - (len(self._of_no_text.findall(xml)) if self._of_no_text else 0)

    @cached_property
    def _of_no_text(self) -> re.Pattern[bytes] | None:
        """Finds the cells whose shared string says nothing: Java programs write blank ones so. None where no string is empty."""
        strings = self.strings_part() or b""
        if not any(word in strings for word in NO_TEXT):
            return None
        found = (place for place, one in enumerate(STRING.finditer(strings)) if not _has_text(one.group(1) or b""))
        places = b"|".join(b"%d" % place for place in found)
        return re.compile(rb't="s"[^>]*><v>(?:%s)</v>' % places) if places else None

    def read(self, sheet: PackageSheet) -> SheetCells:
        """The sheet cell by cell. A cell that cannot be read is a CellError; XML that breaks off raises lxml's error."""
        placed = without_controls(self._placed, self.xml(sheet))
        return placed.table(sheet.name, is_hidden=sheet.is_hidden, is_1904=self.is_1904)

    def _placed(self, xml: bytes) -> Placed:
        placed, last = Placed(), 0
        for element in ends(xml, ("row", "col", "mergeCell")):
            match local(element):
                case "row":
                    last = self._take_row(element, last, placed)
                    forget(element)
                case "col" if element.get("hidden") in ("1", "true"):
                    first, end = (_whole(element.get(side)) for side in ("min", "max"))
                    placed.hidden_columns |= set(range(first - 1, min(end, 16_384)))
                case "mergeCell":
                    placed.merged += merged(element.get("ref") or "")
        return placed

    def _take_row(self, element: Any, last: int, placed: Placed) -> int:
        """Put down the cells of a row element where they say that they stand; gives the row's number."""
        number, column = _whole(element.get("r")) or last + 1, -1
        if element.get("hidden") in ("1", "true"):
            placed.hidden_rows.add(number)
        at, cells = number, dict[int, Any]()
        for cell in element.iterchildren("{*}c"):
            row, column = _place(cell.get("r"), number, column)
            value = self._value(cell)
            if value == "":
                continue
            if row != at or column in cells:
                placed.put(at, cells)
                at, cells = row, {}
            cells[column] = value
        placed.put(at, cells)
        return number

    def _value(self, cell: Any) -> Any:
        kind, value, is_formula = cell.get("t", "n"), None, False
        for part in cell:
            match local(part):
                case "v":
                    value = part.text or ""
                case "is":
                    return unescaped(text_of(part))
                case "f":
                    is_formula = True
        if kind == "e":
            return CellError(value or "#N/A")
        if is_formula and _is_uncomputed(value, kind, self._is_computed):
            return CellError(NO_RESULT)
        return self.cell(kind, value or "", cell.get("s"))

    def cell(self, kind: str, value: str, style: str | None) -> Any:
        """What a cell holds of which the file says this kind, value and style; "" where it says no value."""
        if not value:
            return ""
        try:
            match kind:
                case "s":
                    return self._strings[int(value)]
                case "b":
                    return value.strip() in ("1", "true")
                case "d":
                    return _iso(value)
                case "n":
                    return self._number(value.strip(), int(style or 0))
        except (ValueError, IndexError):
            return CellError(UNREADABLE)
        return unescaped(value)

    def shows_numbers(self, style: str) -> bool:
        """False for a cell style that shows days or lengths of time."""
        return int(style or 0) not in self._dates | self._lengths

    def _number(self, value: str, style: int) -> Any:
        """Whole digits stay whole, beyond what a fraction holds."""
        if style in self._dates:
            return moment(float(value), is_1904=self.is_1904)
        if style in self._lengths:
            return dt.timedelta(days=float(value))
        return int(value) if value.isdecimal() else float(value)

    def strings_part(self) -> bytes | None:
        """The part of the shared strings; None where there is none."""
        return self._package.of_kind("sharedStrings", "sharedStrings.xml")

    @cached_property
    def _strings(self) -> list[str]:
        """The shared strings, without their phonetic readings."""
        strings = self.strings_part()
        if strings is None:
            raise RefusedFile("工作表的文字不在文件里", do=DAMAGED)
        return without_controls(_strings, strings)

    @cached_property
    def _dates(self) -> set[int]:
        """The places of the cell styles that show a day or a time of day."""
        return {place for place, code in enumerate(self._formats) if shows_date(code)}

    @cached_property
    def _lengths(self) -> set[int]:
        """The places of the cell styles that show how long something took."""
        return {place for place, code in enumerate(self._formats) if shows_length(code)}

    @cached_property
    def _formats(self) -> list[str | int]:
        """Of each cell style the format: its code, or the number of one that is built in."""
        styles = tree(self._package.of_kind("styles", "styles.xml") or b"<styleSheet/>")
        own: dict[int, str | int] = {
            _whole(said(one, "numFmtId")): said(one, "formatCode") or "" for one in styles.iter("{*}numFmt")
        }
        formats = next(styles.iter("{*}cellXfs"), ())
        numbers = [_whole(said(one, "numFmtId")) for one in formats if local(one) == "xf"]
        return [own.get(number, number) for number in numbers]


def _says_yes(book: Any, element: str, attribute: str) -> bool:
    """Of a book's own elements; extensions have others of the same name."""
    return any(said(one, attribute) in ("1", "true") for one in book.iterfind("{*}" + element))


def shows_length(code: str | int) -> bool:
    """True for a format of hours, minutes or seconds beyond a day: `[h]:mm`."""
    return code == 46 if isinstance(code, int) else re.search(r"\[[hms]+\]", code.lower()) is not None


def shows_date(code: str | int) -> bool:
    """True for a format of days or times of day, by its code or its built-in number."""
    if shows_length(code) or isinstance(code, int):
        return code in DATE_FORMATS and code != 46
    return re.search(r"[ymdhs]", re.sub(r'"[^"]*"|[\\_*].|\[[^\]]*\]|general', "", code.lower())) is not None


def unescaped(text: str) -> str:
    """A text with the signs that XML cannot hold: `_x000D_` is a line break."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), text)


def _strings(part: bytes) -> list[str]:
    found = []
    for element in ends(part, ("si",)):
        found.append(unescaped(text_of(element)))
        forget(element)
    return found


def text_of(element: Any) -> str:
    """The text of an inline or shared string, its runs joined, phonetic readings left out."""
    if len(element) == 1 and local(element[0]) == "t":
        return element[0].text or ""
    return "".join(part.text or "" for part in element.iter("{*}t") if local(part.getparent()) != "rPh")


def _has_text(string: bytes) -> bool:
    return re.search(rb"<t(?: [^>]*)?>[^<]", string) is not None


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Where a cell stands: by its own word, else beside the one before it."""
    place = place_of(reference) if reference else None
    return place or (row, column + 1)


def merged(reference: str) -> list[Merged]:
    """`B2:B5`; whole columns (`K:L`) hold nothing to fill down."""
    corners = [place_of(corner) for corner in reference.split(":")]
    match corners:
        case [(int(top), int(left)), (int(bottom), int(right))]:
            return [(top, left, bottom, right)]
    return []


def _whole(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 0


def _iso(text: str) -> Any:
    when = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    return when if "T" in text and when.time() != dt.time() else when.date()


def _is_uncomputed(value: str | None, kind: str, is_computed: bool) -> bool:
    """True for a formula without a result. A workbook that asks to be computed on opening was written by a program that
    left 0 behind each formula."""
    return value is None or (value == "" and kind != "str") or (value == "0" and not is_computed and kind == "n")


def _rectangle(xml: bytes) -> int:
    """At most so many cells are in the rectangle that holds all cells of the sheet."""
    last = re.match(rb"""[^>]*?\br=["'](\d+)""", xml[xml.rfind(b"<row") :])
    rows = int(last.group(1)) if last else 0
    if rows * 16_384 <= RECTANGLE_AT_MOST:
        return rows
    if not BEYOND_Z.search(xml):
        return rows * 26
    return rows * next((width for pattern, width in WIDTHS if pattern.search(xml)), 52)
