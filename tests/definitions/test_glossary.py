"""Every term has a meaning in plain words, once."""

import re

import pytest

from analytics.definitions.glossary import (
    glossary,
    glossary_table,
    help_for,
    meaning,
    terms_in,
)

WANTED = (
    "frequent attender",
    "natural course",
    "rate ratio",
    "interval",
    "intention to treat",
    "placebo test",
    "funnel",
    "expected",
    "person-time",
    "deprivation decile",
    "LSOA",
    "PCN",
    "INT",
    "ARRS",
    "HIU",
    "XmR limits",
    "regression to the mean",
    "benchmark",
    "segment",
    "stability",
)


def test_each_word_is_there_once():
    forms = [form.casefold() for one in glossary() for form in one.forms]
    assert sorted(forms) == sorted(set(forms))
    assert {word.casefold() for word in WANTED} <= set(forms)


@pytest.mark.parametrize("one", glossary(), ids=lambda one: one.term)
def test_a_meaning_is_one_or_two_plain_sentences(one):
    assert one.meaning[0].isupper() and one.meaning.endswith(".")
    assert 1 <= len(re.findall(r"\.(?:\s|$)", one.meaning)) <= 2
    assert 6 <= len(one.meaning.split()) <= 50
    assert not re.search(
        r"[_{}<>]|\b\w{3,}ized?\b|frequent flyer|super-user", one.meaning
    )


def test_terms_are_found_as_whole_words_longest_first():
    found = [
        one.term
        for one in terms_in(
            "The rate ratios of a PCN’s frequent attenders, with "
            "95% interval; PCNs are not meant, nor point."
        )
    ]
    assert found == ["Rate ratio", "PCN", "Frequent attender", "Interval"]
    assert terms_in("The interpreter paints") == ()


def test_help_is_the_meanings_a_line_each():
    told = help_for("Expected, from the caseload")
    assert (
        told
        == f"**Expected**: {meaning('expected')}\n\n**Caseload**: {meaning('Caseload')}"
    )
    assert help_for("Nothing here") == ""
    with pytest.raises(KeyError):
        meaning("quantum")


def test_the_table_is_in_order():
    table = glossary_table()
    assert list(table) == ["Term", "Meaning"]
    assert list(table["Term"]) == sorted(table["Term"], key=str.casefold)
