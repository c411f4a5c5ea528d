"""The words of a feed's declaration are parted by who reads them."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from sources import contract
from sources.contract import Column, Feed

ROOT = Path(__file__).resolve().parents[2]
FEW = 7
"""So many words a reader can keep in mind."""
READS = {
    "sources/values/codes.py": {"CodedColumn"},
    "sources/cleaning/household.py": {"CodedColumn"},
    "sources/values/readers.py": {"BoundedColumn", "CodedColumn", "NamedColumn"},
    "sources/reading/headers/headings.py": {"BASE", "NamedFeed", "SoughtColumn"},
    "sources/reading/headers/members.py": {"PartedFeed"},
    "sources/reading/taken.py": {"NamedColumn", "NamedFeed"},
}
"""Modules that need one part of a declaration, and the part."""


def own_words(part: type) -> list[str]:
    return [name for name in part.__annotations__ if not name.startswith("_")]


@pytest.mark.parametrize("whole", [Column, Feed], ids=lambda whole: whole.__name__)
def test_each_word_of_a_declaration_belongs_to_one_part(whole: type) -> None:
    parts = [part for part in whole.__mro__[1:] if part is not object]
    words = [word for part in parts for word in own_words(part)]
    assert sorted(words) == sorted(field.name for field in fields(whole)) and len(words) == len(set(words))
    assert not own_words(whole) and max(len(own_words(part)) for part in parts) <= FEW


@pytest.mark.parametrize("module", READS)
def test_who_reads_one_part_asks_for_no_more(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == contract.__name__]
    assert {alias.name for node in imports for alias in node.names} == READS[module]
