"""What is written for people is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from typer.main import get_command

from flows import progress, schedule
from flows.cli import app
from reports.feedbook import feeds_markdown
from sources.catalogue import usual_catalogue
from warehouse.tables import tables

ROOT = Path(__file__).parents[1]


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


def test_the_schedule_is_said_once() -> None:
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    told = {(one["entrypoint"], one["schedules"][0]["cron"], one["schedules"][0]["timezone"]) for one in deployments}
    assert told == {
        ("flows/schedule.py:collect_due", schedule.COLLECT_CRON, schedule.TIMEZONE),
        ("flows/schedule.py:dispatch_due", schedule.DISPATCH_CRON, schedule.TIMEZONE),
        ("flows/schedule.py:month_due", schedule.MONTH_CRON, schedule.TIMEZONE),
        ("flows/schedule.py:returns_due", schedule.RETURNS_CRON, schedule.TIMEZONE),
        ("flows/schedule.py:bulletin_due", schedule.BULLETIN_CRON, schedule.TIMEZONE),
    }


def test_the_bar_has_as_many_steps_as_the_month() -> None:
    flow = (ROOT / "flows" / "month.py").read_text(encoding="utf-8").split("def run_month")[1].split("\n@procedure")[0]
    assert flow.count("with step(") == progress.MONTH_STEPS


def test_every_table_and_column_has_its_sentence() -> None:
    assert all(table.sentence and table.grain and table.key for table in tables(usual_catalogue()))
    assert all(field.sentence for table in tables(usual_catalogue()) for field in table.fields)


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock and "--index" not in lock and "--find-links" not in lock
