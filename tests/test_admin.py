"""The admin's calls: they do what they say for an admin who is logged in, and tell nobody else anything."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.readers import LARGEST_FILE
from index.build import build
from index.store import Store
from qa import ask
from tests.servers import Server
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_safety import ROUTES, request
from web.accounts import ADMIN_VARIABLE, read_admins
from web.attempts import FREE
from web.shelf import MOST_FILES

PASSWORD = "Gänse: 白鹅 7"
CALLS = [
    ("GET", "/admin/state"),
    ("GET", "/admin/files"),
    ("PUT", "/admin/file?name=x.md"),
    ("DELETE", "/admin/file?path=farm.md"),
    ("POST", "/admin/build"),
    ("POST", "/admin/rollback"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("admin")
    source = write(folder / "docs", finance=FINANCE, talent=TALENT, farm=FARM)
    (source / "broken.pdf").write_bytes(b"%PDF-1.4")
    build([source], folder / "store")
    file = folder / "admins"
    file.write_text(f"wang:{PASSWORD}\n", "utf-8")
    file.chmod(0o600)
    admins = ("--admin", "li", "--admin-file", file)
    with Server(folder, "--documents", source, *admins, environment={ADMIN_VARIABLE: PASSWORD}) as running:
        yield running


@contextmanager
def logged_in(server: Server, name: str = "li") -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.address, timeout=60) as person:
        assert person.post("/admin/login", data={"username": name, "password": PASSWORD}).json() == {"name": name}
        yield person


@pytest.fixture
def admin(server: Server) -> Iterator[httpx.Client]:
    with logged_in(server) as person:
        yield person


def built(admin: httpx.Client) -> dict[str, Any]:
    """What came of the build, once it has ended."""
    while (state := admin.get("/admin/state").json())["building"]:
        time.sleep(0.05)
    last: dict[str, Any] = state["last"]
    return last


def states(admin: httpx.Client, words: str = "") -> dict[str, str]:
    return {file["path"]: file["state"] for file in admin.get("/admin/files", params={"q": words}).json()["files"]}


def test_nobody_else_is_told_anything(server: Server, admin: httpx.Client) -> None:
    secrets = (b"farm.md", b"broken.pdf", b'"generation"', b"\xe2\x80\x9cdocs", str(server.folder).encode())
    token = admin.cookies["policy-qa-admin"]
    for cookie in ({}, {"policy-qa-admin": ""}, {"policy-qa-admin": token[:-1]}, {"policy-qa-admin": "x" * 43}):
        for method, path in CALLS:
            response = httpx.request(method, server.address + path, cookies=cookie, content=b"x", timeout=60)
            assert (response.status_code, response.json()["error"]) == (401, "LoginNeeded"), path
            assert not any(secret in response.content for secret in secrets)
        page = httpx.get(f"{server.address}/admin", cookies=cookie, timeout=60)
        assert "password" in page.text
        assert not any(secret in page.content for secret in secrets)
        assert "rollback" not in page.text
    assert states(admin)["farm.md"] == "indexed"


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9", "null"])
def test_another_page_cannot_use_the_login(server: Server, admin: httpx.Client, origin: str) -> None:
    for method, path in CALLS:
        for headers in ({"Origin": origin}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site"}):
            assert admin.request(method, path, headers=headers).status_code == 401, path
    assert admin.get("/admin/state", headers={"Origin": server.address}).status_code == 200
    set_cookie = httpx.post(
        f"{server.address}/admin/login", data={"username": "li", "password": PASSWORD}, timeout=60
    ).headers["set-cookie"]
    assert {"HttpOnly", "Path=/admin", "SameSite=strict"} <= set(set_cookie.split("; "))


def test_gradio_knows_nothing_of_it(server: Server, admin: httpx.Client) -> None:
    for path in ("/config", "/gradio_api/info", "/openapi.json", "/docs", "/"):
        told = httpx.get(server.address + path, timeout=60).text
        assert "admin" not in told.lower().replace("administ", "")
        assert "farm.md" not in told
    name = f"{server.folder}/docs/farm.md"
    for route in ("/gradio_api/file=", "/gradio_api/file/", "/file=", "/static/", "/assets/", "/admin/"):
        assert httpx.get(f"{server.address}{route}{name}", timeout=60).status_code in (403, 404)
        assert admin.get(f"{route}{name}").status_code in (403, 404)
    for path in ("/admin/../docs/farm.md", "/admin/%2e%2e/docs/farm.md", "/admin/file/x", "/admin//etc/passwd"):
        assert request(server, "GET", path)[0] in (404, 405)


def test_without_the_switch_there_is_nothing(open_server: Server) -> None:
    for path in ("/admin", "/admin/", "/admin/login", "/admin/state", "/admin/files", "/admin/build"):
        for method in ("GET", "POST"):
            assert request(open_server, method, path)[0] == 404
    assert "admin" not in ROUTES


def test_the_password_comes_from_the_environment_or_a_file(server: Server) -> None:
    assert read_admins(["li"], None, {ADMIN_VARIABLE: "a:b"}) == {"li": "a:b"}
    for names in (["li:secret"], [""], ["li"]):
        with pytest.raises(ValueError, match=ADMIN_VARIABLE) as told:
            read_admins(names, None, {ADMIN_VARIABLE: "x"} if names != ["li"] else {})
        assert "secret" not in str(told.value)
    with logged_in(server, "wang") as other:
        assert other.get("/admin/state").json()["name"] == "wang"
    assert PASSWORD not in server.log
    assert PASSWORD.encode() not in Path(f"/proc/{server.process.pid}/cmdline").read_bytes()


def test_files_come_and_go_and_only_a_rebuild_brings_them_into_force(server: Server, admin: httpx.Client) -> None:
    assert states(admin) == {
        "broken.pdf": "skipped",
        "farm.md": "indexed",
        "finance.md": "indexed",
        "talent.md": "indexed",
    }
    broken = admin.get("/admin/files", params={"q": "BROKEN"}).json()["files"][0]
    (skipped,) = Store.open(server.store).manifest["skipped"]
    assert broken["reason"] == skipped["reason"]
    assert broken["chinese"] == "到 8 字节就断了，没有 PDF 的结尾；请重新下载"
    assert admin.put("/admin/file", params={"name": "../../甲.md"}, content=b"# a").json() == {
        "name": "甲.md",
        "replaced": False,
        "size": 3,
    }
    assert (server.folder / "docs" / "甲.md").read_bytes() == b"# a"
    refused = (
        ("甲.exe", "no reader for", b"x"),
        ("甲.exe", "不收“甲.exe”：读不了“.exe”格式；请转成其中一种：.txt", b"x"),
        ("甲.md", "“甲.md”是空文件（0 字节）", b""),
        ("", "is no file name", b"x"),
        ("/", "is no file name", b"x"),
    )
    for name, message, content in refused:
        told = admin.put("/admin/file", params={"name": name}, content=content).json()
        assert told["error"] == "UploadRefused"
        assert message in told["message"]
    assert states(admin, "甲") == {"甲.md": "waiting"}
    for path in ("甲.md", "farm.md"):
        assert admin.delete("/admin/file", params={"path": path}).json() == {"removed": path}
    for path in ("甲.md", "../store/CURRENT", "/etc/passwd", ""):
        assert admin.delete("/admin/file", params={"path": path}).status_code == 400
    assert states(admin)["farm.md"] == "gone"
    assert "三成" in ask("买拖拉机补贴多少", server.store).text
    assert admin.post("/admin/build").status_code == 200
    told = built(admin)
    assert told["by"] == "li"
    assert told["sections"] == [
        ["移除", "removed", ["farm.md"]],
        ["跳过", "skipped", [f"broken.pdf: {broken['reason']}"]],
    ]
    assert admin.get("/admin/state").json()["chinese"] == {
        f"broken.pdf: {broken['reason']}": f"broken.pdf：{broken['chinese']}"
    }
    assert "版本 generation 2" in told["headline"][0]
    assert states(admin) == {"broken.pdf": "skipped", "finance.md": "indexed", "talent.md": "indexed"}
    listed = admin.get("/admin/files").json()["generations"]
    assert [(g["generation"], g["current"], g["documents"]) for g in listed] == [(2, True, 2), (1, False, 3)]
    assert admin.post("/admin/rollback").json() == {"generation": 3, "restores": 1}
    assert states(admin)["farm.md"] == "gone"
    assert httpx.get(f"{server.address}/api/health", timeout=60).json()["documents"] == 3


def test_uploads_are_limited_in_size_and_number(server: Server, admin: httpx.Client) -> None:
    """A file over the limit is refused while it comes in, and nothing is left of it."""
    documents = server.folder / "docs"
    before = {path.name for path in documents.iterdir()}

    def too_many_bytes() -> Iterator[bytes]:
        for _ in range(LARGEST_FILE // 2**20):
            yield b" " * 2**20
        yield b"."

    refused = admin.put("/admin/file", params={"name": "大.md"}, content=too_many_bytes())
    assert (refused.status_code, refused.json()["error"]) == (400, "UploadRefused")
    assert "“大.md”超过 64 MB，请拆分后再传" in refused.json()["message"]
    more = [documents / f".{number}" for number in range(MOST_FILES - len(before))]
    for path in more:
        path.touch()
    refused = admin.put("/admin/file", params={"name": "多.md"}, content=b"x")
    assert (refused.status_code, refused.json()["error"]) == (400, "UploadRefused")
    assert "文件夹里已有 20,000 个文件" in refused.json()["message"]
    for path in more:
        path.unlink()
    assert {path.name for path in documents.iterdir()} == before


def test_the_second_admin_is_told_who_builds_and_questions_go_on(server: Server, admin: httpx.Client) -> None:
    question = {"question": "博士毕业生安家补助多少"}
    httpx.post(f"{server.address}/api/ask", json=question, timeout=60)
    with logged_in(server, "wang") as other:
        assert admin.post("/admin/build").status_code == 200
        for path in ("/admin/build", "/admin/rollback"):
            refused = other.post(path)
            assert (refused.status_code, refused.json()["error"]) == (409, "StoreLocked")
            assert "li 已在" in refused.json()["message"]
        assert other.get("/admin/state").json()["building"]["by"] == "li"
        answered = httpx.post(f"{server.address}/api/ask", json=question, timeout=60).json()
        assert "二十万元" in answered["text"]
        assert other.get("/admin/state").json()["building"]
        built(admin)
        assert other.get("/admin/state").json()["last"]["by"] == "li"


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(child) for child in listed.stdout.split()]


def is_builder(pid: int) -> bool:
    with suppress(OSError):
        return b"web.builder" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def test_a_builder_that_is_killed_leaves_the_index_as_it_was(server: Server, admin: httpx.Client) -> None:
    before = admin.get("/admin/state").json()["generation"]
    (server.folder / "docs" / "finance.md").write_text(FINANCE.replace("50万元", "60万元"), "utf-8")
    assert admin.post("/admin/build").status_code == 200
    while not (builders := [pid for pid in children(server.process.pid) if is_builder(pid)]):
        time.sleep(0.01)
    for pid in builders:
        os.kill(pid, signal.SIGKILL)
    told = built(admin)
    assert told["error"] == "BuildEnded"
    assert "the index is as it was" in told["message"]
    assert admin.get("/admin/state").json()["generation"] == before


def test_wrong_passwords_have_to_wait(server: Server) -> None:
    """From another address than the other tests: the proxy before the server says which."""
    with httpx.Client(base_url=server.address, timeout=60, headers={"X-Forwarded-For": "192.0.2.7"}) as guesser:
        for _ in range(FREE["both"]):
            assert guesser.post("/admin/login", data={"username": "wang", "password": "x"}).status_code == 400
        refused = guesser.post("/admin/login", data={"username": "wang", "password": PASSWORD})
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert "请 1 秒后再试" in refused.json()["message"]
        assert guesser.post("/admin/login", data={"username": "li", "password": PASSWORD}).status_code == 200
    with logged_in(server, "wang") as other:
        assert other.get("/admin/state").json()["name"] == "wang"


def test_a_login_ends(server: Server) -> None:
    with logged_in(server) as person:
        token = person.cookies["policy-qa-admin"]
        assert person.post("/admin/logout").status_code == 200
        cookies = {"policy-qa-admin": token}
        assert httpx.get(f"{server.address}/admin/state", cookies=cookies, timeout=60).status_code == 401
