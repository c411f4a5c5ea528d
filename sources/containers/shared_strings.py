"""The texts that an xlsx keeps once and its cells point to, as a column."""

from __future__ import annotations

import polars as pl

from sources.containers.xlsx import XlsxBook, text_of, unescaped
from sources.containers.xml import CONTROL, UnusualText, declares_other_than_utf8, plain_text, tree

USUAL = r"^(?:<t(?: xml:space=\"preserve\")?>([^<]*)</t>|<t/>)</si>\s*(?:</sst>\s*)?$"
NOTHING = "<t/>"


def shared_strings(book: XlsxBook) -> pl.Series:
    """Each text, its runs joined, without phonetic readings; none where the book has none. Raises UnusualText where only a parser
    of the whole part can tell."""
    part = book.strings_part()
    if part is None:
        return pl.Series([], dtype=pl.String)
    if b"<!" in part or declares_other_than_utf8(part) or part.count(b"<si") != part.count(b"<si>"):
        raise UnusualText
    pieces = pl.Series("piece", [part], dtype=pl.Binary).cast(pl.String).str.split("<si>").explode().slice(1)
    text = pieces.str.extract(USUAL)
    is_nothing = pieces.str.starts_with(NOTHING)
    found = pl.DataFrame({"piece": pieces, "text": text, "is_nothing": is_nothing}).select(
        pl.when("is_nothing").then(pl.lit("")).otherwise("text").alias("text"), "piece"
    )
    if found["text"].str.contains(CONTROL).any():
        raise UnusualText
    is_odd = found["text"].is_null()
    needs_a_look = found["text"].str.contains(r"[&\r]|_x").fill_null(False)
    texts = found["text"].clone()
    for is_so, read in ((is_odd, _of_runs), (needs_a_look, plain_text)):
        places = is_so.arg_true()
        source = found["piece"] if read is _of_runs else found["text"]
        texts.scatter(places, pl.Series([unescaped(read(one)) for one in source.gather(places)], dtype=pl.String))
    return texts


def _of_runs(piece: str) -> str:
    """A text of several runs, or with a phonetic reading: by a parser."""
    whole, found, rest = piece.partition("</si>")
    if not found or rest.replace("</sst>", "").strip():
        raise UnusualText
    return text_of(tree(f"<si>{whole}</si>".encode()))
