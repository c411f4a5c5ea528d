"""The library of cleaning rules: data under `rules/`, checked whole before any of it runs.

A rule's condition is SQL over the columns of a fact model. `load_rules` tries it against empty fact tables, so that a wrong
column or a slip of the pen is refused with file, rule and reason; our tests do so with all that we ship. A month takes them as
they are read: there each is tried by being run, and told where it crashes.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sources.catalogue import usual_catalogue
from sources.errors import PolicyError
from warehouse import models
from warehouse.engine import Engine, SqlError
from warehouse.sentence import as_text, quoted, sentence
from warehouse.tables import PERSON

RULES = Path(__file__).resolve().parent / "rules"
FACT_OF = {
    "person": "fact.person", "household": "fact.household", "feed_row": "fact.feed",
    "village": "fact.village",
}  # fmt: skip
"""What a rule is about -> the table whose rows it judges."""
IDENTIFYING = frozenset(
    {"person_name", "person_number", "filled_number", "head_name", "sent_name", "name_key", "sent_name_key",
     "base_name_key", "person_key", "household_id", "other_household_id", "person_id", "fact_row", "id18", "phone",
     "collector", "collector_phone", "employer"}
)  # fmt: skip
"""Columns that no sentence may hold: they stand in columns of their own, where they can be masked."""
FORBIDDEN = re.compile(r"[;:{}]|--")
"""A semicolon or a comment would end the statement; a colon or a brace is no SQL that every engine reads alike."""
NOT_RUN = (SqlError, KeyError, ValueError)
"""What a rule raises that cannot be run: the engine, or whoever writes its SQL."""
Text = Annotated[str, Field(min_length=1)]


class Rule(BaseModel):
    """One cleaning rule.

    origin: lines of the domain notes, 2; when: SQL over the columns of its fact table, true where something is wrong;
    says: the sentence for the list; base_value, reference_value: SQL for 系统内值 and 参考值; acts: who mends it;
    needs: columns of the base; where one is wholly blank in an export, the rule does not judge that export.
    corrects: the column of the base that an answer 更正后值 is a value of. is_of_blanks: it asks for a value that is not there;
    any other rule leaves blanks alone. exempt_months: for how many months 情况属实无需更正 holds; 0: it is asked again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[A-Z]\d{2}$")
    label: Text
    origin: tuple[int, ...] = Field(min_length=1)
    object: Literal["person", "household", "feed_row", "village"]
    category: Literal[
        "证件号码", "基础信息", "家庭结构", "教育", "健康和保障", "劳动和务工", "联系方式", "公益性岗位", "收入", "生产生活条件",
        "监测记录", "帮扶措施", "风险消除", "部门比对", "村级",
    ]  # fmt: skip
    severity: Literal["高", "中", "低"]
    when: Text
    says: Text
    base_value: Text
    reference_value: str = ""
    guidance: Text
    acts: Text
    source: Text
    holds_from: dt.date
    needs: tuple[str, ...] = ()
    corrects: str = ""
    is_of_blanks: bool = False
    exempt_months: int = Field(default=12, ge=0, le=60)

    @property
    def fact(self) -> str:
        """The table whose rows this rule judges."""
        return FACT_OF[self.object]


def read_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """Every rule of a folder, by code. Raises PolicyError with file, rule and reason."""
    return tuple(sorted((rule for rule, _ in _placed(folder)), key=lambda rule: rule.code))


@cache
def load_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """The same, and each of them can run. Raises PolicyError with file, rule and reason where one cannot."""
    _try_rules(_placed(folder))
    return read_rules(folder)


@cache
def _placed(folder: Path) -> list[tuple[Rule, str]]:
    """Every rule, and where it stands; read once in a process."""
    placed = [(rule, f"{path.name} 规则{rule.code}") for path in sorted(folder.glob("*.toml")) for rule in _read(path)]
    codes = [rule.code for rule, _ in placed]
    for rule, where in placed:
        if codes.count(rule.code) > 1:
            raise PolicyError("规则编号重复", where, "每条规则用自己的编号。")
        unknown = "、".join(sorted({*rule.needs, *filter(None, [rule.corrects])} - set(PERSON.columns)))
        if unknown:
            do = "列名见 sources/base/household_base.py。"
            raise PolicyError(f"needs、corrects 中的列{unknown}不在户库中", where, do)
    return placed


def _read(path: Path) -> list[Rule]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"规则文件格式有误：{error}", path.name, "请按 TOML 格式更正。") from error
    unknown = sorted(set(data) - {"rule"})
    if unknown:
        raise PolicyError(f"不认识的内容“{'、'.join(unknown)}”", path.name, "规则文件只有 [[rule]]。")
    return [_rule(entry, place, path) for place, entry in enumerate(data.get("rule", ()), start=1)]


def _rule(entry: dict[str, Any], place: int, path: Path) -> Rule:
    try:
        return Rule.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{path.name} 规则{entry.get('code', f'第{place}条')}"
        field = ".".join(str(part) for part in first["loc"])
        do = "请对照 expectations/rules/identity.toml 更正。"
        raise PolicyError(f"{field}：{first['msg']}", where, do) from error


def _try_rules(placed: list[tuple[Rule, str]]) -> None:
    where = {rule.code: where for rule, where in placed}
    with Engine(None, usual_catalogue()) as engine:
        models.run_models(engine, (*models.BASE, *models.MATCH, *models.FACTS))
        for fact, columns in columns_of_facts(engine).items():
            rules = [rule for rule, _ in placed if rule.fact == fact]
            for code, error in crashing(rules, partial(_try_some, engine, columns)).items():
                reason = str(error).splitlines()[0]
                do = f"这类规则的列有：{'、'.join(columns)}。"
                raise PolicyError(f"条件或语句不能执行：{reason}", where[code], do) from error


def _try_some(engine: Engine, columns: tuple[str, ...], rules: Sequence[Rule]) -> None:
    told = [value for rule in rules for value in shown(rule, columns).values()]
    engine.run(f"EXPLAIN {failing(rules)}")
    engine.run(f"EXPLAIN SELECT {', '.join(told)} FROM {rules[0].fact} AS fact")


def crashing(rules: Sequence[Rule], run: Callable[[Sequence[Rule]], object]) -> dict[str, Exception]:
    """Run rules of one fact table together; which of them crash, and how. Where a statement for all does not run, each half is run by
    itself, so that the one that crashes is found and the others have run."""
    if not rules:
        return {}
    try:
        run(rules)
    except NOT_RUN as error:
        if len(rules) == 1:
            return {rules[0].code: error}
        middle = len(rules) // 2
        return crashing(rules[:middle], run) | crashing(rules[middle:], run)
    return {}


def columns_of_facts(engine: Engine) -> dict[str, tuple[str, ...]]:
    """The columns that conditions and sentences may name, by fact table."""
    return {fact: engine.columns_of(fact) for fact in FACT_OF.values()}


def failing(rules: Sequence[Rule], caught: str = "") -> str:
    """The SELECT of the rows that fail, as rule_code and fact_row; rules: of one fact table, which is read once for all of them.

    An export that lacks a column is not judged by the rules that need it. A feed's file is none: there the whole base counts. caught: the
    table that has these rows already.
    """
    within = (
        " ANTI JOIN anomaly.unjudged AS unjudged "
        "ON unjudged.rule_code = judged.rule_code AND unjudged.file_name = judged.file_name"
    )
    return (
        "SELECT judged.rule_code, judged.fact_row FROM (SELECT caught.fact_row, caught.file_name, UNNEST(caught.rule_codes) AS rule_code "
        f"FROM {caught or f'({catching(rules)})'} AS caught) AS judged{'' if rules[0].object == 'feed_row' else within}"
    )


def catching(rules: Sequence[Rule]) -> str:
    """The SELECT of the rows of a fact table that any of its rules catches, with all that is known of them and the codes of those rules."""
    codes = ", ".join(f"CASE WHEN ({_condition(rule)}) THEN {quoted(rule.code)} END" for rule in rules)
    return (
        f"SELECT * FROM (SELECT *, LIST_FILTER([{codes}], lambda code: code IS NOT NULL) AS rule_codes FROM {rules[0].fact}) AS asked "
        "WHERE LEN(rule_codes) > 0"
    )


def _condition(rule: Rule) -> str:
    if FORBIDDEN.search(rule.when):
        raise ValueError("条件中不能有分号、冒号、花括号或注释")
    return rule.when.strip()


def shown(rule: Rule, columns: tuple[str, ...]) -> dict[str, str]:
    """The SQL of what an anomaly's row shows in the rule's own words."""
    return {
        "says": sentence(rule.says, columns, _column_as_text),
        "base_value": f"COALESCE({as_text(f'({rule.base_value})')}, '空白')",
        "reference_value": as_text(f"({rule.reference_value or 'NULL'})"),
    }


def _column_as_text(name: str, spec: str) -> str:
    """A column in a sentence, which must show nobody."""
    if name in IDENTIFYING or spec:
        raise ValueError(f"says 中不能用 {name}{':' if spec else ''}{spec}：姓名和号码另有专列，格式不支持")
    return as_text(f"fact.{name}")
