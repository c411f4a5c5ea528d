"""In which colour the words of a state are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse.tables import states

RED, AMBER, GOLD, GREEN = "#C00000", "#C55A11", "#7F6000", "#2E7D32"
LOOKS: Mapping[states.Look, str] = {"bad": RED, "doubtful": AMBER, "weak": GOLD, "good": GREEN}


def coloured(*vocabularies: Sequence[states.State]) -> dict[str, str]:
    """The words of states -> the colour in which each is told."""
    return {state.label: LOOKS[state.look] for said in vocabularies for state in said if state.look}
