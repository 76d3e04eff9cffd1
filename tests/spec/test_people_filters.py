"""Filters by reason, kind of need, neighbourhood and small area.

Each by two routes: the filter over the whole world, and the same questions without it
over a world from which plain pandas took everybody else.
"""

from datetime import date

import pandas as pd
import pytest
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.errors import InputError
from analytics.measures.before_after.course import course
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.impact_otherwise import (
    asked_otherwise,
    when_no_programme_ran,
)
from analytics.measures.before_after.question import Question
from analytics.measures.counting.empty_result import nobody_left
from analytics.measures.counting.kinds_of_need import kinds
from analytics.measures.counting.registered import registered
from analytics.measures.counting.settle import settle
from analytics.measures.over_time import trend
from analytics.measures.places import by_place
from analytics.measures.segments import segments
from analytics.measures.summary import headlines, summary
from analytics.measures.who import distribution, listing, profile, roles
from analytics.measures.who.arrivals import arrivals
from analytics.measures.who.overlap import overlap
from analytics.store.dataset import table
from tests.spec import plain
from tests.support.world import World, dataset

DAY, RULE = date(2024, 6, 30), dict(ae_more_than=1, gp_more_than=8)
ASKED = Filters(as_at=DAY, **RULE)
CASES = {
    "a neighbourhood": dict(neighbourhood=("north",)),
    "two small areas": dict(areas=("E01000001", "e01000003")),
    "an area of a neighbourhood": dict(
        neighbourhood=("North", "South"), areas=("E01000002",)
    ),
    "reasons, one not recorded": dict(
        diagnosis_groups=("substance_use", "not_recorded")
    ),
    "two kinds": dict(segments=("older_multimorbid", "lower_severity")),
    "a kind with a reason, in a place": dict(
        segments=("mind_high_intensity", "unclassified"),
        diagnosis_groups=("respiratory",),
        neighbourhood=("North",),
        age_from=18,
    ),
}
MEASURES = {
    "headlines": headlines,
    "attenders": listing.listing,
    "distribution": lambda d, f: distribution.distribution(d, f, AE),
    "reasons": lambda d, f: profile.reasons(d, f, AE),
    "arrivals": lambda d, f: arrivals(d, f, AE),
    "overlap": lambda d, f: overlap(d, f, AE, GP),
    "roles": roles.visits_by_role,
    "practices": lambda d, f: by_place.by_practice(d, f, (GP,)),
    "areas": lambda d, f: by_place.by_area(d, f, (GP,)),
    "kinds": lambda d, f: kinds(d, settle(d, f)).value_counts().sort_index().to_frame(),
    "registered": lambda d, f: engine.run(
        d,
        registered(settle(d, f))
        .group_by("practice_code")
        .agg(n=_.count())
        .order_by("practice_code"),
    ),
}


@pytest.fixture(scope="module", params=CASES, ids=list(CASES))
def both(request, frames, loaded, data_home):
    """(filters, the dataset of everybody, the dataset of the people whom plain pandas
    picked)."""
    asked = CASES[request.param]
    ids = plain.people_of(frames, str(DAY), **RULE, **asked)
    assert 8 < len(ids) < len(frames.patients), "the case says something"
    kept = [
        None if frame is None else frame[frame["patient_id"].isin(ids)]
        for frame in (frames.gp, frames.ae, frames.patients, frames.caseload)
    ]
    name = f"some-{list(CASES).index(request.param)}-{loaded.name}"
    alone = dataset(World(*kept, frames.practices, frames.areas), data_home, name)
    return ASKED.with_(**asked), loaded, alone


@pytest.mark.parametrize("name", MEASURES)
def test_a_filter_is_the_same_question_of_those_people_alone(name, both):
    filters, everybody, alone = both
    without = ASKED
    found, expected = (
        getattr(answer, "table", answer)
        for answer in (
            MEASURES[name](everybody, filters),
            MEASURES[name](alone, without),
        )
    )
    assert len(found)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_the_summary_too(both):
    filters, everybody, alone = both
    found, expected = summary(everybody, filters), summary(alone, ASKED)
    assert found.pop("rule") != expected.pop("rule")
    assert found == expected


def test_month_by_month_too(both):
    filters, everybody, alone = both
    found = trend.monthly(everybody, filters, AE).table.set_index("month")
    expected = trend.monthly(alone, ASKED, AE).table.set_index("month")
    pd.testing.assert_frame_equal(
        found.loc[expected.index], expected, check_dtype=False
    )


def test_kinds_are_those_of_the_same_filters_without_kinds(loaded, frames):
    filters = ASKED.with_(pcn=("North PCN",), age_from=18)
    ids = plain.aged(frames, str(DAY), 18)
    counted = kinds(loaded, settle(loaded, filters)).value_counts()
    expected = plain.kinds(frames, str(DAY), **RULE, ids=ids, practices=["P1", "P2"])
    assert counted.to_dict() == pd.Series(expected).value_counts().to_dict()
    for kind, people in counted.items():
        cards = segments.cards(loaded, filters.with_(segments=(kind,)), "rule").table
        assert cards["people"].sum() == people
        assert cards.loc[cards["name"] == KIND_TITLES[kind], "people"].item() == people


def test_what_is_not_there_is_named_all_at_once(loaded):
    with pytest.raises(InputError) as fault:
        settle(
            loaded,
            ASKED.with_(neighbourhood=("Nowhere",), areas=("E09",), pcn=("East",)),
        )
    told = str(fault.value)
    assert "Neighbourhood: there is no 'Nowhere'. There are: North, South." in told
    assert (
        "Small area: there is no 'E09'. There are: E01000001, E01000002, E01000003."
        in told
    )
    assert "PCN: there is no 'East'" in told
    with pytest.raises(InputError, match="No small area is in all"):
        settle(loaded, ASKED.with_(neighbourhood=("South",), areas=("E01000001",)))
    with pytest.raises(InputError) as fault:
        Filters(diagnosis_groups=("lungs",), segments=("old",))
    assert "Diagnosis-groups: expected one or more of mental_health" in str(fault.value)
    assert "Segments: expected one or more of children" in str(fault.value)


def test_a_dataset_without_areas_says_what_to_load(only_gp):
    with pytest.raises(InputError, match="names none; load an areas file"):
        settle(only_gp, Filters(neighbourhood=("North",)))


def test_the_words_say_whom(loaded):
    filters = ASKED.with_(
        neighbourhood=("North", "South"),
        areas=("E01000001",),
        segments=("older_multimorbid",),
        diagnosis_groups=("mental_health", "substance_use"),
    )
    assert filters.who() == (
        "living in North or South; living in E01000001; seen for “mental health” or "
        "“alcohol and "
        "drugs”; frequent attenders of the kind “Older, several conditions”"
    )
    assert filters.narrowed == (
        "neighbourhood",
        "areas",
        "diagnosis_groups",
        "segments",
    )
    assert filters.arguments()["neighbourhood"] == ["North", "South"]
    assert headlines(loaded, filters).population == filters.who()
    assert "living in 4 small areas" in Filters(areas=tuple("ABCD")).who()


def test_who_emptied_the_page_is_named(loaded):
    (problem,) = nobody_left(
        loaded, ASKED.with_(diagnosis_groups=("pregnancy",), age_from=18)
    )
    assert "“Seen for”" in problem.remedy and "Age" not in problem.remedy


def test_before_and_after_picks_by_what_was_known_on_the_day(loaded, frames):
    on, told = date(2023, 4, 15), ["birth_year", "sex", "lsoa_code"]
    asked = dict(diagnosis_groups=("mental_health",), neighbourhood=("North",))
    panel = course(loaded, ASKED.with_(**asked), AE, on, everybody=True)
    stored = engine.run(loaded, table("people")).set_index("person")[told]
    found = stored.loc[panel.people.query("in_scope")["person"]]
    then, now = (
        plain.people_of(frames, day, **RULE, **asked)
        for day in ("2023-04-14", str(DAY))
    )
    assert len(set(then) ^ set(now)) > 5, "another window, other people"
    expected = frames.patients[frames.patients["patient_id"].isin(then)][told]
    pd.testing.assert_frame_equal(
        *(rows.sort_values(told).reset_index(drop=True) for rows in (found, expected)),
        check_dtype=False,
    )
    everyone = course(loaded, ASKED, AE, on, everybody=True).people
    assert len(panel.people) == len(everyone), "everybody may be compared with"


def test_before_and_after_says_so_and_refuses_earlier_dates(loaded):
    chosen = ASKED.with_(segments=("mind_high_intensity",), ae_more_than=2)
    question = Question(AE, "rule", date(2023, 4, 15))
    found = impact_of(loaded, chosen, question)
    assert any("before the index date" in note for note in found.notes)
    everyone = impact_of(loaded, chosen.with_(segments=()), question)
    assert found.people < everyone.people
    assert not any("before the index date" in note for note in everyone.notes[-1:])
    with pytest.raises(InputError, match="came after"):
        when_no_programme_ran(loaded, chosen, question)
    ways = asked_otherwise(loaded, chosen, question).table["variant"]
    assert "As chosen" in set(ways) and not ways.str.startswith("Picked ").any()
