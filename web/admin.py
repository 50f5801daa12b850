"""The calls behind the admin page: what is in the folder, uploads, removals, rebuilds, generations.

They are routes of their own: neither Gradio nor its client knows of them, and without an admin's login they tell
nothing and do nothing.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from corpus.errors import PolicyQAError, StoreError, StoreLocked, UploadRefused
from corpus.load import Skipped
from index import care
from index.opening import OpenStore
from index.summary import failure
from qa.bilingual import label
from qa.retrieve import Retriever
from web.admin_page import admin_page
from web.attempts import Attempts, wait_message
from web.builder import Builder
from web.frame import login_page
from web.reasons import in_both, in_chinese
from web.sessions import LONGEST, Sessions
from web.shelf import Shelf
from web.shelved import Shelved

PATH = "/admin"
COOKIE = "policy-qa-admin"
MOST_SHOWN = 500
"""Files listed at a time; the others are found by their names."""
_LONGEST_LOGIN = 4096

_Call: TypeAlias = Callable[[Request, str], Awaitable[dict[str, Any]]]


class Admin:
    """The admin page over one folder and one store."""

    def __init__(self, accounts: Mapping[str, str], shelf: Shelf, builder: Builder, retriever: Retriever) -> None:
        """
        Args:
            accounts: passwords by admin.
        """
        self._sessions = Sessions(accounts)
        self._attempts = Attempts()
        self._shelf = shelf
        self._builder = builder
        self._retriever = retriever

    def routes(self) -> list[BaseRoute]:
        """What to add to a server."""
        calls: Sequence[tuple[str, str, _Call]] = (
            ("GET", "state", self._state),
            ("GET", "files", self._files),
            ("PUT", "file", self._put),
            ("DELETE", "file", self._remove),
            ("POST", "build", self._build),
            ("POST", "rollback", self._rollback),
        )
        return [
            Route(PATH, self._page),
            Route(f"{PATH}/login", self._log_in, methods=["POST"]),
            Route(f"{PATH}/logout", self._log_out, methods=["POST"]),
            *(Route(f"{PATH}/{name}", self._guarded(call), methods=[method]) for method, name, call in calls),
        ]

    async def _page(self, request: Request) -> Response:
        if name := self._sessions.name(request.cookies.get(COOKIE)):
            return admin_page(name, self._shelf.folder.name)
        return login_page("管理政策文件", "Manage documents", f"{PATH.removeprefix('/')}/login")

    async def _log_in(self, request: Request) -> Response:
        if not _is_own(request):
            return _failed(403, "ForeignPage", "请从本站登录 log in from this site")
        given = parse_qs((await _read(request, _LONGEST_LOGIN)).decode("utf-8", "replace"))
        name, password = (given.get(field, [""])[0] for field in ("username", "password"))
        address = request.client.host if request.client else ""
        if wait := self._attempts.begin(address, name):
            return _failed(429, "TooManyAttempts", wait_message(wait), {"Retry-After": str(wait)})
        token = self._sessions.log_in(name, password)
        if not token:
            return _failed(400, "LoginWrong", "用户名或密码不对 the name or the password is wrong")
        self._attempts.right(address, name)
        response = JSONResponse({"name": name})
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, token, int(LONGEST), path=PATH, secure=secure, httponly=True, samesite="strict")
        return response

    async def _log_out(self, request: Request) -> Response:
        self._sessions.log_out(request.cookies.get(COOKIE))
        response = JSONResponse({})
        response.delete_cookie(COOKIE, path=PATH)
        return response

    def _guarded(self, call: _Call) -> Callable[[Request], Awaitable[Response]]:
        """The call for an admin who is logged in and asks from our own page; errors in words."""

        async def answer(request: Request) -> Response:
            name = self._sessions.name(request.cookies.get(COOKIE))
            if not name or not _is_own(request):
                return _failed(401, "LoginNeeded", "请先以管理员登录 log in as an admin first")
            try:
                return JSONResponse(await call(request, name), headers={"Cache-Control": "no-store"})
            except StoreLocked as error:
                return _failed(409, "StoreLocked", in_both(str(error)))
            except UploadRefused as error:
                return _failed(400, "UploadRefused", str(error))
            except ClientDisconnect:
                return _failed(400, "UploadRefused", label("上传中断", "the upload was broken off"))
            except (PolicyQAError, OSError) as error:
                kind, message = failure(error)
                return _failed(503, kind, in_both(message))

        return answer

    async def _state(self, _: Request, name: str) -> dict[str, Any]:
        """What is under way and what came of the last build."""
        last, running = self._builder.last, self._builder.running
        store, problem = await run_in_threadpool(self._store)
        ended = {"by": last.by, "at": last.at, **last.told} if last else {}
        if "message" in ended:
            ended["message"] = in_both(ended["message"])
        told = [*ended.get("skipped", ()), *ended.get("remarks", ())]
        return {
            "name": name,
            "generation": store.generation if store else None,
            "documents": len(store.documents) if store else 0,
            "problem": problem,
            "building": asdict(running) if running else None,
            "last": ended or None,
            "chinese": {f"{path}: {reason}": f"{path}：{in_chinese(reason)}" for path, reason in told},
        }

    async def _files(self, request: Request, _: str) -> dict[str, Any]:
        """The files of the folder and what became of them; the generations."""
        return await run_in_threadpool(self._overview, request.query_params.get("q", ""))

    def _overview(self, words: str) -> dict[str, Any]:
        store, _ = self._store()
        files = self._shelf.files(store, *self._last_skipped(store))
        counts: dict[str, int] = {}
        for file in files:
            counts[file.state] = counts.get(file.state, 0) + 1
        found = [file for file in files if all(word in file.path.lower() for word in words.lower().split())]
        return {
            "counts": counts,
            "found": len(found),
            "files": [_described(file) for file in found[:MOST_SHOWN]],
            "generations": care.listing(self._retriever.location)[::-1],
        }

    async def _put(self, request: Request, _: str) -> dict[str, Any]:
        """Take the body as a file of that name."""
        return asdict(await self._shelf.put(request.query_params.get("name", ""), request.stream()))

    async def _remove(self, request: Request, _: str) -> dict[str, Any]:
        """Remove the file of that path."""
        path = request.query_params.get("path", "")
        await run_in_threadpool(self._shelf.remove, path)
        return {"removed": path}

    async def _build(self, _: Request, name: str) -> dict[str, Any]:
        """Begin to build."""
        self._builder.start(name)
        return {}

    async def _rollback(self, _: Request, __: str) -> dict[str, Any]:
        """Go back to the generation before."""
        self._builder.check_idle()
        return await run_in_threadpool(_roll_back, self._retriever.location)

    def _store(self) -> tuple[OpenStore | None, str]:
        """The index in force, and what is wrong where there is none."""
        try:
            return self._retriever.store, ""
        except StoreError as error:
            return None, in_both(str(error))

    def _last_skipped(self, store: OpenStore | None) -> tuple[Sequence[Skipped], float]:
        """What could not be read, and when that was found: by the last build here, or as a later index tells it."""
        last = self._builder.last
        later = last and store and store.generation != last.told.get("generation")
        if last and last.skipped is not None and not later:
            return last.skipped, last.began
        if store is None:
            return (), 0.0
        built = datetime.fromisoformat(str(store.manifest["built"])).timestamp()
        # It is told in whole seconds.
        return [Skipped(**item) for item in store.manifest.get("skipped", ())], built + 1


def _described(file: Shelved) -> dict[str, Any]:
    """A file in JSON, with the reasons in both languages."""
    said = {"reason": "; ".join(file.reasons), "chinese": "；".join(map(in_chinese, file.reasons))}
    return asdict(file) | said


def _roll_back(store: str) -> dict[str, Any]:
    number, restored = care.roll_back(store)
    return {"generation": number, "restores": restored}


def _is_own(request: Request) -> bool:
    """Whether a page of ours asks: another site, or another port of this machine, is told apart by the browser."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _read(request: Request, most: int) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            return b""
    return body


def _failed(status: int, error: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": error, "message": message}, status, headers)
