"""What a county's technician writes for the same month: pandas and openpyxl, an exact join on the ID number, a workbook a township.

`python -m bench.peer BASE LAST_MONTH MONTH OUT`, each a folder. It reads every export and every file as they come, strips what surrounds a
number, joins, leaves out whom the same department named last month, and writes what is left. It knows no damaged numbers, no rules and no reasons.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

WORKBOOKS, TEXTS = (".xlsx", ".xls"), (".csv",)
NUMBER = ("身份证", "证件号码", "残疾人证号", "证号")
NAME, PLACES = ("姓名", "户主", "患者", "学生", "对象"), ("乡镇", "镇街", "行政村", "村")
HEADER_WITHIN, WIDEST = 10, 40


def main(base: Path, last_month: Path, month: Path, out: Path) -> None:
    people = pd.concat(_people(file) for file in _files(base)).drop_duplicates("number")
    named, named_before = _named(month), _named(last_month)
    found = named.merge(people, on="number")
    before = pd.MultiIndex.from_frame(named_before[["department", "number"]])
    found = found[~pd.MultiIndex.from_frame(found[["department", "number"]]).isin(before)]
    out.mkdir(parents=True, exist_ok=True)
    for township, rows in found.groupby("township"):
        rows.to_excel(out / f"{township}.xlsx", index=False, engine="openpyxl")
    print(f"{len(people)} people, {len(named)} rows, {len(found)} found")


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in (*WORKBOOKS, *TEXTS))


def _people(file: Path) -> pd.DataFrame:
    """Number, name, township and village of a base export."""
    (sheet,) = _sheets(file)
    columns = {
        "number": NUMBER,
        "base_name": ("姓名", "家庭成员姓名"),
        "township": ("乡镇", "镇街"),
        "village": ("行政村", "村"),
    }
    frame = pd.DataFrame({name: _column(sheet, words) for name, words in columns.items()})
    return frame.assign(number=_plain(frame["number"]))


def _named(folder: Path) -> pd.DataFrame:
    """Number, name, department and file of each row of a month's files."""
    rows = []
    for file in _files(folder):
        for sheet in _sheets(file):
            number = _plain(_column(sheet, NUMBER))
            about = {"department": file.relative_to(folder).parts[0], "file": file.name}
            rows.append(pd.DataFrame({"number": number, "name": _column(sheet, NAME)}).assign(**about))
    named = pd.concat(rows)
    return named[named["number"].str.len() == 18]


def _plain(numbers: pd.Series) -> pd.Series:
    """The first eighteen signs, capital; a disability certificate begins with them."""
    return numbers.fillna("").str.strip().str.strip("'\t").str.upper().str[:18]


def _sheets(file: Path) -> Iterator[pd.DataFrame]:
    """The file's tables, each below its header; a sheet without one holds nothing about people."""
    if file.suffix in TEXTS:
        tables = [_text(file)]
    else:
        engine = "openpyxl" if file.suffix == ".xlsx" else "xlrd"
        tables = list(pd.read_excel(file, sheet_name=None, header=None, dtype=str, engine=engine).values())
    for table in tables:
        for place in range(min(HEADER_WITHIN, len(table))):
            headings = table.iloc[place].fillna("").str.replace(r"\s", "", regex=True)
            if _places(headings, NUMBER) and _places(headings, NAME):
                yield table.iloc[place + 1 :].set_axis(headings, axis=1)
                break


def _text(file: Path) -> pd.DataFrame:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return pd.read_csv(file, header=None, names=range(WIDEST), dtype=str, encoding=encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(f"{file.name} is neither UTF-8 nor GB18030")


def _column(sheet: pd.DataFrame, words: tuple[str, ...]) -> pd.Series:
    return sheet.iloc[:, _places(sheet.columns, words)[0]]


def _places(headings: Iterable[str], words: tuple[str, ...]) -> list[int]:
    """The columns called so, then those whose heading holds one of the words; 户主身份证号 is nobody's name."""
    columns = [(heading, at) for at, heading in enumerate(headings) if words is NUMBER or "证" not in heading]
    called = [at for word in words for heading, at in columns if heading == word]
    return called + [at for word in words for heading, at in columns if word in heading]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
