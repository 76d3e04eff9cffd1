"""Hospital stays, outpatients, community contacts and calls of the sample: England's
rates, and that they fit together with the people, A&E and the programme."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sample_data.generator.check.wider_care import wider_rates
from sample_data.generator.details.code_sets import AMBULANCE
from sample_data.generator.inputs import HOME, rows
from sample_data.generator.wider_care.community import INT_TEAM

STAYS = HOME / "generator" / "wider_care" / "stays"
ADMITTED = ("306706006", "1066331000000109")
FIRST, LAST = pd.Timestamp("2022-04-01"), pd.Timestamp("2024-08-31")
EMERGENCY = ("21", "22", "24", "2B", "2D")
CATEGORY_OF_ACUITY = {
    "1064891000000107": "1",
    "1064911000000105": "2",
    "1064901000000108": "3",
    "1077241000000103": "4",
    "1077251000000100": "4",
}


def table(made: Path, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    return pd.read_parquet(made / f"{name}.parquet", columns=columns)


@pytest.fixture(scope="module")
def episodes(made):
    return table(made, "inpatient_spells")


@pytest.fixture(scope="module")
def stays(episodes):
    """The first episode of each stay."""
    return episodes[episodes.episode_number == 1].reset_index(drop=True)


@pytest.fixture(scope="module")
def ae(made):
    ae = table(
        made,
        "ae_attendances",
        ["patient_id", "arrived_at", "departed_at", "site_code", "arrival_mode"]
        + ["acuity", "discharge_destination", "diagnosis_term"],
    )
    return ae[(ae.arrived_at >= FIRST) & (ae.arrived_at < LAST)]


@pytest.fixture(scope="module")
def people(made):
    people = table(
        made, "patients", ["patient_id", "birth_year", "conditions", "died_on"]
    )
    people = people.drop_duplicates("patient_id").set_index("patient_id")
    people["age"] = 2023 - people.birth_year
    people["died_on"] = pd.to_datetime(people.died_on)
    return people


def test_rates_are_within_the_bands_about_england_s(made):
    rates = wider_rates(made)
    assert [rate.line() for rate in rates if not rate.near] == []
    assert len(rates) >= 20


def test_every_band_has_a_source_and_holds_a_number():
    for row in rows(HOME / "generator" / "check" / "national_rates.csv"):
        assert len(row["source"]) > 20, row["measure"]
        assert float(row["least"]) < float(row["most"]), row["measure"]


def test_a_stay_begins_minutes_after_each_admission_from_ae(ae, stays):
    admitted = ae[ae.discharge_destination.isin(ADMITTED) & ae.departed_at.notna()]
    from_ae = stays[stays.admission_method == "21"].sort_values("admitted_at")
    both = pd.merge_asof(
        admitted.sort_values("departed_at"),
        from_ae,
        left_on="departed_at",
        right_on="admitted_at",
        by="patient_id",
        direction="forward",
        tolerance=pd.Timedelta(minutes=30),
        suffixes=("", "_stay"),
    )
    found = both[both.admitted_at.notna()]
    assert len(found) / len(admitted) > 0.995
    assert (found.site_code == found.site_code_stay).all()
    codes = {
        row["term"]: set(row["icd10"].split())
        for row in rows(STAYS / "admitted_diagnoses.csv")
    }
    primary = found.diagnosis_codes.str.split(";").str[0]
    agree = [
        one in codes[term]
        for one, term in zip(primary, found.diagnosis_term, strict=True)
    ]
    assert np.mean(agree) == 1.0


def test_stays_follow_each_other_and_end_with_life(stays, people):
    assert not stays.spell_id.duplicated().any()
    ended = stays[stays.discharged_at.notna()]
    assert (ended.discharged_at > ended.admitted_at).all()
    previous = stays.groupby("patient_id").discharged_at.shift()
    assert not (stays.admitted_at <= previous).any()
    open_ = stays[stays.discharged_at.isna()]
    assert 0 < len(open_) < 2_000
    assert (open_.admitted_at > LAST - pd.Timedelta(days=200)).all()
    assert not open_.patient_id.duplicated().any()
    died = stays[stays.discharge_method == "4"]
    on = died.patient_id.map(people.died_on)
    assert (died.discharged_at.dt.normalize() == on).all()
    assert (died.discharge_destination == "79").all()
    later = ended.patient_id.map(people.died_on) + pd.Timedelta(days=1)
    assert not (ended.discharged_at >= later).any()


def test_episodes_of_a_stay_agree_and_are_numbered(episodes, stays):
    by = episodes.groupby("spell_id")
    assert (by.episode_number.max() == by.size()).all()
    assert (by[["admitted_at", "patient_id", "admission_method"]].nunique() == 1).all(
        axis=None
    )
    assert 1.05 < len(episodes) / len(stays) < 1.4
    assert (episodes.cost_gbp > 0).all()
    hips = stays[stays.diagnosis_codes.str.startswith("M169")]
    assert (hips.procedure_codes.dropna() == "W371").all() and len(hips) > 300


def test_older_people_stay_longer_and_few_take_most_days(stays, people):
    acute = stays[stays.admission_method.isin(EMERGENCY)].dropna(subset="discharged_at")
    days = (acute.discharged_at.dt.normalize() - acute.admitted_at.dt.normalize()).dt
    days, age = days.days, acute.patient_id.map(people.age)
    by_age = days.groupby(pd.cut(age, [-1, 17, 44, 64, 79, 120])).mean()
    assert by_age.is_monotonic_increasing and by_age.iloc[-1] > 3 * by_age.iloc[1]
    each = days.groupby(acute.patient_id).sum().sort_values(ascending=False)
    assert each.head(len(each) // 10).sum() / each.sum() > 0.4


def test_each_arrival_by_ambulance_has_a_conveyance_before_it(made, ae):
    calls = table(made, "urgent_calls")
    conveyed = calls[calls.conveyed == "yes"].sort_values("called_at")
    assert (conveyed.service == "999").all()
    brought = ae[ae.arrival_mode.isin(AMBULANCE)]
    brought = brought[brought.arrived_at > FIRST + pd.Timedelta(days=1)]
    both = pd.merge_asof(
        brought.sort_values("arrived_at"),
        conveyed,
        left_on="arrived_at",
        right_on="called_at",
        by="patient_id",
        tolerance=pd.Timedelta(hours=5),
    )
    assert both.called_at.notna().mean() > 0.999
    found = both.dropna(subset="called_at")
    agree = found.category == found.acuity.map(CATEGORY_OF_ACUITY)
    assert agree.mean() > 0.98  # two arrivals within hours may share a call
    assert calls[calls.service == "111"].category.isna().all()


def test_outpatients_follow_long_term_conditions(made, people):
    seen = table(
        made,
        "outpatient_appointments",
        ["patient_id", "treatment_function", "attended"],
    )
    has = people.conditions.fillna("")
    diabetic = seen[seen.treatment_function == "307"].patient_id.map(has)
    assert diabetic.str.contains("Diabetes").mean() > 0.3
    assert has.str.contains("Diabetes").mean() < 0.1
    many = has.str.count(";") >= 2
    count = seen.groupby("patient_id").size().reindex(people.index).fillna(0)
    assert count[many].mean() > 2 * count[has == ""].mean()


def test_community_contacts_follow_age_and_discharge(made, people, stays):
    contacts = table(made, "community_contacts")
    age = contacts.patient_id.map(people.age)
    per_head = {
        old: (age.between(low, high)).sum() / people.age.between(low, high).sum()
        for old, low, high in ((True, 80, 100), (False, 25, 60))
    }
    assert per_head[True] > 5 * per_head[False]
    older = stays[
        stays.admission_method.isin(EMERGENCY)
        & stays.patient_id.map(people.age).ge(65)
        & (stays.discharge_method == "1")
    ].sort_values("discharged_at")
    nearby = pd.merge_asof(
        contacts[contacts.patient_id.isin(older.patient_id)].sort_values("contact_at"),
        older[["patient_id", "discharged_at"]],
        left_on="contact_at",
        right_on="discharged_at",
        by="patient_id",
    )
    since = (nearby.contact_at - nearby.discharged_at).dt.days
    assert (since < 30).sum() > 1.5 * since.between(90, 119).sum()


def test_the_int_adds_contacts_of_those_it_helps_and_of_nobody_else(made):
    contacts = table(made, "community_contacts", ["patient_id", "contact_at", "team"])
    added = contacts[contacts.team == INT_TEAM]
    caseload = pd.read_csv(made / "caseload.csv", dtype=str, keep_default_na=False)
    started = caseload[caseload.started_on != ""].set_index("patient_id").started_on
    assert len(added) > 100 and set(added.patient_id) <= set(started.index)
    assert (added.contact_at >= pd.to_datetime(added.patient_id.map(started))).all()
    told = json.loads((made / "truth.json").read_text(encoding="utf-8"))["services"]
    happened = told["engaged_after_start"]["community"]
    assert happened["with_programme"] - happened["natural"] == len(added)


def test_the_truth_counts_what_the_tables_hold(made, stays):
    told = json.loads((made / "truth.json").read_text(encoding="utf-8"))["services"]
    caseload = pd.read_csv(made / "caseload.csv", dtype=str, keep_default_na=False)
    picked = pd.to_datetime(caseload.groupby("patient_id").referred_on.min())
    picked = picked[picked <= LAST - pd.Timedelta(days=364)]
    acute = stays[stays.admission_method.isin(EMERGENCY)]
    gap = acute.admitted_at.dt.normalize() - acute.patient_id.map(picked)
    days = gap.dt.days.dropna()
    assert told["years_about_referral"]["inpatient_emergency"] == {
        "before": int(days.between(-365, -1).sum()),
        "after": int(days.between(0, 364).sum()),
    }
    ratios = told["rate_ratio_engaged"]
    assert ratios["inpatient_emergency"] == ratios["ae"] == 0.75
    assert ratios["outpatient"] == ratios["inpatient_planned"] == 1.0
