"""A class name means one thing in the whole program: whoever reads it need not look which is meant."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("flows", "tasks", "reports", "expectations", "warehouse", "sources")


def test_each_class_name_stands_once_in_the_program() -> None:
    found = defaultdict(list)
    for file in (file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(file.relative_to(ROOT).as_posix())
    assert len(found) > 100 and {name: files for name, files in found.items() if len(files) > 1} == {}
