"""What happens to a number or a name before it reaches us. One function a kind, all in one table.

`harm` says what is left of the number: nothing lost (`none`), still certain (`derived`), near the true one
(`near`), or gone, so that only the name speaks (`gone`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from sources.synthetic.workbooks import Cell

Harm = Literal["none", "derived", "near", "gone"]
CLEAN, CARD = "clean", "certificate"

DIRTY_SHARE = 0.12
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def _full_width(number: str, rng: Random) -> Cell:
    return number.translate(FULL_WIDTH)


def _spaces(number: str, rng: Random) -> Cell:
    return rng.choice((f" {number[:6]} {number[6:14]} {number[14:]} ", f"{number}  ", f"{number[:14]} {number[14:]}"))


def _nbsp(number: str, rng: Random) -> Cell:
    return f"{number[:6]}\u00a0{number[6:]}\u00a0"


def _zero_width(number: str, rng: Random) -> Cell:
    place = rng.randrange(1, 17)
    return f"{number[:place]}\u200b{number[place:]}\ufeff"


def _tab(number: str, rng: Random) -> Cell:
    return rng.choice((f"{number}\t", f"\t{number}"))


def _apostrophe(number: str, rng: Random) -> Cell:
    return f"'{number}"


def _formula(number: str, rng: Random) -> Cell:
    return f'="{number}"'


def _g_prefix(number: str, rng: Random) -> Cell:
    return f"G{number}"


def _lower_x(number: str, rng: Random) -> Cell:
    return number.replace("X", "x")


def _fifteen(number: str, rng: Random) -> Cell:
    return number[:6] + number[8:17]


def _typo(number: str, rng: Random) -> Cell:
    place = rng.randrange(17)
    return number[:place] + rng.choice([d for d in "0123456789" if d != number[place]]) + number[place + 1 :]


def _transposed(number: str, rng: Random) -> Cell:
    place = rng.choice([at for at in range(16) if number[at] != number[at + 1]])
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def _missing_digit(number: str, rng: Random) -> Cell:
    place = rng.randrange(17)
    return number[:place] + number[place + 1 :]


def _blank(number: str, rng: Random) -> Cell:
    return rng.choice(("", "", "", "无", "不详"))


def _number_cell(number: str, rng: Random) -> Cell:
    # Excel rounds on entry, not the file library: the sixteenth digit onwards is already zero in the cell.
    return float(number[:15] + "000")


def _scientific(number: str, rng: Random) -> Cell:
    return f"{float(number):.5E}"


def _name_spaces(number: str, rng: Random) -> Cell:
    return number


def _always(number: str) -> bool:
    return True


def _is_digits(number: str) -> bool:
    return number.isdecimal()


@dataclass(frozen=True)
class Dirt:
    """One way of going wrong, and where it can happen: on certificates, in text files, on which numbers."""

    kind: str
    spoil: Callable[[str, Random], Cell]
    harm: Harm = "none"
    fits: Callable[[str], bool] = _always
    on_cards: bool = True
    in_text_files: bool = True


DIRTS: tuple[Dirt, ...] = (
    Dirt("full_width", _full_width),
    Dirt("typo", _typo, "near"),
    Dirt("spaces", _spaces),
    Dirt("blank", _blank, "gone"),
    Dirt("fifteen", _fifteen, "derived", lambda number: number[6:8] == "19", on_cards=False),
    Dirt("nbsp", _nbsp),
    Dirt("number_cell", _number_cell, "near", _is_digits, on_cards=False, in_text_files=False),
    Dirt("zero_width", _zero_width),
    Dirt("transposed", _transposed, "near"),
    Dirt("tab", _tab),
    Dirt("scientific", _scientific, "gone", _is_digits, on_cards=False),
    Dirt("apostrophe", _apostrophe),
    Dirt("formula", _formula),
    Dirt("missing_digit", _missing_digit, "near", on_cards=False),
    Dirt("g_prefix", _g_prefix, on_cards=False),
    Dirt("lower_x", _lower_x, fits=lambda number: "X" in number),
    Dirt("name_spaces", _name_spaces),
)
DIRT_BY_KIND: dict[str, Dirt] = {dirt.kind: dirt for dirt in DIRTS}


def spaced_name(name: str, rng: Random) -> str:
    """张 三: as typed by those who want names of two and three characters to line up."""
    return name[0] + rng.choice((" ", "\u3000", "  ")) + name[1:]


class DirtDeck:
    """Deals kinds in turn, so that a small county too meets nearly all of them."""

    def __init__(self, rng: Random, share: float = DIRTY_SHARE) -> None:
        self.rng, self.share = rng, share
        self.waiting: list[Dirt] = list(DIRTS)

    def deal(self, number: str, allowed: Callable[[Dirt], bool]) -> Dirt | None:
        """The kind that waited longest of those that fit; None for the many rows that stay clean."""
        if self.rng.random() >= self.share:
            return None
        dirt = next((one for one in self.waiting if one.fits(number) and allowed(one)), None)
        if dirt:
            self.waiting.remove(dirt)
            self.waiting.append(dirt)
        return dirt


def near_misses(number: str) -> Iterator[str]:
    """What one slip makes of a number: a digit lost, two neighbours swapped. A wrong digit is `is_near`'s own case."""
    for place in range(len(number)):
        yield number[:place] + number[place + 1 :]
        yield number[:place] + number[place + 1 : place + 2] + number[place] + number[place + 2 :]


def is_near(cell: Cell, true_number: str) -> bool:
    """True if a damaged cell may stand for this number: fifteen digits survive, or one slip apart."""
    if isinstance(cell, float):
        # Fifteen significant digits, not int(): a double of this size is off by up to 32.
        return f"{cell:.14e}"[:16].replace(".", "") == true_number[:15]
    text = str(cell or "")
    first18 = text[:18]
    wrong = sum(a != b for a, b in zip(first18, true_number, strict=False))
    return (len(first18) == 18 and wrong == 1) or first18 in near_misses(true_number)
