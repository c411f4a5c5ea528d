"""`make bench`: counties of 20,000, 200,000 and 1.2 million people through base load and month, beside yardsticks and a peer of the same run.

`python -m bench [SIZES…] [--keep] [--no-peer]`. The counties are made once and kept (bench/counties.py). --keep: the tables also go
into docs/performance.md, those of other sizes stay; growth is told over all sizes that were ever measured here, each with its commit.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from bench.counties import store
from bench.stages import Measured, measure
from bench.tables import PAGE, growth, keep, report

SIZES = (20_000, 200_000, 1_200_000)
TOLD = ("python-calamine", "polars", "duckdb", "xlsxwriter", "great-expectations", "prefect", "pandas", "openpyxl")
HERE = Path(__file__).parents[1]


def main(words: list[str]) -> None:
    options = {word for word in words if word.startswith("--")}
    if options - {"--keep", "--no-peer"}:
        sys.exit(__doc__)
    sizes = [int(word.replace("_", "").replace(",", "")) for word in words if word not in options] or list(SIZES)
    if "--keep" in options and (others := set(sizes) - set(SIZES)):
        sys.exit(f"{PAGE.name} keeps {SIZES} alone, not {others}")
    machine = the_machine()
    for persons in sizes:
        done = measure(persons, lambda line: print(line, file=sys.stderr, flush=True), "--no-peer" not in options)
        done.machine = machine
        file = store() / f"measured-{persons}.json"
        file.write_text(json.dumps(done.plain(), ensure_ascii=False), encoding="utf-8")
        print(f"\n{report(done)}\n", flush=True)
        if "--keep" in options:
            keep(str(persons), report(done))
    known = [Measured.of(json.loads(file.read_text(encoding="utf-8"))) for file in store().glob("measured-*.json")]
    print(growth(known))
    if "--keep" in options:
        keep("growth", growth(known))


def the_machine() -> dict[str, str]:
    """What was measured, on what, and when."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in TOLD)
    commit = _git("rev-parse", "--short=10", "HEAD") or "unknown"
    return {
        "commit": commit + (" and changes" if _git("status", "--porcelain", "--untracked-files=no") else ""),
        "date": f"{dt.date.today():%Y-%m-%d}",
        "processor": _said("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{int(_said('/proc/meminfo', 'MemTotal').removesuffix(' kB') or 0) / 2**20:.0f} GiB of memory",
        "versions": f"{platform.system()}, Python {platform.python_version()}, {versions}",
    }


def _git(*words: str) -> str:
    done = subprocess.run(("git", *words), cwd=HERE, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _said(file: str, name: str) -> str:
    """What a file of /proc says under a name; nothing where there is none."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


if __name__ == "__main__":
    main(sys.argv[1:])
