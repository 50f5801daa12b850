"""The gate before the server: it opens what is offered, to those who may enter, and nothing else.

Gradio brings routes that this page has no use for: files, uploads, a proxy, editors. Here a route is closed unless
it is named.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_REQUEST = 4 * 1024 * 1024
"""Bytes; a conversation that goes on for hours stays far below."""

_ENTRANCE = {"/", "/login", "/login/", "/logout", "/theme.css", "/gradio_api/theme.css"}
_ENTRANCE |= {"/favicon.ico", "/robots.txt", "/manifest.json", "/gradio_api/startup-events"}
_ENTRANCE_FOLDERS = ("/assets/", "/static/")
_PAGE = {"/config", "/config/", "/gradio_api/info", "/gradio_api/app_id", "/gradio_api/login_check"}
_PAGE |= {f"/gradio_api/{name}" for name in ("queue/join", "queue/data", "queue/status", "cancel", "reset")}
_PAGE_FOLDERS = ("/gradio_api/heartbeat/", "/gradio_api/call/")
_OWN = {"/docs", "/openapi.json", "/mcp"}
_OWN_FOLDERS = ("/api/",)


class Gate:
    """ASGI middleware of a Gradio app.

    With accounts, everything but the login page needs a login: the cookie that the login page gives, or HTTP Basic
    (for programs), which opens the calls of our own.
    """

    def __init__(self, app: "ASGIApp", accounts: Mapping[str, str]) -> None:
        """
        Args:
            accounts: passwords by user; none lets everybody in.
        """
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer with 404, 401 or 413, or hand on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        path = scope["path"]
        own = path in _OWN or path.startswith(_OWN_FOLDERS)
        entrance = path in _ENTRANCE or path.startswith(_ENTRANCE_FOLDERS)
        if not (own or entrance or path in _PAGE or path.startswith(_PAGE_FOLDERS)):
            refusal = _refusal(404, "NotOffered", "这里没有这个地址 there is nothing at this address")
        elif self._accounts and not entrance and not self._known(Request(scope)):
            # Only for programs: a browser would open a box of its own over the login page.
            ask = {"WWW-Authenticate": 'Basic realm="Policy Q&A", charset="UTF-8"'} if own else None
            refusal = _refusal(401, "LoginNeeded", "请先登录 log in first: at / or with HTTP Basic authentication", ask)
        elif int(_header(scope, b"content-length") or 0) > LARGEST_REQUEST:
            refusal = _too_large()
        else:
            await self._app(scope, _measured(receive), send)
            return
        await refusal(scope, receive, send)

    def _known(self, request: Request) -> bool:
        app: Any = request.scope["app"]
        names = (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}")
        return any(request.cookies.get(name) in app.tokens for name in names) or self._basic(request)

    def _basic(self, request: Request) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            user, _, password = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        right = hmac.compare_digest(password.encode(), self._accounts.get(user, "").encode())
        return right and user in self._accounts


def _measured(receive: "Receive") -> "Receive":
    """The request, cut short when it grows beyond the limit without having said so."""
    size = 0

    async def measure() -> "Message":
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        return message if size <= LARGEST_REQUEST else {"type": "http.disconnect"}

    return measure


def _header(scope: "Scope", name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _too_large() -> JSONResponse:
    return _refusal(413, "RequestTooLarge", f"the request is too large; at most {LARGEST_REQUEST:,} bytes are read")


def _refusal(status: int, error: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": error, "message": message}, status, headers)
