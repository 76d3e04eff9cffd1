"""Details of profiles: diagnoses in many columns or one, ages of babies, and the order
of day and month."""

import pytest

from analytics.errors import InputError
from tests.contract.extracts import PEOPLE, text
from tests.contract.profiles.system_extracts import loaded


@pytest.mark.parametrize(
    "profile,headers",
    [
        (
            "hes_ae",
            "PSEUDO_HESID,ARRIVALDATE,DIAG2_01,DIAG2_02,DIAG2_03,AEATTENDCAT,FYEAR",
        ),
        (
            "sus_ecds",
            "Der_Pseudo_NHS_Number,Arrival_Date,EC_Diagnosis_01,EC_Diagnosis_02,"
            "EC_Diagnosis_03,EC_AttendanceCategory,Der_Financial_Year",
        ),
    ],
)
def test_of_many_diagnosis_columns_the_first_filled_counts(profile, headers, tmp_path):
    code, later = ("35", "20") if profile == "hes_ae" else ("35489007", "29857009")
    shapes = [f"{code},{later},", f",{code},{later}", f", ,{code}", ",,"]
    content = text(
        headers,
        [
            f"{person},2024-03-{13 + n},{shapes[n % 4]},1,2324"
            for n, person in enumerate(PEOPLE)
        ],
    )
    dataset, rows = loaded(tmp_path, "ae", content, "ae_attendances")
    assert dataset.manifest.sources[0].profile == profile
    assert list(rows.diagnosis_code.fillna("")) == [code, code, code, ""] * 2
    assert list(rows.diagnosis_group[:4]) == ["mental_health"] * 3 + ["not_recorded"]
    assert (
        dataset.manifest.sources[0].unused_columns != ()
        and dataset.manifest.problems == ()
    )


@pytest.mark.parametrize(
    "listed", ["35489007,48694002", "35489007", " 35489007 , 1", ",35489007"]
)
def test_diagnoses_in_one_column_parted_by_commas(listed, tmp_path):
    content = text(
        "EC_Ident,Der_Pseudo_NHS_Number,Arrival_Date,Der_EC_Diagnosis_All",
        [
            f'{n},{person},2024-03-{13 + n},"{listed}"'
            for n, person in enumerate(PEOPLE)
        ],
    )
    _, rows = loaded(tmp_path, "ae", content, "ae_attendances")
    assert set(rows.diagnosis_code) == {"35489007"}


@pytest.mark.parametrize(
    "age,years", [("7001", 0), ("7007", 0), ("7008", None), ("44", 44), ("", None)]
)
def test_ages_of_babies_in_hes(age, years, tmp_path):
    content = text(
        "PSEUDO_HESID,ARRIVALDATE,ARRIVALTIME,ARRIVALAGE_CALC,AEATTENDCAT",
        [f"{person},2018-03-{13 + n},1015,{age},1" for n, person in enumerate(PEOPLE)],
    )
    _, rows = loaded(tmp_path, "ae", content, "ae_attendances")
    assert {
        None if one != one else one for one in rows.age_at_arrival.astype("float")
    } == {years}


def test_a_uk_system_has_the_day_first_and_a_stranger_is_asked(tmp_path):
    emis = text(
        "SlotGuid,AppointmentDate,AppointmentStartTime,PatientGuid,SlotStatus,OrganisationCode",
        [
            f"s{n},0{n + 1}/04/2024,09:00,{person},Left,F81001"
            for n, person in enumerate(PEOPLE)
        ],
    )
    dataset, rows = loaded(tmp_path, "gp", emis, "gp_appointments")
    assert set(rows.appointment_at.dt.month) == {4} and dataset.manifest.problems == ()
    stranger = emis.replace(
        "SlotGuid,AppointmentDate,AppointmentStartTime,PatientGuid,SlotStatus",
        "appointment_id,appointment_date,appointment_time,patient_id,status",
    )
    with pytest.raises(InputError) as fault:
        loaded(tmp_path, "gp", stranger, "gp_appointments")
    assert [problem.rule for problem in fault.value.problems] == ["date_order_unclear"]
