"""The words in which a feed is declared. A `Feed` is a literal that a clerk could check.

A column is said once here and becomes: how the heading is found, how the value is read, the table in the
warehouse, the checks, the synthetic feed, the data dictionary.
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
class Column:
    """One column of a feed.

    headings: the wordings met, best first; pattern: a regular expression, last resort for wordings not met yet.
    blank: what an empty cell means: fine, or the row cannot be judged and is rejected.
    garbled: likewise where something stands there that cannot be read: said to the sender, or the row is rejected.
    if_absent: the value taken where the whole column is missing, because the feed is asked for that value only.
    codes: our value -> the spellings met. keep_unlisted: a wording that contains a spelling is taken for it, any other
    wording stays as it is and is said; unless: wordings that stand for no code although they contain one.
    spellings: of a yes_no column: what means 是 or 否 under its heading alone (是否存在风险: 不存在, 无风险).
    rewrite: patterns of wordings that mean the same, brought to one before codes and spellings are sought, in cells and spellings alike.
    else_from: columns whose cells are asked by the same codes where this one's says nothing.
    from_certificate: where blank, the twentieth character of the disability certificate says it.
    plus, plus_where: another column whose amount belongs to this one where the heading, as written, has such a word: 个人自付 is without
    个人自费 what 个人负担 is with it.
    several: 诊断1, 诊断2, 诊断3 … are one value. at_least, at_most: bounds; outside them the value is said to be wrong.
    """

    name: str
    headings: tuple[str, ...]
    kind: Kind
    sentence: str
    pattern: str = ""
    blank: Literal["fine", "rejected"] = "fine"
    garbled: Literal["said", "rejected"] = "said"
    if_absent: str | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep_unlisted: bool = False
    unless: str = ""
    rewrite: Mapping[str, str] = field(default_factory=dict)
    else_from: tuple[str, ...] = ()
    from_certificate: bool = False
    plus: str = ""
    plus_where: str = ""
    several: bool = False
    at_least: float | None = None
    at_most: float | None = None


BASE = "户库"
"""What stands as the department of the base's own export: it is no department, and no folder is called so."""


@dataclass(frozen=True, eq=False)
class Feed:
    """What one department sends about one matter.

    about: a warning of this feed is one a person or one a household.
    columns: its own columns; the shared ones (name, number, address, …) are in `sources.common`.
    needs: of each group of columns at least one must be in the header, else the file is refused.
    marks: columns whose headings alone tell this feed from its neighbours.
    words: what file names and titles call it, in order of weight; not_words: what speaks against it; never_words: what rules it
    out whatever the headings.
    ended_words: file names and titles that say the opposite of new (停发, 注销): the file is refused, not warned of.
    matter: columns that tell two matters of one person and month apart: a later file corrects the same matter only.
    happened_on: the column with the date of the event.
    watched: the column (an amount, a grade) that a full roster is compared by, month by month.
    members: who the further people of a wide roster's row are: dependants of the household that the row is about,
    subjects like the first one, or others, who are no matter of this feed.
    total, parts: the column of a total; words in the name of a file or sheet -> the part that its total really is (住院).
    routes: where one file carries several feeds, the code of `route_by` -> feed.
    row_words: what the class column of a roster of several feeds calls a row of this one; row_column: the column that such a
    class column is, where the feed has one.
    told_by: the column with the channel that the word came by (12345, 村委 …), shown as 预警信息来源 where it is filled.
    lists_outsiders: somebody asks for help here, or is reported: who is not in the base is listed all the same, as 户库外.
    awaited: due each month; else it comes when there is something to say (随到随收), and nobody is asked where it is.
    """

    code: str
    label: str
    department: str
    about: Literal["person", "household"]
    columns: tuple[Column, ...]
    words: tuple[str, ...]
    source: str
    needs: tuple[tuple[str, ...], ...] = ()
    marks: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    never_words: tuple[str, ...] = ()
    ended_words: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    happened_on: str | None = None
    watched: str | None = None
    members: Literal["dependants", "subjects", "others"] = "others"
    total: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    route_by: str | None = None
    routes: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    rows_at_most: int = 1_000_000
    row_words: tuple[str, ...] = ()
    row_column: str | None = None
    told_by: str | None = None
    lists_outsiders: bool = False
    awaited: bool = True


@dataclass(frozen=True)
class Department:
    """Who sends. `aliases` are the ways its folder may be called."""

    name: str
    aliases: tuple[str, ...]
