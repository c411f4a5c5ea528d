"""Tell the office's group chat or mailbox, in counts only, how a month stands. Addresses come from the environment.

The only home of Apprise. An address holds a secret: it goes into no log, no message, no store; nor does a failing
notification hold anything up: it is told on the screen.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from warehouse.tables import states

if TYPE_CHECKING:
    from reports.duties import DutyLine

TITLE = "防返贫监测预警"
COUNTS = {"warnings": "预警{}条", "households": "涉及{}户", "suspected": "疑似匹配{}条", "anomalies": "异常数据{}条"}
MEND = "请核对设置中的 notify 和它所指的环境变量。"
ARRIVAL = states.by_code(states.ARRIVALS)
Board = Sequence[Mapping[str, Any]]


def board_message(month: str, board: Board, matters: int) -> str:
    """`2026-10 到报：应报13类，已报11类，未报2类（民政局 临时救助；住建局 农村危房改造），需查看3件`."""
    have_come = sum(ARRIVAL[row["state"]].has_come for row in board)
    parts = [f"应报{len(board)}类", f"{states.SENT.label}{have_come}类"]
    for state in (states.MISSING, states.UNREADABLE, states.LATE):
        found = [row for row in board if row["state"] == state.code]
        if found or state.is_missing:
            parts.append(f"{'其中' if state.is_late else ''}{state.label}{len(found)}类{_named(found)}")
    odd = [row for row in board if row["flags"]]
    if odd:
        parts.append(f"与以往不符{len(odd)}类{_named(odd)}")
    return f"{month} 到报：{'，'.join(parts)}，需查看{matters}件"


def month_message(month: str, counts: Mapping[str, int], board: Board, matters: int) -> str:
    """The month's figures, and the board."""
    figures = "，".join(text.format(counts[name]) for name, text in COUNTS.items())
    return f"{month} 清单已出：{figures}。\n{board_message(month, board, matters)}"


def returns_message(month: str, counts: Mapping[str, Any]) -> str:
    """`2026-10 报回：15个文件，采用20494格，退回120处，没有读到2处；本月预警办结2060条，在办475条`."""
    refused = counts["refused"] + counts["cells_refused"] + counts["task_cells_refused"]
    taken = f"采用{counts['cells'] + counts['task_cells']}格，退回{refused}处，没有读到{len(counts['passed_over'])}处"
    if counts["retracted"]:
        taken += f"，撤回此前采用的{counts['retracted']}步"
    return f"{month} 报回：{counts['files']}个文件，{taken}；本月预警办结{counts['done']}条，在办{counts['open']}条"


def dispatch_message(month: str, progress: Board) -> str:
    """`2026-10 月调度：预警209条，已入户180条，办结160条（符合40条）；台账未报1个镇街（田横镇）；超期12条（田横镇12），临期3条（…）`."""
    total = {name: sum(row[name] for row in progress) for name in ("issued", "visited", "done", "met", "refused")}
    done = f"办结{total['done']}条（符合{total['met']}条）"
    parts = [f"预警{total['issued']}条，已入户{total['visited']}条，{done}"]
    missing = [row["township"] for row in progress if ARRIVAL[row["ledger_state"]].is_missing]
    if missing:
        parts.append(f"台账{states.MISSING.label}{len(missing)}个镇街（{'、'.join(missing)}）")
    parts += [_pressing(progress, *kind) for kind in (("overdue", states.OVERDUE.label), ("soon", states.SOON.label))]
    if total["refused"]:
        parts.append(f"退回待补正{total['refused']}处")
    return f"{month} 月调度：{'；'.join(parts)}"


def _pressing(progress: Board, name: str, word: str) -> str:
    """超期12条（田横镇5、金口镇7）."""
    townships = [f"{row['township']}{row[name]}" for row in progress if row[name]]
    told = f"（{'、'.join(townships)}）" if townships else ""
    return f"{word}{sum(row[name] for row in progress)}条{told}"


def duties_message(today: dt.date, over: Sequence[DutyLine], coming: Sequence[DutyLine]) -> str:
    """`限期工作（2026-12-07）：过期未记1项（2026-11-30 台账盖章后报备案）；将到期2项（…）`. What was done is said by nobody here."""
    told = [
        f"{words}{len(lines)}项（{'；'.join(f'{line.when} {line.what}' for line in lines)}）"
        for words, lines in ((states.UNTICKED.label, over), (states.COMING.label, coming))
        if lines
    ]
    return f"限期工作（{today}）：{'；'.join(told)}"


def failed_message(month: str) -> str:
    """The month was not finished; why stands on the machine and nowhere else."""
    return f"{month} 没有完成，没有出清单。请到本机重新运行 fangpin month {month}，并查看 runs 文件夹中的日志。"


def due_failed_message(what: str, command: str) -> str:
    """A scheduled run that was not finished; why stands on the machine and nowhere else."""
    return f"到期的{what}没有完成。请到本机查看 runs 文件夹中的日志，处理后运行 {command}。"


def missed_message(missed: Sequence[str]) -> str:
    """What fell due while nothing was served."""
    return "没有值守的时候到期、还没有做的：" + "；".join(missed)


def _named(rows: Board) -> str:
    """（民政局 农村低保、临时救助；住建局 农村危房改造）."""
    labels = defaultdict(list)
    for row in rows:
        labels[row["department"]].append(row["label"])
    told = "；".join(f"{department} {'、'.join(names)}" for department, names in labels.items())
    return f"（{told}）" if told else ""


def notify(variables: Sequence[str], body: str) -> list[str]:
    """Send `body` to the address in each environment variable; what went wrong, in words that hold no address."""
    return [trouble for name in variables if (trouble := _send(name, body))]


def _send(variable: str, body: str) -> str:
    address = os.environ.get(variable, "")
    if not address:
        return f"通知没有发出：没有设置环境变量 {variable}"
    import apprise

    with _no_log():
        sender = apprise.Apprise()
        if not sender.add(address):
            return f"通知没有发出：环境变量 {variable} 中的地址不认识"
        try:
            sent = sender.notify(body=body, title=TITLE)
        except Exception as error:  # a notifier of the outside world may break in any way, and the month stands
            return f"通知没有发出（{variable}）：{type(error).__name__}"
    return "" if sent else f"通知没有发出（{variable}）：对方没有接收"


@contextmanager
def _no_log() -> Iterator[None]:
    """Apprise and what it stands on write addresses into their lines."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
