"""What the clerk sees on the screen, and the one JSON object that a script sees."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.markup import escape
from rich.table import Table

from flows.progress import STARTUP
from flows.screen import duties
from flows.screen.console import out, print_json
from flows.timetable import TIMETABLE
from reports.screen import OUTCOMES
from sources.forms.ledger import BOOK
from sources.months import month_end
from tasks.home import Home
from warehouse.tables import states

if TYPE_CHECKING:
    from flows.operations import Backfilled, Collected, Outcome
    from reports.bulletin.quarter import Quarter
    from tasks.base import BaseLoad
    from tasks.bulletin import Written
    from tasks.notice_list import WrittenList
    from warehouse.duties import Entry
    from warehouse.policy.lists import ListOfNotice

COUNT_LABELS = {
    "warnings": "预警", "households": "涉及户", "suspected": "疑似匹配", "anomalies": "异常数据", "attention": "需查看",
}  # fmt: skip
BESIDE_TIMES = 18
"""Where the names of what falls due begin, in columns of the screen, unless the time is longer."""
SHORT = {way.code: way.short for way in states.OUTCOMES}
STATES = states.labels(states.FILES, states.ARRIVALS)
BASE_CHANGES = states.labels(states.BASE_CHANGES)
CHANGES_IN_A_LINE = 4


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    counts, faults = asdict(outcome.counts), asdict(outcome.faults) if outcome.faults else {}
    return {
        "month": outcome.month, "status": outcome.exit_status, "run": outcome.run_id, **counts, **faults,
        "outbox": str(outcome.home.outbox(outcome.month)), "published": str(outcome.home.published),
        "told_in": outcome.told_in, "conservation": outcome.conservation, "reasons": outcome.reasons, "attention_items": outcome.attention,
        "seconds": {name: round(value, 2) for name, value in outcome.seconds.items()},
    }  # fmt: skip


def month(outcome: Outcome, as_json: bool, with_timings: bool = False) -> None:
    """A month's figures, where its rows went, what must be looked at, where the lists are."""
    if as_json:
        print_json(_outcome_json(outcome))
        return
    counts = asdict(outcome.counts)
    out.print(f"[bold]{outcome.month} 完成[/]", "，".join(f"{label}{counts[n]}" for n, label in COUNT_LABELS.items()))
    _conservation(outcome.conservation)
    _reasons(outcome.reasons)
    _attention(outcome.attention)
    where, published = outcome.home.outbox(outcome.month), outcome.home.published
    if outcome.told_in:
        changes = "，".join(f"{state.label}{counts[state.code]}" for state in states.MARKS if counts[state.code])
        told = f"{outcome.month}的清单已经交给镇街，照旧不动；重跑的结果列入{outcome.told_in}的清单：{changes or '没有变化'}"
        out.print(told, highlight=False, soft_wrap=True)
    out.print(f"清单在 {escape(str(where))}，分析库在 {escape(str(published))}", soft_wrap=True)
    if with_timings:
        timings(outcome)


def backfilled(found: Backfilled, as_json: bool) -> None:
    """Months run again: each month's figures, then what was given out late and what was taken back, and where that is told."""
    outbox = found.outcomes[-1].home.outbox(found.told_in)
    if as_json:
        standing = {state.code: found.standing.get(state.code, 0) for state in states.MARKS}
        told = {"month": found.told_in, "outbox": str(outbox), **standing}
        asked = {"reason": found.reason, "as_known_then": found.as_known_then}
        print_json({"months": [_outcome_json(outcome) for outcome in found.outcomes], **asked, "told_in": told})
        return
    for outcome in found.outcomes:
        month(outcome, as_json=False)
    _changes(found)
    said = "，".join(f"{state.label} {found.standing.get(state.code, 0)}" for state in states.MARKS)
    out.print(f"{found.told_in}的清单中共有：{said}", highlight=False)
    out.print(
        f"补发的在各镇街《预警信息清单》的《往月未办结》，撤销的在《撤销和更正》，全县的在补发撤销清单，都在 {escape(str(outbox))}；请发给镇街。",
        soft_wrap=True,
    )


def _changes(found: Backfilled) -> None:
    """What this backfill changed, month by month."""
    known = "按当时的户库" if found.as_known_then else "按现在的户库"
    table = Table(
        title=f"补跑（{known}）：{escape(found.reason)}", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0)
    )
    table.add_column("月份", no_wrap=True)
    for state in states.MARKS:
        table.add_column(state.label, justify="right")
    for outcome in found.outcomes:
        counts = asdict(outcome.counts)
        table.add_row(outcome.month, *(str(counts[state.code]) for state in states.MARKS))
    out.print(table)


def _conservation(rows: list[dict[str, Any]]) -> None:
    """Where the rows of each file went; long file names are cut on the screen, whole in the county's workbook."""
    table = Table(title="守恒核对：来文行数 = 各去向之和", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("来文", no_wrap=True, overflow="ellipsis", max_width=max(24, out.width - 7 * 7))
    for heading in ("行数", *SHORT.values()):
        table.add_column(heading, justify="right", no_wrap=True, min_width=4)
    for row in rows:
        table.add_row(f"{row['department']} {row['file_name']}", *(str(row[name]) for name in ("rows_in", *SHORT)))
    total = [str(sum(row[name] for row in rows)) for name in ("rows_in", *SHORT)]
    table.add_section()
    table.add_row("合计", *total)
    out.print(table)


def _reasons(rows: list[dict[str, Any]]) -> None:
    """Why rows went where they went, each outcome in a line; every reason of every file is in the county's 守恒核对."""
    for outcome, label in OUTCOMES.items():
        said = [f"{row['reason']} {row['row_count']}" for row in rows if row["outcome"] == outcome]
        if said and outcome != "warned":
            out.print(f"  {label}：{'；'.join(said)}", soft_wrap=True, highlight=False, markup=False)


def _attention(items: list[dict[str, Any]]) -> None:
    if not items:
        return
    out.print(f"[bold yellow]需要查看的事项 {len(items)} 件（其余清单已照常出）[/]")
    for item in items:
        out.print(f"  · {item['place']}：{item['what']}。{item['todo']}", soft_wrap=True, highlight=False, markup=False)


def timings(outcome: Outcome) -> None:
    """The seconds of each step; what is not ours to answer for stands apart."""
    from tasks.judge import LOAD_GX

    apart, seconds = (STARTUP, LOAD_GX), outcome.seconds
    for name, value in seconds.items():
        out.print(f"  {name}\t{value:6.2f} 秒" + ("（不计入）" if name in apart else ""), highlight=False)
    out.print(
        f"  合计（不含启动和载入）\t{sum(v for n, v in seconds.items() if n not in apart):6.2f} 秒", highlight=False
    )


def arrivals(found: Collected, as_json: bool) -> None:
    """The arrival board: each awaited feed, then each file, then what else went wrong."""
    if as_json:
        print_json({"month": found.month, "board": found.board, "arrivals": found.arrivals, "troubles": found.troubles})
        return
    _board(found)
    table = Table(title="来文文件", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for heading in ("部门", "状态", "文件", "信息", "行数", "说明"):
        table.add_column(heading, overflow="fold")
    for row in found.arrivals:
        if row["file_name"]:
            figures = (STATES[row["state"]], row["file_name"], row["feeds"], str(row["rows_in"] or ""))
            table.add_row(row["department"], *figures, _note(row))
    out.print(table)
    for trouble in found.troubles:
        out.print(f"[bold yellow]{trouble}[/]", highlight=False)


def _board(found: Collected) -> None:
    table = Table(title=f"{found.month} 到报情况", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for heading in ("部门", "信息", "状态", "收到"):
        table.add_column(heading, overflow="fold")
    for heading in ("行数", "上月", "中位数"):
        table.add_column(heading, justify="right")
    table.add_column("说明", overflow="fold")
    for row in found.board:
        arrived, median = row["arrived_on"], row["median_rows"]
        figures = (row["row_count"], row["rows_last_month"], None if median is None else round(median))
        table.add_row(
            row["department"], row["label"], STATES[row["state"]], f"{arrived:%m-%d}" if arrived else "",
            *("" if figure is None else str(figure) for figure in figures), _note(row),
        )  # fmt: skip
    out.print(table)


def _note(row: dict[str, Any]) -> str:
    """What is said of a file or a feed, the next step, and whom to ask."""
    contact = f"联系人：{row['contact']}。" if row["todo"] and row.get("contact") else ""
    return " ".join(part for part in (row["note"], row["todo"], contact) if part)


def base(load: BaseLoad, as_json: bool) -> None:
    """What the base holds now."""
    if as_json:
        print_json(load.flat())
        return
    held = load.base
    out.print(
        f"户库已入库：{load.files}个文件，{held.townships}个镇街，{held.households}户，{held.persons}人；"
        f"号码不可靠的{held.unsound_numbers}人。"
    )
    _base_changes(load)
    for line in load.said:
        out.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    for item in load.attention:
        out.print(f"  · {item}", highlight=False, markup=False, soft_wrap=True)


def _base_changes(load: BaseLoad) -> None:
    """How many changes of each kind there were against the load before, and where each is told."""
    if not load.counts.changes:
        return
    counts = load.counts
    out.print(f"与上一次入库相比，内容没有变的{counts.unchanged}人，有变的{counts.altered}人：", highlight=False)
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    side_by_side = min(CHANGES_IN_A_LINE, len(counts.changes))
    for _ in range(side_by_side):
        table.add_column("变化", no_wrap=True)
        table.add_column("数目", justify="right", no_wrap=True)
    cells = [cell for code, times in counts.changes.items() for cell in (BASE_CHANGES[code], str(times))]
    width = 2 * side_by_side
    for start in range(0, len(cells), width):
        table.add_row(*cells[start : start + width])
    out.print(table)
    if load.changes_file:
        out.print(f"  每一条见 {escape(load.changes_file)}", highlight=False, soft_wrap=True)


def initialised(home: Home, policy: str, month_: str, as_json: bool) -> None:
    """What to do next in a new home."""
    if as_json:
        print_json({"home": str(home.root), "policy": policy})
        return
    where = f"--home {shlex.quote(str(home.root))}"
    out.print(f"已建好 {escape(str(home.root))}（政策 {policy}）。下一步：", highlight=False)
    for line in (
        f"  1. 把农户家庭成员信息导出放入 {home.base_inbox}",
        f"     运行 fangpin base load {where} --as-of {month_end(month_)}（户库导出的那一天）",
        f"  2. 把各部门来文放入 {home.inbox(month_)} 下各部门的文件夹",
        f"     运行 fangpin month {month_} {where}",
    ):
        out.print(line, highlight=False, markup=False, soft_wrap=True)


def standing(found: dict[str, Any], calendar: Sequence[Entry], as_json: bool) -> None:
    """The base, the months, what must be looked at, the dated duties that are over or near."""
    if as_json:
        print_json(found | {"duties": [entry.flat() for entry in calendar]})
        return
    b = found["base"]
    out.print(f"户库：{b['persons']}人，{b['households']}户，截止 {b['as_of'] or '（未入库）'}；政策 {found['policy']}")
    if len(found["versions"]) > 1:
        versions = "；".join(f"{one['policy']} 自{one['since']}起" for one in found["versions"])
        out.print(f"政策各版：{versions}", highlight=False, markup=False, soft_wrap=True)
    table = Table(box=SIMPLE, show_edge=False, padding=(0, 1, 0, 0))
    for heading in ("月份", "政策", "来文行", *COUNT_LABELS.values(), "办结", "在办"):
        table.add_column(heading, justify="right", no_wrap=heading in ("月份", "政策"))
    for row in found["months"]:
        figures = (row["rows_in"], *(row[name] for name in COUNT_LABELS), row["done"], row["open"])
        table.add_row(row["month"], f"{row['policy']} {row['policy_version']}", *(str(figure) for figure in figures))
    out.print(table)
    _attention(found["attention"])
    duties.brief(calendar)


def templates(home: Home, written: list[dict[str, str]], documents: list[str], as_json: bool) -> None:
    """Which templates were written, and where. documents: the Word templates that a county may change."""
    if as_json:
        print_json({"folder": str(home.templates), "templates": written, "documents": documents})
        return
    for department in dict.fromkeys(row["department"] for row in written):
        labels = "、".join(row["label"] for row in written if row["department"] == department)
        out.print(f"  {department}：{labels}", highlight=False, markup=False, soft_wrap=True)
    out.print(f"{len(written)}个模板在 {escape(str(home.templates))}，发给部门照填。", soft_wrap=True)
    if documents:
        out.print(
            f"文书模板在其中的“文书”里：{'、'.join(documents)}。改好后放入 {home.own_templates.name} 文件夹，即按本县的出。",
            highlight=False, soft_wrap=True,
        )  # fmt: skip


def bulletin(quarter: Quarter, written: Written, as_json: bool, is_over: bool = True) -> None:
    """Where a quarter's bulletin lies, and what stands in it. is_over: the quarter is; before that it foretells."""
    figures = asdict(written.figures)
    if as_json:
        files = {file.suffix[1:]: str(file) for file in written.files}
        print_json({"quarter": quarter.code, "files": files} | figures)
        return
    for file in written.files:
        out.print(f"  {file}", highlight=False, markup=False, soft_wrap=True)
    if written.earlier:
        out.print(f"原来那一份改过或数字已变，另存为 {written.earlier.name}。", highlight=False, soft_wrap=True)
    missing = [month["month"] for month in figures["months"] if month["month"] not in figures["told"]]
    if missing:
        out.print(f"没有完成运行、未计入的月份：{'、'.join(missing)}。", highlight=False, soft_wrap=True)
    if not is_over:
        last = quarter.days[1]
        out.print(
            f"本季度到{last.month}月{last.day}日才结束，通报按季末统计：到那天才到期的也算超期。正式的请季末以后再出。",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
    out.print("“典型经验做法”“下一步工作”请补充，数字请核对后印发。", soft_wrap=True)


def lists_of_notice(lists: Sequence[ListOfNotice], as_json: bool) -> None:
    """Which lists the county's notice asks for, how often, for whom."""
    if as_json:
        print_json([one.model_dump(mode="json", by_alias=True) for one in lists])
        return
    table = Table("代码", "名单", "多久一次", "给谁", box=SIMPLE)
    for one in lists:
        when = (
            f"{RHYTHMS[one.rhythm]}（{'、'.join(map(str, one.in_months))}月）" if one.in_months else RHYTHMS[one.rhythm]
        )
        table.add_row(
            one.code, one.title.replace("{village}", "XX村"), when, "、".join(READERS[reader] for reader in one.readers)
        )
    out.print(table)
    out.print(
        "随时出其中一种：fangpin list 代码 --month 月份。按村分开的入户清单：fangpin list visits。",
        highlight=False,
        soft_wrap=True,
    )


RHYTHMS = {"monthly": "每月", "quarterly": "每季度", "yearly": "每年", "asked": "要时才出"}
READERS = {"county": "县级", "township": "镇街", "village": "村", "department": "部门"}


def list_written(written: WrittenList, as_json: bool) -> None:
    """Where a list of the notice lies."""
    if as_json:
        print_json({"list": written.code, "files": [str(file) for file in written.files]})
        return
    for file in written.files:
        out.print(f"  {file}", highlight=False, markup=False, soft_wrap=True)
    if not written.files:
        out.print("这个月没有人列入，没有出名单。", highlight=False, soft_wrap=True)


def serving(server: str, missed: Sequence[str] = ()) -> None:
    """Say what will be done when, and where to look. server: the address of Prefect's interface, …/api; missed: what fell due
    before and was not done."""
    out.print("值守中（北京时间），开着这个窗口不要关，按 Ctrl+C 停止：", highlight=False)
    for due in TIMETABLE:
        beside = " " * max(1, BESIDE_TIMES - cell_len(due.words))
        out.print(f"  {due.words}{beside}{'，'.join(filter(None, (due.name, due.does)))}", highlight=False)
    page = server.removesuffix("/api")
    out.print(f"进展见 {page}（只有本机能打开）。没有值守的时候到期的，不会补做，请自己运行相应命令。", soft_wrap=True)
    for what in missed:
        out.print(f"已经到期、还没有做：{what}", style="yellow", highlight=False, soft_wrap=True)


def where_demo_lists_are(outcome: Outcome, as_json: bool) -> None:
    """How many planted faults were found, what came of the first month's ledgers, and what to open first."""
    if as_json or outcome.faults is None or outcome.returned is None:
        return
    planted, found = outcome.faults.faults_planted, outcome.faults.faults_found
    told = f"故意在户库里写错、与部门来文对不上的共 {planted} 处，给镇街和部门的清单查出 {found} 处。"
    out.print(told, highlight=False)
    back = outcome.returned.returns.kept.ledgers
    out.print(
        f"{outcome.returned.month}的台账已由镇街“填好报回”：办结{back.done}条，在办{back.open}条，"
        f"有{back.cells_refused}处不能采用，退回补正。",
        highlight=False, soft_wrap=True,
    )  # fmt: skip
    example = next(iter(sorted(outcome.home.outbox(outcome.month).glob(f"*/{BOOK}_*.xlsx"))), None)
    out.print(
        "演示县的来文里故意放了坏文件和脏数据，上面“需要查看的事项”就是它们。先打开这一份看看：",
        highlight=False,
        soft_wrap=True,
    )
    out.print(f"  {escape(str(example))}", soft_wrap=True)
