"""What no profile knows is asked, masked, and once said it is kept: columns, words,
date order."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.__main__ import main
from analytics.definitions.contract import TABLES
from analytics.errors import InputError
from analytics.extract.fields.mapping import Mapping, Part
from analytics.extract.fields.mapping_files import parse, read
from analytics.store.load.build import LoadInputs, check, load
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written
from tests.contract.mapping.own_extract import SAID, own, rules, stored


def test_a_mapping_says_columns_words_and_dates(tmp_path):
    path = written(tmp_path, "map.toml", SAID)
    dataset = load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    assert dataset.manifest.problems == ()
    assert stored(dataset) == [
        ("attended", True, "Y99001", 1, 20),
        ("attended", True, "Y99002", 1, 10),
        ("did_not_attend", False, "Y99002", 1, 10),
    ]
    assert "A mapping file was used" in dataset.manifest.notes[0]


@pytest.mark.parametrize("order,month", [("day-first", 2), ("month-first", 1)])
def test_the_order_of_dates_can_be_said_on_the_command_line(
    order, month, tmp_path, monkeypatch
):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    path = written(
        tmp_path,
        "gp.csv",
        text(
            HEADER,
            [f"{person},01/02/2024 09:30,Y99001,attended,gp" for person in PEOPLE],
        ),
    )
    assert main(["check", "--gp", str(path)]) == 2
    assert main(["load", "--gp", str(path), "--dates", order, "--into", "one"]) == 0
    found = duckdb.connect().execute(
        "SELECT DISTINCT month(appointment_at) FROM "
        f"'{tmp_path}/one/2*/gp_appointments.parquet'"
    )
    assert found.fetchall() == [(month,)]
    assert main(["load", "--gp", str(path), "--into", "one"]) == 0, "the answer is kept"


def test_a_date_is_never_guessed_and_the_fault_says_how_to_answer(tmp_path):
    path = written(
        tmp_path,
        "gp.csv",
        text(
            HEADER,
            [f"{person},01/02/2024 09:30,Y99001,attended,gp" for person in PEOPLE],
        ),
    )
    with pytest.raises(InputError) as fault:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert rules(fault) == ["date_order_unclear"]
    for way in (
        "[gp_appointments.dates]",
        'appointment_at = "day first"',
        "--dates",
        "page",
    ):
        assert way in str(fault.value)


@pytest.mark.parametrize(
    "days,rule",
    [
        (
            ["13/02/2024"] * 8 + ["02/13/2024"] * 8,
            "date_order_unclear",
        ),  # both ways round
        (["13/02/2024"] * 60 + ["02/13/2024"], "date_unreadable"),  # a slip among many
        (["05/05/2024"] * 16, ""),  # it makes no difference
        (["2024-02-01", "01/02/2024"] * 8, "date_order_unclear"),
        (["2024-02-01", "13/02/2024"] * 8, "date_order_unclear"),  # half swapped
        (["2024-02-13", "13/02/2024"] * 8, ""),
    ],
)
def test_when_the_order_is_asked(days, rule, tmp_path):
    rows = [
        f"{PEOPLE[n % 8]},{day} {8 + n % 10:02d}:{n % 60:02d},Y99001,attended,gp"
        for n, day in enumerate(days)
    ]
    path = written(tmp_path, "gp.csv", text(HEADER, rows))
    try:
        dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
        found = [problem["rule"] for problem in dataset.manifest.problems]
    except InputError as fault:
        found = [problem.rule for problem in fault.problems]
    assert found == [rule] * bool(rule)


def test_values_that_show_the_order_beat_what_is_said(tmp_path):
    path = written(
        tmp_path, "gp.csv", text(HEADER, gp_rows("{m:02d}/{d:02d}/2024 09:30"))
    )
    report = check(LoadInputs(gp=(path,), dates="day first"), root=tmp_path)
    assert [problem.rule for problem in report.problems] == ["date_order_contradicted"]
    assert report.rows == {"gp_appointments": 16} and report.exclusions == ()


def test_a_header_that_no_file_has_is_told(tmp_path):
    mapping = written(
        tmp_path, "map.toml", '[gp_appointments.columns]\nbooked_at = "Gone"\n'
    )
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    report = check(LoadInputs(gp=(path,), columns=mapping), root=tmp_path)
    assert [(p.rule, p.column, p.stops) for p in report.problems] == [
        ("mapping_header", "Gone", False)
    ]


@pytest.mark.parametrize(
    "content,found",
    [
        ("a = ", ["mapping_unreadable"]),
        ("[nothing.columns]\nx = 'y'", ["mapping_table"]),
        ("[gp_appointments.columns]\nzonk = 'y'", ["mapping_field"]),
        (
            "[gp_appointments.columns]\npatient_id = 'x'\nstatus = 'X '",
            ["mapping_twice"],
        ),
        (
            "[gp_appointments.colums]\npatient_id = 'x'\n[gp_appointments.fixed]",
            ["mapping_piece"],
        ),
        ("[gp_appointments.codes.status]\nZonked = 'gone'", ["mapping_value"]),
        ("[gp_appointments.codes]\nstatus = 'gone'", ["mapping_piece"]),
        ("[gp_appointments.dates]\nappointment_at = 'dmy'", ["mapping_value"]),
        ("[gp_appointments.dates]\nrole = 'day first'", ["mapping_field"]),
        ("dates = 'american'", ["mapping_value"]),
        (
            "[gp_appointments.fixed]\nstatus = 'gone'\nrole = "
            "'gp'\n[nothing]\n[gp_appointments.codes.mode]\nx = 'y'",
            ["mapping_value", "mapping_value", "mapping_table"],
        ),
        (b"\xff\xfe\x00", ["mapping_unreadable"]),
    ],
)
def test_every_fault_of_a_mapping_is_told_at_once(content, found, tmp_path):
    with pytest.raises(InputError) as fault:
        read(written(tmp_path, "map.toml", content))
    assert rules(fault) == found
    assert all(
        problem.remedy and problem.file == "map.toml"
        for problem in fault.value.problems
    )


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
FIELD = st.sampled_from(TABLES["gp_appointments"].names)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.dictionaries(FIELD, TEXT, max_size=1),
    st.dictionaries(TEXT, st.sampled_from(["attended", "cancelled"]), max_size=3),
    TEXT,
    st.sampled_from(["", "day first", "month first"]),
)
def test_a_mapping_written_reads_back_as_the_same(columns, words, sheet, order):
    said = Mapping(
        {
            "gp_appointments": Part(
                columns,
                {"practice_code": sheet},
                {"status": words} if words else {},
                {"booked_at": "month first"},
                sheet,
            )
        },
        order,
    )
    assert parse(said.to_toml()) == said
