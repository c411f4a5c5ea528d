"""What a strict schema has against a file, in our words: where, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

NUMBERS = dict.fromkeys(
    ("int_type", "int_parsing", "int_from_float", "float_type", "float_parsing"), "应是数字，不加引号"
)
REASONS: Mapping[str, str] = NUMBERS | {
    "extra_forbidden": "不认识这个词，请核对拼写",
    "missing": "缺少这一项",
    "string_type": "应是文字，加引号",
    "tuple_type": '应是清单，如 ["甲", "乙"]',
    "bool_type": "应是 true 或 false，不加引号",
    "bool_parsing": "应是 true 或 false，不加引号",
    "literal_error": "只能写 {expected}",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "string_too_short": "不能空着",
    "too_short": "不能空着",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "dict_type": "应是一个表",
    "mapping_type": "应是一个表",
    "date_type": "应是日期，如 2026-10-01，不加引号",
}
"""Kind of error -> why, with the error's own facts. A kind that is not here keeps its library's wording."""


def in_chinese(error: ValidationError) -> tuple[str, str]:
    """Where the error of a file is, and what it is."""
    told = told_error(error)
    return place_of(told["loc"]), reason_of(told)


def told_error(error: ValidationError) -> Mapping[str, Any]:
    """The one error that is told: the first, but a word that nobody knows before what is missing for want of it."""
    return told_errors(error)[0]


def told_errors(error: ValidationError) -> list[Mapping[str, Any]]:
    """All of them, in the order in which they are told."""
    return sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")


def place_of(places: tuple[int | str, ...]) -> str:
    """`column.1.kind` as column第2项的kind."""
    words: list[str] = []
    for place in places:
        if isinstance(place, int) and words:
            words[-1] += f"第{place + 1}项"
        else:
            words.append(str(place))
    return "的".join(words)


def reason_of(detail: Mapping[str, Any]) -> str:
    """Why, in Chinese."""
    said = REASONS.get(detail["type"])
    return said.format_map({**detail.get("ctx", {})}) if said else str(detail["msg"]).removeprefix("Value error, ")
