"""The web chat: ask in words, read the answer in quotes, open any of them in its document.

    python ui.py [--store DIR] [--documents PATH …] [--host 127.0.0.1] [--port 7860] [--auth USER:PASSWORD …]

Exit status: 1 when the index or the port cannot be used, 2 for wrong arguments.
"""

import argparse
import logging
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import PolicyQAError
from corpus.load import SHIPPED
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

if TYPE_CHECKING:
    import gradio

EXAMPLES = (
    "开厂缺钱，有什么融资办法？",
    "一年发多少科技创新券？",
    "26个加快发展县有什么照顾？",
    "專利可以質押融資嗎？",
    "What help is there for young scientists?",
)
STYLE = Path(__file__).parent / "qa" / "chat.css"
SCRIPT = Path(__file__).parent / "qa" / "chat.js"
_LOCAL = ("127.0.0.1", "localhost", "::1")
_AT_ONCE = 4
_LONGEST_SHOWN = 300
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed, and what the numbered marks of its answer open."""

    question: str
    citations: tuple[Citation, ...]


class Chat:
    """What the page does; each conversation's opened citations live in its browser session."""

    def __init__(self, retriever: Retriever, originals: Originals) -> None:
        self.retriever = retriever
        self.originals = originals

    def ask(self, question: str, turns: list[dict[str, Any]], opened: list[Turn]) -> tuple[Any, ...]:
        """Answer one question: the conversation with it, its citations, an empty box, the status line."""
        import gradio

        try:
            found = answer(self.retriever, question, history=[turn.question for turn in opened])
            reply, citations = answer_html(found, len(opened)), citations_of(found)
        except PolicyQAError as error:
            reply, citations = error_html(str(error)), ()
        asked = question if len(question) <= _LONGEST_SHOWN else f"{question[:_LONGEST_SHOWN]}…"
        turns = [
            *turns,
            {"role": "user", "content": gradio.HTML(question_html(asked))},
            {"role": "assistant", "content": gradio.HTML(reply)},
        ]
        return turns, [*opened, Turn(question, citations)], "", self.head()

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


def page(retriever: Retriever, originals: Originals | None = None) -> "gradio.Blocks":
    """The page, ready to launch; with the originals it shows pages of PDFs."""
    import gradio

    chat = Chat(retriever, originals or Originals())
    blocks: gradio.Blocks
    with gradio.Blocks(title="政策问答 Policy Q&A", analytics_enabled=False) as blocks:
        status = gradio.HTML(chat.head)
        opened = gradio.State([])
        with gradio.Row(elem_classes="pq-columns"):
            with gradio.Column(scale=5, min_width=320):
                turns = gradio.Chatbot(
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

        outputs = [turns, opened, box, status]
        box.submit(chat.ask, [box, turns, opened], outputs, concurrency_limit=_AT_ONCE, api_name="ask")

        def example(event: gradio.SelectData, turns: list[Any], opened: list[Any]) -> tuple[Any, ...]:
            return chat.ask(str(event.value["text"]), turns, opened)

        turns.example_select(example, [turns, opened], outputs, concurrency_limit=_AT_ONCE, api_visibility="private")
        link.change(chat.open, [link, opened], document, show_progress="hidden", api_visibility="private").then(
            None, js="() => window.policyShowMark()", api_visibility="private"
        )
        gradio.on(
            [clear.click, turns.clear],
            lambda: ([], [], "", placeholder_html()),
            None,
            [turns, opened, box, document],
            api_visibility="private",
        )
        blocks.load(chat.head, None, status, api_visibility="private")
    return blocks


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="ui.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", default="store", help="folder of the index (default: store)")
    parser.add_argument(
        "--documents",
        nargs="*",
        type=Path,
        default=[SHIPPED],
        help="what the index was built from; shows the page of a PDF with the sentence marked",
    )
    parser.add_argument("--model", help="embedding model, where it is not the one the store names")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; another than this machine's own needs --auth"
    )
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (default: 7860)")
    parser.add_argument(
        "--auth", metavar="USER:PASSWORD", action="append", default=[], help="who may enter; repeatable"
    )
    parser.add_argument("--browser", action="store_true", help="open the page in the web browser")
    options = parser.parse_args(arguments)
    logins = [tuple(login.split(":", 1)) for login in options.auth]
    if any(len(login) != 2 or not all(login) for login in logins):
        parser.error("--auth takes USER:PASSWORD, both not empty")
    if options.host not in _LOCAL and not logins:
        parser.error(f"--host {options.host} opens the page to other machines; add --auth USER:PASSWORD")
    if not 1 <= options.port <= 65535:
        parser.error(f"--port {options.port} is not between 1 and 65535")
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    try:
        _check_port(options.host, options.port)
        retriever = Retriever(options.store, options.model)
    except (PolicyQAError, OSError) as error:
        print(f"错误 error: {error}", file=sys.stderr)
        return 1
    return _serve(page(retriever, Originals(options.documents)), options.host, options.port, logins, options.browser)


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port") from error


def _serve(blocks: "gradio.Blocks", host: str, port: int, logins: list[tuple[str, ...]], browser: bool) -> int:
    import gradio

    fonts = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
    print(f"政策问答 Policy Q&A: http://{host}:{port}", flush=True)
    blocks.launch(
        server_name=host,
        server_port=port,
        auth=logins or None,  # type: ignore[arg-type]
        quiet=True,
        share=False,
        inbrowser=browser,
        ssr_mode=False,
        footer_links=[],
        theme=gradio.themes.Default(primary_hue="blue", neutral_hue="slate", font=fonts, font_mono=["monospace"]),
        css_paths=[STYLE],
        head=f"<script>{SCRIPT.read_text('utf-8')}</script>",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
