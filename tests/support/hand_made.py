"""Two small extracts as an analyst would have them, written by hand, with counts known
by eye.

A&E in SUS+ ECDS headers, GP in SystmOne's; UK dates; NHS numbers start with 9. `A`
attends A&E 12 times and the GP twice, `B` the GP 27 times (and missed one), `C` each
once, `D` A&E 3 times.
"""

from pathlib import Path

A, B, C, D = "9000000009", "9000000017", "9000000025", "9000000033"
# what there is to find, more than 10 and more than 25, year to 30 June 2024
SUMMARY = {
    "ae_attendances": 16,
    "ae_people": 3,
    "ae_frequent": 1,
    "ae_frequent_attendances": 12,
    "gp_appointments": 30,
    "gp_people": 3,
    "gp_frequent": 1,
    "gp_frequent_appointments": 27,
}


def ecds(path: Path) -> Path:
    """The A&E extract as CSV."""
    rows = [
        "Der_Pseudo_NHS_Number,Arrival_Date,Arrival_Time,EC_Departure_Date,EC_Departure_Time,"
        "EC_Department_Type,EC_AttendanceCategory,Sex,Age_At_Arrival,Der_EC_Diagnosis_All,"
        "Der_Provider_Site_Code,EC_Ident"
    ]

    def attendance(who, day, month, year, age, code, number):
        rows.append(
            f"{who},{day:02d}/{month:02d}/{year},21:15,{day:02d}/{month:02d}/{year},23:45,"
            f"01,1,2,{age},{code},RXX01,{number}"
        )

    for n in range(12):  # one a month, July 2023 to June 2024
        attendance(A, 13, (n + 6) % 12 + 1, 2023 + (n >= 6), 34, "35489007", n)
    attendance(C, 5, 9, 2023, 71, "13645005", 50)
    for n in range(3):
        attendance(D, 28, 4 + n, 2024, 8, "", 60 + n)
    attendance(D, 30, 6, 2023, 7, "", 70)  # the day before the window
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def systmone(path: Path) -> Path:
    """The GP extract as CSV."""
    rows = [
        "Appointment date,Appointment status,Clinician,Rota type,Patient ID,"
        "Appointment duration (actual),Practice code"
    ]

    def visit(who, day, status="Finished"):
        rows.append(f"{day},{status},Staff 1,GP,{who},10m,Y00001")

    for n in range(27):
        visit(B, f"{n % 28 + 1:02d}-{('Jan', 'Feb', 'Mar')[n % 3]}-24")
    visit(B, "02-Apr-24", "Did Not Attend")
    visit(A, "11-Jul-23")
    visit(A, "28-Jun-24")
    visit(C, "30-Jun-24", "Arrived")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
