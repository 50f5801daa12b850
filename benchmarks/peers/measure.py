"""One phase of one peer in a process of its own, which prints its figures as JSON.

    python -m benchmarks.peers.measure PEER PHASE CORPUS INDEX QUESTIONS SECONDS

Phases: `build`; `use`, which opens the index, asks questions until they or the seconds are used up, and then brings
a changed document. Every duration is [seconds by the clock, of processor time of all threads and ended children].
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.peers.common import Peer, Place

PEERS = {
    "this project": "ours:Ours",
    "LangChain": "langchain:LangChain",
    "LangChain, BM25 left alone": "langchain:LangChainDefault",
    "LlamaIndex": "llamaindex:LlamaIndex",
    "LlamaIndex, BM25 left alone": "llamaindex:LlamaIndexDefault",
    "Haystack": "haystack:Haystack",
    "txtai": "txt:Txtai",
    "floor": "floor:Floor",
}
ADDED = "补助标准提高至七千八百九十元"


def cost(work: Callable[[], object]) -> list[float]:
    started, used = time.perf_counter(), _processor()
    work()
    return [time.perf_counter() - started, _processor() - used]


def _processor() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(w).ru_utime + resource.getrusage(w).ru_stime for w in who)


def peak() -> dict[str, float]:
    """Peak memory of this process and of its largest child, and what of it was data rather than mapped files, MB."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return {
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "largest child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "anonymous at the end": int(status["RssAnon"].split()[0]) / 1024,
    }


def load(name: str) -> Peer:
    """Some import the model's library only when it is needed; here all do it first, so that it counts as importing."""
    import_module("sentence_transformers")
    module, kind = PEERS[name].split(":")
    peer: Peer = getattr(import_module(f"benchmarks.peers.{module}"), kind)()
    return peer


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def run(name: str, phase: str, place: Place, most: int, seconds: float) -> dict[str, Any]:
    peers: list[Peer] = []
    result: dict[str, Any] = {"import": cost(lambda: peers.append(load(name)))}
    (peer,) = peers
    result["model"] = cost(peer.load)
    if phase == "build":
        result["build"] = cost(lambda: peer.build(place))
        return result | {"memory": peak(), "disk": size(place.index)}
    rows = [json.loads(line) for line in (place.corpus / "questions.jsonl").open(encoding="utf-8")][:most]
    result["open"] = cost(lambda: peer.open(place))
    result["first answer"] = cost(lambda: peer.ask(rows[0]["question"]))
    result |= {"questions": [], "ranks": []}
    until = _processor() + seconds
    for row in rows:
        if _processor() > until:
            break
        answers: list[list[str]] = []
        result["questions"].append(cost(lambda row=row, answers=answers: answers.append(peer.ask(row["question"]))))  # type: ignore[misc]
        right = [number for number, name in enumerate(answers[0]) if name in row["documents"]]
        result["ranks"].append(right[0] if right else None)
    result["memory asking"] = peak()
    result["update"] = cost(lambda: peer.update(place))
    found: list[list[str]] = []
    result["first answer after"] = cost(lambda: found.append(peer.ask(ADDED)))
    result["found"] = place.changed()[0].document in found[0]
    return result | {"memory": peak()}


if __name__ == "__main__":
    peer_name, phase_name, corpus, index, questions, limit = sys.argv[1:]
    os.environ |= {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}
    figures = run(peer_name, phase_name, Place(Path(corpus), Path(index)), int(questions), float(limit))
    print(json.dumps(figures))
