"""Extracts as four systems write them, and a way to load one."""

import duckdb

from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import PEOPLE, text, written

SUS = text(
    "EC_Ident,Der_Pseudo_NHS_Number,Arrival_Date,Arrival_Time,EC_Departure_Date,"
    "EC_Departure_Time,EC_Department_Type,EC_AttendanceCategory,EC_Acuity_SNOMED_CT,EC_Arrival_Mode_SNOMED_CT,"
    "Der_EC_Diagnosis_All,Der_Dupe_Flag,Age_At_Arrival,Sex,SUS_HRG_Code",
    [
        f"{n},{person},2024-03-{10 + n},23:30:00,2024-03-{11 + n},01:00:00,01,1,"
        f'1064901000000108,1048031000000100,"35489007,48694002",{int(n == 7)},34,2,'
        "VB09Z"
        for n, person in enumerate(PEOPLE)
    ],
)
HES = text(
    "PSEUDO_HESID,AEKEY,ARRIVALDATE,ARRIVALTIME,DEPTIME,AEDEPTTYPE,AEATTENDCAT,AEARRIVALMODE,DIAG2_01,"
    "AEATTENDDISP,ARRIVALAGE_CALC,SEX,GPPRAC,FYEAR",
    [
        f"{person},{n},2018-05-{10 + n},{time},{left},01,{n % 3 + 1},1,"
        f"{14 if n else 35},03,{7003 if n == 0 else 40},1,F81001,1819"
        for n, (person, time, left) in enumerate(
            zip(
                PEOPLE,
                ["2310", "0905", "3000", "4000", "1200", "1200", "1200", "1200"],
                ["0015", "1005", "3000", "1300", "4000", "1300", "1300", "1300"],
                strict=True,
            )
        )
    ],
)
EMIS = text(
    "SlotGuid,AppointmentDate,AppointmentStartTime,PatientGuid,SlotStatus,DidNotAttend,"
    "PlannedDurationInMinutes,OrganisationCode,ModeOfContact,SessionGuid",
    [
        f"s{n},{13 + n}/04/2024,09:1{n},{person},"
        f"{'Left' if person else 'Slot Available'},{int(n == 2)},10,F81001,"
        "Telephone,x"
        for n, person in enumerate([*PEOPLE, "", ""])
    ],
)
SYSTMONE = text(
    (
        "Appointment date,Appointment status,Clinician,Rota type,Patient "
        "ID,Appointment duration (actual)"
    ),
    [
        f"{13 + n}-Apr-25,{status},Dr A Smith,GP,{person},1h 30m"
        for n, (person, status) in enumerate(
            zip(
                PEOPLE,
                [
                    "Finished",
                    "Arrived",
                    "Did Not Attend",
                    "Cancelled by Patient",
                    "Booked",
                    "Patient Walked Out",
                    "In Progress",
                    "No Access Visit",
                ],
                strict=True,
            )
        )
    ],
)


def loaded(tmp_path, flag: str, content: str, table: str):
    """(dataset, rows of its table in order of time) of one extract."""
    path = written(tmp_path, f"{flag}.csv", content)
    dataset = load(LoadInputs(**{flag: (path,)}), "case", root=tmp_path / "home")
    order = "appointment_at" if flag == "gp" else "arrived_at"
    return dataset, duckdb.connect().execute(
        f"FROM '{dataset.folder}/{table}.parquet' ORDER BY {order}"
    ).df()
