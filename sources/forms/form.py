"""The words in which a form is declared: which fields it shows and asks, in their order, and by what a row is known again.

Whoever prints it adds widths and a query, whoever reads it back takes its `feed` and `items`; neither knows a heading of its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from sources import contract
from sources.contract import Column, Feed

Kind = Literal["text", "words", "id", "date", "number", "yes_no", "choice"]
"""How a cell is printed: `reports.workbooks.layout` says what each looks like."""
Reading = Literal["none", "yes_no", "day", "name", "words", "choice", "number", "unknown"]
"""What a cell must be when it comes back. none: it is no item of its own; number: of another warning; unknown: a column that is
none of ours; nobody can say what its cells answer."""
SENT_BACK = "退回补正"
"""What a form is called that goes back for correction; reading it back finds this in its title, with the edition."""
ROLES = ("number", "head_id", "subject_id", "says")
"""What a check code is made of, in this order: the row's number, its certificate numbers, its words."""


@dataclass(frozen=True)
class Field:
    """One column of a form.

    name: what the query that fills it calls it, and the item that comes back. headings: the one that is printed, then what else it
    may be called. kind: how it is printed. reading: what its cells must be.
    is_asked: it is to be filled in. choices: of the drop-down; is_open: beside them anything may be written. spellings: our value ->
    what means the same under this heading. prompt: what is said when the cell is entered. asked_where: name of a field and its values; in
    other rows nothing is asked. needed_where: name of a field and its value; there a blank cell stands out. column_kind: how it is
    recognised when it comes back, where its reading does not tell. is_telling: its heading tells the form from its neighbours.
    """

    name: str
    headings: tuple[str, ...]
    kind: Kind = "text"
    sentence: str = ""
    reading: Reading = "none"
    is_asked: bool = False
    choices: tuple[str, ...] = ()
    is_open: bool = False
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prompt: str = ""
    asked_where: tuple[str, tuple[str, ...]] | None = None
    needed_where: tuple[str, str] | None = None
    column_kind: contract.Kind = "text"
    is_telling: bool = True

    @property
    def heading(self) -> str:
        """As it is printed."""
        return self.headings[0]

    @property
    def how(self) -> Hashable:
        """What its cells are read by."""
        return self.reading, self.choices, tuple(self.spellings.items())

    @property
    def column(self) -> Column:
        """As a column of a returned sheet. An item's cells are read word for word by `sources.returned.items`; two columns of that
        name are read as one: what only one says stands, two different words are no answer."""
        if self.reading == "none":
            return Column(self.name, self.headings, self.column_kind, self.sentence, codes=self.spellings)
        kind: contract.Kind = "date" if self.reading == "day" else "text"
        return Column(self.name, self.headings, kind, self.sentence, several=True)

    def called(self, heading: str) -> Field:
        """The same field under another of its headings, or under a new one."""
        return replace(self, headings=(heading, *(one for one in self.headings if one != heading)))

    def shown(self, **more: Any) -> Field:
        """The same field where it is told and not asked."""
        return replace(self, is_asked=False, reading="none", prompt="", asked_where=None, needed_where=None, **more)

    def asked(self, **more: Any) -> Field:
        """The same field where it is to be filled in."""
        return replace(self, is_asked=True, **more)


def item(
    name: str, headings: tuple[str, ...], reading: Reading, sentence: str = "", kind: Kind | None = None, **more: Any
) -> Field:
    """A field that is filled in and read on its own. sentence: where its heading does not tell all; kind: how it is printed, where the
    reading does not tell."""
    usual: Mapping[Reading, Kind] = {"yes_no": "yes_no", "day": "date", "words": "words", "choice": "choice"}
    return Field(name, headings, kind or usual.get(reading, "text"), sentence or headings[0], reading, True, **more)


@dataclass(frozen=True)
class Form:
    """A sheet that goes out to be filled in.

    code: of the feed by which it is known again. name: the sheet's. fields: in the order in which they are printed. words: what file
    names and titles call it. sealed: the fields that a row's check code is made of, in the order of `ROLES`, "" where it has none;
    empty where nothing is sealed. whose: fields by which a row may tell whose it is. unprinted: items that people add by themselves, and
    that are kept. lines: fields of the lines that may be added. known: further fields by which it is recognised. needs: groups of
    fields, of each of which one must be there.
    """

    code: str
    name: str
    fields: tuple[Field, ...]
    words: tuple[str, ...]
    sealed: tuple[str, ...] = ()
    whose: tuple[Field, ...] = ()
    unprinted: tuple[Field, ...] = ()
    lines: tuple[Field, ...] = ()
    known: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = (("number",),)

    @property
    def items(self) -> tuple[Field, ...]:
        """What is filled in and read on its own."""
        return tuple(one for one in (*self.fields, *self.unprinted) if one.reading != "none")

    @cached_property
    def feed(self) -> Feed:
        """How the sheet is known again when it comes back."""
        shown = tuple(map(self.field_named, self.known))
        known = (self.field_named("number"), *self.whose, *self.lines, *self.items, *shown)
        told = (*self.items, *(one for one in shown if one.is_asked))
        return Feed(
            self.code, self.name, "镇街", "person", tuple(one.column for one in known), words=self.words,
            source=f"{self.name}由本系统发出", needs=self.needs,
            marks=("number", *(one.name for one in told if one.is_telling)),
        )  # fmt: skip

    @property
    def takes_lines(self) -> bool:
        """May lines be added?"""
        return bool(self.lines)

    @property
    def spare(self) -> tuple[str, ...]:
        """The roles in its check code, beside number and head, whose column may have been cut away."""
        return tuple(role for role, name in zip(ROLES[2:], self.sealed[2:], strict=False) if name)

    def field_named(self, name: str) -> Field:
        """The field of that name."""
        return next(one for one in self.fields if one.name == name)

    def with_items(self, more: Sequence[Field]) -> Form:
        """The form with further items: what a policy asks beside, what people added."""
        return replace(self, unprinted=(*self.unprinted, *more))
