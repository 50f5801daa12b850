"""How likely a question is covered, fitted to labelled questions over stores of every size.

    python benchmarks/calibration.py [FOLDER PAGE]

FOLDER holds the sets of `dev_sets.py`, PAGE is the county page. Stores of 1 to 1,000 documents are drawn from each
set. Half of the questioned documents serve to fit, the other half to report; of those in a store the questions
are covered, those left out ask about something else: `near` those of the same set, `far` those of another.
What was measured goes to benchmarks/results/calibration-rows.jsonl.gz; without arguments it is taken from there.
Writes qa/calibration.json and benchmarks/results/calibration.json.
"""

import argparse
import gzip
import json
import math
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from dev_sets import read, write
from dev_sets import rows as read_rows

from corpus.load import SHIPPED
from index.build import build
from qa.calibration import SHIPPED as CALIBRATION
from qa.calibration import Calibration, Floats, features, fit
from qa.metrics import auroc, calibration_error, reliability
from qa.question import understand
from qa.retrieve import Retriever

HERE = Path(__file__).parent
ROWS = HERE / "results" / "calibration-rows.jsonl.gz"
QUESTIONS = HERE.parent / "tests" / "questions"
PLAN = {
    "own": {1: 6, 4: 4, 16: 3, 64: 2, 256: 1, 1000: 1},
    "ncp": {1: 6, 4: 3, 16: 2, 64: 1, 256: 1},
}
"""Documents in a store, and how many stores of that size."""

COMPANY = (0, 16, 128, 512)
"""How many other documents the county page is put among."""

MOST = {"covered": 60, "near": 40, "far": 20}
"""Questions asked of one store."""

DECLINED = 0.01
"""The share of covered questions that the bar may decline: half of what one's own may, since it serves any store."""

BEFORE = 0.6
"""The bar in every store before, to compare with."""

Row = dict[str, Any]


def ask(sources: Sequence[Path], questions: Mapping[str, Sequence[str]], facts: Row) -> Iterator[Row]:
    """How far each question stands out of a store over these sources."""
    with tempfile.TemporaryDirectory() as store:
        build(sources, store)
        retriever = Retriever(store)
        for kind, texts in questions.items():
            for text in texts:
                question = understand(text)
                yield {
                    **facts,
                    "passages": len(retriever.store),
                    "kind": kind,
                    "english": question.language == "en",
                    "deviations": retriever.deviations(question),
                }


class Drawn:
    """The questions of a set by the documents that answer them, half for fitting, half for reporting."""

    def __init__(self, folder: Path, name: str) -> None:
        self.documents, queries = read(folder, name)
        self.questions: dict[str, list[str]] = defaultdict(list)
        for row in queries:
            if row["positive_ids"][0] in self.documents:
                self.questions[row["positive_ids"][0]].append(row["query"])
        self.questioned = sorted(self.questions)
        random.Random(name).shuffle(self.questioned)

    def half(self, held_out: bool) -> list[str]:
        return self.questioned[int(held_out) :: 2]

    def asked(self, ids: Sequence[str]) -> list[str]:
        return [text for key in ids for text in self.questions[key]]


def collect(folder: Path, page: Path) -> Iterator[Row]:
    """Everything that is measured."""
    sets = {name: Drawn(folder, name) for name in PLAN}
    for name, sizes in PLAN.items():
        for size, stores in sizes.items():
            for number in range(stores):
                for held_out in (False, True):
                    yield from _drawn(sets, name, size, held_out, random.Random(f"{name} {size} {number} {held_out}"))
    files = sorted(QUESTIONS.glob("dev*.jsonl"))
    labelled = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    kinds = {
        "covered": [row["query"] for row in labelled if row["measures"]],
        "near": [row["query"] for row in labelled if not row["measures"]],
    }
    for company in COMPANY:
        chance = random.Random(f"company {company}")
        kept_out = set(sets["own"].half(True))
        others = chance.sample([key for key in sets["own"].documents if key not in kept_out], company)
        far = chance.sample(sets["own"].asked(sorted(kept_out)), MOST["far"])
        for name, document in (("page", page), ("retelling", SHIPPED)):
            with tempfile.TemporaryDirectory() as place:
                write(Path(place) / "others", {key: sets["own"].documents[key] for key in others})
                # The others may answer what the page does not.
                asked = {**kinds, "far": far} if not company else {"covered": kinds["covered"], "far": far}
                sources = [document, Path(place) / "others"] if company else [document]
                yield from ask(sources, asked, {"set": name, "documents": 1 + company, "held_out": False})


def _drawn(sets: Mapping[str, Drawn], name: str, size: int, held_out: bool, chance: random.Random) -> Iterator[Row]:
    drawn = sets[name]
    half = drawn.half(held_out)
    inside = chance.sample(half, min((size + 1) // 2, len(half) // 2))
    fillers = sorted(drawn.documents.keys() - set(half))
    chosen = inside + chance.sample(fillers, min(size - len(inside), len(fillers)))
    other = sets["ncp" if name == "own" else "own"]
    asked = {
        "covered": drawn.asked(inside),
        "near": drawn.asked([key for key in half if key not in inside]),
        "far": other.asked(other.half(held_out)),
    }
    asked = {kind: chance.sample(texts, min(MOST[kind], len(texts))) for kind, texts in asked.items()}
    with tempfile.TemporaryDirectory() as place:
        write(Path(place) / "documents", {key: drawn.documents[key] for key in chosen})
        yield from ask([Path(place) / "documents"], asked, {"set": name, "documents": size, "held_out": held_out})


def fitted(rows: Sequence[Row]) -> Calibration:
    """Weights by logistic regression, and a bar over the logarithm of the size.

    The bar begins where the county page needs it, whose everyday questions stand out least of all,
    and goes on so that of all covered questions in larger stores the same share lies below, but never sinks.
    """
    truths = np.array([row["kind"] == "covered" for row in rows])
    counts = evenly([(row["set"], band(row["passages"]), row["kind"] == "covered") for row in rows])
    weights = fit(columns(rows), truths, counts, np.zeros(4), 1e-3)
    page = [row for row in rows if row["set"] == "page" and row["documents"] == 1 and row["kind"] == "covered"]
    least = page[0]["passages"]
    level = round(float(np.quantile([row["deviations"] for row in page], DECLINED, method="midpoint")), 2)
    larger = [row for row in rows if row["kind"] == "covered" and row["passages"] > least]
    sizes = np.array([row["passages"] for row in larger])
    counts = evenly([(row["set"], band(row["passages"])) for row in larger])
    slope = max(quantile_slope(np.log(sizes / least), np.array([r["deviations"] for r in larger]) - level, counts), 0.0)
    most = int(sizes.max())
    bars = (level, round(level + slope * math.log(most / least), 3))
    return Calibration(tuple(np.round(weights, 4).tolist()), (least, most), bars)


def columns(rows: Sequence[Row]) -> Floats:
    return features(
        [row["deviations"] for row in rows],
        np.array([row["passages"] for row in rows]),
        [row["english"] for row in rows],
    )


def band(passages: int) -> int:
    """Sizes within a factor of three or so are one."""
    return round(np.log(passages) / np.log(3))


def evenly(groups: Sequence[object]) -> Floats:
    """Counts under which every group weighs the same, whatever its size."""
    sizes = Counter(groups)
    return np.array([len(groups) / len(sizes) / sizes[group] for group in groups])


def quantile_slope(x: Floats, y: Floats, counts: Floats) -> float:
    """Slope of the line through the origin below which `DECLINED` of the points lie.

    Quantile regression (Koenker & Bassett 1978): the loss is convex and bends only where the line
    meets a point, so one of those slopes is best. Every x is above 0.
    """
    slopes = np.unique(y / x)
    above = y[:, None] - x[:, None] * slopes
    losses = (counts[:, None] * np.where(above > 0, DECLINED * above, (DECLINED - 1) * above)).sum(0)
    return float(slopes[losses.argmin()])


def reported(rows: Sequence[Row], calibration: Calibration) -> dict[str, Any]:
    """What the calibration is worth on some rows: by set and size, and how well its probabilities hold."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[f"{row['set']} {row['documents']}"].append(row)
    table = {}
    for name, group in groups.items():
        stands = {kind: [r["deviations"] for r in group if r["kind"] == kind] for kind in MOST}
        passages = round(float(np.mean([row["passages"] for row in group])))
        others = stands["near"] + stands["far"]
        before, now = (
            {kind: share(v, bar) for kind, v in stands.items()} for bar in (BEFORE, calibration.bar(passages))
        )
        table[name] = {
            "passages": passages,
            "questions": {kind: len(values) for kind, values in stands.items()},
            "bar": round(calibration.bar(passages), 3),
            "declined": now,
            f"declined at {BEFORE}": before,
            "AUROC": round(auroc(stands["covered"], others), 3),
        }
    truths = np.array([row["kind"] == "covered" for row in rows])
    counts = evenly([(row["set"], band(row["passages"]), bool(true)) for row, true in zip(rows, truths, strict=True)])
    # Drawn anew so that every set and size, and covered and not, count the same, as in fitting.
    drawn = np.random.default_rng(0).choice(len(rows), 20_000, p=counts / counts.sum())
    probabilities = _probabilities(rows, calibration)
    bins = reliability(probabilities[drawn], truths[drawn])
    return {
        "stores": table,
        "reliability": [
            {"questions": b.count, "predicted": round(b.predicted, 3), "observed": round(b.observed, 3)} for b in bins
        ],
        "calibration error": round(calibration_error(bins), 4),
    }


def _probabilities(rows: Sequence[Row], calibration: Calibration) -> Floats:
    return np.array([calibration.probability(r["deviations"], r["passages"], r["english"]) for r in rows])


def share(deviations: Sequence[float], bar: float) -> float | None:
    return round(float(np.mean(np.array(deviations) < bar)), 3) if deviations else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("page", type=Path, nargs="?")
    options = parser.parse_args()
    if options.folder and options.page:
        measured = list(collect(options.folder, options.page))
        with gzip.open(ROWS, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row | {"deviations": round(row["deviations"], 4)}) + "\n" for row in measured)
    rows = read_rows(ROWS)
    calibration = fitted([row for row in rows if not row["held_out"]])
    calibration.write(CALIBRATION)
    own_page = [row for row in rows if row["set"] in ("page", "retelling")]
    report = {
        "calibration": {"weights": calibration.weights, "sizes": calibration.sizes, "bars": calibration.bars},
        "held out": reported([row for row in rows if row["held_out"]], calibration),
        "county page, questions used to fit": reported(own_page, calibration)["stores"],
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (HERE / "results" / "calibration.json").write_text(text + "\n", "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
