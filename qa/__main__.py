"""Ask in the terminal: the answer in quotes, then where each of them stands.

    python -m qa "一年发多少科技创新券？"
    python -m qa --search -k 3 --filter region=浙江 "专利质押"
    python -m qa --ignore place "杭州的专利可以质押融资吗？"
    echo "专利可以质押融资吗？" | python -m qa -

Exit status: 0 answered, 3 not covered by the documents, 1 the index cannot be used, 2 wrong arguments.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from corpus.errors import PolicyQAError, QuestionError
from index.filters import day_of
from index.opening import resolved
from qa.answer import ask
from qa.citation import Citation, Hit
from qa.question import Language, understand
from qa.reply import Answer
from qa.retrieve import retriever
from qa.understood import KINDS, Understood, in_words, set_aside
from qa.why import why

_DECLINED = 3
_HITS = 5


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.k is not None and not options.search:
        parser.error("-k counts the hits of --search; an answer quotes as many sentences as it needs")
    filters = dict(_pair(parser, given) for given in options.filter)
    question = _read_question(parser) if options.question == "-" else options.question
    try:
        if options.search:
            k = _HITS if options.k is None else options.k
            opened = retriever(resolved(options.store), options.model, options.reranker)
            hits = opened.search(question, k, filters, options.ignore)
            told = opened.understood(question, filters, options.ignore)
            asked = set_aside(understand(question, day_of(filters)), options.ignore)
            explained = [hit.to_dict() | {"why": why(asked, hit, told).to_dict()} for hit in hits]
            _print(explained if options.json else _understood_text(told, asked.language) + _hits_text(hits))
            return 0 if hits else _DECLINED
        answer = ask(question, options.store, filters, options.model, reranker=options.reranker, ignore=options.ignore)
    except PolicyQAError as error:
        if options.json:
            _print({"error": type(error).__name__, "message": str(error)})
        else:
            print(f"错误 error: {error}", file=sys.stderr)
        return 2 if isinstance(error, QuestionError) else 1
    _print(answer.to_dict() if options.json else _answer_text(answer))
    return _DECLINED if answer.declined else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m qa", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("question", help="in Chinese or English; - reads it from standard input")
    parser.add_argument(
        "--store", default="store", help="folder of the index, or milvus://HOST:PORT/NAME (default: store)"
    )
    parser.add_argument("--search", action="store_true", help="list the measures found instead of answering")
    parser.add_argument("-k", type=int, metavar="N", help=f"how many measures --search lists (default: {_HITS})")
    parser.add_argument(
        "--filter",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="only documents whose field contains the value, for example region=浙江 date=2022; repeatable",
    )
    parser.add_argument(
        "--ignore",
        metavar="KIND",
        action="append",
        default=[],
        choices=KINDS,
        help=f"what the question names that is not heeded: {', '.join(KINDS)}; repeatable",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument("--model", help="embedding model, where it is not the one the store names")
    parser.add_argument("--reranker", help="cross-encoder that reads the first measures found: a folder or a name")
    return parser


def _pair(parser: argparse.ArgumentParser, given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not (name and equals and value):
        parser.error(f"--filter takes KEY=VALUE, for example region=浙江, not “{given}”")
    return name, value


def _read_question(parser: argparse.ArgumentParser) -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        parser.error("the question on standard input is not UTF-8; convert it, for example with: iconv -f gb18030")


def _answer_text(answer: Answer) -> str:
    above = _understood_text(answer.understood, answer.language) + answer.text
    if not answer.declined:
        places = (f"[{number}] {_place(citation)}" for number, citation in enumerate(answer.citations, 1))
        return "\n".join([above, "", *places])
    if not answer.related:
        return above
    near = (f"- {_place(hit)}" for hit in answer.related)
    return "\n".join([above, "", "或许相关，但不是答案 Perhaps related, not an answer", *near])


def _understood_text(told: Sequence[Understood], language: Language) -> str:
    """What the question was understood to name, in a line of its own."""
    return f"理解为 understood: {in_words(told, language)}\n\n" if told else ""


def _hits_text(hits: Sequence[Hit]) -> str:
    if not hits:
        return "没有找到 Nothing found"
    return "\n\n".join(
        f"{number}. {_place(hit)} · {hit.score:.3f}\n{hit.quote.strip()}" for number, hit in enumerate(hits, 1)
    )


def _place(citation: Citation) -> str:
    """Title, number, headings, page and file of a quote, those there are."""
    document = citation.document
    page = f"第 {citation.page} 页 p. {citation.page}" if citation.page else ""
    parts = (f"《{document.title}》{document.number}", " › ".join(filter(None, citation.place)), page, document.path)
    return " · ".join(part for part in parts if part)


def _print(what: Any) -> None:
    try:
        print(what if isinstance(what, str) else json.dumps(what, ensure_ascii=False, indent=1), flush=True)
    except BrokenPipeError:  # who reads has what they want (| head); nothing more may be written, at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
