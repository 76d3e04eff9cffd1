"""A table of months says which, not the window that people are counted in."""

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.definitions.words import month_in_words
from analytics.disclosure import Audience, protect
from analytics.figures import process
from analytics.figures.theme import LIGHT
from analytics.measures.over_time.trend import monthly
from analytics.measures.over_time.unusual_months import unusual_months


@pytest.mark.parametrize("kind", [AE, GP], ids=["ae", "gp"])
def test_everybodys_months(sample, kind):
    found = monthly(sample, Filters(), kind)
    first, last = (month_in_words(found.table["month"].iloc[n]) for n in (0, -1))
    assert found.period == f"{first} to {last}"
    judged = unusual_months(sample, Filters(), kind)
    drawn = judged.table[judged.table["kind"] != ""]["month"]
    assert len(drawn) == 36
    first, last = (month_in_words(drawn.iloc[n]) for n in (0, -1))
    assert judged.period == f"{first} to {last}"
    shown = process.months(protect(judged, Audience.AGGREGATE), kind, LIGHT)
    assert f"{first} to {last}" in shown.subtitle.replace("\u2060", "")
    assert "the 12 months to" not in shown.subtitle
