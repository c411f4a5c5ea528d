"""From a grid to the rows of a feed: the header is found, titles and footers are set apart and counted, rows are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sources.contract import Feed
from sources.errors import RefusedFile, UnrecognisedFile
from sources.reading.grid import NUMBER, Grid
from sources.reading.headings import HEADER_WITHIN, Header, id_columns, is_recognised, plain, read_header

FOOTER = re.compile(
    r"^(合计|总计|小计|共计|总数|填报人|填表人|制表|审核人?|复核|负责人|单位负责人|主要负责人|经办人|联系人|备注|注[:：0-9]|说明|"
    r"填报单位|填报日期|填报时间|填表|单位[(（]?(盖章|公章|负责)|[(（]?盖章|分管|主管|领导|校对|签字|此表|本表|以上|报送|附[:：]|※|"
    r"共\d+[人户条]|(19|20)\d{2}年\d{1,2}月|例[:：]?$|示例)"
)
TEMPLATE = "请对照上月格式或报送模板补全表头后重新报送。"


@dataclass(frozen=True)
class SheetRows:
    """The rows of one sheet, not yet cleaned.

    rows: `row` (as Excel shows it) and, for each mapped column, its text under our name and `<name>__number` (true
    where the cell held a number); `content`: all cells in one text, to tell a row sent again word for word.
    set_apart: rows that are no data (totals, signatures, numbered blank lines, repeated headers).
    """

    header: Header
    rows: pl.DataFrame
    set_apart: int


def recognise(grid: Grid, feeds: Sequence[Feed], called: str) -> Header | None:
    """The header of the best feed among `feeds`; None where no row looks like a header of any.

    Raises RefusedFile where two feeds fit equally well, or a needed column is missing.
    """
    top = _top_rows(grid)
    candidates = read_header(top, feeds, called)
    if not candidates:
        return None
    titles = called + "".join(cell for row in top[: candidates[0].first] for cell in row)
    sure = [header for header in candidates if is_recognised(header, titles)]
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
    groups = (*header.feed.needs, id_columns(header.feed))
    for group in groups:
        if not any(name in header.places for name in group):
            names = {c.name: c.headings[0] for c in header.feed.columns} | {
                "person_id_number": "身份证号码", "head_id_number": "户主身份证号",
            }  # fmt: skip
            wanted = "”或“".join(names[name] for name in group if name in names)
            raise RefusedFile(f"按“{header.feed.label}”识别，但表头缺少“{wanted}”列", do=TEMPLATE)


def _check_new(header: Header) -> None:
    """A list of those who left is not a list of the new; a list of children must say which class they are."""
    feed, called = header.feed, header.titles
    ended = next((word for word in feed.ended_words if word in called), None)
    if ended and "新增" not in called and not {"change_kind", "support_kind"} & set(header.places):
        do = "若确为新增名单，请更正文件名和标题后重新报送；停发、注销的名单不必报送。"
        raise RefusedFile(f"名称或标题写着“{ended}”，不是新增名单，未作预警", do=do)
    if feed.route_by and feed.route_by not in header.places and route_of(feed, called) is None:
        raise RefusedFile(
            "看不出是孤儿、事实无人抚养儿童还是重点困境儿童", do="请加“儿童类别”列，或在文件名中写明后重新报送。"
        )


def route_of(feed: Feed, called: str) -> str | None:
    """The feed's code that file, sheet and titles call it by; None where they do not say."""
    routed = next(column for column in feed.columns if column.name == feed.route_by)
    for code, words in routed.codes.items():
        if any(word in called for word in words):
            return feed.routes[code]
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
    return SheetRows(header, rows, below.height - rows.height)


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
    no_number = pl.all_horizontal(~number.str.contains(r"\d{12}") for number in numbers)
    footer = no_number & first.str.contains(FOOTER.pattern)
    only_serial = (filled == 1) & first.str.contains(r"^\d{1,6}(\.0)?$")
    key = next(name for name in id_columns(header.feed) if name in header.places)
    again = pl.col(f"c{header.places[key]}").str.strip_chars() == header.taken[key]
    return ~(footer | only_serial | again)
