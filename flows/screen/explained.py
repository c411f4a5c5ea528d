"""What the clerk sees of one number: where it came from, and its life since."""

from __future__ import annotations

from typing import Any

from flows.screen.console import out, print_json
from reports.explain import TASK_KIND
from reports.screen import LIFE_OF_ANOMALY, OUTCOMES


def explained(found: dict[str, Any], as_json: bool) -> None:
    """One number's story."""
    if as_json:
        print_json(found)
        return
    if found["kind"] == TASK_KIND:
        _task(found)
        return
    out.print(f"[bold]{found['kind']} {found['number']}[/]  {found['month']}  {found['township']} {found['village']}")
    out.print(f"  对象 {found['subject_name']}：{found['says']}", highlight=False)
    rule = found.get("rule", {})
    if rule and found["row"]:
        out.print(
            f"  规则 {found['rule_code']}（{found['policy_version']}，{rule['source']}）：{rule['condition']}",
            markup=False,
        )
        row = found["row"]
        out.print(
            f"  来文 {row['department']} / 文件 {row['file_name']} / 工作表 {row['sheet'] or '—'} / 第{row['row_number']}行"
        )
        out.print(
            "  数值 " + "，".join(f"{heading}={value}" for heading, value in found["values"].items()), markup=False
        )
    else:
        out.print(f"  规则 {found['rule_code']}，出处 {found['provenance']}；{found.get('guidance', '')}")
    if found.get("clue"):
        out.print(f"  判断依据 {found['clue']}")
    if found.get("hints"):
        out.print(f"  提示 {found['hints']}")
    for step in found["since"]:
        label = (OUTCOMES | LIFE_OF_ANOMALY)[step["outcome"]]
        reason = LIFE_OF_ANOMALY.get(step["reason"], step["reason"]) or ""
        place = (
            f"{step.get('department', '')} {step['file_name']} 第{step['row_number']}行" if step["file_name"] else ""
        )
        out.print(f"  {step['month']} {label} {reason} {place}", highlight=False, markup=False)
    if verdict := found.get("verdict"):
        said = "是同一人" if verdict["is_same"] else "不是同一人"
        out.print(
            f"  {verdict['month']}清单 镇街核对：{said}，{verdict['checked_by']}；{verdict['provenance']}",
            highlight=False,
        )
    if found.get("standing"):
        _handled(found)


def several(found: list[dict[str, Any]], as_json: bool, more: dict[str, Any] | None = None) -> None:
    """The numbers that concern a person, of which one is to be asked for. more: what else is known, for the machine."""
    if as_json:
        print_json({"numbers": found} | (more or {}))
        return
    out.print(f"找到{len(found)}条，请用编号再查其中一条：")
    for one in found:
        told = f"  {one['number']}  {one['month']} {one['kind']} {one['township']} {one['village'] or ''} {one['subject_name'] or ''}：{one['says']}"
        out.print(told, highlight=False, markup=False, soft_wrap=True)


def _task(found: dict[str, Any]) -> None:
    """What a department was asked to do, and what it said."""
    out.print(
        f"[bold]{TASK_KIND} {found['number']}[/]  {found['month']}  {found['department']}  {found['township']} {found['village'] or ''}"
    )
    out.print(f"  户主 {found['subject_name']}：{found['says']}", highlight=False, markup=False)
    out.print(
        f"  预警 {found['warnings']}，{found['label']}{'' if found['is_asked'] else '；任务已撤销'}",
        highlight=False,
        markup=False,
    )
    said = (
        found["outcome"],
        found["measure"],
        found["measured_on"],
        found["handled_by"],
        found["note"],
        found["provenance"],
    )
    out.print(f"  答复 {'；'.join(filter(None, said)) or '还没有'}", highlight=False, markup=False, soft_wrap=True)
    for cell in found["sent_back"]:
        written = f"“{cell['written']}”" if cell["written"] else "空白"
        told = f"    {cell['month']}退回 {cell['label']}{written}：{cell['reason']}（{cell['provenance']}）"
        out.print(told, highlight=False, markup=False, soft_wrap=True)


def _handled(found: dict[str, Any]) -> None:
    """A warning's life since it went out: where it stands, each step with its day and source, what was sent back."""
    standing = found["standing"]
    out.print(f"  [bold]{standing['label']}[/]{'（绿色通道）' if standing['is_green'] else ''}", highlight=False)
    place = found["place"]
    if place and place["moved_from"]:
        out.print(f"    由{place['moved_from']}转到{place['township']}办理", highlight=False)
    if place and place["has_left_base"]:
        out.print("    户库中现在没有这一户", highlight=False)
    for step in found["handled"]:
        undone = "不再成立：" if step["is_retracted"] else ""
        said = (step["happened_on"], f"{undone}{step['label']}", step["value"])
        noted = (step["recorded_on"] and f"记于{step['recorded_on']}", step["provenance"])
        words = (" ".join(filter(None, part)) for part in (said, noted))
        out.print(f"    {'；'.join(filter(None, words))}", highlight=False, markup=False, soft_wrap=True)
    for cell in found["sent_back"]:
        written = f"“{cell['written']}”" if cell["written"] else "空白"
        out.print(
            f"    {cell['month']}退回 {cell['label']}{written}：{cell['reason']}（{cell['provenance']}）",
            highlight=False, markup=False, soft_wrap=True,
        )  # fmt: skip
