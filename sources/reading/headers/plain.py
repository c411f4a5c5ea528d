"""A heading as compared: half width, without spaces, line breaks, stars, units, the number of a question and its wording."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sources.feeds.common import OTHER_PEOPLE
from sources.unseen import UNSEEN

UNITS = re.compile(r"[(（](元|人|万元|元/年|元/月|年|月|人民币|格式.*?|仅.*?填写)[)）]$")
TELLS_APART = re.compile(f"{OTHER_PEOPLE}|住院|门诊|慢特病")
"""What stands in brackets is no mere note where it names somebody else, or a part of the whole."""


TRADITIONAL = str.maketrans("証證號額戶與關類別級鎮鄉齡監護療診斷殘間", "证证号额户与关类别级镇乡龄监护疗诊断残间")
NUMBER_MISSPELT = re.compile(r"身[份分][证正征政]")
"""身份正号, 身分证号: typed by sound."""


CIRCLED = re.compile(r"^[\s*＊]*[\u2460-\u2473\u24eb-\u24fe\u2776-\u2793]")
"""①, ❶, ➊ in front: a bare figure afterwards, so they are taken off first."""
COUNT = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
QUESTION = re.compile(
    rf"^([第问题目]*({COUNT})[题问项][:、.,_-]?|[(\[【〔]({COUNT})[)\]】〕][:、.,]?|({COUNT})[、:)]|({COUNT})[.](?![0-9])"
    r"|[0-9]{1,2}(-[0-9]{1,2})+[、.:)]|[0-9]{1,3}\s*[-_/](?=[一-鿿])|[0-9]{1,3}(?=\s+(?![年月日周岁种类级项期号天个人元万])[一-鿿])"
    r"|([AQT#]|No[.]?|问题|题目?)[0-9]{1,3}[、.:)_-]?(?!级|类|档|累计|季度|个人|自付|收入|支出|金额))"
)
"""The number that an online form puts before its question: 3、 3. 3） （三） 第3题 Q3 A33. Not the year, month or kinds of 2026年, 10月, 30种."""
TAG = re.compile(
    r"[(\[【](单选|多选|不定项选择|填空|问答|选择|下拉|日期|简答|判断|矩阵\w*|必填|必答|选填|选答|可多选|限选\w*|下拉选择)题?项?[)\]】]|^[必选]填项?(?=.)"
)
ASKED = re.compile(
    r"^(请(问|如实)?(输入|填写|填入|填报|选择|勾选|提供|上传|写明|注明)?)?(一下)?(您|你|贵户)们?(家庭的|家的|家(?!庭)|本人的?|的)?"
    r"|^请(问|如实)?(输入|填写|填入|填报|选择|勾选|提供|上传|写明|注明)一?下?"
)
ASKING = re.compile(r"(?<=..)(是(什么|多少|哪一?[个种类级天年]|何时|谁)?|为(什么|多少|何)?|有?多少|如何|吗|呢)?[?]+$")
"""您家的…是什么？: what a form says around the matter itself."""


@cache
def plain(heading: str) -> str:
    """A heading for comparison."""
    text = unicodedata.normalize("NFKC", CIRCLED.sub("", re.sub(UNSEEN, "", heading))).translate(TRADITIONAL)
    text = _asked_for(re.sub(r"[\s*、,:]", "", _without_number(text)))
    return NUMBER_MISSPELT.sub("身份证", UNITS.sub("", text))


def _without_number(text: str) -> str:
    """Without the numbers of the question, however many a form has put one behind the other: 4. Q4 第4题."""
    while (shorter := QUESTION.sub("", text.strip(" \t\r\n*、.:,"))) != text and shorter.strip(" *、.:,"):
        text = shorter
    return text


def _asked_for(text: str) -> str:
    """What a question asks for; the whole where nothing would be left."""
    bare = TAG.sub("", text)
    asked = ASKED.sub("", bare, count=1)
    said = ASKING.sub("", asked)
    if said == asked != bare:
        said = re.sub(r"(?<=..)(是|为)$", "", said)
    return said or text


@cache
def unbracketed(heading: str) -> str:
    """A plain heading without what stands in brackets: 是否唯一住房（是/否）, 户主（申请人）身份证号.

    Brackets that name somebody else keep their heading apart: 身份证号（监护人）; so do those that name a part: 个人负担（住院）.
    """
    text = plain(heading)
    if TELLS_APART.search(text):
        return text
    return re.sub(r"[(\[【][^)\]】]*[)\]】]?", "", text)
