"""What is written for people is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from flows import progress, schedule
from flows.cli import app
from flows.timetable import BACKFILL, BULLETIN, DUTIES, RETURNS, TIMETABLE, TIMEZONE, Due
from reports.department.feedbook import feeds_markdown
from sources.catalogue import usual_catalogue
from warehouse.tables import tables

ROOT = Path(__file__).parents[2]


def commands() -> dict[str, str]:
    group = get_command(app)
    found = {}
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        for below, one in getattr(command, "commands", {"": command}).items():
            found[f"{name} {below}".strip()] = one.help or ""
    return found


def test_every_command_has_help_and_stands_in_the_readmes() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    for name, told in commands().items():
        assert told, name
        assert re.search(rf"fangpin {name}\b", english + (ROOT / "Makefile").read_text(encoding="utf-8")), name
        if name != "demo":
            assert f"fangpin {name}" in chinese, name


def test_the_book_of_feeds_is_what_is_declared() -> None:
    assert (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8") == feeds_markdown(), "run `make docs`"


def test_the_schedule_of_prefect_yaml_is_the_timetable() -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    told = {
        (one["name"], one["entrypoint"], one["schedules"][0]["cron"], one["schedules"][0]["timezone"])
        for one in deployments
        if one["schedules"]
    }
    assert told == {
        (due.name, f"flows/schedule.py:{flow.fn.__name__}", due.cron, TIMEZONE) for due, flow in schedule.FLOWS
    }
    assert [due for due, _ in schedule.FLOWS] == list(TIMETABLE)
    (by_hand,) = (one for one in deployments if not one["schedules"])
    asked = (by_hand["name"], by_hand["entrypoint"], by_hand["enforce_parameter_schema"])
    assert asked == (BACKFILL, f"flows/schedule.py:{schedule.backfill_asked.fn.__name__}", True)


def _of_serve(readme: str) -> str:
    (line,) = re.findall(r"^\| `fangpin serve` .*", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    return str(line)


@pytest.mark.parametrize("due", TIMETABLE, ids=lambda due: due.name)
def test_the_readmes_and_the_help_tell_the_timetable(due: Due) -> None:
    """Each in the words of its language: on which day it falls due first, and at what hour."""
    _, hour, days, _, weekday = due.cron.split()
    first, last = days.split("-")[0], days.split("-")[-1]
    english, chinese = _of_serve("README.md"), _of_serve("README.zh-CN.md")
    if due is DUTIES:
        assert weekday == "1" and f"{due.name} on Mondays at {hour}:00" in english
        assert f"{due.words}{due.name}" in chinese and f"每周一{due.name}" in commands()["serve"]
        return
    assert re.search(rf"{due.name} (?:on|from) the {first}(?:st|nd|rd|th)\b[^,:]* at {hour}:00", english)
    assert re.search(rf"(?<!\d){first}日[^，；：]*?{hour}时(?:写)?{due.name}", chinese)
    told_so = {RETURNS: "月底收台账", BULLETIN: "每季度写季通报"}.get(due)
    assert (told_so or f"{'日至'.join(dict.fromkeys((first, last)))}日{due.name}") in commands()["serve"]


def test_when_it_is_due_is_told_in_words() -> None:
    assert [due.words for due in TIMETABLE] == [
        "每月4日至7日8时", "每月4日9时", "每月7日14时", "每月28日至31日20时", "1、4、7、10月8日9时",
        "每周一8时",
    ]  # fmt: skip


def test_the_bar_has_as_many_steps_as_the_month() -> None:
    flow = (ROOT / "flows" / "month.py").read_text(encoding="utf-8").split("def run_month")[1].split("\n@procedure")[0]
    assert flow.count("with timed(") == progress.MONTH_STEPS


def test_every_table_and_column_has_its_sentence() -> None:
    assert all(table.sentence and table.grain and table.key for table in tables(usual_catalogue()))
    assert all(field.sentence for table in tables(usual_catalogue()) for field in table.fields)


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock and "--index" not in lock and "--find-links" not in lock


def test_every_file_of_the_walks_is_there() -> None:
    """docs/architecture.md names the files by which a row comes in and a cell comes back, each step one file."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:flows|tasks|reports|expectations|warehouse|sources|policies)/[\w/.]*)`", text)
    assert len(named) > 60 and [file for file in named if not (ROOT / file).exists()] == [
        "warehouse/fangpin.duckdb"
    ]  # a home's
    for walk in text.split("\n## ")[2:4]:
        steps = re.findall(r"^(\d+)\. `[\w/]+\.(?:py|sql)` ", walk, re.MULTILINE)
        assert len(steps) == len(re.findall(r"^\d+\. ", walk, re.MULTILINE)) > 20 and steps == [
            str(step) for step in range(1, len(steps) + 1)
        ]
