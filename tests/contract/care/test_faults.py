"""Each fault of such an extract is told with its rows, and nothing else is."""

from datetime import date, timedelta

import pytest

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, check, load
from tests.contract.care.layouts import (
    CALLS,
    CSDS,
    HES_APC,
    PEOPLE,
    SUS_APC,
    SUS_OP,
    Layout,
)
from tests.contract.extracts import written

SOON = (date.today() + timedelta(days=40)).strftime("%d/%m/%Y")
OUT = "Discharge_Date_Hospital_Provider_Spell"
OUT_AT = "Discharge_Time_Hospital_Provider_Spell"
IN = "Start_Date_Hospital_Provider_Spell"
NUMBER = "Hospital_Provider_Spell_Number"
FAULTS: dict[str, tuple[Layout, dict[str, tuple[int, ...]]]] = {
    "discharge before admission": (
        SUS_APC.but(3, **{OUT: "01/03/2024"}),
        {"departure_before_arrival": (5,)},
    ),
    "a spell that never ends": (
        SUS_APC.but(3, **{OUT: "", OUT_AT: ""}),
        {"spells_open": (5,)},
    ),
    "HES's day for none is no discharge": (
        HES_APC.but(3, DISDATE="1801-01-01", EPIEND=""),
        {"spells_open": (5,)},
    ),
    "an episode is missing between": (
        SUS_APC.but(0, Episode_Number="3"),
        {"episodes_missing": (2,)},
    ),
    "episodes out of order": (
        HES_APC.but(0, EPIORDER="2", EPISTART="2019-03-10", EPIEND="2019-03-11").but(
            8,
            SUSSPELLID="S1",
            ADMIDATE="2019-03-10",
            EPISTART="2019-03-11",
            EPIEND="2019-03-14",
            DISDATE="2019-03-14",
        ),
        {"episodes_out_of_order": (2, 10)},
    ),
    "overlapping spells of one person": (
        SUS_APC.but(8, **{IN: "12/03/2024", OUT: "20/03/2024"}),
        {"spells_overlap": (10,)},
    ),
    "a number in two spells": (
        SUS_APC.but(8, **{NUMBER: "S1", "Episode_Number": "2"}),
        {"spell_number_again": (2, 10), "episodes_missing": (10,)},
    ),
    "an unknown admission method": (
        SUS_APC.but(3, Admission_Method_Hospital_Provider_Spell="77"),
        {"code_unknown": ()},
    ),
    "a year in the 1900s": (
        SUS_APC.but(3, **{IN: "13/03/1924"}),
        {"date_too_old": (5,)},
    ),
    "an appointment still to come": (
        SUS_OP.but(3, Appointment_Date=SOON, Attended_Or_Did_Not_Attend="0"),
        {"booked_ahead": (5,)},
    ),
    "an unknown code of attended": (
        SUS_OP.but(3, Attended_Or_Did_Not_Attend="8"),
        {"code_unknown": ()},
    ),
    "an unknown first attendance": (
        SUS_OP.but(3, First_Attendance="7"),
        {"code_unknown": ()},
    ),
    "a contact still to come": (
        CSDS.but(3, Care_Contact_Date=SOON, Attendance_Status=""),
        {"booked_ahead": (5,)},
    ),
    "an unknown category": (
        CALLS.but(2, Response_Category="C9"),
        {"code_unknown": ()},
    ),
    "a call without a day": (CALLS.but(3, Call_Date_Time=""), {"date_missing": (5,)}),
    "nobody came": (
        Layout(
            SUS_OP.flag,
            SUS_OP.profile,
            tuple(row | {"Attended_Or_Did_Not_Attend": "3"} for row in SUS_OP.rows),
        ),
        {"nothing_counted": ()},
    ),
}


def told(inputs: LoadInputs, folder) -> list[dict]:
    try:
        problems = check(inputs, root=folder / "home").problems
    except InputError as fault:
        problems = fault.problems
    return [problem.as_dict() for problem in problems]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_once_with_its_rows(name, tmp_path):
    layout, expected = FAULTS[name]
    path = written(tmp_path, "one.csv", layout.text())
    problems = told(LoadInputs(**{layout.flag: (path,)}), tmp_path)
    found = {one["rule"]: tuple(one["examples"]) for one in problems}
    assert found == expected and len(problems) == len(expected)
    for one in problems:
        assert one["file"] == "one.csv" and one["remedy"]
        assert one["rule"] == "nothing_counted" or one["rows"] >= 1
        assert not any(who in str(one) for who in PEOPLE)


@pytest.mark.parametrize(
    "layout,given,rule",
    [
        (SUS_APC, "ae", "column_missing"),
        (SUS_OP, "gp", "another_kind"),
        (SUS_OP, "inpatient", "column_missing"),
        (CSDS, "outpatient", "column_missing"),
        (CALLS, "ae", "column_missing"),
    ],
)
def test_a_file_of_another_kind_is_recognised(layout, given, rule, tmp_path):
    path = written(tmp_path, "one.csv", layout.text())
    (problem,) = told(LoadInputs(**{given: (path,)}), tmp_path)
    assert problem["rule"] == rule
    title = {
        "inpatient": "ospital spells",
        "outpatient": "utpatient appointments",
        "community": "ommunity contacts",
        "urgent": "alls to 999 and 111",
    }[layout.flag]
    assert title in problem["message"]
    assert "ooks like" in problem["message"]


def test_all_faults_are_told_at_once(tmp_path):
    """And every spell is kept: as many as of the extract without faults."""
    layout = (
        SUS_APC.but(3, **{OUT: "01/03/2024"})
        .but(4, **{OUT: "", OUT_AT: ""})
        .but(5, Admission_Method_Hospital_Provider_Spell="77")
        .but(8, **{IN: "12/03/2024", OUT: "20/03/2024"})
    )
    path = written(tmp_path, "one.csv", layout.text())
    inputs = LoadInputs(inpatient=(path,))
    assert check(inputs, root=tmp_path / "home").rows == {"inpatient_spells": 16}
    problems = told(inputs, tmp_path)
    assert sorted(one["rule"] for one in problems) == [
        "code_unknown",
        "departure_before_arrival",
        "spells_open",
        "spells_overlap",
    ]


def test_spells_alone_can_be_checked_but_not_loaded(tmp_path):
    path = written(tmp_path, "one.csv", SUS_APC.text())
    report = check(LoadInputs(inpatient=(path,)), root=tmp_path / "home")
    assert report.problems == () and report.rows == {"inpatient_spells": 16}
    with pytest.raises(InputError, match="No extract of A&E attendances"):
        load(LoadInputs(inpatient=(path,)), "one", root=tmp_path / "home")
