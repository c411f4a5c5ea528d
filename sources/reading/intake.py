"""From arrived files to recognised sheets: which feed each sheet is, or why it could not be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sources.catalogue import Catalogue
from sources.containers.marks import spans
from sources.containers.properties import MARKS_SHEET
from sources.contract import BASE, Feed
from sources.errors import RefusedFile, UnrecognisedFile
from sources.fence import fence
from sources.reading.grid import Grid
from sources.reading.headers.header import Header
from sources.reading.mixed import read_mixed, take_mixed
from sources.reading.rows.rows import SheetRows, take_rows
from sources.reading.rows.sections import EVENT_COLUMNS, NEW_WORDS
from sources.reading.sheet import recognise
from sources.reading.table import SheetTable, side_by_side, stacked, table_of
from sources.reading.worker import ReadLimits, read_all
from sources.transports.landing import Arrival

NOTES_SHEET = "填写说明"
"""How a list is filled in; it speaks of names and numbers, and holds nobody. A file with nothing else is read all the same."""


TABLES_AT_MOST = 500
"""Of one file: a county has fewer villages, and each table is looked at for itself."""


@dataclass(frozen=True, eq=False)
class RecognisedSheet:
    """A recognised sheet: its name, and its rows under our names. Two tables of one sheet may be alike in all but their rows: each
    is itself alone."""

    name: str
    rows: SheetRows

    @property
    def header(self) -> Header:
        return self.rows.header


@dataclass(frozen=True)
class Remark:
    """Something to say of a file. do: the next step, where a person must look; empty where it is only said."""

    text: str
    do: str = ""


@dataclass
class Intake:
    """What came of one file. sheets: those understood; refused: why the whole file was not; remarks: what else to say;
    passed_over: what was not read of a file of which something was; marks: what a workbook of our own says that it is."""

    arrival: Arrival
    sheets: list[RecognisedSheet] = field(default_factory=list)
    refused: RefusedFile | None = None
    remarks: list[Remark] = field(default_factory=list)
    passed_over: list[Remark] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)


ReadFile = tuple[Arrival, list[Grid] | RefusedFile]
"""A file and its sheets, or why it could not be had."""


def take_in(
    arrivals: Sequence[Arrival],
    grids: Path,
    catalogue: Catalogue,
    feeds: Sequence[Feed] | None = None,
    limits: ReadLimits | None = None,
    passwords: Sequence[str] = (),
) -> list[Intake]:
    """Each file read (`read_files`) and recognised (`recognised`), where both are wanted at once."""
    return recognised(read_files(arrivals, grids, limits, passwords), catalogue, feeds)


def read_files(
    arrivals: Sequence[Arrival], grids: Path, limits: ReadLimits | None = None, passwords: Sequence[str] = ()
) -> list[ReadFile]:
    """Each file with its sheets, or why it could not be had. grids: a folder for the cells.

    passwords: tried on a file that has one; never logged.
    """
    there = [arrival for arrival in arrivals if arrival.trouble is None]
    read = read_all([(arrival.landed, grids / arrival.file_id) for arrival in there], limits, passwords)
    outcomes = {arrival.file_id: outcome for arrival, (_, outcome) in zip(there, read, strict=True)}
    return [(arrival, arrival.trouble or outcomes[arrival.file_id]) for arrival in arrivals]


def recognised(files: Sequence[ReadFile], catalogue: Catalogue, feeds: Sequence[Feed] | None = None) -> list[Intake]:
    """What each file that was read is. feeds: what they can be, else what the catalogue has, by department."""
    return [_recognised(arrival, outcome, catalogue, feeds) for arrival, outcome in files]


def _recognised(
    arrival: Arrival, outcome: list[Grid] | RefusedFile, catalogue: Catalogue, feeds: Sequence[Feed] | None
) -> Intake:
    if isinstance(outcome, RefusedFile):
        return Intake(arrival, refused=outcome)
    intake = Intake(arrival)
    try:
        with fence("识别", arrival.file_id):
            _recognise_sheets(intake, outcome, catalogue, feeds)
    except RefusedFile as refused:
        return Intake(arrival, refused=refused)
    return intake


def _recognise_sheets(
    intake: Intake, grids: Sequence[Grid], catalogue: Catalogue, feeds: Sequence[Feed] | None
) -> None:
    troubles: list[RefusedFile] = []
    seen = 0
    for grid in grids:
        if grid.sheet == MARKS_SHEET and not grid.trouble:
            intake.marks = _marks_of(grid)
            continue
        if grid.trouble and feeds:  # a base or a returned list is whole or it is nothing
            intake.sheets.clear()
            intake.refused = RefusedFile(f"工作表“{grid.sheet}”没有读出：{grid.trouble.what}", do=grid.trouble.do)
            return
        if grid.trouble:
            _pass_over(intake, troubles, f"工作表“{grid.sheet}”没有读出", grid.trouble)
            continue
        if grid.sheet == NOTES_SHEET and len(grids) > 1:
            intake.remarks.append(Remark(f"工作表“{grid.sheet}”是说明，未读取"))
            continue
        tables = stacked(table_of(grid))
        seen += len(tables)
        if seen > TABLES_AT_MOST:
            raise RefusedFile(
                f"文件里有{TABLES_AT_MOST}张以上的表，不像名单", do="请合并成一张表（每行一人）后重新报送。"
            )
        before = len(intake.sheets)
        for table in tables:
            _recognise_table(intake, table, catalogue, feeds, troubles, len(tables) > 1)
        if len(intake.sheets) > before:
            intake.remarks += [Remark(_where(tables[0], False) + note) for note in grid.notes]
    if not intake.sheets:
        intake.remarks.clear()
        intake.refused = troubles[0] if troubles else _no_header(grids)


def _marks_of(grid: Grid) -> dict[str, str]:
    table = table_of(grid)
    return {str(row[0]): str(row[1]) for row in table.top(table.cells.height) if len(row) > 1}


def _recognise_table(
    intake: Intake,
    table: SheetTable,
    catalogue: Catalogue,
    feeds: Sequence[Feed] | None,
    troubles: list[RefusedFile],
    is_one_of_several: bool,
) -> None:
    where = _where(table, is_one_of_several)
    try:
        if not feeds and _take_mixed(intake, table, where, catalogue):
            return
        header = _header_of(table, intake.arrival, catalogue, feeds)
        halves = side_by_side(table, header.headings, header.last) if header else [table]
        if len(halves) > 1:
            for half in halves:
                _recognise_table(intake, half, catalogue, feeds, troubles, is_one_of_several)
            return
    except RefusedFile as trouble:
        _pass_over(intake, troubles, f"{where}（连标题共{table.cells.height}行）未采用", trouble)
        return
    if header is None:
        do = "请补上表头后重新报送。" if table.holds_numbers() else ""
        remark = Remark(f"{where}没有找到表头，未读取", do)
        intake.remarks.append(remark)
        intake.passed_over += [remark] if do else []
        return
    rows = take_rows(table, header, reads_ditto=not feeds)
    if feeds and (refused := _not_sound(rows, where)):
        troubles.append(refused)
        intake.passed_over.append(Remark(refused.what, refused.do))
        intake.remarks.append(intake.passed_over[-1])
        return
    intake.sheets.append(RecognisedSheet(table.sheet, rows))
    intake.remarks += _remarks(intake.sheets[-1], table, where, intake.arrival.department)


def _not_sound(rows: SheetRows, where: str) -> RefusedFile | None:
    """Why a base or a returned list is not taken: it is whole or it is nothing, and a line of it could not be read."""
    refused = rows.rows.filter(pl.col("line_refused").is_not_null())
    if refused.is_empty():
        return None
    return RefusedFile(
        f"{where}第{spans(sorted(set(refused['row'].to_list())))}行没有读通：{refused['line_refused'][0]}",
        do="请用 Excel 或 WPS 打开核对这些行，另存为 .xlsx 后重新放入。",
    )


def _pass_over(intake: Intake, troubles: list[RefusedFile], what: str, trouble: RefusedFile) -> None:
    troubles.append(trouble)
    remark = Remark(f"{what}：{trouble.what}", trouble.do)
    intake.remarks.append(remark)
    intake.passed_over.append(remark)


def _take_mixed(intake: Intake, table: SheetTable, where: str, catalogue: Catalogue) -> bool:
    """True where the table is a roster of several feeds, and each has got its rows."""
    known = catalogue.department_of(intake.arrival.department)
    called = Path(intake.arrival.name).stem
    mixed = read_mixed(table, catalogue.feeds_of(known), called, catalogue) if known else None
    if mixed is None:
        return False
    labels = []
    for rows in take_mixed(table, mixed):
        sheet = RecognisedSheet(table.sheet, rows)
        intake.sheets.append(sheet)
        labels.append(f"{sheet.header.feed.label}{rows.rows.height - int(rows.rows['is_unplaced'].sum())}行")
        intake.remarks += _remarks(sheet, table, where, intake.arrival.department)
    intake.remarks.append(Remark(f"{where}含几类信息，按类别列逐行分开：{'、'.join(labels)}"))
    return True


def _where(table: SheetTable, is_one_of_several: bool) -> str:
    sheet = f"工作表“{table.sheet}”" if table.sheet else "文件"
    if not is_one_of_several:
        return sheet
    first, last = (int(table.cells["row"][at]) for at in (0, -1))
    return f"{sheet}第{first}至{last}行"


def _no_header(grids: Sequence[Grid]) -> RefusedFile:
    if not grids:
        return RefusedFile("文件里没有任何内容", do="请部门核对后重新报送；确无新增的，请来函说明。")
    return RefusedFile("没有找到表头（应有“姓名”和“身份证号码”等列）", do="请补上表头，或确认是否放错了文件。")


def _header_of(
    table: SheetTable, arrival: Arrival, catalogue: Catalogue, feeds: Sequence[Feed] | None
) -> Header | None:
    """The feed among those of the department; a file in the wrong folder may still be some other department's."""
    called = Path(arrival.name).stem
    known = arrival.department if catalogue.department_of(arrival.department) else None
    try:
        header = recognise(table, feeds or catalogue.feeds_of(known), called, catalogue)
    except UnrecognisedFile:
        header = None if feeds else _misplaced(table, known, called, catalogue)
        if header is None:
            raise
    if header is None and not feeds:
        header = _misplaced(table, known, called, catalogue)
    return header


def _misplaced(table: SheetTable, known: str | None, called: str, catalogue: Catalogue) -> Header | None:
    """The feed of another department, where a heading of its own says so; the file lies in the wrong folder."""
    others = [feed for feed in catalogue.feeds if feed.department != known]
    try:
        header = recognise(table, others, called, catalogue) if known else None
    except RefusedFile:
        return None
    return header if header and any(mark in header.places for mark in header.feed.marks) else None


def _remarks(sheet: RecognisedSheet, table: SheetTable, where: str, department: str) -> Iterator[Remark]:
    header = sheet.header
    if table.hidden:
        yield Remark(f"{where}是隐藏的，已照常读取")
    yield from _people(sheet, where)
    if header.unknown:
        yield Remark(f"{where}有不认识的列，未使用：{'、'.join(header.unknown)}")
    if header.feed.department not in (department, BASE):
        yield Remark(
            f"{where}按“{header.feed.label}”读取，它应由{header.feed.department}报送", "请核对文件是否放错文件夹。"
        )
    yield from _changed(header, where)
    if "person_name" not in header.places and "head_name" not in header.places:
        yield Remark(f"{where}缺少姓名列，只能按号码比对", "请部门补上姓名列后重新报送。")
    for column in filter(header.adds, header.feed.columns):
        both = f"“{header.taken[column.name]}”和“{header.taken[column.plus]}”"
        yield Remark(f"{where}没有“{column.headings[0]}”，按{both}相加计算")
    for column in header.feed.columns:
        if column.if_absent is not None and column.name not in header.places:
            # an unknown heading may be that very column under another name
            do = "请核对不认识的列中有没有这一项。" if header.unknown else ""
            yield Remark(f"{where}没有“{column.headings[0]}”列，一律按“{column.if_absent}”处理", do)
    if sheet.rows.rows.is_empty():
        yield Remark(f"{where}只有表头，没有数据行", "请部门确认本月确无新增。")


def _changed(header: Header, where: str) -> Iterator[Remark]:
    """A sheet of those who have changed, where no column says row by row who is new: warned of all the same, and told."""
    called = header.sheet if re.search("变更|变动|调整", header.sheet) else header.above
    tells = EVENT_COLUMNS & set(header.places) or any(word in called for word in NEW_WORDS)
    if header.feed.ended_words and re.search("变更|变动|调整", called) and not tells:
        names = [column.headings[0] for column in header.feed.columns if column.name in EVENT_COLUMNS]
        asks = f"“{names[0]}”列" if names else "是否新增"
        do = f"请逐行写明{asks}；只是变更、此前已在享受的，不必报送。"
        yield Remark(f"{where}写的是变更，没有逐行写明是否新增，一律照新增预警", do)


def _people(sheet: RecognisedSheet, where: str) -> Iterator[Remark]:
    """How many people a wide roster held beside those that its rows begin with."""
    further = int((sheet.rows.rows["part"] > 0).sum())
    if further:
        yield Remark(f"{where}一行有多人，已展开，另得{further}人")
    if sheet.rows.members.height:
        yield Remark(f"{where}读到各户其他成员{sheet.rows.members.height}人")
    if sheet.header.told:
        names = {column.name: column.headings[0] for column in sheet.header.feed.columns}
        told = "”“".join(names[name] for name in sheet.header.told)
        yield Remark(f"{where}没有“{told}”列，按表中小标题判断")
