"""A home with all that one has, and a backup of it."""

import shutil
from dataclasses import replace

import pytest

from analytics import settings
from analytics.errors import InputError
from analytics.extract.people import identity
from analytics.operation.copies import taking
from analytics.store.load.build import LoadInputs, load
from analytics.worklist.history import decide
from tests.contract.extracts import AE_HEADER, HEADER, ae_rows, gp_rows, text, written
from tests.worklist.conftest import TODAY, WHO, desk, offered  # noqa: F401

KEY = "5eed" * 16


@pytest.fixture(scope="session")
def a_home(tmp_path_factory):
    """A home with all that one has, its key in a file of its own."""
    folder = tmp_path_factory.mktemp("copies")
    place = folder / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(settings.KEY.name)
        place.mkdir(mode=0o700)
        (place / identity.KEY_FILE).write_text(KEY)
        gp = written(folder, "gp.csv", text(HEADER, [*gp_rows(), ",,,,"]))
        ae = written(folder, "ae.csv", text(AE_HEADER, ae_rows()))
        for _ in range(2):
            load(LoadInputs(gp=(gp,), ae=(ae,)), "one", root=place)
    (place / "inbox").mkdir()
    (place / "inbox" / "raw.csv").write_text("9434765919")
    (place / "views.toml").write_text('[view]\nname = "x"\n')
    return place


@pytest.fixture
def used_home(a_home, tmp_path, monkeypatch, desk, offered):  # noqa: F811
    monkeypatch.delenv(settings.KEY.name)
    place = tmp_path / "home"
    shutil.copytree(a_home, place)
    decide(desk, [replace(offered, person=who) for who in WHO[:3]], place, TODAY)
    monkeypatch.setenv(settings.HOME.name, str(place))
    return place


@pytest.fixture
def copy(used_home, tmp_path):
    taking.take(tmp_path / "copy.tar", used_home)
    return tmp_path / "copy.tar"


@pytest.fixture
def empty(tmp_path):
    place = tmp_path / "elsewhere"
    place.mkdir(mode=0o700)
    return place


def everything(place) -> dict[str, bytes]:
    return {
        one.relative_to(place).as_posix(): one.read_bytes()
        for one in sorted(place.rglob("*"))
        if one.is_file() and not one.name.endswith(".lock")
    }


def refused(rule: str, do) -> str:
    with pytest.raises(InputError) as told:
        do()
    assert rule in {one.rule for one in told.value.problems}, told.value
    assert all(one.remedy for one in told.value.problems)
    return str(told.value)
