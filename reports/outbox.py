"""A month's outbox: each township its own people, each department its own rows, the county its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reports.catalogue import SCOPES, workbooks_of
from reports.county.dispatch import dispatch_of
from reports.facts import Facts, chinese_date
from reports.names import COUNTY, DEPARTMENTS, UNNAMED_DEPARTMENT, safe_names
from reports.pages.pages import write_pages
from reports.queries import Question, ask, query_of
from reports.readers import Readers
from reports.township.letters import write_letters
from reports.township.notice_lists import book_of, lists_for, push_of, village_books_due
from reports.township.reminders import reminders_of
from reports.township.visits import VISITS_BOOK, VISITS_CODE
from reports.workbooks.columns import OF_PLACE
from reports.workbooks.layout import Scope, Sheet, Workbook
from reports.workbooks.together import Write, writing
from reports.workbooks.whole import Whole, write_whole
from reports.workbooks.writer import LAYOUT, write_workbook
from sources.errors import FangpinError
from sources.returned.seal import seal
from warehouse.engine import Engine
from warehouse.policy.lists import ListOfNotice
from warehouse.policy.words import Policy
from warehouse.publish import declare_masks

Rows = Sequence[dict[str, Any]]
TOWNSHIPS = Sheet("镇街", "", (), query="townships", takes=("month", "townships"))
SENDERS = Sheet("部门", "", (), query="departments", takes=("month", "awaited_labels"))
LINES = """
SELECT (SELECT COUNT(*) FROM handling.register WHERE listed_in = $1) + (SELECT COUNT(*) FROM anomaly.anomaly WHERE month = $1)
"""
"""Of a month, in about: what is carried from earlier months is not counted."""
BooksTo = partial[int]
"""`write_books`, but for the key, and what writes."""
VILLAGES, UNWRITTEN = "村级", "未写村"
"""The folder of a township in which its villages have theirs; what one is called that nobody wrote."""


@dataclass(frozen=True)
class OutboxCounts:
    """What was written of a month. townships, departments: how many have a folder; workbooks, letters: how many files; unwritten: what
    kept letters from being written, in sentences."""

    townships: int
    departments: int
    workbooks: int
    letters: int
    unwritten: list[str]


def write_outbox(
    engine: Engine,
    month: str,
    policy: Policy,
    folder: Path,
    key: bytes,
    templates: Path | None = None,
    with_townships: bool = True,
) -> OutboxCounts:
    """Write every workbook and letter of a finished month into `folder`; how many.

    key: of the check codes in what comes back; templates: the county's own, of letters. with_townships: not where theirs stay as
    they went out.
    """
    _require_finished(engine, month)
    declare_masks(engine)
    townships, departments = places_of(engine, Facts(month, policy))
    townships = townships if with_townships else []
    with writing(engine.value(LINES, [month])) as write:
        books_to = partial(write_books, key=key, write=write)
        with Readers(engine, month, townships) as readers:
            written, letters, troubles = _write_townships(readers, policy, folder, templates, books_to)
        written += _write_departments(engine, month, policy, folder / DEPARTMENTS, departments, books_to)
        due = [one for one in policy.lists_of_notice if one.is_due(month)]
        written += write_pushed(engine, month, policy, due, folder / DEPARTMENTS, books_to)
        with Readers(engine, month, [""]) as readers:
            books = workbooks_of("county", policy, month)
            written += books_to(readers, books, Facts(month, policy), "", folder / COUNTY)
    write_pages(engine, Facts(month, policy), folder / COUNTY)
    return OutboxCounts(len(townships), len(departments), written, letters, list(dict.fromkeys(troubles)))


def _write_townships(
    readers: Readers, policy: Policy, folder: Path, templates: Path | None, books_to: BooksTo
) -> tuple[int, int, list[str]]:
    """Workbooks and letters for each township; how many, and what kept letters from being written."""
    books, of_villages = workbooks_of("township", policy, readers.month), village_books_due(policy, readers.month)
    written, letters = 0, 0
    troubles: list[str] = []
    for place, shown in safe_names(readers.places, taken=(DEPARTMENTS, COUNTY)).items():
        facts = Facts(readers.month, policy, place)
        written += books_to(readers, books, facts, shown, folder / shown)
        written += write_villages(
            readers, of_villages, facts, folder / shown, books_to.keywords["key"], books_to.keywords["write"]
        )
        told, why_not = write_letters(readers, facts, templates or folder / "templates", folder / shown)
        letters, troubles = letters + told, troubles + why_not
    return written, letters, troubles


def _write_departments(
    engine: Engine, month: str, policy: Policy, folder: Path, senders: list[str], books_to: BooksTo
) -> int:
    """Workbooks for each department, as one that sends and as one that helps; how many."""
    written = 0
    to: tuple[tuple[Scope, list[str]], ...] = (("department", senders), ("helper", helpers_of(engine, month)))
    for scope, places in to:
        with Readers(engine, month, places) as readers:
            books = workbooks_of(scope, policy)
            for place, shown in safe_names(places, blank=UNNAMED_DEPARTMENT).items():
                written += books_to(readers, books, Facts(month, policy, place), shown, folder / shown)
    return written


def write_pushed(
    engine: Engine, month: str, policy: Policy, lists: Sequence[ListOfNotice], folder: Path, books_to: BooksTo
) -> int:
    """Lists of the notice for the departments that are to act on them; how many workbooks."""
    written = 0
    for one in lists:
        with Readers(engine, month, one.departments) as readers:
            for place, shown in safe_names(one.departments, blank=UNNAMED_DEPARTMENT).items():
                written += books_to(readers, [push_of(one)], Facts(month, policy, place), shown, folder / shown)
    return written


def write_dispatch(engine: Engine, month: str, policy: Policy, folder: Path, key: bytes) -> int:
    """Write into `folder` what 月调度 tells the county, and what it reminds each township of; how many workbooks."""
    _require_finished(engine, month)
    townships, _ = places_of(engine, Facts(month, policy))
    reminders = (reminders_of(policy.deadlines),)
    written = 0
    with Readers(engine, month, townships) as readers:
        for place, shown in safe_names(townships, taken=(DEPARTMENTS, COUNTY)).items():
            written += write_books(readers, reminders, Facts(month, policy, place), shown, folder / shown, key)
    dispatch = (dispatch_of(policy.deadlines),)
    with Readers(engine, month, [""]) as readers:
        return written + write_books(readers, dispatch, Facts(month, policy), "", folder / COUNTY, key)


def _require_finished(engine: Engine, month: str) -> None:
    """Reports read committed months only: the run's row is written last."""
    if not engine.value("SELECT COUNT(*) FROM ops.run WHERE month = ?", [month]):
        raise FangpinError(f"{month}还没有完成的运行，不能出清单", do=f"请先运行 fangpin month {month}。")


def places_of(engine: Engine, facts: Facts) -> tuple[list[str], list[str]]:
    """Every township that has a household or a row of the month; every department that sent or was awaited."""
    found = [[row["place"] for row in ask(engine, query.query, query.takes, facts)] for query in (TOWNSHIPS, SENDERS)]
    return found[0], found[1]


def helpers_of(engine: Engine, month: str) -> list[str]:
    """Every department that is asked to help somebody."""
    return [row["place"] for row in engine.rows(query_of("helpers"), [month])]


def write_books(
    readers: Readers,
    books: Sequence[Workbook],
    facts: Facts,
    shown: str,
    folder: Path,
    key: bytes,
    write: Write = write_workbook,
) -> int:
    """Some workbooks of one reader; how many. write: what writes each."""
    folder.mkdir(parents=True, exist_ok=True)
    words = facts.words(shown) | _said_of(readers, facts)
    written = 0
    for book in books:
        edition = readers.edition_of(book.scope, facts.place) if book.corrects else 0
        said = words | {"edition": str(edition)}
        name = "_".join(part for part in (book.name, shown, facts.month) if part)
        rows, wholes = _rows_of(readers, book, facts, said, key, folder / name)
        if book.only_with_rows and not any(rows.values()):
            continue
        marks = _marks(book, facts) | ({"fangpin.edition": str(edition)} if edition else {})
        written += 1
        write(folder / f"{name}.xlsx", book, marks, said, rows, wholes)
    return written


def write_villages(
    readers: Readers, books: Sequence[Workbook], facts: Facts, folder: Path, key: bytes, write: Write = write_workbook
) -> int:
    """Some workbooks of a township apart by village, each below the township's folder: a cadre gets his village's page alone; how many.
    Each has one sheet, whose rows name their village."""
    written = 0
    for book in books:
        (sheet,) = book.sheets
        words = facts.words(facts.place) | _said_of(readers, facts)
        rows, _ = _rows_of(readers, book, facts, words, key, folder / book.name)
        of_village: dict[str, list[dict[str, Any]]] = {}
        for row in rows[sheet.name]:
            of_village.setdefault(row["village"] or "", []).append(row)
        for village, shown in safe_names(list(of_village), blank=UNWRITTEN).items():
            own = folder / VILLAGES / shown
            own.mkdir(parents=True, exist_ok=True)
            said = words | {"place": village or f"{facts.place}{UNWRITTEN}"}
            write(
                own / f"{book.name}_{shown}_{facts.month}.xlsx",
                book,
                _marks(book, facts),
                said,
                {sheet.name: of_village[village]},
                {},
            )
            written += 1
    return written


def write_list(engine: Engine, month: str, policy: Policy, code: str, folder: Path, key: bytes) -> int:
    """Write a list of the notice for all who get it into `folder`, due or not; `VISITS`: 入户清单 apart by village. How many workbooks."""
    _require_finished(engine, month)
    declare_masks(engine)
    townships, _ = places_of(engine, Facts(month, policy))
    own = {
        scope: [book_of(one, whole) for one, whole in lists_for(policy, scope) if one.code == code] for scope in SCOPES
    }
    of_villages = [
        book_of(one, "township") for one in policy.lists_of_notice if one.code == code and "village" in one.readers
    ]
    if code == VISITS_CODE:
        of_villages = [VISITS_BOOK]
    asked = [one for one in policy.lists_of_notice if one.code == code]
    books_to = partial(write_books, key=key, write=write_workbook)
    written = write_pushed(engine, month, policy, asked, folder / DEPARTMENTS, books_to)
    with Readers(engine, month, townships) as readers:
        for place, shown in safe_names(townships, taken=(DEPARTMENTS, COUNTY)).items():
            facts = Facts(month, policy, place)
            written += write_books(readers, own["township"], facts, shown, folder / shown, key)
            written += write_villages(readers, of_villages, facts, folder / shown, key)
    with Readers(engine, month, [""]) as readers:
        return written + write_books(readers, own["county"], Facts(month, policy), "", folder / COUNTY, key)


def _said_of(readers: Readers, facts: Facts) -> dict[str, str]:
    """Words for the reader's titles: on what day his lines of the month were given to townships, and by when these are visited (as the
    policy says where there are none; lines that came later, and those of earlier months given only now, carry their own days); the
    day on which time limits were looked at; his contact."""
    days, contact, today = readers.days_given(facts.place), readers.contact_of(facts.place), readers.today
    limits = facts.limits(days[0], more=len(days) > 1) if days else {}
    return limits | {
        "contact": f"请转联系人 {contact}。" if contact else "",
        "today": chinese_date(today) if today else "",
    }


def _rows_of(
    readers: Readers, book: Workbook, facts: Facts, words: dict[str, str], key: bytes, target: Path
) -> tuple[dict[str, Rows], dict[str, Whole]]:
    """The rows of each sheet; and of those that list some of theirs, where all are. target: the workbook, without suffix.

    What two sheets ask alike is asked once. A sheet that sums up another stands before or behind it, and is asked last.
    """
    asked: dict[Question, Rows] = {}
    rows: dict[str, Rows] = {}
    wholes: dict[str, Whole] = {}
    for sheet in sorted(book.sheets, key=lambda one: bool(one.sums_up)):
        if sheet.sums_up and sheet.sums_up not in wholes:
            continue
        question = question_of(sheet)
        if sheet.rows_at_most:
            rows[sheet.name], whole = _worst(readers, sheet, facts, target)
            wholes |= {sheet.name: whole} if whole else {}
            continue
        if sheet.query and question not in asked:
            asked[question] = readers.ask(question, facts)
        rows[sheet.name] = _rows(readers, sheet, facts, words, key, asked.get(question, ()))
    return rows, wholes


def question_of(sheet: Sheet) -> Question:
    """What a sheet asks for its rows."""
    return Question(sheet.query, sheet.takes, sheet.asked if "asked" in sheet.takes else ())


def _worst(readers: Readers, sheet: Sheet, facts: Facts, target: Path) -> tuple[Rows, Whole | None]:
    """The rows that a sheet lists at most; where there are more, all of them in a file beside the workbook."""
    rows = readers.ask_worst(question_of(sheet), facts, sheet.rows_at_most + 1)
    if len(rows) <= sheet.rows_at_most:
        return rows, None
    file = target.with_name(f"{target.name}_{sheet.name}_全部.csv")
    whole = write_whole(readers.ask_all(question_of(sheet), facts), sheet, file)
    return [row for row in rows if row["worst"] <= sheet.rows_at_most], whole


def _rows(readers: Readers, sheet: Sheet, facts: Facts, words: dict[str, str], key: bytes, rows: Rows) -> Rows:
    """A sheet's rows as they are shown. rows: those of its query, none where it has no query: notes, or blank rows alone."""
    if sheet.notes:
        return [{"matter": matter, "text": text.format_map(words)} for matter, text in sheet.notes]
    if sheet.said and rows:
        rows = _with_what_was_said(rows, sheet, readers.ask(Question(sheet.said, OF_PLACE), facts))
    if not sheet.sealed:
        return rows
    return [row | {"seal": seal(key, *(row[name] if name else "" for name in sheet.sealed))} for row in rows]


def _with_what_was_said(rows: Rows, sheet: Sheet, cells: Rows) -> Rows:
    """Each row with what was filled in before in the sheet's cells, and what is wrong with it.

    A household's row holds for all its `numbers`; where they differ, the cell at fault is shown. A row that goes with
    another shows nothing of its own: it is said there.
    """
    faults = {column.field: column.fault for column in sheet.columns if column.field in sheet.asked}
    said: dict[str, dict[str, Any]] = {}
    for cell in cells:
        if (item := cell["item"]) in faults:
            said.setdefault(cell["number"], {})[item] = cell
    return [
        row if row.get("steps_with") else row | _shown_cells(row.get("numbers", [row["number"]]), said, faults)
        for row in rows
    ]


def _shown_cells(numbers: Sequence[str], said: dict[str, dict[str, Any]], faults: dict[str, str]) -> dict[str, Any]:
    """The cells of one row by field, the words on what is wrong beside them."""
    found = [cell for number in numbers for cell in said.get(number, {}).values()]
    found.sort(key=lambda cell: cell["fault"] is not None)
    values = {cell["item"]: cell["value"] for cell in found}
    return values | {faults[cell["item"]]: cell["fault"] for cell in found}


def _marks(book: Workbook, facts: Facts) -> dict[str, str]:
    """What a workbook is, so that it is known again when it comes back under another name."""
    marks = {"fangpin.month": facts.month, "fangpin.kind": book.kind, "fangpin.version": LAYOUT}
    return marks if book.scope == "county" else marks | {f"fangpin.{book.scope}": facts.place}
