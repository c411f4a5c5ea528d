"""办理结果告知书: whoever asked for help himself and does not meet the standard is told in writing, with the reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reports.documents.document import Document, Template, fill, template_of
from reports.facts import Facts, chinese_date
from reports.names import safe_names
from reports.queries import Question
from reports.readers import Readers
from sources.errors import PolicyError

FOLDER = "告知书"
LETTERS = Question("letters", ("month", "place"))
LETTER = Document(
    "办理结果告知书",
    fields=(
        "预警编号", "姓名", "户主姓名", "镇街", "村", "自称", "预警方式", "途径", "具体事项", "收到日期", "入户核实日期", "核查人员", "原因",
        "办结日期", "依据", "主管部门", "咨询电话", "落款单位", "落款日期",
    ),
    needed=("姓名", "原因"),
)  # fmt: skip
PRINTED = str.maketrans(",;:?!()", "，；：？！（）")
BESIDE_HAN = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff])")
BY_HAND = "　　　　年　　月　　日"
"""A day that is not known yet is written in by hand."""
CALLED = {"街道": ("我街道", "街道办事处"), "镇": ("我镇", "镇人民政府"), "乡": ("我乡", "乡人民政府")}
"""How a township calls itself, and how it signs, by the end of its name."""


def write_letters(readers: Readers, facts: Facts, own: Path, folder: Path) -> tuple[int, list[str]]:
    """Write a township's letters of the month; how many, and what kept others from being written.

    own: the folder of the county's own templates. A template that is wrong keeps back its letters, and nothing else.
    """
    rows = readers.ask(LETTERS, facts)
    if not rows:
        return 0, []
    try:
        template = template_of(LETTER, own)
    except PolicyError as error:
        return 0, [str(error)]
    names = safe_names([row["number"] for row in rows])
    troubles: list[str] = []
    for row in rows:
        target = folder / FOLDER / f"{LETTER.name}_{names[row['number']]}.docx"
        troubles += _written(template, target, row, facts)
    return len(rows) - len(troubles), list(dict.fromkeys(troubles))


def _written(template: Template, target: Path, row: Mapping[str, Any], facts: Facts) -> list[str]:
    try:
        fill(template, target, said_in(row, facts), facts.policy.name, facts.month)
    except PolicyError as error:
        return [str(error)]
    return []


def said_in(row: Mapping[str, Any], facts: Facts) -> dict[str, str]:
    """What the letter says of one line of the ledger, by the fields of its template."""
    itself, signed = called(row["township"])
    told = facts.policy.told
    return {
        "预警编号": row["number"], "姓名": row["subject_name"], "户主姓名": row["head_name"], "镇街": row["township"],
        "村": row["village"], "自称": itself, "预警方式": row["way"], "途径": _by_which_way(row),
        "具体事项": in_chinese_marks(row["says"]), "收到日期": chinese_date(row["feedback_on"]), "入户核实日期": _day(row["visited_on"], ""),
        "核查人员": row["checked_by"] or "镇村工作人员", "原因": in_chinese_marks(row["reason"]).rstrip("。；，. "), "办结日期": _day(row["done_on"], ""),
        "依据": facts.policy.source, "主管部门": told.office, "咨询电话": "、".join(told.hotlines), "落款单位": signed,
        "落款日期": _day(row["done_on"], BY_HAND),
    }  # fmt: skip


def _by_which_way(row: Mapping[str, Any]) -> str:
    """When and how the person spoke: 于2026年10月8日通过12345; what is not known is left out."""
    spoke = f"于{chinese_date(row['spoke_on'])}" if row["spoke_on"] else ""
    return spoke + (f"通过{row['department']}" if row["department"] else "")


def called(township: str) -> tuple[str, str]:
    """How a township calls itself in a letter, and how it signs; as it is where its name does not say what it is."""
    for ending, (itself, signed) in CALLED.items():
        if township.endswith(ending):
            return itself, township.removesuffix(ending) + signed
    return township, township


def in_chinese_marks(text: str) -> str:
    """Marks beside Chinese characters as they are printed: cells are kept with those of a keyboard, `稳定,均已落实`."""
    return BESIDE_HAN.sub(lambda found: found[0].translate(PRINTED), text)


def _day(day: dt.date | None, blank: str) -> str:
    return blank if day is None else chinese_date(day)
