"""The sample gives back every published figure, counted in plain pandas."""

import pytest

from sample_data.generator.check.figures import published_figures


@pytest.fixture(scope="module")
def figures(made):
    found = published_figures(made)
    print("\n" + "\n".join(figure.line() for figure in found))
    return found


def test_every_published_figure_is_reproduced(figures):
    wrong = [figure.line() for figure in figures if not figure.agrees]
    assert not wrong, "\n".join(wrong)


def test_all_groups_of_figures_are_checked(figures):
    text = "\n".join(figure.what for figure in figures)
    for word in (
        "registered",
        "ARRS",
        "three surgeries",
        "XaF8d",
        "top 30",
        "catchment",
        "Obesity",
        "learning disability",
    ):
        assert word in text
    assert len(figures) >= 90
