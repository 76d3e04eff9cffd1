"""A version that is not as it was written says so, on the page and at the command line,
and offers the one before it."""

import json
import os
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.__main__ import main
from analytics.errors import InputError
from analytics.store import intact
from analytics.store.dataset import open_dataset
from analytics.store.earlier import open_version, readable
from analytics.store.home import live_folder
from analytics.store.intact import DamagedVersion
from analytics.store.load.build import LoadInputs, load
from analytics.store.manifest import Manifest
from tests.contract.extracts import HEADER, ae_rows, gp_rows, text, written

AE = "patient_id,arrived_at,departed_at,department_type,attendance_category,cost_gbp"
APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A data home with two versions of dataset `one`."""
    place = tmp_path / "home"
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(place))
    for rows in (gp_rows()[:12], gp_rows()):
        gp = written(tmp_path, "gp.csv", text(HEADER, rows))
        ae = written(tmp_path, "ae.csv", text(AE, ae_rows()))
        load(LoadInputs(gp=(gp,), ae=(ae,)), "one", root=place)
    return place


def flipped(file: Path) -> None:
    """One bit in the middle of a file, its size and times as they were."""
    before, held = file.stat(), bytearray(file.read_bytes())
    held[len(held) // 2] ^= 1
    file.write_bytes(held)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


DAMAGES = {
    "a bit": ("ae_attendances.parquet", flipped, "other bytes"),
    "cut": ("gp_appointments.parquet", cut, "shorter"),
    "empty": ("people.parquet", lambda file: file.write_bytes(b""), "shorter"),
    "gone": ("ae_months.parquet", Path.unlink, "missing"),
    "longer": ("areas.parquet", lambda f: f.write_bytes(f.read_bytes() + b"x"), "long"),
    "record gone": ("manifest.json", Path.unlink, "record"),
    "record cut": ("manifest.json", cut, "record"),
    "record changed": (
        "manifest.json",
        lambda f: f.write_text(f.read_text().replace('"kept": 16', '"kept": 61')),
        "record",
    ),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_damage_is_told_and_the_version_before_offered(home, how):
    name, harm, says = DAMAGES[how]
    before, live = sorted(path.parent for path in home.glob("one/*/manifest.json"))
    assert open_dataset("one").folder == live
    harm(live / name)
    intact._checks.clear()  # as in a new process
    with pytest.raises(DamagedVersion) as caught:
        open_dataset("one")
    (problem,) = caught.value.problems
    assert problem.rule == "dataset_damaged" and says in problem.found
    assert caught.value.before == before.name and "whole" in problem.remedy
    assert "python" not in problem.sentence()
    assert open_version("one", before.name).folder == before


def test_no_earlier_version_that_is_damaged_too_is_offered(home):
    for folder in home.glob("one/*/"):
        (folder / "people.parquet").write_bytes(b"PAR1")
    with pytest.raises(DamagedVersion) as caught:
        open_dataset("one")
    assert caught.value.before is None and "load the extracts" in str(caught.value)


@pytest.mark.parametrize("pointer", ["", "x/../y", "20200101T000000000000Z-0000"])
def test_a_pointer_to_no_version_is_damage_too(home, pointer):
    (home / "one" / "live").write_text(pointer)
    with pytest.raises(DamagedVersion):
        open_dataset("one")


def test_a_damaged_record_of_an_earlier_version_hides_that_version_alone(home):
    before, live = sorted(path.parent for path in home.glob("one/*/manifest.json"))
    (before / "manifest.json").write_text("{")
    assert list(readable("one")) == [live.name]
    with pytest.raises(InputError):
        open_version("one", before.name)


def test_the_command_line_says_how_to_go_back_and_does(home, capsys):
    before, live = sorted(path.parent for path in home.glob("one/*/manifest.json"))
    cut(live / "people.parquet")
    assert main(["quality", "--data", "one"]) == 2
    said = capsys.readouterr().err
    command = f"versions --data one --make-live {before.name}"
    assert "shorter" in said and command in said
    assert main(["versions", "--data", "one", "--make-live", live.name]) == 2
    capsys.readouterr()
    assert main([*command.split(), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["versions"]
    assert [(one["live"], bool(one["damage"])) for one in listed] == [
        (False, True),
        (True, False),
    ]
    assert open_dataset("one").folder == before


def test_the_page_says_so_and_its_button_goes_back(home, sample):
    before, live = sorted(path.parent for path in home.glob("one/*/manifest.json"))
    cut(live / "people.parquet")
    (home / sample.name).symlink_to(sample.folder.parent)  # else it is loaded again
    at = AppTest.from_file(APP, default_timeout=120)
    at.query_params["data"] = "one"
    at.run()
    assert "shorter" in at.error[0].value and "python" not in at.error[0].value
    (button,) = (one for one in at.button if one.label.startswith("Go back"))
    button.click().run()
    assert live_folder("one") == before and not at.error


def test_a_large_version_is_read_beside_and_waited_for_at_the_end(home, monkeypatch):
    live = live_folder("one")
    flipped(live / "ae_attendances.parquet")
    intact._checks.clear()
    monkeypatch.setattr(intact, "AT_ONCE", 0)
    monkeypatch.setattr(intact, "_changed", _slowly(intact._changed))
    dataset = open_dataset("one")  # not yet known
    with pytest.raises(DamagedVersion):
        intact.finish("one", dataset.folder, dataset.manifest, None)
    with pytest.raises(DamagedVersion):
        open_dataset("one")


def _slowly(function):
    def slow(*given):
        time.sleep(0.2)
        return function(*given)

    return slow


def test_a_version_from_before_checksums_opens(home):
    live = live_folder("one")
    said = json.loads((live / "manifest.json").read_text())
    for key in ("files", "key", "own_key", "seal"):
        del said[key]
    (live / "manifest.json").write_text(json.dumps(said))
    assert Manifest.read(live).files == () and open_dataset("one").folder == live
