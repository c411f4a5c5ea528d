"""Names as a village has them: a few surnames, a few given names in fashion, so that many people share theirs."""

from __future__ import annotations

from random import Random

from sources.synthetic.people.names import GIVEN

IN_FASHION = 14
"""So many characters of each sex make up most given names."""
ONE_CHARACTER_SHARE = 0.4


def full_name(rng: Random, family: str, sex: str) -> str:
    """The surname with one or two characters, mostly of those in fashion."""
    pool = GIVEN[sex][:IN_FASHION] if rng.random() < 0.8 else GIVEN[sex]
    if rng.random() < ONE_CHARACTER_SHARE:
        return family + rng.choice(pool)
    return family + "".join(rng.sample(pool, 2))
