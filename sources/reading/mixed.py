"""A roster of several feeds, told row by row by a class column (救助类别: 低保, 特困, 低保边缘, 临时救助): each row under its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from sources.catalogue import Catalogue
from sources.contract import Feed
from sources.feeds.support_classes import CLASS_HEADINGS, OF_EVERYBODY
from sources.reading.headers.header import HEADER_WITHIN, Header, read_header
from sources.reading.headers.plain import plain
from sources.reading.rows.rows import SheetRows, take_rows
from sources.reading.sheet import completed
from sources.reading.table import SheetTable


@dataclass(frozen=True)
class Mixed:
    """A table that holds several feeds. place: of the class column; headers: of each feed that the column names."""

    place: int
    headers: tuple[Header, ...]


def read_mixed(table: SheetTable, feeds: Sequence[Feed], called: str, catalogue: Catalogue) -> Mixed | None:
    """The table as several feeds; None where no class column names two of them, or the titles name one feed for all rows.

    A list whose own headings say what it is (救助原因) is no mixture where its class column never names that feed: the
    column then tells who the people are, not what they received.
    """
    named = {feed.code: feed for feed in feeds if feed.row_words}
    rows = table.top(HEADER_WITHIN)
    headings = {plain(heading) for heading in CLASS_HEADINGS}
    if not named or not any(plain(cell) in headings for row in rows for cell in row):
        return None
    titled = f"{called} {table.above}".strip()
    for header in read_header(rows, feeds, titled, catalogue, table.sheet)[:1]:
        place = next((at for at, said in enumerate(header.headings) if plain(said) in headings), None)
        if place is None:
            return None
        present = _present(table, header, place, named)
        if len(present) < 2 or _says_what_it_is(header, place, present, named):
            return None
        headers = tuple(_headers(table, [named[code] for code in present], titled, place, catalogue))
        return Mixed(place, _with_common_unknown(headers)) if len(headers) > 1 else None
    return None


def _with_common_unknown(headers: tuple[Header, ...]) -> tuple[Header, ...]:
    """A heading that one of the feeds reads is not unknown to the sheet."""
    common = [said for said in headers[0].unknown if all(said in header.unknown for header in headers)]
    return (replace(headers[0], unknown=tuple(common)), *(replace(one, unknown=()) for one in headers[1:]))


def take_mixed(table: SheetTable, mixed: Mixed) -> Iterator[SheetRows]:
    """The rows of each feed. What the class column places nowhere stays with the first, to be rejected for that reason."""
    feeds = {header.feed.code: header.feed for header in mixed.headers}
    class_of = table.cells.select("row", _feed_of(pl.col(f"c{mixed.place}"), feeds).alias("class_of"))
    for at, header in enumerate(mixed.headers):
        taken = take_rows(table, header, reads_ditto=True)
        own = class_of.filter(pl.col("class_of") == header.feed.code)["row"].implode()
        unplaced = class_of.filter(pl.col("class_of").is_null())["row"].implode()
        is_own = pl.col("row").is_in(own)
        keep = is_own | pl.col("row").is_in(unplaced) if at == 0 else is_own
        rows = taken.rows.with_columns((~is_own).alias("is_unplaced")).filter(keep)
        members = taken.members.filter(pl.col("line").is_in(rows["line"].implode()))
        yield replace(taken, rows=rows, members=members, set_apart=0 if at else taken.set_apart)


def _words(feeds: Mapping[str, Feed]) -> dict[str, str]:
    """Wording -> feed, the longest first, so that 低保边缘 is not taken for 低保."""
    words = {plain(word): code for code, feed in feeds.items() for word in feed.row_words}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _feed_of(cell: pl.Expr, feeds: Mapping[str, Feed]) -> pl.Expr:
    """The one feed that a class cell names; null where it names none, or several."""
    words = _words(feeds)
    text = cell.str.normalize("NFKC").str.replace_all(r"\s", "")
    named = text.str.extract_all("|".join(re.escape(word) for word in words)).list.eval(
        pl.element().replace_strict(words, default=None, return_dtype=pl.String)
    )
    return pl.when(named.list.n_unique() == 1).then(named.list.first())


def _present(table: SheetTable, header: Header, place: int, named: Mapping[str, Feed]) -> list[str]:
    """The feeds that the class column names, most rows first; none where most of its cells name no feed."""
    cells = table.cells.slice(header.last + 1).select(_feed_of(pl.col(f"c{place}"), named).alias("code"), f"c{place}")
    filled = cells.filter(pl.col(f"c{place}").str.strip_chars() != "")
    counts = filled.drop_nulls("code").group_by("code").len().sort("len", "code", descending=[True, False])
    return counts["code"].to_list() if 2 * int(counts["len"].sum()) >= filled.height else []


def _says_what_it_is(header: Header, place: int, present: Sequence[str], named: Mapping[str, Feed]) -> bool:
    titles = re.sub(OF_EVERYBODY, "", f"{header.titles} {header.sheet}")
    called = {code for word, code in _words(named).items() if word in titles}
    called -= {code for code in called if all(_inside(word, titles, named) for word in _of(code, named, titles))}
    own = any(header.places.get(mark, place) != place for mark in header.feed.marks)
    return len(called) == 1 or (own and header.feed.code not in present)


def _of(code: str, named: Mapping[str, Feed], titles: str) -> list[str]:
    return [word for word, other in _words(named).items() if other == code and word in titles]


def _inside(word: str, titles: str, named: Mapping[str, Feed]) -> bool:
    """True where a title holds a word only within a longer one: 低保 in 低保边缘."""
    longer = [other for other in _words(named) if word in other and word != other]
    return word not in re.sub("|".join(map(re.escape, longer)) or r"(?!)", "", titles)


def _headers(
    table: SheetTable, feeds: Sequence[Feed], called: str, place: int, catalogue: Catalogue
) -> Iterator[Header]:
    """The table's header as that of each feed; the class column is the feed's own, where no other column is."""
    for feed in feeds:
        found = read_header(table.top(HEADER_WITHIN), [feed], called, catalogue, table.sheet)
        for header in found[:1]:
            heading = header.headings[place]
            unknown = tuple(said for said in header.unknown if said != plain(heading))
            name = feed.row_column
            if name is None or name in header.places or place in header.places.values():
                yield completed(replace(header, unknown=unknown), table)
            else:
                places, taken = {**header.places, name: place}, {**header.taken, name: heading}
                yield completed(replace(header, places=places, taken=taken, unknown=unknown), table)
