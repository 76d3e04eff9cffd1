"""Segments, sizes, use, cost and the two stories by the plain route, on the generated
world of six kinds."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analytics.measures.population_segments import sizes, two_stories, used_by
from tests.footprint import plainly
from tests.spec import plain

AS_AT, ASKED = "2024-06-30", plainly.ASKED
END = pd.Timestamp(AS_AT) + pd.Timedelta(days=1)
POINTS = {"W19": 3.2, "S72": 1.4, "L03": 2.0, "K52": 0.3, "R02": 1.0}
LASTING = ("J45", "I50", "E11")
MIND = "Depressive disorder"


@pytest.fixture(scope="module")
def people(frames, rows):
    """Registered people with their segment, conditions, stories, use and cost."""
    every = plain.registered(frames, AS_AT).drop_duplicates("patient_id").copy()
    every["age"] = 2024 - every["birth_year"]
    stays = rows["inpatient"]
    stays = stays[stays["admitted_at"] < END]
    held = stays.groupby("patient_id")
    mine = {one: frame for one, frame in held}
    none = stays.iloc[0:0]
    every["segment"] = [
        _segment(row, mine.get(row.patient_id, none)) for row in every.itertuples()
    ]
    many = (
        every["conditions"].str.split(";").map(lambda some: len([s for s in some if s]))
    )
    every["band"] = many.map(
        lambda n: ("No long-term condition", "1 condition", "2–3 conditions")[min(n, 2)]
    )
    year = END - pd.Timedelta(days=365)
    seen = set()
    for slug, term in (("ae", "diagnosis_term"), ("gp", "reason_term")):
        frame, when = rows[slug], plainly.TIME[slug]
        recent = frame[(frame[when] < END) & (frame[when] >= year)]
        seen |= set(recent.loc[recent[term] == MIND, "patient_id"])
    every["mind"] = every["patient_id"].isin(seen) | every["conditions"].str.contains(
        "Depression"
    )
    every["frail"] = every["segment"] == "Frailty or dementia"
    often = plainly.whom(frames, "rule")
    every["often"] = every["patient_id"].isin(often)
    return every


def _segment(row, stays: pd.DataFrame) -> str:
    """By the same words, from the top."""
    back = (END - stays["admitted_at"]) / pd.Timedelta(days=1)
    recent = stays[back <= 730]
    codes = [c for text in recent["diagnosis_codes"] for c in text.split(";") if c]
    points = sum(POINTS.get(one, 0) for one in {code[:3] for code in codes})
    if row.age >= 65 and round(points, 1) >= 5:
        return "Frailty or dementia"
    urgent = recent["admission_method"].str.startswith("2")
    if (urgent & recent["diagnosis_codes"].str.startswith("I50")).any():
        return "Organ failure"
    every = [c for text in stays["diagnosis_codes"] for c in text.split(";")]
    if row.conditions or any(code.startswith(LASTING) for code in every):
        return "Long-term conditions"
    if (stays["admission_method"].str.startswith("2") & (back <= 91)).any():
        return "Acutely ill"
    if ((stays["admission_method"] == "31") & (back <= 308)).any() or row.age == 0:
        return "Mothers and infants"
    return "Generally well"


@pytest.mark.parametrize("by, column", [("segment", "segment"), ("conditions", "band")])
def test_sizes_and_where_frequent_attenders_sit(by, column, six, people):
    found = sizes.sizes(six, ASKED, by).table.set_index("group")
    want = people.groupby(column).agg(people=("often", "size"), often=("often", "sum"))
    assert found["people"].to_dict() == want["people"].to_dict()
    assert found["often"].to_dict() == want["often"].to_dict()
    assert found["all_people"].eq(len(people)).all()
    assert found["all_often"].eq(people["often"].sum()).all()
    if by == "segment":
        assert {"Organ failure", "Long-term conditions"} < set(found.index)


@pytest.mark.parametrize("by, column", [("segment", "segment"), ("conditions", "band")])
def test_use_and_cost(by, column, six, rows, people):
    found = used_by.used_by(six, ASKED, by).table.set_index("group")
    pounds = pd.Series(0.0, people["patient_id"])
    for slug in plainly.TIME:
        events = plainly.counted(rows, slug)
        each = people["patient_id"].map(plain.each(events)).fillna(0)
        want = each.groupby(people[column]).sum()
        assert found[f"events_{slug}"].to_dict() == want.to_dict(), slug
        users = (each > 0).groupby(people[column]).sum()
        assert found[f"users_{slug}"].to_dict() == users.to_dict()
        assert found[f"heads_{slug}"].to_dict() == found["people"].to_dict()
        cost = np.array([plainly.price(slug, row) for row in events.itertuples()])
        spent = pd.Series(np.nan_to_num(cost), events["patient_id"])
        spent = spent.groupby(level=0).sum()
        pounds = pounds.add(spent.reindex(pounds.index).fillna(0))
    whole = pounds.groupby(people[column].to_numpy()).sum()
    assert found["pounds"].to_dict() == pytest.approx(whole.to_dict())
    assert found["all_pounds"].iloc[0] == pytest.approx(whole.sum())


def test_the_two_stories_by_age(six, people):
    table = two_stories.two_stories(six, ASKED).table
    found = table.set_index(["age", "part"])["people"]
    often = people[people["often"]]
    edges = [-1, 4, 14, 24, 34, 44, 54, 64, 74, 84, 200]
    titles = [f"{low + 1}–{high}" for low, high in pairwise(edges)]
    titles[-1] = "85+"
    band = pd.cut(often["age"], edges, labels=titles)
    frail = often["frail"]
    for part, held in (
        (two_stories.FRAIL, frail),
        (two_stories.MIND, often["mind"] & ~frail),
        (two_stories.NEITHER, ~often["mind"] & ~frail),
    ):
        want = held.groupby(band, observed=True).sum()
        assert found.xs(part, level="part").to_dict() == want.to_dict()
    assert table["people"].sum() == len(often)
    young, old = often[often["age"] < 40], often[often["age"] >= 40]
    first = table.iloc[0]
    assert (first["mind_often"], first["mind_held"]) == (
        len(young),
        young["mind"].sum(),
    )
    assert (first["frail_often"], first["frail_held"]) == (len(old), old["frail"].sum())


def test_a_filter_narrows_the_people_and_not_what_is_known_of_them(six, people):
    asked = ASKED.with_(age_from=65)
    found = sizes.sizes(six, asked, "segment").table.set_index("group")
    old = people[people["age"] >= 65]
    assert found["people"].to_dict() == old["segment"].value_counts().to_dict()
