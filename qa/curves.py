"""How well declining tells questions apart, as a picture and a table in HTML."""

from qa.summary import Summary


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


def reliability_table(summary: Summary) -> str:
    """Predicted against observed."""
    rows = "".join(
        f"<tr><td>{b.count}</td><td>{b.predicted:.2f}</td><td>{b.observed:.2f}</td></tr>" for b in summary.reliability
    )
    return (
        "<table><thead><tr><th>问题 questions</th><th>预测概率 predicted</th><th>实际比例 observed</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
