"""XML of strangers: no entity is unfolded, nothing is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from sources.errors import RefusedFile


def steps(data: bytes, tags: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """("start" or "end", element) for the elements named, whatever their namespace, while the document is being read."""
    found = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), tag=tuple("{*}" + tag for tag in tags),
        resolve_entities=False, no_network=True, load_dtd=False,
    )  # fmt: skip
    yield from found


def tree(data: bytes) -> Any:
    """A small document as a whole."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def forget(element: Any) -> None:
    """Free an element that is done with, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def local(element: Any) -> str:
    """An element's name without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def said(element: Any, attribute: str) -> str | None:
    """An attribute whatever its namespace."""
    for name, value in element.attrib.items():
        if name == attribute or name.endswith("}" + attribute):
            return str(value)
    return None


def without_entities(data: bytes) -> bytes:
    """Refuses a document that declares entities: no table of an office needs them."""
    if re.search(rb"<!ENTITY", data[:1_000_000], re.IGNORECASE):
        raise RefusedFile(
            "文件里有可疑的实体声明，为安全起见未读取", do="请用 Excel 或 WPS 打开后“另存为”.xlsx 再报送。"
        )
    return data
