"""What was measured as tables in Markdown, printed and kept in docs/performance.md between marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.stages import BASE, JOINING, READING, WRITING, Measured

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
LOADS = {
    "first load": "first load",
    "changed load": "one file of fifteen changed",
    "unchanged load": "nothing changed",
}
MONTH_STAGES = {READING: "reading", JOINING: "joining", WRITING: "writing"}
SAID = {
    BASE: "calamine reads the exports",
    "reading": "calamine reads the feeds",
    "joining": "DuckDB joins the two columns",
    "writing": "XlsxWriter writes the same cells",
}


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first hold figures."""
    lines = [headings, ["---", *("---:" for _ in headings[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def report(done: Measured) -> str:
    """All tables of one county."""
    told, machine = done.told, done.machine
    head = (
        f"### {done.persons:,} people\n\n"
        f"{done.villages:,} villages, 15 exports, {done.rows:,} rows in the month's feeds; {told['warnings']:,} warnings, "
        f"{told['anomalies']:,} anomalies; lists of {done.sheets:,} sheets and {done.cells:,} cells. {machine['date']}, commit "
        f"{machine['commit']}; {machine['processor']}, {machine['cores']} cores, {machine['memory']}; {machine['versions']}."
    )
    return "\n\n".join((head, _stages(done), _commands(done), _whole(done)))


def _stages(done: Measured) -> str:
    rows = [_stage(BASE, done.commands["first load"].worked, done.persons, BASE, done)]
    stages = done.commands["month"].stages
    for name in stages:
        together = next((names for names in MONTH_STAGES if name in names), (name,))
        there = [one for one in stages if one in together]
        if name == there[-1]:
            seconds = sum(stages[one] for one in there)
            rows.append(_stage("＋".join(there), seconds, done.rows, MONTH_STAGES.get(together, ""), done))
    return table(("stage", "seconds", "rows a second", "yardstick", "its seconds", "ratio"), rows)


def _stage(name: str, seconds: float, rows: int, yardstick: str, done: Measured) -> list[str]:
    speed = f"{rows / max(seconds, 0.01):,.0f}"
    if not yardstick:
        return [name, f"{seconds:.2f}", speed, "", "", ""]
    best = done.yardsticks[yardstick]
    return [name, f"{seconds:.2f}", speed, SAID[yardstick], f"{best:.2f}", ratio(seconds, best)]


def _commands(done: Measured) -> str:
    """Each command as a whole."""
    whole = done.commands["first load"].worked
    rows = []
    for name, command in done.commands.items():
        note = ""
        if name in ("changed load", "unchanged load"):
            note = f"{command.worked / whole:.0%} of the first load's"
        if name == "month in 1 GB":
            note = "told the same" if done.is_same_in_small_memory else "TOLD SOMETHING ELSE"
        called = LOADS.get(name, name)
        rows.append([f"base load: {called}" if name in LOADS else name, f"{command.seconds:.1f}", f"{command.startup:.1f}",
                     f"{command.worked:.1f}", gib(command.peak), note])  # fmt: skip
    return table(("command", "seconds", "of them start-up", "besides", "peak memory, GiB of PSS", ""), rows)


def _whole(done: Measured) -> str:
    load, month = done.commands["first load"], done.commands["month"]
    feeds = sum(done.yardsticks[name] for name in ("reading", "joining", "writing"))
    lines = [
        f"- `month` besides start-up: {month.worked:.1f} s, its yardsticks together {feeds:.1f} s: {ratio(month.worked, feeds)}; without "
        f"异常数据 (the cleaning rules, {month.stages.get('异常数据', 0):.1f} s) {ratio(month.worked - month.stages.get('异常数据', 0), feeds)}."
    ]
    if done.peer:
        seconds, peak = done.peer
        both = load.seconds + month.seconds
        lines.append(
            f"- `bench/peer.py`: {seconds:.1f} s, {gib(peak)} GiB; base load and month with their start-up {both:.1f} s: the peer takes "
            f"{seconds / both:.1f} times as long, {seconds / month.seconds:.1f} times as long as the month alone, which reads no base."
        )
    return "\n".join(lines)


def growth(all_done: Sequence[Measured]) -> str:
    """Seconds from size to size, and in brackets by million people; linear is 1.00 in the last column: so many times the seconds, divided
    by so many times the people, of the largest and the smallest."""
    ordered = sorted(all_done, key=lambda done: done.persons)
    first, last = ordered[0], ordered[-1]
    names = [BASE, *(name for name in first.commands["month"].stages), "month besides start-up"]
    rows = []
    for name in names:
        seconds = [_seconds(done, name) for done in ordered]
        cells = [f"{took:.2f} ({took / done.persons * 1e6:,.0f})" for took, done in zip(seconds, ordered, strict=True)]
        times = seconds[-1] / max(seconds[0], 0.01) / (last.persons / first.persons)
        rows.append([name, *cells, f"{times:.2f}"])
    commits = (f"{done.persons:,} ({done.machine['commit']})" for done in ordered)
    return table(("seconds (by million people)", *commits, "growth"), rows)


def _seconds(done: Measured, name: str) -> float:
    month = done.commands["month"]
    if name == BASE:
        return done.commands["first load"].worked
    return month.stages.get(name, month.worked)


def ratio(seconds: float, best: float) -> str:
    return f"{seconds / best:.1f}" if best >= 0.005 else "—"


def gib(count: int) -> str:
    return f"{count / 2**30:.2f}" if count else "—"


def keep(mark: str, text: str, page: Path = PAGE) -> None:
    """Put a text between its marks in the page, which must have them."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    said = page.read_text(encoding="utf-8")
    if begin not in said or end not in said:
        raise LookupError(f"{page.name} has no marks {begin} … {end}")
    before, _, rest = said.partition(begin)
    after = rest.partition(end)[2]
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
