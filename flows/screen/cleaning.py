"""What the clerk sees of data cleaning: what came of returned lists, and the cleaning rules."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from flows.screen.console import out, print_json
from sources.forms.anomalies import RESULTS
from sources.forms.form import SENT_BACK
from sources.forms.ledger import BOOK
from sources.forms.tasks import TASKS
from warehouse.tables import states

RAN = states.by_code(states.RULES)

RETURNED: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (),
        "[bold]{month} 报回[/] {files}个文件。预警台账：采用{cells}格，退回{cells_refused}处；本月预警办结{done}条，{in_hand}。",
    ),
    (
        ("told_needlessly",),
        "是否已告知本人，不必告知的预警也填了{told_needlessly}格（多半是往下拖填的），没有采用，不影响办结。",
    ),
    (("unrecorded",), "其中{unrecorded}条符合标准的没有填《办理过程》各步日期，请镇街补填。"),
    (
        ("retracted",),
        "此前采用的{retracted}步撤回了：报回的文件不在文件夹里了，内容改了，或核对的日期、政策变了。"
        "不是有意的，请把文件放回后重新运行；原来的记录仍可用 fangpin explain 查看。",
    ),
    (("cells_refused",), f"退回的在各镇街文件夹的“{SENT_BACK}_{BOOK}”里，请发回镇街。"),
    (
        ("task_cells", "task_cells_refused"),
        "部门任务清单：采用{task_cells}格，退回{task_cells_refused}处。{tasks_back}",
    ),
    (
        ("list_cells", "list_cells_refused"),
        "名单：采用{list_cells}格，退回{list_cells_refused}处；退回的在各镇街文件夹的“退回补正_名单”里。",
    ),
    (
        (),
        "异常数据：采用{accepted}条{results}，重复{repeated}条，退回{refused}条；还有{unanswered}条没有答复。",
    ),
    (("refused",), "退回的在各镇街文件夹的“退回重填_异常数据清单”里，请发回镇街。"),
    (("letters",), "应书面告知本人的，办理结果告知书{letters}份，在各镇街文件夹的“告知书”里。"),
)
"""What is told of returned lists, and of which counts one must be more than nothing for it."""
LISTED = {
    "unwritten": "告知书没有写出：", "set_aside": "清单在出清单之后被改动过，已另存：", "passed_over": "没有读到：", "troubles": "",
}  # fmt: skip
"""What is told one by one, and how it is introduced."""
TASKS_BACK = f"退回的在部门文件夹的“{SENT_BACK}_{TASKS.name}”里。"


def returned(month_: str, counts: dict[str, Any], as_json: bool) -> None:
    """What came of the lists that townships sent back."""
    if as_json:
        print_json({"month": month_} | counts)
        return
    words = {"month": month_, **counts, **_in_words(counts)}
    for asked, sentence in RETURNED:
        if not asked or any(counts[name] for name in asked):
            out.print(sentence.format_map(words), highlight=False, soft_wrap=True)
    for name, introduced in LISTED.items():
        for told in counts[name]:
            out.print(f"  {introduced}{told}", highlight=False, markup=False, soft_wrap=True)


def _in_words(counts: dict[str, Any]) -> dict[str, str]:
    """What is still open, what was answered, and where refused tasks are."""
    results = "，".join(f"{result}{counts[result]}" for result in RESULTS if counts.get(result))
    return {
        "in_hand": f"在办{counts['open']}条" if counts["open"] else "全部闭环",
        "results": f"（{results}）" if results else "",
        "tasks_back": TASKS_BACK if counts["task_cells_refused"] else "",
    }


def rules(found: list[dict[str, Any]], as_json: bool) -> None:
    """The cleaning rules, and how often each fired."""
    if as_json:
        print_json({"rules": found})
        return
    out.print(_table_of(found))
    never = [rule["code"] for rule in found if rule.get("months_run") and not rule["months_fired"]]
    out.print(
        f"共{len(found)}条规则" + (f"；运行过而从未触发的：{'、'.join(never)}" if never else ""),
        highlight=False,
        soft_wrap=True,
    )


def _table_of(found: list[dict[str, Any]]) -> Table:
    """A line a rule. On a narrow screen a long label goes on in the next line; nothing is cut."""
    table = Table(box=SIMPLE, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("编号", no_wrap=True)
    table.add_column("规则", overflow="fold", min_width=12)
    table.add_column("类别", overflow="fold", max_width=8)
    table.add_column("严重", no_wrap=True)
    table.add_column("谁处理", overflow="fold", min_width=6)
    table.add_column("触发/\n运行月", justify="right", no_wrap=True, min_width=6)
    table.add_column("最近\n一月", justify="right", no_wrap=True, min_width=8)
    for rule in found:
        about = (rule[name] for name in ("code", "label", "category", "severity", "acts"))
        table.add_row(*about, *_history(rule))
    return table


def _history(rule: dict[str, Any]) -> tuple[str, str]:
    """In how many months it fired and ran, and what the last one gave."""
    if "months_run" not in rule:
        return "—", "—"
    state = RAN[rule["state_last"]]
    last = f"{rule['found_last']}条" if state.has_run else state.label
    return f"{rule['months_fired']}/{rule['months_run']}", last
