"""The key at a map's foot, where a page is as narrow as a telephone's."""

import pytest

from analytics.figures.places import map_deck, map_names
from analytics.figures.theme import LIGHT

TELEPHONE = 390 - 32  # pixels that a telephone's page leaves a map


@pytest.mark.parametrize("longest", ["0.1 to under 0.2", "practice", "12,000 or more"])
def test_the_key_of_a_map_has_room_on_a_telephone(longest):
    key = [("■", LIGHT.text, longest)] * 5
    marks_ = map_deck._key_marks(key, [0.5, 51.5], LIGHT)
    signs, words = marks_[::2], marks_[1::2]
    assert all(abs(one["offset"][0]) <= TELEPHONE / 2 - 4 for one in signs)
    for sign, word in zip(signs, words, strict=True):
        right = word["offset"][0] + len(longest) * word["size"] * map_names.WIDE
        assert right <= TELEPHONE / 2, longest
        beside = [
            one["offset"][0]
            for one in signs
            if one["offset"][1] == sign["offset"][1]
            and one["offset"][0] > sign["offset"][0]
        ]
        assert right <= min(beside, default=right)
