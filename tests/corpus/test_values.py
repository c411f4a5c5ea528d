"""How departments write things, and how each wording is read: the tables in `values/`, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from sources.catalogue import own_columns, usual_catalogue
from sources.contract import Column
from sources.feeds.health import THIRTY_DISEASES
from sources.feeds.support_classes import CLASSES
from sources.identity import identify
from sources.values.readers import is_blank, read_value
from tests.support import pipe_table

TABLES = Path(__file__).parent / "values"
SIGNS = {"（空）": "", "␣": "\u00a0", "␢": "\u200b"}
"""How the tables write what cannot be seen."""
TEN_THOUSANDS = "（列名写万元）"


def column(feed: str, name: str) -> Column:
    return own_columns(usual_catalogue().by_code[feed])[name]


def table(kind: str) -> list[dict[str, str]]:
    return pipe_table((TABLES / f"{kind}.md").read_text(encoding="utf-8"))


def cell(written: str) -> str:
    for sign, meant in SIGNS.items():
        written = written.replace(sign, meant)
    return written


def read(written: str, of: Column, say: Callable[[object], str] = str) -> str:
    """The value in the table's words: 空白 where the cell says nothing, 认不出 where it cannot be read."""
    times = 10_000 if written.endswith(TEN_THOUSANDS) else 1
    frame = pl.DataFrame({"cell": [cell(written.removesuffix(TEN_THOUSANDS))]})
    value, blank = frame.select(read_value(pl.col("cell"), of, times).alias("value"), is_blank(pl.col("cell"))).row(0)
    if value is None:
        return "空白" if blank else "认不出"
    return say(value)


def disease(value: object) -> str:
    return str(value) if value in THIRTY_DISEASES else "目录外"


KINDS: dict[str, tuple[Column, Callable[[object], str]]] = {
    "日期": (column("temporary_aid", "aided_on"), str),
    "金额": (column("temporary_aid", "aid_yuan"), lambda value: f"{value:.2f}"),
    "等级": (column("disability", "disability_grade"), str),
    "是否": (column("housing_grade", "is_only_home"), lambda value: "是" if value else "否"),
    "风险": (column("cadre_visit", "has_risk"), lambda value: "是" if value else "否"),
    "就业": (column("unemployment", "job_state"), str),
    "类别": (column("dibao", "support_classes"), str),
    "大病": (column("serious_disease", "disease"), disease),
}


def lines() -> Iterator[object]:
    for kind in KINDS:
        for order, row in enumerate(table(kind), start=1):
            yield pytest.param(kind, row, id=f"{kind}-{order}")


@pytest.mark.parametrize(("kind", "row"), lines())
def test_a_wording_is_read_as_the_table_says(kind: str, row: dict[str, str]) -> None:
    of, say = KINDS[kind]
    assert read(row["写法"], of, say) == row["读作"], row["写法"]


@pytest.mark.parametrize("order", range(len(table("类别"))))
def test_a_class_says_town_or_country(order: int) -> None:
    row = table("类别")[order]
    said = read(row["写法"], column("dibao", "area_kind"))
    assert said == (row["城乡"] or ("空白" if row["写法"] == "（空）" else "认不出")), row["写法"]


def test_there_are_forty_spellings_of_support() -> None:
    assert len({word for words in CLASSES.values() for word in words}) >= 40
    assert len(table("类别")) >= 40


@pytest.mark.parametrize("order", range(len(table("号码"))))
def test_a_number_is_read_as_the_table_says(order: int) -> None:
    row = table("号码")[order]
    frame = pl.DataFrame({"cell": [cell(row["写法"])]})
    found = identify(frame, "cell", pl.lit(row["单元格"] == "数字"))
    state, number = found.select("id_state", "id18").row(0)
    assert " ".join(filter(None, (state, number))) == row["读作"], row["写法"]


def test_every_disease_is_read_by_its_own_name() -> None:
    of = column("serious_disease", "disease")
    assert {name: read(name, of) for name in THIRTY_DISEASES} == {name: name for name in THIRTY_DISEASES}
