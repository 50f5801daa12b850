"""An evaluation as one page of HTML that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from qa.citation import Hit
from qa.curves import reliability_table, roc_svg
from qa.failures import failures
from qa.labels import Labelled, Unusable
from qa.outcomes import FIGURES, LESS_IS_BETTER, Outcome
from qa.report import HOW, NAMES, absent, beyond, summaries_of, verdict
from qa.summary import Contrast, Summary, contrasts, differences

MOST_FAILURES = 50
"""How many of the worst failures the page shows."""

MOST_CONTRASTS = 10
"""How many of the questions on which two sides differ most the page shows, in either direction."""

_SHOWN_HITS = 3
_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:72rem;margin:2rem auto;
padding:0 1rem;color:#1c1c1c;background:#fff;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}h3{font-size:1rem;margin:1.4rem 0 .4rem}
.wide{overflow-x:auto}table{border-collapse:collapse;margin:.6rem 0;overflow-wrap:normal}
th,td{padding:.25rem .8rem;border-bottom:1px solid #d8d8d8;text-align:right;vertical-align:top}
td{font-variant-numeric:tabular-nums;white-space:nowrap}
th:first-child,td:first-child,td.said{text-align:left}td.said{white-space:normal;min-width:10rem}
details{border:1px solid #d8d8d8;border-radius:6px;margin:.6rem 0;padding:.4rem .9rem}summary{cursor:pointer}
summary b{color:#a11}blockquote{margin:.3rem 0;padding:.1rem .8rem;border-left:3px solid #888;white-space:pre-wrap}
small{color:#555;font-weight:400}.right,.better{color:#175c2b;font-weight:600}.worse{color:#a11;font-weight:600}
.alarm{border:2px solid #a11;border-radius:6px;padding:.5rem .9rem}svg{max-width:100%;height:auto}
dt{font-weight:600;margin-top:.5rem}dd{margin-left:1rem}.two{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem}
@media(max-width:40rem){body{margin:1rem auto}th,td{padding:.25rem .4rem;font-size:.85rem}dd{margin-left:0}
td:first-child{white-space:normal;min-width:7rem}td.said{min-width:5rem}
.two{grid-template-columns:1fr}}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}small{color:#aaa}
summary b,.worse{color:#f88}.right,.better{color:#7fd897}th,td,details{border-color:#444}.alarm{border-color:#f88}}
"""

_HEAD = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    f"<title>评测 Evaluation</title><style>{_STYLE}</style></head><body>"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A side by its name, and what came of the questions there."""

    name: str
    outcomes: Sequence[Outcome]


def page(asked: Asked, unusable: Sequence[Unusable] = (), against: Asked | None = None) -> str:
    """The evaluation as one HTML page: figures, comparison, curves, worst failures; every word escaped, no script.

    Args:
        unusable: lines of the file that were left out.
        against: the other side of a comparison.
    """
    summaries = summaries_of(asked.outcomes)
    whole = next(iter(summaries.values()))
    wrong = failures(asked.outcomes)
    missing = [f"{o.question.id}: {label}" for o in asked.outcomes for label in o.missing]
    parts = [
        _HEAD,
        f"<h1>评测 Evaluation · {escape(asked.name)}</h1>",
        _alarm(asked),
        _figures(summaries),
        *(f"<p>{escape(line)}</p>" for line in beyond(whole)),
        _comparison(against, asked) if against else "",
        f"<h2>拒答 Declining</h2>{roc_svg(whole)}{reliability_table(whole)}" if whole.roc else "",
        f"<h2>最严重的失误 Worst failures ({min(len(wrong), MOST_FAILURES)} / {len(wrong)})</h2>",
        *(_failure(kind, outcome) for kind, outcome in wrong[:MOST_FAILURES]),
        _listed("没有用上的行 Lines left out", [f"{u.line}: {u.reason}" for u in unusable]),
        _listed("索引里没有的标注 Labels the index lacks", missing),
        "</body></html>\n",
    ]
    return "".join(parts)


def _alarm(asked: Asked) -> str:
    lines = absent(asked.outcomes)
    return f'<div class="alarm">{"".join(f"<p>{escape(line)}</p>" for line in lines)}</div>' if lines else ""


def _figures(summaries: dict[str, Summary]) -> str:
    whole = next(iter(summaries.values()))
    head = "".join(f"<th>{escape(title)} ({s.questions})</th>" for title, s in summaries.items())
    rows = "".join(
        f"<tr><td>{NAMES[figure]}</td>"
        + "".join(f"<td>{s.means[figure]:.3f}</td>" if figure in s.means else "<td>–</td>" for s in summaries.values())
        + "</tr>"
        for figure in FIGURES
        if figure in whole.means
    )
    return _table(f"<th></th>{head}", rows)


def _table(head: str, rows: str) -> str:
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _comparison(first: Asked, second: Asked) -> str:
    """Two sides beside each other: each figure, and the questions on which they differ most."""
    rows = []
    for name, found in differences(first.outcomes, second.outcomes).items():
        d, said = found.difference, verdict(name, found.difference)
        kind = ("better" if "better" in said else "worse") if d.real else ""
        questions = (d.worse, d.better) if name == LESS_IS_BETTER else (d.better, d.worse)
        rows.append(
            f"<tr><td>{NAMES[name]} <small>({found.questions})</small></td><td>{found.first:.3f}</td>"
            f'<td>{found.second:.3f}</td><td>{d.mean:+.3f}</td><td class="said {kind}">{said}</td>'
            f"<td>[{d.low:+.3f}, {d.high:+.3f}]</td><td>{questions[0]} / {questions[1]}</td></tr>"
        )
    one, other = Summary.of(first.outcomes), Summary.of(second.outcomes)
    if one.auroc is not None and other.auroc is not None:
        rows.append(_row("AUROC", one.auroc, other.auroc, ".3f"))
    rows += [_row(f"毫秒 milliseconds {part}", one.latency[part], other.latency[part], ".0f") for part in one.latency]
    told = ("A", "B", "B − A", "结论 verdict", "95% 区间 interval", "更好/更差的题 better/worse")
    head = "".join(f"<th>{title}</th>" for title in ("", *told))
    better, worse = contrasts(first.outcomes, second.outcomes)
    return (
        f"<h2>对比 Comparison</h2><p>A：{escape(first.name)}<br>B：{escape(second.name)}<br><small>{HOW}</small></p>"
        + _table(head, "".join(rows))
        + _contrasts("B 进步最大的问题 Where B gains most", better)
        + _contrasts("B 退步最大的问题 Where B loses most", worse)
    )


def _row(name: str, first: float, second: float, form: str) -> str:
    """A figure of all questions together, of which no interval is known."""
    difference = float(format(second - first, form)) + 0.0  # rounded, and no -0.000
    cells = "".join(f"<td>{value}</td>" for value in (f"{first:{form}}", f"{second:{form}}", f"{difference:+{form}}"))
    return f"<tr><td>{name}</td>{cells}<td></td><td>–</td><td>–</td></tr>"


def _contrasts(title: str, found: Sequence[Contrast]) -> str:
    shown = found[:MOST_CONTRASTS]
    return f"<h3>{title} ({len(shown)} / {len(found)})</h3>{''.join(map(_contrast, shown))}" if found else ""


def _contrast(contrast: Contrast) -> str:
    question = contrast.first.question
    sides = "".join(
        f"<div><strong>{letter}</strong> <small>{_figures_of(outcome)}</small><dl>{_said(outcome)}</dl></div>"
        for letter, outcome in (("A", contrast.first), ("B", contrast.second))
    )
    return (
        f'<details><summary><span class="{"better" if contrast.change > 0 else "worse"}">{contrast.change:+.2f}</span> '
        f"{escape(question.text)} <small>{escape(question.id)}</small></summary>"
        f'<dl><dt>应为 Expected</dt><dd>{escape(_expected(question))}</dd></dl><div class="two">{sides}</div></details>'
    )


def _figures_of(outcome: Outcome) -> str:
    shown = ("MRR@10", "nDCG@10", "answer recall")
    told = [f"{name} {outcome.figures[name]:.2f}" for name in shown if name in outcome.figures]
    return " · ".join(["拒答 declined" if outcome.answer.declined else "作答 answered", *told])


def _failure(kind: str, outcome: Outcome) -> str:
    question = outcome.question
    return (
        f"<details><summary><b>{kind}</b> {escape(question.text)} "
        f"<small>{escape(question.id)} · 涵盖概率 probability {outcome.answer.probability:.2f}</small></summary><dl>"
        f"<dt>应为 Expected</dt><dd>{escape(_expected(question))}</dd>{_said(outcome)}</dl></details>"
    )


def _said(outcome: Outcome) -> str:
    """What was quoted, and what was found."""
    quotes = "".join(f"<blockquote>{escape(c.quote)}</blockquote>" for c in outcome.answer.citations)
    hits = "".join(_hit(h, g) for h, g in zip(outcome.hits[:_SHOWN_HITS], outcome.gains, strict=False))
    late = "".join(
        f"<p>第 {rank} 位 at rank {rank}:</p>{_hit(h, True)}"
        for rank, (h, gain) in enumerate(zip(outcome.hits, outcome.gains, strict=True), 1)
        if gain and rank > _SHOWN_HITS
    )
    return (
        f"<dt>引文 Quoted</dt><dd>{quotes or escape(outcome.answer.reason)}</dd>"
        f"<dt>找到 Found</dt><dd>{hits}{late}</dd>"
    )


def _hit(hit: Hit, right: bool) -> str:
    s = hit.signals
    place = escape(" › ".join((hit.document.title, *hit.heading_path)))
    named = escape(hit.document.own_id or hit.document.path)
    return (
        f"<p{' class=right' if right else ''}>{'✓ ' if right else ''}{place} <small>{named}</small><br>"
        f"<small>得分 score {hit.score:.3f}：含义 cosine {s.cosine:.3f}, 用词 coverage {s.coverage:.3f}, "
        f"术语 expansion {s.expansion:.3f}, 逐词 interaction {s.interaction:.3f}</small></p>"
        f"<blockquote>{escape(hit.quote)}</blockquote>"
    )


def _expected(question: Labelled) -> str:
    """What is labelled as right, and what was asked before."""
    parts = ["拒答 to be declined"] if question.off_topic else [*map(str, question.measures), *question.documents]
    said = "；".join(parts + [f"“{words}”" for words in (*question.passages, *question.answers)])
    return f"{said}（此前问过 asked before: {' / '.join(question.history)}）" if question.history else said


def _listed(title: str, lines: Sequence[str]) -> str:
    return f"<h2>{title}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""
