"""报送模板: for each feed a workbook that a department can fill in, and that is read back without a question.

The template asks only for columns that are read, in the wording that is read best. Its notes stand in one text a line:
a table of them beside each other could itself be taken for a list of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reports.names import safe_names
from reports.workbooks.layout import Kind, PrintedColumn, Sheet, Workbook
from reports.workbooks.writer import write_workbook
from sources.catalogue import Catalogue, routed_codes
from sources.contract import Column as Declared
from sources.contract import Feed
from sources.errors import TransientError
from sources.feeds import common
from sources.reading.intake import NOTES_SHEET
from warehouse.policy.words import Policy

ROWS = 5000
"""So many rows are checked while they are filled in; further ones are read all the same."""
KINDS: Mapping[str, tuple[Kind, float, str]] = {
    "name": ("text", 12, "示例甲（不是真人）"),
    "id": ("id", 24, "370200 19000101 000X（实际填写不留空格）"),
    "key": ("text", 20, "000123"),
    "text": ("words", 22, ""),
    "yuan": ("amount", 14, "1234.50（单位：元）"),
    "count": ("number", 10, "3"),
    "date": ("date", 13, "2026-10-08"),
    "code": ("choice", 14, ""),
    "labels": ("choice", 18, ""),
    "yes_no": ("yes_no", 10, "是"),
    "grade": ("choice", 10, "一级"),
}
"""Kind of a declared column -> kind in the workbook, width, example."""
SEVERAL: tuple[str, ...] = ("labels",)
"""Kinds of which one cell may name several."""
GRADES = ("一级", "二级", "三级", "四级")
LIST_AT_MOST = 250
"""Excel takes no longer list for a drop-down."""
OF_PERSON = (common.TOWNSHIP, common.VILLAGE, common.PERSON_NAME, common.PERSON_ID)
OF_HOUSEHOLD = (common.TOWNSHIP, common.VILLAGE, common.HEAD_NAME, common.HEAD_ID)
HOW = {
    "township_text": "户籍所在的镇街，写全称", "village_text": "户籍所在的村", "person_name": "与证件一致的写法",
    "person_id_number": "18位身份证号码；残疾人可填残疾人证号", "head_name": "与证件一致的写法",
    "head_id_number": "户主的18位身份证号码",
}  # fmt: skip
"""What is asked for in the columns that all feeds share."""
NEEDED_SHARED = ("person_name", "person_id_number", "head_name", "head_id_number")
DATA, NOTES = "填报", NOTES_SHEET


def write_templates(
    folder: Path, policy: Policy, departments: Sequence[str], deliveries: Mapping[str, str], catalogue: Catalogue
) -> list[dict[str, str]]:
    """Write the template of every feed of these departments below `folder`; department, label and file of each."""
    written = []
    for department, shown in safe_names(departments).items():
        own = [feed for feed in catalogue.feeds if feed.department == department]
        names = safe_names([feed.label for feed in own])
        for feed in own:
            file = folder / shown / f"报送模板_{names[feed.label]}.xlsx"
            _write(file, feed, policy, deliveries.get(routed_codes(feed)[0]))
            written.append({"department": department, "label": feed.label, "file": str(file)})
    return written


def _write(file: Path, feed: Feed, policy: Policy, delivery: str | None) -> None:
    delivery = delivery or policy.delivery_of(routed_codes(feed)[0])
    words = {"county": policy.name, "place": feed.department, "month": ""}
    lines = [{"place": place, "text": text} for place, text in enumerate(_notes(feed, policy, delivery), start=1)]
    fresh = file.parent / ".new" / file.name
    fresh.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(fresh, template_of(feed), {}, words, {NOTES: lines})
    try:
        fresh.replace(file)
        fresh.parent.rmdir()
    except PermissionError as error:  # Windows: somebody has it open
        raise TransientError("模板正被打开，不能更换", file.name, "请关闭 Excel 或 WPS 中打开的模板后重试。") from error


def template_of(feed: Feed) -> Workbook:
    """The workbook: the rows to fill in, and how."""
    called = "" if any(word in feed.label for word in feed.words) else f"（{feed.words[0]}）"
    data = Sheet(
        DATA, f"{feed.label}{called}报送表", tuple(map(_column, columns_of(feed))),
        subtitle="带*的列必须填写。不要改表头，不要加合计行。怎样填写见第二张表。", blank_rows=ROWS, pinned=0, size=11,
    )  # fmt: skip
    notes = Sheet(
        NOTES, f"{feed.label}填写说明",
        (PrintedColumn("序号", "place", 6, "number"), PrintedColumn("说明", "text", 120, "words")), notes=(("", ""),), size=11,
    )  # fmt: skip
    return Workbook("报送模板", "template", "department", (data, notes))


def columns_of(feed: Feed) -> tuple[Declared, ...]:
    """The columns that are asked for: whom it is about, then the feed's own.

    Where one of several will do, those that a row must not leave blank are not asked for beside the best of them.
    """
    instead = {name for group in feed.needs for name in group[1:]}
    parts = {column.plus for column in feed.columns}  # the whole is asked for
    own = tuple(
        column
        for column in feed.columns
        if column.name not in parts and (column.name not in instead or column.blank == "fine")
    )
    return (*(OF_HOUSEHOLD if feed.about == "household" else OF_PERSON), *own)


def is_needed(column: Declared) -> bool:
    """True where a row without it cannot be judged."""
    return column.name in NEEDED_SHARED or column.blank == "rejected"


def heading_of(column: Declared) -> str:
    """The wording that is read best, with a star where it must be filled in."""
    return f"{'*' if is_needed(column) else ''}{column.headings[0]}"


def _column(column: Declared) -> PrintedColumn:
    kind, width, _ = KINDS[column.kind]
    choices = choices_of(column)
    fits = len(",".join(choices)) <= LIST_AT_MOST
    return PrintedColumn(
        heading_of(column), "", width, "text" if kind == "choice" and not fits else kind, fill_in=True,
        choices=choices if fits else (), prompt=_prompt(column), needed=is_needed(column),
        at_least=0 if column.kind == "yuan" and column.at_least is None else column.at_least, at_most=column.at_most, is_open=column.keep_unlisted or column.kind in SEVERAL,
    )  # fmt: skip


def choices_of(column: Declared) -> tuple[str, ...]:
    """What the drop-down offers."""
    return GRADES if column.kind == "grade" else tuple(column.codes)


def _prompt(column: Declared) -> str:
    if column.kind == "id":
        return "18位，按文本填写。从别处粘贴请选“只粘贴数值”或“匹配目标格式”。"
    if column.kind == "date":
        return "写成 2026-10-08 这样的日期。"
    return "从下拉框选一项。" if choices_of(column) or column.kind == "yes_no" else ""


def _notes(feed: Feed, policy: Policy, delivery: str) -> Iterator[str]:
    """How to fill it in, one text a line."""
    day = policy.deadlines.departments_send_by_day
    yield (
        f"何时报：{feed.department}每月{day}日前报送上月的。"
        if policy.awaits(feed)
        else f"何时报：随到随收；每月{day}日前收到的，列入当月清单。"
    )
    if any(rule.new == "first_time_in_year" for rule in policy.rule if rule.feed in routed_codes(feed)):
        yield "报哪些：报到上月底为止的累计数，每人一行；系统只在当年第一次达到标准时预警，以前报过的可以再报。"
    elif delivery == "roster":
        yield "报哪些：每月报全部在册的名单，哪些是新增由系统比对。"
    else:
        rest = "没有新增的，请来函说明。" if policy.awaits(feed) else "没有的不用报。"
        yield f"报哪些：只报上月新发生、新办理或有变更的，已经报过的不再报；{rest}"
    yield f"依据：{feed.source}。"
    yield "怎样填：从表头下一行起，一行一个对象；不要改表头，不要合并单元格，不要加合计、签字等行。文件名可以改。"
    yield "号码：号码各列已设为文本格式，不要改成数字，否则后三位会丢失；拿不到号码的照样报，写清姓名和村。"
    yield f"有疑问：请问{policy.name}防止返贫监测预警工作人员。联系人：＿＿＿＿＿＿　电话：＿＿＿＿＿＿＿＿"
    yield "个人信息：本表含居民身份证号等个人信息，请按规定的渠道报送，用后妥善保管。"
    for column in columns_of(feed):
        yield _note_of(column)


def _note_of(column: Declared) -> str:
    needed = "必填" if is_needed(column) else "有就填"
    told = f"“{column.headings[0]}”（{needed}）：{HOW.get(column.name, column.sentence)}。"
    if choices := choices_of(column):
        told += ("一般填：" if column.keep_unlisted else "只填：") + "、".join(choices) + "。"
    example = KINDS[column.kind][2]
    return f"{told}例：{example}" if example else told
