"""The page: ask in words, read the answer in quotes, open any of them in its document."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import qa
from corpus.errors import Busy, PolicyQAError
from qa.answer import answer
from qa.originals import Originals
from qa.render import (
    answer_html,
    citations_of,
    document_html,
    error_html,
    head_html,
    placeholder_html,
    question_html,
)
from qa.retrieve import Citation, Retriever
from web.endpoints import offer
from web.service import Service, Turns

if TYPE_CHECKING:
    import gradio

EXAMPLES = (
    "开厂缺钱，有什么融资办法？",
    "一年发多少科技创新券？",
    "26个加快发展县有什么照顾？",
    "專利可以質押融資嗎？",
    "What help is there for young scientists?",
)
STYLE = Path(qa.__file__).parent / "chat.css"
SCRIPT = Path(qa.__file__).parent / "chat.js"
_LONGEST_SHOWN = 300
_MOST_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed, and what the numbered marks of its answer open."""

    question: str
    citations: tuple[Citation, ...]


class Chat:
    """What the page does; each conversation's opened citations live in its browser session."""

    def __init__(self, retriever: Retriever, originals: Originals, queue: Turns) -> None:
        self.retriever = retriever
        self.originals = originals
        self.queue = queue

    async def ask(self, question: str, turns: list[dict[str, Any]], opened: list[Turn]) -> tuple[Any, ...]:
        """Answer one question: the conversation with it, its citations, the box, the status line.

        The box is emptied, unless there was no answer because too many people ask: then the question stays in it.
        """
        import gradio

        left: str = ""
        head: Any
        try:
            reply, citations, head = await self.queue.run(self._reply, question, opened)
        except Busy as error:
            reply, citations, head, left = error_html(str(error)), (), gradio.skip(), question
        asked = question if len(question) <= _LONGEST_SHOWN else f"{question[:_LONGEST_SHOWN]}…"
        turns = [
            *turns,
            {"role": "user", "content": gradio.HTML(question_html(asked))},
            {"role": "assistant", "content": gradio.HTML(reply)},
        ]
        return turns, [*opened, Turn(question, citations)], left, head

    def _reply(self, question: str, opened: list[Turn]) -> tuple[str, tuple[Citation, ...], str]:
        """An answer or what went wrong, what its marks open, the status line."""
        try:
            found = answer(self.retriever, question, history=[turn.question for turn in opened])
        except PolicyQAError as error:
            return error_html(str(error)), (), self.head()
        return answer_html(found, len(opened)), citations_of(found), self.head()

    def open(self, link: str, opened: list[Turn]) -> str:
        """The document of a link `#cite-TURN-NUMBER`, the sentence marked."""
        try:
            turn, number = map(int, link.split(" ")[0].removeprefix("#cite-").split("-"))
            citation = opened[turn].citations[number]
        except (ValueError, IndexError):
            return placeholder_html()
        return document_html(citation, self.originals.pages(citation))

    def head(self) -> str:
        """The name of the page and which documents are in force."""
        try:
            return head_html(self.retriever.store)
        except PolicyQAError as error:
            return error_html(str(error))


def page(service: Service, turns: Turns, originals: Originals | None = None) -> "gradio.Blocks":
    """The page and the calls of Gradio's client, ready to launch.

    Args:
        turns: by which questions take turns.
        originals: where they are at hand, pages of PDFs are shown.
    """
    import gradio

    chat = Chat(service.retriever, originals or Originals(), turns)
    blocks: gradio.Blocks
    with gradio.Blocks(title="政策问答 Policy Q&A", analytics_enabled=False) as blocks:
        offer(service, turns)  # first, since names are given in order: `ask` is the call of programs
        status = gradio.HTML()
        opened = gradio.State([])
        with gradio.Row(elem_classes="pq-columns"):
            with gradio.Column(scale=5, min_width=320):
                shown = gradio.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    height="62vh",
                    layout="bubble",
                    latex_delimiters=[],
                    buttons=[],
                    placeholder="**用日常的话提问**\n\nAsk in everyday words",
                    examples=[{"text": example} for example in EXAMPLES],
                )
                box = gradio.Textbox(
                    elem_id="question",
                    show_label=False,
                    label="问题 question",
                    placeholder="输入问题，按回车发送 Type a question and press Enter",
                    submit_btn=True,
                    autofocus=True,
                    max_lines=4,
                )
                clear = gradio.Button("清空对话 Clear", size="sm", variant="secondary", elem_id="clear")
            with gradio.Column(scale=4, min_width=320):
                document = gradio.HTML(placeholder_html(), elem_id="document")
        link = gradio.Textbox(visible="hidden", elem_id="cite-link", show_label=False)

        outputs = [shown, opened, box, status]
        box.submit(chat.ask, [box, shown, opened], outputs, concurrency_limit=None, api_visibility="private")

        async def example(event: gradio.SelectData, turns: list[Any], opened: list[Any]) -> tuple[Any, ...]:
            return await chat.ask(str(event.value["text"]), turns, opened)

        shown.example_select(example, [shown, opened], outputs, concurrency_limit=None, api_visibility="private")
        link.change(chat.open, [link, opened], document, show_progress="hidden", api_visibility="private").then(
            None, js="() => window.policyShowMark()", api_visibility="private"
        )
        gradio.on(
            [clear.click, shown.clear],
            lambda: ([], [], "", placeholder_html()),
            None,
            [shown, opened, box, document],
            api_visibility="private",
        )
        blocks.load(chat.head, None, status, api_visibility="private")
    # Questions take turns by `turns`; Gradio's queue is closed to calls that would not wait.
    blocks.queue(max_size=_MOST_EVENTS, api_open=False)
    return blocks
