"""Clean the rows of one sheet: each row comes out kept, or rejected with its reason; none is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from sources.cleaning import problems as p
from sources.cleaning.lookups import Correction, corrected
from sources.cleaning.members import clean_members
from sources.cleaning.subject import SUBJECT_COLUMNS, with_subject
from sources.contract import Column, NamedFeed, PartedFeed, WarnedFeed
from sources.identity import CERTIFICATE, is_error, mask, mask_name, normalise_id
from sources.masking import hide, hide_name
from sources.reading.headers.header import Header
from sources.reading.headers.headings import id_columns
from sources.reading.rows.rows import SheetRows
from sources.reading.rows.sections import EVENT_COLUMNS
from sources.reading.taken import letters_of
from sources.schema import Schema, checked, texts
from sources.values.dates import is_misspelt
from sources.values.keys import has_lost_end, is_carried_by_several, is_no_key, trusted_key
from sources.values.readers import POLARS_TYPE, in_bounds, is_blank, read_value, tidy, types_of

PLACE_COLUMNS = ("township_text", "village_text", "address_text", "relation", "head_name")
OF_EACH_ROW: Schema = {
    "row": pl.UInt32, "line": pl.Int64, "part": pl.Int64, "watched": pl.Float64,
    **texts(("content", *SUBJECT_COLUMNS, *PLACE_COLUMNS, "feed", "event_month", "matter", "reject_reason", "status")),
}  # fmt: skip
"""What the cleaned rows of every feed have, beside the feed's own columns."""
PROBLEMS: Schema = {
    "row": pl.UInt32, "line": pl.Int64, **texts(("column_letter", "heading", "value", "problem", "mend")),
}  # fmt: skip
"""What is wrong with cells of a sheet, a row a fault."""
SENT = "sent: "
"""Before the name of a column as it was sent, where it stands beside the values."""


@dataclass(frozen=True)
class Cleaned:
    """What became of a sheet.

    rows: one a row sent: `row`, `status` (kept, rejected), `reject_reason`, the feed's code, whom it is about, where
    it says they live, the feed's own columns typed. problems: one a fault: row, the letter of its column and its heading,
    value (masked), problem, mend. members: one a further person of a household's row: `line` of the row, whom it is.
    corrected: how many cells were read by a reviewed correction.
    """

    rows: pl.DataFrame
    problems: pl.DataFrame
    members: pl.DataFrame
    corrected: int = 0


def clean(sheet: SheetRows, routed_to: str, corrections: Sequence[Correction] = ()) -> Cleaned:
    """Read every value of a sheet by its feed's contract. `routed_to`: the feed's code where no class column says it."""
    sheet, count = corrected(sheet, corrections)
    header = sheet.header
    feed = header.feed
    typed = with_subject(sheet)
    values = typed.select(
        "row",
        "line",
        "part",
        "content",
        *SUBJECT_COLUMNS,
        *_places(typed),
        *(_value(column, header) for column in feed.columns),
    )
    both = values.hstack(typed.select(pl.all().name.prefix(SENT)))
    rows = both.select(
        *values.columns,
        _feed_code(feed, routed_to).alias("feed"),
        _event_month(feed).alias("event_month"),
        _matter(feed).alias("matter"),
        _watched(feed).alias("watched"),
        _reject_reason(header).alias("reject_reason"),
    )
    is_kept = pl.col("reject_reason").is_null()
    rows = rows.with_columns(pl.when(is_kept).then(pl.lit("kept")).otherwise(pl.lit("rejected")).alias("status"))
    return Cleaned(
        checked(rows, cleaned_rows(feed), f"cleaned rows of {feed.code}"),
        checked(_problems(sheet, both), PROBLEMS, f"problems of {feed.code}"),
        clean_members(sheet.members),
        count,
    )


def cleaned_rows(feed: NamedFeed) -> Schema:
    """The columns of a feed's rows as cleaning hands them on."""
    return {**OF_EACH_ROW, **types_of(feed.columns)}


def _value(column: Column, header: Header) -> pl.Expr:
    """The column's value; where the whole column is missing: what the department is asked for, or null."""
    if column.name in header.places:
        times = 10_000 if column.kind == "yuan" and header.in_ten_thousands(column.name) else 1
        value = read_value(pl.col(column.name), column, times)
        if column.kind == "key":
            value = trusted_key(pl.col(column.name), pl.col(f"{column.name}__number"))
        if header.adds(column):
            other = next(one for one in header.feed.columns if one.name == column.plus)
            value = value + read_value(
                pl.col(other.name), other, 10_000 if header.in_ten_thousands(other.name) else 1
            ).fill_null(0)
    else:
        value = read_value(pl.lit(column.if_absent, dtype=pl.String), column)
        if column.if_absent is None:
            value = pl.lit(None, dtype=POLARS_TYPE.get(column.kind, pl.String))
    elsewhere = [read_value(pl.col(name), column) for name in column.else_from if name in header.places]
    if elsewhere:
        value = pl.coalesce(value, *elsewhere) if column.name in header.places else pl.coalesce(*elsewhere, value)
    if column.from_certificate:
        value = pl.coalesce(value, *_certificate_grades(header))
    return value.alias(column.name)


def _certificate_grades(header: Header) -> Iterator[pl.Expr]:
    """The grade that a disability certificate carries as its twentieth character (domain notes, 1.13)."""
    for name in id_columns(header.feed):
        if name in header.places:
            text = normalise_id(pl.col(name))
            yield pl.when(text.str.contains(CERTIFICATE)).then(text.str.slice(19, 1).cast(pl.Int32, strict=False))


def _places(typed: pl.DataFrame) -> Iterator[pl.Expr]:
    for name in PLACE_COLUMNS:
        text = (
            pl.when(~is_error(pl.col(name))).then(tidy(pl.col(name)))
            if name in typed.columns
            else pl.lit(None, dtype=pl.String)
        )
        yield text.alias(name)


def _feed_code(feed: PartedFeed, routed_to: str) -> pl.Expr:
    if feed.route_by is None:
        return pl.lit(feed.code)
    routed = pl.col(feed.route_by).replace_strict(dict(feed.routes), default=None, return_dtype=pl.String)
    return routed.fill_null(routed_to)


def _event_month(feed: WarnedFeed) -> pl.Expr:
    """`2026-10`, the month of the event; null where the row does not say."""
    if feed.happened_on is None:
        return pl.lit(None, dtype=pl.String)
    return pl.col(feed.happened_on).dt.strftime("%Y-%m")


def _watched(feed: WarnedFeed) -> pl.Expr:
    """The amount or grade that a roster is compared by; null where the feed has none."""
    return (pl.col(feed.watched) if feed.watched else pl.lit(None)).cast(pl.Float64)


def _matter(feed: WarnedFeed) -> pl.Expr:
    """What tells two matters of one person and month apart, in one text."""
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in feed.matter]
    return pl.concat_str(parts, separator="|") if parts else pl.lit("")


def _judged(header: Header) -> Iterator[tuple[Column, str]]:
    """The feed's own columns that stand in the header, with the heading as written."""
    for column in header.feed.columns:
        if column.name in header.places:
            yield column, header.taken[column.name]


def _reject_reason(header: Header) -> pl.Expr:
    """Why a row cannot be judged; null where it can. The first reason counts."""
    nobody = (pl.col("id_state") == "blank") & (pl.col("name_key").fill_null("") == "") & ~_tells(header)
    checks: list[tuple[pl.Expr, str]] = []
    checks.append((nobody & _sent("line_refused").is_null(), p.NOBODY.what))
    checks.append((_sent("is_unplaced"), p.UNPLACED.what))
    if not EVENT_COLUMNS & set(header.places):
        checks.append((_sent("ended").is_not_null(), p.LEFT.what))
    for column, heading in _judged(header):
        empty, blank = pl.col(column.name).is_null(), is_blank(_sent(column.name))
        if column.blank == "rejected":
            checks.append((empty & blank, p.BLANK_NEEDED.what.format(heading=heading)))
        if "rejected" in (column.blank, column.garbled):
            checks.append((empty & ~blank, p.UNREADABLE_NEEDED.what.format(heading=heading)))
    absent = [c for c in header.feed.columns if c.from_certificate and c.name not in header.places]
    checks += [(pl.col(c.name).is_null(), p.BLANK_NEEDED.what.format(heading=c.headings[0])) for c in absent]
    return pl.coalesce(_sent("line_refused"), *(pl.when(failed).then(pl.lit(why)) for failed, why in checks))


def _tells(header: Header) -> pl.Expr:
    """Does a row without a name tell of somebody all the same? An anonymous word of a house that has burnt down is not sent back."""
    texts = [column.name for column in header.feed.columns if column.kind == "text" and column.name in header.places]
    if not header.feed.lists_outsiders or not texts:
        return pl.lit(False)
    return pl.any_horizontal(pl.col(name).is_not_null() for name in texts)


@dataclass(frozen=True)
class CellFault:
    """One thing that may be wrong. where: in which rows of both (`_sent`); letter, heading: of which column; value: what stands
    there, masked; named: the heading that the problem's wording takes, or the wording itself."""

    where: pl.Expr
    letter: str
    heading: str
    value: pl.Expr
    problem: p.Problem
    named: str | pl.Expr = ""


def _problems(sheet: SheetRows, both: pl.DataFrame) -> pl.DataFrame:
    """A row a fault, in `PROBLEMS`. both: the values, beside them what was sent. Of a line that was not read soundly nothing else is said."""
    sound = both.filter(_sent("line_refused").is_null())
    found = [*_found(both, list(_line_faults())), *_found(sound, list(_faults(sheet)))]
    return pl.concat(found) if found else pl.DataFrame(schema=PROBLEMS)


def _found(rows: pl.DataFrame, faults: Sequence[CellFault]) -> Iterator[pl.DataFrame]:
    """The rows of each fault. All are looked for at once: nearly none is there, and to ask for each by itself took longer than to
    clean a short sheet."""
    hits = rows.select(fault.where.alias(str(place)) for place, fault in enumerate(faults))
    for fault, count, hit in zip(faults, hits.sum().row(0), hits.iter_columns(), strict=True):
        if count:
            yield _problem_rows(rows.filter(hit), fault)


def _line_faults() -> Iterator[CellFault]:
    for name, problem in (("line_refused", p.LINE_REFUSED), ("line_told", p.LINE_MENDED)):
        yield CellFault(_sent(name).is_not_null(), "", "整行", pl.lit(""), problem, _sent(name))


def _faults(sheet: SheetRows) -> Iterator[CellFault]:
    header = sheet.header
    number_headings = "、".join(header.taken[name] for name in id_columns(header.feed) if name in header.places)
    number_letters = letters_of(sheet, *id_columns(header.feed))
    at_error, number = is_error(pl.col("id_raw")), mask(pl.col("id_text"))
    yield CellFault(at_error, number_letters, number_headings, hide(pl.col("id_raw")), p.ID_ERROR)
    for state, problem in p.ID_PROBLEMS.items():
        yield CellFault((pl.col("id_state") == state) & ~at_error, number_letters, number_headings, number, problem)
    said = pl.when(pl.col("name_key") != "").then(pl.col("name_key"))
    is_shared = is_carried_by_several(pl.col("id18"), said)
    yield CellFault(is_shared, number_letters, number_headings, number, p.ID_SHARED)
    unnamed, name_letters = pl.col("name_key").fill_null("") == "", letters_of(sheet, "person_name", "head_name")
    yield CellFault(unnamed, name_letters, "姓名", mask_name(pl.col("subject_name")), p.NAME_BLANK)
    for column, heading in _judged(header):
        if column.kind == "key":
            yield from _key_faults(sheet, column, heading)
        elif column.kind not in ("id", "name"):
            yield from _value_faults(sheet, column, heading)


def _value_faults(sheet: SheetRows, column: Column, heading: str) -> Iterator[CellFault]:
    value, sent = pl.col(column.name), _sent(column.name)
    blank, null = is_blank(sent), value.is_null()
    letter = letters_of(sheet, column.name)
    shown = hide_name(hide(sent), pl.col("subject_name")).str.slice(0, 30)
    needed = column.blank == "rejected"
    unreadable = p.UNREADABLE_NEEDED if needed or column.garbled == "rejected" else p.UNREADABLE
    yield CellFault(null & ~blank, letter, heading, shown, unreadable, heading)
    if column.kind == "date":
        yield CellFault(~null & is_misspelt(sent), letter, heading, shown, p.DATE_MISSPELT, heading)
    if column.keep_unlisted:
        yield CellFault(~null & ~value.is_in(list(column.codes)), letter, heading, shown, p.UNLISTED, heading)
    if needed:
        yield CellFault(null & blank, letter, heading, shown, p.BLANK_NEEDED, heading)
    yield CellFault(~in_bounds(value, column), letter, heading, shown, p.OUT_OF_BOUNDS, heading)


def _key_faults(sheet: SheetRows, column: Column, heading: str) -> Iterator[CellFault]:
    """Numbers that nothing can be known again by. Where sums are made by the number, two people's is none either."""
    raw, was_number = _sent(column.name), _sent(f"{column.name}__number")
    lost, nothing = has_lost_end(raw, was_number), is_no_key(raw)
    letter, shown = letters_of(sheet, column.name), hide(raw).str.slice(0, 30)
    yield CellFault(lost & ~nothing, letter, heading, shown, p.KEY_LOST, heading)
    yield CellFault(nothing, letter, heading, shown, p.KEY_NOTHING, heading)
    if sheet.header.feed.total is not None:  # sums are made by it
        is_shared = is_carried_by_several(pl.col(column.name), pl.col("id18"))
        yield CellFault(is_shared, letter, heading, shown, p.KEY_SHARED, heading)


def _sent(name: str) -> pl.Expr:
    """A column as it was sent, where it stands beside the values."""
    return pl.col(SENT + name)


def _problem_rows(rows: pl.DataFrame, fault: CellFault) -> pl.DataFrame:
    named, problem = fault.named, fault.problem
    return rows.select(
        pl.col("row").cast(pl.UInt32),
        "line",
        pl.lit(fault.letter).alias("column_letter"),
        pl.lit(fault.heading).alias("heading"),
        fault.value.cast(pl.String).alias("value"),
        (named if isinstance(named, pl.Expr) else pl.lit(problem.what.format(heading=named))).alias("problem"),
        pl.lit(problem.mend.format(heading=named)).alias("mend"),
    )
