"""The county's own settings: `settings.toml` in its home. Secrets stand only in environment variables."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from sources.catalogue import all_codes, department_of
from sources.errors import PolicyError
from tasks.home import Home

TEMPLATE = """\
# 本县的设置。改动后运行任一命令即会检查，写错会指出哪里错。
# 执行的政策：policies/ 中的名字；本县另有规定的，在同一文件夹写 policy.toml（extends = "jimo"）。
policy = "{policy}"

# 某类信息每月报全量名册的，写明 delivery = "roster"；不写则按政策，即只报新增。
# [feeds.dibao]
# delivery = "roster"

# 各部门的联系人：到报情况、需要查看的事项和数据问题反馈里会写上；不发布，不进日志。
# [contacts."民政局"]
# name = "…"
# phone = "…"

# 收件和出清单之后发一条通知（只有数目）。这里写环境变量的名字，通知地址（wecombot://、dingtalk://、mailto://…）写在环境变量里。
# notify = ["FANGPIN_NOTIFY_URL"]
"""


VariableName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
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


class Settings(BaseSettings):
    """What a county decides itself."""

    model_config = SettingsConfigDict(extra="forbid", env_prefix="FANGPIN_SETTING_")
    policy: str = "jimo"
    feeds: dict[str, FeedSettings] = {}
    contacts: dict[str, Contact] = {}
    notify: list[VariableName] = []

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
        text = UNQUOTED.sub(r'\1"\2"\3', home.settings.read_text(encoding="utf-8"))
        settings = Settings(**tomllib.loads(text))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        reason = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        place = ".".join(str(part) for part in reason["loc"])
        raise PolicyError(f"设置有误：{place} {reason['msg']}", home.settings.name, "请更正后重试。") from error
    unknown = sorted(set(settings.feeds) - set(all_codes()))
    if unknown:
        raise PolicyError(f"没有“{unknown[0]}”这类信息", home.settings.name, f"可写的有：{'、'.join(all_codes())}。")
    return settings


def policy_of(home: Home) -> str:
    """The policy in force: the county's own `policy.toml`, else the one that its settings name."""
    if home.policy.is_file():
        return str(home.policy)
    return load_settings(home).policy


def deliveries_of(home: Home) -> dict[str, str]:
    """Feed -> new or roster, where the county differs from the policy."""
    return {code: feed.delivery for code, feed in load_settings(home).feeds.items()}


def contacts_of(home: Home) -> dict[str, str]:
    """Department -> its contact's name and phone, under the department's own name however the settings call it."""
    contacts = load_settings(home).contacts
    return {department_of(name) or name: f"{one.name} {one.phone}".strip() for name, one in contacts.items()}


def write_settings(home: Home, policy: str) -> Path:
    """A new home's settings, with what can be said in them."""
    home.root.mkdir(parents=True, exist_ok=True)
    home.settings.write_text(TEMPLATE.format(policy=policy), encoding="utf-8")
    return home.settings
