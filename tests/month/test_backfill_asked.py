"""What a backfill may be asked: refused in words on the command line, and by the same rules of a deployment of Prefect's."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools.validation import ValidationError, validate

from flows import schedule
from flows.backfill import Asked, asked_or_refuse
from sources.errors import FangpinError, UsageError
from tests.support import id_number, pipe_table

TODAY = dt.date(2026, 11, 25)
WHY = "集中排查后户库更正"
REFUSED = f"""
| first   | last    | reason | words | by the schema |
|---------|---------|--------|-------|---------------|
| 2026-10 | 2026-07 | {WHY} | 起始月份在截止月份之后 | no |
| 2026-07 | 2026-11 | {WHY} | 2026-11还没有过完 | no |
| 2026-07 | 2027-01 | {WHY} | 2027-01还没有过完 | no |
| 七月    | 2026-10 | {WHY} | 不是月份 | yes |
| 2026-13 | 2026-10 | {WHY} | 不是月份 | yes |
| 2026-07 | 2026-10 | | 没有写补跑的原因 | yes |
| 2026-07 | 2026-10 | ~ | 没有写补跑的原因 | no |
| 2026-07 | 2026-10 | {"补" * 61} | 太长 | yes |
| 2026-07 | 2026-10 | {id_number(1)}的户补录 | 像身份证号 | yes |
| 2026-07 | 2026-10 | {id_number(1)[:6]} {id_number(1)[6:14]} {id_number(1)[14:]} | 像身份证号 | no |
| 2026-07 | 2026-10 | 打13800138000核实 | 像身份证号 | yes |
"""
TAKEN = f"""
| first   | last    | reason |
|---------|---------|--------|
| 2026-07 | 2026-10 | {WHY} |
| 2026-10 | 2026-10 | 残联2026-07迟报 |
| 2026-07 | 2026-08 | 2026-07-01 2026-08-31 两个月的来文重报，共1200户 |
| 2026-07 | 2026-08 | 县防返贫专班会议纪要〔2026〕15号 |
"""


def called(row: dict[str, str]) -> str:
    return re.sub(
        r"\d{11,}", "…", f"{row['first']} {row['last']} {row.get('words', row['reason'])}"
    )  # no number in a test's name


def schema() -> dict[str, Any]:
    return parameter_schema(schedule.backfill_asked).model_dump(exclude_none=True)


def of_deployment(row: dict[str, str]) -> dict[str, str]:
    return {"home": "county", "first": row["first"], "last": row["last"], "reason": row["reason"]}


@pytest.mark.parametrize("row", pipe_table(REFUSED), ids=called)
def test_what_cannot_be_is_refused_in_words(row: dict[str, str]) -> None:
    row |= {"reason": row["reason"].replace("~", " \u3000")}
    with pytest.raises(UsageError) as refused:
        asked_or_refuse(row["first"], row["last"], row["reason"], TODAY)
    told = str(refused.value)
    assert row["words"] in told and not re.search(r"\d{11}", told)
    if row["by the schema"] == "yes":
        with pytest.raises(ValidationError):
            validate(of_deployment(row), schema(), raise_on_error=True)


@pytest.mark.parametrize("row", pipe_table(TAKEN), ids=called)
def test_what_can_be_is_taken(row: dict[str, str]) -> None:
    assert isinstance(asked_or_refuse(row["first"], row["last"], row["reason"], TODAY), Asked)
    validate(of_deployment(row), schema(), raise_on_error=True)


def test_a_long_reason_is_looked_at_at_once() -> None:
    """The pattern tries nothing twice."""
    with pytest.raises(ValidationError):
        validate(
            of_deployment({"first": "2026-07", "last": "2026-10", "reason": "补1" * 20000 + "1" * 11}),
            schema(),
            raise_on_error=True,
        )


def test_a_deployment_asks_what_the_command_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(schedule, "tell", lambda home, body: said.append(body))
    with pytest.raises(UsageError, match="起始月份在截止月份之后"):
        schedule.backfill_asked.fn(str(tmp_path), "2026-10", "2026-07", WHY)
    assert len(said) == 1 and "补跑没有完成" in said[0] and WHY not in said[0]
    asked: list[tuple[object, ...]] = []

    def fails(*words: object, **more: object) -> None:
        asked.append(words)
        raise FangpinError("盘满了")

    monkeypatch.setattr(schedule, "backfill", fails)
    with pytest.raises(FangpinError):
        schedule.backfill_asked.fn(str(tmp_path), "2026-07", "2026-10", WHY, True)
    assert [words[1:] for words in asked] == [(Asked(["2026-07", "2026-08", "2026-09", "2026-10"], WHY), True)]
