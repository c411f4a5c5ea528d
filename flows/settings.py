"""The county's own settings: `settings.toml` in its home. Secrets stand only in environment variables.

A command opens its county once (`open_county`) and hands down what each step needs; nothing is kept in this module.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows.clock import now
from sources.catalogue import Catalogue, usual_catalogue
from sources.errors import PolicyError
from sources.feeds.declared import fields_of, read_declared
from sources.listing import NOT_DATA
from sources.refusals import reason_of
from sources.transports.declared import FOUND, VARIABLE, Pull, filled, trouble_of, without_user
from sources.words import words_of
from tasks.county import County
from tasks.home import Home
from warehouse.policy.load import load_policy
from warehouse.policy.versions import in_time
from warehouse.supervision import Group

TEMPLATE = """\
# 本县的设置。改动后运行任一命令即会检查，写错会指出哪里错。
# 执行的政策：policies/ 中的名字；本县另有规定的，在同一文件夹写 policy.toml，写法见 docs/policy.md。
policy = "{policy}"

# 另加的信息：每类一个声明文件 feeds/名称.toml，在这里写上名称（要在方括号各节之前）。写法见 CONTRIBUTING.md。
# added_feeds = ["供电公司"]

# 部门来文或户库有打开密码的，写存放密码的环境变量的名字。
# file_passwords = ["FANGPIN_FILE_PASSWORD"]

# 收件和出清单之后发一条通知（只有数目）。这里写环境变量的名字，通知地址（wecombot://、dingtalk://、mailto://…）写在环境变量里。
# notify = ["FANGPIN_NOTIFY_URL"]

# 某类信息每月报全量名册的，写明 delivery = "roster"；不写则按政策，即只报新增。
# [feeds.dibao]
# delivery = "roster"

# 各部门的联系人：到报情况、需要查看的事项和数据问题反馈里会写上；不发布，不进日志。
# [contacts."民政局"]
# name = "…"
# phone = "…"

# 督导分组：哪一组督促哪些镇街或村（社区）；月调度按组列进展。两个镇有同名的村，写成 "镇/村"。
# [[group]]
# name = "第一组"
# leader = "…"
# members = "…、…"
# places = ["…村", "…社区"]

# 部门来文放在别处的，写一段 [[pull]]；收件箱照常读取。密码只写环境变量的名字。详见 docs/transports.md。
# [[pull]]                                        # 共享文件夹
# department = "残联"
# from = "//server/share/残联/{{month}}"
# [[pull]]                                        # SFTP
# department = "医保局"
# from = "sftp://fangpin@10.1.2.3/outgoing/{{month}}/"
# password = "YBJ_PASSWORD"
# [[pull]]                                        # 网站上的一个文件，或列有文件的网页
# department = "教体局"
# from = "https://jyj.example/fangpin/{{month}}/"
# [[pull]]                                        # 数据库
# department = "民政局"
# from = "postgresql://reader@10.1.2.4/mz"
# password = "MZJ_DB_PASSWORD"
# name = "农村低保新增"
# query = "SELECT … WHERE to_char(approved, 'YYYY-MM') = '{{month}}'"
"""


VariableName = Annotated[str, Field(pattern=f"^{VARIABLE.pattern}$")]
"""Of an environment variable. An address written here by mistake is refused: it would be a secret in a file."""


UNQUOTED = re.compile(r"(?m)^(\s*\[contacts\.)([^\"'\]\s]+)(\])")
"""TOML wants quotes around Chinese in `[contacts."民政局"]`; a clerk need not know."""


class FeedSettings(BaseModel):
    """How a feed is delivered in this county, where it differs from the policy's usual way."""

    model_config = ConfigDict(extra="forbid")
    delivery: Literal["new", "roster"]


class Contact(BaseModel):
    """A department's contact person."""

    model_config = ConfigDict(extra="forbid")
    name: str
    phone: str = ""


PULL_CONFIG = ConfigDict(extra="forbid", hide_input_in_errors=True)
_PullWords: Any = create_model("PullWords", __config__=PULL_CONFIG, **fields_of(Pull, FOUND, {"url": "from"}))


class PullSettings(_PullWords):  # type: ignore[misc]
    """One place from which a department's files are pulled; what each key means stands in `Pull`."""

    @model_validator(mode="after")
    def _can_be_followed(self) -> Self:
        if trouble := trouble_of(self.declared()):
            raise ValueError(trouble)
        return self

    def declared(self) -> Pull:
        """The same as plain data, the user taken out of the address."""
        said = dict(self)
        url, user = without_user(said.pop("from"))
        return Pull(**said | {"url": url, "user": said["user"] or user})


class GroupSettings(BaseModel):
    """A group of supervisors and the townships or villages that it looks after."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    name: str
    leader: str = ""
    members: str = ""
    places: list[Annotated[str, Field(min_length=1)]] = Field(min_length=1)


class Settings(BaseSettings):
    """What a county decides itself."""

    model_config = SettingsConfigDict(extra="forbid", env_prefix="FANGPIN_SETTING_", hide_input_in_errors=True)
    policy: str = "jimo"
    feeds: dict[str, FeedSettings] = {}
    added_feeds: tuple[str, ...] = ()
    contacts: dict[str, Contact] = {}
    group: list[GroupSettings] = []
    notify: list[VariableName] = []
    pull: list[PullSettings] = []
    file_passwords: list[VariableName] = []

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment first, then what the file says."""
        return (env_settings, init_settings)


def load_settings(home: Home) -> Settings:
    """The settings of a home; the usual ones where it has no file. Raises PolicyError with place and reason."""
    if not home.settings.is_file():
        return Settings()
    try:
        text = UNQUOTED.sub(r'\1"\2"\3', words_of(home.settings))
        settings = Settings(**tomllib.loads(text))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        reason = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        # the file may hold a password written out by mistake: the library's own words are not handed on
        raise PolicyError(f"设置有误：{_place(reason)} {_says(reason)}", home.settings.name, "请更正后重试。") from None
    folders = Counter(filled(pull.declared(), "2026-01", "").folder for pull in settings.pull)
    if any(times > 1 for times in folders.values()):
        raise PolicyError(
            "有两段 [[pull]] 的部门、来源和 name 都相同", home.settings.name, "请删去一段，或换一个 name。"
        )
    return settings


@dataclass(frozen=True)
class OpenCounty(County):
    """A county with what it has decided itself; `policy_name`: how its policy is called, or where its own lies."""

    settings: Settings
    policy_name: str

    @property
    def deliveries(self) -> dict[str, str]:
        """Feed -> new or roster, where the county differs from the policy."""
        return {code: feed.delivery for code, feed in self.settings.feeds.items()}

    @property
    def file_passwords(self) -> list[str]:
        """The names of the environment variables that hold passwords of locked files."""
        return self.settings.file_passwords

    @property
    def contacts(self) -> dict[str, str]:
        """Department -> its contact's name and phone, under the department's own name however the settings call it."""
        return {
            self.catalogue.department_of(name) or name: f"{one.name} {one.phone}".strip()
            for name, one in self.settings.contacts.items()
        }

    @property
    def groups(self) -> list[Group]:
        """The groups of supervisors, in the order of the settings; where these name none, as the policy parts the villages."""
        if not self.settings.group:
            return [Group(one.name, "", "", one.places) for one in self.policy.group]
        return [Group(one.name, one.leader, one.members, tuple(one.places)) for one in self.settings.group]

    def pulls(self, month: str, newest: str) -> list[dict[str, Any]]:
        """Where the month's files are pulled from besides the inbox. newest: the month that is being reported now."""
        return [filled(pull.declared(), month, newest).plain() for pull in self.settings.pull]

    def secrets(self) -> dict[str, str]:
        """The passwords that settings name, from the environment; those that are not there are left out."""
        names = [name for pull in self.settings.pull for name in pull.declared().secrets] + self.file_passwords
        return {name: os.environ[name] for name in names if os.environ.get(name)}


def open_county(home: Home, settings: Settings | None = None, today: dt.date | None = None) -> OpenCounty:
    """The county of a home: its settings (those given, else as its file says), the feeds that it adds, its policies, each checked whole.

    today: the day of which the policy in force is meant, where it is not this one.
    Raises PolicyError with file, place and reason where one of them is wrong.
    """
    settings = load_settings(home) if settings is None else settings
    catalogue = catalogue_of(home, settings)
    # the county's own policy.toml comes before the one that its settings name
    named = str(home.policy) if home.policy.is_file() else settings.policy
    files = [named, *(str(file) for file in policy_files(home))]
    policies = [load_policy(file, catalogue) for file in files]
    versions = in_time(policies, [Path(file).name for file in files])
    county = OpenCounty(home, catalogue, versions[0], settings, named, versions=versions).on(today or now().date())
    said = {policy.digest: file for policy, file in zip(policies, files, strict=True)}
    return replace(county, policy_name=said.get(county.policy.digest, county.policy.called))


def policy_files(home: Home) -> list[Path]:
    """The files of a home that say the policy of other days, by name."""
    there = sorted(home.policies.glob("*.toml")) if home.policies.is_dir() else []
    return [file for file in there if not file.name.startswith(NOT_DATA)]


def catalogue_of(home: Home, settings: Settings) -> Catalogue:
    """The usual feeds and those that the home adds. Raises PolicyError where the settings speak of one that nobody declares."""
    added = [read_declared(_feed_file(home, name)) for name in settings.added_feeds]
    catalogue = usual_catalogue().with_feeds(added) if added else usual_catalogue()
    unknown = sorted(set(settings.feeds) - set(catalogue.codes))
    if unknown:
        known = "、".join(catalogue.codes)
        raise PolicyError(f"没有“{unknown[0]}”这类信息", home.settings.name, f"可写的有：{known}。")
    return catalogue


def _feed_file(home: Home, name: str) -> Path:
    if re.search(r"[\\/.:]", name):
        raise PolicyError("added_feeds 中只写名称，不写路径", home.settings.name, "请更正后重试。")
    return home.feeds / f"{name}.toml"


def _place(reason: Mapping[str, Any]) -> str:
    """`pull.2.password`: which entry (counted from 1) and which key."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in reason["loc"])


def _says(reason: Mapping[str, Any]) -> str:
    known = {
        "extra_forbidden": "没有这个设置项",
        "missing": "缺少这个设置项",
        "string_pattern_mismatch": "写环境变量的名字（大写字母、数字和下划线），不能写密码本身",
    }
    return known.get(reason.get("type", "")) or (reason_of(reason) if "type" in reason else str(reason["msg"]))


def write_settings(home: Home, policy: str) -> Path:
    """A new home's settings, with what can be said in them."""
    home.root.mkdir(parents=True, exist_ok=True)
    home.settings.write_text(TEMPLATE.format(policy=policy), encoding="utf-8")
    return home.settings
