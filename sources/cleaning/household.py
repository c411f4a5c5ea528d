"""Clean an export of the household base. No person is left out: what is wrong with a record is for the rules to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from sources.base.household_base import HOUSEHOLD_BASE
from sources.contract import CodedColumn
from sources.errors import RefusedFile
from sources.identity import EXCEL_KEEPS, birth_date, identify, name_key, sex_of
from sources.reading.rows.rows import SheetRows
from sources.schema import Schema, checked, texts
from sources.values.columns import read_column
from sources.values.readers import POLARS_TYPE, bare, is_blank, types_of

ROUNDED_FROM = 10
"""So many numbers that all end in 0 are no chance."""
HEAD_WORDS = ("户主", "本人", "本人或户主", "户主本人", "本人(户主)", "户主(本人)", "本人/户主", "户主/本人")
NOT_MONITORED = ("否", "非监测对象", "不是", "未纳入")
STILL_GOING_ON = ("至今", "现在", "目前", "长期", "未结束")
"""Written for the end of what has not ended: nothing to read, and nothing that could not be read."""
WITHOUT_NUMBER = "无户编号-"
"""Stands before the key of a household of which the export gives no number."""
STAND_IN_FROM = 6
"""So many digits all alike are a stand-in."""
VILLAGE_ENDINGS = r"(村民委员会|居民委员会|村委会|居委会|新型社区|社区|村|居)$"
PEOPLE: Schema = {
    **types_of(HOUSEHOLD_BASE.columns),
    **texts(("file_name", "sheet", "unread", "id_text", "id_state", "id18", "id_sex", "name_key", "village_key")),
    **texts(("household_number", "person_key")),
    "row_number": pl.Int64, "id_born_on": pl.Date, "is_head": pl.Boolean,
}  # fmt: skip
"""People of the base, in the columns of `base.person` without `as_of`."""
OF_EVERY_EXPORT = tuple(name for name in PEOPLE if name not in types_of(HOUSEHOLD_BASE.columns)) + (
    "household_id", "person_name", "person_id_number", "township", "village",
)  # fmt: skip
"""What every export has, and what follows from it; what else there is depends on the export."""


def clean_household_sheet(sheet: SheetRows, file_name: str, sheet_name: str) -> pl.DataFrame:
    """One row a person, in those columns of `PEOPLE` that the export has, or that follow from them (`OF_EVERY_EXPORT`)."""
    places, raw = sheet.header.places, sheet.rows
    _refuse_damaged_keys(raw)
    columns = [column for column in HOUSEHOLD_BASE.columns if column.name in places]
    read, lost = _read(raw, columns)
    number = identify(raw, "person_id_number", pl.col("person_id_number__number"))
    frame = read.with_columns(_unread(lost, read.height), number["id_text"], number["id_state"], number["id18"])
    if "person_id" in places:  # a damaged 人编号 is no key
        intact = raw.select(~_lost_digits("person_id"))
        frame = frame.with_columns(pl.when(intact.to_series()).then(pl.col("person_id")).alias("person_id"))
    if "monitoring_kind" in places:
        kind = pl.col("monitoring_kind")
        frame = frame.with_columns(pl.when(~kind.is_in(NOT_MONITORED)).then(kind).alias("monitoring_kind"))
    people = _with_keys(frame).with_columns(pl.lit(file_name).alias("file_name"), pl.lit(sheet_name).alias("sheet"))
    names = (*OF_EVERY_EXPORT, *(column.name for column in columns))
    return checked(people, {name: PEOPLE[name] for name in names}, "people of the base")


def _read(raw: pl.DataFrame, columns: Sequence[CodedColumn]) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """The values of the columns, and heading -> in which rows a cell says something that cannot be read."""
    values, lost = [raw["row"].cast(pl.Int64).alias("row_number")], {}
    for column in columns:
        cells = raw[column.name]
        read = read_column(cells, column)
        values.append(read.values)
        if column.kind in POLARS_TYPE:
            garbled = read.nothing_in.to_frame().filter(_says_something(pl.col("cell"), column))["cell"]
            if not garbled.is_empty():
                lost[column.headings[0]] = cells.is_in(garbled.implode())
    return pl.DataFrame(values), lost


def _unread(lost: Mapping[str, pl.Series], height: int) -> pl.Series:
    """`unread`: headings of the cells that say something which cannot be read, joined by 、; null where there are none."""
    if not lost:
        return pl.Series("unread", [None], dtype=pl.String).new_from_index(0, height)
    said = [pl.when(heading).then(pl.lit(heading)) for heading in lost]
    joined = pl.concat_str(said, separator="、", ignore_nulls=True)
    return pl.DataFrame(dict(lost)).select(pl.when(joined != "").then(joined).alias("unread")).to_series()


def _says_something(cell: pl.Expr, column: CodedColumn) -> pl.Expr:
    if column.name == "work_until":
        return ~is_blank(cell) & ~bare(cell).is_in(STILL_GOING_ON)
    return ~is_blank(cell)


def _refuse_damaged_keys(raw: pl.DataFrame) -> None:
    """A 户编号 of sixteen digits in a number cell has lost its end: different households would become one."""
    damaged = raw.filter(_lost_digits("household_id"))
    if not damaged.is_empty():
        raise RefusedFile(
            f"“户编号”被存成数字，后几位已经丢失（如第{damaged['row'][0]}行）",
            do="请从系统重新导出，打开时不要让Excel改成数字格式。",
        )
    if _are_rounded(raw["household_id"]):
        raise RefusedFile(
            "“户编号”第16位起全是0，是被Excel改成数字后又存成文本的，不同的户会混成一户",
            do="请从系统重新导出，打开时不要让Excel改成数字格式。",
        )


def _are_rounded(numbers: pl.Series) -> bool:
    """True where all of many long numbers end in noughts from the sixteenth digit on: no system counts so."""
    long = numbers.drop_nulls().str.strip_chars().unique()
    long = long.filter(long.str.contains(r"^\d{16,}$"))
    return len(long) >= ROUNDED_FROM and bool(long.str.slice(15).str.contains(r"^0+$").all())


def _lost_digits(name: str) -> pl.Expr:
    """True where a long number of the base has lost its end: a number cell, or 5.7E+16 in a text."""
    text = pl.col(name).fill_null("")
    as_number = pl.col(f"{name}__number") & (text.cast(pl.Float64, strict=False) >= EXCEL_KEEPS).fill_null(False)
    return as_number | text.str.to_uppercase().str.contains(r"\dE\+\d")


def _with_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """Keys that live for years. A person without 人编号 is known by household and number; a household without 户编号 by its person."""
    own = pl.coalesce("id18", pl.when(pl.col("id_text") != "").then(pl.col("id_text")), "person_name")
    written = pl.col("household_id")
    household = pl.coalesce(
        pl.when(_says_a_number(written)).then(written), pl.format("{}{}", pl.lit(WITHOUT_NUMBER), own)
    )
    of_household = pl.format("{}-{}", household, own)
    key = pl.coalesce("person_id", of_household) if "person_id" in frame.columns else of_household
    is_head = pl.col("relation").is_in(HEAD_WORDS).fill_null(False) if "relation" in frame.columns else pl.lit(False)
    village = pl.col("village").fill_null("").str.replace(VILLAGE_ENDINGS, "")
    short = village.str.len_chars() < 2
    return frame.with_columns(
        written.alias("household_number"),
        household.alias("household_id"),
        key.alias("person_key"),
        name_key(pl.col("person_name")).alias("name_key"),
        sex_of(pl.col("id18")).alias("id_sex"),
        birth_date(pl.col("id18")).alias("id_born_on"),
        pl.when(short).then(pl.col("village").fill_null("")).otherwise(village).alias("village_key"),
        is_head.alias("is_head"),
        _one_way(pl.col("township")).fill_null("未写镇街").alias("township"),
        _one_way(pl.col("village")).fill_null("未写村").alias("village"),
    )


def _says_a_number(written: pl.Expr) -> pl.Expr:
    """False where a 户编号 is a word for nothing (无, /, 0, —, 待补) or a stand-in (000000, 999999): a number has a digit that is no
    nought, and a long one more than one kind of digit."""
    is_of_one_digit = (written.str.len_chars() >= STAND_IN_FROM) & (
        written.str.strip_chars(written.str.slice(0, 1)) == ""
    )
    return (written.str.contains(r"[1-9]") & ~is_of_one_digit).fill_null(False)


def _one_way(place: pl.Expr) -> pl.Expr:
    """A place written in one way: 北安 街道 is 北安街道, and one township has one folder."""
    text = place.str.replace_all(r"\s", "")
    return pl.when(text != "").then(text)
