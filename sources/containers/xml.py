"""XML of strangers: no entity is unfolded, nothing is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from lxml import etree

from sources.containers.wide import is_utf16
from sources.errors import RefusedFile

T = TypeVar("T")


def ends(data: bytes, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements named, whatever their namespace, each as soon as it is whole."""
    found = etree.iterparse(
        io.BytesIO(data), events=("end",), tag=tuple("{*}" + tag for tag in tags),
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for _, element in found:
        yield element


CONTROLS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcBCeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)
"""Signs that no XML may hold, and that programs write all the same; nobody sees them."""


def without_controls(read: Callable[[bytes], T], data: bytes) -> T:
    """What is read of a document; where it is not well formed, of the document without such signs."""
    try:
        return read(data)
    except etree.XMLSyntaxError:
        if is_utf16(data):
            raise
        return read(CONTROLS.sub(b"", data))


class UnusualText(Exception):
    """A text that only a parser of the whole document can read."""


CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));|&")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def plain_text(written: str) -> str:
    """A text between two tags as a parser has it. Raises UnusualText where it would stumble."""
    if re.search(CONTROL, written):
        raise UnusualText
    return REFERENCE.sub(_meant, written.replace("\r\n", "\n").replace("\r", "\n"))


def _meant(reference: re.Match[str]) -> str:
    by_sixteen, by_ten, name = reference.groups()
    if name:
        return NAMED[name]
    number = int(by_sixteen, 16) if by_sixteen else int(by_ten or 0)
    if (
        number < 0x20
        and number not in (0x9, 0xA, 0xD)
        or 0xD800 <= number < 0xE000
        or number in (0xFFFE, 0xFFFF)
        or number > 0x10FFFF
    ):
        raise UnusualText
    return chr(number)


def declares_other_than_utf8(data: bytes) -> bool:
    """True where a document says that it is written in another encoding."""
    declared = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([^"']*)""", data[:300])
    return declared is not None and declared.group(1).lower() not in (b"utf-8", b"utf8")


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
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


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
