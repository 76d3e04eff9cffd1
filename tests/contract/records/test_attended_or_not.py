"""Whether somebody came: a column of yes and no is read by what its header asks."""

import duckdb
import pytest

from analytics.extract.fields.mapping import Mapping, Part
from tests.contract.extracts import Case, loaded, text, written

HEADER = "patient_id,appointment_at,practice_code"
AT = ("01/03/2024 09:00", "02/03/2024 09:00", "13/03/2024 09:00", "14/03/2024 09:00")


def extract(headers: str, *cells: str) -> str:
    rows = [f"A,{at},P1,{cell}" for at, cell in zip(AT, cells, strict=True)]
    return text(f"{HEADER},{headers}", rows)


def became(folder, given: str, part: Part | None = None):
    """(what became of each appointment, in order of time; what was said)."""
    more = {}
    if part:
        said = Mapping({"gp_appointments": part}).to_toml()
        more = {"columns": written(folder, "mapping.toml", said)}
    dataset, problems, said = loaded(Case(gp=given, more=more), folder)
    assert dataset, said
    path = f"'{dataset.folder}/gp_appointments.parquet'"
    stored = duckdb.sql(f"SELECT status::VARCHAR FROM {path} ORDER BY appointment_at")
    found = "".join((row[0] or "?")[0] for row in stored.fetchall())
    return found, {one["rule"] for one in problems}


# a: attended, d: did not attend, c: cancelled, b: booked, u: unknown
@pytest.mark.parametrize(
    "header,cells,right",
    [
        ("DNA flag", ("No", "No", "Yes", "No"), "aada"),
        ("DNA", ("N", "0", "1", "f"), "aada"),
        ("DidNotAttend", ("false", "TRUE", "False", "true"), "adad"),
        ("Didn't attend (Y/N)", ("n", "y", "n", "n"), "adaa"),
        ("No-show", ("No", "Yes", "No", "No"), "adaa"),
        ("Missed?", ("Y", "N", "N", "N"), "daaa"),
        ("Attended", ("N", "Y", "Y", "Y"), "daaa"),
        ("Attended?", ("0", "1", "1.0", "0.0"), "daad"),
        ("Did the patient attend", ("Yes", "No", "Yes", "No"), "adad"),
        ("Was seen", ("Yes", "No", "No", "Yes"), "adda"),
        ("Did not attend", ("Attended", "DNA", "Attended", "Attended"), "adaa"),
        ("Attended", ("Attended", "DNA", "Cancelled", "Booked"), "adcb"),
        # beside another column
        (
            "Status,DNA",
            ("Arrived,No", "Booked,Yes", "Booked,No", "Cancelled,Yes"),
            "adbd",
        ),
        (
            "Status,Attended",
            ("Booked,Yes", "Booked,No", "Cancelled,No", "Arrived,Yes"),
            "adca",
        ),
        ("DNA,Cancelled", ("No,Yes", "No,No", "Yes,No", "No,No"), "cada"),
    ],
)
def test_yes_and_no_mean_what_the_header_asks(tmp_path, header, cells, right):
    found, said = became(tmp_path, extract(header, *cells))
    assert (found, said) == (right, set())


@pytest.mark.parametrize("field", ["status", "dna_flag", "attended_flag"])
@pytest.mark.parametrize(
    "header,cells,right",
    [
        ("DNA flag", ("No", "No", "Yes", "No"), "aada"),
        ("Was seen", ("No", "Yes", "Yes", "Yes"), "daaa"),
    ],
)
def test_no_mapping_inverts_a_column(tmp_path, field, header, cells, right):
    part = Part(columns={field: header})
    assert became(tmp_path, extract(header, *cells), part)[0] == right


def test_yes_under_a_header_that_asks_nothing_is_asked(tmp_path):
    given = extract("Outcome", "Yes", "No", "No", "Seen")
    found, said = became(tmp_path, given)
    assert (found, "code_unknown" in said) == ("uuua", True)
    part = Part(codes={"status": {"Yes": "did_not_attend", "No": "attended"}})
    assert became(tmp_path, given, part)[0] == "daaa"


def test_what_a_mapping_says_of_a_word_goes_before_what_the_header_asks(tmp_path):
    part = Part(codes={"status": {"No": "cancelled"}})
    given = extract("Attended", "No", "Yes", "Yes", "Yes")
    assert became(tmp_path, given, part)[0] == "caaa"


def test_a_flag_that_is_only_ever_set_says_no_by_being_empty(tmp_path):
    found, said = became(tmp_path, extract("DNA", "Y", "", "", "Y"))
    assert (found, said) == ("daad", {"flag_only_set"})


def test_columns_that_contradict_each_other_are_told(tmp_path):
    given = extract("Status,DNA", "Arrived,Yes", "Arrived,No", "Left,No", "Left,No")
    found, said = became(tmp_path, given)
    assert (found, said) == ("daaa", {"status_contradicted"})


def test_rows_without_a_status_are_told(tmp_path):
    found, said = became(tmp_path, extract("Status", "Arrived", "", "Arrived", "DNA"))
    assert (found.count("a"), said) == (2, {"status_missing"})


def test_times_and_reasons_under_such_headers_are_no_answers(tmp_path):
    given = extract("Seen,DNA reason", "09:05,x", "09:10,x", "10:00,x", "09:00,x")
    dataset, _, said = loaded(Case(gp=given), tmp_path)
    assert "status" in dataset.manifest.span("gp_appointments").missing, said
