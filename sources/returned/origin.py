"""Which month's ledger a returned sheet is, which township's, and whether it is the one that was sent back for correction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

A_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")
IN_A_TITLE = re.compile(r"(20\d{2})年(\d{1,2})月(?!\d)")
CORRECTION = re.compile(r"第(\d{1,3})次退回补正")


@dataclass(frozen=True)
class Origin:
    """month: of the ledger; township: null where nothing says it; edition: which correction it is, 0 for the first list."""

    month: str
    township: str | None
    edition: int


def origin_of(marks: Mapping[str, str], title: str, folder: str) -> Origin:
    """By the workbook's own marks; where these are gone by the title above the table; else the folder's month."""
    marked = marks.get("fangpin.month", "")
    titled = IN_A_TITLE.search(title)
    month = f"{titled[1]}-{int(titled[2]):02}" if titled else folder
    said = marks.get("fangpin.edition", "")
    corrected = CORRECTION.search(title)
    edition = int(corrected[1]) if corrected else 0
    return Origin(
        marked if A_MONTH.fullmatch(marked) else month if A_MONTH.fullmatch(month) else folder,
        marks.get("fangpin.township"),
        int(said) if re.fullmatch(r"\d{1,3}", said) else edition,
    )
