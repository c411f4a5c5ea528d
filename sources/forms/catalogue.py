"""Every form whose items are read cell by cell, and what its items are called, for those who must mend them."""

from __future__ import annotations

from sources.forms.dispatch import RECHECKS
from sources.forms.ledger import LEDGER, LINE_FAULTS, placing_of
from sources.forms.lists import LISTS
from sources.forms.suspected import SUSPECTED
from sources.forms.tasks import TASKS
from sources.forms.visits import PROGRESS, VISITS

FORMS = (LEDGER, PROGRESS, VISITS, SUSPECTED, placing_of(), RECHECKS)
"""What townships send back, and the county of the households drawn."""
LABELS = {
    **{one.name: one.heading for form in reversed((*FORMS, TASKS, LISTS)) for one in form.items},
    **{name: one.heading for name, one in LINE_FAULTS.items()},
}
"""What each item is called; where two forms call it otherwise, as the first one does."""
