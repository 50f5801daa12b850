"""The calls as tools of the Model Context Protocol, over streamable HTTP at `PATH`."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Annotated, Any

from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.routing import BaseRoute

from corpus.errors import PolicyQAError
from qa.feedback import LONGEST_REASON
from qa.search import MOST_HITS
from qa.understood import Kind
from web.models import AnswerFound, Hits, Noted
from web.service import Service, Turns

PATH = "/mcp"

_ABOUT = (
    "政策文件问答：ask 用文件原文作答并注明出处，search 查找相关举措。 "
    "Questions of policy documents: ask answers in exact quotes with where they stand, search finds measures. "
    "Quotes are byte for byte; cite them with title, heading path and page."
)
_QUESTION = "问题，中文（简繁）或英文 a question in Chinese or English"
_FILTERS = (
    "只查这些文件：字段须包含的值 only documents whose field contains the value: title, region, issuer, kind, number, "
    'source, path; date begins with it; validity; as_of, a day. For example {"region": "浙江", "date": "2022"}'
)
_IGNORE = (
    "问题提到而不按它找的，只在使用者要求时用 what the question names that is not heeded: document, number, provision, "
    "place, year, day; only when the person says that it was not meant, or wants to search all the same"
)
_KEEPS = ToolAnnotations(readOnlyHint=False, destructiveHint=False, openWorldHint=False)
_READS = ToolAnnotations(readOnlyHint=True, idempotentHint=True, openWorldHint=False)


def mcp_server(service: Service, turns: Turns, local: bool) -> FastMCP[Any]:
    """A server with the tools `search` and `ask`, and `feedback` where it is kept; each call stands alone.

    Args:
        local: whether it serves this machine only: then requests that name another host are refused, since they come
            from web pages that pretend to be this server (DNS rebinding).
    """
    guard = None if local else TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server: FastMCP[Any] = FastMCP(
        "policy-qa",
        instructions=_ABOUT,
        stateless_http=True,
        json_response=True,
        streamable_http_path=PATH,
        log_level="WARNING",
        transport_security=guard,
    )

    @server.tool(title="查找举措 Find measures", annotations=_READS)
    async def search(
        question: Annotated[str, Field(description=f"{_QUESTION}，或关键词 or words")],
        k: Annotated[int, Field(ge=1, le=MOST_HITS, description="至多几条 how many measures at most")] = 5,
        filters: Annotated[dict[str, str] | None, Field(description=_FILTERS)] = None,
        ignore: Annotated[list[Kind] | None, Field(description=_IGNORE)] = None,
    ) -> Hits:
        """在政策文件中查找与问题最相关的举措（条款、措施），每条附原文、标题路径、页码和文件。

        Find the measures (articles, items) of the policy documents that are most likely to answer a question, best
        first, each with its exact text, headings, page, document and why it was found. `covered` says whether they may
        answer it, `understood` what the question was taken to name. Use `ask` for an answer; use this to read around
        one, or to list what there is on a subject.
        """
        return Hits(**await _told(turns, service.retrieve, question, k, filters, ignore or ()))

    @server.tool(title="回答问题 Answer a question", annotations=_READS)
    async def ask(
        question: Annotated[str, Field(description=_QUESTION)],
        filters: Annotated[dict[str, str] | None, Field(description=_FILTERS)] = None,
        history: Annotated[
            list[str] | None,
            Field(
                max_length=50, description="此前的问题，先问的在前 earlier questions of the conversation, oldest first"
            ),
        ] = None,
        ignore: Annotated[list[Kind] | None, Field(description=_IGNORE)] = None,
    ) -> AnswerFound:
        """用政策文件的原文回答问题，注明出处；文件没有涉及时如实说明（declined 为真），此时不要自行作答。

        Answer a question with sentences of the policy documents, quoted byte for byte, each with document, headings
        and page. When the documents do not cover the question, `declined` is true, `reason` says why, and `related`
        holds the nearest measures, which are no answer. `understood` says what the question was taken to name.
        """
        return AnswerFound(**await _told(turns, service.ask, question, filters, history or (), ignore or ()))

    if service.opinions is not None:
        _offer_feedback(server, service, turns)
    return server


def _offer_feedback(server: FastMCP[Any], service: Service, turns: Turns) -> None:
    @server.tool(title="回答有没有用 Whether an answer helped", annotations=_KEEPS)
    async def feedback(
        question: Annotated[str, Field(description="如 ask 所用 as given to ask")],
        helpful: Annotated[bool, Field(description="使用者说有没有用 whether the person says it helped")],
        reason: Annotated[str, Field(max_length=LONGEST_REASON, description="原因 why, or why not")] = "",
        filters: Annotated[dict[str, str] | None, Field(description="如 ask 所用 as given to ask")] = None,
        history: Annotated[list[str] | None, Field(max_length=50, description="如 ask 所用 as given to ask")] = None,
        ignore: Annotated[list[Kind] | None, Field(description="如 ask 所用 as given to ask")] = None,
    ) -> Noted:
        """使用者评价 ask 的回答时记下来；不要替使用者评价。

        Keep what the person says of an answer of `ask`; call it only when they say so, never on your own judgement.
        """
        given = {"filters": filters, "history": history or (), "ignore": ignore or ()}
        return Noted(**await _told(turns, service.feedback, question, helpful, reason, **given))


def mount(server: FastMCP[Any]) -> tuple[list[BaseRoute], Callable[[Any], AbstractAsyncContextManager[None]]]:
    """The routes to add to a web server, and what has to run as long as it does."""
    routes = list(server.streamable_http_app().routes)
    return routes, lambda _: server.session_manager.run()


async def _told(turns: Turns, call: Callable[..., dict[str, Any]], *arguments: Any, **named: Any) -> dict[str, Any]:
    """Errors raised on purpose reach the caller with their message."""
    try:
        return await turns.run(call, *arguments, **named)
    except PolicyQAError as error:
        raise ToolError(str(error)) from error
