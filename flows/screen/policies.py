"""What the clerk sees of policies: what a file says or what is wrong with it, and in what two differ."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.table import Table

from flows.screen.console import out, print_json

if TYPE_CHECKING:
    from flows.policies import Checked, Compared


def checked(found: list[Checked], as_json: bool) -> None:
    """Each policy that was looked at."""
    if as_json:
        print_json({"policies": [_flat(one) for one in found]})
        return
    for one in found:
        if one.faults:
            out.print(f"[bold]{one.file}[/] 有{len(one.faults)}处要改：", highlight=False)
            for fault in one.faults:
                out.print(f"  {fault}", highlight=False, markup=False, soft_wrap=True)
            continue
        out.print(f"[bold]{one.file}[/] 可以使用。", highlight=False)
        topic = ""
        for item in one.says:
            if item.topic != topic:
                topic = item.topic
                out.print(f"  {topic}", highlight=False)
            out.print(f"    {item.name}：{item.words}", highlight=False, markup=False, soft_wrap=True)
        for remark in one.remarks:
            out.print(f"  注意：{remark}", highlight=False, markup=False, soft_wrap=True)


def _flat(one: Checked) -> dict[str, object]:
    faults = [{"what": fault.what, "where": fault.where, "do": fault.do} for fault in one.faults]
    return {"file": one.file, "faults": faults, "says": [asdict(item) for item in one.says], "remarks": one.remarks}


def compared(found: Compared, as_json: bool) -> None:
    """What two policies say otherwise, and what they make of the last months, in counts."""
    if as_json:
        print_json(asdict(found))
        return
    out.print(f"由 {found.before}\n改为 {found.after}：{len(found.differences)}项不同。", highlight=False, markup=False)
    for one in found.differences:
        told = f"  {one.topic} {one.name}\n    原：{one.before}\n    今：{one.after}"
        out.print(told, highlight=False, markup=False, soft_wrap=True)
    if not found.months:
        out.print("本县文件夹还没有运行过的月份，比不出对预警、办结、期限的影响。", highlight=False)
        return
    out.print(f"\n{'、'.join(found.months)}若分别按两者办理（只比较，什么也没有改）：", highlight=False)
    if not found.by_rule:
        out.print("  这几个月没有预警。", highlight=False)
        return
    table = Table(box=SIMPLE, show_edge=False, padding=(0, 1, 0, 0))
    for heading in ("规则", "预警 原", "今", "少", "多", "办结 原", "今", "超期 原", "今"):
        table.add_column(heading, justify="left" if heading == "规则" else "right", no_wrap=True)
    rows = [
        (
            f"{one.rule_code} {found.labels.get(one.rule_code, '镇村上报')}",
            *one.warned,
            one.only_before,
            one.only_after,
            *one.closed,
            *one.over,
        )
        for one in found.by_rule
    ]
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    table.add_row("合计", *(str(sum(int(row[place]) for row in rows)) for place in range(1, len(rows[0]))))
    out.print(table)
