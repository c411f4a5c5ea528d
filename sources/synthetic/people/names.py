"""Invented people and places: surnames and given names put together by chance, villages likewise."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

PROVINCE, CITY, COUNTY = "山东省", "青岛市", "即墨区"
TOWNSHIPS: tuple[str, ...] = (
    "环秀街道", "潮海街道", "通济街道", "北安街道", "龙山街道", "龙泉街道", "鳌山卫街道", "温泉街道", "蓝村街道",
    "灵山街道", "大信街道", "段泊岚镇", "移风店镇", "金口镇", "田横镇",
)  # fmt: skip
AREA_CODES = ("370282",) * 10 + ("370281", "370215", "372822", "231084")
"""Most were born here; a few married in, so that the prefix says nothing certain about where somebody lives."""
ELSEWHERE = (*AREA_CODES[-4:], "371302", "410425", "230281")
"""Where those come from who are in a feed but not in the base: some prefixes the base knows, some it does not."""

COMMON_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
RARE_SURNAMES = (
    "梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎常武乔贺龚"
)
SURNAMES = COMMON_SURNAMES * 3 + RARE_SURNAMES
GIVEN = {
    "男": "伟强磊军洋勇杰涛超明刚平辉志建国峰宏兵波斌宇浩凯鑫鹏飞海林东健文成德胜利永新福贵祥云龙庆生树山宝亮栋良义忠",
    "女": "芳娜敏静丽艳娟霞秀玲英华慧巧美淑惠珠翠雅芝玉萍红月彩春菊兰凤洁梅琳素云莲真环雪荣爱香媛瑞佳琼勤珍莉桂晶妍秋",
}
ONE_CHARACTER_SHARE = 0.25
"""Names of two characters are few, so they bring the county its namesakes."""


def surname(rng: Random) -> str:
    """A surname; a fifth of them are borne by two thirds of the people."""
    return rng.choice(SURNAMES)


def full_name(rng: Random, family: str, sex: str) -> str:
    """A surname with one or two characters that suit the sex."""
    if rng.random() < ONE_CHARACTER_SHARE:
        return family + rng.choice(GIVEN[sex])
    return family + "".join(rng.sample(GIVEN[sex], 2))


def village_names(rng: Random) -> Iterator[str]:
    """Names of villages, no two alike in the county: a file that gives the village alone still says which one."""
    sides, ends = "东西南北前后大小上下", "家庄屯官埠戈岭疃"
    every = [f"{side}{family}{end}村" for side in sides for family in COMMON_SURNAMES + RARE_SURNAMES for end in ends]
    rng.shuffle(every)
    yield from every
