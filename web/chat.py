"""The page: ask in words, read the answer in quotes, open any of them in its document; search; browse.

What only the browser knows (the conversations kept in it, the language, the clipboard) is in `qa/*.js`. The two sides
speak through hidden text boxes.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import qa
from qa.bilingual import both, label
from qa.listing import empty_html
from qa.opened import placeholder_html
from qa.originals import Originals
from qa.parts import FILTER_NAMES, VALIDITY
from web.desk import Desk
from web.endpoints import offer
from web.examples import Examples
from web.service import Service, Turns

if TYPE_CHECKING:
    import gradio

_FOLDER = Path(qa.__file__).parent
STYLE = _FOLDER / "chat.css"
SCRIPTS = (_FOLDER / "language.js", _FOLDER / "conversations.js", _FOLDER / "chat.js")
_MOST_EVENTS = 1000
_PRIVATE: dict[str, Any] = {"api_visibility": "private"}
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def page(service: Service, turns: Turns, originals: Originals | None = None) -> "gradio.Blocks":
    """The page and the calls of Gradio's client, ready to launch.

    Args:
        turns: by which questions take turns.
        originals: where they are at hand, pages of PDFs are shown.
    """
    import gradio

    examples = Examples(service.retriever)
    desk = Desk(service.retriever, originals or Originals(), turns, service.opinions)
    blocks: gradio.Blocks
    with gradio.Blocks(title="政策问答 Policy Q&A", analytics_enabled=False) as blocks:
        offer(service, turns)  # first, since names are given in order: `ask` is the call of programs
        status = gradio.HTML(elem_id="head")
        with gradio.Row(elem_classes="pq-columns"):
            with gradio.Column(scale=5, min_width=320):
                with gradio.Tabs(elem_id="tabs"):
                    with gradio.Tab(label("问答", "Ask"), id="ask"):
                        chat = _ask_tab()
                    with gradio.Tab(label("搜索", "Search"), id="search"):
                        found = gradio.HTML(_search_hint(), elem_id="found", elem_classes="pq-pane")
                        words = _box("words", "输入词语，按回车搜索", "Type words and press Enter to search")
                    with gradio.Tab(label("文件", "Documents"), id="documents") as browsing:
                        listed = gradio.HTML(elem_id="listed", elem_classes="pq-pane")
                        titled = _box("titled", "标题里的词，按回车", "Words of the title, then Enter")
                filters = _filters()
                with gradio.Accordion(label("对话记录", "Conversations"), open=False, elem_id="conversations"):
                    gradio.HTML(_kept_html())
            with gradio.Column(scale=4, min_width=320):
                document = gradio.HTML(placeholder_html(), elem_id="document")
        names = ("cite-link", "keep", "take-up", "said", "noted", "file", "without", "search-without")
        hidden = {name: _hidden(name) for name in names}

        _converse(desk, chat, hidden, filters, status, document)
        words.submit(desk.search, [words, *filters], found, concurrency_limit=None, **_PRIVATE)
        unsought = hidden["search-without"]
        unsought.change(
            desk.search_without, [unsought, words, *filters], found, concurrency_limit=None, **_PRIVATE
        ).then(None, None, None, js="() => policy.showReadings('#found')", **_PRIVATE)
        listing = ([titled, *filters], listed)
        titled.submit(desk.documents, *listing, **_PRIVATE)
        browsing.select(desk.documents, *listing, **_PRIVATE)
        gradio.on(
            [choice.change for choice in filters],
            desk.documents,
            *listing,
            trigger_mode="always_last",
            **_QUIET,
        )
        link = hidden["cite-link"]
        link.change(desk.open, link, document, **_QUIET).then(None, js="() => policy.showMark()", **_PRIVATE)
        blocks.load(desk.head, None, status, **_PRIVATE)
        blocks.load(
            lambda: gradio.Chatbot(examples=[{"text": example} for example in examples.offered()]),
            None,
            chat["shown"],
            **_QUIET,
        )
        blocks.load(lambda: [gradio.Dropdown(choices=_named(each)) for each in desk.choices()], None, filters, **_QUIET)
        blocks.load(None, None, None, js="() => policy.begin()", **_PRIVATE)
    # Questions take turns by `turns`; Gradio's queue is closed to calls that would not wait.
    blocks.queue(max_size=_MOST_EVENTS, api_open=False)
    return blocks


def _ask_tab() -> dict[str, Any]:
    """The conversation, the box, and what can be done with them."""
    import gradio

    parts: dict[str, Any] = {"turns": gradio.State([])}
    parts["shown"] = gradio.Chatbot(
        elem_id="chat",
        label=label("对话", "Conversation"),
        show_label=False,
        height="56vh",
        layout="bubble",
        latex_delimiters=[],
        buttons=[],
        autoscroll=False,  # it would go to the end of an answer; `policy.showAnswer` goes to its beginning
        placeholder=f"**{label('用日常的话提问', 'Ask in everyday words')}**",
    )
    parts["box"] = _box("question", "输入问题，按回车发送", "Type a question and press Enter", 4, autofocus=True)
    with gradio.Row(elem_classes="pq-bar"):
        for name, words in {
            "stop": ("停止", "Stop"),
            "again": ("重问", "Ask again"),
            "edit": ("修改问题", "Edit question"),
            "clear": ("新对话", "New conversation"),
            "markdown": ("导出 Markdown", "Export Markdown"),
            "word": ("导出 Word", "Export Word"),
        }.items():
            parts[name] = gradio.Button(label(*words), size="sm", variant="secondary", elem_id=name, min_width=60)
    return parts


def _converse(
    desk: Desk, chat: dict[str, Any], hidden: dict[str, Any], filters: list[Any], status: Any, document: Any
) -> None:
    """What the ask tab does."""
    import gradio

    shown, turns, box = chat["shown"], chat["turns"], chat["box"]
    outputs = [shown, turns, hidden["keep"], box, status]

    async def example(event: gradio.SelectData, turns: list[Any], *chosen: str | None) -> tuple[Any, ...]:
        return await desk.ask(str(event.value["text"]), turns, *chosen)

    for trigger in (box.submit, shown.example_select, chat["again"].click):  # first, as they run one after the other
        trigger(None, None, None, js="() => policy.busy(true)", **_PRIVATE)
    asking = {"concurrency_limit": None, **_PRIVATE}
    asked = [
        box.submit(desk.ask, [box, turns, *filters], outputs, **asking),
        shown.example_select(example, [turns, *filters], outputs, **asking),
        chat["again"].click(desk.again, [turns, *filters], outputs, **asking),
    ]
    for event in asked:
        shows = "(kept) => { policy.keep(kept); policy.showAnswer(); }"
        event.then(None, hidden["keep"], None, js=shows, **_PRIVATE)
    without = hidden["without"].change(desk.without, [hidden["without"], turns, *filters], outputs, **asking)
    shows = "(kept) => { policy.keep(kept); policy.showAnswer(); policy.showReadings('#chat'); }"
    without.then(None, hidden["keep"], None, js=shows, **_PRIVATE)
    asked.append(without)
    chat["stop"].click(None, None, None, js="() => policy.busy(false)", cancels=asked, **_PRIVATE)
    chat["stop"].click(desk.stopped, [hidden["keep"], box], [shown, turns, box], **_QUIET)
    chat["edit"].click(desk.edit, turns, outputs, **_QUIET).then(
        None, hidden["keep"], None, js="(kept) => policy.keep(kept, '#question textarea')", **_PRIVATE
    )
    taken = [shown, turns, hidden["keep"], box, document]
    hidden["take-up"].change(desk.take_up, hidden["take-up"], taken, **_QUIET).then(
        None, None, None, js="() => policy.showAnswer()", **_PRIVATE
    )
    chat["clear"].click(None, None, None, js="() => policy.fresh()", **_PRIVATE)
    said, noted = hidden["said"], hidden["noted"]
    said.change(desk.judge, [said, turns], noted, **_QUIET).then(
        None, noted, None, js="(told) => policy.noted(told)", **_PRIVATE
    )
    for name, write, ending in (("markdown", desk.markdown, "md"), ("word", desk.word, "docx")):
        chat[name].click(write, turns, hidden["file"], **_QUIET).then(
            None, hidden["file"], None, js=f"(file) => policy.download(file, '{ending}')", **_PRIVATE
        )


def _filters() -> list[Any]:
    """The chosen filters as buttons that remove them, and what can be chosen; in the order of `FILTER_NAMES`."""
    import gradio

    with gradio.Row(elem_classes="pq-chips"):
        chips = [
            gradio.Button("", visible=False, size="sm", min_width=60, elem_id=f"chip-{name}") for name in FILTER_NAMES
        ]
    with (
        gradio.Accordion(label("筛选", "Filters"), open=False, elem_id="filters"),
        gradio.Row(elem_classes="pq-filters"),
    ):
        filters = [
            gradio.Dropdown(
                [], value="", label=label(*words), allow_custom_value=True, min_width=150, elem_id=f"filter-{name}"
            )
            for name, words in FILTER_NAMES.items()
        ]
    for chip, choice, words in zip(chips, filters, FILTER_NAMES.values(), strict=True):
        choice.change(_chip(*words), choice, chip, **_QUIET)
        chip.click(lambda: "", None, choice, **_QUIET)
    return filters


def _chip(chinese: str, english: str) -> Callable[[str | None], Any]:
    import gradio

    def show(value: str | None) -> Any:
        chosen = (value or "").strip()
        words = label(f"✕ {chinese}：{chosen}", f"✕ {english}: {chosen}")
        return gradio.Button(words, visible=bool(chosen))

    return show


def _named(values: list[str]) -> list[tuple[str, str]]:
    """Choices as shown, and as filtered by."""
    return [(f"{value} {VALIDITY.get(value, '')}".strip(), value) for value in values]


def _box(name: str, chinese: str, english: str, lines: int = 1, autofocus: bool = False) -> Any:
    import gradio

    return gradio.Textbox(
        elem_id=name,
        show_label=False,
        label=label(chinese, english),
        placeholder=label(chinese, english),
        submit_btn=True,
        autofocus=autofocus,
        max_lines=lines,
    )


def _hidden(name: str) -> Any:
    import gradio

    return gradio.Textbox(visible="hidden", elem_id=name, label=name, show_label=False)


def _search_hint() -> str:
    return empty_html("输入词语，按回车搜索", "Type words and press Enter to search")


def _kept_html() -> str:
    told = both("只保存在这个浏览器里", "Kept in this browser only")
    return f'<p class="pq-small">{told}</p><div id="pq-kept"></div>'
