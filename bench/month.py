"""A month for a county of 5,000 people, each step's seconds, Prefect's start and the import of Great Expectations apart.

`python -m bench.month [PERSONS]`. The promise: under 25 seconds besides those two, on two cores.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from flows.demo import run_demo
from flows.operations import run_one_month
from flows.screen import show
from tasks.home import Home

MONTH = "2026-10"


def main(persons: int) -> None:
    """Make the county, run its months, then run the second month again and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "county")
        run_demo(home, persons, seed=1, month=MONTH, quiet=True)
        show.timings(run_one_month(home, MONTH, quiet=True))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
