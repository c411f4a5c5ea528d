"""What a warning says: grades as people say them, and nothing of what is not known."""

from __future__ import annotations

from pathlib import Path

from tests.support import SmallCounty, id_number, name

MONTH = "2026-10"


def test_a_sentence_leaves_out_what_is_blank_and_says_grades_in_words(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    for order in range(5):
        county.person(order)
    county.load_base()
    who = [{"姓名": name(order), "身份证号": id_number(order)} for order in range(5)]
    county.send(MONTH, "残联", "残疾人证.csv", [
        who[0] | {"残疾等级": "2.0", "残疾类别": "", "办理类型": ""}, who[1] | {"残疾等级": "1", "残疾类别": "肢体", "办理类型": "新办"},
    ])  # fmt: skip
    county.send(
        MONTH,
        "民政局",
        "临时救助.csv",
        [who[2] | {"救助原因": "", "救助金额": ""}, who[3] | {"救助原因": "火灾", "救助金额": "800"}],
    )
    county.send(MONTH, "民政局", "农村低保.csv", [who[4] | {"低保类别": "2.0", "月保障金额": "500"}])
    county.run(MONTH)
    rows = county.ask("SELECT subject_name, says FROM warning.warning")
    assert {str(row["subject_name"]): row["says"] for row in rows} == {
        name(0): "重度残疾人证，二级",
        name(1): "新办重度残疾人证，肢体一级",
        name(2): "新增临时救助",
        name(3): "新增临时救助，原因：火灾，金额800.00元",
        name(4): "新增农村低保，类别2，月保障500.00元",
    }
