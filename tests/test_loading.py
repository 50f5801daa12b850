"""Files are found under portable names, and one that cannot be read says why and what to do."""

import os
from pathlib import Path

import pytest

from corpus import readers
from corpus.errors import DocumentError
from corpus.load import File, Skipped, find_files, fingerprint, is_left_out, load, try_load
from corpus.readers import sidecar

KNOWN = ".txt .md .markdown .html .htm .mhtml .mht .pdf .docx .xlsx .xlsm .csv .tsv .json .jsonl .zip"


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"第一条　{name}。\n", encoding="utf-8")


def cited(*sources: Path) -> list[str]:
    return [file.path for file in find_files(list(sources))]


def test_paths_are_relative_to_the_source(tmp_path: Path) -> None:
    write(
        tmp_path,
        "政策/甲 县/😀 补贴.md",
        "政策/乙.txt",
        "政策/README.md",
        "政策/.隐/丙.md",
        "政策/.丁.md",
        "政策/图.png",
    )
    files = find_files([tmp_path / "政策"])
    assert [file.path for file in files] == ["乙.txt", "图.png", "甲 县/😀 补贴.md"]
    assert [file.location for file in files] == [tmp_path / "政策" / file.path for file in files]


def test_a_folder_is_walked_as_pathlib_does(tmp_path: Path) -> None:
    """Against `rglob` and a look-up of every possible sidecar: links, pipes, hidden things, sidecars of both names."""
    names = ["a.md", "b.md", "b.md.meta.json", "b.meta.json", "c.pdf", "c.meta.json", "lone.meta.json", "README.md"]
    kept = (".", "x", "x/y", "w/README.md", "v.md", "z")
    write(tmp_path, *(f"{folder}/{name}" for folder in (*kept, ".hidden", "x/.git", "__MACOSX") for name in names))
    write(tmp_path, "plain/a.md", "plain/b.md")
    os.mkfifo(tmp_path / "x" / "pipe.md")
    (tmp_path / "x" / "c.docx.meta.json").symlink_to(tmp_path / "nowhere")
    write(tmp_path, "x/c.docx")
    for name, target in (("file", "a.md"), ("folder", "x"), ("none", "nowhere"), ("loop", "loop.md")):
        (tmp_path / "z" / f"{name}.md").symlink_to(tmp_path / "z" / target if name == "loop" else tmp_path / target)
    expected = {}
    for path in tmp_path.rglob("*"):
        inside = path.relative_to(tmp_path)
        if not is_left_out(inside) and (path.is_symlink() or path.is_file()):
            expected[inside.as_posix()] = (path, sidecar.find(path))
    sidecars = {beside for _, beside in expected.values()}
    files = find_files([tmp_path])
    assert {file.path: (file.location, file.sidecar) for file in files} == {
        path: found for path, found in expected.items() if found[0] not in sidecars
    }
    assert [file.path for file in files] == sorted(file.path for file in files)
    assert len({file.sidecar for file in files}) == 14
    assert sum(file.path.startswith("z/") for file in files) == 9


def test_a_hidden_folder_may_be_the_source_itself(tmp_path: Path) -> None:
    write(tmp_path, ".政策/甲.md")
    assert cited(tmp_path / ".政策") == ["甲.md"]


def test_a_file_may_be_the_source(tmp_path: Path) -> None:
    write(tmp_path, "a/README.md", "b/甲.md")
    assert cited(tmp_path / "a" / "README.md") == ["README.md"]
    assert cited(tmp_path / "a" / "README.md", tmp_path / "b") == ["README.md", "b/甲.md"]


def test_several_sources_never_share_a_cited_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/docs/x.md", "b/docs/x.md", "c/docs-2/x.md")
    assert cited(tmp_path / "a/docs", tmp_path / "b/docs", tmp_path / "c/docs-2") == [
        "docs-2-2/x.md",
        "docs-2/x.md",
        "docs/x.md",
    ]
    monkeypatch.chdir(tmp_path / "a")
    assert cited(Path(), Path("docs"), Path("../b")) == ["a/docs/x.md", "b/docs/x.md", "docs/x.md"]


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        find_files([tmp_path, tmp_path / "nowhere"])
    assert str(error.value) == f"there is no file or folder “{tmp_path / 'nowhere'}”"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("空.md", b"", "holds no text; fill it or remove it"),
        ("空 白.txt", " \n\u3000\n".encode(), "holds no text; fill it or remove it"),
        ("题.md", "# 甲县办法\n".encode(), "has a title but no policy text under it; add the text or remove the file"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
         "is not text in UTF-8, GB18030, Big5 or UTF-16; save it as UTF-8"),
        ("零.md", b"a\0b", "holds NUL characters, it is not a text file; export it as UTF-8 text"),
        ("😀.png", b"x", f"no reader for “.png”; convert it to one of {KNOWN}"),
        ("无后缀", b"x", f"no reader for “无后缀”; convert it to one of {KNOWN}"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (file,) = find_files([tmp_path])
    with pytest.raises(DocumentError) as error:
        load(file)
    assert str(error.value) == reason
    assert try_load(file, fingerprint(file)) == Skipped(name, reason)


@pytest.mark.parametrize(
    ("suffixes", "remedy"),
    [
        (".doc .wps .rtf .odt .docm", "open it in Word or WPS and save it as .docx"),
        (".xls .et .ods", "open it in Excel or WPS and save it as .xlsx"),
        (".ppt .pptx .dps", "open it in PowerPoint or WPS and copy its text into a .docx"),
        (".ofd", "open it in an OFD reader or WPS and export it as PDF"),
    ],
)
def test_other_office_formats_name_the_way_out(tmp_path: Path, suffixes: str, remedy: str) -> None:
    for suffix in suffixes.split():
        path = tmp_path / f"办法{suffix.upper()}"
        path.write_bytes(b"x")
        assert try_load(File(path, path.name), "0") == Skipped(
            path.name, f"no reader for “{suffix}”; convert it first: {remedy}"
        )


def test_a_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LARGEST_FILE", 2**20)
    path = tmp_path / "大.md"
    path.write_bytes("第一条　甲。\n".encode() + b" " * 3 * 2**20)
    assert try_load(File(path, "大.md"), "0") == Skipped("大.md", "3 MB is over the limit of 1 MB; split the file")
    path.write_bytes(b"a" * 2**20)
    document, _ = load(File(path, "大.md"))
    assert document.text == "a" * 2**20


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "断.md").symlink_to(tmp_path / "nowhere.md")
    (file,) = find_files([tmp_path])
    assert try_load(file, "0") == Skipped("断.md", "cannot be opened: No such file or directory")


def test_a_document_says_where_it_came_from(tmp_path: Path) -> None:
    (tmp_path / "补贴 😀.MD").write_bytes("# 甲县补贴办法\r\n来源：甲网\r\n第一条　每户一万元。\r\n".encode("gb18030"))
    (file,) = find_files([tmp_path])
    document, measures = load(file)
    assert (document.id, document.path, document.title) == (fingerprint(file), "补贴 😀.MD", "甲县补贴办法")
    assert document.text == "# 甲县补贴办法\n来源：甲网\n第一条　每户一万元。\n"
    assert [(m.title, document.text[m.start : m.end], m.text) for m in measures] == [
        ("第一条", "每户一万元。", "每户一万元。")
    ]


def test_the_identity_is_the_content_s(tmp_path: Path) -> None:
    write(tmp_path, "甲.md", "乙.md")
    a, b = find_files([tmp_path])
    assert fingerprint(a) != fingerprint(b)
    b.location.write_bytes(a.location.read_bytes())
    assert fingerprint(a) == fingerprint(b)
