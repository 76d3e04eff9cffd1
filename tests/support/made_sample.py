"""The made sample between runs of the tests, and what is asked of it elsewhere."""

import warnings
from contextlib import suppress
from pathlib import Path

import pytest

from analytics.store.made_sample import MADE
from sample_data.generator.files.contents import kept, made_on

BETWEEN_RUNS = Path(__file__).resolve().parents[2] / ".sample_cache"


def share_made_sample(home: Path) -> None:
    """Let a data home of the tests use the tables that earlier runs made, and leave
    there what it makes."""
    BETWEEN_RUNS.mkdir(exist_ok=True)
    # another worker was first, or this account may make no links: then it makes its own
    with suppress(OSError):
        (home / MADE).symlink_to(BETWEEN_RUNS, target_is_directory=True)


def same_or_told(differences: list[str], here: dict[str, str] | None = None) -> None:
    """Fails for any difference on the platform on which the sample's kept contents were
    made; on another tells it as a warning (there the published figures decide)."""
    if not differences:
        return
    here, there = here or made_on(), kept()["made_on"]
    told = f"The sample made here differs: {'; '.join(differences)}"
    if here == there:
        pytest.fail(told)
    warnings.warn(f"{told}. Kept: made on {there}; here: {here}", stacklevel=2)
