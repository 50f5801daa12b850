"""The calls as Gradio's own client makes them, under names that stay: ask, retrieve, why, feedback,
documents, document, health.

The client takes any object with a `path` for a file and tries to fetch it, so the `path` of a document is called
`file` here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from corpus.errors import PolicyQAError
from web.mistakes import mistakes
from web.service import Service, Turns


def offer(service: Service, turns: Turns) -> None:
    """Add the calls to the Gradio page that is being laid out."""
    from gradio.events import api

    calls = Endpoints(service, turns)
    api(calls.ask, concurrency_limit=None)
    api(calls.retrieve, concurrency_limit=None)
    api(calls.why, concurrency_limit=None)
    api(calls.feedback, concurrency_limit=None)
    api(calls.documents)
    api(calls.document)
    api(calls.health)


class Endpoints:
    """The calls of a service, checked, with errors that Gradio passes on. Their docstrings are shown to callers."""

    def __init__(self, service: Service, turns: Turns) -> None:
        self._service = service
        self._turns = turns

    async def ask(
        self,
        question: str,
        filters: dict[str, str] | None = None,
        history: list[str] | None = None,
    ) -> dict[str, Any]:
        """用文件原文作答，注明出处，或说明没有涉及。 Answers in exact quotes with where they stand, or declines.

        Args:
            question: 问题 in Simplified or Traditional Chinese or in English
            filters: 字段须包含的值 what a field must contain, for example {"region": "浙江"}
            history: 此前的问题，先问的在前 the earlier questions of the conversation, oldest first
        Returns:
            question, follows, language, text, citations, declined, reason, related, generation, understood
        """
        from web.models import Asked

        with _told():
            asked = Asked(question=question, filters=filters or {}, history=history or [], ignore=[])
            return _no_path(await self._turns.run(self._service.ask, **asked.model_dump()))

    async def retrieve(self, question: str, k: int = 5, filters: dict[str, str] | None = None) -> dict[str, Any]:
        """找出最可能作答的举措，最相关的在前。 The measures most likely to answer, best first.

        Args:
            question: 问题或关键词 a question or words
            k: 至多几条 how many measures at most
            filters: 字段须包含的值 what a field must contain
        Returns:
            generation, covered, understood, hits
        """
        from web.models import Sought

        with _told():
            sought = Sought(question=question, k=k, filters=filters or {}, ignore=[])
            return _no_path(await self._turns.run(self._service.retrieve, **sought.model_dump()))

    async def why(
        self,
        question: str,
        filters: dict[str, str] | None = None,
        history: list[str] | None = None,
    ) -> dict[str, Any]:
        """各条引文为什么被找到，次序如 ask。 Why each quote of ask was found, in the same order.

        Args:
            question: 如 ask 所用 as given to ask
            filters: 如 ask 所用 as given to ask
            history: 如 ask 所用 as given to ask
        Returns:
            question, generation, citations, related
        """
        from web.models import Asked

        with _told():
            asked = Asked(question=question, filters=filters or {}, history=history or [], ignore=[])
            return await self._turns.run(self._service.why, **asked.model_dump())

    async def feedback(
        self,
        question: str,
        helpful: bool,
        reason: str = "",
        filters: dict[str, str] | None = None,
        history: list[str] | None = None,
        generation: int | None = None,
        id: str = "",  # noqa: A002
    ) -> dict[str, Any]:
        """记下回答有没有用。 Keeps whether the answer of ask helped.

        Args:
            question: 如 ask 所用 as given to ask
            helpful: 有没有用 whether it helped
            reason: 原因 why, or why not
            filters: 如 ask 所用 as given to ask
            history: 如 ask 所用 as given to ask
            generation: 作答的索引版本 of the index that answered
            id: 改口时填上次返回的编号 from an earlier call, which this replaces
        Returns:
            id, generation
        """
        from web.models import Judged

        with _told():
            judged = Judged(
                question=question,
                helpful=helpful,
                reason=reason,
                filters=filters or {},
                history=history or [],
                generation=generation,
                id=id,
                ignore=[],
            )
            return await self._turns.run(self._service.feedback, **judged.model_dump())

    def documents(self, offset: int = 0, limit: int = 100) -> dict[str, Any]:
        """索引中的文件，不含正文。 The documents of the index, without their texts.

        Args:
            offset: 从第几份起，自 0 数 where to begin, from 0
            limit: 至多几份 how many at most
        Returns:
            generation, total, documents
        """
        from web.models import Listed

        with _told():
            listed = Listed(offset=offset, limit=limit)
            return _no_path(self._service.documents(listed.offset, listed.limit))

    def document(self, id: str) -> dict[str, Any]:  # noqa: A002
        """一份文件及其全文。 A document with its text, into which the offsets of citations count.

        Args:
            id: 引文或列表中的编号 as in a citation or the list
        Returns:
            generation, document, text, pages
        """
        with _told():
            return _no_path(self._service.document(str(id)))

    def health(self) -> dict[str, Any]:
        """索引可用与否，有多少文件。 Whether the index can be used, and what it holds.

        Returns:
            status, generation, documents, passages, model
        """
        with _told():
            return self._service.health()


def _no_path(told: dict[str, Any]) -> dict[str, Any]:
    return {"file" if name == "path" else name: _no_paths(part) for name, part in told.items()}


def _no_paths(part: Any) -> Any:
    if isinstance(part, list):
        return [_no_paths(item) for item in part]
    return _no_path(part) if isinstance(part, dict) else part


@contextmanager
def _told() -> Iterator[None]:
    """Errors raised on purpose reach the caller with their message; others say nothing of the server."""
    import gradio
    from pydantic import ValidationError

    try:
        yield
    except PolicyQAError as error:
        raise gradio.Error(str(error), title=type(error).__name__, print_exception=False) from error
    except ValidationError as error:
        raise gradio.Error(mistakes(error.errors()), title="RequestInvalid", print_exception=False) from error
