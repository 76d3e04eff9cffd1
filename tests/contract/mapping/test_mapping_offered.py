"""What is not recognised is offered with a suggestion, masked."""

import pytest

from analytics.definitions.contract import TABLES
from analytics.extract.fields.mapping import Mapping
from analytics.extract.fields.mapping_files import parse
from analytics.extract.fields.suggestions import suggest
from analytics.extract.people import masks
from analytics.store import mappings
from analytics.store.load.build import LoadInputs
from analytics.store.load.mapping_offers import ask, starting_file
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written
from tests.contract.mapping.own_extract import OWN_HEADER, SAID, STAFF, own


def test_what_is_not_recognised_is_offered_with_suggestions_and_effects(tmp_path):
    (offer,) = ask(LoadInputs(gp=(own(tmp_path),)), root=tmp_path)
    wanted = {one.field: one for one in offer.wanted}
    assert wanted["patient_id"].required and wanted["practice_code"].required
    assert wanted["practice_code"].suggestion.header == "Surgery ODS"
    assert "look like practice codes" in wanted["practice_code"].suggestion.why
    assert wanted["appointment_at"].suggestion.header == "Appt when"
    assert wanted["status"].suggestion.header == "Slot result"
    assert "75% of its values are known words" in wanted["status"].suggestion.why
    assert "every row counts as attended" in wanted["status"].effect
    assert wanted["role"].suggestion is None
    assert {one.header for one in offer.columns} == set(OWN_HEADER.split(","))
    assert offer.asks


def test_of_values_only_shapes_are_told(tmp_path):
    (offer,) = ask(LoadInputs(gp=(own(tmp_path),)), root=tmp_path)
    looks = {one.header: one.shapes for one in offer.columns}
    assert looks["Wer"] == ("9999999999",)
    assert looks["Appt when"] == ("dd/dd/dddd dd:dd",)
    assert looks["Surgery ODS"] == ("A99999",)
    assert looks["Seen-by"] == ("Aaaa Aaaaa", "Aaaa Aaaaaaaaaaaa")
    told = repr(offer) + starting_file((offer,), Mapping())
    for value in (*PEOPLE, *STAFF, "Quillfeather", "Y99001", "/2024"):
        assert value not in told


@pytest.mark.parametrize(
    "value,shape",
    [
        ("9434765919", "9999999999"),
        ("943 476 5919", "999 999 9999"),
        ("31/12/2024", "dd/dd/dddd"),
        ("2024-12-31 14:30", "dddd-dd-dd dd:dd"),
        ("Smith", "Aaaaa"),
        ("SS13 1AB", "AA99 9AA"),
        ("Élodie", "Aaaaaa"),
        ("x" * 90, "a" * 23 + "…"),
    ],
)
def test_shapes(value, shape):
    assert masks.shape(value) == shape


@pytest.mark.parametrize(
    "word,rows,different,shown",
    [
        ("Zonked", 5, 3, True),
        ("Zonked", 4, 3, False),
        ("77", 1, 3, True),
        ("Zonked", 50, 51, False),
        ("Jane Smith", 500, 2, False),
        ("Dr Who", 500, 2, False),
        ("a@b.org", 99, 2, False),
        ("9434765919", 99, 2, False),
        ("SS13 1AB", 99, 2, False),
        ("word " * 9, 99, 2, False),
    ],
)
def test_a_word_is_shown_only_if_it_is_frequent_and_says_nobody(
    word, rows, different, shown
):
    assert masks.may_be_shown(word, rows, different) == shown


def test_unknown_words_and_the_order_of_dates_are_asked(tmp_path):
    said = parse(SAID.split("[gp_appointments.codes")[0])
    mappings.keep("own", said, tmp_path)
    (offer,) = ask(LoadInputs(gp=(own(tmp_path),)), "own", tmp_path)
    (unknown,) = offer.unknown
    assert (unknown.field, unknown.header, unknown.words) == (
        "status",
        "Slot result",
        (("Zonked", True, 10),),
    )
    assert unknown.allowed == TABLES["gp_appointments"].field("status").allowed
    (unclear,) = offer.unclear
    assert (unclear.field, unclear.header) == ("appointment_at", "Appt when")
    assert [one.field for one in offer.wanted if one.required] == []


def test_an_extract_that_is_recognised_asks_nothing(tmp_path):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    (offer,) = ask(LoadInputs(gp=(path,)), root=tmp_path)
    assert not offer.asks and offer.columns == ()


def test_a_column_of_nhs_numbers_is_offered_for_the_patient_alone(tmp_path):
    numbers = ["9434765919", "9000000009", "9000000017", "9000000025", "9000000033"]
    rows = [f"{numbers[n % 5]},2024-01-{13 + n} 09:00,Y99001" for n in range(10)]
    path = written(tmp_path, "gp.csv", text("Wer,appointment_at,practice_code", rows))
    (offer,) = ask(LoadInputs(gp=(path,)), root=tmp_path)
    (column,) = offer.columns
    assert column.personal
    assert {
        one.field: one.suggestion.header for one in offer.wanted if one.suggestion
    } == {"patient_id": "Wer"}


def test_every_field_says_what_the_pages_lose_without_it():
    for table in TABLES.values():
        for field in table.fields:
            assert len(field.without) > 20 and not field.without.endswith("."), (
                field.name
            )
            assert field.required == (
                "cannot" in field.without and "loaded" in field.without
            ) or (field.name == "practice_code"), field.name


def test_ages_and_letters_of_a_sex_are_told_by_their_values():
    """Where the header says nothing; hours, grades, and yes and no are neither."""
    columns = {
        "Yrs": [(str(age), 2) for age in range(2, 96, 3)],
        "Hr": [(str(hour), 5) for hour in range(24)],
        "Gr": [("1", 3), ("2", 4), ("3", 9)],
        "MF": [("M", 30), ("F", 34)],
        "Q7": [("Y", 30), ("N", 34)],
    }
    found = suggest("ae_attendances", ["age_at_arrival", "sex", "acuity"], columns)
    assert found["age_at_arrival"].header == "Yrs"
    assert found["age_at_arrival"].why == "all of its values look like ages"
    assert found["sex"].header == "MF"
    assert "acuity" not in found
