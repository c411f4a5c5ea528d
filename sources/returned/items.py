"""What a township fills in, cell by cell: how each is read, and what is wrong with it as it stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

import polars as pl

from sources.forms.form import Field, Reading
from sources.identity import is_error
from sources.values.dates import read_date
from sources.values.readers import tidy
from sources.values.text import bare

A_DAY = (
    r"^(20\d{2}\D{1,4}\d{1,2}\D{1,4}\d{1,2}\s*[日号]?\s*([(（]?(周|星期|礼拜)[一二三四五六日天][)）]?)?"
    r"[ T]*((上午|下午|晚上?|中午)|\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?[。.]?|20\d{6}|\d{5}(\.\d+)?)$"
)
"""One day in full, with its weekday and its time at most. A month alone is not enough to tell whether a time limit was kept; of a
period (2026.11.15-11.22), of two days or of 前后 nobody can say which day is meant."""
WITHOUT_YEAR = r"^(\d{1,2})月\d"
ANSWERED_WITHIN = 3
"""A list goes out in the month after its own, comes back at the end of that, and late answers some weeks later."""
A_NUMBER = r"^[0-9A-Z_]+-[0-9A-F]{14}$"
NO_NAME = r"^[是否]+$|已|核实|核查|入户|符合|属实|无误|同上|本人|村委|居委|委员会|办事处|政府|工作|干部|人员|情况|没有|[\p{Han}]{9,}"
"""What stands where a name should, and names nobody: a word for that it was done, an office, a sentence."""
OFFICE = r"[(（][^()（）]*[)）]"
"""周吴（村支书）: what he is, behind his name."""
CELL = pl.col("cell")
WRITTEN = CELL.str.strip_chars()
READ = ("written", "value", "trouble")
YES_NO = {"是": ("是", "是的"), "否": ("否", "不是")}
"""How people write a plain yes and no. A tick or a cross may mean either: it goes back."""


def with_missing(rows: pl.DataFrame, names: Iterable[str]) -> pl.DataFrame:
    """The rows with each of these columns, blank where the sheet has none: whoever filled it in may have deleted it."""
    return rows.with_columns(pl.lit("").alias(name) for name in dict.fromkeys(names) if name not in rows.columns)


def read_day(raw: pl.Expr, list_month: str) -> pl.Expr:
    """The day that a cell tells; null where it tells none, or more than one.

    list_month: whose list it is, 2026-10. It knows the year of 11月15日: the last such day before it is `ANSWERED_WITHIN` months old.
    """
    return raw.map_batches(lambda cells: _days_of(cells, list_month), return_dtype=pl.Date, is_elementwise=True)


def _days_of(cells: pl.Series, list_month: str) -> pl.Series:
    """Step by step, as in `read_date`."""
    last = int(list_month[:4]) * 12 + int(list_month[5:]) - 1 + ANSWERED_WITHIN
    text, month, whole = pl.col("text"), pl.col("month"), pl.col("whole")
    year = pl.lit(last // 12) - (month > last % 12 + 1).cast(pl.Int32)
    with_year = pl.concat_str(year.cast(pl.String), pl.lit("年"), text)
    return (
        pl.select(cells.cast(pl.String).alias("text"))
        .select(tidy(text).str.strip_chars("'\"`‘’“” "))
        .select(text, text.str.extract(WITHOUT_YEAR).cast(pl.Int32, strict=False).alias("month"))
        .select(pl.when(month.is_null()).then(text).otherwise(with_year).alias("whole"))
        .select(pl.when(whole.str.contains(A_DAY)).then(whole).alias("whole"))
        .select(read_date(whole))["whole"]
    )


def _value_of(item: Field, list_month: str) -> pl.Expr:
    """The value as text, days as 2026-11-20; null where the cell cannot be read. list_month: whose list it is."""
    text = tidy(CELL)
    match item.reading:
        case "yes_no":
            said = text.str.strip_chars("。.!")
            words = {
                value: (*YES_NO.get(value, ()), *item.spellings.get(value, ())) for value in (*YES_NO, *item.spellings)
            }
            return pl.coalesce(pl.when(said.is_in(spelled)).then(pl.lit(value)) for value, spelled in words.items())
        case "choice":
            return pl.when(text.is_in(item.choices)).then(text)
        case "day":
            return read_day(CELL, list_month).dt.strftime("%Y-%m-%d")
        case "name":
            names = text.str.replace_all(OFFICE, "").str.strip_chars()
            plain = names.str.replace_all(r"[\s、，,;；/·.]", "")
            is_name = plain.str.contains(r"^[\p{Han}A-Za-z]{2,}$") & ~names.str.contains(NO_NAME)
            return pl.when(is_name).then(names)
        case "number":
            number = bare(CELL).str.to_uppercase()
            return pl.when(number.str.contains(A_NUMBER)).then(number)
        case "unknown":
            return pl.lit(None, dtype=pl.String)
        case _:  # a household is told these words: not even a comma is changed
            return pl.when(~is_error(CELL)).then(WRITTEN)


UNREADABLE: Mapping[Reading, str] = {
    "yes_no": "只能填“是”或“否”；请从下拉框选一个",
    "day": "看不出是哪一天；请只写一天，写成 2026-11-20 这样的日期",
    "name": "不像人名；请写核查人、责任人的姓名，多人用顿号隔开",
    "choice": "只能从下拉框选一项，不写其他文字",
    "words": "",
    "number": "只写一个预警编号：一并办理的写本户另一条的，分开办理的写本条自己的",
    "unknown": "不认识这一列，没有采用；要填的请填在原来的列里，列名不要改",
}


AT_ERROR = "格里是公式，没有算出结果；请直接写上内容，不用公式"


def read_items(cells: pl.DataFrame, items: Iterable[Field], list_month: str) -> pl.DataFrame:
    """Filled cells with what they say. cells: a row for each, with its `item` and its text in `cell`, blank ones left out.

    Added: `written`, what stands there; `value` as text, days as 2026-11-20, null where the cell cannot be read; `trouble`, why
    not and what to do. What is read alike is read at once: a pattern costs more to make ready than to try on a ledger's cells.
    list_month: whose list it is, 2026-10.
    """
    alike: dict[Hashable, list[Field]] = {}
    for item in items:
        alike.setdefault(item.how, []).append(item)
    nothing = cells.clear().with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in READ)
    parts = [(same[0], cells.filter(pl.col("item").is_in([item.name for item in same]))) for same in alike.values()]
    return pl.concat([nothing, *(_read(part, item, list_month) for item, part in parts if not part.is_empty())])


def _read(cells: pl.DataFrame, item: Field, list_month: str) -> pl.DataFrame:
    said = cells.with_columns(WRITTEN.alias("written"), _value_of(item, list_month).alias("value"))
    at_error = is_error(CELL) & pl.lit(item.reading != "unknown")
    why = pl.when(at_error).then(pl.lit(AT_ERROR)).otherwise(pl.lit(UNREADABLE[item.reading]))
    return said.with_columns(pl.when(pl.col("value").is_null()).then(why).alias("trouble"))
