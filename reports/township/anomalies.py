"""异常数据清单: the records of the base that a township is to correct, and what it says of each."""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import WORKED_AT_MOST, Sheet, Workbook
from sources.forms import anomalies as a

ANOMALY_WIDTHS = {
    "place": 4, "township": 5, "village": 7.4, "head_name": 5.6, "household_number": 15.8, "person_name": 5.6, "person_number": 15.8,
    "rule_code": 5.6, "category": 5.6, "says": 19, "base_value": 10, "reference_value": 10, "guidance": 15, "severity": 3.8,
    "first_month": 7.2, "months_seen": 3.8, "provenance": 17, "result": 8, "corrected_value": 10, "explanation": 11, "number": 12.8,
}  # fmt: skip
ANOMALY_LIST = Sheet(
    a.ANOMALIES.name, "{place}{month}异常数据清单（共{count}条）", c.columns_of(a.ANOMALIES.fields, ANOMALY_WIDTHS),
    query="anomalies", takes=c.OF_PLACE, together="household_id", pinned=4, size=9, rows_at_most=WORKED_AT_MOST,
    subtitle="请对照证件、系统和实际核实，在系统中更正后填写浅黄底色的格；“情况属实无需更正”的写明理由，有期限的写“至2027年3月”。",
)  # fmt: skip
BY_RULE = Sheet(
    "异常分规则", "{place}{month}异常数据：哪些规则", c.columns(rule_code=12, rule_label=56, category=16, severity=10, anomalies=12, concerned=12),
    query="anomalies_by_rule", takes=c.OF_PLACE, total=True, pinned=2, size=11, sums_up=a.ANOMALIES.name,
    subtitle=f"《{a.ANOMALIES.name}》列不下全部，先列严重程度高的；更正以后，以后各月接着列其余的。"
)  # fmt: skip
BY_VILLAGE = Sheet(
    "异常分村", "{place}{month}异常数据：哪些村", c.columns(village=24, anomalies=14, households=14, high=12, middle=12, low=12),
    query="anomalies_by_village", takes=c.OF_PLACE, total=True, pinned=1, size=11, sums_up=a.ANOMALIES.name,
)  # fmt: skip
ANOMALIES = Workbook(a.ANOMALIES.name, "anomalies", "township", (ANOMALY_LIST, BY_RULE, BY_VILLAGE), comes_back=True)
