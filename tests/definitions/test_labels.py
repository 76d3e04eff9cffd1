"""Labels: what each code is called, no two alike, whatever the names are."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.definitions.labels import folded, labels, parted

CODES = ("P1", "P2", "P3", "P4")
# few words, so that they meet each other: names, codes, and labels made of both
WORDS = ("The Surgery", "the  surgery ", "", " ", "P1", "p2", "P1 (P2)", "A (P3)", "A")


@given(some.lists(some.sampled_from(WORDS), min_size=4, max_size=4))
def test_no_two_labels_are_alike_nor_like_the_code_of_another(names):
    found = labels(dict(zip(CODES, names, strict=True)), taken=("A",))
    assert len(set(map(folded, found.values()))) == 4
    for code, label in found.items():
        assert not {folded(one) for one in CODES if one != code} & {folded(label)}
        assert folded(label) != folded("A"), "taken"


@pytest.mark.parametrize(
    "names, called",
    [
        (["Ash", "Birch"], ["Ash", "Birch"]),
        (["The Surgery"] * 2, ["The Surgery (P1)", "The Surgery (P2)"]),
        (["Ash Lane", "ASH  LANE "], ["Ash Lane (P1)", "ASH LANE (P2)"]),
        (["Ash\u00a0Lane", "Ash\u200b Lane"], ["Ash Lane (P1)", "Ash\u200b Lane (P2)"]),
        (["", "Birch"], ["P1", "Birch"]),
        ([" ", "P1"], ["P1", "P1 (P2)"]),
        (["Ash", "ash", "Ash (P1)"], ["Ash (P1)", "ash (P2)", "Ash (P1) (P3)"]),
    ],
)
def test_a_name_is_followed_by_its_code_only_where_it_is_not_its_own(names, called):
    assert list(labels(dict(zip(CODES, names, strict=False))).values()) == called


@pytest.mark.parametrize(
    "names, within, called",
    [
        (["North", "North"], ["A", "A"], ["North", "North"]),
        (["North", "north ", "North"], ["A", "a ", ""], ["North"] * 3),
        (["North", "North"], ["A", "B"], ["North (A)", "North (B)"]),
        (
            ["North", "North", "North"],
            ["A", "B", ""],
            ["North (A)", "North (B)", "North (not known which)"],
        ),
        (["", ""], ["A", "B"], ["", ""]),
    ],
)
def test_names_that_are_keys_are_parted_by_what_they_lie_in(names, within, called):
    assert parted(names, within) == called
