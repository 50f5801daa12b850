"""What an import pulls in: a program that only imports us pays for nothing heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "torch",
    "sentence_transformers",
    "transformers",
    "gradio",
    "trafilatura",
    "langchain_text_splitters",
    "opencc",
    "docx",
    "openpyxl",
    "fastapi",
    "mcp",
    "langchain_core",
    "pymilvus",
    "pyarrow",
}


@pytest.mark.parametrize("module", ["qa", "build_index", "ui", "corpus.load", "index.build", "index.care"])
def test_heavy_libraries_are_imported_late(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert HEAVY & set(result.stdout.split()) == set()
