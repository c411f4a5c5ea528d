"""A month for a county of 5,000 people as a clerk waits for it: the whole command, with a Prefect server running, and `--help`.

`python -m bench.month [PERSONS]`. The promises, on two quiet cores: 12 seconds in all, 8 with a server running, `--help` in half a second.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.counties import MONTH
from bench.processes import run
from bench.stages import FANGPIN, fangpin, month
from flows.environment import settle
from flows.server import serving_home
from tasks.home import Home

WHOLE, SERVED, HELP = 12.0, 8.0, 0.5


def main(persons: int) -> None:
    """Make the county, run its months, then run the second month again and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "county")
        fangpin("demo", home.root, "demo", "--persons", str(persons), "--seed", "1", "--month", MONTH)
        alone, _ = month(home.root, MONTH, watches_memory=False)
        for name, seconds in alone.stages.items():
            print(f"  {name}\t{seconds:6.2f} s")
        print(f"month: {alone.seconds:.2f} s in all (promised {WHOLE:.0f}), of them start-up {alone.startup:.2f} s")
        settle(home)
        with serving_home(home) as address:
            served, _ = month(home.root, MONTH, environment={"PREFECT_API_URL": address}, watches_memory=False)
        print(f"month with a server running: {served.seconds:.2f} s (promised {SERVED:.0f})")
    print(f"fangpin --help: {run((*FANGPIN, '--help')).seconds:.2f} s (promised {HELP})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
