"""Policies generated for tests, the measures each must be read into, and writers of them in every format."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import docx
import openpyxl
from hypothesis import strategies as st

from corpus.measures import OPENING
from tests.documents import sentence, words
from tests.sheets import CHARACTERS, HEIGHT, LEADING, LEFT, TOP, Sheet

NUMERALS = "一二三四五六七八九"
_CLAUSES = (
    "每户补助3.5万元", "凭“企业服务卡”办理", "按照《县域融资担保细则》执行", "比例不低于20%",
    "所需资金由县（市、区）承担", "对A级以上的单位", "应当在15个工作日内答复", "数额不超过500元/人",
    "由AI平台统一受理", "逾期不补正的，视为放弃",
    "登记、培训、招聘一次办好", "2026年以前建成三个园区", "允许分期——最长五年",
)  # fmt: skip
_TOKEN = re.compile(r"[（《“]*(?:[!-~]+|.)[，。、；：）》”—]*")
_LAST_LINE = HEIGHT - 100


@dataclass(frozen=True)
class Line:
    """A line of a policy: `level` 0 for its title, 1 and 2 for headings, None for a paragraph."""

    text: str
    level: int | None = None


@dataclass(frozen=True)
class Policy:
    """A policy as its author sees it: the lines, and of each measure its title, heading path and paragraphs."""

    shape: str
    lines: tuple[Line, ...]
    measures: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]

    @property
    def title(self) -> str:
        return self.lines[0].text


titles = words.map(lambda name: f"临江县{name}办法")
_clause = st.sampled_from(_CLAUSES) | words
_paragraph = st.lists(_clause, min_size=1, max_size=5).map(lambda clauses: "，".join(clauses) + "。")
paragraphs = st.lists(_paragraph, min_size=1, max_size=3, unique=True)
_openings = st.lists(sentence, max_size=2, unique=True)


@st.composite
def laws(draw: st.DrawFn) -> Policy:
    """Chapters of numbered articles, some with a list of items."""
    lines, measures = [Line(draw(titles), 0)], []
    articles = st.lists(st.tuples(paragraphs, st.integers(0, 2)), min_size=1, max_size=3)
    for i, (name, content) in enumerate(draw(st.lists(st.tuples(words, articles), min_size=1, max_size=3))):
        lines.append(Line(f"第{NUMERALS[i]}章　{name}", 1))
        for texts, items in content:
            label = f"第{NUMERALS[len(measures)]}条"
            body = [*texts, *(f"（{NUMERALS[k]}）{name}；" for k in range(items))]
            lines += [Line(f"{label}　{body[0]}"), *map(Line, body[1:])]
            measures.append((label, (f"第{NUMERALS[i]}章 {name}",), tuple(body)))
    return Policy("law", tuple(lines), tuple(measures))


@st.composite
def notices(draw: st.DrawFn) -> Policy:
    """Items 一、 over items （一）, whose names stand on a line of their own or begin a paragraph."""
    opening, run_in = draw(_openings), draw(st.booleans())
    lines, measures = [Line(draw(titles), 0), *map(Line, opening)], []
    if opening:
        measures.append((OPENING, (), tuple(opening)))
    below = st.lists(st.tuples(words, paragraphs), max_size=3)
    for i, (name, texts, parts) in enumerate(
        draw(st.lists(st.tuples(words, paragraphs, below), min_size=1, max_size=3))
    ):
        above = f"{NUMERALS[i]}、{name}"
        lines += [Line(above, 1), *map(Line, texts)]
        measures.append((above, (), tuple(texts)))
        for k, (inner, content) in enumerate(parts):
            heading = f"（{NUMERALS[k]}）{inner}"
            lines += [Line(f"{heading}。{content[0]}")] if run_in else [Line(heading, 2), Line(content[0])]
            lines += map(Line, content[1:])
            measures.append((heading, (above,), tuple(content)))
    return Policy("notice", tuple(lines), tuple(measures))


@st.composite
def reports(draw: st.DrawFn) -> Policy:
    """Headings without numbers."""
    opening = draw(_openings)
    lines, measures = [Line(draw(titles), 0), *map(Line, opening)], []
    if opening:
        measures.append((OPENING, (), tuple(opening)))
    for name, texts in draw(st.lists(st.tuples(words, paragraphs), min_size=2, max_size=4)):
        lines += [Line(name, 1), *map(Line, texts)]
        measures.append((name, (), tuple(texts)))
    return Policy("report", tuple(lines), tuple(measures))


policies = laws() | notices() | reports()


def write_text(policy: Policy, path: Path) -> None:
    path.write_text("".join(f"{line.text}\n" for line in policy.lines), encoding="utf-8")


def write_markdown(policy: Policy, path: Path) -> None:
    marks = {0: "# ", 1: "## ", 2: "### ", None: ""}
    path.write_text("\n\n".join(marks[line.level] + line.text for line in policy.lines) + "\n", encoding="utf-8")


def write_page(policy: Policy, path: Path, container: str = "<div id='zoom'>") -> None:
    tags = {0: "h1", 1: "h2", 2: "h3", None: "p"}
    body = "".join(f"<{tags[line.level]}>{escape(line.text)}</{tags[line.level]}>\n" for line in policy.lines)
    menu = "<nav><a href='/'>首页</a><a href='/a'>政务公开</a></nav>"
    head = f"<head><meta charset='utf-8'><title>{escape(policy.title)}</title></head>"
    page = f"<!DOCTYPE html><html>{head}<body>{menu}{container}{body}</div></body></html>"
    path.write_text(page, encoding="utf-8")


def write_word(policy: Policy, path: Path) -> None:
    file = docx.Document()
    for line in policy.lines:
        if line.level is None:
            file.add_paragraph(line.text)
        else:
            file.add_heading(line.text, line.level)
    file.save(str(path))


def write_pdf(policy: Policy, path: Path) -> None:
    sheet, y, page = Sheet(path), TOP, 1
    sheet.centred(90, policy.title, 22)
    for line in policy.lines[1:]:
        large = policy.shape == "report" and line.level is not None
        for row in [line.text] if large else _set(line.text):
            if y > _LAST_LINE:
                sheet.centred(HEIGHT - 40, f"— {page} —", 9)
                sheet.turn()
                y, page = TOP, page + 1
            if large:
                sheet.line(LEFT, y + 10, row, 15)
                y += 36
            elif policy.shape == "law" and line.level is not None:
                sheet.centred(y, line.text)
                y += LEADING
            else:
                y = sheet.lines([row], y=y)
    sheet.centred(HEIGHT - 40, f"— {page} —", 9)
    sheet.save()


def _set(paragraph: str) -> Iterable[str]:
    """The lines of a paragraph, as wide as they may be: punctuation begins none, numbers and words are not parted."""
    line, width = "\u3000\u3000", 2.0
    for token in _TOKEN.findall(paragraph):
        size = sum(0.5 if character.isascii() else 1.0 for character in token)
        if width + size > CHARACTERS:
            yield line
            line, width = "", 0.0
        line, width = line + token, width + size
    yield line


def write_table(policy: Policy, path: Path) -> None:
    """One row a measure, below a row for each chapter."""
    book, above = openpyxl.Workbook(), ()
    book.active.append([policy.title])
    book.active.append(["措施", "内容"])
    for name, headings, texts in policy.measures:
        if policy.shape == "law" and headings != above:
            above = headings
            book.active.append([*above])
        book.active.append([name, "\n".join(texts)])
    book.save(path)


WRITERS: dict[str, Callable[..., None]] = {
    "txt": write_text,
    "md": write_markdown,
    "html": write_page,
    "docx": write_word,
    "pdf": write_pdf,
    "xlsx": write_table,
}
