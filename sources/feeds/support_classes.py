"""What lists of 民政 call those who are supported: every spelling met, said once (domain notes, 1.15).

A class cell says up to two things: which support (低保, 特困, …) and of town or country. `CLASSES` is for the first, from the
most specific down, so that 低保边缘家庭 is not taken for 低保; `AREAS` for the second.
"""

from __future__ import annotations

from collections.abc import Mapping

CLASSES: Mapping[str, tuple[str, ...]] = {
    "低保边缘": (
        "低保边缘家庭", "低保边缘户", "低保边缘人口", "低保边缘", "最低生活保障边缘家庭", "最低生活保障边缘", "边缘低保", "低边家庭", "低边户", "低边",
        "边缘家庭", "边缘户", "低收入家庭", "低收入户", "低收入人口", "低收入", "困难边缘",
    ),
    "刚性支出困难": (
        "刚性支出困难家庭", "刚性支出困难户", "刚性支出困难", "刚性支出", "支出型困难家庭", "支出型困难户", "支出型困难", "支出型贫困", "支出型", "刚支户",
    ),
    "集中特困": (
        "集中供养特困人员", "集中供养特困", "特困集中供养", "集中供养五保", "五保集中供养", "特困人员(集中)", "特困(集中)", "五保(集中)", "集中特困人员",
        "集中特困", "集中五保", "集中供养人员", "集中供养", "机构供养", "敬老院供养", "福利院供养", "供养机构供养",
    ),
    "分散特困": (
        "分散供养特困人员", "分散供养特困", "特困分散供养", "分散供养五保", "五保分散供养", "特困人员(分散)", "特困(分散)", "五保(分散)", "分散特困人员",
        "分散特困", "分散五保", "分散供养人员", "分散供养", "散居特困", "散居五保", "居家供养", "亲属供养",
    ),
    "特困": (
        "特困供养人员", "特困人员供养", "特困救助供养", "特困供养", "特困人员", "特困户", "特困", "五保供养", "五保对象", "五保老人", "五保户", "五保",
    ),
    "低保": (
        "最低生活保障对象", "最低生活保障家庭", "最低生活保障", "最低生活保障金", "低保对象", "低保家庭", "低保人员", "低保户", "低保人口", "享受低保",
        "低保一档", "低保二档", "低保三档", "低保四档", "低保", "单人保", "单人户保", "整户保", "全户保", "A类保", "B类保", "C类保", "一类保", "二类保", "三类保",
        "重残单人保", "重病单人保", "常补", "长期保障户",
    ),
    "孤儿": ("孤儿", "事实无人抚养儿童", "事实无人抚养"),
}  # fmt: skip
"""Support -> spellings, the specific before the general. A类, 一类, 一档 alone are grades within 低保 and name no support."""

AREAS: Mapping[str, tuple[str, ...]] = {
    "农村": ("农村", "农低保", "乡村", "村镇"),
    "城市": ("城市", "城镇", "城低保"),
}  # fmt: skip

SUPPORT_KINDS: Mapping[str, tuple[str, ...]] = {
    "分散供养": ("分散", "农村分散供养", "散养", *CLASSES["分散特困"]),
    "集中供养": ("集中", "院养", "机构集中供养", *CLASSES["集中特困"]),
}
"""How 特困 are provided for; `分散` and `集中` alone mean it only in a column that asks for it."""

CLASS_HEADINGS = (
    "救助类别", "救助类型", "救助种类", "救助项目", "救助对象类别", "对象类别", "人员类别", "低收入人口类别", "低收入人口类型", "保障类别",
    "保障类型", "保障对象类别", "救助身份", "身份类别", "人群类别", "类别",
)  # fmt: skip
"""What the column is called that tells, in a roster of several feeds, which one a row belongs to."""

OF_EVERYBODY = "低收入人口|低收入家庭人口|社会救助|困难群众"
"""What such a roster is called as a whole; it names no feed."""
