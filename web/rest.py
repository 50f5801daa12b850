"""The calls as plain HTTP with JSON, and a page that describes them."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Mount, Route

from corpus.errors import Busy, DocumentUnknown, PolicyQAError, QuestionError
from web.docs import docs_html
from web.mistakes import TOO_LARGE, mistakes
from web.models import (
    AnswerFound,
    Asked,
    DocumentList,
    DocumentWhole,
    Explained,
    Failure,
    Health,
    Hits,
    Judged,
    Listed,
    Named,
    Noted,
    Sought,
)
from web.service import Service, Turns

PREFIX, SCHEMA, PAGE = "/api", "/openapi.json", "/docs"
"""Where the calls, their OpenAPI description and the page about them are."""

_STATUS: tuple[tuple[type[PolicyQAError], int], ...] = ((QuestionError, 400), (DocumentUnknown, 404))
_UNAVAILABLE = 503
_FAILURES: dict[int | str, dict[str, Any]] = {
    400: {"model": Failure, "description": "问题或筛选条件不能用 the question or its filters cannot be used"},
    422: {"model": Failure, "description": "参数不对 a parameter is missing, unknown or of the wrong type"},
    503: {
        "model": Failure,
        "description": "索引不可用，或提问的人太多 the index cannot serve, or too many ask at once",
    },
}
_UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"model": Failure, "description": "没有这份文件 no such document"}}


def routes(service: Service, turns: Turns) -> list[BaseRoute]:
    """What to add to a server: the calls under `PREFIX`, their description, the page."""
    api = _api(service, turns)

    async def schema(_: Request) -> JSONResponse:
        return JSONResponse(api.openapi())

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(docs_html(api.openapi(), PREFIX))

    return [Mount(PREFIX, api), Route(SCHEMA, schema), Route(PAGE, page)]


def _api(service: Service, turns: Turns) -> FastAPI:
    api = FastAPI(
        title="政策问答 Policy Q&A",
        version="1",
        description="用日常的话问政策文件，原文作答 Questions of policy documents, answered in exact quotes",
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        responses=_FAILURES,
    )

    @api.post("/ask", response_model=AnswerFound, summary="回答问题 Answer a question")
    async def ask(asked: Asked) -> dict[str, Any]:
        """用文件原文作答，注明出处；文件没有涉及时 `declined` 为真。

        Answers in exact quotes with where they stand, or declines.
        """
        return await turns.run(service.ask, **asked.model_dump())

    @api.post("/retrieve", response_model=Hits, summary="查找举措 Find measures")
    async def retrieve(sought: Sought) -> dict[str, Any]:
        """找出最可能作答的举措，最相关的在前。

        The measures most likely to answer, best first.
        """
        return await turns.run(service.retrieve, **sought.model_dump())

    @api.post("/why", response_model=Explained, summary="为什么这样答 Why an answer quotes what it does")
    async def why(asked: Asked) -> dict[str, Any]:
        """`ask` 的每条引文和相近的举措为什么被找到，次序相同。

        Why each quote and related measure of `ask` was found, in the same order.
        """
        return await turns.run(service.why, **asked.model_dump())

    @api.post("/feedback", response_model=Noted, summary="回答有没有用 Whether an answer helped")
    async def feedback(judged: Judged) -> dict[str, Any]:
        """记下回答有没有用；服务器照原样再答一次，所以不必把回答传回来。

        Keeps whether an answer helped. The server finds the answer again, so it need not be sent back.
        """
        return await turns.run(service.feedback, **judged.model_dump())

    @api.get("/documents", response_model=DocumentList, summary="列出文件 List documents")
    def documents(listed: Annotated[Listed, Query()]) -> dict[str, Any]:
        """索引中的文件，不含正文。

        The documents of the index, without their texts.
        """
        return service.documents(**listed.model_dump())

    @api.get("/document", response_model=DocumentWhole, responses=_UNKNOWN, summary="一份文件 One document")
    def document(named: Annotated[Named, Query()]) -> dict[str, Any]:
        """一份文件及其全文；引文的 `start`、`end` 数的就是它的字。

        A document with its text, into which the offsets of citations count.
        """
        return service.document(named.id)

    @api.get("/health", response_model=Health, summary="是否可用 Whether it works")
    def health() -> dict[str, Any]:
        """索引可用与否，有多少文件。

        Whether the index can be used, and what it holds.
        """
        return service.health()

    api.add_exception_handler(PolicyQAError, _told(_policy_failure))
    api.add_exception_handler(RequestValidationError, _told(_request_failure))
    api.add_exception_handler(HTTPException, _told(_http_failure))
    api.add_exception_handler(Exception, _told(_own_failure))
    return api


def _told(failure: Callable[[Request, Any], JSONResponse]) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def handle(request: Request, error: Exception) -> JSONResponse:
        return failure(request, error)

    return handle


def _policy_failure(_: Request, error: PolicyQAError) -> JSONResponse:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), _UNAVAILABLE)
    headers = {"Retry-After": "2"} if isinstance(error, Busy) else None
    return _failure(status, type(error).__name__, str(error), headers)


def _request_failure(request: Request, error: RequestValidationError) -> JSONResponse:
    found = error.errors()
    if found[0]["type"] == "json_invalid":
        told = f"the body is not JSON ({found[0]['ctx']['error']}, at character {found[0]['loc'][1] + 1})"
    elif isinstance(error.body, bytes):
        sent = request.headers.get("content-type") or "nothing"
        told = f"the body is sent as {sent:.60}, not as JSON; send it with the header Content-Type: application/json"
    else:
        told = mistakes({**item, "loc": item["loc"][1:]} for item in found)
    return _failure(422, "RequestInvalid", f"{told}; the parameters are described at {PAGE}")


def _http_failure(request: Request, error: HTTPException) -> JSONResponse:
    if isinstance(error.__cause__, ClientDisconnect):  # so it seems where `web.gate` cuts it off
        return _failure(413, "RequestTooLarge", TOO_LARGE)
    if error.status_code == 400:  # FastAPI's, for a body that it could not even decode
        told = "the body is not JSON in UTF-8, or nested too deep; write it anew"
        return _failure(422, "RequestInvalid", f"{told}; the parameters are described at {PAGE}")
    address = f"{request.method} {request.url.path[:100]}"
    allowed = (error.headers or {}).get("Allow")
    told = f"there is no {address}, only {allowed}" if allowed else f"there is no {address} ({error.detail})"
    return _failure(error.status_code, "NotOffered", f"{told}; the calls are described at {PAGE}", error.headers)


def _own_failure(_: Request, __: Exception) -> JSONResponse:
    return _failure(500, "InternalError", "服务器内部出错，已记入日志 the server failed; its log says why")


def _failure(status: int, error: str, message: str, headers: Any = None) -> JSONResponse:
    readable = message.encode("utf-8", "replace").decode("utf-8")  # half a character may have been sent
    return JSONResponse({"error": error, "message": readable}, status, headers)
