"""What a failure of the outside world means for the clerk. The libraries' own words are not repeated: they may hold
an address with its password, or somebody's data."""

from __future__ import annotations

import errno
import ftplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sources.errors import FangpinError, TransientError


class SourceRefused(FangpinError):
    """Trying again will not help: a wrong password, no permission, a missing library."""


class SourceGone(SourceRefused):
    """Nothing lies there: not sent yet, cleared away, or a wrong address."""


@dataclass(frozen=True)
class Trouble:
    """names: classes of exceptions (of libraries that may not be installed); kind: what is raised instead."""

    names: tuple[str, ...]
    kind: type[FangpinError]
    what: str
    do: str


LOGIN = "请核对设置中的用户名和环境变量里的密码；口令可能已更换，请问对方要新的。"
WAIT = "请确认网络和对方服务器正常，稍后重新运行。"

REFUSED = Trouble(("AuthenticationException", "SMBAuthenticationError", "LogonFailure", "NoCredentialsError", "PermissionError", "AccessDenied"),
    SourceRefused, "对方不让进：用户名或密码不对，或没有权限", LOGIN)  # fmt: skip
CHANGED_KEY = Trouble(("BadHostKeyException",), SourceRefused, "对方服务器的主机密钥与记下的不同，可能是换了服务器，也可能有人冒充",
    "请打电话向对方核实；确实换了的，删去本县文件夹 known_hosts 中该服务器的一行后重试。")  # fmt: skip
GONE = Trouble(("FileNotFoundError", "NotADirectoryError"), SourceGone, "来源处没有这个文件夹或文件",
    "部门可能还没有放，请催报；已经放了的，请核对设置中的地址。")  # fmt: skip
NO_LIBRARY = Trouble(("ImportError", "NoSuchModuleError"), SourceRefused, "这台电脑没有安装读取这种来源所需的程序库",
    "请重新运行 make setup，或 pip install \"fangpin[transports]\"；其他数据库还要装它自己的驱动。")  # fmt: skip
UNTRUSTED = Trouble(("SSLCertVerificationError",), SourceRefused, "对方网站的证书不可信",
    "请向对方要证书并装入本机系统，或核对地址。")  # fmt: skip
NO_NAME = Trouble(("gaierror",), TransientError, "找不到对方服务器（域名解析失败）", "请核对设置中的服务器名和本机网络。")  # fmt: skip
SLOW = Trouble(("TimeoutError", "ConnectTimeoutError", "ReadTimeoutError"), TransientError, "对方服务器没有及时应答", WAIT)  # fmt: skip
CLOSED = Trouble(("ConnectionRefusedError", "NoValidConnectionsError", "EndpointConnectionError"), TransientError, "连不上对方服务器", WAIT)  # fmt: skip
BROKEN = Trouble(("SSHException", "EOFError", "HTTPException", "SMBException", "BotoCoreError", "URLError", "OSError", "error_temp", "error_reply", "error_proto"),
    TransientError, "与对方服务器的连接中断", WAIT)  # fmt: skip
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
TROUBLES = (REFUSED, CHANGED_KEY, GONE, NO_LIBRARY, UNTRUSTED, NO_NAME, SLOW, CLOSED, BROKEN)
"""Looked through in order: a class is told by the first that names it or one of its bases."""


def raised_by(trouble: Trouble) -> FangpinError:
    """The exception that tells a trouble."""
    return trouble.kind(trouble.what, do=trouble.do)


def trouble_with(error: BaseException) -> FangpinError | None:
    """What an exception of a library means; None where nobody foresaw it."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return SourceRefused("本机磁盘写不下了", do="请清理磁盘后重新运行。")
    if isinstance(error, OSError) and error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EACCES):
        return raised_by(REFUSED if error.errno == errno.EACCES else GONE)
    if isinstance(error, ftplib.error_perm):
        return raised_by(GONE if str(error).startswith("550") else REFUSED)
    names = {kind.__name__ for kind in type(error).__mro__}
    return next((raised_by(trouble) for trouble in TROUBLES if names & set(trouble.names)), None)


@contextmanager
def told() -> Iterator[None]:
    """Whatever the outside world raises in the body leaves it as ours; nothing of the original is handed on."""
    try:
        yield
    except FangpinError:
        raise
    except Exception as error:
        ours = trouble_with(error)
        if ours is None:
            raise
        raise ours from None
