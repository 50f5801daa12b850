"""Search against naive oracles: brute-force cosines, BM25 written out, filters applied by hand."""

import itertools
import math
from collections import Counter
from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuestionError
from corpus.text import normalise
from index.care import build
from index.embed import Embedder, Vectors
from index.opening import OpenStore, open_store
from index.terms import search_terms, terms
from tests.stores import FARM, FINANCE, TALENT, write

QUESTIONS = ["专利权质押融资", "博士 补助 二十万元", "水稻每亩多少钱", "loan interest subsidy", "拖拉机", "😀"]


@pytest.fixture(scope="module", params=["folder", "milvus"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OpenStore:
    folder = tmp_path_factory.mktemp("search")
    location = folder / "store" if request.param == "folder" else request.getfixturevalue("milvus")()
    build([write(folder / "docs", finance=FINANCE, talent=TALENT, farm=FARM)], location)
    return open_store(location)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


def passages(store: OpenStore) -> list[str]:
    return store.passages(list(range(len(store))))


@pytest.mark.parametrize("question", QUESTIONS)
def test_dense_search_is_exact(store: OpenStore, embedder: Embedder, question: str) -> None:
    query = embedder.encode_query(question)
    cosines = embedder.encode_passages(passages(store)) @ query
    ids, scores = store.dense(query, len(store))
    assert sorted(ids.tolist()) == list(range(len(store)))
    np.testing.assert_allclose(scores, cosines[ids], atol=1e-5)
    assert (np.diff(scores) <= 0).all()
    np.testing.assert_allclose(store.cosines(query, ids), scores, atol=1e-5)


def bm25(asked: Collection[str], texts: list[list[str]]) -> list[float]:
    """Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75, over term lists."""
    length = sum(map(len, texts)) / len(texts)
    held = Counter(term for text in texts for term in set(text))
    scores = []
    for text in texts:
        count = Counter(text)
        score = 0.0
        for term in asked:
            idf = math.log(1 + (len(texts) - held[term] + 0.5) / (held[term] + 0.5))
            tf = count[term]
            score += idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len(text) / length))
        scores.append(score)
    return scores


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("question", QUESTIONS)
def test_lexical_search_is_bm25_over_text_and_context(
    store: OpenStore, question: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = set(terms(normalise(question)).split())
    if large:
        monkeypatch.setattr("index.terms.SINGLE_BELOW", 1)
        asked = {term for term in asked if len(term) > 1 or term < "一"} or asked
        question += " "  # another question to a store that remembers what it was asked
    texts, contexts = [], []
    for number in range(len(store.documents)):
        _, _, chunks, _ = store.contents(number)
        texts += [terms(normalise(chunk.text)).split() for chunk in chunks]
        contexts += [terms(normalise(chunk.context)).split() for chunk in chunks]
    expected = np.add(bm25(asked, texts), bm25(asked, contexts))
    held = Counter(term for text in texts for term in set(text))
    most = sum(2.2 * math.log(1 + (len(texts) - held[t] + 0.5) / (held[t] + 0.5)) for t in asked) or 1
    ids, coverage = store.lexical(question, 100)
    assert sorted(ids.tolist()) == np.flatnonzero(expected).tolist()
    np.testing.assert_allclose(coverage, expected[ids] / most, rtol=0.03)  # tantivy keeps lengths in one byte
    assert (np.diff(coverage) <= 1e-7).all()


def test_terms() -> None:
    assert terms("创新券a股3亿 r&d") == "创 新 券 创新 新券 a 股 3 亿 r d"
    assert terms("，。 ") == ""


def test_single_characters_are_not_searched_for_among_many_passages() -> None:
    assert search_terms("创新券 a股3亿 创新", 49_999) == "创 新 券 创新 新券 a 股 3 亿".split()
    assert search_terms("创新券 a股3亿 创新", 50_000) == "创新 新券 a 3".split()
    assert search_terms("税？", 50_000) == ["税"]  # there is nothing else to search for


@given(st.text(alphabet="省市科技abc12 ，。", max_size=40))
def test_terms_hold_every_letter_and_no_space_inside(text: str) -> None:
    found = terms(text).split(" ") if terms(text) else []
    assert set("".join(found)) == {c for c in text if c.isalnum()}
    assert all(found)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"title": "农业"}, {"丙省农业补贴政策"}),
        ({"date": "2024"}, {"甲市支持企业融资的若干措施"}),
        ({"date": "2024-05-06", "kind": "措施"}, {"甲市支持企业融资的若干措施"}),
        ({"path": "talent"}, {"乙县引进人才办法"}),
        ({"kind": "不存在"}, set()),
    ],
)
def test_filters_narrow_both_searches(
    store: OpenStore, embedder: Embedder, filters: dict[str, str], expected: set[str]
) -> None:
    documents = store.select(filters)
    assert documents is not None
    assert {store.documents[number].title for number in documents} == expected
    for ids, _ in (
        store.dense(embedder.encode_query("补贴"), 100, documents),
        store.lexical("企业人才农业补贴办法措施", 100, documents),
    ):
        found = {place.document for place in store.places(ids.tolist())}
        assert found == set(documents)


def test_filters_leave_the_order_and_scores_as_they_are(store: OpenStore) -> None:
    every, scores = store.lexical("补贴额", 100)
    some, narrowed = store.lexical("补贴额", 100, [0])
    kept = [(int(i), float(s)) for i, s in zip(every, scores, strict=True) if store.places([int(i)])[0].document == 0]
    assert [i for i, _ in kept] == some.tolist()
    np.testing.assert_allclose([s for _, s in kept], narrowed, rtol=1e-5)


def test_an_unknown_filter_is_named(store: OpenStore) -> None:
    with pytest.raises(QuestionError, match=r"“city”; use one of title, region"):
        store.select({"city": "x"})


def test_late_interaction_against_a_loop(embedder: Embedder) -> None:
    tokenizer = embedder._model.tokenizer
    table = embedder._table.vectors

    def in_company(tokens: list[int], i: int) -> Vectors:
        neighbours = [table[tokens[j]] for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
        return table[tokens[i]] + np.float32(0.7) * sum(neighbours, np.zeros_like(table[0]))

    def cosine(a: Vectors, b: Vectors) -> float:
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    question, texts = "专利权能贷款吗", ["专利权质押融资", "种水稻", "", "Patent loans"]
    scores = embedder.late_interaction(question, texts)
    asked = tokenizer.encode(normalise(question), add_special_tokens=False).ids
    for text, score in zip(texts, scores, strict=True):
        best, weights = 0.0, 0.0
        tokens = tokenizer.encode(normalise(text), add_special_tokens=False).ids
        for i, a in enumerate(asked):
            weight = float(table[a] @ table[a])
            likeness = [
                (cosine(table[a], table[b]) + cosine(in_company(asked, i), in_company(tokens, j))) / 2
                for j, b in enumerate(tokens)
            ]
            best += weight * max(likeness, default=0.0)
            weights += weight
        assert score == pytest.approx(best / weights, abs=1e-4)


def test_phrases_are_runs_of_four_characters(store: OpenStore) -> None:
    question = "企业融资贷款：补贴"
    texts = ["支持企业融资。", "企業融資貸款", "企业，融资贷款", "贷款融资企业", ""]
    held = [normalise(chunk.text) for number in range(3) for chunk in store.contents(number)[2]]

    def idf(term: str) -> float:
        having = sum(term in text for text in held)
        return math.log(1 + (len(held) - having + 0.5) / (having + 0.5))

    weights = {
        run: sum(idf(run[i : i + 2]) for i in range(3)) for run in ("企业融资", "业融资贷", "融资贷款")
    }  # fmt: skip
    expected = [sum(w for run, w in weights.items() if run in normalise(text)) for text in texts]
    np.testing.assert_allclose(store.phrases(question, texts), np.array(expected) / sum(weights.values()), rtol=1e-5)
    assert store.phrases("补贴 R&D", texts).tolist() == [0] * 5


def test_whole_documents_are_compared_by_bm25(store: OpenStore) -> None:
    texts = ["支持企业融资，企业融资贷款 loan。", "企业", "", "贷款" * 400]
    held = [normalise(chunk.text) for number in range(3) for chunk in store.contents(number)[2]]
    mean = sum(map(len, texts)) / len(texts)

    def idf(term: str) -> float:
        having = sum(term in terms(text).split() for text in held)
        return math.log(1 + (len(held) - having + 0.5) / (having + 0.5))

    asked = ["企业", "业融", "融资", "资贷", "贷款", "loan"]
    expected = [
        sum(idf(term) * text.count(term) / (text.count(term) + 1.2 * (0.6 + 0.4 * len(text) / mean)) for term in asked)
        for text in texts
    ]
    found = store.bm25("企业融资贷款 Loan", texts)
    np.testing.assert_allclose(found, np.array(expected) / sum(map(idf, asked)), rtol=1e-5)
    assert store.bm25("税", ["税", "无"]).tolist() == pytest.approx([1 / 2.2, 0])
    assert store.bm25("😀", texts).tolist() == [0] * 4
    assert store.bm25("企业", []).shape == (0,)


def test_vectors_are_unit_or_zero(embedder: Embedder) -> None:
    vectors = embedder.encode_passages(["科技创新券", "", "\u0001", "Patent"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 0, 1], atol=1e-5)


def test_traditional_and_simplified_are_one(embedder: Embedder) -> None:
    np.testing.assert_array_equal(embedder.encode_query("專利質押融資"), embedder.encode_query("专利质押融资"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_search_in_some_documents_is_the_whole_search_without_the_others(
    store: OpenStore, embedder: Embedder, question: str
) -> None:
    query = embedder.encode_query(question)
    owners = [place.document for place in store.places(list(range(len(store))))]
    for chosen in itertools.chain.from_iterable(itertools.combinations(range(3), n) for n in range(4)):
        for search in (lambda d: store.lexical(question, 99, d), lambda d: store.dense(query, 99, d)):
            ids, scores = search(None)
            inside = [i for i, chunk in enumerate(ids) if owners[chunk] in chosen]
            some, theirs = search(list(chosen))
            assert some.tolist() == ids[inside].tolist()
            np.testing.assert_allclose(theirs, scores[inside], atol=1e-6)
