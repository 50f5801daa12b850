"""One policy written in every format is read into the same measures."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.load import File, load
from tests.policies import WRITERS, Policy, policies
from tests.sheets import CHARACTERS

Measures = list[tuple[str, tuple[str, ...], str]]


def read_back(policy: Policy, suffix: str, *options: str) -> tuple[str, Measures]:
    """The title and the measures of a policy written and read again, texts without their white space."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"文件.{suffix}")
        WRITERS[suffix](policy, path, *options)
        document, measures = load(File(path, path.name))
    for measure in measures:
        assert document.text[measure.start : measure.end] == measure.text
    return document.title, [(m.title, m.heading_path, "".join(m.text.split())) for m in measures]


def written(policy: Policy) -> tuple[str, Measures]:
    return policy.title, [(title, above, joined(texts)) for title, above, texts in policy.measures]


def joined(texts: tuple[str, ...]) -> str:
    return "".join("".join(texts).split())


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != "xlsx"])
@settings(max_examples=40)
@given(policies)
def test_measures_paths_and_texts_are_those_written(suffix: str, policy: Policy) -> None:
    """What a format cannot carry is not written: of two like paragraphs behind each other a web page may lose one, and
    where no line reaches the margin a PDF does not tell whether the next goes on."""
    assume(suffix != "pdf" or any(len(line.text) > CHARACTERS for line in policy.lines))
    assert read_back(policy, suffix) == written(policy)


@settings(max_examples=25)
@given(policies, st.sampled_from(["<div>", "<div class='main_con'>", "<article>", "<table><tr><td>"]))
def test_pages_whose_containers_no_one_knows(policy: Policy, container: str) -> None:
    assert read_back(policy, "html", container) == written(policy)


@settings(max_examples=40)
@given(policies)
def test_a_table_of_measures(policy: Policy) -> None:
    """A row is a measure under its header; it can stand under a chapter, but not under another row."""
    title, measures = read_back(policy, "xlsx")
    assert title == policy.title
    assert measures == [
        (name, above if policy.shape == "law" else (), joined((f"措施：{name}", f"内容：{''.join(texts)}")))
        for name, above, texts in policy.measures
    ]
