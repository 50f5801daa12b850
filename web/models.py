"""The JSON of every call, as pydantic models: what is checked, and what the API pages describe.

Importing it costs pydantic; only the doors that need it do.
"""

from dataclasses import fields
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from corpus.records import Document
from qa.feedback import LONGEST_REASON
from qa.question import LONGEST_QUESTION, Language
from qa.search import MOST_HITS
from qa.understood import KINDS, Kind
from qa.why import Way
from web.service import MOST_LISTED

_MOST_EARLIER = 50
_FILTERS = (
    "字段须包含的值 what a field must contain: title region issuer kind number date source path; validity (现行 …); "
    "as_of (某日有效的 in force on a day, 2019-05-01)"
)
_IGNORE = f"问题提到而不按它找的 what the question names that is not heeded: {' '.join(KINDS)}"


class _Model(BaseModel):
    """Unknown names are errors: a misspelt parameter is not ignored, a new field not forgotten here."""

    model_config = ConfigDict(extra="forbid")


class _Sent(_Model):
    """What a caller sends: a number in quotes is no number, “yes” not true."""

    model_config = ConfigDict(strict=True)


class Asked(_Sent):
    """A question, and what came before it."""

    question: str = Field(
        description=f"问题，至多 {LONGEST_QUESTION} 字 in Simplified or Traditional Chinese or in English"
    )
    filters: dict[str, str] = Field({}, description=_FILTERS)
    history: list[str] = Field(
        [], max_length=_MOST_EARLIER, description="此前的问题，先问的在前 earlier questions, oldest first"
    )
    ignore: list[Kind] = Field([], description=_IGNORE)


class Judged(Asked):
    """What somebody says of the answer to a question; the first three as they were asked."""

    helpful: bool = Field(description="回答有没有用 whether the answer helped")
    reason: str = Field("", max_length=LONGEST_REASON, description="原因 why, or why not")
    generation: int | None = Field(
        None, description="作答的索引版本，变了就不记 of the index that answered; refused where it has changed since"
    )
    id: str = Field("", max_length=64, description="改口时填上次返回的编号 from an earlier call, which this replaces")


class Sought(_Sent):
    """What to search for."""

    question: str = Field(description="问题或关键词 a question or words")
    k: int = Field(5, ge=1, le=MOST_HITS, description="至多几条 how many measures at most")
    filters: dict[str, str] = Field({}, description=_FILTERS)
    ignore: list[Kind] = Field([], description=_IGNORE)


class Listed(_Model):
    """Which documents to list."""

    offset: int = Field(0, ge=0, description="从第几份起，自 0 数 where to begin, from 0")
    limit: int = Field(100, ge=1, le=MOST_LISTED, description="至多几份 how many at most")


class Named(_Model):
    """Which document to show."""

    id: str = Field(description="引文或列表中的编号 as in a citation or the list")


_FACTS: dict[str, Any] = {
    field.name: (field.type, ...) for field in fields(Document) if field.name not in ("text", "pages")
}
DocumentFacts = create_model(
    "DocumentFacts", __base__=_Model, __doc__="Where a document comes from; what it does not state is empty.", **_FACTS
)


class MeasureTitle(_Model):
    """The measure a quote stands in."""

    title: str
    heading_path: list[str] = Field(description="上级标题 the headings above it")


class Quote(_Model):
    """A quote: `text[start:end]` of its document."""

    score: float
    quote: str
    start: int
    end: int
    page: int | None = Field(description="页码，没有页的为 null from 1; null where there are no pages")
    article: str = Field(description="条、款、项，不在条文里的为空 article, paragraph, item; empty outside of articles")
    measure: MeasureTitle
    document: DocumentFacts  # type: ignore[valid-type]


class Reading(_Model):
    """Something that the question was understood to name."""

    kind: Kind = Field(description="文件、文号、条款、地区、年份或日期 document, number, provision, place, year or day")
    words: str = Field(
        description="问题里的话；在此前的问题里的为空 as it stands there; empty where an earlier one says it"
    )
    meant: str = Field(
        description="理解成什么；索引里没有这份文件的为空 what it was taken for; empty for no such document"
    )


class AnswerFound(_Model):
    """An answer made of quotes, or why there is none."""

    question: str = Field(description="理解成的问题 as it was understood")
    follows: bool = Field(description="是否接着上文 whether it was made whole from an earlier question")
    language: Language
    text: str = Field(description="作答的原文，[1] 指第一条引文 the quotes, each followed by its number")
    citations: list[Quote] = Field(description="引文，未涉及时为空 the quotes; empty when declined")
    declined: bool = Field(description="文件没有涉及 whether the documents do not cover the question")
    reason: str
    related: list[Quote] = Field(description="最相近的举措，不是答案 the nearest measures; no answer")
    generation: int = Field(description="索引版本 of the index")
    probability: float = Field(description="文件涉及此问题的可能 how likely it is that the documents cover it")
    notices: list[str] = Field(
        description="所引文件须知：有新版、已废止等 what to know of the documents: a newer version, a repeal …"
    )
    understood: list[Reading] = Field(
        description="问题提到而按它找的 what the question names, as far as it was searched by it; see `ignore`"
    )


class Position(_Model):
    """Where a quote stands, among the hits and in its document."""

    rank: int = Field(description="第几条，自 1 数；不明的为 0 among the hits, from 1; 0 where that is not known")
    headings: list[str] = Field(
        description="所在标题，直到条、款、项 the headings over it, down to article and paragraph"
    )
    article: str = Field(description="条、款、项，不在条文里的为空 article, paragraph, item; empty outside of articles")
    spans: list[tuple[int, int]] = Field(
        description="相符的词在 `quote` 中的起止 where the words that match stand in the quote"
    )


class Why(_Model):
    """Why a quote was found."""

    matched: list[str] = Field(description="问题与原文相同的词 words of the question that stand there")
    expansions: list[str] = Field(description="换成的政策用语 policy terms for its everyday words that stand there")
    similarity: float = Field(description="意思相似度，至多 1 cosine of question and passage")
    coverage: float = Field(description="问题的词有多少在其中 share of the question's words, weighted by rarity")
    way: Way = Field(
        description="靠词语、靠意思、两者，或问题指明 whether words led to it, meaning, both, or the question names it"
    )
    position: Position
    shares: dict[str, float] = Field(
        description="各项在得分中占多少，合为 score；问题指明的为空 what each signal adds to the score; "
        "none where the question names it"
    )
    understood: list[Kind] = Field(
        description="合于问题提到的哪几种 which kinds of what the question names it is, is of, or speaks of"
    )


class Reasons(Why):
    """Why a quote of an answer was found."""

    document: str = Field(description="文件编号 id of its document")
    start: int
    end: int


class HitFound(Quote):
    """A measure found."""

    why: Why


class Explained(_Model):
    """Why an answer quotes what it does; in the order of its quotes."""

    question: str = Field(description="理解成的问题 as it was understood")
    generation: int
    citations: list[Reasons]
    related: list[Reasons]


class Noted(_Model):
    """That an opinion is kept."""

    id: str = Field(description="改口时用 to replace it later")
    generation: int


class Hits(_Model):
    """The measures found."""

    generation: int
    covered: bool = Field(description="文件是否涉及 whether they may answer the question")
    understood: list[Reading] = Field(description="问题提到而按它找的 what the question names")
    hits: list[HitFound] = Field(description="最相关的在前 best first")


class DocumentList(_Model):
    """Documents without their texts."""

    generation: int
    total: int
    documents: list[DocumentFacts]  # type: ignore[valid-type]


class DocumentWhole(_Model):
    """A document with its text."""

    generation: int
    document: DocumentFacts  # type: ignore[valid-type]
    text: str
    pages: list[int] = Field(description="每页在 text 中的起点 offset in text at which each page begins")


class Health(_Model):
    """That the index can be used, and what it holds."""

    status: str
    generation: int
    documents: int
    passages: int
    model: str


class Failure(_Model):
    """What went wrong."""

    error: str = Field(description="错误的种类 its kind, as named in corpus/errors.py")
    message: str = Field(description="原因与办法 the reason and the remedy")
