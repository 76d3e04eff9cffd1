"""Names within a sentence keep what is short for something."""

import pytest

from analytics.definitions.words import mid_sentence


@pytest.mark.parametrize(
    "name,said",
    [
        ("Anxiety or low mood", "anxiety or low mood"),
        ("Frequent A&E attenders", "frequent A&E attenders"),
        ("A&E attendances", "A&E attendances"),
        ("GP visits", "GP visits"),
        ("PCN team", "PCN team"),
        ("COVID-19", "COVID-19"),
        ("Age", "age"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence(name, said):
    assert mid_sentence(name) == said
