"""Small clean extracts of each kind, in the headers of the systems that send them."""

from dataclasses import dataclass, replace

PEOPLE = (  # NHS numbers that pass the check digit, of nobody
    *("9990000018", "9990000026", "9990000034", "9990000042"),
    *("9990000050", "9990000069", "9990000077", "9990000085"),
)


@dataclass(frozen=True)
class Layout:
    """flag: of the load. profile: that it is recognised as. rows: cells by header."""

    flag: str
    profile: str
    rows: tuple[dict[str, str], ...]

    def text(self) -> str:
        """As a CSV file."""
        lines = [",".join(self.rows[0])]
        lines += [",".join(row.values()) for row in self.rows]
        return "\n".join(lines) + "\n"

    def but(self, at: int, **cells: str) -> "Layout":
        """The same with other cells in one row."""
        rows = [dict(row) for row in self.rows]
        assert set(cells) <= set(rows[at])
        rows[at] |= cells
        return replace(self, rows=tuple(rows))


def _each(flag: str, profile: str, header: str, row) -> Layout:
    names = header.split(",")
    rows = [
        dict(zip(names, row(n, who), strict=True)) for n, who in enumerate(PEOPLE * 2)
    ]
    return Layout(flag, profile, tuple(rows))


def _month(n: int) -> str:
    """A month of each of a person's two rows."""
    return f"{3 + 2 * (n // len(PEOPLE)):02d}"


SUS_APC = _each(
    "inpatient",
    "sus_apc",
    "NHS_Number,Hospital_Provider_Spell_Number,Episode_Number,"
    "Start_Date_Hospital_Provider_Spell,Start_Time_Hospital_Provider_Spell,"
    "Discharge_Date_Hospital_Provider_Spell,Discharge_Time_Hospital_Provider_Spell,"
    "Admission_Method_Hospital_Provider_Spell,Treatment_Function_Code,"
    "Primary_Diagnosis_ICD,Secondary_Diagnosis_ICD_1,Secondary_Diagnosis_ICD_2,"
    "Primary_Procedure_OPCS,Discharge_Method_Hospital_Provider_Spell,"
    "Discharge_Destination_Hospital_Provider_Spell,"
    "Organisation_Code_Code_Of_Provider,GP_Practice_Code,Patient_Classification",
    lambda n, who: [
        *(who, f"S{n + 1}", "1", f"{10 + n % 8}/{_month(n)}/2024", "14:30"),
        *(f"{14 + n % 8}/{_month(n)}/2024", "11:00", "21", "300", "R07.4", "i10x"),
        *("E119", "X40.1", "1", "19", "RAJ", "F81001", "1"),
    ],
)
HES_APC = _each(
    "inpatient",
    "hes_apc",
    "TOKEN_PERSON_ID,SUSSPELLID,EPIORDER,ADMIDATE,EPISTART,EPIEND,DISDATE,ADMIMETH,"
    "TRETSPEF,DIAG_01,DIAG_02,OPERTN_01,OPERTN_02,DISMETH,DISDEST,PROCODET,GPPRAC,FYEAR",
    lambda n, who: [
        *(who, f"S{n + 1}", "1", f"2019-{_month(n)}-{10 + n % 8}"),
        *(f"2019-{_month(n)}-{10 + n % 8}", f"2019-{_month(n)}-{14 + n % 8}"),
        *(f"2019-{_month(n)}-{14 + n % 8}", "11", "110", "M171", "I10X", "W401"),
        *("Z943", "1", "19", "RAJ", "F81001", "1920"),
    ],
)
SUS_OP = _each(
    "outpatient",
    "sus_op",
    "NHS_Number,Attendance_Identifier,Appointment_Date,Appointment_Time,"
    "Attended_Or_Did_Not_Attend,First_Attendance,Main_Specialty_Code,"
    "Treatment_Function_Code,Primary_Procedure_OPCS,Secondary_Procedure_OPCS_1,"
    "GP_Practice_Code,Tariff_Total_Payment,Outcome_Of_Attendance",
    lambda n, who: [
        *(who, f"A{n}", f"{13 + n % 8}/{_month(n)}/2024", f"09:{10 + n}"),
        *("3" if n == 5 else "56"[n % 2], "12"[n % 2], "300", "320"),
        *(("U20.1", "Y98.1") if n == 2 else ("", "")),
        *("F81001", "120.50", "2"),
    ],
)
HES_OP = _each(
    "outpatient",
    "hes_op",
    "TOKEN_PERSON_ID,ATTENDKEY,APPTDATE,ATTENDED,FIRSTATT,MAINSPEF,TRETSPEF,OPERTN_01,"
    "OPERTN_02,PROCODET,GPPRAC,OUTCOME",
    lambda n, who: [
        *(who, f"10{n}", f"2019-{_month(n)}-{13 + n % 8}", "3" if n == 5 else "5"),
        *("9" if n == 1 else "1", "300", "320"),
        *(("U201", "Y981") if n == 2 else ("", "")),
        *("RAJ", "F81001", "2"),
    ],
)
CSDS = _each(
    "community",
    "csds",
    "Person_ID,Unique_Care_Contact_Identifier,Care_Contact_Date,Care_Contact_Time,"
    "Attendance_Status,Consultation_Mechanism,Team_Type,GP_Practice_Code,"
    "Service_Request_Identifier",
    lambda n, who: [
        *(who, f"C{n}", f"{13 + n % 8}/{_month(n)}/2024", f"10:{10 + n}"),
        *("7" if n == 5 else "5", "11" if n else "01", "Nursing", "F81001"),
        f"R{n}",
    ],
)
CALLS = _each(
    "urgent",
    "urgent_calls",
    "NHS_Number,Incident_Number,Call_Date_Time,Service_Called,Response_Category,"
    "Final_Disposition,Conveyed,GP_Practice_Code,Chief_Complaint",
    lambda n, who: [
        *(who, f"I{n}", f"{13 + n % 8}/{_month(n)}/2024 {n:02d}:10"),
        *(("NHS 111", "", "Dx02", "") if n % 2 else ("999", "C2", "Conveyed", "Y")),
        *("F81001", "Fall"),
    ],
)
LAYOUTS = {one.profile: one for one in (SUS_APC, HES_APC, SUS_OP, HES_OP, CSDS, CALLS)}
