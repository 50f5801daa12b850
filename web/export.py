"""A conversation to take away, each answer with its quotes and where they stand: Markdown or Word."""

import io
import re
from collections.abc import Iterator, Sequence

from qa.reference import reference
from qa.reply import Answer
from web.conversation import Turn

TITLE = "政策问答 Policy Q&A"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$:@])")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_markdown(turns: Sequence[Turn]) -> str:
    """Markdown in which nothing that was said or quoted is markup."""
    return "\n".join([f"# {TITLE}", *(line for turn in turns for line in _lines(turn))]) + "\n"


def _lines(turn: Turn) -> Iterator[str]:
    yield f"\n## {_plain(' '.join(turn.question.split()))}\n"
    if turn.answer is None:
        yield f"{_plain(turn.error)}\n"
        return
    if turn.answer.declined:
        yield f"{_plain(turn.answer.text)}\n"
    for number, (quote, sources) in enumerate(_quotes(turn.answer), 1):
        yield "\n".join(f"> {_plain(line)}" for line in quote.split("\n")) + f" \\[{number}\\]\n"
        yield "\n".join(f"— {_plain(source)}  " for source in sources) + "\n"
    for notice in turn.answer.notices:
        yield f"{_plain(notice)}\n"


def to_word(turns: Sequence[Turn]) -> bytes:
    """A .docx file."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading(TITLE, 0)
    for turn in turns:
        document.add_heading(_printable(turn.question), 1)
        if turn.answer is None or turn.answer.declined:
            document.add_paragraph(_printable(turn.answer.text if turn.answer else turn.error))
        if turn.answer is None:
            continue
        for number, (quote, sources) in enumerate(_quotes(turn.answer), 1):
            document.add_paragraph(f"{_printable(quote)} [{number}]", "Quote")
            for source in sources:
                document.add_paragraph(f"— {_printable(source)}")
        for notice in turn.answer.notices:
            document.add_paragraph(_printable(notice))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _quotes(answer: Answer) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each quote with its reference, and its address where it has one."""
    for citation in answer.citations:
        document = citation.document
        yield citation.quote, tuple(filter(None, (reference(citation), document.url)))


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _printable(text: str) -> str:
    return _NOT_XML.sub(" ", text)
