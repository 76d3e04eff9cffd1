"""Relative errors of the numbers compared, and intervals of the multiples, against
plain numpy over each person's own use."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.compare import beside, finding
from analytics.figures.theme import LIGHT
from analytics.measures.comparing.side_by_side import side_by_side
from tests.spec import plain

DAY = "2024-06-30"
ASH = Filters(
    as_at=date(2024, 6, 30), ae_more_than=2, gp_more_than=9, practice=("Ash Lane",)
)


def relative(values) -> float:
    return np.std(values, ddof=1) / np.sqrt(len(values)) / np.mean(values)


def test_errors_are_those_of_people(loaded, frames):
    table = side_by_side(loaded, ASH, "everyone").table
    for side, practices in (("here", ["P1"]), ("there", None)):
        rows = plain.attendances(frames, DAY, practices=practices)
        used = plain.each(rows)
        often = used[used > 2]
        row = table[(table["kind"] == "ae") & (table["side"] == side)].iloc[0]
        assert row["per_person_error"] == pytest.approx(relative(often))
        cost = rows.groupby("patient_id")["cost_gbp"].sum()[often.index]
        assert row["cost_each_error"] == pytest.approx(relative(cost))
        stay = (rows["departed_at"] - rows["arrived_at"]).dt.total_seconds()
        hours = stay.groupby(rows["patient_id"]).sum()[often.index]
        assert row["hours_each_error"] == pytest.approx(relative(hours), rel=1e-4)
        share = often.sum() / used.sum()
        off = used.where(used > 2, 0) - share * used
        by_hand = np.sqrt((off**2).sum()) / often.sum()
        assert row["share_error"] == pytest.approx(by_hand)
        visits = plain.each(plain.visits(frames, DAY, practices=practices))
        listed = len(plain.registered(frames, DAY, practices))
        row = table[(table["kind"] == "gp") & (table["side"] == side)].iloc[0]
        every = np.concatenate([visits, np.zeros(max(listed - len(visits), 0))])
        if len(every) == listed:
            assert row["per_head_error"] == pytest.approx(relative(every))


@pytest.mark.parametrize(
    "key,within", [("everyone", "here"), ("practice:P4", ""), ("previous_year", "")]
)
def test_whose_people_are_among_the_others(loaded, key, within):
    assert set(side_by_side(loaded, ASH, key).table["within"]) == {within}
    everybody = ASH.with_(practice=())
    if key.startswith("practice"):
        assert set(side_by_side(loaded, everybody, key).table["within"]) == {"there"}


def test_a_meeting_knows_intervals_of_what_it_sees_alone(loaded):
    result = side_by_side(loaded, ASH, "everyone")
    desk, meeting = (protect(result, one) for one in Audience.__members__.values())
    if desk.aggregate:
        desk, meeting = meeting, desk
    rows = beside(desk, LIGHT).chart.layer[2].data
    assert rows["low"].notna().all() and (rows["low"] < rows["times"]).all()
    assert (rows["times"] < rows["high"]).all()
    errors = [name for name in meeting.table if name.endswith("_error")]
    assert errors and meeting.table[errors].isna().all(axis=None)
    drawn = beside(meeting, LIGHT).chart
    if drawn is not None:
        seen = drawn.layer[2].data
        assert seen.loc[~seen["number"].str.contains("per 1,000"), "low"].isna().all()


def test_the_title_names_what_is_beyond_chance_alone():
    def rows(*some):
        columns = ["number", "times", "low", "high"]
        return pd.DataFrame(some, columns=columns)

    wide = ("A&E: cost of each of them", 3.0, 0.9, 9.0)
    firm = ("GP: visits a registered person", 0.8, 0.7, 0.9)
    unknown = ("GP: their share", 5.0, np.nan, np.nan)
    said = finding(rows(wide, firm, unknown), "North PCN")
    assert said == "GP visits a registered person: 0.80 times North PCN (0.70 to 0.90)"
    nothing = "No difference from North PCN is larger than chance"
    assert finding(rows(wide, unknown), "North PCN") == nothing
    assert "too few people to say" in finding(rows(unknown), "North PCN")
