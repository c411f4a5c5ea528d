"""The package that an xlsx or xlsb is: which part is the book, and to what each part points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from typing import Literal
from urllib.parse import unquote

from lxml import etree

from sources.containers.xml import local, said, tree
from sources.containers.zipped import Parts

USUAL_BOOKS = ("xl/workbook.xml", "xl/workbook.bin")


@dataclass(frozen=True)
class Relation:
    """kind: the last word of its type (`worksheet`, `sharedStrings`); part: what it points to, from the root of the zip."""

    kind: str
    part: str


class Package:
    """The parts of one xlsx or xlsb. book: the name of its main part."""

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data)
        self.book = main_part(self._parts)
        self.relations = self._relations(self.book)

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None where there is none."""
        return self._parts.read(part)

    def has_strays(self, pointed: set[str]) -> bool:
        """True where a part of cells is in the package to which none of these relations points."""
        kept = {one.part for number, one in self.relations.items() if number in pointed}
        return any(one.kind == "worksheet" and one.part not in kept for one in self.relations.values())

    def of_kind(self, kind: str, usual: str) -> bytes | None:
        """The part of the book that is of a kind, wherever it lies; else the one of the usual name beside the book."""
        part = next(
            (one.part for one in self.relations.values() if one.kind == kind and self._parts.has(one.part)), None
        )
        return self.read(part or join(dirname(self.book), usual))

    def _relations(self, part: str) -> dict[str, Relation]:
        listed = self.read(join(dirname(part), "_rels", f"{basename(part)}.rels"))
        return _relations(listed, dirname(part), self._parts) if listed else {}


def main_part(parts: Parts) -> str:
    """The book by the package's own word, where that part is there; else the one of the usual name; empty where none is."""
    listed = parts.read("_rels/.rels")
    told = _relations(listed, "", parts).values() if listed else ()
    names = (*(one.part for one in told if one.kind == "officeDocument"), *USUAL_BOOKS)
    return next((name for name in names if parts.has(name)), "")


def kind_elsewhere(data: bytes) -> Literal["xlsx", "xlsb", "archive"]:
    """What a zip is whose book does not lie where Excel puts it, by what its package says that its main part is."""
    try:
        parts = Parts(data)
        book = main_part(parts)
        start = (parts.read(book) or b"")[:4096].replace(b"\x00", b"") if book else b""
    except (etree.LxmlError, ValueError):
        return "archive"
    if book.lower().endswith(".bin"):
        return "xlsb"
    return "xlsx" if re.search(rb"<(\w+:)?workbook\b", start) else "archive"


def _relations(listed: bytes, folder: str, parts: Parts) -> dict[str, Relation]:
    found = {}
    for element in tree(listed).iter():
        if local(element) == "Relationship":
            target = (said(element, "Target") or "").replace("\\", "/")
            part = normpath(join("/", folder, target)).lstrip("/")
            part = part if parts.has(part) else unquote(part)
            found[said(element, "Id") or ""] = Relation((said(element, "Type") or "").rpartition("/")[2], part)
    return found
