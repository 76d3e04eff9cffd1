"""Who fits each kind of clause, against plain pandas; and nothing after the day."""

from dataclasses import replace

import pandas as pd
import pytest
from ibis import _

from analytics import engine
from analytics.definitions.cohorts import read
from analytics.definitions.filter import Of, Several
from analytics.definitions.filters import Filters
from analytics.definitions.filters.filters import declared
from analytics.measures.cohorts.counted import Draft, counted
from analytics.measures.cohorts.who_fits import fitting, present_on
from analytics.store.dataset import table
from tests.cohorts import plain
from tests.support.world import dataset

DAY = plain.DAY.date()
LIKE = ["birth_year", "sex", "lsoa_code", "imd_decile"]  # what is stored as it came


def like(world, ids: set[str]) -> list[tuple]:
    rows = world.patients[world.patients["patient_id"].isin(ids)][LIKE]
    return sorted(rows.itertuples(index=False, name=None))


def found(data, text: str) -> list[tuple]:
    who = fitting(data, read(text), DAY)
    rows = engine.run(data, table("people").semi_join(who, "person").select(*LIKE))
    return sorted(rows.itertuples(index=False, name=None))


@pytest.mark.parametrize("text", plain.CASES)
def test_who_fits_is_who_plain_pandas_finds(text, homes, in_homes):
    expected = plain.CASES[text](homes)
    everyone = len(plain.there(homes))
    assert 0 < len(expected) <= everyone or text == "on caseload"
    assert found(in_homes, text) == like(homes, expected)
    number = engine.run(in_homes, fitting(in_homes, read(text), DAY).agg(n=_.count()))
    assert number.iloc[0, 0] == len(expected)


def test_every_filter_of_people_and_places_has_a_case():
    names = {
        one.name
        for one in declared(Of.PEOPLE, Of.PRACTICES, Of.HOMES)
        if isinstance(one.control, Several)
    }
    texts = " ".join(plain.CASES)
    said = {name for name in names if name.replace("_", " ").rstrip("s") in texts}
    assert said == names


def test_what_comes_on_the_day_or_after_it_changes_nobody(homes, in_homes, data_home):
    """The same list with every event from the day on taken away, deaths and referrals
    after it too."""
    deaths = homes.patients["died_on"]
    moves = homes.patients["registered_to"]
    cut = replace(
        homes,
        gp=homes.gp[homes.gp["appointment_at"] < plain.DAY],
        ae=homes.ae[homes.ae["arrived_at"] < plain.DAY],
        caseload=homes.caseload.assign(referred_on=pd.Timestamp("2023-04-01")),
        patients=homes.patients.assign(
            died_on=deaths.where(deaths <= plain.DAY),
            registered_to=moves.where(moves < plain.DAY),
        ),
    )
    earlier = dataset(cut, data_home, "homes-then")
    for text in plain.CASES:
        if "caseload" not in text:
            assert found(earlier, text) == found(in_homes, text), text


def test_a_kind_of_event_without_a_rule_is_asked_like_the_others(sample):
    """Each kind that the sample holds, by its own stored events."""
    begins = plain.DAY - pd.DateOffset(months=12)
    here = engine.run(sample, present_on(sample, DAY))["person"]
    asked = 0
    for kind in sample.kinds:
        if kind.counted and kind.counted.by_filter:
            continue  # what counts is a filter's matter: above
        rows = engine.run(sample, table(kind.table.name))
        rows = rows[rows["counted"]] if "counted" in rows else rows
        when = pd.to_datetime(rows[kind.time])
        rows = rows[(when >= begins) & (when < plain.DAY)]
        number = rows.groupby("person").size()
        expected = set(number.index[number > 1]) & set(here)
        text = f"more than 1 {kind.slug} in 12 months"
        who = engine.run(sample, fitting(sample, read(text), DAY))["person"]
        assert set(who) == expected and len(who) == len(expected) > 0, kind.slug
        asked += 1
    assert asked >= 4


def test_people_and_households_are_counted(homes, in_homes):
    text = "age >= 65 and more than 2 ae"
    rows = counted(in_homes, Filters(), Draft(text, DAY)).table
    assert list(rows["part"]) == [
        "aged 65 and over",
        "with more than 2 A&E attendances in 12 months",
        "All of it together",
    ]
    for number, twin in enumerate(
        [plain.OLD, plain.BUSY, lambda w: plain.OLD(w) & plain.BUSY(w)]
    ):
        ids, listed = twin(homes), plain.there(homes)
        ours = listed[listed["patient_id"].isin(ids)]
        together = listed["household_id"].isin(ours["household_id"].dropna())
        expected = {
            "people": len(ours),
            "households": ours["household_id"].nunique(),
            "in_households": ours["household_id"].count(),
            "together": together.sum(),
        }
        assert rows.loc[number, list(expected)].to_dict() == expected
