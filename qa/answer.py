"""ask(): a question, its place in a conversation, and its parts, each answered by what was found."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.articles import article_label
from corpus.errors import QuestionError
from corpus.text import to_simplified
from index.filters import day_of
from index.opening import resolved
from qa.compound import things, together
from qa.courtesy import is_courtesy
from qa.followup import follow, leans, may_stand_alone, subject, turns_away
from qa.memory import BEGINNING, Key, Turn
from qa.provision import provisions
from qa.question import Language, Question, understand
from qa.reply import Answer, invite
from qa.retrieve import Retriever, retriever
from qa.single import reply
from qa.understood import check, set_aside

MOST_REMEMBERED = 10
"""How many questions of a conversation are looked back at, where what they came to is no longer known."""
_SURE = 0.5
"""The probability from which on a question that may stand alone is answered so: from the documents that the one
before was answered from, and from any where it is not answered as one that follows on."""

_ON_THE_SUBJECT = 0.1
"""The probability below which a question asks of something else than what was asked before."""


def ask(
    question: str,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
    history: Sequence[str] | None = (),
    reranker: str | None = None,
    ignore: Collection[str] = (),
) -> Answer:
    """Answer a question with sentences of the documents, or decline.

    Args:
        question: in Simplified or Traditional Chinese or in English.
        store: folder of the index.
        filters: narrow the search; see `qa.retrieve`.
        model: embedding model, where it is not the one the store names.
        history: the earlier questions of the conversation, oldest first; see `qa.followup`.
        reranker: a cross-encoder to read the first measures found; see `qa.retrieve`.
        ignore: kinds of what the question, and those before it, name that are not heeded; see `qa.understood`.

    Raises:
        QuestionError, StoreMissing, StoreForeign, StoreDamaged, ModelMismatch, ModelError: as `qa.retrieve`.
    """
    return answer(retriever(resolved(store), model, reranker), question, filters, history, ignore)


async def aask(
    question: str,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
    history: Sequence[str] | None = (),
    reranker: str | None = None,
    ignore: Collection[str] = (),
) -> Answer:
    """`ask` in a thread, for programs built on asyncio."""
    return await asyncio.to_thread(ask, question, store, filters, model, history, reranker, ignore)


def answer(
    retriever: Retriever,
    question: str,
    filters: Mapping[str, str] | None = None,
    history: Sequence[str] | None = (),
    ignore: Collection[str] = (),
) -> Answer:
    """`ask`, of a retriever that is already there."""
    day_of(filters)  # which refuses what cannot be used, before it is part of a key
    ignore, asked = check(ignore), _earlier(history)
    earlier = _recall(retriever, asked, filters, MOST_REMEMBERED, ignore)
    said, turn = _take(retriever, question, filters, earlier, ignore)
    retriever.memory.keep(_key(retriever, (*asked, question), filters, ignore), turn)
    return said


def _earlier(history: Sequence[str] | None) -> tuple[str, ...]:
    """The earlier questions of a conversation; None are none.

    Raises:
        QuestionError: they are no list of texts.
    """
    if isinstance(history, str) or not isinstance(history or (), Sequence):
        raise QuestionError(f"the history is {history!r:.60}, not a list; write the earlier questions as ['…', '…']")
    for question in history or ():
        if not isinstance(question, str):
            raise QuestionError(f"an earlier question is {question!r:.60}, not text; write the history as ['…', '…']")
    return tuple(history or ())


def _recall(
    retriever: Retriever,
    history: tuple[str, ...],
    filters: Mapping[str, str] | None,
    most: int,
    ignore: Collection[str],
) -> Turn:
    """What the last of some questions came to."""
    if not history or not most:
        return BEGINNING
    key = _key(retriever, history, filters, ignore)
    turn = retriever.memory.recall(key)
    if turn is None:
        turn = _recall(retriever, history[:-1], filters, most - 1, ignore)
        with suppress(QuestionError):
            _, turn = _take(retriever, history[-1], filters, turn, ignore)
        retriever.memory.keep(key, turn)
    return turn


def _key(
    retriever: Retriever, turns: tuple[str, ...], filters: Mapping[str, str] | None, ignore: Collection[str]
) -> Key:
    return retriever.store.generation, tuple(sorted((filters or {}).items())), frozenset(ignore), turns


def _take(
    retriever: Retriever, question: str, filters: Mapping[str, str] | None, earlier: Turn, ignore: Collection[str]
) -> tuple[Answer, Turn]:
    """Answer a turn of a conversation, what it asks one by one where that says more."""
    said, turn = _take_whole(retriever, question, filters, earlier, ignore)
    asked = set_aside(understand(question, day_of(filters)), ignore)
    apart = retriever.each(asked)
    each = apart or things(asked.text)
    if not each:
        return said, turn
    parts: list[Answer] = []
    turns: list[Turn] = []
    for thing in each:
        if not apart and parts and said.declined and all(part.declined for part in parts) and leans(thing):
            continue  # it says too little to be asked alone
        before = earlier if apart or not turns else turns[-1]
        part, came_to = _take_whole(retriever, thing, filters, before, ignore, asked.language)
        parts.append(replace(part, question=thing, follows=_leaning(part, thing) and not apart))
        turns.append(came_to)
    said = together(asked, said, parts, bool(apart))
    first = said.citations[:1]
    quoted = next(
        (known for part, known in zip(parts, turns, strict=True) if first and part.citations[:1] == first), turn
    )
    return said, replace(turn, paths=quoted.paths, provision=quoted.provision)


def _leaning(part: Answer, thing: str) -> bool:
    """Whether a part of a question only goes on from what stands before it."""
    return part.follows and not (part.declined and may_stand_alone(thing))


def _take_whole(
    retriever: Retriever,
    question: str,
    filters: Mapping[str, str] | None,
    earlier: Turn,
    ignore: Collection[str],
    language: Language | None = None,
) -> tuple[Answer, Turn]:
    """Answer a turn of a conversation as one question, in a language of its own or the one given.

    A question that leans on the one before only for how little it says is taken as it stands where the same documents
    answer it so, where it is not answered otherwise, or where both ways lead to another document (那公租房怎么申请？).
    Which way it is taken is decided before what would be quoted is read.
    """
    alone = set_aside(understand(question, day_of(filters)), ignore)
    alone = replace(alone, language=language or alone.language)
    if is_courtesy(question):
        return invite(alone, retriever.store.generation), earlier
    asked = set_aside(follow(alone, earlier.question), ignore)
    if asked.follows and retriever.names(alone):
        asked = alone
    said = None
    first = earlier == BEGINNING
    away = turns_away(question)
    if asked.follows and (away or may_stand_alone(question)):
        said = reply(retriever, alone, filters, BEGINNING, first)
        sure = not said.declined and said.probability >= _SURE
        if not (sure and (away or _is_of(said, earlier) or _of_another(retriever, question, said, earlier))):
            following = reply(retriever, asked, filters, earlier, first)
            said = said if (sure and following.declined) or _moved_on(said, following, earlier) else following
    said = said or reply(retriever, asked, filters, earlier, first)
    if not asked.follows and (going_on := _going_on(retriever, said, alone, filters, earlier, ignore)):
        said, asked = going_on
    if not (first or said.follows or said.declined):
        said = reply(retriever, alone, filters, BEGINNING)
    return said, _came_to(said, asked if said.follows else alone, earlier)


def _going_on(
    retriever: Retriever,
    said: Answer,
    alone: Question,
    filters: Mapping[str, str] | None,
    earlier: Turn,
    ignore: Collection[str],
) -> tuple[Answer, Question] | None:
    """The answer to a question as one that follows on, where alone it has none, or none that is sure.

    It counts where it comes from the documents that the one before was answered from.
    """
    told = not said.declined and (said.probability >= _SURE or _is_of(said, earlier))
    elsewhere = alone.place.name or retriever.names(alone) or turns_away(alone.text)
    if told or elsewhere or not earlier.paths or said.probability < _ON_THE_SUBJECT:
        return None
    asked = set_aside(follow(alone, earlier.question, anyway=True), ignore)
    following = reply(retriever, asked, filters, earlier, verify=False)
    if following.declined or not _is_of(following, earlier) or following.probability < max(_SURE, said.probability):
        return None
    return following, asked


def _is_of(said: Answer, earlier: Turn) -> bool:
    """Whether an answer is of the documents that the turn before was answered from alone."""
    return {citation.document.path for citation in said.citations} <= set(earlier.paths)


def _of_another(retriever: Retriever, question: str, alone: Answer, earlier: Turn) -> bool:
    """Whether a question is about what the document that answers it is named by, which those before do not mention."""
    first = alone.citations[0]
    named = to_simplified(" ".join((first.document.title, *first.heading_path)))
    about = [word for word in subject(question) if word in named]
    before = to_simplified("".join(map(retriever.text, earlier.paths)))
    return bool(about) and not any(word in before for word in about)


def _moved_on(alone: Answer, following: Answer, earlier: Turn) -> bool:
    """Whether a question leads to one and the same other document, taken alone or as one that follows on."""
    first, other = (said.citations[0].document.path if said.citations else "" for said in (alone, following))
    return bool(first and earlier.paths) and first == other and first not in earlier.paths


def _came_to(said: Answer, asked: Question, earlier: Turn) -> Turn:
    """What a turn came to; one that was declined leaves it where it was, if it followed on."""
    if not said.citations:
        return replace(earlier, question=asked) if said.follows else Turn(asked)
    first = said.citations[0]
    told = provisions(first.article)
    within = replace(told[0], text=article_label(first.measure.title)) if told else None
    return Turn(asked, (first.document.path,), within)
