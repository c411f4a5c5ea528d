"""疑似匹配: a damaged number, whom it may mean, and whether the township says that it is the same person."""

from __future__ import annotations

from dataclasses import replace

from sources.forms import whose as w
from sources.forms.form import Field, Form, item

CODE = "returned_suspected"
SAME = item("same", ("是否同一人", "是否为同一人"), "yes_no", prompt="核对所报人员和疑似人员，选“是”或“否”。")
SUSPECTED = Form(
    CODE,
    "疑似匹配",
    (
        replace(w.NUMBER, headings=("疑似编号",)), w.TOWNSHIP, w.VILLAGE, w.HEAD_NAME, w.DEPARTMENT,
        Field("sent_name", ("所报姓名",)), Field("sent_number", ("所报号码",), "id"),
        Field("likely_name", ("疑似人员",)), w.LIKELY_ID,
        Field("clue", ("判断依据",), "words"), w.SAYS, w.PROVENANCE,
        SAME, replace(w.CHECKED_BY, name="same_by"), w.SEAL,
    ),
    words=("疑似匹配",),
    sealed=("number", "", "likely_id", "says"),
    whose=w.WHOSE,
    unprinted=(w.remark_of(CODE),),
)  # fmt: skip
