"""How sure a share is that was counted on few: Wilson's interval, which stays between 0 and 1 and says something of none out of five, too."""

from __future__ import annotations

from math import sqrt

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
