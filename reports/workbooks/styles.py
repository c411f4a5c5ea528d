"""How cells look: one font, thin lines, quiet colours that also print well in black and white."""

from __future__ import annotations

from typing import Any

from reports.workbooks.layout import PrintedColumn

BODY_FONT, HEADING_FONT = "宋体", "黑体"
LINE, HEADER, HEADER_FILL_IN = "#A6A6A6", "#DCE6F1", "#FFE699"
PLAIN, SHADED, FILL_IN, NOT_ASKED, MISSING, SUM = "#FFFFFF", "#F2F6FA", "#FFF9DB", "#E7E6E6", "#F8CBAD", "#DCE6F1"
FAULTY = "#FF9999"
NEEDED = "#C00000"
ALIGN = {"words": "left"}
TEXT = "@"
NUMBER_FORMAT = {"date": "yyyy-mm-dd", "number": "0", "amount": "0.00", "share": "0.0"}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def make(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._file.add_format(dict(properties))
        return self._made[key]

    def title(self, size: float) -> Any:
        return self.make(
            font_name=HEADING_FONT, font_size=size + 6, bold=True, align="center", valign="vcenter", text_wrap=True
        )

    def title_words(self, size: float) -> Any:
        return self.make(font_name=HEADING_FONT, font_size=size + 6, bold=True)

    def subtitle_words(self, size: float) -> Any:
        return self.make(font_name=BODY_FONT, font_size=size, font_color="#595959")

    def header(self, column: PrintedColumn, size: float) -> Any:
        colour = {"font_color": NEEDED} if column.needed else {}
        return self.make(
            font_name=HEADING_FONT, font_size=size, bold=True, align="center", valign="vcenter", text_wrap=True,
            border=1, border_color=LINE, bg_color=HEADER_FILL_IN if column.fill_in else HEADER, **colour,
        )  # fmt: skip

    def cell(self, column: PrintedColumn, size: float, ground: str, colour: str = "", unlocked: bool = False) -> Any:
        properties: dict[str, object] = {
            "font_name": BODY_FONT, "font_size": size, "align": ALIGN.get(column.kind, "center"), "valign": "vcenter",
            "border": 1, "border_color": LINE, "bg_color": ground,
            "num_format": NUMBER_FORMAT.get(column.kind, TEXT), "locked": not unlocked,
        }  # fmt: skip
        properties["shrink" if column.kind == "id" else "text_wrap"] = True  # a number broken in two is misread
        if colour:
            properties |= {"font_color": colour, "bold": True}
        return self.make(**properties)

    def sum(self, column: PrintedColumn, size: float) -> Any:
        return self.make(
            font_name=HEADING_FONT, font_size=size, bold=True, align="center", valign="vcenter", border=1,
            border_color=LINE, bg_color=SUM, num_format=NUMBER_FORMAT.get(column.kind, TEXT),
        )  # fmt: skip

    def missing(self) -> Any:
        return self.make(bg_color=MISSING)
