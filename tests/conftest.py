"""Shared by all tests: Hypothesis without deadlines (the machines are noisy), and the shipped corpus indexed once."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store over the documents that ship."""
    from corpus.load import SHIPPED
    from index.build import build

    store = tmp_path_factory.mktemp("shipped") / "store"
    build([SHIPPED], store)
    return store
