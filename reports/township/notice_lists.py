"""The lists that a notice asks for, under its own titles: who stands on each, and why, for the township that goes and looks.

Which there are, how often and for whom, says the policy ([[list]]). What a list shows and asks is said here by its code; who stands on it
was settled when the month was run (`warehouse/sql/listing`), but for 公示 and 特殊档案, which follow from the ledgers that came back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from reports.workbooks import columns as c
from reports.workbooks.layout import PrintedColumn, Scope, Sheet, Workbook
from reports.workbooks.refusals import refusals_sheet
from sources.forms import lists as f
from sources.forms import whose as w
from sources.forms.form import SENT_BACK, Field
from warehouse.policy.lists import ListOfNotice
from warehouse.policy.words import Policy

CONCLUSIONS: Mapping[str, tuple[str, ...]] = {
    "look_back": ("稳定", "不稳定，申请回退", "又有风险，重新识别"),
    "elimination": ("达到消除条件，按程序消除", "还有风险，继续帮扶"),
    "only_support": ("已增加开发式帮扶", "家庭不需要或不愿意", "成员不能劳动，更正信息"),
    "key_matters": ("情况属实，已解决", "情况属实，正在解决", "情况属实，纳入监测", "情况不属实"),
    "over_a_year": ("调整措施", "可以消除，按程序办理", "转为兜底户"),
    "visits_to_all": ("没有困难", "有困难，已落实帮扶", "有返贫风险，纳入监测"),
    "new_support": ("没有返贫致贫风险", "有风险，纳入监测", "已在监测"),
    "house_checks": ("与系统一致", "不一致，已在系统更正"),
    "red_marks": ("风险点已消除", "正在帮扶"),
    **dict.fromkeys(("edge_found", "watched_found"), ("确认", "不是，说明原因")),
    **dict.fromkeys(("edge_changed", "watched_changed"), ("调整", "不调整，说明原因")),
    **dict.fromkeys(("without_policy", "with_policy"), ("确认", "应为另一类")),
}  # fmt: skip
"""What may be chosen as 核查结论, by list; none is asked of the others."""
WHO = {"village": 9, "head_name": 7, "members": 5}
WHY = {"listed_class": 9, "why": 28, "to_ask": 26, "first_listed": 8}
CHECK: Mapping[str, float] = {"conclusion": 11, "finding": 22, "checked_on": 10.5, "checked_by": 8}
ASKED: Mapping[str, Mapping[str, float]] = {
    "income_help": {"cause": 17, "plan": 19, "measures_taken": 18, "checked_on": 10.5, "checked_by": 8},
    "house_checks": {**CHECK, "second_by": 8, "approved_by": 8, "approved_on": 10.5},
    **dict.fromkeys(("edge_found", "watched_found"), {**CHECK, "contact_person": 8, "approved_by": 8, "approved_on": 10.5}),
    **dict.fromkeys(("edge_changed", "watched_changed", "without_policy", "with_policy"), {**CHECK, "approved_by": 8, "approved_on": 10.5}),
}  # fmt: skip
"""What is filled in, with widths; of the lists that are not named, CHECK."""
INCOMES = {"per_head_yuan": 9.5, "last_per_head_yuan": 9.5}
KINDS = {"household_kind": 7, "monitoring_kind": 8}
WITH_INCOMES = frozenset(
    ("income_help", "edge_found", "edge_changed", "watched_found", "watched_changed", "without_policy", "with_policy")
)
SPECIAL = {
    "village": 10, "head_name": 8, "household_number": 19, "of_head": 19, "key_people": 16, "warned_of": 40, "visited_on": 11, "result_known": 12,
    "not_included_because": 28, "materials": 34, "materials_there": 12,
}  # fmt: skip
AREAS = {
    "township": 13, "village": 15, "area_households": 9, "area_people": 9, "poor_households": 9, "resettled": 9, "ever_included": 10, "not_removed": 10,
    "unremoved_share": 10, "why_key": 46,
}  # fmt: skip
UNITS = {"key_areas": "处", "handling_results": "个"}
"""What the rows of a list are, where they are no households."""
RESULTS = {
    "reader_kind": 12, "reader": 18, "issued": 10, "of_month": 12, "done": 9, "of_them_met": 10, "open": 9, "tasks": 9, "tasks_done": 9, "under_way": 10,
    "impossible": 10, "silent": 10,
}  # fmt: skip
PUBLIC = {"village": 20, "head_name": 16, "public_class": 26}
"""公示: nothing but these (no number, phone, bank account, health)."""
Whole = Literal["township", "county"]


@dataclass(frozen=True)
class _ListLayout:
    """What a list shows. query: below `reports/sql/lists`; comes_back: it asks something under its numbers."""

    query: str
    columns: tuple[PrintedColumn, ...]
    comes_back: bool


def _layout(one: ListOfNotice, scope: Whole) -> _ListLayout:
    place = {"township": 9, "household_number": 19} if scope == "county" else {}
    if one.code == "publicity":
        return _ListLayout("public_list", c.columns(**PUBLIC), comes_back=False)
    if one.code == "key_areas":
        return _ListLayout("key_areas", c.columns(**AREAS), comes_back=False)
    if one.code == "handling_results":
        return _ListLayout("handling_results", c.columns(**RESULTS), comes_back=False)
    if one.code == "special_files":
        return _ListLayout("special_files", c.columns(**SPECIAL), comes_back=False)
    more = INCOMES if one.code in WITH_INCOMES else {}
    shown = (*c.columns(**place, **WHO, **KINDS, **more, **WHY),)
    head = c.printed(w.OF_HEAD, 15.8)
    if scope == "county":
        return _ListLayout("listed_all", (*shown, *_told(one)), comes_back=False)
    asked = tuple(_asked(field, width, one.code) for field, width in _fields(one))
    return _ListLayout(
        "listed",
        (*shown, head, *asked, *c.columns_of((f.NUMBER, w.SEAL), {"number": 13.5, "seal": 9.5})),
        comes_back=True,
    )


def _fields(one: ListOfNotice) -> list[tuple[Field, float]]:
    return [(f.LISTS.field_named(name), width) for name, width in ASKED.get(one.code, CHECK).items()]


def _asked(field: Field, width: float, code: str) -> PrintedColumn:
    column = c.printed(field, width)
    return replace(column, choices=CONCLUSIONS.get(code, ())) if field is f.CONCLUSION else column


def _told(one: ListOfNotice) -> tuple[PrintedColumn, ...]:
    """What the townships filled in, told to the county."""
    return tuple(
        c.printed(field.shown(kind="words" if field.kind == "choice" else field.kind), width)
        for field, width in _fields(one)
    )


def sheet_of(one: ListOfNotice, scope: Whole) -> Sheet:
    """The list as a sheet of a township's, a village's, or the county's workbook."""
    layout, place = _layout(one, scope), "{county}" if scope == "county" else "{place}"
    title = one.title.replace("{village}", place) if "{village}" in one.title else f"{place}{one.title}"
    is_public = one.code == "publicity"
    return Sheet(
        one.name, f"{title}（{{month}}，共{{count}}{UNITS.get(one.code, '户')}）", layout.columns,
        query=layout.query if scope == "township" else COUNTY_QUERIES.get(layout.query, layout.query),
        takes=("month", "place", f"list_{one.code}") if scope == "township" else ("month", "townships", f"list_{one.code}"),
        said="list_said" if layout.comes_back else "", pinned=2 if is_public else 3, size=12 if is_public else 9,
        height=34 if layout.comes_back else 0, sealed=f.LISTS.sealed if layout.comes_back else (),
        subtitle="对名单有异议的，请在公示期内向村（居）委会或乡镇反映。" if is_public else _subtitle(one, layout),
    )  # fmt: skip


COUNTY_QUERIES = {"special_files": "special_files_all"}


def _subtitle(one: ListOfNotice, layout: _ListLayout) -> str:
    back = "名单只是线索，以入户核查为准；填好浅黄底色的格，随本月台账报回。" if layout.comes_back else ""
    return "\n".join(filter(None, ("要求：" + one.says.replace("{", "{{").replace("}", "}}"), back)))


def book_of(one: ListOfNotice, scope: Whole) -> Workbook:
    """The list as a workbook of its own."""
    comes_back = scope == "township" and _layout(one, scope).comes_back
    return Workbook(one.name, "notice_list", scope, (sheet_of(one, scope),), comes_back=comes_back, only_with_rows=True)


def push_of(one: ListOfNotice) -> Workbook:
    """The list as a department gets it: the county's, with the heads' numbers, to act on."""
    sheet = sheet_of(one, "county")
    columns = (*sheet.columns, c.printed(w.OF_HEAD, 19))
    return replace(
        book_of(one, "county"),
        scope="department",
        sheets=(replace(sheet, columns=columns, subtitle=f"{sheet.subtitle}\n{PUSHED}"),),
    )


PUSHED = "请按职责逐户落实帮扶措施，不得转作他用。"


def books_due(policy: Policy, scope: Scope, month: str) -> tuple[Workbook, ...]:
    """The lists of a reader that go out with a month's lists."""
    return tuple(book_of(one, one_scope) for one, one_scope in lists_for(policy, scope) if one.is_due(month))


def village_books_due(policy: Policy, month: str) -> tuple[Workbook, ...]:
    """The lists of which each village gets its own part with a month's lists, under its own name."""
    return tuple(
        book_of(one, "township") for one in policy.lists_of_notice if "village" in one.readers and one.is_due(month)
    )


def lists_for(policy: Policy, scope: Scope) -> list[tuple[ListOfNotice, Whole]]:
    """The lists that a reader gets, due or not."""
    if scope not in ("township", "county"):
        return []
    whole: Whole = "county" if scope == "county" else "township"
    return [(one, whole) for one in policy.lists_of_notice if whole in one.readers]


_REFUSAL_WIDTHS = {
    "list_number": 19, "village": 12, "head_name": 10, "item_label": 14, "written": 22, "how_to_mend": 48, "file_name": 30, "sheet": 12, "row_number": 7,
}  # fmt: skip
REFUSED_LISTS = Workbook(
    f"{SENT_BACK}_名单", "notice_list", "township",
    (replace(refusals_sheet(f"{{place}}{{month}}名单{SENT_BACK}（共{{count}}处）", "list_refusals", _REFUSAL_WIDTHS), subtitle="这些格不能采用，其余的已经采用。请在原来的名单中改正，再报回那张名单。"),),
    only_with_rows=True,
)  # fmt: skip
