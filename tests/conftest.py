"""Datasets that many tests share: one data home a run, each dataset loaded once for all
its workers; and which tests are run first."""

import gc
import os
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from analytics.commands import load as load_command
from analytics.kept_tables import keeping
from analytics.measures.cohorts.fixing import fix
from analytics.store.dataset import Dataset
from analytics.store.made_sample import made_sample
from analytics.store.sample import ensure_sample
from tests.support.made_sample import share_made_sample
from tests.support.order import group_of, in_order
from tests.support.servers.odbc_source import odbc_source  # noqa: F401
from tests.support.servers.postgresql_server import postgres  # noqa: F401
from tests.support.servers.spark import on_spark  # noqa: F401
from tests.support.shared import once
from tests.support.world import (
    COHORTS,
    COHORTS_FIXED_ON,
    World,
    dataset,
    world,
)

ROOT = Path(__file__).resolve().parents[1]
# These ask as a page does: what many questions are built on is worked out once.
AS_A_PAGE = {"disclosure", "exhibits", "export", "figures", "filters", "names"}

# How long an example takes says more of the machine than of the code.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in groups that stay on one worker, those that take longest first."""
    groups = {item: group_of(item.path.relative_to(ROOT).as_posix()) for item in items}
    rank = {group: at for at, group in enumerate(in_order(groups.values()))}
    items.sort(key=lambda item: rank[groups[item]])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection():
    """Thousands of tests are not looked through for garbage again and again: neither
    while they are found, nor later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Those groups are what is shared out to workers."""
    from tests.support.scheduler import GroupScheduling

    return GroupScheduling(config, log)


@pytest.fixture(scope="session")
def data_home(tmp_path_factory):
    """A data home of this run, shared by its workers, with the sample in it."""
    base = tmp_path_factory.getbasetemp()
    # A worker's own folder lies in that of the run.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    place = shared / "data_home"
    place.mkdir(exist_ok=True)
    share_made_sample(place)
    return place


@pytest.fixture(scope="session", autouse=True)
def _key_and_home(data_home):
    os.environ["FREQUENT_ATTENDERS_HOME"] = str(data_home)
    os.environ["FREQUENT_ATTENDERS_KEY"] = "a key for tests only, not a secret"


@pytest.fixture(scope="session", autouse=True)
def worked_out():
    """The datasets that `load` would have worked out beforehand, by name.

    It takes three quarters of a small load, and hundreds of tests load: what it does is
    tested by itself, in tests/exhibits/test_beforehand.py."""
    called: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        told = SimpleNamespace(work_out=lambda dataset, _: called.append(dataset.name))
        patch.setattr(load_command, "beforehand", told)
        yield called


@pytest.fixture(scope="session", autouse=True)
def _components_are_looked_for_once():
    """In the installed packages, as a server does; else each page opened without one
    reads what all packages say of themselves."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(autouse=True)
def _as_a_page_asks(request):
    page = AS_A_PAGE & {*request.path.relative_to(ROOT).parts}
    with keeping() if page else nullcontext():
        yield


@pytest.fixture(scope="session")
def made(data_home):
    """The folder of the sample's tables, as the generator made them."""
    return made_sample(root=data_home)


@pytest.fixture(scope="session")
def sample(data_home):
    """The sample, made and loaded as a first visit does."""
    return ensure_sample(root=data_home)


@pytest.fixture(scope="session")
def frames() -> World:
    return world(1)


@pytest.fixture(scope="session")
def loaded(frames, data_home):
    """Dataset `world`: both extracts, list, caseload, practices, areas, and two fixed
    cohorts."""

    def made(name: str) -> Dataset:
        found = dataset(frames, data_home, name)
        for called, definition in COHORTS.items():
            fix(found, called, definition, COHORTS_FIXED_ON)
        return found

    return once(data_home, "world", made)


@pytest.fixture(scope="session")
def only_ae(frames, data_home):
    """An A&E extract and nothing else."""
    alone = World(None, frames.ae, None, None)
    return once(data_home, "only-ae", lambda name: dataset(alone, data_home, name))


@pytest.fixture(scope="session")
def only_gp(frames, data_home):
    """A GP extract and nothing else."""
    alone = World(frames.gp, None, None, None)
    return once(data_home, "only-gp", lambda name: dataset(alone, data_home, name))
