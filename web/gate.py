"""The gate before the server: it opens what is offered, to those who may enter, and nothing else.

Gradio brings routes that this page has no use for: files, uploads, a proxy, editors. Here a route is closed unless
it is named.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.attempts import Attempts, wait_message
from web.frame import login_page
from web.mistakes import LARGEST_REQUEST, TOO_LARGE
from web.sessions import matches

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ENTRANCE = {"/", "/login", "/login/", "/logout", "/theme.css", "/gradio_api/theme.css"}
_ENTRANCE |= {"/favicon.ico", "/robots.txt", "/manifest.json", "/gradio_api/startup-events"}
_ENTRANCE_FOLDERS = ("/assets/", "/static/")
_PAGE = {"/config", "/config/", "/gradio_api/info", "/gradio_api/app_id", "/gradio_api/login_check"}
_PAGE |= {f"/gradio_api/{name}" for name in ("queue/join", "queue/data", "queue/status", "cancel", "reset")}
_PAGE_FOLDERS = ("/gradio_api/heartbeat/", "/gradio_api/call/")
_OWN = {"/docs", "/openapi.json", "/mcp"}
_OWN_FOLDERS = ("/api/",)
_LOGIN = {"/login", "/login/"}
_ADMIN, _ADMIN_FOLDER = "/admin", "/admin/"
_LARGEST_LOGIN = 16 * 1024
"""Bytes."""


class Gate:
    """ASGI middleware of a Gradio app.

    With accounts, everything but the login page needs a login: the cookie that the login page gives, or HTTP Basic
    (for programs), which opens the calls of our own. Wrong passwords have to wait, see `web.attempts`.
    """

    def __init__(self, app: "ASGIApp", accounts: Mapping[str, str], admin: bool = False) -> None:
        """
        Args:
            accounts: passwords by user; none lets everybody in.
            admin: whether there is an admin page; it has a login of its own, and its own limits.
        """
        self._app = app
        self._accounts = accounts
        self._admin = admin
        self._attempts = Attempts()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer with 404, 401 or 413, or hand on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        path = scope["path"]
        if self._admin and (path == _ADMIN or path.startswith(_ADMIN_FOLDER)):
            await self._app(scope, receive, send)
        elif refusal := self._refusal(Request(scope)):
            await refusal(scope, receive, send)
        elif self._accounts and path in _LOGIN and scope["method"] == "POST":
            await self._log_in(scope, receive, send)
        else:
            await self._app(scope, _measured(receive), send)

    def _refusal(self, request: Request) -> Response | None:
        """What to answer instead of handing on."""
        path = request.scope["path"]
        own = path in _OWN or path.startswith(_OWN_FOLDERS)
        entrance = path in _ENTRANCE or path.startswith(_ENTRANCE_FOLDERS)
        if not (own or entrance or path in _PAGE or path.startswith(_PAGE_FOLDERS)):
            return _refusal(404, "NotOffered", "这里没有这个地址 there is nothing at this address")
        if self._accounts and (not entrance or path == "/") and not self._has_cookie(request):
            if path == "/":
                return login_page("政策问答", "Policy Q&A", "login")
            # Only for programs: a browser would open a box of its own over the login page.
            ask = {"WWW-Authenticate": 'Basic realm="Policy Q&A", charset="UTF-8"'} if own else None
            user, password = _basic(request)
            wait = self._attempts.begin(_address(request), user) if user or password else 0
            if wait:
                return _must_wait(wait)
            if not matches(self._accounts, user, password):
                told = "请先登录 log in first: at / or with HTTP Basic authentication"
                return _refusal(401, "LoginNeeded", told, ask)
            self._attempts.right(_address(request), user)
        if int(request.headers.get("content-length") or 0) > LARGEST_REQUEST:
            return _too_large()
        return None

    def _has_cookie(self, request: Request) -> bool:
        app: Any = request.scope["app"]
        names = (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}")
        return any(request.cookies.get(name) in app.tokens for name in names)

    async def _log_in(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Hand the login on, unless this name or address has to wait; see what came of it."""
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = bool(message.get("more_body"))
            if len(body) > _LARGEST_LOGIN or message["type"] == "http.disconnect":
                await _too_large()(scope, receive, send)
                return
        address = _address(Request(scope))
        user = await _user_of(scope, body)
        if wait := self._attempts.begin(address, user):
            await _must_wait(wait)(scope, receive, send)
            return

        async def see(message: "Message") -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                self._attempts.right(address, user)
            await send(message)

        await self._app(scope, _replayed(body, receive), see)


def _basic(request: Request) -> tuple[str, str]:
    """User and password of HTTP Basic authentication, empty where there is none."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        user, _, password = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return user, password


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


async def _user_of(scope: "Scope", body: bytes) -> str:
    """The name in a login form, as Gradio takes it."""

    async def nothing() -> "Message":
        return {"type": "http.disconnect"}

    try:
        form = await Request(scope, _replayed(body, nothing)).form()
    except Exception:  # not a form at all: Gradio says so
        return ""
    return str(form.get("username", "")).strip()


def _replayed(body: bytes, receive: "Receive") -> "Receive":
    """A request whose body was read already."""
    read = False

    async def replay() -> "Message":
        nonlocal read
        if read:
            return await receive()
        read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _measured(receive: "Receive") -> "Receive":
    """The request, cut short when it grows beyond the limit without having said so."""
    size = 0

    async def measure() -> "Message":
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        return message if size <= LARGEST_REQUEST else {"type": "http.disconnect"}

    return measure


def _too_large() -> JSONResponse:
    return _refusal(413, "RequestTooLarge", TOO_LARGE)


def _must_wait(seconds: int) -> JSONResponse:
    return _refusal(429, "TooManyAttempts", wait_message(seconds), {"Retry-After": str(seconds)})


def _refusal(status: int, error: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": error, "message": message}, status, headers)
