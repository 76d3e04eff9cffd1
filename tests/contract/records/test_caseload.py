"""A caseload with every fault at once: each is told, with column, rows and what to do,
and no row is lost."""

import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.pathway import FOLLOWS, Status, agrees, settled
from analytics.errors import Problem
from analytics.store.dataset import table
from analytics.store.load.build import LoadInputs, check, load

HEADER = (
    "patient_id,referred_on,accepted_on,declined_on,started_on,ended_on,status,reason,"
    "referred_by,coordinator,services,outcome"
)
WHO = [f"900000{n:04d}" for n in range(40)]
ROWS = {
    # row of the file: what it holds
    2: f"{WHO[0]},2024-01-10,,,2024-01-20,2024-01-15,ended,falls,P1,C1,Mind,goals met",
    3: f"{WHO[1]},2024-01-10,,,2024-01-02,,active,falls,P1,C1,Mind,",
    4: f"{WHO[2]},2024-01-10,,,2024-01-20,,active,falls,P1,C1,Mind,",
    5: f"{WHO[2]},2024-03-10,,,2024-03-20,,active,falls,P1,C2,Mind,",
    6: f"{WHO[3]},2024-01-10,,,2024-01-20,,declined,falls,P1,C1,Mind,",
    7: f"{WHO[4]},2024-01-10,,,,,waiting,falls,P1,C1;C2,,",
    8: f"{WHO[5]},2024-01-10,,,2024-01-20,,active,falls,P1,C1,Nowhere house,",
    9: f"{WHO[6]},2024-01-10,,,,2024-02-01,refused,falls,P1,C1,,",
    10: f"{WHO[7]},2024-01-10,,2024-01-02,,,,falls,P1,C1,,",
    11: f"{WHO[8]},2024-01-10,,,,,,falls,P1,C1,,",
    **{
        n: f"{WHO[n]},2024-01-10,,,,,hold,falls,P1,C1,," for n in range(12, 18)
    },  # a word that no list knows
}


def given(folder, rows=None, header=HEADER, services=True) -> LoadInputs:
    caseload, ae = folder / "caseload.csv", folder / "ae.csv"
    caseload.write_text("\n".join([header, *(rows or ROWS.values())]) + "\n")
    ae.write_text(
        "patient_id,arrived_at\n"
        + "".join(f"{who},2024-01-0{n % 9 + 1} 10:00\n" for n, who in enumerate(WHO))
    )
    files = {"ae": (ae,), "caseload": (caseload,)}
    if services:
        directory = folder / "services.csv"
        directory.write_text("name,category\nMind,mental health\n")
        files["services"] = (directory,)
    return LoadInputs(**files)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    return load(given(folder), "faults", root=folder)


def stored(dataset) -> pd.DataFrame:
    people = table("people").select("person", "pseudonym")
    return engine.run(dataset, table("caseload").join(people, "person"))


def told(problems) -> dict[tuple[str, str], Problem]:
    return {(one.rule, one.column): one for one in problems}


def test_every_fault_is_told_at_once(tmp_path):
    problems = check(given(tmp_path)).problems
    found = told(problems)
    expected = {
        ("dates_out_of_order", "ended_on"): (2,),
        ("dates_out_of_order", "started_on"): (3,),
        ("dates_out_of_order", "declined_on"): (10,),
        ("offers_overlap", "patient_id"): (5,),
        ("two_coordinators", "coordinator"): (5, 7),
        ("status_contradicts_dates", "status"): (6,),
        ("service_unknown", "services"): (8,),
    }
    for key, rows in expected.items():
        assert found[key].examples == rows and found[key].rows == len(rows), key
        assert not found[key].stops and found[key].remedy
    unknown = found["code_unknown", "status"]
    assert unknown.rows == 6 and "'hold' (6)" in unknown.found
    said = " ".join(one.sentence() for one in problems)
    assert not any(who in said for who in WHO) and "Nowhere house" not in said


def test_no_row_is_lost_and_dates_are_believed(loaded):
    frame = stored(loaded)
    assert len(frame) == len(ROWS)
    assert frame["status"].value_counts().to_dict() == {
        "active": 5,
        "ended": 1,
        "waiting": 1,
        "declined": 2,
        "offered": 7,
    }
    closed = frame[frame["ended_on"].notna() & (frame["status"] == "declined")]
    assert (closed["declined_on"] == closed["ended_on"]).all() and len(closed) == 1


def test_without_the_day_of_starting_help_begins_on_referral(tmp_path):
    rows = [
        f"{WHO[0]},2024-01-10,goals met",
        f"{WHO[1]},2024-01-10,declined support",
        f"{WHO[2]},2024-01-10,",
    ]
    header = "patient_id,referred_on,outcome"
    frame = stored(load(given(tmp_path, rows, header), "short", root=tmp_path))
    states = frame.sort_values("outcome")[["outcome", "status"]].values.tolist()
    assert states[:2] == [["declined support", "declined"], ["goals met", "ended"]]
    assert (frame["started_on"].notna() == (frame["status"] != "declined")).all()


def test_a_status_that_says_why_is_the_outcome_too(tmp_path):
    """A sheet with one column for both, under a header that says status."""
    rows = [
        f"{WHO[0]},2024-01-10,2024-01-12,2024-02-01,Goals met",
        f"{WHO[1]},2024-01-10,,,Declined support",
        f"{WHO[2]},2024-01-10,2024-01-12,,Ongoing",
    ]
    header = "NHS number,Date referred,Start date,End date,Status"
    frame = stored(load(given(tmp_path, rows, header), "short", root=tmp_path))
    found = dict(zip(frame["status"], frame["outcome"], strict=True))
    assert found["ended"] == "goals met" and found["declined"] == "declined support"
    assert pd.isna(found["active"])


def test_a_load_tells_the_same(loaded):
    rules = {one["rule"] for one in loaded.manifest.problems}
    assert {"dates_out_of_order", "offers_overlap", "two_coordinators"} <= rules


def test_without_a_directory_no_service_is_unknown(tmp_path):
    found = check(given(tmp_path, services=False)).problems
    assert "service_unknown" not in {one.rule for one in found}


@pytest.mark.parametrize("status", Status)
def test_what_is_said_never_undoes_what_dates_tell(status):
    for said in Status:
        final = settled(status, said)
        assert final is not Status.ACCEPTED
        if agrees(status, said):
            continue
        assert final is settled(status, None)
    assert all(agrees(status, after) for after in FOLLOWS[status])
