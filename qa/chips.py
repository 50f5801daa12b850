"""What a question was understood to name, as HTML: each kind a button that asks again without it."""

from collections.abc import Collection, Sequence
from html import escape

from qa.bilingual import both, label
from qa.question import Language
from qa.understood import KINDS, NAMES, Understood, by_kind


def chips_html(told: Sequence[Understood], ignored: Collection[str], language: Language) -> str:
    """What was understood, each kind to be left out, and what was left out, to be heeded again.

    The buttons carry all that is then not heeded in `data-ignore`, for `chat.js`.
    """
    lines = by_kind(told, language)
    buttons = [
        _button(
            [other for other in KINDS if other in ignored or other == kind],
            f"{both(*NAMES[kind])} {escape(line)}",
            (f"去掉：{NAMES[kind][0]} {line}", f"Leave out: {NAMES[kind][1]} {line}"),
            "",
            "✕",
        )
        for kind, line in lines.items()
    ]
    said = f"<span>{both('按此查找', 'Searched by')}</span>{''.join(buttons)}" if buttons else ""
    back = [
        _button(
            [other for other in KINDS if other in ignored and other != kind],
            both(*NAMES[kind]),
            (f"恢复：{NAMES[kind][0]}", f"Heed again: {NAMES[kind][1]}"),
            " pq-left",
            "＋",
        )
        for kind in KINDS
        if kind in ignored
    ]
    left = f"<span>{both('已去掉', 'Left out')}</span>{''.join(back)}" if back else ""
    name = escape(label("问题里提到的", "What the question names"))
    return f'<div class="pq-understood" role="group" aria-label="{name}">{said}{left}</div>' if said or left else ""


def understood_html(told: Sequence[Understood], ignored: Collection[str], language: Language) -> str:
    """The same to read only."""
    parts = [f"{both(*NAMES[kind])} {escape(line)}" for kind, line in by_kind(told, language).items()]
    said = [f"{both('按此查找', 'Searched by')} {' · '.join(parts)}"] if parts else []
    left = [both(*NAMES[kind]) for kind in KINDS if kind in ignored]
    said += [f"{both('已去掉', 'Left out')} {' · '.join(left)}"] if left else []
    return "".join(f'<p class="pq-small">{line}</p>' for line in said)


def _button(ignore: Sequence[str], words: str, named: tuple[str, str], dress: str, sign: str) -> str:
    name = escape(label(*named))
    return (
        f'<button type="button" class="pq-named{dress}" data-ignore="{",".join(ignore)}" '
        f'aria-label="{name}" title="{name}">'
        f'<span class="pq-read">{words}</span> <span aria-hidden="true">{sign}</span></button>'
    )
