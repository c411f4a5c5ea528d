"""A heading as compared: half width, without spaces, line breaks, stars and units."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sources.common import OTHER_PEOPLE

UNITS = re.compile(r"[(（](元|人|万元|元/年|元/月|年|月|人民币|必填|选填|下拉选择|格式.*?|仅.*?填写)[)）]$")
TELLS_APART = re.compile(f"{OTHER_PEOPLE}|住院|门诊|慢特病")
"""What stands in brackets is no mere note where it names somebody else, or a part of the whole."""


TRADITIONAL = str.maketrans("証證號額戶與關類別級鎮鄉齡監護療診斷殘間", "证证号额户与关类别级镇乡龄监护疗诊断残间")
NUMBER_MISSPELT = re.compile(r"身[份分][证正征政]")
"""身份正号, 身分证号: typed by sound."""


@cache
def plain(heading: str) -> str:
    """A heading for comparison."""
    text = re.sub(r"[\s*＊:：、,，\u200b]", "", unicodedata.normalize("NFKC", heading))
    return NUMBER_MISSPELT.sub("身份证", UNITS.sub("", text.translate(TRADITIONAL)))


@cache
def unbracketed(heading: str) -> str:
    """A plain heading without what stands in brackets: 是否唯一住房（是/否）, 户主（申请人）身份证号.

    Brackets that name somebody else keep their heading apart: 身份证号（监护人）; so do those that name a part: 个人负担（住院）.
    """
    text = plain(heading)
    if TELLS_APART.search(text):
        return text
    return re.sub(r"[(\[【][^)\]】]*[)\]】]?", "", text)
