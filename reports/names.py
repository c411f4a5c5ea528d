"""Names of places as names of folders and files, on Windows too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warehouse.tables import states

DEPARTMENTS, COUNTY = "部门", "县级"
"""Folders of an outbox that are no township's."""
UNNAMED_DEPARTMENT = states.UNNAMED.label
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
LONGEST = 40


def safe_names(places: Sequence[str], blank: str = "未注明", taken: Sequence[str] = ()) -> dict[str, str]:
    """place -> a name of its own: no two places ever share a folder, for each holds its own people."""
    names: dict[str, str] = {}
    used = {name.casefold() for name in taken}
    for place in places:
        stem = _safe(place) or blank
        name, number = stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{stem}({number})"
        used.add(name.casefold())
        names[place] = name
    return names


def _safe(place: str) -> str:
    name = NOT_IN_NAMES.sub("_", place).strip(" .")[:LONGEST].strip(" .")
    return f"{name}_" if RESERVED.match(name) else name
