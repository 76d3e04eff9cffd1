"""People and visits of public bug reports: who is one person, what is one visit."""

from tests.damage.cases.made import AE_HEADER, HEADER, people, text
from tests.damage.loading import command


def test_ids_as_excel_keeps_them_are_the_same_people(case, tmp_path):
    ids = [f"0{950 + n}000" for n in range(100)]
    days = [f"2024-{5 + n // 25:02d}-{1 + n % 25:02d}" for n in range(100)]
    gp = [
        f'"=""{one}""",{day} 09:30,Y99001,attended'
        for one, day in zip(ids, days, strict=True)
    ]
    ae = [f"'{one},{day} 11:30,01,1" for one, day in zip(ids, days, strict=True)]
    loaded = case(
        gp=text(tmp_path / "gp.csv", HEADER, *gp),
        ae=text(tmp_path / "ae.csv", AE_HEADER, *ae),
    )
    assert loaded.one("SELECT count(*) FROM people") == 100


PLACEHOLDERS = [
    *("TEST", "Anonymous", "N/K", "0", "-1", "9999999999", "1111111111", "#N/A"),
    *("0000000000", "XXXXXXXX", "Unknown patient", "#REF!", "not stated", "1234567890"),
]


def test_placeholders_are_nobody(case, tmp_path):
    rows = [
        f"{one},2024-05-{13 + n} 09:30,Y99001,attended"
        for n, one in enumerate(people(8))
    ]
    rows += [
        f"{PLACEHOLDERS[n % len(PLACEHOLDERS)]},2024-06-{1 + n % 28:02d} "
        f"{8 + n % 9:02d}:{n:02d},Y99001,attended"
        for n in range(42)
    ]
    loaded = case(gp=text(tmp_path / "gp.csv", HEADER, *rows))
    assert loaded.one("SELECT count(*) FROM people") == 8
    assert loaded.accounts["gp_appointments"]["left_out"] == 42
    assert loaded.tells("no person", "nobody", "placeholder", "cannot be")


def test_without_time_and_number_every_row_counts(case, tmp_path):
    """A came twice on 1 March: nothing says that one row repeats the other."""
    header = "Patient ID,Appointment date,Appointment status,practice_code"
    days = ["01/03/2024", "01/03/2024", "02/03/2024", "03/03/2024"]
    rows = [f"A,{day},Finished,P1" for day in days] + ["B,31/03/2024,Finished,P1"]
    loaded = case(gp=text(tmp_path / "gp.csv", header, *rows))
    visits = loaded.rows("SELECT count(*) AS n FROM gp GROUP BY person ORDER BY n DESC")
    assert visits == [(4,), (1,)]
    assert loaded.tells("twice", "same day", "repeat", "alike", "time of day")


def test_a_column_of_missed_appointments_alone(case, tmp_path):
    header = "Patient ID,Appointment date,DNA flag,practice_code"
    days = ["A,01/03/2024,No", "A,02/03/2024,No", "A,03/03/2024,Yes", "B,31/03/2024,No"]
    loaded = case(gp=text(tmp_path / "gp.csv", header, *[f"{day},P1" for day in days]))
    assert not loaded.stopped, loaded.said
    assert loaded.rows("SELECT status, count(*) FROM gp GROUP BY 1 ORDER BY 1") == [
        ("attended", 3),
        ("did_not_attend", 1),
    ]


SURGERIES = ("The Surgery", "The Surgery", "Cedar House")


def test_practices_of_one_name_are_chosen_by_their_code(case, tmp_path):
    """Two practices are called The Surgery: a name alone is asked, a code is not."""
    rows = [
        f"X{n:05d},2024-{1 + n % 6:02d}-{13 + n % 15:02d} 10:{n % 60:02d},"
        f"F8100{1 + n % 3},attended"
        for n in range(300)
    ]
    practices = [f"F8100{n},{name}" for n, name in enumerate(SURGERIES, 1)]
    case(
        gp=text(tmp_path / "gp.csv", HEADER, *rows),
        practices=text(tmp_path / "p.csv", "practice_code,name", *practices),
    )
    ask = ("summary", "--data", "case", "--json", "--as-at", "2024-06-30", "--practice")
    by_name = command(*ask, "The Surgery")
    said = by_name.printed
    assert by_name.code == 2 and "F81001" in said and "F81002" in said
    assert command(*ask, "F81001").found["gp"]["appointments"] == 100
    assert command(*ask, "The Surgery (F81002)").found["gp"]["appointments"] == 100
    assert command(*ask, "Cedar House").found["gp"]["appointments"] == 100
