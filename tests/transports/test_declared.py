"""What settings may say of a source, and what is refused before anything runs."""

from __future__ import annotations

import re
import subprocess
import sys
import traceback
from pathlib import Path, PurePosixPath

import pytest

from flows.settings import load_settings, open_county, write_settings
from sources.errors import PolicyError
from sources.secrets import MissingSecret, holding, secret_of, values_of
from sources.transports.declared import MONTH_WORDS, Pull, words_of
from sources.transports.spool import place_of
from tasks.home import Home
from tests.transports.conftest import MONTH, County, source

LITERAL = "hunter2!Pw"


def said(home: Path, text: str) -> Home:
    (home / "settings.toml").write_text(text, encoding="utf-8")
    return Home(home)


def test_a_source_as_settings_say_it(tmp_path: Path) -> None:
    text = """
[[pull]]
department = "医保局"
from = "sftp://fangpin@10.1.2.3:2222/outgoing/{month}/"
password = "YBJ_PASSWORD"
[[pull]]
department = "医保局"
from = "D:/共享/医保"
files = "*{yyyymm}*.xls*"
"""
    one, two = (Pull(**found) for found in open_county(said(tmp_path, text)).pulls(MONTH, MONTH))
    assert (one.url, one.user, one.scheme) == ("sftp://10.1.2.3:2222/outgoing/2026-10/", "fangpin", "sftp")
    assert one.shown == "sftp://10.1.2.3:2222/outgoing/2026-10/"
    assert (two.url, two.files, two.scheme) == ("D:/共享/医保", "*202610*.xls*", "")
    assert one.folder != two.folder


def test_the_words_of_a_month() -> None:
    assert words_of("2026-12") == {
        "month": "2026-12", "yyyymm": "202612", "year": "2026", "mm": "12", "first_day": "2026-12-01",
        "last_day": "2026-12-31", "next_month": "2027-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (f'from = "sftp://u:{LITERAL}@10.1.2.3/"', "地址里不能写密码"),
        (f'from = "sftp://u:a/{LITERAL}@10.1.2.3/"', "地址写得不对"),
        (f'from = "https://x.example/list?token={LITERAL}"', "地址里不能写密码"),
        (
            f'from = "postgresql://x.example/mz?user=u&password={LITERAL}"\nname = "a"\nquery = "select 1"',
            "地址里不能写密码",
        ),
        (f'from = "sftp://u@10.1.2.3/"\npassword = "{LITERAL}"', "不能写密码本身"),
        (f'from = "s3://b/"\nkey = "S3_KEY"\nsecret = "{LITERAL}"', "不能写密码本身"),
        ('from = "s3://b/"\nkey = "S3_KEY"', "一起写"),
        ('from = "sftp://10.1.2.3/"', "用户名"),
        ('from = "gopher://10.1.2.3/"', "开头不认识"),
        ('from = "postgresql://u@db/mz"', "要写 query"),
        ('from = "postgresql://u@db/mz"\nquery = "select 1"', "要写 name"),
        ('from = "postgresql://u@db/mz"\nquery = "drop table x"\nname = "a"', "只能是一条 SELECT"),
        ('from = "postgresql://u@db/mz"\nquery = "select 1; drop table x"\nname = "a"', "只能是一条 SELECT"),
        ('from = "https://x.example/"\nquery = "select 1"\nname = "a"', "只用于数据库"),
        ('from = "//server/{mnth}/"', "不认识的占位符"),
        ('from = "//server/x"\npassphrase = "A"', "没有这个设置项"),
        ('from = "//server/x"\n[[pull]]\ndepartment = "医保局"\nfrom = "//server/x"', "都相同"),
        ('department = "../x"\nfrom = "//server/x"', "部门名称"),
    ],
)
def test_a_wrong_source_is_refused_and_no_password_is_repeated(tmp_path: Path, entry: str, what: str) -> None:
    head = "" if entry.startswith("department") else 'department = "医保局"\n'
    with pytest.raises(PolicyError) as refused:
        load_settings(said(tmp_path, f"[[pull]]\n{head}{entry}\n"))
    assert what in str(refused.value) and "pull" in str(refused.value)
    assert LITERAL not in "".join(traceback.format_exception(refused.value))


def test_passwords_come_from_the_environment_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'file_passwords = ["FILE_ONE", "FILE_TWO"]\n[[pull]]\ndepartment = "残联"\nfrom = "sftp://u@h/"\npassword = "CL_PW"\n'
    county = open_county(said(tmp_path, text))
    monkeypatch.setenv("FILE_TWO", "two")
    monkeypatch.setenv("CL_PW", "pw")
    monkeypatch.setenv("OTHER", "not asked for")
    assert county.secrets() == {"FILE_TWO": "two", "CL_PW": "pw"}
    with holding(county.secrets()):
        assert values_of(county.file_passwords) == ("two",)
    assert values_of(["FILE_TWO"]) == ()
    with pytest.raises(PolicyError, match="不能写密码本身"):
        load_settings(said(tmp_path, f'file_passwords = ["{LITERAL}"]\n'))


def test_a_password_that_is_not_there_names_the_variable() -> None:
    for secrets in ({}, {"YBJ_PASSWORD": ""}):
        with pytest.raises(MissingSecret, match="YBJ_PASSWORD"):
            secret_of("YBJ_PASSWORD", secrets)


def test_the_examples_of_a_new_home_are_right(tmp_path: Path) -> None:
    home = Home(tmp_path)
    text = write_settings(home, "jimo").read_text(encoding="utf-8")
    assert load_settings(home).pull == []
    examples = re.sub(r"^# (?=\w+ = |\[)", "", text, flags=re.MULTILINE)
    said(tmp_path, re.sub(r"^added_feeds = .*$", "", examples, flags=re.MULTILINE))  # its file is the county's own
    county = open_county(home)
    assert [one["department"] for one in county.pulls(MONTH, MONTH)] == ["残联", "医保局", "教体局", "民政局"]
    assert county.file_passwords == ["FANGPIN_FILE_PASSWORD"]


def test_the_examples_in_the_docs_are_right(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "transports.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    for shown in (example, re.sub(r"^# (?=\w+ = )", "", example, flags=re.MULTILINE)):
        found = [Pull(**one) for one in open_county(said(tmp_path, shown)).pulls(MONTH, MONTH)]
        assert [one.scheme for one in found] == ["", "sftp", "https", "s3", "ftp", "smb", "postgresql"]
        assert not any("{" in one.url + one.query for one in found)
    assert all(f"{{{word}}}" in text for word in MONTH_WORDS)


def test_an_address_without_a_month_is_not_asked_for_a_month_that_is_over(county: County, remote: Path) -> None:
    pulls = open_county(said(county.root, f'[[pull]]\ndepartment = "民政局"\nfrom = "{remote}/2026-10"\n')).pulls
    (late,) = (Pull(**found) for found in pulls(MONTH, "2026-11"))
    (told,) = county.reach(late)
    assert "没有月份" in told.what and county.pulled() == {}
    (now,) = (Pull(**found) for found in pulls(MONTH, MONTH))
    assert county.reach(now) == [] and county.reach(late) == []
    assert not source(f"{remote}/{{month}}").is_late


@pytest.mark.parametrize("name", ["../../../etc/x.csv", "/etc/x.csv", "a/../../x.csv", "C:\\x.csv", "..\\x.csv"])
def test_a_servers_names_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    place = place_of(PurePosixPath(name), tmp_path).resolve()
    assert place.is_relative_to(tmp_path) and place != tmp_path


@pytest.mark.parametrize(
    ("library", "said"),
    [
        ("fsspec", {"address": "sftp://u@127.0.0.1/x/"}),
        ("paramiko", {"address": "sftp://u@127.0.0.1/x/"}),
        ("smbclient", {"address": "smb://u@127.0.0.1/x/"}),
        ("s3fs", {"address": "s3://b/x/"}),
    ],
)
def test_a_library_that_is_not_installed(
    county: County, monkeypatch: pytest.MonkeyPatch, library: str, said: dict[str, str]
) -> None:
    for module in [
        name for name in sys.modules if name.startswith(("fsspec.implementations", "sources.transports.sftp"))
    ]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    (told,) = county.reach(source(said["address"]))
    assert "没有安装" in told.what and "fangpin[transports]" in told.do


def test_libraries_are_loaded_only_when_they_are_needed() -> None:
    words = "import sys, sources.transports.reach; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    loaded = {module.partition(".")[0] for module in done.stdout.split()}
    assert not loaded & {"fsspec", "paramiko", "s3fs", "connectorx", "sqlalchemy", "aiohttp", "smbclient", "pyarrow"}
