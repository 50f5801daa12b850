"""What every door of the server offers: the same seven calls, in plain JSON values."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from corpus.errors import Busy, DocumentUnknown, FeedbackError, PolicyQAError, QuestionError
from index.filters import day_of
from qa.answer import answer
from qa.feedback import Feedback
from qa.question import understand
from qa.retrieve import Retriever
from qa.understood import set_aside
from qa.why import why

AT_ONCE = 4
"""How many questions are answered at a time; more would only take turns on the processor."""
MOST_WAITING = 200
"""How many more may wait by default; who comes after them is told that the server is busy."""
MOST_LISTED = 1000
"""How many documents can be listed in one call."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Service:
    """The calls over one retriever; safe to use from several threads.

    Every result names the `generation` of the index that it comes from.
    """

    def __init__(self, retriever: Retriever, opinions: Feedback | None = None) -> None:
        """
        Args:
            opinions: where what is said of answers is kept.
        """
        self.retriever = retriever
        self.opinions = opinions

    def warm(self) -> None:
        """Work out what is worked out once, so that the first question does not wait for it."""
        with suppress(PolicyQAError):
            self.ask("有什么补贴？")

    def ask(
        self,
        question: str,
        filters: Mapping[str, str] | None = None,
        history: Sequence[str] = (),
        ignore: Collection[str] = (),
    ) -> dict[str, Any]:
        """`qa.ask`, as `Answer.to_dict` tells it."""
        return answer(self.retriever, question, filters, history, ignore).to_dict()

    def retrieve(
        self, question: str, k: int = 5, filters: Mapping[str, str] | None = None, ignore: Collection[str] = ()
    ) -> dict[str, Any]:
        """`qa.retrieve`: the hits, each with why it was found, and whether they cover the question."""
        asked = set_aside(understand(question, day_of(filters)), ignore)
        found = self.retriever.find(asked, k, filters)
        told = found.understood
        hits = [hit.to_dict() | {"why": why(asked, hit, told).to_dict()} for hit in found.hits]
        return {
            "generation": found.generation,
            "covered": found.covered,
            "understood": [one.to_dict() for one in told],
            "hits": hits,
        }

    def why(
        self,
        question: str,
        filters: Mapping[str, str] | None = None,
        history: Sequence[str] = (),
        ignore: Collection[str] = (),
    ) -> dict[str, Any]:
        """Why `ask` finds what it does: of each of its quotes, in their order, see `qa.why`."""
        found = answer(self.retriever, question, filters, history, ignore)
        asked = understand(found.question, day_of(filters))
        told = {
            name: [
                {
                    "document": hit.document.id,
                    "start": hit.start,
                    "end": hit.end,
                    **why(asked, hit, found.understood).to_dict(),
                }
                for hit in hits
            ]
            for name, hits in (("citations", found.citations), ("related", found.related))
        }
        return {"question": found.question, "generation": found.generation, **told}

    def feedback(
        self,
        question: str,
        helpful: bool,
        reason: str = "",
        filters: Mapping[str, str] | None = None,
        history: Sequence[str] = (),
        generation: int | None = None,
        id: str = "",  # noqa: A002
        ignore: Collection[str] = (),
    ) -> dict[str, Any]:
        """Keep whether the answer of `ask` to this helped. It is found again, so that only real answers are judged.

        Args:
            generation: of the index that answered; refused where another is in force now.
            id: of what was said of it before, which this replaces; a new one if left out.

        Raises:
            FeedbackError: it cannot be kept.
            QuestionError: the index has changed since.
        """
        if self.opinions is None:
            raise FeedbackError("这里不收反馈 nothing that is said of answers is kept here; see ui.py --feedback")
        found = answer(self.retriever, question, filters, history, ignore)
        if generation is not None and generation != found.generation:
            raise QuestionError(
                f"the answer was of generation {generation} of the index, now {found.generation} is in force; ask again"
            )
        turn = id or uuid4().hex
        self.opinions.record(turn, found, helpful, reason, filters)
        return {"id": turn, "generation": found.generation}

    def documents(self, offset: int = 0, limit: int = 100) -> dict[str, Any]:
        """The documents in the order of the index, without their texts.

        Raises:
            QuestionError: `offset` is negative, or `limit` not between 1 and `MOST_LISTED`.
        """
        if offset < 0 or not 1 <= limit <= MOST_LISTED:
            raise QuestionError(
                f"documents {offset} to {offset + limit} were asked for; begin at 0 or later and ask for "
                f"1 to {MOST_LISTED}"
            )
        store = self.retriever.store
        shown = [document.to_dict() for document in store.documents[offset : offset + limit]]
        return {"generation": store.generation, "total": len(store.documents), "documents": shown}

    def document(self, id: str) -> dict[str, Any]:  # noqa: A002
        """One document with its text, into which the offsets of citations count.

        Raises:
            DocumentUnknown: there is none with this id.
        """
        store = self.retriever.store
        number = next((number for number, document in enumerate(store.documents) if document.id == id), None)
        if number is None:
            raise DocumentUnknown(
                f"there is no document “{id[:40]}” in generation {store.generation} of the index; "
                "take the id from a citation or from the list of documents"
            )
        document = store.document(number)
        return {
            "generation": store.generation,
            "document": document.to_dict(),
            "text": document.text,
            "pages": list(document.pages),
        }

    def health(self) -> dict[str, Any]:
        """That the index can be used, and what it holds."""
        store = self.retriever.store
        return {
            "status": "ok",
            "generation": store.generation,
            "documents": len(store.documents),
            "passages": len(store),
            "model": str(store.manifest["model"]["name"]),
        }


class Turns:
    """Lets a few questions in at a time, some more wait, and turns the rest away; for one event loop."""

    def __init__(self, waiting: int = MOST_WAITING, at_once: int = AT_ONCE) -> None:
        """
        Args:
            waiting: how many may wait.
            at_once: how many are answered at a time.
        """
        import anyio

        self._limiter = anyio.CapacityLimiter(at_once)
        self._most = at_once + waiting
        self._present = 0

    async def run(self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """The result of a call, made in a thread when its turn comes.

        Raises:
            Busy: too many are waiting already.
        """
        import anyio.to_thread

        if self._present >= self._most:
            raise Busy(busy_message(self._most))
        self._present += 1
        try:
            return await anyio.to_thread.run_sync(lambda: call(*args, **kwargs), limiter=self._limiter)
        finally:
            self._present -= 1


def busy_message(most: int) -> str:
    """What someone is told whose question found too many before it."""
    return f"现在提问的人太多，请稍后再问 too many people are asking at once (at most {most}); try again shortly"
