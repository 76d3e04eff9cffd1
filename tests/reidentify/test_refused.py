"""Nobody is brought back where it must be refused; and it is never told who."""

import pytest

from analytics.errors import InputError
from analytics.extract.people import identity
from analytics.reidentify import audit
from analytics.reidentify.bring_back import bring_back
from tests.reidentify.practices import IDS, asked, lines, listed, refused


def test_not_without_the_key(home, own, tmp_path):
    request = asked(home, own)
    (home / identity.KEY_FILE).rename(tmp_path / "kept elsewhere")
    with pytest.raises(InputError) as told:
        bring_back(request, home)
    assert {p.rule for p in told.value.problems} == {"key_missing"}
    assert lines(home)[-1]["refused"] == ["key_missing"] and not request.out.exists()


def test_not_with_another_key(home, own):
    request = asked(home, own)
    key = home / identity.KEY_FILE
    kept = key.read_bytes()
    key.write_text("f" * identity.MADE_LONG)
    with pytest.raises(InputError) as told:
        bring_back(request, home)
    assert {p.rule for p in told.value.problems} == {"key_changed"}
    key.write_text("f" * 5)
    with pytest.raises(InputError) as told:
        bring_back(request, home)
    assert {p.rule for p in told.value.problems} == {"key_damaged"}
    key.write_bytes(kept)
    assert not request.out.exists() and bring_back(request, home) == 3


def test_another_key_of_a_list_that_no_dataset_here_has(home, own):
    other = own / "other.csv"
    other.write_text("pseudonym\n" + "\n".join(["0" * 15 + "a", "0" * 15 + "b"]))
    assert refused(asked(home, own, list_file=other), home) == {"nobody_there"}


def test_not_across_practices(home, own):
    mixed = listed(home, own, *IDS["P1"], *IDS["P2"], name="mixed.csv")
    request = asked(home, own, list_file=mixed)
    assert refused(request, home) == {"across_practices"}
    with pytest.raises(InputError, match="1 person of the 4 people"):
        bring_back(request, home)
    assert refused(asked(home, own, practice="P2"), home) == {"nobody_there"}
    assert refused(asked(home, own, practice="P9"), home) == {"practice_unknown"}


def test_not_into_the_data_home_or_where_others_look(home, own, tmp_path):
    for inside in (home / "out.csv", home / "one" / "out.csv"):
        assert refused(asked(home, own, out=inside), home) == {"out_in_the_data"}
    link = own / "link"
    link.symlink_to(home)
    assert refused(asked(home, own, out=link / "x.csv"), home) == {"out_in_the_data"}
    for mode in (0o755, 0o770, 0o701, 0o777):
        shared = tmp_path / f"shared{mode:o}"
        shared.mkdir()
        shared.chmod(mode)
        assert refused(asked(home, own, out=shared / "x.csv"), home) == {"out_shared"}
    assert refused(asked(home, own, out=own / "no" / "x.csv"), home) == {"out_nowhere"}


def test_not_over_a_file_that_exists(home, own):
    there = own / "there.csv"
    there.write_text("mine")
    assert refused(asked(home, own, out=there), home) == {"out_exists"}
    dangling = own / "dangling.csv"
    dangling.symlink_to(own / "elsewhere.csv")
    assert refused(asked(home, own, out=dangling), home) == {"out_exists"}
    assert not (own / "elsewhere.csv").exists()


def test_not_without_a_reason_and_every_fault_at_once(home, own):
    for why in ("", " x ", "y" * 301):
        assert refused(asked(home, own, why=why), home) == {"why_missing"}
    named = "For Mrs Smith, born 3/4/1971"
    assert refused(asked(home, own, why=named), home) == {"why_identifies"}
    assert named not in (home / audit.FILE).read_text()
    empty = own / "empty.csv"
    empty.write_text("pseudonym\n")
    several = asked(home, own, list_file=empty, out=home / "x.csv", why="")
    assert refused(several, home) == {
        "list_of_others",
        "out_in_the_data",
        "why_missing",
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("name\nSmith\n", "list_without_pseudonyms"),
        ("pseudonym\n9000000017\n", "list_of_others"),
        ("pseudonym\n\n", "list_of_others"),
    ],
)
def test_a_list_of_something_else(home, own, text, rule):
    other = own / "other.csv"
    other.write_text(text)
    assert refused(asked(home, own, list_file=other), home) == {rule}
    assert refused(asked(home, own, list_file=own / "gone.csv"), home) == {
        "list_unreadable"
    }
