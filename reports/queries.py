"""The queries of reports: files below `reports/sql`, in the room of whoever reads what they tell, asked with what is true of a month for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.facts import Facts
from warehouse.engine import Engine

SQL = Path(__file__).resolve().parent / "sql"
PLACE = "place"
"""The fact that is another for each reader: a township, a department."""


@cache
def _files() -> dict[str, Path]:
    """Name -> file. A name stands once, whichever room it is in."""
    return {file.stem: file for file in SQL.rglob("*.sql")}


@cache
def query_of(name: str) -> str:
    """The text of a report's query: one SELECT, headed by its question, its grain and its inputs."""
    return _files()[name].read_text(encoding="utf-8")


@dataclass(frozen=True)
class Question:
    """A query with what it takes. takes: which facts fill its $1, $2, …; asked: the fields that are filled in on the sheet that asks, where it
    takes those."""

    name: str
    takes: tuple[str, ...]
    asked: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """Where the answers for many lie; of two sheets that hand over other facts, ask for other fields, or of another list, each has its own."""
        return f'"{" ".join(("asked", self.name, *self.takes, *self.asked))}"'


def query_of_each(question: Question) -> str:
    """A query that takes a place, for many at once: it takes all of them there, and says with each row `whose` it is.

    What it gives for one place is what it gives for that place alone.
    """
    own = query_of(question.name).replace(f"${question.takes.index(PLACE) + 1}", "reader.place")
    places = f"SELECT UNNEST(${question.takes.index(PLACE) + 1}::VARCHAR[]) AS place"
    return f"SELECT reader.place AS whose, own.* FROM ({places}) AS reader, LATERAL ({own}) AS own"


def ask(
    engine: Engine, name: str, takes: Sequence[str], facts: Facts, asked: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The rows of a query; takes and asked as a question says."""
    return engine.rows(query_of(name), values_of(engine, Question(name, tuple(takes), tuple(asked)), facts))


def values_of(engine: Engine, question: Question, facts: Facts) -> list[object]:
    """What a question is asked with."""
    values = {**facts.values(engine.catalogue), "asked": list(question.asked)}
    return [values[one] for one in question.takes]
