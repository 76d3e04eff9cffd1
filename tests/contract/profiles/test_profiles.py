"""Files as the systems export them: recognised, and every code turned into the
canonical one."""

from datetime import datetime

import duckdb
import pytest

from analytics.store.load.build import LoadInputs, check, load
from tests.contract.extracts import PEOPLE, text, written
from tests.contract.profiles.system_extracts import EMIS, HES, SUS, SYSTMONE, loaded


def test_sus_ecds(tmp_path):
    dataset, rows = loaded(tmp_path, "ae", SUS, "ae_attendances")
    assert dataset.manifest.sources[0].profile == "sus_ecds"
    assert len(rows) == 7
    assert [(e.reason, e.rows) for e in dataset.manifest.exclusions] == [
        ("marked as a duplicate by SUS", 1)
    ]
    assert set(rows.minutes) == {90}
    assert set(rows.acuity) == {"urgent"} and set(rows.arrival_mode) == {"ambulance"}
    assert set(rows.diagnosis_code) == {"35489007"} and set(rows.code_system) == {
        "snomed"
    }
    assert set(rows.diagnosis_group) == {"mental_health"} and set(rows.sex) == {
        "female"
    }
    born = (
        duckdb.connect()
        .execute(
            f"SELECT DISTINCT birth_year, sex FROM '{dataset.folder}/people.parquet' "
            f"p SEMI JOIN '{dataset.folder}/ae_attendances.parquet' USING (person)"
        )
        .fetchall()
    )
    assert born == [(1990, "female")]


def test_hes_numbers_categories_otherwise_and_has_sentinels(tmp_path):
    dataset, rows = loaded(tmp_path, "ae", HES, "ae_attendances")
    assert dataset.manifest.sources[0].profile == "hes_ae"
    assert list(rows.attendance_category) == ["1", "4", "2", "1", "4", "2", "1", "4"]
    assert rows.arrived_at[0] == datetime(2018, 5, 10, 23, 10)
    assert rows.minutes[0] == 65 and rows.minutes[1] == 60
    assert rows.arrived_at[2] == datetime(2018, 5, 12)  # 3000: invalid
    assert rows.departed_at.isna()[2] and rows.departed_at.isna()[4]
    assert rows.age_at_arrival[0] == 0  # 7003: a baby
    assert rows.code_system[0] == "hes" and rows.diagnosis_group[0] == "mental_health"
    assert [p["rule"] for p in dataset.manifest.problems] == ["time_unknown"]


def test_emis_slots_without_a_patient_are_dropped(tmp_path):
    dataset, rows = loaded(tmp_path, "gp", EMIS, "gp_appointments")
    assert dataset.manifest.sources[0].profile == "emis"
    assert len(rows) == 8 and set(rows["mode"]) == {"telephone"}
    assert list(rows.status[:3]) == ["attended", "attended", "did_not_attend"]
    assert rows.appointment_at[0] == datetime(2024, 4, 13, 9, 10)
    assert [
        (e.reason, e.rows, e.before, e.after) for e in dataset.manifest.exclusions
    ] == [("vacant slot", 2, 10, 8)]


def test_systmone_report_of_one_practice(tmp_path):
    dataset, rows = loaded(tmp_path, "gp", SYSTMONE, "gp_appointments")
    assert dataset.manifest.sources[0].profile == "systmone"
    assert dataset.manifest.sources[0].dropped_columns == ("Clinician",)
    assert list(rows.status) == [
        "attended",
        "attended",
        "did_not_attend",
        "cancelled",
        "booked",
        "attended",
        "attended",
        "did_not_attend",
    ]
    assert list(rows.counted) == [True, True, False, False, False, True, True, False]
    assert set(rows.duration_minutes) == {90}
    assert [p["rule"] for p in dataset.manifest.problems] == ["column_lacking"]
    assert dataset.manifest.span("gp_appointments").rows == 4


@pytest.mark.parametrize(
    "flag,content,name",
    [
        ("ae", SUS, "sus_ecds"),
        ("ae", HES, "hes_ae"),
        ("gp", EMIS, "emis"),
        ("gp", SYSTMONE, "systmone"),
    ],
)
def test_detection_says_which_how_sure_and_why(flag, content, name, tmp_path):
    report = check(LoadInputs(**{flag: (written(tmp_path, "x.csv", content),)}))
    found = report.files[0]
    assert (found.profile, found.sure > 0.6) == (name, True)
    assert "headers are its names" in found.why


def test_months_of_different_systems_are_read_as_one(tmp_path):
    old, new = written(tmp_path, "old.csv", HES), written(tmp_path, "new.csv", SUS)
    dataset = load(LoadInputs(ae=(old, new)), "case", root=tmp_path / "home")
    rows = (
        duckdb.connect()
        .execute(
            "SELECT year(arrived_at) AS y, list_sort(list(DISTINCT "
            "attendance_category)), list(DISTINCT code_system), count(*) FROM "
            f"'{dataset.folder}/ae_attendances.parquet' GROUP BY y ORDER BY y"
        )
        .fetchall()
    )
    assert rows == [(2018, ["1", "2", "4"], ["hes"], 8), (2024, ["1"], ["snomed"], 7)]


def test_ecds_categories_stay_as_they_are(tmp_path):
    content = text(
        "EC_Ident,Der_Pseudo_NHS_Number,Arrival_Date,EC_AttendanceCategory,SUS_HRG_Code",
        [
            f"{n},{person},2024-03-{13 + n},{n % 4 + 1},VB09Z"
            for n, person in enumerate(PEOPLE)
        ],
    )
    dataset, rows = loaded(tmp_path, "ae", content, "ae_attendances")
    assert list(rows.attendance_category) == ["1", "2", "3", "4"] * 2
    assert (
        dataset.manifest.span("ae_attendances").rows == 6
    )  # planned follow-ups are not counted


def test_olids(tmp_path):
    content = text(
        "LDS_ID,PATIENT_ID,START_DATE,DATETIME_BOOKED,APPOINTMENT_STATUS_DISPLAY,ACTUAL_DURATION_MINS,"
        "PLANNED_DURATION_MINS,PATIENT_WAIT_MINS,CONTACT_MODE_DISPLAY,PUBLISHER_ORGANISATION_CODE,"
        "NATIONAL_SLOT_CATEGORY_NAME,AGE_AT_EVENT,CANCELLED_DATE",
        [
            f"id-{n},{person},2024-04-{10 + n} 09:1{n}:00,2024-04-01 "
            f"08:00:00,{status},15,10,5,Telephone,F81001,General Consultation Acute,44,"
            for n, (person, status) in enumerate(
                zip(
                    PEOPLE,
                    ["Arrived", "Did Not Attend", "Cancelled", "Booked"] * 2,
                    strict=True,
                )
            )
        ],
    )
    dataset, rows = loaded(tmp_path, "gp", content, "gp_appointments")
    (source,) = dataset.manifest.sources
    assert source.profile == "olids" and dataset.manifest.problems == ()
    assert list(rows.status[:4]) == [
        "attended",
        "did_not_attend",
        "cancelled",
        "booked",
    ]
    assert rows.appointment_at[0] == datetime(2024, 4, 10, 9, 10)
    assert rows.booked_at[0] == datetime(2024, 4, 1, 8)
    assert set(rows.duration_minutes) == {15} and set(rows["mode"]) == {"telephone"}
    assert set(rows.practice_code) == {"F81001"}


def test_detection_prefers_what_only_one_system_has(tmp_path):
    """Headers that many systems share say nothing; one that only SystmOne has tips the
    scale."""
    shared = "Patient ID,Appointment date,Appointment status,Organisation code"
    for header, name in ((shared, "generic"), (shared + ",Patient Count", "systmone")):
        row = ",2024-04-13,Finished,F81001" + ",1" * (header != shared)
        path = written(
            tmp_path, "x.csv", text(header, [person + row for person in PEOPLE])
        )
        found = check(LoadInputs(gp=(path,))).files[0]
        assert found.profile == name and found.sure == 1.0
        assert (
            f"{len(header.split(','))} of {len(header.split(','))} headers" in found.why
        )
