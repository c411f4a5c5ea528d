"""What analysts open: a snapshot with names and numbers masked, made by the SELECTs under `warehouse/sql/mart`.

Each table is said once, here; its columns are of the dictionary, or keep the sentence that their table in the warehouse has.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sources.errors import TransientError
from sources.masking import HIDDEN, IN_PLACE
from warehouse import tables as t
from warehouse.engine import Engine
from warehouse.models import select_of_model
from warehouse.sentence import quoted
from warehouse.tables import Table, TableColumn, comments, fields, same

OLDEST_CLIENT = "v1.2.0"
"""Published files open in DuckDB of this version and later."""
ID_AT_END = r"\d{6}(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[0-9Xx]$"
MASKS = (
    # 370282********1234; shorter numbers keep two characters, so that nobody can be found by them
    """mask_number(text) AS CASE
        WHEN LENGTH(text) >= 15 THEN SUBSTRING(text, 1, 6) || '********' || SUBSTRING(text, LENGTH(text) - 3, 4)
        WHEN LENGTH(text) > 0 THEN SUBSTRING(text, 1, 2) || '****' ELSE text END""",
    # 张**, whatever the length
    "mask_name(text) AS CASE WHEN LENGTH(text) > 0 THEN SUBSTRING(text, 1, 1) || '**' ELSE text END",
    # a household without 户编号 is known by a person's number: that is no key to publish
    f"""mask_household(text) AS CASE
        WHEN text LIKE '无户编号%' OR REGEXP_MATCHES(text, '{ID_AT_END}') THEN '无户编号' ELSE text END""",
    # numbers of identity and of phones that somebody wrote into a text
    f"hide_numbers(text) AS REGEXP_REPLACE(text, '{HIDDEN}', '{IN_PLACE}', 'g')",
)
"""The same masks as `sources.identity` and `sources.masking` have for frames."""
HIDE_PEOPLE = f"""hide_people(said) AS hide_numbers(COALESCE(
    (SELECT REGEXP_REPLACE(said, named.names, '{IN_PLACE}', 'g') FROM named WHERE named.said_text = said), said))"""
"""A text without the names of anybody in the base, and without numbers; asks `named`, which stands only while the snapshot is made."""


def declare_masks(engine: Engine) -> None:
    """Make the masks known to this connection; they are no part of any file."""
    for mask in MASKS:
        engine.run(f"CREATE OR REPLACE TEMP MACRO {mask}")


HOUSEHOLD_KEY = fields("household_id: 户编号；没有户编号的不列")
MEMBER = fields("member: 户内序号，户主在前；与户编号合用，可与 mart.person 连接")
PLACE = fields("township village")
HEAD = fields("head_name: 户主姓名，已遮盖")
PERSON_NAME = fields("person_name: 姓名，已遮盖")

WARNING = (
    fields("month number rule_code policy_version event tier")
    + HOUSEHOLD_KEY + MEMBER + PLACE + HEAD
    + fields("subject_name: 预警对象，已遮盖\nsubject_number")
    + same(t.WARNING, "relation way department says risk grade feedback_on visit_by hints")
)  # fmt: skip
ANOMALY = (
    same(t.ANOMALY, "month number rule_code")
    + same(t.RULE_RESULT, "label category severity")
    + HOUSEHOLD_KEY + MEMBER + PLACE + PERSON_NAME
    + same(t.ANOMALY, "guidance acts standing is_asked answered first_month months_seen")
)  # fmt: skip
HOUSEHOLD = (
    HOUSEHOLD_KEY + PLACE + HEAD
    + same(t.HOUSEHOLD, "has_head members monitoring_kind is_monitored is_dibao is_tekun")
    + fields("income_per_head_yuan as_of")
)  # fmt: skip
PERSON = (
    HOUSEHOLD_KEY + MEMBER + PLACE + PERSON_NAME
    + fields("""
person_number: 证件号码，已遮盖
birth_year id_state is_head relation sex ethnicity education student_status health labour household_kind
monitoring_kind is_risk_removed is_insured is_dibao is_tekun residence_kind
""")
)  # fmt: skip
HANDLING = same(
    t.handling.COURSE,
    "month number origin rule_code rule_label department township way risk grade is_monitored state label meets is_green "
    "feedback_on visited_on closed_on days_to_visit days_to_close refused",
)
QUALITY = same(
    t.QUALITY, "month township village people households high middle low exempt repeated closed weighted score"
)
COMPLETENESS = same(t.COMPLETENESS, "month township column_name heading people filled households filled_heads")
INCLUSION = same(
    t.INCLUSION,
    "month township village households people seriously_ill severely_disabled on_dibao on_tekun out_of_school unsafe_houses "
    "without_water key_households included included_people monitored newly_included expected_included standing is_found_true",
)
CLOSED = same(
    t.CLOSED, "month number rule_code category severity township village how answered first_month months_seen"
)
ARRIVAL = same(
    t.ARRIVAL,
    "month feed label department delivery send_by state arrived_on files row_count rows_last_month median_rows months_judged "
    "headings_moved flags note",
)
FILE = same(t.FEED_FILE, "month file_id department file_name state feeds rows_in set_apart arrived_on note todo")
CONSERVATION = same(t.CONSERVATION, "month file_id department file_name outcome reason row_count")
ACCOUNT = (
    fields("month") + HOUSEHOLD_KEY + PLACE
    + same(
        t.account.SUMMARY,
        "members household_kind is_monitored income_per_head_yuan transfer_income_yuan rigid_spending_yuan as_of expense_yuan at_most_yuan "
        "relief_yuan received_yuan burden_yuan income_line_yuan income_line_before_yuan reference_per_head_yuan "
        "without_transfers_per_head_yuan cause is_propped rows_in_doubt",
    )
)  # fmt: skip
ACCOUNT_ENTRY = (
    fields("month") + HOUSEHOLD_KEY + MEMBER
    + same(t.account.ENTRY, "feed label kind happened_on sent_month amount_yuan deducted_yuan is_at_most tier department")
)  # fmt: skip
RULE = fields("""
month rule_kind rule_code
label: 预警规则的信息类别，异常规则的名称
feed department about happens condition risk grade way source policy_version
state: fired有结果，clean无结果，crashed未能运行，not_applicable缺列不适用
judged found
""")


def _table(name: str, sentence: str, grain: str, key: str, columns: tuple[TableColumn, ...]) -> Table:
    return Table("mart", name, "kept", sentence, grain, tuple(key.split()), columns)


MART: tuple[Table, ...] = (
    _table("warning", "已发出的预警，已脱敏", "一条预警", "number", WARNING),
    _table("handling", t.handling.COURSE.sentence, t.handling.COURSE.grain, "number", HANDLING),
    _table("anomaly", "异常数据，已脱敏；问题原文和所涉的值只在清单里", "一条异常一个月", "month number", ANOMALY),
    _table("closed", t.CLOSED.sentence, "一条异常一个月", "month number", CLOSED),
    _table("quality", t.QUALITY.sentence, t.QUALITY.grain, "month township village", QUALITY),
    _table("completeness", t.COMPLETENESS.sentence, t.COMPLETENESS.grain, "month township column_name", COMPLETENESS),
    _table("inclusion", t.INCLUSION.sentence, t.INCLUSION.grain, "month township village", INCLUSION),
    _table("household", "现行户库的户，已脱敏", "一户", "household_id", HOUSEHOLD),
    _table("person", "现行户库的人，已脱敏", "一人", "household_id member", PERSON),
    _table("feed_arrival", t.ARRIVAL.sentence, t.ARRIVAL.grain, "month feed", ARRIVAL),
    _table("feed_file", t.FEED_FILE.sentence, t.FEED_FILE.grain, "month file_id", FILE),
    _table("conservation", t.CONSERVATION.sentence, t.CONSERVATION.grain, "month file_id outcome reason", CONSERVATION),
    _table("account", "家庭收支汇总，已脱敏；是线索，不是结论", t.account.SUMMARY.grain, "month household_id", ACCOUNT),
    _table(
        "account_entry",
        "家庭收支逐笔，已脱敏",
        t.account.ENTRY.grain,
        "month household_id member label sent_month",
        ACCOUNT_ENTRY,
    ),
    _table("rule", "预警规则和异常规则，及各月的结果", "一月一条规则", "month rule_code", RULE),
)


def publish_mart(engine: Engine, target: Path) -> dict[str, int]:
    """Write the snapshot of all finished months and swap it in; rows by table."""
    declare_masks(engine)
    engine.run(f"CREATE OR REPLACE TEMP TABLE named AS {select_of_model('mart.named')}")
    engine.make("mart.member", select_of_model("mart.member"))
    engine.run(f"CREATE OR REPLACE TEMP MACRO {HIDE_PEOPLE}")
    with new_database(engine, target):
        engine.run("CREATE SCHEMA published.mart")
        counts = {table.name: _publish(engine, table) for table in MART}
    engine.run("DROP TABLE named")
    engine.run("DROP TABLE mart.member")
    return counts


def _publish(engine: Engine, table: Table) -> int:
    """Make one table with its dictionary in the attached file; how many rows it has."""
    there = replace(table, schema=f"published.{table.schema}")
    columns = ", ".join(f"CAST({field.name} AS {field.type}) AS {field.name}" for field in table.fields)
    select = select_of_model(table.full_name)
    count = engine.value(f"CREATE TABLE {there.full_name} AS SELECT {columns} FROM ({select}) AS made")
    engine.run("; ".join(comments(there)))
    return int(count)


@contextmanager
def new_database(source: Engine, target: Path) -> Iterator[None]:
    """A new database file beside `target`, which the body's statements call `published` and fill, all or nothing; then it is swapped in.

    Whoever has the old file open keeps reading it; whoever opens afterwards sees the new one. The file keeps to the
    format that older clients read.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(target.name + ".new")
    for left in (fresh, fresh.with_name(fresh.name + ".wal")):
        left.unlink(missing_ok=True)
    source.run(f"ATTACH {quoted(str(fresh))} AS published (STORAGE_VERSION '{OLDEST_CLIENT}')")
    try:
        with source.transaction():
            yield
    finally:
        source.run("DETACH published")
    with fresh.open("r+b") as file:
        os.fsync(file.fileno())
    try:
        fresh.replace(target)
    except PermissionError as error:  # Windows: somebody has it open
        raise TransientError("分析库正被打开，不能更换", target.name, "请关闭正在使用它的程序后重试。") from error
