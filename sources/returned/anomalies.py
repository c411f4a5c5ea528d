"""The answers in a returned 异常数据清单, read as any sheet is: columns may be moved, rows sorted, the file saved as .xls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sources.base.household_base import HOUSEHOLD_BASE
from sources.contract import Column
from sources.forms.anomalies import CORRECTED, RESULT, RESULTS, TRUE
from sources.identity import identify, is_error, normalise_id
from sources.reading.rows.rows import SheetRows
from sources.returned.items import with_missing
from sources.schema import Schema, checked, texts
from sources.values.dates import read_date
from sources.values.readers import bare, read_value, tidy

ANSWERS: Schema = {
    "row": pl.Int64,
    **texts(("number", "rule_code", "person_number", "household_id", "result", "result_written", "corrected_value")),
    **texts(("explanation", "valid_until", "trouble")),
}  # fmt: skip
"""The answers of a returned list."""
NO_REASON = ("属实", "情况属实", "无", "无误", "是", "正确", "对", "没问题", "无需更正", TRUE)
"""Words that repeat the answer and give no reason for it."""
NO_VALUE = (*RESULTS[CORRECTED], "已核对", "已核实", "见附件", "见说明", "见备注", "同上")
"""What some write under 更正后值 that says no value."""
UNTIL = r"至(20\d{2}\s*[-年./]\s*\d{1,2}(?:\s*[-月./]\s*\d{1,2})?)"


@dataclass(frozen=True)
class AnswerRule:
    """What a cleaning rule says of its answers. corrects: the base's column of 更正后值; exempt_months: how long 属实 holds."""

    corrects: str
    exempt_months: int


def read_answers(sheet: SheetRows, month: str, rules: Mapping[str, AnswerRule]) -> pl.DataFrame:
    """A row for each row of the list in which something was filled in, or whose number is gone.

    In `ANSWERS`: the household as listed; `valid_until`: a month, of 属实; `trouble`: why the answer cannot be taken, with what to do; null where it can, as far as the row itself tells.
    """
    raw = with_missing(sheet.rows, ("person_id_number", "household_number", "corrected_value", "explanation"))
    words = [
        _text("corrected_value"),
        pl.when(~is_error(pl.col("explanation"))).then(_text("explanation")).alias("explanation"),
    ]
    is_number = pl.col("corrected_value__number") if "corrected_value__number" in raw.columns else pl.lit(False)
    frame = raw.select(
        is_number.alias("corrected_is_number"),
        is_error(pl.col("corrected_value")).alias("corrected_is_error"),
        pl.col("row").cast(pl.Int64),
        bare(pl.col("number")).alias("number"),
        normalise_id(pl.col("person_id_number")).alias("person_number"),
        bare(pl.col("household_number")).alias("household_id"),
        _text("result").alias("result_text"),
        read_value(pl.col("result"), RESULT.column).alias("result"),
        *words,
    ).with_columns(pl.col("number").str.extract(r"^([A-Z]\d{2})-").alias("rule_code"))
    said = pl.any_horizontal(pl.col(name).is_not_null() for name in ("result_text", "corrected_value", "explanation"))
    known = _with_rules(frame.filter(said), rules)
    judged = _with_value_trouble(known).with_columns(_valid_until(month).alias("valid_until"))
    told = judged.with_columns(_trouble().alias("trouble")).rename({"result_text": "result_written"})
    answers = told.drop("value_trouble", "corrects", "exempt_months", "corrected_is_number", "corrected_is_error")
    return checked(answers, ANSWERS, "returned answers")


def _text(name: str) -> pl.Expr:
    text = tidy(pl.col(name))
    return pl.when(text != "").then(text).alias(name)


def _with_rules(frame: pl.DataFrame, rules: Mapping[str, AnswerRule]) -> pl.DataFrame:
    corrects = {code: rule.corrects for code, rule in rules.items()}
    months = {code: rule.exempt_months for code, rule in rules.items()}
    return frame.with_columns(
        pl.col("rule_code").replace_strict(corrects, default="", return_dtype=pl.String).alias("corrects"),
        pl.col("rule_code").replace_strict(months, default=None, return_dtype=pl.Int64).alias("exempt_months"),
    )


def _with_value_trouble(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `value_trouble`: the 更正后值 is no value of the column that it should stand in."""
    columns = {column.name: column for column in HOUSEHOLD_BASE.columns}
    troubles = [_value_trouble(columns[name]) for name in frame["corrects"].unique().sort() if name in columns]
    numbered = identify(frame.drop("person_number"), "corrected_value", pl.col("corrected_is_number")).select(
        "id_state"
    )
    judged = frame.with_columns(numbered["id_state"].alias("corrected_state")).with_columns(
        (pl.coalesce(*troubles) if troubles else pl.lit(None, dtype=pl.String)).alias("value_trouble")
    )
    return judged.drop("corrected_state")


def _value_trouble(column: Column) -> pl.Expr:
    heading = column.headings[0]
    if column.kind == "id":
        wrong = ~pl.col("corrected_state").is_in(["valid", "from_certificate"])
        told = f"更正后的{heading}不是有效的号码，请对照证件逐位核对"
    else:
        wrong = read_value(pl.col("corrected_value"), column).is_null()
        told = f"更正后值不是“{heading}”的写法，请只写更正后的内容"
    return pl.when((pl.col("corrects") == column.name) & pl.col("corrected_value").is_not_null() & wrong).then(
        pl.lit(told)
    )


def _valid_until(month: str) -> pl.Expr:
    """The month until which 属实 holds: as the rule says, or earlier where the explanation says 至2027年3月."""
    year, number = (int(part) for part in month.split("-"))
    last = pl.lit(year * 12 + number - 1) + pl.col("exempt_months")
    said = read_date(pl.col("explanation").fill_null("").str.extract(UNTIL))
    told = said.dt.year() * 12 + said.dt.month().cast(pl.Int32) - 1
    until = pl.min_horizontal(last, told)
    text = pl.format("{}-{}", until // 12, (until % 12 + 1).cast(pl.String).str.zfill(2))
    return pl.when(pl.col("result") == TRUE).then(text)


def _trouble() -> pl.Expr:
    """The first reason for which the answer cannot be taken."""
    reason = bare(pl.col("explanation")).str.strip_chars("。.,，、!！")
    is_true = pl.col("result") == TRUE
    value = bare(pl.col("corrected_value"))
    says_no_value = pl.when(value.is_in(NO_VALUE) | pl.col("corrected_is_error")).then(
        pl.lit("更正后值没有写明更正成什么；请只写更正后的内容")
    )
    return (
        pl.when(pl.col("number") == "").then(pl.lit("异常编号没有了，不知道答的是哪一条；请在本表上重新填写"))
        .when(pl.col("result_text").is_null()).then(pl.lit("写了更正后值或说明，没有选核实结果；请从下拉框选一项"))
        .when(pl.col("result").is_null()).then(pl.lit(f"核实结果不认识；只能选：{'、'.join(RESULTS)}"))
        .when(is_true & (pl.col("exempt_months") == 0)).then(pl.lit("这一类问题不会“属实”，必须在系统中更正；请核对后更正"))
        .when(is_true & ((reason == "") | reason.is_in(NO_REASON))).then(pl.lit("选了“情况属实无需更正”，没有写明理由；请在“说明”中写清为什么属实"))
        .when(pl.col("result") == CORRECTED).then(pl.coalesce("value_trouble", says_no_value))
    )  # fmt: skip
