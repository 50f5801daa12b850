"""What a build did or why it failed, in the words that every door tells it with."""

from collections.abc import Iterator

from corpus.errors import PolicyQAError
from index.report import Report


def headline(report: Report) -> tuple[str, str]:
    """The figures of a build, in Chinese with English beside it, and that nothing changed where it did not."""
    figures = (
        f"文件 documents {report.documents}   举措 measures {report.measures}   段落 chunks {report.chunks}   "
        f"用时 seconds {report.seconds:.1f}   版本 generation {report.generation}"
    )
    return figures, "" if report.published else "（没有变化 nothing changed）"


def sections(report: Report) -> Iterator[tuple[str, str, list[str]]]:
    """What became of which documents: a heading in Chinese and in English, and the lines below it; none is empty."""
    changes = report.changes
    for chinese, english, items in (
        ("新增", "added", [*changes.added]),
        ("修改", "changed", [*changes.changed]),
        ("移除", "removed", [*changes.removed]),
        ("改名", "renamed", [f"{old} → {new}" for old, new in changes.renamed]),
        ("重复", "duplicates", [f"{path} = {original}" for path, original in report.duplicates]),
        ("打不开，保留旧版", "kept as they were", [*report.kept]),
        ("注意", "remarks", [f"{path}: {remark}" for path, remark in report.remarks]),
        (
            "已被取代或废止，搜索时默认不用",
            "superseded or repealed, left out of searches",
            [*report.superseded],
        ),
        ("跳过", "skipped", [f"{item.path}: {item.reason}" for item in report.skipped]),
    ):
        if items:
            yield chinese, english, items


def failure(error: PolicyQAError | OSError) -> tuple[str, str]:
    """The kind of an error and what to tell of it."""
    if isinstance(error, PolicyQAError):
        return type(error).__name__, str(error)
    place = f"“{error.filename}”: " if error.filename else ""
    return type(error).__name__, f"{place}{error.strerror or error}; the earlier index stays in force"
