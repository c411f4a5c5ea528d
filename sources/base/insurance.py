"""Health, and what insures it; pensions and the social assistance that a member has."""

from __future__ import annotations

from sources.contract import Column

COLUMNS = (
    Column("health", ("健康状况",), "text", "健康状况，可多项"),
    Column("is_insured", ("是否参加城乡居民基本医疗保险", "是否参加城乡居民医保", "是否参加居民医保", "是否参加基本医疗保险", "城乡居民基本医疗保险"),
           "yes_no", "是否参加城乡居民基本医疗保险；空白不是“否”"),
    Column("is_employee_insured", ("是否参加城镇职工基本医疗保险", "是否参加职工基本医疗保险", "是否参加职工医保", "城镇职工基本医疗保险"),
           "yes_no", "是否参加城镇职工基本医疗保险；空白不是“否”"),
    Column("has_major_cover", ("是否参加大病保险", "大病保险", "是否参加城乡居民大病保险"), "yes_no", "是否参加大病保险"),
    Column("has_private_cover", ("是否参加商业补充医疗保险", "商业补充医疗保险", "是否参加商业补充保险"), "yes_no", "是否参加商业补充医疗保险"),
    Column("has_medical_aid", ("是否接受医疗救助", "是否享受医疗救助", "接受医疗救助"), "yes_no", "是否接受医疗救助"),
    Column("has_illness_aid", ("是否接受大病救助", "是否接受大病救治", "接受大病救助"), "yes_no", "是否接受大病救助"),
    Column("has_other_health_aid", ("是否接受其他健康扶贫", "是否接受其他健康帮扶", "接受其他健康扶贫"), "yes_no", "是否接受其他健康帮扶"),
    Column("has_resident_pension", ("是否参加城乡居民基本养老保险", "是否参加城乡居民养老保险", "城乡居民基本养老保险"),
           "yes_no", "是否参加城乡居民基本养老保险"),
    Column("has_employee_pension", ("是否参加城镇职工基本养老保险", "是否参加职工养老保险", "城镇职工基本养老保险"),
           "yes_no", "是否参加城镇职工基本养老保险"),
    Column("is_dibao", ("是否享受农村居民最低生活保障", "是否享受农村低保", "是否享受低保", "享受低保政策情况", "是否低保", "农村低保"),
           "yes_no", "是否享受农村低保；空白不是“否”"),
    Column("is_tekun", ("是否特困供养人员", "是否享受特困供养", "享受特困供养政策情况", "是否特困", "特困供养"),
           "yes_no", "是否特困供养；空白不是“否”"),
)  # fmt: skip
