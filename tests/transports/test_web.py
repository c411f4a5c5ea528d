"""HTTP against a real server."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from sources.transports.declared import Pull
from sources.transports.store import Patience
from tests.support import write_csv
from tests.transports.conftest import AID, LIST, MONTH, County, source
from tests.transports.servers import PASSWORD, USER, WebServer


def at(web: WebServer, path: str, **said: str) -> Pull:
    return source(web.url.replace("://", f"://{USER}@") + path, **{"password": "YBJ_PASSWORD", **said})


def test_a_page_that_lists_files_ends_in_a_warning(county: County, web: WebServer) -> None:
    write_csv(web.root / MONTH / "说明.docx", [AID])
    (web.root / MONTH / "子文件夹").mkdir()
    assert county.collect(at(web, "/{month}/"))["read"] == 1
    assert county.run_on() == {(LIST, 2): "warned"}
    assert all(login == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode() for _, login in web.asked)


def test_one_file(county: County, web: WebServer) -> None:
    (web.root / MONTH / LIST).rename(web.root / "list.csv")
    assert county.reach(at(web, "/list.csv")) == []
    assert list(county.pulled()) == ["list.csv"]
    assert county.reach(at(web, "/list.csv", name=LIST)) == []
    assert sorted(county.pulled()) == sorted(["list.csv", LIST])


def test_a_file_behind_an_address_without_a_name(county: County, web: WebServer) -> None:
    def answer(request: Any) -> None:
        body = (web.root / MONTH / LIST).read_bytes()
        request.send_response(200)
        request.send_header("Content-Type", "application/octet-stream")
        request.send_header("Content-Disposition", 'attachment; filename="../../list.csv"')
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    web.answers[f"/export?month=202610&token={PASSWORD}"] = answer
    pull = at(web, "/export?month={yyyymm}&token={password}")
    assert county.reach(pull) == []
    assert list(county.pulled()) == ["list.csv"]
    assert PASSWORD not in repr(pull) and "?" not in pull.shown


def test_unavailable_for_a_moment(county: County, web: WebServer) -> None:
    def busy(request: Any) -> None:
        web.answers.clear()
        request.send_error(503)

    slept: list[float] = []
    web.answers[f"/{MONTH}/"] = busy
    assert county.reach(at(web, "/{month}/"), Patience((2, 10), (), slept.append)) == []
    assert slept == [2]


@pytest.mark.parametrize(
    ("status", "tries", "what"),
    [(503, 3, "暂时不能应答"), (429, 3, "暂时不能应答"), (404, 1, "没有这个文件夹或文件"), (401, 1, "用户名或密码不对"),
     (403, 1, "没有权限"), (400, 1, "不接受")],
)  # fmt: skip
def test_what_an_answer_means(county: County, web: WebServer, status: int, tries: int, what: str) -> None:
    web.answers[f"/{MONTH}/"] = lambda request: request.send_error(status)
    (told,) = county.reach(at(web, "/{month}/"), Patience((1, 1), (), lambda _: None))
    assert what in told.what and told.do and len(web.asked) == tries


def test_half_a_file_is_never_taken(county: County, web: WebServer) -> None:
    def half(request: Any) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"x" * 10)

    web.answers["/list.csv"] = half
    (told,) = county.reach(at(web, "/list.csv"), Patience((1,), (), lambda _: None))
    assert "没有传完" in told.what
    assert county.pulled() == {} and not list(county.home.pulled(MONTH).glob("*/*/.*"))


def test_a_broken_link_of_a_page_is_told_though_the_others_came(county: County, web: WebServer) -> None:
    def page(request: Any) -> None:
        body = f'<a href="/{MONTH}/gone.xlsx">1</a><a href="{MONTH}/{LIST}">2</a>'.encode()
        request.send_response(200)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.end_headers()
        request.wfile.write(body)

    web.answers["/page"] = page
    (told,) = county.reach(at(web, "/page"))
    assert "不见了" in told.what and told.where == "gone.xlsx"


def test_the_password_goes_nowhere_else(county: County, web: WebServer) -> None:
    """A link to another site is not followed; a redirect is, without the password."""

    def moved(request: Any, to: str = "/elsewhere.csv") -> None:
        request.send_response(302)
        request.send_header("Location", f"{web.url.replace('127.0.0.1', 'localhost')}{to}")
        request.end_headers()

    web.answers["/moved.csv"] = moved
    (web.root / "elsewhere.csv").write_bytes(b"x")
    assert county.reach(at(web, "/moved.csv")) == []
    assert web.asked[0][1]
    assert [login for path, login in web.asked if path == "/elsewhere.csv"] == [None, None]
    other = web.url.replace("127.0.0.1", "localhost")
    web.answers["/moved/"] = lambda request: moved(request, f"/{MONTH}/")
    assert county.reach(at(web, "/moved/")) == []
    assert LIST in county.pulled()
    assert not any(login for path, login in web.asked if path.startswith(f"/{MONTH}/"))
    (web.root / "page.html").write_text(f'<a href="{other}/{MONTH}/a.csv">x</a>', encoding="utf-8")
    (told,) = county.reach(at(web, "/page.html"))
    assert "没有列出" in told.what and "登录页" in told.do
    assert "/a.csv" not in " ".join(path for path, _ in web.asked)


def test_links_that_differ_only_behind_the_question_mark(county: County, web: WebServer) -> None:
    def page(request: Any) -> None:
        body = b'<a href="list.csv?id=1">1</a><a href="list.csv?id=2">2</a><a href="a/list.csv">3</a>'
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        request.wfile.write(body)

    def file(request: Any) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(request.path)))
        request.end_headers()
        request.wfile.write(request.path.encode())

    web.answers = {"/page": page, "/list.csv?id=1": file, "/list.csv?id=2": file, "/a/list.csv": file}
    expected = {"list.csv": b"/list.csv?id=1", "list-2.csv": b"/list.csv?id=2", "a/list.csv": b"/a/list.csv"}
    for _ in range(2):
        assert county.reach(at(web, "/page")) == []
        assert county.pulled() == expected
