"""The library of cleaning rules: data under `rules/`, checked whole before any of it runs.

A rule's condition is SQL over the columns of a fact model. It is tried against empty fact tables, so that a wrong
column or a slip of the pen is refused with file, rule and reason, and not found out in the middle of a month.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
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
"""A semicolon or a comment would end the statement; a colon or a brace is read as a parameter by Great Expectations."""
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


@cache
def load_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """Every rule of a folder, by code; read once in a process. Raises PolicyError with file, rule and reason."""
    placed = [(rule, path.name) for path in sorted(folder.glob("*.toml")) for rule in _read(path)]
    codes = [rule.code for rule, _ in placed]
    for rule, name in placed:
        if codes.count(rule.code) > 1:
            raise PolicyError("规则编号重复", f"{name} 规则{rule.code}", "每条规则用自己的编号。")
    _try_rules(placed)
    return tuple(sorted((rule for rule, _ in placed), key=lambda rule: rule.code))


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
    with Engine(None, usual_catalogue()) as engine:
        models.run_models(engine, (*models.BASE, *models.MATCH, *models.FACTS))
        columns = columns_of_facts(engine)
        for rule, name in placed:
            _try_rule(rule, f"{name} 规则{rule.code}", columns[rule.fact], engine)


def columns_of_facts(engine: Engine) -> dict[str, tuple[str, ...]]:
    """The columns that conditions and sentences may name, by fact table."""
    return {fact: engine.columns_of(fact) for fact in FACT_OF.values()}


def _try_rule(rule: Rule, where: str, columns: tuple[str, ...], engine: Engine) -> None:
    named = {*rule.needs, *([rule.corrects] if rule.corrects else [])}
    unknown = "、".join(sorted(named - set(PERSON.columns)))
    if unknown:
        raise PolicyError(
            f"needs、corrects 中的列{unknown}不在户库中", where, "列名见 sources/base/household_base.py。"
        )
    try:
        engine.run(f"EXPLAIN {failing(rule).format(batch=rule.fact)}")
        engine.run(f"EXPLAIN SELECT {', '.join(shown(rule, columns).values())} FROM {rule.fact} AS fact")
    except (SqlError, KeyError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise PolicyError(f"条件或语句不能执行：{reason}", where, f"这类规则的列有：{'、'.join(columns)}。") from error


def failing(rule: Rule) -> str:
    """The one text that says which rows fail: Great Expectations counts by it and the list is made from it.

    `{batch}` stands for the fact table, without an alias: Great Expectations gives it one. Row numbers alone are
    selected, so that nobody's data reaches a result.
    """
    if FORBIDDEN.search(rule.when):
        raise ValueError("条件中不能有分号、冒号、花括号或注释")
    return f"SELECT fact_row FROM {{batch}} WHERE ({rule.when.strip()}){_within_exports(rule)}"


def _within_exports(rule: Rule) -> str:
    """Only the exports that have the needed columns. A feed's file is none: there the whole base counts."""
    if not rule.needs or rule.object == "feed_row":
        return ""
    unjudged = (
        f"SELECT unjudged.file_name FROM anomaly.unjudged AS unjudged WHERE unjudged.rule_code = {quoted(rule.code)}"
    )
    return f" AND file_name NOT IN ({unjudged})"


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
