"""The processes that read files: nothing of theirs comes onto the clerk's screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SLOW_SECOND = """
import os, signal, sys, time
if "--multiprocessing-fork" in sys.orig_argv:
    try:
        os.close(os.open({mark!r}, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as where the order to end comes between two steps of starting
        time.sleep(1.5)
"""
READ = """
import sys
from pathlib import Path
from sources.reading.worker import read_all
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    wanted = [(folder / name, folder / f"{name}.grids") for name in ("a.csv", "b.csv")]
    print(sum(isinstance(found, list) for _, found in read_all(wanted)))
"""


def test_a_reader_that_starts_slowly_is_not_ended_while_it_starts(tmp_path: Path) -> None:
    """As on a busy machine: the first child has read everything before the second is there."""
    (tmp_path / "sitecustomize.py").write_text(SLOW_SECOND.format(mark=str(tmp_path / "started")), encoding="utf-8")
    (tmp_path / "read.py").write_text(READ, encoding="utf-8")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("姓名,身份证号\n甲,370282198001011003\n", encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
    done = subprocess.run(
        [sys.executable, tmp_path / "read.py", tmp_path],
        capture_output=True, text=True, timeout=120, env=os.environ | {"PYTHONPATH": paths}, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("2\n", "")
