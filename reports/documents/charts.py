"""Charts that can be edited in Word: XlsxWriter, which writes our workbooks, writes the chart; the document takes its part over.

A chart in Word is the same DrawingML as one in Excel, with a small workbook beside it that `编辑数据` opens. So no other
library is needed, and no picture is made.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from markupsafe import Markup

EMU_A_CM = 360_000
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "数据"
MADE_ON = dt.datetime(2022, 4, 7)
COLOURS = ("#2F5597", "#C55A11", "#7F7F7F")
NO_TICKS = {"major_tick_mark": "none", "minor_tick_mark": "none"}
LETTERS = {"name": "宋体", "size": 9}
DRAWING = (
    '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
    '<wp:docPr id="{number}" name="{name}" descr="{title}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    f'<a:graphicData uri="{C}"><c:chart xmlns:c="{C}" xmlns:r="{R}" r:id="{{rel}}"/></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


@dataclass(frozen=True)
class Chart:
    """Columns side by side. field: where it stands in the template; names: along the axis; series: heading -> a value a name."""

    field: str
    title: str
    names: tuple[str, ...]
    series: dict[str, tuple[float | None, ...]]
    is_share: bool = False
    centimetres: tuple[float, float] = (15.4, 7.2)


def put_in(document: Document, chart: Chart) -> Markup:
    """Give the document the chart's parts; the run that shows it."""
    package = document.part.package
    number = sum(str(part.partname).startswith("/word/charts/") for part in package.iter_parts()) + 1
    drawn, data = Part(
        PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, _chart_xml(chart), package
    ), Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), CONTENT_TYPE.SML_SHEET, _workbook(chart), package
    )  # fmt: skip
    if drawn.relate_to(data, RELATIONSHIP_TYPE.PACKAGE) != DATA_RELATION:
        raise AssertionError("the data must be the chart's first relation")
    wide, high = (round(length * EMU_A_CM) for length in chart.centimetres)
    rel = document.part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)
    return Markup(DRAWING).format(wide=wide, high=high, number=number, name=chart.field, title=chart.title, rel=rel)


DATA_RELATION = "rId1"


def _chart_xml(chart: Chart) -> bytes:
    """The chart as a part of its own, told where its data lie."""
    with zipfile.ZipFile(io.BytesIO(_workbook(chart, drawn=True))) as made:
        root = etree.fromstring(made.read("xl/charts/chart1.xml"))
    for labels in root.iter(f"{{{C}}}dLbls"):
        _say_all(labels)
    for settings in root.findall(f"{{{C}}}printSettings"):
        root.remove(settings)
    beside = etree.SubElement(root, f"{{{C}}}externalData", {f"{{{R}}}id": DATA_RELATION})
    etree.SubElement(beside, f"{{{C}}}autoUpdate", {"val": "0"})
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def _say_all(labels: Any) -> None:
    """Say of labels what they show and what not: left out, it means no to Excel, and yes to Word and LibreOffice."""
    for name in SHOWN:
        for there in labels.findall(f"{{{C}}}{name}"):
            labels.remove(there)
        etree.SubElement(labels, f"{{{C}}}{name}", {"val": str(int(name == "showVal"))})


def _workbook(chart: Chart, drawn: bool = False) -> bytes:
    """The data as a workbook; drawn: with the chart in it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_ON})
        page = book.add_worksheet(SHEET)
        page.write_column(1, 0, chart.names)
        share = book.add_format({"num_format": "0%"}) if chart.is_share else None
        for place, (heading, values) in enumerate(chart.series.items(), start=1):
            page.write_string(0, place, heading)
            page.write_column(1, place, ["" if value is None else value for value in values], share)
        if drawn:
            page.insert_chart(0, len(chart.series) + 2, _drawing(book, chart))
    return made.getvalue()


def _drawing(book: Any, chart: Chart) -> Any:
    drawing = book.add_chart({"type": "column"})
    last = len(chart.names)
    for place, colour in zip(range(1, len(chart.series) + 1), COLOURS, strict=False):
        labels = {"value": True, "font": LETTERS | {"size": 8}}
        drawing.add_series({
            "name": [SHEET, 0, place], "categories": [SHEET, 1, 0, last, 0], "values": [SHEET, 1, place, last, place],
            "fill": {"color": colour}, "gap": 60, "data_labels": labels | ({"num_format": "0%"} if chart.is_share else {}),
        })  # fmt: skip
    drawing.set_x_axis({"num_font": LETTERS} | NO_TICKS)
    bounds = {"min": 0, "max": 1, "num_format": "0%"} if chart.is_share else {"min": 0, "num_format": "0"}
    drawing.set_y_axis(
        {"num_font": LETTERS, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}} | bounds | NO_TICKS
    )
    drawing.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": LETTERS})
    drawing.set_title({"none": True})
    return drawing
