"""A feed declared in a file of its own: `sources/feeds/*.toml` as shipped, `feeds/*.toml` in a county's home.

The words of such a file are the fields of `Feed` and `Column`; beside them it names its department, the ways that
department's folder may be called, and may bring rules in the policy's own schema. A slip of the pen is refused with
file, place and reason.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from sources.contract import Column, Department, Feed
from sources.errors import PolicyError
from sources.feeds.declared_checks import wrong_in
from sources.refusals import in_chinese
from sources.words import words_of

SHIPPED = Path(__file__).resolve().parent
EXAMPLE = "请对照 CONTRIBUTING.md 中“Add a department's feed”的例子更正。"
STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, eq=False)
class DeclaredFeed:
    """What one file says. rules: as written, for the policy to judge; text: the whole file, for the policy's digest."""

    file: str
    department: Department
    feed: Feed
    rules: tuple[Mapping[str, Any], ...]
    text: str


def _words_of(kind: type, name: str, left_out: Sequence[str] = (), **also: Any) -> type[BaseModel]:
    """A model that takes exactly the fields of a declaration, so that they are said once."""
    return cast(type[BaseModel], create_model(name, __config__=STRICT, **also, **fields_of(kind, left_out)))


def fields_of(
    kind: type, left_out: Sequence[str] = (), called: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """The fields of a declaration as a model of pydantic's takes them. called: field -> what it is called where people write it."""
    types = get_type_hints(kind)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in left_out:
            continue
        usual: Any = ... if field.default is dataclasses.MISSING else field.default
        if field.default_factory is not dataclasses.MISSING:
            usual = field.default_factory()
        fields[called.get(field.name, field.name)] = (types[field.name], usual)
    return fields


ColumnWords = _words_of(Column, "ColumnWords")
FeedWords = _words_of(
    Feed, "FeedWords", ("columns",),
    aliases=(tuple[str, ...], ()), column=(tuple[ColumnWords, ...], ...), rule=(tuple[dict[str, Any], ...], ()),  # type: ignore[valid-type]
)  # fmt: skip


def read_declared(path: Path) -> DeclaredFeed:
    """The feed that a file declares. Raises PolicyError with file, place and reason."""
    text = _text_of(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"信息声明的格式有误：{error}", path.name, "请按 TOML 格式更正。") from error
    try:
        said = dict(FeedWords.model_validate(data))
    except ValidationError as error:
        where, reason = in_chinese(error)
        raise PolicyError(f"{where}：{reason}", path.name, EXAMPLE) from error
    aliases, rules = said.pop("aliases"), said.pop("rule")
    columns = tuple(Column(**dict(column)) for column in said.pop("column"))
    feed = Feed(columns=columns, **said)
    for wrong in wrong_in(feed, aliases):
        raise PolicyError(wrong, path.name, EXAMPLE)
    department = Department(feed.department, tuple(dict.fromkeys((feed.department, *aliases))))
    return DeclaredFeed(path.name, department, feed, _with_feed(rules, feed, path), text)


def _text_of(path: Path) -> str:
    if not path.is_file():
        there = "、".join(sorted(file.stem for file in path.parent.glob("*.toml"))) or "（没有）"
        do = f"请把声明放入 feeds 文件夹，或更正 added_feeds；现有：{there}。"
        raise PolicyError("没有这个信息声明文件", path.name, do)
    return words_of(path)


def _with_feed(rules: Sequence[dict[str, Any]], feed: Feed, path: Path) -> tuple[Mapping[str, Any], ...]:
    """The rules are about this feed: they need not say so, and cannot say otherwise."""
    for rule in rules:
        if rule.get("feed", feed.code) != feed.code:
            where = f"{path.name} 规则{rule.get('code', '')}"
            raise PolicyError(f"规则写的是另一类信息“{rule['feed']}”", where, "请删去 feed，或移到政策文件中。")
    return tuple({"feed": feed.code} | rule for rule in rules)


def shipped_feeds() -> tuple[DeclaredFeed, ...]:
    """The feeds that come with the program in this form, in the order of their files' names."""
    return tuple(read_declared(path) for path in sorted(SHIPPED.glob("*.toml")))
