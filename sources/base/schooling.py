"""Schooling: what a member has learnt, where a child learns now, and why one does not."""

from __future__ import annotations

from sources.contract import Column

COLUMNS = (
    Column("education", ("文化程度",), "code", "文化程度", codes={
        "文盲或半文盲": ("文盲或半文盲", "文盲半文盲", "文盲", "半文盲"),
        "小学": ("小学",),
        "初中": ("初中",),
        "高中": ("高中", "高中（含职业高中、技校）", "中专", "职高", "技校"),
        "大专": ("大专", "大专（含高职或高专）", "高职高专", "专科"),
        "本科及以上": ("本科及以上", "大专及以上", "本科", "大学", "研究生", "硕士", "博士"),
    }, keep_unlisted=True),
    Column("student_status", ("在校生状况", "在校生情况", "在校状况", "在校生现状"), "text", "在校生状况，不在校的为空白"),
    Column("left_school_because", ("义务教育阶段未上学原因", "未上学原因", "失学或辍学原因", "失学辍学原因", "义务教育阶段未上学的原因"),
           "text", "义务教育阶段未上学原因"),
    Column("has_dropout", ("是否有适龄儿童少年失学辍学", "适龄儿童失学辍学", "是否存在适龄儿童失学辍学", "义务教育阶段适龄儿童失学辍学"),
           "yes_no", "本户是否有适龄儿童少年失学辍学"),
)  # fmt: skip
