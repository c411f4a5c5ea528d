"""The county's pages: figures only, whole without a network, readable on a wide and on a narrow screen."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from expectations.library import load_rules
from reports.names import COUNTY, DEPARTMENTS
from reports.pages.pages import INDEX, QUALITY
from tasks import judge
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.lists import write_lists
from tasks.match import match, warn
from tasks.run import begin, commit
from tests.support import SmallCounty, county_at, id_number, name

MONTH, TOWNSHIP = "2026-10", "田横镇"
ODD_DEPARTMENT = "100%#局"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ALONE = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--allow-file-access-from-files",
    "--proxy-server=http://127.0.0.1:9", "--window-size=1400,1000",
)  # fmt: skip
in_browser = pytest.mark.browser
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PAGES = (INDEX, QUALITY)
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's folder of a month with gates, anomalies and a file that cannot be read."""
    county = SmallCounty(tmp_path_factory.mktemp("pages") / "county")
    for order, fault in enumerate(({}, {"性别": "女"}, {"民族": ""}, {"家庭人口数": "2"})):
        county.person(order, **fault)
    county.load_base()
    disease = {"病种": "肺癌", "救治医院": "区人民医院", "确诊日期": "2026-10-09"}
    county.send(MONTH, "卫健局", "大病.csv", [{"姓名": name(1), "身份证号": id_number(1), **disease}])
    for file in (
        county.home.inbox(MONTH) / "残联" / "坏文件.xlsx",
        county.home.inbox(MONTH) / ODD_DEPARTMENT / "坏.xlsx",
    ):
        file.parent.mkdir()
        file.write_bytes(b"PK\x03\x04")
    opened = county_at(county.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            judge, "read_rules", lambda: [rule for rule in load_rules() if rule.code in ("A12", "A14", "B01")]
        )
        begin.fn(opened, MONTH)
        collect.fn(opened, MONTH)
        clean_month.fn(opened, MONTH)
        judge.gate.fn(opened, MONTH)
        match.fn(opened)
        warn.fn(opened)
        judge.find_anomalies.fn(opened, MONTH)
        commit.fn(opened, MONTH, f"{MONTH}-test")
    write_lists.fn(opened, MONTH)
    return county.home.outbox(MONTH) / COUNTY


def text_of(folder: Path, page: str) -> str:
    return (folder / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_nobody_and_asks_for_nothing_from_outside(page: str, folder: Path) -> None:
    text = text_of(folder, page)
    for order in range(4):
        assert name(order) not in text and id_number(order) not in text
    assert not re.findall(r"""(?:https?:)?//[\w.]|<(?:script|img|link|iframe|object)\b|@import|url\(""", text)


def links_of(folder: Path, page: str) -> set[str]:
    """Where the links of a page lead, as a browser reads them."""
    return {unquote(urlsplit(link).path) for link in re.findall(r'href="([^"]+)"', text_of(folder, page))}


def test_every_link_leads_to_a_file_or_a_folder_that_is_there(folder: Path) -> None:
    for page in PAGES:
        links = links_of(folder, page)
        assert links and not [link for link in links if not (folder / link).exists()]
    links = links_of(folder, INDEX)
    assert {f"../{TOWNSHIP}/", f"../{DEPARTMENTS}/卫健局/", f"../{DEPARTMENTS}/{ODD_DEPARTMENT}/", QUALITY} <= links
    assert {f"{kind}_{MONTH}.xlsx" for kind in ("汇总表", "数据质量", "守恒核对")} <= links


FRAME = """<!DOCTYPE html><meta charset="utf-8"><iframe src="{page}" style="width:{width}px;height:900px;border:0"></iframe>
<script>addEventListener("load", () => {{
  const frame = document.querySelector("iframe").contentWindow, page = frame.document, tables = [...page.querySelectorAll("table")];
  const shown = tables.filter(table => table.checkVisibility());
  document.body.dataset.seen = [page.documentElement.scrollWidth, tables.length, shown.length, page.querySelectorAll("tbody tr").length,
    frame.performance.getEntriesByType("resource").length];
}})</script>"""
"""A browser's window has a least width; a frame has not."""


@dataclass(frozen=True)
class Seen:
    """A page in a frame: how wide it is, its tables, those in sight, their rows, and what it fetched beside itself."""

    width: int
    tables: int
    shown: int
    rows: int
    fetched: int


def seen(page: Path, width: int, work: Path) -> Seen:
    """Open a page in a frame of that width."""
    assert CHROMIUM
    frame = work / f"{width}.html"
    frame.write_text(FRAME.format(page=page.as_uri(), width=width), encoding="utf-8")
    command = [CHROMIUM, *ALONE, f"--user-data-dir={work / 'profile'}", "--dump-dom", frame.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90)
    found = re.search(r'data-seen="([\d,]+)"', done.stdout)
    assert found, done.stderr[-2000:]
    return Seen(*map(int, found[1].split(",")))


@in_browser
@needs_chromium
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_the_screen_shows_its_tables_and_fetches_nothing(
    page: str, width: int, folder: Path, tmp_path: Path
) -> None:
    found = seen(folder / page, width, tmp_path)
    assert found.width <= width
    assert found.tables >= found.shown >= 2 and found.rows >= 3
    assert found.fetched == 0


@in_browser
@needs_chromium
def test_the_check_itself_sees_a_fetch_and_a_page_that_is_too_wide(tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html><img src="http://fonts.example/x.png"><table style="width:2000px"><tr><td>1</table>'
    )
    found = seen(page, 390, tmp_path)
    assert found.width >= 2000 and found.fetched == 1
