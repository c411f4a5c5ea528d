"""The sheets of a returned 预警信息清单, read as any sheet is, and taken apart into the cells that were filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from sources.cleaning.text import bare, is_blank
from sources.contract import Column, Feed
from sources.reading.header import Header
from sources.reading.headings import free_places
from sources.reading.plain import plain
from sources.reading.rows import SheetRows
from sources.returned.items import Item, read_items
from sources.returned.own import OWN_COLUMNS, OWN_LABELS
from sources.returned.seal import fitting

HEAD_ID = Column(
    "head_id",
    ("身份证", "身份证(户主)", "户主身份证", "户主身份证号", "身份证号", "身份证号码", "户主身份证号码"),
    "id",
    "户主身份证，照台账",
)
SUBJECT_ID = Column("subject_id", ("预警对象身份证", "疑似人员身份证"), "id", "预警对象身份证，照台账")
SEAL = Column("seal", ("校验码",), "text", "校验码，照台账；编号或身份证改动了，就与它对不上")
SAYS = Column("says", ("具体预警信息",), "text", "具体预警信息，照台账；同一户的几条只看它分得开")
CHECKED_BY = Item("checked_by", ("核查人员", "核查人", "核实人员", "核实人"), "name", "核查人员")
VISITED_ON = Item(
    "visited_on", ("入户核实日期", "入户日期", "入户时间", "入户核实时间", "核实日期"), "day", "入户核实日期"
)

WHOSE = ("number", "seal", "head_id", "subject_id", "says")
"""What a row may have to tell whose it is."""
VISIT_MODES = ("入户", "电话", "微信视频")
"""坦渡: 能入户的必须入户；因疫情、全家外出的，电话或微信核实。"""
REMARKS = ("备注", "备注说明")
NOT_ASKED = "不需要"
"""That nobody need be told: what is said of a department's warning, and no answer where it is asked."""
TELLING = {NOT_ASKED: ("不需要", "不涉及", "无需告知", "不需要告知", "不需告知", "无需")}
NUMBERS = ("预警编号", "预警信息编号", "预警编码")


@dataclass(frozen=True)
class ReturnedSheet:
    """A sheet that goes out and comes back. items: what is filled in; feed: how the sheet is recognised; takes_lines: the
    township may add lines of its own; spare: what its check code is made of beside number and head, and a township may have cut away."""

    items: tuple[Item, ...]
    feed: Feed
    takes_lines: bool = False
    spare: tuple[str, ...] = ()


def _sheet(
    code: str,
    label: str,
    numbers: tuple[str, ...],
    items: tuple[Item, ...],
    words: tuple[str, ...],
    added: tuple[Column, ...] = (),
    spare: tuple[str, ...] = (),
) -> ReturnedSheet:
    """added: the columns of lines that the township adds; a sheet of such lines alone has no numbers."""
    number = Column("number", numbers, "id", f"编号，印在{label}上；一行说的是哪一条，只看它")
    items = (*items, Item(f"{code}_remark", REMARKS, "words", "镇街自己加写的话，照原样留存"))
    columns = (number, SEAL, HEAD_ID, SUBJECT_ID, *(added or (SAYS,)), *(item.column for item in items))
    feed = Feed(
        code, label, "镇街", "person", columns, words=words, source=f"{label}由本系统发出",
        needs=(("number", *(column.name for column in added)),),
        marks=("number", *(item.name for item in items if item.headings not in (REMARKS, CHECKED_BY.headings))),
    )  # fmt: skip
    return ReturnedSheet(items, feed, bool(added), spare)


LEDGER = _sheet(
    "returned_ledger", "预警信息台账", NUMBERS,
    (
        Item("meets", ("是否符合认定标准", "是否符合标准", "是否符合", "符合认定标准"), "yes_no", "是否符合认定标准"),
        Item("reason", ("不符合认定标准的主要原因", "不符合认定标准主要原因", "不符合的主要原因", "不符合原因", "主要原因"), "words", "不符合认定标准的主要原因"),
        Item("told", ("办理结果是否已告知本人", "是否已告知本人", "是否告知本人", "办理结果是否告知本人"), "yes_no", "办理结果是否已告知本人", spellings=TELLING),
        CHECKED_BY,
        Item("done_on", ("办结日期", "办结时间", "销号日期"), "day", "办结日期"),
        Item("risk", ("风险类型",), "words", "风险类型：印好的不对时改"),
    ),
    words=("预警信息台账", "办理情况汇总表", "镇村上报"),
    added=OWN_COLUMNS,
    spare=("subject_id", "says"),
)  # fmt: skip
PROGRESS = _sheet(
    "returned_progress", "办理过程", NUMBERS,
    (
        VISITED_ON,
        Item("visit_mode", ("核实方式", "入户方式", "核实形式"), "choice", "怎样核实的：能入户的必须入户", VISIT_MODES),
        Item("reviewed_on", ("民主评议日期", "评议日期", "民主评议时间"), "day", "民主评议日期"),
        Item("compared_on", ("信息比对日期", "比对日期", "信息比对时间"), "day", "信息比对日期"),
        Item("published_on", ("村级公示结束日期", "公示结束日期", "村级公示日期", "公示日期"), "day", "村级公示结束日期"),
        Item("township_approved_on", ("乡镇审核日期", "镇街审核日期", "镇办审核日期", "乡镇审核时间"), "day", "乡镇审核日期"),
        Item("county_approved_on", ("县级审定日期", "县级审批日期", "县级审核日期", "县级审定时间"), "day", "县级审定日期"),
        Item("entered_on", ("录入系统日期", "录入日期", "系统录入日期"), "day", "录入系统日期"),
        Item("steps_with", ("同办预警", "同办预警编号", "一并办理的预警"), "number", "与本户哪一条一并办理：各步日期写在那一条"),
        Item("green", ("绿色通道", "是否绿色通道"), "yes_no", "因灾因意外先行帮扶，后补程序"),
        Item("responsible", ("帮扶责任人", "责任人"), "name", "帮扶责任人"),
        Item("responsible_on", ("落实责任人日期", "责任人落实日期"), "day", "落实帮扶责任人日期"),
        Item("plan_on", ("制定帮扶计划日期", "帮扶计划日期", "计划制定日期"), "day", "制定帮扶计划日期"),
    ),
    words=("办理过程",),
    spare=("says",),
)  # fmt: skip
VISITS = _sheet(
    "returned_visits", "入户清单", NUMBERS,
    (
        VISITED_ON,
        Item("visited_by", ("入户人", "入户人员"), "name", "入户人"),
        Item("situation", ("家庭情况简述", "家庭情况"), "words", "家庭情况简述"),
    ),
    words=("入户清单",),
    spare=("says",),
)  # fmt: skip
SUSPECTED = _sheet(
    "returned_suspected", "疑似匹配", ("疑似编号",),
    (Item("same", ("是否同一人", "是否为同一人"), "yes_no", "是否同一人"), Item("same_by", CHECKED_BY.headings, "name", "核查人员")),
    words=("疑似匹配",),
    spare=("says",),
)  # fmt: skip
PLACING = _sheet(
    "returned_placing", "户库外待分派", NUMBERS,
    (Item("placed", ("分派到镇街", "分派镇街"), "words", "来文没有写明镇街的，由县级核实后写"),),
    words=("户库外待分派", "待分派"),
    spare=("subject_id", "says"),
)  # fmt: skip
SHOWN_BESIDE = tuple(
    Column(name, (heading,), "text", "照抽查表")
    for name, heading in (("result_then", "办理结果"), ("closed_then", "办结日期"), ("checker_then", "核查人员"))
)
"""What 抽查户 shows of the ledger and does not ask."""
RECHECKS = _sheet(
    "returned_rechecks", "抽查户", NUMBERS,
    (
        Item("rechecked_on", ("复核日期",), "day", "复核日期"),
        Item("rechecked_by", ("复核人",), "name", "复核人"),
        Item("is_true", ("是否属实",), "yes_no", "是否属实：台账所填与复核所见是否一致"),
        Item("recheck_says", ("复核情况",), "words", "复核情况"),
    ),
    words=("抽查户", "复核户"),
    spare=("says",),
)  # fmt: skip
RECHECKS = replace(RECHECKS, feed=replace(RECHECKS.feed, columns=(*RECHECKS.feed.columns, *SHOWN_BESIDE)))
SHEETS = (LEDGER, PROGRESS, VISITS, SUSPECTED, PLACING, RECHECKS)
LABELS = {item.name: item.headings[0] for sheet in SHEETS for item in sheet.items} | OWN_LABELS
"""What each item is called, for those who must mend it."""


def item_called(heading: str) -> Item | None:
    """The ledger's item that a heading means."""
    return next((item for item in LEDGER.items if plain(heading) in map(plain, item.headings)), None)


def sheets_with(asked: Sequence[str], strange: Mapping[str, Sequence[str]]) -> tuple[ReturnedSheet, ...]:
    """The sheets, with what else a policy's ledger asks, and with the columns that are none of ours, by feed.

    Both are read by their heading: what is asked is kept word for word, a strange column's cells are refused by name.
    """
    more = {LEDGER.feed.code: tuple(Item(one, (one,), "words", one) for one in asked if item_called(one) is None)}
    return tuple(
        _with_items(
            sheet,
            (
                *more.get(sheet.feed.code, ()),
                *(Item(one, (one,), "stranger", one) for one in strange.get(sheet.feed.code, ())),
            ),
        )
        for sheet in SHEETS
    )


def _with_items(sheet: ReturnedSheet, items: tuple[Item, ...]) -> ReturnedSheet:
    columns = (*sheet.feed.columns, *(item.column for item in items))
    return replace(sheet, items=(*sheet.items, *items), feed=replace(sheet.feed, columns=columns))


def strange_columns(header: Header, shown: Iterable[str]) -> tuple[str, ...]:
    """Headings of a returned sheet that we neither print nor read: somebody renamed a column, or added one."""
    own = {plain(heading) for column in header.feed.columns for heading in column.headings}
    known = own | {plain(heading) for heading in (*shown, *ADDED)}
    free = free_places(header.headings, header.places)
    found = (plain(header.headings[place]) for place in free)
    return tuple(dict.fromkeys(heading for heading in found if heading and heading not in known))


ADDED = ("序号",)
"""What people add to a sheet that answers nothing."""


def read_cells(rows: SheetRows, sheet: ReturnedSheet, key: bytes, list_month: str) -> pl.DataFrame:
    """A row for each filled cell and number: `number`, `item`, `is_ours`, `written`, `value`, `trouble`, `head_id`, `subject_id`,
    `is_sealed`, `row_number`. A household's row (办理过程, 入户清单) names all its numbers, joined by 、, and holds for each.
    list_month: of which month's list the sheet is."""
    items = [item.name for item in sheet.items]
    frame = _with_missing(rows.rows, list(dict.fromkeys((*WHOSE, *items))))
    whose = frame.select(
        pl.col("row").cast(pl.Int64).alias("row_number"),
        bare(pl.col("number")).str.replace_all("[,;]+", "、").alias("number"),
        bare(pl.col("seal")).alias("seal"),
        *(_number_of(rows.rows, name) for name in ("head_id", "subject_id")),
        pl.col("says"),
    )
    sealed = whose.with_columns(_is_sealed(whose, key, is_whole=set(sheet.spare) <= set(rows.rows.columns)))
    told = pl.concat([sealed.drop("seal", "says"), frame.select(items)], how="horizontal")
    cells = told.unpivot(
        items,
        index=("row_number", "number", "head_id", "subject_id", "is_sealed"),
        variable_name="item",
        value_name="cell",
    )
    read = read_items(cells.filter(~is_blank(pl.col("cell"))), sheet.items, list_month).drop("cell")
    strangers = [item.name for item in sheet.items if item.reading == "stranger"]
    numbers = pl.col("number").str.split("、").list.unique(maintain_order=True)
    return read.with_columns(numbers, (~pl.col("item").is_in(strangers)).alias("is_ours")).explode("number")


def _number_of(rows: pl.DataFrame, name: str) -> pl.Expr:
    """A certificate number. Of one that became a number in Excel the first fifteen digits are true at most: as 3.70282E+17."""
    text = bare(pl.col(name))
    if f"{name}__number" not in rows.columns:
        return text.alias(name)
    is_cut = pl.col(f"{name}__number") & (text.str.len_chars() == 18)
    short = pl.concat_str(text.str.slice(0, 1), pl.lit("."), text.str.slice(1, 5), pl.lit("E+17"))
    return pl.when(is_cut).then(short).otherwise(text).alias(name)


def _with_missing(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """A township may have deleted a column."""
    return rows.with_columns(pl.lit("").alias(name) for name in names if name not in rows.columns)


def _is_sealed(whose: pl.DataFrame, key: bytes, *, is_whole: bool = True) -> pl.Series:
    """Does the check code fit the row's own numbers and words? Null where it has none, and where it does not fit and cannot be
    checked: not is_whole, a column that it is made of was cut away."""
    unknown = (pl.col("seal") == "") | (~pl.col("fits") & pl.lit(not is_whole))
    judged = whose.with_columns(fitting(whose, key).alias("fits"))
    return judged.select(pl.when(~unknown).then(pl.col("fits")).alias("is_sealed"))["is_sealed"]
