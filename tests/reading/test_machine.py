"""The machine around the files: names, links, paths, editors, proxies and locales that a county's PC has."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import httpx
import polars as pl
import pytest

from flows.environment import LOOPBACK, ask_ourselves_directly, require
from flows.settings import load_settings, write_settings
from sources.catalogue import usual_catalogue
from sources.errors import PolicyError, UsageError
from sources.listing import readable
from sources.reading.intake import take_in
from sources.transports.folders import FolderStore
from sources.transports.landing import Arrival, pull
from sources.transports.store import Patience
from sources.words import words_of
from tasks.home import Home
from tests.support import SmallCounty, id_number, name, write_csv
from warehouse.engine import MEMORY_VARIABLE, Engine, as_names
from warehouse.policy.load import load_policy

MONTH = "2026-10"
ROW = {"姓名": name(1), "身份证号": id_number(1), "救助原因": "火灾", "救助金额": "800"}


def as_gbk(folder: Path, called: str) -> Path:
    """Below a folder, a path whose last name is in GBK bytes."""
    return Path(os.fsdecode(os.fsencode(folder) + b"/" + called.encode("gbk")))


def arrived(home: Path) -> dict[str, Arrival]:
    return {one.name: one for one in pull([home / "inbox" / MONTH], home / "landing", usual_catalogue())}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    write_csv(tmp_path / "inbox" / MONTH / "民政局" / "临时救助.csv", [ROW])
    return tmp_path / "inbox" / MONTH


@pytest.mark.parametrize("where", ["民政局/临时救助补报.csv", "民政局/十月/补报.csv", "残联/名单.csv"])
def test_a_name_in_gbk_bytes_is_read_under_a_mended_name(where: str, inbox: Path, tmp_path: Path) -> None:
    folder, _, file = where.rpartition("/")
    as_gbk(inbox / folder if folder == "民政局" else inbox, folder.rpartition("/")[2]).mkdir(
        parents=True, exist_ok=True
    )
    target = as_gbk(inbox, where) if folder == "残联" else as_gbk(inbox / "民政局", where.partition("/")[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("姓名,身份证号\n", encoding="utf-8")
    found = arrived(tmp_path)
    department, _, below = where.partition("/")
    assert found[below].trouble is None and found[below].department == department


@pytest.mark.parametrize(
    ("name_", "read"),
    [("正常.csv", "正常.csv"), ("行\n号\x07.csv", "行号.csv"), (os.fsdecode("低保".encode("gbk")), "低保")],
)
def test_readable_names(name_: str, read: str) -> None:
    assert readable(name_) == read


def test_what_cannot_be_read_is_told_by_name_and_hides_nothing(inbox: Path, tmp_path: Path) -> None:
    folder = inbox / "民政局"
    (folder / "断了.xlsx").symlink_to(tmp_path / "没有")
    os.mkfifo(folder / "管道.csv")
    (inbox / "残联").symlink_to(tmp_path / "也没有")
    found = arrived(tmp_path)
    assert found["临时救助.csv"].trouble is None
    assert "链接" in str(found["断了.xlsx"].trouble) and "不是文件" in str(found["管道.csv"].trouble)
    assert "链接" in str(found["残联"].trouble)
    refused = [
        intake.arrival.name
        for intake in take_in(list(found.values()), tmp_path / "grids", usual_catalogue())
        if intake.refused
    ]
    assert {"断了.xlsx", "管道.csv", "残联"} <= set(refused)
    offered = {str(one.name) for one in FolderStore(inbox).offered()}
    assert {"民政局/断了.xlsx", "民政局/临时救助.csv"} <= offered


def test_a_folder_that_is_a_link_is_read(inbox: Path, tmp_path: Path) -> None:
    write_csv(tmp_path / "share" / "重残.csv", [ROW])
    (inbox / "残联").symlink_to(tmp_path / "share")
    (tmp_path / "share" / "回头").symlink_to(inbox)  # a ring ends
    assert arrived(tmp_path)["重残.csv"].department == "残联"


def test_a_file_that_goes_while_we_look_costs_itself(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = write_csv(inbox / "民政局" / "走了.csv", [ROW])
    usual = Path.read_bytes

    def vanishing(self: Path) -> bytes:
        if self == gone:
            self.unlink(missing_ok=True)
        return usual(self)

    monkeypatch.setattr(Path, "read_bytes", vanishing)
    found = arrived(tmp_path)
    assert "不见了" in str(found["走了.csv"].trouble) and found["临时救助.csv"].trouble is None


def test_a_file_that_another_program_holds_is_tried_again_and_then_told(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path) -> bytes:
        raise PermissionError(13, "held")

    waited: list[float] = []
    monkeypatch.setattr(Path, "read_bytes", held)
    patience = Patience(waits=(1.0, 2.0), sleep=waited.append)
    (one,) = pull([inbox], tmp_path / "landing", usual_catalogue(), patience=patience)
    assert "独占" in str(one.trouble) and waited == [1.0, 2.0]


def test_what_stands_behind_the_last_point_may_be_anything(inbox: Path, tmp_path: Path) -> None:
    write_csv(inbox / "民政局" / f"名单.{'长' * 70}", [ROW | {"救助金额": "9"}])
    assert all(one.trouble is None and len(one.landed.name) < 80 for one in arrived(tmp_path).values())


SIGNS = ["a[b]", "a*b", "[ab]", "a{b,c}", "a'b", 'a"b', "a%20b", "a#b", "a b", "a;b$HOME", "a&b", "a[", "a?b"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_path_means_itself(sign: str, tmp_path: Path) -> None:
    file = tmp_path / sign / "1.parquet"
    for folder in (sign, "ab", "axb", "a1b"):
        (tmp_path / folder).mkdir(exist_ok=True)
        pl.DataFrame({"a": [folder]}).write_parquet(tmp_path / folder / "1.parquet")
    assert duckdb.execute("SELECT a FROM read_parquet(?)", [as_names([file])]).fetchall() == [(sign,)]
    assert pl.read_parquet(file, glob=False)["a"].to_list() == [sign]
    if "?" in sign:
        with pytest.raises(UsageError, match="用不了的字符"):
            require(Home(file.parent))
    else:
        require(Home(file.parent))
        with Engine(file.parent / "x.duckdb") as engine:
            assert engine.value("SELECT 1") == 1


def test_a_month_runs_in_a_home_whose_path_is_a_pattern(tmp_path: Path) -> None:
    other = SmallCounty(tmp_path / "county 2026" / "county")
    county = SmallCounty(tmp_path / "county [2*6] {x} 'y' #z%20" / "county")
    for order, one in enumerate((other, county), start=1):
        one.person(order)
        one.load_base()
        one.send(MONTH, "民政局", "临时救助.csv", [ROW | {"姓名": name(order), "身份证号": id_number(order)}])
        one.run(MONTH)
    assert [row["subject_name"] for row in county.ask("SELECT subject_name FROM warning.warning")] == [name(2)]


ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_notepad_saved_is_read(encoding: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_settings(home, "jimo")
    said = home.settings.read_text(encoding="utf-8") + '\n[contacts.民政局]\nname = "王科长"\n'
    home.settings.write_bytes(said.replace("\n", "\r\n").encode(encoding))
    assert load_settings(home).contacts["民政局"].name == "王科长"
    policy = 'extends = "jimo"\ncode = "xian"\nname = "某县"\n'
    plain, saved = tmp_path / "plain.toml", tmp_path / "policy.toml"
    plain.write_text(policy, encoding="utf-8")
    saved.write_bytes(policy.replace("\n", "\r\n").encode(encoding))
    assert load_policy(str(saved)).digest == load_policy(str(plain)).digest


def test_what_no_editor_saved_is_told_in_words(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings.write_bytes(b'policy = "\xff\xff\x81"\n')
    with pytest.raises(PolicyError, match=r"settings\.toml】文字编码认不出.*UTF-8"):
        load_settings(home)
    with pytest.raises(PolicyError, match="文件读不到"):
        words_of(tmp_path)


PROXIES = {
    "http": {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"},
    "lower": {"http_proxy": "http://10.0.0.1:8080", "no_proxy": "gov.cn, 10.0.0.0/8"},
    "upper": {
        "HTTPS_PROXY": "http://10.0.0.1:8080",
        "HTTP_PROXY": "http://10.0.0.1:8080",
        "NO_PROXY": "10.0.0.0/8",
        "no_proxy": "gov.cn",
    },
    "socks": {"ALL_PROXY": "socks5://127.0.0.1:9"},
    "socks4": {"all_proxy": "socks4://127.0.0.1:9"},
    "no scheme": {"HTTP_PROXY": "proxy:8080"},
    "nonsense": {"HTTPS_PROXY": "http://proxy:port"},
}


@pytest.mark.parametrize("said", PROXIES.values(), ids=list(PROXIES))
def test_the_homes_own_server_is_asked_without_a_proxy(said: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for known in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        for name_ in (known, known.upper()):
            monkeypatch.setenv(name_, "")  # so that what is set below is taken back afterwards
            monkeypatch.delenv(name_)
    for name_, value in said.items():
        monkeypatch.setenv(name_, value)
    ask_ourselves_directly()
    with httpx.Client() as client:
        usual = client._transport
        for host in LOOPBACK[:2]:
            assert client._transport_for_url(httpx.URL(f"http://{host}:4200/api")) is usual
        is_http = str(said.get("HTTP_PROXY") or said.get("http_proxy") or "")
        assert (client._transport_for_url(httpx.URL("http://example.com")) is not usual) == bool(is_http)
    assert {*LOOPBACK} <= set(os.environ["NO_PROXY"].split(",")) and os.environ["no_proxy"] == os.environ["NO_PROXY"]
    kept = [host for name_ in ("no_proxy", "NO_PROXY") if name_ in said for host in said[name_].split(", ")]
    assert set(kept) <= set(os.environ["NO_PROXY"].split(","))


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"},
    ],
)
def test_the_screen_speaks_chinese_in_any_locale(locale: dict[str, str], tmp_path: Path) -> None:
    usual = {key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "PYTHONIOENCODING")}
    words = [sys.executable, "-m", "flows.cli", "status", "--home", str(tmp_path / "没有的县")]
    program = [
        sys.executable,
        "-c",
        "import sys; from flows.cli import main; sys.argv = ['fangpin', *sys.argv[1:]]; main()",
    ]
    done = subprocess.run(
        [*program, *words[3:]],
        capture_output=True,
        env=usual | locale,
        cwd=Path(__file__).parents[2],
        check=False,
        timeout=120,
    )
    assert "请先运行" in done.stderr.decode("utf-8") and done.returncode in (1, 2)


ROOMS = ("sources", "warehouse", "expectations", "reports", "tasks", "flows")


def test_no_path_is_taken_for_a_pattern() -> None:
    """Polars and DuckDB read `[`, `*` and `?` in a path as patterns: `glob=False`, `as_names`."""
    top = Path(__file__).parents[2]
    for file in (file for room in ROOMS for file in (top / room).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for call in re.findall(r"pl\.(?:read|scan)_(?:parquet|csv|ipc|ndjson)\([^\n]*", text):
            assert "glob=False" in call, (file, call)
        if re.search(r"FROM read_\w+\(\?", text):
            assert "as_names(" in text and "[str(file)" not in text, file


@pytest.mark.slow
@pytest.mark.parametrize("said", [PROXIES["http"], PROXIES["socks"]], ids=["http", "socks"])
def test_a_month_runs_behind_a_proxy_that_answers_nobody(said: dict[str, str], tmp_path: Path) -> None:
    """With files that cost themselves, in a home whose path is a pattern, in the C locale: done, but a person must look."""
    county = SmallCounty(tmp_path / "[2*6] #%20" / "county")
    county.person(1)
    write_csv(county.home.base_inbox / "户库.csv", [county._base_row(1, {})])
    write_settings(county.home, "jimo")
    folder = county.send(MONTH, "民政局", "临时救助.csv", [ROW]).parent
    (folder / "断了.xlsx").symlink_to(tmp_path / "没有")
    as_gbk(folder, "补报.csv").write_text("姓名,身份证号,救助原因\n", encoding="utf-8")
    usual = {key: value for key, value in os.environ.items() if "proxy" not in key.lower() and key != "LANG"}
    program = "import sys; from flows.cli import main; sys.argv = ['fangpin', *sys.argv[1:]]; main()"
    for words in (["base", "load", "--as-of", "2026-10-31"], ["month", MONTH, "--json"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *words, "--home", str(county.root)],
            capture_output=True, env=usual | said | {"LC_ALL": "C"}, cwd=Path(__file__).parents[2], check=False, timeout=400,
        )  # fmt: skip
        assert done.returncode in (0, 3), done.stderr.decode("utf-8")
    told = json.loads(done.stdout.decode("utf-8"))
    assert told["warnings"] == 1 and any("断了.xlsx" in item["place"] for item in told["attention_items"])
    assert any("补报.csv" in item["place"] for item in told["attention_items"])


@pytest.mark.parametrize(
    "said, held", [("", "2.3 GiB"), ("1GB", "953.6 MiB"), ("1.5 gb", "1.3 GiB"), ("256MB", "244.1 MiB")]
)
def test_the_environment_says_how_much_memory_the_warehouse_may_take(
    said: str, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MEMORY_VARIABLE, said)
    with Engine(None) as engine:
        assert engine.value("SELECT current_setting('memory_limit')") == held


@pytest.mark.parametrize("said", ["1", "lots", "255MB", "0.2GB", "80%", "-1GB", "1TB"])
def test_a_memory_limit_that_is_none_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MEMORY_VARIABLE, said)
    with pytest.raises(UsageError, match=MEMORY_VARIABLE):
        Engine(None)


def test_no_bar_of_the_database_gets_into_what_a_command_prints() -> None:
    """DuckDB shows one for slow statements where a script has no file."""
    ask = "from warehouse.engine import Engine; print(Engine(None).value(\"SELECT current_setting('enable_progress_bar')\"))"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "False\n"
