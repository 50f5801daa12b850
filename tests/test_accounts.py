"""Who may enter: the command line, the environment and the file, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.accounts import PASSWORD_VARIABLE, read_accounts

UNSEEN = ["Cs", "Zl", "Zp", "Cc"]
USERS = st.text(st.characters(exclude_characters=":\r\n#\ufeff", exclude_categories=UNSEEN), min_size=1)
PASSWORDS = st.text(st.characters(exclude_characters="\r\n", exclude_categories=UNSEEN), min_size=1)


def private(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


@given(st.dictionaries(USERS, PASSWORDS, max_size=5))
def test_the_command_line_gives_what_is_written(accounts: dict[str, str]) -> None:
    assert read_accounts([f"{user}:{password}" for user, password in accounts.items()], None, {}) == accounts


@given(st.dictionaries(USERS.filter(str.strip), PASSWORDS, min_size=1, max_size=5))
def test_the_file_gives_what_is_written(tmp_path_factory: pytest.TempPathFactory, accounts: dict[str, str]) -> None:
    lines = "".join(f"\n{user}:{password}\n# note\n" for user, password in accounts.items())
    file = private(tmp_path_factory.mktemp("accounts") / "file", lines)
    assert read_accounts([], file, {}) == accounts


def test_the_environment_gives_the_password(tmp_path: Path) -> None:
    environment = {PASSWORD_VARIABLE: "秘密:1"}
    file = private(tmp_path / "file", "王:b:c\n")
    assert read_accounts(["li", "zhang:a"], file, environment) == {"li": "秘密:1", "zhang": "a", "王": "b:c"}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o666])
def test_a_file_that_others_can_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    file = private(tmp_path / "file", "li:secret\n")
    file.chmod(mode)
    with pytest.raises(ValueError, match=f"chmod 600 {file}") as refusal:
        read_accounts([], file)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("logins", "text", "message"),
    [
        (["li"], None, "--auth takes USER:PASSWORD, or USER with the password in the environment variable"),
        ([":secret"], None, "both not empty"),
        (["li:"], None, "both not empty"),
        (["li:secret", ""], None, "--auth takes USER:PASSWORD"),
        ([], "li:good\nwrong secret\n", "line 2 of “.*” is not USER:PASSWORD"),
        ([], "# nobody\n\n", "names nobody"),
    ],
)
def test_what_is_not_a_login_is_refused(tmp_path: Path, logins: list[str], text: str | None, message: str) -> None:
    file = None if text is None else private(tmp_path / "file", text)
    with pytest.raises(ValueError, match=message) as refusal:
        read_accounts(logins, file, {})
    assert "secret" not in str(refusal.value)


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="none” cannot be read"):
        read_accounts([], tmp_path / "none")
    file = private(tmp_path / "file", "")
    file.write_bytes("李:密码\n".encode("gb18030"))
    with pytest.raises(ValueError, match="not UTF-8"):
        read_accounts([], file)
