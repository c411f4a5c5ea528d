"""Every department and every feed: those written here, those shipped as files, and those that a county's home adds.

What every county has is the same everywhere (`usual_catalogue`). What a home adds is known once its settings are read; its
catalogue is then handed to whoever needs it, so that two homes in one process do not know of each other (decision 0020).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from sources.contract import Column, Department, Feed
from sources.errors import PolicyError
from sources.feeds import civil_affairs, disability, education, health, housing, insurance
from sources.feeds.base_gap import BASE_GAP
from sources.feeds.declared import DeclaredFeed, shipped_feeds

SIX = (
    Department("教体局", ("教体局", "教育局", "教育和体育局", "教育体育局", "教育")),
    Department("民政局", ("民政局", "民政")),
    Department("住建局", ("住建局", "住房和城乡建设局", "住房城乡建设局", "住建")),
    Department("卫健局", ("卫健局", "卫生健康局", "卫健委", "卫生健康委员会", "卫健")),
    Department("医保局", ("医保局", "医疗保障局", "医保")),
    Department("残联", ("残联", "残疾人联合会")),
)
FEEDS_OF_SIX = (
    *education.FEEDS,
    *civil_affairs.FEEDS,
    *housing.FEEDS,
    *health.FEEDS,
    *insurance.FEEDS,
    *disability.FEEDS,
)
OF_THE_BASE = (BASE_GAP,)
"""What nobody sends: the base itself says it. Rules, tables and reports know it; intake takes no file for it."""
NOT_OURS = ("津贴", "高龄", "优抚", "丧葬")
"""What lists are called that no feed is about, whatever their headings look like, unless a feed calls itself so."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All that is declared for one county. added: what its home adds, beyond what is the same everywhere."""

    departments: tuple[Department, ...]
    feeds: tuple[Feed, ...]
    added: tuple[DeclaredFeed, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Feed]:
        """Declared code -> feed."""
        return {feed.code: feed for feed in self.feeds}

    @property
    def every_feed(self) -> tuple[Feed, ...]:
        """Every feed that a rule may read: those sent, and what the base says itself."""
        return (*self.feeds, *OF_THE_BASE)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of every feed that is sent, as rules and settings name them."""
        return tuple(code for feed in self.feeds for code in routed_codes(feed))

    def department_of(self, folder: str) -> str | None:
        """The department that a folder's name stands for, by the longest way of calling it; None if it is nobody's folder."""
        called = [(len(alias), one.name) for one in self.departments for alias in one.aliases if alias in folder]
        return max(called, key=lambda pair: pair[0])[1] if called else None

    def feeds_of(self, department: str | None) -> tuple[Feed, ...]:
        """The feeds that a department sends; all feeds where the department is not known."""
        return tuple(feed for feed in self.feeds if department in (None, feed.department))

    def feed_of_code(self, code: str) -> Feed | None:
        """The declared feed whose rows carry this code (`orphan` is found in `child_welfare`)."""
        return next((feed for feed in self.every_feed if code in routed_codes(feed)), None)

    def with_feeds(self, added: Sequence[DeclaredFeed]) -> Catalogue:
        """This catalogue and what a county's home adds.

        Raises PolicyError where a code, a name or a folder is somebody else's already.
        """
        return replace(_joined(self, added), added=tuple(added))


@cache
def usual_catalogue() -> Catalogue:
    """What every county has: the six of the notice first."""
    return _joined(Catalogue(SIX, FEEDS_OF_SIX), shipped_feeds())


def _joined(catalogue: Catalogue, more: Sequence[DeclaredFeed]) -> Catalogue:
    """The catalogue with these behind it; each is checked against all before it."""
    for one in more:
        if clash := next(_clashes(one, catalogue), None):
            raise PolicyError(clash, one.file, "请换一个名称。")
        departments = _with_department(catalogue.departments, one.department)
        catalogue = Catalogue(departments, (*catalogue.feeds, one.feed))
    return catalogue


def _clashes(one: DeclaredFeed, catalogue: Catalogue) -> Iterator[str]:
    taken = {code for feed in (*catalogue.feeds, *OF_THE_BASE) for code in (feed.code, *feed.routes.values())}
    for code in (one.feed.code, *one.feed.routes.values()):
        if code in taken:
            yield f"代码“{code}”已是另一类信息的"
    if any(feed.label == one.feed.label for feed in (*catalogue.feeds, *OF_THE_BASE)):
        yield f"名称“{one.feed.label}”已是另一类信息的"
    for department in catalogue.departments:
        common = set(department.aliases) & set(one.department.aliases)
        if department.name != one.department.name and common:
            yield f"“{min(common)}”已是{department.name}的文件夹名称"


def _with_department(known: tuple[Department, ...], new: Department) -> tuple[Department, ...]:
    """A department that is known already gets the further ways its folder may be called."""
    if all(department.name != new.name for department in known):
        return (*known, new)
    return tuple(
        Department(old.name, tuple(dict.fromkeys((*old.aliases, *new.aliases)))) if old.name == new.name else old
        for old in known
    )


def never_words(feed: Feed) -> tuple[str, ...]:
    """Words that rule a feed out, whatever the headings."""
    return (*feed.never_words, *(word for word in NOT_OURS if not any(word in own for own in feed.words)))


def routed_codes(feed: Feed) -> tuple[str, ...]:
    """The codes that rows of this feed may carry: its own, or those that its class column routes to."""
    return tuple(feed.routes.values()) or (feed.code,)


def own_columns(feed: Feed) -> dict[str, Column]:
    """The feed's own columns by name."""
    return {column.name: column for column in feed.columns}
