"""Web pages saved in one file are read as the page alone would be."""

import base64
import quopri
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DamagedDocument, DocumentError, EmptyDocument
from corpus.readers import read
from tests.documents import found, simplified

PAGE = """<html><head><title>某县办法</title></head><body><nav><a href="/">首页</a></nav>
<div id="zoom"><h1>某县补贴办法</h1><h2>一、补贴</h2><p>各县为小企业设立服务窗口，安排资金用于培训、技术改造。</p></div>
<footer>版权所有</footer></body></html>"""
ENCODINGS = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes, "binary": bytes}


def saved(
    path: Path,
    page: str = PAGE,
    charset: str = "utf-8",
    transfer: str = "quoted-printable",
    location: str = "https://example.cn/a.html",
) -> Path:
    """As browsers save it: the page, then a style sheet and a picture."""
    body = ENCODINGS[transfer](page.encode(charset))
    head = (
        f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {location}\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--=_x"\r\n\r\n\r\n'
        f"----=_x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {transfer}\r\n"
        f"Content-Location: {location}\r\n\r\n"
    )
    tail = (
        "\r\n----=_x\r\nContent-Type: text/css\r\n\r\np { color: red }\r\n----=_x\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----=_x--\r\n"
    )
    path.write_bytes(head.encode() + body + tail.encode())
    return path


def as_html(folder: Path, page: str = PAGE) -> Path:
    (folder / "page.html").write_text(page, encoding="utf-8")
    return folder / "page.html"


@pytest.mark.parametrize("suffix", ["mhtml", "mht", "MHT"])
@pytest.mark.parametrize("transfer", ENCODINGS)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_it_is_the_page(tmp_path: Path, suffix: str, transfer: str, charset: str) -> None:
    path = saved(tmp_path / f"page.{suffix}", charset=charset, transfer=transfer)
    assert read(path) == replace(read(as_html(tmp_path)), url="https://example.cn/a.html")


def test_its_measures(tmp_path: Path) -> None:
    assert found(saved(tmp_path / "page.mht")) == [
        ("一、补贴", ("某县补贴办法",), "各县为小企业设立服务窗口，安排资金用于培训、技术改造。")
    ]


@given(words=simplified)
def test_any_page_is_read_as_it_is_without_the_wrapping(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    folder = tmp_path_factory.mktemp("pages")
    page = PAGE.replace("技术改造。", words)
    assert read(saved(folder / "page.mht", page)).text == read(as_html(folder, page)).text


@pytest.mark.parametrize("location", ["cid:frame@x", "file:///C:/a.html", ""])
def test_only_an_address_of_the_web_is_one(tmp_path: Path, location: str) -> None:
    assert read(saved(tmp_path / "a.mht", location=location)).url == ""


def test_what_the_page_says_of_its_address_goes_first(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta name="Url" content="https://example.cn/own.html">')
    assert read(saved(tmp_path / "a.mht", page)).url == "https://example.cn/own.html"


def test_a_message_that_is_the_page_alone(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + PAGE.encode()
    )
    assert read(tmp_path / "a.mht").text == read(as_html(tmp_path)).text


@pytest.mark.parametrize("content", [b"", PAGE.encode(), bytes(range(256)), b"Subject: x\r\n\r\nplain"])
def test_no_page(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mht").write_bytes(content)
    with pytest.raises(DamagedDocument) as error:
        read(tmp_path / "a.mht")
    assert str(error.value) == "holds no web page; save it again from the browser, as .mhtml or .html"


def test_a_page_without_text(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        read(saved(tmp_path / "a.mht", "<html><body><script>x()</script></body></html>"))


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.mht")
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"text/css")])
    assert read(path).text, "the page is whole"
    path.write_bytes(data[: data.index(b"</div>")])
    with pytest.raises(DamagedDocument) as error:
        read(path)
    assert str(error.value) == "breaks off in its page; save it again from the browser"


@given(at=st.floats(0, 1), length=st.integers(1, 30), filler=st.binary(min_size=1, max_size=1))
def test_damage_is_reported_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: float, length: int, filler: bytes
) -> None:
    path = saved(tmp_path_factory.mktemp("damage") / "a.mht")
    data = path.read_bytes()
    start = int(at * (len(data) - 1))
    path.write_bytes(data[:start] + filler * length + data[start + length :])
    with suppress(DocumentError):
        assert read(path).text
