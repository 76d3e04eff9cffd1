"""Avoidable use of a group by the plain route, a row at a time."""

import re

import pandas as pd

from analytics.definitions.avoidable import acsc
from analytics.measures.footprint.avoidable import avoidable, conditions
from tests.footprint.plainly import ASKED, counted, nights, whom


def is_avoidable(row) -> bool:
    """An attendance, as the published definition has it; every field is there."""
    fine = {"27171005", "167252002", "67900009", "53115007", "1088291000000101"}
    slight = {"413334001", "81733005", "266712008", "183964008"}
    return (
        row.department_type == "01"
        and row.attendance_category == "1"
        and row.arrival_mode == "own_transport"
        and set(filter(None, row.investigation_codes.split(";"))) <= fine
        and set(filter(None, row.treatment_codes.split(";"))) <= slight
    )


def in_groups(row) -> set[str] | None:
    """The groups of an admission among the diagnoses that the world has; None where it
    could not be classed."""
    if row.admission_method and not row.admission_method.startswith("2"):
        return set()
    if not row.admission_method or not row.diagnosis_codes:
        return None
    codes, done = row.diagnosis_codes.split(";"), row.procedure_codes
    found = set()
    if codes[0] == "J45":
        found.add("Asthma")
    if codes[0] == "I50":
        found.add("Congestive heart failure")
    if codes[0] == "L03" and not re.match("[A-HJ-RTVWX]", done or "-") and not done:
        found.add("Cellulitis")
    if codes[0] == "K529":
        found.add("Dehydration and gastroenteritis")
    if codes[0] == "N10":
        found.add("Kidney infection (pyelonephritis)")
    if "E118" in codes:
        found.add("Diabetes complications")
    if "R02" in codes:
        found.add("Gangrene")
    return found


def test_avoidable_use_by_rule(six, frames, rows):
    found = avoidable(six, ASKED, "rule").table.set_index("title")
    ours = whom(frames, "rule")
    ae = counted(rows, "ae")
    ae = ae[ae["patient_id"].isin(ours)]
    row = found.loc["Avoidable A&E attendances"]
    assert row["held"] == sum(is_avoidable(r) for r in ae.itertuples()) > 0
    assert (row["events"], row["unclassed"]) == (len(ae), 0)
    stays = counted(rows, "inpatient")
    stays = stays[stays["patient_id"].isin(ours)]
    each = [in_groups(r) for r in stays.itertuples()]
    row = found.loc["Ambulatory-care-sensitive admissions"]
    assert row["held"] == sum(bool(groups) for groups in each) > 0
    assert row["unclassed"] == sum(groups is None for groups in each) > 0
    parts = conditions(six, ASKED, "rule").table.set_index("title")["held"]
    for title, number in parts.items():
        assert number == sum(title in (groups or ()) for groups in each), title
    assert len(parts) == len(acsc.groups())
    died = [
        r
        for r in stays.itertuples()
        if r.discharge_method == "4"
        and nights(r) <= 14
        and not r.procedure_codes
        and r.diagnosis_codes
        and "W19" not in r.diagnosis_codes
    ]
    assert found.loc["Deaths in hospital within 14 days", "held"] == len(died)


def test_readmissions_look_at_what_came_before_the_window(six, frames, rows):
    found = avoidable(six, ASKED, "rule").table.set_index("title")
    row, ours = found.loc["Emergency readmissions within 28 days"], whom(frames, "rule")
    every = rows["inpatient"].sort_values("admitted_at")
    number = 0
    for one in counted(rows, "inpatient").itertuples():
        if one.patient_id not in ours or not one.admission_method.startswith("2"):
            continue
        earlier = every[
            (every["patient_id"] == one.patient_id)
            & (every["admitted_at"] < one.admitted_at)
            & (every["discharge_method"] != "4")
        ]["discharged_at"].max()
        if earlier is not pd.NaT:
            days = (one.admitted_at.normalize() - earlier.normalize()).days
            number += 0 <= days <= 28
    assert row["held"] == number
