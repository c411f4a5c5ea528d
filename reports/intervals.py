"""How sure a share is that was counted on few: Wilson's interval, which stays between 0 and 1 and says something of none out of five, too."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log, log1p, sqrt

Z95 = 1.959964
"""Nineteen times out of twenty the true share lies within."""


def interval_of(part: int, whole: int) -> tuple[float, float] | None:
    """The bounds of a share of which `part` of `whole` were counted, 0 to 1, at 95%; None where nothing was."""
    if not whole:
        return None
    share, weight = part / whole, Z95 * Z95 / whole
    middle = (share + weight / 2) / (1 + weight)
    half = Z95 * sqrt(share * (1 - share) / whole + weight / (4 * whole)) / (1 + weight)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def chance_of(part: int, whole: int, share: float) -> float:
    """How likely it is by chance alone that at least `part` of `whole` fall into a place that has this share of them (binomial, one-sided)."""
    if part <= whole * share or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    log_term = (
        lgamma(whole + 1)
        - lgamma(part + 1)
        - lgamma(whole - part + 1)
        + part * log(share)
        + (whole - part) * log1p(-share)
    )
    term = total = exp(log_term)
    for count in range(part + 1, whole + 1):
        term *= (whole - count + 1) / count * share / (1 - share)
        total += term
        if term < total * 1e-12:
            break
    return min(1.0, total)


def unlikely(chances: Sequence[float], level: float = 0.05) -> list[bool]:
    """Which of many looks stand out, where one in twenty of such whole sheets may hold one that does by chance (Holm)."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    found = [False] * len(chances)
    for rank, place in enumerate(order):
        if chances[place] > level / (len(chances) - rank):
            break
        found[place] = True
    return found
