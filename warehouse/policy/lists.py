"""The lists that a notice asks for: which of those that we can make, under the notice's own title, how often, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from warehouse.policy.strict import Strict

ListCode = Literal[
    "look_back", "elimination", "publicity", "only_support", "key_matters", "over_a_year", "special_files", "visits_to_all",
    "income_help", "new_support", "house_checks", "key_areas",
    "handling_results", "edge_changed", "watched_changed", "edge_found", "watched_found",
    "without_policy", "with_policy", "red_marks",
]  # fmt: skip
"""Every list that we can make. Who stands on it: the query of that name in `warehouse/sql/listing` or `reports/sql/lists`."""
FIGURES: tuple[ListCode, ...] = ("key_areas", "handling_results")
"""Lists of places, not of households."""
Rhythm = Literal["monthly", "quarterly", "yearly", "asked"]
ListReader = Literal["county", "township", "village", "department"]
GOES_OUT_IN: Mapping[Rhythm, tuple[int, ...]] = {
    "monthly": tuple(range(1, 13)), "quarterly": (1, 4, 7, 10), "yearly": (1,), "asked": (),
}  # fmt: skip
"""In which calendar months a list goes out where the policy does not say: a quarter's and a year's with its first lists."""
A_TITLE = r"^(\{village\})?[^\[\]:*?/\\|<>\"'{}]{1,24}$"
"""What a sheet of Excel and a file may be called; room is left for the place and the month."""


class ListOfNotice(Strict):
    """A list that the notice asks for. code: which of ours. title: in the notice's words; {village} stands for the village's name.

    rhythm: how often it goes out with the month's lists; asked: only by `fangpin list`. in_months: the calendar months in which it does,
    where these are not the usual ones (坦渡: before 18 May). for: who gets it; a village gets a workbook of its own, a
    department (one of `departments`) the whole list, to act on. says: the
    notice's sentence, told below the title. at_least_months: since recognition (风险消除: half a year; 额尔和: a year).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    code: ListCode
    title: Annotated[str, Field(pattern=A_TITLE)]
    rhythm: Rhythm
    in_months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    readers: tuple[ListReader, ...] = Field(alias="for", min_length=1)
    says: str
    at_least_months: int = Field(default=0, ge=0)
    departments: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_its_readers(self) -> Self:
        """Figures are the county's; what hangs in public is none of the county's lists."""
        if self.code in FIGURES and set(self.readers) != {"county"}:
            raise ValueError('这种名单是各镇街的数字，只能给县级：for = ["county"]')
        if self.code == "publicity" and "county" in self.readers:
            raise ValueError("公示名单张贴在村里，不出县级的")
        if ("department" in self.readers) != bool(self.departments):
            raise ValueError("给部门的名单，for 中写 department，departments 中写是哪些部门")
        if "department" in self.readers and self.code in ("publicity", "special_files"):
            raise ValueError("这种名单不推送给部门")
        return self

    def is_due(self, month: str) -> bool:
        """Does it go out with the lists of a month, 2026-10? They go out in the calendar month behind it."""
        goes_out = int(month[5:]) % 12 + 1
        return goes_out in (self.in_months or GOES_OUT_IN[self.rhythm])

    @property
    def name(self) -> str:
        """What its sheet and its files are called."""
        return self.title.replace("{village}", "")
