"""Words that stand for one of a list: yes and no, grades, codes, labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from sources.contract import CodedColumn
from sources.values.text import bare, is_blank, tidy

YES = (
    "是", "是的", "有", "Y", "YES", "TRUE", "T", "1", "√", "✓", "✔", "☑", "对", "已", "已消除", "唯一", "唯一住房", "是唯一住房",
    "农村低保", "农村特困", "享受", "已享受", "参加", "已参加", "参保", "已参保", "属于", "属",
)  # fmt: skip
NO = (
    "否", "无", "没有", "不是", "非", "不唯一", "非唯一", "非唯一住房", "不是唯一住房", "N", "NO", "FALSE", "F", "0", "×", "✗", "✘", "X",
    "未", "未消除", "未享受", "不享受", "未参加", "不参加", "没参加", "未参保", "没参保", "不属于", "城市低保", "城市特困",
)  # fmt: skip
TICK = "[☑√✓✔■]"
GRADES: Mapping[str, int] = {
    spelling: grade
    for grade, spellings in enumerate(("一壹1I", "二贰貳弍2", "三叁叄參3", "四肆4"), start=1)
    for spelling in spellings
} | {"II": 2, "III": 3, "IV": 4}
GRADE_SIGNS = "一二三四壹贰貳弍叁叄參肆1-4"
SEVERAL_GRADES = rf"[{GRADE_SIGNS}][级]?(?:、|,|-|—|~|/|至|到|或|和)[{GRADE_SIGNS}]级?|以上|以下"
TURNED = r"[不非未原]|变为|变成|转|→|->"
"""Words that turn a code into another: 由B级变为D级, 非集中. Such a wording is for a human."""
PARTS = r"[^、；;，,/+。0-9.()]*"


OPTION = r"^[(]?[A-Z0-9]{1,2}[)、.:,_-]*(\p{Han})"
"""The letter or figure of an answer to choose, as online forms export it: B.否, 2、已就业."""
FIRST_WORD = r"^([^,;:。、]{1,12})[,;:。、]"
TAKEN_BACK = r"[,;:。、](?:.*(?:但|不过|然而|仍|疑似|待|可能).*|[是否有无]。?)$"
"""否，但户主重病 is no plain 否; neither is 是、否."""


def read_yes_no(raw: pl.Expr, column: CodedColumn) -> pl.Expr:
    """True, False, or null. A cell with both words is read by its tick: ☑是□否, 是√否□; what follows a plain 否， only explains it."""
    text = _rewritten(bare(raw).str.replace(OPTION, "$1"), column)
    ticked = (
        pl.when(text.str.contains(r"^[□☐○☑√✓✔■]"))
        .then(text.str.extract(f"{TICK}(是|否|有|无)"))
        .otherwise(text.str.extract(f"(是|否|有|无)[(]?{TICK}"))
    )
    said = pl.coalesce(pl.when(text.str.contains("[是有].*[否无]|[否无].*[是有]")).then(ticked), text)
    said = said.str.replace(r"\(.*\)$", "").str.replace(r"[。.,]+0*$", "")
    yes, no = (
        [*words, *map(_spelling, column.spellings.get(answer, ()))] for answer, words in (("是", YES), ("否", NO))
    )
    first = pl.when(~text.str.contains(TAKEN_BACK)).then(text.str.extract(FIRST_WORD))
    return pl.coalesce(pl.when(word.is_in(yes)).then(True).when(word.is_in(no)).then(False) for word in (said, first))


def read_grade(raw: pl.Expr) -> pl.Expr:
    """一级, 1级, 壹级, Ⅱ级, 重度二级, 肢体二级 as 1…4; 肆级 is four. Where two grades are named, none is taken."""
    text = bare(raw).str.replace(r"\.0+$", "").str.replace_all(r"\(原[^)]*\)", "")
    plain = text.str.replace_all(r"[级等度重第残疾():：]", "").replace_strict(
        GRADES, default=None, return_dtype=pl.Int32
    )
    # 十一级 and 11级 are grades of another scale
    named = text.str.extract_all(rf"(?:^|[^十\d{GRADE_SIGNS}])[{GRADE_SIGNS}]级").list.eval(
        pl.element().str.slice(-2, 1)
    )
    only = pl.when(named.list.n_unique() == 1).then(named.list.first())
    within = only.replace_strict(GRADES, default=None, return_dtype=pl.Int32)
    return pl.when(~text.str.contains(SEVERAL_GRADES)).then(pl.coalesce(plain, within))


def read_code(raw: pl.Expr, column: CodedColumn) -> pl.Expr:
    """The code that a spelling stands for: the same to the letter, with or without brackets and the letter of an option, else the
    only one contained."""
    text, spelled = _rewritten(bare(raw), column), _spellings(column)
    exact, outside, chosen = (
        one.replace_strict(spelled, default=None, return_dtype=pl.String)
        for one in (text, text.str.replace_all(r"\(.*?\)", ""), text.str.replace(OPTION, "$1"))
    )
    if column.keep_unlisted:
        sure = text.str.replace_all(f"{PARTS}(?:{column.unless}){PARTS}", "") if column.unless else text
        contained = pl.coalesce(*(_contained(sure, code, _words(spelled, code)) for code in column.codes))
        return pl.coalesce(exact, chosen, contained, pl.when(~is_blank(raw)).then(tidy(raw)))
    found = [_contained(text, code, _words(spelled, code)) for code in column.codes]
    only = pl.sum_horizontal(one.is_not_null().cast(pl.Int32) for one in found) == 1
    return pl.coalesce(exact, outside, chosen, pl.when(only & ~text.str.contains(TURNED)).then(pl.coalesce(*found)))


def read_labels(raw: pl.Expr, column: CodedColumn) -> pl.Expr:
    """All the codes that a cell names, in the declared order, joined by 、; as it stands where it names none or denies one.

    What a longer spelling has taken is not asked again: 低保边缘家庭 is not 低保. So the specific codes are declared first.
    """
    left, spelled = _rewritten(bare(raw), column), _spellings(column)
    denied = left.str.contains(r"[不非未原]|取消|停发|退出")
    found: list[pl.Expr] = []
    for code in column.codes:
        pattern = _any_of(_words(spelled, code))
        found.append(pl.when(left.str.contains(pattern)).then(pl.lit(code)))
        left = left.str.replace_all(pattern, "|")
    joined = pl.concat_str(found, separator="、", ignore_nulls=True)
    return pl.coalesce(pl.when(~denied & (joined != "")).then(joined), pl.when(~is_blank(raw)).then(tidy(raw)))


def _spelling(word: str) -> str:
    return word.replace("（", "(").replace("）", ")").upper()


def _spellings(column: CodedColumn) -> dict[str, str]:
    """Each spelling as it stands after the column's rewriting, and its code."""
    spelled = {}
    for code, words in column.codes.items():
        for word in words:
            text = _spelling(word)
            for pattern, other in column.rewrite.items():
                text = re.sub(pattern, other.replace("$", "\\"), text)
            spelled[text] = code
    return spelled


def _words(spelled: Mapping[str, str], code: str) -> Sequence[str]:
    return [word for word, of in spelled.items() if of == code]


def _rewritten(text: pl.Expr, column: CodedColumn) -> pl.Expr:
    for pattern, other in column.rewrite.items():
        text = text.str.replace_all(pattern, other)
    return text


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _contained(text: pl.Expr, code: str, words: Sequence[str]) -> pl.Expr:
    return pl.when(text.str.contains(_any_of(words))).then(pl.lit(code))
