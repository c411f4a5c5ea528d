"""From a grid to the rows of a feed: the header is found, titles and footers are set apart and counted, rows are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sources.contract import Feed
from sources.errors import RefusedFile, UnrecognisedFile
from sources.reading.grid import NUMBER, Grid
from sources.reading.headings import (
    HEADER_WITHIN,
    Header,
    id_columns,
    is_recognised,
    plain,
    read_header,
    subject_numbers,
)

FOOTER = re.compile(
    r"^(合计|总计|小计|共计|总数|填报人|填表人|填表单位|制表|审核人?|复核|负责人|单位负责人|主要负责人|经办人|联系人|填报单位|填报日期|"
    r"填报时间|填表日期|单位[(（]?(盖章|公章|负责)|[(（]?盖章|分管|主管|领导签字|校对|签字)"
)
REMARK = re.compile(
    r"^(备注|注[:：0-9]|说明|此表|本表|以上|报送|附[:：]|※|共\d+[人户条]|(19|20)\d{2}年\d{1,2}月(\d{1,2}日)?$|例[:：]?$|示例)"
)
"""A line that begins so is no data where it names nobody."""
NEW_WORDS = ("新增", "新办", "新纳入", "新认定", "新批", "分散")
EVENT_COLUMNS = {"change_kind", "support_kind", "certificate_event"}
"""Where a column tells new from ended row by row, the name of the file need not."""
TEMPLATE = "请对照上月格式或报送模板补全表头后重新报送。"


@dataclass(frozen=True)
class SheetRows:
    """The rows of one sheet, not yet cleaned.

    rows: `row` (as Excel shows it) and, for each mapped column, its text under our name and `<name>__number` (true
    where the cell held a number); `content`: all cells in one text, to tell a row sent again word for word.
    set_apart: rows that are no data (totals, signatures, numbered blank lines, repeated headers).
    columns: of each place of the header, the column in the sheet, from 0.
    """

    header: Header
    rows: pl.DataFrame
    set_apart: int
    columns: tuple[int, ...] = ()


def recognise(grid: Grid, feeds: Sequence[Feed], called: str) -> Header | None:
    """The header of the best feed among `feeds`; None where no row looks like a header of any.

    Raises RefusedFile where two feeds fit equally well, or a needed column is missing.
    """
    top = _top_rows(grid)
    candidates = read_header(top, feeds, called, grid.sheet)
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
    _check_needs(best)
    _check_new(best)
    return best


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
    ended = ended_word(feed, header.sheet, header.titles)
    if ended and not EVENT_COLUMNS & set(header.places):
        do = "若确为新增名单，请更正文件名和标题后重新报送；停发、注销的名单不必报送。"
        raise RefusedFile(f"名称或标题写着“{ended}”，看不出哪些是新增，未作预警", do=do)
    if feed.route_by and feed.route_by not in header.places and route_of(header) is None:
        raise RefusedFile(
            "看不出是孤儿、事实无人抚养儿童还是重点困境儿童", do="请加“儿童类别”列，或在文件名中写明后重新报送。"
        )


def ended_word(feed: Feed, sheet: str, titles: str) -> str | None:
    """The word that says these have left. A sheet that says new or left itself is not judged by its file's name."""
    own = any(word in sheet for word in (*NEW_WORDS, *feed.ended_words))
    return next((word for word in feed.ended_words if word in (sheet if own else titles)), None)


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


def _top_rows(grid: Grid) -> list[list[str]]:
    cells = [f"c{place}" for place in range(grid.width)]
    frame = pl.read_parquet(grid.path, columns=cells, n_rows=HEADER_WITHIN)
    return [list(row) for row in frame.iter_rows()]


def holds_numbers(grid: Grid) -> bool:
    """True where some cell looks like an ID number: a sheet without a header is then more than a cover."""
    cells = [pl.col(f"c{place}").str.contains(r"\d{15}|\d{17}[xX]").any() for place in range(grid.width)]
    return any(pl.scan_parquet(grid.path).select(cells).collect().row(0))


def take_rows(grid: Grid, header: Header) -> SheetRows:
    """The rows below the header, under our names."""
    filled = pl.read_parquet(grid.path)
    below = filled.slice(header.last + 1)
    data = _is_data(grid.width, header)
    columns = [pl.col("row")]
    for name, place in header.places.items():
        columns += [pl.col(f"c{place}").alias(name), (pl.col(f"k{place}") == NUMBER).alias(f"{name}__number")]
    serial = _serial_places(filled, header, grid.width)
    content = pl.concat_str(
        [pl.col(f"c{place}").str.strip_chars() for place in range(grid.width) if place not in serial] or [pl.lit("")],
        separator="\x1f",
    )
    rows = below.filter(data).select(*columns, content.alias("content"))
    return SheetRows(header, rows, below.height - rows.height, grid.columns)


def _serial_places(filled: pl.DataFrame, header: Header, width: int) -> set[int]:
    headings = filled.row(header.last, named=True)
    return {place for place in range(width) if plain(headings[f"c{place}"]) in ("序号", "编号")}


def _is_data(width: int, header: Header) -> pl.Expr:
    """False for totals, signatures, lines that hold nothing but their number, and the header printed again."""
    texts = [pl.col(f"c{place}").str.strip_chars() for place in range(width)]
    first = pl.coalesce(pl.when(text != "").then(text) for text in texts).str.replace_all(r"\s", "")
    filled = pl.sum_horizontal((text != "").cast(pl.Int32) for text in texts)
    numbers = [
        pl.col(f"c{header.places[name]}").str.strip_chars() for name in id_columns(header.feed) if name in header.places
    ]
    no_number = pl.all_horizontal(
        ~number.str.replace_all(r"\s", "").str.contains(r"\d{12}|\dE\+|\*{2}") for number in numbers
    )
    names = [
        pl.col(f"c{header.places[n]}").str.strip_chars() for n in ("person_name", "head_name") if n in header.places
    ]
    unnamed = pl.all_horizontal(pl.lit(True), *((name == "") | (name == texts[0]) for name in names))
    footer = no_number & (first.str.contains(FOOTER.pattern) | (unnamed & first.str.contains(REMARK.pattern)))
    only_serial = (filled == 1) & first.str.contains(r"^\d{1,6}(\.0)?$")
    key = next(name for name in id_columns(header.feed) if name in header.places)
    again = pl.col(f"c{header.places[key]}").str.strip_chars() == header.taken[key]
    return ~(footer | only_serial | again)
