"""How each kind of value is read, as Polars expressions over the text of a cell. What cannot be read becomes null."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from sources.contract import Column
from sources.identity import WORDS_FOR_NOTHING, is_error

SPACES = r"[\s\u00a0\u200b-\u200f\u2060\ufeff]"
YES = (
    "是",
    "有",
    "Y",
    "YES",
    "TRUE",
    "1",
    "√",
    "✓",
    "✔",
    "☑",
    "对",
    "已",
    "已消除",
    "唯一",
    "农村低保",
    "农村特困",
    "享受",
)
NO = ("否", "无", "没有", "不是", "非", "不唯一", "N", "NO", "FALSE", "0", "×", "未", "未消除", "未享受", "不享受")
GRADES: Mapping[str, int] = {
    spelling: grade
    for grade, spellings in enumerate(("一壹1I", "二贰2", "三叁3", "四肆4"), start=1)
    for spelling in spellings
} | {"II": 2, "III": 3, "IV": 4}
POLARS_TYPE: Mapping[str, type[pl.DataType]] = {
    "yuan": pl.Float64, "count": pl.Int64, "date": pl.Date, "yes_no": pl.Boolean, "grade": pl.Int32,
}  # fmt: skip
EXCEL_EPOCH = pl.date(1899, 12, 30)


def tidy(raw: pl.Expr) -> pl.Expr:
    """Text as meant: half width, without spaces at the ends, without invisible characters."""
    return (
        raw.fill_null("")
        .str.normalize("NFKC")
        .str.replace_all(r"[\u00a0\u200b-\u200f\u2060\ufeff]", "")
        .str.strip_chars()
    )


def bare(raw: pl.Expr) -> pl.Expr:
    """Text without any space, in upper case; words for nothing become empty."""
    text = raw.fill_null("").str.normalize("NFKC").str.replace_all(SPACES, "").str.to_uppercase()
    return text.str.strip_chars("'\"`‘’“”")


def is_blank(raw: pl.Expr) -> pl.Expr:
    """True where the cell says nothing: empty, /, —, 无, 不详 …"""
    text = bare(raw)
    return (
        (text == "")
        | text.is_in([word for word in WORDS_FOR_NOTHING if word != "0"])
        | text.str.contains(r"^[-—–_.]+$")
    )


def read_value(raw: pl.Expr, column: Column) -> pl.Expr:
    """The value of a cell by the kind of its column; null where blank, at error or not to be read."""
    return pl.when(~is_error(raw)).then(_read(raw, column))


def _read(raw: pl.Expr, column: Column) -> pl.Expr:
    match column.kind:
        case "yuan":
            return _yuan(raw)
        case "count":
            return bare(raw).str.replace(r"[人口户]+$", "").cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
        case "date":
            return _date(raw)
        case "yes_no":
            text = bare(raw).str.replace(r"\(.*\)$", "")
            return pl.when(text.is_in(YES)).then(True).when(text.is_in(NO)).then(False)
        case "grade":
            return _grade(raw)
        case "code":
            return _code(raw, column)
        case "key":
            return _filled(bare(raw).str.replace(r"\.0+$", ""))
        case "text":
            return pl.when(~is_blank(raw)).then(tidy(raw))
        case _:
            return _filled(tidy(raw))


def _filled(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def _spelling(word: str) -> str:
    return word.replace("（", "(").replace("）", ")").upper()


def _grade(raw: pl.Expr) -> pl.Expr:
    """一级, 1级, 壹级, Ⅱ级, 重度二级, 肢体二级 as 1…4; 肆级 is four. Where two grades are named, none is taken."""
    text = bare(raw).str.replace(r"\.0+$", "")
    plain = text.str.replace_all(r"[级等度重残疾()]", "").replace_strict(GRADES, default=None, return_dtype=pl.Int32)
    named = text.str.extract_all(r"[一二三四壹贰叁肆1-4]级").list.unique()
    within = named.list.first().str.slice(0, 1).replace_strict(GRADES, default=None, return_dtype=pl.Int32)
    return pl.coalesce(plain, pl.when(named.list.len() == 1).then(within))


TURNED = r"[不非未原]|变为|变成|转|→|->"
"""Words that turn a code into another: 由B级变为D级, 非集中. Such a wording is for a human."""
PARTS = r"[^、；;，,/+。0-9.()]*"


def _code(raw: pl.Expr, column: Column) -> pl.Expr:
    """The code that a spelling stands for: the same to the letter, with or without brackets, else the only one contained."""
    text = bare(raw)
    spelled = {_spelling(word): code for code, words in column.codes.items() for word in words}
    exact, outside = (
        one.replace_strict(spelled, default=None, return_dtype=pl.String)
        for one in (text, text.str.replace_all(r"\(.*?\)", ""))
    )
    if column.keep_unlisted:
        sure = text.str.replace_all(f"{PARTS}(?:{column.unless}){PARTS}", "") if column.unless else text
        contained = pl.coalesce(*(_contained(sure, code, words) for code, words in column.codes.items()))
        return pl.coalesce(exact, contained, pl.when(~is_blank(raw)).then(tidy(raw)))
    found = [_contained(text, code, words) for code, words in column.codes.items()]
    only = pl.sum_horizontal(one.is_not_null().cast(pl.Int32) for one in found) == 1
    return pl.coalesce(exact, outside, pl.when(only & ~text.str.contains(TURNED)).then(pl.coalesce(*found)))


def _contained(text: pl.Expr, code: str, words: Sequence[str]) -> pl.Expr:
    pattern = "|".join(re.escape(_spelling(word)) for word in words)
    return pl.when(text.str.contains(pattern)).then(pl.lit(code))


def _yuan(raw: pl.Expr) -> pl.Expr:
    """元, rounded to 分. 1,234.5元 and 2.3万元 are read; anything else with letters is not."""
    text = bare(raw).str.replace_all(r"[,，¥￥]", "").str.replace(r"元$|圆$|人民币", "")
    number = text.str.replace(r"万$", "").cast(pl.Float64, strict=False)
    value = pl.when(text.str.ends_with("万")).then(number * 10_000).otherwise(number)
    return pl.when(value.is_finite()).then(value.round(2))


def _date(raw: pl.Expr) -> pl.Expr:
    """2026-10-01, 2026/10/1, 2026.10, 2026年10月1日, 20261001, 202610, Excel's serial days. A month alone is its first day."""
    text = bare(raw.str.replace(r"[ T]\d{1,2}:\d{2}.*$", "")).str.replace(r"\.0+$", "")
    parts = text.str.extract_groups(r"^((?:19|20)\d{2})[-/.年]+(\d{1,2})(?:[-/.月]+(\d{1,2})?)?(?:\D|$)").struct
    spelled = _day(parts.field("1"), parts.field("2"), parts.field("3"))
    packed = text.str.extract_groups(r"^((?:19|20)\d{2})(\d{2})(\d{2})?$").struct
    compact = _day(packed.field("1"), packed.field("2"), packed.field("3"))
    serial = pl.when(text.str.contains(r"^\d{5}(\.\d+)?$")).then(text.cast(pl.Float64, strict=False))
    by_serial = EXCEL_EPOCH + pl.duration(days=serial.floor().cast(pl.Int64))
    return pl.coalesce(spelled, compact, by_serial)


def _day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    text = pl.concat_str(
        year, month.str.zfill(2), pl.when(day.fill_null("") != "").then(day).otherwise(pl.lit("01")).str.zfill(2)
    )
    return text.str.to_date("%Y%m%d", strict=False)


def in_bounds(value: pl.Expr, column: Column) -> pl.Expr:
    """False where a number lies outside the declared bounds; never null."""
    inside = pl.lit(True)
    if column.at_least is not None:
        inside = inside & (value >= column.at_least)
    if column.at_most is not None:
        inside = inside & (value <= column.at_most)
    return inside.fill_null(True)
