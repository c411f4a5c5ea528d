"""The readers of what goes out: what each township, or each department, is asked alike is asked once for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from reports.facts import Facts
from reports.queries import PLACE, Question, query_of, query_of_each, values_of
from reports.workbooks.layout import Scope
from warehouse.engine import Engine

if TYPE_CHECKING:
    import polars as pl

RETURNED: Mapping[Scope, str] = {
    "township": "SELECT own.township AS place, MAX(returned.edition) AS edition FROM handling.returned AS returned "
    "INNER JOIN handling.place AS own ON own.number = returned.number WHERE returned.list_month = $1 GROUP BY ALL",
    "helper": "SELECT own.department AS place, MAX(returned.edition) AS edition FROM handling.task_returned AS returned "
    "INNER JOIN handling.task AS own ON own.task = returned.number WHERE returned.list_month = $1 GROUP BY ALL",
}  # fmt: skip
"""The last correction of the month's list that each reader has returned, by scope."""
GIVEN = """
SELECT DISTINCT township, feedback_on FROM handling.register
WHERE listed_in = $1 AND origin <> 'township' AND NOT is_withdrawn ORDER BY feedback_on
"""


TOGETHER_AT_MOST = 5_000
"""So many rows of all readers are taken in one go."""


class Readers:
    """The readers of one scope of a month, by place: townships, departments; the county alone is the place "".

    The answers for all of them lie in tables of the moment. Where they are many, each reader's rows are taken when his workbooks are written,
    so that those of a whole county are never held at once. A context manager: behind it the tables are gone.
    """

    def __init__(self, engine: Engine, month: str, places: Sequence[str]) -> None:
        self.engine, self.month, self.places = engine, month, list(places)
        self._asked: set[Question] = set()
        self._few: dict[Question, dict[str, list[dict[str, Any]]]] = {}
        self._editions: dict[Scope, dict[str, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            for question in self._asked:
                self.engine.run(f"DROP TABLE {question.table}")

    def ask(self, question: Question, facts: Facts) -> list[dict[str, Any]]:
        """The rows of a query for the reader of the facts."""
        if self._are_few(question, facts):
            return self._few[question].get(facts.place, [])
        return self.engine.rows(*self._own_rows(question, facts))

    def ask_worst(self, question: Question, facts: Facts, at_most: int) -> list[dict[str, Any]]:
        """So many of them, of a query that counts them from the `worst` on, in its own order."""
        if self._are_few(question, facts):
            return [row for row in self._few[question].get(facts.place, []) if row["worst"] <= at_most]
        rows, values = self._own_rows(question, facts)
        return self.engine.rows(f"SELECT * FROM ({rows}) AS asked WHERE worst <= {at_most:d}", values)

    def ask_all(self, question: Question, facts: Facts) -> pl.DataFrame:
        """All of them, where they may be very many."""
        return self.engine.frame(*self._own_rows(question, facts))

    def _own_rows(self, question: Question, facts: Facts) -> tuple[str, list[object]]:
        """The statement that gives a reader's rows, and its values."""
        if PLACE not in question.takes:
            return query_of(question.name), values_of(self.engine, question, facts)
        return f"SELECT * FROM {question.table} WHERE whose = ? ORDER BY line", [facts.place]

    def _are_few(self, question: Question, facts: Facts) -> bool:
        """Are the rows of all readers so few that they were taken together? The first who asks asks for all."""
        if PLACE not in question.takes:
            return False
        if question not in self._asked:
            self._asked.add(question)
            values = values_of(self.engine, question, facts)
            values[question.takes.index(PLACE)] = self.places
            count = self.engine.value(f"CREATE TEMP TABLE {question.table} AS {query_of_each(question)}", values)
            if count <= TOGETHER_AT_MOST:
                self._few[question] = self._parted(question) if count else {}
        return question in self._few

    def _parted(self, question: Question) -> dict[str, list[dict[str, Any]]]:
        """Each reader's rows."""
        parted: dict[str, list[dict[str, Any]]] = {}
        for row in self.engine.rows(f"SELECT * FROM {question.table} ORDER BY line"):
            parted.setdefault(row["whose"], []).append(row)
        return parted

    def days_given(self, place: str) -> list[dt.date]:
        """On what days lines of the month were given to a township; to any, for who is none."""
        own = [day for township, day in self._given if township == place or place not in self._townships]
        return list(dict.fromkeys(own))

    def contact_of(self, place: str) -> str:
        """Whom a department's workbook is for; empty where the settings name nobody, and for townships and the county."""
        return self._contacts.get(place, "")

    def edition_of(self, scope: Scope, place: str) -> int:
        """Which correction of the month's list this is for the reader: one more than he has returned."""
        if scope not in self._editions:
            rows = self.engine.rows(RETURNED[scope], [self.month])
            self._editions[scope] = {row["place"]: row["edition"] or 0 for row in rows}
        return self._editions[scope].get(place, 0) + 1

    @cached_property
    def today(self) -> dt.date | None:
        """The day on which time limits were looked at last."""
        day: dt.date | None = self.engine.value("SELECT today FROM handling.clock")
        return day

    @cached_property
    def _given(self) -> list[tuple[str, dt.date]]:
        return [(row["township"], row["feedback_on"]) for row in self.engine.rows(GIVEN, [self.month])]

    @cached_property
    def _townships(self) -> set[str]:
        return {row["township"] for row in self.engine.rows("SELECT DISTINCT township FROM handling.register")}

    @cached_property
    def _contacts(self) -> dict[str, str]:
        return {
            row["department"]: row["contact"] for row in self.engine.rows("SELECT department, contact FROM ops.contact")
        }
