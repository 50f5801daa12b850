"""An evaluation in lines for a terminal."""

from collections.abc import Mapping, Sequence

from qa.metrics import RESAMPLES, Difference
from qa.outcomes import FIGURES, LESS_IS_BETTER, Outcome
from qa.recalibration import FOLDS, Recalibration
from qa.summary import Compared, Summary, by_language

NAMES = {
    "hit@1": "首条命中 hit@1",
    "hit@3": "前三命中 hit@3",
    "hit@5": "前五命中 hit@5",
    "hit@10": "前十命中 hit@10",
    "MRR@10": "倒数排名均值 MRR@10",
    "nDCG@10": "排序质量 nDCG@10",
    "answer quoted": "引文含全部答案 answer quoted",
    "answer recall": "引文所含答案句 answer-sentence recall",
    "declined rightly": "无关问题已拒答 off-topic declined",
    "declined wrongly": "有答案却拒答 covered, wrongly declined",
}
"""What the figures are called."""

HOW = (
    f"{RESAMPLES:,} 次重抽样，95% 区间；含 0 的，问题再多些才能断定 "
    "paired bootstrap, 95% interval; where it holds 0, more questions would tell"
)
"""How it is told whether two sides differ."""

_NOT_ONE = """\
！！标注没有一条在索引里，命中率因此全是 0 NOT ONE LABEL IS IN THE INDEX, so nothing could be found.
请查：问的是不是这个索引（--store）；标注写的是不是文件的路径、文件名、标题或 JSON 里的 id，或举措的标题。
旧索引不记 JSON 里的 id，再运行一次 build_index.py 就有了。
Is it the right index (--store)? Do the labels name documents by path, file name, title or the id in their JSON, and
measures by title? An index of old does not know the ids in JSON: run build_index.py again."""
_SHOWN_LABELS = 5
_LONGEST_LABEL = 40


def text(name: str, outcomes: Sequence[Outcome]) -> str:
    """The figures of one side."""
    summaries = summaries_of(outcomes)
    whole = next(iter(summaries.values()))
    lines = [f"{name}：{whole.questions} 个问题 questions", *(f"  {line}" for line in absent(outcomes))]
    for figure in FIGURES:
        if figure in whole.means:
            cells = [
                f"{title} {s.means[figure]:.3f} ({s.counts[figure]})"
                for title, s in summaries.items()
                if figure in s.means
            ]
            lines.append(f"  {NAMES[figure]}: {'   '.join(cells)}")
    return "\n".join([*lines, *(f"  {line}" for line in beyond(whole))])


def summaries_of(outcomes: Sequence[Outcome]) -> dict[str, Summary]:
    """The figures of all questions, and of those of each language where there are several."""
    groups = by_language(outcomes)
    every = {"全部 all": outcomes, **(groups if len(groups) > 1 else {})}
    return {title: Summary.of(group) for title, group in every.items()}


def beyond(whole: Summary) -> list[str]:
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


def absent(outcomes: Sequence[Outcome]) -> list[str]:
    """What is said of labels that the index lacks; the louder where it has none of them."""
    lacking = [outcome for outcome in outcomes if outcome.missing]
    labels = [f"{o.question.id}: {label[:_LONGEST_LABEL]}" for o in lacking for label in o.missing]
    if not labels:
        return []
    more = f" … 另有 {len(labels) - _SHOWN_LABELS} more" if len(labels) > _SHOWN_LABELS else ""
    shown = "；".join(labels[:_SHOWN_LABELS])
    count = f"{len(labels)}（{len(lacking)} 个问题 questions）"
    none = [] if any(outcome.relevant for outcome in outcomes) else _NOT_ONE.splitlines()
    return [*none, f"索引里没有的标注 labels the index lacks: {count}：{shown}{more}"]


def comparison(first: str, second: str, differences: Mapping[str, Compared]) -> list[str]:
    """Whether two sides differ."""
    lines = [f"{second} 对比 against {first}（{HOW}）"]
    for name, found in differences.items():
        d = found.difference
        lines.append(f"  {NAMES[name]}: {d.mean:+.3f} [{d.low:+.3f}, {d.high:+.3f}] {verdict(name, d)}")
    return lines


def verdict(name: str, found: Difference) -> str:
    """Whether a figure is really better or worse."""
    if not found.better and not found.worse:
        return "逐题相同 no difference"
    if not found.real:
        return "可能只是偶然 may be chance"
    better = (found.mean > 0) != (name == LESS_IS_BETTER)
    return "确实更好 really better" if better else "确实更差 really worse"


def calibrated(found: Recalibration) -> list[str]:
    """What a calibration is, and what it is worth."""
    lines = [f"已校准 calibrated: {found.path}   拒答线 bar {found.own.bars[0]:.2f}"]
    for kind, name in ((True, "declined wrongly"), (False, "declined rightly")):
        if kind in found.counts:
            lines.append(
                f"  {NAMES[name]} ({found.counts[kind]}): "
                f"校准前 before {found.before[kind]:.3f} → 校准后 after {found.after[kind]:.3f}"
            )
    lines.append(
        f"  校准后的比例由 {FOLDS} 折交叉检验得出：每题都由没有用到它的拟合来判 "
        f"after: held out, each question judged by a fit to the other parts of {FOLDS}"
    )
    return lines
