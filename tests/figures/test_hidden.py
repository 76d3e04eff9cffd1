"""What a figure says where numbers are hidden: never a finding from what is left of
them."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.export.table import as_csv
from analytics.figures import attenders, overview, process, profile
from analytics.figures.theme import LIGHT
from analytics.measures import summary
from analytics.measures.comparing.published import published
from analytics.measures.over_time.unusual_months import unusual_months
from analytics.measures.who import arrivals, distribution
from analytics.measures.who import profile as profiles
from tests.support.world import dataset

EVERYBODY = Filters(as_at=date(2024, 8, 31))
BASILDON = EVERYBODY.with_(pcn=("Central Basildon",))
FENNEL = EVERYBODY.with_(
    practice=("Fennel Health Centre",)
)  # one person above the A&E rule


@pytest.fixture
def seen(sample):
    def ask(measure, filters, *more, audience=Audience.AGGREGATE):
        return protect(measure(sample, filters, *more), audience)

    return ask


def test_no_number_appears_as_two(seen):
    """Parts are rounded one by one: their sum is not the rounded total of the
    headline."""
    boxes = overview.headline(seen(summary.headlines, BASILDON)).numbers
    fig = attenders.distribution(
        seen(distribution.distribution, BASILDON, AE), AE, LIGHT
    )
    who, visits = boxes[0], boxes[1]
    assert fig.title.startswith(f"{who[1]} with more than 10 A&E attendances: {who[2]}")
    assert visits[2].split()[0] in fig.title
    spread = seen(distribution.distribution, BASILDON, AE).table
    assert (
        spread.loc[spread["frequent"], "people"].sum() != spread["all_frequent"].iloc[0]
    )


@pytest.mark.parametrize("kind", [AE, GP], ids=lambda kind: kind.slug)
def test_no_column_of_a_table_is_lost(seen, kind):
    for measure in (
        distribution.distribution,
        distribution.concentration,
        distribution.sensitivity,
        unusual_months,
        profiles.reasons,
        profiles.age_and_sex,
    ):
        found = seen(measure, EVERYBODY, kind)
        shown = [column.title for column in found.result.columns if column.shown]
        assert list(found.in_words().columns) == shown, "two columns of one title"
    bands = seen(distribution.distribution, EVERYBODY, kind).in_words().iloc[:, 0]
    assert bands.iloc[0] == "1" or bands.iloc[0].startswith("1 to")


def test_months_are_written_as_months(seen):
    fig = process.months(seen(unusual_months, EVERYBODY, AE), AE, LIGHT)
    assert fig.table["Month"].iloc[-1] == "Aug 2024" and "Sep 2021" in set(
        fig.table["Month"]
    )
    assert "00:00:00" not in as_csv(fig).decode("utf-8-sig")


def test_times_of_arrival_are_a_finding_only_of_what_is_shown(seen):
    whole = profile.arrivals(
        seen(arrivals.arrivals, BASILDON, AE, audience=Audience.PSEUDONYMISED),
        seen(arrivals.arrival_parts, BASILDON, AE, audience=Audience.PSEUDONYMISED),
        LIGHT,
    )
    assert whole.name == "arrivals" and whole.title.startswith("62% of frequent")
    hours = seen(arrivals.arrivals, BASILDON, AE)
    assert hours.table["frequent"].isna().mean() > 0.9
    fig = profile.arrivals(hours, seen(arrivals.arrival_parts, BASILDON, AE), LIGHT)
    assert fig.name == "arrivals_by_part" and "100%" not in fig.title
    assert (
        0.55 < float(fig.title.split("%")[0]) / 100 < 0.72
    )  # rounded, near the true 62%
    few = profile.arrivals(
        seen(arrivals.arrivals, FENNEL, AE),
        seen(arrivals.arrival_parts, FENNEL, AE),
        LIGHT,
    )
    assert (
        few.chart is None
        and "fewer than 20 are hidden: ask of more people" in few.title
    )


def test_parts_of_the_day_add_up_to_the_hours(sample):
    hours = arrivals.arrivals(sample, BASILDON, AE).table
    parts = arrivals.arrival_parts(sample, BASILDON, AE).table.set_index("part")
    morning = hours[(hours["hour"] >= 8) & (hours["hour"] < 13)]
    for who in ("frequent", "others"):
        assert parts[who].sum() == hours[who].sum() == parts[f"{who}_all"].iloc[0]
        assert parts.loc["8 am to 1 pm", who] == morning[who].sum()
    assert (parts["people"] <= parts["frequent"]).all()


def test_rules_of_which_some_are_hidden_say_so(seen):
    fig = attenders.sensitivity(seen(distribution.sensitivity, BASILDON, AE), AE, LIGHT)
    assert fig.title.startswith("From fewer than 20 to ")


@pytest.mark.parametrize("filters, kind", [(BASILDON, AE), (FENNEL, AE), (FENNEL, GP)])
def test_a_reason_stands_out_only_if_it_is_more_of_theirs(seen, filters, kind):
    found = seen(profiles.reasons, filters, kind)
    fig = profile.reasons(found, kind, LIGHT)
    if "stands out:" in fig.title:
        mine, theirs = (float(part.split()[-1]) for part in fig.title.split("%")[:2])
        assert mine > theirs
    else:
        assert fig.title.startswith(("None of the reasons shown", "Too few"))


def test_ages_without_a_sex_are_drawn_by_age(loaded, only_gp, frames, data_home):
    found = profiles.age_and_sex(only_gp, Filters(gp_more_than=12), GP)
    assert set(found.table["sex"]) == {"Not known"} and found.table["people"].sum()
    ageless = profile.age_and_sex(protect(found, Audience.PSEUDONYMISED), LIGHT)
    assert ageless.title == "No frequent attender has an age in these extracts"
    listed = replace(
        frames, ae=None, caseload=None, patients=frames.patients.drop(columns="sex")
    )
    sexless = dataset(listed, data_home, "sexless")
    found = profiles.age_and_sex(sexless, Filters(gp_more_than=12), GP)
    fig = profile.age_and_sex(protect(found, Audience.PSEUDONYMISED), LIGHT)
    spec = fig.chart.to_dict()
    assert "xOffset" not in spec["encoding"] and "sex" not in fig.subtitle
    drawn = next(iter(spec["datasets"].values()))
    assert sum(row["age_people"] for row in drawn) == found.table["people"].sum()
    both = profile.age_and_sex(
        protect(
            profiles.age_and_sex(loaded, Filters(gp_more_than=12), GP),
            Audience.PSEUDONYMISED,
        ),
        LIGHT,
    )
    assert "xOffset" in both.chart.to_dict()["encoding"]


def test_hidden_headlines_say_the_limit_in_force(seen):
    boxes = overview.headline(seen(summary.headlines, FENNEL)).numbers
    assert boxes[0][1] == "fewer than 20" and boxes[0][2] == ""
    spread = seen(distribution.distribution, FENNEL, AE)
    assert attenders.distribution(spread, AE, LIGHT).title.startswith(
        "Fewer than 20 people"
    )


def test_a_meeting_sees_published_figures_alone(seen):
    counted = overview.published(
        seen(published, EVERYBODY, audience=Audience.PSEUDONYMISED)
    )
    assert "Counted here" in counted.table
    shown = overview.published(seen(published, EVERYBODY))
    assert "Counted here" not in shown.table and shown.title == counted.title
    assert not set(shown.table["Published"]) & {str(n) for n in range(1, 8)}
