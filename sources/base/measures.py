"""帮扶措施 as registered (A34–A45): each column names the measures of one kind; blank or 否 where there is none."""

from __future__ import annotations

from sources.contract import Column

KINDS = {
    "industry": "产业帮扶", "job": "就业帮扶", "finance": "金融帮扶", "post": "公益岗位帮扶", "education": "教育帮扶",
    "schooling": "义务教育保障", "health": "健康帮扶", "housing": "住房安全保障", "water": "饮水安全保障", "relocation": "搬迁",
    "conditions": "生产生活条件改善", "infrastructure": "基础设施建设", "support": "综合保障", "social": "社会帮扶", "morale": "扶志扶智",
    "other": "其他帮扶",
}  # fmt: skip
OTHERWISE_CALLED = {
    "finance": ("金融扶贫", "金融帮扶（小额信贷）"), "post": ("公益性岗位帮扶",), "water": ("安全饮水保障",),
    "relocation": ("易地搬迁", "易地扶贫搬迁", "搬迁帮扶"), "conditions": ("生活条件改善",), "other": ("其他措施",),
}  # fmt: skip
COLUMNS = (
    *(
        Column(f"measure_{kind}", (label, f"{label}措施", *OTHERWISE_CALLED.get(kind, ())), "text", f"{label}措施，没有的为空白")
        for kind, label in KINDS.items()
    ),
    Column("development_state", ("实施开发式帮扶措施情况", "开发式帮扶措施实施情况", "开发式帮扶实施情况"), "text", "开发式帮扶措施实施情况"),
)  # fmt: skip
