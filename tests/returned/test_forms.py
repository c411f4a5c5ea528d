"""Forms: what is printed, filled in and read back means the same, in whatever order and words a policy asks for it; each is said once."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.catalogue import workbooks
from reports.workbooks.layout import Sheet, Workbook
from reports.workbooks.writer import write_workbook
from sources.catalogue import usual_catalogue
from sources.forms.anomalies import ANOMALIES
from sources.forms.catalogue import FORMS
from sources.forms.dispatch import FILLED, FOUND, GUIDANCE
from sources.forms.form import Field, Form
from sources.forms.ledger import BOOK, CARRIED, NOTICE, OWN_LINES, field_called, own_lines_of
from sources.forms.tasks import TASKS
from sources.reading.rows.rows import SheetRows, take_rows
from sources.reading.sheet import recognise
from sources.reading.table import table_of
from sources.reading.worker import read_one
from sources.returned.anomalies import read_answers
from sources.returned.guidance import read_guidance
from sources.returned.ledgers import forms_with, read_cells
from sources.returned.seal import seal
from tests.support import id_number
from warehouse.policy.load import load_policy
from warehouse.policy.words import Policy

ROOMS = ("sources", "warehouse", "expectations", "reports", "tasks", "flows")
KEY, MONTH = b"key", "2026-10"
FIRST_ROW = 3
WORDS = {
    "yes_no": ("是", "否"), "day": ("2026-11-09", "2026-11-20"), "name": ("周吴", "王建国"), "words": ("已有稳定收入", "突发疾病自付25000.50元"),
    "number": ("WJ01-0000000000000A", "WJ01-0000000000000B"),
}  # fmt: skip
EVERY = (*FORMS, TASKS, ANOMALIES, GUIDANCE)
Cells = set[tuple[str, str, str]]
"""The number of a row, an item, what it says."""


def is_of(sheet: Sheet, form: Form) -> bool:
    return sheet.name == form.name and bool(sheet.columns)


def sheets_of(policy: Policy, form: Form) -> list[Sheet]:
    """The sheets on which a form goes out: by itself, and back for correction."""
    return [
        sheet
        for book in workbooks(policy)
        if book.scope != "county" or book.kind == "dispatch"
        for sheet in book.sheets
        if is_of(sheet, form)
    ]


def reworded(headings: Sequence[str], which: Sequence[int]) -> tuple[str, ...]:
    """A notice's headings in other words that are known to mean the same."""
    known = [field.headings if (field := field_called(one)) else (one,) for one in headings]
    return tuple(words[place % len(words)] for words, place in zip(known, which, strict=True))


@st.composite
def a_policy(draw: st.DrawFn) -> Policy:
    """即墨's, with the notice's columns and the steps in another order, some left out, some worded otherwise."""
    policy = load_policy("jimo")
    columns = draw(st.permutations(policy.ledger.columns))
    which = draw(st.lists(st.integers(0, 3), min_size=len(columns), max_size=len(columns)))
    groups = draw(st.permutations(policy.procedure.steps))
    steps = groups[: draw(st.integers(1, len(groups)))]
    ledger = policy.ledger.model_copy(update={"columns": reworded(columns, which)})
    return policy.model_copy(
        update={"ledger": ledger, "procedure": policy.procedure.model_copy(update={"steps": tuple(steps)})}
    )


def a_row(sheet: Sheet, order: int) -> dict[str, Any]:
    """What is printed in one row of a sheet: in each column something of its kind."""
    printed: Mapping[str, Any] = {"date": dt.date(2026, 11, 7), "number": order, "yes_no": True, "choice": "其他"}
    row = {one.field: printed.get(one.kind, f"{one.field}{order}") for one in sheet.columns if not one.fill_in}
    own = {"number": f"WJ01-0000000000000{order}", "head_id": id_number(order), "subject_id": id_number(order + 9)}
    row |= {
        field: said
        for field, said in (own | {"likely_id": id_number(order + 9), "way": "自主申报"}).items()
        if field in row
    }
    if sheet.together:
        row[sheet.together] = order
    if sheet.sealed:
        row["seal"] = seal(KEY, *(row[field] if field else "" for field in sheet.sealed))
    return row


def said_in(field: Field, choice: int) -> str:
    """Something that may stand under a field."""
    told = field.choices or WORDS.get(field.reading, WORDS["words"])
    return told[choice % len(told)]


def filled_in(
    target: Path, sheet: Sheet, rows: Sequence[Mapping[str, Any]], cells: Mapping[tuple[int, str], str]
) -> None:
    """Print a sheet and write into it; cells: by row and field."""
    book = Workbook("表", "warnings", "township", (replace(sheet, is_optional=False),), comes_back=True)
    words = dict.fromkeys(("place", "county", "month", "edition", "back_by", "visit_by", "today"), "某")
    write_workbook(target, book, {"fangpin.month": MONTH}, words, {sheet.name: rows})
    opened = openpyxl.load_workbook(target)
    places = {column.field: place for place, column in enumerate(sheet.columns, start=1)}
    for (row, field), said in cells.items():
        opened[sheet.name].cell(FIRST_ROW + row, places[field]).value = said
    opened.save(target)


def rows_of(file: Path, sheet: Sheet, forms: Sequence[Form], into: Path) -> SheetRows:
    """The sheet as it is read back; all forms are there to be taken for."""
    grid = next(grid for grid in read_one(file, into, ()) if grid.sheet == sheet.name)
    table = table_of(grid)
    header = recognise(table, [form.feed for form in forms], sheet.name, usual_catalogue())
    assert header is not None, f"{sheet.name} is not recognised"
    return take_rows(table, header)


def items_of(rows: SheetRows, form: Form) -> Cells:
    """What is read of it, by whoever reads that form."""
    if form is ANOMALIES:
        answers = read_answers(rows, MONTH, {}).select("number", "result", "corrected_value", "explanation")
        return {
            (row["number"], item, said)
            for row in answers.to_dicts()
            for item, said in row.items()
            if item != "number" and said
        }
    if form is GUIDANCE:
        drawn = {f"WJ01-0000000000000{order}": f"WJ01-0000000000000{order}" for order in range(3)}
        found = read_guidance(rows, MONTH, drawn).rename({"findings": FOUND.name}).to_dicts()
        return {(row["township"], one.name, str(row[one.name])) for row in found for one in FILLED if row[one.name]}
    cells = read_cells(rows, form, KEY, MONTH)
    assert cells["trouble"].drop_nulls().is_empty() and cells["is_sealed"].all() and cells["is_ours"].all()
    return set(cells.select("number", "item", "value").rows())


@pytest.mark.parametrize("form", EVERY, ids=lambda form: form.code)
@settings(max_examples=4, deadline=None)
@given(policy=a_policy(), data=st.data())
def test_what_is_filled_in_is_read(
    tmp_path_factory: pytest.TempPathFactory, form: Form, policy: Policy, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("form")
    forms = {one.code: one for one in (*forms_with(policy.ledger.columns, {}), TASKS, ANOMALIES, GUIDANCE)}
    sheet = data.draw(st.sampled_from(sheets_of(policy, form)))
    asked = {one.field: one for one in sheet.columns if one.fill_in}
    fields = {one.name: one for one in form.fields if one.name in asked}
    assert set(fields) == set(asked)
    rows = [a_row(sheet, order) for order in range(2)]
    choices = data.draw(
        st.dictionaries(st.tuples(st.integers(0, 1), st.sampled_from(sorted(fields))), st.integers(0, 3), min_size=1)
    )
    cells = {
        (row, field): said_in(replace(fields[field], choices=asked[field].choices), choice)
        for (row, field), choice in choices.items()
    }
    filled_in(folder / "表.xlsx", sheet, rows, cells)
    read = rows_of(folder / "表.xlsx", sheet, list(forms.values()), folder / "grids")
    assert read.header.feed.code == form.code
    assert items_of(read, forms.get(form.code, form)) == {
        (rows[row]["number"], field, said) for (row, field), said in cells.items()
    }


@cache
def _texts() -> dict[str, str]:
    return {
        file.as_posix(): file.read_text(encoding="utf-8")
        for room in ROOMS for kind in ("py", "sql") for file in sorted(Path(room).rglob(f"*.{kind}"))
    }  # fmt: skip


WORDS_OF_OTHERS = (
    "sources/feeds/common.py",
    "sources/base/",
    "sources/cleaning/lookups.py",
    "sources/reading/rows/rows.py",
    "reports/township/letters.py",
    "expectations/library.py",
)
"""What departments, the base, cleaning rules and Word templates call their own columns: a form's word there is another thing's."""
OF_EVERYTHING = ("说明", "村", "身份证")
"""Words of many sheets besides."""


def test_a_sheet_of_a_form_is_named_by_the_form() -> None:
    names = {form.name for form in EVERY} | {BOOK, CARRIED, NOTICE, OWN_LINES}
    made = {
        (file, call.args[0].value)
        for file, text in _texts().items()
        if file.startswith("reports/") and file.endswith(".py")
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("Sheet", "Workbook")
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert {(file, name) for file, name in made if name in names} == set()


def test_each_heading_of_a_form_is_said_once() -> None:
    forms = (*EVERY, own_lines_of(()))
    headings = {one.heading for form in forms for one in form.fields if one.is_asked or one.name in ("number", "seal")}
    said = {
        heading: [
            file
            for file, text in _texts().items()
            if (f'"{heading}"' in text or f"'{heading}'" in text) and not file.startswith(WORDS_OF_OTHERS)
        ]
        for heading in headings.difference(OF_EVERYTHING)
    }
    assert {heading: files for heading, files in said.items() if len(files) != 1} == {}
