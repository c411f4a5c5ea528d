"""The book of feeds: what each department sends, as declared, for people to read. `make docs` writes `docs/feeds.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sources.base.household_base import HOUSEHOLD_BASE
from sources.catalogue import OF_THE_BASE, routed_codes, usual_catalogue
from sources.contract import Column, Feed

KINDS = {
    "name": "姓名", "id": "号码", "text": "文字", "yuan": "金额（元）", "count": "人数", "date": "日期", "code": "代码", "labels": "代码（可多项）",
    "yes_no": "是/否", "grade": "等级 1–4", "key": "长编号（文本）",
}  # fmt: skip
HEAD = """\
# 各部门信息 · What each department sends

本页由 `make docs` 从 `sources/feeds/` 的声明写出，不要手改。列名只列常见写法，其他写法见声明。
“必需”指空白或认不出的行退回；每类信息另有姓名、身份证号等公共列（`sources/feeds/common.py`）。
"""


def feeds_markdown() -> str:
    """The whole book as Markdown."""
    catalogue, parts = usual_catalogue(), [HEAD]
    for department in catalogue.departments:
        parts.append(f"## {department.name}\n")
        parts += [_feed(feed) for feed in catalogue.feeds if feed.department == department.name]
    parts.append(f"## {HOUSEHOLD_BASE.department}（不必报送，由程序每月比对得出）\n")
    parts += [_feed(feed) for feed in OF_THE_BASE]
    return "\n".join(parts)


def _feed(feed: Feed) -> str:
    codes = "、".join(f"`{code}`" for code in routed_codes(feed))
    about = "一户一条预警" if feed.about == "household" else "一人一条预警"
    about += "" if feed.awaited or not feed.words else "；随到随收，没有报送不催报"
    called = f"文件名或标题常写：{'、'.join(feed.words)}。" if feed.words else ""
    lines = [
        f"### {feed.label}（{codes}）\n",
        f"{about}。依据：{feed.source}。{called}\n",
        "| 列 | 常见列名 | 类型 | 说明 |",
        "| --- | --- | --- | --- |",
        *(_column(column) for column in feed.columns),
        "",
    ]
    return "\n".join(lines)


def _column(column: Column) -> str:
    notes = "；".join((column.sentence, *_notes(column)))
    return f"| `{column.name}` | {'、'.join(column.headings[:5])} | {KINDS[column.kind]} | {notes} |"


def _notes(column: Column) -> Iterator[str]:
    if column.codes and len(column.codes) <= 5:
        yield "取值：" + "、".join(column.codes)
    if column.blank == "rejected":
        yield "必需"
    if column.if_absent is not None:
        yield f"整列没有时按“{column.if_absent}”"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(feeds_markdown(), encoding="utf-8")
