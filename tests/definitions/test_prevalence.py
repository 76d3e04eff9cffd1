"""How common conditions are in England: each with whom, when and whose, none twice."""

import pytest

from analytics.definitions.published.prevalence import (
    Prevalence,
    prevalence_of,
    prevalence_table,
    prevalences,
)

GOOD = dict(
    condition="Gout",
    share=0.03,
    on_register_from=18,
    of_from=18,
    counts="adults with gout",
    year="2023/24",
    source="a report",
)


def test_every_figure_says_of_whom_when_and_whose():
    table = prevalence_table()
    assert len(table) == len(prevalences()) >= 6 and (table != "").all().all()
    names = [name for one in prevalences() for name in one.known_as]
    assert len(names) == len(set(names)), "no condition is there twice"
    for one in prevalences():
        assert len(one.source) > 10 and one.year[:2] == "20"


def test_a_condition_is_found_as_a_list_calls_it_and_no_other():
    assert prevalence_of(" high BLOOD pressure").condition == "Hypertension"
    assert prevalence_of("Anxiety") is None and prevalence_of("") is None


def test_shares_are_those_of_the_registers_they_were_published_with():
    of = {one.condition: one.share for one in prevalences()}
    registered = 9_350_858 / 0.14793
    assert of["Hypertension"] == pytest.approx(9_350_858 / registered, abs=1e-4)
    assert of["Obesity"] == pytest.approx(6_491_279 / registered, abs=1e-4)
    assert pytest.approx(of["Depression"], abs=1e-3) == 7_317_368 / 63.7e6


@pytest.mark.parametrize(
    "change",
    [
        dict(share=3),
        dict(share=0),
        dict(of_from=20),
        dict(of_from=-1),
        dict(source=""),
        dict(year=""),
        dict(counts=""),
    ],
)
def test_a_wrong_entry_is_refused(change):
    Prevalence(**GOOD)
    with pytest.raises(ValueError, match="Gout"):
        Prevalence(**GOOD | change)
