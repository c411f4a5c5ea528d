"""Files with bytes flipped or cut off: each ends with its rows or a refusal by name; never another exception, never a hang."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.errors import RefusedFile
from sources.reading.worker import ReadLimits, read_all
from sources.transports.landing import pull
from tests.corpus import locks
from tests.corpus import makers as m

ROWS: list[list[object]] = [
    ["姓名", "号码", "金额"],
    *([f"人{n}", f"3702821980010{n:05d}", n * 1.5] for n in range(60)),
]
WHOLE: dict[str, bytes] = {
    "xlsx": m.xlsx(ROWS), "xls": m.xls(ROWS), "xlsb": m.xlsb(ROWS), "ods": m.ods(ROWS),
    "html": m.webpage(m.table_of(ROWS)), "xml": m.xml_table({"一": "".join(m.xml_row(*row) for row in ROWS)}),
    "mht": m.webarchive({"一": m.table_of(ROWS)}), "csv": m.csv_of(ROWS, "gb18030"), "txt": m.csv_of(ROWS, "utf-16"),
    "zip": m.zipped({"甲.xlsx": m.xlsx(ROWS), "乙.csv": m.csv_of(ROWS)}), "locked": locks.locked(m.xlsx(ROWS), "对"),
}  # fmt: skip
SAMPLE, ALL = 44, 1_000
SECONDS_EACH = 20.0


def damaged(count: int, seed: int = 20261009) -> Iterator[tuple[str, bytes]]:
    """So many damaged files, the containers in turn: one to eight bytes flipped, or cut off anywhere, or both."""
    chance = random.Random(seed)
    for number in range(count):
        suffix = list(WHOLE)[number % len(WHOLE)]
        data = bytearray(WHOLE[suffix])
        way = chance.choice(("flipped", "flipped", "cut", "both"))
        if way != "cut":
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        if way != "flipped":
            del data[chance.randrange(1, len(data)) :]
        yield f"{number:04d}.{suffix}", bytes(data)


def outcomes(folder: Path, count: int) -> Counter[str]:
    """How many were read, refused, and stopped by the limits; each through landing and the child processes."""
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, data in damaged(count):
        (inbox / name).write_bytes(data)
    arrivals = pull([inbox], folder / "landing", "民政局", ["对"])
    assert {arrival.name.split("/")[0] for arrival in arrivals} == {file.name for file in inbox.iterdir()}
    pairs = [(arrival.landed, folder / "grids" / str(arrival.order)) for arrival in arrivals]
    found: Counter[str] = Counter()
    for _, outcome in read_all(pairs, ReadLimits(memory=3 << 30, seconds=SECONDS_EACH), ["对"]):
        if isinstance(outcome, RefusedFile):
            assert outcome.what and outcome.do
            found["stopped" if "已中止" in outcome.what else "refused"] += 1
        else:
            found["read"] += 1
    assert found.total() == len(arrivals) >= count
    return found


def test_damaged_files_are_read_or_refused_by_name(tmp_path: Path) -> None:
    found = outcomes(tmp_path, SAMPLE)
    assert found["refused"] > 10
    assert found["read"] > 5
    assert found["stopped"] == 0


@pytest.mark.slow
def test_a_thousand_damaged_files_are_read_or_refused_by_name(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ALL)
    print(dict(found))  # noqa: T201
    assert found["stopped"] < ALL / 100
