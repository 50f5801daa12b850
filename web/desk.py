"""What the page does: asks, searches, lists, opens; keeps nothing but the conversation in hand."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from corpus.errors import Busy, PolicyQAError
from index.filters import day_of
from qa.answer import answer
from qa.citation import Citation
from qa.courtesy import is_courtesy
from qa.feedback import Feedback
from qa.followup import leans
from qa.listing import documents_html, empty_html, hits_html
from qa.opened import document_html, gone_html, placeholder_html
from qa.originals import Originals, PageImage
from qa.question import understand
from qa.render import answer_html, error_html, feedback_html, head_html, question_html
from qa.retrieve import Retriever
from qa.understood import KINDS, Kind, carried, set_aside
from web.choices import choices, narrowed
from web.conversation import Turn, current, from_json, number_of, to_json
from web.export import to_markdown, to_word
from web.reasons import in_both
from web.service import Turns

FOUND_AT_MOST = 10
"""Measures that a search lists."""
LISTED_AT_MOST = 100
"""Documents that are listed at a time."""
_LONGEST_SHOWN = 300


class Desk:
    """The handlers of the page, over one retriever; a conversation is handed in and out with each call."""

    def __init__(
        self, retriever: Retriever, originals: Originals, queue: Turns, feedback: Feedback | None = None
    ) -> None:
        self.retriever = retriever
        self.originals = originals
        self.queue = queue
        self.feedback = feedback

    async def ask(self, question: str, turns: list[Turn], *chosen: str | None) -> tuple[Any, ...]:
        """Answer one question: the conversation with it as shown, in hand and to keep; the box, the status line.

        The box is emptied, unless there was no answer because too many people ask: then the question stays in it. What
        was not to be heeded of the question before is not heeded of one that follows on from it.
        """
        return await self._ask(question, turns, chosen, None)

    async def _ask(
        self, question: str, turns: list[Turn], chosen: Sequence[str | None], ignored: tuple[Kind, ...] | None
    ) -> tuple[Any, ...]:
        import gradio

        left: str = ""
        head: Any
        try:
            turn, head = await self.queue.run(self._answer, question, turns, narrowed(chosen), ignored)
        except Busy as error:
            turn, head = Turn(question, error=str(error), ignored=ignored or ()), gradio.skip()
            left = question
        return *self.conversation([*turns, turn]), left, head

    async def again(self, turns: list[Turn], *chosen: str | None) -> tuple[Any, ...]:
        """Ask the last question again, with the filters as they are now."""
        import gradio

        if not turns:
            return (gradio.skip(),) * 5
        return await self._ask(turns[-1].question, turns[:-1], chosen, turns[-1].ignored)

    async def without(self, said: str, turns: list[Turn], *chosen: str | None) -> tuple[Any, ...]:
        """Ask the last question again, and heed all that it names but the kinds said: as `again`."""
        import gradio

        if not turns:
            return (gradio.skip(),) * 5
        return await self._ask(turns[-1].question, turns[:-1], chosen, _kinds(said))

    def edit(self, turns: list[Turn]) -> tuple[Any, ...]:
        """Take the last question back into the box."""
        import gradio

        if not turns:
            return (gradio.skip(),) * 5
        return *self.conversation(turns[:-1]), turns[-1].question, gradio.skip()

    def stopped(self, kept: str | None, question: str) -> tuple[Any, ...]:
        """The conversation as the page last had it, and the question: it may be answered here already."""
        try:
            turns = from_json(kept or "", self.retriever.store)
        except PolicyQAError:
            turns = []
        return *self.conversation(turns)[:2], question

    def _answer(
        self, question: str, turns: list[Turn], filters: dict[str, str], ignored: tuple[Kind, ...] | None
    ) -> tuple[Turn, str]:
        """An answer or what went wrong, the status line."""
        try:
            if ignored is None:
                ignored = self._carried(question, turns)
            found = answer(self.retriever, question, filters, [turn.question for turn in turns], ignored)
        except PolicyQAError as error:
            return Turn(question, error=str(error), ignored=ignored or ()), self.head()
        return Turn(question, filters, found, ignored=ignored), self.head()

    def _carried(self, question: str, turns: list[Turn]) -> tuple[Kind, ...]:
        """What is not heeded of a question because it was not of the one that it follows on from."""
        if not turns or not turns[-1].ignored or not leans(question):
            return ()
        asked = understand(question)
        return carried(turns[-1].ignored, asked, self.retriever.names(asked))

    def conversation(self, turns: list[Turn]) -> tuple[list[dict[str, Any]], list[Turn], str]:
        """A conversation as shown, in hand and to keep."""
        messages = [message for turn in turns for message in self._messages(turn, turn is turns[-1])]
        return messages, turns, to_json(turns)

    def _messages(self, turn: Turn, last: bool) -> tuple[dict[str, Any], dict[str, Any]]:
        import gradio

        question = turn.question
        asked = question if len(question) <= _LONGEST_SHOWN else f"{question[:_LONGEST_SHOWN]}…"
        below = feedback_html(turn.id) if self.feedback and not is_courtesy(question) else ""
        if turn.answer:
            reply = answer_html(turn.answer, turn.filters, below, turn.ignored, last)
        else:
            reply = error_html(in_both(turn.error))
        return (
            {"role": "user", "content": gradio.HTML(question_html(asked))},
            {"role": "assistant", "content": gradio.HTML(reply)},
        )

    def take_up(self, kept: str) -> tuple[Any, ...]:
        """A conversation that the browser kept: as `ask`, and an empty place for documents."""
        try:
            turns = from_json(kept.partition(" ")[2], self.retriever.store)
        except PolicyQAError:
            turns = []
        return *self.conversation(turns), "", placeholder_html()

    async def search(self, words: str | None, *chosen: str | None) -> str:
        """What a search finds, as HTML."""
        return await self.search_without("", words, *chosen)

    async def search_without(self, said: str, words: str | None, *chosen: str | None) -> str:
        """What a search finds that heeds all that the words name but the kinds said, as HTML."""
        if not words or not words.strip():
            return empty_html("输入词语，按回车搜索", "Type words and press Enter to search")
        try:
            return await self.queue.run(self._search, words, narrowed(chosen), _kinds(said))
        except PolicyQAError as error:
            return error_html(in_both(str(error)))

    def _search(self, words: str, filters: dict[str, str], ignored: tuple[Kind, ...]) -> str:
        question = set_aside(understand(words, day_of(filters)), ignored)
        found = self.retriever.find(question, FOUND_AT_MOST, filters)
        return hits_html(question, found.hits, found.covered, found.understood, ignored)

    def documents(self, words: str | None, *chosen: str | None) -> str:
        """The documents with these words in their titles, as HTML; those no longer in force too."""
        try:
            store = self.retriever.store
            numbers = store.select({"validity": ""} | narrowed(chosen)) or range(0)
            found = [store.documents[number] for number in numbers]
            found = [document for document in found if all(word in document.title for word in (words or "").split())]
            return documents_html([current(document) for document in found[:LISTED_AT_MOST]], len(found))
        except PolicyQAError as error:
            return error_html(in_both(str(error)))

    def open(self, link: str) -> str:
        """The document of a link `#at-ID-START-END`, that span marked."""
        try:
            id, start, end = link.split(" ")[0].removeprefix("#at-").rsplit("-", 2)  # noqa: A001
            store = self.retriever.store
            number = number_of(store, id)
            if number is None:
                return gone_html()
            document, measures = current(store.document(number)), store.measures(number)
            first, last = sorted(min(max(int(place), 0), len(document.text)) for place in (start, end))
        except (ValueError, PolicyQAError):
            return placeholder_html()
        pages: tuple[PageImage, ...] = ()
        if first < last and measures:
            cited = Citation(0.0, document, measures[0], document.text[first:last], first, last)
            pages = self.originals.pages(cited)
        return document_html(document, measures, first, last, pages)

    def head(self) -> str:
        """The name of the page and which documents are in force."""
        try:
            return head_html(self.retriever.store)
        except PolicyQAError as error:
            return error_html(in_both(str(error)))

    def choices(self) -> list[list[str]]:
        """What each filter offers."""
        try:
            return [*choices(self.retriever.store.documents).values()]
        except PolicyQAError:
            return [*choices(()).values()]

    def judge(self, said: str, turns: Sequence[Turn]) -> str:
        """Keep what somebody said of an answer: `{"turn", "helpful", "reason"}`; the turn with what became of it."""
        try:
            told = json.loads(said)
            turn = next(turn for turn in turns if turn.id == told["turn"])
            if self.feedback is None or turn.answer is None:
                return ""
            self.feedback.record(turn.id, turn.answer, bool(told["helpful"]), str(told["reason"]), turn.filters)
        except (ValueError, KeyError, TypeError, StopIteration):
            return ""
        except PolicyQAError as error:
            return json.dumps({"turn": turn.id, "error": str(error)})
        return json.dumps({"turn": turn.id, "at": told.get("at")})

    def markdown(self, turns: Sequence[Turn]) -> str:
        """The conversation as a Markdown file, base64."""
        return base64.b64encode(to_markdown(turns).encode()).decode("ascii")

    def word(self, turns: Sequence[Turn]) -> str:
        """The conversation as a Word file, base64."""
        return base64.b64encode(to_word(turns)).decode("ascii")


def _kinds(said: str) -> tuple[Kind, ...]:
    """The kinds named behind a time that makes saying them twice a change."""
    named = said.rpartition(" ")[2].split(",")
    return tuple(kind for kind in KINDS if kind in named)
