"""What is found says nothing twice, and comes from several documents where a question is broad."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask, retrieve
from qa.variety import NEARLY_AS_GOOD, OF_ONE, asks_everywhere, is_broad, spread
from tests.stores import write

RULES = """# {city}养犬管理条例

第一条 为了加强养犬管理，制定本条例。

第二条 每户居民限养{few}犬。

第三条 养犬应当办理养犬登记，登记时提交免疫证明。

第四条 遛犬应当拴绳，不拴绳的处二百元罚款。

第五条 禁止在公园的草坪上遛犬。

第六条 犬只死亡的，应当深埋。
"""
NINGBO = RULES.format(city="宁波市", few="一只")
REPOST = NINGBO.replace("# 宁波市养犬管理条例", "宁波发布养犬新规").replace("，", ", ").replace("\n\n", "\n \n\n")
JIAXING = RULES.format(city="嘉兴市", few="两只")


def indexed(place: Path, **documents: str) -> Path:
    build([write(place / "documents", **documents)], place / "store")
    return place / "store"


@pytest.fixture(scope="module")
def reposted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(tmp_path_factory.mktemp("reposted"), ningbo=NINGBO, repost=REPOST)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(tmp_path_factory.mktemp("variety"), ningbo=NINGBO, jiaxing=JIAXING)


def test_what_a_copy_says_again_is_left_out(reposted: Path) -> None:
    hits = retrieve("遛狗不牵绳罚多少", 20, reposted)
    titles = [hit.measure.title for hit in hits]
    assert sorted(titles) == sorted(set(titles))
    assert titles[0] == "第四条"
    assert len(ask("遛狗不牵绳罚多少", reposted).citations) == 1


def test_what_another_rule_says_alike_stays(store: Path) -> None:
    hits = retrieve("遛狗不牵绳罚多少", 2, store)
    assert [hit.measure.title for hit in hits] == ["第四条", "第四条"]
    assert {hit.document.title for hit in hits} == {"宁波市养犬管理条例", "嘉兴市养犬管理条例"}


def test_every_measure_is_found_once(store: Path) -> None:
    hits = retrieve("养狗有什么规定？", 50, store)
    places = [(hit.document.path, hit.measure.start) for hit in hits]
    assert len(places) == len(set(places)) == 12


@pytest.mark.parametrize("k", [1, 2, 4, 7])
def test_a_broad_question_draws_others_forward_that_are_nearly_as_good(store: Path, k: int) -> None:
    question = "养犬有哪些规定？"
    assert is_broad(question)
    hits = retrieve(question, 50, store)
    plain = sorted(hits, key=lambda hit: -hit.score)
    assert hits == spread(plain)
    assert hits[0] == plain[0]
    forward = [hit for hit in hits if hit.score >= NEARLY_AS_GOOD * plain[0].score]
    first = [hit for hit in forward if hit in hits[: 2 * OF_ONE]]
    for path in {hit.document.path for hit in first}:
        assert sum(hit.document.path == path for hit in first) <= OF_ONE
    assert retrieve(question, k, store) == hits[:k]


def test_what_holds_in_each_place_is_told_of_each(store: Path) -> None:
    assert asks_everywhere("各地一户能养几只狗？")
    answer = ask("各地一户能养几只狗？", store)
    assert sorted(citation.quote for citation in answer.citations) == ["每户居民限养一只犬。", "每户居民限养两只犬。"]


@pytest.mark.parametrize(
    "question", ["各级政府负责什么？", "省直属单位怎么办？", "每户限养几只？", "What is the fine?"]
)
def test_what_asks_of_no_several_places(question: str) -> None:
    assert not asks_everywhere(question)
