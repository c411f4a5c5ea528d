"""退回补正: what heads a list that goes back for correction, whoever it goes to."""

from __future__ import annotations

from collections.abc import Mapping

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet

MARKED = "已采用的照填在内；红底的格不能采用，原因写在批注和《退回原因》中。"


def refusals_sheet(title: str, query: str, widths: Mapping[str, float], more: str = "") -> Sheet:
    """退回原因: each cell that could not be taken, why, and how to mend it. more: what else the reader is asked to do."""
    return Sheet(
        "退回原因", title, c.columns(**widths),
        query=query, takes=("month", "place", "item_names", "item_labels"), pinned=1,
        subtitle=f"这些格不能采用，其余的已经采用。请在后面的表中改正红底的格，报回本表{more}。",
    )  # fmt: skip
