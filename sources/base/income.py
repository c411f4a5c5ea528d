"""What a household earned and spent in the year of the form (A21–A28), and what its income was at recognition and after."""

from __future__ import annotations

from sources.contract import Column

COLUMNS = (
    Column("business_income_yuan", ("生产经营性收入", "生产经营性收入（元）", "经营性收入"), "yuan", "生产经营性收入，元/年"),
    Column("wage_income_yuan", ("工资性收入", "工资性收入（元）"), "yuan", "工资性收入，元/年"),
    Column("property_income_yuan", ("财产性收入", "财产性收入（元）"), "yuan", "财产性收入，元/年"),
    Column("transfer_income_yuan", ("转移性收入", "转移性收入（元）"), "yuan", "转移性收入，元/年"),
    Column("business_cost_yuan", ("生产经营性支出", "生产经营性支出（元）", "经营性支出"), "yuan", "生产经营性支出，元/年"),
    Column("total_income_yuan", ("家庭总收入", "家庭年总收入", "家庭总收入（元）", "家庭年收入"), "yuan", "家庭总收入，元/年"),
    Column("income_per_head_yuan",
           ("家庭人均纯收入", "家庭人均纯收入（元）", "人均纯收入", "人均纯收入（元）", "家庭人均收入"), "yuan", "家庭人均纯收入，元/年"),
    Column("last_income_per_head_yuan", ("上年度家庭人均纯收入", "上年度人均纯收入", "上年人均纯收入", "上一年度家庭人均纯收入"),
           "yuan", "上年度家庭人均纯收入，元/年"),
    Column("rigid_spending_yuan", ("其他支出", "刚性支出", "其他支出（元）"), "yuan", "因病因学因灾等刚性支出，元/年"),
    Column("eligible_self_paid_yuan", ("合规自付支出", "合规自付支出（元）"), "yuan", "合规自付支出，元/年"),
    Column("dibao_income_yuan", ("低保金", "最低生活保障金"), "yuan", "低保金，元/年"),
    Column("tekun_income_yuan", ("特困救助供养金", "特困供养金"), "yuan", "特困救助供养金，元/年"),
    Column("income_at_recognition_yuan", ("识别时人均纯收入", "识别时家庭人均纯收入", "纳入时人均纯收入"), "yuan", "识别时家庭人均纯收入，元/年"),
    Column("income_at_removal_yuan", ("风险消除时人均纯收入", "消除时人均纯收入", "消除时家庭人均纯收入", "风险消除时家庭人均纯收入"),
           "yuan", "风险消除时家庭人均纯收入，元/年"),
)  # fmt: skip
