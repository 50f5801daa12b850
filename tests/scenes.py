"""A store whose writer is killed, runs out of room or loses its permission, in every operation.

`run` forks from a process that has loaded the libraries, the model and the tables of characters but embedded nothing
yet, so that a kill costs nothing but the work; it must be the first thing a process does, as in `benchmarks.crash`.
"""

import json
import os
import random
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import torch

from corpus.errors import StoreMissing
from corpus.text import normalise
from index import generations
from index.build import build
from index.embed import BUNDLED, Embedder
from index.lock import lock
from index.publish import rollback, sweep
from index.store import Store
from tests.faults import cut_unflushed, ended, fork, misorder, steps, told
from tests.stores import FARM, FINANCE, TALENT, write


class Scene:
    """A store before and after one operation, and the documents both were built from."""

    def __init__(self, place: Path, name: str) -> None:
        self.name, self.place = name, place
        self.docs, self.store = place / "docs", place / "store"
        place.mkdir()
        write(self.docs, finance=FINANCE, talent=TALENT, farm=FARM)
        if name != "build":
            self.build()
            write(self.docs, more=FARM.replace("150元", "151元"))
            self.build()
        self.before = self._files()
        self._arrange()
        self._saved = Path(shutil.copytree(place, place.with_name(f"{name}-saved")))
        self.after = self._files()

    def build(self) -> None:
        """Build in a child, as the next build after a kill is done."""
        assert ended(fork(lambda: build([self.docs], self.store))) == 0

    def _arrange(self) -> None:
        if self.name == "update":
            write(self.docs, finance=FINANCE.replace("50万元", "80万元"), new=TALENT.replace("二十万元", "三十万元"))
        elif self.name == "removal":
            (self.docs / "talent.md").unlink()

    def work(self) -> None:
        """The operation."""
        if self.name == "rollback":
            with lock(self.store):
                rollback(self.store)
        elif self.name == "prune":
            with lock(self.store):
                sweep(self.store, previous=False)
        else:
            build([self.docs], self.store)

    def reset(self) -> None:
        """As it was before the operation."""
        shutil.rmtree(self.place)
        shutil.copytree(self._saved, self.place)

    def _files(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in sorted(self.docs.glob("*.md"))}

    def held(self) -> dict[str, str] | None:
        """What the store holds; None where it is not there. It must be whole."""
        try:
            opened = Store.open(self.store)
        except StoreMissing:
            return None
        assert generations.verify(generations.current(self.store)) == []
        documents = [opened.contents(number) for number in range(len(opened.documents))]
        for document, measures, chunks, vectors in documents:
            assert measures
            assert len(chunks) == len(vectors)
            assert all(document.text[c.start : c.end] == c.text for c in chunks)
        assert len(opened.lexical("贷款贴息农业人才", 100)[0]) == sum(len(chunks) for *_, chunks, _ in documents)
        return {document.path: document.text for document, *_ in documents}

    def check(self) -> None:
        """The store is old or new, and the next build makes it whole and tidy."""
        earlier = {k: v for k, v in self.before.items() if k != "more.md"}
        old = None if self.name == "build" else self.before
        new = earlier if self.name == "rollback" else self.before if self.name == "prune" else self.after
        found = self.held()
        assert found in (old, new), (sorted(found or ()), sorted(new))
        build([self.docs], self.store)
        assert self.held() == self.after
        left = {path.name for path in self.store.iterdir()} - {"CURRENT", "lock"}
        assert len(left) <= 2, left
        assert all(generations.is_generation(self.store / name) for name in left), left


def kill_everywhere(scene: Scene, chance: random.Random, most: int) -> Iterator[tuple[str, str]]:
    """Kill the operation before some of its steps, or all; yields each time the step and what went wrong, or ""."""
    scene.reset()
    whole, status = steps(scene.store, scene.work)
    assert status == 0
    assert ended(fork(scene.check)) == 0
    points = range(1, len(whole) + 1)
    for point in sorted(chance.sample(points, min(most, len(points)))):
        scene.reset()
        taken, status = steps(scene.store, scene.work, point)
        if chance.random() < 0.5:
            cut_unflushed(taken)
        wrong = "" if status == -signal.SIGKILL else f"ended with {status}"
        event, path, _ = whole[point - 1]
        yield f"{event} {Path(path).name}", wrong or ("" if ended(fork(scene.check)) == 0 else "the store is not whole")


def kill_at_random(scene: Scene, chance: random.Random, times: int) -> Iterator[tuple[str, str]]:
    """Kill the operation at random moments, most of them before it is done."""
    scene.reset()
    started = time.monotonic()
    assert ended(fork(scene.work)) == 0
    latest = time.monotonic() - started
    for _ in range(times):
        scene.reset()
        child = fork(scene.work)
        time.sleep(chance.random() * latest)
        os.kill(child, signal.SIGKILL)
        killed = ended(child) == -signal.SIGKILL
        latest *= 1.1 if killed else 0.8
        told = "killed" if killed else "was done before the kill"
        yield told, "" if ended(fork(scene.check)) == 0 else "the store is not whole"


@contextmanager
def scenes(*names: str) -> Iterator[list[Scene]]:
    """A scene for each operation, in a temporary folder."""
    Embedder.load = cache(Embedder.load)  # type: ignore[method-assign]
    torch.set_num_threads(1)
    assert Embedder.load(BUNDLED).fingerprint
    assert normalise("經濟") == "经济"
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    try:
        yield [Scene(place / name, name) for name in names]
    finally:
        shutil.rmtree(place, ignore_errors=True)


def full_disk(scene: Scene, sizes: tuple[int, ...] = (0, 5000, 24000)) -> list[str]:
    """What is said when no file can grow beyond a size; the store must be whole after it."""

    def work(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        scene.work()

    messages = []
    for size in sizes:
        scene.reset()
        message = told(lambda size=size: work(size))  # type: ignore[misc]
        messages.append(message.replace(str(scene.store), "store"))
        assert ended(fork(scene.check)) == 0
    return messages


def no_permission(scene: Scene) -> str:
    """What is said when the store may be read but not written."""

    def work() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)
        scene.work()

    scene.reset()
    scene.store.chmod(0o555)
    message = told(work)
    scene.store.chmod(0o755)
    assert ended(fork(scene.check)) == 0
    return message.replace(str(scene.store), "store")


OPERATIONS = ("build", "update", "removal", "rollback", "prune")


def run(
    steps_each: int, moments_each: int, seed: int = 1, progress: Callable[[object], object] = lambda _: None
) -> dict[str, object]:
    """Kill every operation; what was killed where, and what went wrong, also told after every operation."""
    with scenes(*OPERATIONS) as all_scenes:
        results = {scene.name: scene.place.with_name(f"{scene.name}.json") for scene in all_scenes}
        children = [
            fork(lambda scene=scene: kill(scene, steps_each, moments_each, seed, results[scene.name], progress))  # type: ignore[misc]
            for scene in all_scenes
        ]
        assert [ended(child) for child in children] == [0] * len(children)
        found = {name: json.loads(path.read_text("utf-8")) for name, path in results.items()}
        update = next(scene for scene in all_scenes if scene.name == "update")
        update.reset()
        taken, status = steps(update.store, update.work)
        assert status == 0
        return {
            "killed": sum(n for _, tally in found.values() for kind, n in tally.items() if "done before" not in kind),
            "tries": {name: tally for name, (_, tally) in found.items()},
            "wrong": [told for wrong, _ in found.values() for told in wrong],
            "misordered": misorder(taken, update.store),
            "full": full_disk(update),
            "denied": no_permission(update),
        }


def kill(
    scene: Scene, most_steps: int, moments: int, seed: int, result: Path, progress: Callable[[object], object]
) -> None:
    """Kill one operation in both ways, and write down what went wrong and how often what was killed."""
    chance = random.Random(f"{seed} {scene.name}")
    tally: dict[str, int] = {}
    wrong: list[str] = []
    for way, found in (
        ("before a step", kill_everywhere(scene, chance, most_steps)),
        ("at a random moment", kill_at_random(scene, chance, moments)),
    ):
        for event, problem in found:
            kind = f"{way}: {event.partition(' ')[0] if way == 'before a step' else event}"
            tally[kind] = tally.get(kind, 0) + 1
            if problem:
                wrong.append(f"{scene.name}, {way}, {event}: {problem}")
        progress({scene.name: tally, "wrong": wrong})
    result.write_text(json.dumps([wrong, tally]), "utf-8")
