"""The record of a monitored household: kind, risks, recognition, removal of the risk, and how things stand since."""

from __future__ import annotations

from sources.contract import Column

RISKS = tuple(
    Column(f"risk_{place}", (f"致贫返贫风险{place}", f"返贫致贫风险{place}", f"致贫/返贫风险{place}", f"风险类型{place}", f"风险{place}", *more),
           "text", f"风险类型之{place}")
    for place, more in enumerate((("风险类型", "致贫返贫风险", "返贫致贫风险", "主要风险"), (), (), (), ()), start=1)
)  # fmt: skip
COLUMNS = (
    Column("household_kind", ("户类型", "户属性", "农户类型"), "text", "户类型"),
    Column("monitoring_kind", ("监测对象类别", "监测对象类型", "监测类别"), "text", "监测对象类别，空白为未监测"),
    Column("is_risk_removed",
           ("风险是否已消除", "是否消除风险", "风险是否消除", "是否已消除风险", "风险消除情况"), "yes_no", "风险是否已消除；空白不是“否”"),
    Column("recognised_on", ("识别监测时间", "识别时间", "监测对象识别时间", "纳入监测时间", "识别监测日期"), "date", "识别监测时间"),
    Column("removed_on", ("消除监测时间", "风险消除时间", "消除风险时间", "风险消除日期", "消除时间"), "date", "风险消除时间"),
    Column("removal_way", ("风险消除方式", "消除方式"), "text", "风险消除方式：自然消除、帮扶消除"),
    *RISKS,
    Column("risk_note", ("其他风险备注", "其他风险说明", "风险备注", "其他备注"), "text", "风险选“其他”的备注"),
    Column("disaster_kind", ("因自然灾害子项", "自然灾害子项", "自然灾害类型", "因自然灾害类型"), "text", "因自然灾害的子项"),
    Column("is_guaranteed", ("整户无劳动能力兜底保障户", "是否整户无劳动能力兜底保障户", "整户无劳兜底保障户"), "yes_no", "是否整户无劳动能力兜底保障户"),
    Column("collector", ("信息采集人", "采集人", "信息采集人姓名"), "name", "信息采集人"),
    Column("collector_phone", ("信息采集人电话", "信息采集人联系电话", "采集人电话"), "key", "信息采集人电话"),
    Column("after_income_yuan", ("风险消除后人均纯收入", "风险消除后家庭人均纯收入"), "yuan", "风险消除后家庭人均纯收入，元/年"),
    Column("after_dropout", ("风险消除后是否失学辍学", "风险消除后失学辍学", "风险消除后是否有失学辍学"), "yes_no", "风险消除后是否有失学辍学"),
    Column("after_insured", ("风险消除后是否全部参保", "风险消除后基本医疗是否有保障"), "yes_no", "风险消除后是否全部参加基本医保"),
    Column("after_house_damaged", ("风险消除后住房损毁", "风险消除后住房是否损毁", "风险消除后是否住房损毁"), "yes_no", "风险消除后住房是否损毁"),
    Column("after_water_damaged", ("风险消除后饮水设施损毁", "风险消除后饮水设施是否损毁"), "yes_no", "风险消除后饮水设施是否损毁"),
)  # fmt: skip
