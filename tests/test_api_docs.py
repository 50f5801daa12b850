"""docs/api.md is true: it names every call and parameter, and its examples give what it says they give."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa import retrieve
from tests.servers import Server

ROOT = Path(__file__).parents[1]
API = (ROOT / "docs" / "api.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", API, re.MULTILINE | re.DOTALL)


def test_the_documentation_names_every_call_and_parameter(http: httpx.Client) -> None:
    written: dict[str, set[str]] = {}
    for section in re.split(r"^## ", API, flags=re.MULTILINE)[1:]:
        if name := re.match(r".*`(\w+)`", section.splitlines()[0]):
            written[f"/{name[1]}"] = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    info = http.get("/gradio_api/info").json()["named_endpoints"]
    of_http = {"ignore"}  # Gradio's calls keep the parameters that they had
    assert {name: given - of_http for name, given in written.items()} == {
        name: {p["parameter_name"] for p in call["parameters"]} for name, call in info.items()
    }


def test_the_responses_it_shows_are_real(shipped: Path) -> None:
    """Over the documents that ship, as in the README."""
    with Server(shipped.parent) as server, httpx.Client(base_url=server.address, timeout=60) as http:
        shown = re.findall(r"^```http\n(.*?)^```\n\n```json\n(.*?)^```$", API, re.MULTILINE | re.DOTALL)
        assert len(shown) == 7
        for request, response in shown:
            line, _, body = request.strip().partition("\n\n")
            method, path = line.splitlines()[0].split(" ")
            answered = http.request(method, path, json=json.loads(body) if body else None).json()
            assert abridged(answered, json.loads(response)) == json.loads(response), path
        (code,) = blocks("python")
        shown_output = API.split(code)[1].split("```\n")[2]
        printed: list[str] = []
        code = code.replace("http://127.0.0.1:7860", server.address)
        exec(compile(code, "docs/api.md", "exec"), {"print": lambda *said: printed.append(" ".join(map(str, said)))})
        assert "\n".join(printed) + "\n" == shown_output


def test_the_retriever_for_langchain_gives_what_the_library_finds(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = blocks("py")
    *lines, shown = code.strip().splitlines()
    (tmp_path / "store").symlink_to(shipped)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile("\n".join(lines), "docs/api.md", "exec"), names)
    assert eval(shown, names) == retrieve("专利可以质押融资吗？", 3, shipped, {"region": "浙江"})[0].quote


def abridged(real: Any, shown: Any) -> Any:
    """What is real, cut where the documentation cuts it: at an … in a text, a list or an object."""
    if isinstance(shown, dict) and isinstance(real, dict):
        if "…" in shown:
            real = {key: value for key, value in real.items() if key in shown} | {"…": "…"}
        return {key: abridged(value, shown.get(key)) for key, value in real.items()}
    if isinstance(shown, list) and isinstance(real, list) and shown and shown[-1] == "…":
        kept = len(shown) - 1
        assert len(real) > kept
        return [*(abridged(a, b) for a, b in zip(real[:kept], shown, strict=False)), "…"]
    if isinstance(shown, list) and isinstance(real, list) and len(shown) == len(real):
        return [abridged(a, b) for a, b in zip(real, shown, strict=True)]
    if isinstance(shown, str) and isinstance(real, str) and shown.endswith("…") and real.startswith(shown[:-1]):
        return shown
    if isinstance(shown, float) and isinstance(real, float) and abs(shown - real) < 1e-3:
        return shown
    return real
