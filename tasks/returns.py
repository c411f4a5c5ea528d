"""Take in the ledgers and lists that townships sent back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sources.reading.intake import read_files
from sources.returned.anomalies import AnswerRule
from sources.secrets import values_of
from sources.transports.landing import pull
from tasks.county import County
from tasks.home import seal_key
from tasks.returned_files import Known, Said, what_is_said
from tasks.step import step
from warehouse.answers import AnswerCounts, answer_rules, replace_answers
from warehouse.handling import (
    LedgerCounts,
    drawn_townships,
    last_event,
    replace_guidance,
    replace_ledger_files,
    replace_returned,
    retracted_since,
    townships_of,
)
from warehouse.listing import ListCounts, replace_listed
from warehouse.measures import TaskCounts, replace_measures

TOWNSHIPS = "镇街"


@dataclass(frozen=True)
class Kept:
    """What the warehouse holds of the returns. retracted: steps that once stood and were taken back."""

    answers: AnswerCounts
    ledgers: LedgerCounts
    tasks: TaskCounts
    lists: ListCounts
    retracted: int


@dataclass(frozen=True)
class Returns:
    """What came of a month's folder of returns. files: how many there are; unread: names of those in which none of our sheets was
    found; passed_over: what else was not read, and why, in sentences."""

    kept: Kept
    files: int
    unread: list[str]
    passed_over: list[str]

    def flat(self) -> dict[str, object]:
        """All of it under one name each, as a script reads it."""
        kept = self.kept
        counts = (
            kept.answers.flat()
            | asdict(kept.ledgers)
            | asdict(kept.tasks)
            | asdict(kept.lists)
            | {"retracted": kept.retracted}
        )
        return counts | {"files": self.files, "unread": self.unread, "passed_over": self.passed_over}


@step("returns")
def take_returns(county: County, month: str, today: dt.date, file_passwords: Sequence[str] = ()) -> Returns:
    """Judge and keep what townships filled in; what came of it.

    What the warehouse knows is asked first; then the files are read, recognised and taken apart; only then is anything kept.
    today: what is dated later has not happened yet.
    """
    work = county.home.root / "staged" / f"{month}-returns"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    passwords = values_of(file_passwords)
    known = _known(county, month)
    arrivals = pull([county.home.returns(month)], county.home.landing, TOWNSHIPS, passwords)
    files = read_files(arrivals, work / "grids", passwords=passwords)
    said = what_is_said(files, county, known, work)
    kept = _keep(county, month, said, today)
    shutil.rmtree(work, ignore_errors=True)
    passed_over = [f"{file}：{what}" for file, what in said.passed_over]
    return Returns(kept, len(arrivals), said.unread, passed_over)


def _known(county: County, month: str) -> Known:
    """Asked of the warehouse. Raises FangpinError where no list of that month has gone out."""
    with county.warehouse() as engine:
        answers_to = {
            str(row["rule_code"]): AnswerRule(str(row["corrects"] or ""), int(str(row["exempt_months"] or 0)))
            for row in answer_rules(engine, month)
        }
        return Known(month, seal_key(county.home), townships_of(engine), answers_to, drawn_townships(engine))


def _keep(county: County, month: str, said: Said, today: dt.date) -> Kept:
    """Judge what was said and keep it. What a broken file said before stands.

    The order matters: a line that a township added is on the register before other cells speak of it, and the 任务清单 come behind the
    ledgers, which say who gets help first. Answers and guidance stand for themselves.
    """
    staged, broken, policy = said.staged, said.broken, county.policy
    with county.warehouse() as engine:
        replace_ledger_files(engine, month, said.ledgers, said.passed_over)
        answers = replace_answers(engine, month, staged["answers"], broken)
        before = last_event(engine)
        ledgers = replace_returned(
            engine, month, staged["cells"], staged["lines"], policy, today, broken, county.in_force
        )
        tasks = replace_measures(engine, month, staged["measures"], policy, today, broken)
        replace_guidance(engine, month, staged["guidance"], broken)
        lists = replace_listed(engine, month, staged["listed"], broken)
        return Kept(answers, ledgers, tasks, lists, retracted_since(engine, before))
