"""Compare with: the other side is the right question, and both sides agree with plain
pandas."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.disclosure.meeting import coarse, coarse_for, comparable
from analytics.disclosure.rounding import as_shown
from analytics.errors import InputError
from analytics.measures.comparing.compare_with import choices, other
from analytics.measures.comparing.side_by_side import side_by_side
from tests.spec import plain
from tests.support.world import dataset

DAY = date(2024, 6, 30)
ASKED = Filters(as_at=DAY, ae_more_than=2, gp_more_than=9)
ASH = ASKED.with_(practice=("Ash Lane",))
SIDES = {  # key: (filters, as-at and practices here, the same there)
    "previous_year": (
        ASKED.with_(pcn=("South PCN",)),
        ("2024-06-30", ["P3", "P4"]),
        ("2023-06-30", ["P3", "P4"]),
    ),
    "pcn": (ASH, ("2024-06-30", ["P1"]), ("2024-06-30", ["P1", "P2"])),
    "place": (ASH, ("2024-06-30", ["P1"]), ("2024-06-30", ["P1", "P2", "P3"])),
    "everyone": (ASH, ("2024-06-30", ["P1"]), ("2024-06-30", None)),
    "practice:P4": (ASH, ("2024-06-30", ["P1"]), ("2024-06-30", ["P4"])),
}


@pytest.mark.parametrize("key", SIDES)
def test_both_sides_by_two_routes(key, loaded, frames):
    filters, *sides = SIDES[key]
    table = side_by_side(loaded, filters, key).table
    assert list(table["setting"]) == ["A&E", "A&E", "GP", "GP"]
    assert list(table["side"]) == ["here", "there"] * 2
    for side, (day, practices) in zip(("here", "there"), sides, strict=True):
        expected = plain.summary(
            frames, day, ae_more_than=2, gp_more_than=9, practices=practices
        )
        ae, gp = (
            table[(table["setting"] == name) & (table["side"] == side)].iloc[0]
            for name in ("A&E", "GP")
        )
        assert ae["frequent_people"] == expected["ae_frequent_people"] > 0
        assert ae["frequent_attendances"] == expected["ae_frequent"]
        assert ae["attendances"] == expected["ae_attendances"]
        assert ae["cost_gbp"] == pytest.approx(expected["cost_frequent"])
        assert ae["hours"] == pytest.approx(expected["hours_frequent"])
        assert gp["frequent_people"] == expected["gp_frequent_people"]
        assert gp["attendances"] == expected["gp_appointments"]
        listed = plain.registered(frames, day, practices)
        assert ae["base"] == gp["base"] == gp["heads"] == len(listed)
        assert np.isnan(ae["heads"])
        for row, rows, rule in ((ae, plain.attendances, 2), (gp, plain.visits, 9)):
            often = plain.each(rows(frames, day, practices=practices))
            assert (
                row["based"]
                == listed["patient_id"].isin(often[often > rule].index).sum()
            )


def test_ratios_are_of_the_counts_that_the_audience_sees(loaded):
    result = side_by_side(loaded, ASH.with_(ae_more_than=6), "everyone")
    true = protect(result, Audience.PSEUDONYMISED).table
    assert (true["per_1000"] == 1000 * true["based"] / true["base"]).all()
    assert true["share"].between(0, 1).all() and true.loc[2:, "per_head"].gt(1).all()
    shown = protect(result, Audience.AGGREGATE)
    counts = [column.name for column in result.columns if column.kind == "count"]
    assert (shown.table[counts].stack().dropna() % 5 == 0).all()
    few = shown.hidden["frequent_people"]
    assert few.any() and not few.all(), "the case says something"
    for name in (
        "frequent_attendances",
        "cost_gbp",
        "hours",
        "share",
        "per_person",
        "cost_each",
    ):
        assert shown.table.loc[few, name].isna().all()
    seen = shown.table[~few]
    share = (seen["frequent_attendances"] / seen["attendances"]).astype(float)
    digits = result.column("share").digits + 1  # no finer than it is drawn
    assert seen["share"].tolist() == as_shown(share, digits).tolist()


def test_what_there_is_to_compare_with(loaded):
    assert choices(loaded, ASH) == [
        ("previous_year", "The year before"),
        ("pcn", "North PCN"),
        ("place", "Riverside"),
        ("icb", "Test ICB"),
        ("everyone", "Everyone in the extracts"),
        ("practice:P2", "Birch Road"),
        ("practice:P3", "Cedar House"),
        ("practice:P4", "Dale View"),
    ]
    keys = dict(choices(loaded, ASKED))
    assert list(keys) == ["previous_year", *(f"practice:P{n}" for n in range(1, 5))]
    assert ("everyone", "Everyone in the extracts") in choices(
        loaded, ASKED.with_(age_from=65)
    )
    assert (
        dict(choices(loaded, ASKED.with_(months=6)))["previous_year"]
        == "The same window a year before"
    )
    for key in dict(choices(loaded, ASH)):
        assert other(loaded, ASH, key) != ASH
        assert (
            side_by_side(loaded, ASH, key)
            .notes[0]
            .startswith("Beside it: More than 2 A&E")
        )


def test_practices_of_one_name_are_told_apart(frames, data_home):
    alike = frames.practices.assign(
        name=["Ash Lane", "Ash Lane", "Cedar House", "Dale View"]
    )
    found = choices(
        dataset(replace(frames, practices=alike), data_home, "alike"), ASKED
    )
    assert [title for key, title in found if key.startswith("practice:")] == [
        "Ash Lane (P1)",
        "Ash Lane (P2)",
        "Cedar House",
        "Dale View",
    ]


def test_the_other_side_changes_only_what_it_says(loaded):
    asked = ASH.with_(
        age_from=18, department_types=("01",), segments=("children", "unclassified")
    )
    assert other(loaded, asked, "pcn") == asked.with_(practice=(), pcn=("North PCN",))
    assert other(loaded, asked, "practice:P2") == asked.with_(practice=("Birch Road",))
    assert other(loaded, asked, "everyone") == ASKED.with_(department_types=("01",))
    assert other(loaded, asked, "previous_year") == asked.with_(as_at=date(2023, 6, 30))
    leap = ASKED.with_(as_at=date(2024, 2, 29))
    assert other(loaded, leap, "previous_year").as_at == date(2023, 2, 28)


@pytest.mark.parametrize(
    "asked", [ASH, ASKED, ASKED.with_(age_from=65), ASH.with_(segments=("children",))]
)
def test_what_a_meeting_may_ask_it_may_compare(asked, loaded):
    mine, _told = coarse(asked, loaded.default_as_at)
    for key, _title in choices(loaded, mine):
        there = other(loaded, mine, key)
        assert coarse(there, loaded.default_as_at) == (there, ()), key


def test_where_the_data_do_not_reach_it_says_so(loaded):
    early = ASKED.with_(as_at=date(2022, 6, 30))
    assert "previous_year" not in dict(choices(loaded, early))
    with pytest.raises(
        InputError, match="The extracts begin on 1 January 2021, after the start"
    ):
        side_by_side(loaded, early, "previous_year")
    assert "previous_year" in dict(choices(loaded, early.with_(months=6)))
    with pytest.raises(
        InputError, match="nothing to compare with called 'pcn'.*everyone"
    ):
        other(loaded, ASKED.with_(age_from=65), "pcn")
    with pytest.raises(InputError, match="Practice: there is no 'P9'"):
        other(loaded, ASKED, "practice:P9")


def test_one_extract_without_a_list_is_per_people_who_attended(only_ae):
    result = side_by_side(only_ae, ASKED.with_(practice=("P1",)), "practice:P2")
    table = protect(result, Audience.PSEUDONYMISED).table
    assert list(table["setting"]) == ["A&E", "A&E"]
    assert (
        table["per_1000"] == 1000 * table["frequent_people"] / table["people"]
    ).all()
    assert result.column("per_1000").title == "Per 1,000 who attended"
    assert table["per_head"].isna().all()


def test_a_service_that_does_not_reach_back_is_left_out(frames, data_home):
    recent = frames.gp[frames.gp["appointment_at"] >= "2023-05-01"]
    short = dataset(replace(frames, gp=recent), data_home, "short-gp")
    result = side_by_side(short, ASKED, "previous_year")
    assert set(result.table["setting"]) == {"A&E"}
    assert any("No comparison for GP" in note for note in result.notes)


@pytest.mark.parametrize(
    "asked", [Filters(), Filters(ae_more_than=5), Filters(gp_more_than=10)]
)
def test_a_large_dataset_too_is_compared_by_questions_of_a_meeting(asked, sample):
    mine = coarse_for(sample, asked)[0]
    assert mine == asked, "each is a rule that a meeting may ask"
    offered = comparable(mine, dict(choices(sample, mine)))
    assert "previous_year" in offered
    for key in offered:
        there = other(sample, mine, key)
        assert coarse_for(sample, there) == (there, ()), key
