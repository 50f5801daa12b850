"""The server: the page, the calls and the gate before them, on one port."""

import importlib.util
from collections.abc import Mapping
from threading import Thread
from typing import TYPE_CHECKING, Any

from qa.originals import Originals
from web.service import AT_ONCE, MOST_WAITING, Service

if TYPE_CHECKING:
    from web.admin import Admin

LOCAL = ("127.0.0.1", "localhost", "::1")
"""Addresses that only this machine reaches."""
KEPT = 75
"""Seconds for which an idle connection is kept. With the server's own 5 it may be closed just as the next question
comes on it: Python's usual clients reuse one for as long, proxies for a minute."""


def has_mcp() -> bool:
    """Whether the package for `--mcp` is installed."""
    return importlib.util.find_spec("mcp") is not None


def serve(
    service: Service,
    originals: Originals,
    host: str,
    port: int,
    accounts: Mapping[str, str],
    waiting: int = MOST_WAITING,
    mcp: bool = False,
    browser: bool = False,
    admin: "Admin | None" = None,
) -> None:
    """Serve until interrupted.

    Args:
        host: address to listen on.
        accounts: passwords by user; none lets everybody in.
        waiting: how many questions may wait for their turn.
        mcp: offer the calls as tools of the Model Context Protocol too.
        browser: open the page in the web browser.
        admin: the admin page, where there is one.
    """
    Thread(target=service.warm, daemon=True).start()  # while the page is made

    import gradio
    from starlette.middleware import Middleware

    from web import rest
    from web.chat import SCRIPTS, STYLE, page
    from web.gate import Gate
    from web.service import Turns

    turns = Turns(waiting)
    app: dict[str, Any] = {
        "openapi_url": None,
        "middleware": [Middleware(Gate, accounts=accounts, admin=admin is not None)],
        "routes": rest.routes(service, turns) + (admin.routes() if admin else []),
    }
    if mcp:
        from web.mcp import mcp_server, mount

        routes, app["lifespan"] = mount(mcp_server(service, turns, host in LOCAL))
        app["routes"] += routes
    fonts = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
    demo = page(service, turns, originals)
    demo.launch(
        prevent_thread_lock=True,
        server_name=host,
        server_port=port,
        auth=list(accounts.items()) or None,
        max_threads=waiting + 2 * AT_ONCE,  # so that all who may wait do so in `turns`, where they are told when busy
        quiet=True,
        share=False,
        inbrowser=browser,
        ssr_mode=False,
        mcp_server=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        app_kwargs=app,
        theme=gradio.themes.Default(primary_hue="blue", neutral_hue="slate", font=fonts, font_mono=["monospace"]),
        css_paths=[STYLE],
        head="".join(f"<script>{script.read_text('utf-8')}</script>" for script in SCRIPTS),
    )
    demo.server.config.timeout_keep_alive = KEPT  # read anew for each connection; `launch` takes no such thing
    demo.block_thread()
