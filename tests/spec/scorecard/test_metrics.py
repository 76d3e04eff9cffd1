"""Every metric of the scorecard against plain pandas over the same rows."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import METRICS
from analytics.definitions.scorecard.splits import SPLITS
from analytics.errors import InputError
from analytics.measures.scorecard.by_group import by_group
from analytics.measures.scorecard.card import card
from analytics.measures.scorecard.course import course
from analytics.measures.scorecard.metrics_counted import all_counted
from analytics.measures.scorecard.wanted import Wanted
from tests.spec.scorecard import world

ASKED = Filters(ae_more_than=6)
CASELOAD = Wanted("caseload", date(2024, 5, 1), AE)


def cohort_of(tables, name: str) -> set[str]:
    here = world.there(tables["patients"])
    if name == "caseload":
        return world.offered_before(tables) & here
    used = world.used_before(tables)
    if name == "rule":
        return set(used.index[used > ASKED.ae_more_than]) & here
    left = used[used.index.isin(here)]
    return set(left.nlargest(int(name.partition(":")[2]), keep="all").index)


@pytest.mark.parametrize("name", ["caseload", "rule", "top:12"])
def test_each_metric_and_its_cohort(dataset, tables, name):
    wanted = replace(CASELOAD, cohort=name)
    table = card(dataset, ASKED, wanted).table.set_index("slug")
    assert list(table.index) == [one.slug for one in METRICS]
    cohort = cohort_of(tables, name)
    size = 12 if name == "top:12" else len(cohort)
    assert (table["people"].dropna() == size).all() and size >= 10
    if len(cohort) != size:
        return  # of equals somebody is chosen: the counts depend on whom
    for slug, rows in world.counts(tables, cohort).items():
        assert table.loc[slug, "count"] == len(rows), slug
        assert table.loc[slug, "missing"] == ""
    assert sum(table["count"]) > 60


def test_people_worked_with_in_the_month(dataset, tables):
    rows = tables["caseload"]
    here = world.there(tables["patients"])
    last = world.MONTH + pd.offsets.MonthEnd(0)
    begun = set(rows.loc[rows["started_on"] <= last, "patient_id"]) & here
    table = card(dataset, ASKED, CASELOAD).table.set_index("slug")
    assert table.loc["caseload", "count"] == len(begun) > 5


def test_groups_add_up_and_are_as_a_plain_reading_has_them(dataset, tables):
    cohort = cohort_of(tables, "rule")
    wanted = replace(CASELOAD, cohort="rule")
    people = tables["patients"].set_index("patient_id")
    rows = world.counts(tables, cohort)["ae_type_1"]
    for split in SPLITS:
        table = by_group(dataset, ASKED, wanted, "ae_type_1", split.slug).table
        table = table.set_index("group")
        assert tuple(table.index) == split.groups
        assert table["count"].sum() == len(rows)
        assert table["people"].sum() == len(cohort)

    def age(who: str) -> str:
        years = 2024 - people.loc[who, "birth_year"]
        if years < 20:
            return "18-19"
        return "90+" if years >= 90 else f"{years // 10 * 10}-{years // 10 * 10 + 9}"

    table = by_group(dataset, ASKED, wanted, "ae_type_1", SPLITS[0].slug).table
    expected = pd.Series([age(who) for who in rows]).value_counts()
    seen = table.set_index("group")["count"]
    assert seen[seen > 0].to_dict() == expected.to_dict()
    deciles = people.loc[list(cohort), "imd_decile"]
    fifths = ((deciles + 1) // 2).astype(int).astype(str).value_counts()
    table = by_group(dataset, ASKED, wanted, "ae_type_1", SPLITS[2].slug).table
    seen = table.set_index("group")["people"]
    assert seen[seen > 0].to_dict() == fifths.to_dict()


def test_our_own_definition_stands_beside_the_official(dataset, tables):
    cohort = cohort_of(tables, "caseload")
    found = {one.metric.slug: one for one in all_counted(dataset, ASKED, CASELOAD)}
    ae = world.in_month(tables["ae"], "arrived_at")
    ours = ae[
        ae["patient_id"].isin(cohort)
        & (ae["department_type"] == "01")
        & (ae["attendance_category"] != "4")
    ]
    one = found["ae_type_1"]
    assert one.beside[one.metric.beside[0].name] == len(ours)
    spells = found["spells_with_nights"]
    assert spells.beside[spells.metric.beside[0].name] < spells.count


def test_the_course_counts_each_month_alike(dataset, tables):
    wanted = replace(CASELOAD, cohort="rule")
    table = course(dataset, ASKED, wanted, "ae_type_1").table
    for row in table.tail(3).itertuples():
        month = pd.Timestamp(row.month)
        used = world.used_before(tables, month)
        often = set(used.index[used > ASKED.ae_more_than])
        often &= world.there(tables["patients"], month)
        rows = world.counts(tables, often, month)["ae_type_1"]
        assert (row.people, row.count) == (len(often), len(rows))
    assert table["expected"].notna().any()
    assert (table["lower"] <= table["upper"]).loc[table["expected"].notna()].all()


@pytest.mark.parametrize("month", [date(2024, 7, 1), date(2020, 5, 1)])
def test_a_month_without_data_is_told_with_the_nearest(dataset, month):
    with pytest.raises(InputError) as told:
        card(dataset, ASKED, replace(CASELOAD, month=month))
    near = "2024-06" if month.year == 2024 else "2021-01"
    assert near in told.value.problems[0].remedy


def test_what_is_said_of_a_card_holds_no_number_of_people(dataset, tables):
    """A meeting reads it too, and a count of its own would pass the gate in words."""
    found = card(dataset, ASKED, replace(CASELOAD, cohort="rule"))
    words = [*found.notes, *found.table["missing"], *found.table["untold"]]
    said = " ".join(map(str, words))
    assert not re.search(r"\d+ (of the|people)", said), said
    assert any("under 18" in one.text for one in found.numbered), "the gate's to hide"


def test_an_incomplete_month_is_blank_and_says_why(tables, tmp_path):
    cut = tables["outpatient"]
    cut = cut[cut["appointment_at"] < "2024-05-20"]
    part = {k: tables[k] for k in ("ae", "patients", "caseload")} | {"outpatient": cut}
    short = world.dataset(part, tmp_path, "short")
    table = card(short, ASKED, CASELOAD).table.set_index("slug")
    assert "ends on" in table.loc["outpatients_new", "missing"]
    assert "no Inpatient extract" in table.loc["bed_days", "missing"]
    assert table.loc["ae_type_1", "missing"] == ""
    assert pd.isna(table.loc["outpatients_new", "count"])


def test_a_cohort_that_is_not_there_or_empty_is_told(dataset):
    for name, rule in (("Nobody’s", "cohort_unknown"), ("rule", "cohort_empty")):
        with pytest.raises(InputError) as told:
            asked = Filters(ae_more_than=900)
            card(dataset, asked, replace(CASELOAD, cohort=name))
        assert told.value.problems[0].rule == rule
