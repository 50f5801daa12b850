"""Who may enter: users and passwords from the command line, the environment or a file."""

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

PASSWORD_VARIABLE = "POLICY_QA_PASSWORD"
ADMIN_VARIABLE = "POLICY_QA_ADMIN_PASSWORD"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_accounts(
    logins: Iterable[str], file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Passwords by user. A message never repeats a password.

    Args:
        logins: each `USER:PASSWORD`, or `USER` alone, whose password is in `PASSWORD_VARIABLE`.
        file: lines of `USER:PASSWORD`; empty ones and those that begin with `#` do not count.

    Raises:
        ValueError: a login without user or password; a file that cannot be read, or that others can read.
    """
    accounts = dict(_login(login, environment) for login in logins)
    for number, line in _lines(file) if file else ():
        user, _, password = line.partition(":")
        if not user or not password:
            raise ValueError(f"line {number} of “{file}” is not USER:PASSWORD, both not empty")
        accounts[user] = password
    return accounts


def read_admins(
    names: Iterable[str], file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Passwords by admin; none is taken from the command line, where other users of the machine can see it.

    Args:
        names: whose password is in `ADMIN_VARIABLE`.
        file: as for `read_accounts`.

    Raises:
        ValueError: as for `read_accounts`; a name with a password.
    """
    password = environment.get(ADMIN_VARIABLE, "")
    accounts = {}
    for name in names:
        if ":" in name or not name or not password:
            raise ValueError(
                f"--admin takes a name alone; its password goes into the environment variable {ADMIN_VARIABLE}"
            )
        accounts[name] = password
    return accounts | (read_accounts((), file) if file else {})


def _login(login: str, environment: Mapping[str, str]) -> tuple[str, str]:
    user, colon, password = login.partition(":")
    if not colon:
        password = environment.get(PASSWORD_VARIABLE, "")
        if not password:
            raise ValueError(
                f"--auth takes USER:PASSWORD, or USER with the password in the environment variable {PASSWORD_VARIABLE}"
            )
    if not user or not password:
        raise ValueError("--auth takes USER:PASSWORD, both not empty")
    return user, password


def _lines(file: Path) -> list[tuple[int, str]]:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            if os.name == "posix" and stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & _OTHERS:
                raise ValueError(f"others may read “{file}”, which holds passwords; first run: chmod 600 {file}")
            lines = [(number, line.rstrip("\r\n")) for number, line in enumerate(opened, 1)]
    except UnicodeDecodeError as error:
        raise ValueError(f"“{file}” is not UTF-8 text of lines USER:PASSWORD") from error
    except OSError as error:
        raise ValueError(f"“{file}” cannot be read ({error.strerror})") from error
    told = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    if not told:
        raise ValueError(f"“{file}” names nobody; write lines of USER:PASSWORD into it")
    return told
