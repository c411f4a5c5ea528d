"""The one writer of Word documents: a template, which the county may have changed, filled in. The same facts give the same bytes.

A template is a Word file with `{{ 字段 }}` where a fact goes. The home's own `templates/名称.docx` goes before the shipped one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from reports.documents.charts import Chart, put_in
from sources.errors import PolicyError

SHIPPED = Path(__file__).resolve().parent / "words"
OF_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""When the parts of a document say they were written: a .docx is a zip, and no clock may show in it."""
UNREADABLE = (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, KeyError, ValueError, OSError, AttributeError)
"""What python-docx raises of a file that is no Word document, or a broken one."""
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
"""Signs that no Word document can hold."""


@dataclass(frozen=True)
class Document:
    """A kind of document. name: of its template; fields: all it may say; needed: what it must say; charts: fields that are charts."""

    name: str
    fields: tuple[str, ...]
    needed: tuple[str, ...]
    charts: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.docx"


@dataclass(frozen=True)
class Template:
    """A template that was seen to be right. used: the fields that stand in it."""

    form: Document
    path: Path
    where: str
    used: frozenset[str]


def template_of(form: Document, own: Path) -> Template:
    """The home's template of a form, else the shipped one. Raises PolicyError with the field and what to do."""
    path = own / form.file
    where = f"templates/{form.file}" if path.is_file() else form.file
    path = path if path.is_file() else SHIPPED / form.file
    try:
        used = frozenset(DocxTemplate(path).get_undeclared_template_variables(_environment()))
    except TemplateSyntaxError as error:
        raise _miswritten(where, error) from error
    except UNREADABLE as error:
        do = "请用 Word 或 WPS 打开，另存为 .docx 格式；或删去它，改用系统自带的模板。"
        raise PolicyError("模板不是能打开的 Word 文档", where, do) from error
    known = (*form.fields, *form.charts)
    if unknown := sorted(used - set(known)):
        raise PolicyError(f"模板里的字段“{'、'.join(unknown)}”不认识", where, f"可写的字段有：{'、'.join(known)}。")
    if missing := [field for field in form.needed if field not in used]:
        raise PolicyError(f"模板里没有字段“{'、'.join(missing)}”", where, f"请在应写处加上{_as_written(missing)}。")
    return Template(form, path, where, used)


def fill(
    template: Template, target: Path, facts: Mapping[str, Any], author: str, month: str, charts: Iterable[Chart] = ()
) -> None:
    """Write the document. month: when its properties say it was made, so that its bytes do not change."""
    document = DocxTemplate(template.path)
    drawn = {one.field: put_in(document.get_docx(), one) for one in charts if one.field in template.used}
    try:
        document.render(_clean(facts) | drawn, _environment())
    except UndefinedError as error:
        do = "请对照 docs/documents.md 更正字段的写法。"
        raise PolicyError(f"模板里有一个字段取不到值：{_field_in(str(error))}", template.where, do) from error
    except (TypeError, SecurityError, *UNREADABLE) as error:
        do = "请把花括号里的内容改回只写字段名，或删去本模板改用系统自带的。"
        raise PolicyError("模板里的一处花括号不能照办", template.where, do) from error
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = template.form.name, author, author
    properties.created = properties.modified = dt.datetime.strptime(month, "%Y-%m")
    properties.revision = 1
    made = io.BytesIO()
    document.save(made)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(without_clock(made.getvalue()))


def hand_out(folder: Path) -> list[str]:
    """Copy the shipped templates where the county finds them, to change and to put into its own `templates/`; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    shipped = sorted(SHIPPED.glob("*.docx"))
    for one in shipped:
        (folder / one.name).write_bytes(one.read_bytes())
    return [one.name for one in shipped]


def without_clock(package: bytes) -> bytes:
    """The same zip, its parts in the same order, with no time in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for part in read.infolist():
            kept = zipfile.ZipInfo(part.filename, OF_NO_TIME)
            kept.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(kept, read.read(part))
    return out.getvalue()


def _environment() -> SandboxedEnvironment:
    """A template is the county's text, no program: it may ask for fields, repeat and choose. `<` and `&` in a value stay text."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _clean(value: Any) -> Any:
    """Facts as Word can hold them; None is a blank."""
    if isinstance(value, Mapping):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    return "" if value is None else NOT_TEXT.sub("", value) if isinstance(value, str) else value


def _miswritten(where: str, error: TemplateSyntaxError) -> PolicyError:
    near = " ".join(" ".join(getattr(error, "docx_context", ())).split())
    said = f"模板里的花括号没有写对（{near[:60]}）" if near else "模板里的花括号没有写对"
    return PolicyError(said, where, "字段写作 {{ 姓名 }}，两边各两个花括号，中间只写字段名。")


def _field_in(said: str) -> str:
    """The field of jinja2's `'原因' is undefined`, or its words."""
    found = re.search(r"'([^']+)' is undefined", said) or re.search(r"attribute '([^']+)'", said)
    return found[1] if found else said


def _as_written(fields: Iterable[str]) -> str:
    return "、".join(f"{{{{ {field} }}}}" for field in fields)
