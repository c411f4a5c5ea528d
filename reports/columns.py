"""Columns that stand in more than one sheet: a heading is said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from reports.layout import Column
from reports.looks import coloured
from sources.forms import whose as w
from sources.forms.form import Field
from warehouse.tables import states

OF_PLACE = ("month", "place")
"""What the queries of a township or a department take."""


def printed(field: Field, width: float, colours: Mapping[str, str] = MappingProxyType({})) -> Column:
    """A form's field as a column of so much width."""
    return Column(
        field.heading, field.name, width, field.kind, field.is_asked, field.choices, field.prompt, field.asked_where,
        field.needed_where, colours, is_open=field.is_open,
    )  # fmt: skip


def columns_of(fields: Iterable[Field], widths: Mapping[str, float]) -> tuple[Column, ...]:
    """Fields of a form in their order, each as wide as `widths` says by its name."""
    return tuple(printed(field, widths[field.name], COLOURS.get(field.name, {})) for field in fields)


COLOURS: Mapping[str, Mapping[str, str]] = {"grade": coloured(states.GRADES), "severity": coloured(states.SEVERITIES)}
"""By field: value -> colour of its letters."""
TOWNSHIP = printed(w.TOWNSHIP, 5)
VILLAGE = printed(w.VILLAGE, 7.4)
HEAD_NAME = printed(w.HEAD_NAME, 5.6)
OF_HEAD = printed(w.OF_HEAD, 15.8)
NUMBER = printed(w.NUMBER, 12.8)
LONG_NUMBER = printed(replace(w.NUMBER, kind="words"), 12.8)
"""Where several may stand in a cell, or one in a long line."""
SUBJECT_NAME = printed(w.SUBJECT_NAME, 5.6)
SUBJECT_ID = printed(w.SUBJECT_ID, 15.8)
DEPARTMENT = printed(w.DEPARTMENT, 5.6)
SAYS = printed(w.SAYS, 19)
HINTS = printed(w.HINTS, 14)
PROVENANCE = printed(w.PROVENANCE, 17)
RISK = printed(w.RISK, 5.4)
GRADE = printed(w.GRADE, 3.8, COLOURS["grade"])

FILE = Column("文件", "file_name", 36, "words")
SHEET_NAME = Column("工作表", "sheet", 12)
ROW_NUMBER = Column("行号", "row_number", 7, "number")
ROWS_IN = Column("行数", "rows_in", 8, "number")
FEEDS = Column("识别为", "feeds", 26, "words")
LABEL = Column("信息", "label", 26, "words")
SENT_NAME = Column("姓名", "sent_name", 10)
MASKED_NUMBER = Column("号码", "masked_number", 21, "id")
REASON = Column("未匹配原因", "reason", 44, "words")
QUALIFIES = Column("是否达到预警条件", "is_qualifying", 11, "yes_no")
STATE = Column("状态", "state", 10, colours=coloured(states.FILES, states.ARRIVALS))
NOTE = Column("说明", "note", 36, "words")
TODO = Column("下一步", "todo", 36, "words")

HEADING_USE = (
    Column("列", "column_letter", 6),
    Column("列名", "heading", 24, "words"),
    Column("用作", "taken_for", 20, "words", colours=coloured(states.USES)),
    Column("与上次来文相比", "moved", 30, "words"),
)


def wide(column: Column, width: float) -> Column:
    """The same column, on a sheet with more or less room."""
    return replace(column, width=width)


def counted(heading: str, field: str, width: float = 9) -> Column:
    """A number with its sum in the last row."""
    return Column(heading, field, width, "number", summed=True)
