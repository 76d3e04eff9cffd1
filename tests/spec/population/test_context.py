"""Plans beside the data, and life expectancy: by the plain route."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.definitions.published import context
from analytics.definitions.published.context import Board, Told, boards, told
from analytics.measures.counting.settle import settle
from analytics.measures.population import in_context
from analytics.measures.population.against_plans import (
    FEWER,
    MEETS,
    MORE,
    NO_DATA,
    OTHER_YEARS,
    PART,
    Here,
    against,
)
from analytics.measures.population.life_expectancy import BANDS, exposure
from analytics.methods.rates.life_table import life_expectancy
from tests.spec import plain

ASKED = Filters(as_at=date(2024, 6, 30))
DAY = date(2024, 6, 30)
HERE = Here(100_000, 8_000, 12_000, 4, 99_000, False)
GOOD = Told("people", "A plan of 2024", "Thurrock", value=100_000)


def test_plans_stand_beside_the_places_in_view_alone(sample, loaded):
    found = in_context.in_context(sample, Filters()).table.set_index("figure")
    assert found.loc["People, Thurrock", "published"] == "about 176,000"
    assert found.loc["People, Thurrock", "against"] == MEETS
    assert found.loc["Primary Care Networks, Basildon and Brentwood", "pcns"] == 6
    assert "People, Mid Essex" not in found.index
    assert found["source"].str.len().gt(10).all()
    assert in_context.in_context(loaded, ASKED).table.empty


def test_all_that_the_plans_say_is_there_and_what_cannot_be_held_says_so(sample):
    found = in_context.in_context(sample, Filters()).table
    said = " ".join(found["published"])
    for figure in ("5.22%", "14.70%", "1 in 12 now, to become 1 in 7", "78.3 and 84.7"):
        assert figure in said
    for of in ("growth", "life"):
        mine = found[found["of"] == of]
        assert mine["against"].str.startswith("cannot tell: ").all()
        assert mine["against"].str.endswith("given").all()
    life = found[found["of"] == "life"].iloc[0]
    for sex in ("male", "female"):
        assert 70 < life[f"low_{sex}"] < life[f"life_{sex}"] < life[f"high_{sex}"] < 90


def test_of_a_part_of_a_place_nothing_is_said(sample):
    asked = Filters(pcn=("Central Basildon",))
    found = in_context.in_context(sample, asked).table
    named = found[found["of"].isin(["people", "pcns", "over_75"])]
    assert set(named["against"]) == {PART} and len(named) == 3
    assert (found["whole"] == 54_871).all()


def test_a_year_earlier_is_counted_by_the_list(loaded, frames, monkeypatch):
    place = frames.practices["place"].iloc[0]
    mine = Told("people", "A plan of 2024", place, value=1.0e4)
    monkeypatch.setattr(in_context, "told", lambda: (mine,))
    row = in_context.in_context(loaded, ASKED).table.iloc[0]
    codes = frames.practices.loc[frames.practices["place"] == place, "practice_code"]
    for column, day in (("people", "2024-06-30"), ("before", "2023-06-30")):
        listed = plain.registered(frames, day)
        assert row[column] == listed["practice_code"].isin(codes).sum()


@pytest.mark.parametrize(
    "change, here, word",
    [
        ({}, {}, MEETS),
        (dict(value=95_500), {}, MEETS),
        (dict(value=90_000), {}, MORE),
        (dict(value=120_000), {}, FEWER),
        ({}, dict(part=True), PART),
        (dict(of="pcns", value=4), {}, MEETS),
        (dict(of="pcns", value=5), {}, FEWER),
        (dict(of="over_75", value=0.085), {}, MEETS),
        (dict(of="core20", value=0.10), {}, MORE),
        # 10% in 10 years is 0.96% a year, as here; 30% is not
        (dict(of="growth", value=0.10, years=(2020, 2030)), {}, MEETS),
        (dict(of="growth", value=0.30, years=(2020, 2030)), {}, FEWER),
        (dict(of="growth", value=0.01, years=(2020, 2030)), {}, MORE),
        (dict(of="growth", value=0.10, years=(2010, 2020)), {}, OTHER_YEARS),
        (dict(of="growth", value=0.1, years=(2020, 2030)), dict(before=None), NO_DATA),
        (dict(value=None, said="many"), {}, NO_DATA),
    ],
)
def test_a_projection_that_does_not_meet_the_data_is_told(change, here, word):
    assert against(replace(GOOD, **change), replace(HERE, **here), DAY) == word


def test_why_a_figure_cannot_be_held_is_said_with_it():
    one = replace(GOOD, of="growth", value=0.05, unlike="no years are given")
    assert against(one, HERE, DAY).endswith("no years are given")


@pytest.mark.parametrize(
    "change, fault",
    [
        (dict(of="happiness"), "of what, by whom"),
        (dict(source=""), "of what, by whom"),
        (dict(place=""), "of a place or of a board"),
        (dict(board="Mid and South Essex"), "of a place or of a board"),
        (dict(value=None), "says nothing"),
        (dict(years=(2030, 2020)), "from and to"),
        (dict(of="growth"), "a projection has years"),
    ],
)
def test_a_wrong_figure_is_refused(change, fault):
    with pytest.raises(ValueError, match=fault):
        replace(GOOD, **change)


def test_every_figure_says_what_and_whose_and_its_board_is_known(monkeypatch):
    assert all(one.whose and one.title and one.in_words for one in told())
    assert boards()["Mid and South Essex"].holds("Thurrock", "")
    board = Board("East", ("Thurrock",))
    assert not board.holds("Thurrock", "West") and board.holds("Anywhere", "East")
    lost = replace(GOOD, place="", board="Nowhere")
    monkeypatch.setattr(context, "told", lambda: (lost,))
    with pytest.raises(ValueError, match="Nowhere"):
        context.boards.__wrapped__()


def test_days_and_deaths_by_age_and_sex(loaded, frames):
    found = exposure(loaded, settle(loaded, ASKED)).set_index(["sex", "band"])
    rows = frames.patients
    start = pd.to_datetime(rows["registered_from"]).fillna(pd.Timestamp("1900-01-01"))
    until = pd.to_datetime(rows["registered_to"]).fillna(pd.Timestamp("2200-01-01"))
    dead = pd.to_datetime(rows["died_on"]).fillna(pd.Timestamp("2200-01-01"))
    want: dict[tuple[str, int], np.ndarray] = {}
    for year in (2022, 2023, 2024):
        first, after = pd.Timestamp(year - 1, 7, 1), pd.Timestamp(year, 7, 1)
        band = ((year - rows["birth_year"]).clip(0, 90) // 5 * 5).astype(int)
        for n in range(len(rows)):
            last = min(until.iloc[n] + pd.Timedelta(days=1), dead.iloc[n], after)
            days = max((last - max(start.iloc[n], first)).days, 0)
            gone = first <= dead.iloc[n] < after
            gone &= start.iloc[n] <= dead.iloc[n] <= until.iloc[n]
            cell = want.setdefault((rows["sex"].iloc[n], band.iloc[n]), np.zeros(2))
            cell += (days, gone)
    assert found["died"].sum() == sum(cell[1] for cell in want.values()) > 0
    for key, cell in want.items():
        if key in found.index:
            assert tuple(found.loc[key, ["days", "died"]]) == tuple(cell), key
        else:
            assert not cell.any()


def test_a_life_table_against_its_integral():
    """Everybody dies at 2% a year: 50 years. With a rate that rises by age: the same as
    a step-by-step life of each week."""
    starts = np.arange(0, 95, 5)
    years = np.full(len(starts), 1e5)
    flat = life_expectancy(0.02 * years, years, starts)
    assert flat.years == pytest.approx(50, abs=0.1)
    rates = 0.0001 * np.exp(0.09 * (starts + 2.5))
    found = life_expectancy(rates * years, years, starts)
    week = 1 / 52
    ages = np.arange(0, 200, week)
    alive = np.exp(-np.cumsum(rates[np.minimum(ages // 5, 18).astype(int)] * week))
    assert found.years == pytest.approx(alive.sum() * week, abs=0.1)
    assert len(BANDS) == len(starts)


def test_the_interval_of_a_life_table_holds_in_simulated_deaths():
    rng = np.random.default_rng(7)
    starts = np.arange(0, 95, 5)
    years = 3000 * np.exp(-starts / 80)
    rates = 0.0001 * np.exp(0.09 * (starts + 2.5))
    truth = life_expectancy(rates * 1e7, np.full(len(starts), 1e7), starts).years
    held = [
        one.lower <= truth <= one.upper
        for one in (
            life_expectancy(rng.poisson(rates * years), years, starts)
            for _ in range(600)
        )
    ]
    assert 0.92 <= np.mean(held) <= 0.98


@pytest.mark.parametrize(
    "deaths, years", [(1, 10), (0, 1000), (np.eye(19)[3] * 9, 1000)]
)
def test_of_few_or_without_deaths_in_old_age_nothing_is_told(deaths, years):
    starts = np.arange(0, 95, 5)
    found = life_expectancy(np.zeros(19) + deaths, np.zeros(19) + years, starts)
    assert np.isnan(found.years)
