"""An evaluation to read: lines for a terminal, and one page of HTML that needs nothing else."""

from collections.abc import Sequence
from html import escape

from qa.citation import Hit
from qa.labels import Labelled, Unusable
from qa.metrics import RESAMPLES, Difference
from qa.outcomes import FIGURES, Outcome, Summary, by_language

MOST_FAILURES = 50
"""How many of the worst failures the page shows."""

_SHOWN_HITS = 3
_NAMES = {
    "hit@1": "首条命中 hit@1",
    "hit@3": "前三命中 hit@3",
    "hit@5": "前五命中 hit@5",
    "hit@10": "前十命中 hit@10",
    "MRR@10": "倒数排名均值 MRR@10",
    "nDCG@10": "排序质量 nDCG@10",
    "answer quoted": "引文含答案 answer quoted",
    "declined rightly": "无关问题已拒答 off-topic declined",
    "declined wrongly": "有答案却拒答 covered, wrongly declined",
}
_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:62rem;margin:2rem auto;
padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}table{border-collapse:collapse;margin:.6rem 0}
th,td{padding:.25rem .8rem;border-bottom:1px solid #d8d8d8;text-align:right}
th:first-child,td:first-child{text-align:left}
details{border:1px solid #d8d8d8;border-radius:6px;margin:.6rem 0;padding:.4rem .9rem}summary{cursor:pointer}
summary b{color:#a11}blockquote{margin:.3rem 0;padding:.1rem .8rem;border-left:3px solid #888;white-space:pre-wrap}
small{color:#555}.right{color:#175c2b;font-weight:600}svg{max-width:100%;height:auto}dt{font-weight:600;margin-top:.5rem}
dd{margin-left:1rem}@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}small{color:#aaa}
summary b{color:#f88}.right{color:#7fd897}th,td,details{border-color:#444}}
"""


def text(name: str, outcomes: Sequence[Outcome]) -> str:
    """The figures of one store, for a terminal."""
    groups = {"全部 all": outcomes, **by_language(outcomes)}
    summaries = {title: Summary.of(group) for title, group in groups.items()}
    whole = summaries["全部 all"]
    lines = [f"{name}：{whole.questions} 个问题 questions"]
    for figure in FIGURES:
        if figure in whole.means:
            cells = [
                f"{title} {s.means[figure]:.3f} ({s.counts[figure]})"
                for title, s in summaries.items()
                if figure in s.means
            ]
            lines.append(f"  {_NAMES[figure]}: {'   '.join(cells)}")
    return "\n".join([*lines, *(f"  {line}" for line in _beyond(whole))])


def _beyond(whole: Summary) -> list[str]:
    """What is said of all questions together."""
    lines = []
    if whole.auroc is not None and whole.calibration_error is not None:
        lines.append(
            f"有答案与无关之分辨 covered against off-topic: AUROC {whole.auroc:.3f}   "
            f"校准误差 calibration error {whole.calibration_error:.3f}"
        )
    if whole.latency:
        times = "   ".join(f"{name} {value:.0f}" for name, value in whole.latency.items())
        lines.append(f"回答用时 milliseconds an answer: {times}")
    return lines


def comparison(first: str, second: str, differences: dict[str, Difference]) -> list[str]:
    """Whether two differ, in words."""
    lines = [f"{second} 对比 against {first}（{RESAMPLES:,} 次重抽样，95% 区间 paired bootstrap, 95% interval）"]
    return lines + [f"  {_NAMES[name]}: {_verdict(name, found)}" for name, found in differences.items()]


def _verdict(name: str, found: Difference) -> str:
    span = f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"
    if not found.better and not found.worse:
        return f"{span} 逐题相同 the same on every question"
    if not found.real:
        return f"{span} 差别可能只是偶然，要更多问题才能断定 may be chance; more questions are needed to tell"
    better = (found.mean > 0) != (name == "declined wrongly")
    return f"{span} {'确实更好 really better' if better else '确实更差 really worse'}"


def failures(outcomes: Sequence[Outcome]) -> list[tuple[str, Outcome]]:
    """What went wrong and how, the worst first.

    An answer to what is not covered misleads most, the surer the worse; then declining what is covered, the nearer
    the right measure the worse; then what was not found, found late, or found and not quoted.
    """
    found = [(kind, outcome) for outcome in outcomes if (kind := _failure(outcome))]
    return sorted(found, key=lambda failure: (_KINDS.index(failure[0]), -failure[1].answer.probability))


_ANSWERED = "无关却作答 answered, though off topic"
_DECLINED = "有答案却拒答 declined, though covered"
_MISSED = "前十没有 not among ten"
_LATE = "不在首位 not first"
_UNQUOTED = "引文没有答案 the quotes lack the answer"
_ABSENT = "标注不在索引里 the index lacks what is labelled"
_KINDS = (_ANSWERED, _DECLINED, _MISSED, _LATE, _UNQUOTED, _ABSENT)


def _failure(outcome: Outcome) -> str:
    if outcome.question.off_topic:
        return "" if outcome.answer.declined else _ANSWERED
    if outcome.answerable is None:
        return _ABSENT
    if outcome.answer.declined:
        return _DECLINED
    if outcome.ranked and not any(outcome.gains):
        return _MISSED
    if outcome.ranked and not outcome.gains[0]:
        return _LATE
    return _UNQUOTED if outcome.quoted is False else ""


def page(
    name: str,
    outcomes: Sequence[Outcome],
    unusable: Sequence[Unusable] = (),
    compared: Sequence[str] = (),
) -> str:
    """The evaluation as one HTML page: figures, curves, the worst failures; every word escaped, no script.

    Args:
        name: of the store.
        unusable: lines of the file that were left out.
        compared: what `comparison` says.
    """
    groups = {"全部 all": outcomes, **by_language(outcomes)}
    summaries = {title: Summary.of(group) for title, group in groups.items()}
    whole = summaries["全部 all"]
    wrong = failures(outcomes)
    head = "".join(f"<th>{escape(title)} ({s.questions})</th>" for title, s in summaries.items())
    body = "".join(
        f"<tr><td>{_NAMES[figure]}</td>"
        + "".join(f"<td>{s.means[figure]:.3f}</td>" if figure in s.means else "<td>–</td>" for s in summaries.values())
        + "</tr>"
        for figure in FIGURES
        if figure in whole.means
    )
    missing = [(o.question, label) for o in outcomes for label in o.missing]
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>评测 Evaluation</title><style>{_STYLE}</style></head><body>'
        f"<h1>评测 Evaluation · {escape(name)}</h1>"
        f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>"
        + "".join(f"<p>{escape(line)}</p>" for line in _beyond(whole))
        + ("<h2>对比 Comparison</h2>" + "".join(f"<p>{escape(line)}</p>" for line in compared) if compared else "")
        + (f"<h2>拒答 Declining</h2>{roc_svg(whole)}{_reliability(whole)}" if whole.roc else "")
        + f"<h2>最严重的失误 Worst failures ({min(len(wrong), MOST_FAILURES)} / {len(wrong)})</h2>"
        + "".join(_failure_html(kind, outcome) for kind, outcome in wrong[:MOST_FAILURES])
        + _listed("没有用上的行 Lines left out", [f"{u.line}: {u.reason}" for u in unusable])
        + _listed("索引里没有的标注 Labels the index lacks", [f"{q.id}: {label}" for q, label in missing])
        + "</body></html>\n"
    )


def _listed(title: str, lines: Sequence[str]) -> str:
    return f"<h2>{title}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def _failure_html(kind: str, outcome: Outcome) -> str:
    question, answer = outcome.question, outcome.answer
    quotes = "".join(f"<blockquote>{escape(c.quote)}</blockquote>" for c in answer.citations)
    hits = "".join(_hit_html(h, g) for h, g in zip(outcome.hits[:_SHOWN_HITS], outcome.gains, strict=False))
    late = "".join(
        f"<p>第 {rank} 位 at rank {rank}:</p>{_hit_html(h, True)}"
        for rank, (h, gain) in enumerate(zip(outcome.hits, outcome.gains, strict=True), 1)
        if gain and rank > _SHOWN_HITS
    )
    return (
        f"<details><summary><b>{kind}</b> {escape(question.text)} "
        f"<small>{escape(question.id)} · 涵盖概率 probability {answer.probability:.2f}</small></summary><dl>"
        f"<dt>应为 Expected</dt><dd>{escape(_expected(question))}</dd>"
        f"<dt>引文 Quoted</dt><dd>{quotes or escape(answer.reason)}</dd>"
        f"<dt>找到 Found</dt><dd>{hits}{late}</dd></dl></details>"
    )


def _hit_html(hit: Hit, right: bool) -> str:
    s = hit.signals
    place = escape(" › ".join((hit.document.title, *hit.heading_path)))
    return (
        f"<p{' class=right' if right else ''}>{'✓ ' if right else ''}{place}<br><small>得分 score {hit.score:.3f}："
        f"含义 cosine {s.cosine:.3f}, 用词 coverage {s.coverage:.3f}, 术语 expansion {s.expansion:.3f}, "
        f"逐词 interaction {s.interaction:.3f}</small></p><blockquote>{escape(hit.quote)}</blockquote>"
    )


def _expected(question: Labelled) -> str:
    if question.off_topic:
        return "拒答 to be declined"
    parts = [*map(str, question.measures), *question.documents]
    return "；".join(parts) + (f"　“{question.answer}”" if question.answer else "")


def roc_svg(summary: Summary, side: int = 320) -> str:
    """The ROC curve of declining as a picture: the diagonal is chance, a point for every threshold."""
    points = " ".join(f"{40 + x * side:.1f},{10 + (1 - y) * side:.1f}" for x, y in summary.roc)
    edge, foot = 40 + side, 10 + side
    ticks = "".join(
        f'<text x="{40 + t * side:.0f}" y="{foot + 16}" text-anchor="middle">{t:g}</text>'
        f'<text x="34" y="{14 + (1 - t) * side:.0f}" text-anchor="end">{t:g}</text>'
        for t in (0, 0.5, 1)
    )
    chosen = 40 + (1 - summary.means["declined rightly"]) * side, 10 + summary.means["declined wrongly"] * side
    return (
        f'<svg viewBox="0 0 {edge + 12} {foot + 40}" width="{edge + 12}" role="img" font-size="11" fill="currentColor" '
        f'aria-label="ROC, AUROC {summary.auroc:.3f}"><rect x="40" y="10" width="{side}" height="{side}" fill="none" '
        f'stroke="currentColor" opacity=".4"/><line x1="40" y1="{foot}" x2="{edge}" y2="10" stroke="currentColor" '
        f'opacity=".4" stroke-dasharray="4"/><polyline points="{points}" fill="none" stroke="#2a6fb0" '
        f'stroke-width="2"/><circle cx="{chosen[0]:.1f}" cy="{chosen[1]:.1f}" r="4" fill="#a11"/>{ticks}'
        f'<text x="{40 + side / 2:.0f}" y="{foot + 32}" text-anchor="middle">无关问题得答 off-topic answered</text>'
        f'<text transform="translate(12 {10 + side / 2:.0f}) rotate(-90)" text-anchor="middle">'
        "有答案的得答 covered answered</text></svg>"
    )


def _reliability(summary: Summary) -> str:
    rows = "".join(
        f"<tr><td>{b.count}</td><td>{b.predicted:.2f}</td><td>{b.observed:.2f}</td></tr>" for b in summary.reliability
    )
    return (
        "<table><thead><tr><th>问题 questions</th><th>预测概率 predicted</th><th>实际比例 observed</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
