"""All that people are sent, written by two versions of the program from the same inputs, and compared byte for byte.

`make same BEFORE=<commit>`: that commit and the tree as it stands each live through the demo, a drawn year and the sample county of
`tests/sample`; what lies in each `outbox/` is compared, and what differs is named. By hand: `python -m bench.outputs
write FOLDER [SAMPLE]`, `python -m bench.outputs compare BEFORE AFTER`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

MONTH, QUARTER = "2026-10", "2026Q4"
LISTED_ON, LOOKED_ON = "2026-11-07", "2026-12-05"
PERSONS, SEED = "2000", "1"
SAME_KEYS = "import secrets, sys; secrets.token_hex = lambda size: '0' * 2 * size; "
"""A home draws its keys by lot, and check codes and draws are made from them."""
YEAR = "tests/month/test_any_year.py::test_a_year_in_which_things_go_wrong"
CELLS_SHOWN = 5
SAVED = 1_796_000_000
"""A day at the end of November 2026."""
HERE = Path(__file__).resolve()


def write(folder: Path, sample: Path | None) -> None:
    """Keep each county's outbox below `folder`."""
    counties = {"demo": _demo, "year": _year}
    with tempfile.TemporaryDirectory() as work:
        for name, live in counties.items():
            live(Path(work) / name)
            shutil.copytree(Path(work) / name / "outbox", folder / name)
        if sample is not None:
            _sample(Path(work) / "sample", sample)
            shutil.copytree(Path(work) / "sample" / "outbox", folder / "sample")


def _demo(home: Path) -> None:
    """Two months with their ledgers, dispatched and told in a bulletin; for the second, lists come back that nobody touched."""
    _fangpin("demo", home, "--persons", PERSONS, "--seed", SEED, "--month", MONTH)
    returns = home / "returns" / MONTH
    returns.mkdir(parents=True)
    for list_ in sorted((home / "outbox" / MONTH).glob("*/*清单_*.xlsx")):
        shutil.copy2(list_, returns)
        os.utime(returns / list_.name, (SAVED, SAVED))  # files are read in the order in which they were saved
    _fangpin("returns", home, MONTH, "--on", LOOKED_ON)
    _fangpin("dispatch", home, MONTH, "--on", LOOKED_ON)
    _fangpin("bulletin", home, QUARTER)
    _fangpin("templates", home)


def _sample(home: Path, sample: Path) -> None:
    """The sample county's month, run once."""
    _fangpin("init", home)
    shutil.copytree(sample / "inbox", home / "inbox", dirs_exist_ok=True)
    _fangpin("base", home, "load", "--as-of", "2026-10-31")
    _fangpin("month", home, MONTH, "--on", LISTED_ON)


def _year(home: Path) -> None:
    """Twelve months in which things go wrong, as the tests live through them."""
    tests = home.with_name("tests")
    words = ("-p", "no:xdist", f"--basetemp={tests}", "-o", "tmp_path_retention_policy=all")
    _run("import pytest; sys.exit(pytest.main(sys.argv[1:]))", f"{YEAR}[0]", *words)
    shutil.copytree(next(tests.glob("*/county")), home)


def _fangpin(command: str, home: Path, *words: str) -> None:
    _run("from flows.cli import main; main()", command, *words, "--home", str(home), "--json")


def _run(code: str, *words: str) -> None:
    """Run code of the tree in which this runs, under the same keys as every other."""
    command = [sys.executable, "-c", SAME_KEYS + code, *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 3):  # 3: done, but a person must look
        raise RuntimeError(f"{words[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")


def same(commit: str) -> list[str]:
    """What differs between what that commit writes and what this tree does."""
    # Here and not at the top: a copy of this script runs in trees that have no sample.
    from tests.sample.county import write_inbox

    with tempfile.TemporaryDirectory() as work:
        tree, before, after, sample = (Path(work) / name for name in ("tree", "before", "after", "sample"))
        write_inbox(sample / "inbox")
        subprocess.run(["git", "worktree", "add", "--detach", "--quiet", str(tree), commit], check=True)
        try:
            script = tree / "bench" / HERE.name
            if not script.exists():  # a commit from before this script
                shutil.copy2(HERE, script)
            for place, folder in ((tree, before), (HERE.parents[1], after)):
                command = [sys.executable, "-m", "bench.outputs", "write", str(folder), str(sample)]
                subprocess.run(command, cwd=place, env=os.environ | {"PYTHONPATH": str(place)}, check=True)
            return compare(before, after)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], check=True)


def compare(before: Path, after: Path) -> list[str]:
    """What differs between two folders of `write`, a line each; nothing where all is the same."""
    names = sorted({file.relative_to(root) for root in (before, after) for file in root.rglob("*") if file.is_file()})
    return [line for name in names for line in _differences(before / name, after / name, name.as_posix())]


def _differences(before: Path, after: Path, name: str) -> Iterator[str]:
    if not before.exists() or not after.exists():
        yield f"{name}: only {'after' if after.exists() else 'before'}"
    elif before.read_bytes() != after.read_bytes():
        told = _parts(before, after) if zipfile.is_zipfile(before) and zipfile.is_zipfile(after) else []
        yield f"{name}: {', '.join(told) or 'its bytes differ'}"
        if name.endswith(".xlsx"):
            yield from (f"    {line}" for line in _cells(before, after))


def _parts(before: Path, after: Path) -> list[str]:
    """The members of two archives that differ."""
    with zipfile.ZipFile(before) as one, zipfile.ZipFile(after) as other:
        names = dict.fromkeys((*one.namelist(), *other.namelist()))
        both = set(one.namelist()) & set(other.namelist())
        return [name for name in names if name not in both or one.read(name) != other.read(name)]


def _cells(before: Path, after: Path) -> list[str]:
    """The first cells that say something else."""
    one, other = (openpyxl.load_workbook(file) for file in (before, after))
    told = [
        f"{sheet.title}!{cell.coordinate}: {cell.value!r} → {other[sheet.title][cell.coordinate].value!r}"
        for sheet in one
        if sheet.title in other.sheetnames
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != other[sheet.title][cell.coordinate].value
    ]
    return told[:CELLS_SHOWN]


def main(what: str, *folders: str) -> None:
    places = [Path(folder) for folder in folders]
    if what == "write":
        write(places[0], places[1] if len(places) > 1 else None)
        return
    told = same(folders[0]) if what == "same" else compare(*places)
    print("\n".join(told) or "the same bytes in every file")
    sys.exit(bool(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
