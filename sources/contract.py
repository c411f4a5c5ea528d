"""The words in which a feed is declared. A `Feed` is a literal that a clerk could check.

A column is said once here and becomes: how the heading is found, how the value is read, the table in the
warehouse, the checks, the synthetic feed, the data dictionary.

The words are parted by who reads them; `Column` and `Feed` are their parts together, and are written flat. What reads one part
asks for that part: mypy then sees that finding a heading knows nothing of bounds, and reading a code nothing of file names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["name", "id", "text", "yuan", "count", "date", "code", "labels", "yes_no", "grade", "key", "number"]
"""name: a person's name; id: a number of identity; key: a long number of the base kept as text;
yuan: amount in 元, rounded to 分; number: a quantity in the unit that its sentence names; grade: 一级…四级 as 1…4; code: one of a list;
labels: all those of a list that a cell names, joined by 、; other wordings stay as they are."""


@dataclass(frozen=True, eq=False)
class NamedColumn:
    """What everybody may ask of a column.

    headings: the wordings met, best first; sentence: what it means, with its unit, for people.
    """

    name: str
    headings: tuple[str, ...]
    kind: Kind
    sentence: str


@dataclass(frozen=True, eq=False, kw_only=True)
class SoughtColumn(NamedColumn):
    """How a column is found among the headings of a sheet.

    pattern: a regular expression, last resort for wordings not met yet. several: 诊断1, 诊断2, 诊断3 … are one value.
    """

    pattern: str = ""
    several: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class CodedColumn(NamedColumn):
    """How the words in a column's cells are read.

    codes: our value -> the spellings met. keep_unlisted: a wording that contains a spelling is taken for it, any other
    wording stays as it is and is said; unless: wordings that stand for no code although they contain one.
    spellings: of a yes_no column: what means 是 or 否 under its heading alone (是否存在风险: 不存在, 无风险).
    rewrite: patterns of wordings that mean the same, brought to one before codes and spellings are sought, in cells and spellings alike.
    """

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep_unlisted: bool = False
    unless: str = ""
    rewrite: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class FilledColumn(NamedColumn):
    """Where a column's value comes from besides its own cell.

    if_absent: the value taken where the whole column is missing, because the feed is asked for that value only.
    else_from: columns whose cells are asked by the same codes where this one's says nothing.
    from_certificate: where blank, the twentieth character of the disability certificate says it.
    plus, plus_where: another column whose amount belongs to this one where the heading, as written, has such a word: 个人自付 is without
    个人自费 what 个人负担 is with it.
    """

    if_absent: str | None = None
    else_from: tuple[str, ...] = ()
    from_certificate: bool = False
    plus: str = ""
    plus_where: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class BoundedColumn(NamedColumn):
    """What of a column is told to its sender.

    blank: what an empty cell means: fine, or the row cannot be judged and is rejected.
    garbled: likewise where something stands there that cannot be read: said to the sender, or the row is rejected.
    at_least, at_most: bounds, in the column's unit; outside them the value is said to be wrong.
    """

    blank: Literal["fine", "rejected"] = "fine"
    garbled: Literal["said", "rejected"] = "said"
    at_least: float | None = None
    at_most: float | None = None


BASE = "户库"
"""What stands as the department of the base's own export: it is no department, and no folder is called so."""


@dataclass(frozen=True, eq=False)
class Column(BoundedColumn, FilledColumn, CodedColumn, SoughtColumn):
    """One column of a feed, as it is declared: the words of all its parts."""


@dataclass(frozen=True, eq=False)
class NamedFeed:
    """What everybody may ask of a feed.

    about: a warning of this feed is one a person or one a household.
    columns: its own columns; the shared ones (name, number, address, …) are in `sources.feeds.common`.
    words: what file names and titles call it, in order of weight; source: the document that asks for it.
    """

    code: str
    label: str
    department: str
    about: Literal["person", "household"]
    columns: tuple[Column, ...]
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, eq=False, kw_only=True)
class SoughtFeed(NamedFeed):
    """How a sheet is known to be of this feed, or not to be.

    needs: of each group of columns at least one must be in the header, else the file is refused.
    marks: columns whose headings alone tell this feed from its neighbours.
    not_words: what speaks against it; never_words: what rules it out whatever the headings.
    ended_words: file names and titles that say the opposite of new (停发, 注销): the file is refused, not warned of.
    ignored: headings that no rule reads, beyond those of `sources.feeds.common`.
    """

    needs: tuple[tuple[str, ...], ...] = ()
    marks: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    never_words: tuple[str, ...] = ()
    ended_words: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class PartedFeed(NamedFeed):
    """How a sheet of this feed is taken apart: into people, parts of a total, other feeds.

    members: who the further people of a wide roster's row are: dependants of the household that the row is about,
    subjects like the first one, or others, who are no matter of this feed.
    total, parts: the column of a total; words in the name of a file or sheet -> the part that its total really is (住院).
    routes: where one file carries several feeds, the code of `route_by` -> feed.
    row_words: what the class column of a roster of several feeds calls a row of this one; row_column: the column that such a
    class column is, where the feed has one.
    """

    members: Literal["dependants", "subjects", "others"] = "others"
    total: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    route_by: str | None = None
    routes: Mapping[str, str] = field(default_factory=dict)
    row_words: tuple[str, ...] = ()
    row_column: str | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class WarnedFeed(NamedFeed):
    """How a row of this feed becomes a warning.

    matter: columns that tell two matters of one person and month apart: a later file corrects the same matter only.
    happened_on: the column with the date of the event.
    watched: the column (an amount, a grade) that a full roster is compared by, month by month.
    told_by: the column with the channel that the word came by (12345, 村委 …), shown as 预警信息来源 where it is filled.
    lists_outsiders: somebody asks for help here, or is reported: who is not in the base is listed all the same, as 户库外.
    """

    matter: tuple[str, ...] = ()
    happened_on: str | None = None
    watched: str | None = None
    told_by: str | None = None
    lists_outsiders: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class ExpectedFeed(NamedFeed):
    """What is expected of a month's sending.

    awaited: due each month; else it comes when there is something to say (随到随收), and nobody is asked where it is.
    rows_at_most: more rows than this are a fault, and the feed is stopped.
    """

    awaited: bool = True
    rows_at_most: int = 1_000_000


@dataclass(frozen=True, eq=False)
class Feed(ExpectedFeed, WarnedFeed, PartedFeed, SoughtFeed):
    """What one department sends about one matter, as it is declared: the words of all its parts."""


@dataclass(frozen=True)
class Department:
    """Who sends. `aliases` are the ways its folder may be called."""

    name: str
    aliases: tuple[str, ...]
