"""Which month's ledger a returned sheet is, which township's, and whether it is the one that was sent back for correction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sources.forms.form import SENT_BACK

A_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")
IN_A_TITLE = re.compile(r"(20\d{2})年(\d{1,2})月(?!\d)")
CORRECTION = re.compile(rf"第(\d{{1,3}})次{SENT_BACK}")


@dataclass(frozen=True)
class Origin:
    """month: of the ledger; township: null where nothing says it; edition: which correction it is, 0 for the first list."""

    month: str
    township: str | None
    edition: int


def origin_of(marks: Mapping[str, str], title: str, folder: str, townships: Iterable[str] = ()) -> Origin:
    """By the workbook's own marks; where these are gone by the title above the table; else the folder's month.

    The township is that of the title, where it names one of `townships`: a county may have copied the sheets of all its townships
    into the workbook of one.
    """
    marked = marks.get("fangpin.month", "")
    titled = IN_A_TITLE.search(title)
    month = f"{titled[1]}-{int(titled[2]):02}" if titled else folder
    said = marks.get("fangpin.edition", "")
    corrected = CORRECTION.search(title)
    edition = int(corrected[1]) if corrected else 0
    return Origin(
        marked if A_MONTH.fullmatch(marked) else month if A_MONTH.fullmatch(month) else folder,
        _titled(title, townships) or marks.get("fangpin.township"),
        int(said) if re.fullmatch(r"\d{1,3}", said) else edition,
    )


def _titled(title: str, townships: Iterable[str]) -> str | None:
    """The one township that a title names; of 北安 and 北安街道 the longer."""
    named = [one for one in townships if one and one in title]
    longest = max(named, key=len, default=None)
    return longest if longest and all(one in longest for one in named) else None
