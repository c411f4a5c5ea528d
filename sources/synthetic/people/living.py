"""How a household lives: its land, its house, water, power and road, all of them as they should be."""

from __future__ import annotations

from random import Random

from sources.synthetic.workbooks import Cell

RENOVATED_SHARE, APPRAISED_SHARE = 0.04, 0.25


def living(rng: Random) -> dict[str, Cell]:
    """The living conditions of a household that lacks nothing."""
    return {
        "farmland_mu": round(rng.uniform(0.5, 14), 1),
        "forest_mu": round(rng.uniform(0, 6), 1) if rng.random() < 0.2 else 0,
        "retired_farmland_mu": 0,
        "orchard_mu": round(rng.uniform(0.5, 5), 1) if rng.random() < 0.15 else 0,
        "pasture_mu": 0,
        "water_mu": 0,
        "has_power": "是",
        "has_safe_water": "是",
        "has_toilet": "是",
        "has_paved_road": "是",
        "road_km": round(rng.uniform(0, 2.5), 1),
        "housing_m2": rng.randint(45, 160),
        "is_unsafe_house": "否",
        "house_grade": rng.choice(("A级", "B级")) if rng.random() < APPRAISED_SHARE else "",
        "renovated_in": str(rng.randint(2012, 2020)) if rng.random() < RENOVATED_SHARE else "",
        "has_dropout": "否",
    }
