"""The server offers what it names and nothing else: no file, no upload, nothing without a login where one is set."""

import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from gradio_client import Client

from qa import ask
from tests.servers import PASSWORD, ROOT, Server

SECRET = "不该让人读到的内容 7c41"
ENTRANCE = {"/", "/login", "/logout", "/theme.css", "/favicon.ico", "/robots.txt", "/manifest.json"}
ENTRANCE |= {"/gradio_api/theme.css", "/gradio_api/startup-events", "/assets/x", "/static/x"}
QUESTION = "博士毕业生安家补助多少"


def request(server: Server, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """A path exactly as written, with `..` and all."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
    try:
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        return response.status, b"" if "event-stream" in response.getheader("content-type", "") else response.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "secret.txt"
    file.write_text(SECRET, "utf-8")
    return file


def test_no_file_can_be_read(open_server: Server, secret: Path) -> None:
    places = [secret, open_server.store / "CURRENT", open_server.folder / "docs" / "talent.md", Path("/etc/passwd")]
    places += [Path("ui.py"), Path("corpus/documents"), open_server.store / "gen-000001" / "records.sqlite"]
    for place in places:
        up = f"{'../' * 20}{str(place.resolve()).removeprefix('/')}"
        for written in (str(place), up, quote(str(place), safe=""), up.replace("../", "..%2f"), up.replace(".", "%2e")):
            for route in (
                *("/gradio_api/file=", "/gradio_api/file/", "/file=", "/file/", "/gradio_api/proxy=file://"),
                *("/gradio_api/stream/", "/static/", "/assets/", "/svelte/", "/custom_component/x/client/", "//"),
            ):
                status, body = request(open_server, "GET", quote(f"{route}{written}", safe="/%=:?&"))
                assert status in (403, 404), (route, written)
                assert SECRET.encode() not in body
                assert b"root:" not in body


def test_nothing_is_fetched_from_elsewhere(open_server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/x"
        for route in (
            "/gradio_api/file=",
            "/gradio_api/file/",
            "/gradio_api/proxy=",
            "/gradio_api/proxy=https://x.hf.space@",
        ):
            assert request(open_server, "GET", route + address)[0] == 404
        payload = {"data": [{"path": address, "url": address, "meta": {"_type": "gradio.FileData"}}, None, None]}
        httpx.post(f"{open_server.address}/gradio_api/call/ask", json=payload, timeout=60)
        elsewhere.setblocking(False)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_nothing_can_be_uploaded(open_server: Server, secret: Path) -> None:
    """Neither directly nor as a file said to lie on the server already."""
    for path in ("/gradio_api/upload", "/gradio_api/upload?upload_id=x", "/upload", "/gradio_api/process_recording"):
        response = httpx.post(open_server.address + path, files={"files": ("x.txt", SECRET)}, timeout=60)
        assert (response.status_code, response.json()["error"]) == (404, "NotOffered")
    payload = {"data": [{"path": str(secret), "meta": {"_type": "gradio.FileData"}}, None, None]}
    event = httpx.post(f"{open_server.address}/gradio_api/call/ask", json=payload, timeout=60).json()["event_id"]
    told = httpx.get(f"{open_server.address}/gradio_api/call/ask/{event}", timeout=60).text
    assert told.startswith("event: error")
    assert SECRET not in told
    left = [file for file in (open_server.folder / "gradio").rglob("*") if file.is_file()]
    assert not [file for file in left if SECRET in file.read_text("utf-8", "replace")]


def test_no_handler_of_the_page_reads_a_file_or_an_address_it_is_given(open_server: Server, secret: Path) -> None:
    """Each of them, named to programs or not, is handed a file in place of every value it takes."""
    with (
        socket.create_server(("127.0.0.1", 0)) as elsewhere,
        httpx.Client(base_url=open_server.address, timeout=60) as http,
    ):
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/x"
        handlers = [handler for handler in http.get("/config").json()["dependencies"] if handler["backend_fn"]]
        for handler, place in product(handlers, (str(secret), address, "/etc/passwd")):
            file = {"path": place, "url": place, "orig_name": "x.txt", "meta": {"_type": "gradio.FileData"}}
            session = {"session_hash": f"{handler['id']}-{place[-6:]}"}
            given = {"data": [file] * len(handler["inputs"]), "event_data": file, "fn_index": handler["id"]}
            joined = http.post("/gradio_api/queue/join", json=given | session)
            told = http.get("/gradio_api/queue/data", params=session).text if joined.is_success else joined.text
            assert not joined.is_success or "process_completed" in told
            assert SECRET not in told
            assert "root:" not in told
        elsewhere.setblocking(False)
        with pytest.raises(BlockingIOError):
            elsewhere.accept()
    assert len(handlers) > 20
    left = [file for file in (open_server.folder / "gradio").rglob("*") if file.is_file()]
    assert not [file for file in left if SECRET in file.read_text("utf-8", "replace")]


ROUTES = """
import sys
from gradio.routes import App
from qa import Retriever
from web import rest
from web.chat import page
from web.service import Service, Turns

def paths(routes, above=""):
    for route in routes:
        if path := getattr(route, "path", None):
            print(above + path)
        for inner in ("app", "original_router"):  # a mounted application, an included router
            paths(getattr(getattr(route, inner, None), "routes", ()), above + (path or ""))

service, turns = Service(Retriever(sys.argv[1])), Turns()
paths(App.create_app(page(service, turns), mcp_server=False).routes)
paths(rest.routes(service, turns))
print("/mcp")
"""


def every_route(small: Path) -> set[str]:
    """The paths of all routes that Gradio and we have, their placeholders filled with an x."""
    command = [sys.executable, "-c", ROUTES, str(small / "store")]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {re.sub(r"\{[^}]*\}", "x", path) for path in found.split()}


def test_every_route_needs_the_login(guarded_server: Server, small: Path) -> None:
    paths = every_route(small)
    assert {
        "/api/ask",
        "/gradio_api/queue/join",
        "/gradio_api/file=x",
        "/gradio_api/upload",
        "/config",
        "/docs",
    } <= paths
    for path in sorted(paths):
        for method in ("GET", "POST", "HEAD", "PUT", "DELETE"):
            status, body = request(guarded_server, method, path, b"{}" if method == "POST" else b"")
            if path.rstrip("/") not in {place.rstrip("/") for place in ENTRANCE}:
                assert status in (401, 404), (method, path)
            assert "办法".encode() not in body, (method, path)


@pytest.mark.parametrize("path", ["/api/health", "/api/documents", "/docs", "/openapi.json"])
def test_a_program_logs_in_with_http_basic(guarded_server: Server, path: str) -> None:
    address = guarded_server.address + path
    assert httpx.get(address, auth=("li", PASSWORD), timeout=60).status_code == 200
    for auth in (None, ("li", "wrong"), ("li", ""), ("wang", PASSWORD), ("", ""), ("wang", "")):
        response = httpx.get(address, auth=auth, timeout=60)
        assert (response.status_code, response.json()["error"]) == (401, "LoginNeeded")
        assert response.headers["www-authenticate"].startswith("Basic")
    for broken in ("Basic", "Basic ===", "Basic bGk=", "Bearer x", "Basic /w=="):
        assert httpx.get(address, headers={"Authorization": broken}, timeout=60).status_code == 401


def test_the_login_page_gives_a_cookie_for_all_of_it(guarded_server: Server) -> None:
    with httpx.Client(base_url=guarded_server.address, timeout=60) as person:
        assert person.post("/login", data={"username": "li", "password": "wrong"}).status_code == 400
        assert person.get("/api/health").status_code == 401
        assert person.post("/login", data={"username": "li", "password": PASSWORD}).status_code == 200
        assert person.get("/api/health").status_code == person.get("/config").status_code == 200
        person.get("/logout")
        assert person.get("/api/health").status_code == person.get("/config").status_code == 401
        person.cookies.set(next(iter(person.cookies), "access-token"), "made-up")
        assert person.get("/api/health").status_code == 401


def test_gradios_client_logs_in(guarded_server: Server) -> None:
    with pytest.raises(ValueError, match="Could not load"):
        Client(guarded_server.address, verbose=False)
    client = Client(guarded_server.address, auth=("li", PASSWORD), verbose=False)
    told = client.predict(QUESTION, api_name="/ask")
    client.close()
    assert told["text"] == ask(QUESTION, guarded_server.store).text


def test_a_password_is_never_written_down(guarded_server: Server) -> None:
    for password in (PASSWORD, "wrong-4e1f"):
        httpx.post(f"{guarded_server.address}/login", data={"username": "li", "password": password}, timeout=60)
        httpx.get(f"{guarded_server.address}/api/health", auth=("li", password), timeout=60)
        httpx.post(f"{guarded_server.address}/login", json={"password": password}, timeout=60)
    for word in (PASSWORD, quote(PASSWORD), "wrong-4e1f"):
        assert word not in guarded_server.log
    assert PASSWORD.encode() not in Path(f"/proc/{guarded_server.process.pid}/cmdline").read_bytes()


def test_a_request_without_end_is_cut_off(open_server: Server) -> None:
    address = f"{open_server.address}/api/ask"
    response = httpx.post(address, content=b" " * (5 << 20), headers={"Content-Type": "application/json"}, timeout=60)
    assert (response.status_code, response.json()["error"]) == (413, "RequestTooLarge")

    def parts() -> Iterator[bytes]:
        for _ in range(5):
            yield b" " * (1 << 20)
        yield b'{"question": "%s"}' % QUESTION.encode()

    response = httpx.post(address, content=parts(), headers={"Content-Type": "application/json"}, timeout=60)
    assert (response.status_code, response.json()["error"]) == (413, "RequestTooLarge")
    assert httpx.post(address, json={"question": QUESTION}, timeout=60).status_code == 200
