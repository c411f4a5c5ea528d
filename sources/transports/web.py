"""HTTP(S): one file, or a page that lists files. The standard library does it: fsspec hides status and headers,
by which a page is told from a file and a half download from a whole one."""

from __future__ import annotations

import base64
import email.utils
import http.client
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from sources.errors import TransientError
from sources.transports.store import SUFFIXES, Offered, is_wanted
from sources.transports.trouble import GONE, REFUSED, WAIT, SourceGone, SourceRefused, raised_by

PAGES = ("text/html", "application/xhtml+xml")
TIMEOUT = 30.0
BLOCK = 1 << 20
PAGE_AT_MOST = 10 << 20
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""No proxy: which one is a matter of the environment, and that is read in flows only."""
NO_LINKS = "部门可能还没有放，请催报；已经放了的，请用浏览器打开设置中的地址，看是不是登录页或换了地方。"
PASSING = (408, 425, 429)


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


class WebStore:
    """One address. The password goes to that server only, never where a page or a redirect leads."""

    may_grow = False

    def __init__(self, url: str, user: str, password: str, files: str, name: str) -> None:
        self.url = quote(url.replace("{password}", quote(password)), safe="%/:=&?~#+!$,;'@()*[]")
        self.user, self.password, self.files, self.name = user, password, files, name

    def offered(self) -> list[Offered]:
        path = PurePosixPath(unquote(urlsplit(self.url).path))
        with self._opened(self.url) as answer:
            is_page = answer.headers.get_content_type() in PAGES and path.suffix.lower() not in SUFFIXES
            if not is_page:
                called = self.name or unquote(answer.headers.get_filename() or "") or path.name or "下载"
                return [Offered(self.url, PurePosixPath(PurePosixPath(called).name))]
            page = answer.read(PAGE_AT_MOST).decode(answer.headers.get_content_charset() or "utf-8", errors="replace")
            if not (found := list(self._listed(page, answer.url))):
                raise SourceGone("网页上没有列出要取的表格文件", do=NO_LINKS)
            return found

    def _listed(self, page: str, at: str) -> Iterator[Offered]:
        links, folder = Links(), urlsplit(at).path.rpartition("/")[0] + "/"
        links.feed(page)
        for address in dict.fromkeys(urljoin(at, link).partition("#")[0] for link in links.found):
            parts = urlsplit(address)
            below = parts.path.removeprefix(folder) if parts.path.startswith(folder) else parts.path.rpartition("/")[2]
            name = PurePosixPath(unquote(below))
            is_here = (parts.scheme, parts.netloc) == urlsplit(at)[:2]
            if is_here and name.suffix.lower() in SUFFIXES and is_wanted(name, self.files):
                yield Offered(quote(address, safe="%/:=&?~#+!$,;'@()*[]"), name)

    def fetch(self, one: Offered, into: Path) -> None:
        with self._opened(one.where) as answer, into.open("wb") as file:
            while block := answer.read(BLOCK):
                file.write(block)
            announced = answer.headers.get("Content-Length")
            if announced is not None and int(announced) != file.tell():
                raise TransientError("文件没有传完，连接就断了", do=WAIT)
            sent = email.utils.parsedate_to_datetime(said) if (said := answer.headers.get("Last-Modified")) else None
        if sent is not None:
            os.utime(into, (sent.timestamp(), sent.timestamp()))

    @contextmanager
    def _opened(self, url: str) -> Iterator[Any]:
        request = urllib.request.Request(url, headers={"User-Agent": "fangpin"})
        if self.user and urlsplit(url)[:2] == urlsplit(self.url)[:2]:
            login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {login}")
        try:
            with DIRECT.open(request, timeout=TIMEOUT) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            error.close()
            raise _of_status(error.code) from None
        except urllib.error.URLError as error:
            raise error.reason if isinstance(error.reason, OSError) else OSError() from None
        except http.client.IncompleteRead:
            raise TransientError("文件没有传完，连接就断了", do=WAIT) from None

    def close(self) -> None:
        """Nothing stays open between requests."""


def _of_status(code: int) -> Exception:
    if code >= 500 or code in PASSING:
        return TransientError(f"对方网站暂时不能应答（{code}）", do=WAIT)
    if code in (401, 403, 407):
        return raised_by(REFUSED)
    if code in (404, 410):
        return raised_by(GONE)
    return SourceRefused(f"对方网站不接受这个请求（{code}）", do="请核对设置中的地址。")
