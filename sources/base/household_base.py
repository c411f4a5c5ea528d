"""The household base: exports of the national system, one row a person. Field values: domain notes, 1.6."""

from __future__ import annotations

from sources.base import income, insurance, living, measures, monitoring, schooling, who, work
from sources.contract import BASE, Feed

HOUSEHOLD_BASE = Feed(
    code="household_base",
    label="农户家庭成员信息",
    department=BASE,
    about="person",
    columns=(
        *who.COLUMNS,
        *schooling.COLUMNS,
        *insurance.COLUMNS,
        *work.COLUMNS,
        *monitoring.COLUMNS,
        *measures.COLUMNS,
        *income.COLUMNS,
        *living.COLUMNS,
    ),
    words=("农户", "家庭成员", "脱贫户", "监测对象", "户信息"),
    source="全国防返贫监测信息系统导出",
    needs=(("person_name",), ("person_id_number",), ("household_id",), ("township",), ("village",)),
    marks=("household_id",),
    rows_at_most=5_000_000,
)
