"""Sheets of an xlsx column by column: the XML is cut at all its cells at once, and each text that differs is looked at once.

The fastest reader, for sheets that are written as programs usually write them: every `<c` of the sheet is understood, or the
sheet is left to another reader. What it reads is what `XlsxBook.read` reads of the same sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import polars as pl

from sources.containers.cells import BLANK, NUMBER, TEXT, CellError, SheetColumns, as_text, kind
from sources.containers.marks import place_of
from sources.containers.shared_strings import shared_strings
from sources.containers.xlsx import USUAL, PackageSheet, XlsxBook, merged
from sources.containers.xml import declares_other_than_utf8, plain_text, tree
from sources.errors import RefusedFile

BYTES_AT_ONCE = 1 << 24
"""So much of a sheet (bytes) is cut at a time: the pieces take ten times the memory of what comes of them."""
PLACES_AT_MOST = 100_000_000
"""A rectangle of more places is left to a reader that goes row by row."""
COLUMNS_IN_A_ROW = 16_384
DIGITS, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ATTRIBUTES = re.compile(
    r'(?: s="(?P<style>\d{1,6})"(?: t="(?P<kind>\w+)")?|(?: t="(?P<kind_first>\w+)"(?: s="(?P<style_last>\d{1,6})")?)?)(?P<end>/?)>'
)
INLINE = r"^t(?: xml:space=\"preserve\")?>([^<]*)</t></is></c>"
NOTHING_INLINE = "t/></is></c>"
"""What stands behind `<is><` of a cell that holds its text itself."""
MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')
DIRECT_NUMBER = r"^-?(?:0|[1-9][0-9]{0,14}|[1-9][0-9]{0,6}\.[0-9]{0,6}[1-9])$"
"""Numbers that Python prints as they are written."""
DIRECT_TEXT = r"[&\x00-\x08\x0b-\x1f]|_x"
"""A text without any of these says what is written."""
SAYS_NOTHING = r"^[\s\x1c-\x1f]*$"
CELLS: dict[str, type[pl.DataType]] = {"row": pl.UInt32, "column": pl.UInt32, "code": pl.UInt32}
"""The cells of a sheet in the order of the file: number of the row, column from 0, which of `Texts` they hold (0: one that says nothing)."""


class Unusual(Exception):
    """The sheet is written in a way that this reader does not know."""


def read(book: XlsxBook, sheet: PackageSheet) -> SheetColumns | None:
    """The whole of a sheet; None where another reader must read it: something is hidden, computed or at fault, or written otherwise."""
    try:
        return _read(book, sheet, book.xml(sheet))
    except (RefusedFile, MemoryError, KeyboardInterrupt):
        raise
    except BaseException:  # whatever it stumbles over, a panic of Polars among it: another reader reads
        return None


def _read(book: XlsxBook, sheet: PackageSheet, xml: bytes) -> SheetColumns:
    _refuse_unusual(xml)
    texts = Texts(book)
    cells = pl.concat([pl.DataFrame(schema=CELLS), *(_cells(part, texts) for part in _parts(xml))])
    if cells.height != xml.count(b"<v>") + xml.count(b"<is>") or not cells.select(_is_in_order()).item():
        raise Unusual("cells")
    filled = cells.filter(pl.col("code") > 0)
    return _by_column(_of_places_that_say(filled, texts), texts, book, sheet)


def _refuse_unusual(xml: bytes) -> None:
    """What takes a parser of XML; what is hidden, which is said; and cells merged over several rows, which say the same of each."""
    if USUAL not in xml or b"</sheetData>" not in xml or b" hidden=" in xml:
        raise Unusual("form")
    tail = xml[xml.rindex(b"</sheetData>") :]
    references = MERGED.findall(tail)
    spans = [span for one in references for span in merged(one.decode())]
    tree(xml[: xml.index(b"<row ")] + tail)  # what is around the rows is whole
    is_usual = b"<!" not in xml and len(references) == tail.count(b"<mergeCell ") and not declares_other_than_utf8(xml)
    if not is_usual or any(left == right and bottom > top for top, left, bottom, right in spans):
        raise Unusual("form")


def _parts(xml: bytes) -> Iterator[bytes]:
    """The rows, so many at a time."""
    start, end = xml.index(b"<row "), xml.rindex(b"</sheetData>")
    while start < end:
        cut = xml.rfind(b"<row ", start + 1, start + BYTES_AT_ONCE) if end - start > BYTES_AT_ONCE else end
        yield xml[start : cut if cut > start else end]
        start = cut if cut > start else end


def _cells(xml: bytes, texts: Texts) -> pl.DataFrame:
    """Every cell of some rows for which the file says a value, as `CELLS`."""
    pieces = pl.Series([xml], dtype=pl.Binary).cast(pl.String).str.split("<c ").explode().slice(1)
    if len(pieces) != xml.count(b"<c"):
        raise Unusual("cells of another form")
    first, reference, rest = pieces.str.splitn('"', 3).struct.unnest()
    attributes, inner, behind = rest.str.splitn("<", 3).struct.unnest()
    if not (first == "r=").all():
        raise Unusual("a cell that does not say first where it stands")
    is_value = (inner.str.starts_with("v>") & behind.str.starts_with("/v></c>")).fill_null(False)
    value = inner.str.slice(len("v>"))
    cells = pl.DataFrame({
        "row": reference.str.strip_chars_start(LETTERS).cast(pl.UInt32),
        "column": _columns(reference.str.strip_chars_end(DIGITS)),
        "attributes": attributes,
        "value": pl.select(pl.when(is_value).then(value)).to_series(),
    }).join(_meant(attributes), on="attributes", how="left", maintain_order="left")  # fmt: skip
    is_inline = ~is_value & ~cells["is_closed"] & (inner != "/c>").fill_null(True)
    tags = (
        len(pieces) + 3 * int(is_value.sum()) + int((inner == "/c>").sum()) + xml.count(b"<row ") + xml.count(b"</row>")
    )
    if is_inline.any():
        text, inline_tags = _inline(inner, behind, is_inline)
        cells = cells.with_columns(pl.when(is_inline).then(text).otherwise("value").alias("value"))
        tags += inline_tags
    if xml.count(b"<") != tags:
        raise Unusual("tags of another kind, or half a one")
    if not (is_inline == (cells["kind"] == "inlineStr")).filter(cells["value"].is_not_null()).all():
        raise Unusual("values of another kind")
    filled = cells.drop_nulls("value")
    return filled.select("row", "column", texts.codes(filled))


def _meant(attributes: pl.Series) -> pl.DataFrame:
    """`kind`, `style` and `is_closed` (nothing is in the cell) of all that stands in tags behind the place."""
    written = attributes.unique().to_list()
    found = [ATTRIBUTES.fullmatch(one) for one in written]
    said = [one.groupdict("") for one in found if one]
    if len(said) < len(found) or any("e" in (one["kind"], one["kind_first"]) for one in said):
        raise Unusual("attributes")
    return pl.DataFrame({
        "attributes": written,
        "kind": [one["kind"] or one["kind_first"] or "n" for one in said],
        "style": [one["style"] or one["style_last"] for one in said],
        "is_closed": [one["end"] == "/" for one in said],
    }, schema_overrides={"attributes": pl.String, "kind": pl.String, "style": pl.String, "is_closed": pl.Boolean})  # fmt: skip


def _columns(letters: pl.Series) -> pl.Series:
    places = {one: place[1] for one in letters.unique().to_list() if (place := place_of(f"{one}1"))}
    return letters.replace_strict(places, return_dtype=pl.UInt32)


def _inline(inner: pl.Series, behind: pl.Series, is_inline: pl.Series) -> tuple[pl.Series, int]:
    """The text of the cells that hold it themselves, and how many tags they have besides their own."""
    is_nothing = behind.str.starts_with(NOTHING_INLINE).fill_null(False) & is_inline
    found = pl.select(pl.coalesce(behind.str.extract(INLINE), pl.when(is_nothing).then(pl.lit("")))).to_series()
    if found.filter(is_inline).has_nulls() or not (inner == "is>").filter(is_inline).all():
        raise Unusual("text in pieces")
    return found, 5 * int(is_inline.sum()) - int(is_nothing.sum())


def _is_in_order() -> pl.Expr:
    """True where cells come row by row, from left to right, and no place comes twice."""
    return ((pl.col("row").cast(pl.Int64) * COLUMNS_IN_A_ROW + pl.col("column")).diff() > 0).all()


def _of_places_that_say(cells: pl.DataFrame, texts: Texts) -> pl.DataFrame:
    """The cells without the rows and the columns in which nothing but spaces stands."""
    if texts.that_say_nothing.is_empty():
        return cells
    said = cells.filter(~pl.col("code").is_in(texts.that_say_nothing.implode()))
    return cells.filter(pl.col(place).is_in(said[place].unique().implode()) for place in ("row", "column"))


def _by_column(cells: pl.DataFrame, texts: Texts, book: XlsxBook, sheet: PackageSheet) -> SheetColumns:
    rows, columns = cells["row"].unique(maintain_order=True), cells["column"].unique().sort()
    height = len(rows)
    if height * len(columns) > PLACES_AT_MOST:
        raise Unusual("rectangle")
    codes = pl.zeros(height * len(columns), dtype=pl.UInt32, eager=True)
    if height:
        codes.scatter(columns.search_sorted(cells["column"]) * height + cells["row"].rle_id(), cells["code"])
    text, of_kind = texts.all().gather(codes), texts.kinds().gather(codes)
    starts = {place: at * height for at, place in enumerate(columns.to_list())}
    return SheetColumns(
        sheet.name, rows, {place: text.slice(start, height) for place, start in starts.items()},
        {place: of_kind.slice(start, height) for place, start in starts.items()},
        is_hidden=sheet.is_hidden, is_1904=book.is_1904,
    )  # fmt: skip


class Texts:
    """All texts of a sheet's cells by code: 0 is none, then come the book's shared strings, then what the cells hold themselves."""

    def __init__(self, book: XlsxBook) -> None:
        self._book = book
        self._shared = shared_strings(book)
        if self._shared.str.contains("\0", literal=True).any():
            raise Unusual("strings")
        places = pl.int_range(1, 1 + self._shared.len(), dtype=pl.UInt32, eager=True)
        self._shared_codes = places.set(self._shared == "", 0)  # Java programs write blank cells so
        self._texts = [pl.Series([""]), self._shared]
        self._kinds = [pl.Series([BLANK], dtype=pl.UInt8), _so_many(TEXT, self._shared.len())]
        self._count = 1 + self._shared.len()

    def codes(self, cells: pl.DataFrame) -> pl.Series:
        """`code` of each cell, by `kind`, `style` and `value`."""
        filled = cells.select("kind", "style", "value").with_row_index("place")
        is_shared, is_text = pl.col("kind") == "s", pl.col("kind").is_in(["str", "inlineStr"])
        numbers = [one for one in filled["style"].unique().to_list() if self._book.shows_numbers(one)]
        is_number = (pl.col("kind") == "n") & pl.col("style").is_in(numbers)
        is_direct = (is_number & pl.col("value").str.contains(DIRECT_NUMBER)) | (
            is_text & (pl.col("value") != "") & ~pl.col("value").str.contains(DIRECT_TEXT)
        )
        marked = filled.with_columns(
            is_shared.alias("is_shared"), is_direct.alias("is_direct"), is_text.alias("is_text")
        )
        codes = pl.zeros(cells.height, dtype=pl.UInt32, eager=True).alias("code")
        shared = marked.filter("is_shared")
        codes.scatter(shared["place"], self._of_shared(shared["value"].cast(pl.UInt32)))
        for is_text_now, of_kind in ((True, TEXT), (False, NUMBER)):
            direct = marked.filter(pl.col("is_direct"), pl.col("is_text") == is_text_now)
            codes.scatter(direct["place"], self._added(direct["value"], _so_many(of_kind, direct.height)))
        others = marked.filter(~pl.col("is_shared") & ~pl.col("is_direct"))
        codes.scatter(others["place"], self._of_others(others))
        return codes

    def _of_shared(self, places: pl.Series) -> pl.Series:
        if places.len() and int(places.max()) >= self._shared.len():  # type: ignore[arg-type]
            raise Unusual("strings")
        return self._shared_codes.gather(places)

    def _of_others(self, cells: pl.DataFrame) -> pl.Series:
        """Days, lengths of time, yes and no, texts with signs that stand for others: each that differs is looked at once."""
        alike = ["kind", "style", "value"]
        distinct = cells.select(alike).unique(maintain_order=True)
        meant = [self._book.cell(of_kind, plain_text(value), style) for of_kind, style, value in distinct.iter_rows()]
        if any(isinstance(cell, CellError) or (isinstance(cell, str) and "\0" in cell) for cell in meant):
            raise Unusual("values")
        kinds = pl.Series(map(kind, meant), dtype=pl.UInt8)
        codes = self._added(pl.Series(map(as_text, meant), dtype=pl.String), kinds).set(kinds == BLANK, 0)
        coded = distinct.with_columns(codes.alias("code"))
        return cells.join(coded, on=alike, how="left", maintain_order="left")["code"]

    def _added(self, texts: pl.Series, kinds: pl.Series) -> pl.Series:
        """The codes of further texts."""
        start, self._count = self._count, self._count + texts.len()
        self._texts.append(texts)
        self._kinds.append(kinds)
        return pl.int_range(start, self._count, dtype=pl.UInt32, eager=True)

    def all(self) -> pl.Series:
        """The text of each code."""
        return pl.concat([one.alias("text") for one in self._texts])

    def kinds(self) -> pl.Series:
        """The kind of cell of each code."""
        return pl.concat([one.alias("kind") for one in self._kinds])

    @cached_property
    def that_say_nothing(self) -> pl.Series:
        """The codes, but for 0, of texts of nothing but spaces. Asked when all cells are read."""
        return self.all().str.contains(SAYS_NOTHING).arg_true().slice(1).cast(pl.UInt32)


def _so_many(of_kind: int, count: int) -> pl.Series:
    return pl.repeat(of_kind, count, dtype=pl.UInt8, eager=True)
