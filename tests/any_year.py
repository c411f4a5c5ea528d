"""A county's year in which things go wrong at random, and what must hold whatever goes wrong.

Files come late, in their own month's folder or in the next one's; rows come again; ledgers come twice; months are run again;
a township gets another name, households other numbers; the policy turns its steps round; suspected matches are confirmed; no
department ever answers a task. Every action is drawn from one seed, so a failing seed can be lived through again.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import openpyxl

from sources.months import month_end, shift
from sources.synthetic.returned import fill_ledgers
from tasks.lists import write_lists
from tasks.returns import take_returns
from tasks.run import finish
from tests.ledgers import CARRIED, LEDGER, SUSPECTED, columns_of, rows_of
from tests.support import SmallCounty, county_at, id_number, name

FIRST = "2026-01"
PEOPLE = 72
TOWNSHIPS = ("田横镇", "金口镇")
RENAMED = {"田横镇": "田横街道"}
FEEDS = {
    "CL01": ("残联", "残疾.csv", {"残疾类别": "肢体", "残疾等级": "一级"}, "发证时间"),
    "MZ01": ("民政局", "农村低保.csv", {"低保类别": "A类", "保障人口": "2", "月保障金额": "500"}, "批准时间"),
    "YB01": ("医保局", "个人负担.csv", {"个人负担累计": "26000"}, ""),
    "XF01": ("信访局", "信访.csv", {"反映事项": "突发疾病"}, "信访日期"),
}  # fmt: skip
"""Rule -> department, file, what a row says beside the person, and the column of its day."""
TURNED_ROUND = """extends = "jimo"
code = "turned"
version = "2026.2"
[procedure]
steps = [["入户核实"], ["信息比对"], ["民主评议"], ["村级公示"], ["录入系统"]]
"""
Lead = tuple[str, int]
"""What somebody is reported for: rule and person; each once a year."""


@dataclass
class AnyYear:
    """The county, what was sent so far, and what was told of each warning when it was first seen."""

    county: SmallCounty
    seed: int
    rng: Random = field(init=False)
    policy: str = "jimo"
    unsent: list[Lead] = field(default_factory=list)
    sent: set[Lead] = field(default_factory=set)
    damaged: set[Lead] = field(default_factory=set)
    held_back: list[tuple[str, str, str, list[dict[str, str]]]] = field(default_factory=list)
    last_rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    told: dict[str, tuple[object, ...]] = field(default_factory=dict)
    closed: dict[str, object] = field(default_factory=dict)
    issued: set[str] = field(default_factory=set)
    asked_of_departments: int = 0
    lived: list[str] = field(default_factory=list)
    newest: str = ""

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.unsent = [(rule, order) for rule in FEEDS for order in range(PEOPLE) if rule != "MZ01" or order % 2 == 0]
        self.rng.shuffle(self.unsent)
        for order in range(PEOPLE):
            self._place(order, f"00370215{order // 2:08d}", TOWNSHIPS[order // 2 % 2])

    def _place(self, order: int, household: str, township: str) -> None:
        said = {
            "户编号": household,
            "人编号": f"{household}0{order % 2 + 1}",
            "乡镇（街道）": township,
            "家庭人口数": "2",
        }
        of_head = {"与户主关系": "户主"} if order % 2 == 0 else {"与户主关系": "配偶", "户主姓名": name(order - 1)}
        self.county.person(order, **said, **of_head)

    def live(self, months: int) -> None:
        """So many months, one after the other; all that must hold is looked at after each step."""
        renamed, renumbered, turned = (self.rng.randrange(1, max(2, months)) for _ in range(3))
        for place in range(months):
            month = shift(FIRST, place)
            if place == renamed:
                self._rename()
            if place == renumbered:
                self._renumber()
            if place == turned:
                self._turn_round()
            self.county.load_base(month_end(month).isoformat())
            self._send(month)
            self._run(month, dt.date.fromisoformat(f"{shift(month, 1)}-07"))
            self._check_tasks(month)
            if place and self.rng.random() < 0.6:
                self._bring_late(month)
            if self.rng.random() < 0.3:
                self._run(month, dt.date.fromisoformat(f"{shift(month, 1)}-26"))
            self._give_back(month)
            if place and self.rng.random() < 0.3:
                again = shift(month, -self.rng.randint(1, place))
                self._take(again, month_end(shift(month, 1)))
                self._run(again, month_end(shift(month, 1)))

    def _rename(self) -> None:
        self.lived.append("a township is renamed")
        for said in self.county.persons.values():
            said["乡镇（街道）"] = RENAMED.get(said["乡镇（街道）"], said["乡镇（街道）"])

    def _renumber(self) -> None:
        """Every household gets a number of another scheme, or the export has lost the leading noughts."""
        anew = self.rng.random() < 0.5
        self.lived.append("households are renumbered" if anew else "household numbers lose their noughts")
        for order, said in self.county.persons.items():
            household = f"9{order // 2:015d}" if anew else said["户编号"].lstrip("0")
            said |= {"户编号": household, "人编号": f"{household}0{order % 2 + 1}"}

    def _turn_round(self) -> None:
        self.lived.append("the policy turns its steps round")
        file = self.county.root / "policy.toml"
        file.write_text(TURNED_ROUND, encoding="utf-8")
        self.policy = str(file)

    def _send(self, month: str) -> None:
        """What departments report of the month: a few files now, some later; some of last month's rows again."""
        leads: dict[str, list[Lead]] = {}
        for _ in range(self.rng.randint(6, 12)):
            if self.unsent:
                lead = self.unsent.pop()
                leads.setdefault(lead[0], []).append(lead)
        rows_of = {rule: [self._row(lead, month) for lead in some] for rule, some in sorted(leads.items())}
        before, self.last_rows = self.last_rows, {}
        for rule, rows in rows_of.items():
            department, file, _, _ = FEEDS[rule]
            if self.rng.random() < 0.25:
                self.held_back.append((month, rule, f"迟报{file}", rows))
                continue
            self.last_rows[rule] = rows
            again = [row for row in before.get(rule, ()) if self.rng.random() < 0.3]
            self.sent |= set(leads[rule])
            self.county.send(month, department, file, [*rows, *again])
        self.county.home.inbox(month).mkdir(parents=True, exist_ok=True)

    def _row(self, lead: Lead, month: str) -> dict[str, str]:
        rule, order = lead
        _, _, said, day = FEEDS[rule]
        number = id_number(order)
        if rule == "CL01" and self.rng.random() < 0.3:
            self.damaged.add(lead)
            number = number[:-2] + ("0" if number[-2] != "0" else "1") + number[-1]
        on = {day: f"{month}-{self.rng.randint(1, 28):02d}"} if day else {}
        return {"姓名": name(order), "身份证号": number} | said | on

    def _bring_late(self, month: str) -> None:
        """A file of an earlier month comes: into its own month's folder, which is run again, or into this one's."""
        mine = [held for held in self.held_back if held[0] < month]
        if not mine:
            return
        held = self.rng.choice(mine)
        self.held_back.remove(held)
        of_month, rule, file, rows = held
        into = self.rng.choice((of_month, month))
        self.lived.append(f"{of_month}'s {rule} comes late into {into}")
        self.county.send(into, FEEDS[rule][0], f"{of_month}{file}", rows)
        orders = {name(order): order for order in range(PEOPLE)}
        self.sent |= {(rule, orders[row["姓名"]]) for row in rows}
        self._run(into, dt.date.fromisoformat(f"{shift(month, 1)}-18"))

    def _run(self, month: str, on: dt.date) -> None:
        """The month, and its lists; what a past month finds goes out with the newest lists."""
        self.lived.append(f"month {month} on {on}")
        run_id, self.newest = f"{month}-{len(self.lived):04d}", max(self.newest, month)
        self.county.run(month, self.policy, on=on, run_id=run_id)
        county = county_at(self.county.root, self.policy)
        for listed in dict.fromkeys((month, self.newest)):
            write_lists.fn(county, listed, is_run=listed == month)
        finish.fn(county, run_id)
        self.check()
        self._check_lists(self.newest)

    def _give_back(self, month: str) -> None:
        """The month's ledgers come back, filled in; some twice; suspected matches are mostly confirmed."""
        returns = self.county.home.returns(month)
        fill_ledgers(self.county.home.outbox(month), returns, self.seed)
        for path in sorted(returns.glob("预警信息清单_*.xlsx")):
            self._confirm(path)
            if self.rng.random() < 0.3:
                shutil.copy2(path, path.with_name(f"又报_{path.name}"))
        for _ in range(self.rng.choice((1, 1, 2))):
            self._take(month, month_end(shift(month, 1)))

    def _confirm(self, path: Path) -> None:
        book = openpyxl.load_workbook(path)
        sheet = book[SUSPECTED]
        columns = columns_of(sheet)
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, columns["疑似编号"]).value and self.rng.random() < 0.8:
                sheet.cell(row, columns["是否同一人"]).value = "是"
                sheet.cell(row, columns["核查人员"]).value = "陈明"
        book.save(path)

    def _take(self, month: str, today: dt.date) -> None:
        self.lived.append(f"returns {month}")
        self.county.home.returns(month).mkdir(parents=True, exist_ok=True)
        take_returns.fn(county_at(self.county.root, self.policy), month, today)
        self.check()

    def check(self) -> None:
        """Nothing that was issued goes or is withdrawn, no date moves, what is closed stays closed, nothing is asked twice."""
        rows = self.county.ask(
            "SELECT register.number, register.rule_code, register.subject_id, register.feedback_on, register.visit_by, "
            "standing.state, standing.closed_on FROM handling.register AS register "
            "LEFT JOIN handling.standing AS standing ON standing.number = register.number"
        )
        there = {str(row["number"]): row for row in rows}
        assert self.issued <= set(there), self._story("a warning has gone", self.issued - set(there))
        states = Counter(str(row["state"]) for row in rows)
        assert states["open"] + states["done"] == len(rows), self._story("one is withdrawn, or in no state", states)
        for number, row in there.items():
            days = (row["feedback_on"], row["visit_by"])
            assert self.told.setdefault(number, days) == days, self._story("a date has moved", number)
            if row["state"] == "done":
                assert self.closed.setdefault(number, row["closed_on"]) == row["closed_on"], self._story(
                    "closed anew", number
                )
            assert row["state"] == "done" or number not in self.closed, self._story(
                "a closed case is open again", number
            )
        asked = Counter((row["rule_code"], row["subject_id"]) for row in rows)
        assert max(asked.values(), default=1) == 1, self._story("asked twice", [one for one in asked if asked[one] > 1])
        self.issued = set(there)
        broken = self.county.ask(
            "SELECT ordinal FROM handling.event GROUP BY ordinal HAVING COUNT(*) > 1 UNION ALL SELECT ordinal FROM handling.event "
            "WHERE number NOT IN (SELECT number FROM handling.register)"
        )
        assert not broken, self._story("the history is broken", broken)

    def _check_lists(self, month: str) -> None:
        """Each open warning stands in one township's list, once."""
        listed = Counter(
            str(row["预警编号"])
            for path in self.county.home.outbox(month).glob("*/预警信息清单_*.xlsx")
            for sheet in (LEDGER, CARRIED)
            for row in rows_of(path, sheet)
            if row["预警编号"]
        )
        still = self.county.ask("SELECT number FROM handling.standing WHERE state = 'open'")
        missing = {str(row["number"]) for row in still} - set(listed)
        assert not missing, self._story(f"open and in no list of {month}", missing)
        twice = [number for number, times in listed.items() if times > 1]
        assert not twice, self._story(f"twice in the lists of {month}", twice)

    def _check_tasks(self, month: str) -> None:
        """Whatever was asked of a department stands in its latest list, once: none ever answers."""
        lists = self.county.home.outbox(month).glob("部门/*/任务清单_*.xlsx")
        listed = Counter(str(row["任务编号"]) for path in lists for row in rows_of(path, "任务清单"))
        asked = Counter(str(row["task"]) for row in self.county.ask("SELECT DISTINCT task FROM handling.task"))
        assert listed == asked, self._story(f"tasks of {month}", (asked - listed, listed - asked))
        self.asked_of_departments = len(asked)

    def check_leads(self) -> None:
        """At the end: who was reported was warned of, or stands suspected."""
        found = self.county.ask(
            "SELECT rule_code, subject_id AS id18 FROM handling.register UNION SELECT rule_code, likely_id FROM warning.suspected"
        )
        orders = {id_number(order): order for order in range(PEOPLE)}
        leads = {(str(row["rule_code"]), orders[str(row["id18"])]) for row in found}
        assert self.sent <= leads, self._story("leads are lost", self.sent - leads)

    def _story(self, what: str, whom: object) -> str:
        return f"seed {self.seed}: {what}: {whom}; after: " + "; ".join(self.lived)
