"""What the clerk sees of a limit tried at other values."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.table import Table

from flows.screen.console import out, print_json
from flows.trial import TrialOutcome, TriedLine
from reports.intervals import interval_of


def tried(found: TrialOutcome, as_json: bool) -> None:
    """The rule at each value, then what of it cannot be known."""
    if as_json:
        print_json({
            "rule": found.rule.code, "column": found.limit.column, "sign": found.limit.sign, "present": found.limit.value,
            "months": found.months, "values": [line.flat() for line in found.lines],
        })  # fmt: skip
        return
    span = (
        found.months[0] if len(found.months) == 1 else f"{found.months[0]}至{found.months[-1]}共{len(found.months)}个月"
    )
    title = (
        f"规则{found.rule.code}：{found.limit.column} {found.limit.sign} …（{span}，按当时的户库；本县文件夹没有改动）"
    )
    table = Table(title=title, title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0))
    for heading in (
        "界限",
        "预警",
        "户",
        "比现行",
        "已办结",
        "符合",
        "符合率（95%区间）",
        "没核实过的户",
        "漏掉的已认定户",
    ):
        table.add_column(heading, justify="right", overflow="fold")
    for line in found.lines:
        known = line.known
        table.add_row(
            f"{line.value:,.10g}{'（现行）' if line.is_present else ''}", str(known.warnings), str(known.households),
            "" if line.is_present else f"{line.change:+d}", str(known.done), str(known.met), _rate(line),
            f"{known.unseen}（{known.unseen_met}）" if known.unseen else "0", f"{known.lost}（{known.lost_met_elsewhere}）" if known.lost else "0",
        )  # fmt: skip
    out.print(table)
    for sentence in _unknown(found):
        out.print(sentence, highlight=False, markup=False, soft_wrap=True)


def _rate(line: TriedLine) -> str:
    bounds = interval_of(line.known.met, line.known.done)
    if bounds is None:
        return "—"
    return f"{100 * line.known.met / line.known.done:.0f}%（{100 * bounds[0]:.0f}–{100 * bounds[1]:.0f}%）"


def _unknown(found: TrialOutcome) -> list[str]:
    """What the table does not say, in sentences."""
    told = ["符合率只按这条规则已经发出、台账已经办结的预警算；没核实过的户不在内，不能拿它推算。"]
    if any(line.known.unseen for line in found.lines):
        told.append(
            "“没核实过的户”：这条规则从来没有预警过，没有人为此上过门，符合的有多少不可知。括号里是其中因别的预警已认定的户，至少有这么多符合。"
        )
    if any(line.known.lost for line in found.lines):
        told.append(
            "“漏掉的已认定户”：按这条规则的预警已认定、改用这个界限就不会预警的户。括号里是其中还因别的预警认定了的户。"
        )
    for line in found.lines:
        if line.known.unseen:
            least, most = line.flat()["recognised_at_least"], line.flat()["recognised_at_most"]
            told.append(f"界限为{line.value:,.10g}时，符合的户在{least}户到{most}户之间。")
    return told
