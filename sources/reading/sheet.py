"""Which feed a table is, by its header, its titles and the small titles between its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from sources.catalogue import Catalogue
from sources.contract import Feed
from sources.errors import RefusedFile, UnrecognisedFile
from sources.reading.headers.header import HEADER_WITHIN, Header, is_recognised, read_header
from sources.reading.headers.headings import id_columns, subject_numbers
from sources.reading.rows.sections import EVENT_COLUMNS, NEW_WORDS, columns_told, small_title
from sources.reading.table import SheetTable

SMALL_TITLE = "（小标题）"
TEMPLATE = "请对照上月格式或报送模板补全表头后重新报送。"


def recognise(table: SheetTable, feeds: Sequence[Feed], called: str, catalogue: Catalogue) -> Header | None:
    """The header of the best feed among `feeds`; None where no row looks like a header of any.

    Raises RefusedFile where two feeds fit equally well, or a needed column is missing.
    """
    titled = f"{called} {table.above}".strip()
    candidates = read_header(table.top(HEADER_WITHIN), feeds, titled, catalogue, table.sheet)
    if not candidates:
        return None
    sure = [header for header in candidates if is_recognised(header)]
    if not sure:
        raise UnrecognisedFile(
            "表头中有姓名或身份证号，但看不出是哪一类信息", do="请在文件名中写明类别，或" + TEMPLATE[1:]
        )
    best = sure[0]
    rival = next((h for h in sure if h.feed is not best.feed and h.score > best.score - 0.5), None)
    if rival is not None:
        raise RefusedFile(
            f"分不清是“{best.feed.label}”还是“{rival.feed.label}”", do="请在文件名或标题中写明类别后重新报送。"
        )
    return completed(best, table)


def completed(header: Header, table: SheetTable) -> Header:
    """The header with what the table itself tells. Raises RefusedFile where a needed column is missing, or nobody is new."""
    header = _with_joint_number(_with_titles(header, table), table)
    _check_needs(header)
    _check_new(header)
    return header


def _with_titles(header: Header, table: SheetTable) -> Header:
    """The header with those columns that small titles within the table tell."""
    alone = table.lines.slice(header.last + 1).filter(pl.col("filled") == 1)
    titles = alone.select(small_title().alias("title"))["title"].drop_nulls().unique().to_list() if alone.height else []
    columns = columns_told(header.feed, titles, list(header.places))
    if not columns:
        return header
    names = {column.name: 0 for column in columns}
    return replace(
        header, places={**header.places, **names}, taken={**header.taken, **dict.fromkeys(names, SMALL_TITLE)}, told=tuple(names)
    )  # fmt: skip


def _with_joint_number(header: Header, table: SheetTable) -> Header:
    """Where no heading speaks of a number, but the cells of names hold it (张三 3702…), the column is both."""
    name = next((name for name in ("person_name", "head_name") if name in header.places), None)
    if name is None or subject_numbers(header.feed, header.places):
        return header
    place = header.places[name]
    holds = pl.col(f"c{place}").str.replace_all(r"\s", "").str.contains(r"\d{17}[\dXx]|\d{15}")
    share = (
        table.cells.slice(header.last + 1)
        .filter(pl.col(f"c{place}").str.strip_chars() != "")
        .select(holds.mean())
        .item()
    )
    if (share or 0) < 0.5:
        return header
    number = {"person_name": "person_id_number", "head_name": "head_id_number"}[name]
    return replace(
        header, places={**header.places, number: place}, taken={**header.taken, number: header.taken[name]}
    )  # fmt: skip


def _check_needs(header: Header) -> None:
    names = {c.name: c.headings[0] for c in header.feed.columns} | {
        "person_id_number": "身份证号码", "head_id_number": "户主身份证号",
    }  # fmt: skip
    missing = [group for group in header.feed.needs if not any(name in header.places for name in group)]
    if not subject_numbers(header.feed, header.places):
        missing.insert(0, id_columns(header.feed))
    if missing:
        wanted = "；".join("“" + "”或“".join(names[name] for name in group) + "”列" for group in missing)
        raise RefusedFile(f"按“{header.feed.label}”识别，但表头缺少{wanted}", do=TEMPLATE)


def _check_new(header: Header) -> None:
    """A list of those who left is not a list of the new; a list of children must say which class they are."""
    feed = header.feed
    ended = ended_word(feed, header.sheet, header.above, header.titles)
    if ended and not EVENT_COLUMNS & set(header.places):
        do = "若确为新增名单，请更正文件名和标题后重新报送；停发、注销的名单不必报送。"
        raise RefusedFile(f"名称或标题写着“{ended}”，看不出哪些是新增，未作预警", do=do)
    if feed.route_by and feed.route_by not in header.places and route_of(header) is None:
        raise RefusedFile(
            "看不出是孤儿、事实无人抚养儿童还是重点困境儿童", do="请加“儿童类别”列，或在文件名中写明后重新报送。"
        )


def ended_word(feed: Feed, sheet: str, above: str, titles: str) -> str | None:
    """The word that says these have left. A sheet, or a title over the table, that says new or left is not judged by its file's name."""
    words = (*NEW_WORDS, *feed.ended_words)
    own = next((said for said in (sheet, above) if any(word in said for word in words)), titles)
    return next((word for word in feed.ended_words if word in own), None)


def route_of(header: Header) -> str | None:
    """The feed's code that the sheet, else the file and its titles, call it by; None where they name none or several."""
    feed = header.feed
    routed = next((column for column in feed.columns if column.name == feed.route_by), None)
    if routed is None:
        return None
    for called in (header.sheet, header.titles):
        codes = [code for code, words in routed.codes.items() if any(word in called for word in words)]
        if codes:
            return feed.routes[codes[0]] if len(codes) == 1 else None
    return None
