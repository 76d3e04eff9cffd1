"""An earlier version of a dataset is found by its fingerprint, opened, and made live
again."""

from dataclasses import replace

import pytest

from analytics.errors import InputError
from analytics.store.dataset import open_dataset
from analytics.store.earlier import open_version, readable, version_before, version_with
from analytics.store.live import make_live
from tests.support.world import dataset, world


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A dataset loaded twice, the second time with another world."""
    root = tmp_path_factory.mktemp("home")
    first = dataset(world(7, 60), root, "grown")
    second = dataset(world(8, 60), root, "grown")
    return root, first, second


def test_a_version_is_found_by_the_fingerprint_of_a_link(twice):
    root, first, second = twice
    for one in (first, second):
        assert version_with("grown", one.fingerprint[:8], root) == one.folder.name
        assert open_version("grown", one.folder.name, root) == one
    assert open_dataset("grown", root) == second
    assert list(readable("grown", root)) == [second.folder.name, first.folder.name]


@pytest.mark.parametrize("prefix", ["", "abc", "not hex", "../..", "0" * 16, None])
def test_what_is_no_fingerprint_of_ours_gives_none(prefix, twice):
    assert version_with("grown", prefix, twice[0]) is None


def test_of_equal_contents_the_live_one_is_given(twice):
    root, first, second = twice
    again = dataset(world(7, 60), root, "grown")  # the first once more, now live
    assert again.fingerprint == first.fingerprint and again.folder != first.folder
    assert version_with("grown", first.fingerprint[:8], root) == again.folder.name
    make_live("grown", first.folder.name, root)
    assert version_with("grown", first.fingerprint[:8], root) == first.folder.name
    assert version_before(again) == second.folder.name
    make_live("grown", second.folder.name, root)


def test_before_the_first_there_is_none_and_a_strange_one_is_told(twice):
    root, first, second = twice
    assert version_before(first) is None
    assert version_before(second) == first.folder.name
    with pytest.raises(InputError, match="no version"):
        open_version("grown", "20200101T000000000000Z-00000000", root)


def test_a_dataset_of_another_contract_says_to_load_it_again(twice):
    root, _, second = twice
    replace(second.manifest, contract_version=1).write(second.folder)
    with pytest.raises(InputError, match="another version of the dashboard") as told:
        open_dataset("grown", root)
    assert "load its extracts again" in told.value.problems[0].remedy
    second.manifest.write(second.folder)
    assert open_dataset("grown", root).fingerprint == second.fingerprint


def test_a_version_of_another_contract_is_passed_over(twice):
    root, first, _ = twice
    replace(first.manifest, contract_version=0).write(first.folder)
    assert version_with("grown", first.fingerprint[:8], root) != first.folder.name
    first.manifest.write(first.folder)
