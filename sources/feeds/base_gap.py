"""应纳未纳: what the household base itself says is amiss with households that nobody monitors (domain notes, 2.12).

The base acts as one more sender: each month its own gaps are written as rows of this feed, and matched, warned of,
suppressed and counted like any other's. Nobody sends it, so that it is no department's and no file is taken for it.
"""

from __future__ import annotations

from sources.base.household_base import HOUSEHOLD_BASE
from sources.contract import Column, Feed

COMPARED = "户库比对"
"""Who tells of what the base itself shows."""
BASE_GAP = Feed(
    code="base_gap",
    label="应纳未纳核查",
    department=HOUSEHOLD_BASE.department,
    about="household",
    columns=(
        Column("gap_kind", ("问题",), "code", "住房、饮水、医疗、义务教育还是收入",
               codes={kind: (kind,) for kind in ("住房", "饮水", "医疗", "义务教育", "收入")}),
        Column("household_id", ("户编号",), "key", "户库中的户"),
        Column("person_key", ("人编号",), "key", "户库中的人：有问题的人，针对整户的为户主"),
        Column("house_grade", ("危房等级",), "text", "住房：户库所填危房等级"),
        Column("health", ("健康状况",), "text", "医疗：没有参保的人的健康状况"),
        Column("uninsured_people", ("未参保人数",), "count", "医疗：本户患病、残疾而没有参保的人数"),
        Column("age_years", ("9月1日年龄",), "count", "义务教育：孩子9月1日的周岁"),
        Column("left_school_because", ("未上学原因",), "text", "义务教育：户库所填未上学原因"),
        Column("income_per_head_yuan", ("家庭人均纯收入",), "yuan", "收入：户库所填家庭人均纯收入，元/年"),
        Column("line_yuan", ("监测范围",), "yuan", "收入：本年监测范围，元/人/年"),
        Column("found_by", ("信息渠道",), "code", "列入台账的预警信息来源", codes={COMPARED: (COMPARED,)}),
    ),
    words=(),
    source="防止返贫监测应纳尽纳（三保障和饮水安全有缺口、收入低于监测范围而未在监测中的户）",
    told_by="found_by",
    awaited=False,
)  # fmt: skip
