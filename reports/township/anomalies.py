"""异常数据清单: the records of the base that a township is to correct, and what it says of each."""

from __future__ import annotations

from reports.workbooks import columns as c
from reports.workbooks.layout import Sheet, Workbook
from sources.forms import anomalies as a

ANOMALY_WIDTHS = {
    "place": 4, "township": 5, "village": 7.4, "head_name": 5.6, "household_number": 15.8, "person_name": 5.6, "person_number": 15.8,
    "rule_code": 5.6, "category": 5.6, "says": 19, "base_value": 10, "reference_value": 10, "guidance": 15, "severity": 3.8,
    "first_month": 7.2, "months_seen": 3.8, "provenance": 17, "result": 8, "corrected_value": 10, "explanation": 11, "number": 12.8,
}  # fmt: skip
ANOMALY_LIST = Sheet(
    a.ANOMALIES.name, "{place}{month}异常数据清单（共{count}条）", c.columns_of(a.ANOMALIES.fields, ANOMALY_WIDTHS),
    query="anomalies", takes=c.OF_PLACE, together="household_id", pinned=4, size=9,
    subtitle="请对照证件、系统和实际核实，在系统中更正后填写浅黄底色的格；“情况属实无需更正”的写明理由，有期限的写“至2027年3月”。",
)  # fmt: skip
ANOMALIES = Workbook(a.ANOMALIES.name, "anomalies", "township", (ANOMALY_LIST,), comes_back=True)
