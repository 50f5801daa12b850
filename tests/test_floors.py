"""A module imports only from floors below its own."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = [
    ["corpus.latin"],
    [
        *("corpus.errors", "corpus.records", "corpus.text", "corpus.counties", "corpus.gazetteer"),
        *("corpus.numbers", "corpus.numerals", "corpus.dates", "corpus.contents", "corpus.standards"),
    ],
    ["corpus.imprint"],
    [
        *("corpus.front", "corpus.repeals", "corpus.validity", "corpus.isolation", "corpus.regions", "corpus.headings"),
        *("corpus.readers.markdown", "corpus.readers.stated"),
        *("corpus.readers.source", "corpus.readers.package", "corpus.readers.headings", "corpus.readers.ooxml"),
        *(
            "corpus.readers.pdfium",
            "corpus.readers.runs",
            "corpus.readers.glyph",
            "corpus.articles",
            "corpus.readers.once",
        ),
        *(
            "corpus.readers.article",
            "corpus.readers.emphasis",
            "corpus.readers.cells",
            "corpus.readers.facts",
            "corpus.readers.furniture",
        ),
    ],
    [
        *("corpus.issuers", "corpus.places", "corpus.readers.glyphs", "corpus.readers.numbering"),
        "corpus.readers.rules",
        "corpus.script",
        *("corpus.readers.styles", "corpus.readers.sheets", "corpus.readers.page_head", "corpus.references"),
        *("corpus.cover", "corpus.items", "corpus.appendices", "corpus.runon"),
    ],
    [
        *("corpus.readers.fields", "corpus.readers.line", "corpus.readers.scan", "corpus.divisions"),
        *("corpus.decimals", "corpus.questions", "corpus.pictograms", "corpus.english"),
        *("corpus.transcript", "corpus.rulings"),
    ],
    ["corpus.numbered"],
    [
        *("corpus.readers.html", "corpus.readers.word", "corpus.readers.table"),
        *("corpus.readers.front", "corpus.readers.sidecar", "corpus.readers.record"),
        *("corpus.readers.lines", "corpus.metadata", "corpus.measures", "corpus.chunk"),
    ],
    ["corpus.readers.plain", "corpus.readers.mhtml", "corpus.readers.blocks", "corpus.readers.margins"],
    ["corpus.readers.frames", "corpus.pages"],
    ["corpus.readers.paragraphs"],
    ["corpus.readers.pdf"],
    ["corpus.readers"],
    ["corpus.load"],
    ["corpus.archive"],
    ["corpus.unpack", "index.threads", "index.static"],
    ["index.tokens"],
    ["index.answerability", "index.reader"],
    [
        *("index.embed", "index.blocks", "index.generations", "index.plan", "index.records", "index.seen"),
        "index.watch",
        "index.crossencoder",
        *("index.filters", "index.versions", "index.milvus.location", "index.milvus.weights"),
        "index.terms",
    ],
    [
        *("index.lexical", "index.lock", "index.publish", "index.codes", "index.catalogue"),
        *("index.milvus.server", "index.report"),
    ],
    ["index.vectors", "index.scratch", "index.milvus.texts"],
    ["index.store", "index.finished", "index.milvus.generations", "index.milvus.lease"],
    ["index.milvus.rows", "index.milvus.publish"],
    ["index.milvus.store"],
    ["index.opening"],
    [
        "qa.bilingual",
        *("index.prepare", "qa.fact", "qa.rank", "qa.thesaurus", "qa.cantonese"),
        *(
            "qa.metrics",
            "qa.calibration",
            "qa.party",
            "qa.clause",
            "qa.enumeration",
        ),
        *("qa.provision", "qa.courtesy", "qa.years", "qa.days"),
    ],
    [
        "qa.levels",
        "qa.ranges",
        "qa.tables",
        "qa.detail",
        "qa.head",
        "qa.outline",
        "qa.pointer",
        "qa.vague",
        "qa.claims",
    ],
    ["qa.dependence", "qa.division", "qa.letter"],
    ["qa.lookup"],
    ["qa.sentences"],
    ["index.write", "qa.matter"],
    ["index.build", "index.reembed", "index.milvus.write", "qa.wanted"],
    ["index.milvus.build"],
    ["index.care"],
    ["index.summary"],
    ["qa.question", "qa.citation"],
    ["qa.candidates", "qa.judge", "qa.followup", "qa.notices", "qa.naming", "qa.memory"],
    ["qa.aim", "qa.each", "qa.framing", "qa.penalty", "qa.variety", "qa.script"],
    ["qa.aims", "qa.understood"],
    ["qa.search"],
    ["qa.retrieve", "qa.worth"],
    ["qa.weigh", "qa.verification"],
    ["qa.pick", "qa.refusal", "qa.remark"],
    ["qa.reply"],
    ["qa.compound", "qa.single"],
    ["qa.answer", "qa.originals", "qa.langchain", "qa.why", "qa.reference", "qa.parts", "qa.chips"],
    ["qa.quotes"],
    ["qa.render", "qa.opened", "qa", "qa.__main__", "qa.labels", "qa.feedback"],
    ["qa.targets", "qa.listing", "qa.side"],
    ["qa.outcomes"],
    ["qa.summary", "qa.failures", "qa.recalibration"],
    ["qa.report", "qa.curves"],
    ["qa.report_page"],
    [
        "web.service",
        "web.docs",
        "web.accounts",
        "web.choices",
        "web.conversation",
        "web.reasons",
        "web.mistakes",
        "web.shelved",
        "web.examples",
    ],
    ["web.models", "web.export", "web.attempts", "web.sessions", "web.frame", "web.names", "web.builder"],
    ["web.shelf", "web.endpoints", "web.rest", "web.mcp", "web.desk", "web.gate", "web.admin_page"],
    ["web.admin"],
    ["web.chat"],
    ["web.server"],
    ["build_index", "ui", "qa.evaluate"],
]
FLOOR = {module: number for number, modules in enumerate(FLOORS) for module in modules}


def modules() -> list[str]:
    paths = [
        *ROOT.glob("*.py"),
        *(p for package in ("corpus", "index", "qa", "web") for p in (ROOT / package).rglob("*.py")),
    ]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths}
    return sorted(names - {"corpus", "index", "index.milvus", "web"})


def imported(module: str) -> set[str]:
    path = ROOT / Path(*module.split("."))
    source = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8")
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return {name for name in found if name in FLOOR}


@pytest.mark.parametrize("module", modules())
def test_imports_come_from_below(module: str) -> None:
    assert module in FLOOR, "give the module a floor"
    above = {name for name in imported(module) if FLOOR[name] >= FLOOR[module] and name != module}
    assert not above
