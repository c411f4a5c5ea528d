"""How numbers go wrong, one function a kind, and which whole numbers each kind could have made a text from.

Written without a look at the matcher: `explains` asks the damage itself, so that it can serve as truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from sources.synthetic.people.population import check_digit
from sources.synthetic.workbooks import Cell

DIGITS = "0123456789"
UNSEEN_SIGNS = "\u00ad\u180e\u200b\u202a\u202e\u2066\u2069\ufe0f\ufeff\U000e0101"
Spoil = Callable[[str, Random], Cell]
Explains = Callable[[Cell, str], bool]


@dataclass(frozen=True)
class Damage:
    """A kind of damage. explains: could this cell have been made from this number? None says: from any, nothing is left.

    fits: numbers that it can happen to. on: the kind of number that the file holds, an ID number or a certificate's.
    """

    kind: str
    spoil: Spoil
    explains: Explains | None
    fits: Callable[[str], bool] = lambda number: True
    on_certificate: bool = False


def _other(digit: str, rng: Random) -> str:
    return rng.choice([one for one in DIGITS if one != digit])


def _at(number: str, place: int, signs: str) -> str:
    return number[:place] + signs + number[place + len(signs) :]


def typo(number: str, rng: Random) -> str:
    """One digit wrong anywhere before the check digit, so also in the birth date."""
    place = rng.randrange(17)
    return _at(number, place, _other(number[place], rng))


def check_typo(number: str, rng: Random) -> str:
    return number[:17] + rng.choice([one for one in DIGITS + "X" if one != number[17]])


def two_typos(number: str, rng: Random) -> str:
    for place in rng.sample(range(17), 2):
        number = _at(number, place, _other(number[place], rng))
    return number


def valid_typo(number: str, rng: Random) -> str:
    """A digit wrong, and the check digit that belongs to it: right by itself, and not this person's."""
    first17 = _at(number[:17], 16, _other(number[16], rng))
    return first17 + check_digit(first17)


def neighbours(number: str, rng: Random) -> str:
    place = rng.choice([at for at in range(17) if number[at] != number[at + 1]])
    return _at(number, place, number[place + 1] + number[place])


def far_swap(number: str, rng: Random) -> str:
    pairs = [(one, two) for one in range(15) for two in range(one + 2, 17) if number[one] != number[two]]
    one, two = rng.choice(pairs)
    return _at(_at(number, one, number[two]), two, number[one])


def missing(number: str, rng: Random) -> str:
    place = rng.choice((0, 17, rng.randrange(1, 17), rng.randrange(1, 17)))
    return number[:place] + number[place + 1 :]


def extra(number: str, rng: Random) -> str:
    place = rng.choice((0, 17, rng.randrange(1, 17), rng.randrange(1, 17)))
    return number[:place] + rng.choice(DIGITS) + number[place:]


def excel_cell(number: str, rng: Random) -> float:
    return float(number[:15] + "000")


def rounded_cell(number: str, rng: Random) -> float:
    """Rounded to fifteen digits on the way, not cut."""
    return float(str(round(int(number), -3)))


def zeros_as_text(number: str, rng: Random) -> str:
    return number[:15] + "000"


def scientific(number: str, rng: Random) -> str:
    return f"{Decimal(number):.{rng.randint(5, 14)}E}"


def gap(number: str, rng: Random) -> str:
    """One to four digits in a row gone, anywhere."""
    lost = rng.randint(2, 4)
    place = rng.randrange(0, 18 - lost + 1)
    return number[:place] + number[place + lost :]


def letters(number: str, rng: Random) -> str:
    return number.replace("1", rng.choice("lI"))


def masked(number: str, rng: Random) -> str:
    return number[:6] + rng.choice(("********", "****", "xxxxxxxx", "＊＊＊＊＊＊＊＊")) + number[14:]


def old_slip(number: str, rng: Random) -> str:
    old = number[:6] + number[8:17]
    place = rng.randrange(15)
    return _at(old, place, _other(old[place], rng))


def other_order(number: str, rng: Random) -> str:
    return number[6:14] + number[:6] + number[14:]


def month_and_day(number: str, rng: Random) -> str:
    return number[:10] + number[12:14] + number[10:12] + number[14:]


def nothing(number: str, rng: Random) -> Cell:
    return rng.choice(("", "", "无", "不详", "待补", "身份证丢失", "9" * 18, "000000"))


def telephone(number: str, rng: Random) -> str:
    return f"1{rng.choice('35789')}{rng.randrange(10**9):09d}"


def reissued(number: str, rng: Random) -> str:
    """A number issued anew: the same area and birth date, another sequence number, and the check digit that belongs to it."""
    others = [one for one in range(1, 1000) if f"{one:03d}" != number[14:17]]
    first17 = f"{number[:14]}{rng.choice(others):03d}"
    return first17 + check_digit(first17)


def unseen(number: str, rng: Random) -> str:
    """No damage: signs that nobody sees, as they come along from web pages and chats."""
    place = rng.randrange(18)
    return f"{rng.choice(UNSEEN_SIGNS)}{number[:place]}{rng.choice(UNSEEN_SIGNS)}{number[place:]}{rng.choice(UNSEEN_SIGNS)}"


def _apart(text: str, number: str) -> int:
    return sum(one != two for one, two in zip(text, number, strict=True)) if len(text) == len(number) else 99


def _wrong(most: int) -> Explains:
    return lambda cell, number: _apart(str(cell), number) <= most


def _is_rearranged(cell: Cell, number: str) -> bool:
    return _apart(str(cell), number) == 2 and sorted(str(cell)) == sorted(number)


def _without(lost: range) -> Explains:
    def explains(cell: Cell, number: str) -> bool:
        return any(str(cell) == number[:at] + number[at + gone :] for gone in lost for at in range(19 - gone))

    return explains


def _has_extra(cell: Cell, number: str) -> bool:
    text = str(cell)
    return any(text[:at] + text[at + 1 :] == number for at in range(len(text)))


def _keeps_fifteen(slack: int) -> Explains:
    def explains(cell: Cell, number: str) -> bool:
        text = f"{cell:.14e}"[:16].replace(".", "") if isinstance(cell, float) else str(cell)[:15]
        return abs(int(text) - int(number[:15])) <= slack

    return explains


def _is_scientific(cell: Cell, number: str) -> bool:
    places = str(cell).index("E") - 2
    return number.isdecimal() and f"{Decimal(number):.{places}E}" == cell


def _same(make: Callable[[str], str], signs: int = 40) -> Explains:
    return lambda cell, number: make(number) == str(cell)[:signs]


def _on_certificate(damage: Damage) -> Damage:
    """The same slip in the first eighteen signs of a certificate's number."""

    def spoil(number: str, rng: Random) -> Cell:
        return f"{damage.spoil(number[:18], rng)}{number[18:]}"

    def explains(cell: Cell, number: str) -> bool:
        assert damage.explains is not None
        return damage.explains(str(cell)[:-2], number[:18])

    return Damage(f"残疾人证号：{damage.kind}", spoil, explains, on_certificate=True)


def _rng() -> Random:
    return Random(0)


def _kinds() -> Iterator[Damage]:
    yield Damage("数字单元格，后三位成零", excel_cell, _keeps_fifteen(0), str.isdecimal)
    yield Damage("数字单元格，四舍五入", rounded_cell, _keeps_fifteen(1), str.isdecimal)
    yield Damage("文本，后三位成零", zeros_as_text, _keeps_fifteen(0), lambda number: not number.endswith("000"))
    yield Damage("科学计数文本", scientific, _is_scientific, str.isdecimal)
    slip, lost = Damage("错一位", typo, _wrong(1)), Damage("缺一位", missing, _without(range(1, 2)))
    yield from (slip, Damage("校验码错", check_typo, _wrong(1)), Damage("错两位", two_typos, _wrong(2)))
    yield Damage("错一位而校验码相符", valid_typo, _wrong(2))
    yield Damage("换过号（顺序码不同）", reissued, _same(lambda number: number[:14], 14))
    yield Damage("相邻两位颠倒", neighbours, _is_rearranged, lambda number: len(set(number)) > 2)
    yield Damage("隔位对调", far_swap, _is_rearranged)
    yield Damage("月日对调", month_and_day, _same(lambda n: month_and_day(n, _rng())), lambda n: n[10:12] != n[12:14])
    yield Damage("地区码和出生日期颠倒", other_order, _same(lambda n: other_order(n, _rng())))
    yield from (lost, Damage("多一位", extra, _has_extra), Damage("缺二至四位", gap, _without(range(2, 5))))
    yield Damage("截去后四位", lambda number, rng: number[:14], _same(lambda number: number[:14]))
    yield Damage("截去后六位", lambda number, rng: number[:12], _same(lambda number: number[:12]))
    yield Damage("l、I代1", letters, lambda c, n: _apart("".join("1" if s in "lI" else s for s in str(c)), n) == 0,
                 lambda number: "1" in number)  # fmt: skip
    yield Damage("中间打星", masked, lambda cell, n: str(cell)[:6] == n[:6] and str(cell)[-4:] == n[-4:])
    yield Damage("15位旧号错一位", old_slip, lambda cell, n: n[6:8] == "19" and _apart(str(cell), n[:6] + n[8:17]) <= 1,
                 lambda number: number[6:8] == "19")  # fmt: skip
    yield from (Damage("空白或“不详”", nothing, None), Damage("填成了电话", telephone, None))
    yield from (_on_certificate(slip), _on_certificate(lost))


DAMAGES: tuple[Damage, ...] = tuple(_kinds())
