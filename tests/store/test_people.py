"""Who people are, from the registered list, and from events and areas where the list
says nothing."""

import duckdb
import pytest

from analytics.store.load.build import LoadInputs, load

AE = """patient_id,arrived_at,age_at_arrival,sex,lsoa_code
9000000009,2024-01-03 10:00,30,female,E01000001
9000000017,2024-01-03 10:00,41,male,E01000002
9000000017,2024-03-03 10:00,,unknown,E01000003
9000000025,2024-01-03 10:00,52,male,E01000003
"""
PATIENTS = """patient_id,practice_code,registered_from,ethnicity,imd_decile,lsoa_code,\
conditions,birth_year,sex
9000000009,Y1,2010-01-01,White,9,E01000001,Asthma,1990,male
9000000009,Y2,2022-01-01,Asian,3,E01000001,Asthma; Type 2 diabetes,1991,female
9000000033,Y1,,Black,,E01000002,,1960,unknown
9000000041,Y1,,,11,E01000009,"[COPD|Anxiety]",,
"""
AREAS = "lsoa_code,imd_decile\ne01000001,10\nE01000002,4\nE01000003,7\n"


@pytest.fixture
def people(tmp_path):
    """pseudonym-free rows by birth year: what the table of people says of each."""
    given = {"ae": AE, "patients": PATIENTS, "areas": AREAS}
    files = {}
    for flag, text in given.items():
        files[flag] = (tmp_path / f"{flag}.csv",)
        files[flag][0].write_text(text, encoding="utf-8")
    dataset = load(LoadInputs(**files), "one", root=tmp_path / "home")
    found = duckdb.connect().execute(
        "SELECT birth_year, listed, sex, ethnicity, lsoa_code, imd_decile, conditions "
        f"FROM '{dataset.folder}/people.parquet' ORDER BY 1 NULLS LAST"
    )
    return {row[0]: row[1:] for row in found.fetchall()}


def test_the_newest_registration_counts(people):
    assert people[1991] == (
        True,
        "female",
        "Asian",
        "E01000001",
        3,
        ["Asthma", "Type 2 diabetes"],
    )


def test_the_area_says_the_deprivation_where_the_list_does_not(people):
    assert people[1960] == (True, "unknown", "Black", "E01000002", 4, None)


def test_the_events_say_the_rest_of_those_not_listed(people):
    # The last attendance that says something: not "unknown", not an empty age.
    assert people[1983] == (False, "male", None, "E01000003", 7, None)
    assert people[1972] == (False, "male", None, "E01000003", 7, None)


def test_what_cannot_be_is_not_known(people):
    assert people[None] == (
        True,
        "unknown",
        None,
        "E01000009",
        None,
        ["COPD", "Anxiety"],
    )
