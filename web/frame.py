"""The frame of the pages that we lay out ourselves: nothing but their own style and scripts runs, nothing is loaded."""

import secrets
from collections.abc import Mapping
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

import qa
from qa.bilingual import both, label

_HERE = Path(__file__).parent
_LANGUAGE = Path(qa.__file__).parent / "language.js"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def framed(title: str, body: str, script: str, status: int = 200) -> HTMLResponse:
    """A page.

    Args:
        title: plain text.
        body: HTML.
        script: file of this folder that makes it work.
    """
    nonce = secrets.token_urlsafe(16)
    scripts = "".join(f'<script nonce="{nonce}">{f.read_text("utf-8")}</script>' for f in (_LANGUAGE, _HERE / script))
    style = (_HERE / "pages.css").read_text("utf-8")
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    page = (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style nonce="{nonce}">{style}</style></head><body>{body}{scripts}</body></html>'
    )
    return HTMLResponse(page, status, {**_HEADERS, "Content-Security-Policy": policy})


def languages_html() -> str:
    """The switch between the languages of the page."""
    name, side = escape(label("界面语言", "Language of the page")), escape(label("中英并列", "both side by side"))
    buttons: Mapping[str, tuple[str, str]] = {
        "zh": ('lang="zh"', "中文"),
        "en": ('lang="en"', "English"),
        "both": (f'title="{side}"', "双语"),
    }
    told = "".join(
        f'<button type="button" data-language="{language}" aria-pressed="false" {named}>{words}</button>'
        for language, (named, words) in buttons.items()
    )
    return f'<div class="pq-languages" role="group" aria-label="{name}">{told}</div>'


def login_page(chinese: str, english: str, action: str) -> HTMLResponse:
    """The page that asks for name and password.

    Args:
        chinese, english: what one logs in to.
        action: where they are sent.
    """
    body = (
        f'<main class="login"><header>{languages_html()}</header><h1>{both(escape(chinese), escape(english))}</h1>'
        f'<form method="post" action="{escape(action)}"><p id="told" role="alert"></p>'
        f'<label for="username">{both("用户名", "Username")}</label>'
        '<input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus>'
        f'<label for="password">{both("密码", "Password")}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required>'
        f'<button class="primary">{both("登录", "Login")}</button></form></main>'
    )
    return framed(f"{chinese} {english}", body, "login.js")
