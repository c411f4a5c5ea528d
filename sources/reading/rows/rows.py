"""From a table to the rows of a feed: titles and footers are set apart and counted, everything else is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from sources.reading.grid import NUMBER
from sources.reading.headers.header import Header
from sources.reading.headers.headings import id_columns
from sources.reading.headers.plain import plain
from sources.reading.rows.ditto import filled
from sources.reading.rows.ragged import settled
from sources.reading.rows.sections import ended, place_told, small_title, told
from sources.reading.rows.unfold import MEMBERS, no_members, unfold
from sources.reading.table import SheetTable
from sources.schema import Schema, checked, texts

FOOTER = re.compile(
    r"^(合计|总计|小计|共计|总数|填报人|填表人|填表单位|制表|审核人?|复核|负责人|单位负责人|主要负责人|经办人|联系人|填报单位|填报日期|"
    r"填报时间|填表日期|单位[(（]?(盖章|公章|负责)|[(（]?盖章|分管|主管|领导签字|校对|签字)"
)
REMARK = re.compile(
    r"^(备注|注[:：0-9]|说明|此表|本表|以上|报送|附[:：]|※|共\d+[人户条]|(19|20)\d{2}年\d{1,2}月(\d{1,2}日)?$|例[:：]?$|示例)"
)
"""A line that begins so is no data where it names nobody."""
TOTAL = r"^[\p{Han}]{0,10}(合计|总计|小计|共计)[:：]?$"
NO_ONE = r"^[(（]?(无|暂无|没有|本月无|无新增|本月无新增|零报告)(人员|对象)?[)）]?[。.]?$"
"""In the place of a name, without a number: a total, or the word that there is nobody."""
SAMPLE = r"^[(（]?(示例|样例|例)[)）:：]?\d*$"


OF_EACH_ROW: Schema = {
    "row": pl.UInt32, "line": pl.Int64, "part": pl.Int64, **texts(("ended", "line_refused", "line_told", "content")),
    "is_unplaced": pl.Boolean,
}  # fmt: skip
"""What the rows of every sheet have; beside it each mapped column, and whether its cell held a number."""


@dataclass(frozen=True)
class SheetRows:
    """The rows of one table, not yet cleaned. Raises WrongFrame where they are not what cleaning is promised.

    rows: a line for each subject: `row` (as Excel shows it), `line` (from 0), for each mapped column its text under our name
    and `<name>__number` (true where the cell held a number); `content`: all cells in one text, to tell a row sent again
    word for word, blank of a base or a returned list; `ended`: the word of a small title that says these have left; `is_unplaced`: true where the class column of
    a roster of several feeds names none, or several; `refused`: why the line could not be read soundly; `told`: what was made of a
    line that had to be put right.
    members: a line for each further person of a household's row: `line`, `member`, `member_name`, `member_number`,
    `member_number__number`, `relation`.
    set_apart: rows that are no data (totals, signatures, small titles, numbered blank lines, repeated headers).
    columns: of each place of the header, the column in the sheet, from 0. nameless: places without a heading in which something
    stands beside the rows, other than their serial numbers, and in how many of them.
    """

    header: Header
    rows: pl.DataFrame
    set_apart: int
    members: pl.DataFrame = field(default_factory=no_members)
    columns: tuple[int, ...] = ()
    nameless: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        checked(self.rows, rows_under(self.header), "rows of a sheet")
        checked(self.members, MEMBERS, "members of a sheet")


def rows_under(header: Header) -> Schema:
    """The columns of a sheet's rows."""
    names = _names(header)
    return {**OF_EACH_ROW, **texts(names), **dict.fromkeys((f"{name}__number" for name in names), pl.Boolean)}


def take_rows(table: SheetTable, header: Header, reads_ditto: bool = False) -> SheetRows:
    """The rows below the header, under our names, one a subject. reads_ditto: 同上 means what stands above it; a base and a returned
    list are taken word for word."""
    table = settled(table, header)
    whole = pl.concat([table.cells, table.lines], how="horizontal")
    below = whole.slice(header.last + 1).with_columns(small_title().alias("title"))
    has_refused = below["line_refused"].is_not_null().any()
    below = below.with_columns(_named_in(table) if has_refused else [])
    names_somebody = pl.col("line_refused").is_not_null() & pl.col("number_in").is_not_null() if has_refused else False
    is_row = (_is_data(header) | names_somebody) & pl.col("title").is_null()
    marked = below.with_columns(
        is_row.alias("is_row"), _ended(header).alias("ended"), place_told().alias("place_told"), *_told(header)
    )
    data = marked.filter("is_row")
    columns = [pl.col("row"), pl.col("ended"), *_mapped(table, header, has_refused)]
    columns.append(_content(table, header).alias("content") if reads_ditto else pl.lit("").alias("content"))
    named = data.with_columns(columns)
    rows, members = unfold(filled(named, header.feed, _names(header)) if reads_ditto else named, header)
    kept = [
        "row",
        "line",
        "part",
        "ended",
        "line_refused",
        "line_told",
        "content",
        *(c for name in _names(header) for c in (name, f"{name}__number")),
    ]
    return SheetRows(
        header,
        rows.select(*kept, pl.lit(False).alias("is_unplaced")),
        below.height - data.height,
        members,
        table.columns,
        _nameless(data, table, header),
    )


def _nameless(data: pl.DataFrame, table: SheetTable, header: Header) -> dict[int, int]:
    """Place -> how many rows say something there, of the columns without a heading."""
    named = {place for place, heading in enumerate(header.headings) if heading.strip()} | set(header.places.values())
    cells = [pl.col(name).str.strip_chars() for place, name in enumerate(table.texts()) if place not in named]
    said = data.select(pl.when(~cell.str.contains(r"^\d{0,4}$")).then(cell).count() for cell in cells)
    return {int(name[1:]): count for name, count in said.row(0, named=True).items() if count} if cells else {}


def _told(header: Header) -> list[pl.Expr]:
    return [told(column) for column in header.feed.columns if column.name in header.told]


def _names(header: Header) -> list[str]:
    """The columns that a row gets: those of the header, and the township where small titles alone tell it."""
    return [*header.places, *([] if "township_text" in header.places else ["township_text"])]


DAYS_FROM_1900_TO_1904 = 1462


def _from_1904(place: int) -> pl.Expr:
    """Serial days of a workbook that counts from 1904 (made on a Mac), counted from 1900 as all others."""
    text = pl.col(f"c{place}")
    is_serial = (pl.col(f"k{place}") == NUMBER) & text.str.contains(r"^\d{5}(\.\d+)?$")
    days = text.cast(pl.Float64, strict=False) + DAYS_FROM_1900_TO_1904
    return pl.when(is_serial).then(days.floor().cast(pl.Int64, strict=False).cast(pl.String)).otherwise(text)


def _mapped(table: SheetTable, header: Header, has_refused: bool) -> list[pl.Expr]:
    columns = []
    dates = {column.name for column in header.feed.columns if column.kind == "date"}
    for name, place in header.places.items():
        if name in header.told:
            columns.append(pl.lit(False).alias(f"{name}__number"))
            continue
        text = _from_1904(place) if table.is_1904 and name in dates else pl.col(f"c{place}")
        if name in header.ticked:
            text = _ticked(header, header.ticked[name])
        elif name in header.more:
            parts = [pl.col(f"c{p}").str.strip_chars() for p in (place, *header.more[name])]
            text = pl.concat_str([pl.when(part != "").then(part) for part in parts], separator="；", ignore_nulls=True)
        if has_refused:
            text = pl.when(pl.col("line_refused").is_null()).then(text).otherwise(_of_refused(name))
        columns += [text.alias(name), (pl.col(f"k{place}") == NUMBER).alias(f"{name}__number")]
    if "township_text" not in header.places:
        columns += [pl.col("place_told").alias("township_text"), pl.lit(False).alias("township_text__number")]
    return columns


A_NUMBER = r"(\d{17}[\dXx]|\d{15})"
A_NAME = r"^[\p{Han}·•]{2,12}$"


def _named_in(table: SheetTable) -> list[pl.Expr]:
    """Whom a line names wherever it stands, as `number_in` and `name_in`: of a line whose cells are out of place nothing else is known."""
    cells = [pl.col(name).str.strip_chars() for name in table.texts()]
    number = pl.coalesce(cell.str.extract(A_NUMBER) for cell in cells)
    beside = [
        pl.when(cell.str.contains(A_NUMBER) & before.str.contains(A_NAME)).then(before)
        for before, cell in zip(cells, cells[1:], strict=False)
    ]
    return [number.alias("number_in"), pl.coalesce(*beside, pl.lit(None, dtype=pl.String)).alias("name_in")]


def _of_refused(name: str) -> pl.Expr:
    """What is kept of a refused line: whom it names, so that its sender finds it."""
    kept = {
        "person_name": "name_in",
        "head_name": "name_in",
        "person_id_number": "number_in",
        "head_id_number": "number_in",
    }
    return pl.col(kept[name]).fill_null("") if name in kept else pl.lit("")


NO_TICK = ("", "0", "否", "无", "×", "✗", "✕", "-", "—", "/", "N")


def _ticked(header: Header, options: tuple[int, ...]) -> pl.Expr:
    """The headings that a row has ticked; two ticks are two words in one cell, for a human."""
    cells = [(pl.col(f"c{place}").str.strip_chars(), header.headings[place]) for place in options]
    said = [pl.when(~cell.is_in(NO_TICK)).then(pl.lit(plain(heading))) for cell, heading in cells]
    return pl.concat_str(said, separator="、", ignore_nulls=True)


LEAVING = ("停发", "停保", "退保", "注销", "清退", "退出", "取消", "终止", "不再享受", "冻结")
"""Words that say it in a clause of their own, wherever it stands; 减少, 死亡, 迁出 may be said of something or somebody else."""
BEFORE = r"自|从|于|(?:20\d\d[年.-])?\d{1,2}[月.-](?:\d{1,2}[日号]?)?|20\d\d年|起|份|本月|上月|当月|因[^,，;；。、]{1,10}?|该户|该人|本人|现|已经?|予以|办理|主动|自愿|申请"
BEHIND = r"低保|特困|待遇|保障|资格|救助|供养|残疾人证|证件?|手续|处理|了|户"
BACK_AGAIN = "恢复|重新|再次|继续|曾|原|拟|新增|纳入|未|没|不[^再]|后又"
REMARKS = ("备注", "说明", "变动原因", "变动说明")


def _ended(header: Header) -> pl.Expr:
    """The word that says these have left: of the small title above, else of the row's own remark, which begins with it or says it
    in a clause of its own (2026年9月停发; 因死亡已停发)."""
    words = "|".join(re.escape(word) for word in header.feed.ended_words)
    told = "|".join(word for word in header.feed.ended_words if word in LEAVING)
    remarks = [place for place, heading in enumerate(header.headings) if plain(heading) in REMARKS]
    cells = [pl.col(f"c{place}").str.strip_chars().str.replace_all(r"\s", "") for place in remarks if words]
    own = [cell.str.extract(f"^((?:已)?(?:{words}))") for cell in cells]
    clause = f"(?:^|[,，;；。、])(?:{BEFORE})*({told})(?:{BEHIND})*(?:[,，;；。、]|$)"
    own += [pl.when(~cell.str.contains(BACK_AGAIN)).then(cell.str.extract(clause)) for cell in cells if told]
    return pl.coalesce(ended(header.feed), *own)


def _content(table: SheetTable, header: Header) -> pl.Expr:
    serial = {place for place, heading in enumerate(header.headings) if plain(heading) in ("序号", "编号")}
    cells = [pl.col(name).str.strip_chars() for place, name in enumerate(table.texts()) if place not in serial]
    return pl.concat_str(cells or [pl.lit("")], separator="\x1f")


def _is_data(header: Header) -> pl.Expr:
    """False for totals, signatures, samples, lines that hold nothing but their number, and the header printed again."""
    first = pl.col("first").str.replace_all(r"\s", "")
    numbers = [
        pl.col(f"c{header.places[name]}").str.strip_chars() for name in id_columns(header.feed) if name in header.places
    ] + [pl.col(f"c{block.number}") for block in (*header.subjects, *header.dependants)]
    no_number = pl.all_horizontal(
        ~number.str.replace_all(r"\s", "").str.contains(r"\d{12}|\dE\+|\*{2}") for number in numbers
    )
    names = [
        pl.col(f"c{header.places[n]}").str.strip_chars() for n in ("person_name", "head_name") if n in header.places
    ]
    leftmost = pl.col("c0").str.strip_chars()
    unnamed = pl.all_horizontal(pl.lit(True), *((name == "") | (name == leftmost) for name in names))
    footer = no_number & (first.str.contains(FOOTER.pattern) | (unnamed & first.str.contains(REMARK.pattern)))
    said = [name.str.replace_all(r"\s", "") for name in names]
    nobody = no_number & pl.any_horizontal(
        first.str.contains(TOTAL), *(name.str.contains(f"{TOTAL}|{NO_ONE}") for name in said)
    )
    only_serial = (pl.col("filled") == 1) & first.str.contains(r"^\d{1,6}(\.0)?$")
    key = next(name for name in id_columns(header.feed) if name in header.places)
    again = pl.col(f"c{header.places[key]}").str.strip_chars() == header.taken[key]
    ordinals = pl.col("is_counting") & (pl.col("filled") > 2)
    return ~(footer | nobody | only_serial | again | ordinals | first.str.contains(SAMPLE))
