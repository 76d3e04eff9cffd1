"""Free text that says who somebody is, and free text that only sounds so; none of the
former is stored, in any field of words."""

import duckdb
import pytest

from analytics.extract.cells.values import is_missing
from analytics.extract.people.identifiers import (
    sql_identifies,
    sql_speaks_of_somebody,
)
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows, text, written
from tests.contract.test_privacy import every_byte

NAMES_SOMEBODY = (
    "Mrs Sampleton rang",
    "MRS SAMPLETON RANG",
    "seen by daughter Mrs. Jane Sampleton",
    "rang mr. Patel? no: Mr Patel",
    "discussed with Dr Quillfeather",
    "Miss Jones collected it",
    "her son Paul Quillfeather came along",
    "pt John Quillfeather asked",
    "surname: Quillfeather",
    "d.o.b. 12.03.45",
    "DOB 12/03/1945",
    "dob: 3rd March 1951",
    "date of birth 1945-03-12",
    "born on 12 March 1945",
    "lives at 14 Acacia Avenue",
    "lives at zz99 3vz",
    "LIVES AT ZZ99 3VZ",
    "call 07700 900123",
    "j.sampleton@e.example",
    "same as 999 476 5919",
)
NAMES_NOBODY = (
    "Back Pain",
    "MS Clinic",
    "MR angiogram",
    "DR screening",
    "Missed appointment",
    "Born before arrival",
    "Date of birth not given",
    "Mother And Baby Clinic",
    "Patient Review By Nurse",
    "Carer Strain Assessment",
    "Sister clinic",
    "Name changed",
    "Pain, 2 weeks, left side",
    "L4 5th metacarpal",
    "Close contact, 3 days",
    "Type 2 diabetes",
    "Road traffic accident",
    "24 hour blood pressure",
)


def holds(test: str, said: str) -> bool:
    (found,) = (
        duckdb.connect()
        .execute(f"SELECT {test} FROM (SELECT ?::VARCHAR AS v)", [said])
        .fetchone()
    )
    return found


@pytest.mark.parametrize("said", NAMES_SOMEBODY)
def test_free_text_that_says_who_somebody_is(said):
    assert holds(sql_identifies("v"), said)


@pytest.mark.parametrize("said", NAMES_NOBODY)
def test_free_text_that_only_sounds_so(said):
    assert not holds(sql_identifies("v"), said)


@pytest.mark.parametrize("code", ["Xa1bQ", "1239071000", "E11.9", "F81001", "9N4..00"])
def test_a_code_speaks_of_nobody(code):
    assert not holds(sql_speaks_of_somebody("v"), code)


@pytest.mark.parametrize("said", ["(null)", r"\N", "nil", "NULL", "<NA>", " (Blank) "])
def test_what_databases_write_for_nothing_is_missing(said):
    assert holds(is_missing("v"), said)


def test_none_of_it_is_stored_in_any_field_of_words_and_each_is_told(tmp_path):
    said = "Mrs Sampleton rang, DOB 12/03/1945"
    header = f"{HEADER},mode,reason_code,reason_term"
    rows = [f"{row},{said!r},Xa1,Cough" for row in gp_rows()]
    rows[0] = rows[0].removesuffix(f"{said!r},Xa1,Cough") + f'phone,"{said}","{said}"'
    rows = [row.replace(f"{said!r}", "phone") for row in rows]
    rows[1] = rows[1].replace(",gp,", f',"{said}",')
    gp = written(tmp_path, "gp.csv", text(header, rows))
    who = gp_rows()[0].split(",")[0]
    caseload = written(
        tmp_path,
        "cases.csv",
        "patient_id,referred_on,coordinator,services,outcome\n"
        f'{who},2024-02-01,"{said}","housing; {said}","{said}"\n',
    )
    home = tmp_path / "home"
    dataset = load(LoadInputs(gp=(gp,), caseload=(caseload,)), "one", root=home)
    assert "sampleton" not in every_byte(home) and "1945" not in every_byte(home)
    told = {
        (one["file"], one["column"])
        for one in dataset.manifest.problems
        if one["rule"] == "text_identifies"
    }
    assert told == {
        ("gp.csv", "role"),
        ("gp.csv", "reason_term"),
        ("cases.csv", "coordinator"),
        ("cases.csv", "services"),
        ("cases.csv", "outcome"),
    }
