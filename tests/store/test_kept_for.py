"""What is kept for a person or a team: a folder of their own, closed to others, and
whose it is written beside it."""

import stat

import pytest

from analytics.errors import InputError
from analytics.store import mappings, named_views
from analytics.store.home import check_name, datasets
from analytics.store.kept import keepers, packs
from analytics.store.kept.inbox import inbox

KIM = keepers.person("https://login 5c1f", "kim@example.nhs.uk")
PACK = "frequent_attenders_north_2026-11-27.pptx"


def test_a_folder_each_that_is_nobody_elses(tmp_path):
    some = [KIM, keepers.person("5c1f", KIM.name), keepers.team("5c1f")]
    places = {one.make_place(tmp_path) for one in some}
    assert len(places) == 3 and places <= set(keepers.places(tmp_path))
    for place in places:
        for folder in (place, place.parent):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert KIM.name not in str(place) and "login" not in str(place)
    assert (
        KIM.place(tmp_path) / keepers.WHOSE_FILE
    ).read_text() == f"person {KIM.name}\n"
    assert datasets(tmp_path) == []


def test_a_name_that_changes_loses_nothing(tmp_path):
    named_views.save("One", named_views.Filters(), KIM.make_place(tmp_path))
    later = keepers.person(KIM.id, "kim.married@example.nhs.uk")
    assert later == KIM and list(named_views.views(later.place(tmp_path))) == ["One"]


@pytest.mark.parametrize("id", ["../../x", "a/b", "", "\u0000", "x" * 5000])
def test_no_id_leads_out_of_the_home(id, tmp_path):
    for one in (keepers.person(id, "x"), keepers.team(id)):
        assert one.place(tmp_path).parent == tmp_path / keepers.FOLDER
        assert one.make_place(tmp_path).is_dir()


def test_what_is_everybodys_lies_where_it_always_did(tmp_path):
    assert keepers.EVERYBODY.make_place(tmp_path) == tmp_path
    assert inbox(keepers.EVERYBODY, tmp_path) == tmp_path / "inbox"
    assert mappings.place("own", keepers.EVERYBODY.place(tmp_path)) == (
        tmp_path / "mappings" / "own.toml"
    )
    assert not (tmp_path / keepers.FOLDER).exists()


def test_a_pack_is_kept_whole_and_forgotten(tmp_path):
    place = KIM.make_place(tmp_path)
    packs.keep(PACK, b"one", place)
    packs.keep(PACK, b"two", place)
    (kept,) = packs.packs(place)
    assert kept.name == PACK and kept.file.read_bytes() == b"two"
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    assert packs.packs(tmp_path) == []
    packs.forget(PACK, place)
    packs.forget(PACK, place)
    assert packs.packs(place) == []


@pytest.mark.parametrize(
    "name", ["../views.json", "a.exe", "", "A.pdf", ".x.pdf", "a/b.pdf"]
)
def test_a_pack_is_called_as_packs_are(name, tmp_path):
    for act in (
        lambda: packs.keep(name, b"", tmp_path),
        lambda: packs.forget(name, tmp_path),
    ):
        with pytest.raises(InputError, match="not called so"):
            act()


@pytest.mark.parametrize("name", [keepers.FOLDER, packs.FOLDER])
def test_no_dataset_is_called_as_these_folders(name):
    with pytest.raises(InputError, match="kept for something else"):
        check_name(name)
