"""Names within a sentence keep what is short for something."""

from datetime import date

import pytest

from analytics.definitions.words import mid_sentence, months_in_words


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


def test_months_from_the_first_to_the_last():
    months = [date(2021, 9, 1), date(2021, 10, 1), date(2024, 8, 1)]
    assert months_in_words(months) == "Sep 2021 to Aug 2024"
    assert months_in_words(months[:1]) == "Sep 2021"
    assert months_in_words([]) == ""
