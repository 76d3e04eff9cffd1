"""Reasons, ages, hours, the overlap and the list of people, by the plain route."""

from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.measures.who import profile
from analytics.measures.who.arrivals import arrivals
from analytics.measures.who.overlap import overlap
from tests.spec import plain

FILTERS = Filters(as_at=date(2024, 6, 30), ae_more_than=4, gp_more_than=12)


def often(frames):
    ae, gp = (
        plain.attendances(frames, FILTERS.as_at),
        plain.visits(frames, FILTERS.as_at),
    )
    ae_each, gp_each = plain.each(ae), plain.each(gp)
    return ae, gp, set(ae_each[ae_each > 4].index), set(gp_each[gp_each > 12].index)


def test_terms_of_frequent_attenders_and_others(loaded, frames):
    ae, _, frequent, _ = often(frames)
    found = profile.reasons(loaded, FILTERS, AE, "term").table.set_index("reason")
    term = ae["diagnosis_term"].replace("", "Not recorded")
    mine = ae["patient_id"].isin(frequent)
    for name, n in term[mine].value_counts().items():
        assert found.loc[name, "frequent"] == n
    for name, n in term[~mine].value_counts().items():
        assert found.loc[name, "others"] == n
    assert found["frequent_all"].iloc[0] == mine.sum()


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
def test_groups_add_up(kind, loaded, frames):
    ae, gp, frequent_ae, frequent_gp = often(frames)
    rows, who = (ae, frequent_ae) if kind is AE else (gp, frequent_gp)
    found = profile.reasons(loaded, FILTERS, kind, "group").table
    assert found["frequent"].sum() == rows["patient_id"].isin(who).sum()
    assert found["others"].sum() == (~rows["patient_id"].isin(who)).sum()


def test_ages_and_sexes(loaded, frames):
    ae, _, frequent, _ = often(frames)
    found = profile.age_and_sex(loaded, FILTERS, AE).table
    people = frames.patients.set_index("patient_id")
    age = 2024 - people.loc[list(frequent), "birth_year"]
    women = people.loc[list(frequent), "sex"] == "female"
    cell = found[(found["age_band"] == "25–34") & (found["sex"] == "Female")][
        "people"
    ].sum()
    assert cell == (age.between(25, 34) & women).sum()
    assert found["people"].sum() == len(frequent)
    assert found["everyone"].sum() == ae["patient_id"].nunique()


def test_hours_and_weekdays(loaded, frames):
    ae, _, frequent, _ = often(frames)
    found = arrivals(loaded, FILTERS, AE).table
    mine = ae[ae["patient_id"].isin(frequent)]["arrived_at"]
    counts = pd.crosstab(mine.dt.dayofweek, mine.dt.hour)
    for row in found.to_dict("records"):
        expected = counts.get(row["hour"], pd.Series(dtype=int)).get(row["day"], 0)
        assert row["frequent"] == expected
    assert len(found) == 7 * 24


def test_overlap(loaded, frames):
    _, _, ae, gp = often(frames)
    found = overlap(loaded, FILTERS, AE, GP).table.set_index("group")["people"]
    assert dict(found) == {
        "A&E only": len(ae - gp),
        "Both": len(ae & gp),
        "GP only": len(gp - ae),
    }
