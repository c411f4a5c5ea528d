"""From rows to people: further people in further columns (a wide roster), several people in one cell (张三、李四).

A further subject becomes a line of its own with the rest of the row; a dependant of a household's row becomes a member.
Nobody who is named in a row is left behind.
"""

from __future__ import annotations

import polars as pl

from sources.reading.grid import NUMBER
from sources.reading.headers.blocks import Block
from sources.reading.headers.header import Header
from sources.reading.headers.headings import name_beside, subject_numbers
from sources.schema import Schema

APART = r"[、,，;；/|\n\r]+"
COUNT_BEHIND = r"等?\s*[(（]?共?\d{1,2}[)）]?\s*[人口]?$"
ONE_NAME = r"^[\p{Han}·•.]{2,15}\d{0,6}([(（].*[)）])?$"
TWO_APART = r"\d{14}.*\s.*\d{14}"
ONE_NUMBER = r"\d{14}"
MEMBERS: Schema = {
    "line": pl.Int64, "member_name": pl.String, "member_number": pl.String, "member_number__number": pl.Boolean,
    "relation": pl.String,
}  # fmt: skip
PEOPLE: Schema = {
    "line": pl.Int64, "part": pl.Int64, "who": pl.String, "number": pl.String, "is_number": pl.Boolean, "relation": pl.String,
}  # fmt: skip


def unfold(data: pl.DataFrame, header: Header) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines (one a subject; `line`, and `part` from 0 within its row) and the members of those lines.

    data: rows with our columns and the sheet's (`c0`, `k0`, …), as `take_rows` makes them.
    """
    rows = data.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    of_cell, of_blocks = _in_one_cell(rows, header), _in_blocks(rows, header.subjects)
    dependants = _in_blocks(rows, header.dependants)
    if of_cell.is_empty() and of_blocks.is_empty() and dependants.is_empty():
        return rows.with_columns(pl.lit(0, dtype=pl.Int64).alias("part")), no_members()
    if header.feed.about == "household":
        first, further = of_cell.filter(pl.col("part") == 0), of_cell.filter(pl.col("part") > 0)
        dependants = pl.concat([further, dependants])
    else:
        first, further = of_cell, of_cell.clear()
    lines = _lines(rows, header, pl.concat([first, of_blocks]))
    members = dependants.select(
        "line", pl.col("who").alias("member_name"), pl.col("number").alias("member_number"),
        pl.col("is_number").alias("member_number__number"), "relation",
    )  # fmt: skip
    return _renumbered(lines, members)


def no_members() -> pl.DataFrame:
    """Members of rows that name nobody else."""
    return pl.DataFrame(schema=MEMBERS)


def _nobody() -> pl.DataFrame:
    return pl.DataFrame(schema=PEOPLE)


def _pair(header: Header) -> tuple[str | None, str]:
    """The subject's columns of name and number."""
    number = subject_numbers(header.feed, header.places)[0]
    return name_beside(number, header.places), number


def _in_one_cell(rows: pl.DataFrame, header: Header) -> pl.DataFrame:
    """The people of those rows whose cells name several, in `PEOPLE`; part counts from 0."""
    name, number = _pair(header)
    if name is not None and header.places[name] == header.places[number]:
        number_text = name_text = pl.col(number)
    else:
        number_text, name_text = pl.col(number), pl.col(name) if name else pl.lit("")
    maybe = name_text.str.contains(APART) | number_text.str.contains(f"{APART}|{TWO_APART}")
    cells = rows.filter(maybe)
    if cells.is_empty():
        return _nobody()
    split = cells.select("line", _names(name_text).alias("names"), _numbers(number_text).alias("numbers"))
    alike = pl.col("names").list.len() == pl.col("numbers").list.len()
    by_number = (pl.col("numbers").list.len() >= 2) & (alike if name else pl.lit(True))
    several = split.filter((pl.col("names").list.len() >= 2) | by_number)
    return _zipped(several)


def _in_blocks(rows: pl.DataFrame, blocks: tuple[Block, ...]) -> pl.DataFrame:
    """The people of further columns, in `PEOPLE`; several in one cell are told apart. part counts from 1."""
    found = [_nobody()]
    for at, block in enumerate(blocks, start=1):
        name = pl.col(f"c{block.name}") if block.name is not None else pl.lit("")
        relation = pl.lit(block.says) if block.relation is None else pl.col(f"c{block.relation}")
        cells = rows.select(
            "line", name.alias("who"), pl.col(f"c{block.number}").alias("number"),
            (pl.col(f"k{block.number}") == NUMBER).alias("is_number"), relation.alias("relation"),
        ).filter((pl.col("who").str.strip_chars() != "") | (pl.col("number").str.strip_chars() != ""))  # fmt: skip
        several = _zipped(
            cells.select("line", _names(pl.col("who")).alias("names"), _numbers(pl.col("number")).alias("numbers"))
            .filter(pl.col("names").list.len() >= 2)
        )  # fmt: skip
        single = cells.join(several, on="line", how="anti").with_columns(pl.lit(0, dtype=pl.Int64).alias("part"))
        both = pl.concat([single.select(*PEOPLE), several])
        found.append(both.with_columns((pl.col("part") + 100 * at).alias("part")))
    return pl.concat(found).sort("line", "part", maintain_order=True)


def _names(text: pl.Expr) -> pl.Expr:
    """The names in a cell; empty where they are not plainly several."""
    parts = _parts(text.str.replace(COUNT_BEHIND, ""), APART)
    are_names = parts.list.eval(pl.element().str.replace_all(r"\s", "").str.contains(ONE_NAME)).list.all()
    return pl.when(are_names & (parts.list.len() >= 2)).then(parts).otherwise(pl.lit([], dtype=pl.List(pl.String)))


def _numbers(text: pl.Expr) -> pl.Expr:
    """The numbers in a cell: apart by signs, else by spaces where each part is long enough to be one."""
    found = []
    for apart in (APART, r"\s+"):
        parts = _parts(text, apart)
        long = parts.list.eval(pl.element().str.replace_all(r"\s", "").str.contains(ONE_NUMBER)).list.all()
        own = parts.list.eval(pl.element().str.replace_all(r"\s", "").str.slice(0, 18)).list.n_unique()
        found.append(pl.when(long & (parts.list.len() >= 2) & (own == parts.list.len())).then(parts))
    one = (
        pl.when(text.str.strip_chars() != "").then(pl.concat_list(text)).otherwise(pl.lit([], dtype=pl.List(pl.String)))
    )
    return pl.coalesce(*found, one)


def _parts(text: pl.Expr, apart: str) -> pl.Expr:
    split = text.fill_null("").str.strip_chars().str.replace_all(apart, "\x1f").str.split("\x1f")
    return split.list.eval(pl.element().str.strip_chars()).list.eval(pl.element().filter(pl.element() != ""))


def _zipped(several: pl.DataFrame) -> pl.DataFrame:
    """Each name with the number in its place; who has none keeps a blank."""
    parts = []
    for column, name in (("names", "who"), ("numbers", "number")):
        part = several.select("line", pl.col(column).alias(name)).explode(name).filter(pl.col(name).is_not_null())
        parts.append(part.with_columns((pl.col("line").cum_count().over("line").cast(pl.Int64) - 1).alias("part")))
    both = parts[0].join(parts[1], on=["line", "part"], how="full", coalesce=True)
    return both.select(
        "line", "part", pl.col("who").fill_null(""), pl.col("number").fill_null(""),
        pl.lit(False).alias("is_number"), pl.lit("").alias("relation"),
    ).sort("line", "part")  # fmt: skip


def _lines(rows: pl.DataFrame, header: Header, people: pl.DataFrame) -> pl.DataFrame:
    """The rows, with the first of several people in place, and a line for each further subject."""
    name, number = _pair(header)
    further = people.filter(pl.col("part") > 0).select("line", "part").join(rows, on="line", how="left")
    lines = pl.concat([rows.with_columns(pl.lit(0, dtype=pl.Int64).alias("part")), further], how="diagonal")
    said = people.rename({column: f"own_{column}" for column in ("who", "number", "is_number", "relation")})
    lines = lines.join(said, on=["line", "part"], how="left", maintain_order="left")
    own = [
        pl.coalesce("own_number", number).alias(number),
        pl.coalesce("own_is_number", f"{number}__number").alias(f"{number}__number"),
        pl.when(pl.col("part") > 0)
        .then(pl.format("{}\x1f#{}", "content", "part"))
        .otherwise("content")
        .alias("content"),
    ]
    if name is not None:
        own.append(pl.coalesce("own_who", name).alias(name))
    if "relation" in header.places:
        own.append(pl.when(pl.col("part") > 0).then("own_relation").otherwise("relation").alias("relation"))
    return lines.with_columns(own)


def _renumbered(lines: pl.DataFrame, members: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`line` counts all lines from 0 in the order of the rows; members follow their row's first line."""
    lines = lines.rename({"line": "of_row"}).sort("of_row", "part", maintain_order=True)
    lines = lines.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    firsts = lines.filter(pl.col("part") == 0).select("of_row", "line")
    members = members.rename({"line": "of_row"}).join(firsts, on="of_row", how="left", maintain_order="left")
    return lines, members.select(*MEMBERS)
