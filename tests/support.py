"""A county small enough to read: pipe tables become its base and its feeds, and the real steps run over them."""

from __future__ import annotations

import atexit
import csv
import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stdnum.cn import ric

from sources.catalogue import usual_catalogue
from tasks.base import BaseLoad, load_base
from tasks.clean import clean_month
from tasks.collect import collect
from tasks.county import County
from tasks.home import Home
from tasks.judge import find_anomalies
from tasks.match import match, warn
from tasks.run import begin, commit
from warehouse.engine import Engine
from warehouse.months import MonthCounts
from warehouse.policy.load import load_policy
from warehouse.tables.table import Table

Row = Mapping[str, str]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉春梅"


def id_number(order: int, *, born: dt.date = dt.date(1980, 1, 1), prefix: str = "370282") -> str:
    """The order-th synthetic ID number: valid, and nobody's."""
    first17 = f"{prefix}{born + dt.timedelta(days=order // 900):%Y%m%d}{order % 900 + 100:03d}"
    return first17 + ric.calc_check_digit(first17 + "0")


def name(order: int) -> str:
    """The order-th synthetic name, no two alike."""
    first, rest = divmod(order, len(GIVEN) ** 2)
    return SURNAMES[(first + order) % len(SURNAMES)] + GIVEN[rest // len(GIVEN)] + GIVEN[rest % len(GIVEN)]


def pipe_table(text: str) -> list[dict[str, str]]:
    """The rows of the first pipe table in a text, by its headings."""
    lines = [line.strip().strip("|") for line in text.splitlines() if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    headings, rows = cells[0], [row for row in cells[1:] if not set("".join(row)) <= set("-: ")]
    return [dict(zip(headings, row, strict=True)) for row in rows]


BASES = Path(tempfile.mkdtemp(prefix="bases-"))
atexit.register(shutil.rmtree, BASES, ignore_errors=True)
TOLD: dict[Path, BaseLoad] = {}
HELD: dict[Path, Engine] = {}
HELD_AT_MOST = 3


def hold(warehouse: Path) -> None:
    """Keep a warehouse open between the steps, until its test ends: opening and closing 150 tables costs more than most of them."""
    if warehouse in HELD and warehouse.exists():
        return
    let_go(*list(HELD)[: 1 - HELD_AT_MOST], warehouse)
    HELD[warehouse] = Engine(warehouse)


def let_go(*warehouses: Path) -> None:
    """Close what is held, for another process or a reader. What was written stays in the log beside the file."""
    for warehouse in warehouses or tuple(HELD):
        if engine := HELD.pop(warehouse, None):
            engine.run("PRAGMA disable_checkpoint_on_shutdown")
            engine.connection.close()


def county_at(root: Path | str, policy: str = "jimo") -> County:
    """The county of a home that adds nothing of its own, as each step takes it. policy: its name, or a file of its own."""
    return County(Home(Path(root)), usual_catalogue(), load_policy(policy))


@dataclass
class SmallCounty:
    """A home below a folder of the test's. `persons`: order -> what the base says besides the usual."""

    root: Path
    persons: dict[int, dict[str, str]] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        return Home(self.root)

    def person(self, order: int, **said: str) -> tuple[str, str]:
        """Put a person into the base, as the head of an own household unless said otherwise; name and number."""
        self.persons[order] = said
        return said.get("姓名", name(order)), said.get("证件号码", id_number(order))

    def copy(self, root: Path) -> SmallCounty:
        """A copy of the home to go on with, its files saved when they were; its warehouse is kept open."""
        shutil.copytree(self.root, root)
        copied = SmallCounty(root, dict(self.persons))
        if copied.home.warehouse.exists():
            hold(copied.home.warehouse)
        return copied

    def load_base(self, as_of: str = "2026-10-31") -> BaseLoad:
        rows = [self._base_row(order, said) for order, said in self.persons.items()]
        headings = dict.fromkeys(heading for row in rows for heading in row)
        write_csv(self.home.base_inbox / "户库.csv", [dict.fromkeys(headings, "") | row for row in rows])
        if (loaded := self._loaded_before(as_of)) is not None:
            return loaded
        told = load_base.fn(county_at(self.root), [str(self.home.base_inbox)], as_of)
        hold(self.home.warehouse)
        return told

    def _loaded_before(self, as_of: str) -> BaseLoad | None:
        """The first load of a home in which nothing else lies, taken from the home that first loaded the very same; what it told."""
        said = self.home.base_inbox / "户库.csv"
        if [file for file in self.root.rglob("*") if file.is_file()] != [said]:
            return None
        kept = BASES / hashlib.sha256(as_of.encode() + said.read_bytes()).hexdigest()
        if not kept.exists():
            shutil.copytree(self.root, kept)
            TOLD[kept] = load_base.fn(county_at(kept), [str(Home(kept).base_inbox)], as_of)
        shutil.copytree(kept, self.root, dirs_exist_ok=True)
        return TOLD[kept]

    def _base_row(self, order: int, said: Row) -> dict[str, str]:
        usual = {
            "县": "即墨区", "乡镇（街道）": "田横镇", "行政村": "东村庄", "户编号": f"3702150000{order:07d}",
            "人编号": f"3702150000{order:07d}01", "姓名": name(order), "证件类型": "居民身份证",
            "证件号码": id_number(order), "与户主关系": "户主", "性别": "", "民族": "汉族", "户类型": "一般农户",
            "监测对象类别": "", "风险是否已消除": "", "家庭人口数": "1", "是否享受农村居民最低生活保障": "否",
        }  # fmt: skip
        return usual | dict(said)

    def send(self, month: str, department: str, file: str, rows: Sequence[Row], encoding: str = "utf-8-sig") -> Path:
        return write_csv(self.home.inbox(month) / department / file, rows, encoding)

    def run(
        self,
        month: str,
        policy: str = "jimo",
        deliveries: dict[str, str] | None = None,
        judged: bool = False,
        on: dt.date | None = None,
        county: County | None = None,
        reason: str = "",
        run_id: str = "",
        together: Sequence[str] = (),
    ) -> MonthCounts:
        """The month's steps without Prefect, gates and lists. judged: the cleaning rules too; on: the day of the lists, where it is
        not the policy's; county: as a command opens it, where its home adds feeds; reason: why it is run again; together:
        the months that are run with it."""
        county = county or county_at(self.root, policy)
        hold(self.home.warehouse)
        begin.fn(county, month, deliveries, on=on, reason=reason, together=together)
        collect.fn(county, month)
        clean_month.fn(county, month)
        match.fn(county)
        warn.fn(county)
        if judged:
            find_anomalies.fn(county, month)
        return commit.fn(county, month, run_id or f"{month}-test", reason, on)

    def ask(self, question: str, *values: object) -> list[dict[str, object]]:
        hold(self.home.warehouse)
        with Engine(self.home.warehouse) as engine:
            return engine.rows(question, values)

    def outcomes(self, month: str) -> dict[tuple[str, int], str]:
        """(file, row) -> what became of it: an outcome, or 疑似 for a suspected match."""
        rows = self.ask(
            "SELECT feed_row.file_name, feed_row.row_number, CASE WHEN suspected.number IS NOT NULL THEN '疑似' "
            "ELSE outcome.outcome END AS outcome FROM warning.outcome AS outcome "
            "INNER JOIN raw.feed_row AS feed_row ON feed_row.month = outcome.month AND feed_row.row_key = outcome.row_key "
            "LEFT JOIN warning.suspected AS suspected ON suspected.month = outcome.month "
            "AND suspected.row_key = outcome.row_key WHERE outcome.month = ?",
            month,
        )
        return {(str(row["file_name"]), int(str(row["row_number"]))): str(row["outcome"]) for row in rows}


def county_of(root: Path, orders: Iterable[int]) -> SmallCounty:
    """A county of these people, each the head of a household of one; its base is loaded."""
    county = SmallCounty(root)
    for order in orders:
        county.person(order)
    county.load_base()
    return county


def torn(order: int) -> str:
    """The ID number of a person as somebody mistyped it: the last digit but one is another."""
    number = id_number(order)
    return number[:-2] + ("0" if number[-2] != "0" else "1") + number[-1]


def write_csv(path: Path, rows: Sequence[Row], encoding: str = "utf-8-sig") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def emptied(engine: Engine, tables: Iterable[Table]) -> Engine:
    """A warehouse that tests share, for the next of them."""
    for table in tables:
        engine.run(f"DELETE FROM {table.full_name}")
    return engine


def as_of_before(engine: Engine) -> None:
    """The warehouse says that another version wrote it last: what is declared since is made when it is opened next."""
    engine.run("UPDATE states.edition SET fingerprint = 'before'")


def without(row: Row, columns: Iterable[str]) -> dict[str, str]:
    """A row less some of its columns."""
    return {heading: value for heading, value in row.items() if heading not in set(columns)}
