"""Distribution, concentration and the effect of the rule, by the plain route."""

from datetime import date

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.measures.who import distribution
from tests.spec import plain

AS_AT = date(2024, 6, 30)


def each(frames, kind):
    rows = (
        plain.attendances(frames, AS_AT) if kind is AE else plain.visits(frames, AS_AT)
    )
    return plain.each(rows)


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
def test_bands_hold_everyone_once(kind, loaded, frames):
    found = distribution.distribution(
        loaded, Filters(as_at=AS_AT, ae_more_than=6), kind
    ).table
    one = each(frames, kind)
    assert found["people"].sum() == len(one)
    assert found["attendances"].sum() == one.sum()
    more_than = 6 if kind is AE else 25
    assert found.loc[found["frequent"], "people"].sum() == (one > more_than).sum()
    low, high = (3, 6) if kind is AE else (6, 11)
    assert (
        found.loc[found["from_n"] == low, "people"].sum()
        == one.between(low, high - 1).sum()
    )


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
def test_top_shares(kind, loaded, frames):
    found = distribution.concentration(loaded, Filters(as_at=AS_AT), kind).table
    one = each(frames, kind).sort_values(ascending=False)
    for share, row in zip((0.01, 0.05, 0.10), found.to_dict("records"), strict=True):
        top = round(len(one) * share)
        assert row["people"] == top
        assert row["attendances"] == one.iloc[:top].sum()
        assert row["all_attendances"] == one.sum()


def test_every_rule_finds_what_counting_finds(loaded, frames):
    found = distribution.sensitivity(
        loaded, Filters(as_at=AS_AT, ae_more_than=7), AE
    ).table
    one = each(frames, AE).sort_values(ascending=False)
    people = found.set_index("rule")["people"]
    for n in (4, 5, 7, 9, 10, 20):
        assert people[f"More than {n} A&E"] == (one > n).sum()
    top = found.set_index("rule").loc["Top 30 at A&E"]
    assert top["people"] == 30 and top["attendances"] == one.iloc[:30].sum()
