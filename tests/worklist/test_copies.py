"""A copy of the worklist, and putting one back."""

import os
import stat
from dataclasses import replace

import pytest

from analytics.definitions.pathway import Status
from analytics.errors import InputError
from analytics.worklist import database
from analytics.worklist.backup import back_up, restore
from analytics.worklist.history import decide, standing
from tests.worklist.conftest import TODAY, WHO, later


@pytest.fixture
def home(tmp_path, desk, offered):
    place = tmp_path / "home"
    decide(desk, [replace(offered, person=who) for who in WHO[:3]], place, TODAY)
    return place


def test_a_copy_put_back_is_what_was_copied(tmp_path, home, desk, offered):
    copy = tmp_path / "copy.db"
    assert back_up(copy, home) == 3
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir() if "copy" in f.name] == ["copy.db"]
    before = standing(desk, home)
    decide(desk, [later(offered, Status.DECLINED)], home, TODAY)
    came = restore(copy, home)
    assert (came.decisions, came.gone) == (3, 1)
    assert standing(desk, home) == before
    assert came.kept and restore(came.kept, home).decisions == 4, "nothing is lost"
    assert standing(desk, home).of(WHO[0]).status is Status.DECLINED
    decide(desk, [replace(offered, person=WHO[9])], home, TODAY)  # and goes on


@pytest.mark.parametrize("how", ["gone", "damaged", "cut"])
def test_put_back_over_what_is_lost(tmp_path, home, desk, how):
    copy, live = tmp_path / "copy.db", home / database.FILE
    back_up(copy, home)
    before = standing(desk, home)
    if how == "gone":
        for file in home.glob(f"{database.FILE}*"):
            file.unlink()
    elif how == "damaged":
        live.write_bytes(os.urandom(5000))
    else:
        live.write_bytes(live.read_bytes()[:300])
    restore(copy, home)
    assert standing(desk, home) == before
    assert stat.S_IMODE(live.stat().st_mode) == 0o600


def test_what_is_no_copy_changes_nothing(tmp_path, home, desk):
    before = standing(desk, home)
    copy = tmp_path / "copy.db"
    back_up(copy, home)
    whole = copy.read_bytes()
    cut = tmp_path / "cut.db"
    cut.write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.db").write_text("no database")
    for name in ("cut.db", "text.db", "nowhere.db"):
        with pytest.raises(InputError, match="no copy of a worklist"):
            restore(tmp_path / name, home)
    with pytest.raises(InputError, match="cannot be made"):
        back_up(copy, home)
    with pytest.raises(InputError, match="Nothing has been decided"):
        back_up(tmp_path / "new.db", tmp_path / "elsewhere")
    assert standing(desk, home) == before and copy.read_bytes() == whole
