"""The world of six kinds, and a data home of its own for `outcomes.toml`."""

import pytest

from analytics.store import outcomes
from tests.footprint.conftest import rows, six

__all__ = ["rows", "six"]


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Writes the `outcomes.toml` that every reader in this test finds."""
    monkeypatch.setattr(outcomes, "home", lambda: tmp_path)
    return (tmp_path / outcomes.FILE).write_text
