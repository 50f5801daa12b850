"""Real files of every format, and what storage, mail and careless hands make of them."""

import json
import random
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.policies import WRITERS, Line, Policy

_BODY = (
    ("一、企业服务", "每个园区设一个窗口，登记、培训、招聘一次办好，应当在15个工作日内答复。"),
    ("二、人才补助", "到本县工作满一年的技术人员，每人补助3.5万元，分两年发放，不超过20人。"),
    ("三、资金安排", "所需资金由县（市、区）承担，每年公布一次使用的情况，接受社会监督，剩余的转入下一年。"),
)
POLICY = Policy(
    "notice",
    (
        Line("临江县服务企业办法", 0),
        *(Line(text, level) for pair in _BODY for text, level in zip(pair, (1, None), strict=True)),
    ),
    tuple((name, (), (text,)) for name, text in _BODY),
)
_PACKAGES = {".docx", ".xlsx", ".zip"}


def originals(folder: Path) -> list[Path]:
    """One undamaged file of each format."""
    folder.mkdir()
    for suffix, write in WRITERS.items():
        write(POLICY, folder / f"文件.{suffix}")
    lines = [line.text for line in POLICY.lines]
    record = json.dumps({"title": lines[0], "text": "\n".join(lines[1:])}, ensure_ascii=False)
    page = (folder / "文件.html").read_bytes()
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    part = b"--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n%s\n--x--\n"
    for suffix, content in (
        ("csv", "措施,内容\n" + "".join(f"{name},{text}\n" for name, text in _BODY)),
        ("json", record),
        ("jsonl", f"{record}\n" * 3),
    ):
        (folder / f"文件.{suffix}").write_text(content, encoding="utf-8")
    (folder / "文件.mhtml").write_bytes(head + part % b64encode(page))
    inside = sorted(folder.iterdir())
    with ZipFile(folder / "文件.zip", "w", ZIP_DEFLATED) as packed:
        for path in inside:
            packed.write(path, path.name)
    return sorted(folder.iterdir())


def flip(content: bytes, chance: random.Random) -> bytes:
    """Up to 40 bytes are others."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    """The end, or a piece of the midst, is missing."""
    start, end = sorted(chance.choices(range(1, len(content)), k=2))
    return content[:start] + content[end:] if chance.random() < 0.5 else content[:start]


def nest(content: bytes, chance: random.Random) -> bytes:
    """A piece of it a thousand times inside itself."""
    start = chance.randrange(len(content))
    place = chance.randrange(len(content))
    return content[:place] + content[start : start + chance.randint(1, 60)] * 1000 + content[place:]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, cut, nest)


def damage(path: Path, others: list[Path], target: Path, chance: random.Random) -> Path:
    """Write a damaged copy below the folder `target`: of a package as a whole or in one part, or under a wrong name."""
    content, suffix = path.read_bytes(), path.suffix
    if chance.random() < 0.2:
        suffix = chance.choice([other.suffix for other in others if other.suffix != suffix])
    elif suffix in _PACKAGES and chance.random() < 0.7:
        content = _in_a_part(content, chance)
    else:
        content = chance.choice(DAMAGES)(content, chance)
    target = target.with_suffix(suffix)
    target.write_bytes(content)
    return target


def _in_a_part(content: bytes, chance: random.Random) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(changed, "w", ZIP_DEFLATED) as copy:
        chosen = chance.choice(package.namelist())
        for name in package.namelist():
            part = package.read(name)
            copy.writestr(name, chance.choice(DAMAGES)(part, chance) if name == chosen else part)
    return changed.getvalue()


def damaged(folder: Path, count: int, seed: int) -> list[Path]:
    """So many damaged files in `folder/damaged`, the same for the same seed."""
    files = originals(folder / "whole")
    chance = random.Random(seed)
    target = folder / "damaged"
    target.mkdir()
    return [damage(files[i % len(files)], files, target / f"{i:03}", chance) for i in range(count)]
