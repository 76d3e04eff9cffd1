"""A dataset to decide about, without any files, and decisions that may be written."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.definitions.pathway import Status
from analytics.store.dataset import Dataset
from analytics.store.manifest import Manifest
from analytics.worklist.decision import Decision
from tests.worklist.servers import postgresql  # noqa: F401

TODAY = date(2026, 11, 26)
WHO = [f"{n:016x}" for n in range(1, 41)]


def named(name: str, key: str = "0123456789abcdef") -> Dataset:
    """A dataset known by its name and the key of its pseudonyms alone."""
    manifest = Manifest(name, "", "", CONTRACT_VERSION, "", key=key)
    return Dataset(name, Path("nowhere"), manifest)


@pytest.fixture
def desk() -> Dataset:
    return named("my-pcn")


@pytest.fixture
def offered() -> Decision:
    return Decision(WHO[0], Status.OFFERED, date(2026, 11, 3), "CC-2", by="KB")


def later(before: Decision, status: Status | None, **more) -> Decision:
    """The next decision about the same person, made on all that there is."""
    return replace(before, status=status, seen=before.seen + 1, **more)
