"""Shared by all tests: Hypothesis without deadlines (the machines are noisy), and the shipped corpus indexed once."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import httpx
    from gradio_client import Client
    from playwright.sync_api import Browser

    from tests.servers import Server
    from tests.sheets import Sheet
    from tests.visitors import Visitor

os.environ.setdefault("HF_HUB_OFFLINE", "1")
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes addresses of new stores on Milvus, all in one file of milvus-lite."""
    from tests.stores import milvus_location

    folder, numbers = tmp_path_factory.mktemp("milvus"), count(1)
    return lambda: milvus_location(folder, f"store{next(numbers)}")


@pytest.fixture(params=["folder", "milvus"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be built: in a folder, and on Milvus."""
    if request.param == "folder":
        return str(tmp_path / "store")
    made: Callable[[], str] = request.getfixturevalue("milvus")
    return made()


@pytest.fixture
def sheet(tmp_path: Path) -> "Sheet":
    """A PDF file to set lines in."""
    from tests.sheets import Sheet

    return Sheet(tmp_path / "sheet.pdf")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store over the documents that ship."""
    from corpus.load import SHIPPED
    from index.build import build

    store = tmp_path_factory.mktemp("shipped") / "store"
    build([SHIPPED], store)
    return store


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three small documents, one of them with pages, in `docs` and their index in `store`."""
    from index.build import build
    from tests.stores import FINANCE, TALENT, write
    from tests.test_originals import fishing

    folder = tmp_path_factory.mktemp("small")
    source = write(folder / "docs", finance=FINANCE, talent=TALENT)
    fishing(source / "fishing.pdf")
    build([source], folder / "store")
    return folder


@pytest.fixture(scope="session")
def open_server(small: Path) -> "Iterator[Server]":
    """A server that asks for no login."""
    from tests.servers import Server

    uploads = {"GRADIO_TEMP_DIR": str(small / "gradio")}
    with Server(small, "--documents", small / "docs", "--mcp", environment=uploads) as running:
        yield running


@pytest.fixture(scope="session")
def guarded_server(small: Path) -> "Iterator[Server]":
    """A server at another address, that asks for a login: li, whose password is in the environment.

    It can keep no feedback.
    """
    from tests.servers import OTHER_ADDRESS, PASSWORD, Server

    options = ("--mcp", "--auth", "li", "--feedback", small / "nowhere" / "said.sqlite")
    login = {"POLICY_QA_PASSWORD": PASSWORD}
    with Server(small, *options, environment=login, host=OTHER_ADDRESS) as running:
        yield running


@pytest.fixture(scope="module")
def client(open_server: "Server") -> "Iterator[Client]":
    """Gradio's client of `open_server`."""
    from gradio_client import Client

    opened = Client(open_server.address, verbose=False)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def http(open_server: "Server") -> "Iterator[httpx.Client]":
    """A program that asks `open_server` over plain HTTP."""
    import httpx

    with httpx.Client(base_url=open_server.address, timeout=60) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """One Chromium for the tests of a file: while its driver runs, no other event loop can in this thread."""
    from tests.visitors import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture
def visitor(browser: "Browser", open_server: "Server") -> "Iterator[Visitor]":
    """Somebody in front of the page of `open_server`."""
    from tests.visitors import Visitor

    person = Visitor(browser, open_server)
    yield person
    person.leave()
