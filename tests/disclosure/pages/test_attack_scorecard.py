"""The attacker of a meeting with the scorecard: a metric by age, ethnic group and
deprivation, nested cohorts, month against month, and what is said beneath."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard.splits import SPLITS
from analytics.disclosure import Audience, protect
from analytics.measures.result import NumberedNote, Result
from analytics.measures.scorecard import by_group, card, course
from analytics.measures.scorecard.series import Series
from analytics.measures.scorecard.wanted import Wanted
from tests.disclosure.attacker import Seen, pinned

GROUPS = {"age": ("18", "65", "75"), "ethnic": ("a", "b"), "deprived": ("1", "5")}
HAD = (0, 1, 2, 4)  # of the metric, in the month
TOP = (30, 50, 400)  # cohorts within one another: those with most, everybody of them
AGGREGATE = Audience.AGGREGATE
WANTED = Wanted("top:30", None, AE)


@pytest.fixture(scope="module")
def real(loaded) -> dict[str, Result]:
    """The product's own answers, whose columns are asked about made-up people."""
    asked = Filters()
    whole = card.card(loaded, asked, WANTED)
    some = whole.table[(whole.table["missing"] == "") & whole.table["people"].notna()]
    one = str(some["slug"].iloc[0])
    return {
        "split": by_group.by_group(loaded, asked, WANTED, one, SPLITS[0].slug),
        "card": whole,
        "course": course.course(loaded, asked, WANTED, one),
    }


def made(seed: int) -> Seen:
    """People by age, ethnic group, deprivation, cohort and how often they came."""
    rng = np.random.default_rng(seed)
    size = TOP[-1]
    within = np.select([np.arange(size) < one for one in TOP], TOP)
    known = {
        name: rng.choice(of, size, p=rng.dirichlet(np.ones(len(of))))
        for name, of in GROUPS.items()
    }
    often = rng.dirichlet([6, 2, 1, 1])
    rows = pd.DataFrame(
        known | {"cohort": within, "had": rng.choice(HAD, size, p=often)}
    )
    every = pd.MultiIndex.from_product(
        [*GROUPS.values(), TOP, HAD], names=list(rows.columns)
    )
    counted = rows.value_counts().reindex(every, fill_value=0)
    return Seen(counted.rename("people").reset_index())


def noted(seen: Seen, result: Result, labels: str, masks: dict[str, np.ndarray]):
    """A table of a metric: a row for each mask, as the product declares it."""
    people, had = (seen.kinds[name].to_numpy() for name in ("people", "had"))
    sums = {
        "people": [rows.astype(int) for rows in masks.values()],
        "count": [np.where(rows, had, 0) for rows in masks.values()],
    }
    names = {column.name: np.nan for column in result.columns}
    frame = pd.DataFrame([names] * len(masks))
    frame[labels] = list(masks)
    for name, rows in sums.items():
        frame[name] = [float(weights @ people) for weights in rows]
    seen.read(protect(replace(result, table=frame), Audience.AGGREGATE), sums)


@pytest.mark.parametrize("seed", range(6))
def test_no_metric_gives_anybody_away(seed, real):
    """Of three cohorts within one another, whole and by each of the groups."""
    seen = made(seed)
    kinds = seen.kinds
    for most in TOP:
        ours = (kinds["cohort"] <= most).to_numpy()
        noted(seen, real["card"], "metric", {"all": ours})
        for name, of in GROUPS.items():
            parts = {one: ours & (kinds[name] == one).to_numpy() for one in of}
            noted(seen, real["split"], "group", parts)
    found, tried = pinned(seen, events=True)
    assert tried, "there is nothing to find"
    assert not found, f"{len(found)} of {tried} can be worked out: {found}"


def test_a_count_alone_hidden_among_groups_is_not_left_by_their_total(real):
    """8, 8 and 1 of 17: two tens and a total of fifteen would tell the one."""
    frame = pd.DataFrame(
        {"group": ["a", "b", "c"], "count": [8, 8, 1], "people": 100, "rate": None}
    )
    shown = protect(replace(real["split"], table=frame), Audience.AGGREGATE)
    assert shown.hidden["count"].sum() == 2 and not shown.hidden["people"].any()


def of_months(counts: list[int], real: Result, audience: Audience) -> pd.DataFrame:
    """The course of a metric of 30 people as a meeting sees it."""
    blank = np.full(len(counts), np.nan)
    months = pd.date_range("2022-09-01", periods=len(counts), freq="MS")
    count, people = np.array(counts), np.full(len(counts), 30)
    series = Series(months, count, people, blank, blank, blank, "")
    return protect(replace(real, table=course._rows(series)), audience).table


@pytest.mark.parametrize("others", [0, 9, 14])
def test_limits_over_the_months_tell_of_no_month(others, real):
    """A month of few among months of none or of many: mean and limits may not be finer
    than the counts."""
    aside = [others] * 11
    shown = {
        few: of_months([*aside, few, *aside, others], real["course"], AGGREGATE)
        for few in range(1, 8)
    }
    assert real["course"].table["people"].max() == 30
    for few, one in shown.items():
        assert one["count"].isna().sum() == 1
        assert any(one.equals(other) for n, other in shown.items() if n != few), few


def test_what_is_said_beneath_has_no_small_number(real):
    told = NumberedNote("Left out: {} under 18.", 3)
    some = replace(real["card"], numbered=(told,))
    assert "Left out: fewer than 8 people under 18." in _notes(some)
    assert "Left out: 3 people under 18." in _notes(some, Audience.PSEUDONYMISED)
    many = replace(some, numbered=(replace(told, number=13),))
    assert "Left out: 15 people under 18." in _notes(many)
    assert "fewer than 20 people" in " ".join(_notes(replace(many, narrowed=True)))
    nobody = replace(some, numbered=(replace(told, number=0),))
    assert "Left out: 0 people under 18." in _notes(nobody)


def _notes(result: Result, audience: Audience = Audience.AGGREGATE) -> tuple[str, ...]:
    return protect(result, audience).result.notes
