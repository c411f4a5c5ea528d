"""规模性返贫: where and of what more households were warned of, or recognised, than chance explains. No household is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.bulletin.quarter import Quarter
from reports.intervals import chance_of, interval_of, unlikely
from reports.queries import query_of
from reports.workbooks.layout import VILLAGES_AT_MOST
from sources.forms.whose import RISK
from sources.months import shift
from warehouse.engine import Engine

Row = dict[str, Any]
QUARTERS_BEFORE = 4
RATED_FROM = 30
"""Of fewer households no rate is told: one more or less would move it by more than what there is to see."""
STANDS_OUT_FROM = 3
"""Fewer households are no cluster, however unlikely."""
EVENTS = ("disaster", "unemployment", "farm_loss")
"""The feeds that tell of what strikes many at once: 坦渡 (四) 排查规模性返贫风险隐患."""
SCOPES = {"county": "全县", "township": "镇街", "risk": RISK.heading, "event": "事件", "village": "村"}
MEASURES = {"warned": "预警", "recognised": "新认定"}
METHOD = (
    f"每千户为本季度每千户中的预警户、新认定户，区间为95%；不足{RATED_FROM}户的不计比率。以往平均为前四个季度每季度的户数，按运行的月数折算。\n"
    f"突出：与自己以往或县内其他地方相比，至少{STANDS_OUT_FROM}户，且全表各项比较合起来偶然出现的可能不到5%（二项检验，Holm校正）。\n"
    "突出不等于规模性返贫，请核对有没有共同的原因（灾害、疫情、价格下跌、失业、项目失败、搬迁安置点就业）。"
)


@dataclass(frozen=True)
class Look:
    """One comparison. row: which line; measure: warned or recognised; against: 以往 or 县内其他地方; chance: of so many or more by chance."""

    row: int
    measure: str
    against: str
    chance: float


def concentrated_of(engine: Engine, quarter: Quarter) -> list[Row]:
    """A line a township, cause, event and village, the county first: counts, rates, and what stands out in words (`stands_out`)."""
    first = quarter.months[0]
    months = [shift(first, by) for by in range(-3 * QUARTERS_BEFORE, 3)]
    back = [QUARTERS_BEFORE - place // 3 for place in range(len(months))]
    labels = [feed.label if (feed := engine.catalogue.feed_of_code(code)) else code for code in EVENTS]
    rows = engine.rows(query_of("bulletin_concentrated"), [months, back, list(EVENTS), labels])
    ran = {row["month"] for row in engine.rows("SELECT DISTINCT month FROM ops.run")}
    now, before = (len(ran & set(span)) for span in (quarter.months, months[:-3]))
    out = _standing_out(rows, now, before)
    told = [
        row | _rated(row, now, before) | {"stands_out": _words(row, out.get(place, [])), "is_out": place in out}
        for place, row in enumerate(rows)
    ]
    villages = [row for row in told if row["scope"] == "village"]
    worst = sorted(villages, key=lambda row: (not row["is_out"], -row["warned"], -row["recognised"]))[:VILLAGES_AT_MOST]
    return [row for row in told if row["scope"] != "village"] + [
        row for row in worst if row["warned"] or row["recognised"]
    ]


def looks_at(rows: Sequence[Row], now: int, before: int) -> list[Look]:
    """Every comparison that can be made: with the own past where months of it were run, of a place with the rest of the county.

    now, before: how many months were run, of the quarter and of the quarters before.
    """
    looks: list[Look] = []
    county = rows[0]
    for place, row in enumerate(rows):
        if row["households"] < RATED_FROM:
            continue
        for measure in MEASURES:
            own, past = row[measure], row[f"{measure}_before"]
            if before and now:
                looks.append(Look(place, measure, "自己以往", chance_of(own, own + past, now / (now + before))))
            if row["scope"] in ("township", "village") and row["households"] < county["households"]:
                share = row["households"] / county["households"]
                looks.append(Look(place, measure, "县内其他地方", chance_of(own, county[measure], share)))
    return looks


def _standing_out(rows: Sequence[Row], now: int, before: int) -> Mapping[int, list[Look]]:
    looks = looks_at(rows, now, before)
    found: dict[int, list[Look]] = {}
    for look, is_out in zip(looks, unlikely([look.chance for look in looks]), strict=True):
        if is_out and rows[look.row][look.measure] >= STANDS_OUT_FROM:
            found.setdefault(look.row, []).append(look)
    return found


def _rated(row: Row, now: int, before: int) -> Row:
    """What the sheet shows of the counts; None where nothing can be said."""
    is_rated = row["households"] >= RATED_FROM
    told: Row = {"scope_label": SCOPES[row["scope"]], "name": row["what"] or row["township"] or "合计"}
    if row["scope"] == "village":
        told["name"] = f"{row['township']}{row['what']}"
    for measure in MEASURES:
        usual = row[f"{measure}_before"] * now / before if before else None
        told[f"{measure}_usual"] = usual
        bounds = interval_of(min(row[measure], row["households"]), row["households"]) if is_rated else None
        told[f"{measure}_rate"] = 1000 * row[measure] / row["households"] if is_rated else None
        told[f"{measure}_bounds"] = f"{1000 * bounds[0]:.1f}–{1000 * bounds[1]:.1f}" if bounds else "—"
    return told


def _words(row: Row, looks: Sequence[Look]) -> str:
    """预警多于自己以往、县内其他地方；…"""
    if row["households"] < RATED_FROM:
        return f"不足{RATED_FROM}户，不计比率"
    told = {measure: [look.against for look in looks if look.measure == measure] for measure in MEASURES}
    return "；".join(f"{MEASURES[measure]}多于{'、'.join(against)}" for measure, against in told.items() if against)


def concentrated_told(rows: Sequence[Row]) -> str:
    """A sentence for each line that stands out; nothing where none does."""
    out = [row for row in rows if row["is_out"]]
    if not out:
        return ""
    told = "；".join(
        f"{row['scope_label']}“{row['name']}”本季度预警{row['warned']}户、新认定{row['recognised']}户，{row['stands_out']}"
        for row in out
    )
    return f"规模性返贫研判：{told}。以上不像偶然，请核对有没有共同的原因。"
