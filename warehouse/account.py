"""家庭收支: what counts in one household's account of the last twelve months, said once; and how the account of a month is made.

An account tells a visitor what departments have sent of a household: 刚性支出, 补助, and where both leave it against 监测范围. It is a clue for a
visit, never a verdict. What nobody sends is said as a gap and never filled in (docs/decisions/0038).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sources.catalogue import Catalogue
from warehouse import models, tables
from warehouse.engine import Engine
from warehouse.sentence import quoted

MONTHS = 12
"""An account covers so many months, the month that is run among them (额尔和 A21–A28: 12 months; 南康: 12 months before recognition)."""
Kind = Literal["expense", "relief", "aid", "transfer"]
"""expense: 刚性支出 and losses; relief: help in need, taken off the expenses (临时救助); aid: other help that is paid once; transfer: paid
by the month, and part of the base's 转移性收入."""
Sums = Literal["once", "monthly", "running"]
"""once: each payment or loss, known again by its day and matter. monthly: one amount a month and recipient, however often it is sent.
running: the total of a calendar year so far, or stays that add up to it (match.counted_stay, account.total)."""


@dataclass(frozen=True)
class Counted:
    """A column of a feed that counts. label: what it is called in the account; unless: rows that do not count, as SQL over the feed."""

    feed: str
    column: str
    label: str
    kind: Kind
    sums: Sums
    unless: str = ""


STOPPED = "change_kind = '停发'"
COUNTED = (
    Counted("medical_expense", "self_paid_ytd_yuan", "医疗自付", "expense", "running"),
    Counted("disaster", "disaster_loss_yuan", "受灾损失", "expense", "once"),
    Counted("farm_loss", "trade_loss_yuan", "种养损失", "expense", "once"),
    Counted("housing_renovation", "self_raised_yuan", "危改自筹", "expense", "once"),
    Counted("temporary_aid", "aid_yuan", "临时救助", "relief", "once"),
    Counted("education_aid", "aid_yuan", "教育资助", "aid", "once"),
    Counted("housing_renovation", "aid_yuan", "危改补助", "aid", "once"),
    Counted("dibao", "monthly_yuan", "低保金", "transfer", "monthly", STOPPED),
    Counted("tekun", "monthly_yuan", "特困供养金", "transfer", "monthly", STOPPED),
)
"""All that counts, in the order in which it is told. What a further department sends of expenses or help (学费, 护理费, 医疗救助, 残疾补贴) joins
here with a line of its own, once it has a feed; incomes of a screening join in account.income."""
SENT = "account.sent"


def make_account(engine: Engine) -> None:
    """The month's accounts, as drafts that its commit keeps: entries, gaps, and a summary a household."""
    engine.run(f"DELETE FROM {tables.account.COUNTED.full_name}")
    engine.insert(tables.account.COUNTED, counted_rows())
    engine.make(SENT, select_of_sent(engine.catalogue))
    models.run_models(engine, models.ACCOUNT)
    models.run_drafts(engine, models.ACCOUNTED)
    models.run_models(engine, models.ACCOUNT_GAPS)
    models.run_drafts(engine, models.SUMMED_UP)


def counted_rows() -> list[dict[str, object]]:
    """What counts, as a table: feed, label, kind, and its place in the order."""
    return [
        {"feed": one.feed, "label": one.label, "kind": one.kind, "ordinal": ordinal}
        for ordinal, one in enumerate(COUNTED, start=1)
    ]


def select_of_sent(catalogue: Catalogue) -> str:
    """The SELECT that finds every amount that was sent in the twelve months, but for medical expenses, which are summed by models."""
    return " UNION ALL ".join(_select_of(one, catalogue) for one in COUNTED if one.sums != "running")


def _select_of(one: Counted, catalogue: Catalogue) -> str:
    feed = catalogue.feed_of_code(one.feed)
    if feed is None:
        raise KeyError(one.feed)
    day = "NULL" if one.sums == "monthly" else feed.happened_on or "NULL"
    return (
        f"SELECT sent.month, sent.row_key, {quoted(one.feed)} AS feed, {quoted(one.label)} AS label, {quoted(one.kind)} AS kind, "
        f"{quoted(one.sums)} AS sums, {quoted(feed.about)} AS about, CAST({day} AS DATE) AS happened_on, sent.{one.column} AS amount_yuan "
        f"FROM raw.{one.feed} AS sent INNER JOIN ops.period AS period ON sent.month BETWEEN period.account_since AND period.month "
        f"WHERE sent.{one.column} > 0 AND NOT COALESCE({one.unless or 'FALSE'}, FALSE)"
    )
