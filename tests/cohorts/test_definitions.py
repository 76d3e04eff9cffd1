"""Definitions said in words, and every fault of one told at once, where it is."""

import pytest

from analytics.definitions.cohorts import in_words, read
from analytics.errors import InputError


@pytest.mark.parametrize(
    "text, words",
    [
        (
            'age >= 65 and condition "Diabetes mellitus" and not condition Dementia '
            "and deprivation fifth 1 and more than 4 A&E attendances in 12 months",
            "aged 65 and over, with the long-term condition “Diabetes mellitus”, not "
            "with the long-term condition “Dementia”, living in deprivation fifth 1, "
            "most deprived, with more than 4 A&E attendances in 12 months",
        ),
        (
            "household where at least 2 (more than 10 ae in 1 year)",
            "in a household with 2 or more people (with more than 10 A&E attendances "
            "in 12 months)",
        ),
        (
            "age > 64 or no gp in 1 month",
            "aged 65 and over or with no GP visits in 1 month",
        ),
        ("not (age < 5 or on caseload)", "not (aged up to 4 or on the caseload)"),
        ("at least 1 ae in 6 months", "with 1 or more A&E attendances in 6 months"),
        ("NOT NOT exactly 1 gp", "with 1 GP visit in 12 months"),
        ("pcn = 'Salt and Sea'", "registered at Salt and Sea"),
        (
            "age ≥ 80 and at most 3 GP visits",
            "aged 80 and over, with at most 3 GP visits in 12 months",
        ),
    ],
)
def test_a_definition_is_said_in_words(text, words):
    assert in_words(read(text)) == words


@pytest.mark.parametrize(
    "text, told",
    [
        (
            'agee > 3 and conditon "X" or more than x ae and (age 3',
            [
                "At character 1, “agee”: expected a clause. Did you mean “age”?",
                "At character 14, “conditon”: expected a clause. Did you mean "
                "“condition”?",
                "At character 30, “more”: expected a number",
                "At character 50, “age”: expected age >= 65",
                "At character 49, “(”: expected a bracket that closes",
            ],
        ),
        ("", ["The definition is empty."]),
        ("age 70 to 60", ["Say the younger age first."]),
        ("more than 4 fish", ["“fish”: expected a kind of event. There are: A&E"]),
        ("deprivation fifth 9", ["expected one of 1, 2, 3, 4, 5"]),
        ("more than 4 ae in 80 months", ["a whole number from 1 to 60 of months"]),
        ("household where (age > 3)", ["household where at least 2 (…)"]),
        ('condition "abc', ["a quotation mark that closes"]),
        ("age >= 65)", ["At character 10, “)”"]),
        ("at least 0 ae", ["a number that leaves somebody out"]),
        ("fewer than 0 ae", ["a number above 0"]),
        ("age >= 65 and", ["where the text ends: expected who belongs to it"]),
        ("(" * 30 + "age > 3" + ")" * 30, ["more than 20 brackets"]),
        ("age > 3 and " * 300, ["more than 2,000"]),
    ],
)
def test_every_fault_is_told_at_once(text, told):
    with pytest.raises(InputError) as fault:
        read(text)
    said = [problem.sentence() for problem in fault.value.problems]
    for wanted in told:
        assert any(wanted in one for one in said), (wanted, said)
    assert len(said) <= len(told) + 1
