"""The LangChain retriever returns what `retrieve` finds, in every way LangChain calls it."""

import asyncio
import json
from pathlib import Path

import pytest

from corpus.errors import QuestionError, StoreMissing
from index.build import build
from qa import retrieve
from qa.langchain import PolicyRetriever
from tests.stores import FINANCE, TALENT, write

QUESTIONS = ["博士毕业生安家补助多少", "贷款贴息最高多少钱", "专利权可以质押融资吗"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("langchain")
    build([write(folder / "docs", finance=FINANCE, talent=TALENT)], folder / "store")
    return str(folder / "store")


def test_documents_hold_the_quote_and_where_it_stands(store: str) -> None:
    found = PolicyRetriever(store=store, k=3).invoke(QUESTIONS[0])
    hits = retrieve(QUESTIONS[0], 3, store)
    assert [document.page_content for document in found] == [hit.quote for hit in hits]
    assert [document.metadata | {"quote": document.page_content} for document in found] == [h.to_dict() for h in hits]
    assert len({document.id for document in found}) == 3
    for document in found:
        assert json.loads(json.dumps(document.metadata)) == document.metadata
        place = document.metadata
        whole = next(hit.document.text for hit in hits if hit.document.id == place["document"]["id"])
        assert whole[place["start"] : place["end"]] == document.page_content


def test_async_and_batch_find_the_same(store: str) -> None:
    retriever = PolicyRetriever(store=store, k=2)
    alone = [retriever.invoke(question) for question in QUESTIONS]
    assert alone[0] != alone[1]
    assert retriever.batch(QUESTIONS) == alone

    async def together() -> list[object]:
        return list(await asyncio.gather(*(retriever.ainvoke(question) for question in QUESTIONS)))

    assert asyncio.run(together()) == alone
    assert asyncio.run(retriever.abatch(QUESTIONS)) == alone


def test_it_composes(store: str) -> None:
    chain = PolicyRetriever(store=store, k=1) | (lambda documents: documents[0].page_content)
    assert "二十万元" in chain.invoke(QUESTIONS[0])


def test_filters_and_errors_are_those_of_retrieve(store: str, tmp_path: Path) -> None:
    found = PolicyRetriever(store=store, filters={"title": "融资"}).invoke("补助")
    assert {document.metadata["document"]["path"] for document in found} == {"finance.md"}
    with pytest.raises(QuestionError, match="no filter “colour”"):
        PolicyRetriever(store=store, filters={"colour": "red"}).invoke("补助")
    with pytest.raises(StoreMissing):
        PolicyRetriever(store=str(tmp_path)).invoke("补助")
