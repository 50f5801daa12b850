"""The figures of peers.json as a picture, docs/peers.svg.

python -m benchmarks.peers.plot [--size 100000]
"""

import argparse
import json
import sys

import matplotlib

from benchmarks.peers.common import ROOT

matplotlib.use("svg")
import matplotlib.pyplot as plt

OURS, OTHERS, FLOOR, INK, QUIET = "#1f5fa8", "#b9bec6", "#1f6f5c", "#1f2328", "#59636e"
CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
NAMES = ("this project", "LangChain", "LlamaIndex", "Haystack", "txtai")
PANELS = (
    ("Build", "build, s", 0, "s"),
    ("Change one document", "update to next answer, s", 0, "s"),
    ("Open, to the first answer", "open to first answer, s", 0, "s"),
    ("Ask a question, median", "question p50, ms", 0, "ms"),
)


def told(value: float, unit: str) -> str:
    digits = 0 if value >= 99.5 else 1 if value >= 9.95 else 2
    return f"{value:,.{digits}f} {unit}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000)
    size = parser.parse_args().size
    results = json.loads((ROOT / "benchmarks" / "results" / "peers.json").read_text("utf-8"))
    rows = results["sizes"][str(size)]
    plt.rcParams |= {"font.family": "DejaVu Sans", "svg.fonttype": "path", "svg.hashsalt": "peers"}
    figure, panels = plt.subplots(2, 2, figsize=(9.6, 5.6), facecolor="white")
    for panel, (title, key, column, unit) in zip(panels.flat, PANELS, strict=True):
        values = [rows[name][key][column] for name in NAMES]
        floor = rows["floor"][key][column]
        panel.barh(range(len(NAMES)), values, color=[OURS, *[OTHERS] * 4], height=0.68)
        panel.axvline(floor, color=FLOOR, linewidth=1.4, linestyle=(0, (3, 2)))
        panel.set_title(title, loc="left", fontsize=11, fontweight="bold", color=INK, pad=16)
        panel.text(floor, -0.62, f"floor {told(floor, unit)}", color=FLOOR, fontsize=8.5, ha="left", va="bottom")
        for place, value in enumerate(values):
            weight = "bold" if place == 0 else "normal"
            panel.text(
                value + max(values) * 0.015,
                place,
                told(value, unit),
                va="center",
                fontsize=9,
                color=INK,
                weight=weight,
                bbox=CLEAR,
            )
        panel.set_yticks(range(len(NAMES)), NAMES, fontsize=9.5, color=INK)
        panel.get_yticklabels()[0].set_fontweight("bold")
        panel.set_xlim(0, max(values) * 1.2)
        panel.set_ylim(len(NAMES) - 0.5, -0.6)
        panel.set_xticks([])
        panel.tick_params(length=0)
        for side in ("top", "right", "bottom"):
            panel.spines[side].set_visible(False)
        panel.spines["left"].set_color("#d1d9e0")
    hits = "   ".join(f"{name} {int(100 * rows[name]['hit@1'] + 0.5)}%" for name in NAMES)
    figure.suptitle(
        f"{rows['chunks']:,} chunks, the same model, by the clock on two cores; shorter is better",
        x=0.015,
        ha="left",
        fontsize=12.5,
        color=INK,
    )
    figure.text(0.015, 0.022, f"right document first: {hits}", fontsize=9, color=QUIET)
    figure.tight_layout(rect=(0, 0.045, 1, 0.965), h_pad=2.2, w_pad=2.5)
    figure.savefig(ROOT / "docs" / "peers.svg", facecolor="white", metadata={"Date": None})
    return 0


if __name__ == "__main__":
    sys.exit(main())
