"""Every sentence written to a file of any format stands in what is read of it, to the letter, to be quoted there."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings

from corpus.load import File, load
from corpus.text import sentence_spans
from tests.policies import WRITERS, Policy, policies
from tests.sheets import CHARACTERS


def write_mhtml(policy: Policy, path: Path) -> None:
    page = path.with_suffix(".html")
    WRITERS["html"](policy, page)
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
    path.write_text(f"{head}{page.read_text('utf-8')}\n--x--\n", encoding="utf-8")


def write_csv(policy: Policy, path: Path) -> None:
    rows = ["措施,内容", *(f'{name},"{"".join(texts)}"' for name, _, texts in policy.measures)]
    path.write_text("\n".join(rows), encoding="utf-8")


def write_json(policy: Policy, path: Path) -> None:
    text = "\n".join(line.text for line in policy.lines[1:])
    path.write_text(json.dumps({"title": policy.title, "text": text}), encoding="utf-8")


ALL = WRITERS | {"mhtml": write_mhtml, "csv": write_csv, "json": write_json}


def written(policy: Policy) -> set[str]:
    texts = [text for _, _, texts in policy.measures for text in texts]
    return {text[start:end] for text in texts for start, end in sentence_spans(text)}


@pytest.mark.parametrize("suffix", ALL)
@settings(max_examples=12)
@given(policies)
def test_every_sentence_is_found(suffix: str, policy: Policy) -> None:
    assume(suffix != "pdf" or any(len(line.text) > CHARACTERS for line in policy.lines))
    with TemporaryDirectory() as folder:
        path = Path(folder, f"文件.{suffix}")
        ALL[suffix](policy, path)
        document, measures = load(File(path, path.name))
    for sentence in written(policy):
        start = document.text.find(sentence)
        assert start >= 0, sentence
        assert document.text[start : start + len(sentence)] == sentence
        assert any(sentence in measure.text for measure in measures), sentence
