"""Where a department's files are pulled from, as settings say it: plain data, without any password."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

WEB = ("http", "https")
STORES = ("sftp", "ftp", "smb", "s3")
DATABASES = ("postgresql", "postgres", "mysql", "mssql", "oracle")
"""Read by connectorx. A query at any other scheme is SQLAlchemy's."""

FOUND = ("folder", "is_over", "is_late")
"""What `filled` finds out of a source; nobody writes it."""
MONTH_WORDS = ("month", "yyyymm", "year", "mm", "first_day", "last_day", "next_month")
FILLED = ("url", "files", "query", "name")
"""Where the words of a month may stand."""
PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)\}")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
SECRET_WORDS = frozenset(
    [
        "password",
        "passwd",
        "pwd",
        "pass",
        "token",
        "access_token",
        "secret",
        "sig",
        "signature",
        "sign",
        "api_key",
        "apikey",
        "x-amz-signature",
    ]
)


@dataclass(frozen=True)
class Pull:
    """One source of one department. Strings only, so that it passes through Prefect as it stands.

    url: an address without user and password, or the path of a folder or file; user: who logs in.
    password, key, secret: names of environment variables. files: which files are meant (`*低保*.xls*`), all if empty.
    query, name: one SELECT, and the file that its answer becomes. endpoint, region: of an S3 store.
    host_key, known_hosts, key_file: of an SFTP server. folder: where below the month its files are kept.
    is_over: the month asked for is over, another is being reported; is_late: and the address says no month, so that what
    lies there now is another month's.
    """

    department: str
    url: str
    user: str = ""
    password: str = ""
    key: str = ""
    secret: str = ""
    files: str = ""
    query: str = ""
    name: str = ""
    endpoint: str = ""
    region: str = ""
    host_key: str = ""
    known_hosts: str = ""
    key_file: str = ""
    folder: str = ""
    is_over: bool = False
    is_late: bool = False

    @property
    def scheme(self) -> str:
        """sftp, https, postgresql, …; empty for a folder."""
        return self.url.partition("://")[0].lower() if "://" in self.url else ""

    @property
    def shown(self) -> str:
        """The address as people may see it: without user, without what stands behind a question mark."""
        address = f"{self.scheme}://{self.url.partition('://')[2].partition('?')[0]}" if self.scheme else self.url
        return f"{unquote(address)} {self.name}".strip()

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of the environment variables that it needs."""
        return tuple(name for name in (self.password, self.key, self.secret) if name)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def without_user(address: str) -> tuple[str, str]:
    """(address, user): whoever stands in `sftp://fangpin@10.1.2.3/` is taken out of it."""
    scheme, mark, rest = address.partition("://")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    user, at, host = authority.rpartition("@")
    return (f"{scheme}{mark}{host}{rest[len(authority) :]}", unquote(user)) if mark and at else (address, "")


def words_of(month: str) -> dict[str, str]:
    """What `{month}` and its like stand for."""
    first = dt.date.fromisoformat(f"{month}-01")
    after = (first + dt.timedelta(days=31)).replace(day=1)
    last = after - dt.timedelta(days=1)
    values = (month, f"{first:%Y%m}", f"{first:%Y}", f"{first:%m}", f"{first}", f"{last}", f"{after:%Y-%m}")
    return dict(zip(MONTH_WORDS, values, strict=True))


def filled(pull: Pull, month: str, newest: str) -> Pull:
    """The source as it is for one month. newest: the month that is being reported now."""
    said = {field: getattr(pull, field) for field in FILLED}
    says_month = any(word in MONTH_WORDS for text in said.values() for word in PLACEHOLDER.findall(text))
    identity = hashlib.sha256("|".join((pull.url, pull.files, pull.name)).encode()).hexdigest()[:8]
    texts = {field: _put(text, words_of(month)) for field, text in said.items()}
    over = month < newest
    folder = f"{pull.department}-{identity}"
    return replace(pull, **texts, folder=folder, is_over=over, is_late=over and not says_month)


def _put(text: str, words: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: words.get(found.group(1), found.group(0)), text)


def trouble_of(pull: Pull) -> str:
    """What is wrong with a declaration, in a sentence; empty where nothing is. The sentence quotes no value."""
    return next((says for wrong, says in _checks(pull) if wrong), "")


def _checks(pull: Pull) -> list[tuple[bool, str]]:
    is_database = bool(pull.query)
    known = (*WEB, *STORES, *DATABASES, "")
    unknown = [
        word for field in FILLED for word in PLACEHOLDER.findall(getattr(pull, field)) if not _is_known(word, pull)
    ]
    names = (pull.password, pull.key, pull.secret)
    return [
        (not re.fullmatch(r"[^\s./\\:*?\"<>|][^/\\:*?\"<>|]*", pull.department), "department 要写部门名称"),
        (not pull.url, "from 要写地址或文件夹"),
        (_holds_secret(pull), "地址里不能写密码：把密码放进环境变量，在 password 里写这个变量的名字"),
        (not _is_address(pull), "from 的地址写得不对"),
        (
            any(name and not VARIABLE.fullmatch(name) for name in names),
            "password、key、secret 里写环境变量的名字（大写字母、数字和下划线，如 YBJ_PASSWORD），不能写密码本身",
        ),
        (not is_database and pull.scheme not in known, "from 的开头不认识，可用 sftp、http、https、ftp、smb、s3、数据库，或文件夹路径"),
        (pull.scheme in DATABASES and not is_database, "数据库要写 query（一条 SELECT）"),
        (is_database and pull.scheme in (*WEB, *STORES, ""), "query 只用于数据库，from 要写数据库的地址"),
        (is_database and not re.match(r"\s*(?:select|with)\b", pull.query, re.IGNORECASE), "query 只能是一条 SELECT"),
        (is_database and ";" in pull.query.rstrip().rstrip(";"), "query 只能是一条 SELECT，中间不能有分号"),
        (is_database and not pull.name, "数据库要写 name：查询结果叫什么文件，如 农村低保新增"),
        (bool(re.search(r"[/\\:*?\"<>|]", pull.name)), "name 是文件名，不能有斜杠等符号"),
        (bool(pull.key) != bool(pull.secret), "key 和 secret 要一起写"),
        (pull.scheme == "sftp" and not pull.user, "sftp 要写用户名，如 sftp://fangpin@10.1.2.3/outgoing/"),
        (bool(unknown), f"不认识的占位符，可用 {'、'.join('{' + word + '}' for word in MONTH_WORDS)}"),
    ]  # fmt: skip


def _is_known(word: str, pull: Pull) -> bool:
    return word in MONTH_WORDS or (word == "password" and pull.scheme in WEB and bool(pull.password))


def _holds_secret(pull: Pull) -> bool:
    """A password in front of @, a token behind ?; `token={password}` is filled in when the file is fetched."""
    behind = parse_qsl(pull.url.partition("?")[2]) if pull.scheme else []
    told = any(name.lower() in SECRET_WORDS and value != "{password}" for name, value in behind)
    return told or (bool(pull.scheme) and ":" in pull.user)


def _is_address(pull: Pull) -> bool:
    if not pull.scheme:
        return True
    try:
        parts = urlsplit(PLACEHOLDER.sub("0", pull.url))
        return (bool(parts.hostname) or (bool(pull.query) and pull.scheme not in DATABASES)) and (parts.port or 1) > 0
    except ValueError:
        return False
